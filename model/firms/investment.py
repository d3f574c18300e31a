"""How an investor comes to choose: hears of Nanjing, scouts it, and takes the best of staying out, a rival and a zone.

Utilities are in points of a nested logit: staying out and far rivals stand beside one nest of Nanjing's region, and in
that nest near rivals beside one of Nanjing's zones.
All that policy and the other parts of the city do is measured from the start of the run, so that with nothing changed
every term is zero and the shares are those of the start (McFadden 1974 for the logit of locations; Head, Ries &
Swenson 1995, J. Int. Economics 38:223-247, for neighbours of the same field and origin).
"""

from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit, ndtr

from model.arrays import Num

DIRECT, VIA_HONG_KONG = 0, 1
"""The two ways of capital: straight from its origin, or through Hong Kong."""


def hearing(at_start: float, reach: np.ndarray) -> np.ndarray:
    """Return the chance of hearing of Nanjing when the sources of news are ``reach`` times those of the start."""
    return 1.0 - (1.0 - at_start) ** reach


def news(bearers: np.ndarray, usual: np.ndarray, weights: np.ndarray, small: np.ndarray) -> np.ndarray:
    """Return news of Nanjing in each origin relative to a usual year, (origins,).

    Args:
        bearers: those who bring news, by row (compatriots' firms, professionals, travellers), (kinds, origins).
        usual: the same in a usual year.
        weights: weight of each kind; what they leave of one comes from fairs and the press and does not change.
        small: numbers added to each kind, so that a first firm or person counts but not without limit.
    """
    ratio = (bearers + small[:, None]) / (usual + small[:, None])
    return 1.0 + weights @ (ratio - 1.0)


def scouting(cost_usd: np.ndarray, reach_usd: float, spread: float) -> np.ndarray:
    """Return the chance that an investor thinks a scouting trip of this cost worth while; what it is worth is lognormal."""
    return ndtr((np.log(reach_usd) - np.log(np.maximum(cost_usd, 1.0))) / spread)


class Ownership(NamedTuple):
    """Limits on foreign ownership as shares of projects, broadcastable arrays.

    ``rival`` of them meet a cap in rival cities, ``here`` in Nanjing; who meets it where fewer do meets it in both. Of
    all investors ``partner`` found a joint venture anyway, and a cap takes nothing from them; ``whole`` need the whole
    of their firm and are shut out by it; the others share ownership only under a cap, at ``cost`` utility points.
    """

    rival: np.ndarray
    here: np.ndarray
    whole: float
    partner: float
    cost: float


class Away(NamedTuple):
    """What the rivals weigh against Nanjing, with staying out of China at 1."""

    near: float
    """Sum over cities of Nanjing's region, of exp(utility / dissimilarity)."""
    far: float
    """Sum over all other cities, of exp(utility)."""
    dissimilarity: float
    """Of the cities of the region, 0-1."""


def share_here(utility: np.ndarray, away: Away, limits: Ownership) -> np.ndarray:
    """Return the expected share of scouting investors who choose Nanjing.

    Args:
        utility: utility of Nanjing against staying out at 0.
        away: what the rivals weigh.
        limits: ownership limits in the sector and channel.
    """
    free_here, mu = np.exp(utility / away.dissimilarity), away.dissimilarity

    def share(cost_here: float, cost_there: float) -> np.ndarray:
        ours = free_here * np.exp(-cost_here / mu) if cost_here else free_here
        inside = ours + away.near * np.exp(-cost_there / mu)
        region = inside**mu
        found = ours / inside
        found *= region
        region += 1.0 + away.far * np.exp(-cost_there)
        found /= region
        return found

    def those(part: np.ndarray, chance: np.ndarray) -> np.ndarray:
        chance *= torn
        chance += gladly
        chance *= part
        return chance

    whole, partner, joint = limits.whole, limits.partner, limits.cost
    free = share(0.0, 0.0)
    torn, gladly = 1 - whole - partner, partner * free
    capped = np.minimum(limits.rival, limits.here)
    result = (1 - np.maximum(limits.rival, limits.here)) * free
    if (
        limits.rival > limits.here
    ).any():  # only there; seldom, as it takes an opening of Nanjing beyond that elsewhere
        result += (limits.rival - capped) * (whole * share(0.0, np.inf) + torn * share(0.0, joint) + gladly)
    if (limits.here > limits.rival).any():  # only here
        result += those(limits.here - capped, share(joint, 0.0))
    result += those(capped, share(joint, joint))
    return result


