"""Regional headquarters and investment companies of foreign groups, one to one: who qualifies, who comes, what each is paid.

A group qualifies by its assets, which follow a power law as firms' sizes do (Axtell 2001, Science 293:1818-1820), so that
half the threshold lets about twice as many qualify. Those who do weigh a yearly choice: what a headquarters gains here
against its yearly cost. Groups answer to taxes and gains as they do when they move (Voget 2011, J. Public Economics
95:1067-1081; Strauss-Kahn & Vives 2009, Regional Science and Urban Economics 39:168-186: few move in a year).
"""

import numpy as np

from common.vocabulary import HEADQUARTERS
from model.city_protocol import City
from model.home.founding import chance
from model.rules.business import HeadquartersReward

FOREIGN = HEADQUARTERS[:2]
"""The kinds that foreign groups found; the third, private ones, are founded by domestic groups."""
PRIVATE = 2


class Rewards:
    """What offers have paid so far; the best is paid first, each no more often than it says."""

    def __init__(self) -> None:
        self._paid: dict[int, float] = {}

    def offered(self, offers: tuple[HeadquartersReward, ...], kind: int) -> float:
        """Return what the next headquarters of a kind can count on, million CNY."""
        return sum(part * offer.reward_cny_mn for offer, part in self._next(offers, kind, 1.0))

    def pay(self, offers: tuple[HeadquartersReward, ...], kind: int, number: float) -> float:
        """Pay ``number`` new headquarters of a kind; return what it costs, million CNY."""
        paid = 0.0
        for offer, part in self._next(offers, kind, number):
            self._paid[offer.place] = self._paid.get(offer.place, 0.0) + part
            paid += part * offer.reward_cny_mn
        return paid

    def _next(
        self, offers: tuple[HeadquartersReward, ...], kind: int, number: float
    ) -> list[tuple[HeadquartersReward, float]]:
        """Return the offers from which the next ``number`` are paid, best first, and how many from each."""
        found = []
        for offer in sorted(offers, key=lambda offer: -offer.reward_cny_mn):
            if offer.kind == kind:
                left = max(offer.number - self._paid.get(offer.place, 0.0), 0.0)
                part = min(number, left) * offer.share
                found.append((offer, part))
                number -= part
        return found


class Headquarters:
    """Groups that could found a headquarters of either foreign kind here, and those that have.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.draws, self.clock, self.p = model.draws, model.clock, model.parameters.room("institutions").headquarters
        p = self.p
        self.assets_2022 = p.assets_2022.vector(FOREIGN)
        """Total assets asked of a parent in 2022, million USD, (foreign kinds,)."""
        self.eligible = p.eligible.vector(FOREIGN)
        """Groups that qualify in 2022, (foreign kinds,)."""
        self.start = p.stock.vector(FOREIGN)
        """Headquarters at the start, (foreign kinds,)."""
        self.founding = p.new.vector(FOREIGN) / (self.eligible - self.start)
        """Share of groups that qualify, and have none, that found one in a year at the start, (foreign kinds,)."""
        groups = self.eligible * (self.assets_2022 / p.least_assets) ** p.tail
        self.kind = np.repeat(np.arange(len(FOREIGN)), np.rint(groups).astype(np.int64))
        """Kind of headquarters that each group might found, (groups,)."""
        self.slots = np.arange(self.kind.size, dtype=np.uint64)
        size, first = self.draws.uniforms("institutions.groups", -1, self.slots, 2)
        self.assets = p.least_assets * size ** (-1 / p.tail)
        """Total assets of each group, million USD, (groups,)."""
        self.here = self._here_at_start(first)
        """Whether a group has a headquarters here, (groups,)."""
        self.count = np.bincount(self.kind[self.here], minlength=len(FOREIGN)).astype(float)
        """Headquarters, (foreign kinds,)."""
        self._asked: tuple[float, ...] = ()
        """Total assets asked when groups were last looked through, million USD, by foreign kind."""
        self._may_act: np.ndarray
        """Places of the groups that have a headquarters or qualify for one, (groups that may act,)."""
        self._kind: np.ndarray
        """Kind of headquarters of each of them, (groups that may act,)."""
        self._qualifies: np.ndarray
        """Whether each of them qualifies, (groups that may act,)."""
        self.usual = self.count.copy()
        """Headquarters to be expected if nothing changes, (foreign kinds,): the recognitions of 2022 go on."""
        self.founded = np.zeros(len(FOREIGN))

    def _here_at_start(self, luck: np.ndarray) -> np.ndarray:
        """Return the stock of the start: of the groups that qualify, as many as have one, those with the least luck."""
        here = np.zeros(self.kind.size, bool)
        for kind, number in enumerate(self.start):
            could = np.flatnonzero((self.kind == kind) & (self.assets >= self.assets_2022[kind]))
            here[could[np.argsort(luck[could])[: round(number)]]] = True
        return here

    @property
    def more(self) -> np.ndarray:
        """Headquarters beyond those to be expected, (foreign kinds,)."""
        return self.count - self.usual

    def decide(self, assets: np.ndarray, gain: np.ndarray) -> None:
        """Let groups found or close a headquarters in this month, or this part of it.

        Args:
            assets: total assets asked of a parent, million USD, (foreign kinds,).
            gain: what a headquarters here has gained since the start, share of its yearly cost, (foreign kinds,).
        """
        p, year = self.p, self.clock.year
        self._look_through(np.minimum(assets, self.assets_2022))
        groups, kind = self._may_act, self._kind
        here = self.here[groups]
        begins = chance(self.founding, gain, p.slope)[kind] / year
        luck = self.draws.uniform("institutions.headquarters", self.clock.key, groups)
        stays = luck < 1 - p.closing / year
        new = ~here & self._qualifies & (luck < begins)
        self.founded = np.bincount(kind[new], minlength=len(FOREIGN)).astype(float)
        self.here[groups] = here = (here & stays) | new
        self.count = np.bincount(kind[here], minlength=len(FOREIGN)).astype(float)
        self.usual = self.usual + ((self.eligible - self.usual) * self.founding - self.usual * p.closing) / year

    def _look_through(self, asked: np.ndarray) -> None:
        """Find those who may act where ``asked``, total assets, (foreign kinds,), has changed: most groups are too small."""
        if tuple(asked) != self._asked:
            self._asked, qualifies = tuple(asked), self.assets >= asked[self.kind]
            self._may_act = np.flatnonzero(self.here | qualifies)
            self._kind, self._qualifies = self.kind[self._may_act], qualifies[self._may_act]
