"""Trade of Nanjing with its partners: domestic trading firms one to one, foreign firms by origin, and services.

Each domestic firm has a size, a productivity that follows a first-order autoregression, and a fixed cost for each
partner and direction. A twelfth of the firms review their partners each month; only their part of the sums over firms
is computed again.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import SECTORS
from model.city_protocol import City
from model.draws import Draws
from model.firms.spin_offs import SpinOffs
from model.policy import Policy
from model.trade import currency, trading
from model.trade.meeting import meetings
from model.trade.services import ServicesTrade

FLOWS = ("exports", "imports")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
TURNS = 12
"""Groups of firms, one of which reviews its partners each month."""
PAST_REVIEWS = 4
"""Yearly reviews before the start, after which links no longer depend on how they were initialised."""


class Demand(NamedTuple):
    """Demand that one firm of given size meets, relative to 2022, (flows, partners) each."""

    value: np.ndarray
    """Of its trade, at prices of the day."""
    worth: np.ndarray
    """Of what a link earns it over the fixed cost, which grows with prices of goods."""


class Fabric(NamedTuple):
    """The domestic firms at the start, as drawn; read-only. Turns are the months in which firms review."""

    size: np.ndarray
    """Log size, float32 (turns, firms)."""
    standing: np.ndarray
    """Log size over fixed cost and threshold, float32 (turns, flows, firms, partners)."""
    links: np.ndarray
    """Links at the start, boolean (turns, flows, firms, partners)."""
    productivity: np.ndarray
    """Log productivity, float32 (turns, firms)."""
    usual: np.ndarray
    """Sales of all linked firms at the demand of 2022, in units of firms' sizes, (flows, partners)."""


