"""What draws foreign investors to China besides its climate: a cheaper yuan, and growth beyond its trend at home and abroad.

A cheaper yuan draws investors to all of China: what they buy and whom they pay costs them less, while their own means keep
their worth (Froot & Stein 1991, Quarterly Journal of Economics 106:1191-1217; Klein & Rosengren 1994, Journal of
International Economics 36:373-389; for China Xing 2006, China Economic Review 17:198-209). So does a market that grows beyond
what was expected. A country that grows beyond its trend has more firms that can invest abroad, and sends more of them: with
distance and the size of the host, output of the investor's country is what gravity equations of direct investment agree on
(Blonigen & Piger 2014, Canadian Journal of Economics 47:775-812).
"""

from typing import NamedTuple

import numpy as np

from model.parameters import Room
from model.world.paths import FIRST, mean_before


class Beyond(NamedTuple):
    """What investors hear of the world beyond its trends, log points; months run from :data:`model.world.paths.FIRST` on."""

    rate: np.ndarray
    """CNY per USD, (months,)."""
    output: np.ndarray
    """Real output at home, (months,)."""
    abroad: np.ndarray
    """Real incomes abroad, (months, origins)."""


def beyond_trends(rate: np.ndarray, output: np.ndarray, abroad: np.ndarray, trend: np.ndarray, p: Room) -> Beyond:
    """Return what paths of a world that goes on do beyond their trends.

    Args:
        rate: CNY per USD, (months,).
        output: real output at home, (months,).
        abroad: real incomes abroad, (months, origins).
        trend: their trend growth, log points a year, (origins,).
        p: parameters, room ``world``.
    """
    years = np.arange(rate.size) / 12
    at_home = np.log(output) - p.domestic_trend * years
    return Beyond(np.log(rate), at_home, np.log(abroad) - np.multiply.outer(years, trend))


def only_rate(rate: np.ndarray, origins: int) -> Beyond:
    """Return the same where output and incomes stand still, which is no news to anybody."""
    return Beyond(np.log(rate), np.zeros(rate.size), np.zeros((rate.size, origins)))


def pulled(beyond: Beyond, share: np.ndarray, p: Room) -> np.ndarray:
    """Return what all foreign investors together are drawn by, log points, (months,).

    Args:
        beyond: what they hear of.
        share: share of each origin among them, (origins,); what they lack to 1 is capital of the mainland on a round trip,
            which growth abroad gives nothing to.
        p: parameters, room ``world``.
    """
    abroad = p.climate_abroad * (beyond.abroad @ share)
    return np.asarray(p.climate_rate * beyond.rate + p.climate_growth * beyond.output + abroad)


def pulled_beside(beyond: Beyond, share: np.ndarray, p: Room) -> np.ndarray:
    """Return what those of each source are drawn by beside that, by growth there, log points, (months, sources).

    The mainland is the last source: its growth draws all investors alike, and what growth abroad adds to all is none of its own.
    """
    there = np.column_stack([beyond.abroad, np.zeros(len(beyond.abroad))])
    return np.asarray(p.climate_abroad * (there - (beyond.abroad @ share)[:, None]))


def since(path: np.ndarray, first: int) -> np.ndarray:
    """Return a path against the mean of the twelve months before the calendar month ``first``, 0 before it, same shape.

    Months that were counted hold what drew investors then.
    """
    change = path - mean_before(path, first)
    change[: first - FIRST] = 0.0
    return change


def paid_as_drawn(drawn: np.ndarray, law: np.ndarray) -> np.ndarray:
    """Return the factor on what is paid in that follows from the one on what is committed, (months,).

    Args:
        drawn: factor on commitments, (months,).
        law: share of a commitment that is paid ``s`` months later, (months,), sum 1.
    """
    return np.asarray(1.0 + np.convolve(drawn - 1.0, law)[: drawn.size])
