"""The outside world: incomes, exchange rate, climate for investment, reopening, rivals.

National rules of entry are not here: rules are policy, and the visa lever sets the better of its own and the national
ones. A member's paths are computed when the world is created; the months then move along them. They depend only on luck
and declared numbers, so the scenario and its counterfactual have the same world; only rivals may answer what Nanjing does.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from common.vocabulary import CITIES
from model.city_protocol import City
from model.draws import Draws
from model.facts import Facts
from model.facts.months import month_index
from model.firms.projects import licence_months, payment_law, true_shares
from model.interventions import Intervention, changed_paths
from model.parameters import Parameters
from model.setting import Setting
from model.visitors.baseline import Baseline, baseline
from model.visitors.travellers import market
from model.world import payment
from model.world.clearance import clearance_hours
from model.world.climate import climate, exchange_rate, first_uncounted
from model.world.domestic_travel import domestic_travel
from model.world.goods_prices import goods_prices
from model.world.goods_trade import beside_incomes
from model.world.incomes import incomes, trend_growth
from model.world.observed import months_known
from model.world.observed_reopening import Known, last_month
from model.world.outbound import outbound_beside_income
from model.world.own_course import course_of_china, lift, own_course
from model.world.paths import FIRST, calendar
from model.world.pull import Beyond, beyond_trends, only_rate, paid_as_drawn, pulled, pulled_beside, since
from model.world.reopening import reopening
from model.world.rival_answers import RivalAnswers
from model.world.rivals import rival_paths
from model.world.trends import own_trends


class Paths(NamedTuple):
    """One member's world; arrays by month run from :data:`model.world.paths.FIRST` on and are read-only."""

    by_month: dict[str, np.ndarray]
    """Paths by the name of the world's attribute, (months,) or (months, origins)."""
    rivals: np.ndarray
    """Appeal and openness of the rivals, (2, months, cities)."""
    income_2019: np.ndarray
    """Mean income of 2019 on the scale of ``income_index``, (origins,)."""
    prices_2019: float
    """Mean of 2019 on the scale of ``price_level``."""
    domestic_2019: float
    """Mean of 2019 on the scale of ``domestic_growth``."""


def lay_out(
    setting: Setting, facts: Facts, draws: Draws, p: Parameters, base: Callable[[], Baseline] | None = None
) -> Paths:
    """Return the outside world of one member, to the end of the run.

    ``base`` returns travel of 2019 where it is known already; what was observed of travel asks for it.
    """
    case, start, world, rivals = setting.world, setting.start, p.room("world"), p.room("rivals")
    months = calendar(max(start + setting.months, months_known()))
    income = incomes(case["incomes"], start, months, facts, draws, world)
    rate = exchange_rate(case["exchange_rate"], start, months, facts, draws, world)
    if case["incomes"] == "frozen":
        heard = only_rate(rate, len(facts.origins))
    else:
        trend = np.log1p(trend_growth(facts.origins) / 100)
        heard = beyond_trends(rate, income.domestic, income.abroad, trend, world)
    share, of_climate = true_shares(facts, p.room("firms"))[:-1], case["investment_climate"]
    pull = pulled(heard, share, world)
    fdi = climate(of_climate, start, months, facts, draws, world, commitment_law(facts, p), pull)
    beside = np.exp(since(pulled_beside(heard, share, world), first_uncounted(of_climate, facts)))
    visitors = p.room("visitors")
    income_effect = (income.abroad / income.abroad_2019) ** visitors.income_elasticity
    spread = np.array([world.own_course.travellers, rivals.course_openness])
    cities = rival_paths(case["rivals"], start, months, setting.unseen, draws, rivals, spread)

    trouble = payment.unserved(case["reopening"], months, world)

    def known() -> Known:
        """Return what travellers choose by: it takes a solution of 2019, which most worlds do without."""
        of_2019 = base() if base else baseline(facts, p, market(facts, p, setting.scale))
        return Known(of_2019, rate, cities[0], trouble - world.payment_unserved_2019)

    travel = reopening(case["reopening"], months, facts, income_effect, draws, world, known, visitors)
    prices = goods_prices(case["incomes"], start, months, world)
    in_2019 = slice(month_index(2019, 1) - FIRST, month_index(2020, 1) - FIRST)
    domestic_2019, elasticity = float(income.domestic[in_2019].mean()), p["residents.income_elasticity"]
    at_home = income.domestic / domestic_2019
    outbound = outbound_beside_income(case["incomes"], start, months, at_home, elasticity, facts.origins)
    goods = np.zeros((months.size, 2))
    if case["incomes"].startswith("observed"):
        goods = beside_incomes(months, income.abroad, prices, rate, facts, p.room("trade"))
    own = own_course(case["own_course"], months, setting.unseen, draws, world)
    for flow, who in enumerate(("exporters", "importers")):
        above = lift(case["own_course"], who, months, setting.unseen, world, p["trade.with_new_links"])
        goods[:, flow] += own[who] - above
    luckier = lift(case["own_course"], "spenders", months, setting.unseen, world, 1.0)
    counted = last_month("travel") if case["reopening"].startswith("observed") else setting.unseen
    china = course_of_china(case["own_course"], months, max(setting.unseen, counted), draws, world)
    trends = own_trends(case["rivals"], start, months, setting.unseen, rivals)
    by_month = {
        "income_index": income.abroad,
        "domestic_growth": income.domestic,
        "graduates_abroad": income.foreseen,
        "price_level": income.prices,
        "domestic_travel": domestic_travel(case["reopening"], months),
        "goods_prices": prices,
        "goods_beside_incomes": np.exp(goods),
        "outbound_beside_income": outbound,
        "trade_cycle": income.trade,
        "clearance_hours": clearance_hours(case["incomes"], start, months),
        "resident_population": income.people,
        "exchange_rate": rate,
        "fdi_value_index": fdi.value,
        "fdi_count_index": fdi.number,
        "fdi_commitment_index": fdi.commitments,
        "fdi_substantive_index": fdi.substantive,
        "investors_by_source": np.ones_like(beside) if of_climate == "frozen" else beside,
        "willingness": travel.willingness,
        "seat_share": travel.seat_share,
        "payment_unserved": trouble,
        "seat_share_without_limits": travel.seat_share_without_limits,
        "nanjing_appeal": trends["nanjing_appeal"] + own["travellers"],
        "china_appeal": trends["china_appeal"] + china,
        "nanjing_openness": trends["nanjing_openness"] + own["investors"],
        "rents_bid": own["tenants"],
        "spent_by_luck": np.exp(own["spenders"] - luckier),
    }
    for path in (*by_month.values(), cities):
        path.setflags(write=False)
    return Paths(
        by_month,
        rivals=cities,
        income_2019=income.abroad_2019,
        prices_2019=income.prices_2019,
        domestic_2019=domestic_2019,
    )


