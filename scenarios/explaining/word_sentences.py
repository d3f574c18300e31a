"""What a zone, sector, risk, stage, kind of shop or capability is, what moves it and what it moves, in both languages."""

from common.text import pick

_WORDS: dict[str, tuple[str, str]] = {
    # variants
    "counterfactual": (
        "The city without what the scenario does, unless its file names another plan: what was in force at the end of 2022 "
        "goes on, and world, luck and numbers are the same. The effect is scenario minus counterfactual. Alone it runs as "
        "no-pilot.",
        "不实施情景中各项措施时的南京（除非文件另行指定对照）：2022年末已有的开放措施照旧，外部环境、随机性与参数均相同。"
        "效果为情景减对照情景。单独运行可用 no-pilot。",
    ),
    "scenario": (
        "The city with what the scenario file does.",
        "实施情景文件中各项措施时的南京。",
    ),
    # zones
    "jiangbei": (
        "New area north of the Yangtze with the free-trade zone, chips and biomedicine.",
        "长江以北的国家级新区，含自贸试验区南京片区，以集成电路、生物医药为主。",
    ),
    "software_valley": (
        "Software and digital services in the south-west, a national base of digital-service exports.",
        "位于雨花台区，以软件和数字服务为主，国家数字服务出口基地。",
    ),
    "culture_belt": (
        "Xuanwu, Qinhuai, Gulou and Jiangning districts without the shopping core and the airport.",
        "玄武、秦淮、鼓楼、江宁四区（不含新街口、夫子庙商圈和禄口空港）。",
    ),
    "xinjiekou_fuzimiao": ("The two shopping and sightseeing quarters.", "新街口商圈与夫子庙步行街。"),
    "lukou": ("The area around the airport.", "禄口国际机场周边的空港地区。"),
    "rest_of_city": ("All other districts and land.", "其余各区。"),
    # risks
    "capital_flows": (
        "Capital that may leave suddenly: volatile inflows, the share that can leave at short notice, firms that leave.",
        "资金突然外流的可能：流入波动、短期可撤出资金占比、企业退出率，取其中最高者。",
    ),
    "concentration": (
        "Dependence on few: sectors of investment, capital through Hong Kong, the largest supplier of imports.",
        "对少数行业和投资来源地的依赖：外资行业集中度、经香港外资占比、最大进口伙伴占比，取其中最高者。",
    ),
    "overstay": ("Visitors who stay beyond their permit in a year.", "一年内超过停留期限未离境的人数。"),
    "data": ("Incidents with data held or sent across the border in a year.", "一年内涉及数据存储和出境的安全事件数。"),
    "crowding": ("People present in the fullest zone.", "人员最密集片区的拥挤程度。"),
    "rents": ("Rise of rents in a year beyond that of prices.", "一年内租金超过物价的涨幅。"),
    # stages
    "prospects": ("Investors who have heard of Nanjing.", "已了解南京、尚未考察的投资者。"),
    "scouting": ("Investors who travel to look at cities.", "正在实地考察、比较城市的投资者。"),
    "licensed": ("Firms with a licence that have paid in nothing yet.", "已设立、尚未到资的企业。"),
    "paying_in": ("Firms that pay in their capital by instalments.", "按期分批到资的企业。"),
    "operating": ("Firms in business.", "已投产经营的企业。"),
    # shops
    "hall": (
        "A place for fairs and congresses; it can be full in a month.",
        "举办展会和会议的展馆，月度档期可能排满。",
    ),
    "stadium": (
        "A place for matches and shows; it can be full in a month.",
        "举办赛事和演出的体育场馆，月度档期可能排满。",
    ),
    "outdoors": ("Streets and parks; events there need no house.", "街区与公园，在此举办的活动不占用场馆档期。"),
    "downtown": ("A shop in the city where goods are collected at departure.", "设在市区、离境时提货的免税店。"),
    "departure": ("A shop behind the border check at departure.", "口岸出境隔离区内的免税店。"),
    "arrival": ("A shop before the border check at arrival.", "口岸入境处的免税店。"),
}
_MOVED: dict[str, tuple[str, str]] = {
    "zone": (
        "land conversions, zone programmes, firms, visitors and residents who use its space",
        "土地转换、园区招引政策，以及使用其空间的企业、游客和居民",
    ),
    "sector": (
        "access, licences, recognised qualifications and costs that tasks change; rents, talent and flights",
        "任务改变的准入、审批、资格互认和成本，以及租金、人才和航班",
    ),
    "stage": (
        "news, flights, market access, days of licences and rents",
        "信息传播、航班、市场准入、审批时长和租金",
    ),
    "venue": (
        "fairs and matches of tasks and scenarios; halls and stadiums built",
        "任务与情景中的展会赛事，以及场馆建设",
    ),
    "shop": ("area, quota and opening dates in a scenario", "情景中的面积、限额和开业日期"),
    "capital_flows": (
        "tasks that open accounts, cash pools and funds raise it; financial supervision lowers it",
        "账户、资金池和基金开放类任务使其上升，金融监管类任务使其下降",
    ),
    "concentration": (
        "where investors and imports come from; backup suppliers (6.12) lower it",
        "投资和进口来源；产业链备份（6.12）使其下降",
    ),
    "overstay": ("visitors by terms of entry", "按入境条件区分的游客数"),
    "data": (
        "tasks that open to data raise it; data security tasks lower it; more firms, more incidents",
        "数据开放类任务使其上升，数据安全类任务使其下降；企业越多事件越多",
    ),
    "crowding": ("visitors and residents out in the city", "游客与出行居民"),
    "rents": ("demand for space and land conversions", "空间需求与土地转换"),
    "force": ("the results it is made of", "构成它的各项结果"),
}
_MOVES: dict[str, tuple[str, str]] = {
    "zone": ("rents and liveliness, which firms, visitors and talent meet", "租金和活力，进而影响企业、游客和人才"),
    "sector": ("investment, jobs, services trade and floor space", "外资、就业、服务贸易和建筑面积"),
    "stage": ("foreign capital in actual use, firms and jobs", "实际使用外资、企业数和就业"),
    "venue": (
        "events that find room, hence visitors and buyers from abroad",
        "能够落地的活动，进而影响境外游客与采购商",
    ),
    "shop": ("duty-free sales and what shopping is worth to visitors", "免税销售额和购物对游客的吸引力"),
    "capital_flows": ("over its threshold, the premium that investors ask", "超过阈值后，投资者要求的风险溢价上升"),
    "concentration": ("over its threshold, the cost of goods trade", "超过阈值后，货物贸易成本上升"),
    "overstay": ("over its threshold, days that permits take", "超过阈值后，证件审发时间延长"),
    "data": ("over its threshold, the cost of services across the border", "超过阈值后，跨境服务成本上升"),
    "crowding": ("what a visit is worth to visitors", "来访对游客的吸引力下降"),
    "rents": ("costs of firms, hotels and homes", "企业、酒店和住房成本"),
    "force": ("nothing: it is a measure", "不影响其他结果，仅作衡量"),
}


def word_rows(axis: str, key: str, lang: str) -> list[tuple[str, str | None]]:
    """Return labelled lines on a word of a list: what it is, what moves it and what it moves; none where nothing is said."""
    found = (("about", _WORDS.get(key)), ("moved_by", _said(_MOVED, axis, key)), ("moves", _said(_MOVES, axis, key)))
    return [(label, pick(lang, *texts)) for label, texts in found if texts and axis in _TOLD]


def _said(texts: dict[str, tuple[str, str]], axis: str, key: str) -> tuple[str, str] | None:
    return texts.get(key if axis == "risk" else axis)


_TOLD = ("variant", "zone", "sector", "risk", "stage", "shop", "venue", "force")
