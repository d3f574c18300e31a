"""YAML 1.2 text to a tree that remembers where every key and value stands.

Only the plain part of the language is read: tables, lists and single values of the core schema. Aliases, anchors
and tags are refused, and the tree is bounded in bytes, nodes and depth, so that no file can run code or swell.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from common.decoding import NotUnicode, decoded, place_after
from common.lookalikes import positions, sentence
from common.problems import Phrase, Problem, shown
from common.text import Text
from scenarios.reading.characters import BULLETS, Repaired, Wrong, cut_brackets, repair
from scenarios.reading.messages import phrase

NodeEvent = AliasEvent | ScalarEvent | MappingStartEvent | SequenceStartEvent
MAX_BYTES = 200_000
MAX_NODES = 5_000
MAX_DEPTH = 12
MAX_KEY = 200
MAX_ODD = 10
"""Most look-alikes of one value whose places are kept."""
COMMENT = re.compile(r"[ \t]+(#[^\n]*)")

_CHINESE, _STOPS, _OPENING = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", "[，。；：、！？）》]", "[（《]"
FOLDED = re.compile(f"(?<={_CHINESE}) (?={_CHINESE})|(?<={_STOPS}) (?=\\S)|(?<=\\S) (?={_OPENING})")
"""The blank that a folded line leaves between Chinese characters or beside full-width marks, where none is written."""

BROKEN = object()
"""Stands for a value that could not be read and has been reported."""

_INT = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_SEED = re.compile(r"[0-9]{19}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


@dataclass(frozen=True)
class Mark:
    """A place in a file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class OddCharacter:
    """A character of a value that looks like a plain one, and its place."""

    mark: Mark
    character: str


@dataclass
class Node:
    """One value of the tree: ``value`` is a single value, a list of nodes or a table of (key place, node)."""

    mark: Mark
    value: object
    raw: str = ""
    odd: tuple["OddCharacter", ...] = ()
    cut_by: str = ""
    """The comment that follows a plain text in its line, with its ``#``."""

    @property
    def is_table(self) -> bool:
        """Whether the value is a table."""
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return isinstance(self.value, list)

    @property
    def table(self) -> "dict[str, tuple[Mark, Node]]":
        """The table: key → place of the key and value; empty where the value is no table."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> "list[Node]":
        """The entries of the list; empty where the value is no list."""
        return self.value if isinstance(self.value, list) else []

    @property
    def is_broken(self) -> bool:
        """Whether the value could not be read."""
        return self.value is BROKEN

    @property
    def shown(self) -> str | None:
        """A single value as it was written, ready for a message; None for tables, lists and broken values."""
        if self.is_table or self.is_list or self.is_broken:
            return None
        return shown(self.value) if isinstance(self.value, str) or not self.raw else shown(self.raw).strip('"')

    def get(self, *steps: str | int) -> "Node | None":
        """Return the node found by following keys and list positions, None when a step leads nowhere."""
        here = self
        for step in steps:
            if isinstance(step, str) and step in here.table:
                here = here.table[step][1]
            elif isinstance(step, int) and step < len(here.items):
                here = here.items[step]
            else:
                return None
        return here

    def plain(self) -> object:
        """Return the value without places: dicts, tuples and single values; broken places are :data:`BROKEN`."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, (_, node) in self.value.items()}
        if isinstance(self.value, list):
            return tuple(node.plain() for node in self.value)
        return self.value


def scalar(text: str, quoted: bool) -> object:
    """Return the value of one scalar by YAML 1.2's core schema; whatever is not null, truth or number is text."""
    if quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text) or _SEED.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    return float(text) if _FLOAT.fullmatch(text) else text


