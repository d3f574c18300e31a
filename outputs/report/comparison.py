"""A report that sets several runs side by side: what differs between them, and what that changes."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from outputs.documents.document import Block, Bullets, Cell, Document, Paragraph, Section, Table, numbered
from outputs.report.assumptions import world_rows
from outputs.report.build import about
from outputs.report.costs import PRICES, cost_sentence, price_text
from outputs.report.effects import Effect, measured, shown
from outputs.report.levers import lever_table
from outputs.report.measures import effect_table, whole, years
from outputs.report.method import limits, method, provenance_table
from outputs.report.pictures import picture
from outputs.report.risks import warned
from outputs.report.run import Run
from outputs.report.summary import caution
from outputs.results.numbers import percent
from outputs.results.outcomes import HEADLINES, Outcome, interval_name, unit
from outputs.results.summary import EXPORTED, is_stock


def comparison(runs: Sequence[Run]) -> Document:
    """The whole report that compares runs in one language; the first is the one that others are set against."""
    runs = _told_apart(runs)
    first = runs[0]
    pick = first.pick
    sections = (
        Section("summary", pick("Summary", "摘要"), tuple(_summary(runs))),
        Section("inputs", pick("What differs in the inputs", "输入有何不同"), tuple(_inputs(runs))),
        Section("years", pick("Effects by year", "分年度效果"), tuple(_by_year(runs))),
        Section("direct", pick("Scenario against scenario", "情景之间的直接比较"), tuple(_direct(runs))),
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


def differing(run: Run, other: Run) -> list[str]:
    """What keeps two runs from being compared member by member; empty where they ran on the same luck."""
    pick, found = run.pick, []
    a, b = run.dataset, other.dataset
    if a.attrs.get("seed") != b.attrs.get("seed"):
        found.append(pick("seed", "随机种子"))
    if a.attrs.get("scale") != b.attrs.get("scale"):
        found.append(pick("share of travellers simulated", "旅客模拟比例"))
    if a.attrs.get("version") != b.attrs.get("version") or _hashes(run) != _hashes(other):
        found.append(pick("version of the model or its parameters", "模型或参数版本"))
    if not np.array_equal(a["month"].values, b["month"].values):
        found.append(pick("period", "时段"))
    if not set(a["member"].values.tolist()) & set(b["member"].values.tolist()):
        found.append(pick("members", "集合成员"))
    if run.table("world") != other.table("world"):
        found.append(pick("world cases", "外部环境设定"))
    if run.table("parameters") != other.table("parameters"):
        found.append(pick("changed parameters", "改动的参数"))
    return found


def _hashes(run: Run) -> dict:
    known = run.provenance.get("hashes")
    return {key: known.get(key) for key in ("code", "parameters", "data")} if isinstance(known, dict) else {}


def _summary(runs: Sequence[Run]) -> list[Block]:
    first = runs[0]
    span = interval_name(min(run.members for run in runs), first.lang)
    text = first.pick(
        "Each column gives the effect of one scenario against its own counterfactual over its whole period, with the "
        f"{span}.",
        f"每列为一个情景相对其自身反事实情景的全期效果，附{span}。",
    )
    rows = []
    for outcome in EXPORTED:
        name, of = outcome.name(first.lang), unit(first.dataset, outcome, first.lang).name
        end = first.pick(", at the end", "（期末）") if is_stock(first.dataset, outcome) else ""
        rows.append((f"{name}{end}{first.pick(', ', '，')}{of}", [whole(run, outcome) for run in runs]))
    caption = first.pick("Effect of each scenario on its own counterfactual", "各情景相对自身反事实情景的效果")
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
    first, blocks = runs[0], []
    told = {key: None for run in runs for key in world_rows(run)}
    rows = tuple((Cell(key), *(Cell(world_rows(run).get(key, "–")) for run in runs)) for key in told)
    if rows:
        names = tuple(run.title for run in runs)
        caption = first.pick("World cases and changed parameters", "外部环境设定与改动的参数")
        header = (first.pick("Input", "输入"), *names)
        blocks.append(Table(caption, header, rows, words=frozenset(range(1, len(runs) + 1))))
    for run in runs:
        caption = run.pick(f"Levers: {run.title}", f"政策举措：{run.title}")
        none = Paragraph(run.pick(f"{run.title}: no lever.", f"{run.title}：未采取任何举措。"))
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


def _direct(runs: Sequence[Run]) -> list[Block]:
    """Outcomes of each further scenario less those of the first, member by member where both had the same luck."""
    first, blocks = runs[0], []
    for other in runs[1:]:
        if reasons := differing(first, other):
            listed = first.pick(", ", "、").join(reasons)
            blocks.append(
                Paragraph(
                    first.pick(
                        f"{other.title} and {first.title} cannot be compared member by member: they differ in {listed}. "
                        "Compare the effects of each on its own counterfactual.",
                        f"“{other.title}”与“{first.title}”不能逐个成员比较：二者的{listed}不同。请比较各自相对反事实情景的效果。",
                    )
                )
            )
            continue
        rows = [(_named(first, outcome), paired(first, other, outcome)) for outcome in EXPORTED]
        caption = first.pick(
            f"{other.title} less {first.title}, member by member on the same luck",
            f"“{other.title}”减“{first.title}”，相同随机数下逐个成员之差",
        )
        heading = first.pick("Outcome, unit", "结果，单位")
        blocks.append(effect_table(first, heading, caption, rows, levels=(first.title, other.title)))
    return blocks


def paired(first: Run, other: Run, outcome: Outcome) -> Effect:
    """The scenario of ``other`` less that of ``first`` over the members that both have."""
    common = sorted(set(first.dataset["member"].values.tolist()) & set(other.dataset["member"].values.tolist()))
    values = [run.over(outcome).sel(variant="scenario", member=common).values for run in (first, other)]
    return measured(*values, unit(first.dataset, outcome, first.lang).factor)


def _named(run: Run, outcome: Outcome) -> str:
    return f"{outcome.name(run.lang)}{run.pick(', ', '，')}{unit(run.dataset, outcome, run.lang).name}"


def _costs(runs: Sequence[Run]) -> list[Block]:
    first = runs[0]
    told = Bullets(tuple(f"{run.title}{run.pick(': ', '：')}{cost_sentence(run)}" for run in runs))
    rows = tuple(
        (Cell(first.pick(price.en, price.zh)), *(Cell(price_text(run, price)) for run in runs)) for price in PRICES
    )
    header = (first.pick("Measure", "指标"), *(run.title for run in runs))
    caption = first.pick(
        "Whole cost per effect; – where the effect is not clearly a rise", "全部成本与单项效果之比（–：效果未明确上升）"
    )
    return [told, Table(caption, header, rows)]


def _risks(runs: Sequence[Run]) -> Table:
    first = runs[0]
    shares = [dict(warned(run)) for run in runs]
    rows = tuple(
        (Cell(name), *(Cell(percent(float(one[name][1].mean())), float(one[name][1].mean())) for one in shares))
        for name in shares[0]
    )
    header = (first.pick("Risk", "风险"), *(run.title for run in runs))
    return Table(first.pick("Months with a warning, scenario", "情景下有预警的月份占比"), header, rows)
