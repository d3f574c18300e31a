"""Builders take land up when it pays; temporary uses go back; quarters are worth something to those who are near."""

import numpy as np
import pytest

from common.vocabulary import LEVERS, USES, ZONES
from model.city.builders import Builders, Course
from model.city.quarters import Quarter, catchment_ratio, diversity, near_a_quarter
from model.levers import mixed_land_use
from model.levers.actions import Conversion, Plan, TemporaryUse
from model.parameters import Parameters
from tests.support.quiet_model import QuietModel, quiet_policy

P = Parameters()
START = 120.0
INDUSTRY, OFFICE = USES.index("industry"), USES.index("office")
HOMES = {"research": 0.4, "office": 0.2, "retail": 0.2, "housing": 0.2}


def quarter(**changes):
    """Land in Software Valley that is worth rebuilding."""
    usual = {
        "start": START, "zone": "software_valley", "hectares": 20.0, "plot_ratio": 2.2, "use": "industry", "mix": HOMES,
        "build_months": 12.0,
    }  # fmt: skip
    return Conversion(**usual | changes)


def built(*actions, months=48, parameters=None):
    """Builders and all that was done, month by month, at the rents of the start."""
    model = QuietModel(overrides=parameters)
    plan, builders, path = Plan(mixed_land_use=actions), Builders(model), []
    for _ in range(months):
        model.tick()
        sites = mixed_land_use.write(
            plan, model.facts, model.parameters, range(model.clock.month, model.clock.month + 1)
        )[0]["sites"]
        done = builders.build(quiet_policy(sites=sites), model.facts.rent)
        path.append((done, builders.cost, builders.income.sum()))
    return path


def land(path):
    """Hectares taken up by month."""
    return np.array([done.taken_up.sum() / 1e4 for done, _, _ in path])


def test_a_course_is_a_line_between_the_ends_of_its_steps():
    course = Course(10.0)
    course.go_on(11.0, 0.5)
    course.go_on(12.0, 1.0)
    assert [course.at(moment) for moment in (9.0, 10.5, 11.5, 12.0)] == [0, 0.25, 0.75, 1]
    assert course.mean(10.0, 12.0) == pytest.approx(0.5) and course.mean(8.0, 10.0) == 0


def test_what_pays_is_taken_up_soon_and_what_does_not_hardly():
    pays, no_homes = built(quarter()), built(quarter(mix={"industry": 1.0}))
    assert land(pays)[11] > 15 and land(no_homes)[-1] < 2
    assert np.all(np.diff(land(pays)) >= 0)


def test_land_is_taken_up_in_proportion_and_the_city_starts_all_at_once():
    whole, half = land(built(quarter())), land(built(quarter(hectares=10.0)))
    np.testing.assert_allclose(whole, 2 * half)
    assert land(built(quarter(built_by="city")))[0] == pytest.approx(20)


def test_the_city_pays_for_what_it_builds_and_owns_it():
    """All that a site leaves, but for the profit that a builder asks and the wait, is the city's own gain or loss."""
    site = quarter(built_by="city")
    path = built(site, months=60)
    cost, income = (sum(month[k] for month in path) for k in (1, 2))
    prepared = 20 * P["levers.land_preparation_cny_mn_per_hectare"]
    building = 20e4 * 2.2 * P["builders.build_cost"] / 1e6
    assert cost > prepared + building and income > 0
    poor = built(quarter(built_by="city", mix={"industry": 1.0}), months=60)
    assert sum(month[2] for month in poor) < income, "what is worth less brings less"


def test_a_permission_that_ends_keeps_what_was_begun():
    ended, kept_on = land(built(quarter(end=START + 4))), land(built(quarter()))
    assert ended[3] == kept_on[3] == ended[-1] < kept_on[-1]


def test_what_is_taken_up_is_built_paid_for_and_brings_income():
    path = built(quarter(), months=120)
    done = path[-1][0]
    assert done.delivered[ZONES.index("software_valley")].sum() == pytest.approx(20e4 * 2.2, rel=1e-3)
    cost = sum(spent for _, spent, _ in path)
    assert cost == pytest.approx(20 * P["levers.land_preparation_cny_mn_per_hectare"], rel=1e-3)
    income = np.array([paid for _, _, paid in path])
    assert np.all(income >= 0) and income.sum() > cost, "land in Software Valley leaves more than it takes to prepare"
    poor = built(quarter(zone="lukou", mix={"office": 1.0}), months=120)
    assert sum(paid for _, _, paid in poor) == 0


def test_a_temporary_use_goes_back_when_its_term_ends():
    use = TemporaryUse(
        start=START,
        end=START + 12,
        zone="xinjiekou_fuzimiao",
        hectares=5.0,
        use="office",
        mix={"retail": 1.0},
        years=2.0,
    )
    path = built(use, months=60)
    taken = [done.taken[3, OFFICE] for done, _, _ in path]
    assert max(taken) > 0 and taken[-1] == pytest.approx(0, abs=1e-6)
    assert path[-1][0].delivered.sum() == pytest.approx(0, abs=1e-6)
    assert all(np.all(done.delivered >= 0) for done, _, _ in path)
    assert not any(cost or income for _, cost, income in path), "the title stays and nothing is prepared"


def test_a_mix_is_worth_more_with_more_uses_ever_less_and_one_use_nothing():
    worth = [diversity(np.ones(uses), 1.0) for uses in (1, 2, 3, 4, 5)]
    assert worth[0] == 0 and np.all(np.diff(worth) > 0) and np.all(np.diff(worth, 2) < 0)


def test_a_quarter_reaches_as_far_as_people_walk_and_never_beyond_the_zone():
    p, space, ground = P.room("builders"), np.ones(len(USES)), np.full(len(ZONES), 100e6)
    assert catchment_ratio(p) == pytest.approx((np.sqrt(0.2 / np.pi) + 0.5) ** 2 / (0.2 / np.pi))

    def reached(*hectares):
        return near_a_quarter([Quarter(2, size * 1e4, space * size) for size in hectares], ground, p)

    assert not reached(0.0).any() and np.flatnonzero(reached(20.0)).tolist() == [2]
    one, large, two = reached(20.0)[2], reached(40.0)[2], reached(20.0, 20.0)[2]
    assert large == pytest.approx(two) and one < two < 2 * one
    assert reached(*[60.0] * 500)[2] <= 1


def test_land_costs_the_lever_it_belongs_to():
    from tests.support.worlds import pilot

    model = pilot(Plan(mixed_land_use=(quarter(built_by="city"),)), scale=0.005, months=3)
    series = model.run()
    cost = series["fiscal_cost"].sum(axis=0)
    assert np.flatnonzero(cost).tolist() == [LEVERS.index("mixed_land_use")]
    assert series["land_taken_up"][-1].sum() == pytest.approx(20)
    np.testing.assert_allclose(series["jobs_by_zone"].sum(axis=1), series["jobs"].sum(axis=1))
    np.testing.assert_allclose(series["foreign_firms_by_zone"].sum(axis=1), series["foreign_firms"].sum(axis=1))
    np.testing.assert_allclose(series["visitor_nights_by_zone"].sum(axis=1), series["visitor_nights"].sum(axis=(1, 2)))
