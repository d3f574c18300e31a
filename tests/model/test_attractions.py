"""Sights, shops and events: what more capacity is worth, when events draw, and whom."""

from types import SimpleNamespace

import numpy as np
import pytest

from model.city.attractions import Attractions
from model.exhibitions.programme import calendar
from model.facts import facts
from model.parameters import Parameters

P = Parameters()
CITY = Attractions(facts(), P)
FEBRUARY, JULY, OCTOBER = 1, 6, 9


def offer(month=OCTOBER, **capacity):
    """What is on offer in a month with these capacities beyond 2022."""
    policy = SimpleNamespace(month=month, channels={"culture": np.float64(capacity.get("culture", 0.0))})
    events = capacity.get("events", 0.0) * calendar(facts().distance_km).counted[:, month].sum(axis=0)
    return CITY.of_month(policy, capacity.get("consumption", 0.0), events)


def test_nothing_new_is_worth_nothing():
    nothing = offer()
    assert nothing.venues == nothing.shops == 0 and not nothing.events.any()


@pytest.mark.parametrize(("channel", "part"), [("culture", "venues"), ("consumption", "shops"), ("events", "events")])
def test_more_is_worth_more_and_each_addition_less(channel, part):
    worth = np.array([np.mean(getattr(offer(**{channel: amount}), part)) for amount in (0.0, 0.5, 1.0, 1.5, 2.0)])
    assert np.all(np.diff(worth) > 0) and np.all(np.diff(worth, 2) < 0)


def test_as_much_again_as_there_was_is_worth_the_logarithm_of_two():
    assert offer(culture=P["attractions.venue_visits_a_month"]).venues == pytest.approx(np.log(2))
    assert offer(consumption=P["attractions.shop_space"]).shops == pytest.approx(np.log(2))


def test_events_draw_at_their_dates_and_the_near_more_than_the_far():
    assert not offer(JULY, events=1.0).events.any() and offer(OCTOBER, events=1.0).events.min() > 0
    order = np.argsort(facts().distance_km)
    assert np.all(np.diff(offer(FEBRUARY, events=1.0).events[order]) <= 0)
    here, far = calendar(np.array([0.0, 15_000.0])).counted.sum(axis=0).T
    assert here.sum() == pytest.approx(688, rel=0.2), "thousand visits a year: a sixth of the events of 2022"
    assert far.sum() < 0.3 * here.sum()
