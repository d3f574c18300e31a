"""A report that sets several runs side by side: their effects over the months that all have, what differs, and why."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from outputs.comparing import compare
from outputs.comparing.compare import Comparison, against_first, shared_months
from outputs.comparing.compare_table import headings, luck_notes, outcome_label, texts, unmoved_notes
from outputs.documents.document import Block, Bullets, Cell, Document, Paragraph, Section, Table, headed, numbered
from outputs.figures.figure_page import MODEL_NAME
from outputs.report.assumptions import world_rows
from outputs.report.build import report_date
from outputs.report.compared_effects import (
    by_outcome,
    by_year,
    difference_table,
    headline,
    how_compared,
    overview,
    sentences,
    there,
)
from outputs.report.costs import cost_parts, cost_sentence
from outputs.report.levers import lever_table, unannexed
from outputs.report.measures import readers
from outputs.report.method import limits, method, provenance_table
from outputs.report.pictures import plans_picture
from outputs.report.risks import warned
from outputs.report.run import Run
from outputs.results.numbers import MISSING, level_text, number, percent, places
from outputs.results.prices import PRICES, cost_per_unit
from outputs.results.reader_names import period


def comparison(runs: Sequence[Run]) -> Document:
    """The whole report that compares runs in one language; the first is the one that others are set against."""
    told = _told_apart(runs)
    first, pairs = told[0], _pairs(told)
    shared = _over_shared_months(told)
    pick = first.pick
    sections = (
        Section("answer", pick("Main findings", "主要结论"), tuple(_answer(told, shared, pairs))),
        Section(
            "effects",
            pick("Effects on every outcome", "各项结果的效果"),
            (*(difference_table(pair, first) for pair in pairs), *by_outcome(shared)),
        ),
        Section("years", pick("Effects by year", "分年度效果"), (*by_year(shared), *_pictures(shared))),
        Section("inputs", pick("What differs in the inputs", "输入有何不同"), tuple(_inputs(told))),
        direct(told),
        Section("costs", pick("Cost, and cost per effect", "成本与单位效果成本"), tuple(_costs(shared))),
        Section("risks", pick("Risks and warnings", "风险与预警"), (_risks(shared),)),
        limits(first),
        method(first),
        Section(
            "provenance",
            pick("Data and runs", "数据与运行信息"),
            tuple(provenance_table(run, f"{run.title}: " if run.lang == "en" else f"《{run.title}》") for run in told),
        ),
    )
    titles = pick(", ", "").join(pick(f"“{run.title}”", f"《{run.title}》") for run in told)
    return Document(
        lang=first.lang,
        title=pick(f"Scenarios compared: {titles}", f"情景比较报告：{titles}"),
        subtitle=pick(f"{len(told)} scenarios side by side", f"{len(told)}个情景并列比较"),
        author=MODEL_NAME[first.lang],
        sections=headed(numbered(sections), first.lang),
        about=_about(told, shared),
        opens=True,
    )


def _about(runs: Sequence[Run], shared: Sequence[Run]) -> tuple[str, ...]:
    first = runs[0]
    months = shared[0].dataset["month"].values
    members = first.pick(", ", "、").join(
        first.pick(f"{run.title} {run.members}", f"《{run.title}》{run.members}个") for run in runs
    )
    return (
        first.pick(f"Prepared by: {'_' * 16}", f"编制单位：{'＿' * 8}"),
        report_date(first),
        first.pick(f"Months compared: {period(months, 'en')}", f"比较时段：{period(months, 'zh')}"),
        first.pick(f"Members: {members}", f"样本数：{members}"),
    )


def _told_apart(runs: Sequence[Run]) -> list[Run]:
    """The runs with the names of their folders added to titles that several have."""
    titles = [run.title for run in runs]
    return [
        replace(
            run,
            dataset=run.dataset.assign_attrs(
                {f"title_{run.lang}": run.pick(f"{run.title} ({run.name})", f"{run.title}（{run.name}）")}
            ),
        )
        if titles.count(run.title) > 1
        else run
        for run in runs
    ]


def _as_compared(runs: Sequence[Run]) -> list[compare.Run]:
    return [compare.Run(run.title, Path(run.name), run.dataset, run.provenance, {}) for run in runs]


def _pairs(runs: Sequence[Run]) -> list[Comparison]:
    return against_first(_as_compared(runs))


def _over_shared_months(runs: Sequence[Run]) -> list[Run]:
    """The runs over the months that all have; whole where they have none in common."""
    months = shared_months(_as_compared(runs))
    return [replace(run, dataset=run.dataset.sel(month=months)) if months else run for run in runs]


def _answer(runs: Sequence[Run], shared: Sequence[Run], pairs: Sequence[Comparison]) -> list[Block]:
    return [
        Paragraph(headline(shared), "headline"),
        Bullets(tuple(sentences(shared, pairs))),
        overview(runs, shared),
        *(Paragraph(note, "note") for note in how_compared(runs, shared, pairs)),
    ]


def _pictures(runs: Sequence[Run]) -> list[Block]:
    drawn = plans_picture(runs)
    return [] if drawn is None else [drawn]


def _inputs(runs: Sequence[Run]) -> list[Block]:
    first = runs[0]
    blocks: list[Block] = []
    keys = dict.fromkeys(key for run in runs for key in world_rows(run))
    rows = tuple((Cell(key), *(Cell(world_rows(run).get(key, "–")) for run in runs)) for key in keys)
    if rows:
        names = tuple(run.title for run in runs)
        caption = first.pick("World cases and changed parameters", "外部环境设定与改动的参数")
        header = (first.pick("Input", "输入"), *names)
        blocks.append(Table(caption, header, rows, words=frozenset(range(1, len(runs) + 1))))
    for run in runs:
        caption = run.pick(f"Levers: {run.title}", f"《{run.title}》的政策工具")
        none = Paragraph(run.pick(f"{run.title}: no lever.", f"《{run.title}》未采用任何政策工具。"))
        found = lever_table(run, run.scenario.get("levers"), caption)
        blocks.append(none if found is None else unannexed(found, run.lang))
    return blocks


def direct(runs: Sequence[Run]) -> Section:
    """Outcomes of each further scenario less those of the first, with the numbers and notes of the ``compare`` command."""
    return Section("direct", runs[0].pick("Scenario against scenario", "情景之间的直接比较"), tuple(_direct(runs)))


def _direct(runs: Sequence[Run]) -> list[Block]:
    first = runs[0]
    comparisons = _pairs(runs)
    if not comparisons:
        text = first.pick("The runs have no month in common.", "这些结果没有共同的月份。")
        return [Paragraph(text)]
    blocks: list[Block] = []
    for pair in comparisons:
        blocks += [Paragraph(note) for note in luck_notes(pair, first.lang)]
        blocks.append(_direct_table(pair, first))
        blocks += [Paragraph(note) for note in unmoved_notes(pair, first.lang)]
    return blocks


def _direct_table(pair: Comparison, first: Run) -> Table:
    lang, old, new = first.lang, pair.old.label, pair.new.label
    if pair.paired:
        caption = first.pick(
            f"Levels of the scenarios: {new} less {old}, member by member",
            f"情景值之差：《{new}》减《{old}》，逐个样本相减",
        )
    else:
        caption = first.pick(
            f"Levels of the scenarios: {new} less {old}, all members against all",
            f"情景值之差：《{new}》减《{old}》，样本两两相减",
        )
    rows = []
    for line in map(pair.difference, there(pair)):
        shown_old, shown_new, *differences = texts(pair, line, lang)
        means = (Cell(shown_old, float(line.old.mean())), Cell(shown_new, float(line.new.mean())))
        rows.append((Cell(outcome_label(pair, line, lang)), *means, *map(Cell, differences)))
    header = headings(pair, lang)
    names = (first.pick("Outcome, unit", "结果（单位）"), old, new, *header[4:])
    return Table(caption, names, tuple(rows), mixed=True, long=True)


def _costs(runs: Sequence[Run]) -> list[Block]:
    first = runs[0]
    totals = Bullets(tuple(f"{run.pick(f'{run.title}: ', f'《{run.title}》：')}{cost_sentence(run)}" for run in runs))
    names = tuple(run.title for run in runs)
    of, parts = readers(first, "fiscal_cost"), [dict(cost_parts(run)[0]) for run in runs]
    levers = dict.fromkeys(name for found in parts for name in found)
    decimals = [places(0, 0, sum(found.values())) for found in parts]  # as in the report of each run
    body = tuple(
        (
            Cell(lever),
            *(
                Cell(level_text(found.get(lever, 0.0), digits), found.get(lever, 0.0))
                for found, digits in zip(parts, decimals, strict=True)
            ),
        )
        for lever in levers
    )
    caption = first.pick(
        f"Fiscal cost beyond each counterfactual, sum over the months compared, {of.name}",
        f"较各自对照情景增加的财政成本，比较时段合计（{of.name}）",
    )
    by_lever = [Table(caption, (first.pick("Lever", "政策工具"), *names), body)] if body else []
    return [totals, *by_lever, _price_table(runs)]


def _price_table(runs: Sequence[Run]) -> Table:
    first = runs[0]
    rows = []
    for price in PRICES:
        found = [cost_per_unit(run.dataset, price.key) for run in runs]
        known = [float(one[0]) * price.factor(first.lang) for one in found if one is not None]
        decimals = places(0, 0, min(known)) - 1 if known else 0
        cells = (
            Cell(MISSING)
            if one is None
            else Cell(number(float(one[0]) * price.factor(first.lang), decimals), float(one[0]))
            for one in found
        )
        rows.append((Cell(price.label(first.lang)), *cells))
    caption = first.pick(
        "Whole cost ÷ mean effect; – where the effect is not clearly a rise", "总成本÷平均效果（–：效果未明确上升）"
    )
    header = (first.pick("Measure", "指标"), *(run.title for run in runs))
    return Table(caption, header, tuple(rows), mixed=True)


def _risks(runs: Sequence[Run]) -> Table:
    first = runs[0]
    shares = [dict(warned(run)) for run in runs]
    rows = tuple(
        (
            Cell(name),
            *(Cell(percent(float(one[name][1].mean()), lang=first.lang), float(one[name][1].mean())) for one in shares),
        )
        for name in shares[0]
    )
    header = (first.pick("Risk", "风险"), *(run.title for run in runs))
    return Table(first.pick("Months with a warning, scenario", "情景下有预警的月份占比"), header, rows)
