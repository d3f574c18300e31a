# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Three figures for a paper (论文三图)
#
# From a finished run to numbers in the text and three figures in print, in English or in Chinese. Everything here reads
# the results file alone: a run that someone sent you will do. Make one first, if there is none:
# `run.py simulate scenarios/full-pilot.yaml`.

# %%
import os
import sys
from pathlib import Path

here = Path.cwd()  # wherever Jupyter was started, go to the project's folder
os.chdir(next(folder for folder in (here, *here.parents) if (folder / "run.py").is_file()))
sys.path.insert(0, os.getcwd())

# %%
# %matplotlib inline
# %config InlineBackend.print_figure_kwargs = {"bbox_inches": None, "dpi": 120}
import numpy as np
from matplotlib.figure import Figure

from outputs import by_year, effect, find_run, interval, open_run
from outputs.figures import HEADLINE
from outputs.figures.axes import plain
from outputs.figures.figure_files import FORMATS, save
from outputs.figures.figure_page import page
from outputs.figures.style import BLUE, INK, styled
from outputs.results.numbers import interval as told
from outputs.results.numbers import reader_unit
from outputs.results.outcomes import interval_name
from outputs.results.reader_names import axis_names

RUN = os.environ.get("NOTEBOOK_RUN", "full-pilot")  # a name under outputs/runs, or a path
LANG = "en"  # or "zh"; files are written in both
run = open_run(RUN)
print(run.attrs[f"title_{LANG}"], dict(run.sizes), sep="\n")

# %% [markdown]
# ## Numbers for the text (正文数字)
#
# `by_year` adds flows up by calendar year and takes stocks at its end; `effect` subtracts the counterfactual member by
# member, because both ran on the same luck; `interval` gives the middle 80 % of the members with their median, and their
# whole range where there are fewer than nine.
#
# The tables and figures of the project have the mean in the middle; a paper should say which of the two it gives.
#
# Numbers come in the units of the file. `reader_unit` says in which unit readers meet a variable, and by what to multiply.

# %%
visitors = by_year(run, "visitors")
change = interval(effect(visitors))
unit = reader_unit("visitors", run["visitors"].attrs["units"], LANG)
for year in change["year"].values:
    low, middle, high = (float(change.sel(year=year, bound=end)) * unit.factor for end in ("low", "middle", "high"))
    print(year, told(middle, low, high, LANG, signed=True), unit.name)

# %% [markdown]
# A sum over years must be taken before the interval, not after it: quantiles do not add up.

# %%
low, middle, high = (float(end) * unit.factor for end in interval(effect(visitors).sum("year")))
print("all years", told(middle, low, high, LANG, signed=True), unit.name)

# %% [markdown]
# How sure is it that there is a rise at all? The share of members with one:

# %%
(effect(visitors) > 0).mean("member").to_series()

# %% [markdown]
# ## Figure 1: an outcome month by month, one column wide (图1：逐月走势，单栏)
#
# Figures that are ready have names: `HEADLINE` and `DETAILS` in `outputs.figures` list them. Each takes the run, a
# language, and how many columns of a page it may fill.

# %%
figures = {("visitors", lang): HEADLINE["fan-visitors"](run, lang=lang, columns=1) for lang in ("en", "zh")}
figures["visitors", LANG]

# %% [markdown]
# ## Figure 2: the effects side by side, two columns wide (图2：各项效果，双栏)

# %%
figures |= {("effects", lang): HEADLINE["effects"](run, lang=lang, columns=2) for lang in ("en", "zh")}
figures["effects", LANG]

# %% [markdown]
# ## Figure 3: one of your own, in the same look (图3：自绘，同一版式)
#
# Which markets do the additional visitors come from? `keep` tells `by_year` what not to add up. `page` gives an empty
# figure with title and source, `styled` sets fonts and sizes while it is drawn.

# %%
WORDS = {
    "en": ("{origin} has the largest change of visitors", "{year}: effect on visitors by market, median and {span}"),
    "zh": ("客源地中{origin}的变化最大", "{year}年：对入境游客的效果，中位数与{span}"),
}


@styled
def gained(run, lang: str, most: int = 10) -> Figure:
    """The markets with the largest effect on visitors in the last year, one row each."""
    change = interval(effect(by_year(run, "visitors", keep=["origin"]).isel(year=-1)))
    middle = change.sel(bound="middle").values
    first = np.argsort(-np.abs(middle))[:most]
    title, subtitle = WORDS[lang]
    unit = reader_unit("visitors", run["visitors"].attrs["units"], lang)
    names = axis_names(run, "origin", lang)
    span = interval_name(run.sizes["member"], lang)  # the whole range where members are too few for 80 %
    words = title.format(origin=names[first[0]]), subtitle.format(year=int(change["year"]), span=span)
    figure = page(run, lang, *words, 1, 8 + 5.0 * most)
    ax = figure.subplots()
    for row, origin in enumerate(first):
        low, high = (float(change.sel(bound=end)[origin]) * unit.factor for end in ("low", "high"))
        ax.hlines(row, low, high, color=BLUE)
        ax.plot(middle[origin] * unit.factor, row, "o", color=BLUE, markersize=4)
    ax.axvline(0, color=INK, linewidth=0.6)
    ax.set_yticks(range(most), names[first])
    ax.invert_yaxis()
    plain(ax.xaxis, signed=True)
    ax.set_xlabel(unit.name)
    return figure


figures |= {("markets", lang): gained(run, lang) for lang in ("en", "zh")}
figures["markets", LANG]

# %% [markdown]
# ## Into files (存为文件)
#
# PNG, SVG and PDF, the same bytes each time, beside the results. The footer of each figure and the metadata of each file
# say which run they show.

# %%
folder = find_run(RUN) / "paper"
folder.mkdir(exist_ok=True)
forms = ("pdf",) if os.environ.get("NOTEBOOK_BUDGET") == "small" else FORMATS
for (name, lang), figure in figures.items():
    for form in forms:
        save(figure, folder / f"{name}.{lang}.{form}", run, lang)
run.close()
print(*sorted(path.name for path in folder.iterdir()), sep="\n")
