"""``compare``: what differs between runs, in what they were given and in what came out."""

from collections.abc import Sequence
from pathlib import Path

import xarray as xr

from commands.compared_inputs import input_sentences
from commands.console import Console
from commands.document_tables import print_document_table
from common.errors import UserError
from common.files import write_text
from outputs.comparing.compare import Comparison, Runs
from outputs.comparing.compare import Run as Opened
from outputs.comparing.compare_files import inputs_csv, outcomes_csv, write_workbook
from outputs.comparing.compare_table import unmoved_notes
from outputs.report.run import Run, as_run
from outputs.results.outcomes import load
from outputs.results.summary_rows import EXPORTED


def compare(names: Sequence[str], out: Path, to: Path | None, console: Console) -> None:
    """Compare each run with the first: sentences and tables of effects on the terminal, files beside the first run or in ``to``.

    Raises:
        UserError: runs that cannot be compared, or ``to`` is no folder; then nothing is written.
    """
    if to is not None and to.exists() and not to.is_dir():
        raise UserError(f"--to {to}: not a folder", f"--to {to}：不是文件夹")
    with Runs(names, out) as runs:
        count = len(runs.all)
        console.note(
            f"comparing {count} runs, which takes some {3 * count} to {8 * count} seconds ...",
            f"正在比较 {count} 个结果，约需 {3 * count} 至 {8 * count} 秒……",
        )
        _loaded(runs, console)
        found = runs.comparisons()
        _show(runs, found, console)
        folder = to or runs.base.folder
        stem = f"comparison-{runs.all[1].folder.name}" + (f"-and-{len(found) - 1}-more" if len(found) > 1 else "")
        _write(found, folder, stem, folder if to else folder / "figures", console)


def _loaded(runs: Runs, console: Console) -> None:
    """Read the outcomes of every run, and say which is being read."""
    for run in runs.all:
        console.note(f"reading {run.label} ...", f"正在读取 {run.label}……")
        try:
            load(run.dataset, EXPORTED)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            where = run.folder / "results.nc"
            raise UserError(
                f"{where} is incomplete or damaged ({error})", f"{where} 不完整或已损坏（{error}）"
            ) from error


def _show(runs: Runs, found: Sequence[Comparison], console: Console) -> None:
    from outputs.report.compared_effects import difference_table, headline, how_compared, overview, sentences

    lang = console.lang
    whole = _titled([_as_run(run, run.dataset, lang) for run in runs.all], runs.all)
    shared = _titled(
        [_as_run(run, run.dataset, lang) for run in (found[0].old, *(pair.new for pair in found))], runs.all
    )
    console.say(headline(shared))
    for text in sentences(shared, found):
        console.say(text)
    for text in how_compared(whole, shared, found):
        console.say(text)
    print_document_table(overview(whole, shared), lang)
    for k, pair in enumerate(found):
        print_document_table(difference_table(pair, shared[0]), lang, spare=(1, 2))
        for note in unmoved_notes(pair, lang):
            console.say(note)
        console.say(
            console.pick(
                f"Inputs: {pair.new.label} against {pair.old.label}", f"输入：{pair.new.label}与{pair.old.label}相比"
            )
        )
        for text in input_sentences(shared[0], shared[k + 1], pair.inputs):
            console.say(text)
        print()


def _as_run(run: Opened, dataset: xr.Dataset, lang: str) -> Run:
    return as_run(dataset, lang, run.provenance, name=run.label)


def _titled(made: list[Run], opened: Sequence[Opened]) -> list[Run]:
    """The same runs, those of one title told apart by their labels."""
    titles = [run.title for run in made]
    return [
        run
        if titles.count(run.title) == 1
        else as_run(
            run.dataset.assign_attrs({f"title_{run.lang}": f"{run.title} [{one.label}]"}),
            run.lang,
            run.provenance,
            name=one.label,
        )
        for run, one in zip(made, opened, strict=True)
    ]


def _write(found: Sequence[Comparison], folder: Path, stem: str, pictures: Path, console: Console) -> None:
    from common.text import LANGUAGES
    from outputs.figures.comparison import about, comparison
    from outputs.figures.figure_files import save_forms

    console.note("writing the files and the figure ...", "正在写文件和绘图……")
    pictures.mkdir(parents=True, exist_ok=True)
    write_text(folder / f"{stem}.csv", outcomes_csv(found))
    write_text(folder / f"{stem}-inputs.csv", inputs_csv(found))
    book = folder / f"{stem}.{console.lang}.xlsx"
    write_workbook(found, book, console.lang)
    source = about(found)
    for lang in LANGUAGES:
        save_forms(comparison(found, lang), pictures, stem, source, lang)
    files = ", ".join(map(str, [folder / f"{stem}.csv", folder / f"{stem}-inputs.csv", book, pictures / f"{stem}.*"]))
    console.result(f"Files: {files}", f"文件：{files}")
