"""The words of explanations, in English and Chinese."""

import math
import re
from collections.abc import Iterable

from common.text import pick

KINDS = {
    "scenario": ("scenario", "情景"),
    "lever": ("lever", "政策工具"),
    "task": ("pilot task", "试点任务"),
    "variable": ("result", "结果变量"),
    "channel": ("channel of tasks", "任务渠道"),
    "world": ("outside world", "外部环境"),
    "parameter": ("parameter", "参数"),
    "origin": ("origin market", "客源地与投资来源地"),
    "zone": ("zone", "片区"),
    "sector": ("sector", "行业"),
    "goods": ("kind of goods", "商品类别"),
    "headquarters_kind": ("kind of headquarters", "总部类型"),
    "institution": ("kind of institution", "机构类型"),
    "freight_mode": ("way of transport", "运输方式"),
    "freight_market": ("freight market", "货运市场"),
    "train": ("corridor of trains", "班列线路"),
    "sailing": ("kind of sailing", "航线类别"),
    "logistics_hub": ("kind of logistics hub", "物流枢纽类型"),
    "cargo_source": ("whose goods", "货源"),
    "chain": ("industrial chain", "产业链"),
    "founder": ("founder of domestic firms", "本土企业创办来源"),
    "organisation": ("research organisation", "科研机构类别"),
    "programme": ("programme of credit", "信贷类别"),
    "financial_institution": ("financial institution", "金融机构类别"),
    "direction": ("direction of funds", "资金流向"),
    "supply": ("mode of supply of services", "服务贸易供应模式"),
    "use": ("use of floor space", "建筑用途"),
    "purpose": ("purpose of visit", "来访目的"),
    "way": ("way of arrival", "到达方式"),
    "stage": ("stage of investment", "投资阶段"),
    "district": ("district", "行政区"),
    "platform": ("national platform", "国家级平台"),
    "platform_kind": ("kind of platform", "平台类型"),
    "platform_rule": ("rule of platforms", "平台政策"),
    "corridor": ("corridor", "发展走廊"),
    "metro_city": ("city of the metropolitan area", "都市圈城市"),
    "mode": ("mode of investment", "投资方式"),
    "tax": ("tax", "税种"),
    "education": ("education of workers", "从业人员学历"),
    "group": ("who gains", "获得者"),
    "city": ("rival city", "竞争城市"),
    "risk": ("risk", "风险"),
    "force": ("force", "能力"),
    "freedom": ("freedom of the air", "航权种类"),
    "venue": ("kind of venue", "场馆类型"),
    "shop": ("kind of shop", "免税店类型"),
    "decider": ("who decides", "决定层级"),
    "variant": ("variant", "方案"),
    "scope": ("where a rule holds", "适用范围"),
    "visa_form": ("form of a visa", "签证形式"),
    "builder": ("who builds", "实施主体"),
    "case": ("case of the outside world", "外部环境情形"),
    "field": ("key of a scenario file", "情景文件中的键"),
    "input": ("file beside a scenario", "情景附带的文件"),
}
LABELS = {
    "about": ("What it is", "内容"),
    "acts_on": ("Acts on", "作用于"),
    "actions": ("In the file", "文件写法"),
    "all_actions": ("Every action also has", "各项措施还可写"),
    "same_as": ("Also set by tasks", "亦由任务设定"),
    "field": ("Field", "领域"),
    "no_effect": ("No effect in the model", "模型中无作用"),
    "not_modelled": ("Not modelled", "模型未包括"),
    "moved_by": ("Moved by", "受何影响"),
    "moves": ("Moves", "影响什么"),
    "timing": ("Timing", "进度"),
    "cost": ("Public cost", "财政成本"),
    "evidence": ("Evidence", "证据等级"),
    "decided_by": ("Decided by", "决定层级"),
    "source": ("Source", "来源"),
    "unit": ("Unit", "单位"),
    "cap": ("Cap", "上限"),
    "apart_by": ("Told apart by", "分类维度"),
    "pushed_by": ("Pushed by tasks", "有关任务"),
    "default": ("Default", "默认值"),
    "range": ("Range", "允许范围"),
    "role": ("Role", "角色"),
    "prior": ("Prior", "先验分布"),
    "fitted": ("Fitted (80 %)", "拟合值（80%）"),
    "set_by": ("To set it", "设定方法"),
    "axes": ("Dimensions", "维度"),
    "measure": ("Measured", "口径"),
    "question": ("Question", "问题"),
    "period": ("Period", "时段"),
    "goes_on_from": ("Goes on from", "接续"),
    "levers": ("Levers (actions)", "政策工具（措施数）"),
    "against": ("Compared with", "对照"),
    "members": ("Members", "模拟样本数"),
    "notes": ("Notes", "说明"),
    "file": ("File", "文件"),
    "cases": ("Cases", "可选情形"),
    "people": ("People", "人口"),
    "gdp": ("GDP 2022", "2022 年国内生产总值"),
    "distance": ("Distance to Nanjing", "距南京"),
    "visitors_2019": ("Overnight visitors of Nanjing in 2019", "2019 年来宁过夜游客"),
    "flights_2019": ("Weekly return flights with Lukou in 2019", "2019 年与禄口每周往返航班"),
    "fdi_share": ("Share of Nanjing's FDI in 2022", "占南京 2022 年外资比重"),
    "visa_free": ("Visa-free stay at the end of 2022", "2022 年底免签停留"),
    "others": ("Beside", "同类"),
    "told_apart": ("Results told apart by it", "可按此分类的结果"),
    "named_by": ("Tasks that name it", "涉及的任务"),
    "made_of": ("Made of", "构成"),
    "beside_rivals": ("Rival cities", "竞争城市"),
    "benchmark": ("Benchmark of the strategy", "战略对标"),
    "sectors": ("Sectors named", "涉及行业"),
    "limits": ("Limits on foreign investors, points, and who may lift them", "对外资的限制（指数点）及可取消的层级"),
    "professions": ("Professions, share of licensed posts", "职业（占需持证岗位比例）及认可层级"),
    "zones": ("Zones named", "涉及片区"),
    "needs": ("Builds on", "前提"),
    "sets": ("Sets", "设定"),
    "stands": ("Where in the file", "所在位置"),
    "allowed": ("Allowed", "可以填写"),
    "keys": ("Keys below it", "其下各键"),
    "chosen": ("May be chosen for", "可用于"),
    "rule": ("Rule", "规则"),
}
LEVERS = {
    "route_rights": (
        (
            "Rights to fly: weekly return flights that a group of origins may share on top of the rights of 2022, and "
            "support for the first years of new flights."
        ),
        "航权：若干客源地在 2022 年权利之外可共用的每周往返班次，以及新航线初期的补贴。",
    ),
    "visa_facilitation": (
        "Ways in: visa-free stays, visa-free transit, and faster and longer work permits.",
        "入境便利：免签停留、过境免签，以及更快、更长的工作许可。",
    ),
    "duty_free": (
        "Shopping without tax: duty-free shops downtown and at the airport, and tax refund on departure.",
        "免税购物：市内与口岸免税店，以及离境退税。",
    ),
    "mixed_land_use": (
        "Land taken out of one use at once and rebuilt with several, ready after its build time.",
        "混合用地：土地当即退出原用途，按多种用途重建，建设期满后投入使用。",
    ),
    "events_and_campaigns": (
        "Events and fairs of the city's own calendar, by month, size, places for people from abroad and cost; halls and stadiums; campaigns in markets abroad, by budget.",
        "自办活动与展会（按月份、规模、面向境外名额和支出）、展馆与体育场馆建设，以及境外推广（按预算）。",
    ),
    "consumption": (
        "First stores supported, time-honoured brands renewed, firms served to sell abroad by e-commerce, warehouses abroad, livestream bases.",
        "支持引进首店、焕新老字号、培育跨境电商卖家、海外仓与直播电商基地。",
    ),
    "digital_trade": (
        "Desks for data that leave the country, lists of the free-trade zone, computing power, dedicated lines, an exchange for data.",
        "数据出境服务专窗、自贸试验区数据出境负面清单、算力、国际互联网专用通道与数据交易。",
    ),
    "science": (
        "Laboratories and cross-border institutes by posts and budget, rights assigned to researchers, transfer offices by cases a year, "
        "money for proofs of concept, alumni parks and young scientists. Research and firms take years, so that three "
        "years show next to nothing of it in foreign investment and trade.",
        "科技创新：实验室与跨境科研机构（按岗位和经费）、职务科技成果赋权、技术转移机构（按年办理件数）、概念验证资金、校友科技园和青年科学家岗位。"
        "科研和企业成长需要数年，三年内对外资和外贸几乎没有影响。",
    ),
    "places": (
        "Rules and land of national platforms, enclave parks, corridors, the metropolitan area and parks abroad.",
        "国家级平台的政策与用地、飞地园区、发展走廊、都市圈一体化和境外产业合作园区。",
    ),
    "institutions": (
        "Headquarters of groups (thresholds, rewards), institutions that serve firms (cases a year), offshore trade (days, duty, white list).",
        "总部（门槛、奖励）、服务企业的功能性机构（年办案或服务件数）与离岸贸易（结算天数、印花税、白名单）。",
    ),
    "freight": (
        "Freighters and trains with support on offer, sailings and hours at the port, a cargo airline's base, logistics hubs, express rail.",
        "国际全货机与班列（按班次和支持标准）、江海联运航班与口岸时间、货运基地航空、国家物流枢纽、高铁快运。",
    ),
    "industrial_chains": (
        "Shared platforms, leading firms sought, matched local purchases, reserves of inputs and insured first sets, by chain.",
        "产业链：公共服务平台、龙头企业招引、本地配套对接、投入品储备与首台（套）保险。",
    ),
    "cross_border_finance": (
        "Cash pools by quota and threshold, accounts for all currencies, licences of foreign institutions and of finance companies, funds by quota, "
        "programmes of credit by money and guarantee.",
        "跨境金融：资金池额度与门槛、本外币合一账户、外资金融机构与财务公司牌照、合格境外有限合伙人（QFLP）和合格境内有限合伙人（QDLP）试点额度、信贷计划规模与担保。",
    ),
    "pilot_tasks": (
        "Tasks of the plan and of the city's strategy, carried out from a date with a strength of 0 to 1.",
        "试点方案与城市战略中的任务，自起始日期起按 0 至 1 的力度落实。",
    ),
}
LEVER_ACTS = {
    "route_rights": (
        "carriers, who may fly more where they expect it to pay; by seats and fares visitors, investors and talent",
        "航空公司：在预期盈利时可增开航班；并经座位与票价影响游客、考察的投资者和人才",
    ),
    "visa_facilitation": (
        "travellers' cost of getting in and permitted stay, transit passengers, and how long a work permit takes",
        "旅客的入境成本与停留期、过境旅客，以及工作许可的办理时间",
    ),
    "duty_free": (
        "what shopping is worth to a visitor, and what visitors and departing residents buy",
        "购物对游客的价值，以及游客和出境居民的购买",
    ),
    "mixed_land_use": (
        "floor space by use and zone, hence rents and vibrancy, which firms, visitors and talent meet",
        "各片区各用途的建筑面积，进而影响企业、游客和人才所面对的租金与活力",
    ),
    "events_and_campaigns": (
        "whom events draw in their months as far as halls and stadiums have days left, near markets more than far ones; buyers whom exporters meet at fairs; and how many travellers hear of Nanjing",
        "展馆和体育场馆档期允许时，活动在举办月份吸引的游客（近程客源地多于远程）；展会上与出口企业对接的采购商；以及新听说南京的旅客数量",
    ),
    "consumption": (
        "brands, who open stores where support covers what they would lose at first; firms, who sell abroad online where it pays; visitors, whom shops draw",
        "品牌方：支持可弥补前期亏损时开设首店；企业：划算时开展跨境电商；游客：受购物场所吸引",
    ),
    "digital_trade": (
        "firms that send data abroad or trade by line: what holding data back costs, who takes a line, the price of computing",
        "开展数据出境和线上交付的企业：数据留存境内的成本、专线使用和算力价格，进而影响服务贸易与外资",
    ),
    "science": (
        "researchers, what they invent and who takes it up; who founds firms on it; posts for returnees and foreigners",
        "研究人员及其发明、成果的承接与转化、科技企业的创办，以及面向留学归国和外籍人员的岗位",
    ),
    "places": (
        "where in the city investors settle and under which rules, what goods cost on the way and in bond, how near customers, workers and neighbouring cities are, and who produces outside the city",
        "投资者在市内的选址与适用政策、货物的运输与保税成本、客户、劳动力与周边城市的可达性，以及到市外生产的企业",
    ),
    "institutions": (
        "groups that could found a headquarters, firms that bring disputes, certificates and policies somewhere, intermediaries who book offshore trade",
        "有条件设立总部的集团、需要解决纠纷或办理认证与保险的企业，以及选择离岸贸易结算地的中间商",
    ),
    "freight": (
        "by which way goods leave and come, what flies and runs where it pays, and so what trade pays in freight and time",
        "货物进出的运输方式与口岸、货机和班列在能盈利时的开行数量，进而影响外贸的运费与时间成本",
    ),
    "industrial_chains": (
        "what a chain costs to run here, how deep its suppliers are and how long it can do without imports, hence its exports, imports and foreign investors",
        "产业链在宁成本、本地配套深度与断供承受期，进而影响其出口、进口和外商投资者",
    ),
    "cross_border_finance": (
        "groups that pool cash, what capital costs foreign firms, technology firms that get credit, and balances that can leave at short notice, which the regulator watches",
        "集团入池与跨境余额、外资企业资金成本、科技企业获得的信贷，以及监管部门关注的可短期流出资金",
    ),
    "pilot_tasks": (
        "what firms, traders, talent, visitors and the regulator meet, through the channels of the tasks",
        "经由各任务的渠道，影响企业、贸易商、人才、游客和监管者所面对的条件",
    ),
}
ROOMS = {
    "firms": ("foreign investors and firms", "外商投资者与企业"),
    "freight": ("shippers, freighters and trains", "货主、货机与班列"),
    "trade": ("firms that trade abroad", "对外贸易企业"),
    "consumption": ("shops, brands and sellers by e-commerce", "商店、品牌与跨境电商卖家"),
    "exhibitions": ("halls, stadiums and their events", "展馆、体育场馆及其活动"),
    "digital": ("digital trade and data", "数字贸易与数据"),
    "finance": ("cross-border finance", "跨境金融"),
    "home": ("domestic firms and those who found them", "本土企业及其创办者"),
    "science": ("laboratories, universities and the transfer of their results", "实验室、高校与成果转化"),
    "talent": ("foreign professionals and returnees", "外籍专业人士与留学归国人员"),
    "visitors": ("inbound visitors", "入境游客"),
    "travel": ("cost and time of getting to Nanjing", "来宁的费用与时间"),
    "carriers": ("airlines", "航空公司"),
    "duty_free": ("shops and refunds", "免税店与退税"),
    "zones": ("floor space, rents and vibrancy", "建筑面积、租金与活力"),
    "regulator": ("risks and brakes", "风险与制动"),
    "forces": ("the five forces", "五种能力（“五力”）"),
    "world": ("the world outside", "外部环境"),
    "rivals": ("rival cities", "竞争城市"),
    "levers": ("rules in force in 2022 and costs of levers", "2022 年现行规则与政策成本"),
    "pilot_tasks": ("pilot tasks", "试点任务"),
    "institutions": ("headquarters and functional institutions", "总部与功能性机构"),
    "economy": ("the city's economy", "全市经济"),
    "places": ("platforms, parks and the metropolitan area", "园区与都市圈"),
    "attractions": ("sights, shops and events that draw visitors", "景区、商业与会展赛事的吸引力"),
    "builders": ("builders of floor space", "房地产开发建设"),
    "chains": ("industrial chains", "产业链"),
    "desks": ("public cost of cases and talks", "审批与谈判的公共成本"),
    "hotels": ("hotels", "住宿业"),
    "residents": ("residents who travel", "出游居民"),
    "rights": ("traffic rights of 2022", "2022 年航权"),
}
GRADES = {
    "A": ("A, causal estimate: its effect was measured elsewhere", "A（有因果证据：同类措施的作用已在他处测得）"),
    "B": ("B, correlation: moves together with what it should bring", "B（有相关性证据：同类措施与预期成效同向变动）"),
    "C": ("C, expert analogy: judged after like measures", "C（专家类比：参照同类措施判断）"),
    "D": ("D, none: no evidence, a guess where it has an effect at all", "D（无证据，作用大小为估计）"),
}
ROLES = {
    "constant": ("constant: the same in every member", "常数：各样本相同"),
    "uncertainty": ("uncertainty: each member draws its own value", "不确定量：每个样本各抽一值"),
    "calibrated": (
        "calibrated: fitted to the evidence, each member draws its own value",
        "校准量：据证据拟合，每个样本各抽一值",
    ),
}
MEASURES = {
    "flow": ("per month", "每月合计"),
    "stock": ("at the end of each month", "每月末"),
    "index": ("a level in each month", "每月水平"),
}
_PRIORS = {
    "fixed": ("none, fixed", "无，固定"),
    "uniform": ("uniform over the range", "在允许范围内均匀"),
    "triangular": ("triangular over the range, most likely at the default", "三角分布，以默认值为众数"),
    "normal": ("normal around the default, standard deviation {}", "以默认值为中心的正态分布，标准差 {}"),
    "lognormal": ("lognormal around the default, sigma {}", "以默认值为中心的对数正态分布，σ = {}"),
}
_CHINESE_UNITS = {"million": (0.01, "亿人"), "billion USD": (1e-3, "万亿美元"), "km": (1, "公里"), "days": (1, "天")}


