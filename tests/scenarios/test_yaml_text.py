"""YAML text: what is read, what is refused, and where things stand."""

import math
import re

import pytest

from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.reading.yaml_text import MAX_BYTES, MAX_DEPTH, MAX_NODES, parse, scalar
from tests.support.scenario_files import SOUND, problems, spoiled, written

HEAD = "name: a\ntitle: {zh: 甲, en: A}\n"


def codes(folder, text):
    return [problem.code for problem in problems(folder, text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("null", None), ("true", True), ("False", False), ("yes", "yes"), ("on", "on"),
        ("12", 12), ("-3", -3), ("007", 7), ("0o17", 15), ("0x1f", 31), ("1_000", "1_000"), ("1.10", 1.1), (".5", 0.5),
        ("1.", 1.0), ("1e3", 1000.0), (".inf", math.inf), ("2023-07", "2023-07"), ("2023-07-01", "2023-07-01"),
        ("12:30", "12:30"), ("9223372036854775807", 2**63 - 1), ("NO", "NO"), ("1.39-1.46", "1.39-1.46"),
    ],
)  # fmt: skip
def test_plain_values_follow_the_core_schema(text, value):
    found = scalar(text, quoted=False)
    assert found == value
    assert type(found) is type(value)
    assert scalar(text, quoted=True) == text


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        (HEAD + "notes: &x hello\n", "no_anchor", 3, 8),
        (HEAD + "notes: *x\n", "no_alias", 3, 8),
        (HEAD + "notes: !!str hello\n", "no_tag", 3, 8),
        (HEAD + "notes: !!python/object/apply:os.system [ls]\n", "no_tag", 3, 8),
        (HEAD + "<<: {scale: 1}\n", "unknown_key", 3, 1),
        (HEAD + "scale: 0.1\nscale: 0.2\n", "duplicate_key", 4, 1),
        (HEAD + 'scale: 0.1\n"scale": 0.2\n', "duplicate_key", 4, 1),
        (HEAD + "---\nname: b\n", "several_documents", 3, 1),
        ("%YAML 1.1\n---\n" + HEAD, "yaml_version", 2, 1),
        (HEAD + "notes:\n\tx: 1\n", "syntax_tab", 4, 1),
        (HEAD + "notes: a: b\n", "syntax_colon", 3, 9),
        (HEAD + 'notes: "a\n', "syntax_quote", 4, 1),
        (HEAD + "period: {start: 2023-01\nscale: 1\n", "syntax_bracket", 4, 6),
        (HEAD + "? [a]\n: b\n", "key_not_text", 3, 3),
        ("", "empty", 1, 1),
        ("# nothing\n", "empty", 1, 1),
        ("- a\n", "not_a_table_file", 1, 1),
        ("hello\n", "not_a_table_file", 1, 1),
        (HEAD + "notes: a\x07b\n", "control_character", 3, 9),
        ((HEAD + "notes: ").encode() + b"\xff\n", "not_utf8", 3, 8),
        ((HEAD + "notes: ").replace("\n", "\r").encode() + b"\xff\r", "not_utf8", 3, 8),
        ((HEAD + "notes: a\x07b\n").replace("\n", "\r").encode(), "control_character", 3, 9),
        (HEAD.encode("utf-16") + b"x", "not_utf8", 3, 1),
        (HEAD.encode("utf-16-le"), "not_utf8", 1, 2),
        (HEAD.encode("utf-32"), "not_utf8", 1, 1),
        (b"# " + b"x" * MAX_BYTES, "too_big", 0, 0),
        (HEAD + "notes: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\n", "too_deep", 3, 7 + MAX_DEPTH),
        (HEAD + "notes: [" + "a," * MAX_NODES + "]\n", "too_many_nodes", 3, None),
        (HEAD + 'notes: "\\ud800"\n', "control_character", 3, 8),
        (HEAD + 'notes: "\\U00110000"\n', "syntax", 1, 1),
        (HEAD + "x" * 300 + ": 1\n", "key_too_long", 3, 1),
    ],
)
def test_what_is_refused(tmp_path, text, code, line, column):
    found = {p.code: p for p in problems(tmp_path, text)}
    assert code in found
    assert found[code].line == line
    assert column is None or found[code].column == column


