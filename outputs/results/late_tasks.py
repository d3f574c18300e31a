"""Tasks that reach full strength only after the pilot has ended, from the provenance of a run."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from common.text import pick
from common.vocabulary import TASKS


class LateTask(NamedTuple):
    """One task: months as ``YYYY-MM``, empty where it never comes; strengths 0-1, in the last month of the pilot and in full."""

    task: str
    first_effect: str
    full_from: str
    strength: float
    full: float


def late_tasks(provenance: Mapping) -> list[LateTask]:
    """Return the entries of ``late_tasks`` in a provenance; those that cannot be read are left out."""
    entries = provenance.get("late_tasks")
    found = []
    for entry in entries if isinstance(entries, Sequence) and not isinstance(entries, str) else ():
        if not isinstance(entry, Mapping) or entry.get("task") not in TASKS:
            continue
        first, whole, strength, full = (entry.get(name) for name in LateTask._fields[1:])
        if (
            isinstance(first, str)
            and isinstance(whole, str)
            and isinstance(strength, int | float)
            and isinstance(full, int | float)
        ):
            found.append(LateTask(entry["task"], first, whole, strength, full))
    return found


def late_sentence(provenance: Mapping, lang: str) -> str:
    """Say how many tasks are not at full strength when the pilot ends, and which; empty where all are."""
    ids = [one.task for one in late_tasks(provenance)]
    if not ids:
        return ""
    one = len(ids) == 1
    return pick(
        lang,
        f"{len(ids)} task{'' if one else 's'} reach{'es' if one else ''} full strength only after the pilot has ended, so that these "
        f"totals hold only a part of {'its' if one else 'their'} effect: {', '.join(ids)}.",
        f"有{len(ids)}项任务在试点期结束后才达到完全力度，上述合计只含其部分效果：{'、'.join(ids)}。",
    )
