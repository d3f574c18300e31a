"""Vibrancy and crowding of zones, as pure functions. No published number links the mix of uses to visits.

The form (evenness of uses times activity with diminishing returns, less crowding) follows Jacobs (1961, The Death and
Life of Great American Cities); every exponent is an assumption with a wide prior.
"""

import numpy as np


def evenness(space: np.ndarray) -> np.ndarray:
    """Return the entropy of the mix of uses over its maximum, 0-1, (zones,), from occupied floor space (zones, uses)."""
    share = space / space.sum(axis=1, keepdims=True)
    logs = np.log(share, out=np.zeros_like(share), where=share > 0)
    return -(share * logs).sum(axis=1) / np.log(space.shape[1])


def vibrancy(
    mix: np.ndarray,
    people: np.ndarray,
    crowding: np.ndarray,
    powers: tuple[float, float],
    repels: float,
    comfort: float,
) -> np.ndarray:
    """Return vibrancy relative to the start, (zones,), 1 where nothing has changed.

    Args:
        mix: evenness of uses relative to the start.
        people: people present relative to the start.
        crowding: people per m2 of street-side space relative to the start.
        powers: exponents of mix and people.
        repels: fall of log vibrancy per unit of crowding beyond ``comfort``.
        comfort: crowding (start = 1) up to which nobody minds.
    """
    return mix ** powers[0] * people ** powers[1] * np.exp(-repels * np.maximum(crowding - comfort, 0.0))
