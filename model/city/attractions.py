"""What Nanjing offers visitors beyond 2022: places to see, shops and events, each by how many people it can take.

A choice of destinations counts what each offers in logarithms ("size variables": Daly 1982, Transportation Research B
16(3):201-210): a tenth more of a thing is worth the same wherever it comes, and each addition is worth less than the one before.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import PURPOSES
from model.facts import Facts, tables
from model.parameters import Parameters
from model.policy import Policy

EVENT = PURPOSES.index("event")


class Offer(NamedTuple):
    """What is on offer relative to what there was in 2022, logarithms."""

    venues: float
    """Sights, museums and shows: visits that they can take."""
    shops: float
    """Shops that people travel for: floor space."""
    events: np.ndarray
    """Fairs, congresses, matches and festivals of the month: visits that they can take, near and far, (origins,)."""


class Attractions:
    """The city's sights, shops and calendar of events.

    Args:
        facts: the facts.
        parameters: the values of the run.
    """

    def __init__(self, facts: Facts, parameters: Parameters) -> None:
        self.p = p = parameters.room("attractions")
        self.usual_events = p.event_visits_a_year / 12 * facts.season[:, EVENT]
        """Visits that the events of 2022 take, thousand a month by month of the year, (12,)."""
        self.programme = calendar(facts.distance_km / p.event_reach)
        """Visits that the whole added programme takes, thousand by month of the year, as origins count them, (12, origins)."""

        self.own_reach = np.exp(-facts.distance_km / (p.own_event_reach_km * p.event_reach))
        """Weight of a visit to an event of the plan's own by distance, (origins,)."""

    def of_month(self, policy: Policy) -> Offer:
        """Return what is on offer in a month: capacities beyond 2022, as far as its tasks have added them."""
        month = policy.month % 12
        events = float(policy.channels["events"]) * self.programme[month] + policy.event_visits * self.own_reach
        return Offer(
            venues=float(np.log1p(policy.channels["culture"] / self.p.venue_visits_a_month)),
            shops=float(np.log1p(policy.channels["consumption"] / self.p.shop_space)),
            events=np.log1p(events / self.usual_events[month]),
        )

    def pull(self, offer: str) -> np.ndarray:
        """Return what a unit of the logarithm of an offer (``venue``, ``shop`` or ``event``) is worth, (purposes,)."""
        return self.p[f"{offer}_pull"].vector(PURPOSES)


def calendar(distance_km: np.ndarray) -> np.ndarray:
    """Return the visits that the added programme of events takes, thousand, by month of the year, (12, places).

    An event weighs less for those from farther away, by ``exp(-distance / reach)`` with a reach of its own.

    Args:
        distance_km: distance of each place, (places,).
    """
    visits = np.zeros((12, distance_km.size))
    for row in tables.rows("events"):
        months = [int(month) - 1 for month in row["months"].split()]
        visits[months] += float(row["visits_thousand_a_month"]) * np.exp(-distance_km / float(row["reach_km"]))
    return visits
