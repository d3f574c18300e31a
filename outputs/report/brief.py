"""One page for those who decide: the headline, the sentences of the first page, one table, one picture, one word of caution."""

from dataclasses import replace

from outputs.documents.document import Block, Bullets, Document, Paragraph, Picture, Section, Table, numbered
from outputs.report.answer import answer
from outputs.report.build import about, report
from outputs.report.outcomes import whole_table
from outputs.report.run import Run
from outputs.report.summary import caution
from outputs.results.outcomes import HEADLINES

PICTURES = 1
"""Pictures of the first page that a brief has room for."""


ROWS = (*(outcome.key for outcome in HEADLINES), "new-firms", "cost")
"""Outcomes in its table."""


def brief(run: Run) -> Document:
    """The brief of one run, with the title, author and lines of its report."""
    whole = report(run)
    blocks: list[Block] = [block for block in answer(run).blocks if isinstance(block, Paragraph | Bullets)]
    pictures = [block for block in answer(run).blocks if isinstance(block, Picture)]
    blocks += [_main_rows(run), *pictures[:PICTURES], Paragraph(caution(run), "note")]
    title = run.pick(f"Policy brief: {run.title}", f"《{run.title}》政策简报")
    section = Section("answer", run.pick("Main findings", "主要结论"), tuple(blocks))
    return Document(run.lang, title, whole.subtitle, whole.author, numbered((section,)), about(run), opens=True)


def _main_rows(run: Run) -> Table:
    """The main rows of the report's table, without its last column, which a page has no room for."""
    table = whole_table(run, ROWS)
    return replace(table, header=table.header[:-1], rows=tuple(row[:-1] for row in table.rows))
