"""With the world frozen and no levers a year has the published levels and is like any other: nothing drifts but by luck."""

import functools

import numpy as np
import pytest
from scipy.stats import t as student

from tests.model.test_levels import (
    FDI_2022,
    GDP_2022,
    GOODS_2022,
    HONG_KONG_2022,
    PEOPLE_2022,
    PROJECTS,
    RECEIPTS_2019,
    VISITORS_2019,
    figures,
    mean,
)
from tests.support.whole_model import CLOSED, OPEN, pilot, run

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


@functools.cache
def still_years(member: int) -> dict[str, np.ndarray]:
    """Three years of a member in a world frozen at 2019's travel and 2022's economy, with default parameters."""
    return run(member=member, months=36, **OPEN)


def drift(members: int, months: int, late: slice, **about) -> dict[str, np.ndarray]:
    """Log of the late years over the first one, by variable and member, (members,)."""
    usual = months == 36 and about == OPEN
    runs = [still_years(member) if usual else run(member=member, months=months, **about) for member in range(members)]
    years = [yearly(series) for series in runs]
    watched = (*STEADY, *COUNTS, *MONEY)
    return {key: np.array([np.log(year[key][late].mean() / year[key][0]) for year in years]) for key in watched}


def check(
    members: int, months: int, late: slice, widest: dict = WIDEST, slack: dict[str, float] | None = None, **about
) -> None:
    """Fail where the mean drift is more than luck and slack explain, or luck too large to tell."""
    found, drifts = {}, drift(members, months, late, **about)
    errors = student.ppf(1 - CHANCE / 2, members - 1)
    for group, most in widest.items():
        for key in group:
            mean, luck = drifts[key].mean(), errors * drifts[key].std(ddof=1) / np.sqrt(members)
            if not abs(mean) <= (slack or {}).get(key, SLACK) + luck:
                found[key] = f"drifts by {mean:+.4f}, luck {luck:.4f}"
            if not luck <= most:
                found[key] = f"luck of {luck:.4f} would hide a drift"
    assert not found, found


FEW = 4
"""Members of the fast tests."""


def test_nothing_drifts_in_three_years():
    check(FEW, 36, slice(2, None), **OPEN)


def still_year() -> dict[str, np.ndarray]:
    """Figures of the first of those years, (members, 1)."""
    firsts = [{key: values[:12] for key, values in still_years(member).items()} for member in range(FEW)]
    return figures(firsts)


def test_a_still_year_has_the_published_levels():
    still = still_year()
    assert mean(still, "goods") == pytest.approx(GOODS_2022, rel=0.03)
    assert mean(still, "gdp") == pytest.approx(GDP_2022, rel=0.01)
    assert mean(still, "people") == pytest.approx(PEOPLE_2022, rel=0.005)
    assert mean(still, "fdi") == pytest.approx(FDI_2022, rel=0.15)
    assert mean(still, "through Hong Kong") == pytest.approx(HONG_KONG_2022, abs=0.05)
    assert mean(still, "new firms") == pytest.approx(PROJECTS, rel=0.10)


def test_open_borders_bring_the_visitors_and_receipts_of_2019():
    """Rights, visas and rules are those of 2022, so that 2019 is met nearly but not wholly."""
    still = still_year()
    assert mean(still, "visitors") == pytest.approx(VISITORS_2019, rel=0.15)
    # Prices of 2022: 1.5 % a year more; of what is paid in yuan, 2.6 % more dollars at 6.73 CNY instead of 6.90, of which
    # travellers save four fifths.
    prices = np.exp(3 * 0.015) / (1 + 0.8 * (6.7261 / 6.8985 - 1)) ** 0.2
    assert mean(still, "spending") == pytest.approx(prices * RECEIPTS_2019 / VISITORS_2019, rel=0.03)
    assert 0.74 < mean(still, "load") < 0.90, "international load factors were 80 to 84 % (IATA)"


