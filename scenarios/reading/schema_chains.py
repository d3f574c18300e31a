"""Industrial chains in the scenario file: what is done for them, and what the world withholds from them."""

from typing import Annotated

from pydantic import Field

from common.vocabulary import CHAINS
from scenarios.reading.rules import Date, OneOf, Range
from scenarios.reading.schema_parts import Action, Origins, Part, Share

ChainWord = Annotated[str, OneOf(CHAINS)]


class Platform(Action):
    """Shared platforms of a chain: design tools, tape-out, pilot lines, testing.
    产业链公共服务平台：设计工具、流片、中试、检验检测等。"""

    chain: ChainWord
    """Chain that it serves.
    所服务的产业链。"""
    capex_cny_mn_a_year: Annotated[float, Range(0.1, 10_000, "cny_mn")]
    """Public money for equipment each year; firms come as far as it serves them.
    每年的设备投入（公共支出）；服务企业数由设备规模决定。"""


class LeadingFirms(Action):
    """Leading foreign firms that are sought for a chain, with support for their investment.
    面向产业链的外资龙头（链主）企业招引及其投资支持。"""

    chain: ChainWord
    """Chain that they belong to.
    所属产业链。"""
    projects_a_year: Annotated[float, Range(0.1, 100, "projects")]
    """Projects sought each year.
    每年招引的项目数。"""
    investment_usd_mn: Annotated[float, Range(1, 10_000, "usd_mn")]
    """Investment of one of them.
    单个项目投资额。"""
    support_share: Annotated[float, Range(0, 0.5, "share")]
    """Support, share of the investment; it is paid to those that would have come anyway too.
    支持资金占投资额的比例；原本就会落户的项目同样享受。"""


class LocalSupply(Action):
    """Purchases of a chain that are matched with suppliers in Nanjing: fairs, brokers, rewards.
    产业链本地配套供需对接：对接会、撮合与奖励。"""

    chain: ChainWord
    """Chain that buys.
    采购方所在产业链。"""
    purchases_cny_mn_a_year: Annotated[float, Range(1, 200_000, "cny_mn")]
    """Purchases matched each year; a part of them would have been made here anyway.
    每年对接的采购额；其中一部分原本就会在本地采购。"""


class BackupStock(Action):
    """Imported inputs of a chain that are held in reserve beside firms' own stocks, as by a backup centre.
    在企业自有库存之外储备产业链进口投入品，如产业备份中心。"""

    chain: ChainWord
    """Chain that uses them.
    使用方所在产业链。"""
    weeks: Annotated[float, Range(0.1, 52, "weeks")]
    """Weeks of usual use that are held; they are bought over some months, and the public pays for holding them.
    储备量，按正常用量可用的周数；分数月购入，公共支出为持有成本。"""


class FirstUse(Action):
    """First sets of new equipment, new materials and new software whose buyers are insured.
    首台（套）装备、首批次新材料、首版次软件应用保险。"""

    chain: ChainWord
    """Chain that makes them.
    生产方所在产业链。"""
    insured_cny_mn_a_year: Annotated[float, Range(1, 50_000, "cny_mn")]
    """Sales insured each year; the public pays most of the premium.
    每年投保的销售额；保费主要由公共支出补贴。"""


class IndustrialChains(Part):
    """Industrial chains: integrated circuits, biomedicine, smart grid, software, smart vehicles, petrochemicals, steel.
    产业链：集成电路、生物医药、智能电网、软件和信息服务、智能汽车、石化、钢铁。"""

    shared_platforms: tuple[Platform, ...] = ()
    """Shared platforms.
    公共服务平台。"""
    leading_firms: tuple[LeadingFirms, ...] = ()
    """Leading firms sought.
    龙头（链主）企业招引。"""
    local_supply: tuple[LocalSupply, ...] = ()
    """Purchases matched with suppliers in Nanjing.
    本地配套供需对接。"""
    backup_stocks: tuple[BackupStock, ...] = ()
    """Reserves of imported inputs.
    进口投入品储备。"""
    first_use: tuple[FirstUse, ...] = ()
    """First sets insured.
    首台（套）应用保险。"""


class SupplyShock(Part):
    """A share of what a chain buys from some partners fails to come for a time, in both variants.
    产业链从部分贸易伙伴采购的投入品在一段时间内断供，两个方案相同。"""

    chain: ChainWord
    """Chain that is hit.
    受冲击的产业链。"""
    origins: Origins
    """Partners from whom inputs fail.
    断供的贸易伙伴。"""
    from_: Annotated[str, Date()] = Field(alias="from")
    """First month or day, YYYY-MM or YYYY-MM-DD.
    起始月或日，YYYY-MM 或 YYYY-MM-DD。"""
    until: Annotated[str, Date()]
    """Last month or day, included.
    最后的月或日（含当日）。"""
    share_lost: Annotated[float, Share]
    """Share of the usual deliveries that is lost.
    损失的供应占正常供应的比例。"""
