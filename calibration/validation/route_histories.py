"""Which intercontinental routes the model opens at Lukou from 2013 to 2019, and when, beside those that opened."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from calibration import history
from calibration.history import far_markets
from common.kept import Kept
from common.records import FarMarket, FlightsOfYear, LoadOfRoute
from model.draws import Draws, member_seed
from model.facts import facts
from model.facts.months import EPOCH_YEAR, month_index
from model.facts.route_history import flights_at, past_routes
from model.parameters import Parameters
from model.pilot import PilotModel
from scenarios.running.ensemble import Progress
from scenarios.running.fingerprints import ROOT, files_hash, fingerprint, foundations
from scenarios.running.workers import run_all

FIRST_YEAR, LAST_YEAR = history.FIRST_YEAR, 2019
SEED = 2023
FRANKFURT_LOADS = ((2008, 0.4, "Xinhua Daily, 2018-05-16"), (2018, 0.8, "Xinhua Daily, 2018-05-16"))
"""Load factors published of the route to Frankfurt: year, share, source."""
HORIZON = 12 * (LAST_YEAR - FIRST_YEAR + 1)
"""Months."""


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

    Args:
        folder: where finished members are kept; those of the same code, parameters and data are used again.
        members: how many draws of parameters and luck.
        scale: share of potential travellers; default that of history.
        workers: processes; default one per core.
        progress: called with members done, in all and failed.
    """
    scale = scale or history.SCALE
    own = files_hash([Path(history.__file__), Path(__file__)], ROOT)
    key = fingerprint(foundations(), own, scale, SEED)[:24]
    kept = Kept(folder)
    names = [f"{key}-{member:04d}" for member in range(members)]
    missing = [member for member, name in enumerate(names) if not kept.has(name, name)]
    done = members - len(missing)
    if progress is not None:
        progress(done, members, 0)
    for _ in run_all(partial(_play, folder, key, scale), missing, workers):
        done += 1
        if progress is not None:
            progress(done, members, 0)
    loaded = [kept.get(name, name) or {} for name in names]
    return RouteHistories(*(np.stack([one[field] for one in loaded]) for field in RouteHistories._fields))


def _play(folder: Path, key: str, scale: float, member: int) -> None:
    seed = member_seed(SEED, member)
    setting = history.setting(LAST_YEAR - FIRST_YEAR + 1, scale)
    model = PilotModel(setting, history.past_plan(), Parameters.drawn(seed), Draws(seed))
    try:
        series = model.run()
    finally:
        model.free()
    name = f"{key}-{member:04d}"
    Kept(folder).put(name, name, {"flights": series["weekly_flights"], "load": series["load_factor"]})


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
        low, middle, high = np.quantile(opened, (0.1, 0.5, 0.9))
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
        ends = [np.quantile(one, (0.1, 0.5, 0.9)) for one in (count, flights)]
        rows.append(FlightsOfYear(year, int((real[end, far] > 0).sum()), *map(float, ends[0]), *map(float, ends[1])))
    return rows


def loads(found: RouteHistories) -> list[LoadOfRoute]:
    """Return the load factors that were published of a route, and those of the members that fly it then."""
    origin, rows = facts().origin_index["DEU"], []
    for year, counted, source in FRANKFURT_LOADS:
        within = slice(month_index(year, 1), month_index(year, 1) + 12)
        flown = found.flights[:, within, origin].min(axis=1) > 0
        if not 0 <= within.start < HORIZON or not flown.any():
            continue
        low, middle, high = np.quantile(found.load[flown][:, within, origin].mean(axis=1), (0.1, 0.5, 0.9))
        rows.append(LoadOfRoute("DEU", year, counted, float(low), float(middle), float(high), source))
    return rows


def routes_not_told_apart() -> list[str]:
    """Return intercontinental routes of Lukou to places that are part of the rest of the world."""
    return [route.destination for route in past_routes() if route.intercontinental and route.iso3 == "ROW"]
