"""The network of Lukou before 2019: what was flown when, and where a run of the past begins."""

import numpy as np

from model.facts import facts
from model.facts.months import month_index
from model.facts.route_history import flights_at, past_routes
from tests.support.worlds import of, pilot

F = facts()
FAR = tuple(code for code in ("USA", "CAN", "AUS", "ITA", "RUS"))


def at(year, month=1):
    return flights_at(F.origins, month_index(year, month))


def test_routes_open_on_their_dates_and_end_as_2019_has_them():
    np.testing.assert_allclose(at(2019, 9)[:-1], F.flights_2019_weekly[:-1])
    flown = {year: [code for code in FAR if at(year)[of(code)] > 0] for year in range(2013, 2020)}
    assert flown[2013] == flown[2014] == [] and flown[2015] == ["AUS"] and flown[2016] == ["USA", "AUS"]
    assert flown[2017] == ["USA", "CAN", "AUS"] and flown[2018] == list(FAR)
    assert all(at(year)[of("DEU")] >= 3 for year in flown)
    totals = [at(year).sum() for year in flown]
    assert totals == sorted(totals) and 55 < totals[0] < 80


def test_intercontinental_routes_are_those_that_were_counted():
    """One to November 2014, three by mid 2015, seven in May 2018, eight in December 2019."""
    opened = sorted(route.opened for route in past_routes() if route.intercontinental)
    assert [sum(day < month_index(*when) for day in opened) for when in ((2014, 11), (2015, 7), (2018, 6), (2019, 12))] == [1, 3, 7, 8]  # fmt: skip


def test_a_run_of_the_past_begins_with_the_routes_of_its_time():
    model = pilot(start=month_index(2013, 1), months=2, scale=0.005, incomes="observed", exchange_rate="observed")
    planned = model.carriers.network.planned
    assert planned.sum() == round(at(2013).sum())
    assert np.all(np.abs(planned - at(2013)) <= 1) and planned[of("USA")] == 0 and planned[of("DEU")] == 3
