"""Hotels: rooms, and a price at which guests from China and from abroad fill them; and domestic trips to the city."""

import math

from common.vocabulary import USES
from model.city_protocol import City
from model.facts.months import DAYS_A_MONTH, DAYS_A_YEAR

HOTEL = USES.index("hotel")
ROUNDS = 30
"""Steps toward the price at which rooms are filled."""


class Hotels:
    """The city's hotel rooms as one market, and the domestic travellers who use most of them.

    The price of a room rises with occupancy along a curve that the fall from 2019 to 2022 shows. Half of the nights that
    Chinese guests stay follow domestic trips and the closure, the others work; all answer to the price. Rooms follow
    domestic growth, so that growth alone moves no price. Domestic trips answer to the price of rooms, to crowds and to
    how lively the city is.

    Args:
        model: the pilot model.
        growth_power: elasticity of domestic trips and of rooms to the city's own growth.
    """

    def __init__(self, model: City, growth_power: float) -> None:
        facts = model.facts
        self.model, self.p, self._growth_power = model, model.parameters.room("hotels"), growth_power
        rooms = float(facts.floor_space_m2[:, HOTEL].sum()) / self.p.room_m2
        self._filled = rooms * DAYS_A_MONTH * self.p.occupancy_2019
        """Room nights sold in a usual month of 2019."""
        self._foreign_2019 = float(facts.nanjing_visitors_2019.sum()) / 12 * self.p.nights_abroad
        self._trips_2019 = facts.domestic_tourist_arrivals_2019 / 12
        self.price = 1.0
        """Price of a room in money of constant value, 2019 = 1."""
        self.occupancy = self.p.occupancy_2019
        """Share of rooms sold."""
        self.trips = 0.0
        """Domestic trips to the city in a month, people."""

    @property
    def growth(self) -> float:
        """What domestic trips and rooms have grown by since 2019 with the city's own output."""
        return float(self.model.world.income_at_home**self._growth_power)

    def announce(self) -> None:
        """Settle the price and the trips of the month before the run, with guests from abroad as many as wish to come."""
        willing = float(self.model.facts.nanjing_visitors_2019 @ self.model.world.willingness)
        self.clear(willing / 12 * self.p.nights_abroad, 1.0, 1.0, 1.0)

    def clear(self, nights_abroad: float, rooms: float, vibrancy: float, crowding: float) -> None:
        """Let guests and rooms find a price.

        Args:
            nights_abroad: nights of visitors from abroad in the month.
            rooms: rooms relative to those that growth alone would bring.
            vibrancy: how lively the city is for visitors, usual = 1.
            crowding: how crowded it is for them, usual = 1.
        """
        p, travel, most = self.p, float(self.model.world.domestic_travel), self._filled * rooms
        abroad = nights_abroad / p.guests_a_room / self.growth
        at_home = self._filled - self._foreign_2019 / p.guests_a_room
        at_home *= 1 - p.tourist_nights + p.tourist_nights * travel
        log_price = 0.0
        for _ in range(ROUNDS):  # a contraction: the answer of price to guests times that of guests to price is below 1
            asked = at_home * math.exp(-p.domestic_price * log_price) + abroad
            log_price = p.price_of_occupancy * math.log(asked / most)
        self.price = math.exp(log_price)
        self.occupancy = min(max(p.occupancy_2019 * asked / most, 0.0), 1.0)
        drawn = self.price**-p.trips_price * vibrancy**p.trips_vibrancy * crowding**-p.trips_crowding
        self.trips = float(self._trips_2019 * self.growth * travel * drawn)

    @property
    def usual_visiting(self) -> float:
        """Visitors present on a mean day of 2019, grown with the city, from near and far, people."""
        at_home = self._trips_2019 * self.growth * self.p.domestic_days * 12 / DAYS_A_YEAR
        return float(at_home + self._foreign_2019 / DAYS_A_MONTH)

    @property
    def tourists(self) -> float:
        """Domestic visitors present on a mean day of the month, people."""
        return self.trips * self.p.domestic_days / DAYS_A_MONTH
