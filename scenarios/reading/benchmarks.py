"""Benchmarks of the city's strategy in numbers: what is measured, and what was counted where and when."""

import functools
from typing import NamedTuple

from model.facts.tables import rows

BETTER = ("more", "less")
"""Whether more or less of a measure is better: of a rank or a limit, less."""
SCOPES = ("same", "wider", "kind")
"""What a figure covers against Nanjing's: the same, more, or it is no size but a yes or no."""


class Measure(NamedTuple):
    """One measure. ``group`` is a force or an index (``world_bank``, ``cptpp``, ``depa``); ``better`` is one of
    :data:`BETTER`; ``result`` names what of a
    run is comparable, empty where nothing is: then ``no_result_*`` say why."""

    key: str
    group: str
    unit: str
    unit_zh: str
    better: str
    result: str
    en: str
    zh: str
    no_result_en: str
    no_result_zh: str


class Figure(NamedTuple):
    """A figure of a place and year; ``note_*`` say what it is of where the place does not, ``source*`` who counted it."""

    measure: str
    place: str
    value: float
    year: int
    scope: str
    note_en: str
    note_zh: str
    source: str
    source_zh: str


@functools.cache
def measures() -> tuple[Measure, ...]:
    """Return the measures of ``benchmark_measures.csv``, in its order.

    Raises:
        ValueError: a measure without a result that does not say why, or of which neither more nor less is better.
    """
    found = tuple(
        Measure(row["measure"], *(row[name] for name in Measure._fields[1:])) for row in rows("benchmark_measures")
    )
    silent = [one.key for one in found if not one.result and not (one.no_result_en and one.no_result_zh)]
    if silent:
        raise ValueError(f"benchmark_measures.csv: {silent} have no result and do not say why")
    if strange := [one.key for one in found if one.better not in BETTER]:
        raise ValueError(f"benchmark_measures.csv: {strange}: better is one of {BETTER}")
    return found


@functools.cache
def figures() -> tuple[Figure, ...]:
    """Return the figures of ``benchmark_figures.csv``, in its order.

    Raises:
        ValueError: a measure or a scope that is not known.
    """
    found = tuple(
        Figure(
            row["measure"], row["place"], float(row["value"]), int(row["year"]),
            row["scope"], row["note_en"], row["note_zh"], row["source"], row["source_zh"],
        )
        for row in rows("benchmark_figures")
    )  # fmt: skip
    known = {one.key for one in measures()}
    strange = [one for one in found if one.measure not in known or one.scope not in SCOPES]
    if strange:
        raise ValueError(
            f"benchmark_figures.csv: {strange[0].measure} of {strange[0].place}: measure or scope not known"
        )
    return found
