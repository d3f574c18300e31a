"""Write what a validation found: tables, figures in both languages, and pages."""

from pathlib import Path

import xarray as xr

from common.files import write_text
from common.records import PROJECTIONS, REFERENCES, Score
from common.text import LANGUAGES
from outputs.documents.document import Document
from outputs.documents.html import page
from outputs.figures.fan import fan
from outputs.figures.figure_files import FORMATS, save
from outputs.figures.observed_marks import totals
from outputs.observed import Observed
from outputs.results.outcomes import HEADLINES
from outputs.validation import score_figures
from outputs.validation.score_page import Validation, document
from outputs.validation.score_rows import SCORES_FILE, SUMMARY_FILE, GroupScore, as_csv


def write_validation(found: Validation, observed: Observed, folder: Path) -> list[Path]:
    """Everything into the folder of a run; older files of the same names are replaced.

    Returns:
        ``validation.csv``, ``validation-summary.csv`` and the pages ``validation.zh.html`` and ``validation.en.html``;
        figures are in ``figures/``.
    """
    written = [folder / SCORES_FILE, folder / SUMMARY_FILE]
    write_text(written[0], as_csv(found.scores, Score))
    write_text(written[1], as_csv(found.lines, GroupScore))
    pictures = folder / "figures"
    pictures.mkdir(exist_ok=True)
    fans = {f"fan-{one.key}": one for one in HEADLINES if totals(observed, one.variables)}
    for lang in LANGUAGES:
        for name, outcome in fans.items():
            figure = fan(found.dataset, outcome, lang, observed=observed)
            for form in FORMATS:
                save(figure, pictures / f"validation-{name}.{lang}.{form}", found.dataset, lang)
        for name, figure in _drawn(found, lang).items():
            for form in FORMATS:
                save(figure, pictures / f"validation-{name}.{lang}.{form}", found.dataset, lang)
        written.append(write_page(document(found, lang), found.dataset, folder / f"validation.{lang}.html"))
    return written


def write_page(what: Document, dataset: xr.Dataset, path: Path) -> Path:
    """One page; nothing in it is fetched."""
    write_text(path, page(what, dataset))
    return path


def _drawn(found: Validation, lang: str) -> dict:
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
