"""The JSON Schema of a scenario file, for editors; what takes more than one value to judge is left to the reader."""

import json
from pathlib import Path

from scenarios.reading import field_texts
from scenarios.reading.schema import Brake, Counterfactual, History, Scenario, Trigger
from scenarios.reading.schema_history import Ending
from scenarios.reading.schema_parts import Lasting, Part

FILE = Path(__file__).parent.parent / "schema.json"


def json_schema(root: type[Part] = Scenario) -> dict[str, object]:
    """Return the schema of a kind of file as plain data, JSON Schema draft 2020-12."""
    field_texts.fill_in()
    shape = root.model_json_schema(by_alias=True, mode="validation")
    definitions = shape.pop("$defs")
    declared = {table.__name__: table for table in field_texts.tables()}
    for name, definition in ((root.__name__, shape), *definitions.items()):
        _describe(definition, declared[name])
    entries = (Lasting, Brake, Counterfactual, History, Ending, Trigger)
    tables = Part.__subclasses__() if root is Scenario else ()  # other kinds of file inherit nothing
    merging = {part.__name__ for part in tables if not issubclass(part, entries)}
    for name, definition in definitions.items():
        _tidy(definition, name in merging)
    _tidy(shape, merges=root is Scenario)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape, "$defs": definitions}


def _describe(definition: dict, table: type[Part]) -> None:
    """Add the text of each key; the library knows only texts that were there when the table was declared."""
    for name, field in table.model_fields.items():
        if field.description is not None:
            definition["properties"][field.alias or name]["description"] = field.description


def _tidy(definition: dict, merges: bool) -> None:
    """Plain property schemas; in tables that merge, null takes back an inherited value, elsewhere it is not allowed."""
    definition.pop("title", None)
    required = definition.get("required", [])
    for key, shape in definition["properties"].items():
        shape.pop("title", None)
        if isinstance(shape.get("default"), dict | list) or shape.get("default", 0) is None:
            del shape["default"]
        choices = [choice for choice in shape.pop("anyOf", []) if choice != {"type": "null"}]
        if not choices:
            kept = {name: shape.pop(name) for name in list(shape) if name not in ("default", "description")}
            choices = [kept]
        if merges and key not in required:
            choices.append({"type": "null"})
        shape.update(choices[0] if len(choices) == 1 else {"anyOf": choices})


def text(root: type[Part] = Scenario) -> str:
    """Return the text of ``schema.json`` of a kind of file."""
    return json.dumps(json_schema(root), ensure_ascii=False, indent=1) + "\n"


def export(path: Path = FILE) -> None:
    """Write the schema beside the scenarios."""
    path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    export()
