"""``--lang`` before a command, and help in one language where a language is named."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from typer.core import TyperGroup

LANGUAGES = ("zh", "en")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
_ENDS = (". ", "? ", "! ", "\n")


class InOneLanguage(TyperGroup):
    """The program: it takes ``--lang`` also before the command, and shows help in that language alone."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Move ``--lang`` behind the command that it is for, and choose the language of help."""
        lang, rest = leading(args)
        named = lang or following(rest)
        if named in LANGUAGES:
            speak(self, named)
        if lang is not None and rest and not rest[0].startswith("-"):
            rest = [rest[0], "--lang", lang, *rest[1:]]
        return super().parse_args(ctx, rest)


def leading(args: Sequence[str]) -> tuple[str | None, list[str]]:
    """The language named before the command, and the other words."""
    if args and args[0].startswith("--lang="):
        return args[0].partition("=")[2], list(args[1:])
    if len(args) > 1 and args[0] == "--lang":
        return args[1], list(args[2:])
    return None, list(args)


def following(args: Sequence[str]) -> str | None:
    """The language named anywhere else; the last of several."""
    named = [word.partition("=")[2] for word in args if word.startswith("--lang=")]
    named += [after for word, after in pairwise(args) if word == "--lang"]
    return named[-1] if named else None


def speak(command: Any, lang: str) -> None:
    """Leave in all help of a command, and of those in it, the part that is in ``"en"`` or ``"zh"``."""
    command.help = part(command.help, lang)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = part(parameter.help, lang)
    for inner in getattr(command, "commands", {}).values():
        speak(inner, lang)


def part(text: str | None, lang: str) -> str | None:
    """The part of a help text in one language: English comes first, Chinese begins after the last full stop before it."""
    found = _CHINESE.search(text or "")
    if text is None or found is None:
        return text
    cut = max(text.rfind(end, 0, found.start()) + len(end) if end in text[: found.start()] else 0 for end in _ENDS)
    return text[cut:].strip() if lang == "zh" else text[:cut].strip() or text
