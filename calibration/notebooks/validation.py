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
# # How good a projection is
#
# *验证：如何为推演评分*
#
# The day will come when 2023-2025 has been counted. This notebook shows how a projection is then scored, what it is scored
# against, and what the scores are worth, on observations that are made up from the run's own members: if the world were one
# draw of the model, would the scores say so? Then the model and simple forecasts are set against years that are known.
#
# Needs a run; make one first, if there is none: `run.py simulate scenarios/full-pilot.yaml`. With
# `NOTEBOOK_BUDGET=small` in the environment the second part runs the model over the past on very few members.

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

from calibration.validation import backtests, hindcast, past_series, published_benchmarks, score_cases, scores
from calibration.validation.summary import summed
from common.records import Score
from outputs import open_run, read_observed
from outputs.observed import members, path
from outputs.validation import backtest_figures, score_figures
from outputs.validation.backtest_page import Past, sentences
from outputs.validation.score_rows import group_score
from scenarios.running.fingerprints import version

LANG = "en"  # or "zh"
ZH = LANG == "zh"
SMALL = os.environ.get("NOTEBOOK_BUDGET") == "small"
work = tempfile.TemporaryDirectory()
RUN = os.environ.get("NOTEBOOK_RUN", "full-pilot")  # a name under outputs/runs, or a path
with open_run(RUN) as results:
    run = results.load()
print(run.attrs["title_zh" if ZH else "title_en"], dict(run.sizes), sep="\n")

# %% [markdown]
# ## A file of observations (实际数据文件)
#
# What was observed goes into a CSV file: variable, period, value, and the label of an axis where not the total is meant. Here
# it is made from the run's last member, which is then taken out of the run: it plays the world, and the others project it.

# %%
VARIABLES = ("visitors", "visitor_spending", "fdi_actual_use", "goods_trade")
MARKETS = ("KOR", "JPN", "USA")


def observations(truth: int, name: str, months: bool = False) -> Path:
    """A file of what a member of the run has: totals by year or by month, and visitors of three markets by year."""
    lines = ["variable,origin,from,value,source"]
    series = [(variable, ()) for variable in VARIABLES] + [("visitors", (("origin", one),)) for one in MARKETS]
    for variable, cell in series:
        along = path(run, variable, cell).isel(member=truth)
        if months and not cell:
            told = {
                str(month)[:7]: float(value) for month, value in zip(along["month"].values, along.values, strict=True)
            }
        else:
            told = {str(year): float(part.sum()) for year, part in along.groupby("month.year")}
        label = cell[0][1] if cell else ""
        who = int(run["member"][truth])
        lines += [f"{variable},{label},{when},{value:.6g},made up: member {who}" for when, value in told.items()]
    file = Path(work.name) / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


file = observations(-1, "made-up.csv", months=True)
print(*file.read_text(encoding="utf-8").splitlines()[:4], "...", sep="\n")
others = run.isel(member=slice(0, -1))
observed = read_observed(file, others)
print(len(observed.items), "numbers;", *(note[LANG] for note in observed.notes))

# %% [markdown]
# ## Scoring (评分)
#
# For each number: whether the 50 % and 80 % bands held it, interval scores, CRPS (both in the number's unit, the smaller the better, and a
# wide band is no merit), and PIT, where it fell in the projection. References know what was known at the end of 2022
# and are scored alike: last year again by season, drift, exponential smoothing, AR(1) growth, and after the closure 2019's level times the recovery
# of a region.


# %%
def judged(observed, projection) -> list[Score]:
    """Scores of a projection and of all references on every observed number."""
    cases = []
    for (variable, cell), items in observed.by_series().items():
        along = path(projection, variable, cell)
        for item in items:
            drawn = {"unconditional": members(along, item)}
            cases.append(
                score_cases.Case(variable, cell, item.kind, item.unit, item.first, item.last, item.value, drawn)
            )
    return score_cases.judge(cases, int(projection["month"].dt.year[0]) - 1)


found = judged(observed, others)

score_figures.projections(found, others, LANG)

# %%
lines = summed(found)
told = [
    {"series": one.group, "forecast": one.forecast, "numbers": one.count, "in 50 %": one.in_50, "in 80 %": one.in_80,
     "bias": one.bias, "MAPE": one.mape, "MASE": one.mase, "CRPS, share": one.crps_share}
    for one in lines
]  # fmt: skip
pd.DataFrame(told).set_index(["series", "forecast"]).round(2)

