"""Headquarters, functional institutions and offshore trade in the scenario file."""

from typing import Annotated

from common.vocabulary import HEADQUARTERS, INSTITUTIONS
from scenarios.reading.rules import OneOf, Range
from scenarios.reading.schema_parts import Action, Part, Share


class Headquarters(Action):
    """What groups are asked and given that found a headquarters in Nanjing. Of several thresholds the lowest holds.
    对在宁设立总部的集团的门槛要求与奖励。有多个门槛时取最低者。"""

    kind: Annotated[str, OneOf(HEADQUARTERS)]
    """Kind of headquarters.
    总部类型。"""
    assets_usd_mn: Annotated[float, Range(50, 1000, "usd_mn")] | None = None
    """Total assets that the parent must have, million USD; left out: as in 2022 (200 for regional headquarters, 400 for investment companies). It holds for foreign groups only and never asks more than in 2022.
    母公司资产总额门槛，百万美元；不填则沿用2022年规定（地区总部200，投资性公司400）。仅适用于外资，且不会高于2022年门槛。"""
    reward_cny_mn: Annotated[float, Range(0, 1000, "cny_mn")] = 0
    """Reward for each headquarters that is founded, those included that would have come anyway.
    每设立一家总部给予的奖励，含本来就会设立的企业。"""
    number: Annotated[float, Range(0, 10000, "headquarters")] = 0
    """How many may be paid in all; the best reward is paid first.
    累计可奖励的家数；先兑付金额最高的奖励。"""


class Institution(Action):
    """A functional institution: how many cases or clients it can serve.
    功能性机构：可办理的案件或服务的客户数。"""

    kind: Annotated[str, OneOf(INSTITUTIONS)]
    """Kind of institution.
    机构类型。"""
    capacity_a_year: Annotated[float, Range(0, 100000, "cases")]
    """Cases, clients, policies or certificates that it can take in a year.
    每年可受理的案件、客户、保单或证书件数。"""
    support_cny_mn_a_year: Annotated[float, Range(0, 1000, "cny_mn")] = 0
    """Public support of a year, paid towards the fees of its clients.
    年度公共补助，用于减免客户收费。"""


class OffshoreTrade(Action):
    """Terms for firms on the white list of offshore trade, which buy and sell abroad goods that never touch China.
    对离岸贸易白名单企业的便利条件；其买卖的货物不进出中国关境。"""

    listed_firms: Annotated[float, Range(0, 5000, "firms")]
    """Firms on the list, the largest first.
    白名单企业数，按规模从大到小列入。"""
    settlement_days: Annotated[float, Range(0, 60, "days")] | None = None
    """Days in which a bank settles a deal; left out: as in 2022.
    银行单笔结算天数；不填则与2022年相同。"""
    stamp_duty_refund: Annotated[float, Share] = 0
    """Share of the stamp duty on its contracts that is paid back.
    买卖合同印花税返还比例。"""


class Institutions(Part):
    """Headquarters of groups, institutions that serve firms, and offshore trade.
    总部企业、服务企业的功能性机构与离岸贸易。"""

    headquarters: tuple[Headquarters, ...] = ()
    """Headquarters of groups.
    总部企业。"""
    functional_institutions: tuple[Institution, ...] = ()
    """Functional institutions.
    功能性机构。"""
    offshore_trade: tuple[OffshoreTrade, ...] = ()
    """Offshore trade.
    离岸贸易。"""
