"""What rests on no drawn number is made once for all members; what does is made for each, and never mixed up."""

import numpy as np
import pytest

from model.facts import facts
from model.kept import Kept
from model.levers import policies
from model.levers.actions import EasierVisa, Plan, RouteGrant, Shop, WorkPermits
from model.parameters import Parameters
from tests.support.worlds import setting

DRAWN, CONSTANT = "levers.permit_days_2022", "duty_free.refund_rate_2022"


def asked(kept, key, p, *names):
    made = []

    def make(q):
        made.append(True)
        return [np.array([q[name] for name in names])]

    return kept.at(key, p, make)[0], bool(made)


def test_members_share_a_result_where_all_that_it_read_agrees():
    kept, one, other = Kept(), Parameters({DRAWN: 10.0}), Parameters({DRAWN: 12.0})
    assert asked(kept, 1, one, CONSTANT) == (0.0, True)
    assert asked(kept, 1, other, CONSTANT) == (0.0, False)
    assert asked(kept, 2, other, CONSTANT)[1]
    assert asked(kept, 3, one, DRAWN) == (10.0, True)
    assert asked(kept, 3, other, DRAWN) == (12.0, True)
    assert asked(kept, 3, one, DRAWN) == (10.0, False)
    assert one.read == other.read == {CONSTANT, DRAWN}


def test_the_oldest_goes_and_nobody_can_write_to_a_result():
    kept, p = Kept(most=2), Parameters()
    assert [asked(kept, key, p)[1] for key in (1, 2, 1, 3, 1)] == [True, True, False, True, True]
    with pytest.raises(ValueError, match="read-only"):
        asked(kept, 1, p, CONSTANT)[0][:] = 1.0


def test_each_member_has_rules_by_its_own_numbers():
    start = setting(3).start
    plan = Plan(
        route_rights=(RouteGrant(start=start, origins=("SGP",), weekly_frequencies=7.0),),
        visa_facilitation=(
            WorkPermits(start=start + 0.5, processing_days=8.0, residence_years=0.0),
            EasierVisa(start=start + 1, origins=("SGP",), scope="nanjing", fee_usd=5.0),
        ),
        duty_free=(Shop(start=start, zone="lukou", kind="departure", area_m2=100.0, quota_cny=1.0),),
    )
    about = {
        DRAWN: (10.0, 20.0),
        "visitors.visa_fee_usd": (40.0, 60.0),
        "desks.talks_cny_mn": (0.5, 1.0),
        "duty_free.departure_area_2022_m2": (900.0, 1200.0),
    }
    one, other, again = (
        policies(setting(3), plan, facts(), Parameters({name: values[k] for name, values in about.items()}))
        for k in (0, 1, 0)
    )
    singapore = facts().origin_index["SGP"]
    assert [month.permit_days for month in one] == [9.0, 8.0, 8.0]
    assert [month.permit_days for month in other] == [14.0, 8.0, 8.0]
    assert [month.fee_cut_at_lukou_usd[singapore] for month in one] == [0.0, 35.0, 35.0]
    assert [month.fee_cut_at_lukou_usd[singapore] for month in other] == [0.0, 55.0, 55.0]
    for mine, others, mine_again in zip(one, other, again, strict=True):
        assert others.fiscal_cost.sum() == pytest.approx(2 * mine.fiscal_cost.sum())
        assert (mine.shop_floors[0].area_m2, others.shop_floors[0].area_m2) == (900.0, 1200.0)
        assert mine.pools[0] is others.pools[0]
        assert np.array_equal(mine.fiscal_cost, mine_again.fiscal_cost)
