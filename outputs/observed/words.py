"""Every sentence about a file of observations, in English and Chinese."""

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from outputs.results.errors import RunError

SHOWN = 60
"""Longest stretch of a value that a message repeats, characters."""

_ROWS = (
    # what is wrong
    ("cannot_read", "the file cannot be read", "无法读取该文件"),
    ("too_big", "the file is larger than {limit} bytes", "文件超过 {limit} 字节"),
    (
        "not_utf8",
        "the file is not UTF-8 text: save it as “CSV UTF-8”",
        "文件不是 UTF-8 文本：请另存为“CSV UTF-8（逗号分隔）”",
    ),
    ("control", "there is a control character here: remove it", "此处有控制字符，请删除"),
    ("empty", "the file holds no observation", "文件中没有观测值"),
    ("too_wide", "the line has more than {limit} fields", "该行的字段超过 {limit} 个"),
    (
        "too_many",
        "more than {limit} things are wrong; what comes after this line was not looked at",
        "问题超过 {limit} 处；此行之后的内容未再检查",
    ),
    ("open_quote", "a quoted field is not closed", "引号没有闭合"),
    ("after_quote", "text follows the closing quote of a field", "引号闭合后还有文字"),
    ("separator", "columns are separated by commas here, not by “{found}”", "各列应以英文逗号分隔，而不是“{found}”"),
    ("fields", "the line has {found} fields, the header {wanted}", "该行有 {found} 个字段，表头有 {wanted} 个"),
    ("no_column", "the column {name} is missing", "缺少 {name} 列"),
    ("unknown_column", "this column is not known", "没有这一列"),
    ("column_twice", "this column is there twice", "该列重复出现"),
    ("blank", "this must not be blank", "此处不能为空"),
    ("unknown_variable", "the results hold no such variable", "结果中没有这个变量"),
    ("unknown_label", "this word is not known here", "此处没有这个选项"),
    (
        "not_of_variable",
        "{variable} is not told apart by {axis}: leave this blank",
        "{variable} 不按 {axis} 区分，此处应留空",
    ),
    (
        "needs_label",
        "{variable} has no total over {axis}: name one",
        "{variable} 在 {axis} 上没有合计，请写明其中一项",
    ),
    ("bad_date", "this is not a date that can be read", "日期无法识别"),
    ("ends_early", "the period ends before it begins", "时段的结束早于开始"),
    (
        "bad_number",
        "a bare number belongs here, without unit, per-cent sign or separators of thousands",
        "此处应为单纯的数字，不带单位、百分号或千分位",
    ),
    ("negative", "the number is below zero", "数值小于零"),
    ("unknown_unit", "this is no unit of {variable}", "这不是 {variable} 的单位"),
    (
        "told_twice",
        "line {line} tells the same series and period already: keep one of them",
        "第 {line} 行已给出同一序列、同一时段的数值，请只保留一处",
    ),
    (
        "none_inside",
        "no observation lies inside the run, which covers {first} to {last}",
        "没有一个观测时段位于模拟期内；模拟期为 {first} 至 {last}",
    ),
    # what is allowed
    ("one_of", "Allowed: {words}.", "可用：{words}。"),
    ("date_form", "Write YYYY, YYYY-MM or YYYY-MM-DD.", "请写成 YYYY、YYYY-MM 或 YYYY-MM-DD。"),
    ("nearest", "Did you mean {name}?", "是否想写 {name}？"),
    # what is no fault
    (
        "outside",
        "{count} observations (first in line {line}) lie outside the run, which covers {first} to {last}, and are left out",
        "有 {count} 个观测值（首个在第 {line} 行）不在模拟期 {first} 至 {last} 之内，未计入",
    ),
    (
        "overlap",
        "line {line} overlaps line {other} of the same series: the two are not independent",
        "第 {line} 行与同一序列的第 {other} 行时段重叠：二者并不独立",
    ),
)
SENTENCES = {code: {"en": en, "zh": zh} for code, en, zh in _ROWS}
"""Sentence by code and language; braces hold what the sentence speaks of."""


@dataclass(frozen=True)
class Said:
    """A sentence of :data:`SENTENCES` with what it speaks of, as pairs; a tuple is a list of words."""

    code: str
    args: tuple[tuple[str, object], ...] = ()

    def say(self, lang: str) -> str:
        """The sentence in ``"en"`` or ``"zh"``."""
        return SENTENCES[self.code][lang].format(**{name: _spoken(value, lang) for name, value in self.args})


def said(code: str, **args: object) -> Said:
    """Short form of :class:`Said`."""
    return Said(code, tuple(args.items()))


def _spoken(value: object, lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(map(str, value)) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place; ``line`` and ``column`` count characters from 1 (0: the file as a whole)."""

    line: int
    column: int
    message: Said
    field: str = ""
    value: str | None = None
    allowed: Said | None = None
    near: str | None = None

    def render(self, file: str, lang: str) -> str:
        """Where, what stands there, what is wrong, what is allowed, the nearest name: on one line."""
        stop, colon = ("。", "：") if lang == "zh" else (".", ": ")
        place = f"{printable(file)}:{self.line}:{self.column}" if self.line else printable(file)
        sentences = [self.message.say(lang) + stop]
        sentences += [self.allowed.say(lang)] if self.allowed else []
        sentences += [said("nearest", name=self.near).say(lang)] if self.near else []
        gap = "" if lang == "zh" else " "
        stands = [part for part in (self.field, self.value) if part]
        return f"{place}: " + colon.join([*stands, gap.join(sentences)])


class ObservedError(RunError):
    """A file of observations that cannot be used, with every problem found."""

    def __init__(self, file: str, problems: Iterable[Problem]):
        self.file, self.problems = file, tuple(problems)
        super().__init__(*("\n".join(one.render(file, lang) for one in self.problems) for lang in ("en", "zh")))

    def __reduce__(self):
        return ObservedError, (self.file, self.problems)


def printable(text: str) -> str:
    """Text with nothing in it that could disturb a terminal."""
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    if any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in plain):
        return f"\u2068{plain}\u2069"
    return plain


def quoted(text: str) -> str:
    """A value as a message repeats it, cut where it is long."""
    return f'"{printable(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")}"'


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like ``word``, None when nothing comes near."""
    by_fold = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word[:SHOWN].casefold().replace(" ", "_"), by_fold, n=1, cutoff=0.55)
    return by_fold[close[0]] if close else None
