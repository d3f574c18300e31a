"""What a kind of action is to the tests of every lever."""

from collections.abc import Callable
from typing import NamedTuple

from model.levers.actions import Action


class Kind(NamedTuple):
    """One field of one kind of action: what is done at dose 0 to 1 (larger: more is done), and how kinds differ.

    ``make`` takes dose, origins (ignored where the kind has none) and dates; ``lever`` is the part of the plan.
    ``adds_up`` says that two actions add; of all others the best holds. ``by_origin`` says that origins are independent.
    """

    lever: str
    make: Callable[..., Action]
    adds_up: bool = False
    by_origin: bool = False
    ends: bool = True


def between(low: float, high: float, dose: float) -> float:
    return low + dose * (high - low)
