"""An attribution for a terminal: the table of contributions, and notes on what works together and what brings nothing."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import xarray as xr
from rich import box
from rich.table import Table

from outputs.attribution.attribution_file import outcome_part, pairs_of, standard_errors
from outputs.results.numbers import MISSING, Unit, fitting, interval_end, middle_of, negligible, number, percent, places
from outputs.results.outcomes import HEADLINES, LEVELS, Outcome, few_note, interval_name, quantiles, unit
from outputs.results.reader_names import axis_names, period
from outputs.results.summary_rows import EXPORTED, is_stock

_SHOWN_PAIRS, _LEAST_SHARE = 3, 0.01
_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "heading": "{title}: who brings the effect ({by}), {months}, {members}; {method}",
        "members": "means over {} members",
        "member": "one member",
        "levers": "levers",
        "tables": "levers and tables of tasks",
        "decider": "who decides",
        "exact": "all {} coalitions",
        "sampled": "{orders} orders of joining, {coalitions} coalitions",
        "columns": ("Outcome", "Part", "Contribution ({})", "Share of the effect"),
        "error": "Standard error of sampling, same unit",
        "errors": "Standard error of the mean effects over {n} members (luck, parameters, world): {told}.",
        "effect": "Effect",
        "unclear": "not clear",
        "chance": "Not clear: the interval of the effect holds zero, so that chance alone may have made it; it is not divided.",
        "nothing": "Note: {} contributes nothing to any outcome.",
        "more": "{outcome}: {a} and {b} bring more together than apart, {value} {unit}.",
        "less": "{outcome}: {a} and {b} bring less together than apart, {value} {unit}.",
        "rough": "Interactions are seen in few of the sampled orders: more --permutations make them surer.",
    },
    "zh": {
        "heading": "{title}：效果由谁带来（{by}），{months}，{members}；{method}",
        "members": "{}个模拟样本的均值",
        "member": "1个模拟样本",
        "levers": "按政策工具",
        "tables": "按政策工具与任务表",
        "decider": "按决定层级",
        "exact": "全部{}种组合",
        "sampled": "{orders}种加入顺序，{coalitions}种组合",
        "columns": ("结果", "组成", "贡献（{}）", "占效果"),
        "error": "抽样标准误（单位同左）",
        "errors": "平均效果的标准误（{n}个样本，含随机性、参数与外部环境）：{told}。",
        "effect": "效果",
        "unclear": "不明确",
        "chance": "不明确：效果的区间包含零，可能只是偶然，不计算占比。",
        "nothing": "注意：{}对任何结果都没有贡献。",
        "more": "{outcome}：{a}与{b}相互增强，{value}{unit}。",
        "less": "{outcome}：{a}与{b}相互抵减，{value}{unit}。",
        "rough": "抽样顺序中能看到的交互作用不多：增加 --permutations 可更可靠。",
    },
}
_END = {"en": ", at the end", "zh": "（期末）"}


def heading(dataset: xr.Dataset, lang: str) -> str:
    """One line above the table: scenario, who the players are, months, members, and how coalitions were chosen."""
    words, attrs, members = _WORDS[lang], dataset.attrs, dataset.sizes["member"]
    return words["heading"].format(
        title=attrs[f"title_{lang}"],
        by=words[attrs["by"]],
        months=period(dataset["month"].values, lang),
        members=words["members"].format(members) if members > 1 else words["member"],
        method=method(dataset, lang),
    )


def method(dataset: xr.Dataset, lang: str) -> str:
    """How coalitions were chosen, in words."""
    coalitions, orders = int(dataset.attrs["coalitions"]), int(dataset.attrs["orders"])
    if not orders:
        return _WORDS[lang]["exact"].format(coalitions)
    return _WORDS[lang]["sampled"].format(orders=orders, coalitions=coalitions)


def as_table(dataset: xr.Dataset, lang: str) -> Table:
    """The contributions to each headline outcome over the whole run, ready for a terminal or a plain file."""
    words, sampled = _WORDS[lang], dataset.sizes["block"] > 0
    names = list(axis_names(dataset, "player", lang))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    columns = [*words["columns"], *([words["error"]] if sampled else [])]
    span = interval_name(dataset.sizes["member"], lang)
    for k, column in enumerate(columns):
        table.add_column(column.format(span), justify="left" if k < 2 else "right", no_wrap=k > 0)
    for outcome in HEADLINES:
        readers = unit_of(dataset, outcome, lang)
        shares = outcome_part(dataset, outcome).transpose("player", "member").values * readers.factor
        effect = outcome_part(dataset, outcome, "_effect").values * readers.factor
        errors = standard_errors(dataset, outcome) * readers.factor
        level = level_of(dataset, outcome) * readers.factor
        label = outcome.name(lang) + (_END[lang] if is_stock(dataset, outcome) else "")
        first = f"{label}, {readers.name}" if lang == "en" else f"{label}（{readers.name}）"
        for k, (name, members, error) in enumerate(zip(names, shares, errors, strict=True)):
            cells = [
                first if k == 0 else "",
                name,
                spread(members, effect, lang, level),
                share_of(members, effect, lang),
            ]
            if sampled:
                cells.append(number(float(error), places(0, 0, float(error)) - 2))
            table.add_row(*cells)
        table.add_row(
            "",
            words["effect"],
            spread(effect, effect, lang, level),
            share_of(effect, effect, lang),
            end_section=True,
        )
    return table


def unit_of(dataset: xr.Dataset, outcome: Outcome, lang: str) -> Unit:
    """The unit that fits what the players bring to an outcome."""
    own, parts = unit(dataset, outcome, lang), outcome_part(dataset, outcome).transpose("player", "member").values
    whole = outcome_part(dataset, outcome, "_effect").values
    if negligible(level_of(dataset, outcome), *_ends(whole), float(whole.mean())):
        return own
    return fitting(own, *(float(value) * own.factor for value in (*_ends(whole), *parts.mean(1))))


def level_of(dataset: xr.Dataset, outcome: Outcome) -> float:
    """What the outcome is without any of the players, in the unit of the file: beside it an effect may be negligible."""
    return float(outcome_part(dataset, outcome, "_counterfactual").mean())


def spread(members: np.ndarray, effect: np.ndarray, lang: str, level: float = 0.0) -> str:
    """The mean of some members with the 80 % interval where there are several, with one decimal more than the effect at most.

    What is negligible beside ``level`` is luck, and is printed as none, as in the table of a run.
    """
    low, high = _ends(members)
    if not members.any() or negligible(level, low, high, float(members.mean())):
        return "0"
    decimals = _decimals(members, effect)
    mean = middle_of(float(members.mean()), low, high, decimals, signed=True)
    low, high = (interval_end(value, decimals, signed=True, level=level) for value in (low, high))
    if len(members) == 1:
        return mean
    return f"{mean}（{low} 至 {high}）" if lang == "zh" else f"{mean} ({low} to {high})"


def middle(members: np.ndarray, effect: np.ndarray, level: float = 0.0) -> str:
    """The mean alone, rounded as in :func:`spread`."""
    return spread(members, effect, "en", level).split(" ")[0]


def _decimals(members: np.ndarray, effect: np.ndarray) -> int:
    own, whole = (places(*_ends(values), float(values.mean())) for values in (members, effect))
    return min(own, whole + 1)


def _ends(members: np.ndarray) -> tuple[float, float]:
    low, high = quantiles(members, LEVELS["80"])
    return float(low), float(high)


def share_of(members: np.ndarray, effect: np.ndarray, lang: str) -> str:
    """The share of the mean effect; that it is not clear where the effect's 80 % interval holds zero, and a dash where there is none."""
    if not is_clear(effect):
        return _WORDS[lang]["unclear"] if effect.any() else MISSING
    return percent(float(members.mean() / effect.mean()), lang=lang)


