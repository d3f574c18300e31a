"""Places in the scenario file: national platforms, enclave parks, corridors, the metropolitan area and parks abroad."""

from typing import Annotated

from pydantic import Field

from common.vocabulary import CORRIDORS, METRO_CITIES, PLATFORM_KINDS, PLATFORM_RULES, PLATFORMS
from scenarios.reading.rules import OneOf, Range
from scenarios.reading.schema_parts import Action, Decider, OriginCode, Part, Share

YearlyCost = Annotated[float, Range(0, 5000, "cny_mn")]


class PlatformRule(Action):
    """A rule that platforms are given, by a share of what they lack against the platform where it gives most: what a free-trade zone may do, other platforms or the whole city may do too.
    把某项平台政策赋予其他平台：按其与政策力度最大平台之间的差距比例补齐，即复制推广自贸试验区等平台的政策。"""

    platforms: Annotated[tuple[Annotated[str, OneOf((*PLATFORMS, *PLATFORM_KINDS))], ...], Field(min_length=1)]
    """Platforms, or kinds of platforms, that are given it; "outside" is the rest of the city.
    获得政策的平台或平台类型；outside 指国家级平台以外的区域。"""
    rule: Annotated[str, OneOf(PLATFORM_RULES)]
    """Which rule.
    哪项政策。"""
    share: Annotated[float, Share] = 1
    """Share of the gap that is closed; several entries add up to 1 at most.
    补齐差距的比例；多条相加，最多为 1。"""
    cost_cny_mn_a_year: YearlyCost = 0
    """Public cost of desks and supervision a year; support that firms take comes on top.
    窗口与监管的年度公共支出；企业实际领取的扶持资金另计。"""
    decided_by: Decider = "province"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class PlatformArea(Action):
    """A wider boundary: a platform takes in land of its zone, with the firms on it.
    平台扩区：把所在片区的土地及其上企业纳入平台范围。"""

    platform: Annotated[str, OneOf(PLATFORMS[:-1])]
    """Which platform.
    哪个平台。"""
    hectares: Annotated[float, Range(1, 20_000, "hectares")]
    """Land taken in.
    纳入的土地面积。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class EnclavePark(Action):
    """A park of Nanjing's in a city of the metropolitan area.
    在都市圈城市共建的飞地园区。"""

    city: Annotated[str, OneOf(METRO_CITIES)]
    """Where it lies.
    所在城市。"""
    hectares: Annotated[float, Range(1, 5000, "hectares")]
    """Its land.
    园区用地面积。"""
    tax_share: Annotated[float, Share] = 0.5
    """Nanjing's share of its tax.
    南京的税收分成比例。"""


class Corridor(Action):
    """Quicker or more trains, or cheaper carriage, along a corridor.
    提升发展走廊的铁路时效、班次或降低货运成本。"""

    corridor: Annotated[str, OneOf(CORRIDORS)]
    """Which corridor.
    哪条走廊。"""
    minutes_saved: Annotated[float, Range(0, 120, "minutes")] = 0
    """Minutes by which the usual fast train is quicker, one way.
    常规高铁单程缩短的分钟数。"""
    trains_a_day: Annotated[float, Range(0, 300, "trains")] = 0
    """Further fast trains a day, both ways together.
    每日增开的高铁列车，往返合计。"""
    carriage_saved: Annotated[float, Share] = 0
    """Share of the cost of carriage by road and rail along it that is saved; at most six tenths count.
    沿线公路、铁路货运成本的降低比例，最多按六成计。"""
    cost_cny_mn_a_year: YearlyCost = 0
    """The city's cost a year.
    市级年度支出。"""


class Metropolitan(Action):
    """The metropolitan area as one market: licences that hold in all its cities, and shorter ways between them.
    都市圈一体化：许可跨城互认，缩短城际通勤时间。"""

    shared_licences: Annotated[float, Share] = 0
    """Share of licences given in Nanjing that hold in all cities of the metropolitan area.
    南京核发的许可中在都市圈各市通用的比例。"""
    commuting_minutes: Annotated[float, Range(0, 60, "minutes")] = 0
    """Minutes saved between Nanjing and the other cities, one way.
    南京与其他城市之间单程缩短的分钟数。"""
    cost_cny_mn_a_year: YearlyCost = 0
    """The city's cost a year.
    市级年度支出。"""


class OverseasPark(Action):
    """An industrial park abroad for firms of Nanjing.
    面向南京企业的境外产业合作园区。"""

    origin: OriginCode
    """Where it lies.
    所在国家或地区。"""
    hectares: Annotated[float, Range(1, 5000, "hectares")]
    """Its land.
    园区用地面积。"""
    support_cny_mn_per_firm: Annotated[float, Range(0, 50, "cny_mn")] = 0
    """Public support of each firm of Nanjing there, a year.
    对每家入园南京企业的年度公共扶持。"""


class Places(Part):
    """National platforms, enclave parks, corridors, the metropolitan area and parks abroad.
    国家级平台、飞地园区、发展走廊、都市圈与境外产业合作园区。"""

    platform_rules: tuple[PlatformRule, ...] = ()
    """Rules given to platforms.
    赋予平台的政策。"""
    platform_area: tuple[PlatformArea, ...] = ()
    """Wider boundaries of platforms.
    平台扩区。"""
    enclave_parks: tuple[EnclavePark, ...] = ()
    """Enclave parks.
    飞地园区。"""
    corridors: tuple[Corridor, ...] = ()
    """Corridors.
    发展走廊。"""
    metropolitan: tuple[Metropolitan, ...] = ()
    """The metropolitan area.
    都市圈一体化。"""
    overseas_parks: tuple[OverseasPark, ...] = ()
    """Parks abroad.
    境外产业合作园区。"""
