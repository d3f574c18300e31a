"""Figures of a fit, from the tables that ship, in both languages."""

import csv
from pathlib import Path

import numpy as np
import pytest

from outputs.figures.figure_files import as_bytes
from outputs.figures.fit import fitted_parameters, fitted_targets, footer

FOLDER = Path(__file__).parents[2] / "calibration" / "data"
TEXT = {"id", "name", "en", "zh", "unit", "outcome", "use", "driven_by", "surface_explains"}
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


def table(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [{k: v if k in TEXT else float(v) for k, v in row.items()} for row in csv.DictReader(lines)]


def drawn(figure, lang) -> set[str]:
    """Draws the figure (a missing glyph or a layout that fails is a warning, and so an error); gives its texts."""
    assert len(as_bytes(figure, footer(lang, "0.1", "note"), lang, "png", dpi=60)) > 5000
    for ax in figure.axes:
        assert all(label.get_window_extent().x0 > 0 for label in ax.get_yticklabels()), "a name is cut off"
    return {text.get_text().replace("\n", " ") for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))}


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_every_target_and_every_fitted_number_is_shown(lang):
    targets, parameters = table("fit_targets"), table("fit_parameters")
    assert {row[lang] for row in targets} <= drawn(fitted_targets(targets, lang, "0.1", "note"), lang)
    scores = np.array([[-0.5, 0.0, 0.5]] * len(parameters)).T
    texts = drawn(fitted_parameters(parameters, scores, lang, "0.1", "note"), lang)
    assert {row[lang] for row in parameters} <= texts
    assert f"{max(row['learnt'] for row in parameters):.0%}" in texts
