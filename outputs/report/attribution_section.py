"""The part of a report that tells who brings how much of the effect: a waterfall and tables for each attribution."""

import math
from dataclasses import replace

import xarray as xr

from outputs.attribution.attribution_file import outcome_part
from outputs.documents.document import Block, Cell, Paragraph, Table, clean
from outputs.report.measures import whole
from outputs.report.outcomes import BY_KEY
from outputs.report.pictures import waterfall_picture
from outputs.report.run import Run
from outputs.report.scenario_words import DECIDERS, word
from outputs.results.numbers import MISSING, negligible, number, percent, places
from outputs.results.outcomes import HEADLINES, unit
from outputs.results.reader_names import axis_names

_COLUMNS = frozenset({"outcome", "period", "part", "player", "mean", "p10", "p90"})
TOLD = frozenset({*(outcome.key for outcome in HEADLINES), "cost"})
"""Outcomes whose parts are shown."""
_SHOWN = frozenset(outcome.key for outcome in HEADLINES)
"""Outcomes of the tables here: what each lever costs is in the table of costs, where nothing is shared."""
_ABREAST = 3
"""Outcomes to a table: more do not fit a printed page."""
NOTED = 0.05
"""Share of an effect from which on a gap between attribution and run is named."""
MOST_OFF = 3.0
"""Ratio of the two from which on one is not laid on the other."""
_CAPTIONS = {
    "levers": ("What each lever brings over the whole period", "各政策工具对全期效果的贡献"),
    "tables": ("What each lever and table of tasks brings over the whole period", "各政策工具与任务表对全期效果的贡献"),
    "decider": ("What each level decides brings over the whole period", "各级所决定事项对全期效果的贡献"),
}
_FIRST = {
    "levers": ("Lever", "政策工具"),
    "tables": ("Lever or table of tasks", "政策工具或任务表"),
    "decider": ("Decided by", "决定层级"),
}


def attributed(run: Run) -> list[Block]:
    """Every attribution beside the results, or how to get one."""
    if not run.attribution:
        return [
            Paragraph(
                run.pick(
                    "This run has not been attributed to its levers. “.uv/bin/uv run run.py attribute FILE” computes each "
                    "lever's part (Shapley values on the same luck); the next report then shows it here.",
                    "本次结果尚未按政策工具分解。运行“.uv/bin/uv run run.py attribute 情景文件”可算出每种政策工具的贡献"
                    "（相同随机数下的沙普利值），之后生成的报告将在此列出。",
                )
            )
        ]
    text = run.pick(
        "Each lever's part of the effect is its Shapley value: its mean addition over all orders in which the levers "
        "could be put in place, member by member. The parts add up to the whole effect. The same is shown for the tables "
        "of tasks one by one, and for what the nation, the province and the city decide, where that has been computed.",
        "每种政策工具的贡献为沙普利值：在各种先后次序下加入该工具所带来增量的平均，逐个样本计算；各部分之和等于总效果。"
        "如已按各任务表或按决定层级（国家、省、市）分解，也一并列出。",
    )
    blocks: list[Block] = [Paragraph(text)]
    if run.city and "decider" in run.attribution:
        blocks.append(Paragraph(_two_shares(run), "note"))
    for by, rows in run.attribution.items():
        if (told := members_note(run, by, rows)) is not None:
            blocks.append(Paragraph(told, "note"))
        if by in run.shared:
            blocks.append(waterfall_picture(replace(run, shared={**run.shared, by: scaled(run, by)}), by))
        blocks += attribution_tables(run, by, rows)
    return blocks


def _two_shares(run: Run) -> str:
    return run.pick(
        "The city's part below is its Shapley value, where what levels bring together is shared between them; the section on what the city "
        "itself decides tells what its measures would bring alone, without the others. The two need not agree.",
        "下列市级贡献为沙普利值，各级共同产生的效果在各级之间分摊；“南京市可自行决定的部分”一节则是只实施市级举措时的效果。两者口径不同，数值不必相等。",
    )


def members_note(run: Run, by: str, rows: list[dict[str, str]]) -> str | None:
    """A word where an attribution has other members than the run: how far its effects are off, and what was done about it."""
    if by not in run.shared or (found := run.shared[by].sizes["member"]) == run.members:
        return None
    gaps = [
        (BY_KEY[outcome.key].name(run.lang), ratio - 1)
        for outcome in HEADLINES
        if (ratio := gap(run, by, outcome.key)) is not None and abs(ratio - 1) >= NOTED
    ]
    gaps.sort(key=lambda one: -abs(one[1]))
    told = run.pick(
        "".join(f"; {name} {percent(size, signed=True)}" for name, size in gaps),
        "".join(f"，{name}{percent(size, signed=True, lang='zh')}" for name, size in gaps),
    )
    return run.pick(
        f"This attribution was computed with {found} member{'s' * (found != 1)}, the run with {run.members}. The effects of those members are "
        f"not those of all (difference of the means{told or ': under 5 %'}). Tables and figure therefore show the share of each part, laid on the mean "
        "effect of the whole run.",
        f"以下分解以{found}个样本计算，而本次运行有{run.members}个样本，二者的平均效果有差别（{told.removeprefix('，') or '均不足5%'}）。"
        "因此图表均按各部分的占比，折算到全部样本的平均效果。",
    )


def gap(run: Run, by: str, key: str) -> float | None:
    """The mean effect of an attribution over that of the run; None where that is not clear or they differ beyond sense."""
    one, outcome = whole(run, BY_KEY[key]), BY_KEY[key]
    total = float(outcome_part(run.shared[by], outcome, "_effect").mean()) * unit(run.dataset, outcome, run.lang).factor
    if not one.clear or not one.mean or not 1 / MOST_OFF <= total / one.mean <= MOST_OFF:
        return None
    return total / one.mean


