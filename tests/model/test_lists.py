"""Limits by sector and professions: a task takes named items off a list, and never more than stands on it."""

import numpy as np
import pytest

from common.vocabulary import SECTORS, TASKS
from model.facts import facts
from model.levers import lists, pilot_tasks
from model.levers.catalogue import catalogue
from model.parameters import Parameters

ALL = np.ones(len(TASKS))
BOLD = Parameters({"pilot_tasks.size.market_access": 2.5, "pilot_tasks.cap.market_access": 1.0})


def one(task):
    return (np.array(TASKS) == task).astype(float)


def test_limits_add_up_to_what_is_closed_and_professions_to_all_licensed_posts():
    np.testing.assert_allclose(lists.worth("market_access").sum(axis=0), facts().restrictiveness)
    np.testing.assert_allclose(lists.worth("recognition").sum(axis=0), 1.0)


@pytest.mark.parametrize("elicited", [True, False])
def test_all_tasks_at_their_boldest_lift_less_than_each_sector_has(elicited):
    lifted = pilot_tasks.push(ALL, BOLD, elicited)["market_access"]
    for_some = pilot_tasks.narrow_push(ALL, BOLD, elicited)["market_access"]
    assert np.all(lifted[:, None] + for_some < facts().restrictiveness[:, None]) and np.all(lifted > 0)


def test_who_lifts_a_limit_gains_what_it_is_worth_in_the_sector():
    lifted = pilot_tasks.push(one("1.15"))["market_access"]
    assert {SECTORS[place] for place in np.flatnonzero(lifted)} == {"business", "tourism_retail"}
    (limit,) = [item for item in lists.items("market_access") if item.key == "outbound_travel"]
    assert 0.4 < lifted[SECTORS.index("tourism_retail")] / max(limit.weight) < 0.6


def test_two_tasks_on_one_limit_lift_less_than_on_two_limits():
    finance = SECTORS.index("finance")

    def lifted(*tasks):
        return pilot_tasks.push(sum(one(task) for task in tasks))["market_access"][finance]

    assert lifted("1.25", "1.27") < lifted("1.25") + lifted("1.27")
    assert lifted("1.25", "1.28") == pytest.approx(lifted("1.25") + lifted("1.28"))


def test_the_city_alone_clears_local_barriers_and_no_law_of_the_nation():
    for task in catalogue().values():
        for push in (push for push in task.pushes if push.channel == "market_access" and push.amount > 0):
            taken = lists.chosen(push.channel, push.items, push.places)
            authority = {item.authority for item, named in zip(lists.items(push.channel), taken, strict=True) if named}
            assert task.decided_by != "city" or authority == {"city"}, task.id


def test_a_recognised_profession_counts_by_its_posts_in_each_field():
    level = pilot_tasks.push(one("1.10"))["recognition"]
    assert (
        level[SECTORS.index("legal")] == 0
        and level[SECTORS.index("professional")] > level[SECTORS.index("business")] > 0
    )
    assert level[SECTORS.index("technology")] > level[SECTORS.index("health")]
