"""The channels by which pilot tasks act: each is something that an agent meets, never an outcome.

A task pushes one or several channels by an amount in the channel's unit at full strength. Tasks on one channel
saturate: the combined push of amounts a1, a2, ... is ``cap * (1 - exp(-(a1 + a2 + ...) / cap))``, so that the first
task brings the most and no number of tasks passes the cap (assumption: the form;
the caps are parameters, ``pilot_tasks.cap.*``).
"""

from typing import NamedTuple

from common.vocabulary import INSTITUTIONS
from model.parameters import declared


class Channel(NamedTuple):
    """One channel: axis (``""``, ``"sector"``, ``"zone"``, ``"risk"`` or ``"chain"``), unit, rooms that feel it, and names.

    ``within`` is a second axis, ``"origin"`` or ``"sector"``, by which a task may push the channel for some partners or
    sectors only.
    """

    key: str
    axis: str
    unit: str
    acts_on: str
    en: str
    zh: str
    unit_zh: str
    within: str = ""

    @property
    def cap(self) -> float:
        """What no number of tasks passes, by default, in the channel's unit."""
        return declared()[f"pilot_tasks.cap.{self.key}"].default


CHANNELS: dict[str, Channel] = {
    row[0]: Channel(*row)
    for row in (
        ("market_access", "sector", "share of the named limits lifted", "firms trade", "Market access", "市场准入", "取消所列限制的比例", "origin"),
        ("equity_cap", "sector", "share of foreign equity limits lifted", "firms", "Equity caps", "外资股比", "取消的外资股比限制所占比例"),
        ("licensing", "sector", "days saved", "firms", "Licensing time", "审批时限", "压缩的天数"),
        ("licensing_certainty", "sector", "share of the spread of long applications removed", "firms", "Certainty of licensing", "审批时限的确定性", "较长审批时间离散程度缩小的比例"),
        ("recognition", "sector", "share of foreign qualifications newly recognised", "talent", "Qualification recognition", "资格互认", "新获认可的境外资格占比"),
        ("talent_entry", "", "permit days saved", "talent firms", "Talent entry and stay", "人才入境居留", "工作许可压缩的天数"),
        ("settlement", "", "share of permits at their end that become permanent residence", "talent", "Permanent residence", "永久居留", "到期许可转为永久居留的占比"),
        ("recommendation", "", "added share of foreign candidates", "talent", "Recommendation by talent", "以才荐才", "新增境外候选人占比"),
        ("alumni", "", "added share of graduates abroad who look at Nanjing", "talent", "Alumni and returnees", "校友与留学人员引进", "新增关注南京的留学人员占比"),
        ("family_services", "", "index points of schools and health, 0-1", "talent firms", "Family services", "子女教育与医疗服务", "教育与医疗指数点，0-1"),
        ("cross_border", "sector", "ad valorem cost saved, share", "trade firms", "Cross-border delivery and data", "跨境交付与数据", "节省的从价成本占比", "origin"),
        ("pool_quota", "", "added quota of cash pools, share of members' own funds", "finance", "Cash pools", "跨境资金池", "资金池额度系数提高值"),
        ("finance_companies", "", "licences for finance companies of foreign groups", "finance", "Finance companies of groups", "集团财务公司", "外资集团财务公司牌照数"),
        ("single_accounts", "", "thousand firms whose bank may offer a single account", "finance", "Single accounts for all currencies", "本外币合一账户", "可开立合一账户的企业，千家"),
        ("foreign_finance", "", "licences for foreign financial institutions", "finance", "Foreign financial institutions", "外资金融机构", "外资金融机构牌照数"),
        ("green_credit", "", "million CNY a year of green loans", "finance", "Green credit", "绿色信贷", "每年绿色信贷投放，百万元"),
        ("research_money", "", "million CNY a year of research in laboratories", "science", "Money of laboratories", "实验室科研经费", "每年实验室科研经费，百万元"),
        ("research_rights", "", "share of universities whose researchers are assigned the rights", "science", "Rights to research results", "职务科技成果赋权", "实施赋权的高校占比"),
        ("transfer_cases", "", "inventions a year that can be handled for transfer", "science", "Transfer offices and markets for rights", "技术转移与成果交易", "每年可办理的成果转化件数"),
        ("proof_money", "", "million CNY a year for proofs of concept and first runs", "science", "Proof of concept", "概念验证", "每年概念验证与首次流片资金，百万元"),
        ("founder_cover", "", "share of a founder's loss that is covered", "science", "Cover for founders", "创业风险保障", "创业者损失获保障的比例"),
        ("founder_space", "", "thousand m2 for young firms of science and of alumni", "science", "Incubators and alumni parks", "孵化器与校友科技园", "科技与校友初创企业载体面积，千平方米"),
        ("credit", "", "million CNY a year of loans and seed money for technology firms", "home finance", "Credit and pledges", "质押贷款与种子资金", "每年面向科技企业的贷款与种子资金，百万元"),
        ("customs", "", "share of clearance time saved, mean of all declarations", "trade firms", "Customs clearance time", "通关时间", "通关时间压缩比例（全部报关单平均）", "origin"),
        ("customs_certainty", "", "share of the spread of long clearances removed", "trade firms", "Certainty of clearance", "通关时间的确定性", "较长通关时间离散程度缩小的比例", "origin"),
        ("documents", "", "USD a consignment saved", "trade firms", "Trade documents", "贸易单证", "每票货物节省的单证费用，美元", "origin"),
        ("freighters", "", "weekly return flights of 100 t on offer with support", "freight trade", "Freighters", "国际全货机", "提供支持的每周往返班次（百吨级）"),
        ("trains", "", "weekly trains on offer with support", "freight trade", "International trains", "中欧（亚）班列", "提供支持的每周列数"),
        ("river_sea", "", "hours saved between Nanjing's quay and the ship at Shanghai", "freight trade", "River-sea transport", "江海联运", "南京码头至上海港船舶之间节省的小时数"),
        ("express_rail", "", "tonnes a day by fast trains to the airports of Shanghai", "freight trade", "Express rail freight", "高铁快运", "每日经高铁快运至上海机场的吨数"),
        ("goods_cost", "", "ad valorem cost saved, share", "trade firms", "Cost of reaching buyers", "对接买家的成本", "节省的从价成本占比", "origin"),
        ("digital_links", "", "Gbit/s of dedicated international lines", "digital", "Dedicated lines", "国际专用通道", "国际专用通道新增带宽，Gbps"),
        ("data_cases", "", "cases a year of data leaving the country", "digital", "Cases of data leaving the country", "数据出境办理", "每年多办结的数据出境申报与备案件数"),
        ("data_scope", "sector", "share of data that needs no mechanism", "digital", "Data outside the rules' scope", "数据出境适用范围", "无须履行出境手续的数据占比"),
        ("computing", "", "PFlops", "digital", "Computing power", "算力", "新增算力，PFLOPS"),
        ("data_exchange", "", "million CNY a year of trade in data", "digital", "Trade in data", "数据交易", "每年可支持的数据交易额，百万元"),
        ("integration", "", "service spin-offs a year per thousand manufacturers", "home", "Two-industry integration", "两业融合", "每千家制造企业每年衍生服务企业数"),
        ("zone_attraction", "zone", "support as share of yearly rent", "firms home", "Zone programmes", "园区招引", "补助占年租金比例", "sector"),
        ("chain_platforms", "chain", "million CNY a year of shared platforms", "chains", "Shared platforms of chains", "产业链公共服务平台", "每年投入公共服务平台，百万元"),
        ("chain_purchases", "chain", "million CNY a year of matched purchases", "chains", "Purchases from suppliers here", "本地配套对接", "每年对接的本地采购额，百万元"),
        ("chain_reserves", "chain", "weeks of imported inputs held", "chains", "Reserves of inputs", "关键投入品储备", "储备可用周数"),
        ("first_stores", "", "first stores supported a year", "consumption", "First stores", "首店引进", "每年支持引进的首店数"),
        ("ecommerce", "", "firms a year taught and served to sell abroad by e-commerce", "consumption", "Sellers by e-commerce", "跨境电商卖家培育", "每年培训服务的跨境电商企业数"),
        ("warehouses", "", "thousand m2 of warehouses abroad", "consumption", "Warehouses abroad", "海外仓", "海外仓面积，千平方米"),
        ("consumption", "", "thousand m2 of new or renewed shops", "consumption", "Consumption", "消费场景", "新增或焕新优质商业面积，千平方米"),
        ("culture", "", "thousand visits a month that new venues and shows take", "visitors", "Culture", "文化场馆", "新增场馆与演出的月接待能力，千人次"),
        ("events", "", "share of the calendar's added programme", "exhibitions", "Events", "会展赛事", "新增活动日历的落实比例"),
        ("payment", "", "share of the trouble of paying that is removed in Nanjing", "visitors", "Payment for visitors", "境外游客支付便利", "南京支付障碍消除比例"),
        ("promotion", "", "added share of travellers who hear of Nanjing in a year", "visitors", "Promotion and ties", "国际传播与友城", "一年内新听说南京的旅客占比", "origin"),
        ("home_airline", "", "share of the home airlines' cost saved", "carriers", "Home airlines", "基地航空公司", "基地航空公司节省的成本占比"),
        ("dispute", "", "risk premium saved, percentage points", "firms", "Dispute resolution and protection", "争议解决与权益保护", "风险溢价下降的百分点", "origin"),
        ("complaints", "", "cases a year that can be settled", "firms", "Complaints and cases of foreign firms", "外资企业投诉与案件办理", "每年可办结的件数"),
        ("enclave_land", "", "hectares of enclave parks", "places", "Enclave parks", "飞地园区用地", "飞地园区面积，公顷"),
        ("overseas_land", "", "hectares of parks abroad", "places", "Parks abroad", "境外产业园区用地", "境外园区面积，公顷", "origin"),
        ("institution_arbitration", "", "cases a year that can be taken", "institutions", "Arbitration and mediation", "商事仲裁与调解", "每年可受理的件数"),
        ("institution_law", "", "clients a year that can be taken", "institutions", "Joint law firms", "联营律师事务所", "每年可服务的客户数"),
        ("institution_rating", "", "clients a year that can be taken", "institutions", "Credit rating", "信用评级", "每年可服务的客户数"),
        ("institution_insurance", "", "policies a year that can be written", "institutions", "Patent and cross-border medical insurance", "专利与跨境医疗保险", "每年可承保的保单数"),
        ("institution_testing", "", "certificates a year that can be given", "institutions", "Testing and certification", "检验检测认证", "每年可出具的证书数"),
        ("institution_ip_centre", "", "cases a year that can be taken", "institutions", "Intellectual-property disputes abroad", "海外知识产权纠纷应对", "每年可受理的件数"),
        ("headquarters_assets", "", "million USD of assets asked less of founders of investment companies", "institutions", "Threshold of investment companies", "投资性公司设立门槛", "外国投资者资产总额要求降低的百万美元"),
        ("risk_control", "risk", "share of the risk removed", "regulator", "Risk control", "风险防控", "该项风险降低的比例"),
    )
}  # fmt: skip

INSTITUTION_CHANNELS = tuple(f"institution_{kind}" for kind in INSTITUTIONS)
"""Channels by which tasks add to what institutions can take, in the order of ``INSTITUTIONS``."""

COUNTED = (
    "market_access",
    "equity_cap",
    "licensing",
    "family_services",
    "cross_border",
    "zone_attraction",
    "dispute",
)
"""Channels on which investors count before they are in force."""
