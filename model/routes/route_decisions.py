"""How a carrier judges a route: load, margin, next season's frequency, and whether to open or end it."""

import numpy as np

from model.parameters import Parameters


def direct_share(weekly_flights: np.ndarray, half: float, power: float) -> np.ndarray:
    """Share of residents bound for a market who take a direct flight, given its weekly flights.

    Rises as an S-curve in frequency; ``half`` is the frequency at which half fly direct, ``power`` the exponent of
    the S-curve (Wei and Hansen 2005, Transportation Research E 41:315-327).
    """
    flights = np.asarray(weekly_flights, dtype=float) ** power
    return flights / (flights + half**power)


def carrier_share(weekly_flights: np.ndarray, power: float) -> np.ndarray:
    """Each carrier's share of its market's passengers, (origins, carriers): frequencies to ``power``, normalised."""
    weight = np.asarray(weekly_flights, dtype=float) ** power
    total = weight.sum(axis=1, keepdims=True)
    return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)


class Fares:
    """How direct fares answer to loads.

    Args:
        p: the parameters (room ``carriers``).
    """

    def __init__(self, p: Parameters):
        self.target, self.slope = p["carriers.target_load"], p["carriers.fare_slope"]
        self.low, self.high = p["carriers.fare_load_low"], p["carriers.fare_load_high"]

    def level(self, load_wanted: np.ndarray) -> np.ndarray:
        """Direct fares relative to the usual when ``load_wanted`` (seats asked over seats offered) departs from the target."""
        return np.exp(self.slope * (np.clip(load_wanted, self.low, self.high) - self.target))


def margin(load: np.ndarray, fare: np.ndarray, support: np.ndarray, breakeven_load: float) -> np.ndarray:
    """Profit over cost of a rotation.

    Args:
        load: share of seats sold.
        fare: fare level relative to the usual.
        support: public support per seat over the usual fare of a seat.
        breakeven_load: load at which the usual fare just pays for the flight.
    """
    return (np.minimum(load, 1.0) * fare + support) / breakeven_load - 1.0


def next_frequency(now: np.ndarray, load_wanted: np.ndarray, margin: np.ndarray, rules: "ReviewRules") -> np.ndarray:
    """Weekly flights a carrier would fly next season, before rights are looked at.

    Inside the band of inaction the plan stays; a high margin only adds and a low one only cuts flights, toward the
    frequency that brings the load back to the target, by no more than the largest step (a share, or a few flights on a thin route).
    """
    step = np.maximum(rules.largest_step * now, rules.smallest_step)
    wanted = np.clip(now * load_wanted / rules.target_load, np.maximum(now - step, 0.0), now + step)
    up, down = np.maximum(wanted, now), np.minimum(wanted, now)
    return np.where(margin > rules.thicken_margin, up, np.where(margin < rules.thin_margin, down, now))


class ReviewRules:
    """The numbers of the season's review, read once from the parameters (room ``carriers``)."""

    def __init__(self, p):
        self.target_load = p["carriers.target_load"]
        self.breakeven_load = p["carriers.breakeven_load"]
        self.largest_step = p["carriers.largest_step"]
        self.smallest_step = p["carriers.smallest_step"]
        self.thicken_margin = p["carriers.thicken_margin"]
        self.thin_margin = p["carriers.thin_margin"]
        self.end_margin = p["carriers.end_margin"]
        self.open_margin = p["carriers.open_margin"]
        self.opening_flights = p["carriers.opening_flights"]
        self.capture = p["carriers.expected_capture"]
        self.local_share = p["carriers.fifth_local_share"]
        self.lead_months = p["carriers.lead_months"]
