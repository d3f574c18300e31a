"""The plan's four aims, scored from results of the model: which measures, by which formula, and what no result can say."""

import functools
import operator
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import xarray as xr

from outputs.documents.document import Block, Bullets, Cell, Paragraph, Table
from outputs.report.effects import Effect, measured, shown
from outputs.report.run import Run
from outputs.results.direction import FALL, NOTHING, RISE
from outputs.results.outcomes import interval_name, total

MONTHS = 12
"""Months up to the date of the ledger over which the aims are measured."""


class Measure(NamedTuple):
    """One measure of an aim.

    ``of`` gives its size in each member of a variant over some months, (variant, member); ``sign`` is -1 where less is
    better; ``relative`` says that a change counts as a share of the counterfactual, else as it is.
    """

    aim: str
    en: str
    zh: str
    of: Callable[[xr.Dataset], xr.DataArray]
    sign: int = 1
    relative: bool = True


def _sum(*names: str) -> Callable[[xr.Dataset], xr.DataArray]:
    return lambda dataset: functools.reduce(operator.add, [total(dataset[name]) for name in names]).sum("month")


def _end(name: str) -> Callable[[xr.Dataset], xr.DataArray]:
    return lambda dataset: total(dataset[name]).isel(month=-1)


def _governance(dataset: xr.Dataset) -> xr.DataArray:
    keys = [str(key) for key in dataset["force_key" if "force_key" in dataset else "force"].values]
    return dataset["force_index"].isel(force=keys.index("governance")).mean("month")


def _rent(dataset: xr.Dataset) -> xr.DataArray:
    """Mean rent, each zone and use by the floor space that the counterfactual has there."""
    weight = dataset["floor_space"].sel(variant="counterfactual", drop=True).mean(("member", "month"))
    return (dataset["rent"].mean("month") * weight).sum(("zone", "use")) / weight.sum()


AIMS = {
    "open": ("A more open market", "市场更加开放"),
    "rules": ("Better regulated institutions", "制度更加规范"),
    "supervision": ("More effective supervision", "监管更加有效"),
    "environment": ("A better environment", "环境更加优良"),
}
"""The aims of the plan, in its order."""
MEASURES = (
    Measure("open", "FDI in actual use", "实际使用外资", _sum("fdi_actual_use")),
    Measure("open", "New foreign firms beyond micro entries", "新设实质性外资企业", _sum("new_substantive_firms")),
    Measure("open", "Services trade", "服务进出口", _sum("services_exports", "services_imports")),
    Measure(
        "rules",
        "Governance index: days, access, permits, protection",
        "治理协同力指数（审批、准入、许可、权益保护）",
        _governance,
    ),
    Measure(
        "supervision",
        "Level of the six risks, mean, share of the threshold",
        "六类风险平均水平（占阈值比例）",
        lambda dataset: dataset["risk"].mean(("risk", "month")),
        -1,
        False,
    ),
    Measure(
        "supervision",
        "Months with a warning, share",
        "有预警的月份占比",
        lambda dataset: (dataset["warning"] > 0).mean(("risk", "month")),
        -1,
        False,
    ),
    Measure("environment", "Foreign firms in operation", "在营外资企业", _end("foreign_firms")),
    Measure("environment", "International talent", "国际人才", _end("talent")),
    Measure("environment", "Rent", "租金", _rent, -1),
)
"""Every measure counts alike within its aim."""
_SILENT = {
    "open": (
        "whether a door that is open on paper is found open by firms; the ledger's shares of tasks are the only record of it",
        "纸面放开之后企业是否真能进入，只能看台账中的落实比例",
    ),
    "rules": (
        "whether rules are kept, and alike for all; the index is computed from the days, access and rights that tasks change, so it follows "
        "the shares done by construction and proves nothing by itself",
        "规则是否得到一体遵守；该指数由任务改变的天数、准入和权益直接算出，随落实比例而动，本身不构成检验",
    ),
    "supervision": (
        "inspections, cases, penalties and complaints settled; supervision is seen only in risks that stay low",
        "检查、案件、处罚和投诉办结情况；监管成效只能从风险高低间接看出",
    ),
    "environment": (
        "what firms say of the environment when asked; it is seen only in who stays and what space costs",
        "企业满意度；营商环境只能从企业和人才是否留下、场地成本高低间接看出",
    ),
}


