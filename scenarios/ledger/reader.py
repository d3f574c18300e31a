"""Read a ledger of tasks for a scenario: strictly, every problem at once."""

import math
import re
from collections.abc import Iterable
from pathlib import Path

from pydantic_core import PydanticCustomError

from common.lookalikes import fold, half_width
from common.problems import FileProblems, InputError, Phrase, nearest, one_of, shown
from common.tables.file import rows_of
from common.tables.text import Field
from common.typed_dates import date_meant
from common.vocabulary import TASKS
from model.facts.months import month_label
from scenarios.ledger.ledger import COLUMNS, Entry, Ledger
from scenarios.ledger.messages import phrase
from scenarios.reading.dates import span, span_or_none
from scenarios.reading.messages import phrase as from_scenarios
from scenarios.reading.rules import Date, Range, Rule, text_fault
from scenarios.reading.schema import Scenario
from scenarios.reading.tasks import KNOWN, compact, expand, expand_all

NAMES = {
    "task": ("task", "tasks", "id", "任务", "任务编号", "编号"),
    "date": ("date", "from", "日期", "时间", "截至日期", "节点"),
    "share_done": ("share done", "share", "done", "progress", "落实比例", "完成比例", "完成度", "完成率", "进度"),
    "evidence": ("evidence", "source", "依据", "佐证", "佐证材料", "证据", "完成依据"),
    "obstacle": ("obstacle", "obstacles", "problem", "障碍", "困难", "问题", "存在问题", "难点", "堵点"),
}
"""Column → what people call it; each is understood."""
REQUIRED = ("task", "date", "share_done")
MOST_PROBLEMS = 100
LONGEST = 2000
"""Characters of an evidence or an obstacle."""
_NUMBER = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*(%?)", re.ASCII)
_PREFIX = re.compile(r"^(?:task|tasks|no\.|任务|第)\s*", re.IGNORECASE)


def read_ledger(path: str | Path, scenario: Scenario) -> tuple[Ledger, tuple[Phrase, ...]]:
    """Return the ledger in a file, and what a reader should know of the file's form.

    The file is text separated by commas, semicolons or tabs (UTF-8 with or without a mark, or GBK), or the first sheet of
    an Excel workbook; columns in any order, with names of :data:`NAMES`.

    Args:
        path: the file.
        scenario: what was planned: a ledger names tasks of it, at dates of its period.

    Raises:
        InputError: with every problem of the file.
    """
    problems, notes = FileProblems(str(path)), list[Phrase]()
    rows = iter(rows_of(Path(path), problems, notes))
    header = next(rows, None)
    columns = {} if header is None else _columns(header, problems)
    reading = _Reading(scenario, columns, problems)
    entries: list[Entry] = []
    if header is not None and set(REQUIRED) <= set(columns):
        for row in rows:
            if len(problems) > MOST_PROBLEMS:
                problems.add(row[0].line, 1, phrase("too_many", limit=MOST_PROBLEMS))
                break
            entries += reading.entries(row, len(header))
    if not entries and not problems:
        problems.add(0, 0, phrase("empty"))
    entries.sort(key=lambda entry: (TASKS.index(entry.task), entry.start))
    _follow_each_other(entries, reading, problems)
    if problems:
        raise InputError(sorted(problems.items, key=lambda problem: (problem.line, problem.column)))
    return Ledger(Path(path).name, tuple(entries)), tuple(notes)


def _columns(header: list[Field], problems: FileProblems) -> dict[str, int]:
    """Return where each column stands."""
    known = {fold(name): column for column, names in NAMES.items() for name in (column, *names)}
    found: dict[str, int] = {}
    for position, field in enumerate(header):
        column = known.get(fold(field.text))
        if column is None and field.text:
            near = nearest(field.text, tuple(known))
            problems.add(
                field.line,
                field.column,
                phrase("unknown_column"),
                value=shown(field.text),
                allowed=one_of(COLUMNS),
                nearest=known[near] if near else None,
            )
        elif column is not None and column in found:
            problems.add(field.line, field.column, phrase("column_twice"), value=shown(field.text))
        elif column is not None:
            found[column] = position
    for name in REQUIRED:
        if name not in found:
            problems.add(header[0].line, 1, phrase("no_column", name=name), allowed=one_of(COLUMNS))
    return found