def kind(key: str, lang: str) -> str:
    """What kind of thing a name is."""
    return pick(lang, *KINDS[key])


def label(key: str, lang: str) -> str:
    """Return the label of a line."""
    return pick(lang, *LABELS[key])


def room(key: str, lang: str) -> str:
    """Return the part of the model, in words."""
    return pick(lang, *ROOMS.get(key, (key, key)))


def join(items: Iterable[str], lang: str) -> str:
    """Return a list as part of a sentence."""
    return ("、" if lang == "zh" else ", ").join(items)


def source(text: str, lang: str) -> str:
    """Return a source in brackets behind a number."""
    return f"（{text.replace('assumption: ', '假设：')}）" if lang == "zh" else f" ({text})"


def given_by(text: str, lang: str) -> str:
    """Return where a number comes from, in brackets; in Chinese what kind of source it is, and a citation where there is one.

    The reasons of assumptions are written in English, in the tables and with ``--lang en``.
    """
    if lang != "zh":
        return source(text, lang)
    cited, _, assumed = text.partition("assumption:")
    cited = cited.strip(" ;:,")
    if not cited:
        return "（假设）"
    if not _is_citation(cited):
        return "（有英文资料来源，见 --lang en）"
    named = f"原文：{cited}" if _ENGLISH.search(cited) else cited
    return f"（{named}；其余为假设）" if assumed else f"（{named}）"


