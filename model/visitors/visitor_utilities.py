"""How much each city draws: constants solved so that 2019's rules and routes give 2019's visitors.

The constants absorb what the model does not explain (Beijing has a palace; Koreans come to Nanjing more often than
distance says). They are solved anew for each draw of parameters, in closed expectation over segments, by the
contraction of Berry (1994, RAND Journal of Economics 25(2):242-262): levels then agree with 2019 whatever the
elasticities, and only the response to change is uncertain.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from common.vocabulary import PURPOSES
from model.choice import logsum, logsum_and_shares
from model.segments import Segments

ROUNDS = 60


@dataclass(frozen=True)
class Nests:
    """Scales of tastes, each at most the one before: among Chinese cities, cities of Nanjing's region, ways to Nanjing.

    That among ways is by segment, (segments,).
    """

    china: float
    region: float
    ways: np.ndarray
    near: tuple[bool, ...]
    """Whether each rival is in Nanjing's region."""

    @property
    def scales(self) -> np.ndarray:
        """Scale of the tastes for each rival, (7,)."""
        return np.where(self.near, self.region, self.china)


@dataclass(frozen=True)
class Targets:
    """Levels of 2019, people a year."""

    trips: np.ndarray
    """Trips to China, (origins,)."""
    first: np.ndarray
    """Visitors of Nanjing as first stop, (origins,)."""
    second: np.ndarray
    """Visitors of Nanjing as a second stop, (origins,)."""
    rivals: np.ndarray
    """First-stop visitors of each rival but the rest of China, (6,)."""
    sides: np.ndarray
    """Visitors of Shanghai, Suzhou and Hangzhou as a second stop, (3,)."""


@dataclass(frozen=True)
class Appeal:
    """Solved constants, in utility points."""

    elsewhere: np.ndarray
    """Worth of going elsewhere or staying, one for each purpose of a market, (segments,)."""
    rivals: np.ndarray
    """(7,)"""
    nanjing: np.ndarray
    """(origins,)"""


def expected_flows(
    people: np.ndarray, elsewhere: np.ndarray, cities: np.ndarray, ways: np.ndarray, knows: np.ndarray, nests: Nests
) -> tuple[np.ndarray, np.ndarray]:
    """Expected first stops of each segment.

    Args:
        people: occasions, people, (segments,).
        elsewhere: utility of not going to China, (segments,).
        cities: utility of each rival, (7, segments).
        ways: utility of each way into Nanjing, (ways, segments), -inf where closed.
        knows: share that has heard of Nanjing, (segments,).
        nests: dissimilarities.

    Returns:
        People by rival city (7, segments), and by way into Nanjing (ways, segments).
    """
    weights = np.exp(cities / nests.scales[:, None])
    best, share = logsum_and_shares(ways, nests.ways)
    to_rivals, to_nanjing = _first_stops(people, np.exp(elsewhere), weights, np.exp(best / nests.region), knows, nests)
    return to_rivals, share * to_nanjing


class IntoNanjing:
    """Expected first stops in Nanjing as the ways into it change and all else stays.

    Args:
        people, elsewhere, cities, knows, nests: as of :func:`expected_flows`.
    """

    def __init__(
        self, people: np.ndarray, elsewhere: np.ndarray, cities: np.ndarray, knows: np.ndarray, nests: Nests
    ) -> None:
        self.nests, self.knowing, self.home = nests, people * knows, np.exp(elsewhere)
        self.far, self.others = _far_and_near(np.exp(cities / nests.scales[:, None]), nests)

    def by_way(self, ways: np.ndarray) -> np.ndarray:
        """Return people by way, as of :func:`expected_flows`, (ways, segments), from the utility of each way."""
        best, share = logsum_and_shares(ways, self.nests.ways)
        own = np.exp(best / self.nests.region)
        region = _region(self.far, self.others + own, self.home, self.nests)
        return share * (own * _parts(self.knowing, region)[NEAR])


FAR, NEAR = 0, 1


class _Region(NamedTuple):
    """Weights of a trip, (segments,): of the cities of Nanjing's region by themselves and as part of China, of China, of all."""

    cities: np.ndarray
    inside: np.ndarray
    china: np.ndarray
    all: np.ndarray


