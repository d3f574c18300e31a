import csv
import io

import numpy as np
import pytest
import xarray as xr
from rich.console import Console

from outputs.report.risks import unused
from outputs.report.run import as_run
from outputs.results.closing_rows import as_table, closing_rows, unused_notes
from outputs.results.outcomes import effect
from outputs.results.prices import MEASURE
from outputs.results.prices import rows as prices_rows
from outputs.results.summary_rows import COLUMNS, EXPORTED, over, summary_csv
from outputs.results.unit_words import unit_words
from tests.support.made_up_results import dataset


@pytest.fixture(scope="module")
def results():
    return dataset(months=40, members=12, start="2023-06")


@pytest.fixture(scope="module")
def rows(results):
    return list(csv.DictReader(io.StringIO(summary_csv(results))))


def one(rows, **wanted):
    (found,) = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
    return found


def test_every_outcome_period_and_variant_has_one_row(rows):
    periods = ["2023", "2024", "2025", "2026", "first 36 months", "total"]
    wanted = [(o.key, p, v) for o in EXPORTED for p in periods for v in ("counterfactual", "scenario", "effect")]
    assert [(row["outcome"], row["period"], row["variant"]) for row in rows] == wanted
    assert tuple(rows[0]) == COLUMNS
    assert all(
        (row["name_en"], row["name_zh"]) == (o.en, o.zh) for o in EXPORTED for row in rows if row["outcome"] == o.key
    )


