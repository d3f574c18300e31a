"""The figures of a search: effects against the budget, and the measures that good plans share."""

from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from common.text import pick
from outputs.figures.axes import plain
from outputs.figures.figure_numbers import Value, keep
from outputs.figures.figure_page import MODEL_NAME, page
from outputs.figures.findings import inside
from outputs.figures.parts import name_rows
from outputs.figures.style import BLUE, GREY, INK, ORANGE, styled
from outputs.results.direction import LEAST, RISE, seen
from outputs.results.numbers import negligible, percent
from outputs.results.outcomes import interval_name, quantiles
from outputs.search.search_numbers import counted, named_plan
from outputs.search.search_result import SearchResult

MOST = 30
"""Measures that the second figure has room for."""
WORTH_SAYING = 0.05
"""Share of the effect from which a title says what half of the budget brings."""
_NAME = {"en": 62, "zh": 34}
OTHER: dict[str, Any] = {"marker": "D", "color": GREY, "markersize": 3, "linestyle": "none"}
BEST: dict[str, Any] = {**OTHER, "color": ORANGE, "markersize": 5}
"""Looks of the finalists; the best of them need not be the one that the stand-in gives for the whole budget."""


def footer(found: SearchResult, lang: str) -> tuple[str, str]:
    """The two lines at the foot of each figure."""
    return pick(
        lang,
        f"Search: {found.title.en} ({found.name}); {found.period.en}; {len(found.worlds)} fresh worlds",
        f"方案寻优：{found.title.zh}（{found.name}）；{found.period.zh}；{len(found.worlds)}个未参与选择的外部环境",
    ), pick(
        lang,
        f"Source: simulations with the {MODEL_NAME['en']} {found.version}; fingerprint {found.fingerprint[:12]}",
        f"来源：{MODEL_NAME['zh']} {found.version}版模拟结果；指纹 {found.fingerprint[:12]}",
    )


