"""Worlds for the members: cases of each dimension in equal numbers, combined at random (a Latin hypercube over cases)."""

from collections.abc import Mapping, Sequence

import numpy as np

from model.draws import name_key


def spread(cases: Mapping[str, Sequence[str]], members: int, seed: int) -> tuple[dict[str, str], ...]:
    """Return the world of each member: over all of them each case of a dimension is met equally often, up to one.

    Args:
        cases: by dimension of the world, the cases that are met.
        members: how many worlds.
        seed: of the combination; each dimension has its own luck.
    """
    columns = {
        dimension: np.random.default_rng([seed, name_key("world", dimension)]).permutation(
            np.resize(list(listed), members)
        )
        for dimension, listed in cases.items()
    }
    return tuple({dimension: str(column[k]) for dimension, column in columns.items()} for k in range(members))