def test_a_flow_is_added_up_and_its_effect_is_taken_member_by_member(results, rows):
    members = results["fdi_actual_use"].sum(("sector", "zone"))
    first_36 = members.isel(month=slice(36)).sum("month")
    row = one(rows, outcome="fdi", period="first 36 months", variant="scenario")
    assert float(row["mean"]) == pytest.approx(float(first_36.sel(variant="scenario").mean()), rel=1e-9)
    change = first_36.sel(variant="scenario") - first_36.sel(variant="counterfactual")
    row = one(rows, outcome="fdi", period="first 36 months", variant="effect")
    for column, share in (("p10", 0.1), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p90", 0.9)):
        assert float(row[column]) == pytest.approx(float(np.quantile(change, share, method="weibull")), rel=1e-9)
    assert (row["measure"], row["unit"]) == ("sum", "million USD")


def test_years_add_up_to_the_total(rows):
    years = [
        float(one(rows, outcome="visitors", period=y, variant="scenario")["mean"])
        for y in ("2023", "2024", "2025", "2026")
    ]
    assert sum(years) == pytest.approx(float(one(rows, outcome="visitors", period="total", variant="scenario")["mean"]))


def test_a_stock_is_that_of_the_last_month(results, rows):
    talent = results["talent"].sum("sector").sel(variant="scenario").mean("member")
    for period, month in (("2024", "2024-12"), ("total", "2026-09"), ("first 36 months", "2026-05")):
        row = one(rows, outcome="talent", period=period, variant="scenario")
        assert float(row["mean"]) == pytest.approx(float(talent.sel(month=month).item()), rel=1e-9)
        assert row["measure"] == "end"


def test_goods_trade_is_both_ways(results, rows):
    both = (results["goods_exports"] + results["goods_imports"]).sum(("origin", "month")).sel(variant="scenario")
    assert float(one(rows, outcome="goods-trade", period="total", variant="scenario")["mean"]) == pytest.approx(
        float(both.mean())
    )


def test_only_runs_longer_than_the_pilot_have_rows_for_it_beside_the_total():
    assert "first 36" not in summary_csv(dataset(months=36, members=2))
    assert "first 36" in summary_csv(dataset(months=37, members=2))


def test_every_row_says_in_words_what_it_counts(results, rows):
    words = {(row["outcome"], row["unit_en"], row["unit_zh"]) for row in rows}
    assert {
        ("visitors", "visitors", "人次"),
        ("goods-trade", "million CNY", "百万元"),
        ("jobs", "jobs", "个岗位"),
    } <= words
    prices = {row.outcome: row.unit_zh for row in prices_rows(results) if row.measure == MEASURE}
    assert (prices["visitors"], prices["fdi"]) == ("百万元/千人次", "百万元/百万美元")
    assert all(row["unit_en"] and row["unit_en"] != "–" for row in rows)
    assert not any("1" in told or "–" in told for told in prices.values())
    assert unit_words("fdi", "share", "1") == ("share of the effect", "占全部效果的比例")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_tells_every_outcome_in_the_readers_units(results, lang):
    told = closing_rows(results, lang)
    assert [line.outcome.split("（")[0].split(",")[0] for line in told] == [
        o.name(lang).split("（")[0] for o in EXPORTED
    ]
    assert told[0].unit == {"zh": "亿美元", "en": "million USD"}[lang]
    assert all(line.effect[0] in "+\N{MINUS SIGN}0" for line in told)
    spans = {line.outcome: "（" in line.effect or "(" in line.effect for line in told}
    assert spans.pop({"zh": "财政成本", "en": "Fiscal cost"}[lang]) is False and all(spans.values())
    console = Console(width=140, record=True, file=io.StringIO())
    console.print(as_table(results, lang))
    text = console.export_text()
    assert all(line.effect in text and line.scenario in text for line in told)
    assert {"zh": "12 个模拟样本", "en": "12 members"}[lang] in text


def test_without_an_effect_the_table_says_zero():
    for line in closing_rows(dataset(members=3, effect=0.0), "en"):
        if line.outcome != "Fiscal cost":
            assert line.effect.startswith("0")
            assert line.counterfactual == line.scenario


def test_levels_beside_an_effect_of_zero_are_printed_alike():
    results = dataset(members=4, months=24)
    usual = results["fdi_actual_use"].sel(variant="counterfactual", drop=True)
    level = float(over(results, EXPORTED[0]).sel(variant="counterfactual").mean())
    tiny = np.linspace(-2e-5, 2.4e-5, 4)[:, None]
    for size in np.linspace(0.9, 1.1, 41):
        scaled = usual * (size * 12345.5 / level)
        moved = scaled * (1 + xr.DataArray(tiny[:, 0], dims="member"))
        found = xr.concat([scaled, moved], "variant").assign_coords(variant=results["variant"].values)
        results["fdi_actual_use"] = found.transpose(*results["fdi_actual_use"].dims).assign_attrs(
            results["fdi_actual_use"].attrs
        )
        (row,) = closing_rows(results, "en", EXPORTED[:1])
        assert row.effect == "0" and row.counterfactual == row.scenario


def test_what_is_nought_in_both_variants_is_left_out():
    results = dataset(members=3)
    results["land_income"] = results["land_income"] * 0
    assert len(closing_rows(results, "en")) == len(EXPORTED) - 1
    assert "land-income" in summary_csv(results)


IDLE = {
    "idle_levers": [
        {"lever": "duty_free", "action": None, "label": ""},
        {"lever": "route_rights", "action": 1, "label": "levers.route_rights.grants[1]"},
    ],
    "idle_tasks": [{"why": "not_modelled", "tasks": ["1.35", "2.1"]}, {"why": "set_itself", "tasks": ["5.1-5.5"]}],
    "idle_brakes": [{"risk": "capital_flows", "tasks": ["1.25-1.29"], "number": 0, "highest": 0.75}],
    "fired_triggers": [
        {"number": 0, "acted": 0, "members": 4, "least": 3310.2, "most": 4120.0},
        {"number": 1, "acted": 3, "members": 4, "least": 0.5, "most": 0.75},
    ],
    "unflown_support": [{"label": "levers.route_rights.launch_support[0]", "origins": ["SAU", "ARE"]}],
}


def test_levers_and_tasks_that_changed_nothing_are_named(results):
    assert unused_notes(results, IDLE, "en") == [
        "Note: Duty-free shops changed nothing in the results.",
        "Note: Route rights, levers.route_rights.grants[1], changed nothing in the results.",
        "Note: Tasks 1.35, 2.1 changed nothing: no effect that can be modelled (explain 1.35 says why).",
        "Note: Tasks 5.1-5.5 changed nothing: the scenario sets itself what they stand for.",
        "Note: The brake on volatile capital (brakes[0]) never acted: before the last month that risk reached at most 0.75 "
        "of its threshold in any member, so results are the same without this brake.",
        "Note: The trigger triggers[0] acted in no member (by that month the members were at 3,310 to 4,120, in the unit of "
        "the results file), so results are the same without it.",
        "Note: The trigger triggers[1] acted in 3 of 4 members: by that month the members were at 0.50 to 0.75, in the unit "
        "of the results file.",
        "Note: Support for new routes (levers.route_rights.launch_support[0]): nobody flew from Saudi Arabia, United Arab "
        "Emirates while it held, so nothing was paid there: too few travel to fill a route, even with this support.",
    ]
    chinese = unused_notes(results, IDLE, "zh")
    assert chinese[0] == "注意：免税购物没有改变任何结果。"
    assert chinese[3] == "注意：任务 5.1-5.5 没有改变任何结果：情景自身已设定其对应的措施。"
    assert unused_notes(results, {}, "zh") == []
    kinds = {"not_modelled", "set_itself", "too_late", "not_done"}
    entries = {"idle_tasks": [{"why": why, "tasks": ["1.1"]} for why in kinds]}
    assert len(set(unused_notes(results, entries, "en"))) == len(kinds)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_has_the_sentences_of_the_closing_table(results, lang):
    sentences = unused(as_run(results, lang, IDLE))
    assert unused_notes(results, IDLE, lang) == [{"en": "Note: ", "zh": "注意："}[lang] + text for text in sentences]


@pytest.mark.parametrize(
    "entry", ["x", None, 3, {}, {"why": "unknown", "tasks": ["1"]}, {"why": "not_done", "tasks": []}]
)
def test_provenance_that_cannot_be_read_gives_no_sentence(results, entry):
    unread = {"idle_tasks": [entry], "idle_levers": entry, "idle_brakes": [entry], "unflown_support": [entry]}
    unread["fired_triggers"] = [entry]
    assert unused_notes(results, unread, "en") == []


def test_the_rounding_of_sums_is_no_effect():
    level = xr.DataArray([[150.0, 150.0], [150.0 * (1 + 1e-13), 151.0]], dims=("variant", "member"))
    change = effect(level.assign_coords(variant=["counterfactual", "scenario"]))
    assert change.values.tolist() == [0.0, 1.0]
    small = xr.DataArray(
        [[0.0], [1e-9]], dims=("variant", "member"), coords={"variant": ["counterfactual", "scenario"]}
    )
    assert effect(small).item() == 1e-9


def test_a_plan_that_moves_nothing_but_cost_is_told_so():
    results = dataset(months=2, members=2, effect=0.0)
    paid = results["fiscal_cost"] + xr.where(results["variant"] == "scenario", 1e-3, 0.0)
    results = results.assign(fiscal_cost=paid.assign_attrs(results["fiscal_cost"].attrs)).assign_attrs(scale=0.05)
    assert unused_notes(results, {}, "en")[0].startswith("Note: No outcome but cost differs")
    assert "只模拟5.0%的潜在旅客" in unused_notes(results, {}, "zh")[0]
