"""The room of exhibitions and events: what is held where, who comes for it from abroad, and what exporters sell to them."""

import numpy as np

from common.vocabulary import PURPOSES, VENUE_KINDS, VENUES
from model.city_protocol import City
from model.exhibitions.programme import calendar
from model.exhibitions.venues import days_of, held, size_of_2022
from model.policy import Policy

EVENT = PURPOSES.index("event")
HALL, STADIUM = (VENUES.index(venue) for venue in VENUE_KINDS)
PLACES = np.arange(len(VENUES))


class Exhibitions:
    """Fairs, matches and other events of one variant, on top of those of 2022.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, facts = model, model.facts
        self.p, events = model.parameters.room("exhibitions"), model.parameters.room("attractions")
        season, n = facts.season[:, EVENT], len(facts.origins)
        self.usual_area = self.p.area_2022 / 12 * season
        """Fairs of 2022, thousand m2 by month of the year, (12,)."""
        self.usual_space = self.usual_area * self.p.days, self.p.stadium_visits_2022 / 12 * season
        """Thousand m2-days and seat-days that fairs and matches of 2022 take by month of the year, (12,) each."""
        self.usual_visits = events.event_visits_a_year / 12 * season
        """Visits to all events of 2022, thousand by month of the year, (12,)."""
        self.fairs_of_usual = min(self.p.area_2022 * self.p.visits_per_m2 / events.event_visits_a_year, 1.0)
        """Share of fairs in these visits."""
        self.space_of_visit = np.array([self.p.days / self.p.visits_per_m2, 1.0, 0.0])
        """m2-days or seat-days that a visit takes, (venues,)."""
        self.abroad_share, self.pull = events.event_abroad_share, events.event_pull.event
        self.programme = model.draws.cached(
            "exhibitions.programme", model.shared_key, lambda: calendar(facts.distance_km / events.event_reach)
        )
        self.reach = np.exp(-facts.distance_km / (events.own_event_reach_km * events.event_reach))
        """Weight of a visit to an event of the plan's own by distance, (origins,)."""
        self.size, self.use = size_of_2022(), np.zeros(len(VENUE_KINDS))
        """Halls, thousand m2, and stadiums, thousand seats, (houses, zones), and the share of their days that is taken."""
        self.area = 0.0
        """Fairs of the month, thousand m2."""
        self.added = np.zeros((len(VENUES), n))
        """Visits to events beyond those of 2022 as origins count them, thousand a month, (venues, origins)."""
        self.came, self.orders = np.zeros(n), np.zeros(n)
        """Visitors from abroad at fairs, and what exporters sell a year to partners met at added fairs, million CNY at
        prices of 2022, (origins,)."""
        self._send(0.0)
        self.model.wires.send("fairs_to_trade", self.orders)

    # -- what is held --------------------------------------------------------------------------------------------------

    def hold(self, policy: Policy) -> None:
        """Give the month's events room as far as halls and stadiums have days left: those of 2022 keep theirs."""
        month, tasks = policy.month % 12, float(policy.channels["events"])
        own, by_tasks = policy.events_asked, tasks * self.programme.visits[:, month]
        venue, attendance, visits, by_origin = PLACES, by_tasks, by_tasks, tasks * self.programme.counted[:, month]
        if own:
            venue = np.append([VENUES.index(event.venue) for event in own], venue)
            attendance = np.append([event.attendance for event in own], attendance)
            visits = np.append([event.visits for event in own], visits)
            by_origin = np.concatenate([np.outer(visits[: len(own)], self.reach), by_origin])
        space, share = attendance * self.space_of_visit[venue], np.ones(venue.size)
        self.size = size_of_2022() + policy.venues_added
        days = days_of(self.size)
        for house, most in enumerate((self.p.hall_most, self.p.stadium_most)):
            here = venue == house
            usual = self.usual_space[house][month]
            share[here] = held(space[here], visits[here], most * days[house] - usual)
            taken = float(share[here] @ space[here])
            self.use[house] = (usual + taken) / days[house]
            if house == HALL:
                self.area = float(self.usual_area[month] + taken / self.p.days)
        self.added = np.array([(share * (venue == place)) @ by_origin for place in PLACES])
        self._send(float((share * visits)[venue == STADIUM].sum()))

    def _send(self, matches: float) -> None:
        """Send what events are on, and how many travellers come to know the city by broadcasts of matches (people a month)."""
        wires = self.model.wires
        wires.send("events_to_visitors", self.added.sum(axis=0))
        wires.send("matches_to_visitors", 1000 * matches * self.abroad_share * self.p.viewers * self.reach)

    # -- who meets -----------------------------------------------------------------------------------------------------

    def meet(self) -> None:
        """Let those who came for fairs meet exporters; partners once met go on to buy until they lose each other.

        Only those count who would not have come for the events of 2022.
        """
        p, clock = self.p, self.model.clock
        came, usual = self.model.wires.hear("visitors_to_exhibitions"), self.usual_visits[clock.month % 12]
        fairs, everything = self.added[HALL], usual + self.added.sum(axis=0)
        self.came = came * (self.fairs_of_usual * usual + fairs) / everything
        new = came * -np.expm1(self.pull * np.log1p(-fairs / everything))  # those whom all else would not have brought
        a_buyer = p.orders_usd * p.local_share * p.new_share * self.model.facts.exchange_rate(2022) / 1e6
        kept = 1 - clock.speed(p.partners_lost / 12)
        self.orders = self.orders * kept + new * p.buyer_share * a_buyer * clock.share
        self.model.wires.send("fairs_to_trade", self.orders)

    def results(self) -> dict[str, np.ndarray]:
        """Return the month's variables of exhibitions."""
        share = self.model.clock.share
        by_zone = self.size[HALL] / self.size[HALL].sum()
        return {
            "exhibition_area_used": 1000 * self.area * by_zone * share,
            "hall_use": np.array(self.use[HALL]),
            "stadium_use": np.array(self.use[STADIUM]),
            "fair_visitors_abroad": self.came * share,
        }
