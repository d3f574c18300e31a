"""Each task of a plan beside what a ledger says of it: what was due, what was done, and what its effect would rest on."""

from typing import NamedTuple

from common.vocabulary import TABLE_WORDS, TASKS
from model.levers.actions import Plan
from model.levers.catalogue import Task, catalogue
from scenarios.ledger.ledger import Ledger
from scenarios.reading.dates import span


class Progress(NamedTuple):
    """One task at the date of a ledger; a row of ``tasks-carried-out.csv``.

    ``group`` is a field of the plan's first table or one of its other tables. ``due`` is the strength that the plan has in
    force at that date, 0-1, and ``planned`` its greatest; ``share_done`` what the ledger says. ``begun`` is the first date with any share, empty where
    there is none. ``grade`` is the best grade of evidence of what the task does in the model, and ``basis`` says how it acts:
    ``process`` (days, rules, money or land that somebody meets), ``assumed_push``, ``both``, or ``none``. ``evidence`` is the
    latest that the ledger names, ``obstacle`` that of its last entry.
    """

    as_of: str
    task: str
    group: str
    group_en: str
    group_zh: str
    decided_by: str
    planned: float
    due: float
    share_done: float
    begun: str
    grade: str
    basis: str
    evidence: str
    obstacle: str


def progress(plan: Plan, ledger: Ledger) -> tuple[Progress, ...]:
    """Return each task of a plan at the date of a ledger, in the order of the plan.

    Args:
        plan: what was planned.
        ledger: what was carried out.
    """
    as_of, held = span(ledger.as_of)[0], ledger.by_task()
    rows = []
    for task in TASKS:
        runs = [run for run in plan.pilot_tasks if task in run.tasks and run.strength > 0]
        if not runs:
            continue
        entries, known = held.get(task, ()), catalogue()[task]
        rows.append(
            Progress(
                as_of=ledger.as_of,
                task=task,
                **_group(known),
                decided_by=known.decided_by,
                planned=max(run.strength for run in runs),
                due=max((run.strength for run in runs if run.holds_at(as_of)), default=0.0),
                share_done=entries[-1].share_done if entries else 0.0,
                begun=next((entry.date for entry in entries if entry.share_done > 0), ""),
                grade=known.evidence,
                basis=basis_of(known),
                evidence=next((entry.evidence for entry in reversed(entries) if entry.evidence), ""),
                obstacle=entries[-1].obstacle if entries else "",
            )
        )
    return tuple(rows)


def _group(task: Task) -> dict[str, str]:
    """A field of the first table, which holds the plan's ten fields, or the whole of another table."""
    if task.table == 1:
        return {"group": task.field, "group_en": task.field_en, "group_zh": task.field_zh}
    word = TABLE_WORDS[task.table - 1]
    return {"group": word.key, "group_en": word.en, "group_zh": word.zh}


def basis_of(task: Task) -> str:
    """Return how a task acts: ``process``, ``assumed_push``, ``both`` or ``none``."""
    if task.lever:
        return "process"
    found = {push.basis for push in task.pushes}
    return "both" if len(found) > 1 else next(iter(found), "none")
