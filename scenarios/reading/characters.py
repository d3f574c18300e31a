"""Characters of a scenario file that look right and are not: each with its own place, and the text as it was meant.

YAML takes a full-width colon or a typographic quotation mark as a letter, so its own complaint comes lines later, if at
all. This scanner finds them first, wherever plain characters belong: in keys, in values that are no prose, between them
and before them. Quoted text, comments, prose (titles, questions, notes) and names of files may hold any character.
"""

import itertools
import re
from dataclasses import dataclass, field

from common.lookalikes import ANY, LOOKALIKES, SPACES, looks_plain, plain

PROSE_KEYS = ("zh", "en", "title", "question", "author", "reference", "notes")
FILE_KEYS = ("extends", "counterfactual")
BULLETS = "•●\u25aa\u25e6·"
_COLONS = "".join(c for c, meant in LOOKALIKES.items() if meant.plain == ":")
_COMMAS = "".join(c for c, meant in LOOKALIKES.items() if meant.plain == ",")
_OPENING = "".join(c for c, meant in LOOKALIKES.items() if meant.plain in ("[", "{"))
_CLOSING = "".join(c for c, meant in LOOKALIKES.items() if meant.plain in ("]", "}"))
_QUOTES = "".join(c for c, meant in LOOKALIKES.items() if meant.plain in ('"', "'"))
_HASHES = "".join(c for c, meant in LOOKALIKES.items() if meant.plain == "#")
_ODD_SPACES = "".join(SPACES)
_BLANK = rf"[ \t{_ODD_SPACES}]"
_FREE_TEXT = re.compile(
    rf"(?:^|[{{,{_COMMAS}{_OPENING}]|{_BLANK}|-)[\"']?({'|'.join((*PROSE_KEYS, *FILE_KEYS))})[\"']?{_BLANK}*[:{_COLONS}](?={_BLANK}*\S)"
)
_NEXT_KEY = re.compile(rf"[{_COMMAS}]{_BLANK}*[A-Za-z_]\w*{_BLANK}*[:{_COLONS}]")
_KEY_LINE = re.compile(rf"{_BLANK}*(?:[-–—－]{_BLANK}+)?[\"']?[A-Za-z_][\w.]*[\"']?{_BLANK}*[:{_COLONS}]")
_ITEM_LINE = re.compile(rf"{_BLANK}*[-–—－{BULLETS}]{_BLANK}")
_BLOCK_TEXT = re.compile(rf"[:{_COLONS}-]{_BLANK}+[|>][+-]?\d?[+-]?{_BLANK}*(#.*)?$")
_TOKEN = re.compile(rf"[^ \t\0\[\]{{}}{_ODD_SPACES}]+|[{_ODD_SPACES} \t]+")
_GROUPED = re.compile(rf"\d+(?:[{_COMMAS}]\d{{3}})+(?!\d)")
MOST_WRONG, MOST_TEXTS, MOST_IN_A_TOKEN = 100, 200, 200
"""Bounds for files that are wrong throughout: characters named, texts in a line, characters of a token looked at."""
_HIDDEN = "\0"
"""Stands for a character that may be anything: of quoted text, a comment or prose."""


@dataclass(frozen=True)
class Wrong:
    """One wrong character; line and column count from 1. ``character`` may be a bullet or a tab as well."""

    line: int
    column: int
    character: str


@dataclass
class Repaired:
    """A text with plain characters where look-alikes stood, and where each character of it came from."""

    text: str
    wrong: list[Wrong] = field(default_factory=list)
    moved: dict[int, list[int]] = field(default_factory=dict)
    """For each line that was changed: the column (from 0) in the file of each of its characters now."""

    def column(self, line: int, column: int) -> int:
        """Return the column in the file of a place in the repaired text, both from 1."""
        columns = self.moved.get(line)
        if columns is None or not columns:
            return column
        return columns[min(column, len(columns)) - 1] + 1 + max(0, column - len(columns))


