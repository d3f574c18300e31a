"""A design table: a CSV file whose columns are keys of a scenario and whose rows are variants."""

import csv
import io

from common.decoding import NotUnicode, decoded
from common.problems import Problem, nearest
from scenarios.reading.messages import phrase
from scenarios.reading.yaml_text import Mark, Node, scalar
from scenarios.sweeping.path_rule import FIXED, VARIED, steps

NAME = "name"
Row = tuple[str, dict[str, Node]]
"""A variant's name, and its values by key; an empty cell leaves the base as it is."""


def rows_of(data: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a table, and what is wrong with it; a value's place is its line and column of the table.

    Args:
        data: content of the file.
        file: its name, for places.
    """
    try:
        text = decoded(data)
    except NotUnicode as error:
        return [], [Problem(file, error.line, error.column, "", phrase("not_utf8"))]
    lines = [line for line in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in line)]
    if len(lines) < 2:
        return [], [Problem(file, 1, 1, "", phrase("table_without_rows"))]
    header, *body = lines
    keys = [key.strip() for key in header]
    problems = [problem for at, key in enumerate(keys, 1) if (problem := _wrong_key(keys, at, key, file))]
    rows: list[Row] = []
    for number, cells in enumerate(body, 2):
        if len(cells) > len(keys):
            problems.append(Problem(file, number, len(keys) + 1, "", phrase("cell_without_key")))
            continue
        values: dict[str, Node] = {}
        called = str(number - 1)
        for at, (key, cell) in enumerate(zip(keys, cells, strict=False), 1):
            if key == NAME:
                called = cell.strip() or called
            elif cell.strip():
                values[key] = Node(Mark(file, number, at), scalar(cell.strip(), False), cell.strip())
        rows.append((called, values))
    return rows, problems


def _wrong_key(keys: list[str], at: int, key: str, file: str) -> Problem | None:
    if key == NAME:
        return None
    way = steps(key) if key else None
    if way is None:
        return Problem(file, 1, at, key, phrase("bad_key_path"))
    if key in FIXED or way[0] not in VARIED:
        return Problem(file, 1, at, key, phrase("key_not_varied"), nearest=nearest(way[0], VARIED))
    if keys.index(key) != at - 1:
        return Problem(file, 1, at, key, phrase("listed_twice"))
    return None
