"""Dates of policy on a figure over months: thin lines, and below them their words, thinned so that none overlaps."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from outputs.figures.axes import month_positions
from outputs.figures.laid_out import lay_out
from outputs.figures.measure_words import Mark, national_short, short
from outputs.figures.style import FOOTER_PT, GREY, RED
from outputs.results.dated_measures import Measure, biting_rules, measures

VISITS = frozenset({"route_rights", "visa_facilitation", "duty_free", "events_and_campaigns", "consumption"})
TOUCHES = {
    "fdi": frozenset(
        {"pilot_tasks", "mixed_land_use", "cross_border_finance", "institutions", "science", "places", "digital_trade"}
        | {"industrial_chains"}
    ),
    "goods-trade": frozenset({"pilot_tasks", "freight", "industrial_chains", "consumption", "institutions"}),
    "services-trade": frozenset({"pilot_tasks", "digital_trade", "institutions", "cross_border_finance", "science"}),
    "visitors": VISITS,
    "spending": VISITS,
}
"""Levers whose dates are marked on the fan of an outcome: those that act on it first."""
FOR_VISITORS = ("visitors", "spending")
ROWS = 3
GAP_PX = 5.0
CLEAR: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 0}
"""The ground of a word, so that no line of another mark runs through it."""


def marks(dataset: xr.Dataset, outcome: str, lang: str, months: np.ndarray) -> list[Mark]:
    """The dates for the fan of an outcome, those that matter most first: by turns national
    rules, those for most visitors first, and each lever's first measure, then others.

    Args:
        dataset: the results, which hold their scenario.
        outcome: key of a headline outcome.
        lang: ``"en"`` or ``"zh"``.
        months: first days of the months that are shown; what begins with the first of them has no mark.
    """
    first, last = months[[0, -1]].astype("datetime64[M]")

    def shown(start: np.datetime64) -> bool:
        return bool(first < start.astype("datetime64[M]") <= last)

    levers_marked = TOUCHES.get(outcome, frozenset())
    inside = [one for one in measures(dataset) if one.lever in levers_marked and shown(one.start)]
    rules = [rule for rule in (biting_rules(dataset) if outcome in FOR_VISITORS else []) if shown(rule.start)]
    about = _visitors(dataset) if len(rules) > 1 else {}
    rules.sort(key=lambda rule: -sum(about.get(origin, 0.0) for origin in rule.origins))
    national = [Mark(rule.start, national_short(dataset, rule, lang), "", True) for rule in rules]
    own = [Mark(one.start, short(dataset, one, lang), one.lever) for one in together(inside)]
    firsts, later, levers = list[Mark](), list[Mark](), set[str]()
    for mark in own:
        (later if mark.lever in levers else firsts).append(mark)
        levers.add(mark.lever)
    in_turn = [mark for pair in zip_longest(national, firsts) for mark in pair if mark is not None]
    return in_turn + later


def _visitors(dataset: xr.Dataset) -> dict[str, float]:
    """Return how many visitors a rule for each origin is about: those of the counterfactual."""
    usual = dataset["visitors"].sel(variant="counterfactual")
    by_origin = usual.sum([dim for dim in usual.dims if dim != "origin"])
    return dict(zip(map(str, dataset["origin"].values), map(float, by_origin.values), strict=True))


def together(listed: Sequence[Measure], ends: bool = False) -> list[Measure]:
    """Measures of one kind that begin on one day and differ in their origins only, as one; with ``ends`` they also end on one day."""
    merged: dict[tuple, Measure] = {}
    for one in listed:
        key = (
            one.lever,
            one.kind,
            one.start,
            one.until if ends else None,
            one.decided_by,
            "" if one.origins else str(one.action),
        )
        before = merged.get(key)
        merged[key] = one if before is None else before._replace(origins=(*before.origins, *one.origins))
    return list(merged.values())


def draw_marks(
    figure: Figure, flags: Axes, axes: Sequence[Axes], found: Sequence[Mark], rows: int = ROWS
) -> list[Mark]:
    """Write marks into an empty axes below others, and a line through those for each that has room.

    The figure is laid out for it, for good, so it comes last.

    Args:
        figure: what is drawn on.
        flags: where the words go; shares its x axis with the others.
        axes: through which the lines run.
        found: the marks, those first that stay where room is short.
        rows: of words.

    Returns:
        The marks that are drawn.
    """
    flags.set_ylim(rows, 0)
    flags.axis("off")
    lay_out(figure)
    edge = 2 * GAP_PX
    ends = (edge, figure.bbox.x1 - edge)
    taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    drawn: list[Mark] = []
    for mark in found:
        x = float(month_positions(np.array([mark.start]))[0])
        pixel = float(flags.transData.transform((x, 0))[0])
        colour = RED if mark.national else GREY
        text = flags.text(x, 0, mark.text, fontsize=FOOTER_PT, color=colour, va="center", bbox=CLEAR)
        text.set_in_layout(False)
        if not _put(text, pixel, ends, taken):
            text.remove()
            continue
        look: dict[str, Any] = {"color": colour, "linewidth": 0.6, "linestyle": (0, (1, 1.5)), "zorder": 0.5}
        for ax in axes:
            ax.axvline(x, **look)
        flags.plot([x, x], [0, text.get_position()[1]], **look)
        drawn.append(mark)
    return drawn


def _put(text: Text, pixel: float, ends: tuple[float, float], taken: list[list[tuple[float, float]]]) -> bool:
    """Put a word right or left of its line into the first row with room; say whether there is one."""
    width = text.get_window_extent().width
    for row, spans in enumerate(taken):
        for left, start in ((True, pixel + GAP_PX / 2), (False, pixel - GAP_PX / 2 - width)):
            span = (start - GAP_PX / 2, start + width + GAP_PX / 2)
            inside = span[0] >= ends[0] and span[1] <= ends[1]
            if inside and all(span[1] <= low or span[0] >= high for low, high in spans):
                spans.append(span)
                x = text.get_position()[0]
                text.set_position((x, row + 0.5))
                text.set_horizontalalignment("left" if left else "right")
                text.set_text(f" {text.get_text()}" if left else f"{text.get_text()} ")
                return True
    return False
