"""What must hold for every lever before anyone acts on it: order, parts, repeats, worse rules, more, dates, places.

Each test compares the policies of two plans, month by month; the whole model is compared in ``test_runs.py``.
"""

import functools
import itertools
import math

import numpy as np
import pytest

from model.levers.actions import Plan
from model.rules.business import FinanceRules
from model.rules.places import PlacesInForce
from tests.metamorphic.lever_kinds import COMMON, KINDS, ORIGINS, action, offers, plan, taken
from tests.support.worlds import START, months_of

ALL = tuple(KINDS)
BY_ORIGIN = tuple(kind for kind in KINDS if "origins" in vars(action(kind)))
INDEPENDENT = tuple(kind for kind in KINDS if KINDS[kind].by_origin)
BEST = tuple(kind for kind in KINDS if not KINDS[kind].adds_up)
SUMS = ("rights", "hectares", "shop area", "fifth freedom")
ENDING = tuple(kind for kind in KINDS if KINDS[kind].ends)
QUICK_TASKS = 12
"""Months after which the tasks looked at have taken effect."""


def side_by_side(kinds: tuple[str, ...]) -> pytest.MarkDecorator:
    """Kinds in groups with at most one of each lever, which does not change what others offer: as good as each alone.

    A task that is a lever is alone: it gives way to actions of that lever, as ``model.levers.other_names`` says.
    """
    by_lever: dict[str, list[str]] = {}
    for kind in kinds:
        by_lever.setdefault(kind if kind == "task that is a lever" else KINDS[kind].lever, []).append(kind)
    alone = by_lever.pop("task that is a lever", ())
    groups = [tuple(filter(None, group)) for group in itertools.zip_longest(*by_lever.values())]
    return pytest.mark.parametrize("group", [*groups, *([(kind,) for kind in alone])], ids="+".join)


def test_groups_hold_every_kind_and_none_two_of_a_lever():
    groups = side_by_side(ALL).args[1]
    assert sorted(itertools.chain(*groups)) == sorted(ALL)
    assert all(len({KINDS[kind].lever for kind in group}) == len(group) for group in groups)


@functools.cache
def nothing_offered(months: int = QUICK_TASKS, **about) -> dict[str, np.ndarray]:
    """What is offered when nothing is done."""
    return offers(Plan(), months, **about)


def of_group(group, *about, **more) -> Plan:
    """A plan with an action of each kind of a group, all alike."""
    return plan(*(action(kind, *about, **more) for kind in group))


def same(one, other, tolerance=1e-12):
    """Whether two plans offer the same, number by number."""
    assert set(one) == set(other)
    for name in one:
        if not np.array_equal(one[name], other[name]):  # which is much quicker
            np.testing.assert_allclose(one[name], other[name], rtol=tolerance, atol=1e-12, err_msg=name)


def no_less(more, less):
    """Whether nothing that is offered is less."""
    for name in more:
        assert np.all(more[name] >= less[name] - 1e-9), name


def moves(done):
    """Whether anything is offered that would not be without."""
    nothing = nothing_offered()
    return any(np.any(done[name] != nothing[name]) for name in done)


def offered_by(kind: str) -> set[str]:
    """What a kind of action may move: all that its lever offers."""
    own = {
        "route_rights": {"rights", "support"},
        "visa_facilitation": {
            "visa_free_days_national", "visa_free_days_nanjing", "transit_hours_shanghai", "transit_hours_nanjing",
            "years per day of permit", "quickness of permits", "ease of visas",
        },
        "duty_free": {"shop area", "shop quota", "refund"},
        "mixed_land_use": {"floor space built"},
        "events_and_campaigns": {"events", "venues", "campaigns"},
        "consumption": {"shops and sellers"},
        "digital_trade": {"data cases", "data speed", "data freed", "computing", "lines", "data traded"},
        "science": {"science", "institutes"},
        "places": set(PlacesInForce._fields),
        "institutions": {"headquarters asked less", "headquarters rewards", "institutions", "offshore trade"},
        "freight": {"freight"},
        "industrial_chains": {name for name in nothing_offered() if name.startswith("chains: ")},
        "cross_border_finance": set(FinanceRules._fields),
        "pilot_tasks": {"task strength", *(name for name in nothing_offered() if name.startswith("channel "))},
    }[KINDS[kind].lever]  # fmt: skip
    return (
        own | {"rights", "years per day of permit", "quickness of permits"} if kind == "task that is a lever" else own
    )


