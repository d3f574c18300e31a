"""Loops compiled by numba: :mod:`model.numba_switch` says when they are used, the NumPy forms what they must return.

Each is compiled once and stored on disk: beside this file, else in the user's cache folder. If neither can be written
to, every process compiles for itself, which takes some seconds.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

u32, u64, f32 = np.uint32, np.uint64, np.float32
_32, _9 = u64(32), u32(9)
_M0, _M1, _W0, _W1 = u64(0xD2511F53), u64(0xCD9E8D57), u32(0x9E3779B9), u32(0xBB67AE85)
_STEP, _HALF = f32(2.0**-23), f32(2.0**-24)


def _loop(signature: str) -> Callable[[Callable], Callable]:
    def of(function: Callable) -> Callable:
        settings: dict[str, Any] = {"nogil": True, "error_model": "numpy", "boundscheck": False}
        try:
            return numba.njit(signature, cache=True, **settings)(function)
        except (RuntimeError, OSError):  # no folder to keep it in, or no room there
            return numba.njit(signature, **settings)(function)

    return of


@_loop("void(float32[:, ::1], uint64[::1], uint32, uint32, uint32, uint32, uint32)")
def _four_rows(
    out: np.ndarray,
    slots: np.ndarray,
    month: np.uint32,
    decision: np.uint32,
    four: np.uint32,
    key0: np.uint32,
    key1: np.uint32,
) -> None:
    """Four numbers for each slot: one counter through ten rounds of Philox4x32."""
    for i in range(slots.size):
        c0, c1, c2, c3, k0, k1 = u32(slots[i]), month, decision, four, key0, key1
        for _ in range(10):
            p0, p1 = _M0 * u64(c0), _M1 * u64(c2)
            c0, c1, c2, c3 = u32(p1 >> _32) ^ c1 ^ k0, u32(p1), u32(p0 >> _32) ^ c3 ^ k1, u32(p0)
            k0, k1 = u32(k0 + _W0), u32(k1 + _W1)
        out[0, i] = f32(c0 >> _9) * _STEP + _HALF
        out[1, i] = f32(c1 >> _9) * _STEP + _HALF
        out[2, i] = f32(c2 >> _9) * _STEP + _HALF
        out[3, i] = f32(c3 >> _9) * _STEP + _HALF


@_loop("void(float32[:, ::1], uint64[::1], uint32, uint32, uint32, uint32)")
def uniforms(
    out: np.ndarray, slots: np.ndarray, month: np.uint32, decision: np.uint32, key0: np.uint32, key1: np.uint32
) -> None:
    """Fill ``out``, (streams, agents), with the numbers of :meth:`model.draws.Draws.uniforms`."""
    streams = len(out)
    for first in range(0, streams, 4):
        whole = first + 4 <= streams
        rows = out[first : first + 4] if whole else np.empty((4, slots.size), np.float32)
        _four_rows(rows, slots, month, decision, u32(first // 4), key0, key1)
        if not whole:
            out[first:] = rows[: streams - first]


@_loop("void(int8[::1], float32[:, ::1], float32[:, ::1], int32[::1], boolean[::1], boolean[::1], float32, int64)")
def best(
    out: np.ndarray,
    utility: np.ndarray,
    tastes: np.ndarray,
    segment: np.ndarray,
    aware: np.ndarray,
    recent: np.ndarray,
    loyalty: np.float32,
    first_way: int,
) -> None:
    """Fill ``out``, (choosers,), with the best alternatives of :meth:`model.visitors.travel_choice.TravelChoice.choose`.

    ``utility`` is (segments, alternatives), ``tastes`` (alternatives, choosers); the alternatives from ``first_way`` on
    are for those who know them, and ``loyalty`` comes on top for those who were there.
    """
    alternatives = len(tastes)
    for i in range(segment.size):
        offers = utility[segment[i]]
        top, at = offers[0] + tastes[0, i], 0
        for j in range(1, first_way):
            worth = offers[j] + tastes[j, i]
            better = worth > top
            top, at = (worth if better else top), (j if better else at)
        if aware[i] or recent[i]:
            bonus = loyalty if recent[i] else f32(0.0)
            for j in range(first_way, alternatives):
                worth = (offers[j] + tastes[j, i]) + bonus
                better = worth > top
                top, at = (worth if better else top), (j if better else at)
        out[i] = at
