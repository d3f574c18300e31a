"""What it costs a traveller to get into Nanjing: fares, hours, waiting and changes, by way and segment.

All costs are per person and return trip, in USD of the start year. The generalised cost of a way is fare plus value
of time times hours, those that a change weighs among them; the wait for a departure at a wanted hour falls with the weekly
frequency (schedule delay, as in Douglas and Miller 1974), and wanted hours are even over the headway.
"""

import copy
from dataclasses import dataclass, replace

import numpy as np

from common.vocabulary import PURPOSES, WAYS
from model.choice import logsum
from model.facts import Facts
from model.parameters import Parameters, Room
from model.routes.frequencies import Fares
from model.segments import CLASSES, Segments, middle_businessman

DIRECT, VIA_SHANGHAI, VIA_HUB, LAND = range(len(WAYS))


@dataclass(frozen=True)
class Geography:
    """What distance alone settles, by origin, return trip: fares in USD and hours door to door, (origins,)."""

    fare_shanghai: np.ndarray
    fare_direct: np.ndarray
    fare_hub: np.ndarray
    fare_land: np.ndarray
    hours_flight: np.ndarray
    hours_land: np.ndarray


def geography(facts: Facts, p: Parameters) -> Geography:
    """Fares and hours of every origin from its distance."""
    km, travel = facts.distance_km, p.room("travel")
    fare = travel.fare_fixed_usd + travel.fare_slope_usd * km**travel.fare_taper
    hours = 2 * (travel.airport_hours + km / travel.cruise_km_h)
    return Geography(
        fare_shanghai=fare,
        fare_direct=fare * travel.direct_fare_ratio,
        fare_hub=fare * travel.hub_fare_ratio,
        fare_land=travel.fare_fixed_usd + travel.land_fare_per_km_usd * km * 2,
        hours_flight=hours,
        hours_land=2 * facts.land_hours,
    )


def value_of_time(facts: Facts, p: Parameters, s: Segments) -> np.ndarray:
    """USD per hour of each segment: by purpose, income, its own class and the origin's income, (segments,)."""
    travel = p.room("travel")
    base = travel.value_of_time_usd_h.vector(PURPOSES)
    own = travel.value_of_time_class.vector(map(str, range(CLASSES)))
    relative = (facts.income_per_head_usd / travel.reference_income_usd) ** travel.value_of_time_income_power
    return (
        base[s.purpose]
        * travel.income_class.vector(map(str, range(CLASSES)))[s.income]
        * relative[s.origin]
        * own[s.time_class]
    )


def utility_per_usd(cost: np.ndarray, purpose: np.ndarray, p: Room) -> np.ndarray:
    """Return what a dollar counts for, utility points: less where the whole trip costs more, (segments,).

    Who pays for a long trip minds a tenth of its cost less than who pays for a short one: sensitivities fall with the cost
    of the trip (cost damping; Mackie et al. 2003, The Value of Travel Time Savings in the UK; Daly 2010, RAND Europe).

    Args:
        cost: of a usual trip with its hours, USD, (segments,).
        purpose: place of each segment's purpose among ``PURPOSES``, (segments,).
        p: parameters, room ``visitors``.
    """
    damped = (cost / p.damping_cost_usd) ** -p.cost_damping
    return np.asarray(p.cost_sensitivity.vector(PURPOSES)[purpose] * damped / cost)


def schedule_delay_hours(weekly_flights: np.ndarray, waking_hours: float) -> np.ndarray:
    """Mean hours between a wanted and a flown departure, return trip: a quarter of the headway each way.

    ``waking_hours`` are those of a week.
    """
    with np.errstate(divide="ignore"):
        return 2 * waking_hours / (4 * np.asarray(weekly_flights, dtype=float))


