"""History: the model run over the years that are known, from 2013 through the closure to 2022.

Incomes, climate for investment, exchange rate and rules of entry replay what happened, and far routes are supported as
they were (``past_plan``); nothing else is done in Nanjing. What comes out is compared with what the city counted (``targets``), so that dynamics are fitted and not only levels.
"""

import numpy as np

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
    "national_visa_policy": "observed",
}
SUPPORT_CNY_A_YEAR, SUPPORTED_ROUTES, FLIGHTS_A_WEEK = 80e6, 4, 3
"""Fund of Jiangsu for the first intercontinental routes of Lukou, 2009-2012: to the USA, Canada, Europe and Australia.
Three return flights a week on each of the four are an assumption."""
SUPPORT_SOURCE = "visitourchina.com, 2009-11-19"
SUPPORT_CNY_PER_FLIGHT = SUPPORT_CNY_A_YEAR / (SUPPORTED_ROUTES * FLIGHTS_A_WEEK * 52)
"""Some 128,000 CNY a return flight."""
SUPPORT_FIRST_YEAR, SUPPORT_LAST_YEAR = 2009, 2019
"""Assumption: after 2012 the same was paid a flight, to every far market, until the border closed."""


def setting(years: int = YEARS, scale: float = SCALE, first_year: int = FIRST_YEAR) -> Setting:
    """Return the setting of a run over ``years`` known years from ``first_year``.

    Raises:
        ValueError: years after 2022, which nobody had seen.
    """
    if first_year < FIRST_YEAR or first_year + years > FIRST_YEAR + YEARS:
        raise ValueError(f"history runs from {FIRST_YEAR} to {FIRST_YEAR + YEARS - 1}")
    return Setting(start=month_index(first_year, 1), months=12 * years, scale=scale, world=WORLD)


def history(parameters: Parameters, draws: Draws, years: int = YEARS, scale: float = SCALE) -> dict[str, np.ndarray]:
    """Return yearly results of a run over history.

    Args:
        parameters: the values.
        draws: the luck.
        years: how many years from 2013, at most ten.
        scale: share of potential travellers simulated.

    Returns:
        Variable -> array (years, *axes): flows summed over the year, stocks at its end, indices as means.
    """
    model = PilotModel(setting(years, scale), past_plan(), parameters, draws)
    try:
        return {key: yearly(key, series) for key, series in model.run().items()}
    finally:
        model.free()


def past_plan() -> Plan:
    """Return what was done in Nanjing in the known years: support of flights to the intercontinental markets."""
    support = LaunchSupport(
        start=float(month_index(max(SUPPORT_FIRST_YEAR, FIRST_YEAR), 1)),
        end=float(month_index(SUPPORT_LAST_YEAR + 1, 1)),
        origins=tuple(facts().origins[place] for place in far_markets()),
        cny_per_flight=SUPPORT_CNY_PER_FLIGHT,
    )
    return Plan(route_rights=(support,))


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
