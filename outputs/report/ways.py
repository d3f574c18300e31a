"""The part of a report that says by which way effects come about: levers, ways of arrival, stages of investment."""

import math

from outputs.numbers import interval, number, places, reader_unit
from outputs.outcomes import unit
from outputs.report.document import Block, Cell, Paragraph, Section, Table, clean
from outputs.report.measures import along, effect_table, readers
from outputs.report.outcomes import BY_KEY
from outputs.report.pictures import picture
from outputs.report.run import Run

_NAMES = ("lever", "part", "player", "group")


def ways(run: Run) -> Section:
    """Attribution to levers where it has been computed, then the ways that the model itself records."""
    title = run.pick("By which way", "经由什么途径")
    return Section(
        "ways",
        title,
        (),
        (
            Section("attribution", run.pick("Which lever does how much", "各项举措的贡献"), tuple(_levers(run))),
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
    tables = attribution_tables(run)
    text = run.pick(
        "Each lever's part of the effect is its Shapley value: its mean addition over all orders in which the levers "
        "could be put in place, member by member. The parts add up to the whole effect.",
        "每项举措的贡献为沙普利值：在各种先后次序下加入该举措所带来增量的平均，逐个成员计算；各部分之和等于总效果。",
    )
    return [Paragraph(text), *tables]


def attribution_tables(run: Run) -> list[Table]:
    """The rows of ``attribution.csv`` as one table per headline outcome; as it is where its columns are others."""
    rows = run.attribution or []
    columns = [key for key in rows[0] if key] if rows else []
    name = next((key for key in _NAMES if key in columns), None)
    if name is None or not {"outcome", "mean", "p10", "p90"} <= set(columns):
        body = tuple(
            tuple(Cell(clean(row.get(key) or "", 120), _float(row.get(key))) for key in columns) for row in rows
        )
        caption = run.pick("Attribution, as in attribution.csv", "贡献分解（同 attribution.csv）")
        words = frozenset(k for k, _ in enumerate(columns) if all(line[k].value is None for line in body))
        return [Table(caption, tuple(clean(key, 60) for key in columns), body, words=words)] if columns else []
    if "period" in columns:
        rows = [row for row in rows if row["period"] == "total"] or rows
    found: dict[str, list[tuple[Cell, ...]]] = {}
    for row in rows:
        found.setdefault(row["outcome"] or "", []).append(_part(run, row, name))
    header = (run.pick("Lever", "举措"), run.pick("Part of the effect (80 % interval)", "贡献（80%区间）"))
    return [Table(_caption(run, key), header, tuple(parts)) for key, parts in found.items()]


def _caption(run: Run, key: str) -> str:
    if key not in BY_KEY:
        return clean(key, 120)
    outcome = BY_KEY[key]
    of = unit(run.dataset, outcome, run.lang).name
    return run.pick(
        f"Parts of the effect on {outcome.name('en')[0].lower() + outcome.name('en')[1:]}, {of}"
        if key != "fdi"
        else f"Parts of the effect on FDI in actual use, {of}",
        f"对{outcome.name('zh')}的效果分解（{of}）",
    )


def _part(run: Run, row: dict[str, str], name: str) -> tuple[Cell, ...]:
    outcome = BY_KEY.get(row["outcome"])
    factor = unit(run.dataset, outcome, run.lang).factor if outcome else 1.0
    values = [_float(row[key]) for key in ("mean", "p10", "p90")]
    label = Cell(run.name_of("lever", row[name] or ""))
    if any(value is None for value in values):
        return label, Cell(clean(row["mean"] or "", 40))
    mean, low, high = (value * factor for value in values)
    text = number(mean, places(0, 0, mean), signed=True) if low == high else interval(mean, low, high, run.lang, True)
    return label, Cell(text, mean)


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
