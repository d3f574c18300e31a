"""A sweep for a terminal: a row a variant, a column a headline outcome and the cost."""

from rich import box
from rich.table import Table

from common.text import Text, pick
from outputs.results.direction import NOTHING, SMALL, seen
from outputs.results.numbers import interval, number, places
from outputs.results.outcomes import HEADLINES, Outcome, few_note, interval_name, quantiles
from outputs.results.summary_rows import EXPORTED
from outputs.sweep.sweep_result import SweepResult

COST = next(outcome for outcome in EXPORTED if outcome.key == "cost")
SHOWN = (*HEADLINES, COST)
LITTLE = {
    NOTHING: Text("no difference", "无差别"),
    SMALL: Text("hardly any difference", "无明显差别"),
}
"""What is said of two variants that bring as much as each other."""


def table(found: SweepResult, lang: str) -> Table:
    """All variants with the mean effect and its interval."""
    head = found.varied(lang).replace(" / ", " /\n") or pick(lang, "Variant", "方案")
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    made.add_column(head, justify="left", no_wrap=False)
    for outcome in SHOWN:
        unit = found.unit(outcome, lang)
        made.add_column(f"{outcome.name(lang)}\n{unit.name}", justify="right", no_wrap=True)
    for k, title in enumerate(found.titles):
        made.add_row(title.of(lang), *(cell(found, outcome, k, lang) for outcome in SHOWN))
    return made


def cell(found: SweepResult, outcome: Outcome, k: int, lang: str, first: bool = False) -> str:
    """The mean effect of a variant with its interval, or with ``first`` what it brings beyond the first variant.

    Rounded as in the table of a run: what is negligible beside the counterfactual has no digits of its own, and cost has
    no interval, since an error that all unit costs share is in no member.
    """
    effects, level = found.effects[outcome.key], found.level(outcome, k, lang)
    members = (effects[k] - effects[0] * first) * found.unit(outcome, lang).factor
    mean = float(members.mean())
    if outcome == COST or len(members) == 1:
        whole = float(effects[k].mean()) * found.unit(outcome, lang).factor
        beside = abs(level) + abs(whole) if outcome == COST else 0.0  # four digits of the larger level
        return number(mean, places(0, 0, mean, beside, level=level), signed=True)
    low, high = map(float, quantiles(members, (0.1, 0.9)))
    return interval(mean, low, high, lang, signed=True, level=level)


def leading(found: SweepResult, outcome: Outcome) -> tuple[int, int, str]:
    """The variants with the largest and the second largest mean effect, and whether the first is clearly ahead.

    Where there is but one variant both are the same.
    """
    effects = found.effects[outcome.key]
    order = effects.mean(axis=1).argsort(kind="stable")[::-1]
    first, second = int(order[0]), int(order[min(1, len(order) - 1)])
    return first, second, seen(effects[first] - effects[second], float(found.levels[outcome.key][first].mean()))


def heading(found: SweepResult, lang: str) -> str:
    """One line above the table."""
    count, members = len(found.names), len(found.members)
    return pick(
        lang,
        f"{found.title.en}: effect of {count} variants, each against its counterfactual; {members} members, {interval_name(members, lang)}",
        f"{found.title.zh}：{count}个方案相对各自对照情景的效果；{members}个模拟样本，{interval_name(members, lang)}",
    )


def notes(found: SweepResult, lang: str) -> list[str]:
    """What leads for investment and visitors, in how many members, and where members are few."""
    told = []
    for outcome in HEADLINES:
        if outcome.key not in ("fdi", "visitors") or len(found.names) < 2:
            continue
        effects = found.effects[outcome.key]
        first, second, way = leading(found, outcome)
        if way in LITTLE:
            little, names = LITTLE[way], [found.titles[k] for k in (first, second)]
            told.append(
                pick(
                    lang,
                    f"{outcome.en}: {little.en} between the variants that bring most, “{names[0].en}” and “{names[1].en}”.",
                    f"{outcome.zh}：效果最大的“{names[0].zh}”与“{names[1].zh}”{little.zh}。",
                )
            )
            continue
        ahead = int((effects[first] > effects[second]).sum())
        told.append(
            pick(
                lang,
                f"{outcome.en}: most with “{found.titles[first].en}”, ahead of the next, “{found.titles[second].en}”, in {ahead} of "
                f"{len(found.members)} members.",
                f"{outcome.zh}：以“{found.titles[first].zh}”最多，{len(found.members)}个样本中有{ahead}个领先于次位“{found.titles[second].zh}”。",
            )
        )
    few = few_note(len(found.members), lang)
    return [*told, *([few] if few else [])]
