"""A sweep for a terminal: a row a variant, a column a headline outcome and the cost."""

from typing import Any

from rich import box
from rich.table import Table

from common.text import pick
from outputs.results.numbers import interval, number, places
from outputs.results.outcomes import HEADLINES, few_note, interval_name, quantiles
from outputs.results.summary_rows import EXPORTED
from outputs.sweep.sweep_result import SweepResult

COST = next(outcome for outcome in EXPORTED if outcome.key == "cost")
SHOWN = (*HEADLINES, COST)


def table(found: SweepResult, lang: str) -> Table:
    """All variants with the mean effect and its interval."""
    head = found.varied.replace(" / ", " /\n") or pick(lang, "Variant", "方案")
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    made.add_column(head, justify="left", no_wrap=False)
    for outcome in SHOWN:
        unit = found.unit(outcome, lang)
        made.add_column(f"{outcome.name(lang)}\n{unit.name}", justify="right", no_wrap=True)
    for k, title in enumerate(found.titles):
        made.add_row(title.of(lang), *(_cell(found, outcome, k, lang) for outcome in SHOWN))
    return made


def _cell(found: SweepResult, outcome: Any, k: int, lang: str) -> str:
    members = found.effects[outcome.key][k] * found.unit(outcome, lang).factor
    if len(members) == 1:
        return number(float(members[0]), places(0, 0, float(members[0])), signed=True)
    low, high = map(float, quantiles(members, (0.1, 0.9)))
    return interval(float(members.mean()), low, high, lang, signed=True)


def heading(found: SweepResult, lang: str) -> str:
    """One line above the table."""
    count, members = len(found.names), len(found.members)
    return pick(
        lang,
        f"{found.title.en}: effect of {count} variants, each against its counterfactual; {members} members, {interval_name(members, lang)}",
        f"{found.title.zh}：{count}个方案相对各自对照情景的效果；{members}个模拟样本，{interval_name(members, lang)}",
    )


def notes(found: SweepResult, lang: str) -> list[str]:
    """What leads for investment and visitors, in how many members, and where members are few."""
    told = []
    for outcome in HEADLINES:
        if outcome.key not in ("fdi", "visitors") or len(found.names) < 2:
            continue
        effects = found.effects[outcome.key]
        first, second = effects.mean(axis=1).argsort(kind="stable")[::-1][:2]
        ahead = int((effects[first] > effects[second]).sum())
        told.append(
            pick(
                lang,
                f"{outcome.en}: most with “{found.titles[first].en}”, ahead of the next, “{found.titles[second].en}”, in {ahead} of "
                f"{len(found.members)} members.",
                f"{outcome.zh}：以“{found.titles[first].zh}”最多，{len(found.members)}个样本中有{ahead}个领先于次位“{found.titles[second].zh}”。",
            )
        )
    few = few_note(len(found.members), lang)
    return [*told, *([few] if few else [])]
