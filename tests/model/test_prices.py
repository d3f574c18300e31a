"""Money of the day grows with prices; what people do, who compare real costs, does not."""

import numpy as np
import pytest

import model.world
from model.facts import facts
from model.levers.actions import Conversion, Plan, TaskRun
from tests.support.whole_model import OPEN, START, pilot

MONEY = (
    "visitor_spending", "duty_free_sales", "goods_exports", "goods_imports", "services_exports", "services_imports", "rent",
    "gdp", "task_cost",
)  # fmt: skip
REAL = (
    "visitors", "visitor_nights", "visitors_by_way", "seats", "new_foreign_firms", "jobs", "fdi_actual_use", "talent",
    "floor_space", "risk", "rival_visitors",
)  # fmt: skip
PLAN = Plan(
    mixed_land_use=(
        Conversion(
            start=START + 1.0, zone="jiangbei", hectares=60.0, plot_ratio=2.0, use="industry", mix={"office": 1.0},
            build_months=4.0,
        ),
    ),
    pilot_tasks=(TaskRun(start=START - 12, tasks=("1.39", "1.46", "6.14"), ramp_months=0.0),),
)  # fmt: skip


def series(prices: float, monkeypatch) -> dict[str, np.ndarray]:
    """A year and a half in which China's prices stand so much above those of 2022."""

    def dearer(*about):
        paths = real(*about)
        dear = {name: prices * paths.by_month[name] for name in ("price_level", "goods_prices")}
        for path in dear.values():
            path.setflags(write=False)
        return paths._replace(by_month={**paths.by_month, **dear})

    real = model.world.lay_out
    with monkeypatch.context() as patched:
        patched.setattr(model.world, "lay_out", dearer)
        city = pilot(PLAN, months=18, alike=False, **OPEN)
        return city.run()


def test_all_money_of_the_day_grows_with_prices_and_nobody_acts_otherwise(monkeypatch):
    usual, dear = (series(prices, monkeypatch) for prices in (1.0, 1.2))
    for key in REAL:
        np.testing.assert_allclose(dear[key], usual[key], rtol=1e-3, atol=1e-3, err_msg=key)
    for key in MONEY:
        assert dear[key].sum() == pytest.approx(1.2 * usual[key].sum(), rel=2e-3), key
    # Refunds grow a little faster: more purchases pass the least amount with a refund, which is a rule's.
    cost = dear["fiscal_cost"].sum(axis=0) / np.maximum(usual["fiscal_cost"].sum(axis=0), 1e-9)
    assert cost[usual["fiscal_cost"].any(axis=0)] == pytest.approx(1.2, rel=0.1)


def test_prices_on_the_spot_are_those_of_the_year_whose_trips_are_given_back():
    options = pilot(months=1).visitors.options
    usual, dearer = (options.dollars_on_the_spot(rate) for rate in (facts().exchange_rate(2019), 6.5))
    assert usual == 1.0 < dearer
