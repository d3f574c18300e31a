"""The part of a report that says what was assumed: period, world, overrides, levers, brakes, counterfactual."""

from typing import Any

from common.vocabulary import LEVERS
from outputs.documents.document import Block, Bullets, Cell, Paragraph, Section, Table, clean
from outputs.report.history_words import history_blocks
from outputs.report.late_tasks import late_blocks
from outputs.report.levers import lever_table, origins_named
from outputs.report.measures import years
from outputs.report.pictures import timeline_picture
from outputs.report.run import Run
from outputs.report.scenario_words import CASES, WORLD, word
from outputs.results.numbers import number, percent
from outputs.results.reader_names import period

WORLD_PATHS = "world_"
_PATH_UNITS = {
    "1, 2022 = 1": ("2022 = 100", "2022年=100"),
    "share of 2019": ("% of 2019", "相当于2019年的%"),
    "CNY per USD": ("CNY per USD", "元/美元"),
}
"""Units of paths of the world in the results, as readers meet them."""


def assumed(run: Run) -> Section:
    """What the two variants share, and what they do not."""
    return Section(
        "assumed",
        run.pick("What was assumed", "设定与假设"),
        tuple(_frame(run)),
        (
            Section("levers", run.pick("What the scenario does", "情景采用的政策工具"), tuple(_levers(run))),
            Section("world", run.pick("External assumptions", "外部环境设定"), tuple(_world(run))),
            Section("overrides", run.pick("Changed parameters and brakes", "改动的参数与风险制动"), tuple(_rest(run))),
        ),
    )


def _frame(run: Run) -> list[Block]:
    months = period(run.dataset["month"].values, run.lang)
    text = run.pick(
        f"“{run.title}” is compared with “{run.counterfactual}”, {months}. Each of the {run.members} "
        f"member{'s' * (run.members != 1)} of the ensemble runs both on the same parameters, the same path of the world "
        "and the same luck, so that the difference between them is the work of the levers alone.",
        f"本报告将“{run.title}”与“{run.counterfactual}”作比较，时段为{months}。共{run.members}个样本，"
        "每个样本都以相同的参数、相同的外部路径和相同的随机数运行两个方案，两者之差只来自政策。",
    )
    notes = (
        clean(run.scenario.get("notes", {}).get(run.lang, "")) if isinstance(run.scenario.get("notes"), dict) else ""
    )
    return [Paragraph(text), *([Paragraph(notes)] if notes else []), *history_blocks(run)]


def _levers(run: Run) -> list[Block]:
    caption = run.pick("Levers of the scenario", "情景的政策工具")
    found = lever_table(run, run.scenario.get("levers"), caption)
    if not run.scenario:
        return [
            Paragraph(
                run.pick(
                    "The results do not hold the scenario in a form that can be read, so its levers cannot be listed.",
                    "结果文件中没有可读的情景文本，无法列出政策工具。",
                )
            )
        ]
    blocks: list[Block] = [found or Paragraph(run.pick("The scenario uses no lever.", "该情景未采用任何政策工具。"))]
    if (drawn := timeline_picture(run)) is not None:
        blocks.append(drawn)
    blocks += late_blocks(run)
    against = lever_table(
        run,
        run.table("counterfactual").get("levers"),
        run.pick("Levers of the counterfactual", "对照情景的政策工具"),
    )
    if against is not None:
        blocks.append(against)
    elif run.table("history"):
        blocks.append(
            Paragraph(
                run.pick(
                    "The counterfactual adds nothing to what was done before.",
                    "对照情景在此前实施的内容之外不再新增举措。",
                )
            )
        )
    else:
        blocks.append(
            Paragraph(
                run.pick(
                    "The counterfactual uses no lever: rules and rights stay as in 2022, but for what the nation "
                    "decides in the world outside.",
                    "对照情景不采用任何政策工具：除外部环境中由国家决定的部分外，规则与权利维持2022年的状况。",
                )
            )
        )
    return blocks


def _world(run: Run) -> list[Block]:
    rows = tuple(
        (Cell(clean(word(WORLD, key, run.lang), 80)), Cell(clean(word(CASES, case, run.lang), 80)))
        for key, case in run.table("world").items()
        if key != "supply_shocks"
    )
    rows += tuple((Cell(name), Cell(told)) for name, told in _shocks(run).items())
    if not rows:
        return [Paragraph(run.pick("The scenario names no world cases.", "情景未写明外部环境设定。"))]
    header = run.pick("What Nanjing does not decide|Case", "南京不能决定的方面|设定").split("|")
    caption = run.pick("World cases, the same in both variants", "外部环境设定（两个方案相同）")
    return [Table(caption, tuple(header), rows, words=frozenset({1})), *_paths(run)]


