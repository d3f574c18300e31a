"""The part of a report that says by which way effects come about: levers, ways of arrival, stages of investment."""

from outputs.documents.document import Block, Cell, Paragraph, Section, Table
from outputs.report.attribution_section import TOLD, attributed, read_number
from outputs.report.measures import along, effect_table, readers, whole
from outputs.report.outcomes import BY_KEY
from outputs.report.pictures import picture
from outputs.report.run import Run
from outputs.results.city_part import SHARE
from outputs.results.numbers import number, percent, reader_unit
from outputs.results.outcomes import unit


def ways(run: Run) -> Section:
    """Attribution to levers where it has been computed, then the ways that the model itself records."""
    title = run.pick("By which way", "经由什么途径")
    return Section(
        "ways",
        title,
        (),
        (
            Section("attribution", run.pick("Which lever does how much", "各项举措的贡献"), tuple(attributed(run))),
            *_city(run),
            Section("arrival", run.pick("How visitors come", "游客经何处到达"), tuple(_arrival(run))),
            Section("stages", run.pick("Investors by stage", "外资项目所处阶段"), tuple(_stages(run))),
        ),
    )


def _city(run: Run) -> list[Section]:
    """What the city's own decisions bring, where the run has told it."""
    values: dict[str, dict[bool, float]] = {}
    for row in run.city:
        value = read_number(row.get("mean"))
        if row.get("outcome") in TOLD and value is not None:
            values.setdefault(row["outcome"], {})[row.get("measure") == SHARE] = value
    rows = []
    for key, found in values.items():
        if len(found) == 2:
            outcome, effect = BY_KEY[key], whole(run, BY_KEY[key])
            shown = unit(run.dataset, outcome, run.lang)
            mean = found[False] * shown.factor
            text = number(mean, effect.decimals, signed=True)
            name = f"{outcome.name(run.lang)}{run.pick(', ', '，')}{shown.name}"
            rows.append((Cell(name), Cell(percent(found[True]), found[True]), Cell(text, mean)))
    if not rows:
        return []
    title = run.pick("What the city itself decides", "南京市可自行决定的部分")
    text = run.pick(
        "The scenario reduced to the levers that the city itself decides, run in some of the members against the same "
        "counterfactual. The share is that of the effect of the same members; the effect is that share of the mean effect "
        "of all members. Outcomes whose effect is not clear are left out.",
        "只保留由南京市自行决定的举措，以部分成员与同一反事实情景比较。占比为其占相同成员全部效果的比例；效果为该比例乘以全部成员的平均效果。"
        "效果不明确的结果未列出。",
    )
    header = run.pick("Outcome, unit|Share of the effect|Effect", "结果，单位|占全部效果|效果").split("|")
    caption = run.pick("Effect of the city's own decisions, whole period", "市级举措的全期效果")
    return [Section("city", title, (Paragraph(text), Table(caption, tuple(header), tuple(rows))))]


def _arrival(run: Run) -> list[Block]:
    name = readers(run, "visitors_by_way").name
    caption = run.pick(
        f"Visitors by way of arrival over the whole period, {name}", f"全期入境游客，按到达方式（{name}）"
    )
    rows = along(run, ("visitors_by_way",), "way")
    return [effect_table(run, run.pick("Way", "到达方式"), caption, rows), picture(run, "ways"), picture(run, "routes")]


def _stages(run: Run) -> list[Block]:
    name = reader_unit("fdi_pipeline", run.dataset["fdi_pipeline"].attrs["units"], run.lang).name
    caption = run.pick(f"Investors by stage at the end of the period, {name}", f"期末外资项目所处阶段（{name}）")
    rows = along(run, ("fdi_pipeline",), "stage", ranked=False)
    return [effect_table(run, run.pick("Stage", "阶段"), caption, rows)]
