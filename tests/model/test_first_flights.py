"""A first flight and the end of all flights tell one story, told forwards and backwards: who flies, who came another way, who stays away."""

import functools

import numpy as np
import pytest

from common.vocabulary import WAYS
from model.facts import facts
from model.levers.actions import Plan, RightsWithdrawal
from model.parameters import Parameters
from model.routes.residents import AtHome
from model.visitors.baseline import baseline
from model.visitors.direct_visitors import FLIGHTS
from model.visitors.travellers import market
from tests.support.whole_model import OPEN, START, origin, run

NEAR, FAR = ("KOR", "JPN", "SGP"), ("DEU", "USA", "GBR")
MONTHS, LAST = 24, slice(12, 24)
BACK = START + 3
"""Month in which the rights come back: airlines open the routes anew, in the season that follows."""


@functools.cache
def flown(until: float | None) -> dict[str, np.ndarray]:
    """A run in which the near routes are flown throughout (None), or not before ``until``."""
    withdrawn = RightsWithdrawal(start=START, end=until or np.inf, origins=NEAR, weekly_frequencies=100.0)
    return run(Plan(route_rights=(withdrawn,) if until else ()), months=MONTHS, **OPEN)


def year(series: dict[str, np.ndarray], *codes: str) -> dict[str, float]:
    """People of the last year from some origins: visitors by way and all of them, and residents who flew."""
    places = [origin(code) for code in codes]
    by_way = series["visitors_by_way"][LAST, places].sum(axis=(0, 1))
    out = series["outbound_passengers"][LAST, places].sum()
    other = by_way.sum() - by_way[WAYS.index("direct")]
    return {"direct": by_way[WAYS.index("direct")], "other ways": other, "all": by_way.sum(), "residents": out}


@pytest.mark.parametrize("code", NEAR)
def test_without_flights_fewer_come_and_nobody_flies(code):
    none, always, opened = (year(flown(until), code) for until in (np.inf, None, BACK))
    assert none["direct"] == none["residents"] == 0
    for arm in (always, opened):
        assert arm["direct"] > 0 and arm["residents"] > 0 and arm["all"] > none["all"]
    flights = [flown(until)["weekly_flights"][LAST, origin(code)].mean() for until in (None, BACK)]
    assert flights[1] == pytest.approx(flights[0], rel=0.3), "airlines come back to about what they flew"


def test_what_the_end_of_all_flights_takes_their_opening_gives():
    none, always, opened = (year(flown(until), *NEAR) for until in (np.inf, None, BACK))
    assert always["other ways"] < none["other ways"] and opened["other ways"] < none["other ways"]
    for what in ("other ways", "all"):
        lost, won = ((arm[what] - none[what]) / arm["direct"] for arm in (always, opened))
        assert won == pytest.approx(lost, abs=0.15), f"{what}, for each visitor who flies direct"


@functools.cache
def year_2019():
    """Travel in 2019 at the default parameters."""
    p = Parameters()
    return baseline(facts(), p, market(facts(), p, 0.01))


def curves() -> tuple[np.ndarray, np.ndarray]:
    """First-stop visitors and those of them who fly direct at each number of weekly flights, people a month, (flights, origins)."""
    return year_2019().by_flights.first_stop, year_2019().by_flights.direct


def residents_abroad(weekly_flights: float) -> tuple[np.ndarray, np.ndarray]:
    """Residents who go to each market at all, and by a direct flight, people a month, (origins,) each."""
    n = len(facts().origins)
    home = AtHome(1.0, 1.0, 1.0, np.zeros(n))
    demand = year_2019().residents.demand(np.full(n, weekly_flights), np.ones(n), np.zeros(n), home)
    return demand.bound, demand.direct


def test_a_first_daily_flight_brings_some_and_moves_as_many_from_other_ways():
    """Pudong is two hours away by rail: of those who fly direct many came before (airport leakage), and totals rise by less than half."""
    (none, *_), daily = curves()[0], int(np.flatnonzero(FLIGHTS == 7)[0])
    for code in NEAR + FAR:
        place = origin(code)
        more = curves()[0][daily, place] - none[place]
        assert 0.02 < more / none[place] < 0.55, code
        assert 0.2 < 1 - more / curves()[1][daily, place] < 0.9, f"{code}: share who came another way before"


def test_residents_tell_the_same_story_and_most_of_them_went_by_pudong_before():
    (before, _), (bound, direct) = residents_abroad(0.0), residents_abroad(7.0)
    for code in NEAR + FAR:
        place = origin(code)
        more = bound[place] - before[place]
        assert 0 < more / before[place] < 0.4, code
        assert 0.5 < 1 - more / direct[place] < 0.95, f"{code}: share who went another way before"


def test_each_flight_more_brings_less_than_the_one_before():
    first_stop, direct = curves()
    for people in (first_stop, direct):
        a_flight = np.diff(people, axis=0) / np.diff(FLIGHTS)[:, None]
        assert np.all(a_flight > 0) and np.all(np.diff(a_flight[1:], axis=0) < 0)
