"""What people call the keys of a scenario file, in English and Chinese: to explain them, and to suggest the right key."""

import functools

from common.lookalikes import fold
from common.other_names import closest, names_of

FIELD_NAMES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "name": ("Name of the run", "运行名称", ("名称", "情景名称", "id")),
    "title": ("Title", "标题", ("题目", "heading")),
    "zh": ("Text in Chinese", "中文文本", ("中文", "Chinese", "cn")),
    "en": ("Text in English", "英文文本", ("英文", "English")),
    "question": ("Question", "要回答的问题", ("问题", "研究问题")),
    "author": ("Author", "作者", ("编制人", "authors", "written by")),
    "reference": ("Reference", "出处", ("来源", "依据", "参考", "references", "source", "sources")),
    "notes": ("Notes", "说明", ("备注", "注", "note", "comment", "comments", "remarks")),
    "extends": ("File that this one builds on", "所继承的文件", ("继承", "基于", "inherits", "based on", "base")),
    "counterfactual": ("Scenario compared with", "对照情景", ("对照", "反事实", "baseline", "compare with", "reference case")),
    "period": ("Period simulated", "模拟时段", ("时段", "期间", "时期", "模拟期", "horizon", "time")),
    "start": ("First month", "首月", ("起始", "开始", "起始月", "开始月份", "begin", "first month")),
    "months": ("Number of months", "月数", ("时长", "模拟月数", "duration", "length")),
    "ensemble": ("Ensemble of runs", "重复模拟", ("集合", "集合模拟", "多次运行", "runs", "monte carlo")),
    "members": ("Number of members", "样本数", ("成员", "集合成员", "样本", "样本数", "运行次数", "次数", "replications", "number of runs", "n")),
    "seed": ("Random seed", "随机种子", ("种子", "random seed")),
    "scale": ("Share of travellers simulated", "旅客模拟比例", ("比例", "抽样比例", "sample share", "sampling")),
    "world": ("Outside world", "外部环境", ("外部", "环境", "外部情形", "external", "environment", "context")),
    "parameters": ("Parameters set by hand", "自定参数", ("参数", "parameter", "params", "settings")),
    "levers": ("Levers: what is done", "政策工具", ("政策杠杆", "杠杆", "政策措施", "举措", "措施", "政策", "lever", "policies", "measures", "actions")),
    "brakes": ("Brakes on tasks", "制动规则", ("制动", "刹车", "放缓", "风险制动", "熔断", "brake", "safeguards")),
    "grants": ("Route rights granted", "新获航权", ("授予航权", "航权授予", "航班额度", "grant", "rights", "frequencies granted")),
    "withdrawals": ("Route rights taken back", "收回航权", ("取消航权", "减少航权", "撤销航权", "withdrawal", "rights withdrawn", "cuts")),
    "launch_support": ("Launch support", "新航线补贴", ("开航补贴", "航线补贴", "补贴", "航线培育", "subsidy", "route subsidy", "support")),
    "visa_free": ("Visa-free stay", "免签停留", ("免签", "免签入境", "免签政策", "visa exemption", "visa waiver")),
    "visas": ("Easier visas", "便利签证", ("签证", "简化签证", "电子签证", "口岸签证", "easier visa", "e-visa", "visa on arrival", "visa rules")),
    "form": ("Form of the visa", "签证形式", ("签证类型", "签证种类", "visa form", "visa type", "type of visa")),
    "fee_usd": ("Fee of the visa, USD", "签证费（美元）", ("签证费", "费用", "收费", "fee", "visa fee", "price", "cost")),
    "days_lost": ("Days that an applicant loses", "办理耗费天数", ("耗费天数", "办签天数", "days of procedure")),
    "transit": ("Visa-free transit", "过境免签", ("过境", "144小时", "240小时", "transit visa", "transit exemption")),
    "work_permits": ("Work permits", "工作许可", ("外国人工作许可", "工作签证", "work permit", "work visa", "permits")),
    "shops": ("Duty-free shops", "免税店", ("免税商店", "免税店铺", "shop", "duty-free shop", "stores")),
    "tax_refund": ("Tax refund on departure", "离境退税", ("退税", "购物退税", "vat refund", "refund")),
    "conversions": ("Land converted", "用地改造", ("用地转换", "改造", "土地改造", "conversion", "redevelopment")),
    "temporary_uses": ("Land put to other uses for a time", "用地过渡期转用", ("过渡期政策", "五年过渡期", "临时转用", "原用途过渡期", "temporary use", "transition period")),
    "events": ("Events", "活动", ("赛事", "展会", "会展", "节庆", "活动赛事", "event", "fairs", "matches", "festivals", "exhibitions")),
    "campaigns": ("Campaigns abroad", "境外推广", ("推广", "宣传", "推广活动", "营销", "campaign", "promotion abroad", "advertising")),
    "chain": ("Industrial chain", "产业链", ("链", "所属产业链", "industry chain", "supply chain")),
    "shared_platforms": ("Shared platforms", "公共服务平台", ("公共平台", "公共技术平台", "shared platform")),
    "leading_firms": ("Leading firms sought", "龙头企业招引", ("龙头企业", "链主企业", "链主", "招引", "anchors", "anchor firms", "leaders")),
    "local_supply": ("Matched local purchases", "本地配套对接", ("本地配套", "供需对接", "local sourcing", "local suppliers")),
    "backup_stocks": ("Reserves of inputs", "投入品储备", ("储备", "备份", "备份中心", "reserves", "stockpiles", "backup")),
    "first_use": ("First sets insured", "首台（套）保险", ("首台套", "首台套保险", "首批次", "first sets", "first-of-kind insurance")),
    "supply_shocks": ("Supply shocks", "断供冲击", ("断供", "供应链冲击", "supply shock", "shocks")),
    "capex_cny_mn_a_year": ("Money for equipment a year, million CNY", "每年设备投入（百万元）", ("设备投入", "capex", "investment a year")),
    "projects_a_year": ("Projects a year", "每年项目数", ("项目数", "projects", "number of projects")),
    "investment_usd_mn": ("Investment of a project, million USD", "单个项目投资额（百万美元）", ("投资额", "investment", "project size")),
    "support_share": ("Support, share of investment", "支持比例", ("支持比例", "support rate", "incentive")),
    "purchases_cny_mn_a_year": ("Purchases matched a year, million CNY", "每年对接采购额（百万元）", ("采购额", "matched purchases", "purchases")),
    "weeks": ("Weeks held in reserve", "储备周数", ("周数", "week")),
    "insured_cny_mn_a_year": ("Sales insured a year, million CNY", "每年投保销售额（百万元）", ("投保额", "保额", "insured", "sum insured")),
    "share_lost": ("Share of deliveries lost", "损失的供应占比", ("损失比例", "断供比例", "lost", "loss")),
    "held_in": ("Months in which it is held", "举办月份", ("月份", "举办时间", "months held", "held", "calendar")),
    "visits_thousand_a_month": ("Visits it takes a month, thousand", "每月接待人次（千人次）", ("接待人次", "人次", "规模", "capacity", "attendance", "visits", "visitors")),
    "abroad_share": ("Share from abroad", "境外人员占比", ("境外占比", "境外比例", "share abroad", "foreign share", "international share")),
    "cost_cny_mn_a_year": ("Public cost a year, million CNY", "年度公共支出（百万元）", ("成本", "支出", "办赛成本", "yearly cost", "cost a year")),
    "budget_cny_mn_a_year": ("Budget a year, million CNY", "年度预算（百万元）", ("预算", "推广预算", "经费", "budget", "yearly budget")),
    "platform_rules": ("Rules given to platforms", "赋予平台的政策", ("平台政策", "政策复制", "复制推广", "rules", "rule transfer", "platform policy")),
    "platform_area": ("Wider boundaries of platforms", "平台扩区", ("扩区", "扩容", "平台面积", "expansion", "wider boundary")),
    "enclave_parks": ("Enclave parks", "飞地园区", ("飞地", "飞地经济", "共建园区", "enclaves", "enclave park")),
    "corridors": ("Corridors", "发展走廊", ("走廊", "轴带", "三条轴带", "corridor list", "axes")),
    "metropolitan": ("Metropolitan area", "都市圈一体化", ("都市圈", "南京都市圈", "metro", "metro area")),
    "overseas_parks": ("Parks abroad", "境外产业合作园区", ("境外园区", "海外园区", "境外合作区", "parks abroad", "overseas park")),
    "platforms": ("Platforms or kinds of platforms", "平台或平台类型", ("平台", "哪些平台")),
    "platform": ("Platform", "平台", ("平台名称", "which platform")),
    "rule": ("Rule", "政策内容", ("政策", "哪项政策", "which rule")),
    "share": ("Share of the gap closed", "补齐差距的比例", ("比例", "推广比例", "degree")),
    "city": ("City of the metropolitan area", "都市圈城市", ("城市", "合作城市", "partner city", "partner")),
    "tax_share": ("Nanjing's share of the tax", "南京税收分成比例", ("税收分成", "分成比例", "share of tax")),
    "corridor": ("Corridor", "走廊", ("轴带名称", "which corridor")),
    "minutes_saved": ("Minutes saved by train", "高铁缩短分钟数", ("缩短分钟", "压缩时间", "minutes", "time saved")),
    "trains_a_day": ("Further trains a day", "每日增开列车", ("增开列车", "车次", "trains", "train frequency")),
    "carriage_saved": ("Share of carriage saved", "货运成本降低比例", ("运费降低", "物流降本", "freight saved", "truck cost saved")),
    "shared_licences": ("Share of licences that hold everywhere", "许可互认比例", ("许可互认", "跨区通办", "shared permits", "mutual licences")),
    "commuting_minutes": ("Minutes saved between cities", "城际通勤缩短分钟数", ("通勤时间", "通勤", "commuting time", "commute")),
    "origin": ("Country or region", "国家或地区", ("所在国", "国别", "country", "host", "partner country")),
    "support_cny_mn_per_firm": ("Support of each firm a year, million CNY", "每家企业年度扶持（百万元）", ("扶持", "企业扶持", "support per firm", "subsidy per firm")),
    "institutions": ("Headquarters and functional institutions", "总部与功能性机构", ("总部", "机构", "institution")),
    "headquarters": ("Headquarters", "总部企业", ("总部经济", "地区总部", "投资性公司", "headquarter", "hq")),
    "functional_institutions": ("Functional institutions", "功能性机构", ("仲裁机构", "检验检测机构", "专业机构", "functional institution")),
    "offshore_trade": ("Offshore trade", "离岸贸易", ("转口贸易", "新型离岸国际贸易", "转手买卖", "offshore", "merchanting")),
    "assets_usd_mn": ("Assets asked of the parent, million USD", "母公司资产总额门槛（百万美元）", ("资产总额", "门槛", "assets", "threshold")),
    "reward_cny_mn": ("Reward for each, million CNY", "每家奖励（百万元）", ("奖励", "奖励金额", "reward", "bonus")),
    "number": ("How many may be paid", "可奖励家数", ("奖励家数", "家数", "名额", "how many", "number paid")),
    "capacity_a_year": ("Cases a year", "年办理能力", ("办理能力", "年受理件数", "cases a year", "yearly capacity")),
    "support_cny_mn_a_year": ("Support a year, million CNY", "年度补助（百万元）", ("补助", "年度补贴", "yearly support")),
    "listed_firms": ("Firms on the white list", "白名单企业数", ("白名单", "white list", "whitelist", "listed")),
    "settlement_days": ("Days to settle", "结算天数", ("结算时间", "结算时限", "days to settle", "settlement time")),
    "stamp_duty_refund": ("Stamp duty paid back", "印花税返还比例", ("印花税", "印花税返还", "stamp duty")),
    "pilot_tasks": ("Pilot tasks", "试点任务", ("任务", "试点")),
    "from": ("In force from", "生效日期", ("自", "开始", "起", "生效", "起始日期", "开始日期", "start", "since", "effective from", "date")),
    "until": ("In force until", "截止日期", ("至", "到", "结束", "截止", "终止", "结束日期", "to", "end", "till", "expires")),
    "announced": ("Announced on", "公布日期", ("公布", "宣布", "发布日期", "announcement", "announced on")),
    "decided_by": ("Who decides", "决定层级", ("决定", "审批层级", "事权", "决策层级", "authority", "decider", "who decides")),
    "origins": ("Origin markets", "客源地", ("来源地", "国家", "国家和地区", "市场", "origin", "countries", "country", "markets")),
    "weekly_frequencies": ("Weekly return flights", "每周往返班次", ("每周班次", "班次", "周班次", "航班数", "frequencies", "flights", "weekly flights")),
    "freedom": ("Freedom of the air", "航权种类", ("航权类型", "航权", "freedom of the air", "traffic right")),
    "via": ("Place on the way", "经停地", ("经停", "中途站", "经由", "stopover", "through")),
    "cny_per_seat": ("Support for each seat, CNY", "每座补贴（元）", ("每座补贴", "补贴标准", "subsidy per seat", "per seat")),
    "cny_per_flight": ("Support for each return flight, CNY", "每个往返航班补贴（元）", ("每班补贴", "班补", "按班补贴", "subsidy per flight", "per flight", "per rotation")),
    "by_year": ("Shares of the rate by year", "逐年比例", ("分年比例", "退坡", "逐年退坡", "steps", "yearly", "per year")),
    "minimum_weekly_flights": ("Fewest weekly flights for support", "享受补贴的班次下限", ("最低班次", "班次下限", "minimum frequency", "min flights")),
    "minimum_load": ("Lowest load for support", "享受补贴的客座率下限", ("最低客座率", "客座率下限", "minimum load factor", "min load")),
    "stay_days": ("Longest stay, days", "最长停留天数", ("停留天数", "天数", "停留期", "days", "stay", "length of stay")),
    "scope": ("Where a rule holds", "适用范围", ("范围", "适用口岸", "area of validity")),
    "hours": ("Longest stay, hours", "最长停留小时数", ("小时", "停留小时", "小时数", "hour")),
    "processing_days": ("Days to a permit", "办理天数", ("办理时间", "审批天数", "办理时限", "processing time")),
    "residence_years": ("Years of residence", "居留年限", ("居留", "有效年限", "residence", "validity")),
    "zone": ("Zone", "片区", ("区域", "地点", "所在片区", "位置", "district", "location", "area name")),
    "kind": ("Kind of shop", "免税店类型", ("类型", "店型", "type", "shop kind")),
    "area_m2": ("Sales area, square metres", "营业面积（平方米）", ("面积", "营业面积", "经营面积", "建筑面积", "area", "size", "floor space")),
    "quota_cny": ("Shopping quota, CNY", "购物限额（元）", ("限额", "购物限额", "免税额度", "额度", "quota", "limit", "allowance")),
    "rate": ("Rate of refund", "退税率", ("税率", "退税比例", "refund rate")),
    "minimum_cny": ("Smallest purchase, CNY", "起退金额（元）", ("起退点", "起退金额", "最低金额", "门槛", "minimum", "threshold")),
    "hectares": ("Land, hectares", "用地面积（公顷）", ("公顷", "用地面积", "土地面积", "占地面积", "ha", "land area")),
    "plot_ratio": ("Plot ratio", "容积率", ("FAR", "floor area ratio")),
    "use": ("Use before", "原用途", ("用途", "原用地性质", "现状用途", "land use", "previous use")),
    "mix": ("Shares of the new floor space by use", "各用途比例", ("混合比例", "用途比例", "比例", "配比", "mixed use", "composition", "shares")),
    "build_months": ("Months to build", "建设月数", ("建设期", "工期", "建设周期", "construction months", "construction time")),
    "built_by": ("Who builds", "实施主体", ("建设主体", "由谁建设", "builder", "developer")),
    "years": ("Years of the term", "过渡期年数", ("年数", "年限", "过渡期", "term", "duration in years")),
    "tasks": ("Task ids", "任务编号", ("任务", "编号", "task", "ids")),
    "ramp_months": ("Months to full strength", "达到全部力度的月数", ("爬坡期", "过渡期", "爬坡月数", "ramp", "ramp up")),
    "strength": ("Strength", "落实力度", ("力度", "强度", "实施力度", "intensity")),
    "risk": ("Risk watched", "所监测的风险", ("风险", "监测风险")),
    "slows": ("Tasks held back", "被放缓的任务", ("放缓任务", "slow", "holds back", "放缓")),
    "to": ("Strength that is left", "保留的力度", ("保留力度", "降至", "reduces to", "down to")),
}  # fmt: skip
"""Key → its name in English and in Chinese, and what else people call it. Levers and worlds: :mod:`common.vocabulary`."""


def field_names(key: str) -> tuple[str, ...]:
    """Return every name of a key: itself, its names in both languages, and what else people call it."""
    english, chinese, others = FIELD_NAMES.get(key, ("", "", ()))
    return tuple(dict.fromkeys(name for name in (key, english, chinese, *others, *names_of(key)) if name))


def key_meant(typed: object, keys: tuple[str, ...]) -> str | None:
    """Return the one of ``keys`` that was probably meant: by a name in use, else the one with the name most alike."""
    if not isinstance(typed, str) or not fold(typed):
        return None
    known = _folded(keys)
    return known.get(fold(typed)) or closest(typed, known)


@functools.lru_cache(256)
def _folded(keys: tuple[str, ...]) -> dict[str, str]:
    found = {fold(key): key for key in keys}
    for key in keys:
        for name in field_names(key):
            found.setdefault(fold(name), key)
    return found
