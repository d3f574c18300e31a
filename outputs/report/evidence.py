"""The section of a report on how well the tasks' effects are known: grades of evidence, and what acts by an assumption."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from common.vocabulary import TASKS
from outputs.documents.document import Block, Cell, Paragraph, Section, Table
from outputs.report.measures import readers
from outputs.report.proven import ranges
from outputs.report.run import Run
from outputs.results.numbers import number, percent, places

GRADES = {
    "A": ("causal estimate: measured elsewhere", "有因果证据：同类措施的作用已在他处测得"),
    "B": ("correlation: moves together with what it should bring", "有相关性证据：同类措施与预期成效同向变动"),
    "C": ("an expert's analogy", "专家类比：参照同类措施判断"),
    "D": ("none: a guess where it has an effect at all", "无证据：作用大小为估计，或未建模"),
}
BASIS = {
    "process": ("process", "具体过程"),
    "assumed_push": ("assumed push", "假设推动量"),
    "both": ("process and assumed push", "两者兼有"),
    "none": ("not modelled, cost only", "未建模，仅计成本"),
}


class Known(NamedTuple):
    """How well a task's effect is known: its grade and its basis, keys of :data:`GRADES` and :data:`BASIS`."""

    grade: str
    basis: str


def known_tasks(provenance: Mapping) -> dict[str, Known]:
    """Grades and bases of tasks in a provenance; what cannot be read is left out."""
    entries = provenance.get("task_evidence")
    found = {}
    for task, entry in entries.items() if isinstance(entries, Mapping) else ():
        if task in TASKS and isinstance(entry, list) and len(entry) == 2 and entry[0] in GRADES and entry[1] in BASIS:
            found[task] = Known(*entry)
    return found


def tasks_at_work(run: Run) -> dict[str, tuple[float, float]]:
    """Strength at the end and mean cost over the period, million CNY, of each task that is in force or has cost something."""
    strength = run.dataset["task_strength"].sel(variant="scenario").isel(month=-1).mean("member").values
    cost = run.dataset["task_cost"].sel(variant="scenario").sum("month").mean("member").values
    keys = [str(key) for key in run.dataset["task"].values]
    return {key: (float(strength[k]), float(cost[k])) for k, key in enumerate(keys) if strength[k] > 0}


def idle_tasks(provenance: Mapping) -> dict[str, str]:
    """Why each task of a run changed nothing, by its id, as the provenance has it."""
    entries, found = provenance.get("idle_tasks"), {}
    for entry in entries if isinstance(entries, Sequence) else ():
        listed = entry.get("tasks") if isinstance(entry, Mapping) else None
        for item in listed if isinstance(listed, Sequence) else ():
            first, _, last = str(item).partition("-")
            if first in TASKS and (not last or last in TASKS):
                for task in TASKS[TASKS.index(first) : TASKS.index(last or first) + 1]:
                    found[task] = str(entry.get("why", ""))
    return found


def evidence(run: Run) -> tuple[Section, ...]:
    """The section; none where no task is in force."""
    tasks = tasks_at_work(run)
    if not tasks:
        return ()
    title = run.pick("Evidence for the tasks used", "所用任务的证据等级")
    return (Section("evidence", title, tuple(_blocks(run, tasks))),)


def _blocks(run: Run, tasks: dict[str, tuple[float, float]]) -> list[Block]:
    known = {task: one for task, one in known_tasks(run.provenance).items() if task in tasks}
    if not known:
        text = run.pick(
            "The record of this run does not hold grades of evidence. Simulate again to have them here.",
            "本次运行的记录中没有证据等级，重新模拟后可在此列出。",
        )
        return [Paragraph(text)]
    pushed = [task for task, one in known.items() if one.basis in ("assumed_push", "both")]
    weak = [task for task, one in known.items() if one.grade in ("C", "D")]
    text = run.pick(
        f"{len(known)} tasks are in force. {len(weak)} of them rest on an expert's analogy or on no evidence (grades C and D); "
        f"{len(pushed)} act in whole or part by a push of assumed size, not by days, rules, money or land that somebody meets.",
        f"期末实施任务{len(known)}项，其中{len(weak)}项仅有专家类比或没有证据（C、D级）；{len(pushed)}项全部或部分以假设的推动量起作用，"
        "而非经由有人实际遇到的天数、规则、资金或用地。",
    )
    return [Paragraph(text), _table(run, tasks, known)]


def _table(run: Run, tasks: dict[str, tuple[float, float]], known: dict[str, Known]) -> Table:
    of = readers(run, "task_cost")
    groups = {grade: [task for task in TASKS if task in known and known[task].grade == grade] for grade in GRADES}
    groups = {grade: listed for grade, listed in groups.items() if listed}
    costs = [of.factor * sum(tasks[task][1] for task in listed) for listed in groups.values()]
    total = float(np.sum(costs))
    decimals = places(0, 0, total) - 1 if total else 0
    rows = tuple(
        (
            Cell(grade),
            Cell(run.pick(*GRADES[grade])),
            Cell(str(len(listed)), len(listed)),
            Cell(number(cost, decimals), cost),
            Cell(percent(cost / total if total else np.nan, lang=run.lang), cost),
            Cell(ranges(listed, run.lang)),
        )
        for (grade, listed), cost in zip(groups.items(), costs, strict=True)
    )
    header = run.pick(
        f"Grade|What it means|Tasks|Cost, {of.name}|Share of cost|Which",
        f"等级|含义|任务数|成本（{of.name}）|成本占比|任务编号",
    ).split("|")
    caption = run.pick("Tasks in force by grade of evidence", "按证据等级划分的实施任务")
    return Table(caption, tuple(header), rows, words=frozenset({1, 5}))
