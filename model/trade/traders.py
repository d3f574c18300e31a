"""The domestic firms that trade goods, one to one: which partners each has, and what they sell together.

Each has a size, a productivity that follows a first-order autoregression, and a fixed cost for each partner and
direction. A twelfth of the firms review their partners each month; only their part of the sums over firms is
computed again.
"""

from typing import NamedTuple

import numpy as np

from model.city_protocol import City
from model.draws import Draws
from model.trade import trading

TURNS = 12
"""Groups of firms, one of which reviews its partners each month."""
PAST_REVIEWS = 4
"""Yearly reviews before the start, after which links no longer depend on how they were initialised."""


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


class Traders:
    """Domestic firms and their links.

    Args:
        model: the pilot model.
        level: trade of 2022, (flows, partners), in any unit.
        worth: what a link is worth at the start relative to 2022, (flows, partners).
    """

    def __init__(self, model: City, level: np.ndarray, worth: np.ndarray) -> None:
        self.draws, self.clock, self.p = model.draws, model.clock, model.parameters.room("trade")
        self.slots = np.arange(int(self.p.domestic_firms) // TURNS * TURNS, dtype=np.uint64).reshape(TURNS, -1)
        key = model.setting.start, worth.tobytes(), model.parameters.of_room("trade")
        fabric = self.draws.cached("trade.fabric", key, lambda: self._weave(self.draws, level, worth))
        self.log_size, self.standing, self.usual = fabric.size, fabric.standing, fabric.usual
        self.links, self.productivity = fabric.links.copy(), fabric.productivity.copy()
        self.parts = sales(self.log_size + self.productivity, self.links)
        """What each turn's firms sell, in units of firms' sizes, (turns, flows, partners)."""

    def _weave(self, draws: Draws, level: np.ndarray, worth: np.ndarray) -> Fabric:
        """Draw firms, their fixed costs, and links in a steady state at what a link is worth in 2022 and then at the start."""
        (turns, firms), (flows, partners) = self.slots.shape, level.shape
        luck = draws.normal("trade.firms", -1, self.slots.ravel(), 2 + PAST_REVIEWS)
        luck = luck.reshape(-1, turns, firms).astype(np.float32)
        size = luck[0] * np.float32(self.p.size_spread)
        reach = level / level.max(axis=1, keepdims=True)
        share = self.p.linked_share * reach**self.p.linked_power
        cut = trading.threshold(share, np.hypot(self.p.size_spread, self.p.fixed_cost_spread), self.p.sunk_cost)
        u = draws.uniforms("trade.fixed_costs", -1, self.slots.ravel(), flows * partners)
        tastes = trading.logistic(u, self.p.fixed_cost_spread).reshape(flows, partners, turns, firms)
        standing = np.ascontiguousarray(tastes.transpose(2, 0, 3, 1))
        standing += size[:, None, :, None] - cut.astype(np.float32)[:, None, :]
        links, productivity = standing > 0, luck[1] * np.float32(self.p.productivity_spread)
        for year in range(PAST_REVIEWS):
            productivity = trading.wander(productivity, luck[2 + year], self.p)
            links = trading.review(links, standing + productivity[:, None, :, None], self.p.sunk_cost)
        usual = sales(size + productivity, links).sum(axis=0)
        score = standing + productivity[:, None, :, None] + np.log(worth).astype(np.float32)[:, None, :]
        for _ in range(2):
            links = trading.review(links, score, self.p.sunk_cost)
        return Fabric(size=size, standing=standing, links=links, productivity=productivity, usual=usual)

    def review(self, gain: np.ndarray) -> None:
        """Let the firms whose turn it is learn their productivity and begin or end links.

        The parts of a month have each its part of these firms.

        Args:
            gain: log of what a link is worth over its fixed cost, relative to 2022, (flows, partners).
        """
        turn, firms, clock = self.clock.month % TURNS, self.slots.shape[1], self.clock
        some = slice(firms * clock.part // clock.parts, firms * (clock.part + 1) // clock.parts)
        luck = self.draws.cached(
            "trade.productivity", (self.slots.shape, clock.parts, clock.now), lambda: self._luck(turn, some)
        )
        self.productivity[turn, some] = trading.wander(self.productivity[turn, some], luck, self.p)
        score = self.productivity[turn, some][:, None] + gain.astype(np.float32)[:, None, :]
        score += self.standing[turn, :, some]
        self.links[turn, :, some] = trading.review(self.links[turn, :, some], score, self.p.sunk_cost)
        self.parts[turn] = sales(self.log_size[turn] + self.productivity[turn], self.links[turn])

    def _luck(self, turn: int, some: slice) -> np.ndarray:
        """Return standard normals of this month's reviews, float32; the same for both variants of a member."""
        return self.draws.normal("trade.productivity", self.clock.month, self.slots[turn, some])[0].astype(np.float32)

    def sold(self) -> np.ndarray:
        """Return what all firms sell at given demand per link, relative to 2022, (flows, partners)."""
        return self.parts.sum(axis=0) / self.usual

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