def is_clear(effect: np.ndarray) -> bool:
    """Whether the 80 % interval of an effect lies on one side of zero: if not, chance alone may have made it."""
    low, high = quantiles(effect, LEVELS["80"])
    return not low <= 0 <= high


def notes(dataset: xr.Dataset, lang: str, outcomes: Iterable[Outcome] = HEADLINES) -> list[str]:
    """What the table does not show: players that bring nothing, and the strongest sure interactions of each outcome."""
    words, names = _WORDS[lang], list(axis_names(dataset, "player", lang))
    told, idle = [], np.ones(len(names), dtype=bool)
    for outcome in EXPORTED:
        if outcome.key != "cost":
            idle &= ~(outcome_part(dataset, outcome).transpose("player", "member").values != 0).any(axis=1)
    if any(not is_clear(effect) for effect in (outcome_part(dataset, one, "_effect").values for one in HEADLINES)):
        told.append(words["chance"])
    if few := few_note(dataset.sizes["member"], lang):
        told.append(few)
    if dataset.sizes["member"] > 1:
        told.append(_errors(dataset, lang, outcomes))
    told += [words["nothing"].format(names[k]) for k in np.flatnonzero(idle)]
    for outcome in outcomes:
        readers = unit_of(dataset, outcome, lang)
        effect = outcome_part(dataset, outcome, "_effect").values * readers.factor
        for i, j, members in strongest(dataset, outcome, lang):
            told.append(
                words["more" if members.mean() > 0 else "less"].format(
                    a=names[i],
                    b=_inside(names[j]),
                    outcome=outcome.name(lang),
                    value=spread(members * readers.factor, effect, lang),
                    unit=readers.name,
                )
            )
    if dataset.sizes["block"]:
        told.append(words["rough"])
    return told


