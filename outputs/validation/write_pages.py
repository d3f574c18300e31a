"""Write what a validation found: tables, figures in both languages, and pages."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import xarray as xr
from matplotlib.figure import Figure

from common.files import write_text
from common.records import PROJECTIONS, REFERENCES, Score
from common.text import LANGUAGES
from outputs.documents.document import Document
from outputs.documents.html import page
from outputs.figures.fan import fan
from outputs.figures.figure_files import save_forms
from outputs.figures.observed_marks import totals
from outputs.observed import Observed
from outputs.results.outcomes import HEADLINES
from outputs.validation import score_figures
from outputs.validation.score_page import Validation, document
from outputs.validation.score_rows import SCORED_FILE, SCORES_FILE, SUMMARY_FILE, GroupScore, Scored, as_csv


def write_validation(found: Validation, observed: Observed, folder: Path) -> list[Path]:
    """Everything into the folder of a run; older files of the same names are replaced.

    Returns:
        ``validation.csv``, ``validation-summary.csv``, ``validation-observed.json``, which says against what, and the
        pages ``validation.zh.html`` and ``validation.en.html``; figures are in ``figures/``.
    """
    written = [folder / SCORES_FILE, folder / SUMMARY_FILE, folder / SCORED_FILE]
    write_text(written[0], as_csv(found.scores, Score))
    write_text(written[1], as_csv(found.lines, GroupScore))
    write_text(written[2], json.dumps(Scored(observed.name, observed.sha256)._asdict(), ensure_ascii=False, indent=1))
    fans = {f"fan-{one.key}": one for one in HEADLINES if totals(observed, one.variables)}

    def drawn(lang: str) -> dict[str, Figure]:
        bands = {name: fan(found.dataset, one, lang, observed=observed) for name, one in fans.items()}
        return {f"validation-{name}": figure for name, figure in {**bands, **_drawn(found, lang)}.items()}

    return written + _write_shown("validation", drawn, partial(document, found), found.dataset, folder)


def write_past(
    name: str,
    table: str,
    drawn: Callable[[str], Mapping[str, Figure]],
    told: Callable[[str], Document],
    about: xr.Dataset,
    folder: Path,
) -> list[Path]:
    """Write what a check of the known years found: ``<name>.csv``, ``<name>.zh.html``, ``<name>.en.html`` and figures.

    Args:
        name: of the files.
        table: text of the table.
        drawn: gives the figures by name in a language.
        told: gives the page in a language.
        about: what figures say of where they are from.
        folder: where all is written.

    Returns:
        The table and the pages; figures are in ``figures/``.
    """
    written = folder / f"{name}.csv"
    write_text(written, table)
    return [written, *_write_shown(name, drawn, told, about, folder)]


def _write_shown(
    name: str,
    drawn: Callable[[str], Mapping[str, Figure]],
    told: Callable[[str], Document],
    dataset: xr.Dataset,
    folder: Path,
) -> list[Path]:
    """Write figures and pages in both languages, return the pages; nothing in them is fetched."""
    pictures, pages = folder / "figures", []
    pictures.mkdir(parents=True, exist_ok=True)
    for lang in LANGUAGES:
        for key, figure in drawn(lang).items():
            save_forms(figure, pictures, key, dataset, lang)
        pages.append(folder / f"{name}.{lang}.html")
        write_text(pages[-1], page(told(lang), dataset))
    return pages


def _drawn(found: Validation, lang: str) -> dict[str, Figure]:
    drawn = {
        "projections": score_figures.projections(found.scores, found.dataset, lang),
        "pit": score_figures.pits(
            dict(found.histograms), found.chance, found.dataset, lang, min(len(found.histograms), 2)
        ),
    }
    if any(
        line.forecast in PROJECTIONS and any(line.skill(name) == line.skill(name) for name in REFERENCES)
        for line in found.lines
    ):
        drawn["skill"] = score_figures.skills(found.lines, found.dataset, lang)
    return drawn
