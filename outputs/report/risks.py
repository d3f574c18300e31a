"""The section of a report on risks, warnings, and levers and tasks that changed nothing."""

import numpy as np

from outputs.documents.document import Block, Bullets, Cell, Paragraph, Section, Table, clean
from outputs.report.pictures import picture
from outputs.report.run import Run
from outputs.results.numbers import number, percent
from outputs.results.unused_levers import unused_sentences

RARE = 0.01
"""Share of months under which warnings are called almost none."""


def risks(run: Run) -> Section:
    """How near each risk comes to its threshold, how often it warns, and what else calls for care."""
    return Section("risks", run.pick("Risks and warnings", "风险与预警"), tuple(_blocks(run)))


def warned(run: Run) -> list[tuple[str, np.ndarray]]:
    """By risk: its name and the share of months with a warning, (2, members): counterfactual, then scenario."""
    share = (run.dataset["warning"] > 0).mean("month").sel(variant=["counterfactual", "scenario"])
    values = share.transpose("variant", "member", "risk").values
    return [(name, values[:, :, k]) for k, name in enumerate(run.names("risk"))]


def warning_sentence(run: Run) -> str:
    """Which risk the scenario makes warn more often by most, as the figure has it; where none, which warns most."""
    found = warned(run)
    name, shares = max(found, key=lambda item: item[1][1].mean() - item[1][0].mean())
    if shares[1].mean() <= shares[0].mean():
        name, shares = max(found, key=lambda item: item[1][1].mean())
    if not shares[1].any():
        return run.pick("No risk gives an early warning in any member.", "所有样本中均无风险预警。")
    shares_of_months = shares.mean(1)
    before, after = (percent(float(share), lang=run.lang) for share in shares_of_months)
    if shares_of_months[1] <= shares_of_months[0] or before == after:
        return run.pick(
            f"The risk that warns most often is {name.lower()}, in {after} of months; in the counterfactual it is {before}.",
            f"预警最多的风险为{name}，{after}的月份触发预警；对照情景为{before}，未因该情景增加。",
        )
    rare = shares_of_months[0] < RARE
    return run.pick(
        f"{name} needs watching: warnings in {after} of months with the scenario, "
        f"{f'almost none ({before})' if rare else before} in the counterfactual.",
        f"需重点防范{name}：该情景下平均{after}的月份触发预警，对照情景{f'几乎没有（{before}）' if rare else f'为{before}'}。",
    )


def unused(run: Run) -> list[str]:
    """Return one sentence for each lever, action or group of tasks that changed nothing, as the provenance names them."""
    return [clean(sentence, 500) for sentence in unused_sentences(run.dataset, run.provenance, run.lang)]


def _blocks(run: Run) -> list[Block]:
    early = run.pick(
        "Warnings come early: when a risk stands near its threshold for two months, or its trend would soon cross it. "
        "Brakes act only above the threshold.",
        "预警早于阈值：某项风险连续两个月接近阈值，或按其趋势不久将越过阈值，即发出预警；制动规则则在超过阈值后才启动。",
    )
    blocks: list[Block] = [Paragraph(warning_sentence(run)), Paragraph(early), _table(run), picture(run, "risks")]
    if sentences := unused(run):
        blocks += [
            Paragraph(run.pick("Levers and tasks without effect:", "没有效果的政策工具与任务：")),
            Bullets(tuple(sentences)),
        ]
    return blocks


def _table(run: Run) -> Table:
    last = run.dataset["risk"].isel(month=slice(-12, None)).mean("month")
    ends = last.sel(variant=["counterfactual", "scenario"]).transpose("variant", "risk", "member").values.mean(2)
    rows = []
    for k, (name, shares) in enumerate(warned(run)):
        before, after = shares.mean(1)
        rows.append(
            (
                Cell(name),
                Cell(percent(float(before), lang=run.lang), float(before)),
                Cell(percent(float(after), lang=run.lang), float(after)),
                *(Cell(number(float(end), 2), float(end)) for end in ends[:, k]),
            )
        )
    header = run.pick(
        "Risk|Months with a warning, counterfactual|Months with a warning, scenario|"
        "Level at the end, counterfactual|Level at the end, scenario",
        "风险|预警月份占比：对照情景|预警月份占比：情景|期末水平：对照情景|期末水平：情景",
    )
    caption = run.pick(
        "Warnings and levels of risks (1 = threshold; end: mean of the last 12 months)",
        "风险的预警与水平（1为阈值；期末为最后12个月均值）",
    )
    return Table(caption, tuple(header.split("|")), tuple(rows))
