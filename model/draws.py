"""Keyed random numbers: the same number for the same agent, whatever else happens.

A draw is a pure function of (member seed, decision name, month, slot). Nothing depends on how many draws were
made before, in which order, or by whom; an added agent changes only its own draws, and scenario and
counterfactual meet the same luck. The generator is Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel
random numbers: as easy as 1, 2, 3", SC'11), vectorised over slots and checked in the tests against the authors'
published answers.
"""

import functools
import hashlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from model import numba_switch
from model.stratified import stratified

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = 0x9E3779B9, 0xBB67AE85
_LOW32, _32 = np.uint64(0xFFFFFFFF), np.uint64(32)
_SPREAD = 0x9E3779B1
"""An odd number that spreads 23 random bits over 32."""
_BLOCK = 8192
"""Slots hashed at a time, so that the working arrays stay in the processor's cache."""


def name_key(*parts: object, bits: int = 32) -> int:
    """Return a stable integer of ``bits`` bits for a name, the same in every process and Python version."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=bits // 8).digest()
    return int.from_bytes(digest, "little")


@functools.lru_cache(maxsize=1024)
def _decision_key(decision: str) -> int:
    return name_key(decision)


def member_seed(seed: int, member: int) -> int:
    """Return the 64-bit seed of one ensemble member; it does not depend on the number of members."""
    return name_key("member", seed, member, bits=64)


def philox4x32(counter: tuple, key: tuple[int, int]) -> tuple[np.ndarray, ...]:
    """Apply ten rounds of Philox4x32 to a counter of four 32-bit words (each a uint64 array or scalar).

    Returns four uint64 arrays holding 32-bit words.
    """
    c0, c1, c2, c3 = (np.asarray(word, dtype=np.uint64) for word in counter)
    k0, k1 = key
    for _ in range(10):
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> _32) ^ c1 ^ np.uint64(k0), p1 & _LOW32, (p0 >> _32) ^ c3 ^ np.uint64(k1), p0 & _LOW32
        k0, k1 = (k0 + _W0) & 0xFFFFFFFF, (k1 + _W1) & 0xFFFFFFFF
    return c0, c1, c2, c3


class Bend(NamedTuple):
    """What a course of Nanjing's own comes to over some months, in place of what luck gives (see :mod:`model.world.own_course`).

    ``course`` is its place among the courses, ``first`` and ``stop`` are calendar months, ``score`` the sum of the monthly
    steps over the square root of their number: standard normal where it is luck.
    """

    course: int
    first: int
    stop: int
    score: float


class Draws:
    """All random numbers of one member.

    Args:
        seed: the member's 64-bit seed (see :func:`member_seed`).
        ensemble: seed of the ensemble and the member's place in it; None draws what members differ by independently.
    """

    def __init__(self, seed: int, ensemble: tuple[int, int] | None = None) -> None:
        self.seed = int(seed) & 0xFFFFFFFFFFFFFFFF
        self.ensemble = ensemble
        self._key = (self.seed & 0xFFFFFFFF, self.seed >> 32)
        self._kept: dict[str, tuple[object, object]] = {}
        self.bends: tuple[Bend, ...] = ()
        """Where courses of Nanjing's own go, where it is not left to luck."""
        self.later: Draws | None = None
        """Luck from the calendar month :attr:`fresh_from` on, None: this one's own."""
        self.fresh_from = 0

    def branched(self, month: int, later: "Draws") -> "Draws":
        """Return this luck up to a calendar month, and another's from that month on.

        What persists stays this one's; an agent that appears later takes it from the luck of its month (:meth:`at`).
        """
        other = Draws(self.seed, self.ensemble)
        other.bends, other.later, other.fresh_from = self.bends, later, month
        return other

    def bent(self, bends: Sequence[Bend]) -> "Draws":
        """Return this luck with some courses of Nanjing's own where they are said to go."""
        other = Draws(self.seed, self.ensemble)
        other.bends, other.later, other.fresh_from = tuple(bends), self.later, self.fresh_from
        return other

    @property
    def identity(self) -> tuple[object, ...]:
        """All that these random numbers depend on, as plain data."""
        later = () if self.later is None else (self.fresh_from, *self.later.identity)
        return self.seed, self.ensemble, self.bends, later

    def at(self, month: int) -> "Draws":
        """Return whose luck a calendar month has; a part of a month stands in the high bits.

        Numbers that an agent keeps are drawn without a month, from the luck of the month in which it appears.
        """
        fresh = self.later is not None and month >= 0 and (month & 0xFFFF) >= self.fresh_from
        return self.later if fresh and self.later is not None else self

    @classmethod
    def of_member(cls, seed: int, member: int) -> "Draws":
        """Return the random numbers of a member of the ensemble with this seed; they do not depend on its size."""
        return cls(member_seed(seed, member), (seed, member))

    def cached(self, name: str, key: object, make: Callable[[], Any]) -> Any:
        """Return the cached result of ``make()`` for this name and key; compute it if the key changed.

        Scenario and counterfactual of a member share their draws object, so that results which depend only on luck
        and the outside world are computed once for both. One result is kept per name; do not write to it.

        Args:
            name: what is computed, e.g. ``"baseline"``.
            key: everything the result depends on apart from luck; compared with ``==``.
            make: computes the result.
        """
        if name not in self._kept or self._kept[name][0] != key:
            self._kept[name] = (key, make())
        return self._kept[name][1]

    def kept(self) -> list[Any]:
        """Return all results that :meth:`cached` keeps."""
        return [result for _, result in self._kept.values()]

    def uniforms(self, decision: str, month: int, slots: np.ndarray, streams: int = 1) -> np.ndarray:
        """Return uniform numbers in the open interval (0, 1), one row per stream.

        Args:
            decision: name of the decision, e.g. ``"visitors.occasion"``; each has its own random numbers.
            month: months since 2013-01 for numbers drawn each month, -1 for those that persist.
            slots: unsigned 32-bit identities of the deciding agents, shape (agents,).
            streams: number of independent numbers per agent (one per alternative).

        Returns:
            float32 array of shape (streams, agents). Twenty-three bits of precision, so that 0 and 1 are never reached.
        """
        if (own := self.at(month)) is not self:
            return own.uniforms(decision, month, slots, streams)
        slots = np.ascontiguousarray(slots, dtype=np.uint32)
        fours = -(-streams // 4)  # one hash of a slot gives four numbers
        out = np.empty((4 * fours, slots.size), dtype=np.float32)
        decision_word, month_word = _decision_key(decision), (int(month) + 1) & 0xFFFFFFFF
        if (loops := numba_switch.compiled()) is not None:
            loops.uniforms(out, slots, month_word, decision_word, *self._key)
            return out[:streams]
        four = np.arange(fours, dtype=np.uint64)[:, None]
        for start in range(0, slots.size, _BLOCK):
            block = slots[start : start + _BLOCK]
            at_once = max(1, _BLOCK // block.size)
            for first in range(0, fours, at_once):
                words = philox4x32((block, month_word, decision_word, four[first : first + at_once]), self._key)
                for offset, word in enumerate(words):
                    rows = out[4 * first + offset : 4 * (first + at_once) : 4, start : start + block.size]
                    np.multiply(word >> np.uint64(9), 2.0**-23, out=rows, casting="unsafe")
                    rows += np.float32(2.0**-24)
        return out[:streams]

    def uniform(self, decision: str, month: int, slots: np.ndarray) -> np.ndarray:
        """Return one uniform number per slot, shape (agents,); see :meth:`uniforms`."""
        return self.uniforms(decision, month, slots)[0]

    def lasting(self, decision: str, appeared: np.ndarray, slots: np.ndarray) -> np.ndarray:
        """Return one uniform number that persists per slot, from the luck of the month in which each agent appeared.

        Args:
            decision, slots: as in :meth:`uniforms`.
            appeared: calendar months, -1 for those who were there before the run, shape (agents,).
        """
        out = self.uniform(decision, -1, slots)
        if self.later is not None:
            new = appeared >= self.fresh_from
            out[new] = self.later.lasting(decision, appeared[new], slots[new])
        return out

    def normal(self, decision: str, month: int, slots: np.ndarray, streams: int = 1) -> np.ndarray:
        """Return standard normal numbers, shape (streams, agents), by inversion of :meth:`uniforms`."""
        from scipy.special import ndtri

        return ndtri(self.uniforms(decision, month, slots, streams).astype(np.float64))

    def between_members(self, decision: str, month: int, slots: np.ndarray, streams: int = 1) -> np.ndarray:
        """Return uniform numbers by which members differ (parameters, the world), spread evenly over the ensemble.

        Args, shape and interval as in :meth:`uniforms`, in float64; see :mod:`model.stratified`.
        """
        if (own := self.at(month)) is not self:
            return own.between_members(decision, month, slots, streams)
        if self.ensemble is None:
            return self.uniforms(decision, month, slots, streams).astype(np.float64)
        seed, member = self.ensemble
        shared = Draws(name_key("ensemble", seed, bits=64))
        shuffles, scrambles = (
            (shared.uniforms(f"{decision}.{use}", month, slots, streams) * 2.0**23).astype(np.uint32)
            * np.uint32(_SPREAD)
            for use in ("shuffle", "scramble")
        )
        return stratified(member, shuffles, scrambles)

    def normal_between_members(self, decision: str, month: int, slots: np.ndarray, streams: int = 1) -> np.ndarray:
        """Return standard normal numbers, shape (streams, slots), by inversion of :meth:`between_members`."""
        from scipy.special import ndtri

        return ndtri(self.between_members(decision, month, slots, streams))

    def poisson(self, decision: str, month: int, slots: np.ndarray, mean: np.ndarray) -> np.ndarray:
        """Return :func:`poisson_counts` of the draws of :meth:`uniform`, shape (agents,)."""
        u = self.uniform(decision, month, slots).astype(np.float64)
        return poisson_counts(u, np.broadcast_to(np.asarray(mean, dtype=np.float64), u.shape))


_SUMMED_MEAN = 500.0
"""Largest mean for which counts are found by summing probabilities; above some 700 the first of them underflows."""
_AT_ONCE = 2048
"""Probabilities worked out at a time, at least."""


def poisson_counts(u: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return Poisson counts by inversion, same shape: a higher mean never gives a smaller count.

    Args:
        u: uniform numbers between 0 and 1.
        mean: means, not negative, same shape. Sums of probabilities are ten times faster for the small means of a
            month than SciPy's inverse, which serves the others; on the grid of our draws both give the same counts.
    """
    if mean.size and mean.max() > _SUMMED_MEAN:
        from scipy.special import pdtrik

        with np.errstate(invalid="ignore"):
            inverse = np.ceil(pdtrik(u, np.maximum(mean, 1e-12)))
        return np.where(u <= np.exp(-mean), 0, np.nan_to_num(inverse, nan=0.0)).astype(np.int64)
    counts = np.zeros(u.shape, dtype=np.int64)
    flat, u, mean = counts.ravel(), *(np.array(one, dtype=float).ravel() for one in (u, mean))
    none = np.exp(-mean)
    if (loops := numba_switch.compiled()) is not None:
        loops.poisson_counts(flat, u, mean, none)
        return counts
    rest = np.flatnonzero(u > none)
    u, mean, probability = u[rest], mean[rest], none[rest]
    reached, k, steps = probability, 0, max(4, _AT_ONCE // max(rest.size, 1))
    while rest.size and k < 5000:  # some numbers at a time; those who have reached theirs drop out
        each = np.empty((steps + 1, rest.size))
        each[0] = probability
        np.divide(mean, np.arange(k + 1, k + 1 + steps)[:, None], out=each[1:])
        np.multiply.accumulate(each, axis=0, out=each)
        probability, each[0] = each[-1].copy(), reached
        np.add.accumulate(each, axis=0, out=each)
        flat[rest] += (u > each[:-1]).sum(axis=0)
        short = np.flatnonzero(u > each[-1])
        rest, u, mean, probability, reached = (one[short] for one in (rest, u, mean, probability, each[-1]))
        k, steps = k + steps, 4 * steps
    return counts
