"""What policy costs by what people do: support that firms take, permits, visa fees forgone, talks, inspected shops."""

import dataclasses

import pytest

from common.vocabulary import LEVERS, TASKS
from model.levers.actions import EasierVisa, Plan, RouteGrant, Shop, TaskRun, VisaFree, WorkPermits
from model.levers.pilot_tasks import amounts_by_task
from model.visitors.getting_in import DIRECT, VIA_HUB
from tests.support.whole_model import OPEN, START, pilot
from tests.support.worlds import months_of

ZONES_TASKS = ("3.3", "3.7")


def plan_of(strength=1.0, **levers):
    """Zone programmes at a strength from the first month on, with other levers besides."""
    return Plan(
        pilot_tasks=(TaskRun(start=START - 60, tasks=ZONES_TASKS, strength=strength, ramp_months=0.0),), **levers
    )


@pytest.fixture(scope="module")
def city():
    """A model in its third month, under zone programmes, visa rules and shops."""
    model = pilot(plan_of(), months=3, **OPEN)
    model.run()
    yield model
    model.free()


def paid(model, policy):
    """Cost by lever, by task and by zone under a policy, the city as it stands."""
    costs = model.public_cost.of_part(policy)
    return dict(zip(LEVERS, costs["fiscal_cost"], strict=True)), costs["task_cost"], costs["zone_support"]


def under(plan):
    """The third month's policy of a plan."""
    return months_of(plan, 3, **OPEN)[-1]


def test_support_is_paid_to_takers_by_the_tasks_that_offer_it(city):
    by_lever, by_task, by_zone = paid(city, city.policies[-1])
    assert by_lever["pilot_tasks"] == pytest.approx(by_task.sum()) == pytest.approx(by_zone.sum())
    assert {task for task, cost in zip(TASKS, by_task, strict=True) if cost > 0} == set(ZONES_TASKS)
    half, *_ = paid(city, under(plan_of(0.5)))
    assert 0.5 * by_lever["pilot_tasks"] <= half["pilot_tasks"] < 0.56 * by_lever["pilot_tasks"], "sums saturate"
    assert not any(paid(city, under(Plan()))[0].values())
    assert amounts_by_task("zone_attraction")[TASKS.index("1.1")].sum() == 0


def test_support_follows_the_firms_that_come(city):
    before, _, _ = paid(city, city.policies[-1])
    firms = city.firms.firms
    new = firms["licence"] > city.clock.start - 1
    kept = {name: firms[name].copy() for name in ("desks", "done")}
    assert new.any()
    firms["done"][new] = firms["number"][new]
    settled, _, _ = paid(city, city.policies[-1])
    firms["desks"][new] *= 2
    doubled, _, _ = paid(city, city.policies[-1])
    for name, column in kept.items():
        firms[name][:] = column
    added = settled["pilot_tasks"] - before["pilot_tasks"]
    assert 0 < added < before["pilot_tasks"]
    assert doubled["pilot_tasks"] - settled["pilot_tasks"] >= added


def test_visas_and_permits_cost_fees_and_work(city):
    free = VisaFree(start=START, origins=("USA", "DEU"), stay_days=15.0, scope="nanjing")
    half = dataclasses.replace(free, start=START + 2.5)
    kept, city.visitors.visa_free = city.visitors.visa_free, city.visitors.visitors.sum(axis=1) / 2
    whole, part = (paid(city, under(Plan(visa_facilitation=(rule,))))[0]["visa_facilitation"] for rule in (free, half))
    city.visitors.visa_free = kept
    assert 0 < part == pytest.approx(whole / 2)
    cheap, cheaper = (
        paid(
            city,
            under(Plan(visa_facilitation=(EasierVisa(start=START, origins=("USA",), scope="nanjing", fee_usd=fee),))),
        )[0]
        for fee in (25.0, 0.0)
    )
    assert 0 < 2 * cheap["visa_facilitation"] == pytest.approx(cheaper["visa_facilitation"])
    slow, quick = (
        paid(
            city, under(Plan(visa_facilitation=(WorkPermits(start=START, processing_days=days, residence_years=1.5),)))
        )[0]
        for days in (15.0, 10.0)
    )
    assert 0 < 2 * slow["visa_facilitation"] == pytest.approx(quick["visa_facilitation"])


def test_no_fee_is_forgone_of_who_pays_none_or_cannot_have_the_offer(city):
    """The city's own offer is for those who enter at Lukou; a visitor free of visas by any rule pays no fee."""
    here, anywhere = (
        under(Plan(visa_facilitation=(EasierVisa(start=START, origins=("USA",), scope=scope, fee_usd=0.0),)))
        for scope in ("nanjing", "national")
    )
    usa, visitors, p = city.facts.origin_index["USA"], city.visitors, city.parameters
    all_cost, local_cost = (paid(city, rules)[0]["visa_facilitation"] for rules in (anywhere, here))
    paying = visitors.visitors[usa].sum() - visitors.visa_free[usa]
    at_lukou = visitors.by_way[usa, DIRECT] + p["travel.hub_abroad_share"] * visitors.by_way[usa, VIA_HUB]
    at_lukou -= visitors.visa_free_at_lukou[usa]
    assert local_cost / all_cost == pytest.approx(at_lukou / paying) and at_lukou < paying
    forgone = p["desks.would_have_come"] * p["visitors.visa_fee_usd"] * paying * city.world.exchange_rate / 1e6
    assert all_cost == pytest.approx(forgone)
    kept = visitors.visa_free.copy()
    visitors.visa_free[usa] = visitors.visitors[usa].sum()
    assert paid(city, anywhere)[0]["visa_facilitation"] == pytest.approx(0)
    visitors.visa_free = kept


def test_shops_are_inspected_by_their_area(city):
    one = Shop(start=START, zone="lukou", kind="departure", area_m2=1000.0, quota_cny=8000.0)
    cost = [paid(city, under(Plan(duty_free=(one,) * count)))[0]["duty_free"] for count in (0, 1, 2)]
    assert cost[0] == 0 < cost[1] and cost[2] == pytest.approx(2 * cost[1])


def test_talks_cost_by_partner_and_round_and_half_and_half_make_one():
    def talks(*grants):
        place = LEVERS.index("route_rights")
        return sum(policy.fiscal_cost[place] for policy in months_of(Plan(route_rights=grants), 30))

    grant = RouteGrant(start=START, origins=("DEU",), freedom="third_fourth", weekly_frequencies=14.0, via=None)
    half = dataclasses.replace(grant, weekly_frequencies=7.0)
    one = talks(grant)
    assert one == pytest.approx(0.5)
    assert talks(half, half) == pytest.approx(one)
    assert talks(grant, dataclasses.replace(grant, start=START + 6.5)) == pytest.approx(2 * one)
    stop = dataclasses.replace(grant, freedom="fifth", via="ARE", origins=("DEU", "FRA"))
    assert talks(stop) == pytest.approx(3 * one)