class Score(NamedTuple):
    """A measure or an aim: planned and carried out against the counterfactual, in per cent."""

    planned: Effect
    carried_out: Effect


def changes(dataset: xr.Dataset, measure: Measure) -> np.ndarray:
    """Return how much better a measure is than in the counterfactual, per cent, (members,); worse is below zero."""
    values = measure.of(dataset)
    usual, here = (values.sel(variant=name).values for name in ("counterfactual", "scenario"))
    with np.errstate(divide="ignore", invalid="ignore"):
        change = (here - usual) / usual if measure.relative else here - usual
    return 100 * measure.sign * np.nan_to_num(change)


def scores(run: Run, months: slice) -> dict[str, tuple[Score, list[Score]]]:
    """Return the score of each aim, and of each of its measures, over some months.

    The score is the mean of the changes of its measures, each as much as the others.
    """
    assert run.planned is not None  # asked of an evaluation only
    members = run.dataset["member"]
    both = [one.isel(month=months) for one in (run.planned.sel(member=members), run.dataset)]
    found = {}
    for aim in AIMS:
        single = [[changes(one, measure) for one in both] for measure in MEASURES if measure.aim == aim]
        whole = [np.mean([pair[k] for pair in single], axis=0) for k in (0, 1)]
        found[aim] = (_score(*whole), [_score(*pair) for pair in single])
    return found


def _score(planned: np.ndarray, carried_out: np.ndarray) -> Score:
    return Score(*(measured(np.zeros_like(values), values) for values in (planned, carried_out)))


def meaning(effect: Effect, lang: str) -> str:
    """Return what a score means."""
    zh, en = {
        RISE: ("好于对照情景", "better than with nothing done"),
        FALL: ("差于对照情景", "worse than with nothing done"),
        NOTHING: ("无差别", "no difference"),
    }.get(effect.direction, ("尚难判断", "cannot be told"))
    return zh if lang == "zh" else en


def aim_blocks(run: Run, months: slice) -> Iterator[Block]:
    """Yield the formula, the table of scores and measures, and what the scores cannot say."""
    last = slice(max(months.stop - MONTHS, 0), months.stop)
    span, count = interval_name(run.members, run.lang), last.stop - last.start
    yield Paragraph(
        run.pick(
            f"The plan has four aims. The score of an aim is the plain mean of its measures below: by how many per cent each is better than "
            f"in the counterfactual in the {count} months up to the date of the ledger (rents, risks and warnings: how much lower; risks in per cent "
            "of the threshold, warnings in percentage points). Nought is as with nothing done; +2 means two per cent better on average. "
            "Scores of different aims rest on different measures and are not to be compared or added up.",
            f"方案提出四个“更加”目标。各目标得分为下列指标得分的简单平均：截至台账日期的{count}个月内，各指标比对照情景好百分之几"
            "（租金、风险、预警以降低为好；风险按占阈值的百分比、预警按百分点计）。0表示与不采取措施相同，+2表示平均好2%。"
            "不同目标所用指标不同，得分不宜相互比较或相加。",
        )
    )
    rows: list[tuple[Cell, ...]] = []
    for aim, (whole, single) in scores(run, last).items():
        listed = [measure for measure in MEASURES if measure.aim == aim]
        rows.append(_row(run, run.pick(*AIMS[aim]), whole, meaning(whole.carried_out, run.lang)))
        rows += [
            _row(run, "– " + run.pick(one.en, one.zh), score, "") for one, score in zip(listed, single, strict=True)
        ]
    header = run.pick(
        f"Aim, and its measures|Planned, % ({span})|Carried out, % ({span})|Carried out: what it means",
        f"目标及其指标|按计划，%（{span}）|实际落实，%（{span}）|实际落实的含义",
    )
    caption = run.pick("The four aims of the plan", "四个“更加”目标得分")
    yield Table(caption, tuple(header.split("|")), tuple(rows), words=frozenset({1, 2, 3}))
    yield Paragraph(run.pick("What the scores cannot say:", "得分不能说明的："))
    yield Bullets(
        tuple(run.pick(f"{en}: {_SILENT[aim][0]}.", f"{zh}：{_SILENT[aim][1]}。") for aim, (en, zh) in AIMS.items())
    )


def _row(run: Run, name: str, score: Score, told: str) -> tuple[Cell, ...]:
    numbers = (Cell(shown(effect, run.lang), effect.mean) for effect in score)
    return (Cell(name), *numbers, Cell(told))
