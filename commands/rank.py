"""``attribute --by tasks|fields``: which of many tasks first, by what each brings and by what it costs."""

from pathlib import Path

import xarray as xr

from commands.coalition_folder import kept, stands, tell_failures
from commands.console import DONE, FAILED, Console
from commands.duration import tell
from commands.options import RunOptions
from commands.progress import members_done
from commands.run_ensemble import run_ensembles
from commands.screen import print_table
from common.errors import UserError
from common.files import write_text
from outputs.attribution.attribution_file import write
from outputs.attribution.ranking_file import as_dataset, file_name, open_ranking, ranking_csv, write_workbook
from outputs.results.folder import RunFolder
from outputs.results.outcomes import HEADLINES
from outputs.results.summary_rows import EXPORTED
from scenarios.attributing import ranking
from scenarios.attributing.ranking import FIRST, MEMBERS, Ranking
from scenarios.running import fingerprints, results_layout
from scenarios.running.prepare import Prepared, attributes

VARIABLES = tuple(dict.fromkeys(name for outcome in EXPORTED for name in outcome.variables))
"""Results whose totals are kept."""


def rank(file: Path, prepared: Prepared, by: str, options: RunOptions, console: Console) -> int:
    """Rank the tasks or fields of one scenario; simulate the scenario first if no run exists.

    Few members are used unless ``--members`` asks for others: see :data:`scenarios.attributing.ranking.MEMBERS`.

    Returns:
        The exit code: 1 where no member finished in every batch, else 0.

    Raises:
        UserError: nothing to rank, or results that would be in the way.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    question = ranking.question(prepared.job, by, VARIABLES, [outcome.variables for outcome in HEADLINES])
    if not question.players:
        raise UserError(
            "the scenario does what its counterfactual does: there is no effect to share out",
            "该情景与其对照情景所做的完全相同：没有可分解的效果",
        )
    members = options.members or min(prepared.members, MEMBERS)
    folder = RunFolder(options.out, prepared.scenario.name, prepared.identity, prepared.job.inputs, prepared.hashes)
    known = question.identity(members)
    if stands(folder):
        dataset = _earlier(folder.final, by)
        if dataset is not None and dataset.attrs.get("identity") == known:
            console.note(
                f"{folder.name}: inputs unchanged, the ranking in {folder.final} stands",
                f"{folder.name}：输入未变，沿用 {folder.final} 中的排序",
            )
            _show(dataset, folder.final, console)
            return DONE
        if dataset is not None and not options.replace:
            name = file_name(by)
            raise UserError(
                f"{folder.final} holds a ranking of other inputs or members ({name}.nc); --replace overwrites it",
                f"{folder.final} 中的排序（{name}.nc）来自不同的输入或样本；加 --replace 可覆盖",
            )
    elif run_ensembles([file], options, console) != DONE:
        return FAILED
    place = kept(options.out / f".{folder.name}.coalitions")
    plans = 2 * len(question.players) + 2  # each alone and left out, nothing and all
    scenario = prepared.scenario
    tell(plans * members, scenario.scale, scenario.period.months, options.workers, console)
    with members_done(folder.name, console, ("batches of runs", "批运行")) as progress:
        found = ranking.run(question, members, place, workers=options.workers, progress=progress)
    tell_failures(found.failed, len(found.members), members, place, console)
    if not found.members:
        return FAILED
    dataset = _dataset(found, prepared, known)
    _write(dataset, folder.final, by)
    _show(dataset, folder.final, console)
    return DONE


def _earlier(run: Path, by: str) -> xr.Dataset | None:
    try:
        return open_ranking(run, by)
    except UserError:
        return None


def _dataset(found: Ranking, prepared: Prepared, known: str) -> xr.Dataset:
    arrays = {name: getattr(found, name) for name in ("alone", "left_out", "effect", "counterfactual", "together")}
    attrs = attributes(prepared, fingerprints.version()) | {
        "by": found.question.by,
        "first": min(FIRST, len(found.question.players)),
        "identity": known,
    }
    start = results_layout.first_month(prepared.job.first)
    return as_dataset(arrays, results_layout.variables(), found.question.players, found.members, start, attrs)


def _write(dataset: xr.Dataset, run: Path, by: str) -> None:
    """The file, the tidy table, the workbook and the figure; the file last, so that it is there only when all is."""
    from common.text import LANGUAGES
    from outputs.figures.figure_files import save_forms
    from outputs.figures.ranking import ranking as draw

    name, pictures = file_name(by), run / "figures"
    write_text(run / f"{name}.csv", ranking_csv(dataset))
    write_workbook(dataset, run / f"{name}.xlsx")
    pictures.mkdir(exist_ok=True)
    for lang in LANGUAGES:
        save_forms(draw(dataset, lang), pictures, name, dataset, lang)
    write(dataset, run / f"{name}.nc")


def _show(dataset: xr.Dataset, run: Path, console: Console) -> None:
    from outputs.attribution.ranking_table import heading, notes, tables

    console.say(heading(dataset, console.lang))
    for table in tables(dataset, console.lang):
        print_table(table, spare=(3, 4))
    for note in notes(dataset, console.lang):
        console.say(note)
    name = file_name(str(dataset.attrs["by"]))
    files = ", ".join(
        str(path)
        for path in (*(run / f"{name}.{form}" for form in ("nc", "csv", "xlsx")), run / "figures" / f"{name}.*")
    )
    console.result(f"Files: {files}", f"文件：{files}")
