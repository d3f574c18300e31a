"""Published effects beside those of the model, from two tables: what was published, and what experiments measured."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from common.errors import UserError
from common.system_errors import unreadable
from common.text import pick
from outputs.documents.document import Block, Bullets, Cell, Paragraph, Section, Table, clean
from outputs.report.attribution_section import read_number
from outputs.report.run import Run
from outputs.results.numbers import MISSING, number, places
from outputs.results.reader_names import chinese

MEASURED, EFFECTS = "effects_measured.csv", "effects.csv"
"""What the model says of each effect, and beside it what was published; a report takes both from one folder."""
COLUMNS = {
    MEASURED: ("id", "members", "median", "low_80", "high_80", "verdict"),
    EFFECTS: ("id", "title_en", "title_zh", "unit_en", "unit_zh", "low", "central", "high", "kind", "accept_low"),
}
"""What each table must have."""
TESTED = ("fail", "unsure", "pass")
MISSED = "missed"
"""The verdict on an effect that has set a parameter and does not come out all the same."""
SIZE, CEILING, EXPECTED, USED = "size", "ceiling", "expected", "used"
"""What an effect asks of the model: a published size, no more than a published size, what is expected without a
published number (a direction, an order, nothing at all), and none where it has set a parameter."""
_CEILINGS, _SIZES = ("upper_bound", "exclude"), ("band", "range")
_VERDICTS = {
    SIZE: {"pass": ("agrees", "相符"), "fail": ("does not agree", "不符")},
    CEILING: {"pass": ("stays below", "未超过"), "fail": ("goes beyond", "超过")},
    EXPECTED: {"pass": ("holds", "成立"), "fail": ("does not hold", "不成立")},
    USED: {
        "set": ("sets a parameter, and is met", "用于设定参数，相符"),
        MISSED: ("sets a parameter, and is missed", "用于设定参数，仍不符"),
    },
}
_UNSURE = ("not sharp enough", "尚难判断")
_CAPTIONS = {
    SIZE: ("Published sizes", "已发表的效果大小"),
    CEILING: ("Published ceilings, which the model must not go beyond", "已发表的上限（模型不应超过）"),
    EXPECTED: ("What is expected without a published number", "没有已发表数值、但可预期的结果"),
    USED: ("Effects that have set a parameter, and so are no test", "已用于设定参数、不作检验的效果"),
}
_COUNTED = {
    SIZE: (
        ("published size", "published sizes"),
        "the model agrees with {passed} and does not with {fail}",
        "已发表的效果大小{n}项，相符{passed}项，不符{fail}项",
    ),
    CEILING: (
        ("published ceiling", "published ceilings"),
        "the model stays below {passed} and goes beyond {fail}",
        "已发表的上限{n}项，未超过{passed}项，超过{fail}项",
    ),
    EXPECTED: (
        ("expected direction, order or absence of an effect", "expected directions, orders or absences of an effect"),
        "{passed} hold{s} and {fail} do{es} not",
        "预期的方向、次序或无效果{n}项，成立{passed}项，不成立{fail}项",
    ),
}
_MOST_DECIMALS = 4


class Published(NamedTuple):
    """One effect: its row in the table of effects, and what was measured, a row for each of its parts (none: nothing)."""

    row: Mapping[str, str]
    parts: tuple[Mapping[str, str], ...]

    @property
    def verdict(self) -> str:
        """The verdict of the experiment; where there was none, the use that the table of effects names."""
        return self.parts[0]["verdict"] if self.parts else self.row["use"]

    @property
    def asks(self) -> str:
        """What the effect asks of the model."""
        if self.verdict not in TESTED:
            return USED
        if self.row["kind"] in _CEILINGS:
            return CEILING
        known = any(read_number(self.row[name]) is not None for name in ("low", "central", "high"))
        return SIZE if known and self.row["kind"] in _SIZES else EXPECTED


def read_published(path: Path, table: Path | None = None, only: Collection[str] | None = None) -> tuple[Published, ...]:
    """Return effects in the order of the table of effects.

    Args:
        path: the table of measured effects.
        table: the table of effects; where not given, the one beside ``path``.
        only: ids of the effects that are wanted, measured or not; where not given, all that were measured.

    Raises:
        UserError: one of the two cannot be read, or lacks a column.
    """
    parts: dict[str, list[dict[str, str]]] = {}
    for row in _rows(path, COLUMNS[MEASURED]):
        parts.setdefault(row["id"], []).append(row)
    effects = _rows(table or path.with_name(EFFECTS), COLUMNS[EFFECTS])
    wanted = parts.keys() if only is None else only
    return tuple(Published(row, tuple(parts.get(row["id"], ()))) for row in effects if row["id"] in wanted)


def _rows(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    try:
        table = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), restval="")
        rows = list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise unreadable(path, error) from error
    if lacking := [name for name in columns if name not in (table.fieldnames or ())]:
        raise UserError(
            f"{path} is no table of effects: it lacks {', '.join(lacking)}",
            f"{path} 不是效果表：缺少 {'、'.join(lacking)}",
        )
    return rows


def published(run: Run) -> Section:
    """Return the section that compares the model with published effects."""
    title = run.pick("How the model compares with published effects", "模型与已发表效果的比较")
    if run.published:
        return Section("published", title, tuple(effect_blocks(run.published, run.lang)))
    text = run.pick(
        f"No table of measured effects ({MEASURED}) was at hand, so this report makes no such comparison. "
        "“.uv/bin/uv run run.py report RUN --effects FILE” shows one.",
        f"未提供效果检验表（{MEASURED}），因此本报告不作此项比较。运行“.uv/bin/uv run run.py report 结果名 --effects 文件”可列出。",
    )
    return Section("published", title, (Paragraph(text),))


def effect_blocks(effects: Sequence[Published], lang: str) -> list[Block]:
    """Return how the effects were measured, how many agree, and a table for each kind of effect, failures first."""
    text = pick(
        lang,
        "Each effect was tried in the model: one thing was changed, all else and all luck the same, and the response "
        "was measured over paired members. Numbers of the model are medians with the middle 80 % of the members. A size "
        "agrees where the median lies in the range that counts as agreement; a direction holds where the mean over "
        "members is sure, which it can be where single members differ. These are tests of the model as a whole, not of "
        "one run.",
        "对每一项效果，在模型中只改变一个因素，其他条件与随机数均相同，并以配对样本测量其反应。模型数值为样本中位数及居中的80%。"
        "中位数落在认可范围内为相符；样本均值的方向确定即为方向成立，个别样本仍可能不同。检验针对模型整体，并非某次运行。",
    )
    groups = {asks: [effect for effect in effects if effect.asks == asks] for asks in _CAPTIONS}
    for asks in _COUNTED:
        groups[asks].sort(key=lambda effect: TESTED.index(effect.verdict))
    counts = [_counted(lang, asks, groups[asks]) for asks in _COUNTED if groups[asks]]
    if used := len(groups[USED]):
        groups[USED].sort(key=lambda effect: effect.verdict != MISSED)
        missed = sum(one.verdict == MISSED for one in groups[USED])
        en = f"{used} more {'has' if used == 1 else 'have'} set a parameter and {'is' if used == 1 else 'are'} no test"
        en += f"; the model misses {missed} of them all the same." if missed else "."
        zh = f"另有{used}项已用于设定参数，不作检验" + (f"，其中{missed}项仍不符。" if missed else "。")
        counts.append(pick(lang, en, zh))
    tables = [_table(lang, group, asks) for asks, group in groups.items() if group]
    return [Paragraph(text), Bullets(tuple(counts)), *tables]


def _counted(lang: str, asks: str, effects: list[Published]) -> str:
    """How many effects of a kind agree, and how many do not."""
    counts = {verdict: sum(one.verdict == verdict for one in effects) for verdict in TESTED}
    n, passed, fail, unsure = len(effects), counts["pass"], counts["fail"], counts["unsure"]
    (one, many), en, zh = _COUNTED[asks]
    sentence = en.format(passed=passed, fail=fail, s="s" * (passed == 1), es="es" * (fail == 1))
    en = f"Of {n} {one if n == 1 else many}, {sentence}"
    zh = zh.format(n=n, passed=passed, fail=fail)
    if unsure:
        en += f"; {unsure} {'is' if unsure == 1 else 'are'} {_UNSURE[0]} to tell"
        zh += f"，{_UNSURE[1]}{unsure}项"
    return pick(lang, en + ".", zh + "。")


def _table(lang: str, effects: list[Published], asks: str) -> Table:
    middle = pick(lang, "Expected", "预期") if asks == EXPECTED else pick(lang, "Published (range)", "已发表（范围）")
    header = pick(
        lang, f"Effect|Unit|{middle}|Model (80 % interval)|Verdict", f"效果|单位|{middle}|模型（80%区间）|结论"
    ).split("|")
    rows = tuple(
        (
            Cell(effect_text(one.row, "title", lang)),
            Cell(effect_text(one.row, "unit", lang)),
            Cell(_expected(lang, one.row)),
            Cell(
                pick(lang, "; ", "；").join(
                    _range(lang, part["median"], part["low_80"], part["high_80"]) for part in one.parts
                )
            ),
            Cell(_verdict(lang, one)),
        )
        for one in effects
    )
    return Table(pick(lang, *_CAPTIONS[asks]), tuple(header), rows, words=frozenset({1, 2, 3, 4}))


def _verdict(lang: str, effect: Published) -> str:
    if effect.verdict == "unsure":
        return pick(lang, *_UNSURE)
    words = _VERDICTS[effect.asks].get(effect.verdict)
    return pick(lang, *words) if words else clean(effect.verdict, 80) or MISSING


def effect_text(row: Mapping[str, str], name: str, lang: str) -> str:
    """Return the title, the unit or the note of an effect in ``"en"`` or ``"zh"``; empty where there is none."""
    text = clean(row.get(f"{name}_{lang}", ""), 600)
    return chinese(text) if lang == "zh" else text


def _expected(lang: str, row: Mapping[str, str]) -> str:
    """What was published; where no number was, on which side of which number the effect is expected."""
    told = _range(lang, row["central"], row["low"], row["high"])
    low = read_number(row["accept_low"])
    if told != MISSING or low is None:
        return told
    high = read_number(row.get("accept_high"))
    ends = [number(end, _decimals([end])) for end in (low, high) if end is not None]
    if len(ends) == 1:
        return pick(lang, f"above {ends[0]}", f"大于{ends[0]}")
    return pick(lang, f"{ends[0]} to {ends[1]}", f"{ends[0]} 至 {ends[1]}") if low != high else ends[0]


def _range(lang: str, middle: str, low: str, high: str) -> str:
    """A middle value with its ends, each as far as it is known."""
    values = [read_number(text) for text in (middle, low, high)]
    known = [value for value in values if value is not None]
    decimals = _decimals(known)
    centre, *ends = (None if value is None else number(value, decimals) for value in values)
    if known and not any(round(value, decimals) for value in known):
        return "0"
    between = pick(lang, " to ", " 至 ").join(end or MISSING for end in ends) if any(ends) else ""
    if not between or set(ends) == {centre}:
        return centre or MISSING
    return between if centre is None else centre + pick(lang, f" ({between})", f"（{between}）")


def _decimals(values: list[float]) -> int:
    """Decimals for three digits of the largest value, and no more than the values have."""
    most = min(max(places(0, 0, *values) - 1, 0), _MOST_DECIMALS)
    return next((k for k in range(most) if all(abs(round(v, k) - v) < 1e-9 for v in values)), most)
