"""The page around the drawing: width in columns, header with title and legend, footer with where the figure is from."""

import re
from bisect import bisect_right
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerTuple
from matplotlib.text import Text

from outputs.figures.letters import drawable, lacking, note
from outputs.figures.measuring import MeasuringCanvas
from outputs.figures.style import COLUMN_MM, FOOTER_PT, GREY, SMALL_PT, TITLE_PT
from outputs.results.reader_names import period

MODEL_NAME = {"en": "Nanjing opening model", "zh": "南京开放试点情景模型"}
Handle = Artist | tuple[Artist, ...]
"""A labelled handle of a legend; of several side by side the first has the label."""
MM_PER_INCH = 25.4
MARGIN_MM, FOOTER_MM, TITLE_MM, SUBTITLE_MM, LEGEND_MM = 1.5, 6.5, 5.0, 4.0, 4.5
FOOT_MM = 2.6
"""Height of one line of the footer."""
HANDLE_EM, HANDLE_GAP_EM, COLUMN_GAP_EM = 2.0, 0.5, 1.2
"""Width of a legend's handles, and of the gaps after a handle and between columns, in the size of its letters."""


def source_lines(dataset: xr.Dataset, lang: str) -> tuple[str, str]:
    """The two lines of the footer: the scenario, and the model with its version and the results' fingerprint.

    A dataset that stands for no single run brings its own in the attribute ``footer_en`` or ``footer_zh``.
    """
    if f"footer_{lang}" in dataset.attrs:
        first, second = dataset.attrs[f"footer_{lang}"].split("\n")
        return first, second
    attrs, members = dataset.attrs, dataset.sizes["member"]
    title, scenario = attrs.get(f"title_{lang}", ""), attrs.get("scenario", "")
    months = period(dataset["month"].values, lang)
    version = attrs.get("version", "")
    fingerprint = " ".join(one[:12] for one in str(attrs.get("fingerprint", "")).split())
    if lang == "zh":
        return (
            f"情景：{title}（{scenario}）；{months}；{members}个模拟样本",
            f"来源：{MODEL_NAME['zh']} {version}版模拟结果；指纹 {fingerprint}",
        )
    return (
        f"Scenario: {title} ({scenario}); {months}; {members} member{'s' * (members != 1)}",
        f"Source: simulation with the {MODEL_NAME['en']} {version}; fingerprint {fingerprint}",
    )


def page(
    dataset: xr.Dataset | tuple[str, str],
    lang: str,
    title: str,
    subtitle: str,
    columns: int,
    height_mm: float,
    legend: Sequence[Handle] = (),
    legend_columns: int = 4,
) -> Figure:
    """An empty figure with header and footer; what is drawn on it later keeps clear of both.

    Args:
        dataset: the results, for the footer; or the two lines of a footer where no single run is shown.
        lang: ``"en"`` or ``"zh"``.
        title: what is found; also the figure's label, which files take as their title. It may take three lines.
        subtitle: the topic and what the marks mean; it may take three lines.
        columns: 1 or 2 columns of a printed page.
        height_mm: height of the drawing, without header and footer.
        legend: labelled handles below the subtitle, in rows of ``legend_columns`` at most, fewer where they do not fit.
        legend_columns: handles in a row.
    """
    width_mm = COLUMN_MM[columns]
    left, right = MARGIN_MM / width_mm, 1 - MARGIN_MM / width_mm
    figure = Figure(figsize=(width_mm / MM_PER_INCH, 1), layout="constrained", label=title)
    MeasuringCanvas(figure)
    titles = broken(figure, drawable(title), right - left, fontsize=TITLE_PT, fontweight="bold")
    subtitles = broken(figure, drawable(subtitle), right - left, fontsize=SMALL_PT)
    key, rows = _legend(figure, legend, legend_columns, right - left)
    legend_mm = LEGEND_MM * rows
    header_mm = TITLE_MM * len(titles) + SUBTITLE_MM * len(subtitles) + legend_mm + MARGIN_MM
    sources = _with_note(
        dataset if isinstance(dataset, tuple) else source_lines(dataset, lang), (title, subtitle), lang
    )
    feet = [line for text in sources for line in broken(figure, drawable(text), right - left, 2, fontsize=FOOTER_PT)]
    footer_mm = FOOTER_MM + FOOT_MM * (len(feet) - 2)
    whole_mm = height_mm + header_mm + footer_mm
    figure.set_size_inches(width_mm / MM_PER_INCH, whole_mm / MM_PER_INCH)

    def put(down_mm: float, text: str, **look: Any) -> None:
        _fit(figure.text(left, 1 - down_mm / whole_mm, text, va="top", **look), right)

    for line, text in enumerate(titles):
        put(MARGIN_MM + TITLE_MM * line, text, fontsize=TITLE_PT, fontweight="bold")
    for line, text in enumerate(subtitles):
        put(MARGIN_MM + TITLE_MM * len(titles) + SUBTITLE_MM * line, text, fontsize=SMALL_PT, color=GREY)
    for line, text in enumerate(feet):
        put(whole_mm - footer_mm + 1.0 + FOOT_MM * line, text, fontsize=FOOTER_PT, color=GREY)
    if key is not None:
        key.set_bbox_to_anchor((left, 1 - (header_mm - legend_mm) / whole_mm), figure.transFigure)
    margin = MARGIN_MM / whole_mm
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)  # asked for above
    engine.set(
        rect=(left, footer_mm / whole_mm, right - left, 1 - (footer_mm + header_mm) / whole_mm - margin),
        w_pad=0.02,
        h_pad=0.02,
        wspace=0.04,
        hspace=0.04,
    )
    return figure


