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
# # A fit, from start to posterior
#
# *拟合：从先验到后验*
#
# Of the numbers that nobody can look up, some move what was counted in 2013-2022. This notebook fits those: history is run
# many times over, a response surface learns what history would make of any point, and a posterior is sampled on it. Then it
# shows what the fit that ships with the model found, and what it did not find.
#
# **Two budgets.** With `NOTEBOOK_BUDGET=small` in the environment everything runs in about a minute on a handful of runs, to
# see how it goes: *no number from that fit is to be believed*. Without it the full fit runs, up to half an hour on two cores,
# less what `run.py calibrate` has already put on its shelf. The second half reads the shipped tables and is the same in both.

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
from scipy.stats import binom, spearmanr

from calibration.coverage import coverage
from calibration.fit import Budget, first_runs, fit
from calibration.fit_points import Candidate, coordinates, names, scores, spread
from calibration.history import WORLD, history
from calibration.report import FOLDER, LEARNT, check_rows, parameter_rows, target_rows
from calibration.response_surface import fit as fit_surface
from calibration.targets import errors, fitted, targets
from model.draws import Draws, member_seed
from model.parameters import Parameters, declared
from model.posterior import shipped as shipped_posterior
from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.fit import fitted_parameters, fitted_targets, footer
from outputs.figures.style import BLUE, INK, ORANGE, PALE, styled
from scenarios.running.fingerprints import version

LANG = "en"  # or "zh"
ZH = LANG == "zh"
SMALL = os.environ.get("NOTEBOOK_BUDGET") == "small"
BUDGET = Budget(first=24, second=4, lucks=3, checks=3, cities=2, particles=100, scale=0.005) if SMALL else Budget()
if SMALL:
    kept = tempfile.TemporaryDirectory()  # forgotten when the notebook is closed
RUNS = Path(kept.name) if SMALL else Path("outputs/calibration/runs")  # the shelf of run.py calibrate
WORKERS = 1 if SMALL else os.cpu_count() or 1
NOTE = "小预算，数值不可信" if SMALL and ZH else "Small budget: not to be believed" if SMALL else "2013-2022"
print(BUDGET)

# %% [markdown]
# ## History (历史)
#
# One run over the known years: incomes, climate for investment, exchange rate and rules of entry replay what happened, and
# nothing is done in Nanjing but the support that far routes had. What comes out are monthly numbers, which the targets turn into
# what was counted.

# %%
print(WORLD)
past = history(Parameters(), Draws(member_seed(1, 0)), scale=BUDGET.scale)
told = [
    {"target": t.zh if ZH else t.en, "unit": t.unit, "counted": t.value, "one run": t.simulated(past)}
    for t in targets()
]
pd.DataFrame(told).set_index("target").iloc[::6].round(2)

# %% [markdown]
# That was one run, at the defaults and on one luck. It says little; what follows needs many.
#
# ## Candidates (候选点)
#
# A candidate is a point of the calibrated numbers' space, in standard normal scores of their priors, so that every prior is the unit
# normal whatever the unit. All candidates meet the same luck, and everything that is not calibrated is drawn anew for each:
# what the fit cannot know widens it.

# %%
points = spread(BUDGET.first)
print(f"{len(names())} calibrated numbers, {points.shape[0]} candidates")
one = Candidate(tuple(points[0]), 0, scale=BUDGET.scale).parameters()
pd.Series({name: one[name] for name in names()}).round(3).head(8)

# %%
lucks, first = first_runs(RUNS, BUDGET, WORKERS)
tried, moments = first.scores, first.moments()
print(moments.shape, "candidates × targets, in logarithms")


# %%
@styled
def cloud(moments: np.ndarray, start: str, what: tuple[str, str]) -> Figure:
    """Candidates of the prior over the years of one series, beside what was counted."""
    chosen = [(k, t) for k, t in enumerate(fitted()) if t.id in {f"{start}_{year}" for year in range(2013, 2023)}]
    places, years = [k for k, _ in chosen], [t.first_year for _, t in chosen]
    counted, error = np.array([t.value for _, t in chosen]), errors([t for _, t in chosen])
    title = f"先验候选点：{what[1]}" if ZH else f"Candidates of the prior: {what[0]}"
    subtitle = (
        "细线：各候选点；点与竖线：统计值及±1个标准误"
        if ZH
        else "Thin lines: candidates; dots and bars: counted, ±1 s.e."
    )
    figure = page(footer(LANG, version(), NOTE), LANG, title, subtitle, 1, 48.0)
    ax = figure.subplots()
    ax.plot(years, np.exp(moments[:, places]).T, color=ORANGE, linewidth=0.5, alpha=0.5)
    ax.vlines(years, counted * np.exp(-error), counted * np.exp(error), color=INK, linewidth=1.2, zorder=3)
    ax.plot(years, counted, "o", color=INK, markersize=3, zorder=3)
    ax.set_ylim(0)
    plain(ax.yaxis)
    ax.grid(axis="y")
    ax.set_xticks(years)
    return figure


