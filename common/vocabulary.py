"""The closed word lists of the model, each word with its name in English and Chinese.

The order of a list is the order of the matching array axis everywhere in the project. Origins are data
(``model/data/origins.csv``) and live in :mod:`model.facts`.
"""

from typing import NamedTuple


class Word(NamedTuple):
    """One allowed word: its key in files and arrays, and its name for readers."""

    key: str
    en: str
    zh: str

    def name(self, lang: str) -> str:
        """The reader's name of the word; ``lang`` is ``"en"`` or ``"zh"``."""
        return self.zh if lang == "zh" else self.en


def _words(*rows: tuple[str, str, str]) -> tuple[Word, ...]:
    return tuple(Word(*row) for row in rows)


MAINLAND = Word("CHN", "Mainland China, on a round trip", "中国内地（返程投资）")
"""Where capital ultimately comes from when it is from no origin abroad."""
CITY_WORDS = _words(
    ("shanghai", "Shanghai", "上海"),
    ("suzhou", "Suzhou", "苏州"),
    ("hangzhou", "Hangzhou", "杭州"),
    ("hefei", "Hefei", "合肥"),
    ("chengdu", "Chengdu", "成都"),
    ("chongqing", "Chongqing", "重庆"),
    ("rest_of_china", "Rest of China", "中国其他城市"),
)
ZONE_WORDS = _words(
    ("jiangbei", "Jiangbei New Area", "江北新区"),
    ("software_valley", "China (Nanjing) Software Valley", "中国（南京）软件谷"),
    ("culture_belt", "Xuanwu-Qinhuai-Gulou-Jiangning culture belt", "玄武、秦淮、鼓楼、江宁文化休闲产业集聚区"),
    ("xinjiekou_fuzimiao", "Xinjiekou-Fuzimiao", "新街口-夫子庙"),
    ("lukou", "Lukou airport area", "禄口空港"),
    ("rest_of_city", "Rest of the city", "南京其他区域"),
)
DISTRICT_WORDS = _words(
    ("xuanwu", "Xuanwu District", "玄武区"),
    ("qinhuai", "Qinhuai District", "秦淮区"),
    ("jianye", "Jianye District", "建邺区"),
    ("gulou", "Gulou District", "鼓楼区"),
    ("pukou", "Pukou District", "浦口区"),
    ("qixia", "Qixia District", "栖霞区"),
    ("yuhuatai", "Yuhuatai District", "雨花台区"),
    ("jiangning", "Jiangning District", "江宁区"),
    ("luhe", "Luhe District", "六合区"),
    ("lishui", "Lishui District", "溧水区"),
    ("gaochun", "Gaochun District", "高淳区"),
)
PLATFORM_WORDS = _words(
    ("jiangsu_ftz_nanjing", "Nanjing area of the Jiangsu free-trade zone", "中国（江苏）自由贸易试验区南京片区"),
    ("nanjing_high_tech", "Nanjing High-tech Industrial Development Zone", "南京国家高新技术产业开发区"),
    ("jiangning_economic", "Jiangning Economic and Technological Development Zone", "江宁经济技术开发区"),
    ("nanjing_economic", "Nanjing Economic and Technological Development Zone", "南京经济技术开发区"),
    ("nanjing_bonded_longtan", "Nanjing Comprehensive Bonded Zone, Longtan part", "南京综合保税区（龙潭片）"),
    ("nanjing_bonded_jiangning", "Nanjing Comprehensive Bonded Zone, Jiangning part", "南京综合保税区（江宁片）"),
    ("outside", "Outside national platforms", "国家级平台以外"),
)
"""National platforms, and the rest of the city last."""
PLATFORM_KIND_WORDS = _words(
    ("free_trade", "Free-trade zone", "自由贸易试验区"),
    ("economic", "National economic and technological development zone", "国家级经济技术开发区"),
    ("high_tech", "National high-tech zone", "国家级高新技术产业开发区"),
    ("bonded", "Comprehensive bonded zone", "综合保税区"),
)
PLATFORM_RULE_WORDS = _words(
    ("quick_licences", "Filing instead of licences", "告知承诺与备案代替审批"),
    ("shorter_list", "Fewer limits on foreign investors", "缩减外资准入限制"),
    ("rent_support", "Support of firms that settle", "企业落户扶持"),
    ("bonded_goods", "Imported goods that wait untaxed", "进口货物保税"),
)
CORRIDOR_WORDS = _words(
    ("huning", "Shanghai-Nanjing corridor", "沪宁产业创新带"),
    ("ninghang", "Nanjing-Hangzhou corridor", "宁杭生态经济带"),
    ("ninghe", "Nanjing-Hefei corridor", "宁合融合发展带"),
    ("north_west", "Corridor to the central plains and the north-west", "长三角—中原—西北产业走廊"),
)
METRO_CITY_WORDS = _words(
    ("zhenjiang", "Zhenjiang", "镇江"),
    ("yangzhou", "Yangzhou", "扬州"),
    ("huaian", "Huai'an", "淮安"),
    ("wuhu", "Wuhu", "芜湖"),
    ("maanshan", "Ma'anshan", "马鞍山"),
    ("chuzhou", "Chuzhou", "滁州"),
    ("xuancheng", "Xuancheng", "宣城"),
    ("jintan_liyang", "Jintan and Liyang", "常州金坛、溧阳"),
)
"""The metropolitan area without Nanjing."""
SECTOR_WORDS = _words(
    ("technology", "Science and technology services", "科技服务"),
    ("professional", "Professional services", "专业服务"),
    ("business", "Business services", "商务服务"),
    ("logistics", "Logistics and transport", "物流运输服务"),
    ("education", "Education", "教育服务"),
    ("finance", "Finance", "金融服务"),
    ("health", "Health and medical services", "健康医疗服务"),
    ("telecom", "Telecommunications", "电信服务"),
    ("culture", "Culture", "文化服务"),
    ("legal", "Legal services", "法律服务"),
    ("tourism_retail", "Tourism and retail", "旅游与零售"),
    ("manufacturing", "Manufacturing", "制造业"),
    ("other", "Other", "其他"),
)
GOODS_WORDS = _words(
    ("integrated_circuits", "Integrated circuits", "集成电路"),
    ("machinery_electronics", "Other machinery and electronics", "其他机电产品"),
    ("vehicles", "Vehicles and parts", "汽车及零部件"),
    ("chemicals", "Chemicals and petrochemicals", "化工与石化产品"),
    ("pharmaceuticals", "Pharmaceuticals", "医药品"),
    ("other", "Other goods", "其他商品"),
)
CHAIN_WORDS = _words(
    ("integrated_circuits", "Integrated circuits", "集成电路"),
    ("biomedicine", "Biomedicine", "生物医药"),
    ("smart_grid", "Smart grid", "智能电网"),
    ("software", "Software and information services", "软件和信息服务"),
    ("smart_vehicles", "Smart vehicles", "智能汽车"),
    ("petrochemicals", "Petrochemicals", "石化"),
    ("steel", "Steel", "钢铁"),
)
FOUNDER_WORDS = _words(
    ("science", "Science and technology", "科技成果转化"),
    ("makers", "Manufacturers", "制造业企业分离服务"),
    ("headquarters", "Groups, for a headquarters", "集团设立总部"),
)
PROGRAMME_WORDS = _words(
    ("green", "Green credit", "绿色信贷"),
    ("technology", "Technology credit", "科技信贷"),
    ("pledge", "Loans pledged on intellectual property", "知识产权质押贷款"),
    ("seed", "Seed money", "种子资金"),
)
FINANCIAL_INSTITUTION_WORDS = _words(
    ("bank", "Foreign banks", "外资银行"),
    ("securities", "Foreign securities and futures firms", "外资证券期货机构"),
    ("fund", "Foreign fund managers", "外资基金管理机构"),
    ("insurer", "Foreign insurers", "外资保险机构"),
)
DIRECTION_WORDS = _words(
    ("inward", "Into China", "流入"),
    ("outward", "Out of China", "流出"),
)
ORGANISATION_WORDS = _words(
    ("universities", "Universities", "高校"),
    ("laboratories", "Laboratories and public institutes", "实验室与科研院所"),
    ("institutes", "Cross-border institutes", "跨境科研机构"),
)
HEADQUARTERS_WORDS = _words(
    ("regional", "Regional headquarters of foreign groups", "跨国公司地区总部"),
    ("investment_company", "Investment companies of foreign groups", "外商投资性公司"),
    ("private", "Headquarters of domestic groups", "民营企业总部"),
)
INSTITUTION_WORDS = _words(
    ("arbitration", "Arbitration and mediation", "商事仲裁与调解机构"),
    ("law", "Joint law firms", "联营律师事务所"),
    ("rating", "Credit rating", "信用评级机构"),
    ("insurance", "Patent and cross-border medical insurance", "专利与跨境医疗保险机构"),
    ("testing", "Testing and certification", "检验检测认证机构"),
    ("ip_centre", "Centre for intellectual-property disputes abroad", "海外知识产权纠纷应对指导中心"),
)
SUPPLY_WORDS = _words(
    ("cross_border", "Mode 1, across the border", "模式1 跨境交付"),
    ("visitors", "Mode 2, to visitors", "模式2 境外消费"),
    ("affiliates", "Mode 3, by affiliates abroad", "模式3 商业存在(境外分支)"),
    ("people", "Mode 4, with people abroad", "模式4 自然人移动"),
)
USE_WORDS = _words(
    ("industry", "Industry", "工业"),
    ("research", "Research", "研发"),
    ("office", "Office", "办公"),
    ("retail", "Retail", "商业"),
    ("hotel", "Hotel", "酒店"),
    ("housing", "Housing", "居住"),
    ("culture", "Culture", "文化"),
)
PURPOSE_WORDS = _words(
    ("leisure", "Leisure", "休闲"),
    ("business", "Business", "商务"),
    ("family", "Friends and relatives", "探亲访友"),
    ("event", "Events", "会展赛事"),
    ("transit", "Transit stop", "过境停留"),
)
WAY_WORDS = _words(
    ("direct", "Direct flight", "直飞"),
    ("via_shanghai", "Via Shanghai", "经上海"),
    ("via_hub", "Via another hub", "经其他枢纽"),
    ("land", "Over land", "陆路"),
)
STAGE_WORDS = _words(
    ("prospects", "Prospects", "潜在投资者"),
    ("scouting", "Scouting", "实地考察"),
    ("licensed", "Licensed", "已设立"),
    ("paying_in", "Paying in", "资金分期到位"),
    ("operating", "Operating", "运营"),
)
MODE_WORDS = _words(
    ("wholly_owned", "Wholly foreign-owned firms", "外商独资企业"),
    ("joint_venture", "Joint ventures", "中外合资企业"),
    ("reinvestment", "Reinvested profit", "利润再投资"),
)
TAX_WORDS = _words(
    ("profits", "Tax on profits", "企业所得税"),
    ("value_added", "Value added tax", "增值税"),
    ("wages", "Tax on wages", "个人所得税"),
)
EDUCATION_WORDS = _words(
    ("tertiary", "With a degree or diploma", "大专及以上"),
    ("other", "Without a degree or diploma", "高中及以下"),
)
GROUP_WORDS = _words(
    ("residents", "Residents, by wages after tax", "居民（税后工资）"),
    ("foreign_firms", "Foreign firms, by profits after tax on what they sell at home", "外资企业（内销税后利润）"),
    (
        "other_firms",
        "Exporters and firms that serve visitors, by profits after tax",
        "出口企业与服务游客的企业（税后利润）",
    ),
    ("landowners", "Owners of land and buildings, by rents", "土地与房屋所有者（租金）"),
)
RISK_WORDS = _words(
    ("capital_flows", "Volatile capital", "跨境资金异常流动"),
    ("concentration", "Sector concentration", "行业与投资来源地集中"),
    ("overstay", "Permit overstay", "逾期停居留"),
    ("data", "Data incidents", "数据安全"),
    ("crowding", "Crowding", "游客承载超限"),
    ("rents", "Rents", "租金过快上涨"),
)
FORCE_WORDS = _words(
    ("hub", "Hub", "枢纽联通力"),
    ("innovation", "Innovation", "科创竞争力"),
    ("influence", "Influence", "对外影响力"),
    ("consumption", "Consumption", "贸易消费场景力"),
    ("governance", "Governance", "治理协同力"),
)
FREIGHT_MARKET_WORDS = _words(
    ("japan_korea", "Japan and Korea", "日韩"),
    ("greater_china", "Hong Kong, Macao and Taiwan", "港澳台"),
    ("asean", "ASEAN", "东盟"),
    ("europe", "Europe", "欧洲"),
    ("russia_central_asia", "Russia, Central Asia and Mongolia", "俄罗斯、中亚与蒙古"),
    ("south_west_asia", "South and West Asia", "南亚与西亚"),
    ("north_america", "North America", "北美"),
    ("elsewhere", "Rest of the world", "其他地区"),
)
FREIGHT_MODE_WORDS = _words(
    ("belly", "Lukou, in passenger flights", "禄口客机腹舱"),
    ("freighter", "Lukou, by freighter", "禄口全货机"),
    ("airports_road", "Other airports, by truck", "卡车转运至其他机场"),
    ("airports_rail", "Other airports, by express rail", "高铁快运至其他机场"),
    ("train", "Nanjing's international trains", "南京始发国际班列"),
    ("other_trains", "Other cities' international trains", "其他城市国际班列"),
    ("sea_direct", "Ships from Nanjing", "南京港直达航线"),
    ("river_sea", "River and sea by Shanghai", "江海联运(经上海)"),
    ("road_port", "Other ports, by truck", "公路集疏至沿海港口"),
)
"""Ways by which Nanjing's goods leave and come."""
TRAIN_WORDS = _words(
    ("europe", "Trains to Europe", "中欧班列"),
    ("central_asia", "Trains to Central Asia and Russia", "中亚(俄)班列"),
    ("asean", "Trains to ASEAN", "东盟班列"),
)
SAILING_WORDS = _words(
    ("near_sea", "Direct ships to near ports", "近洋直达航线"),
    ("shanghai", "Feeders to the ships at Shanghai", "至上海港支线"),
)
HUB_WORDS = _words(
    ("land_port", "Land hub", "陆港型"),
    ("sea_port", "Port hub", "港口型"),
    ("air_port", "Airport hub", "空港型"),
    ("production_service", "Production-service hub", "生产服务型"),
    ("trade_service", "Trade-service hub", "商贸服务型"),
)
"""Kinds of national logistics hub that Nanjing hosts."""
CARGO_SOURCE_WORDS = _words(
    ("nanjing", "Goods of Nanjing's own trade", "本市外贸货物"), ("others", "Goods of other places", "其他地区货物")
)
LEVER_WORDS = _words(
    ("route_rights", "Route rights", "航权"),
    ("visa_facilitation", "Visa facilitation", "签证便利"),
    ("duty_free", "Duty-free shops", "免税购物"),
    ("mixed_land_use", "Mixed land use", "混合用地"),
    ("events_and_campaigns", "Events and campaigns", "活动与推广"),
    ("consumption", "Consumption and brands", "消费与品牌"),
    ("digital_trade", "Digital trade", "数字贸易"),
    ("science", "Science and technology", "科技创新"),
    ("places", "Parks and metropolitan area", "园区与都市圈"),
    ("institutions", "Headquarters and institutions", "总部与功能性机构"),
    ("freight", "Freight", "货运通道"),
    ("industrial_chains", "Industrial chains", "产业链"),
    ("cross_border_finance", "Cross-border finance", "跨境金融"),
    ("pilot_tasks", "Pilot tasks", "试点任务"),
)
VENUE_WORDS = _words(
    ("hall", "Exhibition hall", "展馆"),
    ("stadium", "Stadium or arena", "体育场馆"),
    ("outdoors", "Outdoors", "户外"),
)
FREEDOM_WORDS = _words(
    ("third_fourth", "Third and fourth freedom", "第三、第四航权"),
    ("fifth", "Fifth freedom", "第五航权"),
)
SHOP_WORDS = _words(
    ("downtown", "Downtown shop", "市内免税店"),
    ("departure", "Departure shop", "口岸出境免税店"),
    ("arrival", "Arrival shop", "口岸进境免税店"),
)
DECIDER_WORDS = _words(
    ("national", "The nation", "国家"),
    ("province", "The province", "省"),
    ("city", "The city", "市"),
)
SCOPE_WORDS = _words(
    ("national", "Nationwide", "全国适用"),
    ("nanjing", "For entries at Nanjing", "限自南京入境"),
)
VISA_FORM_WORDS = _words(
    ("consular", "Visa from a consulate", "使领馆签证"),
    ("e_visa", "Electronic visa", "电子签证"),
    ("port", "Visa on arrival", "口岸签证"),
)
BUILDER_WORDS = _words(
    ("market", "Builders, when it pays", "开发商按收益自主实施"),
    ("city", "The city, at once", "政府统一实施"),
)
CARRIER_TYPE_WORDS = _words(
    ("home_base", "Chinese airline with a base at Lukou", "禄口基地航空公司"),
    ("foreign", "Airline of the other country or region", "对方国家或地区的航空公司"),
    ("chinese", "Chinese airline without a base at Lukou", "非基地国内航空公司"),
    ("low_cost", "Low-cost airline", "低成本航空公司"),
)
TABLE_WORDS = _words(
    ("table_1", "Deeper reform and wider opening of key service industries", "推动服务业重点行业领域深化改革扩大开放"),
    (
        "table_2",
        "Integration of modern services and advanced manufacturing",
        "推进现代服务业同先进制造业“两业”融合发展",
    ),
    ("table_3", "Model opening in key parks and platforms", "促进服务业扩大开放在重点园区和平台示范发展"),
    ("table_4", "Institutions and mechanisms of opening", "优化服务业开放发展的体制机制"),
    ("table_5", "People, data and finance for opening", "加强服务业开放发展的要素保障"),
    ("table_6", "Actions of the city's strategy beyond the plan", "城市战略在方案之外的举措"),
)
"""The plan's tables of tasks, and that of the city's strategy, in the order of their numbers."""
VARIANT_WORDS = _words(("counterfactual", "Counterfactual", "对照情景"), ("scenario", "Scenario", "情景"))
WORLD_WORDS = _words(
    ("reopening", "Reopening of international travel", "国际往来恢复"),
    ("investment_climate", "Foreign investment in China as a whole", "全国吸收外资环境"),
    ("incomes", "Incomes in the origin markets", "客源地与投资来源地收入"),
    ("exchange_rate", "Exchange rate", "人民币对美元汇率"),
    ("rivals", "Rival cities", "竞争城市"),
    ("own_course", "Nanjing's own course", "南京自身走势"),
    ("national_visa_policy", "National visa rules", "国家签证政策"),
    ("national_data_rules", "National rules for data", "国家数据出境规定"),
)
CASE_WORDS = _words(
    ("central", "Central path", "中间路径"),
    ("passive", "Central path, and no rival answers Nanjing", "中间路径，竞争城市不作应对"),
    ("fast", "Fast", "较快"),
    ("slow", "Slow", "较慢"),
    ("low", "Low path", "低路径"),
    ("high", "High path", "高路径"),
    ("observed", "As it was, as far as known, and on from there", "有数据的时段按实际，此后由此延续"),
    ("observed_low", "As observed, then the low path", "先按实际发生，此后为低路径"),
    ("observed_high", "As observed, then the high path", "先按实际发生，此后为高路径"),
    ("observed_slow", "As observed, then slow", "先按实际发生，此后较慢"),
    ("observed_fast", "As observed, then fast", "先按实际发生，此后较快"),
    ("held_2022", "Rules held as in 2022", "保持2022年规定"),
    ("frozen", "Held at the start", "保持起始水平"),
    ("frozen_2019", "Held as in 2019", "保持2019年水平"),
    ("frozen_2022", "Held as in 2022", "保持2022年水平"),
)


