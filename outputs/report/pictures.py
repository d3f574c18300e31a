"""The figures of a report, with captions and words for those who cannot see them."""

from collections.abc import Sequence
from functools import partial

from matplotlib.figure import Figure

from outputs.documents.document import Picture
from outputs.documents.images import boxes_for_unknown_letters
from outputs.figures import drawn
from outputs.figures.answer_strip import strip_rows, value_text
from outputs.figures.cost_effect import cost_effect
from outputs.figures.own_sources import own_divisions, own_sources
from outputs.figures.plans import Plan, common_months, plans_effects
from outputs.figures.ranking import ranking
from outputs.figures.sources_bar import divisions, sources_bar
from outputs.figures.timeline import rows_of, timeline
from outputs.figures.waterfall import waterfall
from outputs.report.run import Run
from outputs.results.outcomes import HEADLINES

WIDE = frozenset(
    {
        "answer-strip",
        "effects",
        "origins",
        "routes",
        "network-map",
        "fdi-map",
        "fdi-pipeline",
        "talent",
        "rents",
        "risks",
    }
)
"""Figures meant for two columns' width; the others fit one."""
_CAPTIONS = {
    "answer-strip": (
        "What changes: effect on the main outcomes, per cent of the counterfactual",
        "变化多少：对主要结果的效果（占对照情景的百分比）",
    ),
    "effects": (
        "Effect on the headline outcomes by year and in total, with intervals",
        "分年度及全期对主要结果的效果及其区间",
    ),
    "origins": ("Inbound overnight visitors by origin", "分客源地入境过夜游客"),
    "ways": ("Inbound visitors by way of arrival", "入境游客的到达方式"),
    "routes": ("Routes of Lukou by origin market", "禄口机场各客源地航线"),
    "network-map": (
        "Routes of Lukou and zones of the city, schematic: flights and FDI gained",
        "禄口机场航线与城市片区示意：航班与外资增量",
    ),
    "fdi-map": ("FDI in actual use by sector and zone, and the effect on it", "分行业、分片区实际使用外资及其变化"),
    "fdi-pipeline": ("Foreign investors by stage, from prospects to operation", "外资项目从潜在投资到运营的各阶段"),
    "talent": ("International talent: stock, arrivals and departures", "国际人才的存量、流入与流出"),
    "rents": ("Change of rents by zone and use", "分片区、分用途的租金变化"),
    "forces": ("The five forces, Nanjing 2019 = 100", "五种能力（2019年南京=100）"),
    "risks": ("Risks against their thresholds", "各项风险与阈值"),
    "costs": ("Fiscal cost of each lever", "各政策工具的财政成本"),
}
_SHARED = {
    "levers": (
        "What each lever brings to the effect, added up to the whole",
        "各政策工具对效果的贡献，逐项累加至总效果",
    ),
    "tables": (
        "What each lever and each table of tasks brings to the effect",
        "各政策工具与各任务表对效果的贡献",
    ),
    "decider": (
        "What the nation, the province and the city bring to the effect",
        "国家、省、市各自决定的事项对效果的贡献",
    ),
}
_RANKED = {
    "tasks": ("Which tasks first, for each headline outcome", "各项主要结果先做哪些任务"),
    "fields": ("Which fields first, for each headline outcome", "各项主要结果先做哪些领域"),
}
_FAN = ("{}, month by month: scenario, counterfactual and their difference", "{}：情景、对照情景及二者之差的逐月走势")
_SEEN = (
    "Figure: {caption}. The numbers are in the tables of this report.",
    "图：{caption}。对应的数字见本报告正文和附录的表格。",
)


def picture(run: Run, name: str, alt: str = "") -> Picture:
    """A figure of the run by its name in :mod:`outputs.figures`.

    Args:
        run: the results.
        name: such as ``fan-fdi`` or ``risks``.
        alt: what is to be seen, in a sentence; where not given, the caption and where the numbers are.
    """
    fans = {f"fan-{outcome.key}": outcome.name(run.lang) for outcome in HEADLINES}
    caption = run.pick(*_FAN).format(fans[name]) if name in fans else run.pick(*_CAPTIONS[name])
    words = alt or run.pick(*_SEEN).format(caption=caption)
    return Picture(name, caption, words, partial(_draw, run, name), 2 if name in WIDE else 1)


