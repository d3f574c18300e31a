"""Figures of foreign firms: the flows of a month, firms, stages and jobs.

A firm's stages: it has chosen Nanjing and waits for its licence (still counted as scouting); licensed, with no money
yet; paying in; operating, when all planned money is paid. It is a foreign firm in operation from its licence on.
"""

from dataclasses import dataclass, field

import numpy as np

from common.vocabulary import MODES, PLATFORMS, SECTORS, STAGES, ZONES
from model.firms.money import MONEY_COLUMNS
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


def by_mode(firms: Population, paid: np.ndarray, again: np.ndarray) -> np.ndarray:
    """Return money by mode, (modes,): wholly foreign, joint ventures, reinvestment.

    Args:
        firms: the firms.
        paid: instalments of each, million USD.
        again: profit that each puts back, million USD.
    """
    joint = float(paid @ firms["joint"])
    return np.array([paid.sum() - joint, joint, again.sum()])


def count(firms: Population, now: int, sources: int) -> np.ndarray:
    """Return foreign firms in operation by true source, (sources, sectors)."""
    here = firms["licence"] <= now
    cell = (firms["source"] * len(SECTORS) + firms["sector"])[here]
    return np.bincount(cell, minlength=sources * len(SECTORS)).reshape(sources, len(SECTORS)).astype(float)


def count_by_zone(firms: Population, now: int) -> np.ndarray:
    """Return foreign firms in operation by zone, (zones,)."""
    return np.bincount(firms["zone"][firms["licence"] <= now], minlength=len(ZONES)).astype(float)


def count_by_platform(firms: Population, now: int) -> np.ndarray:
    """Return foreign firms in operation by national platform, (platforms,)."""
    return np.bincount(firms["platform"][firms["licence"] <= now], minlength=len(PLATFORMS)).astype(float)


def jobs_by_platform(firms: Population) -> np.ndarray:
    """Return jobs in foreign firms by national platform, (platforms,)."""
    here = firms["desks"] * firms["done"] / firms["number"]
    return np.bincount(firms["platform"], weights=here, minlength=len(PLATFORMS))


def awaited(firms: Population, now: int) -> np.ndarray:
    """Return applications that wait for a licence, (sectors,)."""
    return np.bincount(firms["sector"][firms["licence"] > now], minlength=len(SECTORS)).astype(float)


def presence(firms: Population, now: int, sources: int) -> np.ndarray:
    """Return the same with each firm counted by its weight: what neighbours, partners and investors meet of them."""
    here = firms["licence"] <= now
    cell = (firms["source"] * len(SECTORS) + firms["sector"])[here]
    return np.bincount(cell, firms["weight"][here], minlength=sources * len(SECTORS)).reshape(sources, len(SECTORS))


def jobs(firms: Population, weight: np.ndarray | float = 1.0) -> np.ndarray:
    """Return jobs in foreign firms, which come as capital is paid in, (zones, sectors), each firm times its ``weight``."""
    zones, sectors = len(ZONES), len(SECTORS)
    here = weight * firms["desks"] * firms["done"] / firms["number"]
    cell = firms["zone"] * sectors + firms["sector"]
    return np.bincount(cell, weights=here, minlength=zones * sectors).reshape(zones, sectors)


def stages(firms: Population, scouting: Population, arrived: np.ndarray, now: int) -> np.ndarray:
    """Return investors by stage, (sectors, stages).

    Args:
        firms: the firms, with those who wait for a licence.
        scouting: investors who look at Nanjing.
        arrived: investors who began to look at China this month, (sectors,).
        now: where the clock stands.
    """
    shape = (len(SECTORS), len(STAGES))
    paying = np.where(firms["done"] == 0, LICENSED, np.where(firms["done"] < firms["number"], PAYING_IN, OPERATING))
    stage = np.where(firms["licence"] > now, SCOUTING, paying)
    number = np.bincount(firms["sector"] * shape[1] + stage, minlength=shape[0] * shape[1]).reshape(shape)
    number[:, PROSPECTS] = arrived
    number[:, SCOUTING] += np.bincount(scouting["sector"], minlength=shape[0])
    return number.astype(float)
