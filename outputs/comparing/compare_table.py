"""A comparison in words: inputs and outcomes as tables, and plain sentences on luck and on what changed nothing."""

from typing import Any, NamedTuple

import numpy as np
from rich import box
from rich.table import Table
from rich.text import Text

from common.text import pick
from common.vocabulary import WORLD_WORDS
from outputs.comparing.compare import Comparison, OutcomeDifference
from outputs.comparing.compare_inputs import lever_of, shown
from outputs.comparing.luck import DifferentLuck
from outputs.results.numbers import MISSING, interval, negligible, number, places
from outputs.results.outcomes import HEADLINES, LEVELS, few_note, interval_name, quantiles, unit
from outputs.results.reader_names import axis_names
from outputs.results.summary_rows import COST, TOTAL

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "inputs": ("Input", "Old", "New"),
        "outcomes": ("Outcome", "Period", "Old", "New", "Difference ({})", "50 % interval", "P(more)"),
        "heading": "{new} (new) against {old} (old), scenario against scenario",
        "same inputs": "The inputs are the same.",
        "paired": "Same luck: {n} members compared one by one.",
        "apart": "Different luck (not known to be the same: {why}): every member of one run is set against every member "
        "of the other, so that intervals hold the luck of both.",
        "no members": "Different luck: the runs have no member in common; every member of one is set against every "
        "member of the other.",
        "world": "The worlds differ too ({keys}): the differences hold what the worlds bring.",
        "cut": "Only the months that all runs have are compared.",
        "all": "Nothing changed: {new} gives the same results as {old} to the last bit.",
        "costs": "Nothing changed but costs: {new} gives the same results as {old} to the last bit.",
        "lever": "{lever}: what was changed there changed nothing in the results.",
        "some": "No difference at all in: {outcomes}.",
        TOTAL: "Total",
        "end": ", at the end",
        "first 36 months": "First 36 months",
        "list": ", ",
    },
    "zh": {
        "inputs": ("输入", "原值", "新值"),
        "outcomes": ("结果", "时期", "原", "新", "差额（{}）", "50%区间", "更多的概率"),
        "heading": "{new}（新）与{old}（原）相比，均为情景值",
        "same inputs": "输入相同。",
        "paired": "随机性相同：{n} 个样本逐一配对比较。",
        "apart": "随机性不同（不同或未知：{why}）：两次运行的样本两两相比，区间包含双方的随机性。",
        "no members": "随机性不同：两次运行没有共同的样本；样本两两相比。",
        "world": "外部世界也不同（{keys}）：差额中包含外部世界带来的部分。",
        "cut": "只比较各次运行共有的月份。",
        "all": "没有任何变化：{new}与{old}的结果逐位相同。",
        "costs": "除成本外没有任何变化：{new}与{old}的其他结果逐位相同。",
        "lever": "{lever}：该处的改动没有改变任何结果。",
        "some": "以下结果毫无差别：{outcomes}。",
        TOTAL: "合计",
        "end": "（期末）",
        "first 36 months": "前36个月",
        "list": "、",
    },
}


def words_of(lang: str) -> dict:
    """The fixed words of a comparison in ``"en"`` or ``"zh"``."""
    return WORDS[lang]


def heading(found: Comparison, lang: str) -> str:
    """Which run is compared with which."""
    return WORDS[lang]["heading"].format(old=found.old.label, new=found.new.label)


def luck_notes(comparison: Comparison, lang: str) -> list[str]:
    """Sentences on how members are compared, on differing worlds, on months left out and on few members."""
    words, luck = WORDS[lang], comparison.luck
    if not isinstance(luck, DifferentLuck):
        notes = [words["paired"].format(n=len(luck.members))]
    elif luck.reasons == ("members",):
        notes = [words["no members"]]
    else:
        notes = [words["apart"].format(why=words["list"].join(luck.names(lang)))]
    worlds = [item.key.partition(".")[2] for item in comparison.inputs if item.key.startswith("world.")]
    if worlds:
        named = {word.key: pick(lang, word.en, word.zh) for word in WORLD_WORDS}
        notes.append(words["world"].format(keys=words["list"].join(named.get(key, key) for key in worlds)))
    if comparison.shortened:
        notes.append(words["cut"])
    if few := few_note(comparison.draws, lang):
        notes.append(few)
    return notes


