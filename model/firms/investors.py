"""Foreign investors before they enter: one slot each, from the month they look at China to the month they choose.

The universe of prospects is drawn by source, sector and month and does not depend on policy; everything an investor
will ever draw is drawn when it appears. Policy decides who hears of Nanjing, who goes to see it and who stays.
"""

import numpy as np

from common.vocabulary import CITIES, SECTORS, ZONES
from model.arrays import Num
from model.choice import exponential, gumbel, log_positive_stable
from model.city_protocol import City
from model.draws import poisson_counts
from model.firms import investment
from model.firms.investment import DIRECT, VIA_HONG_KONG
from model.firms.investor_kinds import credence, newness, reliance
from model.firms.investor_offer import Attraction, Offer
from model.population import Population

MAINLAND_NUMERIC = 156
"""ISO 3166 numeric code of the mainland, the source of round trips."""
OF_PATIENCE = ("hear", "scout", "way", "cap", "whole", "months", "credence", "line")
OF_MONEY = (
    "licence",
    "ticket",
    "paid",
    "number",
    "span",
    "delay",
    "profit",
    "endurance",
    "phase",
    "substance",
    "refusal",
)
TASTES = 1 + len(CITIES) + len(ZONES)
STREAMS = len(OF_PATIENCE) + TASTES + 2 + len(OF_MONEY) + 3
OF_TASTES = slice(len(OF_PATIENCE), len(OF_PATIENCE) + TASTES + 2)
REGION, EXPERIENCE = slice(STREAMS - 3, STREAMS - 1), STREAMS - 1
AT = {name: place for place, name in enumerate(OF_PATIENCE)}
AT |= {name: OF_TASTES.stop + place for place, name in enumerate(OF_MONEY)}
"""Where in an investor's luck each number stands; those of its tastes stand at ``OF_TASTES`` and ``REGION``."""


PAST_SLOTS = 436
"""Month code from which identities of the firms of the starting stock are numbered; later than any month of a run."""


def slots(numeric: np.ndarray, sector: np.ndarray, month: np.ndarray | int, k: np.ndarray) -> np.ndarray:
    """Return 32-bit identities without collisions: 10 bits of source, 4 of sector, 9 of month, 9 of number in the month."""
    code = (numeric.astype(np.uint64) << np.uint64(4)) | sector.astype(np.uint64)
    code = (code << np.uint64(9)) | np.asarray((month + 12) & 0x1FF, dtype=np.uint64)
    return ((code << np.uint64(9)) | k.astype(np.uint64)).astype(np.uint32)


def appeared(slot: np.ndarray) -> np.ndarray:
    """Return the calendar months in which agents of these identities began to look, -1 for firms of the starting stock."""
    month = ((slot.astype(np.int64) >> 9) & 0x1FF) - 12
    return np.where(month < PAST_SLOTS, month, -1)


def by_source(number: Num, beside: np.ndarray) -> np.ndarray:
    """Return the number of projects in China from each source, 2022 = 1, (sources,).

    Args:
        number: ``fdi_count_index`` of the world.
        beside: its ``investors_by_source``, (sources,), the mainland last.
    """
    return np.asarray(number * beside)


