"""The part of a report that says by which way effects come about: levers, ways of arrival, stages and modes of investment."""

from outputs.documents.document import Block, Cell, Paragraph, Section, Table
from outputs.report.attribution_section import TOLD, attributed, read_number
from outputs.report.measures import along, effect_table, readers, whole
from outputs.report.outcomes import BY_KEY
from outputs.report.pictures import picture
from outputs.report.ranking_section import ranked
from outputs.report.run import Run
from outputs.results.numbers import number, percent, reader_unit
from outputs.results.outcomes import unit
from outputs.results.part_of_effect import SHARE

SOURCES_SHOWN = 6
"""Ultimate origins of capital through Hong Kong that get a row of their own."""
TOLD_IN_PARTS = TOLD | {"new-firms", "domestic-firms"}
"""Outcomes shown in parts: headlines and cost, and firms, since most domestic ones rest on assumed pushes."""


def ways(run: Run) -> Section:
    """Attribution to levers where it has been computed, then the ways that the model itself records."""
    title = run.pick("Where the effect comes from", "效果从何而来")
    return Section(
        "ways",
        title,
        (),
        (
            Section("attribution", run.pick("Which lever does how much", "各政策工具的贡献"), tuple(attributed(run))),
            Section("ranking", run.pick("Which tasks first", "先做哪些任务"), tuple(ranked(run))),
            *_parts(run),
            Section("arrival", run.pick("How visitors arrive", "入境游客到达方式"), tuple(_arrival(run))),
            Section("stages", run.pick("Investors by stage", "外资项目所处阶段"), tuple(_stages(run))),
            Section("modes", run.pick("How capital comes", "外资以何种方式进入"), tuple(_modes(run))),
        ),
    )


def _parts(run: Run) -> list[Section]:
    """What the city's own decisions bring, and what behaviour brings without elicited pushes, where the run has told it."""
    how = run.pick(
        "It was run in some of the members against the same counterfactual. The share is that of the effect of the same members; "
        "the effect is that share of the mean effect of all members. Outcomes whose effect is not clear are left out.",
        "以部分样本与同一对照情景比较。占比为其占相同样本全部效果的比例；效果为该比例乘以全部样本的平均效果。效果不显著的指标未列出。",
    )
    city = run.pick(
        "The scenario reduced to the levers that the city itself decides. ", "只保留由南京市自行决定的政策工具。"
    )
    process = run.pick(
        "All levers beside the pilot tasks, and tasks that act by days, rules, money or land that somebody meets. What is missing to the whole "
        "rests on elicited pushes: amounts assumed for tasks, which act by an elasticity. ",
        "只保留主要政策工具（试点任务以外的各类），以及以天数、规则、资金、用地起作用的任务。与全部效果之差依托假设的推动量：为各任务设定的幅度，再经弹性起作用。",
    )
    told = (
        ("city", run.city, run.pick("What the city itself decides", "南京市可自行决定的部分"), city),
        ("process", run.process, run.pick("What behaviour brings by itself", "由行为本身带来的部分"), process),
    )
    return [section for part in told for section in _part(run, *part, how)]


def _part(run: Run, anchor: str, lines: tuple[dict[str, str], ...], title: str, what: str, how: str) -> list[Section]:
    values: dict[str, dict[bool, float]] = {}
    for row in lines:
        value = read_number(row.get("mean"))
        if row.get("outcome") in TOLD_IN_PARTS and value is not None:
            values.setdefault(row["outcome"], {})[row.get("measure") == SHARE] = value
    rows = []
    for key, found in values.items():
        if len(found) == 2:
            outcome, effect = BY_KEY[key], whole(run, BY_KEY[key])
            shown = unit(run.dataset, outcome, run.lang)
            mean = found[False] * shown.factor
            text = number(mean, effect.decimals, signed=True)
            name = f"{outcome.name(run.lang)}{run.pick(', ', '，')}{shown.name}"
            rows.append((Cell(name), Cell(percent(found[True], lang=run.lang), found[True]), Cell(text, mean)))
    if not rows:
        return []
    header = run.pick("Outcome, unit|Share of the effect|Effect", "结果，单位|占全部效果|效果").split("|")
    caption = run.pick(f"{title}: effect over the whole period", f"{title}：全期效果")
    return [Section(anchor, title, (Paragraph(what + how), Table(caption, tuple(header), tuple(rows))))]


def _arrival(run: Run) -> list[Block]:
    name = readers(run, "visitors_by_way").name
    caption = run.pick(
        f"Visitors by way of arrival over the whole period, {name}", f"全期入境游客，按到达方式（{name}）"
    )
    rows = along(run, ("visitors_by_way",), "way")
    return [
        effect_table(run, run.pick("Way", "到达方式"), caption, rows, len(rows) > 1),
        picture(run, "ways"),
        picture(run, "routes"),
        picture(run, "network-map"),
    ]


def _stages(run: Run) -> list[Block]:
    name = reader_unit("fdi_pipeline", run.dataset["fdi_pipeline"].attrs["units"], run.lang).name
    caption = run.pick(f"Investors by stage at the end of the period, {name}", f"期末外资项目所处阶段（{name}）")
    rows = along(run, ("fdi_pipeline",), "stage", ranked=False)
    return [effect_table(run, run.pick("Stage", "阶段"), caption, rows, len(rows) > 1)]


def _modes(run: Run) -> list[Block]:
    """Capital by mode, and where that through Hong Kong truly comes from."""
    unit_name = readers(run, "fdi_by_mode").name
    by_mode = run.pick(
        f"FDI in actual use by mode over the whole period, {unit_name}", f"全期实际使用外资，按方式（{unit_name}）"
    )
    behind = run.pick(
        f"FDI through Hong Kong by ultimate origin over the whole period, {unit_name}",
        f"全期经香港实际使用外资，按最终投资来源地（{unit_name}）",
    )
    modes = along(run, ("fdi_by_mode",), "mode", ranked=False)
    origins = along(run, ("fdi_through_hong_kong",), "ultimate_origin", most=SOURCES_SHOWN)
    return [
        effect_table(run, run.pick("Mode", "方式"), by_mode, modes, len(modes) > 1),
        effect_table(run, run.pick("Ultimate origin", "最终投资来源地"), behind, origins, len(origins) > 1),
    ]
