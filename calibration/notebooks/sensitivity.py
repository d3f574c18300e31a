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
# # What the answer rests on
#
# *敏感性分析*
#
# Some two hundred numbers of the model are not known. Which of them does the effect of the pilot rest on? A Morris screening moves
# each over its range in many surroundings; Sobol indices then share out the variance among those that stand out. Both ship
# with the project and are shown below. Before that, a few runs show what is being measured.
#
# With `NOTEBOOK_BUDGET=small` in the environment the few runs are very few; without it there are some more, a few minutes. The whole study is
# `run.py calibrate --only sensitivity`.

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
import tempfile
import warnings

warnings.filterwarnings("ignore", message="IProgress not found")  # a library would like widgets; nothing here uses them

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from calibration.result_cache import done
from calibration.sensitivity import FOLDER, OUTCOMES, Probe, names, values
from model.parameters import declared
from model.variables import VARIABLES
from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.fit import footer, screening, sobol
from outputs.figures.style import BLUE, GREY, INK, ORANGE, PALE, styled
from outputs.results.outcomes import HEADLINES
from scenarios.running.fingerprints import version

LANG = "en"  # or "zh"
ZH = LANG == "zh"
SMALL = os.environ.get("NOTEBOOK_BUDGET") == "small"
if SMALL:
    kept = tempfile.TemporaryDirectory()  # forgotten when the notebook is closed
RUNS = Path(kept.name) if SMALL else Path("outputs/calibration/runs")  # the shelf of run.py calibrate
WORKERS, SCALE, FEW = (1, 0.005, 3) if SMALL else (os.cpu_count() or 1, 0.01, 12)
SCENARIO = "full-pilot"

named = {outcome.variables: outcome.name(LANG) for outcome in HEADLINES}
WORDS = {
    key: named.get(parts) or (VARIABLES[parts[0]].zh if ZH else VARIABLES[parts[0]].en)
    for key, parts in OUTCOMES.items()
}
NOTE = f"{SCENARIO}, 2023-2025"
print(f"{len(names())} numbers, {len(OUTCOMES)} outcomes: {', '.join(WORDS.values())}")

# %% [markdown]
# ## A probe (一次试探)
#
# A probe is one pair of runs, with the pilot and without, on the same luck, at given quantiles of all numbers. Calibrated
# numbers are taken at quantiles of their posterior, the others of their priors. It gives the effect on six outcomes, in
# per cent (log of scenario over counterfactual). In the middle of everything:

# %%
middle = np.full(len(names()), 0.5)
probe = Probe(SCENARIO, tuple(map(float, middle)), SCALE)
pd.Series(probe.run(), list(WORDS.values())).round(1)

# %% [markdown]
# ## One number after the other (逐个移动参数)
#
# The numbers that the screening puts first for visitors are moved from their 10 % to their 90 % quantile, each alone, with all
# others in the middle. That takes two probes each; finished ones are kept and not run again.

# %%
morris = pd.read_csv(FOLDER / "morris.csv")
first = morris[morris["outcome"] == "visitors"].nlargest(FEW, "share")["name"].tolist()
moved = []
for name in first:
    for end in (0.1, 0.9):
        chances = middle.copy()
        chances[names().index(name)] = end
        moved.append(Probe(SCENARIO, tuple(map(float, chances)), SCALE))
found = done([probe, *moved], RUNS, WORKERS)
ends = found[1:].reshape(len(first), 2, len(OUTCOMES))


@styled
def tornado(outcome: str) -> Figure:
    """The effect on an outcome with one number low or high and all others in the middle."""
    column, words = list(OUTCOMES).index(outcome), {p.name: p.zh if ZH else p.en for p in declared().values()}
    title = (
        f"效果如何随单个参数变动：{WORDS[outcome]}" if ZH else f"The effect as single numbers move: {WORDS[outcome]}"
    )
    what = (
        "橙：参数取10%分位数；蓝：取90%分位数；其余居中"
        if ZH
        else "Orange: number at its 10 % quantile, blue: at 90 %; all others in the middle"
    )
    note = f"{NOTE}；单个样本，规模 {SCALE}" if ZH else f"{NOTE}; one member, scale {SCALE}"
    figure = page(footer(LANG, version(), note), LANG, title, what, 2, 10 + 5.0 * len(first))
    ax = figure.subplots()
    for place in range(len(first)):
        low, high = ends[place, :, column]
        ax.hlines(place, low, high, color=PALE, linewidth=4)
        ax.plot(low, place, "o", color=ORANGE, markersize=4)
        ax.plot(high, place, "o", color=BLUE, markersize=4)
    ax.axvline(found[0, column], color=INK, linewidth=0.8)
    at = values(np.full(len(names()), 0.1)), values(np.full(len(names()), 0.9))
    labels = [f"{words[name]} ({at[0][name]:.3g} – {at[1][name]:.3g})" for name in first]
    ax.set_yticks(range(len(first)), labels)
    ax.set_ylim(len(first) - 0.4, -0.6)
    plain(ax.xaxis, signed=True)
    ax.set_xlabel("效果，%" if ZH else "effect, %")
    return figure


