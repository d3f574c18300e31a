"""What is written of a finished run beside its results: its scenario, parts, history, summary and where it came from.

The steps follow one another as a reader waits for them: the table first, the notes below it, then what is only kept.
"""

import datetime
from collections.abc import Sequence
from pathlib import Path

import xarray as xr

from commands.closing_table import closing, closing_notes, parts_of, results_of
from commands.ledger import keep
from commands.results_file import provenance, write_history, write_provenance, write_results
from common.files import file_digest, write_text
from outputs.citing import crate
from outputs.citing.facts import Facts, facts_of
from outputs.results.carried_out import planned_csv
from outputs.results.part_of_effect import part_csv
from outputs.results.prices import prices_csv
from outputs.results.summary_rows import summary_csv
from scenarios.ledger.grades import task_grades
from scenarios.running import ensemble
from scenarios.running.city_share import Part
from scenarios.running.fired_triggers import fired_triggers
from scenarios.running.idle_rules import Noted, idle_brakes, unflown_support
from scenarios.running.late_tasks import late_tasks
from scenarios.running.member import CITY, HISTORY, PLANNED, PROCESS
from scenarios.running.prepare import Prepared
from scenarios.running.unused_levers import Idle, idle_tasks


class RunFiles:
    """The files of a finished run, written step by step.

    Args:
        prepared: the scenario.
        done: its members.
        run: the folder.
        lang: language of what the steps return.
    """

    def __init__(self, prepared: Prepared, done: ensemble.Ensemble, run: Path, lang: str) -> None:
        self._prepared, self._done, self._run, self._lang = prepared, done, run, lang
        self._noted = Noted(done)
        self._record: dict = {}
        self._dataset: xr.Dataset
        self._known: Facts

    def results(self) -> None:
        """Write what figures are drawn from."""
        write_results(self._prepared, self._noted, self._run / "results.nc")
        if self._prepared.job.before:
            (self._run / HISTORY).mkdir()
            write_history(self._prepared, self._done, self._run / HISTORY / "results.nc")

    def table(self) -> list:
        """Return the closing table of the results."""
        self._dataset = results_of(self._run)
        return closing(self._dataset, self._lang)

    def parts(self) -> None:
        """Write the results of what was run beside the variants, each in a folder of its own."""
        job = self._prepared.job
        for name, plan in ((CITY, job.city), (PROCESS, job.process), (PLANNED, job.planned)):
            part = Part(self._done, name)
            if plan is not None and part.members:
                (self._run / name).mkdir()
                write_results(self._prepared, part, self._run / name / "results.nc")

    def summary(self, idle: Sequence[Idle], command: Sequence[str], started: datetime.datetime) -> list[str]:
        """Write the scenario and the summary, after the parts; return the notes below the table.

        Args:
            idle: levers that changed nothing.
            command: the words of the command, for the record.
            started: when the run began.
        """
        prepared, done, run = self._prepared, self._done, self._run
        write_text(run / "scenario.yaml", prepared.text)
        record = self._record = provenance(prepared, done, command, started)
        files = sorted(run.rglob("results.nc"))
        record["files"] = {path.relative_to(run).as_posix(): file_digest(path) for path in files}
        record["idle_levers"] = [item._asdict() for item in idle]
        record["idle_tasks"] = [item._asdict() for item in idle_tasks(prepared.job)]
        record["task_evidence"] = task_grades()
        record["late_tasks"] = [item._asdict() for item in late_tasks(prepared.job)]
        record["idle_brakes"] = [item._asdict() for item in idle_brakes(prepared.job, self._noted.brief)]
        record["unflown_support"] = [item._asdict() for item in unflown_support(prepared.job, self._noted.brief)]
        record["fired_triggers"] = [item._asdict() for item in fired_triggers(prepared.job, self._dataset)]
        if ledger := keep(prepared, run):
            record["ledger"] = ledger
        dataset, parts = self._dataset, parts_of(run)
        summary = summary_csv(dataset) + prices_csv(dataset)
        for name, results in parts.items():
            summary += planned_csv(dataset, results) if name == PLANNED else part_csv(dataset, results, name)
        self._known = facts_of(dataset, record, run)
        # marked as UTF-8, as spreadsheets on Chinese systems need it
        write_text(run / "summary.csv", "\ufeff" + summary)
        return closing_notes(dataset, parts, record, self._lang)

    def record(self) -> None:
        """Write where the run came from, once the figures are there: the last file has the digests of all others."""
        write_provenance(self._record, self._run)
        write_text(self._run / crate.NAME, crate.crate(self._run, self._known))