def _legend(figure: Figure, handles: Sequence[Handle], abreast: int, width: float) -> tuple[Legend | None, int]:
    """Return a legend of as many columns, at most ``abreast``, as fit into a share of the figure's width, and its rows."""
    if not handles:
        return None, 0
    labels = [str((one if isinstance(one, Artist) else one[0]).get_label()) for one in handles]
    with _measured(figure, fontsize=SMALL_PT) as wide:
        ncols = _columns(
            [wide(label) for label in labels], abreast, width * figure.bbox.width, SMALL_PT * figure.dpi / 72
        )
    legend = figure.legend(
        handles=handles,
        labels=labels,
        handler_map={tuple: HandlerTuple(ndivide=None, pad=0)},
        loc="upper left",
        ncols=ncols,
        borderpad=0,
        borderaxespad=0,
        columnspacing=COLUMN_GAP_EM,
        handlelength=HANDLE_EM,
        handletextpad=HANDLE_GAP_EM,
        labelspacing=0.35,
    )
    legend.set_in_layout(False)
    return legend, -(-len(handles) // ncols)


def _columns(texts: Sequence[float], abreast: int, room: float, em: float) -> int:
    """Return how many columns of a legend fit into ``room``, 1 to ``abreast``: matplotlib would have to make each to tell.

    Args:
        texts: widths of the handles' texts in their order, which fill one column after the other.
        abreast: columns at most.
        room: width, in the same unit.
        em: size of the letters, in the same unit.
    """
    for columns in range(min(abreast, len(texts)), 1, -1):
        widest = [float(column.max()) for column in np.array_split(np.array(texts), columns)]
        gaps = columns * (HANDLE_EM + HANDLE_GAP_EM) + (columns - 1) * COLUMN_GAP_EM
        if sum(widest) + gaps * em <= room:
            return columns
    return 1


MOST_LINES = 3
_PIECES = re.compile(
    r"[（《“]*(?:[^\s\u2e80-\uffef“”]+(?: %)?|[\u2e80-\uffef])[，。；：、）》”％]*\s*|\s+|.", re.DOTALL
)
"""What is not torn apart: Latin words, a number and its sign for per cent, single Chinese letters with the marks that stand beside them."""


def broken(figure: Figure, text: str, width: float, most: int = MOST_LINES, **look: Any) -> list[str]:
    """A text in lines that fit into a share of the figure's width; the last of ``most`` lines holds all that is left."""
    if not text:
        return []
    room, pieces = width * figure.bbox.width, _PIECES.findall(text)
    lines: list[str] = []
    with _measured(figure, **look) as wide:
        while len(lines) < most - 1 and wide("".join(pieces).rstrip()) > room:
            # halving takes a few measurements, where one for each piece takes dozens
            fit = bisect_right(range(1, len(pieces)), room, key=lambda n: wide("".join(pieces[:n]).rstrip())) or 1
            lines.append("".join(pieces[:fit]))
            pieces = pieces[fit:]
    return [line.rstrip() for line in (*lines, "".join(pieces)) if line]


@contextmanager
def _measured(figure: Figure, **look: Any) -> Generator[Callable[[str], float]]:
    """What tells the width of a line of text of one look, in the pixels of a figure."""
    sample = figure.text(0, 0, "", **look)

    def wide(text: str) -> float:
        sample.set_text(text)
        return float(sample.get_window_extent().width)

    yield wide
    sample.remove()


def _with_note(lines: tuple[str, str], others: tuple[str, str], lang: str) -> tuple[str, str]:
    """Return the lines of a footer, the second with a note on letters that the font lacks in them or in other texts."""
    explained = note(lacking((*others, *lines)), lang)
    if not explained:
        return lines
    return lines[0], f"{explained}{'；' if lang == 'zh' else '; '}{lines[1]}"


def _fit(text: Text, right: float) -> None:
    """Cut a line that would leave the page, and keep it out of the layout of the axes."""
    text.set_in_layout(False)
    figure = text.get_figure()
    assert figure is not None  # the text has just been put on one
    limit, whole = right * figure.bbox.width, text.get_text()
    keep = len(whole)
    while text.get_window_extent().x1 > limit and keep > 1:
        keep -= 1
        text.set_text(whole[:keep].rstrip(" ,，;；:：(（") + "…")