def first_page_pictures(run: Run) -> list[Picture]:
    """The figures that stand beside the answer: the strip of effects and, where it is known, where they come from."""
    sources = sources_picture(run)
    return [strip_picture(run), *([] if sources is None else [sources])]


def waterfall_picture(run: Run, by: str) -> Picture:
    """The waterfall of one of the run's attributions."""
    caption = run.pick(*_SHARED[by])
    words = run.pick(*_SEEN).format(caption=caption)
    return Picture(f"attribution-{by}", caption, words, partial(_draw_shared, run, by), 2)


def ranking_picture(run: Run, by: str) -> Picture:
    """The first players of one of the run's rankings."""
    caption = run.pick(*_RANKED[by])
    words = run.pick(*_SEEN).format(caption=caption)
    return Picture(f"ranking-{by}", caption, words, partial(_draw_ranked, run, by), 2)


def strip_picture(run: Run) -> Picture:
    """The answer at a glance: effects on the main outcomes as a strip of bars, in words what is found."""
    rows = strip_rows(run.dataset, run.lang)
    told = run.pick("; ", "；").join(f"{row.outcome.name(run.lang)} {value_text(row, run.lang, 2)}" for row in rows)
    return picture(run, "answer-strip", f"{told}{run.pick('.', '。')}")


def sources_picture(run: Run) -> Picture | None:
    """Where the effect comes from, as bars of a hundred per cent.

    As the attributions have it, else as the run itself tells; None where no effect is clear enough to be divided.
    """
    if divisions(run.shared, run.lang):
        draw = partial(_draw_sources, run)
    elif own_divisions(run.dataset, run.alone, run.lang):
        draw = partial(_draw_own_sources, run)
    else:
        return None
    caption = run.pick("Where the effect comes from", "效果从何而来")
    return Picture("sources", caption, run.pick(*_SEEN).format(caption=caption), draw, 2)


def timeline_picture(run: Run) -> Picture | None:
    """When which measure begins; None where the scenario has none that is dated."""
    if not any(row.decider for row in rows_of(run.dataset, run.lang)):
        return None
    caption = run.pick("Timeline of the measures, by who decides", "措施时间表（按决定层级）")
    return Picture("timeline", caption, run.pick(*_SEEN).format(caption=caption), partial(_draw_timeline, run), 2)


def cost_picture(run: Run) -> Picture:
    """Cost against effect by lever or table of tasks where the run has been attributed to them, else the cost of each lever."""
    by = next((by for by in ("tables", "levers") if by in run.shared), None)
    if by is None:
        return picture(run, "costs")
    caption = run.pick("Cost and effect of each part of the scenario", "各部分的成本与效果")
    words = run.pick(*_SEEN).format(caption=caption)
    return Picture(f"cost-effect-{by}", caption, words, partial(_draw_cost_effect, run, by), 2)


def plans_picture(runs: Sequence[Run]) -> Picture | None:
    """The effects of several runs side by side over the months that all have; None where they have none in common."""
    first, plans = runs[0], [Plan(run.title, run.dataset) for run in runs]
    if not len(common_months(plans)):
        return None
    caption = first.pick(
        "Effects of the plans on their own counterfactuals, months in common",
        "各方案相对各自对照情景的效果（共有月份）",
    )
    words = first.pick(*_SEEN).format(caption=caption)
    return Picture("plans", caption, words, partial(_draw_plans, plans, first.lang), 2)


def _draw_timeline(run: Run, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        figure = timeline(run.dataset, run.lang, columns)
    assert figure is not None  # the picture is made where there are measures
    return figure


def _draw_cost_effect(run: Run, by: str, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        return cost_effect(run.shared[by], run.lang, columns)


def _draw_plans(plans: Sequence[Plan], lang: str, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        figure = plans_effects(plans, lang, columns)
    assert figure is not None  # the picture is made where there are months in common
    return figure


def _draw_sources(run: Run, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        figure = sources_bar(run.shared, run.lang, columns)
    assert figure is not None  # the picture is made of attributions that are there
    return figure


def _draw_own_sources(run: Run, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        figure = own_sources(run.dataset, run.alone, run.lang, columns)
    assert figure is not None  # the picture is made where there is something to divide
    return figure


def _draw_ranked(run: Run, by: str, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        return ranking(run.ranked[by], run.lang, columns)


def _draw_shared(run: Run, by: str, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        return waterfall(run.shared[by], run.lang, columns)


def _draw(run: Run, name: str, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        return drawn(name, run.dataset, run.lang, columns, run.observed, run.history)
