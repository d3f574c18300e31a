"""``--lang`` before a command, and help in one language where a language is named."""

import functools
import re
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import typer
from typer.core import TyperGroup

LANGUAGES = ("zh", "en")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
_ENDS = (". ", "? ", "! ", "\n")
_USAGE_ERROR: Any = typer.BadParameter.__mro__[1]
"""The error of every slip on a command line, which typer keeps in a private module."""
_HELP = {"--help", "-h"}
_HEADINGS = {
    "ARGUMENTS_PANEL_TITLE": ("Arguments", "参数"),
    "OPTIONS_PANEL_TITLE": ("Options", "选项"),
    "COMMANDS_PANEL_TITLE": ("Commands", "命令"),
    "DEFAULT_STRING": ("[default: {}]", "[默认：{}]"),
    "REQUIRED_LONG_STRING": ("[required]", "[必填]"),
}
"""What typer's help puts above and behind what is ours, by the name of its constant: English, Chinese."""
_USAGE = (("Usage: ", "用法："), ("[OPTIONS]", "[选项]"), (" COMMAND [ARGS]", " 命令 [参数]"))
_OF_HELP = ("Show this message and exit.", "显示本说明。")


class InOneLanguage(TyperGroup):
    """The program: it takes ``--lang`` also before the command, and shows help in that language alone."""

    _named: str | None = None

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Read the line; slips in it are reported in the language that it names, or else the system's."""
        with _slips_told(self):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what its part of the line has wrong is reported likewise."""
        with _slips_told(self):
            return super().invoke(ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Move ``--lang`` behind the command that it is for, and choose the language of help."""
        lang, rest = leading(args)
        self._named = named = lang or following(rest)
        if named in LANGUAGES:
            speak(self, named)
            if _HELP & set(rest):
                _speak_headings(self, ctx, named)
        if lang is not None and rest and not rest[0].startswith("-"):
            rest = [rest[0], "--lang", lang, *rest[1:]]
        return super().parse_args(ctx, rest)


@contextmanager
def _slips_told(group: InOneLanguage) -> Generator[None]:
    try:
        yield
    except _USAGE_ERROR as error:
        from commands.usage_errors import told

        told(error, group._named)
        raise


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


def _speak_headings(group: TyperGroup, ctx: Any, lang: str) -> None:
    """Put in ``"en"`` or ``"zh"`` what typer itself adds to the help."""
    from typer import rich_utils

    for name, words in _HEADINGS.items():
        setattr(rich_utils, name, words[lang == "zh"])
    for command in (group, *group.commands.values()):
        option = command.get_help_option(ctx)
        if option is not None:
            option.help = _OF_HELP[lang == "zh"]
        if lang == "zh":
            command.get_usage = functools.partial(_chinese_usage, command.get_usage)


def _chinese_usage(usage: Callable[[Any], str], ctx: Any) -> str:
    return usage_in_chinese(usage(ctx))


def usage_in_chinese(usage: str) -> str:
    """The line that says how a command is written, as typer has it, in Chinese."""
    for english, chinese in _USAGE:
        usage = usage.replace(english, chinese, 1)
    return usage


def part(text: str | None, lang: str) -> str | None:
    """The part of a help text in one language: English comes first, Chinese begins after the last full stop before it."""
    found = _CHINESE.search(text or "")
    if text is None or found is None:
        return text
    cut = max(text.rfind(end, 0, found.start()) + len(end) if end in text[: found.start()] else 0 for end in _ENDS)
    return text[cut:].strip() if lang == "zh" else text[:cut].strip() or text
