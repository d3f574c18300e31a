"""Put a report together: the sections of one run in the order in which an office reads them."""

from outputs.documents.document import Document, Paragraph, Section, clean, headed, numbered
from outputs.figures.figure_page import MODEL_NAME
from outputs.report.answer import answer
from outputs.report.assumptions import assumed
from outputs.report.conditioned import conditioned
from outputs.report.costs import costs
from outputs.report.depends_on import depends_on
from outputs.report.evaluation import evaluation
from outputs.report.evidence import evidence
from outputs.report.levers import date_words
from outputs.report.method import annexes, limits, method
from outputs.report.observed import observed
from outputs.report.outcomes import outcomes
from outputs.report.pictures import picture
from outputs.report.recommendations import recommendations
from outputs.report.risks import risks
from outputs.report.run import Run
from outputs.report.summary import summary
from outputs.report.ways import ways
from outputs.report.zones_section import zones_section
from outputs.results.reader_names import period


def report(run: Run) -> Document:
    """The whole report of one run."""
    sections = (
        answer(run),
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
        *evidence(run),
        *conditioned(run),
        *observed(run),
        recommendations(run),
        limits(run),
        method(run),
        annexes(run),
    )
    return Document(
        lang=run.lang,
        title=run.pick(f"Scenario report: {run.title}", f"《{run.title}》情景推演报告"),
        subtitle=run.pick(
            f"Compared with “{run.counterfactual}”, {period(run.dataset['month'].values, 'en')}",
            f"与“{run.counterfactual}”比较，{period(run.dataset['month'].values, 'zh')}",
        ),
        author=office(run) or MODEL_NAME[run.lang],
        sections=headed(numbered(sections), run.lang),
        about=about(run),
        opens=True,
    )


def office(run: Run) -> str:
    """Who the scenario file names as its author; empty where it names nobody."""
    author = run.scenario.get("author")
    return clean(author, 200) if isinstance(author, str) else ""


def about(run: Run) -> tuple[str, ...]:
    """The lines under the title: the office that issues the report, its date, and what it rests on."""
    version = clean(run.dataset.attrs.get("version", ""), 40)
    blank = "＿" * 8 if run.lang == "zh" else "_" * 16
    return (
        run.pick(f"Prepared by: {office(run) or blank}", f"编制单位：{office(run) or blank}"),
        report_date(run),
        run.pick(
            f"{MODEL_NAME['en']} {version} · {run.members} member{'s' * (run.members != 1)}",
            f"{MODEL_NAME['zh']}{version}版 · {run.members}个模拟样本",
        ),
    )


def report_date(run: Run) -> str:
    """The line with the date; left open where the record of the run has none."""
    return run.pick(f"Date: {_date(run) or '_' * 16}", f"日期：{_date(run) or '＿＿＿＿年＿＿月＿＿日'}")


def _date(run: Run) -> str:
    """The day on which the run was finished, as its record has it; empty where there is none."""
    day = str(run.provenance.get("finished", ""))[:10]
    told = date_words(run, day)
    return run.pick(f"{told} (simulated)", f"{told}（模拟完成）") if told != day else ""


def _forces(run: Run) -> Section:
    text = run.pick(
        "The city strategy names five forces. Each index is made up of outcomes of the model, with Nanjing in 2019 at 100. "
        "Governance is different: it is computed from the days, access and rights that tasks themselves set, so that it follows the "
        "scenario by construction and is no result of anybody's behaviour. Numbers are in the annex.",
        "城市开放战略提出五种能力。各指数由模型结果合成，以2019年的南京为100。其中治理协同力由任务自身设定的办理天数、准入和权益算出，"
        "随情景设定而变，不是各方行为的结果，不宜作为成效。具体数值见附录。",
    )
    return Section("forces", run.pick("The five forces", "五种能力"), (Paragraph(text), picture(run, "forces")))
