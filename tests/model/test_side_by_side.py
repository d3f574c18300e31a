"""Plans that share a city until they part: nothing of that shows in what each of them brings."""

import dataclasses

import numpy as np

from common.vocabulary import RISKS, WORLD_DEFAULTS
from model.draws import Draws, member_seed
from model.levers.actions import Brake, LaunchSupport, Plan, TaxRefund
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from model.side_by_side import SideBySide
from tests.support.whole_model import START, differing, full_plan

SETTING = Setting(start=START, months=5, scale=0.005, world=WORLD_DEFAULTS)
REFUND = Plan(duty_free=(TaxRefund(start=START + 3, rate=0.2, minimum_cny=1.0),))
SUPPORT = LaunchSupport(start=START + 1, end=START + 5, cny_per_seat=400.0, origins=("DEU",))


def begun(*plans, setting=SETTING):
    luck = Draws(member_seed(7, 3))
    cities = SideBySide(setting, plans, Parameters.drawn(luck.seed), luck)
    cities.begin()
    return cities


def parted_in(*plans, risk=0.0):
    """The month in which the second of two plans leaves the first, None if never; risks stay at a level."""
    cities = begun(*plans, setting=dataclasses.replace(SETTING, months=3))
    for month in range(3):
        cities.city(0).regulator.risk = np.full(len(RISKS), risk)
        cities.courses = [part for course in cities.courses for part in cities._parted(course)]
        if len(cities.courses) == 2:
            return month
        cities.city(0).clock.advance()
    return None


def test_each_plan_brings_to_the_last_bit_what_it_brings_by_itself():
    plans = Plan(), full_plan(), REFUND
    cities, cities_at = begun(*plans), []
    for _ in range(SETTING.months):
        cities.step()
        cities_at.append(len(cities.courses))
    assert cities_at[0] == 1 and cities_at[-1] == 3, "they share a city, and part"
    for place, plan in enumerate(plans):
        luck = Draws(member_seed(7, 3))
        alone = PilotModel(SETTING, plan, Parameters.drawn(luck.seed), luck)
        assert not differing(cities.city(place).run(), alone.run())
        alone.free()
    cities.free()


def test_plans_part_when_rules_differ_when_support_runs_and_when_a_brake_acts():
    supported = Plan(route_rights=(SUPPORT,))
    longer = Plan(route_rights=(dataclasses.replace(SUPPORT, end=START + 9),))
    braked = Plan(brakes=(Brake(risk="data", slows=("1.1",), to=0.5),))
    assert parted_in(Plan(), Plan(duty_free=(dataclasses.replace(REFUND.duty_free[0], start=START + 2),))) == 2
    assert parted_in(supported, longer) == 1, "airlines look at the end of the support"
    refund = dataclasses.replace(supported, duty_free=(dataclasses.replace(REFUND.duty_free[0], start=START + 2),))
    assert parted_in(supported, refund) == 2, "support that is the same for both parts nobody"
    assert parted_in(Plan(), braked, risk=1.1) == 0
    assert parted_in(Plan(), braked, risk=0.9) is None
    later = [dataclasses.replace(plan, history=Plan(), since=START + 2) for plan in (Plan(), braked)]
    assert parted_in(*later, risk=1.1) == 2, "in the months of history it does not act"
