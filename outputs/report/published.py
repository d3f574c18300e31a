"""The part of a report that sets the model beside published effects, from a table that was measured apart."""

import csv
import io
from collections import Counter
from pathlib import Path

from outputs.errors import RunError
from outputs.numbers import MISSING, number, places
from outputs.report.attributed import read_number
from outputs.report.document import Block, Cell, Paragraph, Section, Table, clean
from outputs.report.run import Run

FILE = "effects_measured.csv"
COLUMNS = ("id", "title_en", "title_zh", "published_low", "published_central", "published_high")
COLUMNS += ("simulated_low", "simulated_median", "simulated_high", "verdict")
"""What the table must have; ``unit_en`` and ``unit_zh`` (or ``unit``) are shown where they are there."""
VERDICTS = {
    "agrees": ("agrees", "相符"),
    "below": ("below the published range", "低于已发表范围"),
    "above": ("above the published range", "高于已发表范围"),
    "wrong_sign": ("wrong sign", "方向相反"),
    "unclear": ("not settled", "尚难判断"),
    "used": ("used to set a parameter, no test", "已用于设定参数，不作检验"),
    "not_tested": ("not tested", "未检验"),
}
"""Words of the column ``verdict`` for readers; another word is shown as it is."""


def read_published(path: Path) -> tuple[dict[str, str], ...]:
    """The rows of a table of measured effects.

    Raises:
        RunError: it cannot be read, or lacks a column.
    """
    try:
        table = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        rows = tuple(table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RunError(f"{path} cannot be read ({error})", f"无法读取 {path}（{error}）") from error
    if lacking := [name for name in COLUMNS if name not in (table.fieldnames or ())]:
        raise RunError(
            f"{path} is no table of measured effects: it lacks {', '.join(lacking)}",
            f"{path} 不是效果检验表：缺少 {'、'.join(lacking)}",
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
                    f"No table of measured effects ({FILE}) was given to this report, so it makes no such comparison. "
                    "“python run.py report RUN --effects FILE” shows one.",
                    f"本报告未附效果检验表（{FILE}），因此不作此项比较。运行“python run.py report 结果名 --effects 文件”可列出。",
                )
            )
        ]
    text = run.pick(
        "For each published effect the same thing was switched in the model, all else and all luck the same, and the "
        "response was measured over many paired members. The published range is that of the study, the simulated one the "
        "middle 80 % of the members. These tests are of the model as a whole and not of this run.",
        "针对每一项已发表的效果，在其他条件和随机数都相同的情况下，在模型中单独改变同一因素，并以大量配对成员测量其反应。"
        "已发表范围取自相应研究，模型范围为成员居中的80%。检验针对模型整体，并非本次运行。",
    )
    return [Paragraph(text), Paragraph(_counted(run), "lead"), _table(run)]


def _counted(run: Run) -> str:
    """How many effects there are with each verdict, the most frequent first."""
    counts = Counter(_verdict(run, row) for row in run.published).most_common()
    whole = len(run.published)
    told = run.pick(", ", "，").join(run.pick(f"{n} {word}", f"{word}{n}项") for word, n in counts)
    return run.pick(f"{whole} published effect{'s' * (whole != 1)}: {told}.", f"已发表效果共{whole}项：{told}。")


def _table(run: Run) -> Table:
    header = run.pick(
        "No.|Effect|Unit|Published (range)|Model (80 % interval)|Verdict",
        "编号|效果|单位|已发表（范围）|模型（80%区间）|结论",
    ).split("|")
    rows = tuple(
        (
            Cell(clean(row["id"], 40)),
            Cell(clean(row[f"title_{run.lang}"], 300)),
            Cell(clean(row.get(f"unit_{run.lang}") or row.get("unit") or "", 120)),
            _range(run, *(row[f"published_{name}"] for name in ("central", "low", "high"))),
            _range(run, *(row[f"simulated_{name}"] for name in ("median", "low", "high"))),
            Cell(_verdict(run, row)),
        )
        for row in run.published
    )
    caption = run.pick("Published effects and those of the model", "已发表的效果与模型的效果")
    words, kept = frozenset({1, 2, 5}), range(len(header))
    if not any(row[2].text for row in rows):
        words, kept = frozenset({1, 4}), (0, 1, 3, 4, 5)
    return Table(
        caption, tuple(header[k] for k in kept), tuple(tuple(row[k] for k in kept) for row in rows), words=words
    )


def _range(run: Run, *texts: str | None) -> Cell:
    """A middle value with its ends, each as far as it is known, with the digits of the file but three at most."""
    values = [read_number(text) for text in texts]
    known = [value for value in values if value is not None]
    if not known:
        return Cell(MISSING)
    decimals = max(places(0, 0, *known) - 1, 0)
    given = max(len(text.partition(".")[2]) for text, value in zip(texts, values, strict=True) if value is not None)
    middle, low, high = (None if value is None else number(value, min(decimals, given)) for value in values)
    ends = None if low is None and high is None else run.pick(" to ", " 至 ").join((low or MISSING, high or MISSING))
    text = f"{middle}{run.pick(f' ({ends})', f'（{ends}）')}" if middle and ends else middle or ends
    return Cell(text, known[0])


def _verdict(run: Run, row: dict[str, str]) -> str:
    own = (row.get("verdict") or "").strip()
    return run.pick(*VERDICTS[own]) if own in VERDICTS else clean(own, 80) or MISSING
