"""What a process keeps: results that rest on a plan, the facts and few parameters are made once for all members that it runs."""

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from model.parameters import Parameters


class _Result(NamedTuple):
    key: object
    read: dict[str, float]
    """Parameters that were read to make it, with their values."""
    made: Any


class Kept:
    """The latest results of one calculation. They are shared, so nobody may write to them; their arrays are read-only.

    Args:
        most: how many are kept; the oldest goes first.
    """

    def __init__(self, most: int = 10) -> None:
        self._results: deque[_Result] = deque(maxlen=most)

    def of(self, key: object, make: Callable[[], Any]) -> Any:
        """Return the result that is kept for an equal key, or make it.

        Args:
            key: everything the result depends on; compared with ``==``.
            make: makes the result.
        """
        for result in self._results:
            if result.key == key:
                return result.made
        return self._keep(key, {}, make())

    def at(self, key: object, p: Parameters, make: Callable[[Parameters], Any]) -> Any:
        """Return the result that is kept for an equal key and equal values of all parameters that it rests on, or make it.

        A result that rests on no parameter that members draw is made once for all of them.

        Args:
            key: everything the result depends on apart from parameters; compared with ``==``.
            p: the values of the run.
            make: makes the result from parameters; which of them it reads is noted.
        """
        for result in self._results:
            if result.key == key and p.have(result.read):
                return result.made
        apart = p.apart()
        made = make(apart)
        read = {name: apart[name] for name in apart.read}
        p.read.update(read)
        return self._keep(key, read, made)

    def _keep(self, key: object, read: dict[str, float], made: Any) -> Any:
        _close(made, set())
        self._results.appendleft(_Result(key, read, made))
        return made


_HOLDERS = (np.ndarray, dict, list, tuple)


def _close(result: Any, closed: set[int]) -> None:
    """Make all arrays in a result read-only; ``closed`` are the parts that are so already."""
    if isinstance(result, np.ndarray):
        result.setflags(write=False)
    elif isinstance(result, dict | list | tuple) and id(result) not in closed:
        closed.add(id(result))
        for part in result.values() if isinstance(result, dict) else result:
            if isinstance(part, _HOLDERS):  # most parts are single numbers, asked for without a call
                _close(part, closed)
