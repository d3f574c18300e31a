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
# # What the model rests on
#
# *证据：参数、目标与口径变动*
#
# Before a number of this model is believed, one should know where its numbers come from: how many there are, how many rest
# on an assumption, what was counted in 2013-2022 and how far each count can be trusted, and where a definition changed so
# that two years of one series are not one series. No simulation is run here.

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
import warnings

warnings.filterwarnings("ignore", message="IProgress not found")  # a library would like widgets; nothing here uses them

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from calibration.targets import targets
from calibration.validation.past_series import CITY_NAMES, INDICATOR_NAMES, LAST_YEAR, breaks, stretches, table
from model.facts import facts
from model.parameters import declared
from outputs.figures.figure_page import page
from outputs.figures.fit import footer
from outputs.figures.style import BLUE, GREEN, GREY, INK, ORANGE, PALE, PURPLE, RED, SKY, YELLOW, styled
from scenarios.running.fingerprints import version

LANG = "en"  # or "zh"
ZH = LANG == "zh"
pd.set_option("display.max_colwidth", 90)

# %% [markdown]
# ## Parameters (参数)
#
# Every number of the model is declared once, with unit, default, range, prior, source and role. A *constant* keeps its
# default, an *uncertainty* is drawn from its prior anew in each member of an ensemble, and the *calibrated* ones are drawn
# together from the posterior that the fit to history left (notebook `fit`). A source is a citation or begins with the word
# *assumption* and says why.

# %%
numbers = pd.DataFrame([p._asdict() | {"room": p.room} for p in declared().values()])
numbers["assumption"] = numbers["source"].str.lower().str.contains("assumption")
counts = numbers.pivot_table(index="room", columns="role", values="name", aggfunc="count", fill_value=0)
counts["all"] = counts.sum(axis=1)
counts["resting on an assumption"] = numbers.groupby("room")["assumption"].sum()
counts = counts.sort_values("all", ascending=False)
pd.concat([counts, counts.sum().rename("all").to_frame().T])

# %% [markdown]
# Nearly all rest on an assumption in whole or part: a city that has not yet done something has no data on what it does. What
# saves the answer is not that the numbers are right but that their ranges are wide enough and carried into every result.
# How wide are they? The ratio of the ends of the range of what members draw:


# %%
@styled
def ranges(numbers: pd.DataFrame) -> Figure:
    """How wide the declared ranges are, by role: upper over lower end, of numbers above zero."""
    title = "参数取值范围有多宽" if ZH else "How wide the declared ranges are"
    what = (
        "范围上限与下限之比（仅正值参数）"
        if ZH
        else "Upper over lower end of the range; numbers above zero that members draw"
    )
    figure = page(footer(LANG, version(), "model/data/parameters"), LANG, title, what, 1, 40.0)
    ax = figure.subplots()
    edges = np.geomspace(1, 100, 21)
    kinds = {"uncertainty": (SKY, "drawn from priors", "按先验抽取"), "calibrated": (BLUE, "calibrated", "校准")}
    bottom = np.zeros(len(edges) - 1)
    for role, (colour, en, zh) in kinds.items():
        chosen = numbers[(numbers["role"] == role) & (numbers["low"] > 0)]
        height, _ = np.histogram((chosen["high"] / chosen["low"]).clip(upper=99), edges)
        label = f"{zh if ZH else en} ({len(chosen)})"
        ax.bar(edges[:-1], height, np.diff(edges), bottom, align="edge", color=colour, edgecolor="white", label=label)
        bottom += height
    ax.set_xscale("log")
    ax.set_xticks([1, 2, 5, 10, 20, 50, 100], ["1", "2", "5", "10", "20", "50", "≥100"])
    ax.minorticks_off()
    ax.set_ylabel("参数个数" if ZH else "numbers")
    ax.set_xlabel("倍" if ZH else "times")
    ax.legend(loc="upper right")
    return figure


ranges(numbers)

# %% [markdown]
# A few of them in full. `run.py explain NAME` prints any one; a new one is a new row of a table in `model/data/parameters/`.

# %%
columns = ["name", "unit", "default", "low", "high", "prior", "source"]
numbers[numbers["role"] == "calibrated"].drop_duplicates("room")[columns].set_index("name")

# %% [markdown]
# ## Targets (校准目标)
#
# What was counted in 2013-2022 and can be compared with a run over those years. Each has an error, in log points, that says
# how far the count can be trusted, with the reason. The error is a judgement, and the fit leans on it: halve one and the
# fit follows that target.

