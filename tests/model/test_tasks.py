"""The catalogue of pilot tasks, and what running tasks does to channels, costs and headline levers."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.vocabulary import CHAINS, DECIDERS, LEVERS, RISKS, SECTORS, TASK_TABLES, TASKS, ZONES
from model.facts import facts
from model.facts.months import month_index
from model.levers import lists, pilot_tasks
from model.levers.actions import (
    Conversion,
    LaunchSupport,
    Plan,
    RouteGrant,
    Shop,
    TaskRun,
    TaxRefund,
    TemporaryUse,
    VisaFree,
    WorkPermits,
)
from model.levers.catalogue import catalogue
from model.levers.channels import CHANNELS
from model.parameters import Parameters, declared

START = month_index(2023, 4)
FULL = np.ones(len(TASKS))
PUSHED = tuple(
    key for key in CHANNELS if any(push.channel == key for task in catalogue().values() for push in task.pushes)
)
"""Channels that tasks push; e-commerce acts by sellers, and goods_cost is left to risks and experiments."""
SHAPES = {"": (), "sector": (len(SECTORS),), "zone": (len(ZONES),), "risk": (len(RISKS),), "chain": (len(CHAINS),)}
LEVER_TASKS = {
    "1.16": "route_rights",
    "2.4": "mixed_land_use",
    "2.10": "mixed_land_use",
    "5.1": "visa_facilitation",
    "6.2": "route_rights",
    "6.18": "duty_free",
}
FIELDS_OF_TABLE_1 = {
    "technology": (1, 9),
    "professional": (10, 13),
    "business": (14, 15),
    "logistics": (16, 16),
    "education": (17, 19),
    "finance": (20, 29),
    "health": (30, 38),
    "telecom": (39, 46),
    "culture": (47, 48),
    "legal": (49, 50),
}
FIELDS_OF_OTHER_TABLES = {
    "2": {"integration_base": (1, 3), "integration_paths": (4, 8), "integration_setting": (9, 13)},
    "3": {"jiangbei": (1, 2), "software_valley": (3, 4), "culture_belt": (5, 6), "xinjiekou_fuzimiao": (7, 8)},
    "4": {"administration": (1, 6), "facilitation": (7, 12), "rules": (13, 17)},
    "5": {"talent": (1, 5), "data": (6, 12), "financial_risk": (13, 16)},
    "6": {"hub": (1, 6), "industry": (7, 12), "exchange": (13, 17), "supply": (18, 22), "institutions": (23, 25)},
}
strength_arrays = st.lists(st.floats(0, 1), min_size=len(TASKS), max_size=len(TASKS)).map(np.array)


def one(task: str, strength: float = 1.0) -> np.ndarray:
    """Strengths with a single task."""
    return np.where(np.array(TASKS) == task, strength, 0.0)


def run(*tasks: str, **facts: object) -> TaskRun:
    """A run from April 2023."""
    return TaskRun(**{"tasks": tasks, "start": float(START), **facts})


# the catalogue


def test_every_task_of_the_plan_and_of_the_strategy_is_there_once_and_in_order():
    assert tuple(catalogue()) == TASKS
    sizes = {table: sum(task.table == table for task in catalogue().values()) for table in TASK_TABLES}
    assert sizes == {1: 50, 2: 13, 3: 8, 4: 17, 5: 16, 6: 25} and sum(sizes.values()) - sizes[6] == 104


def test_tasks_stand_in_the_fields_of_the_plan():
    expected = {
        f"{table}.{number}": field
        for table, fields in {"1": FIELDS_OF_TABLE_1, **FIELDS_OF_OTHER_TABLES}.items()
        for field, (first, last) in fields.items()
        for number in range(first, last + 1)
    }
    assert {task.id: task.field for task in catalogue().values()} == expected
    names = {(task.field, task.field_en, task.field_zh) for task in catalogue().values()}
    assert len(names) == len(set(expected.values()))


def test_the_zones_of_table_3_are_those_the_plan_names():
    zones = {task.id: task.zones for task in catalogue().values() if task.table == 3}
    assert zones == {f"3.{k}": (catalogue()[f"3.{k}"].field,) for k in range(1, 9)}


def test_each_task_acts_or_is_a_lever_or_says_why_not():
    for task in catalogue().values():
        assert [bool(task.pushes), bool(task.lever), bool(task.no_effect_reason_en)].count(True) == 1, task.id
    assert {task.id: task.lever for task in catalogue().values() if task.lever} == LEVER_TASKS


def test_words_are_of_their_lists_and_amounts_within_the_cap():
    for task in catalogue().values():
        assert set(task.sectors) <= set(SECTORS) and set(task.zones) <= set(ZONES)
        assert task.decided_by in DECIDERS and task.evidence in "ABCD"
        for push in task.pushes:
            channel = CHANNELS[push.channel]
            assert 0 < abs(push.amount) <= channel.cap, task.id
            assert set(push.places) <= set(
                {"": (), "sector": SECTORS, "zone": ZONES, "risk": RISKS, "chain": CHAINS}[channel.axis]
            )
            assert bool(push.places) == bool(channel.axis)


def test_every_number_has_a_source_and_every_assumption_a_reason():
    for task in catalogue().values():
        texts = [task.source, task.timing_source, task.cost_source, *(push.source for push in task.pushes)]
        for text in texts:
            before, assumed, reason = text.partition("assumption:")
            assert len((reason if assumed else before).strip()) > 15, (task.id, text)
        assert task.timing_source.startswith("assumption:") and task.cost_source.startswith("assumption:")


def test_summaries_are_in_both_languages_and_no_two_are_the_same():
    english = [task.en for task in catalogue().values()]
    chinese = [task.zh for task in catalogue().values()]
    assert len(set(english)) == len(set(chinese)) == len(TASKS)
    assert all(text.isascii() and len(text) > 20 for text in english)
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in text) and len(text) > 9 for text in chinese)


@pytest.mark.parametrize(
    ("task", "channel", "place"),
    [
        ("1.1", "research_rights", None),
        ("1.11", "recognition", "logistics"),
        ("1.18", "family_services", None),
        ("1.29", "pool_quota", None),
        ("1.41", "equity_cap", "telecom"),
        ("1.47", "licensing", "culture"),
        ("1.49", "market_access", "legal"),
        ("2.7", "integration", None),
        ("3.7", "consumption", None),
        ("3.7", "consumption", None),
        ("4.2", "licensing", "other"),
        ("4.10", "cross_border", "education"),
        ("4.17", "complaints", None),
        ("5.14", "risk_control", "capital_flows"),
        ("6.14", "events", None),
        ("6.3", "home_airline", None),
        ("6.16", "promotion", None),
    ],
)
def test_what_a_task_is_about_is_what_it_pushes(task, channel, place):
    pushed = felt(one(task))
    axis = {"sector": SECTORS, "zone": ZONES, "risk": RISKS, "chain": CHAINS}.get(CHANNELS[channel].axis)
    reached = pushed[channel] if axis is None else pushed[channel][axis.index(place)]
    assert reached > 0


def test_the_license_of_qualifications_leaves_out_law_as_the_plan_does():
    pushed = pilot_tasks.push(one("1.10") + one("1.11"))["recognition"]
    assert pushed[SECTORS.index("legal")] == 0 and pushed[SECTORS.index("professional")] > 0


# strengths and costs


def test_a_task_waits_for_its_delay_then_rises_in_a_straight_line_to_its_strength():
    task = catalogue()["1.2"]
    assert (task.delay_months, task.ramp_months) == (6, 18)
    path = [pilot_tasks.strengths((run("1.2", strength=0.8),), START + k)[TASKS.index("1.2")] for k in range(30)]
    assert path[:6] == [0.0] * 6
    assert path[6:24] == pytest.approx([0.8 * (k + 0.5) / 18 for k in range(18)])
    assert path[24:] == pytest.approx([0.8] * 6)


def test_the_ramp_of_the_run_goes_before_that_of_the_catalogue():
    at = [pilot_tasks.strengths((run("1.2", ramp_months=0),), START + k)[TASKS.index("1.2")] for k in (5, 6, 7)]
    assert at == [0, 1, 1]


def test_part_of_a_month_counts_pro_rata():
    mid = run("4.1", start=START + 0.25, end=START + 10.5, ramp_months=0.0)
    delay = int(catalogue()["4.1"].delay_months)
    path = [pilot_tasks.strengths((mid,), START + k)[TASKS.index("4.1")] for k in (delay, delay + 1, 10, 11)]
    assert path == pytest.approx([0.75, 1.0, 0.5, 0.0])


def test_of_several_runs_the_largest_counts():
    weak, strong = run("4.1", strength=0.3, ramp_months=0), run("4.1", strength=0.7, ramp_months=0)
    both = [pilot_tasks.strengths(pair, START + 6)[TASKS.index("4.1")] for pair in ((weak, strong), (strong, weak))]
    assert both == [0.7, 0.7]


def test_an_unknown_task_is_an_error():
    with pytest.raises(KeyError):
        pilot_tasks.strengths((run("1.51"),), START)


def test_effort_is_paid_for_before_it_has_any_effect():
    runs = (run("3.2"),)
    assert pilot_tasks.strengths(runs, START + 5).sum() == 0 < pilot_tasks.efforts(runs, START + 5).sum()
    late = START + 100
    np.testing.assert_allclose(pilot_tasks.strengths(runs, late), pilot_tasks.efforts(runs, late))


def test_a_year_at_full_strength_costs_what_the_catalogue_says():
    yearly = [task.cost_cny_mn_a_year for task in catalogue().values()]
    np.testing.assert_allclose(12 * pilot_tasks.cost(FULL), yearly)
    np.testing.assert_allclose(pilot_tasks.cost(0.5 * FULL), 0.5 * pilot_tasks.cost(FULL))


@given(
    st.lists(
        st.tuples(st.sampled_from(TASKS), st.floats(0, 40), st.floats(0, 60), st.floats(0, 30), st.floats(0, 1)),
        max_size=5,
    ),
    st.integers(0, 80),
)
@settings(max_examples=60)
def test_strengths_stay_between_nothing_and_the_strength_of_the_run(listed, later):
    runs = tuple(
        run(task, start=START + begin, end=START + begin + length, ramp_months=ramp, strength=strength)
        for task, begin, length, ramp, strength in listed
    )
    reached = pilot_tasks.strengths(runs, START + later)
    most = np.array([max((r.strength for r in runs if task in r.tasks), default=0.0) for task in TASKS])
    assert (reached >= 0).all() and (reached <= most).all()
    assert (reached <= pilot_tasks.efforts(runs, START + later) + 1e-12).all()


# pushes

COSTLY = np.isin(TASKS, [task.id for task in catalogue().values() if any(push.amount < 0 for push in task.pushes)])


def felt(strength, p=None):
    """What is pushed, where a second axis is told apart for the word that gets most."""
    pushed, narrow = pilot_tasks.push(strength, p), pilot_tasks.narrow_push(strength, p)
    return {key: value + (narrow[key].max(axis=-1) if key in narrow else 0.0) for key, value in pushed.items()}


def test_no_task_no_push():
    for key, pushed in pilot_tasks.push(0 * FULL).items():
        assert pushed.shape == SHAPES[CHANNELS[key].axis] and (pushed == 0).all()


@given(strength_arrays, st.integers(0, 2**32))
@settings(max_examples=40)
def test_caps_are_never_passed(strength, seed):
    p = Parameters.drawn(seed)
    pushed = pilot_tasks.push(strength, p)
    assert list(pushed) == list(CHANNELS)
    for key, value in pushed.items():
        assert (abs(value) < p[f"pilot_tasks.cap.{key}"]).all()


@given(strength_arrays, strength_arrays)
@settings(max_examples=40)
def test_more_of_any_task_that_costs_nobody_never_reduces_a_push(first, second):
    more, less = np.maximum(first, second) * ~COSTLY, first * ~COSTLY
    stronger, weaker = felt(more), felt(less)
    assert all((stronger[key] >= weaker[key]).all() for key in CHANNELS)


def test_a_second_task_brings_less_than_it_would_alone():
    alone = pilot_tasks.push(one("1.22"))["green_credit"], pilot_tasks.push(one("1.23"))["green_credit"]
    together = pilot_tasks.push(one("1.22") + one("1.23"))["green_credit"]
    assert max(alone) < together < sum(alone)
    amount, cap = sum(catalogue()[task].pushes[0].amount for task in ("1.22", "1.23")), CHANNELS["green_credit"].cap
    assert together == pytest.approx(cap * (1 - math.exp(-amount / cap)))


def test_a_task_reaches_its_own_sectors_and_no_other():
    pushed = felt(one("1.49"))["market_access"]
    assert np.flatnonzero(pushed).tolist() == [SECTORS.index("legal")]
    assert (pilot_tasks.push(one("4.15"))["market_access"] > 0).all()


def test_swapping_two_tasks_changes_what_is_pushed():
    acting = [task for task in TASKS if catalogue()[task].pushes]
    pushed = {
        task: [*pilot_tasks.push(one(task)).values(), *pilot_tasks.narrow_push(one(task)).values()] for task in acting
    }
    traces = {task: tuple(value.tobytes() for value in made) for task, made in pushed.items()}
    assert len(set(traces.values())) == len(traces)


def test_the_whole_plan_nears_the_caps_without_swamping_them():
    plan_only = np.array([not task.startswith("6.") for task in TASKS], dtype=float)
    for strength, highest in ((plan_only, 0.75), (FULL, 0.80)):
        most = {key: channel.cap * np.array(1.0) for key, channel in CHANNELS.items()}
        most |= {key: CHANNELS[key].cap * lists.worth(key).sum(axis=0) for key in lists.LISTED}
        pushed_by_all = felt(strength)
        share = {key: float(np.max(np.abs(pushed_by_all[key]) / most[key])) for key in PUSHED}
        assert max(share.values()) < highest
    # Institutions have capacities stated case by case, investment companies a threshold: their caps are no yardstick.
    pushed = [value for key, value in share.items() if CHANNELS[key].acts_on != "institutions"]
    assert np.median(pushed) > 1 / 3 and min(share.values()) > 0


def test_a_channel_that_is_larger_pushes_more_and_each_size_is_read():
    plain, p = felt(FULL), Parameters({f"pilot_tasks.size.{key}": 1.5 for key in CHANNELS})
    larger = felt(FULL, p)
    assert p.read == {f"pilot_tasks.{what}.{key}" for what in ("size", "cap") for key in CHANNELS}
    higher = felt(FULL, Parameters({f"pilot_tasks.cap.{key}": 1.2 * CHANNELS[key].cap for key in CHANNELS}))
    assert all(np.max(np.abs(higher[key])) > np.max(np.abs(plain[key])) for key in PUSHED)
    assert all(np.max(np.abs(larger[key])) > np.max(np.abs(plain[key])) for key in PUSHED)
    neutral = felt(FULL, Parameters())
    assert all((neutral[key] == plain[key]).all() for key in CHANNELS)


# tasks that are headline levers


def test_tasks_that_are_levers_push_no_channel():
    strength = sum(one(task) for task in LEVER_TASKS)
    assert all((value == 0).all() for value in pilot_tasks.push(strength).values())


def test_a_lever_task_sets_its_lever_with_a_typical_action():
    plan = pilot_tasks.with_implied_actions(Plan(pilot_tasks=(run(*LEVER_TASKS),)))
    kinds = {lever: {type(action) for action in getattr(plan, lever)} for lever in LEVERS[:-1] if getattr(plan, lever)}
    assert kinds == {
        "route_rights": {RouteGrant},
        "visa_facilitation": {WorkPermits},
        "duty_free": {Shop},
        "mixed_land_use": {Conversion, TemporaryUse},
    }
    third, fifth = plan.route_rights
    assert (third.freedom, third.via, fifth.freedom) == ("third_fourth", None, "fifth")
    assert fifth.via is not None and fifth.via not in fifth.origins
    assert all(sum(site.mix.values()) == pytest.approx(1) for site in plan.mixed_land_use)
    assert min(permit.processing_days for permit in plan.visa_facilitation) == 13
    assert all(permit.residence_years == 0 for permit in plan.visa_facilitation)  # days only


def test_typical_actions_name_origins_zones_and_uses_that_exist():
    from common.vocabulary import SHOPS, USES

    made = pilot_tasks.implied_actions((run(*LEVER_TASKS),))
    named = {origin for grant in made["route_rights"] for origin in (*grant.origins, *filter(None, [grant.via]))}
    assert named <= set(facts().origins)
    assert all(site.zone in ZONES and {site.use, *site.mix} <= set(USES) for site in made["mixed_land_use"])
    assert all(shop.zone in ZONES and shop.kind in SHOPS for shop in made["duty_free"])


OWN_KINDS = {
    "third and fourth freedom": (
        "route_rights",
        RouteGrant(start=float(START), origins=("SGP",), weekly_frequencies=7.0),
        {"1.16"},
    ),
    "fifth freedom": (
        "route_rights",
        RouteGrant(start=float(START), origins=("DEU",), via="ARE", weekly_frequencies=7.0, freedom="fifth"),
        {"6.2"},
    ),
    "launch support": ("route_rights", LaunchSupport(start=float(START), origins=("SGP",), cny_per_seat=100.0), set()),
    "visa-free stay": (
        "visa_facilitation",
        VisaFree(start=float(START), origins=("FRA",), stay_days=15.0, scope="nanjing"),
        set(),
    ),
    "work permits": (
        "visa_facilitation",
        WorkPermits(start=float(START), processing_days=10.0, residence_years=5.0),
        {"5.1"},
    ),
    "refund": ("duty_free", TaxRefund(start=float(START), rate=0.11, minimum_cny=200.0), set()),
    "shop": (
        "duty_free",
        Shop(start=float(START), zone="lukou", kind="departure", area_m2=500.0, quota_cny=8000.0),
        {"6.18"},
    ),
    "conversion": (
        "mixed_land_use",
        Conversion(
            start=float(START),
            zone="lukou",
            hectares=5.0,
            plot_ratio=1.0,
            use="industry",
            mix={"hotel": 1.0},
            build_months=9,
        ),
        {"2.10"},
    ),
}


@pytest.mark.parametrize("own", OWN_KINDS)
@pytest.mark.parametrize("task", LEVER_TASKS)
def test_a_lever_task_sets_only_kinds_of_action_that_the_plan_leaves_alone(task, own):
    lever, action, kept_out = OWN_KINDS[own]
    plan = Plan(pilot_tasks=(run(task),), **{lever: (action,)})
    made = pilot_tasks.with_implied_actions(plan)
    reason = pilot_tasks.why_idle(task, plan)
    if task in kept_out:
        assert made == plan and reason.kind == "set_itself"
    else:
        alone = pilot_tasks.with_implied_actions(replace(plan, **{lever: ()}))
        added = len(getattr(made, LEVER_TASKS[task])) - (lever == LEVER_TASKS[task])
        assert getattr(made, lever)[0] == action and reason is None
        assert added == len(getattr(alone, LEVER_TASKS[task])) == 1


def test_strength_moves_from_the_value_in_force_toward_the_full_one():
    half, full = (dict(pilot_tasks.implied_actions((run(*LEVER_TASKS, strength=s),))) for s in (0.5, 1.0))
    assert half["route_rights"][0].weekly_frequencies == full["route_rights"][0].weekly_frequencies / 2
    assert half["duty_free"][0].area_m2 == full["duty_free"][0].area_m2 / 2
    assert half["duty_free"][0].quota_cny == full["duty_free"][0].quota_cny
    permits, more = half["visa_facilitation"][0], full["visa_facilitation"][0]
    in_force = declared()["levers.permit_days_2022"].default
    assert more.processing_days < permits.processing_days == (in_force + more.processing_days) / 2
    assert pilot_tasks.implied_actions((run(*LEVER_TASKS, strength=0.0),)) == {}


def test_the_action_begins_after_the_delay_ends_with_the_run_and_is_known_with_it():
    delay = catalogue()["1.16"].delay_months
    (grant,) = pilot_tasks.implied_actions((run("1.16", end=START + 20.0, announced=START - 2.0),))["route_rights"]
    assert (grant.start, grant.end, grant.known_from) == (START + delay, START + 20.0, START - 2.0)
    assert pilot_tasks.implied_actions((run("1.16", end=START + delay),)) == {}


def test_runs_of_one_lever_task_hold_in_turn_and_never_add_up():
    runs = (run("1.16", strength=0.4), run("1.16", start=START + 10.0, end=START + 20.0, strength=0.9))
    grants = pilot_tasks.implied_actions(runs)["route_rights"]
    for month in range(START, START + 40):
        granted = sum(grant.weekly_frequencies * grant.share_of(month) for grant in grants)
        strength = pilot_tasks.strengths(runs, month)[TASKS.index("1.16")]
        assert granted == pytest.approx(14 * strength)
    land = pilot_tasks.implied_actions(tuple(replace(one_run, tasks=("2.10",)) for one_run in runs))["mixed_land_use"]
    assert len(land) == 1 and land[0].start == START + 10 + catalogue()["2.10"].delay_months


def test_decisions_of_the_nation_stay_so_under_another_name():
    (grant,) = pilot_tasks.implied_actions((run("1.16"),))["route_rights"]
    (permit,) = pilot_tasks.implied_actions((run("5.1", decided_by="province"),))["visa_facilitation"]
    assert (grant.decided_by, permit.decided_by) == ("national", "province")
    kept = pilot_tasks.city_part((run("1.16", "4.2", "1.29"), run("1.25"), run("4.3", decided_by="national")))
    assert [one_run.tasks for one_run in kept] == [("4.2",)]


# reasons


def test_tasks_without_effect_say_why_in_both_languages():
    silent = {task for task in TASKS if pilot_tasks.why_idle(task)}
    assert silent == {task.id for task in catalogue().values() if not task.pushes and not task.lever}
    for task in silent:
        reason = pilot_tasks.why_idle(task)
        assert reason.en != reason.zh and len(reason.en) > 30 and "\u4e00" <= reason.zh[0] <= "\u9fff"


def test_why_a_task_does_nothing_in_a_plan():
    grant = RouteGrant(start=float(START), origins=("SGP",), weekly_frequencies=7.0)
    plan = Plan(route_rights=(grant,), pilot_tasks=(run("1.16", "4.2", "1.27", end=START + 12.0),))
    assert "route rights" in pilot_tasks.why_idle("1.16", plan).en.lower()
    assert pilot_tasks.why_idle("1.16", replace(plan, route_rights=())) is None
    assert pilot_tasks.why_idle("4.2", plan) is None
    assert "not carry" in pilot_tasks.why_idle("4.3", plan).en
    short = Plan(pilot_tasks=(run("1.27", end=START + 8.0),))
    assert "9 months" in pilot_tasks.why_idle("1.27", short).en
    assert pilot_tasks.why_idle("1.27", plan, until=START + 8.0) is None  # investors count on what comes later
    with pytest.raises(KeyError):
        pilot_tasks.why_idle("7.1")
