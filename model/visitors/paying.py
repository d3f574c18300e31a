"""Trouble of paying: what it costs visitors who cannot pay by phone, card or cash, in China and in Nanjing.

All is relative to 2019, whose visitors the constants of travel reproduce. What the nation eases it eases in every city;
what Nanjing eases on top helps in Nanjing alone, and the less the further the nation is.
"""

import numpy as np

from common.vocabulary import PURPOSES
from model.city_protocol import City
from model.facts import Facts
from model.parameters import Parameters, Room
from model.policy import Policy
from model.segments import segments


def a_day_unpaid(facts: Facts, visitors: Room) -> np.ndarray:
    """Return what a day costs on which nobody could pay, by segment's mean over those who bring a wallet, USD, (segments,)."""
    exposure = visitors.payment_exposure.vector(facts.market)
    return np.asarray(visitors.payment_usd_a_day * exposure[segments().origin])


class Paying:
    """Costs of the trouble of paying.

    Args:
        model: the pilot model.
        p: the parameters (rooms ``visitors`` and ``world``).
        trip_days: length of a trip in China, days, (purposes, origins).
    """

    def __init__(self, model: City, p: Parameters, trip_days: np.ndarray) -> None:
        self.model, self.p, s = model, p.room("visitors"), segments()
        self.in_2019 = p["world.payment_unserved_2019"]
        self.exposure = self.p.payment_exposure.vector(model.facts.market)
        """Of an origin's visitors, those who bring no wallet that works here, (origins,)."""
        a_day, days = a_day_unpaid(model.facts, self.p), trip_days[s.purpose, s.origin]
        self.whole_trip = a_day * days
        """Cost of a trip in which nobody could pay, USD, (segments,)."""
        self.here = a_day * np.minimum(self.p.nights.vector(PURPOSES)[s.purpose], days)
        """Its part in Nanjing, USD, (segments,)."""

    def in_china(self) -> np.ndarray:
        """Return what a trip costs more than in 2019, USD, (segments,)."""
        return self.whole_trip * (self.model.world.payment_unserved - self.in_2019)

    def saved_here(self, policy: Policy) -> np.ndarray:
        """Return what the city's own measures save a visitor, USD, (segments,)."""
        return self.here * self.model.world.payment_unserved * float(policy.channels["payment"])

    def spending(self, policy: Policy) -> np.ndarray:
        """Return spending in Nanjing relative to that in 2019's state of payment, (origins,)."""
        now = self.model.world.payment_unserved * (1 - float(policy.channels["payment"]))
        lost = self.p.payment_spending_lost * self.exposure
        return (1 - lost * now) / (1 - lost * self.in_2019)
