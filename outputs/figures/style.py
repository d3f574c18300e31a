"""How our figures look: fonts, colours, sizes.

Figures are made without pyplot, so that nothing is shared between them and no window is ever asked for. What a figure
needs from matplotlib's settings is set for the making and the saving alone.
"""

import functools
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, ParamSpec

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from outputs.figures.fonts import FAMILY, FOLDER
from outputs.figures.laid_out import lay_out

for _file in sorted(FOLDER.glob("*.ttf")):
    fontManager.addfont(_file)

COLUMN_MM = {1: 89.0, 2: 183.0}
"""Widths of one and two columns of a printed page."""
BLUE, ORANGE, GREEN, RED, PURPLE, SKY, YELLOW = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#CC79A7",
    "#56B4E9",
    "#F0E442",
)
"""The colours of Okabe and Ito, told apart with every common form of colour blindness."""
INK, GREY, PALE = "#222222", "#6b6b6b", "#c8c8c8"
DPI = 300
"""Dots per inch of print."""
FONT_PT, TITLE_PT, SMALL_PT, FOOTER_PT = 7.0, 8.5, 6.5, 5.5

SETTINGS: Any = {
    "font.family": [FAMILY, "DejaVu Sans"],
    "font.size": FONT_PT,
    "axes.titlesize": FONT_PT,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titley": 1.0,  # above the axes: no search for what may stand there, which measures all labels of the ticks
    "axes.labelsize": FONT_PT,
    "axes.linewidth": 0.6,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "text.color": INK,
    "text.hinting": "no_hinting",  # the hinter doubles level strokes of Chinese letters
    "text.parse_math": False,  # a title with two dollar signs is no formula
    "xtick.labelsize": SMALL_PT,
    "ytick.labelsize": SMALL_PT,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.minor.width": 0.4,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "xtick.minor.size": 1.5,
    "grid.color": "#e4e4e4",
    "grid.linewidth": 0.5,
    "lines.linewidth": 1.2,
    "hatch.linewidth": 0.5,
    "legend.fontsize": SMALL_PT,
    "legend.frameon": False,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "savefig.dpi": DPI,
    "svg.hashsalt": "nanjing-opening-model",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
}


P = ParamSpec("P")


@contextmanager
def look() -> Generator[None]:
    """Matplotlib's settings while a figure is made or saved; whatever the caller has set before is put back after."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        yield


def styled(make: Callable[P, Figure]) -> Callable[P, Figure]:
    """A figure function that draws with our settings and hands back a figure laid out for good."""

    @functools.wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with look():
            figure = make(*args, **kwargs)
            lay_out(figure)  # also makes the ticks, with our fonts and not those of a later drawing
        return figure

    return made
