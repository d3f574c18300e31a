"""The table that closes a simulation: outcome, counterfactual, scenario, effect with its 80 % interval."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import xarray as xr
from rich import box
from rich.table import Table

from common.text import pick
from outputs.results.numbers import (
    MISSING,
    fitting,
    interval,
    level_places,
    level_text,
    negligible,
    number,
    percent,
    places,
    share_of_level,
)
from outputs.results.outcomes import (
    HEADLINES,
    LEVELS,
    Outcome,
    difference,
    effect,
    few_note,
    interval_name,
    quantiles,
    unit,
)
from outputs.results.part_of_effect import part_effect
from outputs.results.reader_names import period
from outputs.results.summary_rows import COST, is_stock, over, present
from outputs.results.unused_levers import unused_sentences

_HEADERS = {
    "en": ("Outcome", "Unit", "Counterfactual", "Scenario", "Effect ({})", "Change"),
    "zh": ("结果", "单位", "对照情景", "情景", "效果（{}）", "变化"),
}
_AT_END = {"en": ", at the end", "zh": "（期末）"}


class ClosingRow(NamedTuple):
    """One row of the closing table, ready to print."""

    outcome: str
    unit: str
    counterfactual: str
    scenario: str
    effect: str
    change: str


def headers(dataset: xr.Dataset, lang: str) -> tuple[str, ...]:
    """Return the column headings in ``"en"`` or ``"zh"``."""
    span = interval_name(dataset.sizes["member"], lang)
    return tuple(heading.format(span) for heading in _HEADERS[lang])


def closing_rows(dataset: xr.Dataset, lang: str, outcomes: Sequence[Outcome] | None = None) -> list[ClosingRow]:
    """Return some outcomes over the whole run: means over members, the effect with its 80 % interval.

    Flows are added up over the months, stocks are those of the last month. What is zero in both variants is left out;
    ``outcomes`` are by default all that are not.
    """
    rows = []
    for outcome in present(dataset) if outcomes is None else outcomes:
        values, own = over(dataset, outcome).values, unit(dataset, outcome, lang)
        shown = fitting(own, *(values.mean(axis=1) * own.factor))
        values = values * shown.factor
        base, scenario = map(float, values.mean(axis=1))
        change = difference(*values)
        low, high = quantiles(change, LEVELS["80"])
        decimals, mean = level_places(shown.name, base, scenario), float(change.mean())
        # Both levels are then printed alike, as none is between them.
        still = negligible(base, mean, float(low), float(high))
        share = 0.0 if still else share_of_level(scenario - base, base)
        rows.append(
            ClosingRow(
                outcome.name(lang) + (_AT_END[lang] if is_stock(dataset, outcome) else ""),
                shown.name,
                level_text(base, decimals),
                level_text(base if still else scenario, decimals),
                interval(mean, float(low), float(high), lang, signed=True, level=base)
                if outcome.key != COST
                else number(mean, decimals, signed=True),
                percent(share, signed=True, lang=lang),
            )
        )
    return rows


def heading(dataset: xr.Dataset, lang: str) -> str:
    """Return the line above the table: the scenario's title, the months it covers and the number of members."""
    title, members = dataset.attrs.get(f"title_{lang}", ""), dataset.sizes["member"]
    months = period(dataset["month"].values, lang)
    if lang == "zh":
        return f"{title}：{months}，{members} 个模拟样本的均值"
    return f"{title}: {months}, means over {members} member{'s' * (members != 1)}"


def as_table(dataset: xr.Dataset, lang: str, outcomes: Sequence[Outcome] | None = None) -> Table:
    """Return the closing table, ready for a terminal or a plain file; ``outcomes`` as in :func:`closing_rows`."""
    table = Table(title=heading(dataset, lang), box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    table.caption, table.caption_justify = few_note(dataset.sizes["member"], lang) or None, "left"
    for column, name in enumerate(headers(dataset, lang)):
        table.add_column(name, justify="left" if column < 2 else "right", no_wrap=column > 1)
    for row in closing_rows(dataset, lang, outcomes):
        table.add_row(*row)
    return table


_PARTS = {
    "city": ("Of this, what the city itself decides", "其中由南京市自行决定的部分"),
    "process": (
        "In two parts: what behaviour brings by itself, from all levers beside the pilot tasks and from tasks that act by days, rules, money or land",
        "效果分两部分。由行为本身带来的部分，即主要政策工具（试点任务以外的各类）以及以天数、规则、资金、用地起作用的任务",
    ),
}
_REST = {
    "city": ("", ""),
    "process": (
        " The rest rests on elicited pushes: amounts that were assumed for tasks, times an elasticity.",
        "其余部分依托假设的推动量：为各任务设定的幅度乘以弹性。",
    ),
}


def part_note(dataset: xr.Dataset, part: xr.Dataset, name: str, lang: str) -> str:
    """Return a sentence that says which part of each headline effect a part of the scenario brings.

    Args:
        dataset: results of the whole scenario.
        part: results of some of its members with only that part.
        name: of :data:`outputs.results.part_of_effect.PARTS`.
        lang: ``"en"`` or ``"zh"``.
    """
    told = [f"{outcome.name(lang)} {_part(dataset, part, outcome, lang)}" for outcome in HEADLINES]
    members = part.sizes["member"]
    if lang == "zh":
        how = f"另以{members}个样本只模拟该部分，取其占这些样本效果的比例，再乘以全部样本的平均效果"
        return f"{_PARTS[name][1]}（{how}）：{'；'.join(told)}。{_REST[name][1]}"
    how = (
        f"run alone in {members} member{'s' * (members != 1)}: its share of their effect, times the mean effect of all "
        "members"
    )
    return f"{_PARTS[name][0]} ({how}): {'; '.join(told)}.{_REST[name][0]}"


def _part(dataset: xr.Dataset, part_run: xr.Dataset, outcome: Outcome, lang: str) -> str:
    """Return ``57 %, +790 million USD``, rounded as the whole effect is; a dash where that effect may be zero."""
    part, shown = part_effect(dataset, part_run, outcome), unit(dataset, outcome, lang)
    if part is None:
        return MISSING
    whole = effect(over(dataset, outcome)).values * shown.factor
    own, shown = shown, fitting(shown, part.mean * shown.factor)
    whole *= shown.factor / own.factor
    decimals = places(*quantiles(whole, LEVELS["80"]), float(whole.mean()))
    value = number(part.mean * shown.factor, decimals, signed=True)
    comma, gap = ("，", "") if lang == "zh" else (", ", " ")
    return f"{percent(part.share, lang=lang)}{comma}{value}{gap}{shown.name}"


def unused_notes(dataset: xr.Dataset, provenance: Mapping, lang: str) -> list[str]:
    """Return one note for each lever, action or group of tasks that changed nothing; see :mod:`outputs.results.unused_levers`."""
    return [pick(lang, "Note: ", "注意：") + sentence for sentence in unused_sentences(dataset, provenance, lang)]
