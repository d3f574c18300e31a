"""Events of the city's own calendar, and campaigns abroad: what each month holds, and what it costs."""

import numpy as np

from model.facts import Facts
from model.levers.actions import Campaign, Event, Plan
from model.parameters import Parameters
from model.policy import CampaignRunning


def write(plan: Plan, facts: Facts, p: Parameters, month: int) -> dict:
    """Visits that the plan's events take in a calendar month as those from abroad count them, and the campaigns that run.

    An event counts by its places for people from abroad: visits times their share, over the share of a usual event. Part
    of a month counts pro rata.
    """
    usual, visits = p["attractions.event_abroad_share"], 0.0
    campaigns = []
    for action in plan.events_and_campaigns:
        share = action.share_of(month)
        if isinstance(action, Event):
            if _held(action, month):
                visits += share * action.visits_thousand_a_month * action.abroad_share / usual
        elif share > 0:
            campaigns.append(
                CampaignRunning(np.isin(facts.origins, action.origins), share * action.budget_cny_mn_a_year)
            )
    return {"event_visits": visits, "campaigns": tuple(campaigns)}


def cost(plan: Plan, month: int) -> float:
    """Public cost in a calendar month, million CNY: an event's yearly cost falls in the months in which it is held."""
    paid = 0.0
    for action in plan.events_and_campaigns:
        share = action.share_of(month)
        if isinstance(action, Campaign):
            paid += share * action.budget_cny_mn_a_year / 12
        elif _held(action, month):
            paid += share * action.cost_cny_mn_a_year / len(set(action.held_in))
    return paid


def _held(event: Event, month: int) -> bool:
    """Whether an event is held in a calendar month, once its dates allow it."""
    return month % 12 + 1 in {int(held) for held in event.held_in}
