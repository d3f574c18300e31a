"""What a push on a channel does, said the way it acts: less restriction, fewer days, a lower premium."""

from common import vocabulary
from common.text import pick
from model.levers.catalogue import Push
from model.levers.channels import CHANNELS
from model.levers.lists import LISTED, items
from scenarios.explaining import sentences as say
from scenarios.explaining.explanation import name_of

_ACTS: dict[str, tuple[str, str, str, str]] = {
    "market_access": ("limits on foreign investors fall by {:%} in", "rise", "对外资的限制降低 {:%}，涉及", "提高"),
    "equity_cap": ("share of foreign equity limits lifted: {}", "", "取消的外资股比限制所占比例 {}", ""),
    "licensing": ("licences take {} days less", "more", "审批缩短 {} 天", "延长"),
    "licensing_certainty": (
        "the spread of long applications falls by {:%}",
        "rises",
        "较长审批时间的离散程度降低 {:%}",
        "提高",
    ),
    "recognition": ("{:%} more of foreign qualifications count:", "", "境外职业资格新获认可 {:%}，涉及", ""),
    "talent_entry": ("work permits take {} days less", "more", "工作许可缩短 {} 天", "延长"),
    "family_services": ("schools and health improve by {} (index 0-1)", "", "子女教育与医疗改善 {}（0—1 指数）", ""),
    "cross_border": ("services across the border cost {:%} less", "more", "跨境服务成本降低 {:%}", "提高"),
    "pool_quota": ("cash pools may move {:%} more of members' own funds", "", "资金池额度系数提高 {:%}", ""),
    "finance_companies": ("{} licences for finance companies of foreign groups", "", "外资集团财务公司牌照 {} 张", ""),
    "single_accounts": (
        "{} thousand firms may hold one account for all currencies",
        "",
        "可开立本外币合一账户的企业 {} 千家",
        "",
    ),
    "foreign_finance": ("{} licences for foreign financial institutions", "", "外资金融机构牌照 {} 张", ""),
    "green_credit": ("{} million CNY a year of green loans", "", "每年绿色信贷 {} 百万元", ""),
    "research_money": ("{} million CNY a year for laboratories", "", "每年实验室科研经费 {} 百万元", ""),
    "research_rights": (
        "rights assigned to researchers at {:%} of universities",
        "",
        "实施职务科技成果赋权的高校占 {:%}",
        "",
    ),
    "transfer_cases": ("{} more inventions a year can be handled for transfer", "", "每年多办理成果转化 {} 件", ""),
    "proof_money": ("{} million CNY a year for proofs of concept", "", "每年概念验证资金 {} 百万元", ""),
    "founder_cover": ("{:%} of a founder's loss is covered", "", "创业者损失的 {:%} 获得保障", ""),
    "founder_space": ("{} thousand m2 for young firms", "", "初创企业载体 {} 千平方米", ""),
    "credit": (
        "{} million CNY a year of loans and seed money for technology firms",
        "",
        "每年为科技企业提供贷款与种子资金 {} 百万元",
        "",
    ),
    "customs": (
        "customs clear goods in {:%} less time, mean of all declarations",
        "more",
        "通关时间缩短 {:%}（全部报关单平均）",
        "延长",
    ),
    "customs_certainty": (
        "the spread of long clearances falls by {:%}",
        "rises",
        "较长通关时间的离散程度降低 {:%}",
        "提高",
    ),
    "documents": ("papers cost {} USD less a consignment", "more", "每票货物单证费用降低 {} 美元", "提高"),
    "freighters": ("support is on offer for {} weekly freighters", "", "每周 {} 个全货机往返班次可获支持", ""),
    "trains": ("support is on offer for {} weekly trains", "", "每周 {} 列国际班列可获支持", ""),
    "river_sea": (
        "goods reach the ship at Shanghai {} hours sooner",
        "later",
        "货物由南京码头至上海港上船缩短 {} 小时",
        "延长",
    ),
    "express_rail": (
        "fast trains take {} tonnes a day to the airports of Shanghai",
        "",
        "高铁快运每日可运 {} 吨货物至上海机场",
        "",
    ),
    "goods_cost": ("goods cost {:%} less to buy and sell abroad", "more", "货物贸易成本降低 {:%}（占货值）", "提高"),
    "digital_links": ("{} Gbit/s more of dedicated international lines", "", "国际专用通道新增带宽 {} Gbps", ""),
    "data_cases": ("{} more cases of data leaving the country pass a year", "", "每年多办结数据出境 {} 件", ""),
    "data_scope": ("{:%} of the data need no mechanism to leave the country", "", "无须履行出境手续的数据占 {:%}", ""),
    "computing": ("{} PFlops more of computing power", "", "新增算力 {} PFlops", ""),
    "data_exchange": ("{} million CNY a year of data can be traded", "", "每年可支持数据交易额 {} 百万元", ""),
    "integration": (
        "{} more service firms a year split off per thousand manufacturers",
        "",
        "每千家制造企业每年多分离出 {} 家服务企业",
        "",
    ),
    "zone_attraction": ("support worth {:%} of a year's rent", "", "补助相当于年租金的 {:%}", ""),
    "first_stores": ("{} more first stores a year are supported", "", "每年多支持引进首店 {} 家", ""),
    "ecommerce": (
        "{} more firms a year learn to sell abroad by e-commerce",
        "",
        "每年多培训服务跨境电商企业 {} 家",
        "",
    ),
    "warehouses": ("{} thousand m2 more of warehouses abroad", "", "海外仓新增 {} 千平方米", ""),
    "consumption": ("{} thousand m2 of new or renewed shops", "", "新增或焕新商业面积 {} 千平方米", ""),
    "culture": ("room for {} thousand more visits a month", "", "场馆演出每月多接待 {} 千人次", ""),
    "events": ("{} of the calendar's added programme", "", "新增活动日历的落实比例 {}", ""),
    "promotion": ("{:%} more of travellers hear of Nanjing in a year", "", "一年内多 {:%} 的旅客听说南京", ""),
    "dispute": (
        "investors ask {} percentage points less premium",
        "more",
        "投资者要求的风险溢价降低 {} 个百分点",
        "提高",
    ),
    "complaints": (
        "{} more cases of foreign firms a year can be settled",
        "",
        "每年可多办结外资企业投诉与案件 {} 件",
        "",
    ),
    "institution_arbitration": (
        "{} more cases a year can be arbitrated or mediated",
        "",
        "每年可多受理仲裁与调解 {} 件",
        "",
    ),
    "institution_law": ("joint law firms can take {} more clients a year", "", "联营律所每年可多服务客户 {} 家", ""),
    "institution_rating": ("rating agencies can take {} more clients a year", "", "评级机构每年可多服务客户 {} 家", ""),
    "institution_insurance": (
        "insurers can write {} more policies a year",
        "",
        "每年可多承保专利与跨境医疗保单 {} 份",
        "",
    ),
    "institution_testing": (
        "laboratories can give {} more certificates a year",
        "",
        "检验检测机构每年可多出具证书 {} 份",
        "",
    ),
    "institution_ip_centre": (
        "{} more disputes abroad a year can be guided",
        "",
        "每年可多指导海外知识产权纠纷 {} 件",
        "",
    ),
    "headquarters_assets": (
        "founders of investment companies need {} million USD of assets less",
        "more",
        "投资性公司外国投资者资产总额要求降低 {} 百万美元",
        "提高",
    ),
    "settlement": ("{:%} of permits that end become permanent residence", "", "到期许可转为永久居留的比例 {:%}", ""),
    "recommendation": ("{:%} more foreign candidates by recommendation", "", "经推荐增加的外籍人选比例 {:%}", ""),
    "alumni": ("{:%} more of graduates abroad look at Nanjing", "", "境外毕业生关注南京的比例提高 {:%}", ""),
    "payment": ("{:%} of the trouble of paying is removed", "", "境外游客支付障碍消除 {:%}", ""),
    "home_airline": ("home airlines' costs fall by {:%}", "rise", "基地航空公司成本降低 {:%}", "提高"),
    "enclave_land": ("{} hectares of enclave parks", "", "建设飞地园区 {} 公顷", ""),
    "overseas_land": ("{} hectares of parks abroad", "", "建设境外产业园区 {} 公顷", ""),
    "risk_control": ("the risk falls by {:%}", "rises", "该项风险降低 {:%}", "提高"),
}
"""By channel: the sentence in English, its word for the other way, and both in Chinese."""
_BASES = {
    "process": ("a rule, days or money that somebody meets", "规则、时限或资金"),
    "assumed_push": ("assumed push", "假定的作用强度"),
}


