"""What an effect depends on: which drawn numbers and which paths of the world go with it over the run's own members.

Each member draws its own numbers and meets its own world. Where a number's rank goes with the rank of the effect by more
than chance would show among all numbers at once, it is listed, with its share of the effect's spread. A run of a few dozen
members finds the strongest only; what it does not find may still matter.
"""

from typing import NamedTuple

import numpy as np
import xarray as xr
from scipy.special import stdtrit
from scipy.stats import rankdata

from outputs.results.outcomes import Outcome, effect, monthly

NUMBERS = "parameter_value"
WORLD = "world_"
CHANCE = 0.1
"""Chance that a number is listed for an outcome although none matters."""
FEWEST = 24
"""Members under which nothing is listed: of fewer, chance alone explains half of the spread somewhere."""


class Driver(NamedTuple):
    """One number, or path of the world, that an effect depends on."""

    key: str
    name_en: str
    name_zh: str
    share: float
    """Share of the spread of the effect, 0 to 1: of the variance of its ranks, what this number alone explains."""
    rises: bool
    """Whether a higher number goes with a higher effect."""


class Candidates(NamedTuple):
    """All that members differ by: names and ranks, (candidates, members)."""

    keys: tuple[str, ...]
    en: tuple[str, ...]
    zh: tuple[str, ...]
    ranks: np.ndarray


def candidates(dataset: xr.Dataset) -> Candidates | None:
    """Return the drawn numbers and the means of the world's paths; None where the results do not hold them."""
    if NUMBERS not in dataset:
        return None
    drawn = dataset[NUMBERS].transpose("parameter", "member")
    paths = [name for name in dataset.data_vars if str(name).startswith(WORLD)]
    means = [dataset[name].mean([dim for dim in dataset[name].dims if dim != "member"]).values for name in paths]
    values = np.vstack([drawn.values, *means])
    keys = (*map(str, drawn["parameter"].values), *map(str, paths))
    en = (*map(str, drawn["parameter_name"].values), *(dataset[name].attrs["long_name"] for name in paths))
    zh = (*map(str, drawn["parameter_name_zh"].values), *(dataset[name].attrs["long_name_zh"] for name in paths))
    varies = np.ptp(values, axis=1) > 0
    pick = np.flatnonzero(varies)
    return Candidates(
        tuple(keys[k] for k in pick),
        tuple(en[k] for k in pick),
        tuple(zh[k] for k in pick),
        rankdata(values[varies], axis=1),
    )


def drivers(dataset: xr.Dataset, outcome: Outcome, among: Candidates) -> list[Driver]:
    """Return what the effect on an outcome over the whole run depends on beyond chance, the strongest first.

    The rank correlation that chance passes with the probability :data:`CHANCE` for any of the candidates follows from
    Student's distribution and Sidak's rule.
    """
    members = among.ranks.shape[1]
    if members < FEWEST:
        return []
    changed = effect(monthly(dataset, outcome).sum("month")).values
    if np.ptp(changed) == 0:
        return []
    correlation = _correlations(among.ranks, rankdata(changed))
    shares = 1 - (1 - correlation**2) * (members - 1) / (members - 2)
    told = np.flatnonzero(np.abs(correlation) > chance_level(members, len(among.keys)))
    told = told[np.argsort(-shares[told])]
    return [Driver(among.keys[k], among.en[k], among.zh[k], float(shares[k]), bool(correlation[k] > 0)) for k in told]


def chance_level(members: int, tried: int) -> float:
    """Return the correlation that the largest of ``tried`` independent ones passes by chance with :data:`CHANCE`."""
    each = -np.expm1(np.log1p(-CHANCE) / tried)
    t = float(stdtrit(members - 2, 1 - each / 2))
    return t / np.sqrt(members - 2 + t * t)


def _correlations(rows: np.ndarray, one: np.ndarray) -> np.ndarray:
    rows, one = rows - rows.mean(axis=1, keepdims=True), one - one.mean()
    return rows @ one / np.sqrt((rows**2).sum(axis=1) * (one**2).sum())
