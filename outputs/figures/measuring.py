"""Sizes of words, each measured once in a process: legends, labels and footers are the same in many figures.

Matplotlib keeps sizes too, but for one figure and one density of dots; to measure a line is to shape it, and to load the
outline of every letter.
"""

import functools
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg


class MeasuringRenderer(RendererAgg):
    """Matplotlib's renderer of dots, which asks for sizes here."""

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        """Width, height and descent of a line in dots; ``prop`` is its font, which others may change later."""
        return _size(s, prop.copy(), ismath, self.dpi, mpl.rcParams["text.hinting"])


class MeasuringCanvas(FigureCanvasAgg):
    """Matplotlib's canvas of dots on that renderer."""

    _made_for: tuple[float, ...] = ()

    def get_renderer(self) -> RendererAgg:
        """The renderer for the figure as large and as dense as it is now."""
        width, height = map(float, self.figure.bbox.size)
        wanted = (width, height, float(self.figure.dpi))
        if wanted != self._made_for:
            self.renderer, self._made_for = MeasuringRenderer(*wanted), wanted
        return self.renderer


@functools.lru_cache(8192)
def _size(text: str, font: Any, ismath: Any, dpi: float, hinting: str) -> tuple[float, float, float]:
    return RendererAgg.get_text_width_height_descent(_renderer(dpi), text, font, ismath)


@functools.lru_cache(8)
def _renderer(dpi: float) -> RendererAgg:
    return RendererAgg(1, 1, dpi)
