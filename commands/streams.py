"""Standard output and error, made fit for every text that a command prints, whatever they are connected to."""

import codecs
import io
import os
import sys

PLAIN = {
    "−": "-", "–": "-", "—": "-", "‑": "-", "…": "...", "·": ".", "×": "x", "±": "+/-", "≤": "<=", "≥": ">=", "→": "->",
    "“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " ", "\u2068": "", "\u2069": "", "²": "2",
    "│": "|", "┃": "|", "─": "-", "━": "-", "╷": " ", "╵": " ", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "┌": "+",
    "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "╶": "-", "╴": "-", "╺": "-", "╸": "-",
}  # fmt: skip
"""Character → what is printed where the stream cannot carry it. A minus sign stays one, whatever the encoding."""
ERRORS = "plain-form"
"""Name of the codec error handler that does so."""


def _plain_form(error: UnicodeError) -> tuple[str, int]:
    """Return the plain form of what cannot be encoded, "?" for a character that has none, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    texts = (PLAIN.get(character, "?") for character in error.object[error.start : error.end])
    return "".join(texts), error.end


codecs.register_error(ERRORS, _plain_form)


def prepare_streams() -> None:
    """Let standard output and error take every text: in a plain form where their encoding lacks a character.

    A stream that is closed is replaced by one that takes everything and keeps nothing.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 open as long as the process
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ERRORS)
