import numpy as np
import pytest

from model.firms import capital
from model.firms.founding import Since

U = (np.arange(200_000) + 0.5) / 200_000
YOUNG = capital.Youth(more=0.8, months=60)


@pytest.mark.parametrize("mean", [1.0, 40.0, 300.0])
def test_tickets_have_the_mean_they_were_solved_for(mean):
    location = capital.ticket_location(np.array(mean), 1.5, 1200.0)
    drawn = capital.tickets(U, location, 1.5, 1200.0)
    assert drawn.mean() == pytest.approx(mean, rel=2e-3)
    assert drawn.max() <= 1200 and np.all(np.diff(drawn) >= 0)


def test_a_mean_above_the_cap_is_refused():
    with pytest.raises(ValueError, match="cap"):
        capital.ticket_location(np.array([10.0, 1300.0]), 1.5, 1200.0)


def test_the_paid_share_has_its_mean_and_stays_a_share():
    paid = capital.paid_share(U, 0.4)
    assert paid.mean() == pytest.approx(0.4, abs=1e-3)
    assert paid.min() > 0 and paid.max() < 1


def test_instalments_keep_to_their_span():
    u = np.random.default_rng(1).random((3, 5000))
    first, step, number = capital.payment_plan(u, 5, (12.0, 36.0), 3)
    last = capital.due(first, step, number - 1)
    assert set(number) == {1, 2, 3, 4, 5} and set(first) == {0, 1, 2, 3}
    several = number > 1
    assert np.all(last[~several] == first[~several])
    assert np.all((last - first)[several] >= 12) and np.all((last - first)[several] <= 36)


def test_lifetime_is_the_sum_of_survival():
    hazard, ages = np.array([0.004, 0.02]), np.arange(20_000)
    for since in (0, 10, 60, 200):
        summed = capital.survival(ages[since:, None], hazard, YOUNG).sum(axis=0)
        assert capital.lifetime(hazard, YOUNG, since) == pytest.approx(summed, rel=1e-6)


def test_the_base_hazard_gives_the_asked_lifetime():
    multiples = capital.profit_levels(0.5) ** -0.5
    hazard = capital.base_hazard(np.array([60.0, 170.0, 490.0]), multiples, YOUNG)
    lived = capital.lifetime(hazard[:, None] * multiples, YOUNG).mean(axis=1)
    assert lived == pytest.approx([60.0, 170.0, 490.0], rel=1e-6)


def test_steady_ages_follow_survival():
    hazard = 0.006
    age = capital.steady_age(U, np.full(U.size, hazard), YOUNG)
    found = np.bincount(age, minlength=400)[:400] / U.size
    expected = capital.survival(np.arange(400), hazard, YOUNG) / capital.lifetime(np.array(hazard), YOUNG)
    assert np.abs(found - expected).max() < 2e-5


def test_profit_levels_average_to_one():
    levels = capital.profit_levels(0.6)
    assert levels.mean() == pytest.approx(1.0) and np.all(np.diff(levels) > 0)


def test_a_start_after_2022_finds_the_firms_that_came_since():
    """Three years with twice the projects, then half of them: ages and numbers are those of simple counting."""
    hazards = np.array([[0.004, 0.03], [0.01, 0.02]])
    number = np.repeat([0.5, 2.0, 2.0], 12)
    since = Since(hazards, YOUNG, number, 1)
    ages = np.arange(6000)
    alive = capital.survival(ages, hazards[..., None], YOUNG)
    counted = alive * np.append(number, np.ones(ages.size - number.size))
    assert since.here == pytest.approx(counted.sum(axis=-1), rel=1e-6)
    assert since.growth == pytest.approx(counted.sum(axis=(1, 2)) / alive.sum(axis=(1, 2)), rel=1e-6)
    sector, level = np.ones(U.size, np.int64), np.zeros(U.size, np.int64)
    age = capital.steady_age(since.steady(U, sector, level), np.full(U.size, hazards[1, 0]), YOUNG)
    found = np.bincount(age, minlength=400)[:400] / U.size
    assert np.abs(found - counted[1, 0, :400] / counted[1, 0].sum()).max() < 3e-5


def test_a_start_in_2023_finds_the_steady_stock():
    since = Since(np.array([[0.01, 0.02]]), YOUNG, np.zeros(0), 1)
    assert since.growth == pytest.approx(1.0) and since.steady(U, U.astype(int), U.astype(int)) is U
