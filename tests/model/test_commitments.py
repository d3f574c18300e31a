"""National payments turned back into commitments, and what a fall of investment in China does to Nanjing."""

import numpy as np
import pytest

from model.facts import facts
from model.parameters import Parameters
from model.world import commitment_law
from model.world.climate import national_history, national_observed
from model.world.commitments import AFTER, commitments, payment_filter
from tests.support.whole_model import ABROAD_STILL, run

LAW = commitment_law(facts(), Parameters())
TRADE = ("goods_exports", "goods_imports", "services_exports")


def test_the_law_of_payment_is_a_law():
    assert LAW.sum() == pytest.approx(1) and np.all(LAW >= 0)
    assert 6 < LAW @ np.arange(LAW.size) < 18, "a commitment is paid about a year later"


def test_steady_payments_come_from_as_large_commitments():
    assert payment_filter(LAW).sum() == pytest.approx(1)
    assert commitments(np.full(120, 0.7), LAW) == pytest.approx(0.7)


def test_commitments_give_the_payments_back_and_lead_them():
    (years, value, _), (later, after, _) = national_history(), national_observed(facts())
    paid = np.repeat(np.concatenate([value, after, after[-1:].repeat(3)]), 12)
    committed = commitments(paid, LAW)
    again = np.convolve(np.concatenate([np.full(LAW.size, paid[0]), committed]), LAW)[
        LAW.size : LAW.size + committed.size
    ]
    by_year = [path[: 12 * (years.size + later.size)].reshape(-1, 12).mean(axis=1) for path in (paid, again, committed)]
    assert by_year[1] == pytest.approx(by_year[0], rel=0.03)
    at = list(np.concatenate([years, later])).index(2023)
    assert by_year[2][at] < 0.8 * by_year[0][at], "what is paid in 2024 was not signed in 2023"


def test_a_longer_run_has_the_same_commitments():
    paid = 1 + 0.3 * np.sin(np.arange(200) / 9)
    assert np.array_equal(commitments(paid, LAW)[:90], commitments(paid[: 90 + AFTER], LAW))


@pytest.mark.long
def test_when_investment_in_china_falls_money_jobs_trade_and_output_fall_together():
    def totals(case):
        series = run(months=36, scale=0.005, **ABROAD_STILL | {"investment_climate": case, "reopening": "frozen_2022"})
        flows = ("fdi_actual_use", "new_foreign_firms", "rival_fdi", "gdp", *TRADE, "services_imports")
        return {name: series[name][24:].sum() for name in flows} | {"jobs": series["jobs"][-1].sum()}

    still, fell = totals("frozen"), totals("observed")
    assert fell["new_foreign_firms"] > still["new_foreign_firms"], "registrations rose"
    assert all(fell[name] < still[name] for name in ("fdi_actual_use", "jobs", "gdp", *TRADE))
    assert fell["services_imports"] == pytest.approx(still["services_imports"], rel=0.002), "they have no firms"
    ours, theirs = (fell[name] / still[name] for name in ("fdi_actual_use", "rival_fdi"))
    assert ours == pytest.approx(theirs, abs=0.12), "Nanjing keeps its share of the nation"
