"""What was found when the members of a run were chosen for agreeing with observations."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

CONDITIONING = "conditioning.json"
"""The file beside the results that holds it."""
NAMED = 3
"""Figures that are named in a sentence; the table has all."""


def conditioning_of(run: Path) -> dict[str, Any] | None:
    """Return the record of a run's folder; None where there is none that can be read."""
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads((run / CONDITIONING).read_text(encoding="utf-8"))
        if isinstance(found, dict) and isinstance(found.get("figures"), list) and found["figures"]:
            return found
    return None


def conditioning_sentences(record: dict[str, Any], lang: str) -> tuple[str, ...]:
    """Say how many members the data leave, which figures pull most, and which the model cannot explain."""
    zh, figures = lang == "zh", record["figures"]
    told = [
        f"按 {record['file']} 选取样本：考察 {record['candidates']} 个候选，有效数目 {record['effective']:.1f}，"
        f"入选样本来自其中 {record['different']} 个（移动 {record['rounds']} 轮）。"
        if zh
        else f"Given {record['file']}: of {record['candidates']} candidates the data leave an effective number of {record['effective']:.1f}; "
        f"the members come from {record['different']} of them, moved in {record['rounds']} round{'s' * (record['rounds'] != 1)}."
    ]
    if record["effective"] < FEW:
        told.append(
            "有效数目太少，区间不可靠：请增加 --candidates，或核对数据与误差。"
            if zh
            else "That is too few for intervals to be relied on: raise --candidates, or look at the figures and their errors."
        )
    pulling = sorted(figures, key=lambda one: -one["pull"])[:NAMED]
    named = [f"{figure_name(one, lang)}{'（' if zh else ' ('}{one['pull']:.2g}{'）' if zh else ')'}" for one in pulling]
    told.append(
        f"影响最大的数据（去掉后权重的变化，纳特）：{'、'.join(named)}。"
        if zh
        else f"Figures that pull most (by how far weights would move without them, nats): {'; '.join(named)}."
    )
    for key, words in _TESTS.items():
        if some := [figure_name(one, lang) for one in figures if one[key]]:
            told.append(words[zh].format(("、" if zh else "; ").join(some[:NAMED]), len(some)))
    if record["strained"]:
        told.append(
            f"南京自身走势须偏离常态才能吻合（平方和 {record['strain']:.1f}，自由度 {record['scores']}，p = {record['p_strain']:.3f}）：数据与模型可能不一致。"
            if zh
            else f"Nanjing's own courses must go further than luck would take them (sum of squares {record['strain']:.1f} on {record['scores']} "
            f"degrees of freedom, p = {record['p_strain']:.3f}): figures and model may not agree."
        )
    return tuple(told)


FEW = 5.0
"""Effective number of candidates below which intervals are not to be relied on."""
_TESTS = {
    "surprising": (
        "{1} of the figures lay outside what the model expected before: {0}.",
        "有 {1} 项数据超出模型事先的预期：{0}。",
    ),
    "unexplained": (
        "The model cannot explain {1} of the figures, even after all was moved: {0}.",
        "有 {1} 项数据在移动之后模型仍不能解释：{0}。",
    ),
}


def figure_name(figure: dict[str, Any], lang: str) -> str:
    """Return the reader's name of a figure: its series and period."""
    start, end = str(figure["from"]), str(figure["to"])
    if start[5:] == "01-01" and end == f"{start[:4]}-12-31":
        when = start[:4]
    elif start[:7] == end[:7] and start.endswith("-01"):
        when = start[:7]
    else:
        when = f"{start} – {end}"
    return f"{figure['name'][lang]} {when}"
