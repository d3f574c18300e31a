"""Investors: market access by sector, the package as a whole, and what neighbours lose."""

import numpy as np

from calibration.experiments.intervention import LONG, Arm
from calibration.experiments.record import TENTH_YEAR, THIRD_YEAR, Experiment, Runs, elasticity, growth, total
from common.vocabulary import SECTORS
from model.interventions import ChannelPlus, PathTimes
from model.levers.actions import Plan
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import plans

OPENED_SECTORS = ("finance", "health", "tourism_retail")
"""Sectors opened one at a time: closed ones and an open one."""


def package() -> Plan:
    """What the shipped scenario of the whole plan does."""
    return plans(read(FOLDER / "full-pilot.yaml"))["scenario"]


BY = 1.1
"""Factor on incomes and the exchange rate."""
RICHER = ("DEU", "KOR", "USA", "JPN")
"""Origins that grow richer."""
LESS = ChannelPlus("market_access", 0.1, relative=True)
SUPPORT = Arm(interventions=(ChannelPlus("zone_attraction", 0.3),))
PACKAGE = Arm(plan=package())
_OPENED = {sector: Arm(interventions=(ChannelPlus("market_access", 0.1, (sector,)),)) for sector in OPENED_SECTORS}


def _own_sector(runs: Runs) -> list[float]:
    """What the opened sector gains in new firms, %, beyond the sector that gains most of all others."""
    before = runs["without"]["entry_by_sector"][THIRD_YEAR].astype(float).sum(axis=0)
    gaps = []
    for sector in OPENED_SECTORS:
        gain = 100 * (runs[sector]["entry_by_sector"][THIRD_YEAR].astype(float).sum(axis=0) / before - 1)
        gaps.append(gain[SECTORS.index(sector)] - np.delete(gain, SECTORS.index(sector)).max())
    return gaps


def _stock(runs: Runs) -> float:
    return growth(runs, "foreign_firms", TENTH_YEAR)


def _new_firms(runs: Runs) -> float:
    return growth(runs, "new_foreign_firms", slice(0, 36))


def _first_year(runs: Runs) -> float:
    months = slice(3, 15)
    before, after = (
        sum(total(runs[arm], key, months) for key in ("goods_exports", "goods_imports")) for arm in ("without", "with")
    )
    return 100 * (after / before - 1)


def _output(runs: Runs) -> float:
    return growth(runs, "gdp")


def _neighbours(runs: Runs) -> list[float]:
    """FDI that Shanghai and Suzhou lose, % of theirs, and how much more that is than inland Chengdu loses."""
    shanghai, suzhou, chengdu = (-growth(runs, "rival_fdi", city=city) for city in ("shanghai", "suzhou", "chengdu"))
    return [shanghai, suzhou, min(shanghai, suzhou) - chengdu]


def _from_richer(runs: Runs) -> float:
    return elasticity(runs, BY, "entry_by_source", origins=RICHER)


def _from_everywhere(runs: Runs) -> float:
    return elasticity(runs, BY, "entry_by_source")


def _makers(runs: Runs) -> float:
    """What makers gain in new firms where goods are saved a hundredth of their price, %."""
    place = SECTORS.index("manufacturing")
    before, after = (
        runs[arm]["entry_by_sector"][THIRD_YEAR][:, place].astype(float).sum() for arm in ("without", "with")
    )
    return 100 * (after / before - 1)


_PACKAGE = {"without": Arm(), "with": PACKAGE}
_PACKAGE_EN, _PACKAGE_ZH = "the whole plan, as shipped", "整套方案（随项目提供的情景）"
EXPERIMENTS = (
    Experiment(
        "incomes-investment", {"without": Arm(), "with": Arm(interventions=(PathTimes("income_index", BY, RICHER),))},
        _from_richer, "incomes of four origins a tenth higher; firms from there", "四个投资来源地收入提高一成；来自当地的企业",
    ),
    Experiment(
        "yuan-investment", {"without": Arm(), "with": Arm(interventions=(PathTimes("exchange_rate", BY),))},
        _from_everywhere, "the yuan a tenth cheaper", "人民币贬值一成",
    ),
    Experiment(
        "goods-investment", {"without": Arm(), "with": Arm(interventions=(ChannelPlus("goods_cost", 0.01),))},
        _makers, "goods saved a hundredth of their price", "货物贸易成本降低相当于价格的 1%",
    ),
    Experiment(
        "P01", {"without": Arm(months=LONG), "with": Arm(interventions=(LESS,), months=LONG)}, _stock,
        "a tenth less restrictiveness in every sector; firms in the tenth year", "各行业限制度降低一成；第十年企业数",
    ),
    Experiment("P04", _PACKAGE, _new_firms, _PACKAGE_EN, _PACKAGE_ZH),
    Experiment("P07", _PACKAGE, _first_year, _PACKAGE_EN, _PACKAGE_ZH),
    Experiment("P10", _PACKAGE, _output, _PACKAGE_EN, _PACKAGE_ZH),
    Experiment(
        "access-by-sector", {"without": Arm(), **_OPENED}, _own_sector,
        "finance, health, tourism and retail opened one at a time", "金融、健康、旅游零售逐一放开",
    ),
    Experiment(
        "investment-neighbours", {"without": Arm(), "with": SUPPORT}, _neighbours,
        "rent support in all zones of Nanjing", "南京各片区租金补助",
    ),
)  # fmt: skip
