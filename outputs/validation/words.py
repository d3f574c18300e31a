"""The words of a validation: names of forecasts and measures, in English and Chinese."""

import xarray as xr

from outputs.documents.document import clean
from outputs.observed.members import name_of
from outputs.observed.observation import SUMS

FORECASTS = {
    "unconditional": ("Model, world as projected", "模型（外部环境按推演）"),
    "conditional": ("Model, world as observed", "模型（外部环境按实际）"),
    "model": ("Model", "模型"),
    "naive": ("Seasonal naive", "季节性朴素法"),
    "drift": ("Drift", "漂移法"),
    "ets": ("Exponential smoothing", "指数平滑"),
    "ar1": ("AR(1) of growth", "增长率AR(1)"),
    "asia_pacific": ("2019 × recovery, Asia-Pacific", "2019年×亚太恢复率"),
    "northeast_asia": ("2019 × recovery, North-East Asia", "2019年×东北亚恢复率"),
}
SHORT = {
    "unconditional": ("as projected", "按推演"),
    "conditional": ("as observed", "按实际"),
    "naive": ("naive", "朴素"),
    "drift": ("drift", "漂移"),
    "ets": ("ETS", "ETS"),
    "ar1": ("AR(1)", "AR(1)"),
    "asia_pacific": ("recovery AP", "亚太恢复"),
    "northeast_asia": ("recovery NEA", "东北亚恢复"),
}
"""The same for a terminal."""
AXES = {
    "origin": ("by origin", "分来源地"),
    "sector": ("by sector", "分行业"),
    "zone": ("by zone", "分片区"),
    "purpose": ("by purpose", "分来访目的"),
    "use": ("by use", "分用途"),
    "city": ("by city", "分城市"),
    "way": ("by way", "分到达方式"),
    "stage": ("by stage", "分阶段"),
    "force": ("by force", "分能级"),
    "risk": ("by risk", "分风险"),
    "lever": ("by lever", "分举措"),
    "task": ("by task", "分任务"),
}
VERDICTS = {"met": ("met", "达到"), "missed": ("missed", "未达到"), "suspect": ("suspect", "存疑")}
INDICATORS = {
    "inbound_visitors": ("Inbound visitors", "入境游客"),
    "fdi_musd": ("FDI in actual use", "实际使用外资"),
    "inbound_receipts_musd": ("Visitor spending", "入境游客消费"),
}
CITIES = {
    "nanjing": ("Nanjing", "南京"),
    "shanghai": ("Shanghai", "上海"),
    "suzhou": ("Suzhou", "苏州"),
    "hangzhou": ("Hangzhou", "杭州"),
    "hefei": ("Hefei", "合肥"),
    "chengdu": ("Chengdu", "成都"),
    "chongqing": ("Chongqing", "重庆"),
}


def word(words: dict[str, tuple[str, str]], key: str, lang: str) -> str:
    """The reader's word for a key; the key itself where it is not in the list."""
    pair = words.get(key)
    return key if pair is None else pair[lang == "zh"]


def within(name: str) -> str:
    """A name inside a sentence."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def group_name(dataset: xr.Dataset, group: str, lang: str) -> str:
    """The reader's name of a group such as ``visitors/origin``; the group itself where the results lack it."""
    variable, *axes = group.split("/")
    if any(part not in dataset for part in SUMS.get(variable, (variable,))):
        return clean(group, 200)
    told = [word(AXES, axis, lang) for axis in axes]
    name = name_of(dataset, variable, (), lang)
    if not told:
        return name
    return f"{name}（{'、'.join(told)}）" if lang == "zh" else f"{name}, {' and '.join(told)}"


def period_name(first: str, last: str, lang: str) -> str:
    """A period by its days: ``2023``, ``2023-05``, ``2023-01 to 2023-03`` or whole days."""
    import numpy as np

    begin, after = np.datetime64(first), np.datetime64(last) + 1
    to = "至" if lang == "zh" else " to "
    for unit, length in (("Y", 4), ("M", 7)):
        start, end = begin.astype(f"datetime64[{unit}]"), after.astype(f"datetime64[{unit}]")
        if start.astype("datetime64[D]") == begin and end.astype("datetime64[D]") == after:
            names = [first[:length], last[:length]]
            return names[0] if names[0] == names[1] else to.join(names)
    return first if first == last else f"{first}{to}{last}"
