"""The six zones: floor space by use, rents that clear, conversions that take time to build, and vibrancy."""

from collections import deque

import numpy as np

from common.vocabulary import USES, ZONES
from model.city import rents
from model.city.builders import Builders
from model.city.hotels import Hotels
from model.city.quarters import NEAR, near_a_quarter
from model.city.streets import Streets
from model.city_protocol import City
from model.facts.months import DAYS_A_MONTH
from model.levers.mixed_land_use import M2_PER_HECTARE
from model.policy import Policy, under
from model.wires import CityOnTheSpot

HOUSING, HOTEL, RETAIL, CULTURE = (USES.index(use) for use in ("housing", "hotel", "retail", "culture"))
TENANTS = ("firms", "visitors", "professionals", "domestic")
"""Who holds floor space: foreign firms, visitors, foreign professionals' homes, and all others."""


class Zones:
    """All six zones and what they share.

    Firms from abroad, visitors and professionals demand a given amount of space; domestic tenants, who hold most of
    it, respond to rents. Builders follow domestic growth, so that growth alone changes no vacancy. Visitors spend more
    time in livelier zones.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        facts = model.facts
        self.model, self.clock, self.p = model, model.clock, model.parameters.room("zones")
        self._rent_speed = self.clock.speed(self.p.rent_speed)
        self._space_per_night = np.zeros(len(USES))
        for use in (HOTEL, RETAIL, CULTURE):
            self._space_per_night[use] = self.p.space_per_night[USES[use]]

        self.floor_space_start = np.array(facts.floor_space_m2, dtype=float)
        self.rent_start = np.array(facts.rent, dtype=float)
        self._usable = np.array(facts.occupancy, dtype=float)
        self.floor_space = self.floor_space_start.copy()
        """m2, (zones, uses)."""
        self.rent = self.rent_start.copy()
        """CNY of 2022 per m2 and month, (zones, uses): tenants weigh rents against all other prices."""
        self.builders = Builders(model)
        self.done = self.builders.build(model.policy_before_start, self.rent)
        """What conversions and temporary uses have done so far."""
        self.amenity = np.ones(len(ZONES))
        """What the zone's tenants pay more for mixed quarters within a walk, as a factor on rents, (zones,)."""
        self._near: np.ndarray | float = 1.0
        """The same by use, (zones, uses); 1.0 where no quarter stands."""
        self._built_land = (facts.floor_space_m2 / facts.plot_ratio).sum(axis=1)
        self.grown = np.zeros_like(self.rent)
        """m2 added by builders who follow domestic growth, (zones, uses)."""
        self._growth_start = self._growth_top = float(model.world.domestic_growth)

        self._let_start = self.floor_space * self._usable
        self._let_by_zone = self._let_start.sum(axis=1)
        self.let = self._let_start.copy()
        """Occupied floor space, m2, (zones, uses)."""
        self.tenants = np.zeros((len(TENANTS), *self.let.shape))
        """Of it by :data:`TENANTS`, m2, (tenants, zones, uses)."""
        self.streets = Streets(self.p, self.floor_space_start, self._let_start)
        self.hotels = Hotels(model, self.p.growth_space)
        self.people = np.zeros(len(ZONES))
        """People present on a mean day, (zones,)."""
        self._homes = self._let_start[:, HOUSING] / self._let_start[:, HOUSING].sum()
        self._nights: deque[float] = deque(maxlen=self.clock.year)
        self._fits = np.ones_like(self._let_start)
        """Share of what foreign tenants ask for that the declared floor space can hold, (zones, uses)."""
        self._base = self._let_start.copy()
        """Floor space that domestic tenants ask for at the rents of the start, m2, (zones, uses)."""
        self._weights = self._base / self._base.sum(axis=0)

    def announce(self) -> None:
        """Send the first signals: the city as it is before the run."""
        self.hotels.announce()
        self._send()

    def build(self, policy: Policy) -> None:
        """Pass one month: conversions finish, builders follow growth, rents move, space is let, streets fill."""
        hear = self.model.wires.hear
        growth = float(self.model.world.domestic_growth) / self._growth_start
        self._nights.append(float(hear("visitors_to_zones").sum()))
        nights = sum(self._nights) / len(self._nights)  # a year's mean: leases and reputations do not follow seasons
        self.done = self.builders.build(policy, self.rent)
        if self.done.quarters:
            near = near_a_quarter(self.done.quarters, self._built_land, self.builders.p)
            self.amenity = 1 + self.builders.p.quarter_premium * near
            self._near = np.where(NEAR, self.amenity[:, None], 1.0)
        else:
            self._near = 1.0
        self._follow(growth)

        foreign = self._fits * self._asked(hear("firms_to_zones"), hear("talent_to_zones"), nights)
        asked = foreign.sum(axis=0)
        overall = self.p.demand_elasticity
        base = self._base * growth**self.p.growth_space * np.exp(overall * self.model.world.rents_bid)
        dense = rents.premium(self.let.sum(axis=1) / self._let_by_zone, self.p.density_rent)
        dense = dense * self._near
        city = rents.city_price(self.rent / self.rent_start / dense, self._weights)
        room = np.maximum(self.floor_space * self._usable - asked, self.p.never_taken * self.floor_space)
        between = self.p.between_zones_elasticity
        clearing = rents.clearing_price(base, room, city, between, overall) * dense * self.rent_start
        self.rent = rents.toward(self.rent, clearing, self._rent_speed)
        price = self.rent / self.rent_start / dense
        domestic = rents.domestic_demand(base, price, city, between, overall)
        self.let = np.minimum(self.floor_space, domestic + asked)
        # Where foreign tenants ask for more than there is, each kind gets its part of it, and nobody else any.
        housed = np.minimum(asked, self.floor_space)
        self.tenants[:-1] = foreign * np.divide(housed, asked, out=np.zeros_like(asked), where=asked > 0)
        self.tenants[-1] = np.minimum(domestic, self.floor_space - housed)
        self._receive(nights, growth)
        self._send()

    def settle(self) -> None:
        """Give domestic tenants the space that nobody else asks for, once every room has announced itself."""
        start = self.model.wires.start
        nights = float(start("visitors_to_zones").sum())
        self._nights.extend([nights] * self.clock.year)
        asked = self._asked(start("firms_to_zones"), start("talent_to_zones"), nights).sum(axis=0)
        # Foreign demand that the declared floor space could not hold is scaled to it, zone by zone and use by use.
        self._fits = np.minimum(1.0, self.p.most_foreign * self._let_start / np.maximum(asked, 1e-9))
        self._base = self._let_start - self._fits * asked
        self._weights = self._base / self._base.sum(axis=0)
        self.streets.settle(self.floor_space, self.let, self.hotels.usual_visiting)

    # Parts -----------------------------------------------------------------------------------------------------------

    def _follow(self, growth: float) -> None:
        """Add floor space as domestic tenants grow; what is built stays when growth turns negative."""
        top = max(self._growth_top / self._growth_start, growth)
        self._growth_top = top * self._growth_start
        self.grown = self._base / self._usable * (top**self.p.growth_space - 1)
        self.floor_space = self.floor_space_start - self.done.taken + self.done.delivered + self.grown

    def _asked(self, firms: np.ndarray, talent: np.ndarray, nights: float) -> np.ndarray:
        """Return the space that firms, visitors and professionals ask for, m2, (3, zones, uses)."""
        asked = np.zeros((3, *self.rent.shape))
        asked[0], asked[1] = firms, (self.streets.where * nights)[:, None] * self._space_per_night
        asked[2, :, HOUSING] = self._homes * self.p.space_per_resident * talent.sum()
        return asked

    def _receive(self, nights: float, growth: float) -> None:
        """Fill hotels and streets with the month's people."""
        rooms = self.floor_space[:, HOTEL].sum() / (self.floor_space_start[:, HOTEL] + self.grown[:, HOTEL]).sum()
        streets = self.streets
        self.hotels.clear(
            nights, float(rooms), float(streets.where @ streets.vibrancy), float(streets.where @ streets.crowding)
        )
        visiting = self.hotels.tourists + nights / DAYS_A_MONTH
        self.people = self.streets.fill(self.floor_space, self.let, visiting, growth**self.p.growth_space)

    # What others see -------------------------------------------------------------------------------------------------

    @property
    def housing_rent(self) -> float:
        """Housing rents of the city, start = 1."""
        return float(self._homes @ (self.rent / self.rent_start)[:, HOUSING])

    @property
    def quarter_value(self) -> np.ndarray:
        """What tenants would pay for mixed quarters near them, million CNY of 2022 a month, (zones,)."""
        if not self.done.quarters:
            return np.zeros(len(ZONES))
        paid = (self.let * self.rent)[:, NEAR].sum(axis=1)
        return np.asarray((1 - 1 / self.amenity) * paid / 1e6)

    def cost(self) -> np.ndarray:
        """Return public cost of preparing land in this part of the month, million CNY of the day, (levers,)."""
        cost = self.builders.cost * self.model.world.price_level
        return under("mixed_land_use", cost)

    def _send(self) -> None:
        send = self.model.wires.send
        streets = self.streets
        vibrant, crowded = streets.usual_share @ streets.vibrancy, streets.where @ streets.crowding
        send("zones_to_visitors", CityOnTheSpot(vibrant, crowded, room_price=np.array(self.hotels.price)))
        # A quarter near by is worth to tenants what others pay for it.
        met = self.rent / self._near
        send("zones_to_firms", met)
        send("zones_to_talent", np.array([self._homes @ (met / self.rent_start)[:, HOUSING]]))

    def results(self) -> dict[str, np.ndarray]:
        """Return space, rents, rooms and people: rents and room prices in CNY of the day, domestic visitors of the month."""
        prices, share = self.model.world.price_level, self.clock.share
        return {
            "floor_space": self.floor_space,
            "rent": self.rent * prices,
            "room_price": np.asarray(self.hotels.price * self.hotels.p.price_2019 * prices),
            "hotel_occupancy": np.asarray(self.hotels.occupancy),
            "domestic_visitors": self.hotels.trips * share * self.streets.where,
            "people_present": self.people,
            "visitor_nights_by_zone": self.streets.where * self._nights[-1] * share,
            "talent_by_zone": self.tenants[2, :, HOUSING] / self.p.space_per_resident,
            "land_taken_up": self.done.taken_up / M2_PER_HECTARE,
            "land_income": self.builders.income * prices,
            "quarter_value": self.quarter_value * prices * share,
        }

    def identities(self) -> dict[str, float]:
        """Return residuals of the month's books, m2: 0 to rounding."""
        cleared = (self.done.taken / self.model.facts.plot_ratio).sum(axis=1)
        kept = self.p.never_taken * self.floor_space_start
        return {
            "land built on beyond land cleared": float(np.maximum(self.done.land - cleared, 0).sum()),
            "floor space taken beyond what conversions can take": float(
                np.maximum(self.done.taken - (self.floor_space_start - kept), 0).sum()
            ),
            "space let by kind of tenant": float(np.abs(self.tenants.sum(axis=0) - self.let).max()),
        }
