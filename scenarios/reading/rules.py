"""The kinds of single values that a scenario file holds: what is allowed, and what to say when it is not.

Each rule is put beside a type in ``Annotated[...]``; pydantic calls it for the value and for the JSON Schema.
"""

import math
import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError, core_schema

from common.lookalikes import fold, half_width, plain
from common.other_names import result_meant, suggestion
from common.problems import Phrase, nearest, one_of
from common.typed_dates import date_meant
from common.vocabulary import LEVERS
from scenarios.reading import dates, origins, tasks
from scenarios.reading.messages import phrase
from scenarios.reading.number_hints import bare_number

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for devices: no folder can have them there."""
DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that reorder the text after them: they could make a file say other than it shows."""


def fault(message: Phrase, allowed: Phrase | None = None, near: str | None = None) -> PydanticCustomError:
    """Return the error that carries a problem's sentences through pydantic."""
    return PydanticCustomError("rule", "rule", {"message": message, "allowed": allowed, "near": near})


class Rule(ABC):
    """One kind of value. ``check`` returns the value or raises; ``schema`` is its JSON Schema.

    Beside the standard keywords a schema may hold ``unit`` and ``kind``, names of the catalogue for the reference page.
    """

    @abstractmethod
    def check(self, value: object) -> object:
        """Return the value itself when it is allowed.

        Raises:
            PydanticCustomError: it is not; made by :func:`fault`.
        """

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the values allowed."""
        return {}

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: object, handler: object) -> dict[str, Any]:
        return self.schema()


@dataclass(frozen=True)
class Range(Rule):
    """A number from ``low`` to ``high``, both allowed; ``unit`` names a unit of the catalogue; ``whole``: no part."""

    low: float
    high: float
    unit: str
    whole: bool = False

    def allowed(self) -> Phrase:
        """Return the range in words."""
        if self.unit == "count":
            return phrase("range_whole", low=self.low, high=self.high)
        return phrase("range", low=self.low, high=self.high, unit=phrase(f"unit.{self.unit}"))

    def check(self, value: object) -> object:
        if isinstance(value, str):
            code = "number_as_text" if any(c.isdigit() for c in value) else "not_number"
            raise fault(phrase(code), self.allowed(), self._meant(value))
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise fault(phrase("not_number"), self.allowed())
        if self.whole and not isinstance(value, int):
            raise fault(phrase("not_whole"), self.allowed())
        if not self.low <= value <= self.high:
            raise fault(phrase("out_of_range"), self.allowed(), self._as_share(value))
        return value

    def _meant(self, text: str) -> str | None:
        """Return the bare number that a text with a unit or separators means, where it is allowed."""
        number = bare_number(text, self.unit)
        if number is None or not self.low <= number <= self.high or (self.whole and number % 1):
            return None
        return format(number, ".12g")

    def _as_share(self, value: float) -> str | None:
        """Return the share that a percentage means, None where the value is no percentage in range."""
        meant = value / 100 if self.unit == "share" and math.isfinite(value) and value >= 1 else math.inf
        return format(meant, ".6g") if meant <= self.high else None

    def schema(self) -> dict[str, Any]:
        kind = "integer" if self.whole else "number"
        return {"type": kind, "minimum": self.low, "maximum": self.high, "unit": self.unit}


class Number(Rule):
    """Any finite number; its range is known elsewhere."""

    def check(self, value: object) -> object:
        if isinstance(value, str) and any(c.isdigit() for c in value):
            meant = bare_number(value, unit="")
            raise fault(phrase("number_as_text"), near=None if meant is None else format(meant, ".12g"))
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise fault(phrase("not_number"))
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "number"}


@dataclass(frozen=True)
class OneOf(Rule):
    """One word of a closed list."""

    words: tuple[str, ...]

    def check(self, value: object) -> object:
        if not isinstance(value, str) or value not in self.words:
            raise fault(phrase("unknown_word"), one_of(self.words), suggestion(value, self.words))
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}


def text_fault(value: object, limit: int, lines: bool) -> Phrase | None:
    """What is wrong with a piece of free text: not text, empty, too long, or with characters that cannot be shown."""
    if not isinstance(value, str):
        return phrase("not_text")
    if not value.strip():
        return phrase("empty_text")
    if len(value) > limit:
        return phrase("text_too_long", length=len(value), limit=limit)
    if not lines and "\n" in value.strip():
        return phrase("one_line")
    if any((unicodedata.category(c) == "Cc" and c not in "\n\t") or c in DIRECTION for c in value):
        return phrase("text_control")
    return None


@dataclass(frozen=True)
class FreeText(Rule):
    """Free text of at most ``limit`` characters, on one line unless ``lines``."""

    limit: int
    lines: bool = False

    def check(self, value: object) -> object:
        wrong = text_fault(value, self.limit, self.lines)
        if wrong is not None:
            raise fault(wrong)
        return str(value).strip()

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.limit}


class Name(Rule):
    """The name of a run: small letters, digits and hyphens."""

    def check(self, value: object) -> object:
        if not isinstance(value, str) or not NAME.fullmatch(value):
            plain = re.sub(r"[^a-z0-9-]+", "-", value.casefold()).strip("-") if isinstance(value, str) else ""
            raise fault(phrase("bad_name"), near=plain[:64] or None)
        if RESERVED.fullmatch(value):
            raise fault(phrase("reserved_name"), near=f"{value}-run")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{NAME.pattern}$", "kind": "name"}


class FileName(Rule):
    """A scenario file of the same folder, by name alone."""

    def check(self, value: object) -> object:
        if not isinstance(value, str) or len(value) > 120 or not value.isprintable() or value.startswith("."):
            raise fault(phrase("bad_file_name"))
        if any(c in value for c in "/\\:") or not value.endswith((".yaml", ".yml")):
            raise fault(phrase("bad_file_name"))
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[^./\\:][^/\\:]*\.ya?ml$", "maxLength": 120, "kind": "file"}


@dataclass(frozen=True)
class Date(Rule):
    """A month or a day; ``month_only``: a month, no later than ``last_year``."""

    month_only: bool = False
    last_year: int = dates.LAST_YEAR

    def check(self, value: object) -> object:
        wanted = phrase("month_form" if self.month_only else "date_form", last=self.last_year)
        if not isinstance(value, str) or not self._is_allowed(value):
            meant = date_meant(str(value)) if isinstance(value, str | int) else None
            if meant is not None and self.month_only:
                meant = meant[: len("2023-01")]
            raise fault(phrase("bad_date"), wanted, meant if meant is not None and self._is_allowed(meant) else None)
        return value

    def _is_allowed(self, date: str) -> bool:
        if dates.span_or_none(date) is None or int(date[:4]) > self.last_year:
            return False
        return len(date) == len("2023-01") or not self.month_only

    def schema(self) -> dict[str, Any]:
        day = r"(-(0[1-9]|[12]\d|3[01]))?"
        if self.month_only:
            return {"type": "string", "pattern": r"^20\d\d-(0[1-9]|1[0-2])$", "kind": "month"}
        # +6, months after the start, is a whole number to an editor where it stands without quotes
        pattern = rf"^(20\d\d-(0[1-9]|1[0-2]){day}|\+\d{{1,3}})$"
        return {"type": ["string", "integer"], "pattern": pattern, "maximum": 239, "kind": "date"}


@dataclass(frozen=True)
class Origin(Rule):
    """The code of an origin market; ``apart``: one that is modelled apart, so not ``ROW``."""

    apart: bool = False

    def check(self, value: object) -> object:
        allowed = tuple(code for code in origins.known() if not (self.apart and code == origins.REST))
        if isinstance(value, str) and value in allowed:
            return value
        if not isinstance(value, str):
            raise fault(phrase("not_text"), one_of(allowed))
        message, near = origins.fault_of(value)
        if self.apart and (value == origins.REST or near == origins.REST):
            message, near = phrase("via_not_apart"), None
        raise fault(message, one_of(allowed), near)

    def schema(self) -> dict[str, Any]:
        codes = [code for code in origins.known() if not (self.apart and code == origins.REST)]
        return {"type": "string", "enum": codes}


class TaskPattern(Rule):
    """A task id, a range of ids in one table, or a whole table, as quoted text."""

    def check(self, value: object) -> object:
        form = phrase("task_form", known=tasks.KNOWN)
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise fault(phrase("task_not_quoted"), form)
        try:
            tasks.expand(value if isinstance(value, str) else "")
        except ValueError:
            raise fault(phrase("unknown_task"), form, self._meant(value)) from None
        return half_width(str(value)).strip()

    @staticmethod
    def _meant(value: object) -> str | None:
        """Return the pattern that a text with a dash or a tilde in place of the hyphen means."""
        meant = plain(value).strip() if isinstance(value, str) else ""
        try:
            tasks.expand(meant)
        except ValueError:
            return None
        return meant

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[1-6]\.(\*|[1-9]\d?(-[1-6]\.[1-9]\d?)?)$", "kind": "task"}


class TaskOrLever(TaskPattern):
    """What a brake may hold back: tasks as in a :class:`TaskPattern`, or a headline lever."""

    def check(self, value: object) -> object:
        named = plain(value).strip() if isinstance(value, str) else value
        if named in tasks.BRAKED_LEVERS:
            return named
        allowed = phrase("braked_levers", levers=tasks.BRAKED_LEVERS)
        if named == "mixed_land_use":
            raise fault(phrase("land_not_braked"), allowed)
        if isinstance(named, str) and named[:1].isalpha():
            raise fault(phrase("unknown_braked"), allowed, suggestion(named, tasks.BRAKED_LEVERS))
        return super().check(value)

    def schema(self) -> dict[str, Any]:
        pattern = super().schema()
        levers = "|".join(tasks.BRAKED_LEVERS)
        return pattern | {"pattern": f"({pattern['pattern']})|^({levers})$"}


class TaskOrAnyLever(TaskPattern):
    """What may end: tasks as in a :class:`TaskPattern`, or any lever."""

    def check(self, value: object) -> object:
        named = plain(value).strip() if isinstance(value, str) else value
        if named in LEVERS:
            return named
        if isinstance(named, str) and named[:1].isalpha():
            raise fault(phrase("unknown_ended"), phrase("braked_levers", levers=LEVERS), suggestion(named, LEVERS))
        return super().check(value)

    def schema(self) -> dict[str, Any]:
        pattern = super().schema()
        return pattern | {"pattern": f"({pattern['pattern']})|^({'|'.join(LEVERS)})$"}


class ResultName(Rule):
    """The name of a result."""

    def check(self, value: object) -> object:
        from model.variables import VARIABLES

        if value not in VARIABLES:
            titles = {fold(title): key for key, known in VARIABLES.items() for title in (known.en, known.zh)}
            titled = titles.get(fold(value)) if isinstance(value, str) else None
            raise fault(
                phrase("unknown_result"),
                phrase("result_names"),
                nearest(value, VARIABLES) or titled or result_meant(value, VARIABLES),
            )
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "kind": "result"}


class ParameterName(Rule):
    """The name of a declared parameter."""

    def check(self, value: object) -> object:
        from model.parameters import declared

        if value not in declared():
            titles = {fold(title): name for name, known in declared().items() for title in (known.en, known.zh)}
            near = nearest(value, declared()) or (titles.get(fold(value)) if isinstance(value, str) else None)
            raise fault(phrase("unknown_parameter"), near=near)
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "kind": "parameter"}
