"""Routes and seats: who gains from a direct seat, what rights bring, and what becomes of a route without support."""

import numpy as np

from calibration.experiments.intervention import TIMETABLE_HELD, Arm
from calibration.experiments.record import THIRD_YEAR, Experiment, Runs, elasticity, growth, month, total
from common.vocabulary import WAYS
from model.facts import facts
from model.interventions import FlightsTimes, WireTimes
from model.levers.actions import LaunchSupport, Plan, RouteGrant

THIN = ("NLD", "ESP", "CHE", "SWE", "NZL")
"""Far markets without a flight, each with some 1,500 visitors a year by way of a hub."""
NEW_RICH, NEW_POORER = ("GBR", "FRA", *THIN[:4]), ("KAZ", "BRA", "TUR", "IND", "MNG")
"""Origins without a flight in 2019, of high and of middle income."""
BOUND = ("USA", "RUS", "CAN", "AUS", "DEU", "ITA")
"""Far markets whose few flights of 2019 used up the rights."""
ALL_NEW = ("GBR", "FRA", *THIN, *NEW_POORER, "NOR", "POL", "ARE", "SAU")


def opened(origins: tuple[str, ...], cny_per_seat: float = 3000.0, until: float = np.inf) -> Plan:
    """Allow a daily flight to each origin, with support until a month (the usual support covers all losses)."""
    start = month(2023)
    grants = [RouteGrant(start=start, origins=(origin,), weekly_frequencies=7.0) for origin in origins]
    support = LaunchSupport(start=start, end=until, origins=origins, cny_per_seat=cny_per_seat)
    return Plan(route_rights=(*grants, support))


_ALL_BOUND = (("rights.all", 0.5), *((f"rights.of.{origin}", 0.3) for origin in facts().origins))
NARROW = Arm(parameters=_ALL_BOUND)
"""Rights that allow no more than was flown in 2019, in every market: many of Lukou's markets are not so narrow."""
WIDE = Arm(
    parameters=_ALL_BOUND,
    plan=Plan(
        route_rights=tuple(
            RouteGrant(start=month(2023), origins=(origin,), weekly_frequencies=200.0) for origin in facts().origins
        )
    ),
)
"""Rights that bind nowhere."""
OPENED = Arm(plan=opened(ALL_NEW))
SUPPORT_ENDS = month(2024, 11)
MORE = 1.1
HALF_MORE = 1.5
HELD = Arm(parameters=TIMETABLE_HELD)
CAPACITY = Arm(interventions=(FlightsTimes(MORE),), parameters=TIMETABLE_HELD)
THICKER = Arm(interventions=(FlightsTimes(HALF_MORE, BOUND),), parameters=TIMETABLE_HELD)
FAR_WITHOUT_LINKS, NEXT_TO_SHANGHAI = ("NOR", "POL", "BRA", "SAU"), ("KOR", "JPN", "TWN")
"""Far markets that no nonstop flight links with Shanghai, and near ones with flights there all day."""
ONE_MORE_A_DAY = Arm(interventions=(FlightsTimes(1.3, NEXT_TO_SHANGHAI),), parameters=TIMETABLE_HELD)
"""About a daily flight more to each."""
MARKET = 2500.0
"""Passengers a year between two airports, by any way, of the market that the published figure is of."""


def served() -> tuple[str, ...]:
    """Return origins with flights in 2019."""
    return tuple(code for code, flights in zip(facts().origins, facts().flights_2019_weekly, strict=True) if flights)


def _places(origins: tuple[str, ...]) -> list[int]:
    return [facts().origin_index[code] for code in origins]


def _between_airports(runs: Runs, arm: str) -> np.ndarray:
    """Return passengers of year 3 between Lukou and the new markets, direct and by hubs, both ways, (markets,)."""
    run = {key: runs[arm][key][THIRD_YEAR].astype(float).sum(axis=0)[_places(ALL_NEW)] for key in
           ("visitors_by_way", "residents_direct", "residents_by_hub")}  # fmt: skip
    direct, hub = (run["visitors_by_way"][:, WAYS.index(way)] for way in ("direct", "via_hub"))
    return 2 * (direct + hub + run["residents_direct"] + run["residents_by_hub"])


def _stimulation(runs: Runs) -> tuple[np.ndarray, np.ndarray]:
    """Return logs of earlier passengers and of their growth factor, for markets with flights only in the arm."""
    new = _places(ALL_NEW)
    without, flown = (runs[arm]["timetable"][THIRD_YEAR][:, new].mean(axis=0) for arm in ("without", "with"))
    met = (without < 1) & (flown >= 1)
    before, after = (np.log(_between_airports(runs, arm)[met]) for arm in ("without", "with"))
    return before, after - before


def _stimulated(runs: Runs) -> float:
    """Return the factor that the line through the new markets gives at the published size."""
    slope, level = np.polyfit(*_stimulation(runs), 1)
    return float(np.exp(level + slope * np.log(MARKET)))


def _thin_against_thick(runs: Runs) -> float:
    return -float(np.polyfit(*_stimulation(runs), 1)[0])


def _passengers(runs: Runs) -> float:
    return growth(runs, "direct_passengers", origins=served())


