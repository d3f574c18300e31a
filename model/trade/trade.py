"""Goods trade of Nanjing by kind and partner: domestic traders one to one, foreign firms by origin; services beside it.

Kinds of goods share the firms and their links; they differ in partners, in the part that foreign firms have, and in how
much they answer to clearance, contact and incomes.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import GOODS, SECTORS
from model.city_protocol import City
from model.facts.goods import FLOWS
from model.facts.months import MONTHS
from model.latest import Latest
from model.policy import Policy
from model.trade import currency, trading
from model.trade.clearance import PUSHED, Border, border
from model.trade.meeting import Met, at_start, meetings
from model.trade.services import ServicesTrade
from model.trade.traders import Traders


class Kinds(NamedTuple):
    """How kinds of goods answer relative to the mean good, and what foreign firms make of them, (goods, 1, 1) each."""

    haste: np.ndarray
    """What a day on the way costs a kind."""
    contact: np.ndarray
    """Answer to ties and trips."""
    income: np.ndarray
    """Answer to incomes and output."""
    foreign: np.ndarray
    """Share of foreign firms in its trade."""


class Demand(NamedTuple):
    """Demand that one firm of given size meets, relative to 2022."""

    value: np.ndarray
    """Of its trade, at prices of the day, (goods, flows, partners)."""
    worth: np.ndarray
    """Of what a link earns it over the fixed cost, which grows with prices of goods, (flows, partners)."""
    at_home: np.ndarray
    """Of imports, by what output at home and the exchange rate alone make of it, at prices of 2022, (goods, 1)."""


class Trade:
    """Goods trade by partner, with services beside it.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.clock, facts, self.p = model, model.clock, model.facts, model.parameters.room("trade")
        self.services = ServicesTrade(model)
        self.iceberg = trading.iceberg(facts.distance_km, self.p.freight_at_1000_km, self.p.freight_power)
        self.foreign_weight = self.p.foreign_weight.vector(SECTORS)
        season = np.stack([self.p.season[flow].vector(MONTHS) for flow in FLOWS])
        self.season = season / season.mean(axis=1, keepdims=True)
        """(flows, months), mean 1 over a year."""
        exported = facts.goods_export_share_of_trade
        by_flow = np.array([exported, 1 - exported]) * facts.goods_trade_cny_mn_2022 / 12
        self.level = facts.goods_share * by_flow[:, None]
        """Monthly trade of 2022, million CNY, (goods, flows, partners)."""
        self.kinds = self._kinds()
        self._by_partner, self._exports_2022 = self.level.sum(axis=0), self.level[:, 0].sum()
        self._clearance_weight = self._by_partner / self.level.sum(axis=(0, 2))[:, None]
        self._noise_slots = np.append(0, facts.iso_numeric).astype(np.uint64)
        self._latest_border = Latest()
        self.border = self._border(model.policy_before_start)
        """What goods meet at the border this month."""
        self.certified = 0.0
        """What institutions near by save exporters, share of sales."""
        self.freight_saved = np.zeros(self.level.shape)
        """What freight and time cost goods less than at the start, share of worth, (goods, flows, partners)."""
        self.felt = self._saved()
        """What of :meth:`_saved` buyers have answered to by now, (goods, flows, partners)."""
        self.ordered = np.zeros(len(facts.origins))
        """Change of the cost of a trip that sales to a partner follow by now, log points, (partners,)."""
        self.rate = currency.effects_this_month(model, self.p.currency)
        self._saved_at_start = self._saved_by_foreign_firms()
        demand = self._demand(at_start(len(facts.origins)))
        self.traders = Traders(model, self.level.sum(axis=0), demand.worth)
        self.trend = self._trend(demand.value, np.ones(len(facts.origins)), self.traders.sold())
        self.trend[:, 1] *= self._with_inputs(demand.at_home)
        self.value = self.trend

    def _kinds(self) -> Kinds:
        """Return how kinds answer; their mean over trade is 1, and the share of foreign firms in all trade is the declared one."""
        weight = self.level.sum(axis=(1, 2)) / self.level.sum()
        relative = {name: self.p.kinds[name].vector(GOODS) for name in Kinds._fields}
        relative = {name: values / (weight @ values) for name, values in relative.items()}
        relative["foreign"] = np.minimum(relative["foreign"] * self.p.foreign_share, 1.0)
        return Kinds(**{name: values[:, None, None] for name, values in relative.items()})

    def announce(self) -> None:
        """Send the first signal: travellers of the trade of the month before the run."""
        self._send()

    # -- the month -----------------------------------------------------------------------------------------------------

    def trade(self, policy: Policy) -> None:
        """Pass one month: a twelfth of the firms review their partners, all sell and buy, and people travel for it.

        The parts of a month share the month's noise, and each has its part of the firms whose turn it is.
        """
        month, season = self.clock.month, self.season[:, self.clock.month % 12]
        met = meetings(self.model.wires, self.p.small_community)
        self.ordered += self.clock.speed(1 / self.p.order_months) * (np.log(met.trip) - self.ordered)
        met = met._replace(trip=np.exp(self.ordered))
        self.rate = currency.effects_this_month(self.model, self.p.currency)
        met_there = self._border(policy)
        on_land = self.model.wires.hear("places_to_trade")[:, None]
        self.border = met_there._replace(saved=met_there.saved + on_land)
        self.certified = float(self.model.wires.hear("institutions_to_goods"))
        self.freight_saved = self.model.wires.hear("freight_to_trade")
        self.felt = self.felt + self.clock.speed(1 / self.p.cost_months) * (self._saved() - self.felt)
        demand = self._demand(met)
        fixed = trading.fixed_cost_change(met.ties, met.trip, self.p.tie_elasticity, self.p.trip_elasticity)
        self.traders.review(np.log(demand.worth) - fixed)
        domestic = self.traders.sold() * np.array([[1 + self._sold_with_services()], [1.0]])
        domestic[0] *= self.model.wires.hear("parks_to_trade")
        self.trend = self._trend(demand.value, self._foreign(), domestic) * self.model.wires.hear("chains_to_goods")
        self.trend[:, 0] += self._met_anew() * demand.value[:, 0]
        self.trend[:, 1] *= self._with_inputs(demand.at_home)
        self.value = self.trend * season[:, None] * self._noise(month) * self.clock.share
        self.services.trade(policy, met, season, self.rate)
        self._send()

    def _border(self, policy: Policy) -> Border:
        hours, pushes = self.model.world.clearance_hours, (policy.channels, policy.narrow)
        given = hours, *(each.get(channel) for channel in PUSHED for each in pushes)
        return self._latest_border.of(given, lambda: border(policy, hours, self.kinds.haste, self.p.border))

    def _demand(self, met: Met) -> Demand:
        """Return the demand that a linked firm meets, with what is saved on the way and at the border."""
        world, p, kinds = self.model.world, self.p, self.kinds
        effect = trading.cost_effect(self.iceberg, self.felt, p.cost_elasticity) * world.trade_cycle
        effect = effect * trading.amount_change(met.ties, met.trip, p.tie_amount, p.trip_amount) ** kinds.contact
        by_incomes = self._by_incomes()
        real = effect * by_incomes * world.goods_beside_incomes[:, None]
        value, worth = (np.exp(change)[:, None] * real for change in self.rate)
        mean_worth = (self.level * worth).sum(axis=0) / self._by_partner
        at_home = by_incomes[:, 1, :1] * world.goods_beside_incomes[1] * np.exp(self.rate.value[1])
        return Demand(value=value * world.goods_prices, worth=mean_worth, at_home=at_home)

    def _by_incomes(self) -> np.ndarray:
        """Return demand by incomes abroad and output at home, relative to 2022, (goods, flows, partners); the same for both
        variants of a member."""
        world, p = self.model.world, self.p
        incomes, growth = world.income_index, world.domestic_growth

        def work_out() -> np.ndarray:
            exports = incomes**p.income_elasticity * growth**p.supply_elasticity
            imports = np.full(exports.shape, growth**p.absorption_elasticity)
            return np.stack([exports, imports]) ** self.kinds.income

        key = self.model.shared_key, incomes.tobytes(), growth
        return self.model.draws.cached("trade.by_incomes", key, work_out)

    def _with_inputs(self, at_home: np.ndarray) -> np.ndarray:
        """Return imports over what they would be if all of them answered to demand at home, (goods, 1).

        A share of imports are inputs of what is exported, and moves with exports instead; ``at_home``: see :class:`Demand`.
        """
        exported = self.trend[:, 0].sum() / self._exports_2022 / self.model.world.goods_prices
        inputs = self.p.inputs_share
        return np.asarray(1 - inputs + inputs * exported / at_home)

    def _saved(self) -> np.ndarray:
        """Return what goods are saved against 2022, share, (goods, flows, partners): on the way, at the border and, of exports, by
        institutions near by."""
        return self.border.saved + self.freight_saved + np.array([[self.certified], [0.0]])

    def _saved_by_foreign_firms(self) -> float:
        by_foreign = self.level * self.kinds.foreign
        return float((by_foreign * self._saved()).sum() / by_foreign.sum())

    @property
    def saved(self) -> float:
        """What foreign firms' goods are saved on the way and at the border since the start, share of their price."""
        return self._saved_by_foreign_firms() - self._saved_at_start

    def _foreign(self) -> np.ndarray:
        """Return foreign firms' trade with each partner at given demand, relative to the start, (partners,).

        A declared share of it is with the country the firm comes from, as far as firms from there exist.
        """
        now, start = self.model.wires.hear("firms_to_trade"), self.model.wires.start("firms_to_trade")
        own, own_start = now @ self.foreign_weight, start @ self.foreign_weight
        small = self.p.small_firms
        home = self.p.home_share * own_start / (own_start + small)
        everywhere = own.sum() / own_start.sum()
        return (1 - home) * everywhere + home * (own + small) / (own_start + small)

    def _trend(self, demand: np.ndarray, foreign: np.ndarray, domestic: np.ndarray) -> np.ndarray:
        """Return trade of a usual month without season and noise, million CNY, (goods, flows, partners)."""
        by_foreign = self.kinds.foreign
        return self.level * demand * ((1 - by_foreign) * domestic + by_foreign * foreign)

    def _met_anew(self) -> np.ndarray:
        """Return exports a month at demand of 2022 to buyers met at added fairs and online, million CNY, (goods, partners)."""
        exports = self.level[:, 0]
        at_fairs = self.model.wires.hear("fairs_to_trade") / 12 * exports / exports.sum(axis=0)
        return np.asarray(at_fairs + self.model.wires.hear("consumption_to_trade") / 12)

    def _sold_with_services(self) -> float:
        """Return what domestic exporters sell more since the start because more makers sell services with their products."""
        more = self.model.wires.hear("home_to_goods") - self.model.wires.start("home_to_goods")
        return self.model.parameters.room("home").makers.more_goods * float(more[0])

    def _noise(self, month: int) -> np.ndarray:
        """Return the random monthly factor on orders and shipments, mean 1, (flows, partners)."""
        common, partner, draws = self.p.noise_common, self.p.noise_partner, self.model.draws

        def swing() -> np.ndarray:
            luck = draws.normal("trade.month", month, self._noise_slots, len(FLOWS))
            return np.exp(common * luck[:, :1] + partner * luck[:, 1:] - (common**2 + partner**2) / 2)

        return draws.cached("trade.noise", (self.model.shared_key, month), swing)

    def _send(self) -> None:
        trips = self.p.trips_per_100_million_cny / 100
        exports = self.trend[:, 0].sum(axis=0) / self.model.world.goods_prices
        self.model.wires.send("trade_to_visitors", exports * trips)
        self.model.wires.send("trade_to_freight", self.trend / self.model.world.goods_prices)

    # -- the books -----------------------------------------------------------------------------------------------------

    def results(self) -> dict[str, np.ndarray]:
        """Return goods trade by partner and by kind, and services trade, million CNY in the month."""
        by_partner, by_kind = self.value.sum(axis=0), self.value.sum(axis=2)
        return {
            "goods_exports": by_partner[0],
            "goods_imports": by_partner[1],
            "goods_exports_by_kind": by_kind[:, 0],
            "goods_imports_by_kind": by_kind[:, 1],
            **self._clearance(),
            **self.services.results(),
        }

    def _clearance(self) -> dict[str, np.ndarray]:
        """Return hours of clearance, mean of partners by their trade of 2022."""
        mean, late = (
            (hours * self._clearance_weight).sum(axis=1) for hours in (self.border.hours, self.border.late_hours)
        )
        return {
            "export_clearance_hours": mean[0],
            "import_clearance_hours": mean[1],
            "import_clearance_late_hours": late[1],
        }

    def identities(self) -> dict[str, float]:
        """Return the identity of the traders' sums."""
        return self.traders.identities()
