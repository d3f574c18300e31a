"""What ``simulate`` tells of a finished run: the closing table and the notes below it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
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


def results_of(run: Path) -> xr.Dataset:
    """The results of a run in memory, added up: they are asked for many times; the cost of each lever is wanted too."""
    from outputs.results.open import open_run
    from outputs.results.outcomes import added_up, variables_of
    from outputs.results.summary_rows import EXPORTED

    with open_run(run, only=[*variables_of(EXPORTED), *NAMES]) as dataset:
        return added_up(dataset, EXPORTED, whole=["fiscal_cost"]).load()


def parts_of(run: Path) -> dict[str, xr.Dataset]:
    """The same of what was run beside a run, by its name."""
    from outputs.results.carried_out import PLANNED
    from outputs.results.open import open_run
    from outputs.results.outcomes import added_up, variables_of
    from outputs.results.part_of_effect import PARTS
    from outputs.results.summary_rows import EXPORTED

    found = {}
    for part in (*PARTS, PLANNED):
        if (run / part).exists():
            with open_run(run / part, only=variables_of(EXPORTED)) as dataset:
                found[part] = added_up(dataset, EXPORTED).load()
    return found


def closing(dataset: xr.Dataset, lang: str) -> list:
    """What is printed first of a run: the closing table."""
    from outputs.results.closing_rows import as_table

    return [as_table(dataset, lang)]


def closing_notes(dataset: xr.Dataset, parts: Mapping[str, xr.Dataset], record: Mapping, lang: str) -> list[str]:
    """What is printed below the closing table: notes on parts of the effect, the plan, cost and what did nothing."""
    from outputs.results.carried_out import PLANNED, plan_note
    from outputs.results.closing_rows import part_note, unused_notes
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
    return list(filter(None, notes))


def shown_again(final: Path, lang: str) -> list:
    """Summary of a run that stands: the table and the notes below it."""
    from outputs.results.open import read_provenance

    dataset, record = results_of(final), read_provenance(final) or {}
    return [*closing(dataset, lang), *closing_notes(dataset, parts_of(final), record, lang)]


def show(told: Sequence, console: Console) -> None:
    """Tell what :func:`closing` and :func:`closing_notes` gave, at once also where somebody reads from a pipe."""
    for piece in told:
        if isinstance(piece, str):
            console.say(piece)
        else:
            print_table(piece, spare=LEVELS)
    sys.stdout.flush()
