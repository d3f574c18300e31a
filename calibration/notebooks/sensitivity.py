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
# # How much of the interval is a number's own
#
# *区间从何而来：随机因素、外部路径与参数*
#
# Members of an ensemble differ by their luck, by the world that they meet, by the fitted numbers, which come together from the posterior, and
# by some nine hundred numbers drawn from priors. How much of the spread of an effect is each, which rooms' numbers does it go with, and which single numbers
# stand out beyond chance? The study runs on the plan itself; its tables ship with the project and are shown below. Before that, a few runs show how it is made.
#
# With `NOTEBOOK_BUDGET=small` in the environment the few runs are very few. The whole study is
# `run.py calibrate --only sensitivity`: some three hundred pairs of runs, a quarter of an hour on two cores.

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

import pandas as pd

from calibration.headline_effects import OUTCOMES
from calibration.interval_page import name
from calibration.result_cache import done
from calibration.sensitivity import FOLDER, SCENARIO, SMALL, TABLES, Budget, study
from calibration.swapped_members import SOURCES, member, names
from outputs.figures.sensitivity import interval_shares, room_shares, standing_out
from scenarios.running.fingerprints import version

LANG = "en"  # or "zh"
ZH = LANG == "zh"
FEW = os.environ.get("NOTEBOOK_BUDGET") == "small"
if FEW:
    kept = tempfile.TemporaryDirectory()  # forgotten when the notebook is closed
RUNS = Path(kept.name) if FEW else Path("outputs/calibration/runs")  # the shelf of run.py calibrate
WORKERS, SCALE, BUDGET = (1, 0.005, Budget(4, 2, 2, 0.005)) if FEW else (os.cpu_count() or 1, None, SMALL)

WORDS = {key: name(key, LANG) for key in OUTCOMES}
NOTE = f"{SCENARIO}, 2023-2025"
print(f"{len(names())} numbers, {len(OUTCOMES)} outcomes: {', '.join(WORDS.values())}")

# %% [markdown]
# ## A member, and the same with one source swapped (替换单一来源)
#
# The first member of the ensemble, and the same with the luck, the world, the fitted or the drawn numbers of the third: effects in per cent
# (log of scenario over counterfactual). What changes when luck alone is swapped is luck's.

# %%
first = member(SCENARIO, 0, SCALE)
some = [first, *(first.swapped(source, 2) for source in SOURCES)]
labels = ["0", *(("0，" if ZH else "0, ") + SOURCES[source][ZH] for source in SOURCES)]
pd.DataFrame(done(some, RUNS, WORKERS), labels, list(WORDS.values())).round(2)

# %% [markdown]
# Over many members the mean square of that change, halved, is the part of the variance that is the source's, alone or together with others (Jansen).
#
# ## The whole study on little (小规模试算)
#
# Everything as `calibrate` runs it, on a handful of members. The errors say what it is worth.

# %%
little = study(RUNS, BUDGET, WORKERS)
pd.DataFrame(little.tables["interval_shares"]).query("measure == 'rank'").pivot_table(
    index="outcome", columns="source", values=["total", "total_error"], sort=False
).round(2)

# %% [markdown]
# ## The study that ships (随项目提供的结果)
#
# By source. The bar is what a source makes alone, the dot what goes if it is fixed, with all its interplay. Shares are taken by rank: one giant project weighs no more than
# its rank, which for the money of investors is the difference between a figure and an accident.

# %%
files = {table: FOLDER / f"{table}.csv" for table in TABLES}
if not all(file.is_file() for file in files.values()):
    print("没有随附的结果：以下为上面的小规模试算" if ZH else "Nothing ships yet: below is the little study above")
shipped = {
    table: pd.read_csv(file) if file.is_file() else pd.DataFrame(little.tables[table]) for table, file in files.items()
}
interval_shares(shipped["interval_shares"].to_dict("records"), WORDS, LANG, version(), NOTE)

# %% [markdown]
# On log effects themselves, for comparison; where the two differ, a few members make the variance:

# %%
shipped["interval_shares"].pivot_table(
    index="outcome", columns=["source", "measure"], values="total", sort=False
).round(2)

# %% [markdown]
# By room. Single small numbers cannot be told from chance, a room of them can: squared correlations add up to more than chance would make.

# %%
room_shares(shipped["room_shares"].to_dict("records"), WORDS, LANG, version(), NOTE)

# %% [markdown]
# By number. Those that go with an effect beyond chance, and the strongest others, were moved across their 80 % range in the same members.

# %%
standing_out(shipped["standing_out"].to_dict("records"), WORDS, LANG, version(), NOTE)

# %%
columns = ["name", "outcome", "correlation", "beyond_chance", "at_low", "at_high", "error", "verified"]
shipped["standing_out"].query("verified == 1 or beyond_chance == 1")[columns].round(2)

# %% [markdown]
# How far does any correlation reach by chance? The largest of each outcome beside the threshold for as many tries:

# %%
numbers = shipped["number_shares"]
largest = numbers[list(OUTCOMES)].abs().max().rename(WORDS)
pd.DataFrame({"largest": largest, "least beyond chance": numbers["least"].iloc[0]}).round(2)

# %% [markdown]
# What to take from it: where luck makes most of the spread, more members narrow the mean and nothing narrows a single run. Where numbers make it, a week spent on a source for one
# that stands out is worth more than ten thousand members.
