"""Events and campaigns in the scenario file: what the city adds to its calendar, and where it advertises."""

from typing import Annotated

from pydantic import Field

from common.vocabulary import VENUE_KINDS, VENUES
from scenarios.reading.rules import OneOf, Range
from scenarios.reading.schema_parts import Action, InBothLanguages, Lasting, Origins, Part, Share, ZoneWord


class Event(Action):
    """An event held every year in the months named: a fair, a congress, a championship, a festival.
    每年在所列月份举办的活动：展会、会议、赛事或节庆。"""

    title: InBothLanguages | None = None
    """What it is called.
    活动名称。"""
    held_in: Annotated[tuple[Annotated[int, Range(1, 12, "month_of_year", whole=True)], ...], Field(min_length=1)]
    """Months of the year in which it is held, 1 to 12.
    每年举办的月份，1 至 12。"""
    visits_thousand_a_month: Annotated[float, Range(0.1, 2000, "thousand_visits")]
    """Visits that it can take in each of these months, thousand.
    每个举办月份可接待的人次，千人次。"""
    abroad_share: Annotated[float, Share]
    """Share of these places that is for people from abroad: it draws them in proportion.
    面向境外人员的名额占比；对境外游客的吸引力与之成比例。"""
    cost_cny_mn_a_year: Annotated[float, Range(0, 5000, "cny_mn")] = 0
    """Public cost of a year's edition, paid in the months in which it is held.
    每届的公共支出，在举办月份支付。"""
    venue: Annotated[str, OneOf(VENUES)] = "outdoors"
    """Where it is held: in a hall or a stadium, as far as days are left in the month, or outdoors.
    举办场所：展馆或体育场馆（受当月档期限制），或户外。"""


class Fair(Action):
    """A trade fair held every year in the months named, in halls as far as they have days left. Exporters meet buyers there.
    每年在所列月份举办的专业展会，受展馆档期限制；出口企业在展会上与采购商对接。"""

    title: InBothLanguages | None = None
    """What it is called.
    展会名称。"""
    held_in: Annotated[tuple[Annotated[int, Range(1, 12, "month_of_year", whole=True)], ...], Field(min_length=1)]
    """Months of the year in which it is held, 1 to 12.
    每年举办的月份，1 至 12。"""
    m2: Annotated[float, Range(100, 1_000_000, "m2")]
    """Area in each of these months, m2.
    每个举办月份的展览面积，平方米。"""
    abroad_share: Annotated[float, Share]
    """Share of places for exhibitors and buyers from abroad.
    面向境外参展商和采购商的名额占比。"""
    cost_cny_mn_a_year: Annotated[float, Range(0, 5000, "cny_mn")] = 0
    """Public cost of a year's edition, paid in the months in which it is held.
    每届的公共支出，在举办月份支付。"""


class Venue(Lasting):
    """A hall or a stadium built with public money. It brings nobody while those there are have days left.
    以公共资金建设的展馆或体育场馆。现有场馆仍有档期时，新场馆不会带来客流。"""

    zone: ZoneWord
    """Where it stands.
    所在片区。"""
    kind: Annotated[str, OneOf(VENUE_KINDS)]
    """Hall or stadium.
    展馆或体育场馆。"""
    size: Annotated[float, Range(100, 1_000_000, "m2_or_seats")]
    """Halls, m2, or seats.
    展览面积（平方米）或座位数。"""
    build_months: Annotated[float, Range(0, 120, "months")]
    """Months from the start to the first event.
    建设期，月。"""
    public_cny_mn: Annotated[float, Range(0, 50_000, "cny_mn")] = 0
    """Public money, paid evenly while it is built, million CNY.
    公共投资，在建设期内均匀支付，百万元。"""


class Campaign(Action):
    """A campaign that tells travellers of Nanjing; how many it reaches follows from its budget and the cost of reaching one.
    面向旅客的推广；触达人数由预算和单位触达成本决定。"""

    origins: Origins
    """Markets in which it runs.
    推广所在的客源地。"""
    budget_cny_mn_a_year: Annotated[float, Range(0, 1000, "cny_mn")]
    """Budget of a year, for all these markets together.
    各客源地合计的年度预算。"""


class EventsAndCampaigns(Part):
    """Events and fairs of the city's own calendar, venues, and campaigns abroad, beside those of the tasks.
    在试点任务之外自行举办的活动、展会，场馆建设和境外推广。"""

    events: tuple[Event, ...] = ()
    """Events added.
    新增的活动。"""
    fairs: tuple[Fair, ...] = ()
    """Trade fairs added.
    新增的专业展会。"""
    venues: tuple[Venue, ...] = ()
    """Halls and stadiums.
    展馆与体育场馆。"""
    campaigns: tuple[Campaign, ...] = ()
    """Campaigns.
    境外推广。"""