def test_the_order_of_actions_is_of_no_account():
    everything = [action(kind, 0.4 + 0.02 * k, start=k % 3) for k, kind in enumerate(ALL)]
    forwards, backwards = (offers(plan(*actions), 10) for actions in (everything, everything[::-1]))
    same(forwards, backwards)


@pytest.mark.parametrize("kind", BY_ORIGIN)
def test_the_order_of_origins_is_of_no_account(kind):
    same(offers(plan(action(kind, origins=ORIGINS[:9]))), offers(plan(action(kind, origins=ORIGINS[:9][::-1]))))


@pytest.mark.parametrize("kind", BY_ORIGIN)
def test_every_origin_gets_what_is_offered_to_it_and_no_other_does(kind):
    nothing = nothing_offered(2)
    for number, origin in enumerate(ORIGINS):
        if origin == "ARE" and kind == "fifth freedom":
            continue
        alone = offers(plan(action(kind, 1.0, (origin,))), 2)
        moved = {name: np.any(alone[name] != nothing[name], axis=0) for name in alone}
        moved = {name: np.flatnonzero(where) for name, where in moved.items() if where.any()}
        if kind.startswith("visa") and nothing["visa_free_days_national"][0, number] >= 365:
            assert not moved, f"{origin} needed no visa"
            continue
        assert moved, origin
        assert all(where.tolist() == [number] for where in moved.values()), origin


@pytest.mark.parametrize("kind", INDEPENDENT)
@pytest.mark.parametrize("cut", [1, 7, len(ORIGINS) - 1])
def test_origins_may_be_listed_together_or_apart(kind, cut):
    together = offers(plan(action(kind, 0.3, ORIGINS)), 3)
    same(together, offers(plan(action(kind, 0.3, ORIGINS[:cut]), action(kind, 0.3, ORIGINS[cut:])), 3))


@pytest.mark.parametrize("kind", SUMS)
def test_two_half_actions_are_one(kind):
    # Doses at which the first field is 14 and twice 7, or 30 and twice 15: half of the amount, not of the dose.
    whole, half = {
        "rights": (13 / 27, 6 / 27), "fifth freedom": (13 / 27, 6 / 27), "hectares": (29 / 59, 14 / 59),
        "shop area": ((6000 - 50) / 19_950, (3000 - 50) / 19_950),
    }[kind]  # fmt: skip
    same(offers(plan(action(kind, whole))), offers(plan(action(kind, half), action(kind, half))), 1e-9)
    np.testing.assert_allclose(taken(plan(action(kind, whole))), taken(plan(action(kind, half), action(kind, half))))


@side_by_side(ENDING)
def test_two_halves_in_time_are_the_whole(group):
    months = QUICK_TASKS
    whole = offers(of_group(group, 0.6, start=0.25, end=months - 2), months)
    for cut in (2.0, 3.4, 5.0):
        halves = [
            action(kind, 0.6, start=start, end=end) for start, end in ((0.25, cut), (cut, months - 2)) for kind in group
        ]
        same(whole, offers(plan(*halves), months))
    same(whole, offers(plan(*halves[::-1]), months))


@side_by_side(BEST)
def test_a_rule_twice_is_the_rule(group):
    once = offers(of_group(group, 0.6), QUICK_TASKS)
    same(once, offers(of_group(group * 3, 0.6), QUICK_TASKS))


@side_by_side(BEST)
def test_a_worse_rule_beside_a_better_one_changes_nothing(group):
    good = [action(kind, 0.8, start=1.0) for kind in group]
    alone = offers(plan(*good), QUICK_TASKS)
    for start, dose in itertools.product((1.0, 2.5), (0.0, 0.3, 0.8)):
        worse = [action(kind, dose, start=start) for kind in group]
        same(alone, offers(plan(*good, *worse), QUICK_TASKS))
        same(alone, offers(plan(*worse, *good), QUICK_TASKS))


