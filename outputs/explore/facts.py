"""What a page may show beside results: the catalogue of tasks, the past of the city, where origins lie; the caller has it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class TaskFact(NamedTuple):
    """One task of the plan; ``cost`` is its public cost at full strength, million CNY a year, ``grade`` that of its evidence."""

    id: str
    field_en: str
    field_zh: str
    en: str
    zh: str
    zones: tuple[str, ...]
    decider: str
    grade: str
    cost: float


class Facts(NamedTuple):
    """What is known beside results; all of it may be lacking.

    Attributes:
        tasks: the catalogue.
        history: years and values of an outcome before the run, in the unit of the results file, by the outcome's key.
        places: latitude and longitude of origins, by their codes.
        home: latitude and longitude of the airport.
    """

    tasks: Sequence[TaskFact] = ()
    history: Mapping[str, Sequence[tuple[int, float]]] = {}
    places: Mapping[str, tuple[float, float]] = {}
    home: tuple[float, float] = (31.74, 118.86)
