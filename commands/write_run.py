"""What is written of a finished run beside its results: its scenario, parts, history, summary and where it came from."""

import datetime
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

from commands.closing_table import closing, opened
from commands.ledger import keep
from commands.results_file import provenance, write_history, write_provenance, write_results
from common.files import file_digest, write_text
from outputs.citing import crate
from outputs.citing.facts import facts_of
from outputs.results.carried_out import planned_csv
from outputs.results.part_of_effect import part_csv
from outputs.results.prices import prices_csv
from outputs.results.summary_rows import summary_csv
from scenarios.ledger.grades import task_grades
from scenarios.running import ensemble, workers
from scenarios.running.city_share import Part
from scenarios.running.idle_rules import idle_brakes, unflown_support
from scenarios.running.late_tasks import late_tasks
from scenarios.running.member import CITY, HISTORY, PLANNED, PROCESS
from scenarios.running.prepare import Prepared
from scenarios.running.unused_levers import Idle, idle_tasks


def write_run(
    prepared: Prepared,
    done: ensemble.Ensemble,
    idle: Sequence[Idle],
    run: Path,
    draw: Callable[[], list[Future]],
    command: Sequence[str],
    started: datetime.datetime,
    lang: str,
) -> list:
    """Write all files of a finished run beside its results, which exist already.

    Args:
        prepared: the scenario.
        done: its members.
        idle: levers that changed nothing.
        run: the folder.
        draw: begins to draw the figures from the results.
        command: the words of the command, for the record.
        started: when the run began.
        lang: language of what is returned.

    Returns:
        The closing summary, see :func:`commands.closing_table.closing`.
    """
    if prepared.job.before:
        (run / HISTORY).mkdir()
        write_history(prepared, done, run / HISTORY / "results.nc")
    figures = draw()  # by other processes, which takes longest: this one does the rest meanwhile
    _write_parts(prepared, done, run)
    write_text(run / "scenario.yaml", prepared.text)
    record = provenance(prepared, done, command, started)
    record["files"] = {path.relative_to(run).as_posix(): file_digest(path) for path in sorted(run.rglob("results.nc"))}
    record["idle_levers"] = [item._asdict() for item in idle]
    record["idle_tasks"] = [item._asdict() for item in idle_tasks(prepared.job)]
    record["task_evidence"] = task_grades()
    record["late_tasks"] = [item._asdict() for item in late_tasks(prepared.job)]
    record["idle_brakes"] = [item._asdict() for item in idle_brakes(prepared.job, done)]
    record["unflown_support"] = [item._asdict() for item in unflown_support(prepared.job, done)]
    if ledger := keep(prepared, run):
        record["ledger"] = ledger
    with opened(run) as (dataset, parts):
        summary = summary_csv(dataset) + prices_csv(dataset)
        for name, results in parts.items():
            summary += planned_csv(dataset, results) if name == PLANNED else part_csv(dataset, results, name)
        told = closing(dataset, parts, record, lang)
        known = facts_of(dataset, record, run)
    write_text(run / "summary.csv", "\ufeff" + summary)  # marked as UTF-8, as spreadsheets on Chinese systems need it
    workers.results(figures)
    write_provenance(record, run)
    write_text(run / crate.NAME, crate.crate(run, known))  # last: it has the digests of all other files
    return told


def _write_parts(prepared: Prepared, done: ensemble.Ensemble, run: Path) -> None:
    """Write the results of what was run beside the variants, each in a folder of its own."""
    plans = ((CITY, prepared.job.city), (PROCESS, prepared.job.process), (PLANNED, prepared.job.planned))
    for name, plan in plans:
        part = Part(done, name)
        if plan is not None and part.members:
            (run / name).mkdir()
            write_results(prepared, part, run / name / "results.nc")
