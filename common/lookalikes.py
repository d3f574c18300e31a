"""Characters that look like the plain ones of a file: full-width, typographic and invisible ones.

A full-width colon or a non-breaking space looks right on the screen, yet no program reads it as the colon or the space
that was meant. This table says of each what it is called and which plain character was meant.
"""

import re
import unicodedata
from typing import NamedTuple


class Lookalike(NamedTuple):
    """One character that is mistaken for another.

    Attributes:
        plain: the character that was meant; empty where there should be none.
        en, zh: what the character is called.
    """

    plain: str
    en: str
    zh: str


def _rows(characters: str, plain: str, en: str, zh: str) -> dict[str, Lookalike]:
    return dict.fromkeys(characters, Lookalike(plain, en, zh))


_FULL_WIDTH = "a full-width {}"
LOOKALIKES: dict[str, Lookalike] = {
    **_rows("：﹕︰ː∶꞉", ":", _FULL_WIDTH.format("colon"), "全角冒号"),
    **_rows("，﹐", ",", _FULL_WIDTH.format("comma"), "全角逗号"),
    **_rows("、﹑､", ",", "an ideographic comma", "顿号"),
    **_rows("；﹔", ";", _FULL_WIDTH.format("semicolon"), "全角分号"),
    **_rows("。｡", ".", "an ideographic full stop", "中文句号"),
    **_rows("．﹒", ".", _FULL_WIDTH.format("full stop"), "全角句点"),
    **_rows("“”„‟〝〞«»", '"', "a typographic quotation mark", "中文或弯引号"),
    **_rows("‘’‚‛′", "'", "a typographic quotation mark", "中文或弯引号"),
    **_rows("「」『』", '"', "a corner bracket", "直角引号"),
    **_rows("＂", '"', _FULL_WIDTH.format("quotation mark"), "全角引号"),
    **_rows("＇", "'", _FULL_WIDTH.format("quotation mark"), "全角引号"),
    **_rows("［【〔", "[", _FULL_WIDTH.format("bracket"), "全角方括号"),
    **_rows("］】〕", "]", _FULL_WIDTH.format("bracket"), "全角方括号"),
    **_rows("｛﹛", "{", _FULL_WIDTH.format("brace"), "全角花括号"),
    **_rows("｝﹜", "}", _FULL_WIDTH.format("brace"), "全角花括号"),
    **_rows("（﹙", "(", _FULL_WIDTH.format("parenthesis"), "全角圆括号"),
    **_rows("）﹚", ")", _FULL_WIDTH.format("parenthesis"), "全角圆括号"),
    **_rows("＃﹟", "#", _FULL_WIDTH.format("hash"), "全角井号"),
    **_rows("％﹪", "%", _FULL_WIDTH.format("per-cent sign"), "全角百分号"),
    **_rows("－﹣", "-", _FULL_WIDTH.format("hyphen"), "全角连字符"),
    **_rows("‐‑‒–—―⁃", "-", "a dash or a special hyphen", "破折号或特殊连字符"),
    **_rows("−", "-", "a minus sign", "数学减号"),
    **_rows("～〜∼", "-", "a full-width tilde", "全角波浪号"),
    **_rows("＊﹡", "*", _FULL_WIDTH.format("asterisk"), "全角星号"),
    **_rows("／", "/", _FULL_WIDTH.format("slash"), "全角斜杠"),
    **_rows("＿", "_", _FULL_WIDTH.format("underscore"), "全角下划线"),
    **_rows("＋", "+", _FULL_WIDTH.format("plus sign"), "全角加号"),
    **_rows("\u3000", " ", "an ideographic (full-width) space", "全角空格"),
    **_rows("\u00a0\u202f\u2007", " ", "a non-breaking space", "不换行空格"),
    **_rows(
        "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f", " ", "a special space", "特殊空格"
    ),
    **_rows(
        "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e", "", "an invisible (zero-width) character", "不可见的零宽字符"
    ),
    **_rows("\u200e\u200f\u061c", "", "an invisible mark of direction", "不可见的方向标记"),
    **{chr(0xFF10 + n): Lookalike(str(n), _FULL_WIDTH.format("digit"), "全角数字") for n in range(10)},
    **{
        chr(ord(letter) + 0xFEE0): Lookalike(letter, _FULL_WIDTH.format("letter"), "全角字母")
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    },
}
"""By character: what it is called and what was meant."""
SPACES = frozenset(character for character, meant in LOOKALIKES.items() if meant.plain in ("", " "))
"""Those that look like a space, or like nothing."""
ANY = re.compile(f"[{re.escape(''.join(LOOKALIKES))}]")
"""Matches one of them."""


def plain(text: str) -> str:
    """The text with the plain character in place of each look-alike."""
    if text.isascii():
        return text
    return "".join(LOOKALIKES[c].plain if c in LOOKALIKES else c for c in text)


def half_width(text: str) -> str:
    """Return the text with the half-width form of each full-width letter, digit and sign; dashes and quotes stay."""
    return "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in text)


def positions(text: str) -> tuple[int, ...]:
    """Where look-alikes stand in a text, counted from 0."""
    return () if text.isascii() else tuple(match.start() for match in ANY.finditer(text))


def looks_plain(text: str) -> bool:
    """Whether look-alikes are all that keeps a text from being plain ASCII."""
    return not text.isascii() and plain(text).isascii()


def code_point(character: str) -> str:
    """The character's number as Unicode writes it, such as ``U+FF1A``."""
    return f"U+{ord(character):04X}"


def fold(text: str) -> str:
    """A name in one form for comparing: half-width, small letters, without blanks, hyphens, dots and brackets."""
    narrow = unicodedata.normalize("NFKC", plain(text)).casefold()
    return re.sub(r"[\s_\-–—.,'’·•()（）\[\]\"&/]+", "", narrow)


def sentence(character: str) -> dict[str, str]:
    """Say in English (``en``) and Chinese (``zh``) what a look-alike is and what to type instead.

    Raises:
        KeyError: the character is no look-alike.
    """
    meant, point = LOOKALIKES[character], code_point(character)
    if not meant.plain:
        return {"en": f"There is {meant.en} here ({point}); delete it.", "zh": f"此处有{meant.zh}（{point}），请删除。"}
    if meant.plain == " ":
        return {
            "en": f"There is {meant.en} here ({point}); type an ordinary space.",
            "zh": f"此处有{meant.zh}（{point}），请改为普通半角空格。",
        }
    return {
        "en": f'"{character}" ({point}) is {meant.en}; type "{meant.plain}".'.replace('"""', "'\"'"),
        "zh": f"“{character}”（{point}）是{meant.zh}，请改为半角的 {meant.plain} 。",
    }
