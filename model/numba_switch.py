"""The innermost loops, compiled where numba is installed (``uv run --group fast``), with the same bits as in NumPy.

Nothing but the clock may tell the two apart. Only loops that can be the same to the last bit are compiled: whole
numbers, and single-precision sums in NumPy's order. Logarithms and sines stay in NumPy, whose own are rounded otherwise
than those of any compiler.
"""

import functools
import os
from types import ModuleType

PLAIN_NUMPY = "PLAIN_NUMPY"
"""Set this environment variable to anything, and NumPy does everything."""


@functools.cache
def compiled() -> ModuleType | None:
    """The compiled loops (:mod:`model.numba_loops`), or None where there are none; asked for at the first draw, because
    numba takes half a second to import."""
    if os.environ.get(PLAIN_NUMPY):
        return None
    try:
        from model import numba_loops as loops
    except ImportError:  # no numba, or none that knows this NumPy
        return None
    return loops
