"""Tables of a validation for a terminal and for a page."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from rich import box
from rich.table import Table as Shown

from common.records import PROJECTIONS, REFERENCES, Score
from outputs.documents.document import Cell, Table
from outputs.observed.members import name_of, unit_of
from outputs.results.numbers import MISSING, number, percent, places
from outputs.validation.forecast_names import FORECASTS, SHORT, VERDICTS, group_name, period_name, word
from outputs.validation.score_rows import BenchmarkResult, GroupScore, cell_of

HEADERS = {
    "en": ("Series", "Forecast", "Numbers", "Bias", "MAPE", "MASE", "In 50 %", "In 80 %", "CRPS", "80 % score"),
    "zh": ("序列", "预测", "观测数", "偏差", "MAPE", "MASE", "落入50%", "落入80%", "CRPS", "80%区间得分"),
}
"""CRPS and interval score are shares of the mean observed number."""


def score_cells(line: GroupScore, lang: str) -> tuple[Cell, ...]:
    """The measures of one line, with the numbers that a reader may sort by."""
    level = line.crps / line.crps_share if line.crps_share else np.nan
    shares = (line.in_50, line.in_80)
    return (
        Cell(number(line.count), line.count),
        Cell(percent(line.bias, signed=True, lang=lang), line.bias),
        Cell(percent(line.mape, lang=lang), line.mape),
        Cell(number(line.mase, 2) if np.isfinite(line.mase) else MISSING, line.mase),
        *(Cell(f"{number(100 * share)}{'' if lang == 'zh' else ' '}%", share) for share in shares),
        Cell(percent(line.crps_share, lang=lang), line.crps_share),
        Cell(percent(line.score_80 / level if level else np.nan, lang=lang), line.score_80),
    )


def terminal(lines: Sequence[GroupScore], dataset: xr.Dataset, lang: str, title: str) -> Shown:
    """The closing table: the model's projections, with the gain on the references that could be made."""
    shown = [name for name in REFERENCES if any(np.isfinite(line.skill(name)) for line in lines)]
    table = Shown(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    world = {"en": "World", "zh": "外部环境"}[lang]
    kept = [HEADERS[lang][0], world, *HEADERS[lang][2:5], *HEADERS[lang][6:9]]
    for column, name in enumerate([*kept, *(word(SHORT, name, lang) for name in shown)]):
        table.add_column(name, justify="left" if column < 2 else "right", no_wrap=column != 0)
    for line in lines:
        if line.forecast in PROJECTIONS:
            cells = [cell.text for cell in score_cells(line, lang)]
            skills = [number(line.skill(name), 2, signed=True) for name in shown]
            name, forecast = group_name(dataset, line.group, lang), word(SHORT, line.forecast, lang)
            table.add_row(name, forecast, *cells[:3], *cells[4:7], *skills)
    return table


def legend(lang: str) -> str:
    """What the columns of the closing table mean."""
    if lang == "zh":
        return (
            "“按推演”：外部环境按2022年所知或情景设定；“按实际”：外部环境按实际走势。CRPS为实际均值的比例。"
            "最后各列为技巧得分：1－CRPS/参照的CRPS，大于0则优于该参照。"
        )
    return (
        "As projected: the world as known in 2022 or set by the scenario; as observed: as it turned out. CRPS as a share of "
        "the mean observed number. The last columns are skill, 1 - CRPS / CRPS of the reference: above 0 is better than it."
    )


def score_table(lines: Sequence[GroupScore], dataset: xr.Dataset, lang: str) -> Table:
    """The scores of every forecast of every group."""
    rows = tuple(
        (
            Cell(group_name(dataset, line.group, lang)),
            Cell(word(FORECASTS, line.forecast, lang)),
            *score_cells(line, lang),
        )
        for line in lines
    )
    caption = {
        "en": "Scores; CRPS and interval score as shares of the mean observed number, the smaller the better",
        "zh": "各项得分；CRPS与区间得分以实际均值的比例表示，越小越好",
    }[lang]
    return Table(caption, HEADERS[lang], rows, words=frozenset({1}))


def skill_table(lines: Sequence[GroupScore], dataset: xr.Dataset, lang: str) -> Table | None:
    """The gain on each reference; None where no reference could be made."""
    shown = [name for name in REFERENCES if any(np.isfinite(line.skill(name)) for line in lines)]
    rows = []
    for line in lines:
        skills = [line.skill(name) for name in shown]
        if line.forecast in PROJECTIONS and np.isfinite(skills).any():
            cells = [Cell(number(one, 2, signed=True), one) for one in skills]
            rows.append(
                (Cell(group_name(dataset, line.group, lang)), Cell(word(FORECASTS, line.forecast, lang)), *cells)
            )
    if not rows:
        return None
    header = (*HEADERS[lang][:2], *(word(FORECASTS, name, lang) for name in shown))
    caption = {
        "en": "Skill: 1 − CRPS / CRPS of the reference forecast at the head of the column",
        "zh": "技巧得分：1－CRPS/栏首参照预测的CRPS",
    }[lang]
    return Table(caption, header, tuple(rows), words=frozenset({1}))


def bar_table(bars: Sequence[BenchmarkResult], dataset: xr.Dataset, lang: str) -> Table | None:
    """Projections of whole series against published bars; None where none applies."""
    if not bars:
        return None
    header = {
        "en": ("Series", "Forecast", "Published bar", "Bar", "Here", "Verdict", "Source"),
        "zh": ("序列", "预测", "已发表的标尺", "标尺", "本次", "判断", "来源"),
    }[lang]
    rows = tuple(
        (
            Cell(group_name(dataset, bar.group, lang)),
            Cell(word(FORECASTS, bar.forecast, lang)),
            Cell(bar.zh if lang == "zh" else bar.en),
            Cell(_measured(bar.bar, bar.measure, lang), bar.bar),
            Cell(_measured(bar.value, bar.measure, lang), bar.value),
            Cell(word(VERDICTS, bar.verdict, lang)),
            Cell(bar.source),
        )
        for bar in bars
    )
    caption = {"en": "Projections against published bars", "zh": "推演与已发表标尺的比较"}[lang]
    return Table(caption, header, rows, words=frozenset({1, 2, 5, 6}))


def _measured(value: float, measure: str, lang: str) -> str:
    return number(value, 2) if measure == "ratio" else percent(value, signed=measure == "bias", lang=lang)


def number_table(scores: Sequence[Score], dataset: xr.Dataset, lang: str) -> Table:
    """Every observed number with the median and the 80 % band of each projection."""
    forecasts = [name for name in PROJECTIONS if any(row.forecast == name for row in scores)]
    by: dict[tuple[str, str, str, str], dict[str, Score]] = {}
    for row in scores:
        if row.forecast in PROJECTIONS:
            by.setdefault((row.variable, row.cell, row.first, row.last), {})[row.forecast] = row
    header = [*{"en": ("Series", "Period", "Unit", "Observed"), "zh": ("序列", "时段", "单位", "实际值")}[lang]]
    header += [word(FORECASTS, name, lang) for name in forecasts]
    rows = []
    for (variable, cell, first, last), found in by.items():
        unit = unit_of(dataset, variable, lang)
        some = next(iter(found.values()))
        finest = min(
            places(row.low_80 * unit.factor, row.high_80 * unit.factor, row.median * unit.factor)
            for row in found.values()
        )
        observed = some.observed * unit.factor
        cells = [
            Cell(name_of(dataset, variable, cell_of(cell), lang)),
            Cell(period_name(first, last, lang)),
            Cell(unit.name),
            Cell(number(observed, max(finest, places(0, 0, observed) - 1)), observed),
        ]
        for name in forecasts:
            cells.append(_banded(found[name], unit.factor, lang) if name in found else Cell(MISSING))
        rows.append(tuple(cells))
    caption = {
        "en": "Every observed number: median of each projection with its 80 % band, ○ where that does not hold the number",
        "zh": "逐项对照：各推演的中位数与80%区间；区间未含实际值者标○",
    }[lang]
    return Table(caption, tuple(header), tuple(rows), words=frozenset({1, 2}), long=True)


def _banded(row: Score, factor: float, lang: str) -> Cell:
    middle, low, high = (value * factor for value in (row.median, row.low_80, row.high_80))
    decimals = places(low, high, middle)
    texts = [number(value, decimals) for value in (middle, low, high)]
    told = "{}（{} 至 {}）" if lang == "zh" else "{} ({} to {})"
    return Cell(told.format(*texts) + ("" if row.in_80 else " ○"), middle)
