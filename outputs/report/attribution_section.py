"""The part of a report that tells who brings how much of the effect: a waterfall and tables for each attribution."""

import math

from outputs.documents.document import Block, Cell, Paragraph, Table, clean
from outputs.report.outcomes import BY_KEY
from outputs.report.pictures import waterfall_picture
from outputs.report.run import Run
from outputs.report.scenario_words import DECIDERS, word
from outputs.results.numbers import MISSING, interval, number, places
from outputs.results.outcomes import HEADLINES, interval_name, unit
from outputs.results.reader_names import axis_names

_COLUMNS = frozenset({"outcome", "period", "part", "player", "mean", "p10", "p90"})
TOLD = frozenset({*(outcome.key for outcome in HEADLINES), "cost"})
"""Outcomes whose parts are shown."""
_ABREAST = 3
"""Outcomes to a table: more do not fit a printed page with their intervals."""
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
                    "This run has not been attributed to its levers. “python run.py attribute FILE” computes each "
                    "lever's part (Shapley values on the same luck); the next report then shows it here.",
                    "本次结果尚未按政策工具分解。运行“python run.py attribute 情景文件”可算出每种政策工具的贡献"
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
    for by, rows in run.attribution.items():
        if (members := _members(run, by)) is not None:
            blocks.append(Paragraph(members, "note"))
        if by in run.shared:
            blocks.append(waterfall_picture(run, by))
        blocks += attribution_tables(run, by, rows)
    return blocks


def _members(run: Run, by: str) -> str | None:
    """A word where an attribution has other members than the run, so that its numbers are slightly others."""
    if by not in run.shared or (found := run.shared[by].sizes["member"]) == run.members:
        return None
    return run.pick(
        f"This attribution was computed with {found} member{'s' * (found != 1)}, the run with {run.members}: the "
        "effects in the next tables differ from those elsewhere in this report for that reason.",
        f"以下分解以{found}个样本计算，而本次运行有{run.members}个样本，因此表中的效果与报告其他部分略有出入。",
    )


def attribution_tables(run: Run, by: str, rows: list[dict[str, str]]) -> list[Table]:
    """The contributions of one attribution over the whole run, three of the headline outcomes and the cost to a table.

    Args:
        run: the results.
        by: ``levers``, ``tables`` or ``decider``: who the players are.
        rows: those of the file; a file with other columns is shown as it is.
    """
    columns = [key for key in rows[0] if key] if rows else []
    if not set(columns) >= _COLUMNS:
        return [_as_it_is(run, columns, rows)] if columns else []
    told = [row for row in rows if row["period"] == "total" and row["outcome"] in TOLD]
    finest = {row["outcome"]: _decimals(run, row) for row in told if row["part"] == "effect"}
    parts: dict[str, dict[str, Cell]] = {}
    for row in told:
        if row["part"] in ("contribution", "effect"):
            name = run.pick("Together", "合计") if row["part"] == "effect" else _named(run, by, row["player"])
            parts.setdefault(row["outcome"], {})[name] = _part(run, row, finest.get(row["outcome"], 9))
    outcomes = list(parts)
    return [_abreast(run, by, outcomes[k : k + _ABREAST], parts) for k in range(0, len(outcomes), _ABREAST)]


def _abreast(run: Run, by: str, outcomes: list[str], parts: dict[str, dict[str, Cell]]) -> Table:
    """A table with a row per player and a column per outcome; the whole effect comes last."""
    names = dict.fromkeys(name for key in outcomes for name in parts[key])
    body = tuple((Cell(name), *(parts[key].get(name, Cell(MISSING)) for key in outcomes)) for name in names)
    units = (unit(run.dataset, BY_KEY[key], run.lang).name for key in outcomes)
    heads = (
        run.pick(f"{BY_KEY[key].name('en')}, {of}", f"{BY_KEY[key].name('zh')}（{of}）")
        for key, of in zip(outcomes, units, strict=True)
    )
    members = run.shared[by].sizes["member"] if by in run.shared else run.members
    span = interval_name(members, run.lang)
    caption = run.pick(f"Parts of the effect, whole period ({span})", f"对全期效果的贡献（{span}）")
    return Table(caption, (run.pick(*_FIRST[by]), *heads), body, last=True)


def _as_it_is(run: Run, columns: list[str], rows: list[dict[str, str]]) -> Table:
    body = tuple(
        tuple(Cell(clean(row.get(key) or "", 120), read_number(row.get(key))) for key in columns) for row in rows
    )
    caption = run.pick("Attribution, as in the file", "贡献分解（同文件）")
    words = frozenset(k for k, _ in enumerate(columns) if all(line[k].value is None for line in body))
    return Table(caption, tuple(clean(key, 60) for key in columns), body, words=words)


def _decimals(run: Run, row: dict[str, str]) -> int:
    """One decimal more than the whole effect is shown with: a part needs no more."""
    values = [read_number(row[key]) for key in ("p10", "p90", "mean")]
    known = [value for value in values if value is not None]
    if row["outcome"] not in BY_KEY or len(known) < len(values):
        return 9
    low, high, mean = (value * unit(run.dataset, BY_KEY[row["outcome"]], run.lang).factor for value in known)
    return places(low, high, mean) + 1


def _part(run: Run, row: dict[str, str], finest: int) -> Cell:
    """A contribution, or the whole effect, in the reader's unit with at most ``finest`` decimals."""
    factor = unit(run.dataset, BY_KEY[row["outcome"]], run.lang).factor
    values = [read_number(row[key]) for key in ("mean", "p10", "p90")]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Cell(clean(row["mean"] or "", 40))
    mean, low, high = (value * factor for value in known)
    if places(low, high, mean) <= finest:
        return Cell(interval(mean, low, high, run.lang, signed=True), mean)
    mean_text, low_text, high_text = (number(value, finest, signed=True) for value in (mean, low, high))
    pair = run.pick(f" ({low_text} to {high_text})", f"（{low_text} 至 {high_text}）")
    return Cell(mean_text if mean_text == low_text == high_text else mean_text + pair, mean)


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
