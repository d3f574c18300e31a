"""Where the effect comes from, in a run that has not been attributed: parts that were run alone, else sectors and markets."""

from collections.abc import Mapping

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.findings import CLEAR
from outputs.figures.sources_bar import Division, drawn_divisions, largest, short
from outputs.results.direction import direction
from outputs.results.outcomes import HEADLINES, Outcome, effect
from outputs.results.reader_names import axis_names

PARTS = {
    "city": {
        "en": ("The city's own decisions", "Decisions above the city"),
        "zh": ("南京市可自行决定的部分", "需省或国家授权的部分"),
    },
    "process": {
        "en": ("Behaviour by itself", "Assumed pushes of tasks"),
        "zh": ("由行为本身带来的部分", "依托假设推动量的部分"),
    },
}
"""A part that was run alone, and what is missing to the whole."""
AXES = (("fdi", "fdi_actual_use", "sector"), ("visitors", "visitors", "origin"))
"""Outcomes that the model itself records by part: key of the outcome, variable, axis."""
SUBTITLES = {
    "parts": {
        "en": "Shares of the mean effect over the whole period; each part was run alone in some of the members",
        "zh": "占全期平均效果的比例；各部分以部分样本单独模拟",
    },
    "axes": {
        "en": "Shares of the mean effect over the whole period, as the run itself records them",
        "zh": "占全期平均效果的比例，由模拟直接记录",
    },
}


def own_divisions(dataset: xr.Dataset, alone: Mapping[str, Mapping[str, float]], lang: str) -> list[Division]:
    """What a run tells by itself of where its effects come from.

    Args:
        dataset: the results.
        alone: by ``city`` and ``process`` the share of each effect that this part brings alone, by outcome, where it
            has been run and the effect is clear.
        lang: ``"en"`` or ``"zh"``.

    Returns:
        Parts that were run alone; where there are none, investment by sector and visitors by market as far as their
        effects are clear; none where nothing is.
    """
    keys = {outcome.key for outcome in HEADLINES}
    told = [_alone(by, alone[by], lang) for by in PARTS if keys & set(alone.get(by, ()))]
    return told or [one for found in AXES if (one := _along(dataset, *found, lang)) is not None]


def _alone(by: str, shares: Mapping[str, float], lang: str) -> Division:
    own = np.array([shares.get(outcome.key, np.nan) for outcome in HEADLINES])
    return Division(by, PARTS[by][lang], HEADLINES, np.stack([own, 1 - own]))


def _along(dataset: xr.Dataset, key: str, variable: str, axis: str, lang: str) -> Division | None:
    if variable not in dataset:
        return None
    found = dataset[variable].sum("month")
    change = effect(found.sum([dim for dim in found.dims if dim not in ("variant", "member", axis)]))
    whole = change.sum(axis).values
    if direction(whole) not in CLEAR:
        return None
    outcomes: tuple[Outcome, ...] = tuple(outcome for outcome in HEADLINES if outcome.key == key)
    shares = change.mean("member").values[:, None] / whole.mean()
    return largest(axis, [short(str(name), lang) for name in axis_names(dataset, axis, lang)], outcomes, shares, lang)


def own_sources(
    dataset: xr.Dataset, alone: Mapping[str, Mapping[str, float]], lang: str = "en", columns: int = 2
) -> Figure | None:
    """Draw :func:`own_divisions`; None where there are none."""
    found = own_divisions(dataset, alone, lang)
    if not found:
        return None
    subtitle = SUBTITLES["parts" if found[0].by in PARTS else "axes"][lang]
    return drawn_divisions(found, dataset, subtitle, lang, columns)
