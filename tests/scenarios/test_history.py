"""A scenario that begins where history stands: what is read, what is refused, and what both variants do."""

import dataclasses

import numpy as np
import pytest

from common.problems import InputError
from model.facts import facts
from model.facts.months import month_index
from model.levers import policies
from model.parameters import Parameters
from model.side_by_side import same
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.reading.write import resolved_yaml
from scenarios.running import resolve
from scenarios.running.member import HISTORY, compute
from scenarios.running.prepare import prepare
from tests.support.scenario_files import written
from tests.support.worlds import of

PAST = """\
name: past
title: {zh: 过去, en: Past}
period: {start: 2023-01, months: 12}
world: {incomes: observed}
levers:
  duty_free:
    tax_refund: [{from: 2023-03, rate: 0.11, minimum_cny: 200}]
    shops: [{from: 2023-02, until: 2023-06, zone: lukou, kind: departure, area_m2: 300, quota_cny: 8000}]
  pilot_tasks:
    - {tasks: ["1.2-1.4"], from: 2023-02, strength: 0.6}
"""
NEXT = """\
name: next
title: {zh: 下一步, en: Next}
history: past.yaml
period: {start: 2024-01, months: 6}
"""


@pytest.fixture
def folder(tmp_path):
    written(tmp_path, PAST, "past.yaml")
    return tmp_path


def following(folder, text="", name="next.yaml"):
    return written(folder, NEXT + text, name)


def codes(path):
    with pytest.raises(InputError) as error:
        read(path)
    for problem in error.value.problems:
        assert problem.render("en") and problem.render("zh")
    return [(problem.code, problem.path) for problem in error.value.problems]


def test_both_variants_go_on_with_what_was_done(folder):
    scenario = read(
        following(folder, "levers: {visa_facilitation: {transit: [{from: +2, hours: 240, scope: nanjing}]}}\n")
    )
    setting, plans = resolve.setting(scenario), resolve.plans(scenario)
    assert (setting.start, setting.months) == (month_index(2023, 1), 18)
    assert scenario.world.incomes == "observed"
    assert scenario.counterfactual.title.en == "Nothing new, what was done goes on"
    for plan in plans.values():
        assert [one.label for one in plan.pilot_tasks] == ["history.levers.pilot_tasks[0]"]
        assert len(plan.duty_free) == 2
    assert plans["scenario"].visa_facilitation[0].start == month_index(2024, 3)
    assert not plans["counterfactual"].visa_facilitation


def test_brakes_of_history_come_first(folder):
    written(folder, PAST + "brakes: [{risk: overstay, slows: ['1.2'], to: 0.5}]\n", "past.yaml")
    scenario = read(following(folder, "brakes: [{risk: data, slows: [pilot_tasks], to: 0.5}]\n"))
    found = resolve.plans(scenario)["scenario"]
    assert [one.risk for one in found.brakes] == ["overstay", "data"]
    assert [one.risk for one in found.own_brakes] == ["data"]
    assert found.brakes_at(found.since - 1) == found.brakes[:1] and found.brakes_at(found.since) == found.brakes


def test_nobody_foresees_in_the_months_of_history_what_the_period_will_end(folder):
    """Investors count on tasks, and airlines on support, for as long as these are known to last: until the period, both variants
    are one city."""
    support = "levers:\n  route_rights:\n    launch_support: {from: 2023-03, origins: [DEU], cny_per_seat: 500}"
    written(folder, PAST.replace("1.2-1.4", "4.1-4.9").replace("levers:", support), "past.yaml")
    scenario = read(following(folder, "ends: [{what: [pilot_tasks, route_rights]}]\n"))
    setting, plans, p = resolve.setting(scenario), resolve.plans(scenario), Parameters()
    going_on, ending = (policies(setting, plan, facts(), p) for plan in plans.values())
    before = resolve.months_before(scenario)
    assert all(same(one, other) for one, other in zip(going_on[:before], ending[:before], strict=True))
    assert not same(going_on[before], ending[before])
    assert any(push.any() for one in going_on[:before] for push in one.promised.values())
    assert ending[before - 1].support_ahead_cny_per_seat[:, of("DEU")].min() == 500
    assert not ending[before].support_ahead


def test_what_ends_ends_where_it_is_said(folder):
    text = "ends: [{what: ['1.3'], from: +1}]\ncounterfactual: {name: over, title: {zh: 止, en: Over}, ends: [{what: [pilot_tasks, duty_free]}]}\n"
    plans = resolve.plans(read(following(folder, text)))
    some = {task: run.end for run in plans["scenario"].pilot_tasks for task in run.tasks}
    assert some == {"1.2": np.inf, "1.3": month_index(2024, 2), "1.4": np.inf}
    assert {run.end for run in plans["counterfactual"].pilot_tasks} == {month_index(2024, 1)}
    assert sorted(one.end for one in plans["counterfactual"].duty_free) == [month_index(2023, 7), month_index(2024, 1)]


def test_a_plan_with_dates_from_its_start_moves_with_it(folder):
    following(folder, "levers: {visa_facilitation: {transit: [{from: +2, until: '+3', hours: 240, scope: nanjing}]}}\n")
    moved = "name: moved\ntitle: {zh: 移, en: Moved}\nextends: next.yaml\nperiod: {start: 2024-07}\n"
    action = resolve.plans(read(written(folder, moved, "moved.yaml")))["scenario"].visa_facilitation[0]
    assert (action.start, action.end) == (month_index(2024, 9), month_index(2024, 11))


