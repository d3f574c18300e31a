"""Names of forecasts, verdicts, series and periods in a validation, in English and Chinese."""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from common.results_names import AXES
from common.text import Text
from outputs.documents.document import clean
from outputs.observed.members import name_of
from outputs.observed.observation import SUMS

FORECASTS = {
    "unconditional": Text("Model, world as projected", "模型（外部环境按推演）"),
    "conditional": Text("Model, world as observed", "模型（外部环境按实际）"),
    "model": Text("Model", "模型"),
    "naive": Text("Seasonal naive", "季节性朴素法"),
    "drift": Text("Drift", "漂移法"),
    "ets": Text("Exponential smoothing", "指数平滑"),
    "ar1": Text("AR(1) of growth", "增长率AR(1)"),
    "asia_pacific": Text("2019 × recovery, Asia-Pacific", "2019年×亚太恢复率"),
    "northeast_asia": Text("2019 × recovery, North-East Asia", "2019年×东北亚恢复率"),
}
SHORT = {
    "unconditional": Text("as projected", "按推演"),
    "conditional": Text("as observed", "按实际"),
    "naive": Text("naive", "朴素"),
    "drift": Text("drift", "漂移"),
    "ets": Text("ETS", "ETS"),
    "ar1": Text("AR(1)", "AR(1)"),
    "asia_pacific": Text("recovery AP", "亚太恢复"),
    "northeast_asia": Text("recovery NEA", "东北亚恢复"),
}
"""The same for a terminal."""
VERDICTS = {
    "met": Text("met", "达到"),
    "missed": Text("missed", "未达到"),
    "suspect": Text("suspect", "存疑"),
    "quiet": Text("not triggered", "未触发"),
}
INDICATORS = {
    "inbound_visitors": Text("Inbound visitors", "入境游客"),
    "fdi_musd": Text("FDI in actual use", "实际使用外资"),
    "inbound_receipts_musd": Text("Visitor spending", "入境游客消费"),
}


def word(words: Mapping[str, Text], key: str, lang: str) -> str:
    """Return the name of ``key`` in ``lang``; a key that is not in the list is returned as it is."""
    name = words.get(key)
    return key if name is None else name.of(lang)


def within(name: str) -> str:
    """A name inside a sentence."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def group_name(dataset: xr.Dataset, group: str, lang: str) -> str:
    """The reader's name of a group such as ``visitors/origin``; the group itself where the results lack it."""
    variable, *axes = group.split("/")
    if any(part not in dataset for part in SUMS.get(variable, (variable,))):
        return clean(group, 200)
    parts = [AXES[axis].by.of(lang) if axis in AXES else axis for axis in axes]
    name = name_of(dataset, variable, (), lang)
    if not parts:
        return name
    return f"{name}（{'、'.join(parts)}）" if lang == "zh" else f"{name}, {' and '.join(parts)}"


def period_name(first: str, last: str, lang: str) -> str:
    """A period by its days: ``2023``, ``2023-05``, ``2023-01 to 2023-03`` or whole days."""
    begin, after = np.datetime64(first), np.datetime64(last) + 1
    to = "至" if lang == "zh" else " to "
    for unit, length in (("Y", 4), ("M", 7)):
        start, end = begin.astype(f"datetime64[{unit}]"), after.astype(f"datetime64[{unit}]")
        if start.astype("datetime64[D]") == begin and end.astype("datetime64[D]") == after:
            names = [first[:length], last[:length]]
            return names[0] if names[0] == names[1] else to.join(names)
    return first if first == last else f"{first}{to}{last}"