@side_by_side(ALL)
def test_more_of_a_lever_never_offers_less(group):
    ladder = [offers(of_group(group, dose), QUICK_TASKS) for dose in (0.0, 0.1, 0.3, 0.5, 0.8, 1.0)]
    for less, more in itertools.pairwise([nothing_offered(), *ladder]):
        no_less(more, less)
    for kind in group:
        assert any(np.any(ladder[-1][name] > ladder[0][name]) for name in offered_by(kind)), kind


BESIDE_OTHERS = tuple(kind for kind in ALL if kind != "task that is a lever")


@functools.cache
def everything_offered() -> dict[str, np.ndarray]:
    return offers(of_group(BESIDE_OTHERS, 0.5))


@side_by_side(BESIDE_OTHERS)
def test_one_action_more_never_offers_less(group):
    no_less(everything_offered(), offers(of_group([kind for kind in BESIDE_OTHERS if kind not in group], 0.5)))


@side_by_side(ALL)
def test_nothing_is_offered_before_the_start_and_later_is_never_more(group):
    done = [offers(of_group(group, 0.7, start=start), QUICK_TASKS) for start in (0.0, 1.5, 4.0)]
    for start, late in zip((1, 4), done[1:], strict=True):
        for name in late:
            np.testing.assert_array_equal(late[name][:start], nothing_offered()[name][:start])
    for early, late in itertools.pairwise(done):
        no_less(early, late)


@side_by_side(ENDING)
def test_nothing_is_left_after_the_end(group):
    done = offers(of_group(group, 0.7, end=9.0), QUICK_TASKS)
    for name in done:
        np.testing.assert_array_equal(done[name][9:], nothing_offered()[name][9:])


@pytest.mark.parametrize("kind", sorted(set(ALL) - set(ENDING)))
def test_what_is_built_stays(kind):
    done = [plan(action(kind, 1.0, end=end)) for end in (1.0, math.inf)]
    same(*(offers(each) for each in done))


@side_by_side(ALL)
def test_an_announcement_offers_nothing_by_itself(group):
    said, unsaid = (of_group(group, 0.7, start=5.0, announced=when) for when in (1.0, None))
    same(offers(said, QUICK_TASKS), offers(unsaid, QUICK_TASKS), 0)
    known = [
        {pool.known_from for policy in months_of(each, QUICK_TASKS) for pool in policy.pools} for each in (said, unsaid)
    ]
    if {"rights", "fifth freedom"} & {*group}:
        assert known == [{START + 1.0}, {START + 5.0}]


@side_by_side(ALL)
def test_a_short_run_is_the_beginning_of_a_long_one(group):
    done = of_group(group, 0.7, start=1.5)
    short, long = offers(done, 5), offers(done, QUICK_TASKS)
    for name in short:
        np.testing.assert_array_equal(short[name], long[name][:5])


@side_by_side(ALL)
def test_the_same_plan_later_offers_the_same_later(group):
    now = offers(of_group(group, 0.7, start=1.25), 8)
    for later in (1, 12, 37):
        then = offers(of_group(group, 0.7, start=1.25 + later), 8, start=START + later)
        same(now, then, 1e-9)


@pytest.mark.parametrize("kind", ALL)
def test_each_kind_offers_something_and_leaves_the_other_levers_alone(kind):
    """The placebo: an action moves what its lever offers and nothing else."""
    done = offers(plan(action(kind, 0.9)), QUICK_TASKS)
    assert moves(done), "the other tests would compare nothing"
    for name in set(done) - offered_by(kind):
        np.testing.assert_array_equal(done[name], nothing_offered()[name], err_msg=name)


@side_by_side(ALL)
def test_the_world_moves_on_whatever_is_done(group):
    """What the nation gives later is never taken away by what the city had before."""
    done = offers(of_group(group, 0.5, COMMON), 26, national_visa_policy="observed")
    no_less(done, nothing_offered(26, national_visa_policy="observed"))
