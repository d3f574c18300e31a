"""What must hold for the whole city under every lever, in small runs; the sweeps at the end take minutes.

``python -m pytest -m long tests/metamorphic`` runs the sweeps. What fails for a known reason is expected to fail, and
says what will mend it; when it is mended the test fails as "unexpectedly passing", and the mark is to be taken off.
"""

import dataclasses
import functools

import numpy as np
import pytest

from common.results_names import COSTS
from common.vocabulary import LEVERS, ZONES
from model.facts import facts
from model.interventions import WiresCut
from model.levers.actions import LaunchSupport, Plan, RouteGrant, TaskRun, VisaFree
from model.levers.catalogue import catalogue
from model.wires import WIRES
from tests.metamorphic.lever_kinds import KINDS, ORIGINS, action, plan
from tests.support.whole_model import (
    OPEN,
    SEATS_FOR_ALL,
    START,
    differing,
    full_plan,
    origin,
    run,
)

ALL = tuple(KINDS)
MONTHS = 10
NO_LOOPS = WiresCut(tuple(wire for wire in WIRES if wire != "shops_to_visitors"))
TRAVEL_ALONE = {"interventions": (NO_LOOPS, SEATS_FOR_ALL), **OPEN}
"""No loops and seats for all: nobody comes or stays away but for what is offered to travellers."""


FEW_MONTHS = {"transit, Nanjing": 10}
"""Months of what needs the largest sample: some tens of people a year."""
SCALES = {"transit, Nanjing": 1.0, "transit, national": 1.0, "shop quota": 0.05, "shop area": 0.02}
"""Larger samples for what few travellers answer to: few use transit, and most of them stay less than the 144 hours in force; few fly to a shop."""


def everything(changed=lambda kind, each: (each,)) -> Plan:
    """One action of every kind, each replaced by what ``changed`` makes of it."""
    listed = [(kind, action(kind, 0.5, start=1.0, end=8.0)) for kind in ALL]
    return plan(*(made for kind, each in listed for made in changed(kind, each)))


@functools.cache
def all_done(months: int = MONTHS) -> dict[str, np.ndarray]:
    return run(everything(), months=months, **OPEN)


@functools.cache
def nothing_done(months: int = MONTHS, member: int = 0, **about) -> dict[str, np.ndarray]:
    return run(months=months, member=member, **about)


# The same thing said in another way: the same bits ----------------------------------------------------------------------


def test_the_order_of_actions_changes_no_bit():
    done = everything()
    backwards = {lever: getattr(done, lever)[::-1] for lever in LEVERS}
    assert differing(run(Plan(**backwards), months=MONTHS, **OPEN), all_done()) == []


def test_halves_in_time_and_repeated_rules_change_no_bit():
    def in_parts(kind, each):
        if not KINDS[kind].ends:
            return (each,)
        middle = START + 4.0
        first, second = (
            dataclasses.replace(each, end=middle),
            dataclasses.replace(each, start=middle, announced=each.start),
        )
        return (first, second) if KINDS[kind].adds_up else (first, second, first)

    parts = run(everything(in_parts), months=MONTHS, **OPEN)
    # Carriers plan with a grant from when it is known: two grants are two of which each is known from its start.
    assert differing(parts, all_done()) == []


def test_worse_rules_beside_better_ones_change_no_bit():
    def with_worse(kind, each):
        return (each,) if KINDS[kind].adds_up else (each, action(kind, 0.2, start=1.0, end=8.0))

    assert differing(run(everything(with_worse), months=MONTHS, **OPEN), all_done()) == []


def test_a_short_run_is_the_beginning_of_a_long_one():
    assert differing(run(everything(), months=6, **OPEN), all_done(), 6) == []
    shipped = run(full_plan(), months=8), run(full_plan(), months=14)
    assert differing(*shipped, 8) == []


def test_amounts_in_halves_bring_the_same():
    def in_halves(lever, field, value):
        done = next(each for kind, each in listed if KINDS[kind].lever == lever and hasattr(each, field))
        return [dataclasses.replace(done, **{field: amount}) for amount in (value, value / 2)]

    listed = [(kind, action(kind, 0.5)) for kind in ALL]
    amounts = (
        ("route_rights", "weekly_frequencies", 14.0),
        ("duty_free", "area_m2", 6000.0),
        ("mixed_land_use", "hectares", 40.0),
    )
    wholes, halves = zip(*(in_halves(*amount) for amount in amounts), strict=True)
    one, two = (run(plan(*actions), months=12, **OPEN) for actions in (wholes, (*halves, *halves)))
    for key in one:
        np.testing.assert_allclose(two[key], one[key], rtol=1e-6, atol=1e-6, err_msg=key)


# Dates --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("together", [True, pytest.param(False, marks=pytest.mark.long)])
def test_before_they_start_actions_change_no_bit(together):
    """All in one run, but for those that give way to others; each in its own shows which it is."""
    kinds = [[kind] for kind in ALL]
    if together:
        kinds = [[kind for kind in ALL if kind != "task that is a lever"], ["task that is a lever"]]
    early = {}
    for group in kinds:
        done = run(plan(*(action(kind, 1.0, start=3.0) for kind in group)), months=4, **OPEN)
        if moved := differing(done, nothing_done(4, **OPEN), 3):
            early[tuple(group)] = moved
    assert early == {}