def test_problems_of_form_do_not_hide_others(tmp_path):
    """An alias, a tag, a doubled key and a wrong number are told together, each once."""
    text = HEAD + "notes: *x\nauthor: !me you\nscale: 5\nscale: 0.1\n"
    assert sorted(codes(tmp_path, text)) == ["duplicate_key", "no_alias", "no_tag", "out_of_range"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + SOUND.encode(),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("\n", "\r").encode(),
        SOUND.replace("\n", "\r\n").encode("utf-16"),
        "\ufeff".encode("utf-16-be") + SOUND.encode("utf-16-be"),
        ("---\n" + SOUND + "...\n").encode(),
        ("%YAML 1.2\n---\n" + SOUND).encode(),
        SOUND.replace("from: 2023-07", "from: '2023-07'").encode(),
        SOUND.replace("from: 2023-12-01", 'from: "2023-12-01"').encode(),
    ],
)
def test_byte_order_marks_line_ends_and_quotes_make_no_difference(tmp_path, data):
    assert read(written(tmp_path, data)) == read(written(tmp_path, SOUND, "b.yaml"))


def test_places_are_the_same_with_windows_line_ends(tmp_path):
    unix = problems(tmp_path, spoiled("rate: 0.11", "rate: 11"))
    windows = problems(tmp_path, b"\xef\xbb\xbf" + spoiled("rate: 0.11", "rate: 11").replace("\n", "\r\n").encode())
    assert unix == windows


def test_right_to_left_text_is_taken_and_set_apart_in_messages(tmp_path):
    text = HEAD + "author: محمد من نانجينغ\n"
    assert read(written(tmp_path, text)).author == "محمد من نانجينغ"
    (problem,) = problems(tmp_path, HEAD + "world: {reopening: مرحبا}\n")
    assert '"\u2068مرحبا\u2069"' in problem.render("en")


def test_values_in_messages_are_short_and_printable(tmp_path):
    (problem,) = problems(tmp_path, HEAD + 'world: {reopening: "\\u202E\\e[31m' + "x" * 500 + '"}\n')
    assert len(problem.value) < 100
    assert problem.value.isprintable()


def test_nodes_keep_the_places_of_keys_and_values():
    tree, faults = parse(b"a:\n  b: [x,\n    y]\n", "f")
    assert not faults
    mark, node = tree.get("a").value["b"]
    assert (mark.line, mark.column) == (2, 3)
    assert [(item.mark.line, item.mark.column) for item in node.value] == [(2, 7), (3, 5)]
    assert tree.get("a", "b", 1).value == "y"
    assert tree.get("a", "c", 1) is None


@pytest.mark.parametrize("form", [">-\n    {}\n    {}", "{}\n    {}", '"{}\n    {}"'])
def test_folded_chinese_gains_no_blank(form):
    def notes(*lines):
        tree, _ = parse(f"a:\n  zh: {form.format(*lines)}\n".encode(), "a.yaml")
        return tree.plain()["a"]["zh"]

    assert notes("用地的幅度", "也大于所含") == "用地的幅度也大于所含"
    assert notes("见方案，", "104 项") == "见方案，104 项"
    assert notes("含方案", "104 项任务") == "含方案 104 项任务", "beside digits and Latin letters a blank stays"
    assert notes("so are", "words") == "so are words"


def test_shipped_chinese_has_no_blank_inside():
    for path in FOLDER.glob("*.yaml"):
        tree, problems = parse(path.read_bytes(), path.name)
        assert not problems
        assert not re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", str(tree.plain())), path.name