class WaysIn:
    """The generalised cost of each way into Nanjing for every segment.

    Args:
        facts: the facts.
        p: the parameters (room ``travel``).
        s: the segments.
        value: value of time of each segment, USD per hour, (segments,); default that of visitors.
    """

    def __init__(self, facts: Facts, p: Parameters, s: Segments, value: np.ndarray | None = None) -> None:
        self.p = travel = p.room("travel")
        self.geo = geography(facts, p)
        self.segments = s
        self.value_of_time = value_of_time(facts, p, s) if value is None else value
        geo, o, vot = self.geo, s.origin, self.value_of_time
        hours = geo.hours_flight[o]
        rail_hours = 2 * (travel.rail_hours + travel.rail_change_hours - travel.lukou_city_hours)
        hub_hours = 2 * (travel.hub_hours + travel.hub_change_hours)
        self._hub = geo.fare_hub[o] + vot * (hours + hub_hours)
        there = facts.shanghai_weekly_2019
        self._through_hub = there[o] == 0
        waiting = travel.schedule_delay_weight * schedule_delay_hours(there, travel.waking_hours_a_week)
        nonstop = hours + np.where(self._through_hub, 0.0, waiting[o]) * s.wait
        self.shanghai = np.where(self._through_hub, self._hub, geo.fare_shanghai[o] + vot * nonstop)
        """Cost of reaching Shanghai, nonstop or through a hub, (segments,): what every city but Nanjing is measured by."""
        self._rail = self.shanghai + travel.rail_fare_usd + vot * rail_hours
        self._land = geo.fare_land[o] + vot * geo.hours_land[o]
        self._land[~np.isfinite(self._land)] = np.inf
        self._direct_hours = hours
        self._wait = s.wait
        self._fares = Fares(p)
        self._plans_late = s.purpose == PURPOSES.index("business")
        self._traveller_for_firms = middle_businessman()

    def journey_share(self, stay: np.ndarray) -> np.ndarray:
        """Share of the journey, fare and hours, in the cost of a trip whose stay costs ``stay``, USD, (segments,).

        Tastes among ways spread in this proportion to those among trips: ways to one place differ by the journey alone.
        """
        return self.shanghai / (self.shanghai + stay)

    def cost(
        self,
        weekly_flights: np.ndarray,
        fare_level: np.ndarray,
        stop_share: np.ndarray,
        rail_saved: float = 0.0,
        who: np.ndarray | slice = slice(None),
    ) -> np.ndarray:
        """Generalised cost by way, shape (ways, segments), USD; infinite where there is no such way.

        Who travels on business pays for tickets that can be changed, see :meth:`model.routes.frequencies.Fares.flexible`.

        Args:
            weekly_flights: direct return flights a week, (origins,).
            fare_level: direct fares relative to the usual, (origins,).
            stop_share: share of the direct flights that stop on the way, (origins,).
            rail_saved: hours by which the train from Shanghai has become quicker since the start, one way.
            who: places of the segments asked for; left out: all.
        """
        o, time = self.segments.origin[who], self.value_of_time[who]
        waiting = self.p.schedule_delay_weight * schedule_delay_hours(weekly_flights, self.p.waking_hours_a_week)
        out = np.empty((len(WAYS), o.size))
        hours = self._direct_hours[who] + waiting[o] * self._wait[who] + 2 * self.p.technical_stop_hours * stop_share[o]
        fare, flexible = self.geo.fare_direct * np.array((fare_level, self._fares.flexible(fare_level)))
        with np.errstate(invalid="ignore"):
            out[DIRECT] = np.where(self._plans_late[who], flexible[o], fare[o]) + time * hours
        out[DIRECT][(weekly_flights <= 0)[o]] = np.inf
        out[VIA_SHANGHAI], out[VIA_HUB], out[LAND] = self._rail[who], self._hub[who], self._land[who]
        if rail_saved:
            out[VIA_SHANGHAI] -= 2 * rail_saved * time
        return out

    def with_fares(self, by: float, breadth: str) -> "WaysIn":
        """Return the same ways with fares times ``by``.

        Args:
            by: factor on fares.
            breadth: which fares: of direct flights (``route``), of all flights to Nanjing (``city``), or of all
                flights to China (``nation``).

        Raises:
            ValueError: another breadth.
        """
        if breadth not in ("route", "city", "nation"):
            raise ValueError(f"fares of a route, city or nation can change, not of {breadth!r}")
        more, o = by - 1, self.segments.origin
        dearer = copy.copy(self)
        dearer.geo = replace(self.geo, fare_direct=self.geo.fare_direct * by)
        if breadth != "route":
            abroad = more * np.where(self._through_hub, self.geo.fare_hub[o], self.geo.fare_shanghai[o])
            dearer._rail = self._rail + abroad
            dearer._hub = self._hub + more * self.geo.fare_hub[o]
        if breadth == "nation":
            dearer.shanghai = self.shanghai + abroad
        return dearer

    def business_trip(
        self,
        weekly_flights: np.ndarray,
        fare_level: np.ndarray,
        stop_share: np.ndarray,
        friction: np.ndarray,
        rail_saved: float = 0.0,
    ) -> np.ndarray:
        """Cost of a return business trip from each origin over its best ways, entry included, USD, (origins,).

        ``friction`` is that of entry by way, USD, (ways, segments); for the rest see :meth:`cost`.
        """
        who = self._traveller_for_firms
        cost = self.cost(weekly_flights, fare_level, stop_share, rail_saved, who) + friction[:, who]
        return -logsum(-cost, self.p.business_ways_spread_usd)
