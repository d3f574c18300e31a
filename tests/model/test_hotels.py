"""Hotels and streets: rooms find a price with guests from near and far; domestic travellers and residents answer."""

import numpy as np
import pytest

from common.vocabulary import USES, ZONES
from model.city.hotels import Hotels
from model.city.streets import Streets, street_space
from model.facts import facts
from model.interventions import WireTimes
from model.parameters import Parameters
from model.world.domestic_travel import domestic_travel
from tests.support.quiet_model import QuietModel
from tests.support.whole_model import SEATS_FOR_ALL, pilot

P = Parameters()
ABROAD_2019 = facts().nanjing_visitors_2019.sum() / 12 * P["hotels.nights_abroad"]


def cleared(abroad=1.0, rooms=1.0, travel=1.0, vibrancy=1.0, crowding=1.0):
    """Hotels with this many guests from abroad (2019 = 1), rooms and domestic travel."""
    model = QuietModel()
    model.world.domestic_travel = travel
    hotels = Hotels(model, growth_power=0.6)
    hotels.clear(abroad * ABROAD_2019, rooms, vibrancy, crowding)
    return hotels


def test_the_guests_of_2019_pay_its_price_and_fill_its_rooms():
    hotels = cleared()
    assert hotels.price == pytest.approx(1) and hotels.occupancy == pytest.approx(P["hotels.occupancy_2019"])
    assert 12 * hotels.trips == pytest.approx(facts().domestic_tourist_arrivals_2019)


def test_the_closure_shows_the_price_and_occupancy_of_2022():
    hotels = cleared(abroad=0.06, travel=0.42)
    assert hotels.price == pytest.approx(0.92, abs=0.03), "8 % below 2019"
    assert hotels.occupancy == pytest.approx(0.50, abs=0.03)


def test_more_guests_raise_the_price_and_more_rooms_lower_it():
    prices = [cleared(abroad=times).price for times in (0.0, 1.0, 2.0, 5.0)]
    assert np.all(np.diff(prices) > 0) and prices[2] < 1.02, "guests from abroad are few"
    assert [cleared(rooms=more).price for more in (0.9, 1.0, 1.1, 1.3)] == sorted(
        (cleared(rooms=more).price for more in (0.9, 1.0, 1.1, 1.3)), reverse=True
    )


def test_guests_from_abroad_crowd_out_some_at_home():
    assert cleared(abroad=5.0).trips < cleared().trips < cleared(vibrancy=1.1).trips
    assert cleared(crowding=1.2).trips < cleared().trips


def test_domestic_travel_falls_in_the_closure_and_comes_back_sooner_than_from_abroad():
    months = np.array([83, 84, 119, 120, 132, 150])  # December 2019, then January 2020, December 2022, ...
    share = domestic_travel("central", months)
    assert share[0] == 1 and share[1] < 0.5 and share[2] < 0.45 and 0.8 < share[3] < share[4] < share[5] == 1
    np.testing.assert_array_equal(domestic_travel("frozen_2022", months), share[2])


def test_dearer_rooms_keep_visitors_away():
    dearer = WireTimes("zones_to_visitors", 1.5, fields=("room_price",))
    came = [
        pilot(months=4, interventions=(SEATS_FOR_ALL, *changes), reopening="frozen_2019").run()["visitors"].sum()
        for changes in ((), (dearer,))
    ]
    assert 0.8 * came[0] < came[1] < came[0]


def test_residents_go_out_where_it_is_livelier_and_their_number_hardly_moves():
    f = facts()
    let = f.floor_space_m2 * f.occupancy
    streets = Streets(P.room("zones"), f.floor_space_m2, let)
    usual = streets.outings(street_space(f.floor_space_m2), let)
    density = np.where(np.isin(USES, ("retail", "culture")), P.vector("zones.people_per_m2", USES), 0)
    assert usual == pytest.approx(let @ density)
    streets.vibrancy = np.where(np.arange(len(ZONES)) == 1, 1.2, 1.0)
    livelier = streets.outings(street_space(f.floor_space_m2), let)
    assert livelier[1] > 1.1 * usual[1] and np.all(np.delete(livelier < usual, 1))
    assert 1 < livelier.sum() / usual.sum() < 1.02
