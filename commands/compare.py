"""``compare``: what differs between runs, in what they were given and in what came out."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from commands.screen import print_table
from common.errors import UserError
from common.files import write_text
from outputs.comparing.compare import Comparison, Runs
from outputs.comparing.compare_files import inputs_csv, outcomes_csv, write_workbook
from outputs.comparing.compare_table import heading, inputs_table, luck_notes, outcomes_table, unmoved_notes, words_of

WIDTH = 140
"""Columns of a table where there is no terminal."""
LEVELS = (2, 3)
"""Columns of the outcomes that a narrow terminal does without: old and new mean, whose difference stays."""


def compare(names: Sequence[str], out: Path, to: Path | None, console: Console) -> None:
    """Compare each run with the first: tables on the terminal, files beside the first run or in ``to``.

    Raises:
        UserError: runs that cannot be compared, or ``to`` is no folder; then nothing is written.
    """
    if to is not None and to.exists() and not to.is_dir():
        raise UserError(f"--to {to}: not a folder", f"--to {to}：不是文件夹")
    with Runs(names, out) as runs:
        found = runs.comparisons()
        for one in found:
            _show(one, console)
        folder = to or runs.base.folder
        stem = f"comparison-{runs.all[1].folder.name}" + (f"-and-{len(found) - 1}-more" if len(found) > 1 else "")
        _write(found, folder, stem, folder if to else folder / "figures", console)


def _show(found: Comparison, console: Console) -> None:
    print(heading(found, console.lang))
    table = inputs_table(found, console.lang)
    if table is None:
        print(words_of(console.lang)["same inputs"])
    else:
        print_table(table, WIDTH)
    for note in luck_notes(found, console.lang):
        print(note)
    print_table(outcomes_table(found, console.lang), WIDTH, spare=LEVELS)
    for note in unmoved_notes(found, console.lang):
        print(note)
    print()


def _write(found: Sequence[Comparison], folder: Path, stem: str, pictures: Path, console: Console) -> None:
    from common.text import LANGUAGES
    from outputs.figures.comparison import about, comparison
    from outputs.figures.figure_files import save_forms

    pictures.mkdir(parents=True, exist_ok=True)
    write_text(folder / f"{stem}.csv", outcomes_csv(found))
    write_text(folder / f"{stem}-inputs.csv", inputs_csv(found))
    written = [folder / f"{stem}{end}" for end in (".csv", "-inputs.csv", ".xlsx")]
    write_workbook(found, folder / f"{stem}.xlsx", console.lang)
    source = about(found)
    for lang in LANGUAGES:
        save_forms(comparison(found, lang), pictures, stem, source, lang)
    files = ", ".join(map(str, [*written, pictures / f"{stem}.*"]))
    console.result(f"Files: {files}", f"文件：{files}")
