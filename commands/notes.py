"""Notes on what was read, on standard error: a reader should know them, and nothing stops for them."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from commands.console import Console


class Noted(Protocol):
    """Anything that can be said in one line in English or Chinese."""

    def render(self, lang: str) -> str:
        """Return the line in ``lang``."""
        ...


def show_notes(notes: Iterable[Noted], console: Console) -> None:
    """Print each note on a line of its own."""
    for note in notes:
        console.note(f"note: {note.render('en')}", f"注意：{note.render('zh')}")


def show_texts(notes: Iterable[Mapping[str, str]], console: Console) -> None:
    """Print notes that come as texts by language, such as those on a file of observations."""
    for note in notes:
        console.note(f"note: {note['en']}", f"注意：{note['zh']}")


def show_lacking_letters(texts: Iterable[str], console: Console) -> None:
    """Print one note on letters of titles that the fonts of figures lack, where there are any."""
    unusual = [text for text in texts if not _is_usual(text)]
    if not unusual:
        return
    from outputs.figures.letters import SQUARE, lacking  # loads matplotlib, which most titles do not need

    letters = lacking(unusual)
    if letters:
        named = [f"{letter} (U+{ord(letter):04X})" for letter in letters]
        console.note(
            f"note: the font of the figures lacks {', '.join(named)}; {SQUARE} stands there instead",
            f"注意：图中字体缺少 {'、'.join(named)}，图中以 {SQUARE} 代替",
        )


def _is_usual(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
