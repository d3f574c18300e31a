"""Figures of a run, each a function from a results dataset to a matplotlib figure, in Chinese or English.

``headline`` draws what a report opens with, ``details`` what lies behind it; ``save_all`` writes both to files.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import xarray as xr
from matplotlib.figure import Figure

from common.files import write_bytes
from common.text import LANGUAGES
from outputs.figures.answer_strip import SHOWN, answer_strip
from outputs.figures.costs import costs
from outputs.figures.effect import effects
from outputs.figures.fan import fan
from outputs.figures.fdi_map import fdi_map
from outputs.figures.figure_files import FORMATS, save_forms
from outputs.figures.figure_numbers import as_csv, numbers_of
from outputs.figures.forces import forces
from outputs.figures.network_map import network_map
from outputs.figures.origins import origins
from outputs.figures.pipeline import pipeline
from outputs.figures.rents import rents
from outputs.figures.risks import risks
from outputs.figures.routes import routes
from outputs.figures.talent import talent
from outputs.figures.ways import ways
from outputs.observed.observation import Observed
from outputs.results.outcomes import HEADLINES

HEADLINE: dict[str, Callable[..., Figure]] = {
    "answer-strip": answer_strip,
    "effects": effects,
    **{f"fan-{outcome.key}": partial(fan, outcome=outcome) for outcome in HEADLINES},
}
"""Makers by name; each takes the dataset, ``lang`` and ``columns`` (1 or 2)."""
HEADLINE_READS = tuple(
    sorted(
        {name for outcome in (*HEADLINES, *SHOWN) for name in outcome.variables}
        | {f"{axis}_name{zh}" for axis in ("variant", "origin", "zone", "lever") for zh in ("", "_zh")}
    )
)
"""What :data:`HEADLINE` takes from the results: to open a run for these alone takes less than half the time."""
FANS = frozenset(f"fan-{outcome.key}" for outcome in HEADLINES)
"""Figures that take ``observed`` and ``history`` too."""
DETAILS: dict[str, Callable[..., Figure]] = {
    "origins": origins,
    "ways": ways,
    "routes": routes,
    "network-map": network_map,
    "fdi-map": fdi_map,
    "fdi-pipeline": pipeline,
    "talent": talent,
    "rents": rents,
    "forces": forces,
    "risks": risks,
    "costs": costs,
}
"""Makers of the figures behind the headline, called alike."""


def drawn(
    name: str,
    dataset: xr.Dataset,
    lang: str = "en",
    columns: int | None = None,
    observed: Observed | None = None,
    history: xr.Dataset | None = None,
) -> Figure:
    """One figure by name; ``columns`` is its own width where not given, ``observed`` and ``history`` are for the fans, which show them.

    Raises:
        KeyError: no figure has that name.
    """
    make = {**HEADLINE, **DETAILS}[name]
    more = {} if columns is None else {"columns": columns}
    return make(dataset, lang=lang, **more, **({"observed": observed, "history": history} if name in FANS else {}))


def headline(dataset: xr.Dataset, lang: str = "en") -> dict[str, Figure]:
    """The figures of the headline outcomes by name: ``answer-strip``, ``effects``, ``fan-fdi``, ``fan-visitors`` and so on.

    Args:
        dataset: results with dims variant, member, month, as :func:`outputs.results.open.open_run` gives them.
        lang: ``"en"`` or ``"zh"``.
    """
    return {name: make(dataset, lang=lang) for name, make in HEADLINE.items()}


def save_all(
    dataset: xr.Dataset,
    folder: str | Path,
    langs: Iterable[str] = LANGUAGES,
    formats: Iterable[str] = FORMATS,
    names: Iterable[str] | None = None,
    observed: Observed | None = None,
    history: xr.Dataset | None = None,
) -> list[Path]:
    """Write figures in every language and format, named like ``fan-visitors.zh.png``, and the numbers of each beside it.

    The same dataset gives the same bytes. The folder is made where it is missing. A figure takes a few tenths of a
    second, PDF as much again.

    Args:
        dataset: results with dims variant, member, month, as :func:`outputs.results.open.open_run` gives them.
        folder: where the files go; files of the same names are replaced.
        langs: some of ``"zh"`` and ``"en"``.
        formats: some of ``"png"``, ``"svg"`` and ``"pdf"``.
        names: some of the names in :data:`HEADLINE` and :data:`DETAILS`; all of them where not given.
        observed: what was observed; the fans show it.
        history: the simulated months before, as :func:`outputs.results.history.history_of` gives them; the fans show them.

    Returns:
        The files, in the order of writing.

    Raises:
        KeyError: a name that no figure has.
    """
    makers = {**HEADLINE, **DETAILS}
    folder, formats, written = Path(folder), tuple(formats), []
    chosen = list(makers if names is None else names)
    for name in chosen:
        makers[name]
    folder.mkdir(parents=True, exist_ok=True)
    for lang in langs:
        for name in chosen:
            figure = drawn(name, dataset, lang, observed=observed, history=history)
            written += save_forms(figure, folder, name, dataset, lang, formats)
            if (numbers := numbers_of(figure)) is not None:
                path = folder / f"{name}.{lang}.csv"
                write_bytes(path, as_csv(numbers))
                written.append(path)
    return written
