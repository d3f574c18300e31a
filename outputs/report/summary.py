"""The first page of a report: the question, the answer in a few sentences, what to keep in mind."""

from outputs.documents.document import Block, Bullets, Paragraph, Section
from outputs.report.costs import cost_sentence
from outputs.report.evaluation import evaluation_sentence
from outputs.report.outcomes import outcome_sentence, whole_table
from outputs.report.risks import unused, warning_sentence
from outputs.report.run import Run
from outputs.results.late_tasks import late_sentence
from outputs.results.net_effect import net_sentences
from outputs.results.outcomes import HEADLINES, few_note, interval_name


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
                *evaluation_sentence(run),
                *(outcome_sentence(run, outcome) for outcome in HEADLINES),
                *net_sentences(run.dataset, run.lang),
                cost_sentence(run),
                warning_sentence(run),
                *filter(None, (late_sentence(run.provenance, run.lang),)),
                *unused(run),
            )
        )
    )
    blocks.append(whole_table(run))
    blocks.append(Paragraph(caution(run), "note"))
    if run.damaged:
        names = run.pick(", ", "、").join(run.damaged)
        text = run.pick(
            f"Left out because it cannot be read, was cut short or is of another version: {names} beside the results. Make "
            "it again, and this report.",
            f"结果目录中的以下文件无法读取、不完整或由其他版本写成，未列入本报告：{names}。请重新生成这些文件和本报告。",
        )
        blocks.append(Paragraph(text, "note"))
    return blocks


def caution(run: Run) -> str:
    """How intervals are to be read, and how far those of this run can be trusted."""
    span = interval_name(run.members, run.lang)
    text = run.pick(
        f"Means over {run.members} member{'s' * (run.members != 1)}; intervals are of the paired differences. An effect is "
        f"called a rise or a fall only where its {span} lies on one side of zero. Money is nominal.",
        f"以上为{run.members}个样本的均值；区间为配对差额的区间。只有{span}全部位于零的一侧时，才称为增加或减少。金额均为名义值。",
    )
    if few := few_note(run.members, run.lang):
        text += run.pick(
            f" {few} Simulate with more members before numbers are quoted.",
            f"{few}引用数字之前，请增加样本数重新模拟。",
        )
    return text
