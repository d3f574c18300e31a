"""Tasks that reach full strength only after the first 36 months, or after a shorter run, from the provenance of a run."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from common.text import pick
from common.vocabulary import TASKS
from outputs.results.reader_names import month_name
from outputs.results.summary_rows import FIRST_MONTHS


class LateTask(NamedTuple):
    """One task: months as ``YYYY-MM``, empty where it never comes; strengths 0-1, in the last month looked at and in full."""

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


def last_month(months: np.ndarray, lang: str) -> str:
    """The last month in which the strength of tasks is looked at, in words; ``months`` are those of the results."""
    return month_name(months[min(len(months), FIRST_MONTHS) - 1], lang)


def late_sentence(provenance: Mapping, months: np.ndarray, lang: str) -> str:
    """Say how many tasks are not at full strength by :func:`last_month`, and which; empty where all are."""
    ids = [one.task for one in late_tasks(provenance)]
    if not ids:
        return ""
    one, last = len(ids) == 1, last_month(months, lang)
    return pick(
        lang,
        f"{len(ids)} task{'' if one else 's'} reach{'es' if one else ''} full strength only after {last}, so that these "
        f"totals hold only a part of {'its' if one else 'their'} effect: {', '.join(ids)}.",
        f"有{len(ids)}项任务在{last}之后才达到完全力度，上述合计只含其部分效果：{'、'.join(ids)}。",
    )
