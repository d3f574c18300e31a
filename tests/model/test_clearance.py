"""Clearance of goods: hours with their spread, what they cost, and that little is left to save where little is waited."""

import numpy as np
import pytest
from scipy.stats import lognorm

from common.vocabulary import GOODS
from model import waiting
from model.facts.months import month_index
from model.parameters import Parameters
from model.trade.clearance import border
from model.world.clearance import clearance_hours, hours_of_2022
from model.world.paths import FIRST
from tests.support.quiet_city import StillCity

P = Parameters().room("trade").border
EXPORTS, IMPORTS = range(2)


def met(**pushes):
    """What goods meet at the border when channels are pushed for every partner."""
    city = StillCity()
    city.push(**pushes)
    return border(city.policy, hours_of_2022(), np.ones((len(GOODS), 1, 1)), P)


def test_hours_are_those_counted_and_stand_still_where_nobody_knows_more():
    months = np.arange(FIRST, month_index(2026, 1))
    path = clearance_hours("central", month_index(2023, 1), months)
    at = [month_index(2013, 1) - FIRST, month_index(2020, 12) - FIRST, month_index(2022, 6) - FIRST, -1]
    assert path[at, IMPORTS] == pytest.approx([97.4, 34.91, 32.02, 32.02])
    assert np.all(np.diff(path[:, EXPORTS]) <= 0.02)


def test_late_hours_are_those_of_a_lognormal_law():
    known = lognorm(s=1.0, scale=32 * np.exp(-0.5))
    assert known.mean() == pytest.approx(32) and waiting.about(32.0, 1.0).late(0.95) == pytest.approx(known.ppf(0.95))


def test_nothing_done_in_2022_saves_nothing_and_more_saves_more():
    assert not met().saved.any()
    steps = [met(customs=share).saved.mean() for share in (0.1, 0.2, 0.4, 0.6)]
    assert np.all(np.diff(steps) > 0) and steps[1] == pytest.approx(2 * steps[0])
    assert met(customs_certainty=0.3).saved.min() > 0
    assert met(documents=10.0).saved == pytest.approx(10.0 / P.consignment_usd)


def test_the_whole_of_clearance_is_worth_little_by_2022():
    """A tenth of the waiting of 2022 is worth less than two per mille of imports, next to nothing of exports."""
    saved = met(customs=0.1).saved.mean(axis=(0, 2))
    assert 0.0005 < saved[IMPORTS] < 0.002 and saved[EXPORTS] < 0.0001


def test_a_day_costs_what_is_published():
    """Trade falls by some 4 % for each day on the way at the default; studies find 1 % (all trade) to 10 % (parts by air)."""
    assert 0.01 < P.day_cost * Parameters()["trade.cost_elasticity"] < 0.1
