"""The parts that the tables of a scenario file share: texts in two languages, words and codes, dates of actions."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from common.vocabulary import DECIDERS, SCOPES, USES, ZONES
from scenarios.reading.rules import Date, FileName, FreeText, OneOf, Origin, Range, TaskPattern


class Part(BaseModel):
    """Any table of the file: no unknown keys, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _both(value: object) -> object:
    """Text given once stands for both languages."""
    return {"zh": value, "en": value} if isinstance(value, str) else value


def listed(value: object) -> object:
    """Return a list; one table stands for a list of one."""
    return (value,) if isinstance(value, dict) else value


class InBothLanguages(Part):
    """A title in both languages.
    中英文标题。"""

    zh: Annotated[str, FreeText(120)]
    """In Chinese.
    中文。"""
    en: Annotated[str, FreeText(200)]
    """In English.
    英文。"""


class Words(Part):
    """A longer text in both languages.
    中英文说明文字。"""

    zh: Annotated[str, FreeText(4000, lines=True)]
    """In Chinese.
    中文。"""
    en: Annotated[str, FreeText(4000, lines=True)]
    """In English.
    英文。"""


Prose = Annotated[Words, BeforeValidator(_both, json_schema_input_type=str | Words)]
SameFolderFile = Annotated[str, FileName()]
OriginCode = Annotated[str, Origin()]
ZoneWord = Annotated[str, OneOf(ZONES)]
UseWord = Annotated[str, OneOf(USES)]
Origins = Annotated[tuple[OriginCode, ...], Field(min_length=1)]
TaskList = Annotated[tuple[Annotated[str, TaskPattern()], ...], Field(min_length=1)]
Share = Range(0, 1, "share")
StartMonth = Date(month_only=True, last_year=2035)
Scope = Annotated[str, OneOf(SCOPES)]
Decider = Annotated[str, OneOf(DECIDERS)]


class Lasting(Part):
    """Anything done from a date on.
    有起始日期的政策工具。"""

    from_: Annotated[str, Date()] = Field(alias="from")
    """When it takes force, YYYY-MM or YYYY-MM-DD.
    生效日期，YYYY-MM 或 YYYY-MM-DD。"""
    announced: Annotated[str, Date()] | None = None
    """When people may begin to act on it, for route rights and pilot tasks; left out: when it takes force.
    公布日期，自此各方可以据此行动，仅用于航权和试点任务；不填即为生效日期。"""
    decided_by: Decider = "city"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class Action(Lasting):
    """Anything done from a date on that may end.
    有起止日期的政策工具。"""

    until: Annotated[str, Date()] | None = None
    """Last month or day in force, included; left out: it does not end.
    最后有效的月或日（含当日）；不填即长期有效。"""
