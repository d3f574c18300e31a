"""``validate --observed``: score a run, and its counterpart in the other world, against what was observed."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xarray as xr

from calibration.validation import conditional, past_series, published_benchmarks, score_cases, scores
from calibration.validation.summary import summed
from commands.console import DONE, FAILED, Console
from commands.empty_results import empty_results
from commands.notes import show_texts
from commands.options import RunOptions
from commands.progress import members_done
from commands.results_file import provenance, write_provenance, write_results
from commands.run_ensemble import run_ensembles
from commands.screen import print_table
from common.errors import UserError
from common.files import write_text
from common.problems import InputError
from common.records import PROJECTIONS, Score
from outputs.observed import Observed, check_observed, members, path, read_observed
from outputs.results.folder import RunFolder, read_provenance
from outputs.results.open import find_run, open_run
from outputs.validation.score_page import Validation
from outputs.validation.score_rows import BenchmarkResult, GroupScore, group_score
from scenarios.explaining import library
from scenarios.reading.reader import read
from scenarios.running import ensemble, fingerprints
from scenarios.running.prepare import Prepared

DEFAULT = "observed"
"""The run that is scored where none is named: what was really done, as far as it is known."""


@dataclass(frozen=True)
class ScoreOptions:
    """What is to be scored against what; ``alone`` leaves the counterpart out."""

    target: str | None
    observed: Path
    alone: bool = False


def validate_observed(options: ScoreOptions, run_options: RunOptions, console: Console) -> int:
    """Score a run and write what was found into its folder.

    Returns:
        The exit code: 1 where a run lost all its members, else 0.

    Raises:
        UserError: no such run, or a file of observations at fault, with every problem.
        InputError: problems in the scenario file.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    folder = _run(options.target, options.observed, run_options, console)
    if folder is None:
        return FAILED
    with open_run(folder) as results:
        dataset = results.load()
    observed = read_observed(options.observed, dataset)
    show_texts(observed.notes, console)
    projections = _projections(folder, dataset, options.alone, run_options, console)
    found = _validation(dataset, observed, projections)
    _write(found, observed, folder, console)
    return DONE


def _run(target: str | None, observed: Path, run_options: RunOptions, console: Console) -> Path | None:
    """Return the folder of the run that is meant, simulated where a scenario file is named; None where that fails.

    Before anything is simulated, the file of observations is checked.
    """
    named = target or DEFAULT
    if target is not None and Path(target).suffix in (".yaml", ".yml"):
        file = Path(target)
        check_observed(observed, empty_results())
    else:
        try:
            return find_run(named, run_options.out)
        except UserError:
            if target is not None:
                raise
        file = library.FOLDER / f"{DEFAULT}.yaml"
        check_observed(observed, empty_results())
        console.note(f"simulating the scenario {DEFAULT} first ...", f"先模拟情景 {DEFAULT}……")
    if run_ensembles([file], run_options, console) != DONE:
        return None
    return run_options.out / read(file).name


def _projections(
    folder: Path, dataset: xr.Dataset, alone: bool, run_options: RunOptions, console: Console
) -> dict[str, xr.Dataset]:
    """Return the run and, where possible, its counterpart, by which projection each is."""
    try:
        scenario = read(folder / "scenario.yaml")
    except InputError:
        return {conditional.UNCONDITIONAL: dataset}
    other = conditional.counterpart(scenario)
    if alone:
        return {other.own: dataset}
    then = (read_provenance(folder) or {}).get("hashes") or {}
    if {key: then.get(key) for key in fingerprints.foundations()} != fingerprints.foundations():
        console.note(
            "the run rests on other code, parameters or data than those here, so its counterpart in the other world is "
            "left out: simulate again to have both",
            "该结果所依据的代码、参数或数据与现在不同，故略去另一种外部环境下的对应推演；重新模拟后可得两者",
        )
        return {other.own: dataset}
    counterpart = _counterpart(other, folder, dataset, run_options, console)
    return {other.own: dataset} if counterpart is None else {other.own: dataset, other.other: counterpart}


