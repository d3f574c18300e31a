"""Risks, early warnings and brakes: each risk fires on what should fire it, and a brake slows only what it names."""

import numpy as np
import pytest

from common.vocabulary import LEVERS, RISKS, TASKS
from model.city.regulator import CONSEQUENCES, Regulator
from model.city.risks import Measures, early_warning, herfindahl, risks, thresholds, volatility
from model.levers import policies
from model.levers.actions import Brake, Plan, Shop, TaskRun, VisaFree
from model.levers.channels import CHANNELS
from model.parameters import Parameters
from model.rolling import RollingYear
from tests.support.outside import StillCity, with_channel

TASKS_IN_FORCE = (TaskRun(start=120.0, tasks=("1.25", "1.29", "2.1"), ramp_months=0.0),)
QUIET = Measures(0.3, 0.1, 0.05, 0.12, 0.6, 0.2, 100.0, 4.0, 1.0, 0.0)
OVER = thresholds(Parameters().room("regulator"))


def regulated(**kwargs) -> StillCity:
    city = StillCity(**kwargs)
    city.regulator = Regulator(city)
    return city


def risk(city: StillCity, name: str) -> float:
    return float(city.regulator.risk[RISKS.index(name)])


def test_a_still_city_is_under_every_threshold():
    city = regulated()
    city.pass_months(24)
    assert np.all(city.regulator.risk >= 0) and city.regulator.risk.max() < 1
    assert np.all(city.regulator.warning == 0)
    assert city.regulator.results()["risk"].shape == (len(RISKS),)


@pytest.mark.parametrize(
    ("measure", "value", "name"),
    [("volatility", 1.0, "capital_flows"), ("short_term_share", 0.3, "capital_flows"),
     ("exit_rate", 0.2, "capital_flows"), ("herfindahl", 0.4, "concentration"),
     ("hong_kong_share", 0.97, "concentration"), ("supplier_share", 0.5, "concentration"), ("overstays", 1600.0, "overstay"),
     ("incidents", 15.0, "data"), ("crowding", 1.3, "crowding"), ("rent_rise", 0.12, "rents")],
)  # fmt: skip
def test_each_measure_alone_carries_its_risk_over_the_threshold(measure, value, name):
    loud = risks(QUIET._replace(**{measure: value}), OVER, 0.5)
    quiet = risks(QUIET, OVER, 0.5)
    place = RISKS.index(name)
    assert quiet[place] < 1 < loud[place]
    np.testing.assert_array_equal(np.delete(loud, place), np.delete(quiet, place))
    exactly = risks(QUIET._replace(**{measure: getattr(OVER, measure)}), OVER, 0.5)
    assert exactly[place] == pytest.approx(1.0)


def test_measures():
    assert volatility(np.full(12, 5.0)) == 0 and volatility(np.zeros(3)) == 0 and volatility(np.array([4.0])) == 0
    assert volatility(np.array([0.0, 2.0])) == pytest.approx(np.sqrt(2))
    assert herfindahl(np.ones(4)) == 0.25 and herfindahl(np.array([0.0, 3.0])) == 1 and herfindahl(np.zeros(2)) == 0


def test_early_warning_needs_two_months_or_a_trend():
    warn = lambda *rows: early_warning(np.array(rows, dtype=float)[:, None], 0.8, 0.5, 6)[0]  # noqa: E731
    assert not warn(0.9) and not warn(0.5, 0.9) and warn(0.9, 0.85) and not warn(0.9, 0.7)
    assert warn(0.55, 0.62, 0.70)  # crosses 1 within six months
    assert not warn(0.55, 0.56, 0.57) and not warn(0.1, 0.25, 0.4)  # too slow; too low
    assert not warn(0.79, 0.70, 0.60)


def test_concentrated_and_volatile_capital_is_seen():
    city = regulated()
    city.pass_months(12)
    one = city.usual["fdi_actual_use"]
    everything, nothing = np.zeros_like(one), np.zeros_like(one)
    everything[0, 0] = 12 * one.sum()

    def lumps(c):
        c.usual["fdi_actual_use"] = everything if c.clock.t % 12 == 0 else nothing

    city.pass_months(12, each=lumps)
    assert risk(city, "capital_flows") > 1 and risk(city, "concentration") > 1
    assert city.regulator.warning[RISKS.index("capital_flows")] == 1


def test_exits_are_entries_less_the_change_of_the_stock():
    city = regulated()

    def leave(c):
        c.usual["foreign_firms"] = c.usual["foreign_firms"] * 0.98 + c.usual["new_foreign_firms"]

    city.pass_months(13, each=leave)
    assert city.regulator.observe().exit_rate == pytest.approx(12 * 0.02, rel=0.15)
    assert risk(city, "capital_flows") > 1


