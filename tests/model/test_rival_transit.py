"""Transit hours of rivals before 2019 act through the friction of entry that Nanjing's do."""

from types import SimpleNamespace

import numpy as np
import pytest

from common.vocabulary import CITIES, WORLD_DEFAULTS
from model.facts import facts
from model.facts.months import month_index
from model.rules.travel import EntryRules
from model.visitors.rival_transit import UNTIL, RivalTransit

HOURS_TO_USD = -1.0


class Friction:
    """A friction that falls by a dollar with each hour of transit, for two segments of the same origin."""

    origin = np.array([0, 0])

    def entry(self, visa_free_days, transit_hours, visas):
        return SimpleNamespace(friction=np.full(2, HOURS_TO_USD * transit_hours.max()))


@pytest.fixture
def dearer():
    setting = SimpleNamespace(world=WORLD_DEFAULTS | {"rivals": "central"})
    transit = RivalTransit(SimpleNamespace(facts=facts(), setting=setting), Friction())
    none = np.zeros(len(facts().origins))
    policy = SimpleNamespace(entry=(EntryRules(1.0, none, none, none, none),))

    def of(year, month):
        found = transit.dearer(policy, month_index(year, month))
        return found if found is None else dict(zip(CITIES, found[:, 0], strict=True))

    return of


def test_a_city_is_dearer_by_the_hours_that_it_lacks(dearer):
    early, middle, late = dearer(2013, 2), dearer(2014, 1), dearer(2018, 12)
    assert early["chengdu"] == early["chongqing"] == 72 and early["shanghai"] == early["rest_of_china"] == 0
    assert middle["chengdu"] == middle["chongqing"] == 0 and middle["hangzhou"] == 72
    assert late["hangzhou"] == 0 and late["chengdu"] == 72, "Shanghai had 144 hours, Chengdu still 72"
    assert early["hefei"] == 72 - 144, "without transit throughout, it lost to those that were given more"
    assert dearer(2019, 1) is None and UNTIL == month_index(2019, 1)
