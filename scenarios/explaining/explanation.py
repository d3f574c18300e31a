"""The form of an explanation: a heading and labelled lines, printed in one language."""

from typing import NamedTuple

from common.results_names import AXES
from common.text import full_width
from common.vocabulary import Word
from scenarios.explaining import sentences as say


class Explanation(NamedTuple):
    """What one name stands for: a heading and lines of (label, text)."""

    kind: str
    name: str
    title: str
    lines: tuple[tuple[str, str], ...]

    def text(self, lang: str) -> str:
        """Return the explanation as it is printed."""
        colon = "：" if lang == "zh" else ": "
        title = full_width(self.title) if lang == "zh" and not self.title.isascii() else self.title
        head = f"{self.name}  {title}" + (f"（{self.kind}）" if lang == "zh" else f" ({self.kind})")
        return "\n".join([head, *(f"  {label}{colon}{text}" if label else f"  {text}" for label, text in self.lines)])


def lines(lang: str, *rows: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Return labelled lines; those without a text are left out."""
    return tuple((say.label(key, lang) if key else "", text) for key, text in rows if text)


def axis_word(axis: str, lang: str) -> str:
    """Return an axis of the results: its key, in Chinese behind its name."""
    return f"{AXES[axis].name.zh} [{axis}]" if lang == "zh" else axis


def description(text: str | None, lang: str) -> str:
    """Return a description of the schema, English line first, then Chinese."""
    english, _, chinese = (text or "").partition("\n")
    return " ".join((chinese if lang == "zh" else english).split()) if chinese else english.strip()


def name_of(words: tuple[Word, ...], key: str, lang: str) -> str:
    """Return the reader's name of a key of a word list; the key itself where it is none of them."""
    return next((word.name(lang) for word in words if word.key == key), key)
