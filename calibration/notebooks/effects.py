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
# # Published effects as experiments
#
# *已发表效应的检验*
#
# What has been measured elsewhere (a visa imposed, a route opened, a fare raised) is tried in the model: one thing is
# switched, all else and all luck stay the same, and what follows is compared with what was published. Nothing in the model
# says "a visa costs a fifth of visitors"; such a number comes out of choices, and may come out wrong. First one experiment, taken apart; then a few,
# run here; then the table of all, as it ships.
#
# With `NOTEBOOK_BUDGET=small` in the environment the runs here have few members and few travellers: a look, no result. Without it the
# chosen experiments run on thirty members, some minutes, less what `run.py validate --part effects` has kept.

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
import html
import tempfile
import warnings

warnings.filterwarnings("ignore", message="IProgress not found")  # a library would like widgets; nothing here uses them

import numpy as np
import pandas as pd
from IPython.display import HTML
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from calibration.experiments import EXPERIMENTS, TABLE, effects, run, write_measured
from calibration.experiments.run_experiments import KEPT, MEASURED, measure
from calibration.experiments.runner import SCALE
from common.text import Text
from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.fit import footer
from outputs.figures.style import BLUE, GREEN, INK, ORANGE, PALE, RED, styled
from outputs.report.published import read_published
from outputs.report.published_page import write_pages
from scenarios.running.fingerprints import version

LANG = "en"  # or "zh"
ZH = LANG == "zh"
SMALL = os.environ.get("NOTEBOOK_BUDGET") == "small"
if SMALL:
    kept = tempfile.TemporaryDirectory()  # forgotten when the notebook is closed
FOLDER = Path(kept.name) if SMALL else Path("outputs/runs/validation")  # where run.py validate keeps its runs
MEMBERS, WORKERS, RUN_SCALE = (2, 1, 0.005) if SMALL else (30, os.cpu_count() or 1, SCALE)

# %% [markdown]
# ## What there is (已有的条目)
#
# A row of `calibration/data/effects.csv` says what was published and what counts as agreement. Its use says whether it is a
# *test*; has *set* a parameter, and then is none; cannot be tested here; or is dealt with in the validation. Kinds: bands, ranges,
# upper bounds, signs, ranks, shapes, and placebos, in which nothing may happen.

# %%
table = pd.DataFrame([row._asdict() for row in effects().values()]).set_index("id")
table.pivot_table(index="kind", columns="use", values="title_en", aggfunc="count", fill_value=0)

# %% [markdown]
# ## One experiment (一个实验)
#
# What does transit without a visa bring, of no, 72 and 240 hours at Lukou? The row expects more visitors with more hours, at both
# steps. Arms are plain data: all in which a run differs from a quiet city in a world that stands still.

# %%
NAME = "transit-hours"
row, experiment = effects()[NAME], EXPERIMENTS[NAME]
print(row.text("title", LANG), "|", row.text("unit", LANG), "|", row.citation)
print(experiment.switch_zh if ZH else experiment.switch_en)
for name, arm in experiment.arms.items():
    print(f"  {name}: plan {arm.plan.visa_facilitation or 'nothing'}, changed {arm.interventions or 'nothing'}")

# %% [markdown]
# Each member meets the same luck and the same draw of all uncertain numbers in every arm, so that a difference between arms
# is the effect alone. `measure` runs what is missing and gives a number for each part of the answer and each member.

# %%
values = measure(FOLDER / KEPT, [experiment], range(MEMBERS), RUN_SCALE, WORKERS)[NAME]


@styled
def members(values: np.ndarray, parts: list[str]) -> Figure:
    """Every member's number for each part of an answer, (members, parts)."""
    title = row.text("title", LANG)
    what = "每个点为一个样本；横线为中位数" if ZH else "A dot is a member, the line their median"
    words = (
        ("{}个模拟样本，规模 {}", "（仅供浏览，不作结果）") if ZH else ("{} members, scale {}", ": a look, no result")
    )
    note = words[0].format(len(values), RUN_SCALE) + words[1] * SMALL
    figure = page(footer(LANG, version(), note), LANG, title, what, 1, 8.0 + 9.0 * len(parts))
    ax = figure.subplots()
    for place, column in enumerate(values.T):
        ax.plot(column, np.full(len(column), place), "o", color=BLUE, markersize=4, alpha=0.5)
        ax.vlines(np.median(column), place - 0.3, place + 0.3, color=INK)
    ax.axvline(0, color=INK, linewidth=0.6)
    ax.set_yticks(range(len(parts)), parts)
    ax.set_ylim(len(parts) - 0.5, -0.5)
    plain(ax.xaxis, signed=True)
    ax.set_xlabel("游客变化，%" if ZH else "change of visitors, %")
    return figure


members(values, ["0 → 72 小时", "72 → 240 小时"] if ZH else ["0 → 72 h", "72 → 240 h"])

# %% [markdown]
# ## A few experiments (几个实验)
#
# `run` measures rows of the table and judges them. Where the standard error is not small enough to tell, it adds members, up
# to three times as many; what is then still not sharp is called so, and is no pass. A page shows each row: published,
# simulated, verdict. On few members most verdicts are worth nothing.

# %%
ONLY = (
    ["V02", "visa-others", NAME] if SMALL else ["V01", "V02", "visa-others", "visa-breadth", NAME, "V10", "F01", "G01"]
)
results = run(FOLDER, MEMBERS, WORKERS, only=ONLY, scale=RUN_SCALE)
for one in results:
    print(f"{one.row.id:20} {one.verdict:8} {one.members:3} members  ", *(f"{middle:.3g}" for middle in one.median))
