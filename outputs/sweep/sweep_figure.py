"""All variants of a sweep as dots with intervals, a panel for each headline outcome and the cost."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from common.text import pick
from outputs.figures.axes import effects_axis
from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import MODEL_NAME, page
from outputs.figures.findings import inside
from outputs.figures.parts import draw_interval, interval_legend, name_rows
from outputs.figures.style import styled
from outputs.results.direction import RISE
from outputs.results.outcomes import HEADLINES, Outcome
from outputs.results.reader_names import wrapped
from outputs.sweep.sweep_result import SweepResult
from outputs.sweep.sweep_table import COST, LITTLE, SHOWN, leading

MOST = 40
"""Variants that a figure has room for; of more it shows those that bring most of the first outcome."""
_ROW_MM, _NAME = 5.0, {"en": 26, "zh": 14}


@styled
def sweep(found: SweepResult, lang: str = "en", columns: int = 2) -> Figure:
    """Draw the figure.

    Args:
        found: the sweep.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (three abreast) columns of a printed page.
    """
    order = list(range(len(found.names)))
    if len(order) > MOST:
        order = sorted(order, key=lambda k: -found.effects[HEADLINES[0].key][k].mean())[:MOST]
    abreast = {1: 1, 2: 3}[columns]
    down = -(-len(SHOWN) // abreast)
    members = len(found.members)
    subtitle = pick(
        lang,
        f"Effect of each variant against its counterfactual; {members} members on the same luck"
        + (f"; the {MOST} of {len(found.names)} that bring most investment" if len(found.names) > MOST else ""),
        f"各方案相对各自对照情景的效果；{members}个模拟样本，使用同一组随机数"
        + (f"；{len(found.names)}个方案中外资效果最大的{MOST}个" if len(found.names) > MOST else ""),
    )
    if varied := found.varied(lang):
        subtitle += pick(lang, f"; {varied}", f"；{varied}")
    lines = max(wrapped(found.titles[k].of(lang), _NAME[lang]).count("\n") + 1 for k in order)
    height = down * (14 + (_ROW_MM + 2.5 * (lines - 1)) * len(order))
    legend = interval_legend(members, lang)
    figure = page(footer(found, lang), lang, _finding(found, lang), subtitle, columns, height, legend)
    axes = figure.subplots(down, abreast, sharey=True, squeeze=False).ravel()
    for ax, outcome in zip(axes, SHOWN, strict=False):
        _panel(ax, found, outcome, order, lang)
    for ax in axes[len(SHOWN) :]:
        ax.remove()
    numbers: list[tuple[Value, ...]] = [
        (
            outcome.name(lang),
            found.titles[k].of(lang),
            *interval_cells(_members(found, outcome, k, lang)),
            found.unit(outcome, lang).name,
        )
        for outcome in SHOWN
        for k in order
    ]
    header = (
        pick(lang, "Outcome", "结果"),
        pick(lang, "Variant", "方案"),
        *INTERVAL_HEADER[lang],
        pick(lang, "Unit", "单位"),
    )
    return keep(figure, header, numbers, members)


def footer(found: SweepResult, lang: str) -> tuple[str, str]:
    """The two lines at the foot."""
    return pick(lang, f"Sweep: {found.title.en} ({found.name})", f"多方案比较：{found.title.zh}（{found.name}）"), pick(
        lang,
        f"Source: simulations with the {MODEL_NAME['en']} {found.version}; fingerprint {found.fingerprint[:12]}",
        f"来源：{MODEL_NAME['zh']} {found.version}版模拟结果；指纹 {found.fingerprint[:12]}",
    )


def _members(found: SweepResult, outcome: Outcome, k: int, lang: str):
    return found.effects[outcome.key][k] * found.unit(outcome, lang).factor


def _finding(found: SweepResult, lang: str) -> str:
    """Which variant brings most investment, and most visitors, where one is clearly ahead of all others."""
    told = []
    for outcome in HEADLINES:
        if outcome.key in ("fdi", "visitors"):
            first, _, way = leading(found, outcome)
            best, name = found.titles[first], inside(outcome.en, "en")
            if way == RISE:
                told.append(pick(lang, f"most {name}: {best.en}", f"{outcome.zh}最多：{best.zh}"))
            elif way in LITTLE:
                told.append(pick(lang, f"{name}: {LITTLE[way].en}", f"{outcome.zh}{LITTLE[way].zh}"))
            else:
                told.append(pick(lang, f"{name}: no variant is clearly ahead", f"{outcome.zh}：难分高下"))
    return pick(lang, f"{found.title.en} – {'; '.join(told)}", f"{found.title.zh}——{'；'.join(told)}")


def _panel(ax: Axes, found: SweepResult, outcome: Outcome, order: list[int], lang: str) -> None:
    for y, k in enumerate(order):
        members = _members(found, outcome, k, lang)
        draw_interval(ax, members.mean(keepdims=True) if outcome == COST else members, y)
    name_rows(ax, [wrapped(found.titles[k].of(lang), _NAME[lang]) for k in order])
    ax.set_ylim(len(order) - 0.5, -0.5)
    level = max(found.level(outcome, k, lang) for k in order)
    effects_axis(ax, [_members(found, outcome, k, lang) for k in order], level)
    ax.set_title(outcome.name(lang))
    ax.set_xlabel(found.unit(outcome, lang).name)