@styled
def front(found: SearchResult, lang: str = "en", columns: int = 2) -> Figure:
    """Draw the best plan of each budget, a panel for each want: mean and 80 % of the fresh worlds against the mean cost.

    Args:
        found: the search.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (two abreast) columns of a printed page.
    """
    abreast = 1 if columns == 1 else min(len(found.wants), 2)
    down = -(-len(found.wants) // abreast)
    subtitle = pick(
        lang,
        "Effect of the best plan of each budget against its mean public cost; every point is measured in worlds that chose nothing",
        "各预算下最好方案的效果与平均财政成本；各点均来自未参与选择的外部环境",
    )
    figure = page(
        footer(found, lang),
        lang,
        _finding(found, lang),
        subtitle,
        columns,
        62.0 * down,
        _legend(found, lang),
        2 * columns,
    )
    axes = figure.subplots(down, abreast, squeeze=False).ravel()
    drawn = {point.plan for point in found.front}
    money, unit = _money(lang)
    numbers: list[tuple[Value, ...]] = []
    for k, (ax, want) in enumerate(zip(axes, found.wants, strict=False)):
        readers = want.unit(lang)
        points = sorted(found.front, key=lambda point: float(found.plans[point.plan].cost.mean()))
        x = [float(found.plans[point.plan].cost.mean()) * money for point in points]
        y = [float(found.plans[point.plan].effects[want.key].mean()) * readers.factor for point in points]
        ax.plot(x, y, color=BLUE, linewidth=1.0, zorder=2)
        for at, point, mean in zip(x, points, y, strict=True):
            low, high = quantiles(found.plans[point.plan].effects[want.key] * readers.factor, (0.1, 0.9))
            ax.vlines(at, low, high, color=BLUE, linewidth=1.1)
            ax.plot(at, mean, "o", color="white", markeredgecolor=BLUE, markersize=4, zorder=3)
            share = want.of == "share_reaching"  # which is no effect
            promised = point.promised[k] if share else point.promised[k] * readers.factor
            if not share:
                ax.plot(at, promised, "_", color=ORANGE, markersize=7, zorder=3)
            numbers.append((counted(want, lang), named_plan(found.plans[point.plan].name, lang), at, mean, float(low), float(high), promised, "" if share else readers.name))  # fmt: skip
        for place in found.finalists:
            plan, look = found.plans[place], BEST if place == found.finalists[0] else OTHER
            effects, cost = plan.effects[want.key] * readers.factor, float(plan.cost.mean()) * money
            ax.plot(cost, effects.mean(), **look, zorder=4)
            if place not in drawn:
                ends = map(float, quantiles(effects, (0.1, 0.9)))
                numbers.append((counted(want, lang), named_plan(plan.name, lang), cost, float(effects.mean()), *ends, None, readers.name))  # fmt: skip
        ax.axvline(found.budget * money, color=INK, linewidth=0.6, linestyle=(0, (3, 2)))
        level = want.level * readers.factor
        if negligible(level, 0.0, *map(float, ax.dataLim.intervaly)):
            ax.set_ylim(-LEAST * level, LEAST * level)  # what is luck is not spread out
        ax.set_xlim(left=0)
        ax.axhline(0, color=INK, linewidth=0.6)
        plain(ax.xaxis, ticks=5)
        plain(ax.yaxis, ticks=5, signed=True)
        if want.of == "share_reaching":
            ax.axhline(want.amount * readers.factor, color=ORANGE, linewidth=0.8)
        ax.set_title(pick(lang, f"{want.title.en}, {readers.name}", f"{want.title.zh}（{readers.name}）"))
        ax.set_xlabel(pick(lang, f"Mean public cost, {unit}", f"平均财政成本（{unit}）"))
    for ax in axes[len(found.wants) :]:
        ax.remove()
    header = pick(
        lang,
        "Outcome|Plan|Cost|Mean|10th percentile|90th percentile|Promised|Unit",
        "结果|方案|成本|均值|10%分位数|90%分位数|选择时的估计|单位",
    )
    return keep(figure, header.split("|"), numbers, len(found.worlds))


@styled
def measures(found: SearchResult, lang: str = "en", columns: int = 2) -> Figure:
    """Draw in which share of the good plans each measure is, those first that are in most of them.

    Args:
        found: the search.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    shares = found.share_of_good()
    shown = sorted((one for one in shares.items() if one[1] > 0), key=lambda one: -one[1])[:MOST]
    best = {found.options[k].choice for k in found.plans[found.finalists[0]].options} if found.finalists else set()
    every = sum(share == 1 for share in shares.values())
    title = pick(
        lang,
        f"{every} of {len(shares)} measures are in every good plan",
        f"{len(shares)}项措施中有{every}项在所有较好方案中都有",
    )
    subtitle = pick(
        lang,
        f"Share of the {len(found.good)} plans within 5 % of the best that take a measure; orange: in the best plan; the first {len(shown)}",
        f"与最好方案相差5%以内的{len(found.good)}个方案中采用各项措施的比例；橙色：在最好方案中；列出前{len(shown)}项",
    )
    width = _NAME[lang] if columns == 2 else _NAME[lang] // 2
    figure = page(footer(found, lang), lang, title, subtitle, columns, 12.0 + 4.6 * max(len(shown), 1))
    ax = figure.subplots()
    names = [_short(found.title_of(choice).of(lang), width) for choice, _ in shown]
    for y, (choice, share) in enumerate(shown):
        ax.barh(y, 100 * share, 0.65, color=ORANGE if choice in best else BLUE, alpha=0.7, linewidth=0)
    name_rows(ax, names)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    ax.set_xlim(0, 100)
    ax.set_xlabel("%")
    rows: list[tuple[Value, ...]] = [
        (found.title_of(choice).of(lang), share, int(choice in best)) for choice, share in shown
    ]
    return keep(
        figure,
        pick(lang, "Measure|Share of good plans|In the best plan", "措施|占较好方案比例|在最好方案中").split("|"),
        rows,
    )


def _short(name: str, width: int) -> str:
    name = name.split(";")[0].split("；")[0]
    return name if len(name) <= width else name[: width - 1].rstrip(" ,，、") + "…"


def _money(lang: str) -> tuple[float, str]:
    return (0.01, "亿元") if lang == "zh" else (1e-3, "billion CNY")


def _finding(found: SearchResult, lang: str) -> str:
    """What half of the budget brings of what the whole one brings."""
    if len(found.front) < 2:
        return found.title.of(lang)
    half = min(found.front, key=lambda point: abs(point.budget - found.budget / 2))
    last, told = found.front[-1], []
    for want in found.wants:
        some, whole = (float(found.plans[point.plan].effects[want.key].mean()) for point in (half, last))
        clear = seen(found.plans[last.plan].effects[want.key], want.level) == RISE
        if clear and whole > 0 and some / whole >= WORTH_SAYING:
            share = percent(some / whole, lang=lang)
            told.append(pick(lang, f"{share} of the {inside(want.title.en, 'en')}", f"{want.title.zh}的{share}"))
    part = percent(half.budget / found.budget, lang=lang)
    joined = pick(lang, " and ", "、").join(told)
    return (
        pick(lang, f"{part} of the budget brings {joined}", f"{part}的预算即可带来{joined}")
        if told
        else found.title.of(lang)
    )


def _legend(found: SearchResult, lang: str) -> list[Artist]:
    """What the marks are; the promise is of what is wanted: a mean, or the low end that counts."""
    promised = ("Promised by the runs that chose it", "参与选择的运行给出的值")
    if any(want.of in ("p10", "worst_tenth") for want in found.wants):
        promised = (
            "Wanted value (of the mean or the worst worlds) as promised by the runs that chose it",
            "参与选择的运行给出的目标值（均值或最差外部环境的值）",
        )
    look: dict[str, Any] = {"linestyle": "none"}
    span = interval_name(len(found.worlds), lang)
    return [
        Line2D(
            [],
            [],
            marker="o",
            color="white",
            markeredgecolor=BLUE,
            markersize=4,
            label=pick(lang, f"Best plan of a budget, mean and {span}", f"各预算的最好方案：均值与{span}"),
            **look,
        ),
        Line2D(
            [],
            [],
            marker="_",
            color=ORANGE,
            markersize=7,
            label=pick(lang, *promised),
            **look,
        ),
        Line2D([], [], label=pick(lang, "Best plan of all, as in the answer", "结论中的最好方案"), **BEST),
        Line2D([], [], label=pick(lang, "Other finalists", "其他入选方案"), **OTHER),
        Line2D([], [], color=INK, linewidth=0.6, linestyle=(0, (3, 2)), label=pick(lang, "Budget", "预算")),
    ]
