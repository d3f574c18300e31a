"""Names of the axes of a results file, and the variables that hold costs."""

from typing import NamedTuple

from common.text import Text


class AxisName(NamedTuple):
    """The name of an axis, and the words that say that a number is given along it."""

    name: Text
    by: Text


AXES = {
    "variant": AxisName(Text("Variant", "方案"), Text("by variant", "分方案")),
    "member": AxisName(Text("Ensemble member", "模拟样本"), Text("by member", "分样本")),
    "month": AxisName(Text("Month", "月份"), Text("by month", "分月")),
    "origin": AxisName(
        Text("Origin market or partner", "客源地、投资来源地或贸易伙伴"), Text("by origin", "分国家（地区）")
    ),
    "ultimate_origin": AxisName(
        Text("Ultimate origin of capital", "最终投资来源地"), Text("by ultimate origin", "分最终投资来源地")
    ),
    "district": AxisName(Text("District", "行政区"), Text("by district", "分行政区")),
    "platform": AxisName(Text("National platform", "国家级平台"), Text("by platform", "分平台")),
    "mode": AxisName(Text("Mode of investment", "投资方式"), Text("by mode", "分投资方式")),
    "tax": AxisName(Text("Tax", "税种"), Text("by tax", "分税种")),
    "education": AxisName(Text("Education of workers", "从业人员学历"), Text("by education", "分学历")),
    "group": AxisName(Text("Who gains", "获得者"), Text("by who gains", "按获得者")),
    "sector": AxisName(Text("Sector", "行业"), Text("by sector", "分行业")),
    "goods": AxisName(Text("Kind of goods", "商品类别"), Text("by kind of goods", "分商品类别")),
    "freight_mode": AxisName(Text("Way of transport", "运输方式"), Text("by way of transport", "分运输方式")),
    "freight_market": AxisName(Text("Freight market", "货运市场"), Text("by freight market", "分货运市场")),
    "train": AxisName(Text("Corridor of trains", "班列线路"), Text("by corridor", "分班列线路")),
    "cargo_source": AxisName(Text("Whose goods", "货源"), Text("by whose goods", "分货源")),
    "chain": AxisName(Text("Industrial chain", "产业链"), Text("by industrial chain", "分产业链")),
    "founder": AxisName(Text("Who founds", "创办来源"), Text("by founder", "分创办来源")),
    "organisation": AxisName(Text("Research organisation", "科研机构"), Text("by research organisation", "分科研机构")),
    "headquarters_kind": AxisName(
        Text("Kind of headquarters", "总部类型"), Text("by kind of headquarters", "分总部类型")
    ),
    "institution": AxisName(Text("Kind of institution", "机构类型"), Text("by kind of institution", "分机构类型")),
    "programme": AxisName(Text("Programme of credit", "信贷类别"), Text("by programme of credit", "分信贷类别")),
    "financial_institution": AxisName(
        Text("Financial institution", "金融机构"), Text("by kind of institution", "分机构类别")
    ),
    "direction": AxisName(Text("Direction of funds", "资金流向"), Text("by direction of funds", "分资金流向")),
    "supply": AxisName(Text("Mode of supply", "供应模式"), Text("by mode of supply", "分供应模式")),
    "zone": AxisName(Text("Zone", "片区"), Text("by zone", "分片区")),
    "purpose": AxisName(Text("Purpose of visit", "来访目的"), Text("by purpose", "分来访目的")),
    "use": AxisName(Text("Use of floor space", "用途"), Text("by use", "分用途")),
    "risk": AxisName(Text("Risk", "风险"), Text("by risk", "分风险")),
    "force": AxisName(Text("Force", "能力"), Text("by force", "分能力")),
    "lever": AxisName(Text("Lever", "政策工具"), Text("by lever", "分政策工具")),
    "city": AxisName(Text("Rival city", "竞争城市"), Text("by city", "分城市")),
    "way": AxisName(Text("Way of arrival", "到达方式"), Text("by way", "分到达方式")),
    "stage": AxisName(Text("Stage of investment", "投资阶段"), Text("by stage", "分阶段")),
    "parameter": AxisName(Text("Drawn number", "抽取的参数"), Text("by drawn number", "分参数")),
    "task": AxisName(Text("Pilot task", "试点任务"), Text("by task", "分任务")),
}
"""Axis of the results → its names."""

COSTS = ("fiscal_cost", "task_strength", "task_cost", "zone_support")
"""Variables that a lever changes by its cost alone, even where it changes no outcome."""
