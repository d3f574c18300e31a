"""Nanjing beside its benchmarks in words: a table for the terminal, notes, and a file."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.table import Table

from outputs.comparing.benchmarks import Figure, Line
from outputs.results.numbers import MISSING, number, percent
from outputs.results.outcomes import LEVELS, quantiles

GROUPS = {
    "hub": ("Hub", "枢纽联通力"),
    "innovation": ("Innovation", "科创竞争力"),
    "influence": ("Influence", "对外影响力"),
    "consumption": ("Consumption", "贸易消费场景力"),
    "world_bank": ("Governance: World Bank", "治理协同力：世界银行"),
    "depa": ("Governance: digital rules, DEPA", "治理协同力：数字规则与DEPA"),
    "cptpp": ("Governance: CPTPP", "治理协同力：CPTPP"),
}
PLACES = {
    "nanjing": ("Nanjing", "南京"),
    "china": ("China", "中国"),
    "dubai": ("Dubai", "迪拜"),
    "singapore": ("Singapore", "新加坡"),
    "boston": ("Boston", "波士顿"),
    "kyoto": ("Kyoto", "京都"),
    "davos": ("Davos", "达沃斯"),
    "covered": ("Economies covered", "已覆盖经济体"),
    "cptpp_members": ("Members of CPTPP", "CPTPP成员"),
}
COUNTRIES = {
    "dubai": ("United Arab Emirates", "阿联酋"),
    "boston": ("United States", "美国"),
    "kyoto": ("Japan", "日本"),
    "davos": ("Switzerland", "瑞士"),
}
"""Countries of the cities, where a figure is the nation's; Singapore is both."""
WHY = {
    "": ("", ""),
    "scope": ("counted otherwise", "口径不同"),
    "year": ("no figure of that year", "无同年数据"),
    "kind": ("member or not", "成员与否，不计差距"),
    "missing": ("no figure of Nanjing", "无南京数据"),
}
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "columns": ("Measure", "Nanjing at the start", "Benchmark", "Gap"),
        "run": "Run {}",
        "title": "Nanjing beside its benchmarks",
        "no run": "What would close a gap: name runs, such as those of the scenarios with one lever each, to see what each closes.",
        "best": "{measure}, gap to {place}: {run} closes most of the runs named, {share}.",
        "nothing": "{measure}: the model cannot tell what would close a gap. {why}",
        "sources": "Sources.",
        "gap": "A gap is given between figures of one year that cover the same. A run's column has its scenario's last twelve months and the share of the gap that it closes: scenario less counterfactual, mean over members, over the gap.",
    },
    "zh": {
        "columns": ("指标", "南京起点", "标杆", "差距"),
        "run": "运行 {}",
        "title": "南京与标杆城市对照",
        "no run": "何以缩小差距：请给出若干运行结果（如各单项政策工具的情景），即可比较各自缩小差距的比例。",
        "best": "{measure}，与{place}的差距：所列运行中{run}缩小最多，为{share}。",
        "nothing": "{measure}：模型无法判断何以缩小差距。{why}",
        "sources": "数据来源：",
        "gap": "仅在年份相同、口径一致的数据之间计算差距。各运行一栏为情景最后十二个月的数值及其缩小差距的比例，即情景值减对照情景值（样本均值）与差距之比。",
    },
}


def benchmark_table(found: Sequence[Line], lang: str) -> Table:
    """Return the table: a line for each benchmark of each measure, a column for each run."""
    words, runs = WORDS[lang], _runs(found)
    table = Table(box=box.SIMPLE_HEAD, title=words["title"], title_justify="left")
    for k, column in enumerate((*words["columns"], *(words["run"].format(run) for run in runs))):
        table.add_column(column, justify="left" if k < 3 else "right", overflow="fold")
    group = measure = ""
    for line in found:
        if line.measure.group != group:
            group = line.measure.group
            table.add_section()
            table.add_row(_word(GROUPS[group], lang), style="bold")
        name, *rest = cells(line, lang)
        table.add_row("" if line.measure.key == measure else name, *rest)
        measure = line.measure.key
    return table


def cells(line: Line, lang: str) -> list[str]:
    """Return the cells of a line, in words."""
    measure = line.measure
    name = f"{_word((measure.en, measure.zh), lang)} ({_word((measure.unit, measure.unit_zh), lang)})"
    here = MISSING if line.here is None else _told(line.here, lang)
    gap = _word(WHY[line.why], lang)
    if line.gap is not None and line.here is not None:
        gap = number(line.gap, max(_decimals(line.here.value), _decimals(line.there.value)), signed=True)
    return [name, here, _told(line.there, lang), gap, *(_closed(line, run, lang) for run in range(len(line.closed)))]


