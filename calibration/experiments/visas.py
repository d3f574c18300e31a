"""Visas: what lifting one brings, national against local rules, transit stays, and what follows for firms and trade."""

import dataclasses

import numpy as np

from calibration.experiments.intervention import LONG, Arm
from calibration.experiments.record import TENTH_YEAR, THIRD_YEAR, Experiment, Runs, by_origin, growth, month, total
from calibration.experiments.recorded_states import Series
from model.facts import facts
from model.interventions import EntrySet
from model.levers.actions import EasierVisa, Plan, TransitExemption, VisaFree

FREED = (
    *("KOR", "JPN", "USA", "RUS", "VNM", "MYS", "PHL", "SGP"),
    *("IND", "CAN", "AUS", "DEU", "THA", "GBR", "IDN", "FRA"),
)
"""The larger of the origins whose nationals needed a visa at the end of 2022."""
FAR_CITIES = ("chengdu", "chongqing", "rest_of_china")
"""Rivals that nobody adds to a trip to Nanjing by train."""
FIRST_SIX = ("DEU", "FRA", "ITA", "NLD", "ESP", "MYS")
"""The six whose nationals needed none from December 2023 on."""


def visa_free(origins: tuple[str, ...], scope: str, start: float | None = None) -> Plan:
    """Thirty days without a visa for the origins, from the first month unless ``start`` says otherwise."""
    start = month(2023) if start is None else start
    return Plan(visa_facilitation=(VisaFree(start=start, origins=origins, stay_days=30, scope=scope),))


def transit(hours: float) -> Arm:
    """Transit without visa at Lukou for ``hours``, fewer or more than the 144 that are in force."""
    if hours < facts().transit_hours_nanjing_2022:
        eligible = tuple(np.array(facts().origins)[facts().transit_eligible_2022])
        return Arm(interventions=(EntrySet("transit_hours_nanjing", hours, eligible),))
    exempt = TransitExemption(start=month(2023), hours=hours, scope="nanjing")
    return Arm(plan=Plan(visa_facilitation=(exempt,)))


NATIONAL, LOCAL = Arm(plan=visa_free(FREED, "national")), Arm(plan=visa_free(FREED, "nanjing"))
NONE, THREE_DAYS, TEN_DAYS = transit(0), transit(72), transit(240)


ON_ARRIVAL = Arm(
    plan=Plan(visa_facilitation=(EasierVisa(start=month(2023), origins=FREED, scope="national", form="port"),))
)
"""The sixteen may get their visa on arrival."""


def imposed(change: float) -> float:
    """What imposing does, %, where lifting changes by ``change`` %."""
    return 100 * (1 / (1 + change / 100) - 1)


def _visitors(runs: Runs) -> float:
    """What a visa does to visitors of an origin, mean over origins as in a panel of pairs, large and small alike."""
    places = [facts().origin_index[code] for code in FREED]
    before, after = (by_origin(runs[arm], "visitors")[places] for arm in ("without", "with"))
    return imposed(100 * (np.exp(np.log(after / before).mean()) - 1))


def _on_arrival(runs: Runs) -> float:
    """What a visa on arrival keeps away, % of what a visa keeps away."""
    none, port, free = (total(runs[arm], "visitors", THIRD_YEAR, FREED) for arm in ("without", "port", "free"))
    return 100 * float(np.log(free / port) / np.log(free / none))


def _leisure_or_business(runs: Runs) -> float:
    first_year = slice(0, 12)
    counted = sum(total(runs["with"], "visitors", first_year, FIRST_SIX, purpose=p) for p in ("leisure", "business"))
    return 100 * counted / total(runs["with"], "visitors", first_year, FIRST_SIX)


def _stock(runs: Runs) -> float:
    return imposed(growth(runs, "firms_by_source", TENTH_YEAR, FREED))


def _trade(runs: Runs) -> float:
    before, after = (
        sum(total(runs[arm], key, THIRD_YEAR, FREED) for key in ("goods_exports", "goods_imports"))
        for arm in ("without", "with")
    )
    return 100 * (before / after - 1)


def _transit_brings(runs: Runs) -> list[float]:
    return [growth(runs, "visitors"), growth(runs, "visitor_spending")]


def _breadth(runs: Runs) -> list[float]:
    base, nation, city = (runs[arm] for arm in ("without", "national", "local"))
    ours = [total(run, "visitors") for run in (base, nation, city)]
    theirs = [_in_cities(run, FAR_CITIES) for run in (base, nation, city)]
    return [100 * (ours[1] / ours[0] - 1), 100 * (theirs[1] / theirs[0] - 1), 100 * (ours[2] / ours[0] - 1),
            100 * (1 - theirs[2] / theirs[0])]  # fmt: skip


