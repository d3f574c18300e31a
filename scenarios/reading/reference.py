"""The reference page of the scenario file, made from the schema: every table, its keys, what each may hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scenarios.reading.json_schema import json_schema
from scenarios.reading.messages import phrase

FOLDER = Path(__file__).parent.parent
FILES = {"en": FOLDER / "REFERENCE.md", "zh": FOLDER / "REFERENCE.zh.md"}
_LONG_LIST = 13
"""Longest list of words that is written out in a cell."""

_HEADINGS = {
    "en": ("The scenario file", "key", "required", "what it may hold", "default", "meaning"),
    "zh": ("情景文件", "键", "必填", "可以填写的内容", "默认值", "含义"),
}
_INTRODUCTION = {
    "en": (
        "YAML 1.2, read strictly. Whatever is not in these tables is an error, told with its line and column; "
        "`.uv/bin/uv run run.py check FILE` tells all errors of a file and runs nothing. Editors check a file as it is typed "
        "when its first line is `# yaml-language-server: $schema=schema.json`.\n\n"
        "A file that `extends` another inherits its tables and values: tables merge, lists are replaced, `null` "
        "removes; `name`, `title`, `question` and `counterfactual` are not inherited. An override that changes nothing "
        "is an error.\n\n"
        "A scenario may begin where another ends: with `history: observed.yaml` and a later `period`, scenario and "
        "counterfactual both run through what was done, which goes on unless `ends` names it, and then part. Results cover "
        "the period. The world before is that of history; after its last figure `observed_low`, `observed_slow` and the like go on "
        "by another path.\n\n"
        "Dates are months or days, or `+6`, the month six months after the first of the period, so that a plan can be moved; "
        "`until` is included; part of a month counts by its days. Every date lies in the "
        "period. Grants add flights to the rights in force; every other lever states the value in force from its date, "
        "and the better of it, the world and 2022 holds."
    ),
    "zh": (
        "采用 YAML 1.2，严格读取。表中没有的内容一律报错，并指明行列位置；`.uv/bin/uv run run.py check FILE` 会列出文件的全部问题，"
        "不进行模拟。首行写上 `# yaml-language-server: $schema=schema.json`，编辑器即可边写边检查。\n\n"
        "写了 `extends` 的文件继承另一文件的表和取值：表合并，列表替换，`null` 删除；`name`、`title`、`question` 和 "
        "`counterfactual` 不继承。改写后的取值与所继承的相同，将报错。\n\n"
        "情景可以接着另一情景往后推演：写 `history: observed.yaml` 并把 `period` 设在其后，情景与对照先共同经历已实施的内容，"
        "其中未列入 `ends` 的继续有效，此后各自展开；结果只含本时段。此前的外部环境沿用 history 的设定；实际数据截止之后，可选 "
        "`observed_low`、`observed_slow` 等路径。\n\n"
        "日期可写到月或日，也可写 `+6`，即时段首月之后第 6 个月，方案可据此整体平移；`until` 含当日或当月；不足一月的按天数折算。所有日期都须在模拟时段之内。航权是在现有权利之上增加航班；"
        "其他措施填写生效后的标准；国家政策或 2022 年规定更优惠的，从其规定。"
    ),
}


def page(lang: str) -> str:
    """Return the page in Markdown; ``lang`` is ``"en"`` or ``"zh"``."""
    return page_of(json_schema(), _HEADINGS[lang][0], _INTRODUCTION[lang], lang)


def page_of(schema: dict[str, Any], title: str, introduction: str, lang: str) -> str:
    """Return the page of a kind of file, from its schema, in Markdown."""
    columns = list(_HEADINGS[lang][1:])
    parts = [f"# {title}", introduction, *_table(schema, schema, columns, lang)]
    for name, places in _places(schema).items():
        definition = schema["$defs"][name]
        stands = ("、" if lang == "zh" else ", ").join(f"`{place}`" for place in places)
        parts += [f"## {name}", stands, *_table(schema, definition, columns, lang)]
    return "\n\n".join(parts) + "\n"


def _places(schema: dict) -> dict[str, list[str]]:
    """Where each kind of table stands in the file, in the order of the file."""
    found: dict[str, list[str]] = {}

    def walk(shape: object, path: str) -> None:
        if isinstance(shape, list):
            for part in shape:
                walk(part, path)
        elif isinstance(shape, dict) and "$ref" in shape:
            name = _name(shape)
            if path in found.setdefault(name, []):
                return
            found[name].append(path)
            for key, below in schema["$defs"][name]["properties"].items():
                walk(below, f"{path}.{key}")
        elif isinstance(shape, dict):
            for part in shape.values():
                walk(part, path)

    for key, shape in schema["properties"].items():
        walk(shape, key)
    return {
        name: [p for p in places if not p.startswith(("counterfactual.", "history.", "triggers."))]
        for name, places in found.items()
    }


def _table(schema: dict, definition: dict, columns: list[str], lang: str) -> Iterator[str]:
    """A table's meaning and its keys."""
    yield _told(definition["description"], lang)
    rows = [columns, ["---"] * len(columns)]
    for key, shape in definition["properties"].items():
        required = {"en": "yes", "zh": "是"}[lang] if key in definition.get("required", []) else ""
        default = shape.get("default", "")
        cells = [f"`{key}`", required, _allowed(shape, lang), f"`{default}`" if default != "" else ""]
        # a key that says the same as its table is described there
        below = shape["anyOf"][0] if "anyOf" in shape else shape
        told = shape.get("description") or schema["$defs"][_name(below)]["description"]
        rows.append([*cells, _told(told, lang)])
    yield "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _name(shape: dict) -> str:
    return shape["$ref"].rpartition("/")[2]


