"""What a run records: every result variable with its axes, unit, kind and names. Months come first in each array."""

from typing import NamedTuple


class Variable(NamedTuple):
    """One recorded array of shape (months, *axes)."""

    key: str
    axes: tuple[str, ...]
    unit: str
    kind: str
    """``flow`` (monthly), ``stock`` (month-end) or ``index``."""
    en: str
    zh: str


VARIABLES: dict[str, Variable] = {
    row[0]: Variable(*row)
    for row in (
        ("fdi_actual_use", ("sector", "zone"), "million USD", "flow", "FDI in actual use", "实际使用外资"),
        ("fdi_by_origin", ("origin",), "million USD", "flow", "FDI in actual use by immediate origin", "实际使用外资(按直接投资来源地)"),
        ("fdi_by_mode", ("mode",), "million USD", "flow", "FDI in actual use by mode", "实际使用外资(按方式)"),
        ("fdi_through_hong_kong", ("ultimate_origin",), "million USD", "flow", "FDI through Hong Kong by ultimate origin", "经香港实际使用外资(按最终投资来源地)"),
        ("fdi_contracted", ("sector",), "million USD", "flow", "Contracted FDI", "合同外资"),
        ("new_foreign_firms", ("sector",), "1", "flow", "New foreign firms", "新设外资企业"),
        ("new_substantive_firms", ("sector",), "1", "flow", "New foreign firms beyond micro entries", "新设实质性外资企业(不含微型登记)"),
        ("foreign_firms", ("sector",), "1", "stock", "Foreign firms in operation", "在营外资企业"),
        ("fdi_pipeline", ("sector", "stage"), "1", "stock", "Foreign investors by stage", "外资项目进程"),
        ("closed_to_foreigners", ("sector",), "1", "index", "Share of lines of business closed to foreign investors", "对外资未开放的业务占比"),
        ("licences_awaited", ("sector",), "1", "stock", "Applications that wait for a licence", "待批准的外资项目申请"),
        ("licence_days", ("sector",), "days", "index", "Days from application to licence, mean of those applied for now", "从申请到获批的平均天数"),
        ("jobs", ("sector",), "1", "stock", "Jobs in foreign firms", "外资企业就业"),
        ("complaints_filed", (), "1", "flow", "Complaints filed by foreign firms", "外资企业投诉受理件数"),
        ("complaints_settled", (), "1", "flow", "Complaints of foreign firms decided", "外资企业投诉办结件数"),
        ("complaint_days", (), "day", "index", "Days from complaint to decision", "投诉办结时长"),
        ("goods_exports", ("origin",), "million CNY", "flow", "Goods exports", "货物出口"),
        ("goods_imports", ("origin",), "million CNY", "flow", "Goods imports", "货物进口"),
        ("goods_exports_by_kind", ("goods",), "million CNY", "flow", "Goods exports by kind", "货物出口(按商品类别)"),
        ("goods_imports_by_kind", ("goods",), "million CNY", "flow", "Goods imports by kind", "货物进口(按商品类别)"),
        ("export_clearance_hours", (), "hours", "index", "Customs clearance of exports, mean", "出口整体通关时间(平均)"),
        ("import_clearance_hours", (), "hours", "index", "Customs clearance of imports, mean", "进口整体通关时间(平均)"),
        ("import_clearance_late_hours", (), "hours", "index", "Hours within which 19 of 20 imports are cleared", "95%进口报关单的通关时限"),
        ("services_exports", ("sector",), "million CNY", "flow", "Services exports without visitors' spending", "服务出口(不含入境游客消费)"),
        ("services_imports", ("sector",), "million CNY", "flow", "Services imports", "服务进口"),
        ("services_exports_by_origin", ("origin",), "million CNY", "flow", "Services exports by partner", "服务出口(按贸易伙伴)"),
        ("services_exports_by_mode", ("supply",), "million CNY", "flow", "Services sold abroad by mode of supply", "对外服务供应(按供应模式)"),
        ("digital_services_exports", ("sector",), "million CNY", "flow", "Digitally delivered services exports", "数字化交付服务出口"),
        ("domestic_firms_founded", ("founder", "sector"), "1", "flow", "Domestic service firms and headquarters founded", "新设本土服务企业与总部"),
        ("domestic_firms", ("founder", "sector"), "1", "stock", "Domestic service firms and headquarters so founded", "上述本土企业存量"),
        ("domestic_jobs", ("sector",), "1", "stock", "Jobs in domestic firms so founded", "上述本土企业就业"),
        ("domestic_sales", ("sector",), "million CNY", "flow", "Sales of domestic firms so founded, and makers' services", "上述本土企业与制造业兼营服务收入"),
        ("domestic_pay", ("sector",), "million CNY", "flow", "Pay in domestic firms so founded", "上述本土企业薪酬总额"),
        ("technology_loans", (), "1", "flow", "Loans on patents and seed money paid out to technology firms", "科技企业获得的质押贷款与种子资金(笔)"),
        ("servitised_makers", (), "1", "stock", "Manufacturers who sell services", "兼营服务的制造业企业"),
        ("visitors", ("origin", "purpose"), "1", "flow", "Inbound overnight visitors", "入境过夜游客"),
        ("visitor_nights", ("origin", "purpose"), "1", "flow", "Visitor nights", "入境游客停留夜数"),
        ("visitor_spending", ("origin",), "million USD", "flow", "Visitor spending", "入境游客消费"),
        ("visitors_by_way", ("origin", "way"), "1", "flow", "Inbound visitors by way of arrival", "入境游客(按到达方式)"),
        ("visa_free_visitors", ("origin",), "1", "flow", "Inbound visitors who entered without a visa", "免签入境过夜游客"),
        ("duty_free_sales", ("zone",), "million CNY", "flow", "Duty-free sales", "免税销售额"),
        ("duty_free_shifted", ("zone",), "million CNY", "flow", "Duty-free sales shifted from the city's other shops", "免税销售额中由本市其他商店转移的部分"),
        ("duty_free_buyers_cut", ("zone",), "1", "index", "Share of duty-free buyers whom the quota limits", "受限额约束的免税购物者占比"),
        ("duty_free_public_income", (), "million CNY", "flow", "Net public income from duty-free shops, all levels of government", "免税店带来的公共收入净额(各级政府合计)"),
        ("weekly_flights", ("origin",), "1", "stock", "Weekly return flights with Lukou", "禄口机场每周往返航班"),
        ("seats", ("origin",), "1", "flow", "Seats on arriving flights", "到港座位数"),
        ("load_factor", ("origin",), "1", "index", "Seat load factor", "客座率"),
        ("outbound_passengers", ("origin",), "1", "flow", "Residents flown out from Lukou", "禄口机场出境居民"),
        ("talent", ("sector",), "1", "stock", "Foreign professionals and returnees", "国际人才"),
        ("talent_arrivals", ("sector",), "1", "flow", "Arrivals of international talent", "国际人才流入"),
        ("talent_departures", ("sector",), "1", "flow", "Departures of international talent", "国际人才流出"),
        ("floor_space", ("zone", "use"), "m2", "stock", "Floor space", "建筑面积"),
        ("rent", ("zone", "use"), "CNY m-2 month-1", "index", "Rent", "租金"),
        ("room_price", (), "CNY night-1", "index", "Price of a hotel room", "酒店平均房价"),
        ("hotel_occupancy", (), "1", "index", "Hotel rooms sold", "客房出租率"),
        ("domestic_visitors", ("zone",), "1", "flow", "Domestic visitors by where they spend their time", "国内游客(按停留片区)"),
        ("people_present", ("zone",), "1", "stock", "People present on a mean day", "日均在场人数"),
        ("visitor_nights_by_zone", ("zone",), "1", "flow", "Nights of inbound visitors by where they spend their time", "入境游客停留夜数(按停留片区)"),
        ("talent_by_zone", ("zone",), "1", "stock", "Foreign professionals and returnees by where they live", "国际人才(按居住片区)"),
        ("jobs_by_zone", ("zone",), "1", "stock", "Jobs in foreign firms by zone", "外资企业就业(按片区)"),
        ("foreign_firms_by_zone", ("zone",), "1", "stock", "Foreign firms in operation by zone", "在营外资企业(按片区)"),
        ("fdi_by_district", ("district",), "million USD", "flow", "FDI in actual use by district", "实际使用外资(按行政区)"),
        ("jobs_by_district", ("district",), "1", "stock", "Jobs in foreign firms by district", "外资企业就业(按行政区)"),
        ("visitor_nights_by_district", ("district",), "1", "flow", "Nights of inbound visitors by district", "入境游客停留夜数(按行政区)"),
        ("land_taken_up", ("zone",), "hectare", "stock", "Land taken up for rebuilding or temporary use", "已启动改造或临时转用的土地"),
        ("land_income", ("zone",), "million CNY", "flow", "Public income from land", "土地收入"),
        ("quarter_value", ("zone",), "million CNY", "flow", "What mixed quarters within a walk are worth to tenants", "步行可达混合街区对使用者的价值"),
        ("fiscal_cost", ("lever",), "million CNY", "flow", "Fiscal cost", "财政成本"),
        ("zone_support", ("zone",), "million CNY", "flow", "Support of zones paid to firms that take it", "已兑付的片区企业支持资金"),
        ("force_index", ("force",), "Nanjing 2019 = 100", "index", "Five forces", "五种能力"),
        ("task_strength", ("task",), "1", "index", "Strength of pilot tasks", "试点任务力度"),
        ("task_cost", ("task",), "million CNY", "flow", "Cost of pilot tasks", "试点任务成本"),
        ("public_income", ("tax",), "million CNY", "flow", "Tax on work, sales, visitors and exports that the model follows, all levels of government", "模型所跟踪的就业、销售、游客与出口带来的税收(各级政府合计)"),
        ("public_income_local", (), "million CNY", "flow", "Of that tax, what stays in the province and the city", "其中留在省市两级的部分"),
        ("income_by_group", ("group",), "million CNY", "flow", "Income by who receives it", "收入(按获得者)"),
        ("jobs_by_education", ("education",), "1", "stock", "Jobs in foreign firms by education of the worker", "外资企业就业(按从业人员学历)"),
        ("gdp", (), "million CNY", "flow", "Gross domestic product", "地区生产总值"),
        ("population", (), "1", "stock", "Resident population", "常住人口"),
        ("exchange_rate", (), "CNY per USD", "index", "Exchange rate", "汇率"),
        ("risk", ("risk",), "1", "index", "Risk, 1 = threshold", "风险指数(1为阈值)"),
        ("warning", ("risk",), "1", "index", "Early warning", "预警"),
        ("rival_visitors", ("city",), "1", "flow", "Inbound visitors of rival cities", "竞争城市入境游客"),
        ("rival_fdi", ("city",), "million USD", "flow", "FDI of rival cities", "竞争城市实际使用外资"),
        ("fdi_jiangsu", (), "million USD", "flow", "FDI of Nanjing and Suzhou", "南京与苏州实际使用外资"),
        ("fdi_china", (), "million USD", "flow", "FDI of all Chinese cities", "全国各城市实际使用外资"),
        ("visitors_jiangsu", (), "1", "flow", "Inbound visitors of Nanjing and Suzhou", "南京与苏州入境游客"),
        ("visitors_china", (), "1", "flow", "Inbound visitors of China, each counted once", "全国入境游客(每人计一次)"),
    )
}  # fmt: skip
