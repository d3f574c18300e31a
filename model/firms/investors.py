"""Foreign investors before they enter: one slot each, from the month they look at China to the month they choose.

The universe of prospects is drawn by source, sector and month and does not depend on policy; everything an investor
will ever draw is drawn when it appears. Policy decides who hears of Nanjing, who goes to see it and who stays.
"""

import numpy as np

from common.vocabulary import CITIES, SECTORS, ZONES
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


def slots(numeric: np.ndarray, sector: np.ndarray, month: np.ndarray | int, k: np.ndarray) -> np.ndarray:
    """Return 32-bit identities without collisions: 10 bits of source, 4 of sector, 9 of month, 9 of number in the month."""
    code = (numeric.astype(np.uint64) << np.uint64(4)) | sector.astype(np.uint64)
    code = (code << np.uint64(9)) | np.asarray((month + 12) & 0x1FF, dtype=np.uint64)
    return ((code << np.uint64(9)) | k.astype(np.uint64)).astype(np.uint32)


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

    def meet(self, now: int, climate: float, offer: Offer) -> None:
        """Let prospects begin to look; those who hear of Nanjing and find the trip worth while scout it.

        Args:
            now: the part of a month, counted as by the clock.
            climate: number of projects in China, 2022 = 1.
            offer: how Nanjing looks.
        """
        month, part = divmod(now, self.parts)
        cohort = self._cohort(month, climate)
        source, sector, luck, looks = cohort["source"], cohort["sector"], cohort["luck"], cohort["part"] == part
        arrived = np.bincount(sector[looks], minlength=len(SECTORS)).astype(float)
        self.arrived = arrived if part == 0 else self.arrived + arrived
        new = newness(luck["experience"], self.p.ease_of_experience)
        hears = self.p.heard_at_start + new * (offer.hear - self.p.heard_at_start)[source]
        going = looks & (luck["hear"] < hears) & (luck["scout"] < offer.scout[source, sector])
        ways = (self._way(source, luck["way"], via[sector]) for via in (offer.via, self.projects.via_share))
        months = 1 + np.minimum(-np.log(luck["months"]) * self.looking, self.p.longest_look_months - 1).astype(np.int64)
        self.pool.add(
            slot=cohort["slot"][going],
            source=source[going],
            sector=sector[going],
            way=next(ways)[going],
            usual_way=next(ways)[going],
            until=(now + months * self.parts)[going],
            luck=cohort["all"][going],
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
        self._postpone(now, offer)
        ready = pool["until"] <= now
        source, sector, way = pool["source"][ready], pool["sector"][ready], pool["way"][ready]
        luck = named(pool["luck"][ready].T)
        cap, limits = luck["cap"], offer.limits
        capped = cap < limits.rival[way, 0, sector], cap < limits.here[way, 0, sector]
        whole, partner = self._owners(luck["whole"])
        trusting, leaning = credence(luck["credence"], self.p.doubt), reliance(luck["ticket"], self.p.lean_of_small)
        new = newness(luck["experience"], self.p.ease_of_experience)
        zone = investment.choose(
            offer.city[way, sector]
            + trusting * (offer.promise[way, sector] + offer.for_some[source, sector])
            + new * (offer.quicker[way, sector] + trusting * offer.quicker_later[way, sector])
            + leaning * new * offer.contact[source, sector],
            offer.zones[:, sector],
            offer.rivals,
            self._tastes(luck["tastes"], luck["region"]),
            capped,
            whole,
            partner,
            self.p.joint_venture_cost,
        )
        chose = zone >= 0
        entrants = {name: pool[name][ready][chose] for name in ("slot", "source", "sector", "way", "usual_way")}
        entrants["zone"], entrants["luck"] = zone[chose], pool["luck"][ready][chose]
        entrants["joint"] = (partner | capped[1])[chose]
        pool.keep(~ready)
        return entrants

    def _owners(self, luck: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return who would not share ownership, and who shares it gladly."""
        return luck < self.p.whole_ownership_share, luck >= 1 - self.p.partner_share

    def _postpone(self, now: int, offer: Offer) -> None:
        """Let investors who would choose now wait for the month in which a gate opens to them, where that pays."""
        if len(offer.gates.closed) == 1:
            return
        ready = np.flatnonzero(self.pool["until"] <= now)
        way, sector = self.pool["way"][ready], self.pool["sector"][ready]
        luck = named(self.pool["luck"][ready].T)
        whole, partner = self._owners(luck["whole"])
        trusting = credence(luck["credence"], self.p.doubt)
        gain = self.p.access_weight * trusting
        of_cap = np.where(whole, gain, np.where(partner, 0.0, self.p.joint_venture_cost * trusting))
        month = self.p.value_weight * self.p.waiting_cost / 12
        lines = investment.waiting(luck["line"], offer.gates.closed[:, way, sector], gain, month)
        caps = investment.waiting(luck["cap"], offer.gates.capped[:, way, sector], of_cap, month)
        self.pool["until"][ready] += np.maximum(lines, caps) * self.parts

    def expected(self, offer: Offer, share: np.ndarray) -> np.ndarray:
        """Return expected new firms a month by source and sector under an offer, at the climate of 2022.

        Args:
            offer: how Nanjing looks.
            share: expected share of scouting investors who choose Nanjing, (ways, sources, sectors).
        """
        via = np.broadcast_to(offer.via, self.rate.shape).copy()
        via[[self.hong_kong, self.mainland]] = 1.0
        chosen = (1 - via) * share[DIRECT] + via * share[VIA_HONG_KONG]
        return self.rate * offer.hear[:, None] * offer.scout * offer.granted * chosen

    # -- luck ----------------------------------------------------------------------------------------------------------

    def _cohort(self, month: int, climate: float) -> dict:
        """Return everybody who begins to look in a month; computed once for both variants of a member."""
        key = (climate, self.rate.tobytes())
        return self.draws.cached(f"firms.prospects.{month}", key, lambda: self._appear(month, climate))

    def _appear(self, month: int, climate: float) -> dict:
        sources, sectors = self.rate.shape
        source, sector = (grid.ravel() for grid in np.indices((sources, sectors)))
        cells = slots(self.numeric[source], sector, 0, np.zeros(source.size))
        number = poisson_counts(self.draws.uniform("firms.prospects", month, cells), climate * self.rate.ravel())
        number = np.minimum(number, 511)
        source, sector = np.repeat(source, number), np.repeat(sector, number)
        order = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
        slot = slots(self.numeric[source], sector, month, order)
        luck = self.draws.uniforms("firms.prospect", -1, slot, STREAMS + 1)
        part = (luck[STREAMS] * self.parts).astype(np.int64)
        luck = luck[:STREAMS]
        return {"slot": slot, "source": source, "sector": sector, "part": part, "all": luck.T, "luck": named(luck)}

    def _tastes(self, u: np.ndarray, of_region: np.ndarray) -> np.ndarray:
        """Return persistent tastes for staying out, the rivals, and the zones of Nanjing, in rows.

        The zones are a nest within that of Nanjing's region.
        """
        u, region = u.astype(np.float64), self.rivals.dissimilarity
        tastes = gumbel(u[:TASTES])
        shared = region * log_positive_stable(of_region[0], exponential(of_region[1]), region)
        own = self.zone_scale * log_positive_stable(u[TASTES], exponential(u[TASTES + 1]), self.zone_scale / region)
        near, inside = 1 + np.flatnonzero(self.rivals.near), slice(1 + len(CITIES), TASTES)
        tastes[near] = region * tastes[near] + shared
        tastes[inside] = self.zone_scale * tastes[inside] + own + shared
        return tastes


def named(luck: np.ndarray) -> dict[str, np.ndarray]:
    """Return an investor's luck by name, from its streams in rows; ``tastes`` and ``region`` have several rows."""
    first, money = len(OF_PATIENCE), len(OF_PATIENCE) + TASTES + 2
    rows = dict(zip(OF_PATIENCE, luck[:first], strict=True))
    rows["tastes"] = luck[first:money]
    rows.update(zip(OF_MONEY, luck[money:-3], strict=True))
    rows["region"], rows["experience"] = luck[-3:-1], luck[-1]
    return rows
