"""The part of a report on tasks that reach full strength only after the pilot has ended."""

from outputs.documents.document import Block, Cell, Paragraph, Table
from outputs.report.run import Run
from outputs.results.late_tasks import late_sentence, late_tasks
from outputs.results.numbers import MISSING, percent


def late_blocks(run: Run) -> list[Block]:
    """A sentence and a table; nothing where every task is at full strength in time."""
    late = late_tasks(run.provenance)
    if not late:
        return []
    told = run.pick(
        " Start dates and the months of build-up are assumptions: see “explain” of each task.",
        "起始日期和建设时长均为假设，见各任务的 explain 说明。",
    )
    header = run.pick(
        "No.|Task|First effect|Full strength|Strength in the pilot's last month",
        "编号|任务|开始见效|达到完全力度|试点期最后一个月的力度",
    ).split("|")
    rows = tuple(
        (
            Cell(one.task),
            Cell(run.name_of("task", one.task)),
            Cell(one.first_effect or MISSING),
            Cell(one.full_from or run.pick("never", "期内不能达到")),
            Cell(percent(one.strength, lang=run.lang), one.strength),
        )
        for one in late
    )
    caption = run.pick(
        "Tasks that reach full strength only after the pilot has ended", "试点期结束后才达到完全力度的任务"
    )
    text = Paragraph(late_sentence(run.provenance, run.lang) + told)
    return [text, Table(caption, tuple(header), rows, words=frozenset({1, 2, 3}), long=True)]
