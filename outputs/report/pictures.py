"""The figures of a report, with captions and words for those who cannot see them."""

from functools import partial

from matplotlib.figure import Figure

from outputs.documents.document import Picture
from outputs.documents.images import boxes_for_unknown_letters
from outputs.figures import drawn
from outputs.figures.ranking import ranking
from outputs.figures.waterfall import waterfall
from outputs.report.run import Run
from outputs.results.outcomes import HEADLINES

WIDE = frozenset({"effects", "origins", "routes", "fdi-map", "fdi-pipeline", "talent", "rents", "risks"})
"""Figures meant for two columns' width; the others fit one."""
_CAPTIONS = {
    "effects": (
        "Effect on the headline outcomes by year and in total, with intervals",
        "分年度及全期对主要结果的效果及其区间",
    ),
    "origins": ("Inbound overnight visitors by origin and purpose", "入境过夜游客的客源地与来访目的"),
    "ways": ("Inbound visitors by way of arrival", "入境游客的到达方式"),
    "routes": ("Weekly flights and seats by origin market", "各客源地的每周航班与座位"),
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
    "Figure: {caption}. The numbers are in the tables of the same part of this report.",
    "图：{caption}。对应的数字见本部分的表格。",
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


def _draw_ranked(run: Run, by: str, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        return ranking(run.ranked[by], run.lang, columns)


def _draw_shared(run: Run, by: str, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        return waterfall(run.shared[by], run.lang, columns)


def _draw(run: Run, name: str, columns: int) -> Figure:
    with boxes_for_unknown_letters():
        return drawn(name, run.dataset, run.lang, columns, run.observed)