# %% [markdown]
# Months of one series depend on each other: 36 of them are not 36 tries, and one member in one world says little of
# coverage. Skill is 1 − CRPS over the reference's, on the same numbers. It is large here because the world is one of the
# model's own; in the real world it will be less.

# %%
score_figures.skills([group_score(one._asdict(), one.skill) for one in lines], others, LANG)

# %% [markdown]
# ## Are the scores right? (评分本身是否可靠)
#
# Each member in turn plays the world, and all others project it. Now the truth is a draw of the projection by construction,
# so the 50 % and 80 % bands must hold about half and four fifths, and the PIT must be level: in each series every member takes one rank.
# Were it otherwise, the scoring would be wrong.

# %%
every = []
for truth in range(run.sizes["member"]):
    rest = run.isel(member=[k for k in range(run.sizes["member"]) if k != truth])
    mine = judged(read_observed(observations(truth, f"{truth}.csv"), rest), rest)
    every += [one for one in mine if one.forecast == "unconditional"]
print(f"{len(every)} numbers of {run.sizes['member']} made-up worlds")
print(
    f"50 % bands held {np.mean([one.in_50 for one in every]):.0%}, 80 % bands {np.mean([one.in_80 for one in every]):.0%}"
)
if run.sizes["member"] <= 9:
    print("Fewer than nine members cannot make an 80 % band: theirs ends at the outermost two.")

# %%
parts = scores.bins(run.sizes["member"] - 1)
pit = {"unconditional": scores.histogram(np.array([one.pit for one in every]), parts)}
score_figures.pits(pit, scores.binomial_band(1 / parts, run.sizes["member"]), others, LANG, columns=2)

# %% [markdown]
# With real observations all this is one command, `run.py validate RUN --observed FILE.csv`. It also runs the scenario a second time in
# the world as observed, which separates the model's own error from that of the world.
#
# ## Years that are known (历史回测)
#
# What would have been forecast of 2016-2019 from the years before, origin after origin? For seven cities by references that needed no
# model, and for Nanjing by the model too, which knows incomes and rules abroad that the references do not.

# %%
MEMBERS, WORKERS = (3, 1) if SMALL else (30, os.cpu_count() or 1)
FOLDER = Path(work.name) / "history" if SMALL else Path("outputs/runs/validation/.history")  # that of run.py validate
paths = hindcast.paths(FOLDER, MEMBERS, 0.005 if SMALL else None, WORKERS)
tested = backtests.backtests(paths)
series = {name: past_series.series("nanjing", name) for name in paths}
past = Past(
    cities=backtests.lines(tested),
    nanjing=backtests.lines(tested, "nanjing"),
    city_totals=backtests.totals(tested),
    nanjing_totals=backtests.totals(tested, "nanjing"),
    known={name: (one.years, one.values) for name, one in series.items()},
    modelled=paths,
    bars={key: bar._asdict() for key, bar in published_benchmarks.bars().items()},
    breaks=past_series.breaks(backtests.INDICATORS),
    members=MEMBERS,
    version=version(),
)
print(len(tested), "forecasts")
backtest_figures.hindcast(past.known, past.modelled, past.about(), LANG)

# %% [markdown]
# The model's constants are solved so that levels of 2019 and 2022 hold, and its trends are fitted to these very years: the way there is a
# check of the fit, not a test out of sample.

# %%
backtest_figures.backtests(past.nanjing, past.cities, past.about(), LANG)

# %%
print(*sentences(past, LANG), sep="\n")
pd.DataFrame([one._asdict() for one in past.nanjing if one.horizon == 1]).set_index(["indicator", "forecast"]).round(3)

# %% [markdown]
# Published competitions say what is usual: tourism a year ahead is forecast within some per cent in calm times, and nothing is after
# a closure. `bars.bars()` holds such bars with their sources.

# %%
pd.set_option("display.max_colwidth", 100)
pd.DataFrame([one._asdict() for one in published_benchmarks.bars().values()]).set_index("key")[
    ["measure", "value", "zh" if ZH else "en", "source"]
]
