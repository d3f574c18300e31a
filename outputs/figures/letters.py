"""Letters that the fonts of our figures lack: shown as a square that is explained in words, never as a silent box."""

import functools
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import matplotlib as mpl
from matplotlib.ft2font import FT2Font

from outputs.figures.fonts import FOLDER

SQUARE = "□"
"""Stands for a letter that no font here has."""
MOST_NAMED = 6
FALLBACK = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
"""The fonts that come with matplotlib: Latin, Greek, Cyrillic and signs that ours lack."""


@functools.cache
def _letters() -> frozenset[int]:
    """Return the code points that figures can draw, regular and bold alike."""
    ours = [_in_font(file) for file in sorted(FOLDER.glob("*.ttf"))]
    fallback = [_in_font(Path(mpl.get_data_path()) / "fonts" / "ttf" / name) for name in FALLBACK]
    return frozenset(set.intersection(*ours) | set.intersection(*fallback))


def _in_font(file: Path) -> set[int]:
    return set(FT2Font(str(file)).get_charmap())


def drawable(text: str) -> str:
    """Return a text with :data:`SQUARE` for each letter that no font here has; marks without a form of their own go."""
    if text.isascii():
        return text
    return "".join(c if c.isspace() or ord(c) in _letters() else _instead(c) for c in text)


def _instead(character: str) -> str:
    return "" if unicodedata.category(character) in ("Cf", "Mn", "Me", "Cc") else SQUARE


def lacking(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the letters of some texts that no font here has, each once, in the order of the texts."""
    letters = dict.fromkeys(c for text in texts for c in text if not c.isspace() and ord(c) not in _letters())
    return tuple(c for c in letters if _instead(c))


def note(letters: Iterable[str], lang: str) -> str:
    """Return the words that explain the squares; empty where there are none.

    Args:
        letters: the letters that are lacking.
        lang: ``"en"`` or ``"zh"``.
    """
    numbers = [f"U+{ord(letter):04X}" for letter in letters]
    if not numbers:
        return ""
    more = len(numbers) - MOST_NAMED
    if lang == "zh":
        tail = f" 等{len(numbers)}个" if more > 0 else ""
        return f"{SQUARE}：字体所缺的字 {'、'.join(numbers[:MOST_NAMED])}{tail}"
    tail = f" and {more} more" if more > 0 else ""
    return f"{SQUARE}: letters that the font lacks, {', '.join(numbers[:MOST_NAMED])}{tail}"