def test_when_it_ends_what_was_offered_is_gone():
    end, months = 8, 12
    done, nothing = run(everything(), months=months, **OPEN), nothing_done(months, **OPEN)
    shops, lukou = done["duty_free_sales"], ZONES.index("lukou")
    assert shops[end - 1].sum() > 1.1 * nothing["duty_free_sales"][end - 1].sum()
    assert not np.delete(shops, lukou, axis=1)[end:].any()
    own = facts().rights_2022_weekly[[origin(code) for code in ("KOR", "DEU", "SGP")]]
    flown = done["weekly_flights"][end:, [origin(code) for code in ("KOR", "DEU", "SGP")]]
    assert np.all(flown <= own + 1e-9)
    for lever in ("duty_free", "route_rights", "pilot_tasks"):
        paid = done["fiscal_cost"][:, LEVERS.index(lever)]
        assert paid[:end].any() and not paid[end:].any(), lever


# More ----------------------------------------------------------------------------------------------------------------------

TO_TRAVELLERS = (
    "visa-free, national", "visa-free, Nanjing", "transit, national", "transit, Nanjing", "shop area", "refund rate",
    "refund minimum",
    "shop quota",
)  # fmt: skip


@functools.cache
def travel_alone(kind: str, dose: float | None = None) -> dict[str, np.ndarray]:
    """Nothing but one offer to travellers, or with ``dose`` None nothing at all, in the sample that shows it."""
    about, months = {**TRAVEL_ALONE, "scale": SCALES.get(kind, 0.005)}, FEW_MONTHS.get(kind, MONTHS)
    return nothing_done(months, **about) if dose is None else run(plan(action(kind, dose)), months=months, **about)


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=pytest.mark.long) if "transit" in kind else kind for kind in TO_TRAVELLERS],
)
def test_more_of_what_is_offered_to_travellers_brings_more_of_them(kind):
    came = [travel_alone(kind, dose)["visitors"].sum() for dose in (None, 0.0, 1.0)]
    assert np.all(np.diff(came) >= -1e-6 * came[0]) and came[-1] > came[1], came


def test_the_more_of_the_pilot_is_done_the_more_comes_of_it():
    tasks = tuple(task.id for task in catalogue().values() if task.pushes)
    ladder = [
        run(plan(TaskRun(start=START, tasks=tasks, strength=strength, ramp_months=6.0)), months=14)
        for strength in (0.0, 0.4, 1.0)
    ]
    assert differing(ladder[0], nothing_done(14)) == []
    for key in ("visitors", "fdi_actual_use", "goods_exports", "services_exports", "talent"):
        sums = [series[key].sum() for series in ladder]
        assert np.all(np.diff(sums) > 0), (key, sums)


def test_what_starts_later_brings_less():
    exempt = [action("visa-free, Nanjing", 0.3, ("KOR", "JPN", "USA"), start=start) for start in (0.0, 3.0, 9.0)]
    came = [run(plan(each), months=MONTHS, **TRAVEL_ALONE)["visitors"].sum() for each in exempt]
    assert np.all(np.diff(came) < 0) and came[-1] > nothing_done(MONTHS, **TRAVEL_ALONE)["visitors"].sum()


def flights_last(done: Plan, member: int = 0, months: int = 24) -> np.ndarray:
    """Weekly flights of the last year, (origins,)."""
    return run(done, member=member, months=months, drawn=True)["weekly_flights"][-12:].mean(axis=0)


def more_rights(code: str, weekly: float, support: float = 0.0) -> Plan:
    """Rights for one market from the seventh month, and support for all that is new."""
    start = START + 6.0
    paid = (LaunchSupport(start=start, origins=(code,), cny_per_seat=support),) if support else ()
    return Plan(route_rights=(RouteGrant(start=start, origins=(code,), weekly_frequencies=weekly), *paid))


@pytest.mark.long
def test_more_rights_never_bring_fewer_flights_and_support_of_a_fare_a_seat_brings_some():
    def of_both(support: float) -> Plan:
        granted = more_rights("FRA", 7.0).route_rights + more_rights("DEU", 7.0, support).route_rights
        return Plan(route_rights=granted)

    usual, bare, paid = (flights_last(done) for done in (Plan(), of_both(0.0), of_both(5000.0)))
    assert bare[origin("FRA")] >= usual[origin("FRA")] - 0.1
    assert paid[origin("DEU")] > bare[origin("DEU")] + 0.25


def test_a_run_that_starts_later_stands_where_the_longer_one_does():
    about = {"investment_climate": "observed", "reopening": "observed", "scale": 0.002}
    longer, later = run(months=25, **about), run(months=1, start=START + 24, **about)
    for key in ("foreign_firms", "fdi_pipeline", "jobs"):
        assert later[key][0].sum() == pytest.approx(longer[key][24].sum(), rel=0.05), key  # of one member


