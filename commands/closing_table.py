"""What ``simulate`` tells of a finished run: the closing table and the notes below it."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commands.console import Console
from commands.screen import print_table

if TYPE_CHECKING:
    import xarray as xr

LEVELS = (2, 3)
"""Columns of the closing table that a narrow terminal does without: the levels of both variants, whose difference stays."""


NAMES = tuple(f"{axis}_name{ending}" for axis in ("lever", "origin") for ending in ("", "_zh"))
"""Labels that stand in notes on levers that changed nothing."""


@contextmanager
def opened(run: Path) -> Generator[tuple[xr.Dataset, dict[str, xr.Dataset]]]:
    """The results of a run and of what was run beside it, by their names."""
    from outputs.results.carried_out import PLANNED
    from outputs.results.open import open_run
    from outputs.results.outcomes import added_up, variables_of
    from outputs.results.part_of_effect import PARTS
    from outputs.results.summary_rows import EXPORTED

    with ExitStack() as stack:
        names = variables_of(EXPORTED)
        dataset = stack.enter_context(open_run(run, only=[*names, *NAMES]))
        parts = {
            part: stack.enter_context(open_run(run / part, only=names))
            for part in (*PARTS, PLANNED)
            if (run / part).exists()
        }
        # they are asked for many times below; the cost of each lever is wanted too
        yield (
            added_up(dataset, EXPORTED, whole=["fiscal_cost"]),
            {name: added_up(part, EXPORTED) for name, part in parts.items()},
        )


def closing(dataset: xr.Dataset, parts: Mapping[str, xr.Dataset], record: Mapping, lang: str) -> list:
    """Summary printed after a run: the closing table, and notes on parts of the effect, the plan, cost and what did nothing."""
    from outputs.results.carried_out import PLANNED, plan_note
    from outputs.results.closing_rows import as_table, part_note, unused_notes
    from outputs.results.late_tasks import late_sentence
    from outputs.results.net_effect import net_sentences
    from outputs.results.part_of_effect import PARTS
    from outputs.results.prices import prices_note

    notes = [
        *net_sentences(dataset, lang),
        *(part_note(dataset, parts[name], name, lang) for name in PARTS if name in parts),
        *(plan_note(dataset, parts[name], lang) for name in (PLANNED,) if name in parts),
        prices_note(dataset, lang),
        late_sentence(record, dataset["month"].values, lang),
        *unused_notes(dataset, record, lang),
    ]
    if failed := len(record.get("failed_members", ())):
        notes.append(
            f"{failed} 个样本失败，未计入：见 provenance.json"
            if lang == "zh"
            else f"{failed} members failed and are left out: see provenance.json"
        )
    return [as_table(dataset, lang), *filter(None, notes)]


def shown_again(final: Path, lang: str) -> list:
    """Summary of a run that stands, as :func:`closing` gave it."""
    from outputs.results.open import read_provenance

    with opened(final) as (dataset, parts):
        return closing(dataset, parts, read_provenance(final) or {}, lang)


def show(told: Sequence, final: Path, console: Console) -> None:
    """Tell what :func:`closing` gave, and where the files are."""
    table, *notes = told
    print_table(table, spare=LEVELS)
    for note in notes:
        console.say(note)
    console.result(f"Files: {final}", f"文件：{final}")
