"""Flights: origins with new rights and those that change most are named, whatever their size, and nothing is lost."""

import json

import numpy as np
import pytest

from outputs.figures.figure_numbers import numbers_of
from outputs.figures.routes import routes
from outputs.report.monthly import MARKETS, figure_tables
from outputs.report.run import as_run
from outputs.results.markets import named_markets
from tests.support.reporting import results

GRANTS = [{"from": "2023-03", "origins": ["FRA", "NZL"], "weekly_frequencies": 6}]


@pytest.fixture(scope="module")
def small():
    """Results in which origins with new rights hardly have a flight, and one small market gains most."""
    text = json.dumps({"levers": {"route_rights": {"grants": GRANTS}}})
    found = results(text, members=3, months=14).copy()
    flights = found["weekly_flights"].copy(deep=True)
    flights.loc[{"origin": ["FRA", "NZL"]}] *= 1e-6
    flights.loc[{"origin": "ESP"}] = 0.01
    flights.loc[{"origin": "ESP", "variant": "scenario"}] = 50.0
    return found.assign(weekly_flights=flights.assign_attrs(found["weekly_flights"].attrs))


def test_new_rights_and_large_changes_are_named_before_large_markets(small):
    means = small["weekly_flights"].mean(("member", "month"))
    usual, scenario = (means.sel(variant=name).values for name in ("counterfactual", "scenario"))
    named = [str(small["origin"].values[k]) for k in named_markets(small, usual, scenario, 12)]
    assert len(named) == len(set(named)) == 12 and {"FRA", "NZL", "ESP"} <= {*named}
    assert str(small["origin"].values[np.argmax(usual)]) in named


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_table_and_figure_of_flights_hold_the_rest_and_the_total(small, lang):
    run = as_run(small, lang)
    table = next(one for one in figure_tables(run) if one.caption.startswith(("Flights by", "各客源地航班")))
    *named, _, total = table.rows
    assert table.last and len(named) == MARKETS
    last = small["weekly_flights"].isel(month=slice(-12, None)).mean(("month", "member")).sum("origin")
    assert total[-1].value == pytest.approx(float(last.sel(variant="scenario")))
    assert sum(row[-1].value for row in table.rows[:-1]) == pytest.approx(total[-1].value)
    figure = routes(small, lang, 1)
    names = [row[0] for row in numbers_of(figure).rows]
    assert {"en": ["All others", "Together"], "zh": ["其余", "合计"]}[lang] == list(dict.fromkeys(names))[-2:]
    assert any(
        {"en": "all together", "zh": "全部合计"}[lang] in text.get_text().replace("\n", " ") for text in figure.texts
    )
