"""What typer says of a mistyped command line, in the reader's language: its own messages are English alone."""

import re
from typing import Any

import typer

from commands.line_language import LANGUAGES, part, usage_in_chinese

_WRONG = r"(?:Invalid value for |Invalid value: )?'?(?P<a>[^':]*)'?: .*"
_MESSAGES = (
    (r"Missing argument '(?P<a>[^']*)'\..*", "缺少参数 {a}。"),
    (r"Missing option '(?P<a>[^']*)'\..*", "缺少选项 {a}。"),
    (r"Missing command\.", "缺少命令。"),
    (r"No such option: (?P<a>\S+) \(Possible options: (?P<b>.*)\)", "没有选项 {a}；是否指 {b}？"),
    (r"No such option: (?P<a>\S+?)\.? Did you mean (?P<b>.*)\?", "没有选项 {a}；是否指 {b}？"),
    (r"No such option: (?P<a>\S+)", "没有选项 {a}。"),
    (r"No such command '(?P<a>[^']*)'\. Did you mean (?P<b>.*)\?", "没有命令 {a}；是否指 {b}？"),
    (r"No such command '(?P<a>[^']*)'\.", "没有命令 {a}。"),
    (r"Option '(?P<a>[^']*)' requires an argument\.", "选项 {a} 之后须给出值。"),
    (r"Option '(?P<a>[^']*)' does not take a value\.", "选项 {a} 不带值。"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((?P<a>.*)\)", "多出的参数：{a}。"),
    (_WRONG + r"valid integer.*", "{a}：须为整数。"),
    (_WRONG + r"valid (?:number|float).*", "{a}：须为数字。"),
)
"""English pattern → Chinese sentence. A message that is not here is shown as typer has it."""


def in_chinese(message: str) -> str:
    """A message of typer in Chinese; what has a Chinese part of its own keeps that, the unknown stays as it is."""
    message = " ".join(message.split())
    for pattern, chinese in _MESSAGES:
        if found := re.fullmatch(pattern, message):
            return chinese.format(**{name: text.replace("'", "") for name, text in found.groupdict().items()})
    own = part(message, "zh") or message
    if own == message:
        return message
    option = re.match(r"Invalid value for '([^']*)'", message)
    return f"{option[1]}：{own}" if option else own


def told(error: Any, lang: str | None) -> None:
    """Tell a slip on the command line and end with 2; in English typer does so, and this only leaves one language in it.

    Args:
        error: a usage error of typer.
        lang: the language that the line names, None where it names none and the system's counts.
    """
    from commands.console import system_language
    from commands.streams import prepare_streams

    if (lang if lang in LANGUAGES else system_language()) == "en":
        error.message = part(error.message, "en")
        return
    if type(error).__name__ == "NoArgsIsHelpError":  # the message is the help, which is in the language named
        return
    prepare_streams()
    context = getattr(error, "ctx", None)
    if context is not None:
        typer.echo(usage_in_chinese(context.get_usage()), err=True)
    typer.echo(in_chinese(error.format_message()), err=True)
    if context is not None:
        typer.echo(f"{context.command_path} {context.help_option_names[0]} 列出全部用法。", err=True)
    raise typer.Exit(2)