def effect(push: Push, lang: str) -> str:
    """Return what a push does, for whom, on what basis and evidence, and where its amount comes from."""
    channel = CHANNELS[push.channel]
    name = channel.zh if lang == "zh" else channel.en
    colon, comma = pick(lang, ": ", "："), pick(lang, ", ", "，")
    told = _sentence(push, lang) + _listed(push, lang)
    where = "".join(f"{comma}{words}" for words in (_first(push, lang), _second(push, lang)) if words)
    basis = _BASES[push.basis][lang == "zh"]
    grade = pick(lang, f"evidence {push.evidence}", f"证据{push.evidence}")
    about = say.source(f"{basis}{comma}{grade}", lang)
    return f"{name} [{channel.key}]{colon}{told}{where}{about}" + say.given_by(push.source, lang)


def _sentence(push: Push, lang: str) -> str:
    channel = CHANNELS[push.channel]
    plain = (f"{{}} ({channel.unit})", "", f"{{}}（{channel.unit_zh}）", "")
    english, other, chinese, other_zh = _ACTS.get(push.channel, plain)
    sentence = pick(lang, english, chinese)
    if push.amount < 0:
        usual = next((word for word in (" less", " fall", " falls") if word in english), "")
        sentence = pick(
            lang,
            english.replace(usual.strip(), other, 1) if usual else english,
            chinese.replace("降低", other_zh).replace("缩短", other_zh),
        )
    amount = abs(push.amount)
    if "{:%}" in sentence:
        return sentence.replace("{:%}", f"{100 * amount:g}{pick(lang, ' %', '%')}")
    return sentence.format(f"{amount:g}")