@dataclass
class _Builder:
    """Builds the tree from the parser's events, without recursion, noting problems as it goes."""

    file: str
    source: Repaired
    problems: list[Problem] = field(default_factory=list)
    nodes: int = 0

    def fault(self, mark: Mark, message: Phrase, path: str = "", value: str | None = None) -> None:
        self.problems.append(Problem(self.file, mark.line, mark.column, path, message, value))

    def build(self, events: Iterator[Event]) -> Node | None:
        root: Node | None = None
        open_nodes: list[Node] = []
        waiting: list[tuple[str, Mark] | None] = []  # the key whose value comes next, per open table
        documents = 0
        for event in events:
            mark = _place_of(event.start_mark, self.file, self.source)
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.fault(mark, phrase("several_documents"))
                    break
                if event.version is not None and tuple(event.version) != (1, 2):
                    self.fault(mark, phrase("yaml_version"))
            if isinstance(event, CollectionEndEvent):
                open_nodes.pop()
                waiting.pop()
                continue
            if not isinstance(event, NodeEvent):
                continue
            node = self._node(event, mark)
            self.nodes += 1
            if self.nodes > MAX_NODES or len(open_nodes) >= MAX_DEPTH:
                code = "too_many_nodes" if self.nodes > MAX_NODES else "too_deep"
                self.fault(mark, phrase(code, limit=MAX_NODES if self.nodes > MAX_NODES else MAX_DEPTH))
                return None
            if not open_nodes:
                root = node
            elif open_nodes[-1].is_list:
                open_nodes[-1].items.append(node)
            elif waiting[-1] is None:
                waiting[-1] = self._key(event, node)
            else:
                key, key_mark = waiting[-1]
                waiting[-1] = None
                self._put(open_nodes[-1], key, key_mark, node)
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                open_nodes.append(node)
                waiting.append(None)
        return root

    def _node(self, event: NodeEvent, mark: Mark) -> Node:
        if isinstance(event, AliasEvent):
            self.fault(mark, phrase("no_alias"), value=shown(f"*{event.anchor}"))
            return Node(mark, BROKEN)
        if event.anchor is not None:
            self.fault(mark, phrase("no_anchor"), value=shown(f"&{event.anchor}"))
        if event.tag is not None:
            self.fault(mark, phrase("no_tag"), value=shown(str(event.tag)))
        if isinstance(event, MappingStartEvent):
            return Node(mark, {})
        if isinstance(event, SequenceStartEvent):
            return Node(mark, [])
        if not isinstance(event, ScalarEvent):
            return Node(mark, BROKEN)
        if any("\ud800" <= c <= "\udfff" for c in event.value):  # half a character, from an escape such as \ud800
            self.fault(mark, phrase("control_character"), value=shown(event.value))
        if event.style != "|" and event.start_mark.line != event.end_mark.line and not event.value.isascii():
            event.value = FOLDED.sub("", event.value)
        quoted = not event.implicit[0]
        comment = None if quoted else COMMENT.match(self.source.text, event.end_mark.index)
        cut_by = shown(comment[1].strip()) if comment else ""
        return Node(mark, scalar(event.value, quoted), event.value, self._odd(event), cut_by)

    def _odd(self, event: ScalarEvent) -> tuple[OddCharacter, ...]:
        """Return the first look-alikes of a value with their places."""
        if event.value.isascii():
            return ()
        start, odd = event.start_mark, []
        written = self.source.text[start.index : event.end_mark.index]
        for at in positions(written)[:MAX_ODD]:
            before = written[:at]
            line = start.line + 1 + before.count("\n")
            column = at - before.rfind("\n") if "\n" in before else start.column + 1 + at
            odd.append(OddCharacter(Mark(self.file, line, self.source.column(line, column)), written[at]))
        return tuple(odd)

    def _key(self, event: Event, node: Node) -> tuple[str, Mark]:
        """Return the key and its place; a key that is no key is reported and stands as ``""``, which holds nothing."""
        if isinstance(event, ScalarEvent) and 0 < len(event.value) <= MAX_KEY:
            return event.value, node.mark
        if isinstance(event, ScalarEvent) and event.value:
            self.fault(node.mark, phrase("key_too_long", limit=MAX_KEY), value=shown(event.value))
        elif not isinstance(event, AliasEvent):
            self.fault(node.mark, phrase("key_not_text"))
        return "", node.mark

    def _put(self, table: Node, key: str, mark: Mark, node: Node) -> None:
        if not key:
            return
        if key in table.table:
            first = table.table[key][0]
            self.fault(mark, phrase("duplicate_key", line=first.line), value=shown(key))
        else:
            table.table[key] = (mark, node)