def _projects(runs: Runs) -> float:
    return growth(runs, "entry_by_source", slice(6, 30), THIN)


def _rich_first(runs: Runs) -> list[float]:
    rich, poorer = (
        (
            total(runs["with"], "entry_by_source", origins=group)
            - total(runs["without"], "entry_by_source", origins=group)
        )
        / len(group)
        for group in (NEW_RICH, NEW_POORER)
    )
    return [rich, rich - poorer]


def _entry(runs: Runs) -> float:
    return growth(runs, "entry_by_source", origins=BOUND)


def _meetings(runs: Runs) -> float:
    """What sectors that live on meetings gain in new firms beyond those that do not, percentage points."""
    before, after = (runs[arm]["entry_by_sector"][THIRD_YEAR].astype(float).sum(axis=0) for arm in ("without", "with"))
    many = facts().meetings > 1
    groups = (100 * (after[group].sum() / before[group].sum() - 1) for group in (many, ~many))
    return next(groups) - next(groups)


def _arrivals(runs: Runs) -> float:
    """Return the elasticity of visitors who fly direct."""
    return elasticity(runs, MORE, "visitors_by_way", way="direct")


def _exports(runs: Runs) -> float:
    return elasticity(runs, HALF_MORE, "goods_exports", origins=BOUND)


def _goods(runs: Runs) -> float:
    return growth(runs, "goods_exports")


def _services_beyond_goods(runs: Runs) -> float:
    return growth(runs, "services_exports") - growth(runs, "goods_exports")


def _load(runs: Runs) -> float:
    return 100 * total(runs["with"], "direct_passengers") / total(runs["with"], "seats")


def _far_and_near(runs: Runs) -> list[float]:
    """What a daily flight adds to all visitors, %: in far markets, and how much more than in near ones."""
    pairs = ("without", "opened", FAR_WITHOUT_LINKS), ("held", "thicker", NEXT_TO_SHANGHAI)
    far, near = (
        100 * (total(runs[after], "visitors", origins=group) / total(runs[before], "visitors", origins=group) - 1)
        for before, after, group in pairs
    )
    return [far, far - near]


def _alive(runs: Runs) -> np.ndarray:
    """Flights a week planned to the new markets in each month, (months, origins)."""
    return runs["with"]["timetable"][:, _places(ALL_NEW)]


def _die(runs: Runs) -> float:
    flown = _alive(runs)
    at_end_of_support = flown[21] >= 1
    return 100 * float((flown[35] < 1)[at_end_of_support].mean())


_EN, _ZH = (
    "daily flights may be opened to far markets without one, with support",
    "允许并补助开通尚无航班的远程市场每日航班",
)
_OPENED = {"without": Arm(), "with": OPENED}
_RIGHTS = {"without": NARROW, "with": WIDE}
_RIGHTS_EN, _RIGHTS_ZH = (
    "rights that bind everywhere, and nowhere; carriers decide",
    "航权由处处受限到不再构成限制，由航空公司决定",
)
_THICKER = {"without": HELD, "with": THICKER}
_TRIPS = {"without": Arm(), "with": Arm(interventions=(WireTimes("flights_to_firms", 0.8),))}
_TRIPS_EN, _TRIPS_ZH = "a business trip costs a fifth less", "商务出行成本降低五分之一"
_HALF_EN, _HALF_ZH = "half as many flights again to six far markets", "六个远程市场航班增加一半"
EXPERIMENTS = (
    Experiment("R01", _OPENED, _stimulated, _EN, _ZH),
    Experiment("R03", _RIGHTS, _passengers, _RIGHTS_EN, _RIGHTS_ZH),
    Experiment("R07", _OPENED, _projects, _EN, _ZH),
    Experiment("R09", _OPENED, _rich_first, _EN, _ZH),
    Experiment("R12", _THICKER, _entry, _HALF_EN, _HALF_ZH),
    Experiment("entry-meetings", _TRIPS, _meetings, _TRIPS_EN, _TRIPS_ZH),
    Experiment(
        "R14", {"without": HELD, "with": CAPACITY}, _arrivals,
        "a tenth more flights and seats everywhere", "所有航线航班与座位增加一成",
    ),
    Experiment("R17", _THICKER, _exports, _HALF_EN, _HALF_ZH),
    Experiment("R18", _TRIPS, _goods, _TRIPS_EN, _TRIPS_ZH),
    Experiment("trips-services", _TRIPS, _services_beyond_goods, _TRIPS_EN, _TRIPS_ZH),
    Experiment("R22", {"with": Arm()}, _load, "nothing", "无"),
    Experiment(
        "direct-far-near", {"without": Arm(), "opened": OPENED, "held": HELD, "thicker": ONE_MORE_A_DAY}, _far_and_near,
        "a daily flight opened to far markets, one more a day to near ones", "远程市场开通每日航班，近程市场每日增加一班",
    ),
    Experiment("direct-thin-thick", _OPENED, _thin_against_thick, _EN, _ZH),
    Experiment(
        "support-ends", {"with": Arm(plan=opened(ALL_NEW, 1500.0, SUPPORT_ENDS))}, _die,
        "support for new flights ends after 22 months", "新航线补助在 22 个月后结束",
    ),
)  # fmt: skip
