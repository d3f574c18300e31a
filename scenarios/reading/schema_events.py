"""Events and campaigns in the scenario file: what the city adds to its calendar, and where it advertises."""

from typing import Annotated

from pydantic import Field

from scenarios.reading.rules import Range
from scenarios.reading.schema_parts import Action, InBothLanguages, Origins, Part, Share


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
    """Events of the city's own calendar, and campaigns abroad, beside those of the tasks.
    在试点任务之外自行举办的活动和境外推广。"""

    events: tuple[Event, ...] = ()
    """Events added.
    新增的活动。"""
    campaigns: tuple[Campaign, ...] = ()
    """Campaigns.
    境外推广。"""
