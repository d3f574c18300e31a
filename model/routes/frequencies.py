"""How an airline judges a route: fares, margins, the value of a new one, and the weekly flights of the next season.

Frequencies are whole weekly flights. A margin is profit over cost: a seat sold at the usual fare earns 1, and a flight
costs the break-even load for each of its seats.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import wrightomega

from model.arrays import Num
from model.facts.months import SEASON_MONTHS
from model.parameters import Parameters
from model.routes.connecting import connecting_load


def growth_ahead(growth: float, seasons: int) -> np.ndarray:
    """Demand of each coming season over that of the next one, (seasons,), if it grows by a share of ``growth`` a year."""
    ahead: np.ndarray = (1 + growth) ** (np.arange(seasons) * SEASON_MONTHS / 12)
    return ahead


class Settled(NamedTuple):
    """A load and the fare that go together; arrays of one shape."""

    local: np.ndarray
    """Seats wanted by passengers of the market itself over seats offered."""
    connecting: np.ndarray
    """Seats that connecting passengers take over seats offered."""
    fare: np.ndarray
    """Direct fare relative to the usual."""


TINY = 1e-12
"""A load that counts as none."""


class Fares:
    """How direct fares answer to loads, and what airlines expect travellers to answer.

    Args:
        p: the parameters (room ``carriers``).
    """

    def __init__(self, p: Parameters) -> None:
        carriers = p.room("carriers")
        self.target, self.slope = carriers.target_load, carriers.fare_slope
        self.low, self.high = carriers.fare_load_low, carriers.fare_load_high
        self.half_empty: float = carriers.fare_load_empty
        """Load below which seats are sold off."""
        self.steep_slope = self.slope + carriers.fare_slope_empty
        """Of fares there, log points per unit of load."""
        self.elasticity: float = carriers.residents_fare_elasticity

    def level(self, load_wanted: np.ndarray) -> np.ndarray:
        """Direct fares relative to the usual when ``load_wanted`` (seats asked over seats offered) departs from the target.

        Of a cabin that would stay half empty airlines sell off the seats: a passenger more costs them little.
        """
        load = np.minimum(np.maximum(load_wanted, self.low), self.high)
        cheaper = (self.steep_slope - self.slope) * np.minimum(load - self.half_empty, 0.0)
        return np.exp(self.slope * (load - self.target) + cheaper)

    def flexible(self, fare: np.ndarray) -> np.ndarray:
        """Return direct fares of tickets that can be changed, from those of all, both relative to the usual.

        What is sold off are seats at fixed hours, bought long before (Stavins 2001, Review of Economics and Statistics
        83:200-202): no use to who decides late, and changes plans. These fares follow the usual slope at any load.
        """
        knee = self.slope * (self.half_empty - self.target)
        below = np.minimum(np.log(fare) - knee, 0.0)
        return fare * np.exp((self.slope / self.steep_slope - 1) * below)

    def settle(self, local: Num, fare: Num, per_local: Num) -> Settled:
        """Return the loads and the fare on which demand and fares settle: who counts with lower fares has to count whom they bring.

        Args:
            local: seats that passengers of the market itself want over seats offered, at the fares of the day.
            fare: direct fares of the day relative to the usual.
            per_local: connecting passengers on offer for each of these.
        """
        at_usual = np.log(np.maximum(local, TINY)) - self.elasticity * np.log(fare)
        # Two straight lines make log fares: one where cabins fill, and a steeper one where they stay empty. Demand meets each
        # once, and of the two points the fuller cabin is the one on the line that holds there.
        full = self._meets(at_usual + self._lowers(self.slope) * self.target, self.slope, per_local, together=False)
        knee = self.slope * (self.half_empty - self.target)
        shifted = at_usual + self.elasticity * knee + self._lowers(self.steep_slope) * self.half_empty
        empty = self._meets(shifted, self.steep_slope, per_local, together=True)
        cheapest, dearest = self.level(np.array([self.low, self.high])).tolist()
        most, least = (np.exp(at_usual + self.elasticity * np.log(level)) for level in (cheapest, dearest))
        settled = np.minimum(np.maximum(np.maximum(full, empty), least), most)
        connecting = connecting_load(settled, per_local, self.target)
        return Settled(settled, connecting, self.level(settled + connecting))

    def _lowers(self, slope: float) -> float:
        """Log points that demand loses per unit of load by fares on a line of this slope."""
        return -self.elasticity * slope

    def _meets(self, asked: np.ndarray, slope: float, per_local: Num, *, together: bool) -> np.ndarray:
        """Return the load of the market itself at which demand meets a line of log fares.

        Args:
            asked: log load at a load of none.
            slope: of the line.
            per_local: connecting passengers on offer for each of the market itself.
            together: whether all of these come along, as into an empty cabin.
        """
        # The load l solves log(l) + steep * (l and who connects) = asked. Who connects finds no seat, fills up to the target
        # load, or comes along with all, and the solution is the one in the middle of the three.
        steep = self._lowers(slope)
        each = steep * (1 + np.asarray(per_local)) if together else steep
        alone = np.asarray(wrightomega(asked + np.log(each)) / each)
        if together or not np.any(per_local):
            return alone
        every = steep * (1 + np.asarray(per_local))
        filled_up, all_come = np.exp(asked - steep * self.target), wrightomega(asked + np.log(every)) / every
        return np.asarray(np.minimum(np.maximum(filled_up, all_come), alone))


def margin(load: np.ndarray, fare: Num, support: Num, breakeven_load: Num) -> np.ndarray:
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
    """

    def __init__(self, p: Parameters) -> None:
        carriers = p.room("carriers")
        self.target_load: float = carriers.target_load
        self.fullest_load: float = p.room("residents").fullest_load
        self.largest_step: float = carriers.largest_step
        self.smallest_step = int(carriers.smallest_step)
        self.thicken_margin: float = carriers.thicken_margin
        self.thin_margin: float = carriers.thin_margin
        self.open_margin: float = carriers.open_margin
        self.end_margin: float = carriers.end_margin
        self.restore_margin: float = carriers.restore_margin
        self.fewest_flights = int(carriers.fewest_flights)
        self.opening_flights = int(carriers.opening_flights)
        self.entry_flights = int(carriers.entry_flights)
        self.patience = int((carriers.patience.least + carriers.patience.most) / 2)
        """Seasons of heavy loss in a row after which the middle airline ends a route."""
        self.start_cost: float = carriers.start_cost
        self.restart_cost: float = carriers.restart_cost
        self.restart_seasons = round(12 * carriers.restart_years / SEASON_MONTHS)
        self.connecting_yield: float = carriers.connecting_yield
        self.local_share: float = carriers.fifth_local_share
        self.least_unmet: float = carriers.fifth_least_unmet
        self.contract_flights: float = carriers.contract_flights
        self.lead_months: float = carriers.lead_months
        self.horizon_seasons = round(12 * carriers.horizon_years / SEASON_MONTHS)
        self.discount = (1 + carriers.discount_rate) ** (-np.arange(self.horizon_seasons) * SEASON_MONTHS / 12)
        """Worth today of a profit in each season of the horizon, (seasons,)."""
        self.luck_left = carriers.luck_persistence ** np.arange(self.horizon_seasons)
        """What is left of passing luck in each season of the horizon, (seasons,)."""

    def most_change(self, now: int) -> int:
        """Weekly flights by which a plan of ``now`` may change in one season."""
        return max(int(self.largest_step * now), self.smallest_step)

    def paid_share(self, flights: np.ndarray, without: int) -> np.ndarray:
        """Share of ``flights`` that a contract pays for, if ``without`` would be flown unsupported, (candidates,)."""
        return np.minimum(np.maximum(flights - without, 0.0), self.contract_flights) / flights

    def aimed_margin(self, breakeven_load: float) -> float:
        """Margin at the target load and the usual fare, at least none, which growing airlines do not go below."""
        return max(self.target_load / breakeven_load - 1, 0.0)


