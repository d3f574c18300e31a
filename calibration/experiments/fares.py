"""Fares, prices and incomes: what travellers answer to, at given seats, one route, one city or one country dearer."""

import numpy as np

from calibration.experiments.gravity import ppml
from calibration.experiments.intervention import TIMETABLE_HELD, Arm
from calibration.experiments.record import THIRD_YEAR, Experiment, Runs, by_origin, elasticity, total
from model.facts import facts
from model.interventions import FaresTimes, PathTimes, WireTimes

BY = 1.1
"""Factor on fares, incomes and prices."""
_AMPLE = WireTimes("seats_to_visitors", 1000.0, fields=("seats",))
_FIXED = (("carriers.fare_adjustment", 0.0), *TIMETABLE_HELD)
"""Fares stay as they are, and so does the timetable."""


def demand(fares: FaresTimes | None = None) -> Arm:
    """Demand at given fares and flights: airlines hold both, and nobody lacks a seat."""
    return Arm(interventions=(_AMPLE, *([fares] if fares else [])), parameters=_FIXED)


PLAIN = demand()
ROUTE, CITY, NATION = (demand(FaresTimes(BY, breadth)) for breadth in ("route", "city", "nation"))
NEAR_KM = 4500


def routes(near: bool) -> tuple[str, ...]:
    """Return origins with flights in 2019 but the rest of the world, near or far."""
    f = facts()
    flown = (f.flights_2019_weekly > 0) & ((f.distance_km < NEAR_KM) == near)
    return tuple(code for code, met in zip(f.origins[:-1], flown[:-1], strict=True) if met)


def _answer(runs: Runs, origins: tuple[str, ...]) -> float:
    """Return the elasticity of those who fly direct: visitors, as their own room counts them, and residents who want to."""
    before, after = (
        total(runs[arm], "visitors_by_way", THIRD_YEAR, origins, way="direct")
        + total(runs[arm], "residents_wanting", THIRD_YEAR, origins)
        for arm in ("without", "with")
    )
    return float(np.log(after / before) / np.log(BY))


def _route(runs: Runs) -> float:
    return _answer(runs, routes(True) + routes(False))


def _near(runs: Runs) -> float:
    return _answer(runs, routes(True))


def _far(runs: Runs) -> float:
    return _answer(runs, routes(False))


def _visitors_far(runs: Runs) -> float:
    return elasticity(runs, BY, "visitors_by_way", THIRD_YEAR, routes(False), way="direct")


def _visitors_near(runs: Runs) -> float:
    return elasticity(runs, BY, "visitors_by_way", THIRD_YEAR, routes(True), way="direct")


def _everywhere(run) -> float:
    return total(run, "visitors") + total(run, "rival_visitors")


def _breadths(runs: Runs) -> list[float]:
    """How far the answer to a dearer route exceeds that to a dearer city, and that the one to a dearer country."""
    pairs = {
        "route": [total(runs[arm], "visitors_by_way", way="direct") for arm in ("without", "route")],
        "city": [total(runs[arm], "first_stops") for arm in ("without", "city")],
        "nation": [_everywhere(runs[arm]) for arm in ("without", "nation")],
    }
    size = {name: -np.log(after / before) / np.log(BY) for name, (before, after) in pairs.items()}
    return [size["route"] - size["city"], size["city"] - size["nation"], size["nation"]]


def _purposes(runs: Runs) -> float:
    leisure, business = (elasticity(runs, BY, "visitors", purpose=purpose) for purpose in ("leisure", "business"))
    return business - leisure


def _income(runs: Runs) -> float:
    return elasticity(runs, BY, "visitors", slice(12, 36))


def _price(runs: Runs) -> float:
    return elasticity(runs, BY, "visitors")


def _exports(runs: Runs) -> float:
    return elasticity(runs, BY, "goods_exports", slice(12, 36))


def _usd_a_head(runs: Runs) -> float:
    return elasticity(runs, BY, "visitor_spending") - elasticity(runs, BY, "visitors")


def _residents(runs: Runs) -> float:
    return elasticity(runs, BY, "residents_bound", THIRD_YEAR, routes(True) + routes(False))


def _across(runs: Runs) -> list[float]:
    distance, size = ppml(by_origin(runs["with"], "visitors"))
    return [-distance, size]


_INCOMES = {"without": Arm(), "with": Arm(interventions=(PathTimes("income_index", BY),))}
_YUAN = {"without": Arm(), "with": Arm(interventions=(PathTimes("exchange_rate", 1 / BY),))}
_INCOMES_EN, _INCOMES_ZH, _YUAN_EN, _YUAN_ZH = (
    "incomes abroad a tenth higher",
    "境外收入提高一成",
    "the yuan a tenth dearer",
    "人民币升值一成",
)
EXPERIMENTS = (
    Experiment("F01", {"without": PLAIN, "with": ROUTE}, _route, "direct fares a tenth higher", "直飞票价上涨一成"),
    Experiment("F05", {"without": PLAIN, "with": NATION}, _purposes, "all fares to China a tenth higher", "全部来华票价上涨一成"),
    Experiment("fare-near", {"without": PLAIN, "with": ROUTE}, _near, "direct fares a tenth higher", "直飞票价上涨一成"),
    Experiment("fare-far", {"without": PLAIN, "with": ROUTE}, _far, "direct fares a tenth higher", "直飞票价上涨一成"),
    Experiment("fare-near-visitors", {"without": PLAIN, "with": ROUTE}, _visitors_near, "direct fares a tenth higher", "直飞票价上涨一成"),
    Experiment("fare-far-visitors", {"without": PLAIN, "with": ROUTE}, _visitors_far, "direct fares a tenth higher", "直飞票价上涨一成"),
    Experiment(
        "fare-breadth", {"without": PLAIN, "route": ROUTE, "city": CITY, "nation": NATION}, _breadths,
        "fares a tenth higher on direct flights, on all ways to Nanjing, on all ways to China", "直飞、全部来宁、全部来华票价分别上涨一成",
    ),
    Experiment(
        "F04", {"without": PLAIN, "with": CITY}, _residents,
        "fares of all ways between Nanjing and abroad a tenth higher", "南京与境外间各途径票价上涨一成",
    ),
    Experiment("F07", _INCOMES, _income, _INCOMES_EN, _INCOMES_ZH),
    Experiment("incomes-exports", _INCOMES, _exports, _INCOMES_EN, _INCOMES_ZH),
    Experiment("F10", _YUAN, _price, _YUAN_EN, _YUAN_ZH),
    Experiment("yuan-spending", _YUAN, _usd_a_head, _YUAN_EN, _YUAN_ZH),
    Experiment("visitors-gravity", {"with": Arm()}, _across, "nothing", "无"),
)  # fmt: skip
