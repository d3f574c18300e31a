"""What is done when only some of a scenario's levers are used: the players of an attribution and their coalitions.

A player owns some actions: a lever, a table of tasks, a field, one task, or who decides. What a player in the coalition owns is as in the
scenario, the rest as in the counterfactual; so nobody is the counterfactual and everybody the scenario.

A task that is a headline lever under another name (1.16) yields where the plan sets the lever itself. It must not step
in when that lever is taken out to see what it brings: it then leaves with the lever. A brake goes with the tasks that
it slows, what a trigger sets off with those who own it.
"""

import dataclasses
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from common.vocabulary import DECIDER_WORDS, LEVER_WORDS, LEVERS, TASK_TABLES, Word
from model.levers.actions import Action, Brake, Plan, TaskRun
from model.levers.catalogue import catalogue
from model.levers.other_names import set_by_itself

SHARED, RANKED = ("levers", "tables", "decider"), ("tasks", "fields")
BY = (*SHARED, *RANKED)
"""Who the players can be: levers; levers with the tasks apart by table; those who decide; levers with the tasks one by
one, or by field. The last two are many: they are ranked, the others share the effect out."""
_TABLE_WORDS = (
    Word(
        "tasks_1",
        "Table 1: deeper reform and wider opening of key service industries",
        "表1：推动服务业重点行业领域深化改革扩大开放",
    ),
    Word(
        "tasks_2",
        "Table 2: integration of modern services and advanced manufacturing",
        "表2：推进现代服务业同先进制造业“两业”融合发展",
    ),
    Word(
        "tasks_3",
        "Table 3: model opening in key parks and platforms",
        "表3：促进服务业扩大开放在重点园区和平台示范发展",
    ),
    Word("tasks_4", "Table 4: institutions and mechanisms of opening", "表4：优化服务业开放发展的体制机制"),
    Word("tasks_5", "Table 5: people, data and finance for opening", "表5：加强服务业开放发展的要素保障"),
    Word("tasks_6", "Table 6: actions of the city's strategy beyond the plan", "表6：城市战略在方案之外的举措"),
)
_TASKS = "pilot_tasks"


class Player(NamedTuple):
    """One player: its key and its names."""

    key: str
    en: str
    zh: str


def players(counterfactual: Plan, scenario: Plan, by: str) -> tuple[Player, ...]:
    """Those whose part differs between counterfactual and scenario, in the order of the levers, tables or deciders."""
    headline = tuple(word for word in LEVER_WORDS if word.key != _TASKS)
    words = {
        "levers": LEVER_WORDS,
        "tables": (*headline, *_TABLE_WORDS),
        "decider": DECIDER_WORDS,
        "tasks": (*headline, *_task_words()),
        "fields": (*headline, *_field_words()),
    }[by]
    return tuple(
        Player(*word)
        for word in words
        if unlabelled(part(scenario, by, {word.key})) != unlabelled(part(counterfactual, by, {word.key}))
    )


def coalition(
    counterfactual: Plan, scenario: Plan, by: str, inside: Collection[str], everyone: Collection[str]
) -> Plan:
    """What is done when only the players ``inside`` act, of ``everyone`` whose part differs.

    Returns:
        A plan; with nobody inside it is the counterfactual, with everyone the scenario.
    """
    outside = set(everyone) - set(inside)
    if not inside:
        return counterfactual
    if not outside:
        return scenario
    taken = _part(scenario, by, lambda key: key not in outside)
    kept = _part(counterfactual, by, lambda key: key in outside)
    both = {name: getattr(taken, name) + getattr(kept, name) for name in (*LEVERS, "brakes", "triggers")}
    joined = Plan(**both, history=scenario.history, since=scenario.since)
    runs = (
        *without_other_names(taken.pilot_tasks, scenario, joined),
        *without_other_names(kept.pilot_tasks, counterfactual, joined),
    )
    return dataclasses.replace(joined, pilot_tasks=runs)


