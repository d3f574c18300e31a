"""Run the ensembles of scenario files, keep the results and show them: what several commands rest on."""

from __future__ import annotations

import datetime
import importlib
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from commands import precision
from commands.closing_table import show, shown_again
from commands.console import DONE, FAILED, Console
from commands.draw_run import draw as _draw
from commands.draw_run import drawing_soon
from commands.first_look import looked_at
from commands.ledger import ledger_for
from commands.notes import show_lacking_letters, show_notes
from commands.options import RunOptions
from commands.progress import at_work
from commands.read_files import read_each
from common.errors import UserError
from common.problems import InputError
from outputs.results.folder import RunFolder
from scenarios.ledger.ledger import Ledger
from scenarios.reading.notes import FOR_CHECK_ONLY, Note
from scenarios.reading.options import with_options
from scenarios.reading.reader import read_with_notes
from scenarios.reading.schema import Scenario
from scenarios.running import ensemble, workers
from scenarios.running.city_share import with_city, with_process
from scenarios.running.prepare import Prepared, prepare
from scenarios.running.unused_levers import look_for_idle_levers

if TYPE_CHECKING:
    from scenarios.conditioning.given import Given

MembersOf = Callable[[Prepared, RunFolder, RunOptions, Console], tuple[Prepared, ensemble.Ensemble]]
"""Brings the members of a scenario into the folder of its run; gives the scenario back, which then says how many they are."""


def run_ensembles(
    files: Sequence[Path],
    run_options: RunOptions,
    console: Console,
    members: MembersOf | None = None,
    read: Sequence[Prepared] | None = None,
) -> int:
    """Run the scenarios one after the other.

    Nothing is written before every file is read, and every result that would be in the way is found.

    Args:
        files: the scenario files.
        run_options: what the command line says.
        console: prints in the reader's language.
        members: brings the members of a scenario, default by running them.
        read: what :func:`read_all` gave for the files, where that was asked already: it prints notes.

    Returns:
        The exit code: 1 where a scenario lost all its members, else 0.

    Raises:
        InputError: problems in the files or the options; all of them are in the error.
        UserError: results that would be in the way.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    scenarios = read_all(files, run_options, console) if read is None else read
    asked = [(prepared, _folder(prepared, run_options)) for prepared in scenarios]
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
            show(shown_again(folder.final, console.lang), console)
        elif not _run(prepared, folder, run_options, console, members or _run_members):
            worst = FAILED
            continue
        console.result(f"Files: {folder.final}", f"文件：{folder.final}")
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
        return scenario, ledger, _given(scenario, run_options, console)

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


def _given(scenario: Scenario, run_options: RunOptions, console: Console) -> Given | None:
    if run_options.observed is None:
        return None
    from commands.condition import given_for

    return given_for(scenario, run_options, console)


def _folder(prepared: Prepared, run_options: RunOptions) -> RunFolder:
    if run_options.precision is not None:
        prepared = precision.as_it_stands(prepared, run_options.out / prepared.scenario.name, run_options.precision)
    return RunFolder(run_options.out, prepared.scenario.name, prepared.identity, prepared.job.inputs, prepared.hashes)


def _run(prepared: Prepared, folder: RunFolder, run_options: RunOptions, console: Console, members: MembersOf) -> bool:
    """Run one scenario, tell what comes out and publish its results; False where every member failed."""
    started = datetime.datetime.now(datetime.UTC)
    prepared = with_parts(prepared)
    folder.begin(run_options.resume, run_options.replace)
    try:
        if prepared.given is not None:
            from commands.condition import conditioned

            prepared = conditioned(prepared, folder, run_options, console)
        _get_ready(run_options)
        prepared, done = members(prepared, folder, run_options, console)
        _tell_failures(done, prepared.members, folder, console)
        title = prepared.scenario.title
        show_lacking_letters((title.zh, title.en), console)
        if not done.members:
            return False
        _write(prepared, done, folder.run, run_options, started, console)
        folder.publish()
    except BaseException:
        workers.stop(at_once=True)
        raise
    finally:
        folder.release()
    return True


def _get_ready(run_options: RunOptions) -> None:
    """Import what writes results while other processes run the members: this one would only wait for them."""
    if run_options.cluster is not None or workers.number(run_options.workers) > 1:
        threading.Thread(target=importlib.import_module, args=("commands.write_run",), daemon=True).start()


def _run_members(
    prepared: Prepared, folder: RunFolder, run_options: RunOptions, console: Console
) -> tuple[Prepared, ensemble.Ensemble]:
    """Run the members that the scenario, or the precision, asks for; the scenario then says how many."""
    with looked_at(prepared, folder.members, console) as (progress, look):

        def first(members: int) -> ensemble.Ensemble:
            return ensemble.run(
                prepared.job,
                members,
                folder.members,
                workers=run_options.workers,
                cluster=run_options.cluster,
                progress=drawing_soon(progress, run_options.workers),
                arrived=look.add,
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
    run: Path,
    run_options: RunOptions,
    started: datetime.datetime,
    console: Console,
) -> None:
    """Write all files of a finished run, and tell the table, then the notes, as soon as they are known."""
    from commands.write_run import RunFiles

    name, processes = prepared.scenario.name, run_options.workers
    files = RunFiles(prepared, done, run, console.lang)
    idle = look_for_idle_levers(prepared.job, done, processes)  # by other processes: this one writes meanwhile
    with at_work(name, "writing results", "正在写入结果", console):
        files.results()
        figures = _draw(run, processes) if workers.number(processes) > 1 else None  # once the levers are looked at
        table = files.table()
    _tell(table, console)
    with at_work(name, "looking for levers that changed nothing", "正在检查有无未起作用的政策工具", console):
        files.parts()
        notes = files.summary(idle(), run_options.command, started)
    _tell(notes, console)
    with at_work(name, "drawing figures", "正在绘图", console):
        workers.results(_draw(run, processes) if figures is None else figures)
        files.record()


def _tell(pieces: list, console: Console) -> None:
    """Tell something of a run whose files are still to be written: they are wanted also where the reader of a pipe has gone."""
    with suppress(BrokenPipeError, SystemExit):  # which rich makes of it
        show(pieces, console)


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
