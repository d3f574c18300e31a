"""Put a report together: the sections of one run in the order in which an office reads them."""

from outputs.documents.document import Document, Paragraph, Section, clean, numbered
from outputs.figures.figure_page import MODEL_NAME
from outputs.report.assumptions import assumed
from outputs.report.costs import costs
from outputs.report.depends_on import depends_on
from outputs.report.evaluation import evaluation
from outputs.report.method import annexes, limits, method
from outputs.report.observed import observed
from outputs.report.outcomes import outcomes
from outputs.report.pictures import picture
from outputs.report.published import published
from outputs.report.risks import risks
from outputs.report.run import Run
from outputs.report.summary import summary
from outputs.report.ways import ways
from outputs.report.zones_section import zones_section
from outputs.results.reader_names import period


def report(run: Run) -> Document:
    """The whole report of one run."""
    sections = (
        summary(run),
        *evaluation(run),
        assumed(run),
        outcomes(run),
        ways(run),
        zones_section(run),
        _forces(run),
        costs(run),
        risks(run),
        *depends_on(run),
        *observed(run),
        published(run),
        limits(run),
        method(run),
        annexes(run),
    )
    author = run.scenario.get("author")
    return Document(
        lang=run.lang,
        title=run.title,
        subtitle=run.pick(
            f"Scenario report: compared with “{run.counterfactual}”", f"情景推演报告：与“{run.counterfactual}”比较"
        ),
        author=clean(author, 200) if isinstance(author, str) else MODEL_NAME[run.lang],
        sections=numbered(sections),
        about=about(run),
    )


def about(run: Run) -> tuple[str, ...]:
    """The lines under the title."""
    months, version = period(run.dataset["month"].values, run.lang), clean(run.dataset.attrs.get("version", ""), 40)
    return (
        run.pick(f"{months} · {run.members} member{'s' * (run.members != 1)}", f"{months} · {run.members}个模拟样本"),
        run.pick(f"{MODEL_NAME['en']} {version}", f"{MODEL_NAME['zh']} {version}版"),
    )


def _forces(run: Run) -> Section:
    text = run.pick(
        "The city strategy names five forces. Each index is made up of outcomes of the model, with Nanjing in 2019 at 100.",
        "城市开放战略提出五种能力。各指数由模型结果合成，以2019年的南京为100。",
    )
    return Section("forces", run.pick("The five forces", "五种能力"), (Paragraph(text), picture(run, "forces")))