def constant(share: float, away: Away, limits: Ownership) -> np.ndarray:
    """Return the utility at which the expected share of Nanjing is ``share``, by bisection.

    Raises:
        ValueError: the limits shut out too many for the share to be reached.
    """
    shape = np.broadcast(limits.rival, limits.here).shape
    low, high = np.full(shape, -20.0), np.full(shape, 20.0)
    if np.any(share_here(high, away, limits) < share):
        raise ValueError("ownership limits shut out more investors than the share of Nanjing allows")
    for _ in range(60):
        middle = (low + high) / 2
        under = share_here(middle, away, limits) < share
        low, high = np.where(under, middle, low), np.where(under, high, middle)
    return (low + high) / 2


def choose(
    city: np.ndarray,
    zones: np.ndarray,
    rivals: np.ndarray,
    tastes: np.ndarray,
    capped: tuple[np.ndarray, np.ndarray],
    whole: np.ndarray,
    partner: np.ndarray,
    cost: float,
) -> np.ndarray:
    """Return the zone each investor takes, or -1 for staying out or a rival, shape (investors,).

    Args:
        city: utility of Nanjing, (investors,).
        zones: what each zone adds, (zones, investors).
        rivals: utility of each rival city, (cities,).
        tastes: out, rivals and zones in rows, (1 + cities + zones, investors).
        capped: whether the investor's business is under a cap in rival cities, and in Nanjing.
        whole: whether the investor would not share ownership.
        partner: whether it shares it gladly.
        cost: utility points that a joint venture costs.
    """
    cities, elsewhere, here = len(rivals), capped[0], capped[1]
    burdened = np.where(whole, np.float64(-1e9), np.where(partner, 0.0, -cost))
    burden = np.where(elsewhere, burdened, 0.0)
    best_away = np.maximum(tastes[0], (tastes[1 : 1 + cities] + rivals[:, None]).max(axis=0) + burden)
    inside = tastes[1 + cities :] + zones + city + np.where(here, burdened, 0.0)
    return np.where(inside.max(axis=0) > best_away, inside.argmax(axis=0), -1)


def waiting(luck: np.ndarray, closed: np.ndarray, gain: np.ndarray, cost_a_month: float) -> np.ndarray:
    """Return how many months each investor waits for a gate to open, (investors,); 0: it does not wait.

    Waiting pays where what is gained exceeds the cost of the months until the investor's own line is open.

    Args:
        luck: place of each investor's line among the closed ones, 0 the last to open, (investors,).
        closed: share of lines that are closed now and in the months ahead, (1 + months ahead, investors).
        gain: utility points that the open gate is worth to each, (investors,).
        cost_a_month: utility points that a month of waiting costs.
    """
    shut = luck < closed
    months = np.where(shut[0] & ~shut.all(axis=0), shut.argmin(axis=0), 0)
    return np.where(gain > cost_a_month * months, months, 0)


def nest(zones: np.ndarray, index: float) -> np.ndarray:
    """Return what the zones together add to Nanjing's utility, from their utilities (zones, ...): a log-sum."""
    top = zones.max(axis=0)
    return top + index * np.log(np.exp((zones - top) / index).sum(axis=0))


def via_hong_kong(share: Num, access: np.ndarray, treasury: float) -> np.ndarray:
    """Return the share of third countries' capital that goes through Hong Kong, (sectors,).

    Args:
        share: the share at the start.
        access: utility points by which the way through Hong Kong has gained on the straight way since the start.
        treasury: utility points that freer treasury rules for everybody take from the advantage of Hong Kong.
    """
    return expit(logit(share) + access - treasury)
