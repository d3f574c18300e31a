"""Trade in services by field, partner and mode of supply: who sells, and what rules, lines, trips and incomes do to it.

Exports are sold by established domestic firms, which choose partners one to one, by young ones that science and makers
found, and by foreign firms here, both in proportion to their number. They go across the border by line (mode 1) or with
people (mode 4); affiliates abroad (mode 3) sell on top. What visitors spend here (mode 2) they do themselves; it is no
part of services exports. Imports are a reduced form: level of 2022 times what moves demand.

Services take the season of goods trade (assumption: two months of services trade, which is all that is at hand, tell no
season).
"""

import numpy as np

from common.vocabulary import SECTORS
from model.city_protocol import City
from model.policy import Policy, push_on_each
from model.trade import currency, trading
from model.trade.meeting import Met, at_start
from model.trade.service_exporters import ServiceExporters

BUSINESS = SECTORS.index("business")
LINE, PERSON = range(2)
"""How exports cross the border: by line, modes 1, or with people, mode 4."""


class ServicesTrade:
    """Services exports and imports of a month by sector.

    Args:
        model: the pilot model; the rooms must have sent ``firms_to_trade``, ``home_to_services`` and ``digital_to_services``.
    """

    def __init__(self, model: City) -> None:
        facts, trade = model.facts, model.parameters.room("trade")
        self.model, self.trade_p, self.p = model, trade, trade.services
        rate = facts.exchange_rate(2022)
        person = facts.services_in_person
        exports = facts.services_export_share[:, None] * facts.services_trade_share
        self.exports_2022 = exports * (facts.services_exports_musd_2022 * self.p.level_exports * rate / 12)
        """Monthly exports of 2022, million CNY, (sectors, partners)."""
        self.ways_2022 = np.stack([1 - person, person])[:, :, None] * self.exports_2022
        """The same by line and in person, (2, sectors, partners)."""
        imports = facts.services_import_share[:, None] * facts.services_trade_share
        self.imports_2022 = imports * (facts.services_imports_musd_2022 * self.p.level_imports * rate / 12)
        open_lines = facts.services_deliverable[:, None] * (1 - facts.digital_stri)
        self.open_lines = np.stack([open_lines, np.zeros(open_lines.shape)])
        """Share of the saving on lines that reaches what is sold by line and in person, (2, sectors, partners)."""
        young = np.full(person.size, self.p.young_share)
        young[SECTORS.index("manufacturing")] = self.p.makers_share
        self.young = young
        """Share of domestic exports that young firms, and in manufacturing makers themselves, sell, (sectors,)."""
        self.in_person = np.array([1.0, self.p.trip_in_person])[:, None, None]
        self._rate = currency.effects_this_month(model, trade.currency).value
        self.felt_abroad, self.felt_here = np.zeros(self.ways_2022.shape), np.zeros(imports.shape)
        """What buyers of exports, (2, sectors, partners), and of imports, (sectors, partners), have answered to by now of the costs
        saved since 2022, shares."""
        worth = self._worth(self._exports_demand(at_start(len(facts.origins))))
        self.exporters = ServiceExporters(model, facts.services_trade_share, worth)
        self.ways, self.affiliates, self.imports = self.ways_2022, exports, imports

    # -- the month -----------------------------------------------------------------------------------------------------

    def trade(self, policy: Policy, met: Met, season: np.ndarray, rate: currency.RateEffects) -> None:
        """Pass one month, or one part of it.

        Args:
            policy: what is in force.
            met: how much easier than at the start it is to know and to meet partners.
            season: the month's factor, mean 1 over a year, (flows,).
            rate: what the exchange rate does.
        """
        self._rate = rate.value
        p, world = self.trade_p, self.model.world
        push = policy.channels | {key: push_on_each(policy, key) for key in ("market_access", "cross_border")}
        push["institutions"] = self.model.wires.hear("institutions_to_services")[:, None]
        answered = self.model.clock.speed(1 / p.order_months)
        self.felt_abroad = self.felt_abroad + answered * (self._saved_abroad(push) - self.felt_abroad)
        self.felt_here = self.felt_here + answered * (self._saved_here(push) - self.felt_here)
        demand = self._exports_demand(met)
        fixed = trading.fixed_cost_change(met.ties, met.trip, p.tie_elasticity, p.trip_elasticity)
        self.exporters.review(np.log(self._worth(demand)) - fixed)
        grown = world.domestic_growth**self.p.supply_elasticity
        sold, by_affiliates = grown * self.exporters.sold()
        foreign, by_foreign = self._number("firms_to_trade"), self.p.foreign_share
        domestic = sold * self._young()
        now = world.price_level * self.model.clock.share * season
        self.ways = self.ways_2022 * demand * ((1 - by_foreign) * domestic + by_foreign * foreign[:, None]) * now[0]
        self.ways = self.ways * self.model.wires.hear("chains_to_services")[:, None]
        self.ways[LINE, BUSINESS] += self._offshore() * world.price_level * self.model.clock.share
        abroad = self.p.affiliate_sales * (1 - by_foreign) * self._incomes_abroad()
        self.affiliates = self.exports_2022 * by_affiliates * abroad * now[0]
        self.imports = self.imports_2022 * self._imports_demand(met) * now[1]

    def _offshore(self) -> np.ndarray:
        """Return the margin on offshore trade beyond that of 2022, by partner as business services are, (partners,)."""
        usual = self.exports_2022[BUSINESS]
        return float(self.model.wires.hear("offshore_to_services")) * usual / usual.sum()

    def _exports_demand(self, met: Met) -> np.ndarray:
        """Return what a partner is worth to an exporter, real, relative to 2022, (2, sectors, partners)."""
        p = self.p
        meeting = met.ties**p.tie_elasticity * met.trip ** (-p.trip_elasticity * self.in_person)
        return self._cheaper(self.felt_abroad) * meeting * self._incomes_abroad()

    def _incomes_abroad(self) -> np.ndarray:
        """Return demand abroad relative to 2022, (partners,); the same for both variants of a member."""
        world, rate = self.model.world, self._rate[0]
        incomes, cycle = world.income_index, world.trade_cycle
        return self.model.draws.cached(
            "trade.incomes_abroad",
            (self.model.shared_key, rate, cycle, incomes.tobytes()),
            lambda: np.exp(rate) * cycle * incomes**self.p.income_elasticity,
        )

    def _imports_demand(self, met: Met) -> np.ndarray:
        """Return imports, real, relative to 2022, (sectors, partners); they come by line."""
        p, world = self.p, self.model.world
        meeting = trading.amount_change(met.ties, met.trip, p.tie_elasticity, p.trip_elasticity)
        at_home = world.domestic_growth**p.absorption_elasticity * np.exp(self._rate[1]) * world.trade_cycle
        return self._cheaper(self.felt_here) * meeting * at_home

    def _saved_abroad(self, push: dict) -> np.ndarray:
        """Return the costs of exports that are saved, shares, (2, sectors, partners)."""
        return self._delivered(push) + push["institutions"] + self.p.rules_exports * self._opened(push)

    def _saved_here(self, push: dict) -> np.ndarray:
        """Return the costs of imports that are saved, shares, (sectors, partners)."""
        return self._delivered(push)[LINE] + self.p.rules_imports * self._opened(push)

    def _delivered(self, push: dict) -> np.ndarray:
        by_line = self.model.wires.hear("digital_to_services")[:, None]
        return push["cross_border"] + by_line * self.open_lines

    def _opened(self, push: dict) -> np.ndarray:
        return np.minimum(push["market_access"], self.model.facts.restrictiveness[:, None])

    def _cheaper(self, saved: np.ndarray) -> np.ndarray:
        """Return sales relative to the start when a share ``saved`` of the cost is saved, same shape."""
        return trading.cost_effect(1.0, np.minimum(saved, self.p.saved_most), self.p.cost_elasticity)

    def _worth(self, demand: np.ndarray) -> np.ndarray:
        """Return the mean of line and person by what each was in 2022, (sectors, partners)."""
        return (self.ways_2022 * demand).sum(axis=0) / self.exports_2022

    def _number(self, wire: str) -> np.ndarray:
        """Return firms by sector on a wire relative to the start, (sectors,)."""
        now, start = (hear(wire).reshape(-1, self.exports_2022.shape[0]).sum(axis=0) for hear in self._ends())
        return (now + 1) / (start + 1)

    def _ends(self) -> tuple:
        return self.model.wires.hear, self.model.wires.start

    def _young(self) -> np.ndarray:
        """Return sales of domestic firms as young ones become more or fewer, (sectors, 1)."""
        return 1 + (self.young * (self._number("home_to_services") - 1))[:, None]

    # -- the books -----------------------------------------------------------------------------------------------------

    def results(self) -> dict[str, np.ndarray]:
        """Return services trade, million CNY in the month; what visitors spend, mode 2, is still to be added."""
        exports = self.ways.sum(axis=0)
        return {
            "services_exports": exports.sum(axis=1),
            "services_imports": self.imports.sum(axis=1),
            "services_exports_by_origin": exports.sum(axis=0),
            "services_exports_by_mode": np.array(
                [self.ways[LINE].sum(), 0.0, self.affiliates.sum(), self.ways[PERSON].sum()]
            ),
            "digital_services_exports": self.ways[LINE].sum(axis=1) * self._digital(),
            "digital_services_imports": self.imports.sum(axis=1) * self.model.facts.services_deliverable,
        }

    def _digital(self) -> np.ndarray:
        """Return the share of what crosses the border that goes by line, (sectors,): no more than what is not in person."""
        facts = self.model.facts
        return np.minimum(facts.services_deliverable / (1 - facts.services_in_person), 1.0)
