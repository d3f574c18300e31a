"""Run the ensembles of scenario files, keep the results and show them: what several commands rest on."""

import datetime
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from commands import precision
from commands.closing_table import closing, opened, show
from commands.condition import conditioned, given_for
from commands.console import DONE, FAILED, Console
from commands.ledger import keep, ledger_for
from commands.notes import show_lacking_letters, show_notes
from commands.options import RunOptions
from commands.progress import members_done
from commands.read_files import read_each
from commands.results_file import provenance, write_history, write_provenance, write_results
from common.errors import UserError
from common.files import file_digest, write_text
from common.problems import InputError
from common.text import LANGUAGES
from outputs.citing import crate
from outputs.citing.facts import facts_of
from outputs.results.carried_out import planned_csv
from outputs.results.folder import RunFolder
from outputs.results.history import history_of
from outputs.results.open import open_run, read_provenance
from outputs.results.outcomes import HEADLINES, load
from outputs.results.part_of_effect import part_csv
from outputs.results.prices import prices_csv
from outputs.results.summary_rows import summary_csv
from scenarios.conditioning.given import Given
from scenarios.ledger.grades import task_grades
from scenarios.ledger.ledger import Ledger
from scenarios.reading.notes import FOR_CHECK_ONLY, Note
from scenarios.reading.options import with_options
from scenarios.reading.reader import read_with_notes
from scenarios.reading.schema import Scenario
from scenarios.running import ensemble, workers
from scenarios.running.city_share import Part, with_city, with_process
from scenarios.running.idle_rules import idle_brakes, unflown_support
from scenarios.running.late_tasks import late_tasks
from scenarios.running.member import CITY, HISTORY, PLANNED, PROCESS
from scenarios.running.prepare import Prepared, prepare
from scenarios.running.unused_levers import Idle, idle_levers, idle_tasks

MembersOf = Callable[[Prepared, RunFolder, RunOptions, Console], tuple[Prepared, ensemble.Ensemble]]
"""Brings the members of a scenario into the folder of its run; gives the scenario back, which then says how many they are."""


