"""The part of a report that says by which way effects come about: levers, ways of arrival, stages of investment."""

import math

from outputs.numbers import interval, number, places, reader_unit
from outputs.outcomes import HEADLINES, unit
from outputs.report.document import Block, Cell, Paragraph, Section, Table, clean
from outputs.report.measures import along, effect_table, readers
from outputs.report.outcomes import BY_KEY
from outputs.report.pictures import picture
from outputs.report.run import Run
from outputs.report.words import DECIDERS, word

_COLUMNS = frozenset({"outcome", "period", "part", "player", "mean", "p10", "p90"})
_TOLD = frozenset({*(outcome.key for outcome in HEADLINES), "cost"})


def ways(run: Run) -> Section:
    """Attribution to levers where it has been computed, then the ways that the model itself records."""
    title = run.pick("By which way", "经由什么途径")
    return Section(
        "ways",
        title,
        (),
        (
            Section("attribution", run.pick("Which lever does how much", "各项举措的贡献"), tuple(_levers(run))),
            *_city(run),
            Section("arrival", run.pick("How visitors come", "游客经何处到达"), tuple(_arrival(run))),
            Section("stages", run.pick("Investors by stage", "外资项目所处阶段"), tuple(_stages(run))),
        ),
    )


def _levers(run: Run) -> list[Block]:
    if not run.attribution:
        return [
            Paragraph(
                run.pick(
                    "This run has not been attributed to its levers. “python run.py attribute FILE” computes each "
                    "lever's part (Shapley values on the same luck); the next report then shows it here.",
                    "本次结果尚未按举措分解。运行“python run.py attribute 情景文件”可算出每项举措的贡献"
                    "（相同随机数下的沙普利值），之后生成的报告将在此列出。",
                )
            )
        ]
    text = run.pick(
        "Each lever's part of the effect is its Shapley value: its mean addition over all orders in which the levers "
        "could be put in place, member by member. The parts add up to the whole effect. The same is done for what the "
        "nation, the province and the city decide, where that has been computed.",
        "每项举措的贡献为沙普利值：在各种先后次序下加入该举措所带来增量的平均，逐个成员计算；各部分之和等于总效果。"
        "如已按决定层级（国家、省、市）分解，也一并列出。",
    )
    tables = [table for by, rows in run.attribution.items() for table in attribution_tables(run, by, rows)]
    return [Paragraph(text), *tables]


def attribution_tables(run: Run, by: str, rows: list[dict[str, str]]) -> list[Table]:
    """The contributions of one attribution over the whole run as a table per headline outcome and for the cost.

    Args:
        run: the results.
        by: ``levers`` or ``decider``: who the players are.
        rows: those of the file; a file with other columns is shown as it is.
    """
    columns = [key for key in rows[0] if key] if rows else []
    if not set(columns) >= _COLUMNS:
        return [_as_it_is(run, columns, rows)] if columns else []
    found: dict[str, list[tuple[Cell, ...]]] = {}
    finest = {
        row["outcome"]: _decimals(run, row) for row in rows if row["period"] == "total" and row["part"] == "effect"
    }
    for row in rows:
        if row["period"] == "total" and row["part"] in ("contribution", "effect") and row["outcome"] in _TOLD:
            found.setdefault(row["outcome"], []).append(_part(run, by, row, finest.get(row["outcome"], 9)))
    first = run.pick("Lever", "举措") if by == "levers" else run.pick("Decided by", "决定层级")
    header = (first, run.pick("Part of the effect (80 % interval)", "贡献（80%区间）"))
    return [Table(_caption(run, key), header, tuple(parts), last=True) for key, parts in found.items()]


def _as_it_is(run: Run, columns: list[str], rows: list[dict[str, str]]) -> Table:
    body = tuple(tuple(Cell(clean(row.get(key) or "", 120), _float(row.get(key))) for key in columns) for row in rows)
    caption = run.pick("Attribution, as in the file", "贡献分解（同文件）")
    words = frozenset(k for k, _ in enumerate(columns) if all(line[k].value is None for line in body))
    return Table(caption, tuple(clean(key, 60) for key in columns), body, words=words)


