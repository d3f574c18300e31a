"""What people call the words of the model: other names and short names in English and Chinese, and the word they mean."""

import difflib
import functools
from collections.abc import Iterable, Mapping

from common import vocabulary
from common.lookalikes import fold
from common.vocabulary import Word

CLOSE = 0.6
"""How alike a misspelt name and a known one must be, 0 to 1."""
WORD_LISTS: tuple[tuple[Word, ...], ...] = tuple(
    words for name, words in vars(vocabulary).items() if name.endswith("_WORDS")
)
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    # zones
    "jiangbei": ("Jiangbei", "Jiangbei New District", "江北", "南京江北新区", "江北新区直管区"),
    "software_valley": ("中国(南京)软件谷", "Software Valley", "Nanjing Software Valley", "软件谷", "南京软件谷", "雨花台", "雨花台区"),
    "culture_belt": ("玄武-秦淮-鼓楼-江宁文化带", "culture belt", "文化带", "玄武", "秦淮", "鼓楼", "江宁"),
    "xinjiekou_fuzimiao": ("Xinjiekou", "Fuzimiao", "Confucius Temple", "新街口", "夫子庙", "市中心"),
    "lukou": ("Lukou", "airport", "NKG", "Nanjing Lukou", "Lukou airport", "禄口", "禄口机场", "禄口国际机场", "空港", "机场"),
    "rest_of_city": ("rest of Nanjing", "other zones", "其他片区", "其他区域", "其余片区", "全市其他区域"),
    # sectors
    "technology": ("tech", "science and technology", "R&D services", "科技", "科学技术", "科学研究和技术服务业"),
    "professional": ("professional", "专业"),
    "business": ("business", "商务", "租赁和商务服务业"),
    "logistics": ("transport", "logistics and transport services", "物流", "运输", "交通运输", "物流运输"),
    "education": ("education services", "教育"),
    "finance": ("financial services", "banking", "金融", "金融业"),
    "health": ("health care", "healthcare", "medical", "健康", "医疗", "健康医疗", "卫生", "医药"),
    "telecom": ("telecoms", "telecommunication", "电信", "通信", "信息通信", "增值电信"),
    "culture": ("cultural services", "文旅"),
    "legal": ("law", "law firms", "法律"),
    "tourism_retail": ("tourism", "retail and tourism", "tourism and retail services", "旅游", "旅游零售", "商贸旅游"),
    "manufacturing": ("manufacture", "industry sector", "制造"),
    "other": ("others", "其他行业", "其它"),
    # uses of floor space
    "industry": ("industrial", "factory", "工业用地", "厂房", "产业"),
    "research": ("R&D", "research and development", "lab", "研发办公", "科研", "科研用地", "实验室"),
    "office": ("offices", "写字楼", "办公楼", "商务办公"),
    "retail": ("shops", "commercial", "commerce", "零售", "商铺", "商业用地"),
    "hotel": ("hotels", "旅馆", "宾馆"),
    "housing": ("residential", "homes", "houses", "住宅", "居住用地", "住房"),
    # purposes, ways, stages
    "leisure": ("holiday", "tourist", "vacation", "观光", "休闲旅游", "度假", "旅游观光"),
    "family": ("visiting friends and relatives", "VFR", "visiting family", "探亲", "访友"),
    "event": ("event", "conference", "exhibition", "MICE", "会展", "赛事", "会议"),
    "transit": ("stopover", "transit", "过境", "中转", "过境免签", "visa-free transit", "transit visa"),
    "direct": ("nonstop", "direct", "直达"),
    "via_shanghai": ("through Shanghai", "上海中转", "经沪"),
    "via_hub": ("through a hub", "hub connection", "枢纽中转"),
    "land": ("overland", "rail", "road", "陆路口岸"),
    # cities
    "shanghai": ("沪", "上海市", "SHA", "PVG"),
    "suzhou": ("苏州市",),
    "hangzhou": ("杭州市", "HGH"),
    "hefei": ("合肥市", "HFE"),
    "chengdu": ("成都市", "蓉", "CTU"),
    "chongqing": ("重庆市", "渝", "CKG"),
    "rest_of_china": ("other cities", "rest of the country", "其他城市", "中国其他地区", "全国其他城市"),
    # risks and forces
    "capital_flows": ("资本流动", "capital flow", "capital flight", "跨境资本流动", "资本流动风险", "资本"),
    "concentration": ("行业集中", "concentration", "集中度", "行业集中度"),
    "overstay": ("逾期滞留", "overstaying", "逾期", "非法滞留", "逾期居留"),
    "data": ("data security", "data", "数据", "数据出境"),
    "crowding": ("拥挤", "congestion", "overcrowding", "拥堵", "客流拥挤"),
    "rents": ("租金", "rent level", "房租", "租金上涨"),
    "hub": ("connectivity", "枢纽"),
    "innovation": ("科创", "创新", "创新力"),
    "influence": ("影响力",),
    "consumption": ("consumption and brands", "brands", "消费", "消费力"),
    "governance": ("治理", "治理力"),
    # levers and kinds
    "route_rights": ("traffic rights", "air rights", "air routes", "flight rights", "航线", "航权时刻", "航权开放", "航班"),
    "visa_facilitation": ("visas", "visa", "visa policy", "签证", "签证政策", "出入境便利", "入境便利"),
    "duty_free": ("duty free", "duty-free", "tax free", "免税", "免税店", "免税业"),
    "events_and_campaigns": ("events and promotion", "own events", "活动与境外推广", "会展与推广", "节庆与推广"),
    "hall": ("exhibition centre", "expo centre", "展览馆", "会展中心", "博览中心"),
    "stadium": ("arena", "sports centre", "体育馆", "体育场"),
    "outdoors": ("outdoor", "street", "路跑", "室外", "街区"),
    "digital_trade": ("digital", "data flows", "data", "数字经济", "数据出境", "数据跨境流动", "数据跨境"),
    "science": ("science and technology policy", "research", "laboratories", "transfer of science", "科创", "科研", "实验室", "成果转化", "科技成果转化"),
    "places": ("parks", "platforms and parks", "metropolitan area", "园区", "都市圈", "开放平台", "园区平台"),
    "cross_border_finance": ("finance", "cash pooling", "treasury", "跨境资金", "金融开放", "跨境资金池", "资金池", "跨境投融资"),
    "jiangsu_ftz_nanjing": ("free-trade area", "Nanjing FTZ", "南京自贸片区", "江苏自贸区南京片区", "自贸区", "自贸试验区"),
    "nanjing_high_tech": ("Nanjing high-tech zone", "南京高新区", "江北高新区"),
    "jiangning_economic": ("Jiangning development zone", "江宁开发区", "江宁经开区"),
    "nanjing_economic": ("Nanjing development zone", "南京经开区", "新港开发区"),
    "nanjing_bonded_longtan": ("Longtan bonded zone", "龙潭综保区", "南京综保区"),
    "nanjing_bonded_jiangning": ("Jiangning bonded zone", "江宁综保区"),
    "outside": ("off platform", "elsewhere in the city", "平台外", "非平台区域"),
    "free_trade": ("FTZ", "free trade zone", "自贸片区", "自由贸易区"),
    "economic": ("ETDZ", "economic zones", "经开区", "国家级经开区"),
    "high_tech": ("high-tech zones", "高新区", "国家高新区"),
    "bonded": ("bonded zones", "综保区", "保税区"),
    "huning": ("Shanghai-Nanjing", "沪宁", "沪宁线", "沪宁轴带"),
    "ninghang": ("Nanjing-Hangzhou", "宁杭", "宁杭轴带"),
    "ninghe": ("Nanjing-Hefei", "宁合", "宁合轴带"),
    "north_west": ("north-west", "northwest", "西北", "中原西北", "长三角中原西北走廊"),
    "zhenjiang": ("镇江市",), "yangzhou": ("扬州市",), "huaian": ("Huaian", "淮安市"), "wuhu": ("芜湖市",),
    "maanshan": ("Maanshan", "马鞍山市"), "chuzhou": ("滁州市",), "xuancheng": ("宣城市",),
    "jintan_liyang": ("Liyang", "Jintan", "溧阳", "金坛", "常州金坛溧阳"),
    "institutions": ("headquarters", "functional institutions", "institution", "总部", "功能性机构", "总部经济", "离岸贸易"),
    "freight": ("cargo", "goods transport", "货运", "物流", "物流通道", "货运物流"),
    "belly": ("belly cargo", "腹舱"),
    "freighter": ("freighters", "全货机", "货机"),
    "airports_road": ("卡车航班",),
    "airports_rail": ("高铁快运",),
    "train": ("international trains", "国际班列", "南京班列"),
    "sea_direct": ("direct ships", "直达航线"),
    "river_sea": ("river-sea", "江海联运", "combined port", "组合港", "南京贸易组合港"),
    "road_port": ("公路集疏港",),
    "near_sea": ("near sea", "近洋", "近洋航线"),
    "land_port": ("dry port", "陆港", "陆港型国家物流枢纽"),
    "sea_port": ("seaport", "港口", "港口型国家物流枢纽"),
    "air_port": ("air hub", "空港", "空港型国家物流枢纽"),
    "production_service": ("production service", "生产服务", "生产服务型国家物流枢纽"),
    "trade_service": ("trade service", "商贸服务", "商贸服务型国家物流枢纽"),
    "central_asia": ("Central Asia", "中亚", "中亚班列", "中俄班列"),
    "mixed_land_use": ("land use", "land", "mixed use", "用地", "土地", "土地混合利用", "混合用地改革"),
    "industrial_chains": ("industry chains", "value chains", "clusters", "产业集群", "产业链链长制", "产业链供应链"),
    "pilot_tasks": ("tasks", "pilot", "任务", "试点", "试点任务清单"),
    "third_fourth": ("third", "fourth", "third/fourth", "3rd and 4th freedom", "第三航权", "第四航权", "三四航权", "第三第四航权"),
    "fifth": ("5th freedom", "fifth freedom rights", "5th", "第五", "五航权"),
    "downtown": ("city shop", "in town", "市内", "市内店", "城区", "市区"),
    "departure": ("departures", "outbound shop", "口岸出境", "出境", "出境店", "离境", "离境店", "口岸出境店"),
    "arrival": ("arrivals", "inbound shop", "口岸进境", "进境", "进境店", "入境", "入境店", "口岸进境店"),
    "national": ("nation", "state", "central government", "country", "全国", "中央", "国家级", "国务院"),
    "province": ("provincial", "Jiangsu", "Jiangsu Province", "省级", "江苏", "江苏省"),
    "city": ("municipal", "municipality", "city government", "市级", "本市", "市政府", "南京市"),
    "nanjing": ("Nanjing", "only Nanjing", "Nanjing only", "南京", "仅南京", "宁"),
    "home_base": ("home airline", "base airline", "基地航空"),
    "foreign": ("foreign airline", "foreign carrier", "外航"),
    "chinese": ("Chinese airline", "Chinese carrier", "国内航司"),
    "low_cost": ("low cost", "budget airline", "LCC", "廉价航空", "低成本"),
    "counterfactual": ("baseline", "reference", "base case", "nothing", "do nothing", "nothing done", "no policy", "status quo",
        "business as usual", "什么都不做", "不采取措施", "不实施", "无政策", "现状", "对照", "反事实", "反事实情景", "基准情景", "对照情景"),
    "scenario": ("情景方案", "方案"),
    # cases of the outside world
    "central": ("base", "baseline case", "medium", "middle", "中性", "中间", "基准", "中等"),
    "fast": ("quick", "rapid", "快", "较快", "快速"),
    "slow": ("gradual", "慢", "较慢", "缓慢"),
    "low": ("pessimistic", "weak", "低", "较低", "悲观"),
    "high": ("optimistic", "strong", "高", "较高", "乐观"),
    "observed": ("actual", "real", "as observed", "实际", "观测", "按实际", "实际情况"),
    "frozen": ("constant", "unchanged", "held", "冻结", "不变", "保持不变"),
    "frozen_2019": ("as in 2019", "held 2019", "保持2019年", "2019年水平"),
    "frozen_2022": ("as in 2022", "held at 2022", "保持2022年", "2022年水平"),
    "held_2022": ("2022 rules", "rules of 2022", "保持2022年规定", "2022年规定"),
    "reopening": ("recovery", "recovery of travel", "国际往来恢复", "恢复", "重新开放"),
    "investment_climate": ("FDI climate", "investment environment", "投资环境", "外资环境", "投资大环境"),
    "incomes": ("income", "收入", "客源地收入"),
    "exchange_rate": ("exchange rate", "currency", "fx", "汇率"),
    "own_course": ("own shocks", "city shocks", "nanjing shocks", "本市冲击", "自身冲击"),
    "rivals": ("rival cities", "competitors", "竞争城市", "对手城市"),
    "national_visa_policy": ("national visa rules", "国家签证政策", "全国签证政策"),
    "national_data_rules": ("national data rules", "data rules", "国家数据出境规定", "数据出境规定"),
}  # fmt: skip
"""Key → names in use beside the key itself and the names of :mod:`common.vocabulary`."""

