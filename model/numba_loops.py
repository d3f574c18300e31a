"""Loops compiled by numba: :mod:`model.numba_switch` says when they are used, the NumPy forms what they must return.

Each is compiled once and stored on disk: beside this file, else in the user's cache folder. If neither can be written
to, every process compiles for itself, which takes some seconds. The very first run waits for this, so that only what
goes through thousands of agents is compiled; what puts loops together stays Python, which costs a thousandth of them.
"""

import functools
from collections.abc import Callable
from typing import Any

import numba
import numpy as np

u32, u64, i32, f32 = np.uint32, np.uint64, np.int32, np.float32
_32, _9 = u64(32), u32(9)
_M0, _M1, _W0, _W1 = u64(0xD2511F53), u64(0xCD9E8D57), u32(0x9E3779B9), u32(0xBB67AE85)
_STEP, _HALF = f32(2.0**-23), f32(2.0**-24)
_ROOT_HALF = i32(np.float32(0.5**0.5).view(np.int32))
_ONE, _TWO, _LN2, _PI, _PI_REST = f32(1), f32(2), f32(np.log(2)), f32(np.pi), f32(np.pi - float(f32(np.pi)))


def _loop(signature: str, **more: Any) -> Callable[[Callable], Callable]:
    def of(function: Callable) -> Callable:
        # nobody calls them from C: the wrapper for that takes a tenth of the time to compile
        settings: dict[str, Any] = {
            "nogil": True,
            "no_cfunc_wrapper": True,
            "error_model": "numpy",
            "boundscheck": False,
            **more,
        }
        try:
            return numba.njit(signature, cache=True, **settings)(function)
        except (RuntimeError, OSError):  # no folder to keep it in, or no room there
            return numba.njit(signature, **settings)(function)

    return of


@_loop("void(float32[:, ::1], Array(uint32, 1, 'C', readonly=True), uint32, uint32, uint32, uint32, uint32)")
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
        c0, c1, c2, c3, k0, k1 = slots[i], month, decision, four, key0, key1
        for _ in range(10):
            p0, p1 = _M0 * u64(c0), _M1 * u64(c2)
            c0, c1, c2, c3 = u32(p1 >> _32) ^ c1 ^ k0, u32(p1), u32(p0 >> _32) ^ c3 ^ k1, u32(p0)
            k0, k1 = u32(k0 + _W0), u32(k1 + _W1)
        out[0, i] = f32(c0 >> _9) * _STEP + _HALF
        out[1, i] = f32(c1 >> _9) * _STEP + _HALF
        out[2, i] = f32(c2 >> _9) * _STEP + _HALF
        out[3, i] = f32(c3 >> _9) * _STEP + _HALF


