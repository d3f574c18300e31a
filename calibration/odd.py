"""Refreshes the tables of ``model/ODD.md`` that are made from the code.

A generated part stands between the marks ``<!-- generated: NAME -->`` and ``<!-- end: NAME -->``; everything else is
written by hand and left alone. ``python -m calibration.odd`` rewrites the parts and names those that changed, with
``--check`` it only names them and ends with exit code 1.
"""

import argparse
import difflib
import re
import sys

from calibration.odd_tables import ODD, PARTS

_PART = re.compile(r"<!-- generated: (?P<name>[a-z ]+) -->\n(?P<body>.*?)<!-- end: (?P=name) -->", re.DOTALL)


def refreshed(text: str) -> str:
    """Return the document with every generated part made again.

    Raises:
        ValueError: a part that is missing, doubled, unknown or not closed.
    """
    opened = re.findall(r"<!-- generated: (.*?) -->", text)
    closed = [match["name"] for match in _PART.finditer(text)]
    if sorted(opened) != sorted(PARTS) or opened != closed:
        raise ValueError(f"the marks {opened} do not enclose each of {list(PARTS)} once")
    return _PART.sub(lambda match: _marked(match["name"], f"\n{PARTS[match['name']]()}\n\n"), text)


def _marked(name: str, body: str) -> str:
    return f"<!-- generated: {name} -->\n{body}<!-- end: {name} -->"


def stale(text: str) -> dict[str, str]:
    """Return the parts that differ from what the code says now: by name, the difference line by line."""
    old, new = ({m["name"]: m["body"] for m in _PART.finditer(version)} for version in (text, refreshed(text)))
    return {
        name: "\n".join(
            difflib.unified_diff(old[name].split("\n"), new[name].split("\n"), "document", "code", n=0, lineterm="")
        )
        for name in new
        if old[name] != new[name]
    }


def main() -> None:
    """Refresh the document, or only check it."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument("--check", action="store_true", help="only say what is stale")
    check = options.parse_args().check
    text = ODD.read_text(encoding="utf-8")
    changed = stale(text)
    for name, difference in changed.items():
        print(f"{name}:\n{difference}")
    if check:
        sys.exit(1 if changed else 0)
    ODD.write_text(refreshed(text), encoding="utf-8")


if __name__ == "__main__":
    main()
