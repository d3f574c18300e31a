"""Trouble of paying: the nation's course, who meets it, and what the city's own measures add."""

from types import SimpleNamespace

import numpy as np

from common.vocabulary import PURPOSES
from model.facts import facts
from model.facts.months import month_index
from model.parameters import Parameters
from model.segments import segments
from model.visitors.paying import Paying
from model.world.payment import unserved

F, P, S = facts(), Parameters(), segments()
MONTHS = np.arange(month_index(2018, 1), month_index(2028, 1))
PATH = unserved("central", MONTHS, P.room("world"))


def paying(share: float) -> Paying:
    world = SimpleNamespace(payment_unserved=share)
    return Paying(SimpleNamespace(facts=F, world=world), P, np.full((len(PURPOSES), len(F.origins)), 8.0))


def policy(channel: float) -> SimpleNamespace:
    return SimpleNamespace(channels={"payment": channel})


def test_it_rises_while_the_border_is_closed_and_fades_from_the_summer_of_2023():
    at = {year: PATH[month_index(year, 7) - MONTHS[0]] for year in range(2018, 2028)}
    assert at[2019] == P["world.payment_unserved_2019"] < at[2022]
    assert at[2022] > at[2023] > at[2024] > at[2025] > P["world.payment_unserved_least"]
    for case in ("frozen_2019", "frozen_2022"):
        assert np.ptp(unserved(case, MONTHS, P.room("world"))) == 0


def test_in_2019_it_costs_nothing_more_and_later_those_most_who_bring_no_wallet():
    assert not paying(P["world.payment_unserved_2019"]).in_china().any()
    cost = paying(0.6).in_china()
    germans, kin = (cost[S.origin == F.origin_index[code]] for code in ("DEU", "HKG"))
    assert germans.min() > kin.max() > 0


def test_more_of_the_channel_saves_more_and_less_where_the_nation_is_further():
    early, late = paying(0.6), paying(0.15)
    assert np.all(early.saved_here(policy(0.8)) > early.saved_here(policy(0.4)))
    assert np.all(early.saved_here(policy(0.4)) > late.saved_here(policy(0.4)))
    none, half = early.spending(policy(0.0)), early.spending(policy(0.5))
    assert np.all(half > none) and np.all(none < 1)
    np.testing.assert_allclose(paying(P["world.payment_unserved_2019"]).spending(policy(0.0)), 1.0)