# %%
counted = pd.DataFrame([t._asdict() for t in targets()])
counted.groupby("statistic").agg(
    targets=("id", "count"),
    first=("first_year", "min"),
    last=("last_year", "max"),
    smallest_error=("error", "min"),
    largest_error=("error", "max"),
)

# %%
shown = counted.sort_values("error").groupby("error").head(2)
shown[["zh" if ZH else "en", "value", "unit", "error", "error_reason"]].set_index("zh" if ZH else "en")

# %% [markdown]
# ## Breaks of definition (口径变动)
#
# Several yearly series are two series under one name. Where a year is known on both definitions, earlier years are taken to
# the later one; where nothing links them, what lies before is left out of every comparison.

# %%
for told in breaks(INDICATOR_NAMES):
    print("-", told[LANG])

# %% [markdown]
# ## Nanjing and its rivals, 2010-2022 (南京与竞争城市)
#
# Lines are the panel (`model/data/panel.csv`), cut where a definition breaks; a ring marks the first year of a new
# definition. Nanjing's FDI is drawn on the scope of 2022, and dashed as it was published. Grey: the closed border.

# %%
LOOKS = dict(zip(CITY_NAMES, (INK, BLUE, SKY, GREEN, ORANGE, RED, PURPLE, YELLOW), strict=False))
SHOWN = {"inbound_visitors": (1e-6, "million visitors", 100, "万人次"), "fdi_musd": (1e-3, "billion USD", 10, "亿美元")}
TICKS = (0.25, 0.5, 1, 2.5, 5, 10, 20)


@styled
def past() -> Figure:
    """Yearly visitors and FDI of Nanjing and six rivals, each stretch of one definition a line of its own."""
    title = "南京与竞争城市，2010—2022年" if ZH else "Nanjing and its rivals, 2010-2022"
    what = (
        "线在口径变动处断开；圆环为新口径首年"
        if ZH
        else "Lines are cut where a definition breaks; a ring marks the first year of the new one"
    )
    cities = [city for city in LOOKS if any(stretches(city, one, LAST_YEAR) for one in SHOWN)]
    legend = [Line2D([], [], color=LOOKS[city], label=CITY_NAMES[city][ZH]) for city in cities]
    as_published = "南京外资（公布口径）" if ZH else "FDI of Nanjing as published"
    legend.append(Line2D([], [], color=GREY, linestyle="--", linewidth=0.8, label=as_published))
    figure = page(footer(LANG, version(), "model/data/panel.csv"), LANG, title, what, 2, 62.0, legend, 7)
    for ax, (indicator, (factor, en, times, zh)) in zip(figure.subplots(1, 2), SHOWN.items(), strict=True):
        times = times if ZH else 1  # units of Chinese readers
        factor *= times
        new = {(row["city"], int(row["year"])) for row in table("breaks") if row["indicator"] == indicator}
        for city in cities:
            look = {"color": LOOKS[city], "linewidth": 2.0 if city == "nanjing" else 1.0}
            for part in stretches(city, indicator, LAST_YEAR):
                ax.plot(part.years, part.values * factor, marker=".", markersize=3, **look)
                if (city, int(part.years[0])) in new:
                    ax.plot(part.years[0], part.values[0] * factor, "o", color=LOOKS[city], mfc="none", markersize=7)
        if indicator == "fdi_musd":
            years, values = facts().panel("nanjing", indicator)
            ax.plot(years, np.asarray(values) * factor, "--", color=GREY, linewidth=0.8)
        ax.axvspan(2019.5, 2022.5, color=PALE, alpha=0.4, linewidth=0)  # the border was closed
        ax.set_xlim(2009.5, 2022.5)
        ax.set_yscale("log")
        ax.set_yticks([times * tick for tick in TICKS], [f"{times * tick:,g}" for tick in TICKS])
        ax.minorticks_off()
        ax.set_xticks(range(2010, 2023, 2))
        ax.grid(axis="y")
        name = INDICATOR_NAMES[indicator][ZH]
        ax.set_title(f"{name}（{zh}）" if ZH else f"{name[0].upper()}{name[1:]} ({en})")
    return figure


past()

# %% [markdown]
# What one should take from this: Nanjing's visitors before 2013 cannot be used; nothing is known of visitors after 2019 in
# this panel, so the closure is fitted on investment and trade alone; and of rivals the model fits growth on one definition, never levels.
