"""Sentences on levers, actions, tasks, brakes, triggers and support that changed nothing, from the provenance of a run."""

import math
from collections.abc import Iterator, Mapping, Sequence

import xarray as xr

from common.text import Text, pick
from common.vocabulary import RISK_WORDS
from outputs.results.numbers import MISSING, number, percent
from outputs.results.outcomes import Outcome, effect
from outputs.results.reader_names import axis_names
from outputs.results.summary_rows import COST, EXPORTED, over

WHY = {
    "not_modelled": Text(
        "no effect that can be modelled (explain {} says why)", "没有可建模的作用（explain {} 说明原因）"
    ),
    "set_itself": Text("the scenario sets itself what they stand for", "情景自身已设定其对应的措施"),
    "too_late": Text("they end, or the period does, before they take effect", "见效之前任务或模拟期已经结束"),
    "not_done": Text("their strength is 0", "力度为 0"),
}
"""Why tasks change nothing, by the reason in the provenance; {} takes the first task."""


def unused_sentences(dataset: xr.Dataset, provenance: Mapping, lang: str) -> list[str]:
    """Return one sentence per unused lever or action, and one per reason for which tasks changed nothing.

    Entries of the provenance that cannot be read are left out.

    Args:
        dataset: the results, which know the names of the levers.
        provenance: ``idle_levers`` are mappings with ``lever``, ``action`` (None: the whole lever) and ``label``, its
            place in the scenario; ``idle_tasks`` are mappings with ``why``, a key of :data:`WHY`, and ``tasks``, ids
            and ranges of ids; ``idle_brakes`` with ``risk``, ``number`` and ``highest``, the highest level of the risk;
            ``unflown_support`` with ``label`` and ``origins``; ``fired_triggers`` with ``number``, ``acted``, ``members``,
            ``least`` and ``most``, of which one sentence is said whether or not the trigger acted.
        lang: ``"en"`` or ``"zh"``.
    """
    names = dict(zip(map(str, dataset["lever"].values), axis_names(dataset, "lever", lang), strict=True))
    levers = [_lever_sentence(entry, names, lang) for entry in _mappings(provenance, "idle_levers")]
    tasks = [
        _task_sentence(entry["tasks"], WHY[entry["why"]], lang)
        for entry in _mappings(provenance, "idle_tasks")
        if entry.get("why") in WHY and isinstance(entry.get("tasks"), Sequence) and entry["tasks"]
    ]
    brakes = [text for entry in _mappings(provenance, "idle_brakes") if (text := _brake_sentence(entry, lang))]
    places = dict(zip(map(str, dataset["origin"].values), axis_names(dataset, "origin", lang), strict=True))
    support = [
        text for entry in _mappings(provenance, "unflown_support") if (text := _support_sentence(entry, places, lang))
    ]
    fired = [text for entry in _mappings(provenance, "fired_triggers") if (text := _trigger_sentence(entry, lang))]
    return _all_idle(dataset, lang) + levers + tasks + brakes + fired + support


def _all_idle(dataset: xr.Dataset, lang: str) -> list[str]:
    """A sentence where cost is all that differs in any member: a plan for few people may meet none that is simulated."""
    if any(_moves(dataset, one) for one in EXPORTED if one.key != COST):  # the first that moves is enough
        return []
    if not any(_moves(dataset, one) for one in EXPORTED if one.key == COST):
        return []
    share = percent(float(dataset.attrs.get("scale", math.nan)), lang=lang)
    few = pick(
        lang,
        f": {share} of potential travellers are simulated, and what concerns few of them may move none (--scale simulates more)",
        f"：本次只模拟{share}的潜在旅客，涉及人数很少的措施可能一个也没有影响到（可用 --scale 提高比例）",
    )
    told = few if share != MISSING else ""
    return [
        pick(
            lang,
            f"No outcome but cost differs from the counterfactual in any member{told}.",
            f"除成本外，所有样本的各项结果都与对照情景相同{told}。",
        )
    ]


def _moves(dataset: xr.Dataset, outcome: Outcome) -> bool:
    return bool(effect(over(dataset, outcome)).values.any())


