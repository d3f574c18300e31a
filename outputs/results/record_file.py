"""What a search or a sweep found, kept as JSON, so that its pages can be made again without running anything."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import numpy as np
from pydantic import PlainSerializer, PlainValidator, TypeAdapter, ValidationError

from common.errors import UserError
from common.system_errors import unreadable

FORM = 1
"""Of the files; one with another number was written by another version."""
Record = TypeVar("Record")


def _floats(value: Any) -> np.ndarray:
    return np.asarray(value, dtype=float)


def _flags(value: Any) -> np.ndarray:
    return np.asarray(value, dtype=bool)


Floats = Annotated[np.ndarray, PlainValidator(_floats), PlainSerializer(np.ndarray.tolist)]
Flags = Annotated[np.ndarray, PlainValidator(_flags), PlainSerializer(np.ndarray.tolist)]
"""Types of arrays inside a record."""


def record_text(kind: str, record: Any) -> str:
    """Return the text of a record, a frozen dataclass; what is no number is written as NaN.

    Args:
        kind: what it is of, such as ``search``.
        record: the dataclass.
    """
    told = TypeAdapter(type(record)).dump_python(record, mode="python")
    return json.dumps({"kind": kind, "form": FORM, "found": told}, ensure_ascii=False, indent=None) + "\n"


def read_record(file: Path, kind: str, shape: type[Record], whole: Callable[[Record], bool]) -> Record:
    """Return the record of a file.

    Args:
        file: the file.
        kind: what it is of, such as ``search``.
        shape: the dataclass.
        whole: whether the parts of a record fit together.

    Raises:
        UserError: a file that cannot be read, is of another kind or version, or does not hold what it should.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(data, dict) and (data.get("kind"), data.get("form")) == (kind, FORM):
            found = TypeAdapter(shape).validate_python(data["found"])
            if whole(found):
                return found
    except (ValidationError, ValueError, KeyError, RecursionError):
        pass
    except OSError as error:
        raise unreadable(file, error) from error
    raise UserError(
        f"{file} is not what a {kind} of this version leaves, or is damaged: run {kind} again, what was finished is kept",
        f"{file} 不是此版本 {kind} 的结果，或已损坏：请再次运行 {kind}，已完成的部分会沿用",
    )
