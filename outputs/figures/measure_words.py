"""Measures in a word or two, for marks on a figure and bars of a timeline."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr

from common.vocabulary import SHOP_WORDS
from outputs.results.dated_measures import Measure, NationalRule
from outputs.results.reader_names import axis_names

_NAMED = 2
"""Origins named one by one; more are counted."""
_SHOPS = {word.key: (word.en, word.zh) for word in SHOP_WORDS}
_TASKS = {
    "city": ("Tasks of the city", "市级任务"),
    "province": ("Tasks of the province", "省级任务"),
    "national": ("Tasks of the nation", "国家级任务"),
}
_PLAIN = {
    ("route_rights", "launch_support"): ("Launch support", "航线补贴"),
    ("route_rights", "withdrawals"): ("Rights withdrawn", "收回航权"),
    ("visa_facilitation", "visas"): ("Easier visas", "签证便利"),
    ("visa_facilitation", "work_permits"): ("Work permits", "工作许可提速"),
}


class Mark(NamedTuple):
    """A day with a word; ``national`` marks a rule of the nation and not a measure of the scenario."""

    start: np.datetime64
    text: str
    lever: str
    national: bool = False


def name_of(dataset: xr.Dataset, axis: str, key: str, lang: str) -> str:
    """The reader's name of a label of an axis; the label itself where the results do not have it."""
    coordinate = f"{axis}_key" if f"{axis}_key" in dataset else axis
    keys = [str(label) for label in dataset[coordinate].values] if coordinate in dataset else []
    return str(axis_names(dataset, axis, lang)[keys.index(key)]) if key in keys else key


def places_named(dataset: xr.Dataset, origins: Sequence[str], lang: str) -> str:
    """Some origins in few words: two by name, more as the first and a count."""
    if not origins:
        return "全部客源地" if lang == "zh" else "all origins"
    names = [name_of(dataset, "origin", origin, lang) for origin in origins[:_NAMED]]
    if len(origins) <= _NAMED:
        return ("、" if lang == "zh" else ", ").join(names)
    return f"{names[0]}等{len(origins)}地" if lang == "zh" else f"{names[0]} and {len(origins) - 1} more"


def short(dataset: xr.Dataset, measure: Measure, lang: str) -> str:
    """A measure in a word or two; one of a kind that has no word of its own is called by its lever."""
    zh, key = lang == "zh", (measure.lever, measure.kind)
    where = places_named(dataset, measure.origins, lang)
    if key == ("route_rights", "grants"):
        return f"航权：{where}" if zh else f"Flights: {where}"
    if key == ("visa_facilitation", "visa_free"):
        return f"{where}免签" if zh else f"Visa-free: {where}"
    if key == ("visa_facilitation", "transit"):
        hours = measure.action.get("hours", "")
        return f"{hours}小时过境免签" if zh else f"{hours} h transit"
    if key == ("duty_free", "tax_refund"):
        least = measure.action.get("minimum_cny", 0)
        return f"离境退税（{least}元起）" if zh else f"Tax refund from {least} CNY"
    if key == ("duty_free", "shops"):
        en, chinese = _SHOPS.get(str(measure.action.get("kind")), ("Duty-free shop", "免税店"))
        return chinese if zh else en[0].upper() + en[1:]
    if key[0] == "mixed_land_use":
        zone = name_of(dataset, "zone", str(measure.action.get("zone", "")), lang)
        return f"混合用地：{zone}" if zh else f"Mixed land: {zone}"
    if key[0] == "pilot_tasks":
        return _TASKS.get(measure.decided_by, ("Pilot tasks", "试点任务"))[zh]
    if key in _PLAIN:
        return _PLAIN[key][zh]
    return name_of(dataset, "lever", measure.lever, lang)


def national_short(dataset: xr.Dataset, rule: NationalRule, lang: str) -> str:
    """A rule of the nation in a word or two."""
    if rule.rule == "transit_hours":
        return f"全国{rule.value:.0f}小时过境免签" if lang == "zh" else f"Nationwide {rule.value:.0f} h transit"
    where = places_named(dataset, rule.origins, lang)
    return f"全国对{where}免签" if lang == "zh" else f"Nationwide visa-free: {where}"