def test_firms_leave_in_the_first_month_too():
    city = regulated()
    city.usual["foreign_firms"] = city.usual["foreign_firms"] - 5.0 / len(city.usual["foreign_firms"])
    city.pass_months(1)
    gone = city.usual["new_foreign_firms"].sum() + 5.0
    assert city.regulator._year.total("exits") == pytest.approx(12 * gone)


def test_overstays_follow_exemptions_and_leave_out_those_no_rule_concerns():
    held, observed = regulated(), regulated(national_visa_policy="observed")
    held.pass_months(36)
    observed.pass_months(36)
    assert risk(observed, "overstay") > 1.3 * risk(held, "overstay")
    home = regulated()
    foreign = np.isin(home.facts.origins, ["HKG", "MAC", "TWN"], invert=True)
    home.usual["visitors"] = home.usual["visitors"] * ~foreign[:, None]
    home.pass_months(12)
    assert risk(home, "overstay") == 0


def test_a_year_free_of_visas_is_still_a_rule_that_can_be_overstayed():
    """Only those whom no rule of 2022 concerned are left out, not who is let in for 365 days."""
    quarter, year = regulated(), regulated()
    for city, days in ((quarter, 90.0), (year, 365.0)):
        free = VisaFree(start=120.0, origins=("DEU", "USA"), stay_days=days, scope="national")
        city.policies = policies(city.setting, Plan(visa_facilitation=(free,)), city.facts, city.parameters)
    quarter.pass_months(12)
    year.pass_months(12)
    assert risk(year, "overstay") == pytest.approx(risk(quarter, "overstay")) and risk(year, "overstay") > 0


def test_rents_are_compared_with_a_year_ago():
    city = regulated()

    def dearer(c):
        c.usual["rent"] = c.usual["rent"] * 1.01

    city.pass_months(30, each=dearer)
    assert city.regulator.observe().rent_rise == pytest.approx(1.01**12 - 1)
    assert risk(city, "rents") > 1
    city.pass_months(6)
    assert city.regulator.observe().rent_rise == pytest.approx(1.01**6 - 1)


def test_crowding_is_that_of_the_most_crowded_zone():
    city = regulated()
    city.zones.streets.crowding[3] = 1.25
    city.pass_months(1)
    assert risk(city, "crowding") == pytest.approx(1.25)


def test_opening_to_data_brings_incidents_and_never_fewer():
    calm, opened = regulated(), regulated()
    with_channel(opened, "risk_control", -CHANNELS["risk_control"].cap)
    for _ in range(36):
        calm.pass_months(1)
        opened.pass_months(1)
        assert risk(opened, "data") >= risk(calm, "data")
    assert risk(opened, "data") > risk(calm, "data")


def test_risk_control_lowers_what_a_regulator_can_touch_and_nothing_that_agents_bring_about():
    loose, tight = regulated(), regulated()
    with_channel(tight, "risk_control", 0.4)
    loose.zones.streets.crowding[3] = tight.zones.streets.crowding[3] = 1.25
    loose.pass_months(24)
    tight.pass_months(24)
    seen, left = (city.regulator.observe()._asdict() for city in (loose, tight))
    for name in ("short_term_share", "overstays", "supplier_share"):
        assert left.pop(name) == pytest.approx(0.6 * seen.pop(name)), name
    assert left.pop("incidents") < seen.pop("incidents")
    assert left == seen and seen["crowding"] == 1.25


@pytest.mark.parametrize("task", ["5.7", "5.13"])
def test_a_task_that_lowers_one_risk_lowers_that_one_and_no_other(task):
    own = {"5.7": "data", "5.13": "capital_flows"}[task]
    usual, done = regulated(), regulated(tasks=(TaskRun(start=0.0, tasks=(task,), ramp_months=0.0),))
    usual.pass_months(36)
    done.pass_months(36)
    seen, left = usual.regulator.observe(), done.regulator.observe()
    measures = {"data": "incidents", "capital_flows": "short_term_share", "concentration": "supplier_share"}
    for risk_name, measure in measures.items():
        if risk_name == own:
            assert getattr(left, measure) < getattr(seen, measure) or measure == "incidents"
        else:
            assert getattr(left, measure) == getattr(seen, measure), measure


