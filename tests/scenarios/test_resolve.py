"""What the model is given: months as numbers, tasks one by one, origins spelt out, options within their ranges."""

import math

import pytest

from model.levers.actions import LaunchSupport, RouteGrant, Shop, TaxRefund, TransitExemption, VisaFree, WorkPermits
from scenarios.reading.dates import span
from scenarios.reading.origins import known
from scenarios.reading.reader import read
from scenarios.reading.tasks import expand, expand_all
from scenarios.running.resolve import overrides, plans, setting
from tests.support.scenario_files import SOUND, problems, spoiled, written


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2013-01", 0, 1),
        ("2023-07", 126, 127),
        ("2023-06-01", 125, 125 + 1 / 30),
        ("2023-06-16", 125.5, 125.5 + 1 / 30),
        ("2023-06-30", 125 + 29 / 30, 126),
        ("2024-02-29", 133 + 28 / 29, 134),
    ],
)
def test_dates_are_months_and_shares_of_months(text, start, end):
    assert span(text) == pytest.approx((start, end), abs=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "2023",
        "2023-7",
        "2023-00",
        "2023-02-29",
        "2012-12",
        "2100-01",
        "２０２３-01",
        "2023-01-1",
        " 2023-01",
        "2023-01\n",
    ],
)
def test_what_is_no_date(text):
    with pytest.raises(ValueError, match=r"."):
        span(text)


def test_tasks_expand_in_order():
    assert expand("1.9") == ("1.9",)
    assert expand("1.9-1.11") == ("1.9", "1.10", "1.11")
    assert expand("3.*") == tuple(f"3.{k}" for k in range(1, 9))
    assert expand_all(("2.1", "2.1-2.2")) == ("2.1", "2.2")
    assert sum(len(expand(f"{table}.*")) for table in range(1, 6)) == 104
    assert len(expand("6.*")) == 25


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.51", "1.01", "0.1", "7.1", "*", "1.*.*", "1.2-3", "1.2-1.1", "1.2–1.3"]
)
def test_what_is_no_task(text):
    with pytest.raises(ValueError, match=r".*"):
        expand(text)


@pytest.fixture
def scenario(tmp_path):
    return read(written(tmp_path, SOUND))


def test_setting(scenario):
    given = setting(scenario)
    assert (given.start, given.months, given.scale) == (120, 36, 0.05)
    assert given.world["reopening"] == "fast"
    assert given.world["rivals"] == "central"


def test_the_plan_says_what_the_file_says(scenario):
    both = plans(scenario)
    assert list(both) == ["counterfactual", "scenario"]
    plan = both["scenario"]
    assert plan.route_rights == (
        RouteGrant(
            start=126, origins=("SGP",), weekly_frequencies=14, decided_by="national",
            label="levers.route_rights.grants[0]",
        ),
        RouteGrant(
            start=135, end=153, origins=("DEU",), weekly_frequencies=7, freedom="fifth", via="ARE",
            decided_by="national", label="levers.route_rights.grants[1]",
        ),
        LaunchSupport(
            start=126, end=150, origins=("SGP", "DEU"), cny_per_seat=120, label="levers.route_rights.launch_support[0]"
        ),
    )  # fmt: skip
    assert plan.visa_facilitation == (
        VisaFree(
            start=131, origins=("FRA", "DEU"), stay_days=15, scope="national", decided_by="national",
            label="levers.visa_facilitation.visa_free[0]",
        ),
        TransitExemption(
            start=126, hours=240, scope="nanjing", decided_by="national", label="levers.visa_facilitation.transit[0]"
        ),
        WorkPermits(
            start=128, processing_days=10, residence_years=5, label="levers.visa_facilitation.work_permits[0]"
        ),
    )  # fmt: skip
    assert plan.duty_free == (
        Shop(
            start=141, zone="xinjiekou_fuzimiao", kind="downtown", area_m2=6000, quota_cny=8000, decided_by="national",
            label="levers.duty_free.shops[0]",
        ),
        TaxRefund(start=124, rate=0.11, minimum_cny=500, decided_by="national", label="levers.duty_free.tax_refund[0]"),
    )  # fmt: skip
    (conversion,) = plan.mixed_land_use
    assert (conversion.zone, conversion.use, conversion.hectares) == ("jiangbei", "industry", 60)
    assert conversion.mix == {"research": 0.5, "office": 0.2, "retail": 0.15, "housing": 0.15}
    assert conversion.end == math.inf
    (run,) = plan.pilot_tasks
    assert run.tasks[:3] == ("1.16", "1.39", "1.40")
    assert len(run.tasks) == 1 + 8 + 17
    assert (run.known_from, run.start, run.ramp_months, run.strength) == (121, 123, 12, 0.8)
    assert plan.brakes[0].slows == tuple(f"1.{k}" for k in range(25, 30))


def test_without_a_counterfactual_nothing_is_done(scenario):
    none = plans(scenario)["counterfactual"]
    assert not any(
        (none.route_rights, none.visa_facilitation, none.duty_free, none.mixed_land_use, none.pilot_tasks, none.brakes)
    )


def test_part_of_a_month_counts_by_its_days(tmp_path):
    text = spoiled("transit: [{from: 2023-07, hours", "transit: [{from: 2023-06-16, until: 2023-07-10, hours")
    rule = plans(read(written(tmp_path, text)))["scenario"].visa_facilitation[1]
    assert rule.share_of(124) == 0
    assert rule.share_of(125) == pytest.approx(15 / 30)
    assert rule.share_of(126) == pytest.approx(10 / 31)
    assert rule.share_of(127) == 0


def test_a_day_at_each_end_of_the_period_lies_inside(tmp_path):
    inside = spoiled("from: 2023-09, processing", "from: 2023-01-01, until: 2025-12-31, processing")
    assert problems(tmp_path, inside) == ()


def test_support_without_origins_is_for_all(tmp_path):
    text = spoiled(", cny_per_seat: 120, origins: [SGP, DEU]", ", cny_per_seat: 120")
    assert plans(read(written(tmp_path, text)))["scenario"].route_rights[2].origins == known()


def test_support_may_be_a_list(tmp_path):
    listed = spoiled("{from: 2023-07, until: 2025-06, cny", "[{from: 2023-07, until: 2025-06, cny").replace(
        "origins: [SGP, DEU]}", "origins: [SGP]}, {from: 2024-01, cny_per_seat: 300, origins: [DEU]}]"
    )
    support = plans(read(written(tmp_path, listed)))["scenario"].route_rights[2:]
    assert [action.cny_per_seat for action in support] == [120, 300]
    assert support[1].label == "levers.route_rights.launch_support[1]"


def test_equal_levers_give_equal_plans_in_both_variants(tmp_path):
    written(tmp_path, SOUND, "other.yaml")
    text = SOUND.replace("name: sound", "name: twin\ncounterfactual: other.yaml")
    both = plans(read(written(tmp_path, text)))
    assert both["counterfactual"] == both["scenario"]


def test_overrides_are_numbers_by_name(scenario):
    assert overrides(scenario) == {}