def unmoved_notes(comparison: Comparison, lang: str) -> list[str]:
    """Sentences that name the runs, levers or outcomes that are the same to the last bit."""
    words, unmoved = WORDS[lang], comparison.unmoved
    if unmoved:
        notes = [words[unmoved].format(old=comparison.old.label, new=comparison.new.label)]
        dataset = comparison.old.dataset
        names = dict(zip(dataset["lever"].values, axis_names(dataset, "lever", lang), strict=True))
        levers = dict.fromkeys(lever_of(item.key) for item in comparison.inputs)
        return notes + [words["lever"].format(lever=names[lever]) for lever in levers if lever in names]
    if not comparison.paired:
        return []
    same = [line.outcome.name(lang) for line in map(comparison.difference, HEADLINES) if line.same]
    return [words["some"].format(outcomes=words["list"].join(same))] if same else []


def inputs_table(found: Comparison, lang: str) -> Table | None:
    """Old and new value of each input that differs; None where none does."""
    if not found.inputs:
        return None
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in WORDS[lang]["inputs"]:
        table.add_column(column, overflow="fold")
    for item in found.inputs:
        table.add_row(*map(Text, (item.key, shown(item.old), shown(item.new))))
    return table


class Texts(NamedTuple):
    """One outcome in one period as readers see it, in the reader's unit; "–" where there is nothing to show."""

    old: str
    new: str
    difference: str
    inner: str
    """The 50 % interval."""
    more: str
    """Probability that the new run has more."""


def texts(comparison: Comparison, line: OutcomeDifference, lang: str) -> Texts:
    """The numbers of one outcome in one period, rounded as on the terminal of each run."""
    factor = unit(comparison.old.dataset, line.outcome, lang).factor
    old, new = (float(values.mean()) * factor for values in (line.old, line.new))
    more = MISSING if line.same else probability(line.more, min(len(line.old), len(line.new)), lang)
    shown = [number(value, places(0, 0, value)) for value in (old, new)]
    ends = quantiles(line.differences * factor, LEVELS["80"])
    if negligible(old, new - old, *map(float, ends)):  # a difference that is printed as none
        shown[1] = shown[0]
    return Texts(
        *shown,
        *_differences(line.differences * factor, old, lang, line.outcome.key == COST),
        more,
    )


def headings(comparison: Comparison, lang: str) -> tuple[str, ...]:
    """Column headings: outcome, period, and those of :class:`Texts`."""
    span = interval_name(comparison.draws, lang)
    return tuple(heading.format(span) for heading in WORDS[lang]["outcomes"])


def outcomes_table(comparison: Comparison, lang: str) -> Table:
    """The headline outcomes by year and in total, with the differences."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for k, column in enumerate(headings(comparison, lang)):
        table.add_column(column, justify="left" if k < 2 else "right", no_wrap=k > 0)
    last = None
    for line in comparison.lines():
        name = outcome_label(comparison, line, lang) if line.outcome is not last else ""
        if last is not None and line.outcome is not last:
            table.add_section()
        last = line.outcome
        table.add_row(name, period_label(line.period, lang), *texts(comparison, line, lang))
    return table


def _differences(differences: np.ndarray, level: float, lang: str, cost: bool) -> tuple[str, str]:
    """The mean with the 80 % interval, and the 50 % interval, rounded alike; ``level`` beside which they may be negligible.

    ``cost`` has no interval: an error that all unit costs share is in no member.
    """
    if not differences.any():
        return "0", MISSING
    low, high = map(float, quantiles(differences, LEVELS["80"]))
    mean = float(differences.mean())
    if len(differences) == 1 or cost:
        return number(mean, places(0, 0, mean, level=level), signed=True), MISSING
    decimals = places(low, high, mean, level=level)
    if negligible(level, low, high, mean):
        return number(mean, decimals, signed=True), MISSING
    inner = [number(float(end), decimals, signed=True) for end in quantiles(differences, LEVELS["50"])]
    return interval(mean, low, high, lang, signed=True, level=level), (" 至 " if lang == "zh" else " to ").join(inner)


def probability(share: float, members: int, lang: str) -> str:
    """A probability as a text; 0 and 1 are given as a bound, one member in ``members``."""
    gap = "" if lang == "zh" else " "
    if share in (0.0, 1.0):
        bound = number(100 / members if share == 0 else 100 - 100 / members)
        return f"{'<' if share == 0 else '>'}{gap}{bound}{gap}%"
    return f"{number(100 * share)}{gap}%"


def outcome_label(comparison: Comparison, line: OutcomeDifference, lang: str) -> str:
    """The name of an outcome with its unit, and whether it is the level at the end."""
    unit_name = unit(comparison.old.dataset, line.outcome, lang).name
    name = line.outcome.name(lang) + (WORDS[lang]["end"] if line.stock else "")
    return f"{name}（{unit_name}）" if lang == "zh" else f"{name}, {unit_name}"


def period_label(period: str, lang: str) -> str:
    """A period for readers: ``2024``, ``2024年``, ``Total``."""
    if period in WORDS[lang]:
        return str(WORDS[lang][period])
    return f"{period}年" if lang == "zh" else period
