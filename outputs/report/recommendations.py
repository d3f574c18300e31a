"""Room for what an office recommends: the model gives numbers, recommendations are the office's own."""

from outputs.documents.document import Bullets, Paragraph, Section
from outputs.report.run import Run


def recommendations(run: Run) -> Section:
    """A section to fill, with what to look at first."""
    text = run.pick(
        "[To be written by the office. The model tells what would follow from the scenario; what ought to be done is for the office to say. "
        "Points to consider:]",
        "〔本部分由编制单位撰写。模型只回答情景会带来什么，采取哪些措施由编制单位研判。可围绕以下方面：〕",
    )
    points = (
        run.pick("[what to do first, by effect and by cost]", "〔按效果与成本，优先推进哪些举措〕"),
        run.pick("[what to ask of the province and the nation]", "〔需向省、国家争取的授权事项〕"),
        run.pick("[which risks to guard against, and by which warning]", "〔需防范的风险及预警安排〕"),
        run.pick(
            "[what to measure, so that assumptions can be replaced by data]", "〔需补充的监测数据，以实测替代设定〕"
        ),
    )
    return Section(
        "recommendations", run.pick("Recommendations", "政策建议"), (Paragraph(text, "blank"), Bullets(points))
    )