write_measured(results, FOLDER / "effects.csv")
switches = {one.row.id: Text(one.switch_en, one.switch_zh) for one in results}
write_pages(read_published(FOLDER / "effects.csv", TABLE, list(switches)), switches, version(), FOLDER)
written = (FOLDER / f"effects.{LANG}.html").read_text(encoding="utf-8")
HTML(f'<div><iframe srcdoc="{html.escape(written)}" style="width: 100%; height: 32rem; border: 0"></iframe></div>')

# %% [markdown]
# # All of them, as measured last
#
# *全部条目（随项目发布的结果）*
#
# `calibration/data/effects_measured.csv` holds what the model said of every row, on as many members as it names. It is made by
# `python -m calibration.experiments FOLDER`.

# %%
shipped = pd.read_csv(MEASURED)
verdicts = shipped.drop_duplicates("id").set_index("id")["verdict"]
print(verdicts.value_counts().to_string())

# %% [markdown]
# Rows differ in unit, so each is drawn on a scale of its own: from 0 to 1 the simulated number agrees with what was
# published. Rows that ask for a sign, a rank or a shape alone are not here; they are in the list below.


# %%
@styled
def forest(shipped: pd.DataFrame) -> Figure:
    """Every row with an accepted interval: median and 80 % of members, with that interval laid on 0 to 1."""
    wide = table["accept_low"].notna() & (table["accept_high"] > table["accept_low"])
    alone = shipped.groupby("id")["part"].transform("count") == 1
    rows = shipped[alone & shipped["id"].isin(table.index[wide])].set_index("id")
    ends = table.loc[rows.index, ["accept_low", "accept_high"]].astype(float)
    place = lambda column: (rows[column] - ends["accept_low"]) / (ends["accept_high"] - ends["accept_low"])  # noqa: E731
    low, middle, high = (place(column).clip(-1.5, 2.5) for column in ("low_80", "median", "high_80"))
    title = "模型对已发表效应的回答" if ZH else "What the model says of published effects"
    what = (
        "灰带（0—1）为判定一致的范围；点为样本中位数，线为中间80%；超出者画在边缘"
        if ZH
        else "Grey band, 0 to 1: agreement. Dot: median of members, line: their middle 80 %; what lies beyond is drawn at the edge"
    )
    looks = {
        "pass": (GREEN, "o"),
        "fail": (RED, "X"),
        "unsure": (ORANGE, "D"),
        "set": (BLUE, "s"),
        "missed": (RED, "P"),
    }
    words = {
        "pass": ("passes", "通过"), "fail": ("fails", "未通过"), "unsure": ("not sharp", "精度不足"),
        "set": ("sets a parameter: no test", "用于设定参数，不作检验"),
        "missed": ("sets a parameter, missed", "用于设定参数，仍不符"),
    }  # fmt: skip
    there = [verdict for verdict in looks if verdict in set(rows["verdict"])]
    legend = [Patch(color=PALE, label="一致" if ZH else "agrees")]
    legend += [Line2D([], [], color=looks[v][0], marker=looks[v][1], markersize=4, label=words[v][ZH]) for v in there]
    note = f"calibration/data/effects.csv, {MEASURED.name}"
    figure = page(footer(LANG, version(), note), LANG, title, what, 2, 12 + 3.9 * len(rows), legend, 5)
    ax = figure.subplots()
    ax.axvspan(0, 1, color=PALE, alpha=0.6, linewidth=0)
    for k, (name, one) in enumerate(rows.iterrows()):
        colour, marker = looks[one["verdict"]]
        ax.hlines(k, low[name], high[name], color=colour)
        ax.plot(middle[name], k, marker, color=colour, markersize=4)
    titles = [f"{table.loc[name, 'title_zh' if ZH else 'title_en']}  {name}" for name in rows.index]
    ax.set_yticks(range(len(rows)), titles, fontsize=5.5)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(-1.6, 2.6)
    ax.set_xlabel("在一致范围内的位置" if ZH else "place within the interval of agreement")
    return figure


forest(shipped)

# %% [markdown]
# ## What fails (未通过的条目)
#
# Failures are mended in the mechanism or stay listed; no outcome is scaled to pass. A row that has set a parameter must at least
# come out as it says, and is listed where it does not. The note says what is known of the reason.

# %%
failing = shipped[shipped["verdict"].isin(["fail", "unsure", "missed"])].set_index("id")
pd.set_option("display.max_colwidth", None)
failing[["part", "median", "low_80", "high_80", "verdict"]].join(
    table[["title_zh" if ZH else "title_en", "accept_low", "accept_high", "note_zh" if ZH else "note_en"]]
)

# %% [markdown]
# ## Signs, ranks, shapes and placebos (符号、次序、形状与安慰剂)

# %%
kinds = table["kind"].isin(["sign", "rank", "shape", "placebo"])
told = shipped[shipped["id"].isin(table.index[kinds])]
lines = told.groupby("id", sort=False).agg(
    members=("members", "first"),
    medians=("median", lambda parts: "; ".join(f"{part:.3g}" for part in parts)),
    verdict=("verdict", "first"),
)
lines.join(table[["kind", "title_zh" if ZH else "title_en", "unit_zh" if ZH else "unit_en"]])

# %% [markdown]
# A new effect is a row in `effects.csv` and an `Experiment` in `calibration/experiments/`: its arms, and a function that
# reads the number off the runs. One that has set a parameter must say which, and is then no test.
