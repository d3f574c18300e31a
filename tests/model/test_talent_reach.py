"""Whom a policy can reach: graduates, those recommended, those who settle; pay and employers' answer; the season."""

import numpy as np
import pytest

from common.vocabulary import SECTORS
from model.talent import hiring
from tests.model.test_talent import TECHNOLOGY, lived
from tests.support.quiet_model import quiet_policy


@pytest.fixture(scope="module")
def usual():
    return lived(quiet_policy(), 36, seed=5)[1]


def test_alumni_work_brings_returnees_and_recommendation_foreigners(usual):
    called = lived(quiet_policy(alumni=0.15), 36, seed=5)[1]
    recommended = lived(quiet_policy(recommendation=0.15), 36, seed=5)[1]
    assert called["returnees"][-1].sum() > 1.001 * usual["returnees"][-1].sum()
    assert np.array_equal(called["professionals"], usual["professionals"])
    assert recommended["professionals"][-1].sum() > 1.01 * usual["professionals"][-1].sum()
    assert np.array_equal(recommended["returnees"], usual["returnees"])


def test_permanent_residence_holds_those_on_permits_and_more_with_more_of_it(usual):
    little, much = (lived(quiet_policy(settlement=share), 36, seed=5)[1] for share in (0.1, 0.3))
    here = [path["professionals"][-1].sum() for path in (usual, little, much)]
    assert here[0] < here[1] < here[2] < 1.15 * here[0]
    assert np.array_equal(much["returnees"], usual["returnees"])


def test_it_differs_from_a_permit_of_five_years(usual):
    """A long permit puts renewal off for all; permanent residence ends it for those who qualify."""
    long = lived(quiet_policy(years=5), 36, seed=5)[0]
    settled = lived(quiet_policy(settlement=0.2), 36, seed=5)[0]
    never = [np.mean(talent.people["permit_end"] > 10_000) for talent in (long, settled)]
    assert never[1] > never[0]


def test_pay_rises_with_vacancies_and_employers_open_fewer_posts_for_it():
    def boom(model):
        jobs = np.full(len(SECTORS), 900.0)
        jobs[TECHNOLOGY] *= 1.5
        model.wires.send("firms_to_talent", jobs)

    model_pay = {
        share: lived(quiet_policy(), 30, change=boom, overrides={"talent.labour_demand": share})[0]
        for share in (0.15, 0.75)
    }
    inelastic, elastic = model_pay[0.15], model_pay[0.75]
    assert inelastic.pay[TECHNOLOGY] > 1.005 and inelastic.pay[TECHNOLOGY] == inelastic.pay.max()
    assert np.delete(inelastic.pay, TECHNOLOGY) == pytest.approx(np.ones(len(SECTORS) - 1), abs=0.03)
    posts = [talent._posts.reshape(2, -1)[:, TECHNOLOGY].sum() for talent in (inelastic, elastic)]
    assert posts[1] < posts[0]
    assert np.array_equal(inelastic.model.wires.hear("talent_to_home"), inelastic.pay)


def test_a_pay_round_closes_on_the_wage_curve():
    pay = np.zeros(2)
    for _ in range(60):
        pay = pay + hiring.pay_round(pay, np.array([2.0, 1.0]), np.array([1.0, 1.0]), 0.1, 12)
    assert pay == pytest.approx([0.1 * np.log(2), 0.0], abs=1e-3)


def test_arrivals_have_a_season(usual):
    by_month = usual["talent_arrivals"].sum(axis=1).reshape(3, 12).mean(axis=0)
    assert by_month[6:9].mean() > 1.05 * by_month[:3].mean(), "graduates come in summer and autumn"


def test_young_domestic_firms_ask_for_people_in_their_field(usual):
    def founded(model):
        jobs = np.full(len(SECTORS), 900.0)
        jobs[TECHNOLOGY] *= 2
        model.wires.send("home_to_talent", jobs)

    more = lived(quiet_policy(), 36, seed=5, change=founded)[1]["talent"][-1] / usual["talent"][-1]
    assert more[TECHNOLOGY] > 1.01
    assert np.delete(more, TECHNOLOGY) == pytest.approx(np.ones(len(SECTORS) - 1), abs=0.01)