cloud(moments, "visitors", ("visitors of Nanjing", "南京入境游客"))

# %% [markdown]
# If what was counted lay outside the cloud, no fit could reach it, and the mechanism or the prior would have to be looked at first.

# %%
cloud(moments, "fdi", ("FDI in actual use, million USD", "实际使用外资，百万美元"))

# %% [markdown]
# ## A response surface (响应面)
#
# What would history make of a point that was not run? A second-order polynomial per target, shrunk by ridge regression. Its
# error, left out one by one, goes into the likelihood. Where it explains little, either the calibrated numbers do not move
# that target (the draws of all other numbers do), or the candidates were too few.

# %%
surface = fit_surface(coordinates(tried), moments)
explained = pd.Series(surface.explained, [t.id for t in fitted()]).clip(lower=0)
print(f"share of variance explained out of sample: median {explained.median():.0%}")
pd.concat([explained.nlargest(4), explained.nsmallest(4)]).round(2)

# %% [markdown]
# ## The fit (拟合)
#
# `fit` takes all steps at once: luck measured apart, the first wave (from the shelf: it was run above), a posterior on its
# surface, a second wave of candidates from there, the surface and the posterior again; then draws of prior and posterior
# are run for real, on luck of their own.

# %%
found = fit(RUNS, BUDGET, WORKERS, progress=lambda stage, done, total: print(stage, total) if done == total else None)
rows = target_rows(found)
fitted_targets(rows, LANG, version(), NOTE)

# %%
learnt = parameter_rows(found)
fitted_parameters(learnt, np.quantile(found.scores, (0.1, 0.5, 0.9), axis=0), LANG, version(), NOTE)

# %% [markdown]
# ## Prior or data? (先验还是数据)
#
# Power-scaling raises a number's prior, or the likelihood, to a power near one and sees how far the number moves. One that moves with its
# prior alone is the literature's; one that moves with the data alone is the city's.

# %%
drivers = pd.DataFrame(learnt)[["name", "learnt", "prior_sensitivity", "data_sensitivity", "driven_by"]]
print(drivers["driven_by"].value_counts().to_dict())
drivers.sort_values("data_sensitivity", ascending=False).head(8).round(2)

# %% [markdown]
# ## Could the model have made these figures? (模型能否产生这些数字)
#
# Real runs at draws of the prior and of the posterior, counted with the targets' errors: how often are figures of a class as far
# from the middle as those that were counted? Below 0.05 the model could hardly have made them.

# %%
pd.DataFrame(check_rows(found)).set_index("zh" if ZH else "en")[["targets", "prior", "posterior"]].round(2)

# %% [markdown]
# ## Is the fit honest? (拟合是否诚实)
#
# Cities are made up whose truth is known: one run each at a draw of the prior, counted with the targets' errors, and fitted
# as the real one is. If the fit is honest, the truth's rank among the posterior's draws is uniform.

# %%
check = coverage(RUNS, BUDGET.cities, BUDGET, WORKERS)
share, chance = check.held_all(0.8)
print(f"80 % intervals held the truth {share:.0%} of the time on {len(check.ranks)} cities (p = {chance:.2f})")

# %% [markdown]
# # What the shipped fit found
#
# *随模型发布的拟合结果*
#
# From here on the tables are those in `calibration/data/`, and the draws those in `model/data/posterior/`, which
# `simulate` takes its members from.

# %%
shipped = pd.read_csv(FOLDER / "fit_targets.csv")
fitted_targets(shipped.to_dict("records"), LANG, version(), "2013-2022")

# %% [markdown]
# Targets further than one and a half standard deviations (of counting and of the posterior together) are what the fit did
# not reach. They stay listed.

# %%
far = shipped[(shipped["distance"].abs() > 1.5) & (shipped.get("use", "fit") == "fit")]
far[["zh" if ZH else "en", "unit", "counted", "posterior_low", "posterior_median", "posterior_high", "distance"]]

# %% [markdown]
# Not every target is worth the same. Where the surface explains little, agreement says little about the calibrated numbers: levels of
# 2019 and 2022 hold whatever they are, because the model's constants are solved for them.

# %%
numbers = pd.read_csv(FOLDER / "fit_parameters.csv").set_index("name").loc[list(names())].reset_index()
columns, draws = shipped_posterior().names, shipped_posterior().draws
ordered = draws[:, [columns.index(name) for name in names()]]
fitted_parameters(
    numbers.to_dict("records"), np.quantile(scores(ordered), (0.1, 0.5, 0.9), axis=0), LANG, version(), "2013-2022"
)

