"""What the keys of a scenario file are for: the texts that stand under them in the source, read when somebody asks.

pydantic can read them itself, but does so for each table when it is declared, which took an eighth of the start of every
command; only explanations and the JSON Schema need them.
"""

import ast
import functools
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

from scenarios.reading.schema_parts import Part


def fill_in() -> None:
    """Give every key of every table that is declared so far its text as its ``description``."""
    for table in tables():
        texts = _texts(table)
        for name, field in table.model_fields.items():
            if field.description is None:
                field.description = texts.get(name)


def tables(table: type[Part] = Part) -> Iterator[type[Part]]:
    """Yield a table and all that were declared from it."""
    yield table
    for below in table.__subclasses__():
        yield from tables(below)


def _texts(table: type[Part]) -> dict[str, str]:
    """Texts by key, also those that a table has from another."""
    found: dict[str, str] = {}
    for above in reversed(table.__mro__):
        file = getattr(sys.modules.get(above.__module__), "__file__", None)
        if issubclass(above, Part) and file is not None:
            found |= _of_file(Path(file)).get(above.__qualname__, {})
    return found


@functools.cache
def _of_file(file: Path) -> dict[str, dict[str, str]]:
    """Texts under the annotated names of each class of a source file."""
    classes = [node for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
    return {node.name: dict(_under_names(node)) for node in classes}


def _under_names(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for above, below in zip(node.body, node.body[1:], strict=False):
        if not (isinstance(above, ast.AnnAssign) and isinstance(above.target, ast.Name)):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str):
            yield above.target.id, inspect.cleandoc(below.value.value)
