"""A ledger of tasks beside a scenario: read for it, noted, and kept with the results."""

from pathlib import Path
from typing import TYPE_CHECKING

from common.files import csv_text, file_digest, write_text
from common.problems import Problem
from scenarios.ledger.carried_out import notes_on
from scenarios.ledger.ledger import Ledger
from scenarios.ledger.progress import Progress, progress
from scenarios.ledger.reader import planned_tasks, read_ledger
from scenarios.reading.notes import Note
from scenarios.reading.schema import Scenario

if TYPE_CHECKING:
    from scenarios.running.prepare import Prepared

LEDGER = "ledger.csv"
"""The ledger as it was read, beside the results."""


def ledger_for(scenario: Scenario, path: Path | None) -> tuple[Ledger | None, tuple[Note, ...]]:
    """Return the ledger of a scenario, and what a reader should know of it; None where there is none.

    Raises:
        InputError: problems of the ledger, all of them.
    """
    if path is None:
        return None, ()
    ledger, on_form = read_ledger(path, scenario)
    found = (*on_form, *notes_on(scenario, ledger))
    return ledger, tuple(Note(Problem(str(path), 0, 0, "", phrase)) for phrase in found)


def told(scenario: Scenario, ledger: Ledger, lang: str) -> str:
    """Return in one line how much of a scenario a ledger says is carried out."""
    last = [entries[-1].share_done for entries in ledger.by_task().values()]
    planned, begun, full = (
        len(planned_tasks(scenario)),
        sum(share > 0 for share in last),
        sum(share == 1 for share in last),
    )
    if lang == "zh":
        return f"{ledger.file}：无误：情景的 {planned} 项任务中，截至 {ledger.as_of} 已启动 {begun} 项，其中全部完成 {full} 项"
    return f"{ledger.file}: sound: of {planned} tasks of the scenario {begun} were begun by {ledger.as_of}, {full} of them done in full"


def keep(prepared: "Prepared", run: Path) -> dict[str, str]:
    """Write the ledger, and each task beside it, into the folder of a run; return the record for its provenance."""
    from outputs.results.carried_out import PROGRESS

    ledger, planned = prepared.ledger, prepared.job.planned
    if ledger is None or planned is None:
        return {}
    write_text(run / LEDGER, ledger.text())
    write_text(run / PROGRESS, csv_text([Progress._fields, *progress(planned, ledger)]))
    return {"read_from": ledger.file, "as_of": ledger.as_of, "sha256": file_digest(run / LEDGER)}
