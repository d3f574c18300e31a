"""The commands that make a run again, for the part of a report that says where its numbers come from."""

from outputs.citing.cite import again, sentence
from outputs.citing.facts import facts_of
from outputs.documents.document import Block, Paragraph, Verbatim
from outputs.report.run import Run


def made_again(run: Run) -> list[Block]:
    """How to cite the run, and the commands."""
    known = facts_of(run.dataset, run.provenance, None)
    title = run.pick(
        "Commands that make this run again, in a checkout of the project; scenario.yaml lies beside the results",
        "在项目文件夹中重新生成本结果的命令（scenario.yaml 在结果目录中）",
    )
    cited = run.pick("To cite: ", "引用：") + sentence(known, run.lang)
    return [Paragraph(cited), Verbatim(title, again(known))]
