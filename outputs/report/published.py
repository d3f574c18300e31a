"""The part of a report that sets the model beside published effects, from tables that were measured apart."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from outputs.errors import RunError
from outputs.labels import chinese
from outputs.numbers import MISSING, number, places
from outputs.report.attributed import read_number
from outputs.report.document import Block, Cell, Paragraph, Section, Table, clean
from outputs.report.run import Run

MEASURED, EFFECTS = "effects_measured.csv", "effects.csv"
"""What the model says of each effect, and beside it what was published; a report takes both from one folder."""
COLUMNS = {
    MEASURED: ("id", "members", "median", "low_80", "high_80", "verdict"),
    EFFECTS: ("id", "title_en", "title_zh", "unit_en", "unit_zh", "low", "central", "high", "accept_low"),
}
"""What each table must have."""
TESTED = ("fail", "unsure", "pass")
VERDICTS = {
    "pass": ("agrees", "相符"),
    "fail": ("does not agree", "不符"),
    "unsure": ("not sharp enough", "尚难判断"),
    "set": ("sets a parameter", "用于设定参数"),
}
"""Words of the column ``verdict`` for readers; another word is shown as it is."""


class Published(NamedTuple):
    """One effect: its row in the table of effects, and what was measured, a row for each of its parts."""

    row: Mapping[str, str]
    parts: tuple[Mapping[str, str], ...]

    @property
    def verdict(self) -> str:
        """The word of the table."""
        return self.parts[0]["verdict"]


def read_published(path: Path) -> tuple[Published, ...]:
    """The effects that were measured, in the order of the table of effects.

    Args:
        path: the table of measured effects; the table of effects lies beside it.

    Raises:
        RunError: one of the two cannot be read, or lacks a column.
    """
    parts: dict[str, list[dict[str, str]]] = {}
    for row in _rows(path, COLUMNS[MEASURED]):
        parts.setdefault(row["id"], []).append(row)
    effects = _rows(path.with_name(EFFECTS), COLUMNS[EFFECTS])
    return tuple(Published(row, tuple(parts[row["id"]])) for row in effects if row["id"] in parts)


def _rows(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    try:
        table = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), restval="")
        rows = list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RunError(f"{path} cannot be read ({error})", f"无法读取 {path}（{error}）") from error
    if lacking := [name for name in columns if name not in (table.fieldnames or ())]:
        raise RunError(
            f"{path} is no table of effects: it lacks {', '.join(lacking)}",
            f"{path} 不是效果表：缺少 {'、'.join(lacking)}",
        )
    return rows


def published(run: Run) -> Section:
    """How the model compares with published effects."""
    title = run.pick("How the model compares with published effects", "模型与已发表效果的比较")
    return Section("published", title, tuple(_blocks(run)))


def _blocks(run: Run) -> list[Block]:
    if not run.published:
        return [
            Paragraph(
                run.pick(
                    f"No table of measured effects ({MEASURED}) was at hand, so this report makes no such comparison. "
                    "“python run.py report RUN --effects FILE” shows one.",
                    f"未提供效果检验表（{MEASURED}），因此本报告不作此项比较。"
                    "运行“python run.py report 结果名 --effects 文件”可列出。",
                )
            )
        ]
    text = run.pick(
        "Each published or expected effect was tried in the model: one thing was switched, all else and all luck the "
        "same, and the response was measured over paired members. Numbers of the model are medians with the middle 80 % "
        "of the members. These are tests of the model as a whole, not of this run.",
        "对每一项已发表或预期的效果，在模型中只改变一个因素，其他条件与随机数均相同，并以配对成员测量其反应。"
        "模型数值为成员中位数及居中的80%。检验针对模型整体，并非本次运行。",
    )
    tested = [one for verdict in TESTED for one in run.published if one.verdict == verdict]
    others = [one for one in run.published if one.verdict not in TESTED]
    captions = (
        run.pick("Effects that test the model", "用于检验模型的效果"),
        run.pick("Effects that have set a parameter, and so are no test", "已用于设定参数、不作检验的效果"),
    )
    tables = [_table(run, rows, caption) for rows, caption in zip((tested, others), captions, strict=True) if rows]
    return [Paragraph(text), Paragraph(_counted(run, tested, len(others)), "lead"), *tables]


def _counted(run: Run, tested: list[Published], others: int) -> str:
    """How many effects agree, how many do not, and how many are no test."""
    counts = {verdict: sum(one.verdict == verdict for one in tested) for verdict in TESTED}
    whole, agree, fail, unsure = len(tested), counts["pass"], counts["fail"], counts["unsure"]
    en = f"Of {whole} effect{'s' * (whole != 1)} tested, the model agrees with {agree} and does not with {fail}"
    zh = f"共检验{whole}项效果，相符{agree}项，不符{fail}项"
    if unsure:
        en += f"; {unsure} {'is' if unsure == 1 else 'are'} not sharp enough to tell"
        zh += f"，尚难判断{unsure}项"
    if others:
        en += f". {others} more {'has' if others == 1 else 'have'} set a parameter and {'is' if others == 1 else 'are'} no test"
        zh += f"；另有{others}项已用于设定参数，不作检验"
    return run.pick(en + ".", zh + "。")


def _table(run: Run, effects: list[Published], caption: str) -> Table:
    header = run.pick(
        "Effect|Unit|Published (range)|Model (80 % interval)|Verdict", "效果|单位|已发表（范围）|模型（80%区间）|结论"
    ).split("|")
    rows = tuple(
        (
            Cell(_text(run, one.row, "title")),
            Cell(_text(run, one.row, "unit")),
            Cell(_expected(run, one.row)),
            Cell(
                run.pick("; ", "；").join(
                    _range(run, part["median"], part["low_80"], part["high_80"]) for part in one.parts
                )
            ),
            Cell(run.pick(*VERDICTS[one.verdict]) if one.verdict in VERDICTS else clean(one.verdict, 80) or MISSING),
        )
        for one in effects
    )
    return Table(caption, tuple(header), rows, words=frozenset({1, 2, 3, 4}))


def _text(run: Run, row: Mapping[str, str], name: str) -> str:
    text = clean(row[f"{name}_{run.lang}"], 300)
    return chinese(text).replace(":", "：") if run.lang == "zh" else text


def _expected(run: Run, row: Mapping[str, str]) -> str:
    """What was published; where no number was, on which side of which number the effect is expected."""
    told = _range(run, row["central"], row["low"], row["high"])
    low = read_number(row["accept_low"])
    if told != MISSING or low is None:
        return told
    high = read_number(row.get("accept_high"))
    ends = [number(end, _decimals([end])) for end in (low, high) if end is not None]
    if len(ends) == 1:
        return run.pick(f"above {ends[0]}", f"大于{ends[0]}")
    return run.pick(f"{ends[0]} to {ends[1]}", f"{ends[0]} 至 {ends[1]}") if low != high else ends[0]


def _range(run: Run, middle: str, low: str, high: str) -> str:
    """A middle value with its ends, each as far as it is known."""
    values = [read_number(text) for text in (middle, low, high)]
    known = [value for value in values if value is not None]
    decimals = _decimals(known)
    centre, *ends = (None if value is None else number(value, decimals) for value in values)
    between = run.pick(" to ", " 至 ").join(end or MISSING for end in ends) if any(ends) else ""
    if not between or set(ends) == {centre}:
        return centre or MISSING
    return between if centre is None else centre + run.pick(f" ({between})", f"（{between}）")


def _decimals(values: list[float]) -> int:
    """Decimals for three digits of the largest value, and no more than the values have."""
    most = max(places(0, 0, *values) - 1, 0)
    return next((k for k in range(most) if all(abs(round(v, k) - v) < 1e-9 for v in values)), most)