def commitment_law(facts: Facts, p: Parameters) -> np.ndarray:
    """Return the share of a commitment paid ``s`` months after the decision, (months,), sum 1: licence, then instalments."""
    return np.concatenate([np.zeros(licence_months(facts)), np.trim_zeros(payment_law(p.room("firms")), "b")])


class World:
    """The outside of the city in the month the model stands in.

    When made, it stands in the month before the run; :meth:`advance` moves on by one.

    Args:
        model: the pilot model; its setting, facts, draws, parameters and ``shared_key`` are read.
    """

    exchange_rate: float
    """CNY per USD."""
    income_index: np.ndarray
    """Real income of each origin's people, 2022 = 1, (origins,)."""
    income: np.ndarray
    """The same, 2019 = 1, (origins,)."""
    domestic_growth: float
    """Real output of Nanjing that foreigners have no part in, 2022 = 1."""
    graduates_abroad: float
    """Graduates abroad who would come home, 2022 = 1: they keep up with output at home as it was counted and foreseen."""
    income_at_home: float
    """The same, 2019 = 1: what residents travel abroad by."""
    outbound_beside_income: np.ndarray
    """Trips of China's residents to each destination over what their incomes explain, 2019 = 1, (origins,)."""
    price_level: float
    """Prices in China, 2022 = 1; what is an amount of money of the day is real times this. Prices abroad are taken to
    grow alike, so that travellers, investors and carriers, who compare costs, see nothing of it."""
    domestic_travel: float
    """Trips of Chinese travellers in China over those of 2019, growth apart: the closure and its end."""
    goods_prices: float
    """Prices in CNY of goods that China trades, 2022 = 1; they follow producer prices."""
    trade_cycle: float
    """World trade relative to what incomes explain, 1 in 2022."""
    goods_beside_incomes: np.ndarray
    """What exports and imports of goods did beside what is explained, the nation's and Nanjing's own, 1 in 2022, (flows,)."""
    clearance_hours: np.ndarray
    """Mean hours in which customs clear exports and imports in China, (flows,)."""
    resident_population: float
    """Residents of Nanjing at the end of the month, before any change in foreign talent, persons."""
    fdi_value_index: float
    """Value in USD of foreign investment in China, 2022 = 1."""
    fdi_count_index: float
    """Number of new foreign projects in China, 2022 = 1."""
    fdi_commitment_index: float
    """Money in USD that foreign investors commit in China, paid in over the following years, 2022 = 1."""
    fdi_substantive_index: float
    """Number of new foreign projects in China that bring capital and people, 2022 = 1."""
    investors_by_source: np.ndarray
    """Investors of each source over what the indices of all China say, by growth there, (sources,), the mainland last."""
    willingness: np.ndarray
    """Share of 2019's willingness to travel to China, apart from incomes, visas, the yuan and what cities offer, (origins,)."""
    seat_share: np.ndarray
    """Share of 2019's seats that carriers can offer, at most 1, (origins,)."""
    seat_share_without_limits: np.ndarray
    """The same if no bilateral limit held seats back, at least ``seat_share``, (origins,)."""
    payment_unserved: float
    """Share of visitors who cannot pay by phone, card or cash where they would, of those who bring no wallet of their own."""
    nanjing_appeal: float
    """Utility points that Nanjing gained with travellers, by its own trend since the start and by its own course."""
    china_appeal: float
    """The same for all Chinese cities together, against going elsewhere."""
    nanjing_openness: float
    """The same with investors: its own trend, its free-trade zone and its own course."""
    rents_bid: float
    """What domestic tenants of Nanjing bid more for space by its own course, log points."""
    spent_by_luck: float
    """What visitors spend a night over what prices, incomes and the yuan explain, by Nanjing's own course, mean 1."""
    rival_appeal: np.ndarray
    """Utility points rivals gained with travellers by their own ways (see :mod:`model.world.rivals`) and in answer, (cities,)."""
    rival_openness: np.ndarray
    """The same with investors, (cities,)."""

    def __init__(self, model: City) -> None:
        setting, p = model.setting, model.parameters
        self.months, self._facts, self._parameters = setting.months, model.facts, p
        self.month = setting.start - 1
        """Calendar month in which the world stands."""
        self.paths: Paths = model.draws.cached(
            "world", model.shared_key, lambda: lay_out(setting, model.facts, model.draws, p, lambda: model.baseline)
        )
        self.answers = None
        if setting.world["rivals"] in ("central", "low", "high"):
            self.answers = RivalAnswers(model.wires, model.draws, p.room("rivals"))
        self.rival_answers = np.zeros((2, len(CITIES)))
        """Of what rivals gained with travellers and investors, what is an answer to Nanjing, utility points, (2, cities)."""
        self._stand(self.month)

    def intervene(self, changes: Iterable[Intervention]) -> None:
        """Apply the declared changes of paths to the months that will be run; investors hear of those that draw them.

        Raises:
            KeyError: a path or origin that is unknown.
        """
        before, by_month = self.paths.by_month, changed_paths(self.paths.by_month, changes, self.month + 1 - FIRST)
        changed = [np.log(by_month[key] / before[key]) for key in ("exchange_rate", "domestic_growth", "income_index")]
        if any(change.any() for change in changed):
            self._hear(Beyond(*changed), by_month)
        self.paths = self.paths._replace(by_month=by_month)

    def _hear(self, change: Beyond, by_month: dict[str, np.ndarray]) -> None:
        facts, p = self._facts, self._parameters.room("world")
        share = true_shares(facts, self._parameters.room("firms"))[:-1]
        drawn = np.exp(pulled(change, share, p))
        for what in ("count", "commitment", "substantive"):
            by_month[f"fdi_{what}_index"] = by_month[f"fdi_{what}_index"] * drawn
        paid = paid_as_drawn(drawn, commitment_law(facts, self._parameters))
        by_month["fdi_value_index"] = by_month["fdi_value_index"] * paid
        beside = np.exp(pulled_beside(change, share, p))
        by_month["investors_by_source"] = by_month["investors_by_source"] * beside

    def advance(self) -> None:
        """Move on to the next month; rivals hear what Nanjing did in the last one."""
        if self.answers is not None:
            self.rival_answers = self.answers.gained(self.month + 1)
        self._stand(self.month + 1)

    def _stand(self, month: int) -> None:
        self.month, row = month, month - FIRST
        for name, path in self.paths.by_month.items():
            setattr(self, name, path[row] if path.ndim > 1 else float(path[row]))
        self.income = self.income_index / self.paths.income_2019
        self.income_at_home = self.domestic_growth / self.paths.domestic_2019
        self.rival_appeal, self.rival_openness = self.paths.rivals[:, row] + self.rival_answers

    def income_to(self, elasticity: float) -> np.ndarray:
        """Return the effect of incomes on demand: income relative to 2019, raised to ``elasticity``, (origins,)."""
        return self.income**elasticity

    @property
    def prices_since_2019(self) -> float:
        """Prices in China, 2019 = 1."""
        return self.price_level / self.paths.prices_2019

    def past(self, name: str, months: np.ndarray) -> np.ndarray:
        """Return a path by its attribute's name in calendar months up to the end of the run; before 2012 that of 2012."""
        return self.paths.by_month[name][np.maximum(months - FIRST, 0)]

    def past_openness(self, month: int) -> tuple[float, np.ndarray]:
        """Return openness of Nanjing and of the rivals, (cities,), in a calendar month up to the end of the run, answers apart."""
        row = month - FIRST
        return float(self.paths.by_month["nanjing_openness"][row]), self.paths.rivals[1, row]

    def past_willingness(self, month: int) -> np.ndarray:
        """Return willingness to travel in a calendar month up to the end of the run, (origins,); before 2012 that of 2012."""
        return self.paths.by_month["willingness"][max(month - FIRST, 0)]
