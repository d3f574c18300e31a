"""What investors commit, worked out from what is counted as paid: national payments turned back into commitments.

China counts foreign investment when it is paid in, a sum of instalments on contracts of the years before. A fall of
payments tells of contracts that were not made a year or so earlier. With the model's own law of payment k, payments
are p(t) = sum over s of k(s) c(t - s). The commitments c are read from payments before and after by a linear filter,
c(t) = sum over j of w(j) p(t + j), whose weights make law and filter together as near to doing nothing as smooth
weights can (a regularised inverse; Hansen 1998, "Rank-deficient and discrete ill-posed problems", chapter 5).
"""

import numpy as np
from scipy.linalg import toeplitz

BEFORE, AFTER = 60, 36
"""Months of payments before and after a commitment that tell of it."""
SMOOTH = 0.3
"""Weight of the roughness of the filter against its error (assumption: a step of yearly figures spreads over some months)."""
LEAST = 0.05
"""Commitments never fall below this share of those of 2022, however steeply payments fall (assumption)."""


def payment_filter(law: np.ndarray) -> np.ndarray:
    """Return the weights of payments in commitments, from ``BEFORE`` months before to ``AFTER`` after, sum 1.

    Args:
        law: share of a commitment paid ``s`` months later, (months,), sum 1.
    """
    size = BEFORE + AFTER + 1
    # Row m: sum over s of k(s) w(m + s), what commitments made of payments give back as payments m months off.
    both = toeplitz(np.concatenate([law[::-1], np.zeros(size - 1)]), np.zeros(size))
    wanted = np.zeros(both.shape[0])
    wanted[BEFORE + law.size - 1] = 1.0
    rough = np.diff(np.eye(size), axis=0)
    normal = both.T @ both + SMOOTH * rough.T @ rough
    plain, level = np.linalg.solve(normal, np.stack([both.T @ wanted, np.ones(size)], axis=1)).T
    return plain + (1.0 - plain.sum()) / level.sum() * level


def commitments(payments: np.ndarray, law: np.ndarray) -> np.ndarray:
    """Return commitments on the scale of the payments, for all months but the last :data:`AFTER`.

    Args:
        payments: national payments by month, (months,); those before the first month are taken to be like it.
        law: share of a commitment paid ``s`` months later, (months,), sum 1.
    """
    padded = np.concatenate([np.full(BEFORE, payments[0]), payments])
    return np.maximum(np.convolve(padded, payment_filter(law)[::-1], mode="valid"), LEAST)
