"""Trips to several cities: who is in one city of Nanjing's region adds others by rail, and may fly home from there.

Each near city is added or not, a logit of its own; so a trip may visit several, and cities complement one another as
well as compete for the first stop. What a second stop costs is the return trip by rail, or half of it and the difference
between flying home from there and from the first stop, whichever is less: who enters at Nanjing may leave from
Shanghai, and the other way round. Those who do the one are taken to free the seats of those who do the other.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from common.vocabulary import CITIES
from model.facts import Facts
from model.parameters import Parameters
from model.segments import Segments

BASES = tuple(CITIES.index(city) for city in ("shanghai", "suzhou", "hangzhou", "hefei"))
"""Rivals from which Nanjing is a second stop, places among the cities."""
STOPS = BASES[:3]
"""Rivals that are second stops themselves."""
ROUNDS, CLOSE = 60, 1e-9
"""Most rounds of the contraction, and the step, log points, at which it has arrived."""


@dataclass(frozen=True)
class Rail:
    """Disutility of the return trip by rail between near cities, utility points; infinite between a city and itself."""

    among: np.ndarray
    """From each rival base to each rival stop, (bases, stops, segments)."""
    nanjing: np.ndarray
    """Between each rival base and Nanjing, (bases, segments)."""


def rail(facts: Facts, p: Parameters, per_usd: np.ndarray, value_of_time: np.ndarray) -> Rail:
    """Return the disutility of rail trips between near cities.

    Args:
        facts: the facts.
        p: the parameters (room ``travel``).
        per_usd: utility points per USD, (segments,).
        value_of_time: USD per hour, (segments,).
    """
    fare, hours = facts.rail_fare_cny / facts.exchange_rate(2019), facts.rail_hours + p.room("travel").station_hours
    cost = 2 * per_usd * (fare[..., None] + value_of_time * hours[..., None])
    cities = np.arange(len(BASES))
    cost[cities, cities] = np.inf
    return Rail(among=cost[: len(BASES), : len(STOPS)], nanjing=cost[: len(BASES), len(BASES)])


@dataclass(frozen=True)
class SecondStops:
    """Second stops of one draw of parameters."""

    rail: Rail
    rivals: np.ndarray
    """Worth of each rival stop against none, utility points, (stops,)."""
    nanjing: np.ndarray
    """The same for Nanjing, (origins,)."""
    among: np.ndarray
    """Chance of each rival stop at each rival base, (bases, stops, segments)."""

    def worth_of_nanjing(
        self, s: Segments, more: np.ndarray, home: np.ndarray, sooner: np.ndarray | float = 0.0
    ) -> np.ndarray:
        """Return what adding Nanjing is worth to a visitor of each rival base who knows it, utility points, (bases, segments).

        Args:
            s: the segments.
            more: what Nanjing offers beyond 2019, utility points, (segments,).
            home: how much dearer the flight home is from Nanjing than from Shanghai, utility points, (segments,).
            sooner: what quicker trains save on the return trip, utility points, (bases, segments).
        """
        by_rail = self.rail.nanjing if np.ndim(sooner) == 0 else self.rail.nanjing - sooner
        return self.nanjing[s.origin] + more - _cost(by_rail, home)

    def to_nanjing(
        self, s: Segments, more: np.ndarray, home: np.ndarray, sooner: np.ndarray | float = 0.0
    ) -> np.ndarray:
        """Return the chance that they add it, (bases, segments); see :meth:`worth_of_nanjing`."""
        return expit(self.worth_of_nanjing(s, more, home, sooner))

    def worth_of_rivals(
        self, home: np.ndarray, sooner: np.ndarray | float = 0.0, of: np.ndarray | slice = slice(None)
    ) -> np.ndarray:
        """Return what each rival stop is worth to visitors whose first stop is Nanjing, utility points, (stops, segments).

        ``of`` says which segments are asked for; left out: all.
        """
        by_rail = self.rail.nanjing[: len(STOPS), of]
        if np.ndim(sooner):
            by_rail = by_rail - np.asarray(sooner)[: len(STOPS), of]
        return self.rivals[:, None] - _from_nanjing(by_rail, home[of])

    def from_nanjing(self, home: np.ndarray, sooner: np.ndarray | float = 0.0) -> np.ndarray:
        """Return the chance that they add it, (stops, segments)."""
        return expit(self.worth_of_rivals(home, sooner))


def dearer_home(per_usd: np.ndarray, direct: np.ndarray, shanghai: np.ndarray) -> np.ndarray:
    """How much dearer one flight home is from Nanjing than from Shanghai, utility points, infinite without flights, (segments,).

    Args:
        per_usd: utility points per USD, (segments,).
        direct: cost of the return trip by direct flight to Nanjing, USD, (segments,).
        shanghai: cost of the return trip to Shanghai, USD, (segments,).
    """
    return per_usd * (direct - shanghai) / 2


def _cost(by_rail: np.ndarray, home: np.ndarray) -> np.ndarray:
    """Cost of a second stop, by the better of rail both ways and rail one way and another flight home, (..., segments).

    A way home that is no better than the other brings nobody.
    """
    other = by_rail / 2
    other += home
    return np.minimum(by_rail, other, out=other)


def _from_nanjing(by_rail: np.ndarray, home: np.ndarray) -> np.ndarray:
    return _cost(by_rail, np.where(np.isfinite(home), -home, np.inf))


def solve(
    s: Segments,
    by_rail: Rail,
    home: np.ndarray,
    at_bases: np.ndarray,
    aware_at_bases: np.ndarray,
    in_nanjing: np.ndarray,
    second: np.ndarray,
    sides: np.ndarray,
) -> SecondStops:
    """Find the worth of second stops that reproduces 2019.

    Args:
        s: the segments.
        by_rail: disutility of rail trips.
        home: see :func:`dearer_home`, 2019.
        at_bases: first-stop visitors of the rival bases, people a year, (bases, segments).
        aware_at_bases: those of them who have heard of Nanjing, (bases, segments).
        in_nanjing: first-stop visitors of Nanjing, people a year, (segments,).
        second: visitors of Nanjing as a second stop, people a year, (origins,).
        sides: visitors of the rival stops as a second stop, people a year, (stops,).

    Raises:
        ValueError: levels that cannot be reproduced.
    """
    n = second.size
    to_nanjing, from_nanjing = _cost(by_rail.nanjing, home), _from_nanjing(by_rail.nanjing[: len(STOPS)], home)
    nanjing, rivals = np.full(n, -2.0), np.full(len(STOPS), -2.0)
    for _ in range(ROUNDS):
        flow = (aware_at_bases * expit(nanjing[s.origin] - to_nanjing)).sum(axis=0)
        step = np.log(second / np.bincount(s.origin, flow, minlength=n))
        nanjing += step
        chance, own = expit(rivals[:, None] - by_rail.among), expit(rivals[:, None] - from_nanjing)
        side_step = np.log(sides / ((at_bases[:, None] * chance).sum(axis=(0, 2)) + own @ in_nanjing))
        rivals += side_step
        if max(np.abs(step).max(), np.abs(side_step).max()) < CLOSE:
            break
    if not (np.isfinite(nanjing).all() and np.isfinite(rivals).all()):
        raise ValueError("the levels of 2019 cannot be reproduced with these parameters")
    return SecondStops(by_rail, rivals, nanjing, expit(rivals[:, None] - by_rail.among))
