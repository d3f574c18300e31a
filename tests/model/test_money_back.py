"""What comes back as tax follows declared rates, and nobody's income is counted twice but for rents."""

import numpy as np
import pytest

from common.vocabulary import GROUPS, SECTORS, TAXES
from model.city.money_back import ValueAdded, by_education, money_back, taxes
from model.parameters import Parameters

P = Parameters().room("economy")
FLOWS = ValueAdded(jobs=1000.0, spending=200.0, goods=600.0, services=100.0)


def test_exports_bear_no_value_added_tax_and_taxes_add_up_over_flows():
    vat = TAXES.index("value_added")
    exports = ValueAdded(0.0, 0.0, FLOWS.goods, FLOWS.services)
    at_home = ValueAdded(FLOWS.jobs, FLOWS.spending, 0.0, 0.0)
    assert taxes(exports, P)[vat] == 0 and np.all(taxes(at_home, P) > 0)
    assert taxes(exports, P) + taxes(at_home, P) == pytest.approx(taxes(FLOWS, P))
    assert 0.08 < taxes(at_home, P).sum() / sum(at_home) < 0.25, "near the share of tax in China's output"


def test_incomes_and_taxes_on_them_add_up_to_value_added():
    found = money_back(FLOWS, 50.0, P)
    groups, tax = (
        dict(zip(GROUPS, found["income_by_group"], strict=True)),
        dict(zip(TAXES, found["public_income"], strict=True)),
    )
    incomes = groups["residents"] + groups["foreign_firms"] + groups["other_firms"]
    assert incomes + tax["profits"] + tax["wages"] == pytest.approx(sum(FLOWS)), "value added tax comes on top"
    assert groups["landowners"] == 50.0
    assert 0 < found["public_income_local"] < found["public_income"].sum()


def test_jobs_by_education_add_up_and_follow_the_sectors():
    share = np.linspace(0.2, 0.9, len(SECTORS))
    jobs = np.arange(1.0, len(SECTORS) + 1)
    degree, without = by_education(jobs, share)
    assert degree + without == pytest.approx(jobs.sum()) and degree == pytest.approx((share * jobs).sum())
    more = jobs.copy()
    more[-1] += 10
    assert np.diff([by_education(jobs, share), by_education(more, share)], axis=0)[0] == pytest.approx([9.0, 1.0])