def _told(description: str, lang: str) -> str:
    english, _, chinese = description.partition("\n")
    return chinese if lang == "zh" else english


def _allowed(shape: dict, lang: str) -> str:
    """What a value may be, in words."""
    zh = lang == "zh"
    if not shape.keys() - {"description", "default"}:
        return "如情景文件" if zh else "as in a scenario file"
    if "anyOf" in shape:
        kinds = [_allowed(choice, lang) for choice in shape["anyOf"] if choice != {"type": "null"}]
        return ("，或" if zh else ", or ").join(kinds)
    if "$ref" in shape:
        name = _name(shape)
        return f"[{name}](#{name.lower()})"
    if "enum" in shape:
        words = shape["enum"]
        listed = ("、" if zh else ", ").join(f"`{word}`" for word in words[:_LONG_LIST])
        return (
            listed if len(words) <= _LONG_LIST else listed + (f" 等 {len(words)} 项" if zh else f", ... ({len(words)})")
        )
    if "minimum" in shape:
        unit = phrase(f"unit.{shape['unit']}").say(lang)
        return f"{shape['minimum']}–{shape['maximum']} {unit}"
    if "kind" in shape:
        return phrase(f"kind.{shape['kind']}").say(lang)
    return _by_type(shape, lang)


def _by_type(shape: dict, lang: str) -> str:
    zh = lang == "zh"
    kind = shape.get("type")
    if kind == "array":
        return ("列表：" if zh else "list: ") + _allowed(shape["items"], lang)
    if kind == "object":
        keys = shape.get("propertyNames")
        held = _allowed(shape.get("additionalProperties", {}), lang)
        return (("表：" if zh else "table: ") + (_allowed(keys, lang) + " → " if keys else "") + held).strip()
    if kind == "string":
        most = shape.get("maxLength")
        return ("文字" if zh else "text") + (
            (f"，最多 {most} 字" if zh else f", at most {most} characters") if most else ""
        )
    return "数字" if zh else "number"


def export() -> None:
    """Write the page in both languages beside the schema."""
    for lang, path in FILES.items():
        path.write_text(page(lang), encoding="utf-8")


if __name__ == "__main__":
    export()
