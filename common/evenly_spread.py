"""Members whose draws are spread evenly: which of them may change places without spoiling the spread."""

import numpy as np


def paired_anew(count: int, times: int, rng: np.random.Generator) -> np.ndarray:
    """Return orders of members in which halves of aligned blocks of 2, 4, 8, ... have changed places or not, (times, members)."""
    orders, half = np.tile(np.arange(count), (times, 1)), 1
    while 2 * half <= count:
        whole = count // (2 * half) * 2 * half
        blocks = orders[:, :whole].reshape(times, -1, 2, half)
        change = rng.random(blocks.shape[:2])[..., None, None] < 0.5
        orders[:, :whole] = np.where(change, blocks[:, :, ::-1], blocks).reshape(times, whole)
        half *= 2
    return orders
