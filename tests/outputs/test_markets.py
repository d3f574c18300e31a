"""Origins with new rights and those that change most are named, whatever their size, and nothing is lost."""

import json

import numpy as np
import pytest

from outputs.figures.figure_numbers import numbers_of
from outputs.figures.origins import shown_origins
from outputs.figures.routes import routes
from outputs.report.monthly import MARKETS, figure_tables
from outputs.report.run import as_run
from outputs.report.zones_section import SHOWN, zones_section
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
    visitors = found["visitors"].copy(deep=True)
    visitors.loc[{"origin": "NZL"}] = 0.01
    visitors.loc[{"origin": "NZL", "variant": "scenario"}] = 900.0
    kept = {"weekly_flights": flights, "visitors": visitors}
    return found.assign({name: array.assign_attrs(found[name].attrs) for name, array in kept.items()})


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


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_visitors_are_shown_where_they_change_most_in_table_and_figure_and_the_rest_is_added_up(small, lang):
    run = as_run(small, lang)
    table = zones_section(run).parts[2].blocks[0]
    *named, rest, total = table.rows
    by_origin = small["visitors"].sum(("month", "purpose")).transpose("variant", "member", "origin").values
    shown = shown_origins(by_origin, small["origin"].values)
    assert [row[0].text for row in named] == [run.names("origin")[k] for k in shown] and len(named) == SHOWN
    assert named[0][0].text == {"en": "New Zealand", "zh": "新西兰"}[lang] and f"{SHOWN}" in table.caption
    gains = np.abs((by_origin[1] - by_origin[0]).mean(0))
    others = np.setdiff1d(np.arange(len(gains)), shown)
    assert gains[shown].min() >= gains[others][small["origin"].values[others] != "ROW"].max()
    assert sum(row[1].value for row in (*named, rest)) == pytest.approx(total[1].value)
