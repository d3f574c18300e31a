"""What is wrong with an input file: one record per problem, with its place, in English and Chinese.

The sentences themselves stand in a :class:`Catalogue` beside the reader of each kind of file.
"""

import difflib
import functools
import heapq
import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from common.errors import UserError
from common.text import Text

SHOWN = 60
"""Longest stretch of a value that a message repeats, characters."""
COMPARED = 12
"""Number of known names compared letter by letter with a wrong one: those that share most pairs of letters with it."""


@dataclass(frozen=True)
class Phrase:
    """A sentence and the values that fill its braces; a value may be a phrase or a text itself, a tuple is shown as a list."""

    code: str
    template: Text
    args: Mapping[str, object] = field(default_factory=dict)

    def say(self, lang: str) -> str:
        """Return the sentence in ``lang``, ``"en"`` or ``"zh"``."""
        return self.template.of(lang).format(**{name: _written(value, lang) for name, value in self.args.items()})


class Catalogue(Mapping[str, Text]):
    """The sentences about one kind of file: code → template in both languages, with braces for values."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        self._texts = {code: Text(en, zh) for code, en, zh in rows}

    def __getitem__(self, code: str) -> Text:
        return self._texts[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def phrase(self, code: str, **args: object) -> Phrase:
        """Return the sentence of ``code`` with the values that fill its braces."""
        return Phrase(code, self[code], args)


_SHARED = Catalogue(
    (
        ("nearest", "Did you mean {name}?", "是否想写 {name}？"),
        ("through", "(Seen when reading {file}.)", "（读取 {file} 时发现。）"),
        ("one_of", "Allowed: {words}.", "可用：{words}。"),
    )
)


def one_of(words: Iterable[object]) -> Phrase:
    """Return the sentence that lists the allowed words."""
    return _SHARED.phrase("one_of", words=tuple(words))


def _written(value: object, lang: str) -> str:
    if isinstance(value, Phrase):
        return value.say(lang)
    if isinstance(value, Text):
        return value.of(lang)
    if isinstance(value, float):
        return format(value, ".12g")
    if isinstance(value, tuple):
        return ("、" if lang == "zh" else ", ").join(_written(item, lang) for item in value)
    return str(value)


def safe(text: str) -> str:
    """Return text that cannot disturb a terminal: control characters escaped, right-to-left text in Unicode isolates."""
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    if any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in plain):
        return f"\u2068{plain}\u2069"
    return plain


def shown(value: object) -> str:
    """Return a value as a message repeats it: text in quotes, shortened and safe."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    return f'"{safe(value if len(value) <= SHOWN else value[: SHOWN - 1] + "…")}"'


def nearest(word: object, known: Iterable[str], alike: float = 0.55) -> str | None:
    """Return the known name that looks most like ``word``, or None when none is ``alike``, 0 to 1."""
    if not isinstance(word, str):
        return None
    by_fold = {name.casefold(): name for name in known}
    word = word[:SHOWN].casefold().replace(" ", "_")
    pairs = _letter_pairs(word)
    # A file may be wrong in thousands of places, and comparing hundreds of names letter by letter is slow.
    likely = heapq.nlargest(COMPARED, by_fold, key=lambda name: len(pairs & _letter_pairs(name)))
    close = difflib.get_close_matches(word, likely, n=1, cutoff=alike)
    return by_fold[close[0]] if close else None


@functools.lru_cache(4096)
def _letter_pairs(name: str) -> frozenset[tuple[str, str]]:
    return frozenset(itertools.pairwise(name))


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one place of one file.

    ``line`` and ``column`` count characters from 1 (0: the file as a whole); ``path`` is the place by its keys, such as
    ``levers.duty_free.shops[0].zone``, or by its column; ``value`` is the value at that place, ready to show;
    ``through`` is the file that inherits from this one or is compared with it, when the problem only shows there.
    """

    file: str
    line: int
    column: int
    path: str
    message: Phrase
    value: str | None = None
    allowed: Phrase | None = None
    nearest: str | None = None
    through: str | None = None

    @property
    def code(self) -> str:
        """The kind of problem: a key of the catalogue."""
        return self.message.code

    def render(self, lang: str) -> str:
        """Return the problem on one line: place, value, what is wrong, what is allowed, nearest name."""
        file = safe(self.file)
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        subject = (safe(self.path), self.value) if self.value is not None else (safe(self.path),)
        colon, gap = ("：", "") if lang == "zh" else (": ", " ")
        sentences = [self.message.say(lang)]
        sentences += [self.allowed.say(lang)] if self.allowed else []
        sentences += [_SHARED.phrase("nearest", name=self.nearest).say(lang)] if self.nearest else []
        sentences += [_SHARED.phrase("through", file=safe(self.through)).say(lang)] if self.through else []
        text = colon.join([part for part in subject if part] + [gap.join(sentences)])
        return f"{place}: {text}" if place else text


class InputError(UserError):
    """An input file that cannot be used, with every problem in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(*("\n".join(problem.render(lang) for problem in self.problems) for lang in ("en", "zh")))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class FileProblems:
    """The problems of one file, in the order in which they are found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.items: list[Problem] = []

    def add(
        self,
        line: int,
        column: int,
        message: Phrase,
        path: str = "",
        value: str | None = None,
        allowed: Phrase | None = None,
        nearest: str | None = None,
    ) -> None:
        """Add a problem of this file; the arguments are the fields of :class:`Problem`."""
        self.items.append(Problem(self.file, line, column, path, message, value, allowed, nearest))

    def __len__(self) -> int:
        return len(self.items)