def run_ensembles(
    files: Sequence[Path], run_options: RunOptions, console: Console, members: MembersOf | None = None
) -> int:
    """Run the scenarios one after the other.

    Nothing is written before every file is read, and every result that would be in the way is found.

    Args:
        files: the scenario files.
        run_options: what the command line says.
        console: prints in the reader's language.
        members: brings the members of a scenario, default by running them.

    Returns:
        The exit code: 1 where a scenario lost all its members, else 0.

    Raises:
        InputError: problems in the files or the options; all of them are in the error.
        UserError: results that would be in the way.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    asked = [(prepared, _folder(prepared, run_options)) for prepared in read_all(files, run_options, console)]
    fresh = []
    for _, folder in asked:
        fresh.append(not folder.reusable(run_options.replace))
        if fresh[-1]:
            folder.check_partial(run_options.resume, run_options.replace)
    worst = DONE
    for (prepared, folder), to_run in zip(asked, fresh, strict=True):
        if not to_run:
            folder.tidy()
            console.note(
                f"{folder.name}: inputs unchanged, the results of {folder.final} stand",
                f"{folder.name}：输入未变，沿用 {folder.final} 的结果",
            )
            with opened(folder.final) as (dataset, part):
                blocks: list | None = closing(dataset, part, read_provenance(folder.final) or {}, console.lang)
        else:
            blocks = _run(prepared, folder, run_options, console, members or _run_members)
        if blocks is None:
            worst = FAILED
            continue
        show(blocks, folder.final, console)
        if run_options.precision is not None:
            precision.show_reached(folder.final, run_options.precision, console)
    return worst


def with_parts(prepared: Prepared) -> Prepared:
    """Return the scenario with what is run beside it in some members: what the city decides, what needs no elicited push."""
    return prepared._replace(job=with_process(with_city(prepared.job)))


def read_all(files: Sequence[Path], run_options: RunOptions, console: Console) -> list[Prepared]:
    """Return every scenario, ready to run, or every problem of every file at once."""
    notes: list[Note] = []

    def read(file: Path) -> tuple[Scenario, Ledger | None, Given | None]:
        scenario, notes_on_file = read_with_notes(file)
        ledger, notes_on_ledger = ledger_for(scenario, run_options.ledger)
        notes.extend(notes_on_file + notes_on_ledger)
        scenario = with_options(scenario, run_options.members, run_options.seed, run_options.scale)
        return scenario, ledger, given_for(scenario, run_options, console)

    scenarios, problems = read_each(files, read)
    if problems:
        raise InputError(problems)
    names = [scenario.name for scenario, *_ in scenarios]
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise UserError(
            f"several files have the name {', '.join(doubled)}, but a run has one",
            f"多个文件的 name 都是 {'、'.join(doubled)}，而一个名称只能对应一次运行",
        )
    show_notes((note for note in notes if note.code not in FOR_CHECK_ONLY), console)
    return [prepare(scenario, run_options.posterior, ledger, given) for scenario, ledger, given in scenarios]


def _folder(prepared: Prepared, run_options: RunOptions) -> RunFolder:
    if run_options.precision is not None:
        prepared = precision.as_it_stands(prepared, run_options.out / prepared.scenario.name, run_options.precision)
    return RunFolder(run_options.out, prepared.scenario.name, prepared.identity, prepared.job.inputs, prepared.hashes)


def _run(
    prepared: Prepared, folder: RunFolder, run_options: RunOptions, console: Console, members: MembersOf
) -> list | None:
    """Run one scenario, publish its results and return its closing summary; None where every member failed."""
    started = datetime.datetime.now(datetime.UTC)
    prepared = with_parts(prepared)
    folder.begin(run_options.resume, run_options.replace)
    try:
        prepared = conditioned(prepared, folder, run_options, console)
        prepared, done = members(prepared, folder, run_options, console)
        _tell_failures(done, prepared.members, folder, console)
        title = prepared.scenario.title
        show_lacking_letters((title.zh, title.en), console)
        if not done.members:
            return None
        with ThreadPoolExecutor(1) as beside:  # this process would only wait for its workers
            stored = beside.submit(write_results, prepared, done, folder.run / "results.nc")
            idle = idle_levers(prepared.job, done, run_options.workers)
            stored.result()
        told = _write(prepared, done, idle, folder.run, run_options, started, console.lang)
        folder.publish()
    except BaseException:
        workers.stop(at_once=True)
        raise
    finally:
        folder.release()
    return told


def _run_members(
    prepared: Prepared, folder: RunFolder, run_options: RunOptions, console: Console
) -> tuple[Prepared, ensemble.Ensemble]:
    """Run the members that the scenario, or the precision, asks for; the scenario then says how many."""
    with members_done(folder.name, console) as progress:

        def first(members: int) -> ensemble.Ensemble:
            return ensemble.run(
                prepared.job,
                members,
                folder.members,
                workers=run_options.workers,
                cluster=run_options.cluster,
                progress=progress,
            )

        if run_options.precision is None:
            return prepared, first(prepared.members)
        done = precision.run_until(prepared, run_options.precision, first, console)
    prepared = prepared.with_members(len(done.members) + len(done.failed))
    folder.becomes(prepared.identity)
    return prepared, done


def _write(
    prepared: Prepared,
    done: ensemble.Ensemble,
    idle: Sequence[Idle],
    run: Path,
    run_options: RunOptions,
    started: datetime.datetime,
    lang: str,
) -> list:
    """Write all files of a finished run beside its results, which exist already; return the closing summary."""
    if prepared.job.before:
        (run / HISTORY).mkdir()
        write_history(prepared, done, run / HISTORY / "results.nc")
    figures = _draw(run, run_options.workers)
    write_text(run / "scenario.yaml", prepared.text)
    for name, plan in ((CITY, prepared.job.city), (PROCESS, prepared.job.process), (PLANNED, prepared.job.planned)):
        if plan is not None and (part := Part(done, name)).members:
            (run / name).mkdir()
            write_results(prepared, part, run / name / "results.nc")
    record = provenance(prepared, done, run_options.command, started)
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


def _draw(run: Path, processes: int | None) -> list[Future]:
    """Begin to draw the figures, the languages side by side."""
    if workers.number(processes) > 1:
        pool = workers.pool(workers.number(processes))
        return [pool.submit(_draw_in, lang, run) for lang in LANGUAGES]
    for lang in LANGUAGES:
        _draw_in(lang, run)
    return []


def _draw_in(lang: str, run: Path) -> None:
    """The headline figures; a report draws those behind them, and ``save_all`` makes any from the results."""
    from outputs.figures import HEADLINE, save_all

    with open_run(run) as dataset:
        load(dataset, HEADLINES)
        before = history_of(run)
        save_all(dataset, run / "figures", langs=(lang,), names=HEADLINE, history=before)


def _tell_failures(done: ensemble.Ensemble, members: int, folder: RunFolder, console: Console) -> None:
    if not done.failed:
        return
    first = done.failed[0]
    where = ", ".join(part for part in (first["month"], first["room"]) if part)
    console.note(
        f"{folder.name}: {len(done.failed)} of {members} members failed; the first, member {first['member']}"
        f" ({where}): {first['why']}",
        f"{folder.name}：{members} 个样本中有 {len(done.failed)} 个失败；首个为样本 {first['member']}"
        f"（{where}）：{first['why']}",
    )
    if not done.members:
        console.note(f"what is known of each failure: {folder.members}", f"各次失败的记录：{folder.members}")