def _region(far: np.ndarray, region: np.ndarray, home: np.ndarray, nests: Nests) -> _Region:
    """Return the weights of a trip from those of far cities, of the region's and of going elsewhere."""
    inside = region ** (nests.region / nests.china)
    both = far + inside
    china = both**nests.china
    return _Region(region, inside, china, (china + home) * both)


def _parts(people: np.ndarray, region: _Region) -> tuple[np.ndarray, np.ndarray]:
    """Return people for each weight of a far city, and of one in the region, (segments,) each."""
    each = people * region.china / region.all
    return each, each * region.inside / region.cities


def _far_and_near(cities: np.ndarray, nests: Nests) -> tuple[np.ndarray, np.ndarray]:
    """Return the sums of the weights of far and of near rivals, (segments,) each."""
    near = np.array(nests.near)
    return cities[~near].sum(axis=0), cities[near].sum(axis=0)


def _first_stops(
    people: np.ndarray, home: np.ndarray, cities: np.ndarray, own: np.ndarray, knows: np.ndarray, nests: Nests
) -> tuple[np.ndarray, np.ndarray]:
    """Expected first stops from weights: exponentials of utility, over the scale of its nest where it is in one.

    Returns:
        People by rival city (7, segments), and to Nanjing (segments,).
    """
    far, others = _far_and_near(cities, nests)
    knowing = _parts(people * knows, _region(far, others + own, home, nests))
    ignorant = _parts(people * (1 - knows), _region(far, others, home, nests))
    to_rivals = np.empty_like(cities)
    for city, near in enumerate(nests.near):
        place = NEAR if near else FAR
        np.multiply(cities[city], knowing[place], out=to_rivals[city])
        to_rivals[city] += cities[city] * ignorant[place]
    return to_rivals, own * knowing[NEAR]


def solve(
    s: Segments,
    people: np.ndarray,
    city_cost: np.ndarray,
    way_cost: np.ndarray,
    knows: np.ndarray,
    targets: Targets,
    nests: Nests,
) -> Appeal:
    """Find the constants that reproduce ``targets``.

    Args:
        s: the segments.
        people: occasions a year by segment, people, (segments,).
        city_cost: disutility of reaching a rival city, (segments,).
        way_cost: disutility of each way into Nanjing, (ways, segments), infinite where closed.
        knows: share of each segment that has heard of Nanjing, (segments,).
        targets: levels of 2019.
        nests: dissimilarities.

    Raises:
        ValueError: a market whose levels cannot be reproduced.
    """
    n, scales = targets.trips.size, nests.scales[:, None]
    into = np.exp(logsum(-way_cost, nests.ways) / nests.region)
    reach = np.exp(-city_cost / scales)
    cell, cells = s.origin * len(PURPOSES) + s.purpose, n * len(PURPOSES)
    elsewhere, nanjing, rivals = np.zeros(cells), np.zeros(n), np.zeros(targets.rivals.size + 1)
    per_origin = lambda flow: np.bincount(s.origin, flow, minlength=n)  # noqa: E731
    per_cell = lambda flow: np.bincount(cell, flow, minlength=cells)  # noqa: E731
    occasions = per_cell(people)
    # Of an origin's occasions the same share becomes trips for every purpose, so that the mix of trips is as declared.
    goes = np.repeat(targets.trips / per_origin(people), len(PURPOSES))
    for _ in range(ROUNDS):
        home, cities = np.exp(elsewhere)[cell], reach * np.exp(rivals[:, None] / scales)
        own = into * np.exp(nanjing / nests.region)[s.origin]
        by_city, own_visitors = _first_stops(people, home, cities, own, knows, nests)
        trips = per_cell(own_visitors + by_city.sum(axis=0))
        nanjing += nests.region * np.log(targets.first / per_origin(own_visitors))
        rivals[:-1] += scales[:-1, 0] * np.log(targets.rivals / by_city.sum(axis=1)[:-1])
        elsewhere -= np.log(goes / (1 - goes)) - np.log(trips / (occasions - trips))
    if not all(np.isfinite(part).all() for part in (elsewhere, nanjing, rivals)):
        raise ValueError("the levels of 2019 cannot be reproduced with these parameters")
    return Appeal(elsewhere[cell], rivals, nanjing)
