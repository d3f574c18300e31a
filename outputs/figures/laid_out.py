"""Where the axes of a figure stand: found once, and fixed then, so that no drawing has to look for it again."""

from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

PLACES = 9
"""Decimals of positions, in shares of the page: the solver's last digits differ from process to process."""


def lay_out(figure: Figure) -> None:
    """Give the axes of a figure their places for good; what is put on it later must lie inside them.

    Matplotlib looks for the place of every label again whenever it measures or draws an axes, and measures all labels of
    the ticks for it, also where a label has no words. Here that is done once.

    Args:
        figure: has a layout engine; one that has been laid out is left as it is.
    """
    engine = figure.get_layout_engine()
    if engine is None:
        return
    axes = [axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)]
    for axis in axes:
        if not axis.label.get_visible() or not axis.label.get_text():
            axis.set_label_coords(0, 0)
    engine.execute(figure)
    figure.set_layout_engine("none")
    for ax in figure.axes:
        left, bottom, width, height = (round(share, PLACES) for share in ax.get_position(original=True).bounds)
        ax.set_position((left, bottom, width, height))
    canvas = figure.canvas if isinstance(figure.canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)
    for axis in axes:
        _fix_label(axis, canvas.get_renderer())


def _fix_label(axis: Axis, renderer: RendererBase) -> None:
    """Fix the label of an axis where it is, as shares of its axes: where it is in dots holds for one density of dots only."""
    ax = axis.axes
    wordless = not axis.label.get_visible() or not axis.label.get_text() or not ax.axison
    if wordless or ax.get_axes_locator() is not None or ax.get_aspect() != "auto":  # these find their places when drawn
        return
    axis.get_tightbbox(renderer)  # finds the place
    x, y = axis.label.get_transform().transform(axis.label.get_position())
    axis.set_label_coords(*ax.transAxes.inverted().transform((x, y)))