def _listed(push: Push, lang: str) -> str:
    """Return the items of a list that a push takes off, in words."""
    if push.channel not in LISTED:
        return ""
    named = {item.key: item.zh if lang == "zh" else item.en for item in items(push.channel) if item.key in push.items}
    english, chinese = ", ".join(f"'{words}'" for words in named.values()), "“" + "”“".join(named.values()) + "”"
    return pick(lang, f" {english}", chinese)


def _first(push: Push, lang: str) -> str:
    axis = CHANNELS[push.channel].axis
    words = {
        "sector": vocabulary.SECTOR_WORDS,
        "zone": vocabulary.ZONE_WORDS,
        "risk": vocabulary.RISK_WORDS,
        "chain": vocabulary.CHAIN_WORDS,
    }.get(axis)
    if not words:
        return ""
    if len(push.places) == len(words):
        return pick(lang, f"all {axis}s", {"sector": "所有行业", "zone": "所有片区"}.get(axis, ""))
    return say.join([name_of(words, place, lang) for place in push.places], lang)


def _second(push: Push, lang: str) -> str:
    if not push.within:
        return ""
    if CHANNELS[push.channel].within == "sector":
        who = say.join([name_of(vocabulary.SECTOR_WORDS, word, lang) for word in push.within], lang)
    else:
        from model.facts import facts

        known = facts()
        names = known.name_zh if lang == "zh" else known.name_en
        who = say.join([str(names[known.origin_index[code]]) for code in push.within], lang)
    return pick(lang, f"for {who} only", f"仅限{who}")
