"""Figures of foreign firms: the flows of a month, firms, stages and jobs.

A firm's stages: it has chosen Nanjing and waits for its licence (still counted as scouting); licensed, with no money
yet; paying in; operating, when all planned money is paid. It is a foreign firm in operation from its licence on.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from common.vocabulary import MODES, PLATFORMS, SECTORS, STAGES, ZONES
from model.firms.money import MONEY_COLUMNS
from model.firms.projects import Projects
from model.population import Population

COLUMNS = {
    "slot": "u4",
    "source": "i8",  # where the capital truly comes from; the number after the last origin is the mainland
    "origin": "i8",  # where it comes from at once
    "sector": "i8",
    "zone": "i8",
    "platform": "i8",  # the national platform on which it sits, the last: none
    "licence": "i8",  # when it was or will be given, parts of months on the clock (whole months at the usual step)
    "joint": "?",  # a joint venture, else wholly foreign
    "endurance": "f8",  # what is left of it; a firm whose endurance is used up leaves
    "hazard": "f8",  # by which it is used up in a step of the run, but for its youth and how well it does here
    "cell": "i8",  # place in the flat table of sources and sectors
    "spot": "i8",  # place in the flat table of zones and sectors
    **MONEY_COLUMNS,
}
"""What each foreign firm carries."""
PROSPECTS, SCOUTING, LICENSED, PAYING_IN, OPERATING = range(len(STAGES))


def _by_sector() -> np.ndarray:
    return np.zeros(len(SECTORS))


@dataclass
class Flows:
    """What foreign firms did in one month, or in one part of it."""

    by_origin: np.ndarray
    """FDI in actual use by immediate origin, million USD, (origins,)."""
    through_hong_kong: np.ndarray
    """Part of it that came through Hong Kong by where the capital truly comes from, (sources,)."""
    use: np.ndarray = field(default_factory=lambda: np.zeros((len(SECTORS), len(ZONES))))
    """FDI in actual use, million USD, (sectors, zones)."""
    by_mode: np.ndarray = field(default_factory=lambda: np.zeros(len(MODES)))
    """The same by mode, (modes,)."""
    by_platform: np.ndarray = field(default_factory=lambda: np.zeros(len(PLATFORMS)))
    """The same by national platform, (platforms,)."""
    to_enclaves: np.ndarray = field(default_factory=lambda: np.zeros(2))
    """Plants that went to enclave parks outside the city: jobs planned, and contracts in million USD, (2,)."""
    elsewhere: float = 0.0
    """What such plants paid in, million USD."""
    new: np.ndarray = field(default_factory=_by_sector)
    """Firms licensed, (sectors,)."""
    substantive: np.ndarray = field(default_factory=_by_sector)
    """Of them more than micro entries, (sectors,)."""
    left: np.ndarray = field(default_factory=_by_sector)
    """Firms that left, (sectors,)."""
    contracted: np.ndarray = field(default_factory=_by_sector)
    """Contracts of new firms and reinvestment, million USD, (sectors,)."""
    promised: float = 0.0
    """Contracts of new firms, million USD."""
    paid_in: float = 0.0
    """Instalments paid, million USD."""
    lapsed: float = 0.0
    """Contracts that will never be paid, million USD."""

    @classmethod
    def none(cls, origins: int) -> "Flows":
        """Return the flows of a month in which nothing happens; the last source, the mainland, is no origin."""
        return cls(by_origin=np.zeros(origins), through_hong_kong=np.zeros(origins + 1))


def enter(firms: Population, projects: Projects, **columns: Any) -> slice:
    """Add firms, with what follows from their other columns, and return their rows."""
    source, sector, zone, level = (np.asarray(columns[name]) for name in ("source", "sector", "zone", "level"))
    return firms.add(
        **columns,
        hazard=projects.hazard[sector] * projects.multiples[level],
        cell=source * len(SECTORS) + sector,
        spot=zone * len(SECTORS) + sector,
    )


def by_mode(firms: Population, paid: np.ndarray, again: np.ndarray) -> np.ndarray:
    """Return money by mode, (modes,): wholly foreign, joint ventures, reinvestment.

    Args:
        firms: the firms.
        paid: instalments of each, million USD.
        again: profit that each puts back, million USD.
    """
    joint = float(paid @ firms["joint"])
    return np.array([paid.sum() - joint, joint, again.sum()])


def away(firms: Population, now: int) -> np.ndarray:
    """Return the places in the population of firms that wait for their licence and are not yet in operation."""
    return np.flatnonzero(firms["licence"] > now)


def _counted(groups: np.ndarray, waiting: np.ndarray, size: int) -> np.ndarray:
    """Return firms in operation by group, (size,), from the group of each firm and the places of those not in operation."""
    number = np.bincount(groups, minlength=size) - np.bincount(groups[waiting], minlength=size)
    return number.astype(float)


def count(firms: Population, waiting: np.ndarray, sources: int) -> np.ndarray:
    """Return foreign firms in operation by true source, (sources, sectors); ``waiting``: see :func:`away`."""
    return _counted(firms["cell"], waiting, sources * len(SECTORS)).reshape(sources, len(SECTORS))


def count_by_zone(firms: Population, waiting: np.ndarray) -> np.ndarray:
    """Return foreign firms in operation by zone, (zones,); ``waiting``: see :func:`away`."""
    return _counted(firms["zone"], waiting, len(ZONES))


def count_by_platform(firms: Population, waiting: np.ndarray) -> np.ndarray:
    """Return foreign firms in operation by national platform, (platforms,); ``waiting``: see :func:`away`."""
    return _counted(firms["platform"], waiting, len(PLATFORMS))


def jobs_by_platform(firms: Population) -> np.ndarray:
    """Return jobs in foreign firms by national platform, (platforms,)."""
    return np.bincount(firms["platform"], weights=firms["jobs"], minlength=len(PLATFORMS))


def awaited(firms: Population, waiting: np.ndarray) -> np.ndarray:
    """Return applications that wait for a licence, (sectors,); ``waiting``: see :func:`away`."""
    return np.bincount(firms["sector"][waiting], minlength=len(SECTORS)).astype(float)


def presence(firms: Population, waiting: np.ndarray, sources: int) -> np.ndarray:
    """Return the same with each firm counted by its weight: what neighbours, partners and investors meet of them."""
    weight = firms["weight"].copy()
    weight[waiting] = 0.0
    return np.bincount(firms["cell"], weight, minlength=sources * len(SECTORS)).reshape(sources, len(SECTORS))


def jobs(firms: Population, weight: np.ndarray | None = None) -> np.ndarray:
    """Return jobs in foreign firms, which come as capital is paid in, (zones, sectors), each firm times its ``weight``."""
    zones, sectors = len(ZONES), len(SECTORS)
    here = firms["jobs"] if weight is None else weight * firms["desks"] * firms["done"] / firms["number"]
    return np.bincount(firms["spot"], weights=here, minlength=zones * sectors).reshape(zones, sectors)


def stages(firms: Population, scouting: Population, arrived: np.ndarray, now: int) -> np.ndarray:
    """Return investors by stage, (sectors, stages).

    Args:
        firms: the firms, with those who wait for a licence.
        scouting: investors who look at Nanjing.
        arrived: investors who began to look at China this month, (sectors,).
        now: where the clock stands.
    """
    shape, sector = (len(SECTORS), len(STAGES)), firms["sector"]
    unpaid = np.flatnonzero(firms["done"] < firms["number"])
    stage = np.where(firms["done"][unpaid] == 0, LICENSED, PAYING_IN)
    stage[firms["licence"][unpaid] > now] = SCOUTING
    of_unpaid = sector[unpaid]
    number = np.bincount(of_unpaid * shape[1] + stage, minlength=shape[0] * shape[1]).reshape(shape)
    number[:, OPERATING] = np.bincount(sector, minlength=shape[0]) - np.bincount(of_unpaid, minlength=shape[0])
    number[:, PROSPECTS] = arrived
    number[:, SCOUTING] += np.bincount(scouting["sector"], minlength=shape[0])
    return number.astype(float)
