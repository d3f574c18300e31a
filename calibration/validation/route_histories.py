"""Which intercontinental routes the model opens at Lukou from 2013 to 2019, and when, beside those that opened."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from calibration.history import far_markets
from calibration.validation import past_members
from calibration.validation.past_members import FIRST_YEAR, LAST_YEAR, Arrays
from common.files import read_csv
from common.records import FarMarket, FlightsOfYear, LoadOfRoute
from model.facts import facts
from model.facts.months import EPOCH_YEAR, month_index
from model.facts.route_history import flights_at, past_routes
from scenarios.running.ensemble import Progress

LOADS = Path(__file__).parents[1] / "data" / "route_loads.csv"
"""Load factors that were published of routes."""
HORIZON = 12 * (LAST_YEAR - FIRST_YEAR + 1)
"""Months."""
BAND = (0.1, 0.5, 0.9)
"""Quantiles of the members: 80 % band and median."""


class RouteHistories(NamedTuple):
    """The routes of all members, month by month."""

    flights: np.ndarray
    """Weekly return flights, (members, months, origins)."""
    load: np.ndarray
    """Load factor, (members, months, origins)."""


def play(
    folder: Path, members: int, scale: float | None = None, workers: int | None = None, progress: Progress | None = None
) -> RouteHistories:
    """Run the model over 2013-2019 in the world as it was, with the support that far routes had.

    For arguments see :func:`calibration.validation.past_members.play`.
    """
    return RouteHistories(**past_members.play(folder, _routes, members, scale, workers, progress))


def _routes(results: Arrays) -> Arrays:
    return {"flights": results["weekly_flights"], "load": results["load_factor"]}


def observed_flights() -> np.ndarray:
    """Weekly return flights of each market as they were, (months, origins)."""
    return np.array([flights_at(facts().origins, month + 0.5) for month in range(HORIZON)])


def markets(found: RouteHistories) -> list[FarMarket]:
    """Return a row for each intercontinental market that was flown, or that a member flies, by when it opened."""
    f, real, rows = facts(), observed_flights(), []
    for origin in far_markets():
        flown = found.flights[:, :, origin] > 0
        opened = np.where(flown.any(axis=1), flown.argmax(axis=1), HORIZON) / 12 + EPOCH_YEAR
        was = float(np.flatnonzero(real[:, origin] > 0)[0]) / 12 + EPOCH_YEAR if real[:, origin].any() else np.nan
        last = flown[:, -12:].any(axis=1)
        if np.isnan(was) and not flown.any():
            continue
        low, middle, high = np.quantile(opened, BAND)
        rows.append(
            FarMarket(
                origin=f.origins[origin],
                opened=was,
                share_2019=float(last.mean()),
                opened_low_80=float(low),
                opened_median=float(middle),
                opened_high_80=float(high),
                ended=float((flown.any(axis=1) & ~last).mean()),
                load_2019=_mean_load(found, origin),
            )
        )
    return sorted(rows, key=lambda row: (np.isnan(row.opened), row.opened, -row.share_2019))


def _mean_load(found: RouteHistories, origin: int) -> float:
    flown = found.flights[:, -12:, origin] > 0
    return float(found.load[:, -12:, origin][flown].mean()) if flown.any() else float("nan")


def years(found: RouteHistories) -> list[FlightsOfYear]:
    """Return intercontinental markets flown at the end of each year, and weekly flights of the year."""
    far, real, rows = far_markets(), observed_flights(), []
    for place, year in enumerate(range(FIRST_YEAR, LAST_YEAR + 1)):
        end, within = 12 * place + 11, slice(12 * place, 12 * place + 12)
        count = (found.flights[:, end][:, far] > 0).sum(axis=1)
        flights = found.flights[:, within].sum(axis=2).mean(axis=1)
        ends = [np.quantile(one, BAND) for one in (count, flights)]
        rows.append(FlightsOfYear(year, int((real[end, far] > 0).sum()), *map(float, ends[0]), *map(float, ends[1])))
    return rows


def loads(found: RouteHistories) -> list[LoadOfRoute]:
    """Return the load factors that were published of a route, and those of the members that fly it then."""
    rows = []
    for row in read_csv(LOADS):
        origin, year = facts().origin_index[row["iso3"]], int(row["year"])
        within = slice(month_index(year, 1), month_index(year, 1) + 12)
        flown = found.flights[:, within, origin].min(axis=1) > 0
        if flown.any():
            low, middle, high = np.quantile(found.load[flown][:, within, origin].mean(axis=1), BAND)
            counted = float(row["load_factor"])
            rows.append(LoadOfRoute(row["iso3"], year, counted, float(low), float(middle), float(high), row["source"]))
    return rows


def routes_not_told_apart() -> list[str]:
    """Return intercontinental routes of Lukou to places that are part of the rest of the world."""
    return [route.destination for route in past_routes() if route.intercontinental and route.iso3 == "ROW"]
