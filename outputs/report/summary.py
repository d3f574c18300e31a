"""The first page of a report: the question, the answer in a few sentences, what to keep in mind."""

from outputs.outcomes import HEADLINES
from outputs.report.costs import cost_sentence
from outputs.report.document import Block, Bullets, Paragraph, Section
from outputs.report.effects import FEW
from outputs.report.outcomes import outcome_sentence, whole_table
from outputs.report.risks import idle_sentences, warning_sentence
from outputs.report.run import Run


def summary(run: Run) -> Section:
    """The answer in a few sentences and one table."""
    return Section("summary", run.pick("Summary", "摘要"), tuple(_blocks(run)))


def _blocks(run: Run) -> list[Block]:
    blocks: list[Block] = []
    if question := run.text("question"):
        blocks.append(Paragraph(question, "lead"))
    blocks.append(
        Bullets(
            (
                *(outcome_sentence(run, outcome) for outcome in HEADLINES),
                cost_sentence(run),
                warning_sentence(run),
                *idle_sentences(run),
            )
        )
    )
    blocks.append(whole_table(run))
    blocks.append(Paragraph(caution(run), "note"))
    return blocks


def caution(run: Run) -> str:
    """How intervals are to be read, and how far those of this run can be trusted."""
    text = run.pick(
        f"Means over {run.members} members; intervals are the middle 80 % of the paired differences. An effect is called "
        "a rise or a fall only where its 80 % interval lies on one side of zero. Money is nominal.",
        f"以上为{run.members}个成员的均值；区间为配对差额居中的80%。只有80%区间全部位于零的一侧时，才称为增加或减少。金额均为名义值。",
    )
    if run.members < FEW:
        text += run.pick(
            f" With only {run.members} member{'s' * (run.members != 1)} the intervals are rough: simulate with more "
            "members before numbers are quoted.",
            f"本次只有{run.members}个成员，区间较为粗略；引用数字之前，请增加成员数重新模拟。",
        )
    return text
