"""Budgets on the spot: dearer stays are shorter and thriftier, and shopping takes from the rest of the budget."""

import pytest

from model.parameters import Parameters
from model.visitors.budgets import Budgets


def budget(price: float = 1.0, saved: float = 0.0, **overrides: float):
    return Budgets(Parameters({f"visitors.{name}": value for name, value in overrides.items()})).at(price, saved)


def spending(price: float, **overrides: float) -> float:
    """USD over the whole stay."""
    now = budget(price, **overrides)
    return now.nights * now.a_night


def test_at_the_prices_of_2019_everything_is_as_in_2019():
    usual = budget()
    assert (usual.nights, usual.a_night) == pytest.approx((1.0, 1.0))
    assert usual.shopping == pytest.approx(Parameters()["visitors.shopping_share"])


@pytest.mark.parametrize("elasticity", [0.3, 0.8, 1.2])
def test_a_dearer_yuan_raises_dollars_a_head_by_less_than_itself(elasticity):
    dearer = spending(1.1, spot_price_elasticity=elasticity)
    assert dearer == pytest.approx(1.1 ** (1 - elasticity))
    assert dearer < 1.1 and budget(1.1, spot_price_elasticity=elasticity).nights < 1


@pytest.mark.parametrize("substitution", [0.3, 1.0, 1.00005, 2.0])
def test_shopping_shares_the_budget(substitution):
    usual, cheap = (
        budget(shopping_price_elasticity=substitution),
        budget(saved=0.1, shopping_price_elasticity=substitution),
    )
    paid = cheap.others + cheap.shopping * (1 - 0.1)
    assert cheap.shopping > usual.shopping and cheap.nights == usual.nights
    assert paid < 1.0 < cheap.a_night, "less is paid after refunds, more passes the shops' tills"
    assert cheap.others < usual.others or substitution < 1
    assert budget(saved=0.2, shopping_price_elasticity=substitution).shopping > cheap.shopping


def test_the_cases_on_both_sides_of_even_shares_meet():
    below, even, above = (budget(saved=0.1, shopping_price_elasticity=e).a_night for e in (0.9997, 1.0, 1.0003))
    assert below < even < above and above - below < 1e-4
