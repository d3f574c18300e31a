"""With the world frozen and no levers, a year is like any other: nothing drifts but by luck."""

import numpy as np
import pytest
from scipy.stats import t as student
from whole import CLOSED, OPEN, run

STEADY = (
    "weekly_flights", "seats", "load_factor", "duty_free_sales", "rival_visitors", "foreign_firms", "jobs", "rival_fdi",
    "goods_exports", "goods_imports", "services_exports", "services_imports", "talent", "talent_arrivals",
    "talent_departures", "floor_space", "rent", "gdp", "population", "exchange_rate",
)  # fmt: skip
"""Stocks, and flows of very many."""
COUNTS = ("visitors", "visitor_nights", "visitor_spending", "new_foreign_firms")
"""Flows of some hundreds of firms or parties."""
MONEY = ("fdi_contracted", "fdi_actual_use", "force_index")
"""Made by few large projects, or resting on them."""
SLACK = 0.015
"""Drift that would not matter, log points over the years compared."""
CHANCE = 0.01
"""Of luck alone going further than what is taken for luck, per variable."""
WIDEST = {STEADY: 0.10, COUNTS: 0.30, MONEY: 0.75}
"""Log points: where luck explains more than this, the sample is too small to tell."""


def yearly(series: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Mean of each year's months, all places together."""
    return {key: values.reshape(len(values) // 12, -1).mean(axis=1) for key, values in series.items()}


def drift(members: int, months: int, late: slice, **about) -> dict[str, np.ndarray]:
    """Log of the late years over the first one, by variable and member, (members,)."""
    years = [yearly(run(member=member, months=months, **about)) for member in range(members)]
    watched = (*STEADY, *COUNTS, *MONEY)
    return {key: np.array([np.log(year[key][late].mean() / year[key][0]) for year in years]) for key in watched}


def check(members: int, months: int, late: slice, widest: dict = WIDEST, **about) -> None:
    """Fail where the mean drift is more than luck and slack explain, or luck too large to tell."""
    found, drifts = {}, drift(members, months, late, **about)
    errors = student.ppf(1 - CHANCE / 2, members - 1)
    for group, most in widest.items():
        for key in group:
            mean, luck = drifts[key].mean(), errors * drifts[key].std(ddof=1) / np.sqrt(members)
            if not abs(mean) <= SLACK + luck:
                found[key] = f"drifts by {mean:+.4f}, luck {luck:.4f}"
            if not luck <= most:
                found[key] = f"luck of {luck:.4f} would hide a drift"
    assert not found, found


def test_nothing_drifts_in_three_years():
    check(4, 36, slice(2, None), **OPEN)


@pytest.mark.long
@pytest.mark.parametrize("world", [OPEN, CLOSED], ids=["open", "closed"])
def test_nothing_drifts_in_six_years(world):
    widest = {STEADY: 0.05, COUNTS: 0.20 if world is OPEN else 0.40, MONEY: 0.45}  # few cross a closed border
    check(6, 72, slice(4, None), widest, scale=0.02, **world)
