"""Runs of a task one after another, side by side, stronger and weaker: what has been reached goes on."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.vocabulary import TASKS
from model.levers.actions import TaskRun
from model.levers.catalogue import catalogue
from model.levers.pilot_tasks import cost, course, efforts, implied_actions, strengths, why_idle
from tests.support.worlds import START

PUSHING = "4.8"
"""A task with a delay and a ramp."""
LEVER = "1.16"
"""A task that is a headline lever, with a delay."""
DELAY, RAMP = catalogue()[PUSHING].delay_months, catalogue()[PUSHING].ramp_months
MONTHS = range(START, START + 60)


def run(start, end=math.inf, strength=1.0, ramp=None, task=PUSHING):
    """A run of a task; times are months after the start."""
    return TaskRun(start=START + start, end=START + end, tasks=(task,), strength=strength, ramp_months=ramp)


def path(*runs, of="strengths", task=PUSHING):
    """Strength or effort of the task by month."""
    return getattr(course(runs, START, len(MONTHS)), of)[:, TASKS.index(task)]


def test_a_month_alone_is_as_in_the_course():
    runs = run(0, 24, 0.5), run(20, 50)
    for of, alone in (("strengths", strengths), ("efforts", efforts)):
        by_month = [alone(runs, month)[TASKS.index(PUSHING)] for month in MONTHS]
        np.testing.assert_array_equal(path(*runs, of=of), by_month)


def test_the_task_has_a_delay_and_a_ramp():
    assert DELAY > 1 and RAMP > 1 and catalogue()[LEVER].delay_months > 1


@pytest.mark.parametrize("of", ["strengths", "efforts"])
@pytest.mark.parametrize("cut", [0.5, 1, 7.3, 15, 40])
def test_halves_in_time_are_the_whole(of, cut):
    for ramp, strength in itertools.product((None, 0, 12), (0.3, 1.0)):
        whole = path(run(0, 50, strength, ramp), of=of)
        halves = run(0, cut, strength, ramp), run(cut, 50, strength, ramp)
        np.testing.assert_array_equal(path(*halves, of=of), whole)
        np.testing.assert_array_equal(path(*halves[::-1], of=of), whole)
        np.testing.assert_array_equal(path(*halves, halves[0], of=of), whole)


def test_a_raise_goes_on_from_what_was_reached_and_what_it_adds_takes_its_time():
    half, full = path(run(0, strength=0.5)), path(run(0, 24, 0.5), run(24))
    np.testing.assert_array_equal(full[: 24 + math.floor(DELAY)], half[: 24 + math.floor(DELAY)])
    assert np.all(np.diff(full) >= -1e-15) and full[-1] == 1 and full[24] > 0.4
    np.testing.assert_allclose(full - half, path(run(24, strength=0.5)), atol=1e-15)


def test_a_strength_that_falls_is_lower_at_once_and_rises_anew():
    falls = path(run(0, 40), run(40, strength=0.25))
    assert falls[39] == 1 and np.all(falls[40:] == 0.25)
    pauses = path(run(0, 30), run(31))
    assert pauses[29] == 1 and pauses[30] == 0
    np.testing.assert_array_equal(pauses[31:], path(run(31))[31:])


def test_the_shorter_ramp_counts_where_runs_overlap():
    slow, quick = run(0, ramp=40), run(0, ramp=4)
    np.testing.assert_array_equal(path(slow, quick), path(quick))
    changed = path(run(0, DELAY + 10, ramp=40), run(DELAY + 10, ramp=4))
    at = math.ceil(DELAY) + 10
    assert changed[at - 1] < 0.25 and changed[at + 3] > 0.95 and np.all(np.diff(changed) >= -1e-15)


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            run,
            st.floats(0, 30),
            st.floats(2, 50),
            st.sampled_from([0.0, 0.25, 0.5, 1.0]),
            st.sampled_from([None, 0, 9]),
        ),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 4),
)
def test_more_is_never_less_and_never_more_than_is_done(runs, chosen):
    for of in ("strengths", "efforts"):
        all_runs = path(*runs, of=of)
        assert np.all(path(*runs[:chosen], *runs[chosen + 1 :], of=of) <= all_runs + 1e-12)
        assert np.all((all_runs >= 0) & (all_runs <= max(run.strength for run in runs) + 1e-12))
        np.testing.assert_allclose(path(*reversed(runs), of=of), all_runs, atol=1e-15)
        np.testing.assert_array_equal(path(*runs, *runs, of=of), all_runs)


def test_what_goes_on_is_paid_for_without_a_break():
    paid = [cost(efforts((run(0, 24), run(24)), month)).sum() for month in MONTHS]
    assert paid == [cost(efforts((run(0),), month)).sum() for month in MONTHS]


def test_a_task_that_is_a_lever_goes_on_without_a_second_delay():
    whole = implied_actions((run(0, 40, task=LEVER),))
    halves = implied_actions((run(0, 20, task=LEVER), run(20, 40, task=LEVER)))
    assert halves == whole
    wait = catalogue()[LEVER].delay_months
    (first, second) = implied_actions((run(0, 20, 0.5, task=LEVER), run(20, 40, task=LEVER)))["route_rights"]
    assert (first.start, first.end) == (START + wait, START + 20 + wait) and (second.start, second.end) == (
        START + 20 + wait,
        START + 40,
    )
    assert first.weekly_frequencies < second.weekly_frequencies


def test_short_runs_that_follow_each_other_are_not_idle():
    from model.levers.actions import Plan

    short = math.ceil(DELAY / 2)
    parts = tuple(run(k * short, (k + 1) * short) for k in range(6))
    assert why_idle(PUSHING, Plan(pilot_tasks=parts)) is None
    assert why_idle(PUSHING, Plan(pilot_tasks=parts[:1])).kind == "too_late"
    assert path(*parts).max() > 0 == path(parts[0]).max()