def notes(found: Sequence[Line], lang: str) -> list[str]:
    """Return what would close each gap, as far as the runs tell, and where the model cannot tell."""
    words = WORDS[lang]
    told = [words["gap"]] if any(line.gap is not None for line in found) else []
    if not _runs(found):
        return [*told, words["no run"]]
    for line in found:
        shares = [(float(one.share.mean()), one.run) for one in line.closed if one.share is not None]
        if shares:
            share, run = max(shares)
            name, place = (_word(pair, lang) for pair in ((line.measure.en, line.measure.zh), PLACES[line.there.place]))
            told.append(words["best"].format(measure=name, place=place, run=run, share=percent(share, True, lang)))
    silent = {line.measure.key: line.measure for line in found if not line.measure.result}
    for measure in silent.values():
        why = _word((measure.no_result_en, measure.no_result_zh), lang)
        told.append(words["nothing"].format(measure=_word((measure.en, measure.zh), lang), why=why))
    return told


def sources(found: Sequence[Line], lang: str) -> list[str]:
    """Return who counted each figure, a sentence for each measure."""
    by_measure: dict[str, list[Figure]] = {}
    names: dict[str, str] = {}
    for line in found:
        key = line.measure.key
        names[key] = _word((line.measure.en, line.measure.zh), lang)
        told = by_measure.setdefault(key, [])
        told += [one for one in (line.here, line.there) if one is not None and one not in told]
    colon, comma, stop = ("：", "；", "年，") if lang == "zh" else (": ", "; ", ", ")
    return [
        names[key]
        + colon
        + comma.join(
            f"{_word(PLACES[one.place], lang)} {one.year}{stop}{_word((one.source, one.source_zh), lang)}"
            for one in told
        )
        for key, told in by_measure.items()
    ]


def benchmark_csv(found: Sequence[Line]) -> str:
    """Return all lines as a file, a row for each benchmark and run: figures, years, scopes, sources, shares by quantile."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(
        [
            "group",
            "measure",
            "unit",
            "home",
            "home_value",
            "home_year",
            "home_source",
            "place",
            "value",
            "year",
            "scope",
            "source",
            "better",
            "gap",
            "no_gap",
            "run",
            "counterfactual",
            "scenario",
            "share_closed",
            "share_closed_10",
            "share_closed_90",
        ]
    )
    for line in found:
        here = line.here
        start: list[object] = [line.measure.group, line.measure.key, line.measure.unit]
        start += ["", "", "", ""] if here is None else [here.place, here.value, here.year, here.source]
        there = line.there
        start += [
            there.place,
            there.value,
            there.year,
            there.scope,
            there.source,
            line.measure.better,
            "" if line.gap is None else line.gap,
        ]
        start.append(line.why)
        for one in line.closed or (None,):
            rows.writerow([*start, *([""] * 6 if one is None else _of_run(one))])
    return text.getvalue()


def _of_run(one: Any) -> list:
    shares: list = [""] * 3 if one.share is None else [one.share.mean(), *quantiles(one.share, LEVELS["80"])]
    return [one.run, one.counterfactual, one.scenario, *shares]


def _runs(found: Sequence[Line]) -> list[str]:
    return list(dict.fromkeys(one.run for line in found for one in line.closed))


def _told(figure: Figure, lang: str) -> str:
    note = _word((figure.note_en, figure.note_zh), lang)
    place = _word(PLACES[figure.place], lang)
    about = f"{place}, {figure.year}" + (f"; {note}" if note else "")
    return (
        f"{_size(figure.value)} ({about})"
        if lang == "en"
        else f"{_size(figure.value)}（{about.replace(', ', '，').replace('; ', '；')}）"
    )


def _closed(line: Line, run: int, lang: str) -> str:
    one = line.closed[run]
    value = _size(one.scenario)
    return value if one.share is None else f"{value}; {percent(float(one.share.mean()), True, lang)}"


def _size(value: float) -> str:
    return number(value, _decimals(value))


def _decimals(value: float) -> int:
    """Return how many decimals a figure gets: those that it has, three digits where it has many."""
    if value == round(value) or abs(value) >= 100:
        return 0
    return 3 if abs(value) < 1 else 2 if abs(value) < 10 else 1


def _word(pair: tuple[str, str], lang: str) -> str:
    return pair[1] if lang == "zh" else pair[0]
