"""The section of a report on what its effects depend on: the numbers and paths of the world that move them most."""

from outputs.documents.document import Block, Cell, Paragraph, Section, Table
from outputs.report.run import Run
from outputs.results.depends_on import CHANCE, FEWEST, Driver, candidates, drivers
from outputs.results.numbers import percent
from outputs.results.outcomes import HEADLINES

MOST = 5
"""Numbers told for each outcome."""


def depends_on(run: Run) -> tuple[Section, ...]:
    """What each headline effect depends on; no section where the results do not hold what members drew."""
    among = candidates(run.dataset)
    if among is None:
        return ()
    found = [(outcome.name(run.lang), drivers(run.dataset, outcome, among)[:MOST]) for outcome in HEADLINES]
    title = run.pick("What the effects depend on", "结论取决于什么")
    return (Section("depends-on", title, tuple(_blocks(run, found, len(among.keys)))),)


def _blocks(run: Run, found: list[tuple[str, list[Driver]]], tried: int) -> list[Block]:
    if run.members < FEWEST:
        return [
            Paragraph(
                run.pick(
                    f"{run.members} members are too few to tell; {FEWEST} are needed, and some 200 to tell well.",
                    f"{run.members}个样本不足以判断：至少需{FEWEST}个，约200个方可看清。",
                )
            )
        ]
    blocks: list[Block] = [Paragraph(_method(run, tried))]
    if any(told for _, told in found):
        blocks.append(_table(run, found))
    if hidden := [name for name, told in found if not told]:
        names = run.pick(", ", "、").join(name if run.lang == "zh" else name[0].lower() + name[1:] for name in hidden)
        blocks.append(
            Paragraph(
                run.pick(
                    f"No single number stands out for {names.replace('fDI', 'FDI')}: luck, or many numbers together, spread it.",
                    f"{names}：没有单个参数明显突出，其离散来自随机因素或众多参数的共同作用。",
                )
            )
        )
    return blocks


def _method(run: Run, tried: int) -> str:
    chance = percent(CHANCE, lang=run.lang)
    return run.pick(
        f"Members differ by {tried} numbers and paths of the world. Listed are those whose rank goes with the rank of the effect by more "
        f"than chance would show for any of them in {chance} of all runs; the share is that of the effect's spread which the number "
        f"explains beyond those above it. {run.members} members find the strongest only and may take one number for another that rose and "
        "fell with it: what is not listed may matter as well.",
        f"各样本之间有{tried}项参数和外部路径不同。下表列出其排序与效果排序明显相关的项目（若全部无关，出现任一项的概率为{chance}）；"
        f"占比为该项在所列前项之外解释的效果离散程度。{run.members}个样本只能找出影响最强的项目，也可能把碰巧同增同减的另一项当作原因；未列出者未必无关。",
    )


def _table(run: Run, found: list[tuple[str, list[Driver]]]) -> Table:
    rises, falls = run.pick("rises", "增大"), run.pick("falls", "减小")
    rows = tuple(
        (
            Cell(name),
            Cell(run.pick(driver.name_en, driver.name_zh)),
            Cell(percent(driver.share, lang=run.lang), driver.share),
            Cell(rises if driver.rises else falls),
        )
        for name, told in found
        for driver in told
    )
    header = run.pick(
        "Effect on|Depends on|Share of its spread|With more of it, the effect",
        "效果|取决于|占效果离散程度|该项越大，效果",
    )
    caption = run.pick("What effects depend on, the strongest first", "各项效果的主要影响因素（由强到弱）")
    return Table(caption, tuple(header.split("|")), rows, words=frozenset({1, 3}))
