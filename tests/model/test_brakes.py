"""The regulator in the whole model: warnings come before thresholds are crossed, brakes hold while a risk is over."""

from types import SimpleNamespace

import numpy as np
import pytest

from common.vocabulary import LEVERS, RISKS, TASKS, WORLD_DEFAULTS
from model.city.brakes import Brakes, less_support
from model.draws import Draws, member_seed
from model.facts import facts
from model.levers import policies
from model.levers.actions import Brake, LaunchSupport, Plan, RouteGrant, TaskRun
from model.levers.cross_border_finance import CreditProgramme
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from tests.support.whole_model import OPEN, START
from tests.support.worlds import Skies, of

FINANCE = ("1.20", "1.25", "1.27", "1.28", "1.29")
SLOWED = np.isin(TASKS, ["1.20", "1.27", "1.29"])
CAPITAL = RISKS.index("capital_flows")
TO = 0.3


def finance(*brakes: Brake) -> dict[str, np.ndarray]:
    """Thirty months of finance tasks whose pools are so wide and so full that capital that can leave passes its threshold."""
    setting = Setting(start=START, months=30, scale=0.005, world=WORLD_DEFAULTS | OPEN)
    plan = Plan(pilot_tasks=(TaskRun(start=float(START), tasks=FINANCE),), brakes=brakes)
    wide = {"pilot_tasks.size.pool_quota": 4.0, "pilot_tasks.cap.pool_quota": 2.0, "finance.pool.used": 0.9}
    model = PilotModel(setting, plan, Parameters(wide), Draws(member_seed(7, 1)))
    series = model.run()
    model.free()
    return series


@pytest.fixture(scope="module")
def free():
    return finance()


@pytest.fixture(scope="module")
def braked():
    return finance(Brake(risk="capital_flows", slows=("1.20", "1.27", "1.29"), to=TO))


