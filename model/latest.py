"""The latest result of a computation, kept while all it depends on stays the same to the last bit.

Rules and prices often stand still for months; what follows from them alone need not be worked out again.
"""

from collections.abc import Callable
from typing import Any

import numpy as np


class Latest:
    """One result and what it was computed from."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] | None = None
        self._result: Any = None

    def of(self, given: tuple[object, ...], make: Callable[[], Any]) -> Any:
        """Return ``make()``, or the latest result where ``given`` is what that was made from; do not write to it.

        Args:
            given: all that the result depends on and that may change: arrays, or what is compared with ``==``.
            make: computes the result.
        """
        key = tuple([one.tobytes() if isinstance(one, np.ndarray) else one for one in given])
        if key != self._key:
            self._key, self._result = key, make()
        return self._result
