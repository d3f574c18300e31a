"""Shapley contributions and interactions: the arithmetic of fair shares, apart from what is shared.

Players are numbered from 0; a coalition is a whole number whose bit ``i`` says whether player ``i`` is in it. The
worth of a coalition is an array of any shape, so that all members, months and variables are shared out at once.

A player's contribution (Shapley, 1953) is what it adds when it joins, averaged over all orders of joining. The
interaction of two (Grabisch and Roubens, 1999) is what both add beyond each alone, averaged over the coalitions of the
others so that every size counts alike. Contributions add up to the worth of all beyond that of none.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import comb
from typing import NamedTuple

import numpy as np

BLOCK = 4
"""Orders that are drawn together: see :func:`orders`."""

Worth = Mapping[int, np.ndarray]


class Shares(NamedTuple):
    """What each player and each pair brings; ``...`` is the shape of a worth.

    ``blocks`` are independent estimates of the contributions, none where they are exact.
    """

    contributions: np.ndarray
    """(players, ...)"""
    interactions: np.ndarray
    """(players, players, ...), symmetric, zero on the diagonal; not a number where no order shows the pair."""
    blocks: np.ndarray
    """(blocks, players, ...)"""


def every(players: int) -> list[int]:
    """Return all coalitions, none first, all last."""
    return list(range(1 << players))


def exact(worth: Worth, players: int) -> Shares:
    """Return shares from the worths of all coalitions."""
    shape = worth[0].shape
    contributions, interactions = np.zeros((players, *shape)), np.zeros((players, players, *shape))
    for i in range(players):
        for coalition in every(players):
            if not coalition >> i & 1:
                weight = 1 / (players * comb(players - 1, coalition.bit_count()))
                contributions[i] += weight * (worth[coalition | 1 << i] - worth[coalition])
    for i in range(players):
        for j in range(i):
            for coalition in every(players):
                if not coalition & (1 << i | 1 << j):
                    weight = 1 / ((players - 1) * comb(players - 2, coalition.bit_count()))
                    interactions[i, j] += weight * _beyond(worth, coalition, i, j)
            interactions[j, i] = interactions[i, j]
    return Shares(contributions, interactions, np.zeros((0, *contributions.shape)))


def orders(players: int, count: int, seed: int) -> list[tuple[int, ...]]:
    """Random orders of joining in blocks of four; a longer list begins with the shorter one.

    A block is an order, the same with neighbours exchanged two by two, and both backwards. An order and its reverse
    together are exact wherever players interact in pairs only; two orders that differ by an exchange of neighbours
    share half of their coalitions and show the interaction of the neighbours.

    Args:
        players: how many there are, at least 2.
        count: orders wanted, rounded up to whole blocks.
        seed: equal seeds give equal orders.
    """
    random, found = np.random.default_rng([seed, players]), []
    for block in range(-(-count // BLOCK)):
        order = [int(player) for player in random.permutation(players)]
        other = list(order)
        for k in range(block % 2, players - 1, 2):
            other[k], other[k + 1] = other[k + 1], other[k]
        found += [tuple(order), tuple(other), tuple(reversed(order)), tuple(reversed(other))]
    return found


def met(chosen: Sequence[Sequence[int]]) -> list[int]:
    """Return the coalitions that form when players join in these orders, each once; the empty and the full one first."""
    return list(dict.fromkeys([0, (1 << len(chosen[0])) - 1, *(one for order in chosen for one in _chain(order))]))


def sampled(worth: Worth, chosen: Sequence[Sequence[int]]) -> Shares:
    """Return shares from the worths of the coalitions that some orders meet, as :func:`orders` gives them."""
    players, shape = len(chosen[0]), worth[0].shape
    blocks = np.zeros((len(chosen) // BLOCK, players, *shape))
    for number, order in enumerate(chosen):
        for player, (before, after) in zip(order, pairwise(_chain(order)), strict=True):
            blocks[number // BLOCK, player] += (worth[after] - worth[before]) / BLOCK
    return Shares(blocks.mean(axis=0), _seen_interactions(worth, chosen, players), blocks)


def _seen_interactions(worth: Worth, chosen: Sequence[Sequence[int]], players: int) -> np.ndarray:
    """Return the mean over all exchanges of neighbours in the orders."""
    shape = worth[0].shape
    sums, seen = np.zeros((players, players, *shape)), np.zeros((players, players))
    for order, other in zip(chosen[::2], chosen[1::2], strict=True):
        for k, (i, j) in enumerate(pairwise(order)):
            if (other[k], other[k + 1]) == (j, i):
                found = _beyond(worth, _chain(order)[k], i, j)
                for pair in ((i, j), (j, i)):
                    sums[pair] += found
                    seen[pair] += 1
    np.fill_diagonal(seen, 1)
    with np.errstate(invalid="ignore"):
        return sums / seen.reshape(seen.shape + (1,) * len(shape))


def _chain(order: Sequence[int]) -> list[int]:
    """Return the coalitions as players join one by one, from none to all."""
    return list(_joining(order))


def _joining(order: Sequence[int]) -> Iterator[int]:
    coalition = 0
    yield coalition
    for player in order:
        coalition |= 1 << player
        yield coalition


def _beyond(worth: Worth, coalition: int, i: int, j: int) -> np.ndarray:
    """What two players add to a coalition beyond what each adds alone."""
    with_i, with_j = coalition | 1 << i, coalition | 1 << j
    return worth[with_i | with_j] - worth[with_i] - worth[with_j] + worth[coalition]