# %% [markdown]
# What was learnt, and what was not. Of a number that the data did not teach, posterior and prior are one: the fit has not
# made it known, and its width goes into every projection.

# %%
taught = numbers[numbers["learnt"] >= LEARNT]
print(f"{len(taught)} of {len(numbers)} numbers lost {LEARNT:.0%} of their variance or more")
print("not learnt:", ", ".join(numbers.loc[numbers["learnt"] < 0.05, "name"]))
bands = ["prior_low", "prior_high", "posterior_low", "posterior_median", "posterior_high", "learnt"]
taught.sort_values("learnt", ascending=False).set_index("zh" if ZH else "en")[bands].round(3)

# %% [markdown]
# The posterior is drawn from as a whole, because the data tie numbers together: a sum may be known where neither part is.

# %%
tie = spearmanr(ordered).statistic
first, second = np.triu_indices(len(names()), 1)
strongest = np.argsort(-np.abs(tie[first, second]))[:8]
pd.DataFrame(
    [(names()[first[k]], names()[second[k]], round(float(tie[first[k], second[k]]), 2)) for k in strongest],
    columns=["number", "tied to", "rank correlation"],
)

# %% [markdown]
# ## Ranks of the truth (真值的秩)
#
# The same check as above, on the synthetic cities of the shipped fit. Bars are level where the fit is honest; high at the ends
# where posteriors are too narrow, high in the middle where they are wider than the data force.

# %%
cities = pd.read_csv(FOLDER / "coverage.csv")


@styled
def ranks(cities: pd.DataFrame) -> Figure:
    """Ranks of the truth over all numbers and cities, and what share each number's 80 % intervals held."""
    count, bins = cities["city"].nunique(), 20
    title = "模拟校准检验：真值的秩" if ZH else "Simulation-based calibration: ranks of the truth"
    words = (
        f"左：全部参数与{count}个合成城市；右：各参数80%区间的包含率，灰带为随机波动的95%范围"
        if ZH
        else f"Left: all numbers on {count} synthetic cities. Right: share held by each number's 80 % interval; grey: 95 % of chance"
    )
    figure = page(footer(LANG, version(), "calibration/data/coverage.csv"), LANG, title, words, 2, 100.0)
    left, right = figure.subplots(1, 2)
    left.hist(cities["rank"], np.linspace(0, 1, bins + 1), color=BLUE, edgecolor="white")
    left.axhline(len(cities) / bins, color=INK, linewidth=0.8)
    left.set_xlim(0, 1)
    left.set_xlabel("低于真值的后验抽样占比" if ZH else "share of posterior draws below the truth")
    held = ((cities["rank"] - 0.5).abs() < 0.4).groupby(cities["name"]).mean().sort_values()
    low, high = binom.ppf([0.025, 0.975], count, 0.8) / count
    right.axvspan(low, high, color=PALE, alpha=0.5, linewidth=0)
    right.axvline(0.8, color=INK, linewidth=0.8)
    right.plot(held, range(len(held)), "o", color=BLUE, markersize=3)
    right.set_xlim(0.5, 1)
    right.set_ylim(-1, len(held))
    right.set_yticks(range(len(held)), [declared()[name].zh if ZH else name for name in held.index], fontsize=5.5)
    right.grid(axis="x")
    right.set_xlabel("80%区间包含真值的比例" if ZH else "share of cities whose 80 % interval holds the truth")
    return figure


ranks(cities)

# %% [markdown]
# One number in twenty lies outside the grey band by chance. More do: those to the left have intervals a little too narrow, those to the
# right wider than need be. Over all numbers together:

# %%
inside = (cities["rank"] - 0.5).abs() < 0.4
print(f"80 % intervals held the truth {inside.mean():.1%} of the time")
size = (
    cities.assign(squared=cities["error"] ** 2, stated=cities["width"] ** 2)
    .groupby("name")[["squared", "stated"]]
    .mean()
)
sharpness = np.sqrt(size["squared"] / size["stated"])
print(
    f"error over stated width, by number: {sharpness.min():.2f} to {sharpness.max():.2f}, median {sharpness.median():.2f}"
)

# %% [markdown]
# Near 1 a stated width is what the data force. Below 1 it is wider than need be: the surface's error and the luck of history are
# counted in full for every target.
#
# To make a fit yours: change a prior in `model/data/parameters/`, or a target or its error in `calibration/data/targets.csv`,
# then `run.py calibrate --out FOLDER`; `--adopt` makes the result the one that ships.