class Investors:
    """Prospects who look at China, and the pool of those who are scouting Nanjing.

    Args:
        model: the pilot model.
        attraction: how Nanjing looks, with the targets of a usual year.
    """

    def __init__(self, model: City, attraction: Attraction) -> None:
        self.draws, self.parts, self.p = model.draws, model.clock.parts, model.parameters.room("firms")
        self.rivals, self.zone_scale = attraction.rivals, attraction.zone_scale
        self.projects = attraction.projects
        # Whole months: a geometric law whose mean is the declared one.
        self.looking = 1 / np.log1p(1 / (self.p.scouting_months - 1))
        self.numeric = np.append(model.facts.iso_numeric, MAINLAND_NUMERIC).astype(np.uint64)
        self.hong_kong = model.facts.origin_index["HKG"]
        self.mainland = len(model.facts.origins)
        self.chance_heard = self.p.share_here * self.p.heard_at_start
        """Chance that a prospect who finds the trip worth while hears of Nanjing and chooses it, at the start."""
        self.rate: np.ndarray = np.zeros(self.projects.total.shape)
        """Prospects a month at the level of 2022, (sources, sectors)."""
        self._source, self._sector = (grid.ravel() for grid in np.indices(self.rate.shape))
        self._cells = slots(self.numeric[self._source], self._sector, 0, np.zeros(self._source.size))
        self._near = 1 + np.flatnonzero(self.rivals.near)
        self.arrived = np.zeros(len(SECTORS))
        """Prospects who began to look this month, (sectors,)."""
        self.pool = Population(
            {
                "slot": "u4",
                "source": "i8",
                "sector": "i8",
                "way": "i8",
                "usual_way": "i8",  # the way under the rules of the start
                "until": "i8",
                "luck": ("f4", STREAMS),
            }
        )

    def settle(self, offer: Offer) -> None:
        """Set how many prospects there are, so that the ``offer`` before the run brings the projects of a usual year."""
        self.rate = self.projects.total / 12 / (self.chance_heard * offer.scout * offer.granted)

    def meet(self, now: int, climate: np.ndarray, offer: Offer) -> None:
        """Let prospects begin to look; those who hear of Nanjing and find the trip worth while scout it.

        Args:
            now: the part of a month, counted as by the clock.
            climate: number of projects in China from each source, 2022 = 1, (sources,).
            offer: how Nanjing looks.
        """
        month, part = divmod(now, self.parts)
        cohort = self._cohort(month, climate)
        source, sector, luck, cell, looks = (cohort[key] for key in ("source", "sector", "luck", "cell", "part"))
        looks = looks == part
        arrived = np.bincount(sector[looks], minlength=len(SECTORS)).astype(float)
        self.arrived = arrived if part == 0 else self.arrived + arrived
        hears = self.p.heard_at_start + cohort["newness"] * (offer.hear - self.p.heard_at_start).take(source)
        goes = looks & (luck[AT["hear"]] < hears) & (luck[AT["scout"]] < offer.scout.ravel().take(cell))
        going = np.flatnonzero(goes)
        source, sector, luck = source[going], sector[going], luck[:, going]
        self.pool.add(
            slot=cohort["slot"][going],
            source=source,
            sector=sector,
            way=self._way(source, luck[AT["way"]], offer.via[sector]),
            usual_way=self._way(source, luck[AT["way"]], self.projects.via_share[sector]),
            until=now + cohort["months"][going] * self.parts,
            luck=luck.T,
        )

    @property
    def mean_look(self) -> float:
        """Months for which an investor looks, on average."""
        longest = (self.p.longest_look_months - 1) / self.looking
        return float(1 + self.looking * -np.expm1(-longest))

    def _way(self, source: np.ndarray, luck: np.ndarray, share: np.ndarray) -> np.ndarray:
        """Return the way of each investor's capital; Hong Kong's own and the mainland's always comes through Hong Kong."""
        through = (source == self.hong_kong) | (source == self.mainland) | (luck < share)
        return np.where(through, VIA_HONG_KONG, DIRECT)

    def decide(self, now: int, offer: Offer) -> dict[str, np.ndarray]:
        """Let investors whose scouting period has ended choose; return columns of those who choose Nanjing, and their zone.

        Those for whose own line of business a gate is about to open wait for it, where that pays.
        """
        pool = self.pool
        ready = np.flatnonzero(pool["until"] <= now)
        ready = ready[~self._postponed(ready, offer)]
        source, sector, way = (pool[name][ready] for name in ("source", "sector", "way"))
        luck = pool["luck"][ready].T
        of_way, of_source = way * len(SECTORS) + sector, source * len(SECTORS) + sector
        limits = offer.limits
        elsewhere, here = (luck[AT["cap"]] < most.ravel().take(of_way) for most in (limits.rival, limits.here))
        whole, partner = self._owners(luck[AT["whole"]])
        trusting = credence(luck[AT["credence"]], self.p.doubt)
        leaning = reliance(luck[AT["ticket"]], self.p.lean_of_small)
        new = newness(luck[EXPERIENCE], self.p.ease_of_experience)
        zone = investment.choose(
            offer.city.ravel().take(of_way)
            + trusting * (offer.promise.ravel().take(of_way) + offer.for_some.ravel().take(of_source))
            + new * (offer.quicker.ravel().take(of_way) + trusting * offer.quicker_later.ravel().take(of_way))
            + leaning * new * offer.contact.ravel().take(of_source),
            offer.zones.take(sector, axis=1),
            offer.rivals,
            self._tastes(luck[OF_TASTES], luck[REGION]),
            (elsewhere, here),
            whole,
            partner,
            self.p.joint_venture_cost,
        )
        chose = np.flatnonzero(zone >= 0)
        names = ("slot", "source", "sector", "way", "usual_way", "luck")
        entrants = {name: pool[name][ready[chose]] for name in names}
        entrants["zone"], entrants["joint"] = zone[chose], (partner | here)[chose]
        staying = np.ones(len(pool), dtype=bool)
        staying[ready] = False
        pool.keep(staying)
        return entrants

    def _owners(self, luck: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return who would not share ownership, and who shares it gladly."""
        return luck < self.p.whole_ownership_share, luck >= 1 - self.p.partner_share

    def _postponed(self, ready: np.ndarray, offer: Offer) -> np.ndarray:
        """Let investors who would choose now wait for the month in which a gate opens to them, where that pays.

        Args:
            ready: their places in the pool.
            offer: how Nanjing looks.

        Returns:
            Who of them waits, boolean.
        """
        pool, gates, waits = self.pool, offer.gates, np.zeros(ready.size, dtype=bool)
        if not gates.opens:
            return waits
        cell = pool["way"][ready] * len(SECTORS) + pool["sector"][ready]
        for name, shut in (("line", gates.closed), ("cap", gates.capped)):
            own, now, least = pool["luck"][ready, AT[name]], shut[0], shut.min(axis=0)
            waits |= (own < now.ravel().take(cell)) & (own >= least.ravel().take(cell))
        for_them = np.flatnonzero(waits)  # a gate opens ahead to these; to most, none does
        if not for_them.size:
            return waits
        some = ready[for_them]
        way, sector, luck = pool["way"][some], pool["sector"][some], pool["luck"][some].T
        whole, partner = self._owners(luck[AT["whole"]])
        trusting = credence(luck[AT["credence"]], self.p.doubt)
        gain = self.p.access_weight * trusting
        of_cap = np.where(whole, gain, np.where(partner, 0.0, self.p.joint_venture_cost * trusting))
        month = self.p.value_weight * self.p.waiting_cost / 12
        lines = investment.waiting(luck[AT["line"]], gates.closed[:, way, sector], gain, month)
        caps = investment.waiting(luck[AT["cap"]], gates.capped[:, way, sector], of_cap, month)
        months = np.maximum(lines, caps)
        pool["until"][some] += months * self.parts
        waits[for_them] = months > 0
        return waits

    def expected(self, offer: Offer, share: np.ndarray) -> np.ndarray:
        """Return expected new firms a month by source and sector under an offer, at the climate of 2022.

        Args:
            offer: how Nanjing looks.
            share: expected share of scouting investors who choose Nanjing, (ways, sources, sectors).
        """
        via = np.empty(self.rate.shape)
        via[:] = offer.via
        via[[self.hong_kong, self.mainland]] = 1.0
        chosen = (1 - via) * share[DIRECT] + via * share[VIA_HONG_KONG]
        return self.rate * offer.hear[:, None] * offer.scout * offer.granted * chosen

    # -- luck ----------------------------------------------------------------------------------------------------------

    def _cohort(self, month: int, climate: np.ndarray) -> dict:
        """Return everybody who begins to look in a month; computed once for both variants of a member."""
        key = (climate.tobytes(), self.rate.tobytes())
        return self.draws.cached(f"firms.prospects.{month}", key, lambda: self._appear(month, climate))

    def _appear(self, month: int, climate: np.ndarray) -> dict:
        uniform = self.draws.uniform("firms.prospects", month, self._cells)
        number = np.minimum(poisson_counts(uniform, (climate[:, None] * self.rate).ravel()), 511)
        cell = np.repeat(np.arange(number.size), number)
        order = np.arange(cell.size) - (np.cumsum(number) - number)[cell]
        source, sector = self._source[cell], self._sector[cell]
        slot = slots(self.numeric[source], sector, month, order)
        luck = self.draws.at(month).uniforms("firms.prospect", -1, slot, STREAMS + 1)
        longest = self.p.longest_look_months - 1
        return {
            "slot": slot,
            "source": source,
            "sector": sector,
            "cell": cell,
            "part": (luck[STREAMS] * self.parts).astype(np.int64),
            "months": 1 + np.minimum(-np.log(luck[AT["months"]]) * self.looking, longest).astype(np.int64),
            "newness": newness(luck[EXPERIENCE], self.p.ease_of_experience),
            "luck": luck[:STREAMS],
        }

    def _tastes(self, u: np.ndarray, of_region: np.ndarray) -> np.ndarray:
        """Return persistent tastes for staying out, the rivals, and the zones of Nanjing, in rows.

        The zones are a nest within that of Nanjing's region.
        """
        u, region = u.astype(np.float64), self.rivals.dissimilarity
        tastes = gumbel(u[:TASTES])
        shared = region * log_positive_stable(of_region[0], exponential(of_region[1]), region)
        own = self.zone_scale * log_positive_stable(u[TASTES], exponential(u[TASTES + 1]), self.zone_scale / region)
        near, inside = self._near, slice(1 + len(CITIES), TASTES)
        tastes[near] = region * tastes[near] + shared
        tastes[inside] = self.zone_scale * tastes[inside] + own + shared
        return tastes
