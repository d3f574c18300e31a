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
# # From a file of figures to an evaluation
#
# *评估：从实际数据到评估报告*
#
# The pilot is over, and figures have been counted. This notebook goes the whole way: it writes a file of figures, chooses members that agree with them,
# looks at what the figures could and could not do, and shares out the years among the world, the nation's rules, Nanjing's own course
# and the pilot. The figures are made up from one more run of the model, so that the truth is known and each answer can be
# held against it. For your own, set `FIGURES` to your file and leave the truth out.
#
# With `NOTEBOOK_BUDGET=small` in the environment one year, few travellers and few members are run: enough to see each step,
# too few for its numbers.

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
import shutil
import subprocess
import tempfile
import warnings

warnings.filterwarnings("ignore", message="IProgress not found")  # a library would like widgets; nothing here uses them

import numpy as np
import pandas as pd

from outputs import open_run
from outputs.evaluation.cause_file import CAUSES, read_evaluation
from outputs.evaluation.figure import causes
from outputs.evaluation.words import of_cause
from outputs.results.conditioning import conditioning_of, conditioning_sentences, figure_name
from outputs.results.numbers import number, places
from outputs.results.outcomes import HEADLINES
from scenarios.reading.options import with_options
from scenarios.reading.reader import read
from scenarios.running.member import compute
from scenarios.running.prepare import prepare

LANG = "en"  # or "zh"
SMALL = os.environ.get("NOTEBOOK_BUDGET") == "small"
work = Path(tempfile.mkdtemp())
SCENARIO = Path("scenarios/observed.yaml")
CANDIDATES, MEMBERS = 64, 32
if SMALL:
    SCENARIO, CANDIDATES, MEMBERS = work / "was.yaml", 4, 3
    SCENARIO.write_text(
        "name: was\ntitle: {zh: 试点一年, en: A year of the pilot}\nperiod: {start: 2023-01, months: 12}\nscale: 0.005\n"
        "world: {reopening: observed, investment_climate: observed, incomes: observed, exchange_rate: observed}\n"
        'levers: {pilot_tasks: [{tasks: ["1.2-1.9", "4.*"], from: 2023-02, ramp_months: 0}]}\n',
        encoding="utf-8",
    )

# %% [markdown]
# ## The truth, and a file of figures (真实情况与数据文件)
#
# One run of the model with a seed of its own plays Nanjing. Its years are counted with an error of 10 %, which the file states
# (`error_pct`, one standard deviation). Real figures go into a file of the same form; docs/observations.md describes it.

# %%
truth = compute(prepare(with_options(read(SCENARIO), seed=99)).job, 0)
first_year = 2013 + prepare(read(SCENARIO)).job.first // 12
years = first_year + np.arange(len(truth["scenario"]["visitors"])) // 12
COUNTED = ("visitors", "fdi_actual_use")


def total(variant: str, variable: str, year: int) -> float:
    """A yearly total of the truth, in the unit of the results."""
    return float(truth[variant][variable][years == year].sum())


error = np.random.default_rng(1)
lines = ["variable,from,to,value,error_pct,source"]
for variable in COUNTED:
    for year in np.unique(years):
        counted = total("scenario", variable, year) * np.exp(0.1 * error.normal())
        lines.append(f"{variable},{year},,{counted:.0f},10,made up")
FIGURES = work / "figures.csv"
FIGURES.write_text("\n".join(lines) + "\n", encoding="utf-8")
print(FIGURES.read_text(encoding="utf-8"))

# %% [markdown]
# ## Choose members, share out the years, write the report (选取样本、分解成因、撰写报告)
#
# One command does all three; the first two hold what this notebook looks into. What was finished is kept: the same command again goes on from it.

# %%
command = [sys.executable, "run.py", "evaluate", str(SCENARIO), "--observed", str(FIGURES), "--out", str(work / "runs")]
command += ["--candidates", str(CANDIDATES), "--members", str(MEMBERS), "--lang", LANG, "--resume"]
command += ["--by", "none" if SMALL else "fields"]
done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
if done.returncode:
    raise RuntimeError(done.stderr)
folder = next(path.parent for path in (work / "runs").glob("*/results.nc"))
print(*sorted(path.name for path in folder.iterdir()), sep="\n")

# %% [markdown]
# ## What the figures could do (数据起了什么作用)
#
# How many candidates are left, which figures pull, which lay outside what was expected, which cannot be explained. An
# effective number below five says that intervals are not to be relied on.

# %%
record = conditioning_of(folder)
print(*conditioning_sentences(record, LANG), sep="\n")


def short(value: float) -> str:
    """Four digits, in the unit of the file of figures."""
    return number(value, places(0, 0, value))


pd.DataFrame(
    {
        "figure": [figure_name(one, LANG) for one in record["figures"]],
        "observed": [short(one["value"]) for one in record["figures"]],
        "before": [short(one["before"][0]) for one in record["figures"]],
        "after": [short(one["after"][0]) for one in record["figures"]],
        "pull": [round(one["pull"], 2) for one in record["figures"]],
        "not explained": [one["unexplained"] for one in record["figures"]],
    }
)

# %% [markdown]
# ## What the years came from (各年结果的成因)
#
# Data, fitted and assumed have colours of their own: the world and the nation's rules are data, Nanjing's own course is fitted to the
# figures, the pilot rests on assumed strengths of tasks.

# %%
found = read_evaluation(folder)
with open_run(folder) as results:
    dataset = results.load()
figure = causes(dataset, found, True, LANG)
figure

# %%
rows = []
for outcome in HEADLINES:
    parts = found["causes"][outcome.key]["total"]
    row = {"expected": np.mean(parts["expected"])}
    row |= {of_cause(cause, True, LANG): np.mean(parts[cause]) for cause in CAUSES}
    units = dataset[outcome.variables[0]].attrs["units"]
    rows.append(
        {"outcome": outcome.name(LANG), "unit": units.replace("1", "persons"), **row, "all": np.mean(parts["came"])}
    )
parts = pd.DataFrame(rows).set_index(["outcome", "unit"])
assert np.allclose(parts.drop(columns="all").sum(axis=1), parts["all"])  # they add up
parts.round(1)

# %% [markdown]
# ## Held against the truth (与真实情况对照)
#
# The truth is known here: what the pilot brought in it, and where that lies among the members. One truth proves nothing either
# way; over many, an 80 % interval should hold four in five (`tests/scenarios/test_conditioning.py` does that on made cities).

# %%
told = []
for variable in COUNTED:
    change = dataset[variable].sel(variant="scenario") - dataset[variable].sel(variant="counterfactual")
    members = change.sum([dim for dim in change.dims if dim != "member"]).values
    true = sum(total("scenario", variable, year) - total("counterfactual", variable, year) for year in np.unique(years))
    low, high = np.quantile(members, [0.1, 0.9], method="weibull")
    told.append({"variable": variable, "truth": true, "mean": members.mean(), "low": low, "high": high})
pd.DataFrame(told).round(1)

# %% [markdown]
# The report itself, `evaluation.en.html` and `evaluation.zh.html`, lies beside the results; its last parts say which effects the figures
# could tell at all, and what each number rests on.

# %%
print(*(f"{path.name}: {path.stat().st_size // 1000} kB" for path in sorted(folder.glob("evaluation.*"))), sep="\n")
shutil.rmtree(work, ignore_errors=True)