def _brake_sentence(entry: Mapping, lang: str) -> str:
    risk, place, highest = (entry.get(key) for key in ("risk", "number", "highest"))
    name = next((pick(lang, word.en, word.zh) for word in RISK_WORDS if word.key == risk), None)
    if name is None or not isinstance(place, int) or not isinstance(highest, int | float):
        return ""
    told = f"{highest:.2f}" if f"{highest:.2f}" != "1.00" else f"{min(highest, 0.999):.3f}"  # it stayed below
    return pick(
        lang,
        f"The brake on {name.lower()} (brakes[{place}]) never acted: before the last month that risk reached at most "
        f"{told} of its threshold in any member, so results are the same without this brake.",
        f"“{name}”的制动规则（brakes[{place}]）从未启动：最后一个月之前，该风险在所有样本中最高只达到阈值的 {told} 倍，没有该规则结果相同。",
    )


def _trigger_sentence(entry: Mapping, lang: str) -> str:
    place, acted, members = (entry.get(key) for key in ("number", "acted", "members"))
    least, most = entry.get("least"), entry.get("most")
    if not all(isinstance(count, int) for count in (place, acted, members)):
        return ""
    if not isinstance(least, int | float) or not isinstance(most, int | float):
        return ""
    decimals = 0 if max(abs(least), abs(most)) >= 100 else 2
    low, high = number(least, decimals), number(most, decimals)
    ranged = low if low == high else pick(lang, f"{low} to {high}", f"{low} 至 {high}")
    where = pick(
        lang,
        f"by that month the members were at {ranged}, in the unit of the results file",
        f"到该月各样本为 {ranged}（结果文件的单位）",
    )
    if acted == 0:
        return pick(
            lang,
            f"The trigger triggers[{place}] acted in no member ({where}), so results are the same without it.",
            f"触发条件 triggers[{place}] 在所有样本中均未触发：{where}，没有该条件结果相同。",
        )
    return pick(
        lang,
        f"The trigger triggers[{place}] acted in {acted} of {members} members: {where}.",
        f"触发条件 triggers[{place}] 在 {members} 个样本中的 {acted} 个触发：{where}。",
    )


def _support_sentence(entry: Mapping, places: Mapping[str, str], lang: str) -> str:
    origins, label = entry.get("origins"), entry.get("label")
    if not isinstance(origins, Sequence) or isinstance(origins, str) or not origins:
        return ""
    named = [places.get(str(code), str(code)) for code in origins]
    return pick(
        lang,
        f"Support for new routes ({label}): nobody flew from {', '.join(named)} while it held, so nothing was paid there: too "
        "few travel to fill a route, even with this support.",
        f"新航线补贴（{label}）：补贴期间{'、'.join(named)}没有航班，未发生支出：即使有此补贴，客流仍不足以维持航线。",
    )


def _mappings(provenance: Mapping, key: str) -> Iterator[Mapping]:
    entries = provenance.get(key)
    for entry in entries if isinstance(entries, Sequence) else ():
        if isinstance(entry, Mapping):
            yield entry


def _lever_sentence(entry: Mapping, names: Mapping[str, str], lang: str) -> str:
    lever = str(entry.get("lever", ""))
    name = names.get(lever, lever)
    if entry.get("action") is None:
        return pick(lang, f"{name} changed nothing in the results.", f"{name}没有改变任何结果。")
    place = entry.get("label", "")
    return pick(lang, f"{name}, {place}, changed nothing in the results.", f"{name}的 {place} 没有改变任何结果。")


def _task_sentence(tasks: Sequence, why: Text, lang: str) -> str:
    ids = [str(task) for task in tasks]
    reason = why.of(lang).format(ids[0].split("-")[0])
    alone = len(ids) == 1 and not set("-*") & set(ids[0])
    return pick(
        lang,
        f"Task{'' if alone else 's'} {', '.join(ids)} changed nothing: {reason}.",
        f"任务 {'、'.join(ids)} 没有改变任何结果：{reason}。",
    )
