"""Whether a month passes in one part or in several is of no consequence: the books, the events and the totals agree.

Both runs of a member share their luck, and what luck and the world alone bring about happens in both; so they differ
by less than members do, and a difference that is seen is one of method. At the usual scale of travel two parts give,
over three years: money invested -0.3 +- 0.2 %, new firms -0.4 +- 0.15 %, visitors -0.24 +- 0.03 %, talent, jobs, rents
and trade within 0.02 %. Most is left of those who fly direct, -1.2 %, and with them of load factors, -0.5 %: seats run
out for half as large a sample, so that more of them stay empty by chance; at four times the scale it is -0.1 %. What the
plan brings is some 1 % smaller: it grows with time, and the flows of a month rest on what stands at its end, those of a
part on what stands a little sooner.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.vocabulary import STAGES, WAYS
from model.clock import Clock
from model.facts.months import month_index
from model.variables import VARIABLES
from tests.support.whole_model import OPEN, add_up, are_possible, full_plan, pilot, run

SCALE = 0.05
"""The usual scale: a smaller sample leaves more seats empty by chance, and more so in half a month."""
LEVELS = (
    "fdi_actual_use", "fdi_contracted", "new_foreign_firms", "foreign_firms", "jobs", "goods_exports", "goods_imports",
    "services_exports", "services_imports", "visitors", "visitor_nights", "visitor_spending", "visitors_direct",
    "duty_free_sales", "weekly_flights", "seats", "load_factor", "talent", "talent_arrivals", "talent_departures",
    "floor_space", "rent", "gdp", "population", "force_index", "rival_visitors", "rival_fdi",
)  # fmt: skip
EFFECTS = (
    "fdi_actual_use", "new_foreign_firms", "jobs", "goods_exports", "goods_imports", "services_exports",
    "services_imports", "visitors", "visitor_nights", "visitor_spending", "visitors_direct", "duty_free_sales",
    "weekly_flights", "seats", "talent", "talent_arrivals", "fiscal_cost", "gdp", "force_index", "rival_visitors",
    "rival_fdi",
)  # fmt: skip
WITHIN = {"visitors_direct": 0.025, "load_factor": 0.02}
"""Largest difference allowed, as a share of the level; others 1 %."""
NOTHING = {"visitors_direct": 0.02, "load_factor": 0.01}
"""A difference, as a share, that counts for none, however little members differ; others 0.25 %. Travellers take another way at once,
and fares follow by and by: in half months they do so twice as often. Seats are filled with them and others: they differ by less."""


# The clock -----------------------------------------------------------------------------------------------------------


@given(st.integers(0, 400), st.integers(1, 8), st.integers(1, 60))
def test_the_clock_counts_parts_and_months(start, parts, passed):
    clock = Clock(start, parts)
    assert (clock.month, clock.t, clock.passed, clock.end) == (start - 1, -1, -1, start)
    for _ in range(passed):
        clock.advance()
    assert clock.month == start + (passed - 1) // parts and clock.part == (passed - 1) % parts
    assert clock.t == clock.month - start and clock.passed == passed - 1
    assert clock.end == pytest.approx(start + passed / parts)


@given(st.integers(0, 400), st.floats(0.0, 1.0))
def test_a_month_in_one_part_is_the_month(start, speed):
    clock = Clock(start)
    clock.advance()
    assert (clock.key, clock.share, clock.year, clock.part) == (start, 1.0, 12, 0)
    assert clock.speed(speed) == speed


@given(st.integers(2, 8), st.floats(0.0, 1.0))
def test_parts_close_the_gap_that_a_month_closes(parts, speed):
    left = (1 - Clock(0, parts).speed(speed)) ** parts
    assert left == pytest.approx(1 - speed, abs=1e-12)


def test_every_part_has_a_key_of_its_own_and_the_first_that_of_the_month():
    clock, keys = Clock(0, 3), set()
    for _ in range(3 * 240):
        clock.advance()
        assert clock.part > 0 or clock.key == clock.month
        keys.add(clock.key)
    assert len(keys) == 3 * 240


@given(st.integers(1, 8))
def test_every_event_of_a_month_falls_into_one_part(parts):
    luck = np.linspace(2.0**-24, 1 - 2.0**-24, 999).astype(np.float32)
    clock, here = Clock(0, parts), []
    for _ in range(parts):
        clock.advance()
        here.append(clock.falls_here(luck))
    assert np.all(np.sum(here, axis=0) == 1)
    assert np.mean(here, axis=1) == pytest.approx(1 / parts, abs=0.002)


@pytest.mark.parametrize("parts", [0, -1, 1.5])
def test_a_month_has_a_whole_number_of_parts(parts):
    with pytest.raises(ValueError, match="parts"):
        Clock(0, parts)


# The model -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("steps", "start"), [(2, month_index(2024, 6)), (3, month_index(2023, 9))])
def test_every_book_balances_in_every_part(steps, start):
    model, seen = pilot(full_plan(), steps=steps, start=start, months=5, drawn=True), []
    gather = model.gather

    def checked(policy):
        gather(policy)
        seen.append(model.clock.now)
        wrong = {name: residual for name, residual in model.identities().items() if not abs(residual) < 1e-6}
        assert not wrong, f"month {model.t}, part {model.clock.part}: {wrong}"

    model.gather = checked
    series = model.run()
    assert len(seen) == 5 * steps
    add_up(series)
    are_possible(series)
    model.free()


def test_the_same_investors_look_at_the_same_month():
    one, two = (run(steps=steps, months=6)["fdi_pipeline"][:, :, STAGES.index("prospects")] for steps in (1, 2))
    assert one.sum() > 100
    np.testing.assert_array_equal(one, two)


def test_the_same_travellers_set_out_in_a_month():
    def choosers(steps):
        model, found = pilot(steps=steps, months=1, **OPEN), []
        occasions = model.visitors.choice.occasions
        model.visitors.choice.occasions = lambda month: found.append(occasions(month)) or found[-1]
        model.run()
        return found

    (whole,), parts = choosers(1), choosers(3)
    assert len(parts) == 3 and all(part.size > 0.2 * whole.size for part in parts)
    assert np.array_equal(np.sort(np.concatenate(parts)), whole)


def totals(plan, member, steps, months):
    """Yearly flows, and stocks and indices as means, of a run in which the world stands still."""
    series = run(plan, member=member, steps=steps, months=months, scale=SCALE, **OPEN)
    found = {
        key: series[key].sum() * 12 / months if VARIABLES[key].kind == "flow" else series[key].sum() / months
        for key in {*LEVELS, *EFFECTS} & set(VARIABLES)
    }
    direct = series["visitors_by_way"][:, :, WAYS.index("direct")].sum()
    return found | {"visitors_direct": direct * 12 / months}


def apart(one, two, within):
    """What differs by more than the noise of the ensembles, or by a share ``within`` of the mean that luck cannot explain.

    Args:
        one, two: by outcome, values of the same members in one part a month and in two, (members,).
        within: share of the mean by outcome.
    """
    wrong = {}
    for key, a in one.items():
        members, gap = len(a), two[key] - a
        noise = 3 * np.sqrt((a.var(ddof=1) + two[key].var(ddof=1)) / members)
        luck, mean = 3 * gap.std(ddof=1) / np.sqrt(members), abs(a.mean())
        if abs(gap.mean()) > max(noise, NOTHING.get(key, 0.0025) * mean) or abs(gap.mean()) > max(
            within(key) * mean, luck
        ):
            wrong[key] = f"{a.mean():.6g} and {two[key].mean():.6g}, noise {noise:.2g}, luck {luck:.2g}"
    return wrong


def by_outcome(rows, keys):
    return {key: np.array([row[key] for row in rows]) for key in keys}


@pytest.mark.long
def test_months_in_halves_have_the_same_totals():
    one, two = ([totals(None, member, steps, 8) for member in range(3)] for steps in (1, 2))
    wrong = apart(by_outcome(one, LEVELS), by_outcome(two, LEVELS), lambda key: 2 * WITHIN.get(key, 0.01))
    assert not wrong, wrong


@pytest.mark.long
def test_three_years_in_half_months_have_the_same_totals_and_the_plan_the_same_effect():
    members, plan = range(10), full_plan()
    usual = [[totals(None, member, steps, 36) for member in members] for steps in (1, 2)]
    acted = [[totals(plan, member, steps, 36) for member in members] for steps in (1, 2)]
    wrong = apart(*(by_outcome(rows, LEVELS) for rows in usual), lambda key: WITHIN.get(key, 0.01))
    assert not wrong, f"levels: {wrong}"
    effects = [
        [{key: with_[key] - without[key] for key in EFFECTS} for with_, without in zip(*rows, strict=True)]
        for rows in zip(acted, usual, strict=True)
    ]
    wrong = apart(*(by_outcome(rows, EFFECTS) for rows in effects), lambda key: 0.03)
    assert not wrong, f"effects: {wrong}"
