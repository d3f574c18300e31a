"""``attribute``: run a scenario with only some of its levers, and tell what each brings."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import xarray as xr

from commands.coalition_folder import kept, stands, tell_failures
from commands.console import DONE, FAILED, Console
from commands.duration import tell
from commands.ledger import ledger_for
from commands.options import RunOptions
from commands.options_check import check_out, check_workers
from commands.progress import members_done
from commands.rank import VARIABLES, rank
from commands.run_ensemble import run_ensembles
from commands.screen import print_table
from common.errors import UserError
from common.files import write_text
from outputs.attribution.attribution_file import (
    as_dataset,
    attribution_csv,
    file_name,
    open_attribution,
    write,
)
from outputs.results.folder import RunFolder
from scenarios.attributing import coalition_runs
from scenarios.attributing.coalition_runs import EXACT_PLAYERS, Attribution, Question
from scenarios.attributing.coalitions import BY, RANKED
from scenarios.reading.options import with_options
from scenarios.reading.reader import read
from scenarios.running import fingerprints, results_layout
from scenarios.running.prepare import Prepared, attributes, prepare


class AttributeOptions(NamedTuple):
    """Options of this command beside those of any run."""

    by: str = "levers"
    permutations: int | None = None


def attribute(file: Path, options: AttributeOptions, run_options: RunOptions, console: Console) -> int:
    """Share out the effect of one scenario among its levers, or rank its tasks or fields; simulate the scenario first if no run exists.

    Runs of coalitions are kept in a hidden folder beside the run, for the next question and for an interrupted one, as
    long as code and data are the same.

    Returns:
        The exit code: 1 where no member finished in every coalition, else 0.

    Raises:
        InputError: problems in the file or the options.
        UserError: a question that cannot be asked, or results that would be in the way.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    _check(options, run_options)
    scenario = with_options(read(file), run_options.members, run_options.seed, run_options.scale)
    prepared = prepare(scenario, None, ledger_for(scenario, run_options.ledger)[0])
    if options.by in RANKED:
        return rank(file, prepared, options.by, run_options, console)
    question = coalition_runs.question(prepared.job, options.by, VARIABLES, options.permutations)
    _check_players(question, options)
    folder = RunFolder(run_options.out, prepared.scenario.name, prepared.identity, prepared.job.inputs, prepared.hashes)
    known = question.identity(prepared.members)
    if stands(folder):
        dataset = _earlier(folder.final, options.by)
        if dataset is not None and dataset.attrs.get("identity") == known:
            console.note(
                f"{folder.name}: inputs unchanged, the attribution in {folder.final} stands",
                f"{folder.name}：输入未变，沿用 {folder.final} 中的贡献分解",
            )
            _show(dataset, folder.final, console)
            return DONE
        if dataset is not None and not run_options.replace:
            name = file_name(options.by)
            raise UserError(
                f"{folder.final} holds an attribution of other inputs or members ({name}.nc); --replace overwrites it",
                f"{folder.final} 中的贡献分解（{name}.nc）来自不同的输入或样本；加 --replace 可覆盖",
            )
    elif run_ensembles([file], run_options, console) != DONE:
        return FAILED
    place = kept(run_options.out / f".{folder.name}.coalitions")
    tell(
        len(question.coalitions) * prepared.members,
        scenario.scale,
        scenario.period.months,
        run_options.workers,
        console,
    )
    with members_done(folder.name, console, ("runs", "次运行")) as progress:
        found = coalition_runs.run(question, prepared.members, place, workers=run_options.workers, progress=progress)
    tell_failures(found.failed, len(found.members), prepared.members, place, console)
    if not found.members:
        return FAILED
    dataset = _dataset(found, prepared, known)
    _write(dataset, folder.final, options.by)
    _show(dataset, folder.final, console)
    return DONE


def _check(options: AttributeOptions, run_options: RunOptions) -> None:
    if options.by not in BY:
        raise UserError(f"--by {options.by}: {' | '.join(BY)}", f"--by {options.by}：可为 {'、'.join(BY)}")
    if options.permutations is not None and options.permutations < 1:
        raise UserError(
            f"--permutations {options.permutations}: at least 1", f"--permutations {options.permutations}：至少为 1"
        )
    if options.permutations is not None and options.by in RANKED:
        raise UserError(
            "--permutations is for shares; a ranking samples no orders",
            "--permutations 只用于贡献分解；排序不抽样加入顺序",
        )
    check_workers(run_options.workers)
    check_out(run_options.out)


def _check_players(question: Question, options: AttributeOptions) -> None:
    if not question.players:
        raise UserError(
            "the scenario does what its counterfactual does: there is no effect to share out",
            "该情景与其对照情景所做的完全相同：没有可分解的效果",
        )
    if options.permutations is not None and not question.orders:
        raise UserError(
            f"--permutations is for more than {EXACT_PLAYERS} parts; with {len(question.players)} every coalition is run",
            f"--permutations 只用于超过 {EXACT_PLAYERS} 个组成部分的情形；现有 {len(question.players)} 个，将运行全部组合",
        )


def _earlier(run: Path, by: str) -> xr.Dataset | None:
    """The attribution that is there; None where there is none, or one of an earlier version, without the level of each combination."""
    try:
        found = open_attribution(run, by)
    except UserError:
        return None
    return found if "coalition" in found.dims else None


def _dataset(found: Attribution, prepared: Prepared, known: str) -> xr.Dataset:
    question = found.question
    arrays = {
        name: getattr(found, name)
        for name in ("contributions", "interactions", "effect", "counterfactual", "blocks", "worth")
    }
    attrs = attributes(prepared, fingerprints.version()) | {
        "by": question.by,
        "coalitions": len(question.coalitions),
        "orders": len(question.orders),
        "identity": known,
    }
    start = results_layout.first_month(prepared.job.first)
    return as_dataset(
        arrays, results_layout.variables(), question.players, found.members, start, attrs, question.coalitions
    )


def _write(dataset: xr.Dataset, run: Path, by: str) -> None:
    """The file, the tidy table and the figure; the file last, so that it is there only when all is."""
    from common.text import LANGUAGES
    from outputs.figures.figure_files import save_forms
    from outputs.figures.waterfall import waterfall

    name, pictures = file_name(by), run / "figures"
    write_text(run / f"{name}.csv", attribution_csv(dataset))
    pictures.mkdir(exist_ok=True)
    for lang in LANGUAGES:
        save_forms(waterfall(dataset, lang), pictures, name, dataset, lang)
    write(dataset, run / f"{name}.nc")


def _show(dataset: xr.Dataset, run: Path, console: Console) -> None:
    from outputs.attribution.attribution_table import as_table, heading, notes

    console.say(heading(dataset, console.lang))
    print_table(as_table(dataset, console.lang))
    for note in notes(dataset, console.lang):
        console.say(note)
    name = file_name(str(dataset.attrs["by"]))
    console.result(f"Files: {_joined(run, name)}", f"文件：{_joined(run, name)}")


def _joined(run: Path, name: str) -> str:
    files: Iterable[Path] = (run / f"{name}.nc", run / f"{name}.csv", run / "figures" / f"{name}.*")
    return ", ".join(map(str, files))
