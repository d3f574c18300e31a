"""How often Python looks for objects that hold one another and nobody else holds: seldom."""

import gc

_NEW_OBJECTS = 50_000
"""Objects made and still there before the youngest are looked over; Python's own 700 (2,000 from 3.13) cost a seventh of a
command: imports, members and figures make hundreds of thousands that stay, and leave few such cycles."""
_YOUNGER = 50
"""Looks at a younger generation before an older one is looked over too."""


def look_for_cycles_seldom() -> None:
    """Look for cycles of garbage less often in this process, from now on; what nobody holds goes at once as ever."""
    gc.set_threshold(_NEW_OBJECTS, _YOUNGER, _YOUNGER)


def never_look_at_what_is_here() -> None:
    """Leave all that this process holds now out of every later look, here and in processes forked from it.

    They would copy the pages on which it lies by looking.
    """
    gc.collect()
    gc.freeze()
