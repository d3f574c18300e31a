"""What Nanjing offers visitors beyond 2022: places to see, shops and events, each by how many people it can take.

A choice of destinations counts what each offers in logarithms ("size variables": Daly 1982, Transportation Research B
16(3):201-210): a tenth more of a thing is worth the same wherever it comes, and each addition is worth less than the one before.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import PURPOSES
from model.facts import Facts
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

    def of_month(self, policy: Policy, shops: float, events: np.ndarray) -> Offer:
        """Return what is on offer in a month beyond 2022.

        Args:
            policy: the month's rules; tasks open sights and shows.
            shops: new and renewed shops less those that they replace, thousand m2.
            events: visits that added events take, thousand a month as origins count them, (origins,).
        """
        month = policy.month % 12
        return Offer(
            venues=float(np.log1p(policy.channels["culture"] / self.p.venue_visits_a_month)),
            shops=float(np.log1p(shops / self.p.shop_space)),
            events=np.log1p(events / self.usual_events[month]),
        )

    def pull(self, offer: str) -> np.ndarray:
        """Return what a unit of the logarithm of an offer (``venue``, ``shop`` or ``event``) is worth, (purposes,)."""
        return self.p[f"{offer}_pull"].vector(PURPOSES)
