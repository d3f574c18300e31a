"""How an airline judges a route: shares, fares, margins, and the weekly flights of the next season.

Frequencies are whole weekly flights. A margin is profit over cost: a seat sold at the usual fare earns 1, and a flight
costs ``breakeven_load`` for each of its seats.
"""

from typing import NamedTuple

import numpy as np

from model.arrays import Num
from model.parameters import Parameters


class Fares:
    """How direct fares answer to loads.

    Args:
        p: the parameters (room ``carriers``).
    """

    def __init__(self, p: Parameters):
        carriers = p.room("carriers")
        self.target, self.slope = carriers.target_load, carriers.fare_slope
        self.low, self.high = carriers.fare_load_low, carriers.fare_load_high

    def level(self, load_wanted: np.ndarray) -> np.ndarray:
        """Direct fares relative to the usual when ``load_wanted`` (seats asked over seats offered) departs from the target."""
        return np.exp(self.slope * (np.clip(load_wanted, self.low, self.high) - self.target))


def margin(load: np.ndarray, fare: Num, support: Num, breakeven_load: float) -> np.ndarray:
    """Profit over cost of a rotation.

    Args:
        load: share of seats sold; above 1 it counts as 1.
        fare: fare level relative to the usual.
        support: public support per seat over the usual fare of a seat.
        breakeven_load: load at which the usual fare just pays for the flight.
    """
    return (np.minimum(load, 1.0) * fare + support) / breakeven_load - 1.0


class ReviewRules:
    """The numbers of the season's review, read once from the parameters.

    Args:
        p: the parameters (rooms ``carriers`` and ``residents``).
        far: whether the market lies beyond the reach of narrow-body aircraft, where a seat costs more of its fare.
    """

    def __init__(self, p: Parameters, far: bool = False):
        carriers = p.room("carriers")
        self.target_load: float = carriers.target_load
        self.breakeven_load: float = carriers.breakeven_load_far if far else carriers.breakeven_load
        self.fullest_load: float = p.room("residents").fullest_load
        self.aimed_margin = max(self.target_load / self.breakeven_load - 1, 0.0)
        """Margin at the target load and the usual fare, at least none, which growing airlines do not go below."""
        self.largest_step: float = carriers.largest_step
        self.smallest_step = int(carriers.smallest_step)
        self.thicken_margin: float = carriers.thicken_margin
        self.thin_margin: float = carriers.thin_margin
        self.end_margin: float = carriers.end_margin
        self.open_margin: float = carriers.open_margin
        self.restore_margin: float = carriers.restore_margin
        self.fewest_flights = int(carriers.fewest_flights)
        self.opening_flights = int(carriers.opening_flights)
        self.capture: float = carriers.expected_capture
        self.local_share: float = carriers.fifth_local_share
        self.lead_months: float = carriers.lead_months

    def most_change(self, now: int) -> int:
        """Weekly flights by which a plan of ``now`` may change in one season."""
        return max(int(self.largest_step * now), self.smallest_step)


class Outcome(NamedTuple):
    """What an airline would fly next season, and its seasons of loss in a row."""

    flights: int
    bad_seasons: int


def opening(flights: np.ndarray, margins: np.ndarray, hurdle: float) -> int:
    """Weekly flights with which a route opens, those of the largest profit above the hurdle; 0: it does not open.

    Args:
        flights: candidate weekly flights, positive, (candidates,).
        margins: margin expected with each, (candidates,).
        hurdle: margin that a new route must promise.
    """
    if flights.size == 0:
        return 0
    gain = flights * (margins - hurdle)
    best = int(gain.argmax())
    return int(flights[best]) if gain[best] > 0 else 0


def next_season(now: int, flights: np.ndarray, margins: np.ndarray, bad_seasons: int, rules: ReviewRules) -> Outcome:
    """Weekly flights of the next season on a route that is flown.

    Where adding flights pays well, the airline adds as many as keep the aimed margin. Inside the band of inaction the
    plan stays. Below it the airline goes back to the most flights that still pay. A second season of heavy loss ends
    the route.

    Args:
        now: weekly flights of this season, positive.
        flights: candidate weekly flights in rising order, positive, ``now`` among them, (candidates,).
        margins: margin expected with each, (candidates,).
        bad_seasons: seasons of heavy loss in a row before this one.
        rules: the airline's hurdles.
    """
    present = margins[int(np.searchsorted(flights, now))]
    bad_seasons = bad_seasons + 1 if present < rules.end_margin else 0
    if bad_seasons >= 2:
        return Outcome(0, bad_seasons)
    more = flights >= now
    if margins[more].max() > rules.thicken_margin:
        return Outcome(int(flights[more & (margins >= rules.aimed_margin)].max()), bad_seasons)
    if present >= rules.thin_margin:
        return Outcome(now, bad_seasons)
    paying = flights[(flights < now) & (margins >= 0)]
    return Outcome(int(paying.max()) if paying.size else int(flights[0]), bad_seasons)
