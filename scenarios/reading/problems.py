"""What is wrong with a scenario file: one record per problem, said in English or Chinese."""

import difflib
import functools
import heapq
import itertools
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scenarios.reading.messages import CATALOGUE

SHOWN = 60
"""Longest stretch of a value that a message repeats, characters."""
LOOKED_AT = 12
"""How many known names, those that share most pairs of letters with a wrong one, are compared with it letter by letter."""


@dataclass(frozen=True)
class Phrase:
    """A sentence of the catalogue with what it speaks of; arguments may be phrases themselves."""

    code: str
    args: Mapping[str, object] = field(default_factory=dict)

    def say(self, lang: str) -> str:
        """The sentence in ``lang``, ``"zh"`` or ``"en"``."""
        filled = {name: _spoken(value, lang) for name, value in self.args.items()}
        return CATALOGUE[self.code][lang].format(**filled)


def phrase(code: str, **args: object) -> Phrase:
    """Short form of :class:`Phrase`."""
    return Phrase(code, args)


def _spoken(value: object, lang: str) -> str:
    if isinstance(value, Phrase):
        return value.say(lang)
    if isinstance(value, float):
        return format(value, ".12g")
    if isinstance(value, tuple):
        return ("、" if lang == "zh" else ", ").join(_spoken(item, lang) for item in value)
    return str(value)


def safe(text: str) -> str:
    """Text with nothing in it that could disturb a terminal; right-to-left text is set apart with Unicode isolates."""
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    if any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in plain):
        return f"\u2068{plain}\u2069"
    return plain


def shown(value: object) -> str:
    """A value as a message repeats it: text in quotes, shortened and safe."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    return f'"{safe(value if len(value) <= SHOWN else value[: SHOWN - 1] + "…")}"'


def nearest(word: object, known: Iterable[str]) -> str | None:
    """The known name that looks most like ``word``, or None when nothing comes near."""
    if not isinstance(word, str):
        return None
    by_fold = {name.casefold(): name for name in known}
    word = word[:SHOWN].casefold().replace(" ", "_")
    mine = _pairs(word)
    # A file may be wrong in thousands of places, and a close look at hundreds of names takes a while.
    likely = heapq.nlargest(LOOKED_AT, by_fold, key=lambda name: len(mine & _pairs(name)))
    close = difflib.get_close_matches(word, likely, n=1, cutoff=0.55)
    return by_fold[close[0]] if close else None


@functools.lru_cache(4096)
def _pairs(name: str) -> frozenset[tuple[str, str]]:
    """The neighbouring letters of a name."""
    return frozenset(itertools.pairwise(name))


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one place of one file.

    ``line`` and ``column`` count from 1 (0: the file as a whole); ``path`` is the place by its keys, such as
    ``levers.duty_free.shops[0].zone``; ``value`` is what stands there, ready to show; ``through`` is the file that
    inherits or compares with this one, when the fault only shows there.
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
        """The problem on one line: where, what stands there, what is wrong, what is allowed, the nearest name."""
        file = safe(self.file)
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        stands = (safe(self.path), self.value) if self.value is not None else (safe(self.path),)
        colon, gap = ("：", "") if lang == "zh" else (": ", " ")
        sentences = [self.message.say(lang)]
        sentences += [self.allowed.say(lang)] if self.allowed else []
        sentences += [phrase("nearest", name=self.nearest).say(lang)] if self.nearest else []
        sentences += [phrase("through", file=safe(self.through)).say(lang)] if self.through else []
        told = colon.join([part for part in stands if part] + [gap.join(sentences)])
        return f"{place}: {told}" if place else told


class ScenarioError(Exception):
    """A scenario that cannot be read, with every problem found."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__(self.render("en"))

    def render(self, lang: str) -> str:
        """All problems, one a line, in ``lang``."""
        return "\n".join(problem.render(lang) for problem in self.problems)
