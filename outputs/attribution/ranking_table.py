"""A ranking for a terminal: the first of each headline outcome, what they bring together, and what is not sure."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import xarray as xr
from rich import box
from rich.table import Table

from outputs.attribution.attribution_file import outcome_part
from outputs.attribution.ranking_file import COST, Line, lines, standard_error, unsure
from outputs.results.numbers import MISSING, number, percent, places
from outputs.results.outcomes import HEADLINES, Outcome, unit
from outputs.results.reader_names import axis_names, period

LONGEST = {"en": 52, "zh": 30}
"""Letters of a name that are shown."""
_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "heading": "{title}: which {by} first, {months}, {members}",
        "tasks": "tasks",
        "fields": "fields of the plan",
        "members": "{} members",
        "member": "one member",
        "columns": (
            "Rank",
            "{outcome}, {unit}",
            "Effect ± standard error",
            "Alone",
            "Left out",
            "Share",
            "Cost, {cost}",
        ),
        "per": "Per CNY 100 million (rank)",
        "together": "The first {} together",
        "whole": "All together",
        "method": "Alone: what it brings where nothing else is done. Left out: what is lost where it alone is missing. The effect is "
        "the mean of both: the Shapley share where parts interact in pairs only. All runs of a member share their luck; the "
        "standard error is over members.",
        "few": "One member has no standard error.",
        "unsure": "{outcome}: {count} more lie within two standard errors of the last that is shown.",
    },
    "zh": {
        "heading": "{title}：先做哪些{by}，{months}，{members}",
        "tasks": "任务",
        "fields": "领域",
        "members": "{}个模拟样本",
        "member": "1个模拟样本",
        "columns": ("位次", "{outcome}（{unit}）", "效果±标准误", "单独实施", "唯独不做", "占总效果", "成本（{cost}）"),
        "per": "每亿元效果（位次）",
        "together": "前{}项合计",
        "whole": "全部实施",
        "method": "“单独实施”指只做该项带来的变化；“唯独不做”指其余都做、只缺该项所损失的效果；“效果”取二者平均，"
        "若各项之间只有两两相互作用，即为沙普利值。同一样本的各次运行使用同一组随机数；标准误按样本计算。",
        "few": "只有1个样本，没有标准误。",
        "unsure": "{outcome}：另有{count}项与所列末位相差不到两个标准误。",
    },
}


def heading(dataset: xr.Dataset, lang: str) -> str:
    """One line above the tables: scenario, what is ranked, months and members."""
    words, attrs, members = _WORDS[lang], dataset.attrs, dataset.sizes["member"]
    return words["heading"].format(
        title=attrs[f"title_{lang}"],
        by=words[attrs["by"]],
        months=period(dataset["month"].values, lang),
        members=words["members"].format(members) if members > 1 else words["member"],
    )


def tables(dataset: xr.Dataset, lang: str) -> Iterator[Table]:
    """A table of the first players for each headline outcome, ready for a terminal or a plain file."""
    for outcome in HEADLINES:
        yield _table(dataset, outcome, lang)


def notes(dataset: xr.Dataset, lang: str) -> list[str]:
    """How effects are measured, and where the last of the first is not sure."""
    words, first = _WORDS[lang], int(dataset.attrs["first"])
    told = [words["method"]]
    if dataset.sizes["member"] == 1:
        return [*told, words["few"]]
    for outcome in HEADLINES:
        if count := unsure(lines(dataset, outcome), first):
            told.append(words["unsure"].format(outcome=outcome.name(lang), count=count))
    return told


def short(name: str, lang: str, longest: int | None = None) -> str:
    """A name cut to ``longest`` letters, by default to what a table has room for."""
    longest = longest or LONGEST[lang]
    return name if len(name) <= longest else name[: longest - 1].rstrip(" ,，、") + "…"


def headers(dataset: xr.Dataset, outcome: Outcome, lang: str) -> list[str]:
    """The heads of the columns of an outcome's ranking."""
    readers, money, words = unit(dataset, outcome, lang), unit(dataset, COST, lang), _WORDS[lang]
    return [
        head.format(outcome=outcome.name(lang), unit=readers.name, cost=money.name)
        for head in (*words["columns"], words["per"])
    ]


def first_rows(dataset: xr.Dataset, outcome: Outcome, lang: str, longest: int | None = None) -> list[tuple[str, ...]]:
    """The first players of an outcome, what they bring together, and what all bring; a text for each column.

    Args:
        dataset: a ranking.
        outcome: a headline outcome.
        lang: ``"en"`` or ``"zh"``.
        longest: letters of a name that are shown; by default what a terminal has room for.
    """
    words, names, first = _WORDS[lang], axis_names(dataset, "player", lang), int(dataset.attrs["first"])
    factor, money = unit(dataset, outcome, lang).factor, unit(dataset, COST, lang).factor
    whole = outcome_part(dataset, outcome, "_effect").values * factor
    together = outcome_part(dataset, outcome, "_together").sel(outcome=outcome.key).values * factor
    shown = [
        (str(line.rank), short(str(names[line.place]), lang, longest), *_cells(line, whole, factor, money, lang))
        for line in lines(dataset, outcome)[:first]
    ]
    last = ((words["together"].format(len(shown)), together), (words["whole"], whole))
    return shown + [("", name, _sized(one), "", "", _share(one, whole, lang), "", "") for name, one in last]


def _table(dataset: xr.Dataset, outcome: Outcome, lang: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for k, head in enumerate(headers(dataset, outcome, lang)):
        table.add_column(head, justify="left" if k == 1 else "right", no_wrap=k != 1)
    listed = first_rows(dataset, outcome, lang)
    for k, cells in enumerate(listed):
        table.add_row(*cells, end_section=k == len(listed) - 3)
    return table


def _cells(line: Line, whole: np.ndarray, factor: float, money: float, lang: str) -> list[str]:
    effect, alone, left_out = (array * factor for array in (line.effect, line.alone, line.left_out))
    per = line.per_cost * factor
    per_cost = MISSING if np.isnan(per) else f"{number(per, places(0, 0, per), signed=True)} ({line.rank_by_cost})"
    cost = float(line.cost.mean()) * money
    return [
        _sized(effect),
        *(number(float(one.mean()), _decimals(effect), signed=True) for one in (alone, left_out)),
        _share(effect, whole, lang),
        number(cost, 2),
        per_cost if lang == "en" else per_cost.replace(" (", "（").replace(")", "）"),
    ]


def _sized(members: np.ndarray) -> str:
    mean, error, decimals = float(members.mean()), standard_error(members), _decimals(members)
    told = number(mean, decimals, signed=True)
    return told if np.isnan(error) else f"{told} ± {number(error, decimals)}"


def _decimals(members: np.ndarray) -> int:
    """Two digits of the standard error, or of the mean where there is none."""
    error, mean = standard_error(members), float(members.mean())
    least = mean if np.isnan(error) or error == 0 else error
    return int(min(max(1 - np.floor(np.log10(abs(least))), 0), 6)) if least else 0


def _share(members: np.ndarray, whole: np.ndarray, lang: str) -> str:
    return percent(float(members.mean() / whole.mean()), lang=lang) if whole.mean() else MISSING