_ENGLISH = re.compile(r"(?:[A-Za-z]?[a-z]+ ){2}[a-z]+")


def _is_citation(text: str) -> bool:
    """Whether a source is short enough to be a name and a year, not a sentence."""
    return len(text) <= 60 and re.search(r"\b(1[89]|20)\d\d\b", text) is not None and text.count("(") == text.count(")")


def document(task: str, table: int, field_zh: str, text: str, lang: str) -> str:
    """Return the document that a task stands in."""
    if lang != "zh":
        return text
    if table == 6:
        return f"《高水平对外开放提升城市能级的南京方略》，“{field_zh}”部分"
    return f"《南京市服务业扩大开放综合试点总体方案》（商资发〔2022〕209号），任务清单表{table}第{task.split('.')[1]}项"


def prior(text: str, lang: str) -> str:
    """Return a parameter's prior in words."""
    name, _, spread = text.partition(":")
    return pick(lang, *_PRIORS[name]).format(spread)


def timing(delay: float, ramp: float, lang: str) -> str:
    """When a task begins to act and when it acts in full, months."""
    if ramp == 0:
        return pick(lang, f"in full after {delay:g} months", f"{delay:g} 个月后达到全部力度")
    return pick(
        lang,
        f"first effect after {delay:g} months, full effect {ramp:g} months later",
        f"{delay:g} 个月后开始见效，再过 {ramp:g} 个月达到全部力度",
    )


def yearly_cost(millions: float, lang: str) -> str:
    """Public cost at full strength, million CNY a year."""
    return pick(lang, f"{millions:g} million CNY a year at full strength", f"全部力度时每年 {100 * millions:,.0f} 万元")


def period(start: str, months: int, lang: str) -> str:
    """Return the months that a scenario covers."""
    return pick(lang, f"{months} months from {start}", f"自 {start} 起 {months} 个月")


def number(value: float, unit: str, lang: str) -> str:
    """Return a number with its unit; empty where there is none."""
    if math.isnan(value):
        return ""
    factor, name = _CHINESE_UNITS.get(unit, (1, unit)) if lang == "zh" else (1, unit)
    value *= factor
    gap = "" if lang == "zh" and name == "%" else " "
    return f"{value:,.0f}{gap}{name}".rstrip() if abs(value) >= 100 else f"{value:.3g}{gap}{name}".rstrip()