def keys(words: tuple[Word, ...]) -> tuple[str, ...]:
    """The keys of a word list, in axis order."""
    return tuple(word.key for word in words)


CITIES, ZONES, SECTORS, USES = keys(CITY_WORDS), keys(ZONE_WORDS), keys(SECTOR_WORDS), keys(USE_WORDS)
ORGANISATIONS = keys(ORGANISATION_WORDS)
PROGRAMMES = keys(PROGRAMME_WORDS)
FINANCIAL_INSTITUTIONS = keys(FINANCIAL_INSTITUTION_WORDS)
DIRECTIONS = keys(DIRECTION_WORDS)
GOODS, FOUNDERS, SUPPLIES = keys(GOODS_WORDS), keys(FOUNDER_WORDS), keys(SUPPLY_WORDS)
HEADQUARTERS, INSTITUTIONS = keys(HEADQUARTERS_WORDS), keys(INSTITUTION_WORDS)
PURPOSES, WAYS, STAGES = keys(PURPOSE_WORDS), keys(WAY_WORDS), keys(STAGE_WORDS)
MODES, CHAINS = keys(MODE_WORDS), keys(CHAIN_WORDS)
RISKS, FORCES, LEVERS, FREEDOMS = keys(RISK_WORDS), keys(FORCE_WORDS), keys(LEVER_WORDS), keys(FREEDOM_WORDS)
DISTRICTS = keys(DISTRICT_WORDS)
PLATFORMS, PLATFORM_KINDS, PLATFORM_RULES = keys(PLATFORM_WORDS), keys(PLATFORM_KIND_WORDS), keys(PLATFORM_RULE_WORDS)
CORRIDORS, METRO_CITIES = keys(CORRIDOR_WORDS), keys(METRO_CITY_WORDS)
FREIGHT_MARKETS, FREIGHT_MODES = keys(FREIGHT_MARKET_WORDS), keys(FREIGHT_MODE_WORDS)
TRAINS, SAILINGS, HUBS = keys(TRAIN_WORDS), keys(SAILING_WORDS), keys(HUB_WORDS)
CARGO_SOURCES = keys(CARGO_SOURCE_WORDS)
SCOPES, BUILDERS = keys(SCOPE_WORDS), keys(BUILDER_WORDS)
VISA_FORMS = keys(VISA_FORM_WORDS)
TAXES, GROUPS, EDUCATION = keys(TAX_WORDS), keys(GROUP_WORDS), keys(EDUCATION_WORDS)
SHOPS, DECIDERS, VARIANTS = keys(SHOP_WORDS), keys(DECIDER_WORDS), keys(VARIANT_WORDS)
CARRIER_TYPES = keys(CARRIER_TYPE_WORDS)
VENUES = keys(VENUE_WORDS)
VENUE_KINDS = VENUES[:2]
"""Venues that can be full; events outdoors need none."""

