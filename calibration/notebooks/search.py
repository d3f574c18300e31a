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
# # The best plan for a budget, step by step
#
# *方案寻优：从筛选到检验*
#
# `run.py search FILE` answers with a report. Here the same search is taken apart: what may be chosen, what random plans
# bring, how well a stand-in tells plans that it has not seen, which plans a programme proposes, and what is left of their
# promise in worlds that chose nothing. `docs/search.md` describes each stage.

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
from dataclasses import replace

warnings.filterwarnings("ignore", message="IProgress not found")  # a library would like widgets; nothing here uses them

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from outputs.figures.style import BLUE, INK, styled
from scenarios.running.prepare import prepare
from scenarios.searching.measure import ByBatches
from scenarios.searching.programme import Programme, best, different
from scenarios.searching.question import Sizes
from scenarios.searching.search_reader import read
from scenarios.searching.space import allowed
from scenarios.searching.stages import search
from scenarios.searching.surrogate import fit

LANG = "en"  # or "zh"
ZH = LANG == "zh"
SMALL = os.environ.get("NOTEBOOK_BUDGET") == "small"
pd.set_option("display.max_colwidth", 70)

# %% [markdown]
# ## What may be chosen (可选内容)
#
# The small budget of this notebook asks a short question: twelve months, six tasks and one lever. The full one takes the
# search file that is shipped, which needs a quarter of an hour.

# %%
SHORT = """name: short
title: {zh: 短例, en: A short search}
base: base.yaml
choose:
  tasks: {tasks: ["1.2-1.6", "3.1-3.4", "4.2-4.4"], from: [2023-02]}
  levers:
    refund:
      title: {zh: 离境退税, en: Tax refund on departure}
      adds: {duty_free: {tax_refund: [{from: 2023-03, rate: 0.11, minimum_cny: 200}]}}
want: [{most: visitors}]
within: {fiscal_cost: 150, decided_by: [city, province]}
worlds: {reopening: [central, slow, fast]}
runs: 100
"""
folder = Path(tempfile.mkdtemp())
(folder / "base.yaml").write_text(
    "name: base\ntitle: {zh: 甲, en: Base}\nperiod: {start: 2023-01, months: 12}\nscale: 0.01\n", encoding="utf-8"
)
(folder / "short.yaml").write_text(SHORT, encoding="utf-8")
asked = read(folder / "short.yaml" if SMALL else Path("scenarios/searches/best-for-3bn.yaml"))
question, space = asked.asked, asked.asked.space
if SMALL:
    sizes = Sizes(
        screened=16, screen_members=1, budgets=2, alternatives=1, chosen=(2,), finalists=2, rights=1, stressed=9
    )
    question = replace(question, sizes=sizes)
pd.DataFrame(
    [(one.key, one.title.en, one.decided_by, round(one.known_cost, 1), ", ".join(one.pushes)) for one in space.options],
    columns=["option", "name", "decided by", "known cost, million CNY", "channels"],
).head(12)

# %% [markdown]
# ## Random plans on the same luck (同一随机数下的随机方案)
#
# Measures are taken evenly. Every plan of a member meets the luck of the base, so that its effect is a difference without
# noise of its own. Members then differ mainly in the size of effects: the correlation over plans says how alike they rank.

# %%
prepared = prepare(asked.base)
measure = ByBatches(
    prepared.job, prepared.job.scenario, question, asked.worlds, folder / "batches", workers=1 if SMALL else None
)
plans = space.random(question.sizes.screened, question.seed)
screened = [measure(plans, question.seed + seed, range(question.sizes.screen_members), "screen") for seed in (0, 1)]
want = question.wants[0]
effects = np.concatenate([one.effects[want.key] for one in screened], axis=1)
cost = np.concatenate([one.cost for one in screened], axis=1).mean(axis=1)
pd.DataFrame(np.corrcoef(effects.T)).round(2)

# %% [markdown]
# ## The stand-in (代理模型)
#
# Channels saturate as in the model; weights are fitted with the penalty of the least leave-one-plan-out error. Each point
# below is a plan as the stand-in tells it that was fitted without that plan.

# %%
value = fit(space, plans, effects.mean(axis=1))
known = np.array([one.known_cost for one in space.options])
rest = fit(space, plans, cost - plans @ known, straight=True)
price = replace(rest, own=rest.own + known)


@styled
def left_out() -> Figure:
    """Draw what the stand-in says of plans that it has not seen against what was measured."""
    figure = Figure(figsize=(4.2, 3.6), layout="constrained")
    ax = figure.subplots()
    ax.plot(value.predicted, effects.mean(axis=1), "o", color="white", markeredgecolor=BLUE)
    ends = [float(min(value.predicted.min(), 0)), float(value.predicted.max())]
    ax.plot(ends, ends, color=INK, linewidth=0.7)
    ax.set_xlabel("代理模型的估计（拟合时未用该方案）" if ZH else "Told by the stand-in that has not seen the plan")
    ax.set_ylabel(f"实测：{want.title.zh}" if ZH else f"Measured: {want.title.en.lower()}")
    share = min(100 * value.explained, 99.9)  # no stand-in explains all
    ax.set_title(f"解释了差异的{share:.1f}%" if ZH else f"{share:.1f} % of the differences explained")
    return figure


left_out()

# %% [markdown]
# ## Programmes (数学规划)
#
# The stand-in is concave and costs add up: the best plan at a budget is a mixed-integer linear programme. Plans that differ
# from it and lose at most five per cent show what is not settled.

# %%
open_ = allowed(space, question.deciders)
programme = Programme(space, value, price, question.budget, open_)
proposed = different(programme, 3, 0.05)
pd.DataFrame(
    [
        (int(plan.sum()), float(value(plan)[0]), float(price(plan)[0]), int((plan & proposed[0]).sum()))
        for plan in proposed
    ],
    columns=["measures", "effect by the stand-in", "cost, million CNY", "shared with the first"],
).round(1)

# %% [markdown]
# What more money brings falls as channels fill:

# %%
budgets = question.budget * np.arange(1, 7) / 6
found = [best(replace(programme, budget=float(budget))) for budget in budgets]
pd.Series(
    {round(float(b)): float(value(plan)[0]) for b, plan in zip(budgets, found, strict=True) if plan is not None}
).round(1)

# %% [markdown]
# ## The whole course (全过程)
#
# Now all stages: programmes are verified, the stand-in is fitted again, finalists are chosen in fresh members, and the last
# worlds, which chose nothing, tell what is left of what was promised.

# %%
answer = search(question, measure)
pd.DataFrame(
    [
        (point.budget, point.promised[0], point.found[0], float(answer.final.cost[point.plan].mean()))
        for point in answer.front
    ],
    columns=["budget", "promised", "found", "cost"],
).round(1)

# %%
first, *others = answer.finalists
values = answer.final.effects[want.key]
pd.DataFrame(
    [
        (
            place,
            float((values[first] - values[place]).mean()),
            int((values[first] > values[place]).sum()),
            values.shape[1],
        )
        for place in others
    ],
    columns=["plan", "the first is ahead by", "in worlds", "of"],
).round(1)

# %% [markdown]
# A plan that is ahead in hardly more than half of the worlds is not better but as good: the report then says that the two
# cannot be told apart, and what both hold is what to rely on.

# %%
shared = answer.good.all(axis=0) if len(answer.good) else np.zeros(len(space.options), dtype=bool)
[option.title.en for option, there in zip(space.options, shared, strict=True) if there]