@pytest.mark.parametrize("word", CONSEQUENCES)
def test_a_risk_that_breaks_costs_what_it_rests_on_until_it_has_passed(word):
    city = regulated()
    usual, channel = city.policies[12], CONSEQUENCES[word]
    place = np.array(RISKS) == word
    costs = []
    for level in (0.99, 1.0, 1.5, 2.0, 3.0):
        city.regulator.risk = np.where(place, level, 0.5)
        costs.append(float(np.max(usual.channels[channel] - city.regulator.applied(usual).channels[channel])))
    assert costs[0] == costs[1] == 0 < costs[2] < costs[3] == costs[4]
    city.regulator.risk = np.where(place, 0.9, 0.5)
    assert city.regulator.applied(usual) is usual


def test_a_brake_holds_a_lever_to_its_share_and_half_of_half_is_half():
    rules = (VisaFree(start=120.0, origins=("DEU",), stay_days=30.0, scope="nanjing"),)
    shops = (Shop(start=120.0, zone="lukou", kind="departure", area_m2=800.0, quota_cny=8000.0),)
    city = regulated(
        visas=rules, shops=shops, brakes=(Brake(risk="overstay", slows=("visa_facilitation", "duty_free"), to=0.25),)
    )
    before = city.policies[12]
    assert city.regulator.applied(before) is before
    city.regulator.risk = np.where(np.array(RISKS) == "overstay", 1.2, 0.0)
    slowed = city.regulator.applied(before)
    germany = city.facts.origin_index["DEU"]

    def free_days(policy):
        return sum(rules.share * rules.visa_free_days_nanjing[germany] for rules in policy.entry)

    none = regulated().policies[12]
    assert sum(rules.share for rules in slowed.entry) == pytest.approx(1.0)
    assert free_days(slowed) == pytest.approx(free_days(none) + 0.25 * (free_days(before) - free_days(none)))
    assert slowed.shop_area_m2.sum() == pytest.approx(none.shop_area_m2.sum() + 0.25 * 800.0)
    assert slowed.pools == before.pools and slowed.task_strength is before.task_strength


def braked_city() -> StillCity:
    return regulated(tasks=TASKS_IN_FORCE, brakes=(Brake(risk="rents", slows=("1.25", "1.29"), to=0.3),))


def test_a_brake_slows_only_the_tasks_it_names_and_only_while_the_risk_is_over():
    city = braked_city()
    named = np.isin(TASKS, ["1.25", "1.29"])
    before = city.policies[12]
    assert city.regulator.applied(before) is before

    city.regulator.risk = np.where(np.array(RISKS) == "rents", 1.01, 0.0)
    slowed = city.regulator.applied(before)
    np.testing.assert_allclose(slowed.task_strength[named], 0.3 * before.task_strength[named])
    np.testing.assert_array_equal(slowed.task_strength[~named], before.task_strength[~named])
    assert before.task_strength[named].min() > 0 and before.task_strength[TASKS.index("2.1")] > 0
    assert float(slowed.channels["pool_quota"]) < float(before.channels["pool_quota"])
    np.testing.assert_allclose(slowed.task_cost[named], 0.3 * before.task_cost[named])
    saved = before.fiscal_cost - slowed.fiscal_cost
    assert saved[LEVERS.index("pilot_tasks")] == pytest.approx(before.task_cost[named].sum() * 0.7)
    assert np.count_nonzero(saved) == 1

    city.regulator.risk = np.where(np.array(RISKS) == "crowding", 5.0, 0.99)
    assert city.regulator.applied(before) is before


def test_a_brake_lets_go_when_the_risk_has_passed():
    city = braked_city()
    strength = []
    place = TASKS.index("1.25")

    def rents(c):
        strength.append(c.regulator.policy.task_strength[place])
        if c.clock.t < 14:
            c.usual["rent"] = c.usual["rent"] * 1.02

    city.pass_months(36, each=rents)
    full, strength = np.array([policy.task_strength[place] for policy in city.policies]), np.array(strength)
    held = strength < full
    assert full[9] == 1 and held[9:22].all() and not held[22:].any()  # rents stop rising in month 14
    np.testing.assert_allclose(strength[held], 0.3 * full[held])


def test_year_keeps_twelve_months_and_scales_up_shorter_ones():
    year = RollingYear()
    for month in range(5):
        year.write(month, {"flow": np.array([1.0, 2.0])})
        year.write(month, {"flow": np.array([1.0, 2.0])})  # a month written twice counts once
    assert len(year) == 5
    np.testing.assert_allclose(year.total("flow"), [12, 24])
    for month in range(5, 20):
        year.write(month, {"flow": np.array([float(month), 0.0])})
    assert len(year) == 12
    np.testing.assert_allclose(year.total("flow"), [sum(range(8, 20)), 0])
    np.testing.assert_allclose(year.mean("flow"), [sum(range(8, 20)) / 12, 0])