WORLD_CASES = {
    "reopening": (
        "central",
        "fast",
        "slow",
        "observed",
        "observed_slow",
        "observed_fast",
        "frozen_2019",
        "frozen_2022",
    ),
    "investment_climate": ("central", "low", "high", "observed", "observed_low", "observed_high", "frozen"),
    "incomes": ("central", "low", "high", "observed", "observed_low", "observed_high", "frozen"),
    "exchange_rate": ("central", "low", "high", "observed", "observed_low", "observed_high", "frozen"),
    "rivals": ("central", "low", "high", "passive", "frozen"),
    "own_course": ("central", "frozen"),
    "national_visa_policy": ("observed", "held_2022"),
    "national_data_rules": ("observed", "held_2022"),
}
WORLD_DEFAULTS = {
    "reopening": "central",
    "investment_climate": "central",
    "incomes": "central",
    "exchange_rate": "central",
    "rivals": "central",
    "own_course": "central",
    "national_visa_policy": "observed",
    "national_data_rules": "observed",
}

WORLD_STILL = {
    "reopening": "frozen_2019",
    "investment_climate": "frozen",
    "incomes": "frozen",
    "exchange_rate": "frozen",
    "rivals": "frozen",
    "own_course": "frozen",
    "national_visa_policy": "held_2022",
    "national_data_rules": "held_2022",
}
"""Travel of 2019, economy and rules of 2022, and nothing outside that moves."""

TASK_TABLES = {1: 50, 2: 13, 3: 8, 4: 17, 5: 16, 6: 25}
"""Tasks per table: 1-5 are the plan's own list of 104, 6 the city strategy's actions beyond the plan."""
TASKS = tuple(f"{table}.{number}" for table, size in TASK_TABLES.items() for number in range(1, size + 1))
