"""Events and campaigns of a plan's own: they draw at their dates and in their markets, by capacity and by budget."""

import dataclasses

import numpy as np
import pytest

from common.vocabulary import LEVERS, PURPOSES
from model.levers.actions import Campaign, Event, Plan
from model.parameters import Parameters
from tests.support.whole_model import OPEN, START, origin, pilot, run
from tests.support.worlds import months_of

PLACE = LEVERS.index("events_and_campaigns")
EVENT = Event(start=START, held_in=(4, 5), visits_thousand_a_month=100.0, abroad_share=0.1, cost_cny_mn_a_year=30.0)
CAMPAIGN = Campaign(start=START, origins=("KOR", "DEU"), budget_cny_mn_a_year=24.0)
MONTHS = 8
MANY = OPEN | {"scale": 0.1}
"""Enough simulated travellers that each of an event's months draws some."""


def plan(*actions):
    return Plan(events_and_campaigns=actions)


def policies(*actions, months=14):
    return months_of(plan(*actions), months)


@pytest.fixture(scope="module")
def usual():
    return run(months=MONTHS, **MANY)


def test_an_event_is_held_and_paid_in_its_months():
    seen = [(policy.event_visits > 0, policy.fiscal_cost[PLACE]) for policy in policies(EVENT, months=24)]
    assert [month for month, (held, _) in enumerate(seen) if held] == [3, 4, 15, 16]
    assert sum(paid for _, paid in seen) == pytest.approx(60.0) and seen[3][1] == pytest.approx(15.0)
    late = dataclasses.replace(EVENT, start=START + 3.5, end=START + 5)
    assert [policy.event_visits for policy in policies(late)][3] == pytest.approx(policies(EVENT)[3].event_visits / 2)


def test_half_and_half_make_one_and_an_event_for_nobody_from_abroad_draws_nobody():
    half = dataclasses.replace(EVENT, visits_thousand_a_month=50.0, cost_cny_mn_a_year=15.0)
    whole, halves = policies(EVENT)[3], policies(half, half)[3]
    assert whole.event_visits == pytest.approx(halves.event_visits)
    assert whole.fiscal_cost == pytest.approx(halves.fiscal_cost)
    few = dataclasses.replace(EVENT, abroad_share=0.05)
    assert 2 * policies(few)[3].event_visits == pytest.approx(whole.event_visits)
    assert policies(dataclasses.replace(EVENT, abroad_share=0.0))[3].event_visits == 0


def test_an_event_draws_in_its_months_and_no_more_than_its_places(usual):
    done = run(plan(EVENT), months=MONTHS, **MANY)
    more = (done["visitors"] - usual["visitors"]).sum(axis=1)
    assert not more[:3].any()
    drawn, places = more[3:5].sum(axis=1), 1000 * EVENT.visits_thousand_a_month * EVENT.abroad_share
    assert np.all(drawn > 0) and np.all(drawn < places)
    assert more[3:5, PURPOSES.index("event")].sum() > 0.5 * drawn.sum()


def test_a_campaign_lets_its_markets_hear_of_nanjing_and_a_tenfold_budget_less_than_tenfold():
    def aware(budget):
        model = pilot(plan(dataclasses.replace(CAMPAIGN, budget_cny_mn_a_year=budget)), months=MONTHS, **OPEN)
        model.run()
        heard = model.visitors.word.aware.copy()
        model.free()
        return heard

    there = [origin("KOR"), origin("DEU")]
    none, some, much = (aware(budget) for budget in (0.0, 30.0, 300.0))
    first, tenfold = some - none, much - none
    assert np.all(first[there] > 0.005) and np.all(np.abs(np.delete(first, there)) < 0.001)
    assert np.all(tenfold[there] > first[there]) and np.all(tenfold[there] < 5 * first[there])


def test_a_market_cannot_be_reached_beyond_what_any_campaign_can():
    p = Parameters()
    assert p["visitors.campaign_cny_per_traveller"] > 0 and p["visitors.campaign_most"] < 0.5
    halves = dataclasses.replace(CAMPAIGN, budget_cny_mn_a_year=12.0)
    two, one = policies(halves, halves)[0], policies(CAMPAIGN)[0]
    assert sum(c.budget_cny_mn_a_year for c in two.campaigns) == sum(c.budget_cny_mn_a_year for c in one.campaigns)
    assert two.fiscal_cost[PLACE] == pytest.approx(one.fiscal_cost[PLACE]) == pytest.approx(2.0)
