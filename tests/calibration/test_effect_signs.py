"""More flights than airlines planned: more people fly, though by less than the seats, fewer go round, and trips cost less."""

import dataclasses

import numpy as np
import pytest

from calibration.experiments import runner
from calibration.experiments.record import total
from calibration.experiments.routes import CAPACITY, HELD, MORE, served

LAST = slice(4, 8)


@pytest.fixture(scope="module")
def runs():
    arms = [dataclasses.replace(arm, months=LAST.stop) for arm in (HELD, CAPACITY)]
    return runner.play(arms, 0, 0.005)


def grown(runs, key: str, **words: str) -> float:
    before, after = (total(run, key, LAST, served(), **words) for run in runs)
    return after / before


def test_flights_are_flown_and_the_rest_of_the_timetable_holds(runs):
    before, after = (run["timetable"][LAST] for run in runs)
    held = np.isclose(after, MORE * before)
    assert held.mean() > 0.95, "but for a thin route or two, which may lose a flight"
    seats, more_seats = (np.where(held, run["seats"][LAST], 0.0).sum() for run in runs)
    assert more_seats == pytest.approx(MORE * seats, rel=0.001)


def test_more_people_fly_than_before_and_fewer_than_seats_were_added(runs):
    assert 1.0 < grown(runs, "residents_direct") < MORE
    assert 1.0 < grown(runs, "direct_passengers") < MORE


def test_some_of_them_went_round_by_a_hub(runs):
    assert grown(runs, "residents_by_hub") < 1.0
    for run in runs:
        assert np.all(run["residents_by_hub"] <= run["residents_bound"] - run["residents_direct"] + 1e-3)


def test_firms_and_exporters_travel_cheaper(runs):
    """On the whole: on a thin route a flight more may win so many passengers that fares rise."""
    assert grown(runs, "trip_cost") < 1.0
