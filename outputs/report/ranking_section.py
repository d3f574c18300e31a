"""The part of a report that says which tasks or fields come first, where a ranking lies beside the results."""

from outputs.attribution.ranking_table import first_rows, headers, notes
from outputs.documents.document import Block, Cell, Paragraph, Table, clean
from outputs.report.pictures import ranking_picture
from outputs.report.run import Run
from outputs.results.outcomes import HEADLINES

_LONGEST_NAME = 120


def ranked(run: Run) -> list[Block]:
    """For each ranking how it was made, its figure and a table for each headline outcome; or how to get one."""
    if not run.ranked:
        return [
            Paragraph(
                run.pick(
                    "Which tasks bring most has not been computed for this run: “.uv/bin/uv run run.py attribute FILE --by tasks” ranks "
                    "them all, by effect and by cost.",
                    "本次结果尚未对任务排序。运行“.uv/bin/uv run run.py attribute 情景文件 --by tasks”可按效果和成本对全部任务排序。",
                )
            )
        ]
    blocks: list[Block] = []
    for by, dataset in run.ranked.items():
        members = dataset.sizes["member"]
        made = run.pick(f"Ranking with {members} member{'s' * (members != 1)}. ", f"以下排序以{members}个样本计算。")
        blocks.append(Paragraph(made + (" " if run.lang == "en" else "").join(notes(dataset, run.lang))))
        blocks.append(ranking_picture(run, by))
        for outcome in HEADLINES:
            rows = tuple(
                tuple(Cell(clean(text, _LONGEST_NAME)) for text in cells)
                for cells in first_rows(dataset, outcome, run.lang, _LONGEST_NAME)
            )
            caption = run.pick(f"The first for {outcome.name('en')}", f"{outcome.name('zh')}：位次靠前者")
            blocks.append(
                Table(caption, tuple(headers(dataset, outcome, run.lang)), rows, words=frozenset({1}), last=True)
            )
    return blocks