VARIABLES: dict[str, tuple[str, ...]] = {
    "visitors": ("入境游客", "入境过夜游客", "入境旅游人次", "游客", "旅客", "接待入境游客", "tourists", "inbound visitors", "arrivals"),
    "visitor_nights": ("过夜数", "停留夜数", "人夜数", "nights"),
    "visitor_spending": ("旅游外汇收入", "入境旅游收入", "国际旅游收入", "tourism receipts", "spending"),
    "fdi_actual_use": ("实际使用外资", "实际利用外资", "外资", "fdi", "foreign direct investment", "utilised fdi"),
    "fdi_contracted": ("合同外资", "合同利用外资", "contracted fdi"),
    "new_foreign_firms": ("新设外资企业", "新批外资企业", "新设外商投资企业", "new firms"),
    "goods_trade": ("进出口", "进出口总额", "货物进出口", "外贸", "货物贸易", "trade", "goods trade"),
    "goods_exports": ("出口", "出口额", "货物出口", "exports"),
    "goods_imports": ("进口", "进口额", "货物进口", "imports"),
    "services_trade": ("服务进出口", "服务贸易", "services trade"),
    "gdp": ("地区生产总值", "国内生产总值", "生产总值"),
    "population": ("人口", "常住人口"),
    "exchange_rate": ("汇率", "人民币汇率"),
    "weekly_flights": ("航班", "每周航班", "flights"),
    "load_factor": ("客座率", "load factor", "seat load factor"),
    "outbound_passengers": ("出境居民", "出境旅客", "outbound residents", "residents flown out"),
    "duty_free_sales": ("免税销售", "免税品销售额", "duty free sales"),
    "rent": ("租金", "rents"),
    "talent": ("人才", "外籍人才", "国际人才"),
    "domestic_firms_founded": ("新设本土企业", "新增本土企业"),
    "servitised_makers": ("两业融合企业", "服务型制造企业"),
    "digital_services_exports": ("数字服务出口", "数字贸易", "可数字化交付服务出口", "digital trade"),
    "goods_exports_by_kind": ("分商品出口", "出口商品"),
    "goods_imports_by_kind": ("分商品进口", "进口商品"),
    "jobs": ("就业", "从业人员", "employment"),
}  # fmt: skip
"""Variable of the results → what people call it beside the names in the file."""


