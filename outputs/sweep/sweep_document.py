"""A sweep as a document: the figure, what each variant brings, and how far it is ahead of the first."""

from functools import partial

import numpy as np

from common.text import pick
from outputs.documents.document import Bullets, Cell, Document, Paragraph, Picture, Section, Table, halves, numbered
from outputs.figures.figure_page import MODEL_NAME
from outputs.results.outcomes import Outcome
from outputs.sweep.sweep_figure import sweep
from outputs.sweep.sweep_result import SweepResult
from outputs.sweep.sweep_table import COST, SHOWN, cell, heading, notes


def document(found: SweepResult, lang: str) -> Document:
    """Return the document in ``"en"`` or ``"zh"``."""
    say = partial(pick, lang)
    ahead = say(
        "Effect beyond that of the first variant, member by member on the same luck; in square brackets the members in which it is ahead",
        "相对首个方案多得的效果，逐样本、同一组随机数相比；方括号内为领先的样本数",
    )
    several = len(found.names) > 1
    sections = (
        Section(
            "effects",
            say("What each variant brings", "各方案带来什么"),
            (
                Paragraph(heading(found, lang), "lead"),
                Bullets(tuple(notes(found, lang))),
                Picture(
                    "sweep",
                    say("Effects of all variants", "各方案的效果"),
                    say("The numbers are in the table below.", "数据见下表。"),
                    partial(sweep, found, lang),
                    2,
                ),
                _table(found, say("Effects over all months", "全期效果"), lang, first=False),
            ),
        ),
        Section(
            "ahead",
            say("How far each is ahead of the first", "各方案比首个方案领先多少"),
            (_table(found, ahead, lang, first=True),) if several else (),
        ),
    )
    return Document(
        lang=lang,
        title=found.title.of(lang),
        subtitle=say("Variants of one scenario", "同一情景的多个方案"),
        author=MODEL_NAME[lang],
        sections=numbered([section for section in sections if section.blocks]),
        about=(
            f"{MODEL_NAME[lang]} {found.version}",
            say(f"{len(found.members)} members", f"{len(found.members)}个模拟样本"),
            say(f"fingerprint {found.fingerprint[:12]}", f"指纹 {found.fingerprint[:12]}"),
        ),
    )


def _table(found: SweepResult, caption: str, lang: str, first: bool) -> Table:
    """A row a variant; with ``first``, what each brings beyond the first one."""
    header = [pick(lang, "Variant", "方案")]
    for outcome in SHOWN:
        name, unit = outcome.name(lang), found.unit(outcome, lang).name
        header.append(pick(lang, f"{name}, {unit}", f"{name}（{unit}）"))
    rows = tuple(
        (
            Cell(found.titles[k].of(lang) or found.names[k]),
            *(_cell(found, outcome, k, lang, first) for outcome in SHOWN),
        )
        for k in range(int(first), len(found.names))
    )
    return Table(caption, tuple(header), rows)


def _cell(found: SweepResult, outcome: Outcome, k: int, lang: str, first: bool) -> Cell:
    effects = found.effects[outcome.key]
    members = effects[k] - effects[0] * first
    counted = f" [{int(np.sum(members > 0))}/{len(members)}]" if first and len(members) > 1 and outcome != COST else ""
    mean = float(members.mean()) * found.unit(outcome, lang).factor
    middle, bracket, ends = halves(cell(found, outcome, k, lang, first))
    return Cell(middle + counted + bracket + ends, mean)
