import csv
import io
import re

import numpy as np
import pytest

from common.vocabulary import LEVERS
from outputs.documents.document import Table
from outputs.report.costs import costs
from outputs.report.effects import RISE
from outputs.report.measures import whole
from outputs.report.run import as_run
from outputs.results.outcomes import effect
from outputs.results.prices import BY_KEY, MEASURE, PRICES, cost_per_unit, price_text, prices_csv, prices_note
from outputs.results.summary_rows import COLUMNS
from tests.support.made_up_results import dataset

BOUGHT = [price.key for price in PRICES]


@pytest.fixture(scope="module")
def results():
    """A run whose scenario spends ten million a month more and brings more of everything."""
    made = dataset(months=40, members=12, start="2023-06")
    spent = np.linspace(9.0, 11.0, 12)
    cost = made["fiscal_cost"].astype(float)
    cost.loc[{"variant": "counterfactual"}] = 0.0
    cost.loc[{"variant": "scenario"}] = 0.0
    cost.loc[{"variant": "scenario", "lever": "duty_free"}] = spent[:, None]
    return made.assign(fiscal_cost=cost)


def table(results):
    return [dict(zip(COLUMNS, row, strict=True)) for row in csv.reader(io.StringIO(prices_csv(results)))]


def extra(results, variable):
    array = results[variable].astype(float)
    return effect(array).sum([dim for dim in array.dims if dim not in ("variant", "member")]).values


def doubtful(results):
    """The same with fewer visitors than in the counterfactual in four of twelve members."""
    unclear = results["visitors"].astype(float)
    flipped = unclear.sel(variant="scenario").copy()
    usual = unclear.sel(variant="counterfactual")
    flipped[{"member": slice(0, 4)}] = (2 * usual - flipped)[{"member": slice(0, 4)}]
    unclear.loc[{"variant": "scenario"}] = flipped
    unclear.attrs = results["visitors"].attrs
    return results.assign(visitors=unclear)


def test_a_price_is_cost_over_effect_with_members_between_its_ends(results):
    mean, low, *_, high = cost_per_unit(results, "visitors")
    spent, bought = extra(results, "fiscal_cost"), extra(results, "visitors")
    assert mean == pytest.approx(spent.mean() / bought.mean())
    each = spent / bought
    assert each.min() <= low < np.median(each) < high <= each.max()


def test_dearer_or_weaker_is_a_higher_price(results):
    price = cost_per_unit(results, "fdi")
    dearer = results.assign(fiscal_cost=2 * results["fiscal_cost"])
    assert cost_per_unit(dearer, "fdi") == pytest.approx(2 * price)
    stronger = results.assign(
        fdi_actual_use=2 * results["fdi_actual_use"].assign_attrs(results["fdi_actual_use"].attrs)
    )
    stronger["fdi_actual_use"].attrs = results["fdi_actual_use"].attrs
    assert cost_per_unit(stronger, "fdi") == pytest.approx(price / 2)


def test_an_effect_that_may_be_nothing_has_no_price(results):
    unclear_visitors = doubtful(results)
    assert extra(unclear_visitors, "visitors").mean() > 0
    assert cost_per_unit(unclear_visitors, "visitors") is None
    assert "additional visitor" not in prices_note(unclear_visitors, "en")
    assert all(row["outcome"] != "visitors" for row in table(unclear_visitors))


def test_nothing_spent_buys_nothing(results):
    free = results.assign(fiscal_cost=0 * results["fiscal_cost"])
    assert cost_per_unit(free, "fdi") is None
    assert prices_note(free, "en") == prices_note(free, "zh") == ""


def test_each_lever_has_its_cost_in_each_period(results):
    rows = table(results)
    costs = {(row["outcome"], row["period"]): float(row["mean"]) for row in rows if row["measure"] == "sum"}
    assert len(costs) == len(LEVERS) * 6
    assert costs["cost-duty-free", "total"] == pytest.approx(400.0)
    assert costs["cost-duty-free", "2024"] == pytest.approx(120.0)
    assert costs["cost-pilot-tasks", "total"] == 0
    ratios = {(row["outcome"], row["period"]) for row in rows if row["measure"] == MEASURE}
    assert ratios == {(key, period) for key in BOUGHT for period in ("first 36 months", "total")}
    assert {row["variant"] for row in rows} == {"effect"}
    named = {row["outcome"]: (row["name_en"], row["unit"]) for row in rows if row["measure"] == MEASURE}
    assert named["visitors"] == ("Cost per additional visitor", "million CNY per 1000"), (
        "a name beside which the unit holds"
    )


def test_the_note_gives_every_price_with_its_interval(results):
    english, chinese = prices_note(results, "en"), prices_note(results, "zh")
    assert all(price.en in english and price.zh in chinese for price in PRICES)
    yuan, ten_thousands = (
        float(re.search(pattern, text)[1].replace(",", ""))
        for pattern, text in (
            (r"([\d,.]+) \([^)]*\) CNY per additional visitor", english),
            (r"人次游客 ([\d,.]+)(?:（[^）]+）)?万元", chinese),
        )
    )
    assert ten_thousands == pytest.approx(yuan / 1e4, rel=0.06)
    assert english.count(" to ") == chinese.count("至") == len(PRICES)


@pytest.mark.parametrize("variant", ["clear", "unclear", "free", "one member", "nothing bought"])
def test_summary_closing_note_and_report_agree_on_which_prices_exist(results, variant):
    """A price is in all three or in none, with the same numbers; each is of an effect that the report calls a rise."""
    changed = {
        "clear": lambda: results,
        "unclear": lambda: doubtful(results),
        "free": lambda: results.assign(fiscal_cost=0 * results["fiscal_cost"]),
        "one member": lambda: results.isel(member=[0]),
        "nothing bought": lambda: dataset(months=40, members=12, effect=0).assign(fiscal_cost=results["fiscal_cost"]),
    }[variant]()
    run = as_run(changed, "en")
    in_file = {row["outcome"]: row for row in table(changed) if (row["measure"], row["period"]) == (MEASURE, "total")}
    shown = [block for block in costs(run).blocks if isinstance(block, Table) and block.caption == "Cost per effect"]
    in_report = {row[0].text: row[1].text for block in shown for row in block.rows}
    note = prices_note(changed, "en")
    for price in PRICES:
        exists = price.key in in_file
        assert exists == (price.en in in_report) == (price.en in note)
        if exists:
            assert whole(run, BY_KEY[price.key]).direction == RISE
            text = price_text(cost_per_unit(changed, price.key), price, "en")
            assert text.partition(" (")[0] == in_report[price.en] and f"{text} {price.en}" in note
            in_reader_unit = float(in_file[price.key]["mean"]) / price.file_factor * price.en_factor
            assert in_reader_unit == pytest.approx(float(cost_per_unit(changed, price.key)[0]) * price.en_factor)
    assert len(in_file) == {"clear": len(PRICES), "unclear": len(PRICES) - 1}.get(variant, 0)


def test_a_small_effect_that_is_a_clear_rise_has_a_price_everywhere(results):
    usual = results["visitors"].sel(variant="counterfactual").astype(float)
    small = results["visitors"].astype(float)
    small.loc[{"variant": "scenario"}] = usual * 1.0005
    small.attrs = results["visitors"].attrs
    assert "additional visitor" in prices_note(results.assign(visitors=small), "en")