def test_the_regulator_warns_months_before_the_threshold_is_crossed(free):
    over = free["risk"][:, CAPITAL] > 1
    crossed = int(over.argmax())
    assert over.any() and crossed > 6, "the threshold is not crossed on the way: this is no test"
    assert free["warning"][crossed - 3 : crossed, CAPITAL].all()
    assert not free["warning"][: crossed // 2, CAPITAL].all()


def test_without_a_brake_the_risk_stays_over(free):
    over = free["risk"][:, CAPITAL] > 1
    assert over[int(over.argmax()) :].all()


def test_a_brake_slows_what_it_names_in_the_month_after_and_lets_go_when_the_risk_has_fallen(free, braked):
    over = braked["risk"][:, CAPITAL] > 1
    held = np.concatenate([[False], over[:-1]])
    strength, full = braked["task_strength"], free["task_strength"]
    assert held.any() and not held.all()
    np.testing.assert_allclose(strength[np.ix_(held, SLOWED)], TO * full[np.ix_(held, SLOWED)])
    np.testing.assert_array_equal(strength[np.ix_(~held, SLOWED)], full[np.ix_(~held, SLOWED)])
    np.testing.assert_array_equal(strength[:, ~SLOWED], full[:, ~SLOWED])
    assert over.sum() < (free["risk"][:, CAPITAL] > 1).sum()
    assert (~over[int(over.argmax()) :]).any(), "the risk never falls under the brake"


def test_what_is_held_back_costs_less_and_brings_less(free, braked):
    pilot = LEVERS.index("pilot_tasks")
    assert braked["fiscal_cost"][:, pilot].sum() < free["fiscal_cost"][:, pilot].sum()
    np.testing.assert_allclose(braked["task_cost"].sum(axis=1), braked["fiscal_cost"][:, pilot])
    assert braked["new_foreign_firms"].sum() <= free["new_foreign_firms"].sum()
    assert braked["fdi_actual_use"].sum() < free["fdi_actual_use"].sum()


# tasks that are headline levers under another name

OTHER_NAMES = ("1.16", "6.2", "5.1", "6.18")
PARAMETERS = Parameters({"levers.permit_days_2022": 30.0})
SETTING = Setting(start=START, months=1, scale=0.005, world=WORLD_DEFAULTS)
ALL_OVER = np.full(len(RISKS), 2.0)


def under_other_names(*brakes, strength=1.0, tasks=(*OTHER_NAMES, "2.4", "2.10", "1.2"), **levers):
    """The first month's rules of tasks that are long in force, under brakes of which all act."""
    runs = (TaskRun(start=START - 60.0, tasks=tasks, strength=strength),) if tasks else ()
    plan = Plan(pilot_tasks=runs, brakes=brakes, **levers)
    city = SimpleNamespace(plan=plan, setting=SETTING, facts=facts(), parameters=PARAMETERS)
    (policy,) = policies(SETTING, plan, facts(), PARAMETERS)
    return Brakes(city).applied(policy, ALL_OVER)


def brake(*slows, to=0.5):
    return Brake(risk="data", slows=slows, to=to)


def flights(policy):
    return [pool.weekly_flights for pool in policy.pools]


def areas(policy):
    return [floor.area_m2 for floor in policy.shop_floors]


@pytest.mark.parametrize("slows", [OTHER_NAMES, TASKS, ("pilot_tasks", *TASKS)])
def test_a_brake_on_a_task_under_another_name_holds_its_lever_to_the_same_share(slows):
    free, braked, none = under_other_names(), under_other_names(brake(*slows)), under_other_names(tasks=())
    assert flights(free) == [4.0, 14.0] and flights(braked) == [2.0, 7.0]
    assert areas(braked)[0] == areas(free)[0] and areas(braked)[1] == areas(free)[1] / 2 == 1500.0
    for name in ("permit_days", "quickest_permit_days", "residence_years"):
        mean = (getattr(free, name) + getattr(none, name)) / 2
        assert getattr(braked, name) == pytest.approx(mean)
    assert free.permit_days < braked.permit_days < none.permit_days == 30.0


def test_braked_to_nothing_a_task_under_another_name_leaves_the_rules_as_they_are_without_it():
    stopped, none = under_other_names(brake(*OTHER_NAMES, to=0.0)), under_other_names(tasks=())
    assert flights(stopped) == [] and areas(stopped) == areas(none)
    assert stopped.permit_days == none.permit_days == 30.0
    lever = LEVERS.index("route_rights")
    assert stopped.fiscal_cost[lever] == none.fiscal_cost[lever]


def test_land_that_a_task_converts_is_not_braked_and_neither_are_its_cost_and_strength():
    free, braked = under_other_names(), under_other_names(brake("2.4", "2.10", "1.2", to=0.0))
    land = np.isin(TASKS, ["2.4", "2.10"])
    assert len(braked.sites) == len(free.sites) == 2
    np.testing.assert_array_equal(braked.task_strength[land], free.task_strength[land])
    np.testing.assert_array_equal(braked.task_cost[land], free.task_cost[land])
    assert braked.task_strength[TASKS.index("1.2")] == 0 < free.task_strength[TASKS.index("1.2")]


def test_of_brakes_on_a_task_and_on_its_lever_the_lower_share_counts():
    def left(task, lever):
        return flights(under_other_names(brake("1.16", to=task), brake("route_rights", to=lever)))

    assert left(0.25, 0.5) == [2.0, 3.5]
    assert left(0.5, 0.25) == [1.0, 3.5]
    assert left(0.5, 0.0) == [0.0, 0.0]


def test_what_the_plan_grants_itself_goes_on_where_a_task_of_the_lever_is_braked():
    own = RouteGrant(start=float(START), origins=("SGP",), weekly_frequencies=7.0)
    assert flights(under_other_names(brake("1.16", "6.2"), route_rights=(own,))) == [7.0, 2.0]


# finance and launch support


def test_a_brake_on_finance_leaves_fewer_loans_guaranteed_as_before():
    """Half of the money that is guaranteed is left, not a quarter."""
    loans = CreditProgramme(start=float(START), kind="pledge", cny_mn_a_year=400.0, guarantee_share=0.5)
    free, held = (
        under_other_names(*brakes, tasks=(), cross_border_finance=(loans,)).finance
        for brakes in ((), (brake("cross_border_finance"),))
    )
    np.testing.assert_allclose(held.credit_cny_mn, 0.5 * free.credit_cny_mn)
    np.testing.assert_allclose(held.credit_cny_mn @ held.guaranteed, 0.5 * (free.credit_cny_mn @ free.guaranteed))
    assert free.credit_cny_mn @ free.guaranteed > 0


def test_support_that_a_brake_holds_back_brings_what_less_support_brings():
    def seen(cny, left=1.0):
        offer = [LaunchSupport(start=float(START), origins=("GBR",), cny_per_seat=cny)] if cny else []
        grant = RouteGrant(start=float(START), origins=("GBR",), weekly_frequencies=7.0, announced=START - 12.0)
        skies = Skies(Plan(route_rights=(grant, *offer)), months=24)
        schedule = skies.carriers.schedule

        def braked(policy):
            schedule(less_support(policy, left))

        skies.carriers.schedule = braked
        months = skies.pass_months(24)
        return [month.flights[of("GBR")] for month in months], [month.support for month in months]

    assert seen(2500.0, left=0.5) == seen(1250.0)
    assert seen(2500.0, left=0.0) == seen(0.0)
    assert seen(2500.0) != seen(2500.0, left=0.0), "support opens nothing: this is no test"
