"""Brakes that had no occasion to act, and support where nobody flew."""

import math

import numpy as np
import pytest

from common.vocabulary import RISKS
from model.facts import facts
from model.levers.actions import Brake, LaunchSupport, Plan, RouteGrant
from scenarios.running.idle_rules import IdleBrake, Noted, UnflownSupport, idle_brakes, unflown_support
from tests.support.fake_model import job

ORIGINS = facts().origins
START = job().setting.start
CAPITAL = RISKS.index("capital_flows")


class Finished:
    """Members of an ensemble as they are kept; each is (risk of capital flows, weekly flights from Sudan and Korea)."""

    def __init__(self, *members):
        self.members, self.series = tuple(range(len(members))), members

    def load(self, member):
        risk, flights = self.series[member]
        months = len(risk)
        risks, flown = np.zeros((months, len(RISKS))), np.zeros((months, len(ORIGINS)))
        risks[:, CAPITAL] = risk
        flown[:, ORIGINS.index("SAU")], flown[:, ORIGINS.index("KOR")] = flights, 7.0
        return {"scenario": {"risk": risks, "weekly_flights": flown}}


MONTHS = job().setting.months
CALM, NONE = np.full(MONTHS, 0.75), np.zeros(MONTHS)
LATE = np.where(np.arange(MONTHS) == MONTHS - 1, 1.2, 0.5)
HIGH = np.where(np.arange(MONTHS) == MONTHS - 2, 1.2, 0.5)


def noted(done):
    """What is noted of members as they are read for something else."""
    read = Noted(done)
    for member in read.members:
        assert read.load(member).keys() == done.load(member).keys()
    return read.brief


def brake(risk="capital_flows"):
    return Brake(risk=risk, slows=("1.25", "1.26", "1.27"), to=0.5)


@pytest.mark.parametrize(
    ("risks", "highest"), [((CALM, CALM), 0.75), ((CALM, LATE), 0.75), ((CALM, HIGH), None), ((LATE, LATE), 0.5)]
)
def test_a_brake_is_idle_if_its_risk_was_never_over_the_threshold_before_the_last_month(risks, highest):
    asked, done = job(scenario=Plan(brakes=(brake(),))), Finished(*((risk, NONE) for risk in risks))
    expected = () if highest is None else (IdleBrake("capital_flows", ("1.25-1.27",), 0, highest),)
    assert idle_brakes(asked, done) == idle_brakes(asked, noted(done)) == expected


def test_each_brake_is_looked_at_by_itself():
    asked = job(scenario=Plan(brakes=(brake(), brake("data"))))
    assert [each.number for each in idle_brakes(asked, Finished((HIGH, NONE)))] == [1]
    assert idle_brakes(job(), Finished((HIGH, NONE))) == ()


def test_brakes_of_history_are_neither_told_nor_counted():
    both, done = (brake("data"), brake()), Finished((CALM, NONE))
    of_one, of_both = (job(scenario=Plan(brakes=both, history=Plan(brakes=both[:count]))) for count in (1, 2))
    assert [(each.risk, each.number) for each in idle_brakes(of_one, done)] == [("capital_flows", 0)]
    assert idle_brakes(of_both, done) == ()


@pytest.mark.parametrize(("at_end", "idle"), [(1.2, False), (0.9, True)])
def test_a_brake_acts_in_the_first_month_by_the_risk_that_history_ends_with(at_end, idle):
    class WithHistory(Finished):
        def load(self, member):
            before = np.zeros((3, len(RISKS)))
            before[:, CAPITAL] = 1.5, 1.5, at_end
            return super().load(member) | {"history": {"risk": before}}

    found = idle_brakes(job(scenario=Plan(brakes=(brake(),), history=Plan())), noted(WithHistory((CALM, NONE))))
    assert [each.highest for each in found] == ([0.9] if idle else [])


def support(*origins, start=0.0, end=math.inf):
    return LaunchSupport(start=START + start, end=START + end, origins=origins, cny_per_seat=100.0, label="here")


@pytest.mark.parametrize(
    ("offer", "unflown"),
    [
        (support("SAU", "KOR"), ("SAU",)),
        (support("KOR"), ()),
        (support(*ORIGINS), ()),
    ],
)
def test_support_where_nobody_flew(offer, unflown):
    asked = job(scenario=Plan(route_rights=(RouteGrant(start=START, origins=("SAU",), weekly_frequencies=7.0), offer)))
    assert unflown_support(asked, Finished((CALM, NONE))) == ((UnflownSupport("here", unflown),) if unflown else ())


def test_flights_of_one_member_while_the_support_holds_are_enough():
    late = np.where(np.arange(MONTHS) >= MONTHS - 1, 3.0, 0.0)
    asked = job(scenario=Plan(route_rights=(support("SAU"),)))
    assert unflown_support(asked, Finished((CALM, NONE), (CALM, late))) == ()
    short = job(scenario=Plan(route_rights=(support("SAU", end=MONTHS - 1.0),)))
    assert unflown_support(short, Finished((CALM, NONE), (CALM, late))) == (UnflownSupport("here", ("SAU",)),)


def test_of_support_that_ended_before_the_results_nothing_is_said():
    asked = job(scenario=Plan(route_rights=(support("SAU", start=-12.0, end=0.0),)))
    assert unflown_support(asked, Finished((CALM, NONE))) == ()
