"""The foreign firms that are there when a run starts: a steady stock, drawn one to one.

It is that of the end of 2022. A run that starts later finds besides the firms that came since, as many and as large as
the climate let them be.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import ZONES
from model.clock import Clock
from model.draws import Draws
from model.facts import Facts
from model.firms import capital
from model.firms import firm_figures as figures
from model.firms.investors import MAINLAND_NUMERIC, PAST_SLOTS, slots
from model.firms.money import Money
from model.firms.siting import sited
from model.population import Population

CHANNEL_BLOCK = 16384
"""Identities kept for each way of capital within a source and sector."""
LUCK = ("ticket", "paid", "number", "span", "delay", "phase", "level", "age", "zone", "endurance", "substance", "joint")


class Climate(NamedTuple):
    """What investors met in the months before the run, latest first, 2022 = 1, (months,) each."""

    contract: np.ndarray
    """Contract of the mean project."""
    number: np.ndarray
    """Number of projects, with what Nanjing then drew of them; only of the months since the end of 2022, (months since,)."""
    weight: np.ndarray
    """Substantive projects per project, of the same months."""


def found_stock(
    firms: Population,
    money: Money,
    facts: Facts,
    draws: Draws,
    young: capital.Youth,
    clock: Clock,
    climate: Climate,
    joint: np.ndarray,
    sites: np.ndarray,
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
        climate: what they met when they came.
        joint: share of joint ventures, (ways, sectors).
        sites: share of a zone's firms on each national platform, (platforms, zones, sectors).
    """
    projects = money.projects
    ways = np.stack([projects.direct.T, projects.through.T], axis=1)
    hazards = projects.hazard[:, None] * projects.multiples
    since = Since(hazards, young, np.repeat(climate.number, clock.parts), clock.parts)
    expected = (
        ways / projects.total.sum(axis=0)[:, None, None] * (facts.foreign_firms_2022 * since.growth)[:, None, None]
    )
    seed = draws.between_members("firms.stock", -1, np.zeros(1, np.uint64))[0, 0]
    number = np.diff(np.floor(np.append(0.0, np.cumsum(expected.ravel())) + seed)).astype(np.int64)
    sector, way, source = (np.repeat(grid.ravel(), number) for grid in np.indices(expected.shape))
    slot = _slots(facts, way, source, sector, number)
    luck = dict(zip(LUCK, draws.uniforms("firms.founded", -1, slot, len(LUCK)).astype(np.float64), strict=True))

    older = np.cumsum(since.here, axis=1) / since.here.sum(axis=1, keepdims=True)
    level = np.minimum((luck.pop("level") > older.T[:, sector]).sum(axis=0), capital.PROFIT_LEVELS - 1)
    luck["profit"] = (level + 0.5) / capital.PROFIT_LEVELS
    hazard = projects.hazard[sector] * projects.multiples[level]
    age = capital.steady_age(since.steady(luck.pop("age"), sector, level), hazard, young, clock.parts)
    zones = np.cumsum(facts.zone_sector_share, axis=0)
    origin = np.where(way == 1, facts.origin_index["HKG"], source)
    zone = np.minimum((luck.pop("zone") > zones[:, sector]).sum(axis=0), len(ZONES) - 1)
    paying, months = age <= money.longest, age // clock.parts
    weight = np.append(climate.weight, 1.0).take(months, mode="clip")
    rows = figures.enter(
        firms,
        projects,
        slot=slot,
        source=source,
        origin=origin,
        sector=sector,
        zone=zone,
        platform=sited(draws, slot, zone, sector, sites),
        licence=clock.now - age,
        joint=luck.pop("joint") < joint[way, sector],
        endurance=-np.log(luck.pop("endurance")),
        **money.contracts(
            luck, origin, sector, np.where(paying, climate.contract.take(months, mode="clip"), 1.0), weight
        ),
    )
    money.settle_past(firms, rows, age)


class Since:
    """How firms that came since the end of 2022 change the numbers and ages of a steady stock.

    Args:
        hazards: of leaving a step, (sectors, levels).
        young: how firms leave while young.
        number: projects by step before the start, latest first, a steady stock = 1, (steps,).
        parts: steps in a month.
    """

    def __init__(self, hazards: np.ndarray, young: capital.Youth, number: np.ndarray, parts: int) -> None:
        left = capital.lifetime(hazards[..., None], young, np.arange(number.size + 1), parts)
        came = np.cumsum((left[..., :-1] - left[..., 1:]) * number, axis=-1)
        self.here = left[..., -1] + (came[..., -1] if number.size else 0.0)
        """Firms that are there by sector and level, those of one step's usual projects = 1, (sectors, levels)."""
        self.growth = self.here.sum(axis=1) / left[..., 0].sum(axis=1)
        """Firms that are there relative to a steady stock, (sectors,)."""
        none = np.zeros((*hazards.shape, 1))
        self._younger = np.concatenate([none, came / self.here[..., None]], axis=-1)
        self._steady = 1 - left / left[..., :1]

    def steady(self, u: np.ndarray, sector: np.ndarray, level: np.ndarray) -> np.ndarray:
        """Return for each firm the share younger than it in a steady stock, from the share in this one, (firms,)."""
        if self._younger.shape[-1] == 1:
            return u
        out = np.empty_like(u)
        for at in np.ndindex(self.here.shape):
            firms = (sector == at[0]) & (level == at[1])
            younger, steady = np.append(self._younger[at], 1.0), np.append(self._steady[at], 1.0)
            out[firms] = np.interp(u[firms], younger, steady)
        return out


def _slots(facts: Facts, way: np.ndarray, source: np.ndarray, sector: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Return identities by way, source, sector and number within them; ``number`` counts the firms of each group."""
    numeric = np.append(facts.iso_numeric, MAINLAND_NUMERIC).astype(np.uint64)
    k = np.arange(way.size) - np.repeat(np.cumsum(number) - number, number) + way * CHANNEL_BLOCK
    return slots(numeric[source], sector, PAST_SLOTS + k // 512, k % 512)
