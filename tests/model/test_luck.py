"""The same luck for all: what differs between two runs differs because of what was done, and from when it was known."""

import functools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.results_names import COSTS
from common.vocabulary import CITIES, VARIANTS
from model.draws import Draws, member_seed
from model.facts import facts
from model.levers.actions import (
    Conversion,
    LaunchSupport,
    Plan,
    RouteGrant,
    Shop,
    TaskRun,
    TaxRefund,
    TransitExemption,
    VisaFree,
    WorkPermits,
)
from model.levers.catalogue import catalogue
from model.visitors.second_stops import BASES
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running import ensemble
from scenarios.running.prepare import prepare
from tests.support.whole_model import (
    ALL_WIRES_CUT,
    OPEN,
    SEATS_FOR_ALL,
    START,
    differing,
    full_plan,
    origin,
    pilot,
    run,
)

FEW = settings(max_examples=2)
QUIET_MONTHS = 2
WHEN = {"announced": START + QUIET_MONTHS, "start": START + QUIET_MONTHS + 1.5}
"""Told two months into the run and in force half a month later than the month after."""
MARKETS = ("KOR", "TWN", "SGP", "USA")
MIX = {"office": 0.5, "retail": 0.3, "culture": 0.2}
KINDS = {
    "route rights": Plan(route_rights=(RouteGrant(origins=MARKETS, weekly_frequencies=60.0, **WHEN),)),
    "fifth freedom with launch support": Plan(
        route_rights=(
            RouteGrant(origins=("DEU", "GBR"), via="ARE", freedom="fifth", weekly_frequencies=14.0, **WHEN),
            LaunchSupport(origins=("DEU", "GBR", "ARE"), cny_per_seat=2000.0, **WHEN),
        )
    ),
    "national exemption": Plan(
        visa_facilitation=(VisaFree(origins=MARKETS, stay_days=30.0, scope="national", **WHEN),)
    ),
    "exemption at Nanjing": Plan(
        visa_facilitation=(VisaFree(origins=MARKETS, stay_days=30.0, scope="nanjing", **WHEN),)
    ),
    "transit": Plan(visa_facilitation=(TransitExemption(hours=240.0, scope="nanjing", **WHEN),)),
    "work permits": Plan(visa_facilitation=(WorkPermits(processing_days=5.0, residence_years=5.0, **WHEN),)),
    "shop": Plan(
        duty_free=(Shop(zone="xinjiekou_fuzimiao", kind="downtown", area_m2=6000.0, quota_cny=8000.0, **WHEN),)
    ),
    "refund": Plan(duty_free=(TaxRefund(rate=0.11, minimum_cny=200.0, **WHEN),)),
    "conversion": Plan(
        mixed_land_use=(
            Conversion(
                zone="culture_belt", hectares=60.0, plot_ratio=2.0, use="industry", mix=MIX, build_months=4.0, **WHEN
            ),
        )
    ),
    "tasks": Plan(pilot_tasks=(TaskRun(tasks=tuple(t.id for t in catalogue().values() if t.pushes), **WHEN),)),
    **{
        f"task {task.id}": Plan(pilot_tasks=(TaskRun(tasks=(task.id,), **WHEN),))
        for task in catalogue().values()
        if task.lever
    },
}
RARELY = {"task 6.2"}
"""Tasks that may change nothing but cost: a fifth-freedom right opens a route in few members if nobody supports it."""
LONG = {"route rights": 12, "task 1.16": 14, "task 6.18": 14}
"""Months after which tasks act that come late: in the season after rights are known, and when a shop has been built."""


@functools.cache
def nothing_done(months: int = 14) -> dict[str, np.ndarray]:
    return run(months=months, scale=0.01, **OPEN)


def some_long() -> list:
    """All kinds; with the long tests all but one of the tasks that do what a lever does, whose kinds are here too."""
    tasks = [kind for kind in KINDS if kind.startswith("task ")]
    return [pytest.param(kind, marks=pytest.mark.long) if kind in tasks[1:] else kind for kind in KINDS]


