"""What is done of what was done before: the parts of a scenario file that begin where history stands."""

from typing import Annotated

from pydantic import Field

from scenarios.reading.rules import Date, TaskOrAnyLever
from scenarios.reading.schema_parts import Part


class Ending(Part):
    """What was done before the period and is not gone on with.
    此前实施、本时段不再继续的内容。"""

    what: Annotated[tuple[Annotated[str, TaskOrAnyLever()], ...], Field(min_length=1)]
    """Tasks, or whole levers such as pilot_tasks.
    任务编号，或整项政策工具，如 pilot_tasks。"""
    from_: Annotated[str, Date()] | None = Field(default=None, alias="from")
    """The first day or month in which it no longer holds; left out: the first month of the period.
    自哪一日或哪一月起不再有效；不填即自时段首月起。"""
