"""The summary behind the first page: the question, every headline outcome in a sentence, all outcomes in one table."""

from outputs.documents.document import Block, Bullets, Paragraph, Section
from outputs.report.outcomes import outcome_sentence, whole_table
from outputs.report.run import Run
from outputs.results.late_tasks import late_sentence
from outputs.results.net_effect import net_sentences
from outputs.results.outcomes import FEWEST, HEADLINES, few_note, interval_name


def summary(run: Run) -> Section:
    """The headline outcomes in sentences and one table."""
    return Section("summary", run.pick("Results in short", "结果概要"), tuple(_blocks(run)))


def _blocks(run: Run) -> list[Block]:
    blocks: list[Block] = []
    if question := run.text("question"):
        blocks.append(Paragraph(question, "lead"))
    blocks.append(
        Bullets(
            (
                *(outcome_sentence(run, outcome) for outcome in HEADLINES),
                *net_sentences(run.dataset, run.lang),
                *filter(None, (late_sentence(run.provenance, run.dataset["month"].values, run.lang),)),
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
    """How numbers and intervals are to be read, and how far those of this run can be trusted."""
    span = interval_name(run.members, run.lang)
    if run.members >= FEWEST:
        meant = run.pick(
            f"The {span} holds about four in five of the runs, given the uncertainties that were considered; an effect is called more or "
            "less only where it lies on one side of zero.",
            f"“{span}”指在已考虑的不确定因素下，约八成的模拟结果落在其中；区间不含零，才称“多”或“少”。",
        )
    else:
        meant = run.pick(
            f"The {span} goes from the smallest to the largest of the runs; an effect is called more or less only where it lies on one "
            "side of zero.",
            f"“{span}”为各次模拟中的最小值至最大值；区间不含零，才称“多”或“少”。",
        )
    text = run.pick(
        f"Numbers are means over {run.members} run{'s' * (run.members != 1)} (members), the effect is the scenario less the "
        f"counterfactual of the same member. {meant} Money is nominal.",
        f"表中为{run.members}次模拟（样本）的平均值，效果为同一样本中情景减对照情景（不实施该情景）。{meant}金额均为名义值。",
    )
    text += run.pick(" ", "") + rounding(run)
    if few := few_note(run.members, run.lang):
        text += run.pick(
            f" {few} Simulate with more members before numbers are quoted.",
            f"{few}引用数字之前，请增加样本数重新模拟。",
        )
    return text


def rounding(run: Run) -> str:
    """Why sums and differences of printed numbers may not close."""
    return run.pick(
        "Each number is rounded by itself, so that sums and differences may miss by a last digit.",
        "各数分别取舍，合计与差额的末位可能略有出入。",
    )
