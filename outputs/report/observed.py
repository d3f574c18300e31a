"""The part of a report that sets the scenario beside what was observed, where a file of observations was given."""

from common.records import PROJECTIONS
from outputs.documents.document import Block, Cell, Paragraph, Section, Table, clean
from outputs.observed.members import members, name_of, path, unit_of
from outputs.report.run import Run
from outputs.results.numbers import interval, number, places
from outputs.results.outcomes import LEVELS, interval_name, quantiles
from outputs.validation.forecast_names import period_name
from outputs.validation.score_tables import skill_table

MISS = "○"
SOURCES = 3
"""Sources that a file of observations names of its numbers, shown at most."""


def observed(run: Run) -> tuple[Section, ...]:
    """The part, or none where there is nothing to compare with."""
    if run.observed is None and not run.validation:
        return ()
    title = run.pick("Compared with observations", "与观测数据的比较")
    return (Section("observed", title, (*_numbers(run), *_skill(run))),)


def _numbers(run: Run) -> list[Block]:
    """Every observed number with the median and the 80 % band of the scenario."""
    if run.observed is None:
        return []
    rows, held, span = [], 0, interval_name(run.members, run.lang)
    for (variable, cell), items in run.observed.by_series().items():
        unit, along = unit_of(run.dataset, variable, run.lang), path(run.dataset, variable, cell)
        for item in items:
            drawn = members(along, item) * unit.factor
            low, middle, high = (float(one) for one in quantiles(drawn, (LEVELS["80"][0], 0.5, LEVELS["80"][1])))
            value = item.value * unit.factor
            inside = low <= value <= high
            held += inside
            decimals = max(places(low, high, middle), places(0, 0, value) - 1)
            rows.append(
                (
                    Cell(clean(name_of(run.dataset, variable, cell, run.lang), 200)),
                    Cell(period_name(str(item.first), str(item.last), run.lang)),
                    Cell(unit.name),
                    Cell(number(value, decimals), value),
                    Cell(interval(middle, low, high, run.lang) + ("" if inside else f" {MISS}"), middle),
                )
            )
    sources = dict.fromkeys(
        clean(item.source, 200) for items in run.observed.by_series().values() for item in items if item.source
    )
    source = run.pick("; ", "；").join([clean(run.observed.name, 200), *list(sources)[:SOURCES]])
    text = run.pick(
        f"Of {len(rows)} observed numbers ({source}) the scenario's {span} holds {held}. The fans above show as diamonds "
        "what was observed of the headline outcomes. The scenario is what was asked for, not what was done: a difference "
        "may lie in either.",
        f"共{len(rows)}个观测数据（{source}），其中{held}个落在情景的{span}内。前文扇形图中的菱形为主要结果的观测值。"
        "情景是设定的做法，未必是实际的做法，差异可能来自两方面。",
    )
    header = run.pick(f"Series|Period|Unit|Observed|Scenario ({span})", f"序列|时段|单位|观测值|情景（{span}）").split(
        "|"
    )
    caption = run.pick(
        f"Scenario and observations; {MISS} where the band does not hold the number",
        f"情景与观测数据；区间未含观测值者标{MISS}",
    )
    table = Table(caption, tuple(header), tuple(rows), words=frozenset({1, 2}), long=True)
    notes = [Paragraph(clean(note[run.lang], 500), "note") for note in run.observed.notes]
    return [Paragraph(text), *notes, table]


def _skill(run: Run) -> list[Block]:
    """What ``validate`` has found of the run; scores of another file than that of the report are left out, which is said."""
    scored = run.pick("a file that is not recorded", "未记录的文件")
    if run.scored is not None:
        scored = clean(run.scored.name, 200)
    if run.observed is not None and run.validation and run.scored is None:
        text = run.pick(
            "The scores beside the results are left out: against which observations an older version took them is not recorded. "
            "“.uv/bin/uv run run.py validate” makes them again.",
            "结果目录中的评分由较早版本得出，未记录所对照的观测数据，此处不列；可用“.uv/bin/uv run run.py validate”重新评分。",
        )
        return [Paragraph(text, "note")]
    if run.observed is not None and run.validation and run.scored and run.scored.sha256 != run.observed.sha256:
        text = run.pick(
            f"The scores beside the results are left out: “.uv/bin/uv run run.py validate” took them against other observations ({scored}).",
            f"结果目录中的评分由“.uv/bin/uv run run.py validate”对照另一份观测数据（{scored}）得出，此处不列。",
        )
        return [Paragraph(text, "note")]
    lines = [line for line in run.validation if line.forecast in PROJECTIONS]
    table = skill_table(lines, run.dataset, run.lang) if lines else None
    if table is None:
        return []
    text = run.pick(
        f"“.uv/bin/uv run run.py validate” scored the run against observations ({scored}): above 0 it did better than the reference forecast "
        "at the head of the column. The whole of it is in validation.en.html beside the results.",
        f"“.uv/bin/uv run run.py validate”已将本次结果与观测数据（{scored}）对照评分：大于0表示优于栏首的参照预测。全文见结果目录中的validation.zh.html。",
    )
    return [Paragraph(text), table]
