"""Events of the city's own calendar, fairs, venues, and campaigns abroad: what each month holds, and what it costs."""

import math

import numpy as np

from common.vocabulary import VENUE_KINDS, ZONES
from model.facts import Facts
from model.levers.actions import Campaign, Event, Fair, Plan, Venue
from model.parameters import Parameters
from model.rules.travel import CampaignRunning, EventAsked


def write(plan: Plan, facts: Facts, p: Parameters, month: int) -> dict:
    """Events and fairs that ask for room in a calendar month, venues that are ready, and the campaigns that run.

    An event counts by its places for people from abroad: visits times their share, over the share of a usual event. Part
    of a month counts pro rata.
    """
    usual, a_thousand_m2 = p["attractions.event_abroad_share"], p["exhibitions.visits_per_m2"]
    asked, venues, campaigns = [], np.zeros((len(VENUE_KINDS), len(ZONES))), []
    for action in plan.events_and_campaigns:
        share = action.share_of(month)
        if isinstance(action, Venue):
            ready = min(max(month + 1 - action.start - action.build_months, 0.0), 1.0)
            venues[VENUE_KINDS.index(action.kind), ZONES.index(action.zone)] += ready * action.size / 1000
        elif isinstance(action, Event | Fair):
            if share > 0 and _held(action, month):
                if isinstance(action, Fair):
                    venue, visits = "hall", action.m2 / 1000 * a_thousand_m2
                else:
                    venue, visits = action.venue, action.visits_thousand_a_month
                asked.append(EventAsked(venue, share * visits, share * visits * action.abroad_share / usual))
        elif share > 0:
            campaigns.append(
                CampaignRunning(np.isin(facts.origins, action.origins), share * action.budget_cny_mn_a_year)
            )
    return {"events_asked": tuple(asked), "venues_added": venues, "campaigns": tuple(campaigns)}


def cost(plan: Plan, month: int) -> float:
    """Public cost in a calendar month, million CNY: an event's yearly cost falls in the months in which it is held."""
    paid: list[float] = []
    for action in plan.events_and_campaigns:
        share = action.share_of(month)
        if isinstance(action, Campaign):
            paid.append(share * action.budget_cny_mn_a_year / 12)
        elif isinstance(action, Venue):
            months = max(action.build_months, 1.0)
            building = min(action.start + months, month + 1) - max(action.start, month)
            paid.append(action.public_cny_mn * max(building, 0.0) / months)
        elif _held(action, month):
            paid.append(share * action.cost_cny_mn_a_year / len(set(action.held_in)))
    return math.fsum(paid)


def _held(event: Event | Fair, month: int) -> bool:
    """Whether an event is held in a calendar month, once its dates allow it."""
    return month % 12 + 1 in {int(held) for held in event.held_in}
