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


PIECES = re.compile(r"[\"']\s*[rfbu]*[\"']|\\\n")
"""Where one text goes on in the next line."""


def may_have_riddles(path: Path) -> bool:
    """Whether a riddle stands anywhere in a file, its texts put together: much quicker than to look at each text."""
    return RIDDLES.search(PIECES.sub("", path.read_text(encoding="utf-8"))) is not None


def test_texts_are_in_plain_words():
    found = {
        path.relative_to(ROOT).as_posix(): [
            (line, word) for line, text in texts(path) for word in RIDDLES.findall(text)
        ]
        for path in files()
        if may_have_riddles(path)
    }
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize("text", ["What is told of a run", "so many members", "It hangs on the seed", "Whoever reads"])
def test_a_riddle_is_found(text):
    assert RIDDLES.search(text)


@pytest.mark.parametrize("text", ["Adapt the chapter to the captain", "somebody", "the result depends on the seed"])
def test_plain_words_are_not_riddles(text):
    assert not RIDDLES.search(text)


OLD_TERMS = {
    "反事实": "对照情景",
    "集合成员": "模拟样本",
    "个成员": "个样本",
    "政策杠杆": "政策工具",
    "来源地": "客源地、投资来源地或贸易伙伴",
    "五种能级": "五种能力",
    "万夜": "万人夜",
    "游客过夜数": "停留夜数",
    "同乡": "同国人员",
    "逾期滞留": "逾期停居留",
    "运气": "随机数",
}
"""Chinese terms that are not used, each with the one that is."""
OLD = re.compile("|".join(f"(?<!投资){term}" if term == "来源地" else term for term in OLD_TERMS))
READS_THEM = {"common/other_names.py", "outputs/observed/names.py", "scenarios/explaining/listing.py"}
"""Files that know other words that a user may write, old ones among them."""


def chinese_files() -> list[Path]:
    data = [*(ROOT / "model" / "data").rglob("*.csv"), *(ROOT / "calibration" / "data").glob("*.csv")]
    pages = [*ROOT.glob("*.zh.md"), *ROOT.glob("*/*.zh.md"), *(ROOT / "scenarios").glob("*.yaml")]
    code = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return [
        ROOT / "run.py",
        *(one for one in code if one.relative_to(ROOT).as_posix() not in READS_THEM),
        *pages,
        *data,
    ]


def test_one_chinese_word_for_one_thing():
    found = {}
    for path in chinese_files():
        text = path.read_text(encoding="utf-8")
        if path.name == "field_names.py":  # its names for users, without the other words that they may write
            text = re.sub(r", \(\"[^()]*\)\)", "", text)
        if words := sorted(set(OLD.findall(text))):
            found[path.relative_to(ROOT).as_posix()] = words
    assert found == {}


def test_an_old_chinese_term_is_found():
    assert OLD.search("与反事实相比") and OLD.search("按来源地") and not OLD.search("按最终投资来源地")


def test_a_riddle_is_found_where_a_text_goes_on_in_the_next_line(tmp_path):
    (tmp_path / "one.py").write_text('x = (\n    "What is "\n    f"told"\n)\n', encoding="utf-8")
    assert may_have_riddles(tmp_path / "one.py") and RIDDLES.search(texts(tmp_path / "one.py")[0][1])
