"""History: the model run over the years that are known, from 2013 through the closure to 2022.

Incomes, climate for investment, exchange rate and rules of entry replay what happened, and far routes are supported as
they were (``past_plan``); nothing else is done in Nanjing. What comes out is compared with what the city counted
(``targets``), so that dynamics are fitted and not only levels.
"""

import functools
from pathlib import Path

import numpy as np

from common.files import read_csv
from common.records import PastSupport
from model.draws import Draws
from model.facts import facts
from model.facts.months import month_index
from model.levers.actions import LaunchSupport, Plan
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from model.variables import VARIABLES

FIRST_YEAR, YEARS = 2013, 10
SCALE = 0.02
WORLD = {
    "reopening": "central",
    "investment_climate": "observed",
    "incomes": "observed",
    "exchange_rate": "observed",
    "rivals": "central",
    "own_course": "frozen",
    "national_visa_policy": "observed",
    "national_data_rules": "observed",
}
SUPPORT = Path(__file__).parent / "data" / "past_support.csv"
"""What is known and assumed of the support of far routes."""
WATCHED = (
    "visitors",
    "visitor_spending",
    "visitor_nights",
    "rival_visitors",
    "weekly_flights",
    "seats",
    "load_factor",
    "fdi_actual_use",
    "fdi_by_origin",
    "rival_fdi",
    "new_foreign_firms",
    "goods_exports",
    "goods_imports",
    "services_exports",
    "services_imports",
)
"""Variables that a target may read. A run over history keeps them month by month, so that other targets, other errors
or some of the targets alone cost no new run; a further variable costs all runs anew."""
BY_ORIGIN = frozenset({"visitors", "visitor_nights"})
"""Those of them that are kept by origin, summed over what else splits them."""
History = dict[str, np.ndarray]
"""Watched variable -> monthly array (months from January 2013, *axes), as :func:`history` gives it."""


def setting(years: int = YEARS, scale: float = SCALE, first_year: int = FIRST_YEAR) -> Setting:
    """Return the setting of a run over ``years`` known years from ``first_year``.

    Raises:
        ValueError: years after 2022, which nobody had seen.
    """
    if first_year < FIRST_YEAR or first_year + years > FIRST_YEAR + YEARS:
        raise ValueError(f"history runs from {FIRST_YEAR} to {FIRST_YEAR + YEARS - 1}")
    return Setting(start=month_index(first_year, 1), months=12 * years, scale=scale, world=WORLD)


def history(parameters: Parameters, draws: Draws, years: int = YEARS, scale: float = SCALE) -> History:
    """Return what a run over history leaves of the watched variables, by month.

    Args:
        parameters: the values.
        draws: the luck.
        years: how many years from 2013, at most ten.
        scale: share of potential travellers simulated.
    """
    return watched(played(parameters, draws, years, scale))


def watched(results: dict[str, np.ndarray]) -> History:
    """Return the watched variables of monthly results, (months, *axes), in single precision."""
    kept = {key: results[key] for key in WATCHED}
    kept |= {key: kept[key].sum(axis=tuple(range(2, kept[key].ndim))) for key in BY_ORIGIN}
    return {key: np.asarray(series, dtype=np.float32) for key, series in kept.items()}


def played(parameters: Parameters, draws: Draws, years: int, scale: float) -> dict[str, np.ndarray]:
    """Return monthly results of a run over history, variable -> array (months, *axes); for arguments see :func:`history`."""
    model = PilotModel(setting(years, scale), past_plan(), parameters, draws)
    try:
        return model.run()
    finally:
        model.free()


def past_plan() -> Plan:
    """Return what was done in Nanjing in the known years: support of flights to the intercontinental markets."""
    known = past_support()
    support = LaunchSupport(
        start=float(month_index(max(known.first_year, FIRST_YEAR), 1)),
        end=float(month_index(known.last_year + 1, 1)),
        origins=tuple(facts().origins[place] for place in far_markets()),
        cny_per_flight=known.cny_per_flight,
    )
    return Plan(route_rights=(support,))


@functools.cache
def past_support() -> PastSupport:
    """Return the support that far routes had, with the source of the fund."""
    rows = {row["item"]: row for row in read_csv(SUPPORT)}
    fund = rows.pop("fund_cny_a_year")
    counts = {item: int(row["value"]) for item, row in rows.items()}
    return PastSupport(float(fund["value"]), **counts, source=fund["source"])


def yearly(key: str, series: np.ndarray) -> np.ndarray:
    """Return a monthly series by year, (months, *axes) to (years, *axes): sum, last or mean, by the variable's kind."""
    months = series.reshape(-1, 12, *series.shape[1:])
    kind = VARIABLES[key].kind
    return months.sum(axis=1) if kind == "flow" else months[:, -1] if kind == "stock" else months.mean(axis=1)


def far_markets() -> np.ndarray:
    """Return the places of the intercontinental markets that are modelled apart, on the origin axis.

    They lie beyond the reach of narrow-body aircraft.
    """
    f, reach = facts(), Parameters()["carriers.low_cost_reach_km"]
    return np.array([place for place, code in enumerate(f.origins) if f.distance_km[place] > reach and code != "ROW"])
