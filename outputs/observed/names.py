"""What was probably meant by a column, a variable or a label that a run does not have; never another country."""

from collections.abc import Iterable, Mapping

from common import countries, other_names
from common.lookalikes import fold
from common.problems import Phrase, nearest
from outputs.observed.messages import phrase

COLUMNS: dict[str, tuple[str, ...]] = {
    "variable": ("变量", "指标", "指标名称", "名称", "项目", "series", "indicator", "name"),
    "from": ("起", "自", "起始", "开始", "开始日期", "日期", "时间", "年月", "月份", "年份", "年度", "时期", "start", "date", "month", "year", "period", "time"),
    "to": ("止", "至", "到", "结束", "结束日期", "截止", "until", "end"),
    "value": ("数值", "值", "数据", "数量", "数", "观测值", "number", "figure", "amount", "observed"),
    "unit": ("单位", "计量单位", "units"),
    "error_pct": ("误差", "误差率", "相对误差", "标准误", "error", "error %", "standard error", "sd", "uncertainty"),
    "source": ("来源", "数据来源", "出处", "备注", "说明", "notes", "note", "reference", "remark"),
    "origin": ("来源地", "客源地", "国家", "国家和地区", "国别", "country", "market", "origins", "partner"),
    "sector": ("行业", "部门", "产业", "industry", "sectors"),
    "goods": ("商品", "商品类别", "货类", "commodity", "goods kind", "product"),
    "chain": ("产业链", "chains", "industry chain"),
    "founder": ("创办来源", "founders"),
    "organisation": ("科研机构", "机构", "research organisation"),
    "headquarters_kind": ("总部类型", "headquarters"),
    "institution": ("机构", "机构类型", "institutions"),
    "freight_mode": ("运输方式", "货运方式", "transport mode"),
    "freight_market": ("货运市场", "航线区域"),
    "train": ("班列", "班列线路", "corridor"),
    "cargo_source": ("货源",),
    "programme": ("信贷类别", "programme of credit"),
    "financial_institution": ("金融机构", "金融机构类别", "financial institution"),
    "direction": ("资金流向", "流向", "direction of funds"),
    "supply": ("模式", "供应模式", "服务贸易模式", "mode of supply"),
    "zone": ("片区", "区域", "地区", "district", "zones"),
    "purpose": ("目的", "来访目的", "purposes"),
    "way": ("方式", "到达方式", "route"),
    "stage": ("阶段", "投资阶段"),
    "district": ("行政区", "区"),
    "platform": ("平台", "国家级平台", "开放平台", "platforms"),
    "mode": ("投资方式",),
    "tax": ("税种",),
    "education": ("学历", "从业人员学历"),
    "group": ("获得者",),
    "ultimate_origin": ("最终来源地", "ultimate origin", "最终来源"),
    "use": ("用途", "用地", "建筑用途", "land use"),
    "lever": ("杠杆", "政策杠杆", "举措", "policy"),
    "task": ("任务", "任务编号"),
    "risk": ("风险",),
    "force": ("能级", "五力"),
    "city": ("城市", "cities"),
}  # fmt: skip
"""Column → what people call it."""


TOTALS = frozenset(
    map(fold, ("total", "all", "sum", "合计", "总计", "全部", "全市", "总数", "小计", "不分", "所有", "世界", "world"))
)
"""What people put where a blank cell stands for the total, folded."""


def near_column(typed: str, known: Iterable[str]) -> str | None:
    """Return the column that was probably meant; None where nothing comes near."""
    names = {fold(name): column for column in known for name in (column, *COLUMNS.get(column, ()))}
    return names.get(fold(typed)) or (nearest(typed, tuple(known)) if typed else None)


def near_variable(typed: str, titles: Mapping[str, Iterable[str]]) -> str | None:
    """Return the variable that was probably meant.

    Args:
        typed: what stands in the file.
        titles: the names of each variable in the results.
    """
    if not typed:
        return None
    names = {
        fold(name): key for key, own in titles.items() for name in (key, *own, *other_names.VARIABLES.get(key, ()))
    }
    return names.get(fold(typed)) or other_names.closest(typed, names)


def unknown_label(axis: str, typed: str, known: Mapping[str, Iterable[str]]) -> tuple[Phrase, str | None]:
    """Return what is wrong with a label that a run does not have, and the label that was probably meant.

    Args:
        axis: such as ``origin``.
        typed: what stands in the file.
        known: the labels of the axis with their names in the results.
    """
    if fold(typed) in TOTALS:
        return phrase("label_of_total"), None
    if axis == "origin":
        return _unknown_origin(typed, known)
    names = {fold(name): key for key, own in known.items() for name in (key, *own, *other_names.names_of(key))}
    return phrase("unknown_label"), names.get(fold(typed)) or other_names.closest(typed, names)


def _unknown_origin(typed: str, known: Mapping[str, Iterable[str]]) -> tuple[Phrase, str | None]:
    country = countries.alpha3(typed)
    near = None if country else countries.near(typed)
    if country == countries.MAINLAND:
        return phrase("origin_mainland"), None
    if country is None and near is not None and near not in known and len(typed) > len(near):
        country = near
    if country in known or near in known:
        return phrase("unknown_label"), country or near
    if country is None or country == countries.MAINLAND:
        return phrase("unknown_label"), None
    title = countries.title(country)
    return phrase("origin_not_apart", en=title["en"], zh=title["zh"]), None  # its figure alone is not that of the rest