@functools.cache
def names_of(key: str) -> tuple[str, ...]:
    """Every name of a word: its key, its names in both languages, and what else people call it."""
    listed = [name for words in WORD_LISTS for word in words if word.key == key for name in (word.en, word.zh)]
    return tuple(dict.fromkeys((key, *listed, *OTHER_NAMES.get(key, ()))))


def meaning(typed: str, keys: Iterable[str]) -> str | None:
    """The one of ``keys`` that a name in use stands for; None where it stands for none of them."""
    return _folded(tuple(keys)).get(fold(typed))


def suggestion(typed: object, keys: Iterable[str]) -> str | None:
    """The one of ``keys`` that was probably meant: by a name in use, else the one with the name most alike."""
    if not isinstance(typed, str) or not fold(typed):
        return None
    known = _folded(tuple(keys))
    return known.get(fold(typed)) or closest(typed, known)


def result_meant(typed: object, keys: Iterable[str]) -> str | None:
    """The one of ``keys``, names of results, that a reader probably meant by a name in use, whole or in part."""
    if not isinstance(typed, str) or not fold(typed):
        return None
    known = {fold(name): key for key in keys for name in VARIABLES.get(key, ())}
    return known.get(fold(typed)) or closest(typed, known)


def closest(typed: str, known: Mapping[str, str], alike: float = CLOSE) -> str | None:
    """The value of the folded name that looks most like ``typed``; None where none is ``alike``, 0 to 1."""
    folded = fold(typed)[:60]
    begins = [name for name in known if len(folded) > 1 and not folded.isascii() and (folded in name or name in folded)]
    if begins:
        return known[max(begins, key=lambda name: difflib.SequenceMatcher(None, folded, name).ratio())]
    close = difflib.get_close_matches(folded, known, n=1, cutoff=alike)
    return known[close[0]] if close else None


@functools.lru_cache(256)
def _folded(keys: tuple[str, ...]) -> dict[str, str]:
    """Folded name → key; a key itself comes before other names of another."""
    found = {fold(key): key for key in keys}
    for key in keys:
        for name in names_of(key):
            found.setdefault(fold(name), key)
    return found
