"""A scenario as a ledger says that it was carried out: its pilot tasks at the shares done, all else as written.

- A share done is a strength: from its date on the task is carried out to that share of what the plan holds. Several dates
  of a task make steps, as entries of a scenario file do; a share of 0 ends it.
- Ramp, announcement and decider are those of the scenario's own entry for the task, so that a ledger which says that all
  was done as planned changes nothing. A task ends when the scenario ends it, unless the ledger has a later date.
- A task that the ledger does not hold is not carried out: nothing is counted for which there is no record.
"""

import datetime
from collections.abc import Iterator

from common.problems import Phrase
from common.vocabulary import TASKS
from model.levers.catalogue import catalogue
from scenarios.ledger.ledger import Entry, Ledger
from scenarios.ledger.messages import phrase
from scenarios.ledger.reader import planned_tasks
from scenarios.reading.dates import span
from scenarios.reading.schema import Scenario, TaskRun
from scenarios.reading.tasks import compact, expand_all

SUFFIX = "-carried-out"
LONGEST_NAME = 64
_TITLES = {"en": (200, "{}, as carried out"), "zh": (120, "{}（按台账落实）")}


def carried_out(scenario: Scenario, ledger: Ledger) -> Scenario:
    """Return the scenario with its tasks at the shares of the ledger; name and title say so."""
    groups: dict[tuple, list[str]] = {}
    for task, entries in ledger.by_task().items():
        for terms in _terms(scenario, task, entries):
            groups.setdefault(terms, []).append(task)
    runs = tuple(_run(terms, tasks) for terms, tasks in groups.items())
    titles = {lang: form.format(getattr(scenario.title, lang))[:most] for lang, (most, form) in _TITLES.items()}
    return scenario.model_copy(
        update={
            "name": scenario.name[: LONGEST_NAME - len(SUFFIX)] + SUFFIX,
            "title": scenario.title.model_copy(update=titles),
            "levers": scenario.levers.model_copy(update={"pilot_tasks": runs}),
        }
    )


def entry_planned(scenario: Scenario, task: str, moment: float) -> TaskRun:
    """Return the scenario's entry for a task that is in force at a moment: the last that has begun, else the first.

    Args:
        scenario: what was planned; it carries out the task.
        task: its id.
        moment: in calendar months.
    """
    own = [run for run in scenario.levers.pilot_tasks if run.strength > 0 and task in expand_all(run.tasks)]
    own.sort(key=lambda run: span(run.from_)[0])
    return next((run for run in reversed(own) if span(run.from_)[0] <= moment), own[0])


def _terms(scenario: Scenario, task: str, entries: tuple[Entry, ...]) -> Iterator[tuple]:
    """Yield date, end, strength, ramp, announcement and decider of each step of a task."""
    before = 0.0
    for number, entry in enumerate(entries):
        if entry.share_done > 0 and entry.share_done != before:
            own = entry_planned(scenario, task, entry.start)
            stop = next((later for later in entries[number:] if later.share_done == 0), None)
            until = _before(stop.date) if stop else own.until
            if stop is None and until is not None and any(span(until)[1] <= later.start for later in entries):
                until = None
            announced = own.announced
            if announced is not None and span(announced)[0] > entry.start:
                announced = None
            yield entry.date, until, entry.share_done, own.ramp_months, announced, own.decided_by
        before = entry.share_done


def _run(terms: tuple, tasks: list[str]) -> TaskRun:
    date, until, strength, ramp, announced, decided_by = terms
    return TaskRun.model_validate(
        {
            "tasks": compact(tasks),
            "from": date,
            "until": until,
            "strength": strength,
            "ramp_months": ramp,
            "announced": announced,
            "decided_by": decided_by,
        }
    )


def _before(date: str) -> str:
    """Return the last day or month before a date, in its form."""
    whole = len(date) == len("2023-01")
    day = datetime.date.fromisoformat(f"{date}-01" if whole else date) - datetime.timedelta(1)
    return f"{day:%Y-%m}" if whole else day.isoformat()


def notes_on(scenario: Scenario, ledger: Ledger) -> Iterator[Phrase]:
    """Yield what a reader should know of a ledger beside its scenario; what is left out of it comes first.

    Args:
        scenario: what was planned.
        ledger: what was read for it.
    """
    planned, held = planned_tasks(scenario), ledger.by_task()
    if absent := [task for task in planned if task not in held]:
        yield phrase("absent", count=len(absent), all=len(planned), tasks=compact(absent))
        if short := tuple(task for task in absent if task.endswith("0") and task[:-1] in held):
            yield phrase("shortened", tasks=short)
    bare = [task for task, entries in held.items() if entries[-1].share_done > 0 and not _evidence(entries)]
    if bare:
        yield phrase("no_evidence", count=len(bare), tasks=compact(bare))
    yield from _needs(held)
    yield from _set_itself(scenario, held)
    if span(ledger.as_of)[1] < span(scenario.period.start)[0] + scenario.period.months:
        yield phrase("later", date=ledger.as_of)


def _evidence(entries: tuple[Entry, ...]) -> str:
    return next((entry.evidence for entry in reversed(entries) if entry.evidence), "")


def _needs(held: dict[str, tuple[Entry, ...]]) -> Iterator[Phrase]:
    """Yield tasks that were carried out before those on which they build."""
    begun = {task: next((entry for entry in entries if entry.share_done > 0), None) for task, entries in held.items()}
    for task, entry in begun.items():
        for needed in catalogue()[task].needs if entry else ():
            first = begun.get(needed)
            if entry and (first is None or first.start > entry.start):
                yield phrase("needs", task=task, needed=needed, date=entry.date)


def _set_itself(scenario: Scenario, held: dict[str, tuple[Entry, ...]]) -> Iterator[Phrase]:
    from model.levers.other_names import set_by_itself
    from scenarios.running.resolve import plan

    written = plan(scenario.levers)
    named = [task for task in TASKS if task in held and catalogue()[task].lever and set_by_itself(task, written)]
    if named:
        yield phrase("set_itself", tasks=compact(named))
