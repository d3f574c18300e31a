"""Loans on patents and seed money: takers are limited by the money and by those short of credit who apply."""

import numpy as np
import pytest

from common.vocabulary import TASKS
from model.home.credit import Credit
from model.home.founding import held_back_by_credit
from model.levers import pilot_tasks
from model.levers.catalogue import catalogue
from tests.support.quiet_model import QuietModel


def lent(*money: float, years: int = 6, **overrides) -> tuple[np.ndarray, np.ndarray]:
    """Firms founded more (a year per thousand) and loans, by month, when so much money is on offer, million CNY a year each year."""
    credit = Credit(QuietModel(overrides={f"home.credit.{name}": value for name, value in overrides.items()}))
    found = [(credit.lend(money[min(month // 12, len(money) - 1)]), credit.loans) for month in range(12 * years)]
    more, loans = np.array(found).T
    return more, loans


def test_money_limits_takers_until_those_who_apply_do():
    small, double, ample, huge = (lent(money) for money in (500.0, 1000.0, 50_000.0, 500_000.0))
    assert small[1][0] == pytest.approx(500 / 4 / 12)
    np.testing.assert_allclose(double[1], 2 * small[1])
    np.testing.assert_allclose(double[0], 2 * small[0])
    assert np.all(ample[0] > double[0]) and np.array_equal(ample[0], huge[0])
    assert np.all(ample[1] >= double[1] * 0.99) and ample[1][-1] < ample[1][0], (
        "those who were short of credit have some"
    )


def test_no_money_founds_more_than_those_short_of_credit_can():
    most = 0.25 * held_back_by_credit(10.0, 0.25, 2.0)
    assert 1.0 < most < 1.5, "an eighth of what is founded"
    assert 0.3 * most < lent(1e9, years=30)[0][-1] < most
    assert not lent(0.0)[0].any() and not lent(-5.0)[1].any()
    assert lent(2000.0, relief=3.0)[0][-1] > lent(2000.0)[0][-1] > lent(2000.0, to_the_constrained=0.2)[0][-1]


def test_what_loans_let_found_ends_some_years_after_the_money():
    more, loans = lent(2000.0, 2000.0, 0.0, years=12)
    assert not loans[24:].any() and np.all(np.diff(more[24:]) < 0)
    assert 0.3 < more[24 + 36] / more[23] < 0.45, "a third after the term of a loan"


def test_a_firm_short_of_credit_gains_what_keeps_the_mean():
    gain = held_back_by_credit(10.0, 0.25, 2.0)
    assert 0.75 * 2 * gain + 0.25 * gain == pytest.approx(10.0)
    assert held_back_by_credit(10.0, 0.25, 1.0) == 0


def test_loans_are_met_by_somebody_and_their_task_pushes_by_no_other_amount():
    bases = {(push.channel, push.basis) for task in catalogue().values() for push in task.pushes}
    assert ("credit", "assumed_push") not in bases and not any(channel == "ip_finance" for channel, _ in bases)
    pledges = np.where(np.array(TASKS) == "1.2", 1.0, 0.0)
    pushed = pilot_tasks.push(pledges)
    assert 1500 < pushed["credit"] < 2000 and pushed["transfer_cases"] == 0
