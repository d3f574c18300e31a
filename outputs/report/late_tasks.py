"""The part of a report on tasks that reach full strength only after the months that are looked at."""

from outputs.documents.document import Block, Cell, Paragraph, Table
from outputs.report.run import Run
from outputs.results.late_tasks import last_month, late_sentence, late_tasks
from outputs.results.numbers import MISSING, percent


def late_blocks(run: Run) -> list[Block]:
    """A sentence and a table; nothing where every task is at full strength in time."""
    late = late_tasks(run.provenance)
    if not late:
        return []
    months = run.dataset["month"].values
    last = last_month(months, run.lang)
    told = run.pick(
        " Start dates and the months of build-up are assumptions: see “explain” of each task.",
        "起始日期和建设时长均为假设，见各任务的 explain 说明。",
    )
    header = run.pick(
        f"No.|Task|First effect|Full strength|Strength in {last}",
        f"编号|任务|开始见效|达到完全力度|{last}的力度",
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
    caption = run.pick(f"Tasks that reach full strength only after {last}", f"{last}之后才达到完全力度的任务")
    text = Paragraph(late_sentence(run.provenance, months, run.lang) + told)
    return [text, Table(caption, tuple(header), rows, words=frozenset({1, 2, 3}), long=True)]
