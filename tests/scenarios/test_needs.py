"""Tasks that build on others are refused where those are not under way."""

import pytest

from model.levers.catalogue import catalogue
from tests.support.scenario_files import problems

HEAD = "name: a\ntitle: {zh: 样例, en: Sample}\nperiod: {start: 2023-01, months: 36}\nlevers:\n  pilot_tasks:\n"


def found(folder, *runs):
    return [(p.path, p.message) for p in problems(folder, HEAD + "".join(f"    - {run}\n" for run in runs))]


@pytest.mark.parametrize("task", [task.id for task in catalogue().values() if task.needs])
def test_a_task_starts_with_or_after_what_it_needs(tmp_path, task):
    (needed,) = catalogue()[task].needs
    assert found(tmp_path, f'{{tasks: ["{needed}", "{task}"], from: 2023-04}}') == []
    assert found(tmp_path, f'{{tasks: ["{task}"], from: 2023-06}}', f'{{tasks: ["{needed}"], from: 2023-04}}') == []
    ((path, message),) = found(tmp_path, f'{{tasks: ["{task}"], from: 2023-06}}')
    assert path == "levers.pilot_tasks[0].tasks[0]"
    for lang in ("en", "zh"):
        assert all(part in message.say(lang) for part in (task, needed, "2023-06"))


@pytest.mark.parametrize(
    "other", ["from: 2023-07", "from: 2023-02, until: 2023-05", "from: 2023-04, strength: 0"],
    ids=["later", "over before", "not carried out"],
)  # fmt: skip
def test_what_is_needed_must_be_under_way(tmp_path, other):
    faults = found(tmp_path, '{tasks: ["5.12"], from: 2023-06}', f'{{tasks: ["5.9"], {other}}}')
    assert [message.code for _, message in faults] == ["task_needs"]


def test_the_counterfactual_is_held_to_it_too(tmp_path):
    text = "name: a\ntitle: {zh: 样例, en: Sample}\ncounterfactual: b.yaml\n"
    other = text.replace("counterfactual: b.yaml", 'levers: {pilot_tasks: [{tasks: ["5.12"], from: 2023-06}]}')
    (tmp_path / "b.yaml").write_text(other.replace("name: a", "name: b"), encoding="utf-8")
    assert [p.message.code for p in problems(tmp_path, text)] == ["task_needs"]