def repair(text: str) -> Repaired:
    """Find the look-alikes of a file and put plain characters in their place."""
    if text.isascii() and "\t" not in text:
        return Repaired(text)
    scan = _Scan()
    lines = [scan.line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    return Repaired("\n".join(lines), scan.wrong, scan.moved)


def cut_brackets(text: str) -> tuple[Wrong, ...]:
    """Return each ``#`` that begins a comment behind a value within brackets, and so hides what closes them."""
    scan = _Scan()
    for number, line in enumerate(text.split("\n"), 1):
        scan.line(number, line)
    return tuple(scan.cut)


class _Scan:
    """Walks through the lines and remembers what is open at the end of each."""

    def __init__(self) -> None:
        self.wrong: list[Wrong] = []
        self.moved: dict[int, list[int]] = {}
        self.cut: list[Wrong] = []  # comments behind a value within brackets
        self.quote = ""  # the mark of a quoted text that is still open
        self.depth = 0  # brackets and braces open
        self.flow_text = False  # whether a text between brackets goes on
        self.text_indent: int | None = None  # of the key whose block or plain text goes on below
        self.block = False  # whether that text is a block, which may hold anything

    def line(self, number: int, line: str) -> str:
        """Return a line as it was meant."""
        if not self.quote and self._goes_on(line):
            return line
        in_flow = self.depth > 0
        masked = self._mask(line, number)
        self._find_text(masked, line)
        masked = self._without_prose(masked)
        return self._meant(number, line, masked, in_flow)

    def _goes_on(self, line: str) -> bool:
        """Whether a line belongs to the text of a key above."""
        if self.text_indent is None:
            return False
        indent = len(line) - len(line.lstrip(f" \t{_ODD_SPACES}"))
        inside = not line.strip() or indent > self.text_indent
        if not self.block and (_KEY_LINE.match(line) or _ITEM_LINE.match(line)):
            inside = False
        if not inside:
            self.text_indent = None
        return inside

    def _mask(self, line: str, number: int) -> list[str]:
        """Return the characters of a line with those of quoted text and comments hidden."""
        masked = list(line)
        position, previous, last = 0, "", ""  # last: the last visible character that is no blank
        while position < len(line):
            character = line[position]
            if self.quote:
                end = self._end_of_quote(line, position)
                masked[position:end] = _HIDDEN * (end - position)
                position, previous, last = end, _HIDDEN, _HIDDEN
                continue
            if character in "\"'" and (not last or last in self._before_a_value()):
                self.quote = character
                masked[position] = _HIDDEN
            elif character in "#" + _HASHES and (not previous or previous in f" \t{_ODD_SPACES}"):
                if self.depth and last and last not in ",[{" + _COMMAS + _OPENING:
                    self.cut.append(Wrong(number, position + 1, character))
                start = position + (character != "#")
                masked[start:] = _HIDDEN * (len(line) - start)
                break
            else:
                self.depth = max(0, self.depth + (plain(character) in ("[", "{")) - (plain(character) in ("]", "}")))
            previous = masked[position]
            last = last if previous in f" \t{_ODD_SPACES}" else previous
            position += 1
        return masked

    def _before_a_value(self) -> str:
        """Return the characters behind which a value begins, and so a quoted text may."""
        return ":-[{" + _COLONS + _OPENING + ("," + _COMMAS if self.depth else "")

    def _end_of_quote(self, line: str, position: int) -> int:
        """Return where a quoted text ends, the position behind its mark; the end of the line where it goes on."""
        while position < len(line):
            if self.quote == '"' and line[position] == "\\":
                position += 2
            elif line[position] == self.quote:
                if self.quote == "'" and line[position + 1 : position + 2] == "'":
                    position += 2
                else:
                    self.quote = ""
                    return position + 1
            else:
                position += 1
        return len(line)

    def _find_text(self, masked: list[str], line: str) -> None:
        """Remember a key whose text goes on in the lines below."""
        shown = "".join(masked)
        indent = len(line) - len(line.lstrip(f" \t{_ODD_SPACES}"))
        if _BLOCK_TEXT.search(shown.replace(_HIDDEN, "").rstrip()):
            self.text_indent, self.block = indent, True
        elif (
            self.depth == 0
            and (match := _FREE_TEXT.search(shown))
            and shown[match.end() :].strip()[:1] not in ("{", "[")
        ):
            self.text_indent, self.block = indent, False

    def _without_prose(self, masked: list[str]) -> list[str]:
        """Hide the values of prose and file names, up to where the next key or bracket begins."""
        shown = "".join(masked)
        if self.flow_text:
            self._hide(masked, shown, 0, in_flow=True)
        for match in itertools.islice(_FREE_TEXT.finditer(shown), MOST_TEXTS):
            start = match.end()
            rest = shown[start:]
            blanks = 1 if rest[:1] == " " else len(rest) - len(rest.lstrip(f"\t{_ODD_SPACES}"))
            first = rest.lstrip(f" \t{_ODD_SPACES}")[:1]
            if first and first in "{[" + _OPENING:
                continue
            in_flow = self.depth > 0 or any(c in "{[" + _OPENING for c in shown[: match.start() + 1])
            self._hide(masked, shown, start + blanks, in_flow)
        return masked

    def _hide(self, masked: list[str], shown: str, start: int, in_flow: bool) -> None:
        """Hide a text that begins at ``start``, and remember whether it goes on in the next line."""
        end = len(shown)
        if in_flow:
            stops = [shown.find(c, start) for c in ",}]" + _CLOSING]
            following = _NEXT_KEY.search(shown, start)
            stops += [following.start()] if following else []
            end = min((stop for stop in stops if stop >= 0), default=len(shown))
            self.flow_text = end == len(shown)
        masked[start:end] = _HIDDEN * (end - start)

    def _meant(self, number: int, line: str, masked: list[str], in_flow: bool) -> str:
        """Return the line with plain characters, and note each wrong one."""
        shown = "".join(masked)
        changes: dict[int, str] = {}
        lead = re.match(rf"{_BLANK}*", shown)
        if (
            len(self.wrong) < MOST_WRONG
            and lead
            and "\t" in lead[0]
            and not in_flow
            and shown[lead.end() :].strip(_HIDDEN)
        ):
            self.wrong.append(Wrong(number, lead[0].index("\t") + 1, "\t"))
        bullet = re.match(rf"{_BLANK}*([{BULLETS}]){_BLANK}", shown)
        if bullet:
            self.wrong.append(Wrong(number, bullet.start(1) + 1, bullet[1]))
            changes[bullet.start(1)] = "-"
        for token in _TOKEN.finditer(shown):
            if ANY.search(token[0]):
                self._token(number, line, token.start(), token[0], changes)
        if not changes:
            return line
        columns = [place for place in range(len(line)) for _ in changes.get(place, line[place])]
        self.moved[number] = columns
        return "".join(changes.get(place, character) for place, character in enumerate(line))

    def _token(self, number: int, line: str, start: int, token: str, changes: dict[int, str]) -> None:
        """Note the look-alikes of one token and what each should be."""
        grouped = {at for match in _GROUPED.finditer(token) for at in range(match.start(), match.end())}
        wrong = [m.start() for m in itertools.islice(ANY.finditer(token), MOST_IN_A_TOKEN) if m.start() not in grouped]
        if not looks_plain(token):
            wrong = [at for at in wrong if self._is_structure(token, at)]
        named: set[str] = set()
        for at in wrong:
            meant = LOOKALIKES[token[at]]
            if meant.en not in named and len(self.wrong) < MOST_WRONG:
                named.add(meant.en)
                self.wrong.append(Wrong(number, start + at + 1, token[at]))
            following = line[start + at + 1 : start + at + 2]
            spaced = meant.plain == ":" and not following.isspace() and self._is_structure(token, at)
            changes[start + at] = meant.plain + (" " if spaced else "")

    def _is_structure(self, token: str, at: int) -> bool:
        """Whether a look-alike among letters of another script stands where the file has its own signs."""
        character, before, after = token[at], token[:at], token[at + 1 :]
        if character in _ODD_SPACES:
            return True
        if character in _COLONS:
            last = re.split(rf"[,{_COMMAS}{_OPENING}]", before)[-1].strip(_QUOTES)
            return bool(last) and (
                re.fullmatch(r"[A-Za-z_][\w.]*", last) is not None or not after or after[0].isdigit()
            )
        if character in _COMMAS:
            return True
        if character in _OPENING + _QUOTES and not before.strip(_OPENING + _QUOTES):
            return True
        return character in _CLOSING or (character in _QUOTES and not after.strip(_CLOSING + _COMMAS + ","))
