"""Plain English: words that an analyst who reads English as a second language would have to look up stay out."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("common", "model", "scenarios", "calibration", "outputs", "commands")
OUT = (
    "told of", "is had", "are had", "be had", "hang on", "hangs on", "so many", "apt", "what is told", "for ever",
    "stands at rest", "whoever", "is told", "are told", "made anew",
)  # fmt: skip
"""Words that say little or that few learners know; each has a plainer one."""
RIDDLES = re.compile(r"\b(" + "|".join(OUT) + r")\b", re.IGNORECASE)


def texts(path: Path) -> list[tuple[int, str]]:
    """Texts of a Python file (docstrings, strings, comments) with their lines; a page of Markdown by lines."""
    source = path.read_text(encoding="utf-8")
    lines = list(enumerate(source.splitlines(), 1))
    if path.suffix != ".py":
        return lines
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    strings = [(node.lineno, node.value) for node in nodes if isinstance(node.value, str)]
    return strings + [(number, comment) for number, line in lines if (comment := line.partition("# ")[2])]


def files() -> list[Path]:
    code = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "model" / "ODD.md"]
    return [ROOT / "run.py", *code, *sorted(page for page in pages if page.name != "CHANGELOG.md")]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_texts_are_in_plain_words(path):
    assert [(line, word) for line, text in texts(path) for word in RIDDLES.findall(text)] == []


@pytest.mark.parametrize("text", ["What is told of a run", "so many members", "It hangs on the seed", "Whoever reads"])
def test_a_riddle_is_found(text):
    assert RIDDLES.search(text)


@pytest.mark.parametrize("text", ["Adapt the chapter to the captain", "somebody", "the result depends on the seed"])
def test_plain_words_are_not_riddles(text):
    assert not RIDDLES.search(text)