def part(plan: Plan, by: str, keys: Collection[str]) -> Plan:
    """What some players own of a plan."""
    return _part(plan, by, lambda key: key in keys)


def unlabelled(plan: Plan) -> Plan:
    """Return the plan without the file positions of its actions: two plans with the same effect are then equal."""
    plain: dict[str, Any] = {
        lever: tuple(dataclasses.replace(one, label="") for one in getattr(plan, lever)) for lever in LEVERS
    }
    triggers = tuple(dataclasses.replace(one, then=unlabelled(one.then)) for one in plan.triggers)
    return dataclasses.replace(plan, **plain, triggers=triggers)


def _task_words() -> tuple[Word, ...]:
    return tuple(
        Word(task.id, f"{task.id} {task.summary_en}", f"{task.id} {task.summary_zh}") for task in catalogue().values()
    )


def _field_words() -> tuple[Word, ...]:
    return tuple({task.field: Word(task.field, task.field_en, task.field_zh) for task in catalogue().values()}.values())


def _part(plan: Plan, by: str, owned: Callable[[str], bool]) -> Plan:
    actions: dict[str, Any] = {
        lever: tuple(one for one in getattr(plan, lever) if owned(_owner(by, lever, one)))
        for lever in LEVERS
        if lever != _TASKS
    }
    runs = tuple(_owned_tasks(run, by, owned) for run in plan.pilot_tasks)
    return Plan(
        **actions,
        pilot_tasks=tuple(run for run in runs if run.tasks),
        brakes=tuple(brake for brake in (_slowing(one, plan, by, owned) for one in plan.brakes) if brake.slows),
        triggers=plan.triggers_with(lambda then: _part(then, by, owned)),
        history=plan.history,
        since=plan.since,
    )


def _owned_tasks(run: TaskRun, by: str, owned: Callable[[str], bool]) -> TaskRun:
    return _narrowed(run, lambda task: owned(_owner(by, _TASKS, run, task)))


def _owner(by: str, lever: str, action: Action, task: str = "") -> str:
    """Return the player that an action belongs to; a run of tasks belongs to several, task by task."""
    if by == "decider":
        return decider(action, task) if isinstance(action, TaskRun) else action.decided_by
    if lever != _TASKS or by == "levers":
        return lever
    return {"tables": f"tasks_{catalogue()[task].table}", "tasks": task, "fields": catalogue()[task].field}[by]


def decider(run: TaskRun, task: str) -> str:
    """Who decides a task: whom the catalogue names, unless the run names someone above the city."""
    return catalogue()[task].decided_by if run.decided_by == "city" else run.decided_by


def _narrowed(run: TaskRun, keep: Callable[[str], bool]) -> TaskRun:
    tasks = tuple(task for task in run.tasks if keep(task))
    return run if tasks == run.tasks else dataclasses.replace(run, tasks=tasks)


def _slowing(brake: Brake, plan: Plan, by: str, owned: Callable[[str], bool]) -> Brake:
    """Return the brake on those of its tasks and levers that an owner carries out."""
    carried = {task for run in plan.pilot_tasks for task in run.tasks if owned(_owner(by, _TASKS, run, task))}
    headline = [lever for lever in LEVERS if lever != _TASKS]
    carried |= {lever for lever in headline if any(owned(_owner(by, lever, one)) for one in getattr(plan, lever))}
    return dataclasses.replace(brake, slows=tuple(named for named in brake.slows if named in carried))


def without_other_names(runs: tuple[TaskRun, ...], whole: Plan, now: Plan) -> tuple[TaskRun, ...]:
    """Return the runs without tasks that yield to a lever of the full plan and would replace it now."""

    def stays(task: str) -> bool:
        return not catalogue()[task].lever or not set_by_itself(task, whole) or set_by_itself(task, now)

    narrowed = (_narrowed(run, stays) for run in runs)
    return tuple(run for run in narrowed if run.tasks)


if len(_TABLE_WORDS) != len(TASK_TABLES):
    raise ImportError("every table of tasks needs a name")
