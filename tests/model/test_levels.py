"""Where the model starts: the levels of 2022 and 2019 that were published, met without being written in; see also ``test_drift.py``."""

import functools

import numpy as np
import pytest

from model.facts.months import month_index
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import plans, setting
from tests.support.whole_model import START, origin, run

MEMBERS = 4
FDI_2022, HONG_KONG_2022 = 4850.0, 0.81
"""Nanjing's FDI in actual use in 2022, million USD, and the share by way of Hong Kong (city bureau of commerce)."""
GOODS_2022, GDP_2022, PEOPLE_2022 = 629_213.0, 1_690_785.0, 9.4911e6
"""Goods trade and GDP of 2022, million CNY, and residents (statistical communique of 2022)."""
PROJECTS = 344.0
"""New foreign projects a year: four times the 86 of a first quarter, most likely 2018's."""
VISITORS_2019, RECEIPTS_2019 = 853_110.0, 942.04e6
"""Inbound overnight visitors and receipts, USD, of 2019 (city statistics)."""


@functools.cache
def projected() -> dict[str, np.ndarray]:
    """Yearly figures of the shipped scenario without a pilot, drawn parameters, central world: (members, 3 years)."""
    about = setting(read(FOLDER / "no-pilot.yaml"))
    assert (about.start, about.months) == (START, 36)
    assert plans(read(FOLDER / "no-pilot.yaml"))["scenario"] == plans(read(FOLDER / "no-pilot.yaml"))["counterfactual"]
    return figures([run(member=member, months=36, drawn=True, **about.world) for member in range(MEMBERS)])


def figures(members: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    def by_year(values: np.ndarray) -> np.ndarray:
        return values.reshape(len(values) // 12, 12, -1).sum(axis=(1, 2))

    found: dict[str, list] = {}
    for series in members:
        fdi, visitors = by_year(series["fdi_by_origin"]), by_year(series["visitors"])
        for name, values in {
            "fdi": fdi,
            "through Hong Kong": by_year(series["fdi_by_origin"][:, origin("HKG")]) / fdi,
            "new firms": by_year(series["new_foreign_firms"]),
            "goods": by_year(series["goods_exports"]) + by_year(series["goods_imports"]),
            "gdp": by_year(series["gdp"]),
            "people": by_year(series["population"]) / 12,
            "visitors": visitors,
            "nights": by_year(series["visitor_nights"]) / visitors,
            "spending": by_year(series["visitor_spending"]) * 1e6 / visitors,
            "load": by_year(series["load_factor"] * series["seats"]) / by_year(series["seats"]),
        }.items():
            found.setdefault(name, []).append(values)
    return {name: np.array(values) for name, values in found.items()}


def mean(found: dict[str, np.ndarray], name: str, year: int = 0) -> float:
    return float(found[name][:, year].mean())


def test_the_first_projected_year_follows_on_2022():
    found = projected()
    assert mean(found, "goods") == pytest.approx(GOODS_2022 * 1.05, rel=0.07)
    assert mean(found, "gdp") == pytest.approx(GDP_2022 * 1.05, rel=0.05)
    assert mean(found, "fdi") == pytest.approx(FDI_2022, rel=0.15)
    assert mean(found, "through Hong Kong") == pytest.approx(HONG_KONG_2022, abs=0.05)
    assert mean(found, "people") == pytest.approx(PEOPLE_2022, rel=0.03)
    assert 200 < mean(found, "new firms") < 410, "within the prior of the level of 2022"


def test_visitors_come_back_over_three_years():
    found = projected()
    shares = found["visitors"] / VISITORS_2019
    assert np.all(np.diff(shares, axis=1) > 0)
    assert np.all(shares[:, 0] < 0.6)
    assert 0.55 < shares[:, 2].mean() < 1.10
    assert shares[:, 2].std() > 0.03, "nobody knew how fast travel would come back"


def test_visitors_stay_and_spend_as_visitors_did():
    """3.4 days each in 2013 (city statistics), 1,104 USD each in 2019."""
    found = projected()
    for year in range(3):
        assert 2.8 < mean(found, "nights", year) < 3.8
        assert mean(found, "spending", year) == pytest.approx(1104, rel=0.2)


def test_members_differ_most_where_few_projects_count():
    """Investment is made by a few large projects, trade by thousands of firms."""
    found = projected()
    spread = {name: float(np.std(found[name][:, 0]) / np.mean(found[name][:, 0])) for name in ("fdi", "goods", "gdp")}
    assert 0.05 < spread["fdi"] < 0.45
    assert spread["gdp"] < spread["goods"] < spread["fdi"]


def test_history_is_replayed_before_2023():
    """Visitors of 2013 were 61 % of 2019's (519 thousand), and next to none came in 2021."""
    drawn = [run(months=12, member=k, start=month_index(2013, 1), drawn=True)["visitors"].sum() for k in range(2)]
    before = sum(drawn) / len(drawn)
    closed = run(months=12, start=month_index(2021, 1))["visitors"].sum()
    assert before == pytest.approx(519_000, rel=0.25)
    assert closed < 0.1 * VISITORS_2019
