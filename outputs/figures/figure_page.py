"""The page around the drawing: width in columns, header with title and legend, footer with where the figure is from."""

from collections.abc import Sequence
from typing import Any

import xarray as xr
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text

from outputs.figures.letters import drawable, lacking, note
from outputs.figures.style import COLUMN_MM, FOOTER_PT, GREY, SMALL_PT, TITLE_PT
from outputs.results.reader_names import period

MODEL_NAME = {"en": "Nanjing opening model", "zh": "南京开放试点情景模型"}
MM_PER_INCH = 25.4
MARGIN_MM, FOOTER_MM, TITLE_MM, SUBTITLE_MM, LEGEND_MM = 1.5, 6.5, 5.0, 4.0, 4.5


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
    legend: Sequence[Artist] = (),
    legend_columns: int = 4,
) -> Figure:
    """An empty figure with header and footer; what is drawn on it later keeps clear of both.

    Args:
        dataset: the results, for the footer; or the two lines of a footer where no single run is shown.
        lang: ``"en"`` or ``"zh"``.
        title: what is shown; also the figure's label, which files take as their title.
        subtitle: what the marks mean; cut to the width.
        columns: 1 or 2 columns of a printed page.
        height_mm: height of the drawing, without header and footer.
        legend: labelled handles, in rows of ``legend_columns`` below the subtitle.
    """
    legend_mm = LEGEND_MM * -(-len(legend) // legend_columns)
    header_mm = TITLE_MM + SUBTITLE_MM * bool(subtitle) + legend_mm + MARGIN_MM
    width_mm, whole_mm = COLUMN_MM[columns], height_mm + header_mm + FOOTER_MM
    figure = Figure(figsize=(width_mm / MM_PER_INCH, whole_mm / MM_PER_INCH), layout="constrained", label=title)
    FigureCanvasAgg(figure)
    left, right = MARGIN_MM / width_mm, 1 - MARGIN_MM / width_mm

    def put(down_mm: float, text: str, **look: Any) -> None:
        _fit(figure.text(left, 1 - down_mm / whole_mm, drawable(text), va="top", **look), right)

    put(MARGIN_MM, title, fontsize=TITLE_PT, fontweight="bold")
    if subtitle:
        put(MARGIN_MM + TITLE_MM, subtitle, fontsize=SMALL_PT, color=GREY)
    lines = _with_note(dataset if isinstance(dataset, tuple) else source_lines(dataset, lang), (title, subtitle), lang)
    for line, text in enumerate(lines):
        put(whole_mm - FOOTER_MM + 1.0 + 2.6 * line, text, fontsize=FOOTER_PT, color=GREY)
    if legend:
        figure.legend(
            handles=legend,
            loc="upper left",
            bbox_to_anchor=(left, 1 - (header_mm - legend_mm) / whole_mm),
            ncols=legend_columns,
            borderpad=0,
            borderaxespad=0,
            columnspacing=1.2,
            handlelength=2.0,
            handletextpad=0.5,
            labelspacing=0.35,
        ).set_in_layout(False)
    margin = MARGIN_MM / whole_mm
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)  # asked for above
    engine.set(
        rect=(left, FOOTER_MM / whole_mm, right - left, 1 - (FOOTER_MM + header_mm) / whole_mm - margin),
        w_pad=0.02,
        h_pad=0.02,
        wspace=0.04,
        hspace=0.04,
    )
    return figure


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