@pytest.mark.parametrize("kind", some_long())
def test_until_it_is_announced_a_lever_changes_no_bit(kind):
    months = LONG.get(kind, 10)
    done, usual = pilot(KINDS[kind], months=months, scale=0.01, **OPEN), nothing_done()
    for month in range(QUIET_MONTHS):
        done.step()
        assert differing(done.series, usual, month + 1) == []
    while not (moved := set(differing(done.series, usual, done.t + 1)) - set(COSTS)) and done.t + 1 < months:
        done.step()
    done.free()
    assert moved or kind in RARELY, f"{kind} never changes anything: this is no test"


def test_the_same_inputs_give_the_same_bits():
    again = [run(full_plan(), member=3, months=5, drawn=True, alike=False) for _ in range(2)]
    assert differing(*again) == []
    assert differing(again[0], run(full_plan(), member=3, months=5, drawn=True)) == [], "and those that tests share"
    assert differing(again[0], run(full_plan(), member=4, months=5, drawn=True))


FREED = Plan(visa_facilitation=(VisaFree(origins=MARKETS, stay_days=30.0, scope="nanjing", start=START + 1.0),))


@settings(FEW, max_examples=1)
@given(st.integers(0, 2**20), st.data())
def test_variants_give_the_same_bits_in_any_order_of_steps(member, data):
    plans, months = (None, FREED), 3
    alone = [run(plan, member=member, months=months, alike=False, **OPEN) for plan in plans]
    draws = Draws(member_seed(7, member))
    models = [pilot(plan, member=member, months=months, draws=draws, **OPEN) for plan in plans]
    for turn in data.draw(st.permutations([0] * months + [1] * months)):
        models[turn].step()
    for model, expected in zip(models, alone, strict=True):
        assert differing(model.series, expected) == []


def test_a_shorter_run_is_the_beginning_of_a_longer_one():
    longer = run(full_plan(), months=12, drawn=True)
    assert differing(run(full_plan(), months=5, drawn=True), longer) == []


def test_a_member_does_not_depend_on_the_others(tmp_path):
    scenario = read(FOLDER / "full-pilot.yaml")
    scenario = scenario.model_copy(update={"scale": 0.005, "period": scenario.period.model_copy(update={"months": 3})})
    job = prepare(scenario).job
    few, more = tmp_path / "few", tmp_path / "more"
    alone = ensemble.run(job, [1], few, workers=1).load(1)
    among = ensemble.run(job, 3, more, workers=1).load(1)
    for variant in VARIANTS:
        assert differing(alone[variant], among[variant]) == []
    with pytest.raises(OSError):
        ensemble.run(job, [1], few, workers=1).load(0)


ALONE = {"months": 8, "scale": 0.02, "interventions": (ALL_WIRES_CUT, SEATS_FOR_ALL), **OPEN}


@functools.cache
def nobody_freed() -> dict[str, np.ndarray]:
    return run(**ALONE)


@pytest.mark.parametrize("scope", ["national", "nanjing"])
def test_freeing_one_market_of_visas_changes_nobody_elses_mind(scope):
    """With the wires cut, no visitor of another market comes or stays away, and none of its own is lost."""
    freed = VisaFree(start=START, origins=("KOR",), stay_days=30.0, scope=scope)
    with_it, without = run(Plan(visa_facilitation=(freed,)), **ALONE), nobody_freed()
    others = np.arange(len(facts().origins)) != origin("KOR")
    for key in ("visitors", "visitor_nights", "visitor_spending", "visitors_by_way"):
        assert np.array_equal(with_it[key][:, others], without[key][:, others]), key
    gained = (with_it["visitors"] - without["visitors"])[:, origin("KOR")]
    assert np.all(gained >= -1e-6) and gained.sum() > 0
    rivals = (with_it["rival_visitors"] - without["rival_visitors"]).sum(axis=0)
    far = rivals[len(BASES) :]
    assert np.all(far <= 1e-6) if scope == "nanjing" else np.all(rivals[: len(CITIES)] > 0)
