"""The forms of sweep and search files for editors and readers: a JSON Schema and a reference page in each folder."""

from pathlib import Path

from common.text import LANGUAGES, Text
from scenarios.reading.json_schema import json_schema
from scenarios.reading.json_schema import text as schema_text
from scenarios.reading.reference import page_of
from scenarios.reading.schema_parts import Part
from scenarios.searching.search_schema import SearchFile
from scenarios.sweeping.sweep_schema import SweepFile

FOLDER = Path(__file__).parent.parent
FORMS: dict[str, tuple[type[Part], Text]] = {
    "sweeps": (SweepFile, Text("The sweep file", "多方案文件")),
    "searches": (SearchFile, Text("The search file", "寻优文件")),
}
"""Folder → the shape of its files and what they are called."""
_INTRODUCTION = Text(
    "YAML 1.2, read strictly as scenario files are: whatever is not in these tables is an error, which `check FILE` lists with its "
    "line and column. What stands under a key of a scenario file is described in REFERENCE.md of the folder above. Editors "
    "check a file as it is typed when its first line is `# yaml-language-server: $schema=schema.json`.",
    "采用 YAML 1.2，与情景文件一样严格读取：表中没有的内容一律报错，`check FILE` 会列出并指明行列位置。属于情景文件的键见上级目录的 REFERENCE.zh.md。"
    "首行写上 `# yaml-language-server: $schema=schema.json`，编辑器即可边写边检查。",
)


def texts() -> dict[Path, str]:
    """Text of each file by its path."""
    found: dict[Path, str] = {}
    for folder, (shape, title) in FORMS.items():
        schema = json_schema(shape)
        found[FOLDER / folder / "schema.json"] = schema_text(shape)
        for lang in LANGUAGES:
            name = "REFERENCE.md" if lang == "en" else f"REFERENCE.{lang}.md"
            found[FOLDER / folder / name] = page_of(schema, title.of(lang), _INTRODUCTION.of(lang), lang)
    return found


def export() -> None:
    """Write all of them."""
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    export()
