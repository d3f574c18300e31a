"""Notes on what was read, on standard error: a reader should know them, and nothing stops for them."""

from collections.abc import Iterable
from typing import Protocol

from commands.console import Voice


class Noted(Protocol):
    """Anything that can be said in one line in English or Chinese."""

    def render(self, lang: str) -> str:
        """Return the line in ``lang``."""
        ...


def show_notes(notes: Iterable[Noted], voice: Voice) -> None:
    """Print each note on a line of its own."""
    for note in notes:
        voice.tell(f"note: {note.render('en')}", f"注意：{note.render('zh')}")
