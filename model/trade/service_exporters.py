"""Domestic service firms that export: which partners each serves, and where the best of them set up an affiliate.

They decide as traders of goods do, by what a partner is worth over its fixed cost, with a sunk cost; an affiliate abroad
takes much more (Helpman, Melitz & Yeaple 2004, American Economic Review 94:300-316). Some firms stand for all of a field;
sums are relative to 2022, so that their number does not matter.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import SECTORS
from model.city_protocol import City
from model.draws import Draws
from model.trade import trading
from model.trade.traders import PAST_REVIEWS, TURNS

LEAST = 0.02
"""Sales added to each partner's, share of the field's mean, so that a first firm counts, but not without limit (assumption)."""


class Start(NamedTuple):
    """The firms at the start, as drawn; read-only. Turns are the months in which firms review."""

    size: np.ndarray
    """Log size, float32 (turns, sectors, firms)."""
    standing: np.ndarray
    """Log size over fixed cost and threshold, float32 (turns, sectors, firms, partners)."""
    productivity: np.ndarray
    """Log productivity, float32 (turns, sectors, firms)."""
    links: np.ndarray
    """Partners served, boolean (turns, sectors, firms, partners)."""
    affiliates: np.ndarray
    """Partners with an affiliate, the same shape."""
    usual: np.ndarray
    """Sales to partners and by affiliates there at the demand of 2022, with the least added, (2, sectors, partners)."""
    least: np.ndarray
    """Sales added to each partner's, (2, sectors, 1)."""


class ServiceExporters:
    """Established service exporters of each field.

    Args:
        model: the pilot model.
        share: share of each partner in services trade, (partners,).
        worth: what a partner is worth at the start relative to 2022, (sectors, partners).
    """

    def __init__(self, model: City, share: np.ndarray, worth: np.ndarray) -> None:
        self.draws, self.clock, self.p = model.draws, model.clock, model.parameters.room("trade")
        each = int(self.p.services.firms_per_field) // TURNS
        self.slots = np.arange(TURNS * len(SECTORS) * each, dtype=np.uint64).reshape(TURNS, len(SECTORS), each)
        key = model.setting.start, worth.tobytes(), model.parameters.of_room("trade")
        first = self.draws.cached("trade.service_firms", key, lambda: self._first(self.draws, share, worth))
        self.size, self.standing, self.usual, self.least = first.size, first.standing, first.usual, first.least
        self.productivity, self.links, self.affiliates = (
            array.copy() for array in (first.productivity, first.links, first.affiliates)
        )
        self.parts = sales(self.size + self.productivity, self.links, self.affiliates)
        """What each turn's firms sell to partners and by affiliates there, (2, turns, sectors, partners)."""

    def _first(self, draws: Draws, share: np.ndarray, worth: np.ndarray) -> Start:
        """Draw firms, their fixed costs, and links in a steady state at the demand of 2022 and then of the start."""
        p, shape = self.p, self.slots.shape
        luck = draws.normal("trade.service_firms", -1, self.slots.ravel(), 2 + PAST_REVIEWS)
        luck = luck.reshape(-1, *shape).astype(np.float32)
        size = luck[0] * np.float32(p.size_spread)
        linked = p.linked_share * (share / share.max()) ** p.linked_power
        cut = trading.threshold(linked, np.hypot(p.size_spread, p.fixed_cost_spread), p.sunk_cost)
        u = draws.uniforms("trade.service_fixed_costs", -1, self.slots.ravel(), share.size)
        tastes = np.moveaxis(trading.logistic(u, p.fixed_cost_spread).reshape(share.size, *shape), 0, -1)
        standing = tastes + size[..., None] - cut.astype(np.float32)
        productivity = luck[1] * np.float32(p.productivity_spread)
        links, affiliates = standing > 0, standing > np.float32(p.services.affiliate_cost)
        for year in range(PAST_REVIEWS):
            productivity = trading.wander(productivity, luck[2 + year], p)
            links, affiliates = self._decide(links, affiliates, standing + productivity[..., None])
        usual = sales(size + productivity, links, affiliates).sum(axis=1)
        least = LEAST * usual.mean(axis=2, keepdims=True)
        for _ in range(2):
            score = standing + productivity[..., None] + np.log(worth).astype(np.float32)[:, None, :]
            links, affiliates = self._decide(links, affiliates, score)
        return Start(size, standing, productivity, links, affiliates, usual + least, least)

    def _decide(self, links: np.ndarray, affiliates: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        sunk, office = self.p.sunk_cost, np.float32(self.p.services.affiliate_cost)
        return trading.review(links, score, sunk), trading.review(affiliates, score - office, sunk)

    def review(self, gain: np.ndarray) -> None:
        """Let the firms whose turn it is learn their productivity and begin or end serving partners.

        Args:
            gain: log of what a partner is worth over its fixed cost, relative to 2022, (sectors, partners).
        """
        clock, each = self.clock, self.slots.shape[2]
        turn = clock.month % TURNS
        some = turn, slice(None), slice(each * clock.part // clock.parts, each * (clock.part + 1) // clock.parts)
        key = self.slots.shape, clock.parts, clock.now
        luck = self.draws.cached("trade.service_productivity", key, lambda: self._luck(self.slots[some]))
        self.productivity[some] = trading.wander(self.productivity[some], luck, self.p)
        score = self.standing[some] + self.productivity[some][..., None] + gain.astype(np.float32)[:, None, :]
        self.links[some], self.affiliates[some] = self._decide(self.links[some], self.affiliates[some], score)
        size = self.size[turn] + self.productivity[turn]
        self.parts[:, turn] = sales(size, self.links[turn], self.affiliates[turn])

    def _luck(self, slots: np.ndarray) -> np.ndarray:
        """Return standard normals of this month's reviews, float32; the same for both variants of a member."""
        luck = self.draws.normal("trade.service_productivity", self.clock.month, slots.ravel())[0]
        return luck.reshape(slots.shape).astype(np.float32)

    def sold(self) -> np.ndarray:
        """Return what they sell across borders and by affiliates at given demand, relative to 2022, (2, sectors, partners)."""
        return (self.parts.sum(axis=1) + self.least) / self.usual


def sales(log_size: np.ndarray, links: np.ndarray, affiliates: np.ndarray) -> np.ndarray:
    """Return sales to partners and by affiliates there in units of firms' sizes, (2, ..., partners).

    Args:
        log_size: log size, (..., firms).
        links, affiliates: boolean (..., firms, partners).
    """
    where = np.stack([links, affiliates]).astype(np.float32)
    return np.matmul(np.exp(log_size)[..., None, :], where)[..., 0, :].astype(np.float64)
