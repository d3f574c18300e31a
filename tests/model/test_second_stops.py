"""Trips to several cities: near cities are added, for those for whom the way is cheap, and flights home are weighed."""

import functools

import numpy as np
from scipy.special import expit

from model.facts import facts
from model.parameters import Parameters
from model.segments import segments
from model.visitors.baseline import Baseline, baseline
from model.visitors.getting_in import DIRECT
from model.visitors.second_stops import BASES, STOPS, dearer_home
from model.visitors.travellers import market
from tests.support.worlds import pilot

F, S = facts(), segments()
NOTHING = np.zeros(S.origin.size)


@functools.cache
def year_2019() -> Baseline:
    p = Parameters()
    return baseline(F, p, market(F, p, 0.01))


def home(weekly_flights: float) -> np.ndarray:
    """How much dearer the flight home from Nanjing is with so many flights to every market."""
    base, n = year_2019(), len(F.origins)
    direct = base.ways.cost(np.full(n, weekly_flights), np.ones(n), np.zeros(n))[DIRECT]
    return dearer_home(base.per_usd, direct, base.ways.shanghai)


def test_chances_are_chances_and_nobody_adds_the_city_where_he_is():
    stops = year_2019().second_stops
    for chance in (stops.among, stops.to_nanjing(S, NOTHING, home(7.0)), stops.from_nanjing(home(7.0))):
        assert np.all((chance >= 0) & (chance < 1))
    for place, city in enumerate(STOPS):
        assert not stops.among[BASES.index(city), place].any()


def test_the_nearer_the_city_the_more_add_nanjing():
    stops = year_2019().second_stops
    suzhou, shanghai, hefei = (stops.to_nanjing(S, NOTHING, home(0.0))[place] for place in (1, 0, 3))
    assert np.all(suzhou > shanghai) and np.all(hefei > suzhou)


def test_what_nanjing_offers_and_its_flights_bring_second_stops():
    stops = year_2019().second_stops
    usual = stops.to_nanjing(S, NOTHING, home(7.0))
    assert np.all(stops.to_nanjing(S, NOTHING + 0.1, home(7.0)) > usual)
    more = stops.to_nanjing(S, NOTHING, home(14.0))
    assert np.all(more >= usual) and more.sum() > usual.sum(), "who enters at Shanghai may fly home from Nanjing"
    none = stops.to_nanjing(S, NOTHING, home(0.0))
    assert np.all(usual >= none) and usual.sum() > none.sum() and np.all(none > 0), (
        "without flights they go back by rail"
    )
    assert np.isfinite(stops.from_nanjing(home(0.0))).all()


def test_who_comes_to_nanjing_first_goes_on_to_every_near_city_and_more_for_a_dear_flight_home():
    stops = year_2019().second_stops
    dear, cheap = stops.from_nanjing(home(1.0)), stops.from_nanjing(home(14.0))
    assert np.all(cheap > 0), "who is freed of a visa at Nanjing also reaches Shanghai, Suzhou and Hangzhou"
    assert np.all(dear >= cheap) and dear.sum() > cheap.sum(), (
        "the dearer the flight home from Nanjing, the more go home by another city"
    )


def test_trips_have_the_chances_of_their_segments_and_who_never_heard_of_nanjing_does_not_add_it():
    visitors = pilot(scale=0.005).visitors
    options = visitors.options.of_month(visitors.model.policy_before_start)
    rng, trips = np.random.default_rng(1), 200_000
    base, segment, knows = rng.integers(0, 5, trips), rng.integers(0, S.origin.size, trips), rng.random(trips) < 0.5
    luck, own = rng.random((4, trips), dtype=np.float32), base == len(BASES)
    adds, may = options.adding(luck, base, segment, knows.take), knows & ~own
    assert adds.shape == (4, trips) and not adds[-1, ~may].any() and adds.any(axis=1).all()
    to_rivals, to_nanjing = (
        expit(worth).astype(np.float32)
        for worth in (options.worth_of_rivals(np.arange(S.origin.size)), options.worth_of_nanjing)
    )
    among = visitors.base.second_stops.among.astype(np.float32)
    np.testing.assert_array_equal(adds[:-1, own], luck[:-1, own] < to_rivals[:, segment[own]])
    np.testing.assert_array_equal(adds[-1, may], luck[-1, may] < to_nanjing[base[may], segment[may]])
    np.testing.assert_array_equal(adds[:-1, ~own], luck[:-1, ~own] < among[base[~own], :, segment[~own]].T)