def _counterpart(
    other: conditional.Counterpart, folder: Path, dataset: xr.Dataset, run_options: RunOptions, console: Console
) -> xr.Dataset | None:
    """Return the counterpart's results, run where they are not there; None where all its members fail."""
    wanted = [int(member) for member in dataset["member"].values]
    prepared = other.prepared
    name = fingerprints.fingerprint(prepared.identity, wanted)
    home = RunFolder(folder, other.other, name, prepared.job.inputs, prepared.hashes)
    if not home.reusable(replace=True):
        started = datetime.datetime.now(datetime.UTC)
        home.begin(resume=True, replace=True)
        try:
            with members_done(f"{folder.name}/{other.other}", console) as progress:
                done = ensemble.run(
                    prepared.job,
                    wanted,
                    home.members,
                    workers=run_options.workers,
                    cluster=run_options.cluster,
                    progress=progress,
                )
            if not done.members:
                return None
            _store(prepared, done, home, name, run_options, started)
            home.publish()
        finally:
            home.release()
    with open_run(home.final) as results:
        return results.load()


def _store(
    prepared: Prepared,
    done: ensemble.Ensemble,
    home: RunFolder,
    name: str,
    run_options: RunOptions,
    started: datetime.datetime,
) -> None:
    write_results(prepared, done, home.run / "results.nc")
    write_text(home.run / "scenario.yaml", prepared.text)
    record = provenance(prepared, done, run_options.command, started)
    write_provenance(record | {"fingerprint": name}, home.run)  # known by its members, which are those of the run


def _cases(observed: Observed, projections: Mapping[str, xr.Dataset]) -> list[score_cases.Case]:
    """Return every observed number with the members of each projection."""
    found = []
    for (variable, cell), items in observed.by_series().items():
        paths = {name: path(dataset, variable, cell) for name, dataset in projections.items()}
        for item in items:
            drawn = {name: members(along, item) for name, along in paths.items()}
            found.append(
                score_cases.Case(variable, cell, item.kind, item.unit, item.first, item.last, item.value, drawn)
            )
    return found


def _validation(dataset: xr.Dataset, observed: Observed, projections: Mapping[str, xr.Dataset]) -> Validation:
    cases = _cases(observed, projections)
    scored = score_cases.judge(cases, int(dataset["month"].dt.year.values[0]) - 1)
    lines = summed(scored)
    parts = scores.bins(dataset.sizes["member"])
    pits = {name: [row.pit for row in scored if row.forecast == name] for name in PROJECTIONS if name in projections}
    return Validation(
        dataset=dataset,
        scores=scored,
        lines=[group_score(line._asdict(), line.skill) for line in lines],
        bars=_bars(scored),
        histograms={name: scores.histogram(np.array(values), parts) for name, values in pits.items()},
        chance=scores.binomial_band(1 / parts, len(cases)),
        notes=observed.notes,
        name=observed.name,
        assumptions=past_series.assumptions({case.variable for case in cases}),
    )


def _bars(scored: Sequence[Score]) -> list[BenchmarkResult]:
    all_bars = published_benchmarks.bars()
    return [
        BenchmarkResult(
            one.group, one.forecast, one.value, one.verdict, bar.measure, bar.value, bar.en, bar.zh, bar.source
        )
        for one in published_benchmarks.held(scored)
        for bar in [all_bars[one.key]]
    ]


def _write(found: Validation, observed: Observed, folder: Path, console: Console) -> None:
    from outputs.validation.write_pages import write_validation

    console.note("drawing the figures and writing the pages ...", "正在绘图并写出网页……")
    written = write_validation(found, observed, folder)
    _show(found.lines, found, console)
    files = ", ".join(map(str, [*written, folder / "figures" / "validation-*"]))
    console.result(f"Files: {files}", f"文件：{files}")


def _show(lines: Sequence[GroupScore], found: Validation, console: Console) -> None:
    from outputs.validation.score_tables import legend, terminal

    title = found.dataset.attrs.get(f"title_{console.lang}", "")
    heading = console.pick(f"{title} against {found.name}", f"{title}，对照 {found.name}")
    print_table(terminal(lines, found.dataset, console.lang, heading), 180)
    console.say(legend(console.lang))