def _paths(run: Run) -> list[Block]:
    """The world in numbers: each path of the world by year, the mean over members and, where there are some, origins."""
    names = [str(name) for name in run.dataset.data_vars if str(name).startswith(WORLD_PATHS)]
    if not names:
        return []
    rows = []
    for name in names:
        array = run.dataset[name]
        unit = str(array.attrs.get("units", ""))
        values = array.mean([dim for dim in array.dims if dim != "month"])
        by_year = [float(values.isel(month=months).mean()) for _, months in years(run)]
        decimals = 2 if "USD" in unit else 0
        factor = 1.0 if "USD" in unit else 100.0
        rows.append(
            (
                Cell(clean(array.attrs["long_name_zh" if run.lang == "zh" else "long_name"], 120)),
                Cell(run.pick(*_PATH_UNITS.get(unit, (unit, unit)))),
                *(Cell(number(factor * value, decimals), value) for value in by_year),
            )
        )
    header = (*run.pick("Path|Unit", "外部路径|单位").split("|"), *(name for name, _ in years(run)))
    caption = run.pick(
        "The world in numbers: means over the members (and, where origins differ, over origin markets)",
        "外部环境的数值：样本平均（分客源地者为各客源地平均）",
    )
    return [Table(caption, header, tuple(rows), words=frozenset({1}), mixed=True)]


def world_rows(run: Run) -> dict[str, str]:
    """World cases, changed parameters and frame of the run in words, by the name of each."""
    told = {
        clean(word(WORLD, key, run.lang), 80): clean(word(CASES, case, run.lang), 80)
        for key, case in run.table("world").items()
        if key != "supply_shocks"
    }
    told |= _shocks(run)
    told |= {clean(key, 120): clean(value, 60) for key, value in run.table("parameters").items()}
    return told


def _shocks(run: Run) -> dict[str, str]:
    """Supply shocks in words, by the chain and dates of each."""
    told = {}
    for shock in run.table("world").get("supply_shocks") or ():
        chain, dates = run.name_of("chain", shock["chain"]), f"{shock['from']} – {shock['until']}"
        name = run.pick(f"Supply shock: {chain}, {dates}", f"断供冲击：{chain}，{dates}")
        lost = percent(float(shock["share_lost"]), False, lang=run.lang)
        told[clean(name, 120)] = run.pick(
            f"{lost} of deliveries lost: {origins_named(run, shock)}", f"损失供应的{lost}：{origins_named(run, shock)}"
        )
    return told


def _rest(run: Run) -> list[Block]:
    blocks: list[Block] = []
    overrides = run.table("parameters")
    if overrides:
        rows = tuple((Cell(clean(key, 120)), Cell(clean(value, 60))) for key, value in overrides.items())
        header = run.pick("Parameter|Value in this run", "参数|本次取值").split("|")
        caption = run.pick("Parameters that the scenario overrides", "情景改动的参数")
        blocks.append(Table(caption, tuple(header), rows))
    else:
        blocks.append(
            Paragraph(
                run.pick(
                    "No parameter is overridden: all come from the model's tables, and each member draws those that "
                    "are uncertain within their ranges.",
                    "没有改动任何参数：参数均取自模型的参数表，其中不确定的参数由各样本在其范围内抽取。",
                )
            )
        )
    brakes = tuple(filter(None, (brake_sentence(run, item) for item in _listed(run.scenario.get("brakes")))))
    if brakes:
        blocks += [Paragraph(run.pick("While a risk is over its threshold:", "风险超过阈值期间：")), Bullets(brakes)]
    triggers = tuple(trigger_sentence(run, item) for item in _listed(run.scenario.get("triggers")))
    if triggers:
        blocks += [Paragraph(run.pick("Where an outcome stays behind:", "结果未达预期时：")), Bullets(triggers)]
    return blocks


def _listed(value: object) -> list:
    return value if isinstance(value, list) else []


def brake_sentence(run: Run, item: Any) -> str:
    """Return what a brake of a scenario file does, in words; one of another shape as it is."""
    try:
        risk, left = run.name_of("risk", item["risk"]), percent(float(item["to"]), lang=run.lang)
        slowed = _slowed(run, item["slows"])
    except (KeyError, TypeError, ValueError):
        return clean(item, 200)
    return run.pick(
        f"{risk}: {slowed} held back to {left} of full strength.",
        f"{risk}：{slowed}放缓至原力度的{left}。",
    )


def trigger_sentence(run: Run, item: Any) -> str:
    """Return what a trigger of a scenario file does, in words; one of another shape as it is."""
    try:
        names = run.pick(" + ", "＋").join(_result_name(run, key) for key in item["outcome"])
        level, month = number(float(item["below"])), clean(item["by"], 10)
        levers = run.pick(", ", "、").join(
            run.name_of("lever", key) if run.lang == "zh" else run.name_of("lever", key).lower() for key in item["then"]
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return clean(item, 200)
    return run.pick(
        f"{names} below {level} (unit of the results file) by the end of {month}: {levers} as in the file of the scenario.",
        f"{names}到{month}月底低于{level}（结果文件的单位）：追加{levers}，内容见情景文件。",
    )


def _result_name(run: Run, key: str) -> str:
    """Return the reader's name of a result that the run holds, else its key."""
    if key not in run.dataset:
        return clean(key, 60)
    attrs = run.dataset[key].attrs
    return str(attrs.get("long_name_zh" if run.lang == "zh" else "long_name", key))


def _slowed(run: Run, listed: list) -> str:
    """Return levers by their names and tasks by their ids, in the order levers, tasks."""
    levers = [run.name_of("lever", name).lower() for name in listed if name in LEVERS]
    tasks = [clean(task, 40).replace("-", "–") for task in listed if task not in LEVERS]
    if tasks:
        single = len(tasks) == 1 and tasks[0].replace(".", "").isdigit()
        levers.append(run.pick("task " if single else "tasks ", "任务") + run.pick(", ", "、").join(tasks))
    return run.pick(", ", "、").join(levers)