tornado("visitors")

# %% [markdown]
# This is one way through a space of two hundred dimensions, on one luck. What a number does may depend on where the others stand, and
# that is what the two studies are for.
#
# ## Morris screening (Morris 筛选)
#
# Every number is moved by two thirds of the middle 80 % of its prior along trajectories through the whole space. `mu_star` is the mean
# size of the answer, `sigma` its spread: where `sigma` is as large as `mu_star`, the number acts differently in different surroundings
# (or luck does: a single member is noisy, firms above all).

# %%
share = morris.pivot(index="name", columns="outcome", values="share")[list(OUTCOMES)]
shown = share.max(axis=1).nlargest(25).index
label = {p.name: p.zh if ZH else p.en for p in declared().values()}
screening([label[name] for name in shown], list(WORDS.values()), share.loc[shown].to_numpy(), LANG, version(), NOTE)

# %% [markdown]
# How concentrated is it? The share of an outcome's whole that the first few numbers make up:

# %%
ordered = pd.DataFrame({WORDS[key]: np.sort(share[key])[::-1].cumsum() for key in OUTCOMES})
(100 * ordered.iloc[[0, 4, 9, 19, 49]]).round(0).astype(int).set_axis(["1", "5", "10", "20", "50"]).rename_axis(
    "numbers"
)


# %%
@styled
def crossing(outcome: str, most: int = 8) -> Figure:
    """Mean size of each number's effect against its spread."""
    rows = morris[morris["outcome"] == outcome]
    title = f"Morris 筛选：{WORDS[outcome]}" if ZH else f"Morris screening: {WORDS[outcome]}"
    what = (
        "每点为一个参数；横轴：平均影响（及95%误差），纵轴：影响的离散"
        if ZH
        else "A dot is a number: mean size of its effect (95 % error) against the effect's spread"
    )
    figure = page(footer(LANG, version(), NOTE), LANG, title, what, 2, 75.0)
    ax = figure.subplots()
    ax.errorbar(rows["mu_star"], rows["sigma"], xerr=rows["error"], fmt="o", color=BLUE, ecolor=PALE, markersize=2.5)
    named = rows.nlargest(most, "mu_star")
    for place, (x, y) in enumerate(zip(named["mu_star"], named["sigma"], strict=True), start=1):
        ax.annotate(str(place), (x, y), (0, 4), textcoords="offset points", ha="center")
    key = "\n".join(f"{place}  {label[name]}" for place, name in enumerate(named["name"], start=1))
    ax.text(0.02, 0.98, key, transform=ax.transAxes, va="top")
    limit = 1.1 * (rows["mu_star"] + rows["error"]).max()
    ax.plot([0, limit], [0, limit], "--", color=GREY, linewidth=0.8)
    ax.set_xlim(0, limit)
    ax.set_ylim(0, 1.6 * rows["sigma"].max())
    plain(ax.xaxis)
    plain(ax.yaxis)
    ax.set_xlabel("mu*，%" if ZH else "mu*, % per range of the number")
    ax.set_ylabel("sigma，%" if ZH else "sigma, %")
    return figure


crossing("visitors")

# %% [markdown]
# ## Sobol indices (Sobol 指数)
#
# For the numbers that stand out, variance is shared out on a response surface that was fitted to a bank of runs. The surface
# explains only so much of what the runs say out of sample, and its share stands above each panel: no index can be trusted beyond it.
# The first-order index is what goes with the number alone, the total one what goes with it and all its interplay.

# %%
rows = pd.read_csv(FOLDER / "sobol.csv")
sobol(rows.to_dict("records"), WORDS, LANG, version(), NOTE)

# %%
told = rows.groupby("outcome", sort=False).agg(first=("first", "sum"), explained=("explained", "first"))
told.rename(WORDS).round(2).rename(columns={"first": "first-order indices, sum", "explained": "surface explains"})

# %% [markdown]
# Where the sum of first-order indices is near 1, numbers act side by side and interplay is little, as far as the surface sees it. Where the surface explains
# little, as for investment, single projects decide a single member's total, and no number does: there the
# answer is a mean over many members.
#
# Does it agree with the screening? The first of each outcome by both:

# %%
best = {
    WORDS[key]: {
        "Morris": morris[morris["outcome"] == key].nlargest(3, "mu_star")["name"].tolist(),
        "Sobol": rows[rows["outcome"] == key].nlargest(3, "total")["name"].tolist(),
    }
    for key in OUTCOMES
}
pd.set_option("display.max_colwidth", None)
pd.DataFrame(best).T.map(", ".join)

# %% [markdown]
# What to take from it: where an effect depends on the size of pilot tasks (`pilot_tasks.size.*`), it depends on what nobody has measured. A
# week spent on a source for the first number of a column narrows the answer more than ten thousand more members.