def _errors(dataset: xr.Dataset, lang: str, outcomes: Iterable[Outcome]) -> str:
    """How well the mean effect on each outcome is known, with its unit."""
    told = []
    for outcome in outcomes:
        own, members = unit(dataset, outcome, lang), outcome_part(dataset, outcome, "_effect").values
        readers = fitting(own, float(members.std(ddof=1)) / len(members) ** 0.5 * own.factor)
        error = float(members.std(ddof=1)) / len(members) ** 0.5 * readers.factor
        told.append(
            f"{outcome.name(lang)} {number(error, places(0, 0, error) - 2)}{'' if lang == 'zh' else ' '}{readers.name}"
        )
    return _WORDS[lang]["errors"].format(n=dataset.sizes["member"], told=("；" if lang == "zh" else "; ").join(told))


def _inside(name: str) -> str:
    """A name inside a sentence: ``the city``, but ``Route rights``."""
    return name[0].lower() + name[1:] if name.startswith("The ") else name


def strongest(dataset: xr.Dataset, outcome: Outcome, lang: str) -> list[tuple[int, int, np.ndarray]]:
    """Up to three pairs of players whose interaction matters, strongest first, with its members.

    It matters where its 80 % interval as it is printed does not hold zero and its mean is at least a hundredth of the mean effect.
    """
    factor = unit(dataset, outcome, lang).factor
    effect = outcome_part(dataset, outcome, "_effect").values * factor
    least = _LEAST_SHARE * abs(float(effect.mean()) / factor)
    pairs = outcome_part(dataset, outcome, "_interaction").transpose("player", "partner", "member").values
    found = []
    for i, j in pairs_of(len(pairs)):
        if np.isfinite(pairs[i, j]).all():
            decimals = _decimals(pairs[i, j] * factor, effect)
            low, high = (round(end, decimals) for end in _ends(pairs[i, j] * factor))
            if (low > 0 or high < 0) and abs(pairs[i, j].mean()) >= least:
                found.append((i, j, pairs[i, j]))
    return sorted(found, key=lambda pair: -abs(float(pair[2].mean())))[:_SHOWN_PAIRS]
