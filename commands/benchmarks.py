"""``benchmarks``: Nanjing beside Dubai, Singapore, Boston, Kyoto and Davos, and what of each gap runs close."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from commands.console import Console
from commands.screen import print_table
from common.errors import UserError
from common.files import write_text
from outputs.comparing.benchmark_table import WORDS, benchmark_csv, benchmark_table, notes, sources
from outputs.comparing.benchmarks import Line, lines

WIDTH = 170
"""Columns of a table where there is no terminal."""


def benchmarks(names: Sequence[str], out: Path, to: Path | None, console: Console) -> None:
    """Print the table and its notes; write a file and a figure beside the first run, or in ``to``, where one is given.

    Raises:
        UserError: no such run, or ``to`` is no folder; then nothing is written.
    """
    from outputs.results.open import find_run, open_run
    from scenarios.reading.benchmarks import figures, measures

    if to is not None and to.exists() and not to.is_dir():
        raise UserError(f"--to {to}: not a folder", f"--to {to}：不是文件夹")
    folders = [find_run(name, out) for name in names]
    with ExitStack() as opened:
        runs = {}
        for folder in folders:
            dataset = opened.enter_context(open_run(folder))
            name = str(dataset.attrs.get("scenario", folder.name))
            runs[name if name not in runs else f"{folder.parent.name}/{folder.name}"] = dataset
        found = lines(measures(), figures(), runs)
    print_table(benchmark_table(found, console.lang), WIDTH)
    for note in notes(found, console.lang):
        console.say(note)
    console.say(WORDS[console.lang]["sources"])
    for source in sources(found, console.lang):
        console.say(source)
    if to is not None or folders:
        _write(found, to or folders[0], to or folders[0] / "figures", console)


def _write(found: Sequence[Line], folder: Path, pictures: Path, console: Console) -> None:
    from common.text import LANGUAGES
    from outputs.figures.benchmarks import benchmarks, footer
    from outputs.figures.figure_files import save_forms

    pictures.mkdir(parents=True, exist_ok=True)
    write_text(folder / "benchmarks.csv", benchmark_csv(found))
    for lang in LANGUAGES:
        save_forms(benchmarks(found, lang), pictures, "benchmarks", footer(found, lang), lang)
    files = ", ".join(map(str, (folder / "benchmarks.csv", pictures / "benchmarks.*")))
    console.result(f"Files: {files}", f"文件：{files}")