@pytest.mark.long
def test_a_year_is_the_same_whenever_the_run_starts():
    """Single large projects move a year's investment by a tenth in each member, and the number of projects by less."""
    about = {"investment_climate": "observed", "reopening": "observed", "scale": 0.002}
    early, late = (
        [
            run(months=12 * (2027 - year), start=START + 12 * (year - 2023), member=member, **about)
            for member in range(64)
        ]
        for year in (2023, 2026)
    )
    for key, within in {"fdi_actual_use": 0.12, "new_substantive_firms": 0.08}.items():
        of_year = [np.mean([done[key][-12:].sum() for done in runs]) for runs in (early, late)]
        assert of_year[1] == pytest.approx(of_year[0], rel=within), key


# Placebos ------------------------------------------------------------------------------------------------------------------


def test_tasks_without_a_channel_move_their_cost_and_nothing_else():
    idle = tuple(task.id for task in catalogue().values() if not task.pushes and not task.lever)
    done = run(plan(TaskRun(start=START, tasks=idle)), months=MONTHS, **OPEN)
    assert set(differing(done, nothing_done(**OPEN))) == set(COSTS) - {"zone_support"}


@pytest.mark.parametrize(
    "kind", ["shop area", "refund rate", pytest.param("transit, Nanjing", marks=pytest.mark.long), "visa-free, Nanjing"]
)
def test_without_loops_what_travellers_are_offered_moves_no_firm(kind):
    moved = differing(travel_alone(kind, 1.0), travel_alone(kind))
    assert "visitors" in moved and not {"fdi_actual_use", "new_foreign_firms", "goods_exports", "jobs"} & set(moved)


# Sweeps --------------------------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("code", ORIGINS)
def test_every_market_that_is_freed_sends_no_fewer(code):
    free = VisaFree(start=START, origins=(code,), stay_days=30.0, scope="nanjing")
    for member in range(3):
        done = run(plan(free), months=MONTHS, member=member, **TRAVEL_ALONE)
        usual = nothing_done(MONTHS, member, **TRAVEL_ALONE)
        gained = (done["visitors"] - usual["visitors"]).sum(axis=(0, 2))
        assert gained[origin(code)] >= -1e-9 and not np.delete(gained, origin(code)).any()


@pytest.mark.long
def test_in_every_market_more_rights_never_bring_fewer_flights():
    """Looked at in the fourth year: before, an airline that adds more in one season may add less in the next.

    In the mean of members there are no fewer; in none is there a flight fewer, since which of two airlines that expect nearly the same
    adds the next one may turn on a few passengers.
    """
    usual = np.array([flights_last(Plan(), member, 48) for member in range(3)])
    for code in ORIGINS:
        place = origin(code)
        more = np.array([flights_last(more_rights(code, 7.0), member, 48)[place] for member in range(3)])
        gained = more - usual[:, place]
        assert gained.mean() >= -0.1 and gained.min() > -1.0, (code, gained)


@pytest.mark.long
def test_in_a_large_market_visitors_rise_with_rights_up_to_what_demand_fills():
    came = [
        run(more_rights("KOR", weekly), months=36, **OPEN)["visitors"][-12:, origin("KOR")].sum()
        for weekly in (0.5, 1, 3, 7, 14, 28, 100)
    ]
    assert np.all(np.diff(came) > -0.01 * came[0]) and came[-1] > 1.05 * came[0], came


@pytest.mark.long
def test_an_effect_does_not_depend_on_the_share_of_travellers_simulated():
    free = VisaFree(start=START, origins=("KOR", "JPN", "USA", "DEU"), stay_days=30.0, scope="national")
    gained = []
    for scale in (0.005, 0.02, 0.08):
        effects = [
            run(plan(free), months=18, member=member, scale=scale, **OPEN)["visitors"].sum()
            / nothing_done(18, member, scale=scale, **OPEN)["visitors"].sum()
            - 1
            for member in range(6)
        ]
        gained.append(np.mean(effects))
    assert np.all(np.abs(np.array(gained) / gained[-1] - 1) < 0.25), gained


@pytest.mark.long
def test_members_differ_in_size_and_not_in_sign():
    free = VisaFree(start=START, origins=("KOR", "JPN", "USA", "DEU"), stay_days=30.0, scope="national")
    effects = [
        run(plan(free), months=18, member=member, drawn=True, **OPEN)["visitors"].sum()
        / nothing_done(18, member, drawn=True, **OPEN)["visitors"].sum()
        for member in range(12)
    ]
    assert min(effects) > 1 and max(effects) > 1.02 and len(set(effects)) == 12


@pytest.mark.long
def test_everything_at_its_most_does_not_run_away():
    most = plan(*(action(kind, 1.0, ORIGINS) for kind in ALL if kind not in ("fifth freedom", "task ramp")))
    done, usual = run(most, months=120), run(months=120)
    for key, times in (("visitors", 3.0), ("fdi_actual_use", 3.0), ("rent", 3.0), ("talent", 3.0)):
        ratio = done[key][-12:].sum() / usual[key][-12:].sum()
        assert 0.9 < ratio < times, (key, ratio)
