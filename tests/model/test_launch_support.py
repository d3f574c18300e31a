"""Launch support while the closure holds flights back: terms of a contract, and rights beside it."""

import numpy as np
import pytest

from model.levers.actions import LaunchSupport, Plan, RouteGrant
from tests.support.worlds import START, Skies, of


def test_a_contract_counts_the_timetable_whatever_the_closure_leaves_of_it():
    def seen(least):
        offer = LaunchSupport(
            start=float(START), origins=("FRA", "DEU"), cny_per_seat=1500.0, minimum_weekly_flights=least
        )
        skies = Skies(Plan(route_rights=(offer,)))
        skies.otherwise[of("FRA")] = 900.0
        skies.world.seat_share[:] = skies.world.seat_share_without_limits[:] = 0.3
        return skies.pass_months(12)

    free, bound = seen(0.0), seen(2.0)
    np.testing.assert_array_equal([month.plan for month in bound], [month.plan for month in free])
    assert 0 < bound[-1].flights[of("FRA")] < 2 <= bound[-1].plan[of("FRA")], "fewer are flown than the terms ask for"
    assert bound[-1].support == pytest.approx(free[-1].support) and free[-1].support > 0


def test_rights_beside_support_never_give_fewer_flights_while_seats_come_back():
    names, cny, before = ("KOR", "THA", "SGP", "DEU"), 200.0, None
    for weekly in (0.0, 1.0, 7.0):
        grants = [
            RouteGrant(start=float(START), origins=(name,), weekly_frequencies=weekly, announced=START - 12.0)
            for name in names
            if weekly
        ]
        offer = LaunchSupport(start=float(START), origins=names, cny_per_seat=cny)
        skies = Skies(Plan(route_rights=(*grants, offer)))
        flights = []
        for month in range(20):
            skies.world.seat_share[:] = 0.25 + 0.02 * month
            skies.world.seat_share_without_limits[:] = 0.3 + 0.02 * month
            flights.append(skies.pass_months(1)[0].flights[[of(name) for name in names]])
        if before is not None:
            assert np.all(np.array(flights) >= before - 1e-6), weekly
        before = np.array(flights)
