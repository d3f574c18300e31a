"""In how many members a trigger acted, as the results of a run tell it."""

import numpy as np

from model.levers.actions import Plan, Trigger
from scenarios.running.fired_triggers import fired_triggers
from tests.support.fake_model import job
from tests.support.reporting import results

START = job().setting.start


def test_flows_are_added_up_to_the_month_and_stocks_are_read_in_it():
    found = results(members=3, months=12)
    scenario = found.sel(variant="scenario")
    visitors = scenario["visitors"].isel(month=slice(0, 6)).sum(["month", "origin", "purpose"]).values
    firms = scenario["foreign_firms"].isel(month=5)
    firms = firms.sum([dim for dim in firms.dims if dim != "member"]).values
    between = float(np.sort(visitors)[1])
    triggers = tuple(
        Trigger(outcomes=(name,), below=below, by=START + 5, then=Plan())
        for name, below in (("visitors", between), ("foreign_firms", float(firms.max()) + 1), ("visitors", 0.0))
    )
    fired = fired_triggers(job(scenario=Plan(triggers=triggers)), found)
    assert [(one.number, one.acted, one.members) for one in fired] == [(0, 1, 3), (1, 3, 3), (2, 0, 3)]
    assert np.isclose(fired[0].least, visitors.min()) and np.isclose(fired[1].most, firms.max())
    assert fired_triggers(job(), found) == ()