def _caption(run: Run, key: str) -> str:
    outcome = BY_KEY[key]
    of, name = unit(run.dataset, outcome, run.lang).name, outcome.name("en")
    lower = name if name.startswith("FDI") else name[0].lower() + name[1:]
    return run.pick(f"Parts of the effect on {lower}, {of}", f"对{outcome.name('zh')}的效果分解（{of}）")


def _decimals(run: Run, row: dict[str, str]) -> int:
    """One decimal more than the whole effect is told with: a part needs no more."""
    values = [_float(row[key]) for key in ("p10", "p90", "mean")]
    if row["outcome"] not in BY_KEY or None in values:
        return 9
    return places(*(value * unit(run.dataset, BY_KEY[row["outcome"]], run.lang).factor for value in values)) + 1


def _part(run: Run, by: str, row: dict[str, str], finest: int) -> tuple[Cell, ...]:
    """A player's contribution, or the whole effect, in the reader's unit with at most ``finest`` decimals."""
    factor = unit(run.dataset, BY_KEY[row["outcome"]], run.lang).factor
    if row["part"] == "effect":
        name = run.pick("Together", "合计")
    elif by == "decider":
        name = clean(word(DECIDERS, row["player"], run.lang), 80)
    else:
        name = run.name_of("lever", row["player"])
    values = [_float(row[key]) for key in ("mean", "p10", "p90")]
    if any(value is None for value in values):
        return Cell(name), Cell(clean(row["mean"] or "", 40))
    mean, low, high = (value * factor for value in values)
    if places(low, high, mean) > finest:
        mean_text, low_text, high_text = (number(value, finest, signed=True) for value in (mean, low, high))
        alike = mean_text == low_text == high_text
        pair = run.pick(f" ({low_text} to {high_text})", f"（{low_text} 至 {high_text}）")
        return Cell(name), Cell(mean_text if alike else mean_text + pair, mean)
    text = number(mean, places(0, 0, mean), signed=True) if low == high else interval(mean, low, high, run.lang, True)
    return Cell(name), Cell(text, mean)


def _city(run: Run) -> list[Section]:
    """What the city's own decisions bring, where the run has told it."""
    rows = []
    for row in run.city:
        values = [_float(row.get(key)) for key in ("mean", "p10", "p90")]
        if row.get("outcome") not in _TOLD or None in values:
            continue
        outcome = BY_KEY[row["outcome"]]
        shown = unit(run.dataset, outcome, run.lang)
        mean, low, high = (value * shown.factor for value in values)
        text = number(mean, places(0, 0, mean), True) if low == high else interval(mean, low, high, run.lang, True)
        rows.append((Cell(f"{outcome.name(run.lang)}{run.pick(', ', '，')}{shown.name}"), Cell(text, mean)))
    if not rows:
        return []
    title = run.pick("What the city itself decides", "南京市可自行决定的部分")
    text = run.pick(
        "The scenario reduced to the levers that the city itself decides, against the same counterfactual.",
        "只保留由南京市自行决定的举措，与同一反事实情景比较。",
    )
    header = (run.pick("Outcome, unit", "结果，单位"), run.pick("Effect (80 % interval)", "效果（80%区间）"))
    caption = run.pick("Effect of the city's own decisions, whole period", "市级举措的全期效果")
    return [Section("city", title, (Paragraph(text), Table(caption, header, tuple(rows))))]


def _float(text: str | None) -> float | None:
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def _arrival(run: Run) -> list[Block]:
    name = readers(run, "visitors_by_way").name
    caption = run.pick(
        f"Visitors by way of arrival over the whole period, {name}", f"全期入境游客，按到达方式（{name}）"
    )
    rows = along(run, ("visitors_by_way",), "way")
    return [effect_table(run, run.pick("Way", "到达方式"), caption, rows), picture(run, "ways"), picture(run, "routes")]


def _stages(run: Run) -> list[Block]:
    name = reader_unit("fdi_pipeline", run.dataset["fdi_pipeline"].attrs["units"], run.lang).name
    caption = run.pick(f"Investors by stage at the end of the period, {name}", f"期末外资项目所处阶段（{name}）")
    rows = along(run, ("fdi_pipeline",), "stage", ranked=False)
    return [effect_table(run, run.pick("Stage", "阶段"), caption, rows)]
