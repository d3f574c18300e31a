"""A report that sets several runs side by side: what differs between them, and what that changes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from outputs.comparing import compare
from outputs.comparing.compare import Comparison, against_first
from outputs.comparing.compare_table import headings, luck_notes, outcome_label, texts, unmoved_notes
from outputs.documents.document import Block, Bullets, Cell, Document, Paragraph, Section, Table, numbered
from outputs.report.assumptions import world_rows
from outputs.report.build import about
from outputs.report.costs import cost_sentence
from outputs.report.effects import Effect, shown
from outputs.report.levers import lever_table
from outputs.report.measures import whole, years
from outputs.report.method import limits, method, provenance_table
from outputs.report.pictures import picture
from outputs.report.risks import warned
from outputs.report.run import Run
from outputs.report.summary import caution
from outputs.results.numbers import percent
from outputs.results.outcomes import HEADLINES, interval_name, unit
from outputs.results.prices import PRICES, cost_per_unit, price_text
from outputs.results.summary_rows import EXPORTED, is_stock


def comparison(runs: Sequence[Run]) -> Document:
    """The whole report that compares runs in one language; the first is the one that others are set against."""
    runs = _told_apart(runs)
    first = runs[0]
    pick = first.pick
    sections = (
        Section("summary", pick("Summary", "摘要"), tuple(_summary(runs))),
        Section("inputs", pick("What differs in the inputs", "输入有何不同"), tuple(_inputs(runs))),
        Section("years", pick("Effects by year", "分年度效果"), tuple(_by_year(runs))),
        direct(runs),
        Section("costs", pick("Cost, and cost per effect", "成本与单位效果成本"), tuple(_costs(runs))),
        Section("risks", pick("Risks and warnings", "风险与预警"), (_risks(runs),)),
        limits(first),
        method(first),
        Section(
            "provenance",
            pick("Provenance", "数据来源与版本"),
            tuple(provenance_table(run, f"{run.title}: " if run.lang == "en" else f"{run.title}：") for run in runs),
        ),
    )
    names = [run.title for run in runs]
    return Document(
        lang=first.lang,
        title=pick("Comparison: ", "比较：") + pick(", ", "、").join(names),
        subtitle=pick(f"{len(runs)} scenarios side by side", f"{len(runs)}个情景并列比较"),
        author="",
        sections=numbered(sections),
        about=about(first),
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


def _summary(runs: Sequence[Run]) -> list[Block]:
    first = runs[0]
    span = interval_name(min(run.members for run in runs), first.lang)
    text = first.pick(
        "Each column gives the effect of one scenario against its own counterfactual over its whole period, with the "
        f"{span}.",
        f"每列为一个情景相对其自身对照情景的全期效果，附{span}。",
    )
    rows = []
    for outcome in EXPORTED:
        name, of = outcome.name(first.lang), unit(first.dataset, outcome, first.lang).name
        end = first.pick(", at the end", "（期末）") if is_stock(first.dataset, outcome) else ""
        rows.append((f"{name}{end}{first.pick(', ', '，')}{of}", [whole(run, outcome) for run in runs]))
    caption = first.pick("Effect of each scenario on its own counterfactual", "各情景相对自身对照情景的效果")
    table = _side_by_side(runs, first.pick("Outcome, unit", "结果，单位"), caption, rows)
    return [
        Paragraph(text),
        table,
        Paragraph(caution(min(runs, key=lambda run: run.members)), "note"),
    ]


def _side_by_side(runs: Sequence[Run], first: str, caption: str, rows: list[tuple[str, list[Effect]]]) -> Table:
    """Effects with one column per run."""
    lang = runs[0].lang
    body = tuple((Cell(name), *(Cell(shown(one, lang), one.mean) for one in effects)) for name, effects in rows)
    return Table(caption, (first, *(run.title for run in runs)), body)


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
        caption = run.pick(f"Levers: {run.title}", f"政策工具：{run.title}")
        none = Paragraph(run.pick(f"{run.title}: no lever.", f"{run.title}：未采用任何政策工具。"))
        blocks.append(lever_table(run, run.scenario.get("levers"), caption) or none)
    return blocks


def _by_year(runs: Sequence[Run]) -> list[Block]:
    blocks: list[Block] = []
    for outcome in HEADLINES:
        first = runs[0]
        of = unit(first.dataset, outcome, first.lang).name
        caption = first.pick(f"{outcome.name('en')}: effect, {of}", f"对{outcome.name('zh')}的效果（{of}）")
        by_run = [{name: whole(run, outcome, months) for name, months in years(run)} for run in runs]
        labels = dict.fromkeys(name for found in by_run for name in found)
        body = tuple((Cell(name), *(_maybe(found.get(name), first.lang) for found in by_run)) for name in labels)
        header = (first.pick("Year", "年份"), *(run.title for run in runs))
        blocks.append(Table(caption, header, body))
    for run in runs:
        drawn = picture(run, "effects")
        blocks.append(replace(drawn, caption=f"{run.title}{run.pick(': ', '：')}{drawn.caption}"))
    return blocks


def _maybe(found: Effect | None, lang: str) -> Cell:
    return Cell("–") if found is None else Cell(shown(found, lang), found.mean)


def direct(runs: Sequence[Run]) -> Section:
    """Outcomes of each further scenario less those of the first, with the numbers and notes of the ``compare`` command."""
    return Section("direct", runs[0].pick("Scenario against scenario", "情景之间的直接比较"), tuple(_direct(runs)))


def _direct(runs: Sequence[Run]) -> list[Block]:
    first = runs[0]
    comparisons = against_first(
        [compare.Run(run.title, Path(run.name), run.dataset, run.provenance, {}) for run in runs]
    )
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
    """Every outcome over the months that the runs share."""
    old, new, lang = pair.old.label, pair.new.label, first.lang
    if pair.paired:
        caption = first.pick(
            f"{new} less {old}, member by member on the same luck", f"“{new}”减“{old}”，相同随机数下逐个样本之差"
        )
    else:
        caption = first.pick(f"{new} less {old}, all members against all", f"“{new}”减“{old}”，样本两两相比")
    rows = []
    for line in map(pair.difference, EXPORTED):
        shown_old, shown_new, *differences = texts(pair, line, lang)
        means = (Cell(shown_old, float(line.old.mean())), Cell(shown_new, float(line.new.mean())))
        rows.append((Cell(outcome_label(pair, line, lang)), *means, *map(Cell, differences)))
    header = headings(pair, lang)
    return Table(caption, (first.pick("Outcome, unit", "结果（单位）"), old, new, *header[4:]), tuple(rows))


def _costs(runs: Sequence[Run]) -> list[Block]:
    first = runs[0]
    totals = Bullets(tuple(f"{run.title}{run.pick(': ', '：')}{cost_sentence(run)}" for run in runs))
    rows = tuple(
        (
            Cell(price.label(first.lang)),
            *(Cell(price_text(cost_per_unit(run.dataset, price.key), price, first.lang)) for run in runs),
        )
        for price in PRICES
    )
    header = (first.pick("Measure", "指标"), *(run.title for run in runs))
    caption = first.pick(
        "Whole cost per effect; – where the effect is not clearly a rise", "全部成本与单项效果之比（–：效果未明确上升）"
    )
    return [totals, Table(caption, header, rows)]


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
