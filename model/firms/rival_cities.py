"""The other cities an investor who scouts Nanjing compares it with, and what each of them loses to it.

An investor who looks at Nanjing has mostly cities near it on the list: a rival's weight falls with its distance. Near cities
share one market, ports and suppliers with Nanjing and stand with it in one nest, so that they replace it more easily
than inland cities do.
"""

from typing import NamedTuple

import numpy as np

from model.facts import Facts
from model.firms.investment import Away
from model.parameters import Room


class RivalCities(NamedTuple):
    """Rivals as investors who scout Nanjing see them at the start; arrays are (cities,)."""

    utility: np.ndarray
    """Utility points against staying out of China at 0."""
    near: np.ndarray
    """Whether the city is in Nanjing's region, boolean."""
    here: float
    """Utility of Nanjing at the start, where no ownership limit binds."""
    dissimilarity: float
    """Of the cities of Nanjing's region, 0-1; at 1 a near city replaces Nanjing no better than a far one."""

    def away(self, now: np.ndarray) -> Away:
        """Return what the rivals weigh against Nanjing at utilities ``now``, (cities,)."""
        near, far = np.exp(now[self.near] / self.dissimilarity).sum(), np.exp(now[~self.near]).sum()
        return Away(float(near), float(far), self.dissimilarity)

    def taken_from(self, now: np.ndarray) -> np.ndarray:
        """Return the part of a small gain of Nanjing that each rival loses, (cities,); staying out gives the rest.

        Args:
            now: utility of the rivals, (cities,).
        """
        mu, near = self.dissimilarity, self.near
        inside = np.where(near, np.exp(now / mu), 0.0)
        ours = np.exp(self.here / mu)
        region = ours + inside.sum()
        total = 1.0 + region**mu + np.exp(now[~near]).sum()
        of_region = region**mu / total
        share = np.where(near, inside / region * of_region, np.exp(now) / total)
        within = ours / region
        here = within * of_region
        closer = 1.0 / mu - 1.0
        return share * (here + near * closer * within) / (here * (1.0 - here + closer * (1.0 - within)))


def rival_cities(facts: Facts, p: Room) -> RivalCities:
    """Return the rivals of the start: those who scout Nanjing and settle elsewhere do so by a city's size and nearness."""
    pull = facts.rival_fdi_musd_2022 * np.exp(-facts.rival_km_from_nanjing / p.rival_reach_km)
    share = (1 - p.share_here - p.share_out) * pull / pull.sum()
    near, mu = facts.rival_km_from_nanjing <= p.near_km, p.region_dissimilarity
    region = p.share_here + share[near].sum()
    odds = np.log(region / p.share_out)
    utility = np.where(near, odds + mu * np.log(share / region), np.log(share / p.share_out))
    return RivalCities(utility, near, here=float(odds + mu * np.log(p.share_here / region)), dissimilarity=mu)


def rival_fdi(usual: np.ndarray, opened: np.ndarray, won: float, taken_from: np.ndarray, from_out: float) -> np.ndarray:
    """Return FDI of rival cities, same unit and shape as ``usual``, never below zero.

    Rivals share what comes to them by what each draws, its usual investment times ``exp(opened)``, so that none can be left with
    nothing however far others open. But for the part that would have stayed out of China, what they draw more they take from
    each other. So with Nanjing: the rivals together lose less than it gains.

    Args:
        usual: their FDI at the climate of the month if nothing had changed.
        opened: utility points each has gained since the start.
        won: FDI that Nanjing gains.
        taken_from: part of it that each loses, see :meth:`RivalCities.taken_from`.
        from_out: share of what an opening rival gains that would have stayed out; the rest comes from other cities.
    """
    drawn = usual * np.exp(opened)
    together = usual.sum() + from_out * (drawn.sum() - usual.sum())
    return np.maximum(together * drawn / drawn.sum() - won * taken_from, 0.0)
