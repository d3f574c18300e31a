"""Digital trade in the scenario file: data that leave the country, computing power, dedicated lines and trade in data."""

from typing import Annotated

from pydantic import Field

from common.vocabulary import SECTORS
from scenarios.reading.rules import OneOf, Range
from scenarios.reading.schema_parts import Action, Decider, Lasting, Part, Share

Sectors = Annotated[tuple[Annotated[str, OneOf(SECTORS)], ...], Field(min_length=1)]
PublicCost = Annotated[float, Range(0, 5000, "cny_mn")]


class DataDesk(Action):
    """A desk that helps firms through assessments and contracts for data that leave the country.
    数据出境服务专窗：指导企业办理安全评估申报与标准合同备案。"""

    cases_a_year: Annotated[float, Range(1, 5000, "cases_a_year")]
    """Cases a year that pass on top of the usual.
    在现有能力之外每年可办结的件数。"""
    days: Annotated[float, Range(10, 365, "days")] | None = None
    """Days that a case takes when none waits; left out: the usual.
    无积压时单件办理天数；不填即为现有时长。"""
    cost_cny_mn_a_year: PublicCost = 0
    """Public cost, million CNY a year.
    公共支出，百万元/年。"""


class FreeList(Action):
    """A list of the free-trade zone: data that are not on it leave the country without a mechanism, from the national Provisions of March 2024 on.
    自贸试验区数据出境负面清单：清单外数据出境免予履行手续（以2024年3月国家规定施行为前提）。"""

    sectors: Sectors
    """Sectors whose data it covers.
    清单覆盖的行业领域。"""
    share: Annotated[float, Share]
    """Share of the data of firms in the zone that it frees.
    区内企业数据中免予履行手续的占比。"""
    decided_by: Decider = "province"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class ComputingCentre(Lasting):
    """Computing power that is built with public money.
    以公共资金建设的算力。"""

    pflops: Annotated[float, Range(1, 100_000, "pflops")]
    """Computing power at half precision, PFlops.
    算力规模（半精度），PFlops。"""
    build_months: Annotated[float, Range(1, 60, "months")] = 18
    """Months from the start to the first work.
    建设期，月。"""
    public_cny_mn: Annotated[float, Range(0, 50_000, "cny_mn")] = 0
    """Public money, paid evenly while it is built, million CNY.
    公共投资，在建设期内均匀支付，百万元。"""


class DedicatedLines(Action):
    """Dedicated international lines: a wider channel, and support of firms that take a line.
    国际互联网专用通道与专线：扩容，并补贴使用专线的企业。"""

    gbps: Annotated[float, Range(0, 10_000, "gbps")] = 0
    """Width added to the channel, Gbit/s.
    通道新增带宽，Gbps。"""
    subsidy_cny: Annotated[float, Range(0, 1_000_000, "cny")] = 0
    """Support of each firm that has a line, CNY a year.
    每家用户企业每年补贴，元。"""
    cost_cny_mn_a_year: PublicCost = 0
    """Public cost of the channel without that support, million CNY a year.
    通道建设运行的公共支出（不含补贴），百万元/年。"""


class DataExchange(Action):
    """A place where data are traded.
    数据交易场所。"""

    turnover_cny_mn_a_year: Annotated[float, Range(0, 100_000, "cny_mn")]
    """Turnover that it can handle, million CNY a year; what is traded saturates at the market's size.
    每年可支持的交易额，百万元；实际交易额受市场规模限制。"""
    cost_cny_mn_a_year: PublicCost = 0
    """Public cost, million CNY a year.
    公共支出，百万元/年。"""


class DigitalTrade(Part):
    """Digital trade: data that leave the country, computing power, dedicated lines and trade in data.
    数字贸易：数据出境、算力、国际专用通道与数据交易。"""

    data_desks: tuple[DataDesk, ...] = ()
    """Desks for data that leave the country.
    数据出境服务专窗。"""
    free_lists: tuple[FreeList, ...] = ()
    """Lists of the free-trade zone.
    自贸试验区数据出境负面清单。"""
    computing: tuple[ComputingCentre, ...] = ()
    """Computing power.
    算力。"""
    links: tuple[DedicatedLines, ...] = ()
    """Dedicated lines.
    国际专用通道与专线。"""
    data_exchange: tuple[DataExchange, ...] = ()
    """Trade in data.
    数据交易。"""