class _Reading:
    """One ledger being read: the lines become entries, and what is wrong with them is noted."""

    def __init__(self, scenario: Scenario, columns: dict[str, int], problems: FileProblems) -> None:
        self.columns, self.problems = columns, problems
        self.planned = planned_tasks(scenario)
        self.first = math.floor(span(scenario.period.start)[0])
        self.after = self.first + scenario.period.months
        self.fields: dict[tuple[int, str], Field] = {}

    def entries(self, row: list[Field], wanted: int) -> list[Entry]:
        """Return the entries of one line, one for each task that it names; none where something is wrong."""
        before = len(self.problems)
        while len(row) > wanted and not row[-1].text:
            row = row[:-1]
        if len(row) != wanted:
            self.problems.add(row[0].line, 1, phrase("fields", found=len(row), wanted=wanted))
            return []
        for column, position in self.columns.items():
            self.fields[row[0].line, column] = row[position]
        line = row[0].line
        named, date, share = self._tasks(line), self._date(line), self._share(line)
        evidence, obstacle = (self._text(line, column) for column in ("evidence", "obstacle"))
        if len(self.problems) > before:
            return []
        return [Entry(task, date, share, evidence, obstacle, line) for task in named]

    def fault(
        self, line: int, column: str, message: Phrase, allowed: Phrase | None = None, near: str | None = None
    ) -> None:
        """Note what is wrong with a cell."""
        field = self.fields[line, column]
        value = shown(field.text) if field.text else None
        self.problems.add(field.line, field.column, message, column, value, allowed, near)

    def _obeys(self, rule: Rule, line: int, column: str, value: object) -> bool:
        """Whether a value is what a scenario file could hold there too; what is not is noted in the same words."""
        if value == "":
            self.fault(line, column, phrase("blank"))
            return False
        try:
            rule.check(value)
        except PydanticCustomError as error:
            said = error.context or {}
            self.fault(line, column, said["message"], said["allowed"], said["near"])
            return False
        return True

    def _tasks(self, line: int) -> tuple[str, ...]:
        typed = _PREFIX.sub("", half_width(self.fields[line, "task"].text).strip(" '’")).removesuffix("项").strip()
        try:
            named = expand(typed)
        except ValueError:
            unknown = from_scenarios("unknown_task") if typed else phrase("blank")
            self.fault(line, "task", unknown, phrase("task_form", known=KNOWN))
            return ()
        if strange := tuple(task for task in named if task not in self.planned):
            allowed = phrase("planned", tasks=compact(self.planned))
            near = nearest(strange[0], self.planned) if len(named) == 1 else None
            self.fault(line, "task", phrase("not_planned"), allowed, near)
        return named

    def _date(self, line: int) -> str:
        """Return the date as ``YYYY-MM`` or ``YYYY-MM-DD``, however it is typed."""
        typed = self.fields[line, "date"].text
        date = typed if span_or_none(typed) is not None else date_meant(typed) or typed
        if not self._obeys(Date(), line, "date", date):
            return ""
        start, end = span(date)
        if not (self.first <= start and end <= self.after):
            inside = phrase("period", first=month_label(self.first), last=month_label(self.after - 1))
            self.fault(line, "date", phrase("date_outside"), inside)
        return date

    def _share(self, line: int) -> float:
        typed = half_width(self.fields[line, "share_done"].text)
        match = _NUMBER.fullmatch(typed)
        value: object = typed
        if match:
            value = round(float(match[1]) / 100, 12) if match[2] else float(match[1])
        return float(str(value)) if self._obeys(Range(0, 1, "share"), line, "share_done", value) else 0.0

    def _text(self, line: int, column: str) -> str:
        field = self.fields.get((line, column))
        if field is None or not field.text:
            return ""
        if (wrong := text_fault(field.text, LONGEST, lines=True)) is not None:
            self.fault(line, column, wrong)
        return " ".join(field.text.split())


def planned_tasks(scenario: Scenario) -> tuple[str, ...]:
    """Return the tasks that a scenario carries out at all, in the order of the plan."""
    named = {task for run in scenario.levers.pilot_tasks if run.strength > 0 for task in expand_all(run.tasks)}
    return tuple(task for task in TASKS if task in named)


def _follow_each_other(entries: Iterable[Entry], reading: _Reading, problems: FileProblems) -> None:
    """Note entries of a task at one date, and shares that fall; ``entries`` are by task and date."""
    before: Entry | None = None
    for entry in entries:
        if before is not None and before.task == entry.task:
            if before.start == entry.start:
                later, earlier = max(before.line, entry.line), min(before.line, entry.line)
                reading.fault(later, "task", phrase("twice", line=earlier, task=entry.task))
            elif 0 < entry.share_done < before.share_done:
                least = phrase("at_least", before=before.share_done)
                reading.fault(
                    entry.line, "share_done", phrase("falls", before=before.share_done, line=before.line), least
                )
        before = entry
