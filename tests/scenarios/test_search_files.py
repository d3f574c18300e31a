"""Search files: what may be chosen, and what is said of files that ask for nothing that can be searched."""

import pytest

from common.problems import InputError
from common.text import Text
from scenarios.attributing.coalitions import unlabelled
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read as read_scenario
from scenarios.running import resolve
from scenarios.searching.measure import joined
from scenarios.searching.plan_files import scenario_of, text_of
from scenarios.searching.search_reader import read
from tests.support.scenario_files import written

BASE = """\
name: base
title: {zh: 甲, en: Base}
levers:
  duty_free: {tax_refund: [{from: 2023-05, rate: 0.11, minimum_cny: 500}]}
  pilot_tasks: [{from: 2023-02, tasks: ["1.2"]}]
"""
SEARCH = """\
name: sample
title: {zh: 样例, en: Sample}
base: base.yaml
choose:
  tasks: {tasks: ["1.2-1.4", "1.16"], from: [2023-04, 2024-01]}
  levers:
    flights:
      title: {zh: 航班, en: Flights}
      adds: {route_rights: {grants: [{from: 2023-07, origins: [SGP], weekly_frequencies: 7}]}}
      steps: {weekly_frequencies: [7, 14]}
    if-slow:
      title: {zh: 客流不足时退税, en: A refund if visitors stay behind}
      trigger: {outcome: visitors, below: 900000, by: 2024-06}
      adds: {duty_free: {tax_refund: [{from: 2024-07, rate: 0.11, minimum_cny: 200, decided_by: city}]}}
want:
  - {most: visitors}
  - {most: [goods_exports, goods_imports], of: share_reaching, amount: 100}
within: {fiscal_cost: 500, decided_by: [city], risks: {crowding: 1}}
worlds: {reopening: [slow, fast]}
"""


def asked(folder, text=SEARCH):
    written(folder, BASE, "base.yaml")
    return read(written(folder, text, "search.yaml"))


def wrong(folder, old, new):
    assert old in SEARCH
    with pytest.raises(InputError) as caught:
        asked(folder, SEARCH.replace(old, new))
    for lang in ("en", "zh"):
        assert caught.value.render(lang)
    return [(p.line, p.column, p.code, p.nearest) for p in caught.value.problems]


def test_a_file_says_what_may_be_chosen(tmp_path):
    found = asked(tmp_path)
    choices = found.asked.space.choices
    assert list(choices) == ["1.3", "1.4", "1.16", "flights", "if-slow"]  # the base carries out 1.2
    by_key = {option.key: option for option in found.asked.space.options}
    assert by_key["flights@1"].plan.route_rights[0].weekly_frequencies == 14
    assert by_key["flights@0"].decided_by == "national" and "7" in by_key["flights@0"].title.zh
    early, late = by_key["1.3@2023-04"], by_key["1.3@2024-01"]
    assert early.known_cost > late.known_cost > 0
    assert all(early.pushes[channel] > late.pushes[channel] for channel in early.pushes)
    assert by_key["1.16@2023-04"].own and not early.own
    assert found.asked.wants[1].title.en == "Goods trade" and found.worlds == {"reopening": ("slow", "fast")}


def test_a_plan_is_a_scenario_file_that_does_the_same(tmp_path):
    found = asked(tmp_path)
    space = found.asked.space
    plan = space.random(9, 3)[1]
    plan[:] = [
        option.key in ("1.3@2023-04", "1.4@2024-01", "1.16@2024-01", "flights@1", "if-slow") for option in space.options
    ]
    text = text_of(scenario_of(found, plan, "one", Text("One", "一"), Text("Note", "注")))
    scenario = read_scenario(written(tmp_path, text, "one.yaml"))
    made = resolve.plans(scenario)
    base = resolve.plan(found.base.levers)
    assert made["counterfactual"].duty_free and made["counterfactual"].pilot_tasks
    done = joined(base, space, plan)

    def plain(one):
        runs = {(run.start, task) for run in one.pilot_tasks for task in run.tasks}
        return (
            runs,
            [(grant.start, grant.weekly_frequencies) for grant in one.route_rights],
            len(one.duty_free),
            unlabelled(one).triggers,
        )

    assert plain(made["scenario"]) == plain(done)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("visitors}", "visitor}", (16, 12, "unknown_result", "visitors")),
        ("visitors}", "talent}", (16, 12, "not_a_flow", "talent_arrivals")),
        (", amount: 100", "", (17, 5, "amount_for_share", None)),
        ("weekly_frequencies: [7, 14]", "weekly_flights: [7, 14]", (10, 31, "step_not_once", None)),
        ("[7, 14]", "[7, 0.1]", (10, 39, "out_of_range", None)),
        ("origins: [SGP]", "origins: [SPG]", (9, 64, "origin_unknown", None)),
        ("fiscal_cost: 500", "fiscal_costs: 500", (18, 10, "unknown_key", "fiscal_cost")),
        ("[slow, fast]", "[slow, fats]", (19, 27, "unknown_word", "fast")),
        ("2024-01]}", "2034-01]}", (5, 53, "date_outside", None)),
        ("crowding", "crowdings", (18, 61, "unknown_word", "crowding")),
    ],
)
def test_faults_are_told_where_they_are(tmp_path, old, new, expected):
    found = wrong(tmp_path, old, new)
    assert any(one[0] == expected[0] and one[2:] == expected[2:] for one in found), found


def test_a_search_needs_something_to_choose(tmp_path):
    text = (
        SEARCH.replace('"1.2-1.4", "1.16"', '"1.2"').partition("  levers:")[0]
        + "want: [{most: visitors}]\nwithin: {fiscal_cost: 5}\n"
    )
    with pytest.raises(InputError) as caught:
        asked(tmp_path, text)
    assert [problem.code for problem in caught.value.problems] == ["nothing_to_choose"]


@pytest.mark.parametrize("path", sorted((FOLDER / "searches").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_searches_are_sound_and_take_under_twenty_minutes(path):
    found = read(path)
    asked = found.asked
    runs = asked.sizes.runs(len(asked.wants), True, asked.reach is not None)
    assert runs * 1.25 / 2 < 20 * 60  # processor seconds of a run, two cores: docs/search.md has the measurement
    assert len(asked.space.choices) > 10


def test_schemas_and_reference_pages_are_those_of_the_forms():
    from scenarios.searching.file_forms import texts

    for path, text in texts().items():
        assert path.read_text(encoding="utf-8") == text, "python -m scenarios.searching.file_forms"
