"""The innermost loops, compiled where numba is installed, with the same bits as in NumPy.

The two differ in speed only. Only loops that give the same bits are compiled: whole numbers, and single-precision sums
in NumPy's order. Logarithms and sines stay in NumPy, which rounds them in another way than compilers do.
"""

import functools
import os
from types import ModuleType

PLAIN_NUMPY = "PLAIN_NUMPY"
"""Environment variable: if it is set to any value, nothing is compiled."""


@functools.cache
def compiled() -> ModuleType | None:
    """Return the compiled loops (:mod:`model.numba_loops`), or None without numba.

    Called at the first draw and not on import, because numba takes half a second to import.
    """
    if os.environ.get(PLAIN_NUMPY):
        return None
    try:
        from model import numba_loops as loops
    except ImportError:  # no numba, or none that knows this NumPy
        return None
    return loops
