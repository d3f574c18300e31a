"""The evaluation report: what was done, what it brought, what the years came from, and what cannot be told."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from common.files import write_bytes
from common.text import LANGUAGES
from outputs.documents.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Paragraph,
    Picture,
    Section,
    Table,
    clean,
    headed,
    numbered,
)
from outputs.evaluation.cause_file import CAUSES
from outputs.evaluation.telling import telling
from outputs.evaluation.words import BASES, basis, of_cause
from outputs.report.build import about
from outputs.report.conditioned import conditioned
from outputs.report.effects import NOTHING, Effect, measured, shown, span_ends
from outputs.report.evaluation import evaluation
from outputs.report.run import Run, read_run
from outputs.report.write import rendered
from outputs.results.amounts import amount
from outputs.results.direction import UNSETTLED
from outputs.results.numbers import Unit, fitting, number, places
from outputs.results.outcomes import HEADLINES, Outcome, interval_name, unit
from outputs.results.reader_names import period

if TYPE_CHECKING:
    from rich.table import Table as ScreenTable

FIRST_PARTS = 12
"""Fields or tasks that the table of an outcome names."""


def write_evaluation(folder: Path, record: dict, form: str = "html") -> list[Path]:
    """Write the evaluation beside the results of a run, in both languages, and return the files.

    Raises:
        UserError: the results cannot be read.
    """
    written = []
    for lang in LANGUAGES:
        run = read_run(folder, lang)
        target = folder / f"evaluation.{lang}.{form}"
        write_bytes(target, rendered(document(run, record), run, form))
        written.append(target)
    return written


def document(run: Run, record: dict) -> Document:
    """Return the evaluation of a run in its language."""
    sections = (
        Section("conclusion", run.pick("Conclusions", "评估结论"), tuple(_conclusion(run, record))),
        Section(
            "method",
            run.pick("What is evaluated, on what, and how", "评估对象、依据与方法"),
            tuple(_method(run, record)),
        ),
        *evaluation(run),
        Section("effect", run.pick("What the pilot brought, by year", "试点成效（分年）"), tuple(_effects(run))),
        Section("causes", run.pick("What the years came from", "各年结果的成因"), tuple(_causes(run, record))),
        *_parts(run, record),
        *conditioned(run),
        Section(
            "telling",
            run.pick("What the data can and cannot tell", "数据能说明什么、不能说明什么"),
            tuple(telling(run, record)),
        ),
        Section("bases", run.pick("Data, fitted, assumed", "数据、拟合与假设"), tuple(_bases(run))),
    )
    months = period(run.dataset["month"].values, run.lang)
    return Document(
        lang=run.lang,
        title=run.pick(f"Evaluation report: {run.title}", f"《{run.title}》评估报告"),
        subtitle=run.pick(f"Compared with “{run.counterfactual}”, {months}", f"与“{run.counterfactual}”比较，{months}"),
        author=about(run)[-1],
        sections=headed(numbered(sections), run.lang),
        about=about(run),
        opens=True,
    )


def _conclusion(run: Run, record: dict) -> Iterator[Block]:
    told = []
    for outcome in HEADLINES:
        effect = _effect(run, outcome, slice(None))
        size = _size(run, effect, unit(run.dataset, outcome, run.lang))
        unclear = effect.direction == UNSETTLED
        told.append(
            run.pick(
                f"{outcome.en}: the pilot brought {size} over the period"
                + ("; whether it brought more or less is not clear." if unclear else "."),
                f"{outcome.zh}：试点全期带来{size}" + ("，增减尚难判断。" if unclear else "。"),
            )
        )
    yield Bullets(tuple(told))
    largest = [_largest(run, record, outcome) for outcome in HEADLINES]
    yield Paragraph(
        run.pick("What moved the years most: ", "对各年结果影响最大的：")
        + run.pick("; ", "；").join(largest)
        + run.pick(".", "。")
    )
    yield Paragraph(
        run.pick(
            "These are estimates of a model, not counts: a Nanjing without the pilot was never observed, and how strongly tasks act is "
            "assumed. What follows says for each outcome whether the figures could tell the effect at all.",
            "以上为模型估计而非统计：没有试点的南京从未被观测到，任务的作用强度也是假设。下文逐项说明，实际数据是否足以识别该效果。",
        ),
        "lead",
    )


def _size(run: Run, effect: Effect, of: Unit) -> str:
    """An effect with its unit and its interval by name; the interval is left out where one number says all."""
    size = amount(effect.mean, effect.decimals, of, run.lang, signed=True)
    if effect.direction == NOTHING or effect.alone or effect.low == effect.high:
        return size
    (low, high), span = span_ends(effect, of, run.lang, signed=True), interval_name(effect.members, run.lang)
    return run.pick(f"{size} ({span} {low} to {high})", f"{size}（{span}{low}至{high}）")


def _largest(run: Run, record: dict, outcome: Outcome) -> str:
    total = record["causes"][outcome.key]["total"]
    sizes = {cause: float(np.mean(total[cause])) for cause in CAUSES}
    cause = max(sizes, key=lambda one: abs(sizes[one]))
    own = unit(run.dataset, outcome, run.lang)
    size = _size(run, _part(total, cause, own), own)
    told = of_cause(cause, _given(run), "en")
    if cause != "luck":  # Nanjing keeps its capital inside a sentence
        told = told[:1].lower() + told[1:]
    return run.pick(
        f"{outcome.en}, {told} {size}",
        f"{outcome.zh}：{of_cause(cause, _given(run), 'zh')}{size}",
    )


def _part(period: dict, cause: str, own: Unit) -> Effect:
    """What a cause adds over a period, beside the level that came without it."""
    came = np.array(period["came"])
    return measured(came - np.array(period[cause]), came, own.factor)


def _given(run: Run) -> bool:
    return run.conditioning is not None


def _method(run: Run, record: dict) -> Iterator[Block]:
    few = len(record["members"])
    yield Paragraph(
        run.pick(
            "What was done is the scenario"
            + (
                " as the ledger says that it was carried out"
                if run.progress
                else " as written, since no ledger of what was carried out was given"
            )
            + "; its world is the one that was, as far as data go. Every member runs it and the same years without the pilot, on the same numbers, world and luck: "
            "the difference is the pilot's, in the very years that were.",
            "评估对象为"
            + ("按任务台账实际落实的方案" if run.progress else "情景文件所写的方案（未提供任务台账）")
            + "，外部环境为实际发生的情形（以现有数据为限）。每个样本以相同的参数、外部路径和随机数，分别模拟有试点与无试点的同一时期，两者之差即试点的效果。",
        )
    )
    yield Paragraph(
        run.pick(
            f"The years are shared out beside what had to be expected at the end of 2022, in {few} members: central paths abroad, national rules as they were then, no "
            "course of Nanjing's own, no pilot. The world, the nation's rules, Nanjing's own course and the pilot come in one after the other "
            "in all orders, and each counts what it adds on average (Shapley). The parts and the expectation add up to what the model gives. What chance did beyond "
            "Nanjing's own course (which large project came, say) is the same in all of them.",
            f"成因分解以2022年底的预期为起点（外部取中间路径、国家规定保持当时水平、南京自身走势不变、无试点），取{few}个样本：外部环境、国家政策、南京自身走势和试点按所有先后顺序逐一加入，"
            "各自平均增加的部分即其贡献（沙普利值）。预期与各部分之和等于模型结果。自身走势以外的偶然因素（如某个大项目是否落地）在各组合中相同。",
        )
    )
    if not _given(run):
        yield Paragraph(
            run.pick(
                "No figures were given to choose the members by: Nanjing's own course is then drawn by chance and says nothing of what it was. Give them with --observed.",
                "未提供用于选取样本的实际数据：南京自身走势为随机抽取，不反映其实际情况。可用 --observed 提供。",
            )
        )


def _effect(run: Run, outcome: Outcome, months: slice):
    pair = run.over(outcome, months)
    base, level = (pair.sel(variant=name).values for name in ("counterfactual", "scenario"))
    return measured(base, level, unit(run.dataset, outcome, run.lang).factor)


def _effects(run: Run) -> Iterator[Block]:
    years = run.dataset["month"].dt.year.values
    spans = {
        str(year): slice(int(np.flatnonzero(years == year)[0]), int(np.flatnonzero(years == year)[-1]) + 1)
        for year in np.unique(years)
    }
    if len(spans) > 1:
        spans[run.pick("Whole period", "全期")] = slice(None)
    rows = []
    for outcome in HEADLINES:
        cells = [
            Cell(
                run.pick(
                    f"{outcome.en}, {unit(run.dataset, outcome, 'en').name}",
                    f"{outcome.zh}（{unit(run.dataset, outcome, 'zh').name}）",
                )
            )
        ]
        for months in spans.values():
            effect = _effect(run, outcome, months)
            cells.append(Cell(shown(effect, run.lang), effect.mean))
        rows.append(tuple(cells))
    span = interval_name(run.members, run.lang)
    caption = run.pick(
        f"Effect of the pilot: with it less without it, mean ({span})", f"试点效果：有试点减无试点，均值（{span}）"
    )
    yield Table(caption, (run.pick("Outcome, unit", "结果（单位）"), *spans), tuple(rows), mixed=True)


def _causes(run: Run, record: dict) -> Iterator[Block]:
    from outputs.evaluation.figure import causes

    caption = run.pick("What the years came from, whole period", "各年结果的成因（全期）")
    seen = run.pick(f"Figure: {caption}. The numbers are in the table below.", f"图：{caption}。数值见下表。")
    yield Picture("evaluation-causes", caption, seen, partial(_draw, run, record, causes), 2)
    for outcome in HEADLINES:
        yield _cause_table(run, record, outcome)
    few = len(record["members"])
    span = interval_name(few, run.lang)
    yield Paragraph(
        run.pick(
            f"Means over {few} members, in brackets their {span}; parts and expectation add up to the last row. Beside its name stands what each part rests on. The pilot's part is "
            "averaged over worlds with and without the other causes, so that it differs from what it brought in the years as they were (above).",
            f"均为{few}个样本的均值，括号内为{span}；预期与各部分之和等于末行。名称后注明各部分的依据。此处试点的部分是在其他成因计入与不计入的各种情形下的平均，"
            "因而与上文在实际情形下的试点成效不同。",
        ),
        "note",
    )


def _cause_table(run: Run, record: dict, outcome: Outcome) -> Table:
    """The parts of one outcome: rows are what was expected, the causes and what came, columns the years and the whole."""
    own, found = unit(run.dataset, outcome, run.lang), record["causes"][outcome.key]
    names = [name for name in found if name != "total"]
    names += ["total"] if len(names) > 1 else []

    def level(key: str) -> tuple[Cell, ...]:
        means = [float(np.mean(found[name][key])) * own.factor for name in names]
        shared = places(0, 0, *means[:-1] or means)
        return tuple(Cell(number(mean, min(shared, places(0, 0, mean))), mean) for mean in means)

    def part(cause: str) -> tuple[Cell, ...]:
        effects = [_part(found[name], cause, own) for name in names]
        return tuple(Cell(shown(effect, run.lang), effect.mean) for effect in effects)

    rows = (
        (Cell(run.pick("Expected at the end of 2022", "2022年底的预期")), *level("expected")),
        *((Cell(of_cause(cause, _given(run), run.lang)), *part(cause)) for cause in CAUSES),
        (Cell(run.pick("With all of them (model)", "合计（模型）")), *level("came")),
    )
    header = [run.pick("Whole period", "全期") if name == "total" else name for name in names]
    caption = run.pick(f"{outcome.en}, {own.name}", f"{outcome.zh}（{own.name}）")
    return Table(caption, (run.pick("Part", "组成部分"), *header), rows, last=True)


def _draw(run: Run, record: dict, causes, columns: int):
    return causes(run.dataset, record, _given(run), run.lang, columns)


def _parts(run: Run, record: dict) -> tuple[Section, ...]:
    if not record["parts"]:
        return ()
    names = {"fields": ("field", "领域"), "tasks": ("task", "任务")}[record["by"]]
    few = len(next(iter(record["parts"][0]["effect"].values())))
    rows = []
    total = {
        outcome.key: np.abs([np.mean(part["effect"][outcome.key]) for part in record["parts"]]) for outcome in HEADLINES
    }
    score = np.max([sizes / (sizes.max() or 1.0) for sizes in total.values()], axis=0)
    own = {outcome.key: unit(run.dataset, outcome, run.lang) for outcome in HEADLINES}
    own = {key: fitting(readers, total[key].max() * readers.factor) for key, readers in own.items()}
    shared = {key: max(places(0, 0, sizes.max() * own[key].factor) - 1, 0) for key, sizes in total.items()}
    for k in np.argsort(-score, kind="stable")[:FIRST_PARTS]:
        part = record["parts"][int(k)]
        cells = [Cell(clean(part[run.lang], 160))]
        for key, readers in own.items():
            value = float(np.mean(part["effect"][key])) * readers.factor
            cells.append(Cell(number(value, shared[key], signed=True), value))
        rows.append(tuple(cells))
    header = (
        run.pick(names[0].capitalize(), names[1]),
        *(run.pick(f"{one.en}, {own[one.key].name}", f"{one.zh}（{own[one.key].name}）") for one in HEADLINES),
    )
    text = run.pick(
        f"Each {names[0]} is run alone and left out, in {few} members; its part is the mean of what it brings alone and what is lost without it. "
        "The order tells more than the amounts, which rest on assumed strengths of tasks and few members. Named are those that matter most for any outcome, first the one with the largest part of any.",
        f"逐一单独实施和单独去掉每个{names[1]}，取{few}个样本；其贡献为两者的平均。数值取决于假设的任务作用强度，且样本少，宜看次序而非数值。仅列对任一结果影响较大的{names[1]}，按其在任一结果中的最大占比排列。",
    )
    caption = run.pick(
        f"What each {names[0]} brought, whole period (assumed strengths)", f"各{names[1]}的贡献（全期，作用强度为假设）"
    )
    return (
        Section(
            "parts",
            run.pick(f"By {names[0]}", f"分{names[1]}成效"),
            (Paragraph(text), Table(caption, header, tuple(rows))),
        ),
    )


def _bases(run: Run) -> Iterator[Block]:
    rows = (
        (
            "data",
            run.pick(
                "Paths of the world to the last figures: incomes abroad, prices, exchange rate, investment in China, travel and seats",
                "截至最后一个数据的外部路径：境外收入、物价、汇率、全国吸收外资、旅行与座位",
            ),
        ),
        (
            "data",
            run.pick("National rules by their dates: visas, transit, data", "国家规定及其日期：签证、过境、数据出境"),
        ),
        *(
            (("data", run.pick("Figures of Nanjing that members were chosen by", "用于选取样本的南京实际数据")),)
            if _given(run)
            else ()
        ),
        *(
            (("data", run.pick("Dates and shares of tasks in the ledger", "台账中的任务日期与落实比例")),)
            if run.progress
            else ()
        ),
        ("fitted", run.pick("Parameters drawn from the fit to 2013-2022", "按2013至2022年校准的参数")),
        (basis("luck", _given(run)), run.pick("Nanjing's own course in these years", "南京这几年的自身走势")),
        ("assumed", run.pick("How strongly each task acts, and its cost", "各项任务的作用强度与成本")),
        *(
            ()
            if run.progress
            else (("assumed", run.pick("When and how fully tasks were carried out", "各项任务的实施时间与力度")),)
        ),
        (
            "assumed",
            run.pick(
                "Numbers that the parameter tables mark so, and errors that the file of figures does not state",
                "参数表中注明为假设的数值，以及数据文件未注明的误差",
            ),
        ),
    )
    header = run.pick("What|Basis", "内容|依据").split("|")
    cells = tuple((Cell(text), Cell(run.pick(*BASES[kind]))) for kind, text in rows)
    yield Table(run.pick("What this evaluation rests on", "本评估的依据"), tuple(header), cells, words=frozenset({1}))


def cause_table(folder: Path, record: dict, lang: str) -> "ScreenTable":
    """Return the parts over the whole run as a table for the terminal."""
    from rich.table import Table as ScreenTable

    run = read_run(folder, lang)
    given = _given(run)
    table = ScreenTable(box=None, pad_edge=False)
    heads = run.pick("Outcome|Unit|Expected", "结果|单位|2022年底预期").split("|")
    for k, head in enumerate([*heads, *(of_cause(cause, given, lang) for cause in CAUSES), run.pick("All", "合计")]):
        table.add_column(head, justify="left" if k < 2 else "right")
    for outcome in HEADLINES:
        own, parts = unit(run.dataset, outcome, lang), record["causes"][outcome.key]["total"]
        means = [float(np.mean(parts[key])) * own.factor for key in ("expected", *CAUSES, "came")]
        shared = places(0, 0, means[0], means[-1])  # so that the row adds up
        told = [number(value, shared, signed=0 < k < len(means) - 1) for k, value in enumerate(means)]
        table.add_row(outcome.name(lang), own.name, *told)
    return table
