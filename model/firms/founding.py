"""The foreign firms that are there when a run starts: a steady stock, drawn one to one."""

import numpy as np

from common.vocabulary import ZONES
from model.clock import Clock
from model.draws import Draws
from model.facts import Facts
from model.firms import capital
from model.firms.investors import MAINLAND_NUMERIC, slots
from model.firms.money import Money
from model.population import Population

PAST_SLOTS = 436
"""Month code from which the identities of these firms are numbered; later than any month of a run."""
CHANNEL_BLOCK = 16384
"""Identities kept for each way of capital within a source and sector."""
LUCK = ("ticket", "paid", "number", "span", "delay", "phase", "level", "age", "zone", "endurance", "substance", "joint")


def found_stock(
    firms: Population,
    money: Money,
    facts: Facts,
    draws: Draws,
    young: capital.Youth,
    clock: Clock,
    climate: np.ndarray,
    joint: np.ndarray,
) -> None:
    """Fill the population with the firms of a steady stock in the month before the run.

    Numbers by sector, way and source are those expected, rounded up or down by one draw for all, so that their total
    is kept. Ages and profit levels follow the law of survival. Firms that are still paying in have contracts of the
    climate in which they committed, older ones those of 2022.

    Args:
        firms: the population, empty.
        money: draws the contracts; its projects give the targets.
        facts: the facts.
        draws: the member's luck.
        young: how they leave while young.
        clock: stands in the month before the run.
        climate: contract of the mean project in China by months since it was licensed, 2022 = 1, (months,).
        joint: share of joint ventures, (ways, sectors).
    """
    projects = money.projects
    ways = np.stack([projects.direct.T, projects.through.T], axis=1)
    expected = ways / projects.total.sum(axis=0)[:, None, None] * facts.foreign_firms_2022[:, None, None]
    seed = draws.between_members("firms.stock", -1, np.zeros(1, np.uint64))[0, 0]
    number = np.diff(np.floor(np.append(0.0, np.cumsum(expected.ravel())) + seed)).astype(np.int64)
    sector, way, source = (np.repeat(grid.ravel(), number) for grid in np.indices(expected.shape))
    slot = _slots(facts, way, source, sector, number)
    luck = dict(zip(LUCK, draws.uniforms("firms.founded", -1, slot, len(LUCK)).astype(np.float64), strict=True))

    here = capital.lifetime(projects.hazard[:, None] * projects.multiples, young, parts=clock.parts)
    older = np.cumsum(here, axis=1) / here.sum(axis=1, keepdims=True)
    level = np.minimum((luck.pop("level") > older.T[:, sector]).sum(axis=0), capital.PROFIT_LEVELS - 1)
    luck["profit"] = (level + 0.5) / capital.PROFIT_LEVELS
    hazard = projects.hazard[sector] * projects.multiples[level]
    age = capital.steady_age(luck.pop("age"), hazard, young, clock.parts)
    zones = np.cumsum(facts.zone_sector_share, axis=0)
    origin = np.where(way == 1, facts.origin_index["HKG"], source)
    paying = age <= money.longest
    rows = firms.add(
        slot=slot,
        source=source,
        origin=origin,
        sector=sector,
        zone=np.minimum((luck.pop("zone") > zones[:, sector]).sum(axis=0), len(ZONES) - 1),
        licence=clock.now - age,
        joint=luck.pop("joint") < joint[way, sector],
        endurance=-np.log(luck.pop("endurance")),
        **money.contracts(luck, origin, sector, np.where(paying, climate.take(age // clock.parts, mode="clip"), 1.0)),
    )
    money.settle_past(firms, rows, age)


def _slots(facts: Facts, way: np.ndarray, source: np.ndarray, sector: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Return identities by way, source, sector and number within them; ``number`` counts the firms of each group."""
    numeric = np.append(facts.iso_numeric, MAINLAND_NUMERIC).astype(np.uint64)
    k = np.arange(way.size) - np.repeat(np.cumsum(number) - number, number) + way * CHANNEL_BLOCK
    return slots(numeric[source], sector, PAST_SLOTS + k // 512, k % 512)