def uniforms(
    out: np.ndarray, slots: np.ndarray, month: np.uint32, decision: np.uint32, key0: np.uint32, key1: np.uint32
) -> None:
    """Fill ``out``, (fours of streams, agents), with the numbers of :meth:`model.draws.Draws.uniforms`."""
    for four in range(len(out) // 4):
        _four_rows(out[4 * four : 4 * four + 4], slots, month, decision, four, key0, key1)


@_loop("void(int64[::1], float64[::1], float64[::1], float64[::1])")
def poisson_counts(counts: np.ndarray, u: np.ndarray, mean: np.ndarray, none: np.ndarray) -> None:
    """Fill ``counts`` as :func:`model.draws.poisson_counts` does; ``none`` is the chance of none, all (agents,)."""
    for i in range(counts.size):
        probability = reached = none[i]
        k = 0
        while u[i] > reached and k < 5000:
            k += 1
            probability *= mean[i] / k
            reached += probability
        counts[i] = k


# Near values of logarithms and sines: a few terms of their series, right to some millionths ------------------------------

_near = functools.partial(_loop, fastmath={"contract", "nsz"})


@_near("float32(float32)")
def _log(x: np.float32) -> np.float32:
    """Logarithm of a positive number: its exponent, and the series of the inverse hyperbolic tangent for the rest."""
    bits = f32(x).view(np.int32)
    exponent = i32(i32(bits - _ROOT_HALF) >> i32(23))  # kept to 32 bits, or half as many fit into a register
    rest = i32(bits - i32(exponent << i32(23))).view(np.float32)  # between the roots of one half and of two
    z = (rest - _ONE) / (rest + _ONE)
    w = z * z
    series = _ONE + w * (f32(1 / 3) + w * (f32(1 / 5) + w * f32(1 / 7)))
    return _TWO * z * series + f32(exponent) * _LN2


@_near("float32(float32)")
def _sin(x: np.float32) -> np.float32:
    """Sine between 0 and pi, by its Taylor series about the nearer of the two."""
    s = min(x, (_PI - x) + _PI_REST)
    w = s * s
    series = f32(1 / 120) - w * (f32(1 / 5040) - w * (f32(1 / 362880) - w * f32(1 / 39916800)))
    return s * (_ONE - w * (f32(1 / 6) - w * series))


@_near("void(float32[::1], float32[::1], float32[::1], float32[::1])")
def _gumbels(out: np.ndarray, u: np.ndarray, scale: np.ndarray, plus: np.ndarray) -> None:
    for i in range(out.size):
        out[i] = plus[i] - scale[i] * _log(-_log(u[i]))


@_near("void(float32[::1], float32[::1], float32[::1], float32[::1], float32[::1], float32[::1])")
def _stables(
    out: np.ndarray, u: np.ndarray, v: np.ndarray, index: np.ndarray, scale: np.ndarray, plus: np.ndarray
) -> None:
    for i in range(out.size):
        theta, a = _PI * u[i], index[i]
        inverse = _ONE / a
        first = _log(_sin(a * theta)) - _log(_sin(theta)) * inverse
        stable = first + (inverse - _ONE) * _log(_sin((_ONE - a) * theta) / -_log(v[i]))
        out[i] = plus[i] + scale[i] * stable


def near_tastes(
    out: np.ndarray,
    at: int,
    u: np.ndarray,
    segment: np.ndarray,
    scales: tuple[np.float32, np.float32],
    indices: tuple[np.float32, np.float32],
    way_scale: np.ndarray,
    way_index: np.ndarray,
    near: np.ndarray,
) -> None:
    """Fill columns of ``out`` with what :meth:`model.visitors.tastes.Tastes.in_full` gives to some millionths.

    Args:
        out: (alternatives, choosers).
        at: the first of the columns.
        u: uniforms of that many choosers, (streams, columns).
        segment: segments of these choosers, (columns,).
        scales: scales of tastes in the nests of China and of its region.
        indices: indices of the positive-stable variates there, below 1.
        way_scale: the same scale among ways, (segments,).
        way_index: and the index, (segments,).
        near: whether each rival is in the region.
    """
    cities, n, last = near.size, segment.size, len(u) - 1
    to, none, ones = at + n, np.zeros(n, np.float32), np.ones(n, np.float32)
    china, region, own = ones * scales[0], ones * scales[1], way_scale.take(segment)
    shared, nearby, ways = np.empty_like(none), np.empty_like(none), np.empty_like(none)
    _stables(shared, u[0], u[1], ones * indices[0], china, none)
    _stables(nearby, u[last - 1], u[last], ones * indices[1], region, shared)
    _stables(ways, u[2], u[3], way_index.take(segment), own, nearby)
    _gumbels(out[0, at:to], u[4], ones, none)
    for city in range(cities):
        if near[city]:
            _gumbels(out[1 + city, at:to], u[5 + city], region, nearby)
        else:
            _gumbels(out[1 + city, at:to], u[5 + city], china, shared)
    for j in range(1 + cities, len(out)):
        _gumbels(out[j, at:to], u[4 + j], own, ways)


@_loop(
    "void(int8[::1], float32[::1], float32[::1], float32[::1], float32[:, ::1], float32[:, ::1], int32[::1], int64,"
    " float32)"
)
def best_elsewhere(
    best: np.ndarray,
    top: np.ndarray,
    second: np.ndarray,
    lead: np.ndarray,
    utility: np.ndarray,
    tastes: np.ndarray,
    segment: np.ndarray,
    first_way: int,
    close: np.float32,
) -> None:
    """Fill ``best``, (choosers,), with the best alternatives but the ways into Nanjing, ``top`` and ``second`` with what the
    best and the second best are worth, and ``lead`` with what the best is worth more than the best of these ways, -inf where
    it is not ahead of the second best by ``close``.

    ``utility`` is (segments, alternatives), ``tastes`` (alternatives, choosers); the alternatives from ``first_way`` on are
    the ways.
    """
    for i in range(segment.size):
        offers = utility[segment[i]]
        first, next_, at = offers[0] + tastes[0, i], f32(-np.inf), 0
        for j in range(1, first_way):
            worth = offers[j] + tastes[j, i]
            better = worth > first
            next_ = max(next_, min(worth, first))
            first, at = (worth if better else first), (j if better else at)
        way = f32(-np.inf)
        for j in range(first_way, offers.size):
            way = max(way, offers[j] + tastes[j, i])
        best[i], top[i], second[i] = at, first, next_
        lead[i] = first - way if first - next_ >= close else f32(-np.inf)


@_loop(
    "int64(int8[::1], int64[::1], float32, int8[::1], float32[::1], float32[::1], float32[:, ::1], float32[:, ::1],"
    " int32[::1], boolean[::1], boolean[::1], float32, int64)"
)
def best_of_all(
    out: np.ndarray,
    close: np.ndarray,
    lead: np.float32,
    best: np.ndarray,
    top: np.ndarray,
    second: np.ndarray,
    utility: np.ndarray,
    tastes: np.ndarray,
    segment: np.ndarray,
    aware: np.ndarray,
    recent: np.ndarray,
    loyalty: np.float32,
    first_way: int,
) -> int:
    """Fill ``out``, (choosers,), with the best alternatives of :meth:`model.visitors.travel_choice.TravelChoice.choose`.

    ``best``, ``top`` and ``second`` are from :func:`best_elsewhere`. ``utility`` is (alternatives, segments), ``tastes``
    (alternatives, choosers); the alternatives from ``first_way`` on are for those who know them, and ``loyalty`` comes on
    top for those who were there.

    Returns:
        The number of choosers whose best is not ahead of the second best by ``lead``; they fill the beginning of
        ``close``, (choosers,).
    """
    found = 0
    for i in range(segment.size):
        first, next_, at = top[i], second[i], int(best[i])
        if aware[i] or recent[i]:
            bonus = loyalty if recent[i] else f32(0.0)
            for j in range(first_way, len(tastes)):
                worth = (utility[j, segment[i]] + tastes[j, i]) + bonus
                better = worth > first
                next_ = max(next_, min(worth, first))
                first, at = (worth if better else first), (j if better else at)
        out[i] = at
        if not first - next_ >= lead:
            close[found] = i
            found += 1
    return found


SPARE = 8
"""Places beside the sums of :func:`first_stops`, a power of two."""


@_loop("int64(int64[::1], float64[::1], int8[::1], float64[::1], boolean[::1])")
def first_stops(
    places: np.ndarray, sums: np.ndarray, choice: np.ndarray, people: np.ndarray, wanted: np.ndarray
) -> int:
    """Add the ``people`` who go anywhere to ``sums``, (alternatives and :data:`SPARE` more,), by their ``choice``, and fill the
    beginning of ``places`` with the places of those whose choice is ``wanted``, boolean, (alternatives,).

    Most go elsewhere, the first alternative, whose sum nobody asks for: they are added to the spare places in turn, since to
    add to one place again and again takes twice as long.

    Returns:
        The number of these places.
    """
    found = 0
    for i in range(choice.size):
        at = choice[i]
        sums[at if at else wanted.size + (i & (SPARE - 1))] += people[i]
        places[found] = i
        found += wanted[at]
    return found


@_loop("void(float32[::1], float32[::1], int32[::1], float32[::1], int16[::1])")
def use_up(budget: np.ndarray, hazards: np.ndarray, age: np.ndarray, factor: np.ndarray, cell: np.ndarray) -> None:
    """Take from every ``budget``, (people,), the hazard of a step: see :func:`model.talent.staying.meet`."""
    for i in range(budget.size):
        budget[i] -= hazards[age[i]] * factor[cell[i]]
