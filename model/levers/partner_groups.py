"""Groups of partners that tasks name: Hong Kong and Macao, RCEP, Belt and Road, sister cities, the European trains."""

import functools
from collections.abc import Iterable, Mapping

from model.facts import facts, tables


@functools.cache
def partner_groups() -> Mapping[str, tuple[str, ...]]:
    """Return the origins of each group of ``model/data/partner_groups.csv``, in the order of the origins.

    Raises:
        ValueError: a member that is no origin.
    """
    known = facts().origins
    groups = {}
    for row in tables.rows("partner_groups"):
        named = row["members"].split()
        if strange := set(named) - set(known):
            raise ValueError(f"partner_groups.csv: {row['group']}: {', '.join(sorted(strange))} is no origin")
        groups[row["group"]] = tuple(code for code in known if code in named)
    return groups


def members(words: Iterable[str]) -> tuple[str, ...]:
    """Return the origins that groups and codes stand for, in the order of the origins.

    Raises:
        ValueError: a word that is neither a group nor an origin.
    """
    groups, known = partner_groups(), facts().origins
    named = {code for word in words for code in groups.get(word, (word,))}
    if strange := named - set(known):
        raise ValueError(f"task_channels.csv: origins has a word unknown: {', '.join(sorted(strange))}")
    return tuple(code for code in known if code in named)
