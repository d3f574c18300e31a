"""Numbers that differ evenly between the members of an ensemble.

A member's own numbers (its parameters, its world) come from the van der Corput sequence, shuffled and scrambled anew
for each number (Owen 1997, "Scrambled net variance for integrals of smooth functions", Annals of Statistics 25(4)). Of any 2^k members in a row from a multiple of 2^k, each number falls once into each of 2^k equal
strata, so that what the numbers add up to in a mean nearly cancels; the pairing of numbers stays random. A member's
numbers do not depend on how many members there are, nor a number's on which others are drawn.

Shuffling and scrambling are by a hash in which each bit answers to the bits below it alone (Burley 2020, "Practical
hash-based Owen scrambling", Journal of Computer Graphics Techniques 9(4), with the constants of Vegdahl 2021, which
mix better).
"""

import numpy as np

_BITS = 32
_SWAPS = ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF), (16, 0x0000FFFF))


def stratified(place: int, shuffles: np.ndarray, scrambles: np.ndarray) -> np.ndarray:
    """Return the numbers of one member, float64 in the open interval (0, 1), shape as ``scrambles``.

    Args:
        place: the member's place in the ensemble, from 0 to 2^32 - 1.
        shuffles: a random 32-bit integer for each number, the same for all members: the order in which members take
            the points of the sequence. Each number has its own, so that numbers are paired at random.
        scrambles: the same for the scrambling of the points.
    """
    scrambles = np.asarray(scrambles, dtype=np.uint32)
    index = _reversed(_scrambled(_reversed(np.full(scrambles.shape, place, dtype=np.uint32)), shuffles))
    return (_reversed(_scrambled(index, scrambles)) + 0.5) / 2.0**_BITS


def _scrambled(x: np.ndarray, scrambles: np.ndarray) -> np.ndarray:
    """Change each bit in a way that answers to the bits below it and to the scramble alone."""
    x = x ^ x * np.uint32(0x3D20ADEA)
    x += scrambles
    x *= (scrambles >> np.uint32(16)) | np.uint32(1)
    x ^= x * np.uint32(0x05526C56)
    x ^= x * np.uint32(0x53A22864)
    return x


def _reversed(x: np.ndarray) -> np.ndarray:
    """The bits of 32-bit integers in reverse order."""
    for step, mask in _SWAPS:
        shift, kept = np.uint32(step), np.uint32(mask)
        x = ((x >> shift) & kept) | ((x & kept) << shift)
    return x
