"""What ``simulate`` tells of a finished run: the closing table and the notes below it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import xarray as xr

from commands.console import Console, print_table
from outputs.results.open import open_run
from outputs.results.outcomes import load
from outputs.results.summary_rows import EXPORTED

LEVELS = (2, 3)
"""Columns of the closing table that a narrow terminal does without: the levels of both variants, whose difference stays."""


@contextmanager
def opened(run: Path) -> Iterator[tuple[xr.Dataset, xr.Dataset | None]]:
    """The results of a run and, where there is one, of the part that the city decides."""
    with ExitStack() as stack:
        found = [stack.enter_context(open_run(folder)) for folder in (run, run / "city") if folder.exists()]
        for dataset in found:
            load(dataset, EXPORTED)
        yield found[0], found[1] if found[1:] else None


def closing(dataset: xr.Dataset, part: xr.Dataset | None, record: Mapping, lang: str) -> list:
    """Summary printed after a run: the closing table, and notes on the city, on cost and on what did nothing."""
    from outputs.results.closing_rows import as_table, city_note, unused_notes
    from outputs.results.net_effect import net_sentences
    from outputs.results.prices import prices_note

    notes = [
        *net_sentences(dataset, lang),
        "" if part is None else city_note(dataset, part, lang),
        prices_note(dataset, lang),
        *unused_notes(dataset, record, lang),
    ]
    if failed := len(record.get("failed_members", ())):
        notes.append(
            f"{failed} 个成员失败，未计入：见 provenance.json"
            if lang == "zh"
            else f"{failed} members failed and are left out: see provenance.json"
        )
    return [as_table(dataset, lang), *filter(None, notes)]


def show(told: Sequence, final: Path, console: Console) -> None:
    """Tell what :func:`closing` gave, and where the files are."""
    table, *notes = told
    print_table(table, spare=LEVELS)
    for note in notes:
        print(note)
    console.result(f"Files: {final}", f"文件：{final}")