_HINTS = (
    ("'\\t' that cannot start", "syntax_tab"),
    ("mapping values are not allowed", "syntax_colon"),
    ("could not find expected ':'", "syntax_no_colon"),
    ("expected <block end>", "syntax_indent"),
    ("expected ',' or", "syntax_bracket"),
    ("unexpected end of stream", "syntax_quote"),
    ("undefined alias", "no_alias"),
)


def _place_of(mark: StringMark, file: str, source: Repaired) -> Mark:
    """Return the place in the file of a mark in the repaired text."""
    return Mark(file, mark.line + 1, source.column(mark.line + 1, mark.column + 1))


def _character_problem(file: str, wrong: Wrong) -> Problem:
    if wrong.character == "\t":
        return Problem(file, wrong.line, wrong.column, "", phrase("syntax_tab"))
    if wrong.character in BULLETS:
        return Problem(file, wrong.line, wrong.column, "", phrase("syntax_bullet", character=wrong.character))
    return Problem(file, wrong.line, wrong.column, "", phrase("lookalike", sentence=Text(**sentence(wrong.character))))


def _syntax_problem(file: str, error: Exception, source: Repaired) -> Problem:
    detail = str(getattr(error, "problem", None) or error).split("\n", 1)[0]
    code = next((code for clue, code in _HINTS if clue in detail), "syntax")
    mark = getattr(error, "problem_mark", None) if isinstance(error, MarkedYAMLError) else None
    if code == "syntax_no_colon":  # found missing in the line below; the line of the key itself is the context
        mark = getattr(error, "context_mark", None) or mark
    place = Mark(file) if mark is None else _place_of(mark, file, source)
    return Problem(file, place.line, place.column, "", phrase(code, detail=shown(detail)))


def _cut_problem(file: str, text: str, problem: Problem) -> Problem | None:
    """Return the last comment above a fault of syntax that hides the end of brackets; None where there is none."""
    cut = [wrong for wrong in cut_brackets(text) if wrong.line <= problem.line]
    return Problem(file, cut[-1].line, cut[-1].column, "", phrase("syntax_hash")) if cut else None


def _decoded(data: bytes, file: str) -> str | Problem:
    """Return the text of a file, or what is wrong with it."""
    if len(data) > MAX_BYTES:
        return Problem(file, 0, 0, "", phrase("too_big", limit=MAX_BYTES))
    try:
        text = decoded(data)
    except NotUnicode as error:
        return Problem(file, error.line, error.column, "", phrase("not_utf8"))
    position = next((i for i, c in enumerate(text) if not (c.isprintable() or c in "\n\r\t") and _is_control(c)), None)
    if position is None:
        return text
    code = "not_utf8" if text[position] == "\0" else "control_character"  # UTF-16 without its mark is full of "\0"
    return Problem(file, *place_after(text[:position]), "", phrase(code), shown(text[position]))


def _is_control(c: str) -> bool:
    point = ord(c)
    return point < 0x20 or 0x7F <= point < 0xA0 or point in (0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)


def parse(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a file's bytes and the problems of its form; the tree is None when nothing can be read.

    ``file`` is the name that places and problems carry. Trees are not to be changed: files that many others extend are
    parsed once.
    """
    root, problems = _parsed(data, file)
    return root, list(problems)


@functools.lru_cache(maxsize=128)
def _parsed(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    text = _decoded(data, file)
    if isinstance(text, Problem):
        return None, [text]
    source = repair(text)
    wrong = [_character_problem(file, character) for character in source.wrong]
    builder = _Builder(file, source, wrong)
    try:
        root = builder.build(YAML(typ="safe", pure=True).parse(source.text))
    except (YAMLError, ValueError) as error:  # ruamel lets escapes beyond Unicode fall through as ValueError
        if not any(character.character == "\t" for character in source.wrong):
            problem = _syntax_problem(file, error, source)
            builder.problems.append(_cut_problem(file, text, problem) or problem)
        return None, builder.problems
    if root is None and not builder.problems:
        builder.problems.append(Problem(file, 1, 1, "", phrase("empty")))
    elif root is not None and not root.is_table:
        if not wrong:
            builder.fault(root.mark, phrase("not_a_table_file"))
        return None, builder.problems
    return root, builder.problems
