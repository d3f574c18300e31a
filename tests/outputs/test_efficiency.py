import csv
import io
import re

import numpy as np
import pytest

from outputs.results.efficiency import RATIO, UNITS, efficiency_csv, efficiency_note, per_unit
from outputs.results.outcomes import effect
from outputs.results.summary import COLUMNS
from tests.support.made_up_results import dataset

FDI, VISITORS, *_ = UNITS


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
    return [dict(zip(COLUMNS, row, strict=True)) for row in csv.reader(io.StringIO(efficiency_csv(results)))]


def extra(results, variable):
    array = results[variable].astype(float)
    return effect(array).sum([dim for dim in array.dims if dim not in ("variant", "member")]).values


def test_a_price_is_cost_over_effect_with_members_between_its_ends(results):
    mean, low, *_, high = per_unit(results, VISITORS)
    spent, bought = extra(results, "fiscal_cost"), extra(results, "visitors") / 1000
    assert mean == pytest.approx(spent.mean() / bought.mean())
    each = spent / bought
    assert each.min() <= low < np.median(each) < high <= each.max()


def test_dearer_or_weaker_is_a_higher_price(results):
    price = per_unit(results, FDI)
    assert per_unit(results.assign(fiscal_cost=2 * results["fiscal_cost"]), FDI) == pytest.approx(2 * price)
    assert per_unit(results, FDI._replace(size=0.5)) == pytest.approx(price / 2)


def test_an_effect_that_may_be_nothing_has_no_price(results):
    unclear = results["visitors"].astype(float)
    flipped = unclear.sel(variant="scenario").copy()
    usual = unclear.sel(variant="counterfactual")
    flipped[{"member": slice(0, 4)}] = (2 * usual - flipped)[{"member": slice(0, 4)}]
    unclear.loc[{"variant": "scenario"}] = flipped
    doubtful = results.assign(visitors=unclear)
    assert extra(doubtful, "visitors").mean() > 0
    assert per_unit(doubtful, VISITORS) is None
    assert "thousand visitors" not in efficiency_note(doubtful, "en")
    assert all(row["outcome"] != "visitors" for row in table(doubtful))


def test_nothing_spent_buys_nothing(results):
    free = results.assign(fiscal_cost=0 * results["fiscal_cost"])
    assert per_unit(free, FDI) is None
    assert efficiency_note(free, "en") == efficiency_note(free, "zh") == ""


def test_each_lever_has_its_cost_in_each_period(results):
    rows = table(results)
    costs = {(row["outcome"], row["period"]): float(row["mean"]) for row in rows if row["measure"] == "sum"}
    assert len(costs) == 5 * 6
    assert costs["cost-duty-free", "total"] == pytest.approx(400.0)
    assert costs["cost-duty-free", "2024"] == pytest.approx(120.0)
    assert costs["cost-pilot-tasks", "total"] == 0
    ratios = {(row["outcome"], row["period"]) for row in rows if row["measure"] == RATIO}
    assert ratios == {(unit.outcome, period) for unit in UNITS for period in ("first 36 months", "total")}
    assert {row["variant"] for row in rows} == {"effect"}


def test_the_note_gives_every_price_with_its_interval(results):
    english, chinese = efficiency_note(results, "en"), efficiency_note(results, "zh")
    assert all(unit.en in english and unit.zh in chinese for unit in UNITS)
    assert re.search(r"每增加1人次游客 [\d,.]+(（[^）]+）)?万元", chinese)
    thousands, ten_thousands = (
        float(re.search(pattern, text)[1].replace(",", ""))
        for pattern, text in (
            (r"([\d,.]+) \([^)]*\) million CNY per extra thousand", english),
            (r"人次游客 ([\d,.]+)", chinese),
        )
    )
    assert ten_thousands == pytest.approx(thousands / 10, rel=0.06)
    assert english.count(" to ") == chinese.count("至") == len(UNITS)


def test_an_effect_too_small_to_notice_is_priced_in_the_file_but_not_in_the_note(results):
    usual = results["visitors"].sel(variant="counterfactual").astype(float)
    hardly = results["visitors"].astype(float)
    hardly.loc[{"variant": "scenario"}] = usual * 1.0005
    faint = results.assign(visitors=hardly)
    assert per_unit(faint, VISITORS) is not None
    assert "thousand visitors" in efficiency_note(results, "en")
    assert "thousand visitors" not in efficiency_note(faint, "en")
