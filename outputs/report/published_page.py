"""The page of published effects that ``validate`` writes: the tables of the report, a figure, and how each was tested."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import xarray as xr

from common.files import write_text
from common.text import LANGUAGES, Text, pick
from outputs.documents.document import Block, Cell, Document, Paragraph, Picture, Section, Table, clean, numbered
from outputs.documents.html import page
from outputs.figures.figure_page import MODEL_NAME
from outputs.figures.published_effects import LOOKS, EffectRow, published_effects
from outputs.report.attribution_section import read_number
from outputs.report.published import Published, effect_blocks, effect_text

NOT_MEASURED = {
    "untested": Text("not testable here", "此处无法检验"),
    "elsewhere": Text("dealt with in the backtests", "见历史回测"),
}
"""Why an effect was not measured, by the word in the table of effects."""


def write_pages(effects: Sequence[Published], switches: Mapping[str, Text], version: str, folder: Path) -> list[Path]:
    """Write ``effects.zh.html`` and ``effects.en.html``, which need no other file; return their paths.

    Args:
        effects: as :func:`outputs.report.published.read_published` gives them, also those that were not measured.
        switches: what was changed in the model to measure each effect, by id.
        version: of the model.
        folder: where the pages go; it must exist.
    """
    paths = []
    for lang in LANGUAGES:
        paths.append(folder / f"effects.{lang}.html")
        write_text(paths[-1], page(document(effects, switches, version, lang), xr.Dataset(attrs=_footers(version))))
    return paths


def document(effects: Sequence[Published], switches: Mapping[str, Text], version: str, lang: str) -> Document:
    """Return the page in ``"en"`` or ``"zh"``; arguments as in :func:`write_pages`."""
    measured = [effect for effect in effects if effect.parts]
    sections = [
        Section(
            "published",
            pick(lang, "Published effects and the model", "已发表的效果与模型"),
            tuple(effect_blocks(measured, lang)),
        )
    ]
    if drawn := [row for effect in measured if (row := _row(effect, lang)) is not None]:
        sections.append(Section("figure", pick(lang, "In one figure", "图示"), (_picture(drawn, version, lang),)))
    if measured:
        title = pick(lang, "How each effect was measured", "各项效果如何测量")
        sections.append(Section("tests", title, tuple(_tests(measured, switches, lang))))
    if others := [effect for effect in effects if not effect.parts]:
        title = pick(lang, "Effects that were not measured", "未测量的效果")
        sections.append(Section("others", title, (_others(others, lang),)))
    return Document(
        lang=lang,
        title=pick(lang, "Published effects", "已发表的效果"),
        subtitle=pick(lang, "What was published, and what the model says of it", "已发表的数值与模型的结果"),
        author=MODEL_NAME[lang],
        sections=numbered(sections),
        about=(f"{MODEL_NAME[lang]} {version}",),
    )


def _row(effect: Published, lang: str) -> EffectRow | None:
    """The row of the figure; None where several numbers or none are tested."""
    names = ("low", "central", "high", "accept_low", "accept_high")
    low, central, high, accept_low, accept_high = (read_number(effect.row.get(name)) for name in names)
    part = effect.parts[0]
    median, low_80, high_80 = (read_number(part[name]) for name in ("median", "low_80", "high_80"))
    if len(effect.parts) > 1 or effect.verdict not in LOOKS or median is None or low_80 is None or high_80 is None:
        return None
    name = clean(f"{effect.row['id']} {effect_text(effect.row, 'title', lang)}", 24 if lang == "zh" else 48)
    return EffectRow(name, low, central, high, accept_low, accept_high, median, low_80, high_80, effect.verdict)


def _picture(rows: Sequence[EffectRow], version: str, lang: str) -> Picture:
    footer = _footer(version, lang)
    alt = pick(
        lang,
        "For each effect of one number: the published range, the range that counts as agreement, and the model's median "
        "with the middle 80 % of members. The tables above give the same numbers.",
        "对每一项单一数值的效果：已发表区间、视为相符的范围，以及模型的中位数和居中的80%样本。数值同上表。",
    )
    caption = pick(lang, "Published effects and the model, each on its own scale", "已发表的效果与模型（各行刻度不同）")
    return Picture("published-effects", caption, alt, lambda columns: published_effects(rows, footer, lang, columns), 2)


def _tests(effects: Sequence[Published], switches: Mapping[str, Text], lang: str) -> list[Block]:
    """What was changed, over how many members, what the effect sets, where it comes from, and notes."""
    header = pick(
        lang,
        "Effect|What was changed|Members|Standard error of the mean|Sets|Source|Note",
        "效果|改变的因素|样本数|均值标准误|设定的参数|来源|说明",
    ).split("|")
    rows = tuple(
        (
            Cell(f"{effect.row['id']} {effect_text(effect.row, 'title', lang)}"),
            Cell(switches[effect.row["id"]].of(lang) if effect.row["id"] in switches else "–"),
            Cell(clean(effect.parts[0]["members"], 10)),
            Cell("; ".join(clean(part.get("standard_error", "–"), 20) for part in effect.parts)),
            Cell(clean(effect.row.get("parameters", ""), 300) or "–"),
            Cell(clean(effect.row.get("citation", ""), 300) or "–"),
            Cell(effect_text(effect.row, "note", lang) or "–"),
        )
        for effect in effects
    )
    caption = pick(
        lang, "What was changed in the model, and where the effect comes from", "模型中改变的因素与效果的来源"
    )
    text = pick(
        lang,
        "The world stands still in these runs. What follows the change is measured in months 25 to 36; in long runs, in "
        "the tenth year. Members differ in the uncertain parameters and in luck. An effect that has set a parameter is "
        "no test.",
        "这些模拟中外部世界静止不变。效果在第25至36个月测量，长期模拟取第十年；样本在不确定参数和随机数上各不相同。"
        "已用于设定参数的效果不作检验。",
    )
    return [Paragraph(text), Table(caption, tuple(header), rows, words=frozenset({1, 4, 5, 6}))]


def _others(effects: Sequence[Published], lang: str) -> Table:
    header = pick(lang, "Effect|Why it was not measured|Source|Note", "效果|未测量的原因|来源|说明").split("|")
    rows = tuple(
        (
            Cell(f"{effect.row['id']} {effect_text(effect.row, 'title', lang)}"),
            Cell(NOT_MEASURED.get(effect.verdict, Text("no experiment", "没有相应实验")).of(lang)),
            Cell(clean(effect.row.get("citation", ""), 300) or "–"),
            Cell(effect_text(effect.row, "note", lang) or "–"),
        )
        for effect in effects
    )
    return Table(
        header=tuple(header),
        rows=rows,
        words=frozenset({1, 2, 3}),
        caption=pick(lang, "Effects without a measurement", "没有测量值的效果"),
    )


def _footer(version: str, lang: str) -> tuple[str, str]:
    return (
        pick(lang, "Published effects: calibration/data/effects.csv", "已发表的效果：calibration/data/effects.csv"),
        pick(
            lang,
            f"Model: experiments with the {MODEL_NAME['en']} {version}",
            f"模型：{MODEL_NAME['zh']} {version}版的实验",
        ),
    )


def _footers(version: str) -> dict[str, str]:
    """What figure files name as their source, as attributes of a dataset."""
    return {f"footer_{lang}": "\n".join(_footer(version, lang)) for lang in LANGUAGES} | {"version": version}
