"""The page as a file: the scripts and the style of ``page/`` joined, their hashes allowed and nothing else."""

import json
from collections.abc import Sequence
from pathlib import Path

from outputs.documents.html import template
from outputs.documents.policy import policy
from outputs.explore.words import WORDS

FOLDER = Path(__file__).parent / "page"
SCRIPTS = (
    "start", "state", "numbers", "dom", "scales", "table", "cards", "fan", "levers", "waterfall", "front", "dots", "cells",
    "map", "tasks", "compare", "sure", "page",
)  # fmt: skip
"""Scripts in the order in which they are joined: each uses those before it."""
STYLES = ("style", "print")


def joined(names: Sequence[str], end: str) -> str:
    """Return files of ``page/`` one after the other, as they stand inside the page."""
    return "\n" + "\n".join((FOLDER / f"{name}.{end}").read_text(encoding="utf-8") for name in names)


def script(more: Sequence[str] = ()) -> str:
    """Return all scripts as one, in a scope of its own; ``more`` go before the last, which starts the page."""
    return '(() => {\n"use strict";' + joined([*SCRIPTS[:-1], *more, SCRIPTS[-1]], "js") + "\n})();\n"


def json_text(data: object) -> str:
    """Return JSON that may stand inside a script tag: no character of it can end the tag or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def page(data: dict, answers: Sequence[tuple[str, Sequence[dict]]], lang: str, *, served: Sequence[str] = ()) -> str:
    """Return the whole page.

    Args:
        data: what it shows, as :func:`outputs.explore.gather.gather` gives it.
        answers: for each language the closing tables, for readers without scripts, the first language first.
        lang: the language that it opens in.
        served: further scripts of a page that a server hands out, which may ask that server.
    """
    code, style = script(served), joined(STYLES, "css")
    return template(FOLDER / "page.html.jinja").render(
        data=json_text({"lang": lang, "words": {key: list(pair) for key, pair in WORDS.items()}, **data}),
        answers=answers,
        lang=lang,
        words={one: {key: pair[one == "zh"] for key, pair in WORDS.items()} for one in ("en", "zh")},
        policy=policy(code, style, "'self'" if served else "'none'"),
        script=code,
        style=style,
    )
