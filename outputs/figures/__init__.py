"""Figures of a run, each a function from a results dataset to a matplotlib figure, in Chinese or English.

``headline`` draws what a report opens with, ``details`` what lies behind it; ``save_all`` writes both to files.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.effect import effects
from outputs.figures.fan import fan
from outputs.files import FORMATS, save
from outputs.outcomes import HEADLINES

LANGUAGES = ("zh", "en")
HEADLINE: dict[str, Callable[..., Figure]] = {
    "effects": effects,
    **{f"fan-{outcome.key}": partial(fan, outcome=outcome) for outcome in HEADLINES},
}
"""Makers by name; each takes the dataset, ``lang`` and ``columns`` (1 or 2)."""
DETAILS: dict[str, Callable[..., Figure]] = {}


def headline(dataset: xr.Dataset, lang: str = "en") -> dict[str, Figure]:
    """The figures of the headline outcomes by name: ``effects``, ``fan-fdi``, ``fan-visitors`` and so on.

    Args:
        dataset: results with dims variant, member, month, as :func:`outputs.open.open_run` gives them.
        lang: ``"en"`` or ``"zh"``.
    """
    return {name: make(dataset, lang=lang) for name, make in HEADLINE.items()}


def save_all(
    dataset: xr.Dataset, folder: str | Path, langs: Iterable[str] = LANGUAGES, formats: Iterable[str] = FORMATS
) -> list[Path]:
    """Write every figure in every language and format, named like ``fan-visitors.zh.png``.

    The same dataset gives the same bytes. The folder is made where it is missing.

    Returns:
        The files, in the order of writing.
    """
    folder, formats, written = Path(folder), tuple(formats), []
    folder.mkdir(parents=True, exist_ok=True)
    for lang in langs:
        for name, make in {**HEADLINE, **DETAILS}.items():
            figure = make(dataset, lang=lang)
            written += [save(figure, folder / f"{name}.{lang}.{form}", dataset, lang) for form in formats]
    return written
