"""A complaints office: cases wait or are given up where capacity lacks, and the premium follows the share that is settled."""

import numpy as np
import pytest

from model.clock import Clock
from model.firms.complaints import Complaints
from model.parameters import Parameters
from tests.support.quiet_city import StillCity

FIRMS = 4000.0


def office(added, months: int = 72, firms: float = FIRMS, **changes) -> Complaints:
    """An office with many cases after some months with so many cases a year more that it can settle."""
    changes = {"filed": 0.02, "premium": 0.3} | changes
    p = Parameters({f"firms.complaints.{name}": value for name, value in changes.items()}).room("firms")
    made = Complaints(p, Clock(120), FIRMS)
    for month in range(months):
        made.work(firms, added(month) if callable(added) else added)
    return made


def test_nothing_drifts_while_nothing_changes():
    still = office(0.0)
    assert still.saved == pytest.approx(0.0, abs=1e-12) and still.waiting == pytest.approx(office(0.0, 1).waiting)
    assert still.filed == pytest.approx(still.settled + still.given_up)


def test_capacity_settles_more_until_no_case_waits():
    saved = [office(added).saved for added in (0.0, 20.0, 40.0, 90.0, 300.0)]
    days = [office(added).days for added in (0.0, 20.0, 40.0, 90.0, 300.0)]
    assert np.all(np.diff(saved[:4]) > 0) and saved[4] == pytest.approx(saved[3], rel=0.01)
    assert np.all(np.diff(days) <= 0) and days[-1] == pytest.approx(45.0)
    assert saved[2] == pytest.approx(2 * saved[1], rel=0.01), "half and half make a whole while cases wait"
    assert 0.1 < saved[3] < 0.2, "percentage points"


def test_more_firms_are_more_cases_and_an_office_that_closes_loses_its_trust():
    assert office(0.0, firms=1.5 * FIRMS).saved < 0 < office(40.0, firms=1.5 * FIRMS).saved < office(40.0).saved
    closed = office(lambda month: 90.0 if month < 36 else 0.0, months=100)
    assert 0 <= closed.saved < 0.02 * office(90.0, 36).saved


def test_investors_answer_to_what_is_settled_and_to_nothing_else_of_it():
    usual, better = StillCity(5), StillCity(5)
    better.push(complaints=90.0)
    for city in (usual, better):
        city.run(30)
    firms, here = better.firms, np.ones(6)
    told = [
        firms.attraction.offer(usual.policy, usual.firms.present, here, safer=value)
        for value in (0.0, firms.complaints.saved)
    ]
    assert firms.complaints.saved > usual.firms.complaints.saved
    assert np.all(told[1].promise > told[0].promise) and np.array_equal(told[1].zones, told[0].zones)
    assert firms.expected.sum() > usual.firms.expected.sum()
    deaf = StillCity(5, parameters={"firms.complaints.premium": 0.05})
    deaf.push(complaints=90.0)
    deaf.run(30)
    assert deaf.firms.expected.sum() < firms.expected.sum()
