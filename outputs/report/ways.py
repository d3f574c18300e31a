"""The part of a report that says by which way effects come about: levers, ways of arrival, stages of investment."""

from outputs.numbers import interval, number, places, reader_unit
from outputs.outcomes import unit
from outputs.report.attributed import TOLD, attributed, read_number
from outputs.report.document import Block, Cell, Paragraph, Section, Table
from outputs.report.measures import along, effect_table, readers
from outputs.report.outcomes import BY_KEY
from outputs.report.pictures import picture
from outputs.report.run import Run


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
    rows = []
    for row in run.city:
        values = [read_number(row.get(key)) for key in ("mean", "p10", "p90")]
        if row.get("outcome") not in TOLD or None in values:
            continue
        outcome = BY_KEY[row["outcome"]]
        shown = unit(run.dataset, outcome, run.lang)
        mean, low, high = (value * shown.factor for value in values)
        text = number(mean, places(0, 0, mean), True) if low == high else interval(mean, low, high, run.lang, True)
        rows.append((Cell(f"{outcome.name(run.lang)}{run.pick(', ', '，')}{shown.name}"), Cell(text, mean)))
    if not rows:
        return []
    title = run.pick("What the city itself decides", "南京市可自行决定的部分")
    text = run.pick(
        "The scenario reduced to the levers that the city itself decides, against the same counterfactual.",
        "只保留由南京市自行决定的举措，与同一反事实情景比较。",
    )
    header = (run.pick("Outcome, unit", "结果，单位"), run.pick("Effect (80 % interval)", "效果（80%区间）"))
    caption = run.pick("Effect of the city's own decisions, whole period", "市级举措的全期效果")
    return [Section("city", title, (Paragraph(text), Table(caption, header, tuple(rows))))]


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