class Trade:
    """Goods trade by partner, with services beside it.

    Args:
        model: the pilot model.
        spin_offs: domestic service firms that spun off.
    """

    def __init__(self, model: City, spin_offs: SpinOffs) -> None:
        self.model, self.clock, facts, self.p = model, model.clock, model.facts, model.parameters.room("trade")
        self.services = ServicesTrade(model, spin_offs)
        self.slots = np.arange(int(self.p.domestic_firms) // TURNS * TURNS, dtype=np.uint64).reshape(TURNS, -1)
        self.iceberg = trading.iceberg(facts.distance_km, self.p.freight_at_1000_km, self.p.freight_power)
        self.foreign_weight = self.p.foreign_weight.vector(SECTORS)
        season = np.stack([self.p.season[flow].vector(MONTHS) for flow in FLOWS])
        self.season = season / season.mean(axis=1, keepdims=True)
        """(flows, months), mean 1 over a year."""
        exported = facts.goods_export_share_of_trade
        shares = np.stack([facts.goods_export_share * exported, facts.goods_import_share * (1 - exported)])
        self.level = shares * facts.goods_trade_cny_mn_2022 / 12
        """Monthly trade of 2022, million CNY, (flows, partners)."""

        demand = self._demand(0.0, np.ones(len(facts.origins)))
        values = tuple(value for name, value in model.parameters.values().items() if name.startswith("trade."))
        key = (model.setting.start, demand.worth.tobytes(), values)
        fabric = model.draws.cached("trade.fabric", key, lambda: self._weave(model.draws, demand.worth))
        self.log_size, self.standing, self.usual = fabric.size, fabric.standing, fabric.usual
        self.links, self.productivity = fabric.links.copy(), fabric.productivity.copy()
        self.parts = sales(self.log_size + self.productivity, self.links)
        """What each turn's firms sell, in units of firms' sizes, (turns, flows, partners)."""
        self.trend = self._trend(demand.value, np.ones(len(facts.origins)))
        self.value = self.trend

    def announce(self) -> None:
        """Send the first signal: travellers of the trade of the month before the run."""
        self._send()

    # -- the start -----------------------------------------------------------------------------------------------------

    def _weave(self, draws: Draws, worth: np.ndarray) -> Fabric:
        """Draw firms, their fixed costs, and links in a steady state at what a link is worth in 2022 and then at the start."""
        (turns, firms), (flows, partners) = self.slots.shape, self.level.shape
        luck = draws.normal("trade.firms", -1, self.slots.ravel(), 2 + PAST_REVIEWS)
        luck = luck.reshape(-1, turns, firms).astype(np.float32)
        size = luck[0] * np.float32(self.p.size_spread)
        reach = self.level / self.level.max(axis=1, keepdims=True)
        share = self.p.linked_share * reach**self.p.linked_power
        cut = trading.threshold(share, np.hypot(self.p.size_spread, self.p.fixed_cost_spread), self.p.sunk_cost)
        u = draws.uniforms("trade.fixed_costs", -1, self.slots.ravel(), flows * partners)
        tastes = trading.logistic(u, self.p.fixed_cost_spread).reshape(flows, partners, turns, firms)
        standing = np.ascontiguousarray(tastes.transpose(2, 0, 3, 1))
        standing += size[:, None, :, None] - cut.astype(np.float32)[:, None, :]
        links, productivity = standing > 0, luck[1] * np.float32(self.p.productivity_spread)
        for year in range(PAST_REVIEWS):
            productivity = self._wander(productivity, luck[2 + year])
            links = trading.review(links, standing + productivity[:, None, :, None], self.p.sunk_cost)
        usual = sales(size + productivity, links).sum(axis=0)
        score = standing + productivity[:, None, :, None] + np.log(worth).astype(np.float32)[:, None, :]
        for _ in range(2):
            links = trading.review(links, score, self.p.sunk_cost)
        return Fabric(size=size, standing=standing, links=links, productivity=productivity, usual=usual)

    def _wander(self, productivity: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return productivity a year later."""
        persistence = self.p.productivity_persistence
        news = np.float32(np.sqrt(1 - persistence**2) * self.p.productivity_spread)
        return np.float32(persistence) * productivity + news * luck

    # -- the month -----------------------------------------------------------------------------------------------------

    def trade(self, policy: Policy) -> None:
        """Pass one month: a twelfth of the firms review their partners, all sell and buy, and people travel for it.

        The parts of a month share the month's noise, and each has its part of the firms whose turn it is.
        """
        month, season = self.clock.month, self.season[:, self.clock.month % 12]
        met = meetings(self.model.wires, self.p.small_community)
        amount = trading.amount_change(met.ties, met.trip, self.p.tie_amount, self.p.trip_amount)
        demand = self._demand(float(policy.channels["customs"]), amount)
        fixed = trading.fixed_cost_change(met.ties, met.trip, self.p.tie_elasticity, self.p.trip_elasticity)
        self._review(month, (np.log(demand.worth) - fixed).astype(np.float32))
        self.trend = self._trend(demand.value, self._foreign())
        self.value = self.trend * season[:, None] * self._noise(month) * self.clock.share
        self.services.trade(policy, met, season)
        self._send()

    def _demand(self, saved: float, amount: np.ndarray) -> Demand:
        """Return the demand that a linked firm meets.

        Args:
            saved: customs costs saved, share of the price at the gate.
            amount: trade of a link relative to the start as people meet more or less, (partners,).
        """
        world, p = self.model.world, self.p
        rate = currency.rate_effects(currency.rate_since_2022(self.model), p.currency)
        effect = trading.cost_effect(self.iceberg, np.asarray(saved), p.cost_elasticity) * world.trade_cycle * amount
        exports = effect * world.income_index**p.income_elasticity * world.domestic_growth**p.supply_elasticity
        imports = effect * world.domestic_growth**p.absorption_elasticity
        real = np.stack([exports, imports])
        value, worth = (np.exp(change)[:, None] * real for change in rate)
        return Demand(value=value * world.goods_prices, worth=worth)

    def _review(self, month: int, shift: np.ndarray) -> None:
        """Let the firms whose turn it is learn their productivity and begin or end links."""
        turn, firms, clock = month % TURNS, self.slots.shape[1], self.clock
        some = slice(firms * clock.part // clock.parts, firms * (clock.part + 1) // clock.parts)
        luck = self.model.draws.normal("trade.productivity", month, self.slots[turn, some])[0].astype(np.float32)
        self.productivity[turn, some] = self._wander(self.productivity[turn, some], luck)
        score = self.standing[turn, :, some] + (self.productivity[turn, some][:, None] + shift[:, None, :])
        self.links[turn, :, some] = trading.review(self.links[turn, :, some], score, self.p.sunk_cost)
        self.parts[turn] = sales(self.log_size[turn] + self.productivity[turn], self.links[turn])

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

    def _trend(self, demand: np.ndarray, foreign: np.ndarray) -> np.ndarray:
        """Return trade of a usual month without season and noise, million CNY, (flows, partners)."""
        domestic, foreign_share = self.parts.sum(axis=0) / self.usual, self.p.foreign_share
        return self.level * demand * ((1 - foreign_share) * domestic + foreign_share * foreign)

    def _noise(self, month: int) -> np.ndarray:
        """Return the random monthly factor on orders and shipments, mean 1, (flows, partners)."""
        slots = np.append(0, self.model.facts.iso_numeric).astype(np.uint64)
        luck = self.model.draws.normal("trade.month", month, slots, len(FLOWS))
        common, partner = self.p.noise_common, self.p.noise_partner
        swing = common * luck[:, :1] + partner * luck[:, 1:]
        return np.exp(swing - (common**2 + partner**2) / 2)

    def _send(self) -> None:
        trips = self.p.trips_per_100_million_cny / 100
        self.model.wires.send("trade_to_visitors", self.trend[0] / self.model.world.goods_prices * trips)

    # -- the books -----------------------------------------------------------------------------------------------------

    def results(self) -> dict[str, np.ndarray]:
        """Return goods trade by partner and services trade by sector, million CNY in the month."""
        return {"goods_exports": self.value[0], "goods_imports": self.value[1], **self.services.results()}

    def identities(self) -> dict[str, float]:
        """Return the relative difference between the sums kept by turns and the sums over all links."""
        anew = sales(self.log_size + self.productivity, self.links)
        return {"trade_sums": float(np.abs(self.parts - anew).max() / self.parts.max())}


def sales(log_size: np.ndarray, links: np.ndarray) -> np.ndarray:
    """Return sales of linked firms in units of firms' sizes, (..., flows, partners).

    Args:
        log_size: log size, (..., firms).
        links: boolean (..., flows, firms, partners).
    """
    return np.matmul(np.exp(log_size)[..., None, None, :], links.astype(np.float32))[..., 0, :].astype(np.float64)
