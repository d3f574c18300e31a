"""Ten slides from the report of one run: the same sentences, tables and figures."""

from collections.abc import Callable
from dataclasses import replace

from outputs.documents.document import Bullets, Paragraph, Picture, Section, Table
from outputs.documents.slides import Slide, write_slides
from outputs.documents.watching import watch_sections
from outputs.figures.answer_strip import finding as strip_finding
from outputs.figures.answer_strip import strip_rows
from outputs.figures.findings import change_of, outcome_finding
from outputs.report.answer import answer
from outputs.report.assumptions import assumed
from outputs.report.build import report
from outputs.report.costs import cost_sentence
from outputs.report.levers import unannexed
from outputs.report.method import limits
from outputs.report.outcomes import outcome_sentence, whole_table
from outputs.report.pictures import picture
from outputs.report.risks import warning_sentence
from outputs.report.run import Run
from outputs.report.summary import caution
from outputs.results.net_effect import net_sentences
from outputs.results.outcomes import HEADLINES, Outcome

OUTCOMES = (*(outcome.key for outcome in HEADLINES), "new-firms", "talent", "jobs", "cost", "public-income")
"""Rows of the table of outcomes, as many as a slide has room for."""
MOST_BULLETS = 6
"""Sentences on a slide of limits."""


def slides(run: Run, progress: Callable[[int, int], None] = lambda done, total: None) -> bytes:
    """The PowerPoint file; ``progress`` is called before each figure with its number and how many there are.

    Raises:
        UserError: python-pptx is not installed.
    """
    whole = report(run)
    foot = run.pick(
        f"{run.title}: a scenario simulation, no forecast. Fingerprint {str(run.dataset.attrs.get('fingerprint', ''))[:12]}",
        f"{run.title}：情景推演，非预测。指纹 {str(run.dataset.attrs.get('fingerprint', ''))[:12]}",
    )
    return write_slides(_watched(_slides(run), progress), run.lang, whole.title, whole.author, foot)


def _slides(run: Run) -> list[Slide]:
    whole, first = report(run), answer(run).blocks
    headline = next((block.text for block in first if isinstance(block, Paragraph)), "")
    sentences = next((block for block in first if isinstance(block, Bullets)), Bullets(()))
    pictures = [block for block in first if isinstance(block, Picture)]
    strip, origin = [*pictures, None, None][:2]
    told = "\n".join(sentences.items)
    how_sure = next((text for text in reversed(sentences.items)), "")
    fdi, visitors = HEADLINES[0], next(outcome for outcome in HEADLINES if outcome.key == "visitors")
    cost = Bullets((cost_sentence(run), warning_sentence(run)))
    limit = next(block for block in limits(run).blocks if isinstance(block, Bullets))
    return [
        Slide(whole.title, (Paragraph(whole.subtitle), *(Paragraph(line) for line in whole.about)), told, opening=True),
        Slide(headline, (sentences,), told),
        Slide(run.pick("What is done", "实施内容"), _done(run), run.text("question")),
        Slide(strip_finding(strip_rows(run.dataset, run.lang), run.lang), _shown(strip), caution(run)),
        Slide(run.pick("Main outcomes", "主要结果一览"), (whole_table(run, OUTCOMES),), caution(run)),
        Slide(run.pick("Where the effect comes from", "效果从何而来"), _shown(origin) or (Bullets(tuple(net_sentences(run.dataset, run.lang))),), told),
        Slide(_found(run, fdi), (Paragraph(outcome_sentence(run, fdi)), picture(run, "fan-fdi"))),
        Slide(_found(run, visitors), (Paragraph(outcome_sentence(run, visitors)), picture(run, "fan-visitors"))),
        Slide(run.pick("Cost and risk", "代价与风险"), (cost, picture(run, "risks"))),
        Slide(run.pick("How sure this is", "把握程度与局限"), (Bullets((how_sure, *limit.items)[:MOST_BULLETS]),), caution(run)),
    ]  # fmt: skip


def _found(run: Run, outcome: Outcome) -> str:
    """What happens to an outcome, as the title of its figure has it."""
    return outcome_finding(change_of(run.dataset, outcome, run.lang), run.lang)


def _watched(made: list[Slide], progress: Callable[[int, int], None]) -> list[Slide]:
    """The same slides, whose figures tell when they are begun."""
    sections = watch_sections(tuple(Section("", "", one.blocks) for one in made), progress)
    return [replace(one, blocks=section.blocks) for one, section in zip(made, sections, strict=True)]


def _shown(block: Picture | None) -> tuple[Picture, ...]:
    return () if block is None else (block,)


def _done(run: Run) -> tuple[Table | Paragraph, ...]:
    """What is done, as the report lists it; where nothing is done, that."""
    parts = [assumed(run)]
    while parts:
        part = parts.pop(0)
        for block in part.blocks:
            if isinstance(block, Table) and len(block.header) > 4:
                return (unannexed(block, run.lang),)
        parts += part.parts
    return (Paragraph(run.pick("The scenario does nothing beyond the counterfactual.", "该情景与对照情景所做相同。")),)