def scaled(run: Run, by: str) -> xr.Dataset:
    """An attribution whose effects are laid on the mean effects of the run, outcome by outcome, where these are clear."""
    found = run.shared[by]
    if found.sizes["member"] == run.members:
        return found
    done: dict[str, xr.DataArray] = {}
    for outcome in (BY_KEY[key] for key in BY_KEY):
        if (ratio := gap(run, by, outcome.key)) is not None:
            for name in outcome.variables:
                for suffix in ("", "_effect", "_interaction", "_block"):
                    if name + suffix in found and name + suffix not in done:
                        done[name + suffix] = (found[name + suffix] / ratio).assign_attrs(found[name + suffix].attrs)
    return found.assign(done)


def attribution_tables(run: Run, by: str, rows: list[dict[str, str]]) -> list[Table]:
    """The contributions of one attribution over the whole run with their shares, the headline outcomes a table each.

    Args:
        run: the results.
        by: ``levers``, ``tables`` or ``decider``: who the players are.
        rows: those of the file; a file with other columns is shown as it is.
    """
    columns = [key for key in rows[0] if key] if rows else []
    if not set(columns) >= _COLUMNS:
        return [_as_it_is(run, columns, rows)] if columns else []
    told = [row for row in rows if row["period"] == "total" and row["outcome"] in _SHOWN]
    outcomes = list(dict.fromkeys(row["outcome"] for row in told))
    return [_abreast(run, by, outcomes[k : k + _ABREAST], told) for k in range(0, len(outcomes), _ABREAST)]


def _abreast(run: Run, by: str, outcomes: list[str], rows: list[dict[str, str]]) -> Table:
    """A table with a row per player, and for each outcome its contribution and its share; the whole effect comes last."""
    columns = [_column(run, by, key, [row for row in rows if row["outcome"] == key]) for key in outcomes]
    names = dict.fromkeys(name for column in columns for name in column)
    last = run.pick("Together", "合计")
    names = dict.fromkeys([*(name for name in names if name != last), last])
    nothing = (Cell(MISSING), Cell(MISSING))
    body = tuple((Cell(name), *(cell for column in columns for cell in column.get(name, nothing))) for name in names)
    heads: list[str] = []
    for key in outcomes:
        of = unit(run.dataset, BY_KEY[key], run.lang).name
        heads += [run.pick(f"{BY_KEY[key].en}, {of}", f"{BY_KEY[key].zh}（{of}）"), run.pick("Share", "占比")]
    caption = run.pick(*_CAPTIONS[by]) + run.pick(
        ": " + ", ".join(BY_KEY[key].en for key in outcomes), "：" + "、".join(BY_KEY[key].zh for key in outcomes)
    )
    return Table(caption, (run.pick(*_FIRST[by]), *heads), body, last=True)


def _column(run: Run, by: str, key: str, rows: list[dict[str, str]]) -> dict[str, tuple[Cell, Cell]]:
    """Contribution and share of each player to one outcome, in the reader's unit; the whole has the digits that it has elsewhere."""
    factor = unit(run.dataset, BY_KEY[key], run.lang).factor
    same = by not in run.shared or run.shared[by].sizes["member"] == run.members
    ratio = 1.0 if same else gap(run, by, key) or 1.0
    values = {}
    for row in rows:
        if row["part"] in ("contribution", "effect") and (mean := read_number(row["mean"])) is not None:
            name = run.pick("Together", "合计") if row["part"] == "effect" else _named(run, by, row["player"])
            values[name] = mean * factor / ratio
    total = values.pop(run.pick("Together", "合计"), math.nan)
    effect = whole(run, BY_KEY[key])
    decimals = max(effect.decimals, places(0, 0, total) - 2) + 1 if math.isfinite(total) and total else 2
    if negligible(effect.base, effect.low, effect.high, effect.mean):
        decimals = effect.decimals
    divided = not effect.low <= 0 <= effect.high
    unclear = Cell(run.pick("not clear", "不明确"))
    cells = {
        name: (
            Cell(number(value, decimals, signed=True), value),
            Cell(percent(value / total if total else math.nan, lang=run.lang), value) if divided else unclear,
        )
        for name, value in values.items()
    }
    if math.isfinite(total):
        share = Cell(percent(1.0, lang=run.lang) if total else MISSING, total) if divided else unclear
        cells[run.pick("Together", "合计")] = (Cell(number(total, effect.decimals, signed=True), total), share)
    return cells


def _as_it_is(run: Run, columns: list[str], rows: list[dict[str, str]]) -> Table:
    body = tuple(
        tuple(Cell(clean(row.get(key) or "", 120), read_number(row.get(key))) for key in columns) for row in rows
    )
    caption = run.pick("Attribution, as in the file", "贡献分解（同文件）")
    words = frozenset(k for k, _ in enumerate(columns) if all(line[k].value is None for line in body))
    return Table(caption, tuple(clean(key, 60) for key in columns), body, words=words)


def _named(run: Run, by: str, player: str) -> str:
    """The reader's name of a player."""
    if by in run.shared:
        keys = [str(key) for key in run.shared[by]["player"].values]
        if player in keys:
            return clean(axis_names(run.shared[by], "player", run.lang)[keys.index(player)], 80)
    return clean(word(DECIDERS, player, run.lang), 80) if by == "decider" else run.name_of("lever", player)


def read_number(text: str | None) -> float | None:
    """Return a number of a table; None where there is none."""
    try:
        value = float(text or "")
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None
