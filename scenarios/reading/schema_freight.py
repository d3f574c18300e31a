"""Freight in the scenario file: freighters, trains, ships, a cargo airline's base, logistics hubs and express rail."""

from typing import Annotated

from common.vocabulary import FREIGHT_MARKETS, HUBS, SAILINGS, TRAINS
from scenarios.reading.rules import OneOf, Range
from scenarios.reading.schema_parts import Action, Part

YearlyCost = Annotated[float, Range(0, 5000, "cny_mn")]


class Freighters(Action):
    """Support on offer for weekly freighters; airlines fly those that pay with it, and it is paid for flights flown.
    对国际全货机提供支持：航空公司在计入支持后能盈利的班次才会执飞，支持按实际执飞班次支付。"""

    market: Annotated[str, OneOf(FREIGHT_MARKETS)]
    """Freight market to which they fly.
    通航的货运市场。"""
    weekly_flights: Annotated[float, Range(0, 100, "weekly_flights")]
    """Return flights a week for which support is on offer.
    每周提供支持的往返班次。"""
    tonnes: Annotated[float, Range(5, 150, "tonnes")] = 100
    """Hold of the aircraft, tonnes each way.
    单程载货能力，吨。"""
    support_cny_per_flight: Annotated[float, Range(0, 3000000, "cny")]
    """Support for a return flight.
    每个往返班次的支持金额。"""


class Trains(Action):
    """Support on offer for weekly trains; those run that pay with it, and it is paid for trains run.
    对国际班列提供支持：计入支持后能盈利的列次才会开行，支持按实际开行列数支付。"""

    corridor: Annotated[str, OneOf(TRAINS)]
    """Where they run: to Europe, to Central Asia and Russia, or to ASEAN.
    班列线路：中欧、中亚（俄）或东盟。"""
    weekly_trains: Annotated[float, Range(0, 100, "weekly")]
    """Trains a week for which support is on offer, both directions counted.
    每周提供支持的列数，去程回程合计。"""
    support_cny_per_train: Annotated[float, Range(0, 3000000, "cny")]
    """Support for a train.
    每列的支持金额。"""


class RiverSea(Action):
    """Ships from Nanjing's port: more sailings, and hours saved where papers and berths of two ports work as one.
    南京港航线：加密航班，并通过组合港一次申报、衔接船期节省时间。"""

    service: Annotated[str, OneOf(SAILINGS)]
    """Direct ships to near ports, or feeders to the ships at Shanghai.
    近洋直达航线，或至上海港的支线。"""
    weekly_sailings: Annotated[float, Range(0, 200, "weekly")] = 0
    """Sailings added a week.
    每周新增航班。"""
    hours_saved: Annotated[float, Range(0, 72, "hours")] = 0
    """Hours saved between the quay and the ship's departure.
    码头至开船之间节省的小时数。"""
    cost_cny_mn_a_year: YearlyCost = 0
    """Public cost a year.
    年度公共支出。"""


class CargoBase(Action):
    """A base of a cargo airline at Lukou.
    禄口机场货运基地航空公司。"""

    cny_saved_per_flight: Annotated[float, Range(0, 1000000, "cny")] = 0
    """What it saves on a freighter's turn-round.
    每个货机班次节省的过站成本。"""
    night_slots: Annotated[float, Range(0, 200, "weekly_flights")] = 0
    """Return flights a week added to the slots of freighters at night.
    每周新增的夜间货机时刻（往返班次）。"""
    cost_cny_mn_a_year: YearlyCost = 0
    """Public cost a year.
    年度公共支出。"""


class LogisticsHub(Action):
    """A national logistics hub of one of five kinds: it saves handling and transfer at its gate.
    五类国家物流枢纽之一：节省所在口岸或服务货类的装卸费用与中转时间。"""

    kind: Annotated[str, OneOf(HUBS)]
    """Land, port or airport: goods by train, ship or Lukou; production service: makers' goods of all ways; trade service: other goods.
    陆港型、港口型、空港型分别作用于班列、港口和禄口货物；生产服务型作用于工业品，商贸服务型作用于其他商品。"""
    cny_saved_per_tonne: Annotated[float, Range(0, 200, "cny")] = 0
    """Cost of handling saved, CNY a tonne.
    每吨节省的装卸与仓储费用。"""
    hours_saved: Annotated[float, Range(0, 72, "hours")] = 0
    """Hours of transfer saved.
    节省的中转小时数。"""
    cost_cny_mn_a_year: YearlyCost = 0
    """Public cost a year.
    年度公共支出。"""


class ExpressRail(Action):
    """Parcel cars of fast trains that take air cargo to the airports of Shanghai.
    高铁快运：以高铁快运车厢将航空货物运至上海机场。"""

    tonnes_a_day: Annotated[float, Range(0, 500, "tonnes")]
    """Room a day, both directions.
    每日运力，双向合计，吨。"""
    cost_cny_mn_a_year: YearlyCost = 0
    """Public cost a year.
    年度公共支出。"""


class Freight(Part):
    """Freight: what carries goods between Nanjing and abroad.
    货运通道：南京与境外之间的货物运输。"""

    freighters: tuple[Freighters, ...] = ()
    """Freighters.
    国际全货机。"""
    trains: tuple[Trains, ...] = ()
    """International trains.
    国际班列。"""
    river_sea: tuple[RiverSea, ...] = ()
    """Ships and the combined port.
    江海联运与组合港。"""
    cargo_base: tuple[CargoBase, ...] = ()
    """A cargo airline's base.
    货运基地航空。"""
    hubs: tuple[LogisticsHub, ...] = ()
    """National logistics hubs.
    国家物流枢纽。"""
    express_rail: tuple[ExpressRail, ...] = ()
    """Express rail.
    高铁快运。"""