def test_it_reads_back_from_its_resolved_text(folder, tmp_path):
    scenario = read(following(folder, "ends: [{what: [pilot_tasks]}]\n"))
    again = tmp_path / "again"
    again.mkdir()
    assert read(written(again, resolved_yaml(scenario))) == scenario


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("ends: [{what: [route_rights]}]", "ends_nothing", "ends[0].what[0]"),
        ("ends: [{what: ['2.1']}]", "ends_nothing", "ends[0].what[0]"),
        ("ends: [{what: [pilot_task]}]", "unknown_ended", "ends[0].what[0]"),
        ("ends: [{what: [pilot_tasks], from: 2023-11}]", "date_outside", "ends[0].from"),
        ("world: {incomes: low}", "history_world", "world.incomes"),
        ("levers: {visa_facilitation: {transit: [{from: +6, hours: 240, scope: nanjing}]}}", "date_outside", None),
        ("levers: {visa_facilitation: {transit: [{from: 6, hours: 240, scope: nanjing}]}}", "bad_date", None),
    ],
)
def test_what_cannot_be_is_told(folder, text, code, path):
    found = codes(following(folder, text + "\n"))
    assert [one for one, _ in found] == [code]
    assert path is None or found[0][1] == path


def test_a_history_is_past_has_none_itself_and_is_another_file(folder):
    early = NEXT.replace("2024-01", "2023-06")
    assert codes(written(folder, early)) == [("history_late", "period")]
    following(folder)
    assert codes(
        written(folder, NEXT.replace("past.yaml", "next.yaml").replace("2024-01", "2025-01"), "third.yaml")
    ) == [("history_of_history", "history")]
    assert codes(written(folder, NEXT.replace("past.yaml", "self.yaml"), "self.yaml")) == [("history_self", "history")]
    bare = "name: bare\ntitle: {zh: 无, en: Bare}\nends: [{what: [pilot_tasks]}]\n"
    assert codes(written(folder, bare)) == [("ends_without_history", "ends[0]")]


def test_a_task_may_build_on_one_that_was_done_before(folder):
    from model.levers.catalogue import catalogue

    task, needed = next((one.id, one.needs[0]) for one in catalogue().values() if one.needs)
    written(folder, PAST.replace('"1.2-1.4"', f'"{needed}"'), "past.yaml")
    text = f"levers: {{pilot_tasks: [{{tasks: ['{task}'], from: +0}}]}}\n"
    assert read(following(folder, text)).levers.pilot_tasks
    assert codes(following(folder, text + f"ends: [{{what: ['{needed}']}}]\n")) == [
        ("task_needs", "levers.pilot_tasks[0].tasks[0]")
    ]


def test_a_path_that_was_observed_goes_on_by_another_case(folder):
    from model.draws import Draws
    from model.facts import facts
    from model.parameters import Parameters
    from model.world import lay_out
    from model.world.observed import months_known
    from model.world.paths import FIRST

    setting = resolve.setting(read(FOLDER / "next-pilot-extend.yaml"))
    drawn = Draws.of_member(1, 0)

    def world(**cases):
        one = dataclasses.replace(setting, world={**setting.world, **cases})
        return lay_out(one, facts(), drawn, Parameters.drawn(drawn)).by_month

    usual, low = world(), world(incomes="observed_low", investment_climate="observed_low", reopening="observed_slow")
    for name in ("income_index", "willingness", "fdi_value_index"):
        known = months_known() - FIRST - 13
        np.testing.assert_allclose(low[name][:known], usual[name][:known], rtol=1e-12, err_msg=name)
        assert np.all(low[name][-1] < usual[name][-1]), name


def test_variants_share_history_and_results_begin_with_the_period(folder):
    text = "ends: [{what: [pilot_tasks], from: +1}]\nscale: 0.005\n"
    kept = [line for line in PAST.replace("months: 12", "months: 3").splitlines() if "shops" not in line]
    written(folder, "\n".join(kept), "past.yaml")
    short = NEXT.replace("2024-01, months: 6", "2023-07, months: 3")
    job = prepare(read(written(folder, short + text))).job
    job = dataclasses.replace(job, pair=job.pair.pair if hasattr(job.pair, "pair") else job.pair)
    pair = compute(job, 0)
    assert {len(array) for array in pair[HISTORY].values()} == {6}
    assert {len(array) for array in pair["scenario"].values()} == {3}
    assert len(pair["member"]["world_prices"]) == 3
    for name, array in pair["scenario"].items():
        np.testing.assert_array_equal(array[0], pair["counterfactual"][name][0], err_msg=name)
    here, usual = (pair[variant]["task_strength"].sum(axis=1) for variant in ("scenario", "counterfactual"))
    assert usual[1] > 0 and here[1] == 0


def test_the_shipped_plans_begin_where_the_observed_one_ends():
    for name in ("continue", "extend", "end", "cold", "warm"):
        scenario = read(FOLDER / f"next-pilot-{name}.yaml")
        assert scenario.history is not None and scenario.history.name == "observed"
        assert resolve.setting(scenario).months == 72 and scenario.world.incomes.startswith("observed")
        both = resolve.plans(scenario)
        assert both["scenario"] != both["counterfactual"]