def _in_cities(run: Series, cities: tuple[str, ...]) -> float:
    return sum(total(run, "rival_visitors", city=city) for city in cities)


def _neighbours(runs: Runs) -> list[float]:
    """What far cities lose and what Shanghai gains, % of what Nanjing gains."""
    before, after = runs["without"], runs["with"]
    gained = total(after, "visitors") - total(before, "visitors")
    lost = _in_cities(before, FAR_CITIES) - _in_cities(after, FAR_CITIES)
    added = _in_cities(after, ("shanghai",)) - _in_cities(before, ("shanghai",))
    return [100 * lost / gained, 100 * added / gained]


def _hours(runs: Runs) -> list[float]:
    none, three, ten = (total(runs[arm], "visitors") for arm in ("none", "three", "ten"))
    return [100 * (three / none - 1), 100 * (ten / three - 1)]


def _shorter(runs: Runs) -> float:
    nights, people = (
        np.array([total(runs[arm], key) for arm in ("none", "ten")]) for key in ("visitor_nights", "visitors")
    )
    return nights[0] / people[0] - (nights[1] - nights[0]) / (people[1] - people[0])


def _onward(runs: Runs) -> float:
    def gain(purpose: str) -> float:
        none, ten = (total(runs[arm], "visitors", purpose=purpose) for arm in ("none", "ten"))
        return 100 * (ten / none - 1)

    return gain("transit") - gain("leisure")


_ONE = {"without": Arm(), "with": NATIONAL}
_THREE = {"none": NONE, "three": THREE_DAYS, "ten": TEN_DAYS}
_MOST_USED = (("visitors.transit_taken", 0.3),)
_USERS = {name: dataclasses.replace(arm, parameters=_MOST_USED) for name, arm in _THREE.items()}
"""The same where as many use transit as may: who they are and how long they stay is not a matter of their number."""
_FREED_EN, _FREED_ZH = "sixteen origins freed of visas by the nation", "国家对十六个客源地免签"
EXPERIMENTS = (
    Experiment("V01", _ONE, _visitors, _FREED_EN, _FREED_ZH),
    Experiment("V02", _ONE, _visitors, _FREED_EN, _FREED_ZH),
    Experiment("V04", _ONE, _visitors, _FREED_EN, _FREED_ZH),
    Experiment(
        "visa-arrival", {"without": Arm(), "port": ON_ARRIVAL, "free": NATIONAL}, _on_arrival,
        "sixteen origins freed of visas by the nation, or given them on arrival", "国家对十六个客源地免签，或实行口岸签证",
    ),
    Experiment(
        "V10", {"without": NONE, "with": THREE_DAYS}, _transit_brings,
        "72 hours of transit at Lukou, against none", "禄口 72 小时过境免签，与没有相比",
    ),
    Experiment(
        "V15", {"with": Arm(plan=visa_free(FIRST_SIX, "national"))}, _leisure_or_business,
        "six origins freed of visas by the nation", "国家对六个客源地免签",
    ),
    Experiment(
        "V20", {"without": Arm(months=LONG), "with": Arm(plan=NATIONAL.plan, months=LONG)}, _stock,
        f"{_FREED_EN}; firms from there in the tenth year", f"{_FREED_ZH}；第十年来自当地的企业",
    ),
    Experiment("V21", _ONE, _trade, _FREED_EN, _FREED_ZH),
    Experiment(
        "visa-breadth", {"without": Arm(), "national": NATIONAL, "local": LOCAL}, _breadth,
        "the same sixteen origins freed by the nation, and for Nanjing alone", "同样十六个客源地由国家免签，或仅对南京免签",
    ),
    Experiment(
        "visa-neighbours", {"without": Arm(), "with": LOCAL}, _neighbours,
        "sixteen origins freed for Nanjing alone", "仅对南京免签的十六个客源地",
    ),
    Experiment("transit-hours", _THREE, _hours, "transit at Lukou of 0, 72 and 240 hours", "禄口过境免签 0、72、240 小时"),
    Experiment("transit-stays", _USERS, _shorter, "transit at Lukou of 0 and 240 hours", "禄口过境免签 0 与 240 小时"),
    Experiment("transit-onward", _USERS, _onward, "transit at Lukou of 0 and 240 hours", "禄口过境免签 0 与 240 小时"),
)  # fmt: skip
