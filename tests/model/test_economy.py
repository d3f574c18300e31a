"""Output and people: the books of 2022 close, and a change is counted once, at its declared rate."""

import numpy as np
import pytest

from common.vocabulary import SECTORS
from model.city.economy import Economy
from tests.support.outside import StillCity


def economy(**cases) -> StillCity:
    city = StillCity(**cases)
    spending = city.facts.nanjing_spending_2019_musd * city.parameters["world.reopening_closed"] / 12
    city.usual["visitor_spending"] = np.full(len(city.facts.origins), spending / len(city.facts.origins))
    city.economy = Economy(city)
    return city


def year(city: StillCity) -> float:
    """Output of twelve months."""
    total = []
    for _ in range(12):
        city.pass_months(1, city.economy)
        total.append(float(city.month_results["gdp"]))
    return sum(total)


def test_2022_repeated_sums_to_the_published_output():
    city = economy()
    assert year(city) == pytest.approx(1_690_785)
    assert year(city) == pytest.approx(1_690_785)  # nothing drifts
    assert float(city.month_results["population"]) == pytest.approx(9_491_100)


def test_quarters_have_the_declared_shape():
    city = economy()
    months = []
    for _ in range(12):
        city.pass_months(1, city.economy)
        months.append(float(city.month_results["gdp"]))
    quarters = np.array(months).reshape(4, 3).sum(axis=1) / sum(months)
    assert np.all(np.diff(quarters) > 0) and quarters[0] > 0.23


@pytest.mark.parametrize(
    ("figure", "rate"),
    [("visitor_spending", "economy.value_added_of_spending"), ("goods_exports", "economy.value_added_of_goods"),
     ("services_exports", "economy.value_added_of_services"), ("jobs", "economy.value_added_per_job")],
)  # fmt: skip
def test_a_change_counts_once_at_its_declared_rate(figure, rate):
    city = economy()
    before = year(city)
    added = 1000.0
    city.usual[figure] = city.usual[figure] + added / city.usual[figure].size
    expected = added * city.parameters[rate] * (1 if figure == "jobs" else 12)
    if figure == "visitor_spending":
        expected *= city.facts.exchange_rate(2022)
    assert year(city) - before == pytest.approx(expected, rel=1e-6)


def test_output_grows_with_the_world_and_people_with_talent():
    city = economy(incomes="central")
    grown = year(city) / 1_690_785
    assert 1.0 < grown < 1.15
    assert float(city.month_results["population"]) == pytest.approx(city.world.resident_population)
    city.usual["talent"] = city.usual["talent"] + 500.0
    city.pass_months(1, city.economy)
    assert float(city.month_results["population"]) - city.world.resident_population == pytest.approx(500 * len(SECTORS))