class Outcome(NamedTuple):
    """What an airline would fly next season, and its seasons of heavy loss in a row."""

    flights: int
    bad_seasons: int


def value(margins: np.ndarray, discount: np.ndarray, start_cost: Num) -> np.ndarray:
    """Value of a weekly flight over the horizon, in the cost of a season, if the route ends when that is best; (candidates,).

    Args:
        margins: margin expected in each season with each number of flights, (seasons, candidates).
        discount: worth today of each season's profit, (seasons,).
        start_cost: what is spent before the first flight and lost with the route.
    """
    so_far = np.cumsum(margins * discount[:, None], axis=0)
    return so_far.max(axis=0) - start_cost


def opening(flights: np.ndarray, worth: np.ndarray) -> int:
    """Weekly flights with which a route opens, those worth most together; 0: none is worth anything.

    Args:
        flights: candidate weekly flights, positive, (candidates,).
        worth: value of each flight with each number, (candidates,).
    """
    if flights.size == 0:
        return 0
    best = int((flights * worth).argmax())
    return int(flights[best]) if worth[best] > 0 else 0


def next_season(
    now: int,
    flights: Sequence[int],
    margins: Sequence[float],
    bad_seasons: int,
    rules: ReviewRules,
    aimed_margin: float,
    patience: int,
) -> Outcome:
    """Weekly flights of the next season on a route that is flown.

    Where adding flights pays well, the airline adds as many as keep the aimed margin. Inside the band of inaction the
    plan stays. Below it the airline goes back to the most flights inside the band: who flies more today would else fly
    less tomorrow than one who never grew. Too many seasons of heavy loss in a row end the route.

    Args:
        now: weekly flights of this season, positive.
        flights: candidate weekly flights in rising order, positive, ``now`` among them, (candidates,).
        margins: margin expected with each, (candidates,).
        bad_seasons: seasons of heavy loss in a row before this one.
        rules: the airline's hurdles.
        aimed_margin: margin that growing airlines do not go below.
        patience: seasons of heavy loss in a row that end the route.
    """
    place = flights.index(now)
    bad_seasons = bad_seasons + 1 if margins[place] < rules.end_margin else 0
    if bad_seasons >= patience:
        return Outcome(0, bad_seasons)
    if max(margins[place:]) > aimed_margin + rules.thicken_margin:
        most = len(flights) - 1
        while margins[most] < aimed_margin:
            most -= 1
        return Outcome(flights[most], bad_seasons)
    if margins[place] >= rules.thin_margin:
        return Outcome(now, bad_seasons)
    fewer = place - 1
    while fewer > 0 and margins[fewer] < rules.thin_margin:
        fewer -= 1
    return Outcome(flights[max(fewer, 0)], bad_seasons)
