"""Figures as parts of a page: in a data address, which a browser shows as a picture and never runs."""

import base64
import io
import re
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import quote

import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.figure_files import as_bytes, dots_of

PRINT_DPI, SCREEN_DPI = 250, 200
MOST_SVG = 150_000
"""Bytes of SVG above which a figure goes in as points."""
_PATHS = re.compile(rb'(?<= d=")[^"]*(?=")|(?<=points=")[^"]*(?=")|(?<=transform=")translate\([^)]*\)')
_LONG = re.compile(rb"(\.\d\d)\d+")


@contextmanager
def boxes_for_unknown_letters() -> Generator[None]:
    """Letters that our font lacks, which only a title can bring, are drawn as boxes without a word said."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def svg(figure: Figure, dataset: xr.Dataset, lang: str) -> bytes:
    """A figure as SVG with coordinates of two decimals, a hundredth of a point, which nobody sees."""
    with boxes_for_unknown_letters():
        whole = as_bytes(figure, dataset, lang, "svg")
    return _PATHS.sub(lambda part: _LONG.sub(rb"\1", part[0]), whole[whole.index(b"<svg") :])


def png(figure: Figure, dpi: float = PRINT_DPI) -> bytes:
    """A figure as PNG of few colours, for documents that show no SVG and where SVG would be too big."""
    from PIL import Image

    with boxes_for_unknown_letters():
        dots = dots_of(figure, dpi)
    few = Image.fromarray(dots).convert("RGB").quantize(96, dither=Image.Dither.NONE)
    page = io.BytesIO()
    few.save(page, "PNG", dpi=(dpi, dpi))  # with ``optimize`` six times the time for a twelfth of the bytes
    return page.getvalue()


def address(figure: Figure, dataset: xr.Dataset, lang: str, printed: bool = True) -> str:
    """A figure as an address that holds it whole: SVG for print where it is slim, else PNG."""
    if printed:
        drawing = svg(figure, dataset, lang)
        if len(drawing) < MOST_SVG:
            text = re.sub(r">\s+<", "><", drawing.decode("utf-8")).replace("\n", " ")
            return "data:image/svg+xml," + quote(text, safe=" /:;=,.()-_!~*'?@$&+")
    points = png(figure, PRINT_DPI if printed else SCREEN_DPI)
    return "data:image/png;base64," + base64.b64encode(points).decode("ascii")


def size_px(figure: Figure) -> tuple[int, int]:
    """Width and height of a figure in the pixels of a page."""
    width, height = figure.get_size_inches() * 96
    return round(float(width)), round(float(height))
