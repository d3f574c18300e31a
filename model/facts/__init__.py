"""The facts the model starts from: one frozen record of read-only arrays, read once from ``model/data/``.

Axes: origins (34: 33 markets and ROW last), cities (7, ``vocabulary.CITIES``), sectors (13), purposes (5), zones (6),
uses (7). Every number's source is given in its table. Facts hold no behaviour; what a planner may vary is a parameter,
not a fact.
"""

import functools
from dataclasses import dataclass

from model.facts.economy import EconomyFacts
from model.facts.travel import TravelFacts


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts(TravelFacts, EconomyFacts):
    """All facts. :class:`TravelFacts` and :class:`EconomyFacts` declare the fields, each with shape and unit."""


@functools.cache
def facts() -> Facts:
    """Return the facts, read and checked once per process.

    Raises:
        ValueError: a table that is incomplete or has a row without source.
    """
    from model.facts.reader import read_facts

    return read_facts()