@pytest.mark.long
@pytest.mark.parametrize("world", [OPEN, CLOSED], ids=["open", "closed"])
def test_nothing_drifts_in_six_years(world):
    widest = {STEADY: 0.05, COUNTS: 0.20 if world is OPEN else 0.40, MONEY: 0.45}  # few cross a closed border
    # A run finds the network of 2019; at the dearer yuan of 2022 and a closed border airlines thin it a little.
    slack = {} if world is OPEN else {"weekly_flights": 0.03, "seats": 0.03}
    check(12, 72, slice(4, None), widest, slack, scale=0.02, **world)


# Many members: expectations, which carry little luck, and where everything is ----------------------------------------------

MANY = 24
PLACED = (
    "visitors expected", "investors expected", "foreign_firms", "talent", "goods_exports", "goods_imports", "weekly_flights",
    "jobs", "services_exports", "floor_space", "rent",
)  # fmt: skip
"""By origin, sector, or zone and use."""
TIGHT, LUMPY = 0.022, {"fdi_actual_use": 0.15}
"""Luck that would hide a drift, log points and points of shares; and of what few large projects make, its total alone."""
SHARE_SLACK = 0.005
"""Drift of a share that would not matter, points."""


def told(member: int, **about) -> dict[str, np.ndarray]:
    """A run's series by place, and what visitors and investors are expected to do each month, luck apart; first axis months."""
    city = pilot(months=36, member=member, **about)
    expected = {"visitors expected": [], "investors expected": []}
    for policy in city.policies:
        city.step()
        travel = city.visitors
        share = travel.options.expected_share(travel.options.of_month(policy), travel.word.aware)
        expected["visitors expected"].append(share * travel.sizes.occasions)
        expected["investors expected"].append(city.firms.expected.sum(axis=0))
    series = {key: values.reshape(36, -1) for key, values in city.series.items()}
    return series | {key: np.array(values) for key, values in expected.items()}


@functools.cache
def at_rest() -> list[dict[str, np.ndarray]]:
    return [told(member, **OPEN) for member in range(MANY)]


def drifts(runs: list[dict[str, np.ndarray]]) -> dict[tuple[str, str], float]:
    """What drifts from the first to the third year: totals in log points, shares of places in points.

    Fails where luck is too large to tell.
    """
    sure = student.ppf(1 - CHANCE / 2, len(runs) - 1) / np.sqrt(len(runs))
    found = {}
    for key in (*PLACED, *LUMPY):
        years = np.array([one[key].reshape(3, 12, -1).mean(axis=1) for one in runs])
        first, third = years[:, 0], years[:, 2]
        moved = {"total": (np.log(third.sum(axis=1) / first.sum(axis=1))[:, None], SLACK)}
        if key not in LUMPY:
            shares = (year / year.sum(axis=1, keepdims=True) for year in (third, first))
            moved["shares"] = np.subtract(*shares), SHARE_SLACK
        for kind, (by, slack) in moved.items():
            mean, luck = by.mean(axis=0), sure * by.std(axis=0, ddof=1)
            assert luck.max() <= LUMPY.get(key, TIGHT), f"{key}: luck of {luck.max():.4f} would hide a drift"
            if (np.abs(mean) > slack + luck).any():
                found[key, kind] = float(mean[np.abs(mean).argmax()])
    return found


@pytest.mark.long
def test_neither_expectations_nor_the_mix_of_places_drift():
    assert not drifts(at_rest())


@pytest.mark.long
def test_a_drift_of_a_few_per_cent_is_seen():
    """Two per cent a year of all, a twentieth a year of one sector, and a doubling of investment."""
    growth = 1.02 ** (np.arange(36) / 12)[:, None]
    one = np.arange(13) == 0
    moved = [
        run
        | {
            "visitors expected": run["visitors expected"] * growth,
            "foreign_firms": run["foreign_firms"] * np.where(one, growth**2.5, 1.0),
            "fdi_actual_use": run["fdi_actual_use"] * (1 + np.arange(36) // 12 / 2)[:, None],
        }
        for run in at_rest()
    ]
    assert set(drifts(moved)) == {
        ("visitors expected", "total"), ("foreign_firms", "shares"), ("fdi_actual_use", "total"),
    }  # fmt: skip
