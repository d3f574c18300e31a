"""The report of a search: the answer, the front, what good plans share, in which worlds plans fail, how it was found."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from common.text import pick
from outputs.documents.document import Block, Bullets, Cell, Document, Paragraph, Picture, Section, Table, numbered
from outputs.figures.figure_page import MODEL_NAME
from outputs.results.numbers import percent
from outputs.results.outcomes import interval_name
from outputs.search import search_words as words
from outputs.search.search_figures import front, measures
from outputs.search.search_numbers import alike, counted, counts, money, named_plan, ranged, short
from outputs.search.search_result import PlanShown, SearchResult, WantShown

TAILS = (
    "What is wanted of the worst worlds was estimated in every stage: where fewer than three members lie in the tail, from mean and spread as "
    "under a normal distribution, the spread between a plan's own and that of all plans; else as it was seen. ",
    "对最差外部环境的要求在每个阶段都作估计：尾部样本不足三个时，按正态分布由均值与离散程度推算，离散程度介于该方案自身与全部方案之间；"
    "否则直接取样本统计量。",
)
"""How statistics other than the mean were estimated, in both languages."""


def document(found: SearchResult, lang: str) -> Document:
    """Return the report in ``"en"`` or ``"zh"``."""
    say = partial(pick, lang)
    sections = (
        Section("answer", say("The answer", "结论"), _answer(found, lang)),
        Section("front", say("What each budget brings", "各预算能带来什么"), _front(found, lang)),
        Section("plans", say("What the plans hold", "方案包含什么"), _plans(found, lang)),
        Section(
            "worlds",
            say("Where plans fail, and how much they may be regretted", "方案在哪些外部环境中不佳，可能遗憾多少"),
            _worlds(found, lang),
        ),
        Section("others", say("What others must decide", "须由其他主体决定的事项"), _rights(found, lang)),
        Section(
            "trust", say("How it was found, and how far to trust it", "怎样找到，能信到什么程度"), _trust(found, lang)
        ),
    )
    question = "" if found.question is None else found.question.of(lang)
    return Document(
        lang=lang,
        title=found.title.of(lang),
        subtitle=question,
        author=MODEL_NAME[lang],
        sections=numbered([section for section in sections if section.blocks]),
        about=(
            f"{MODEL_NAME[lang]} {found.version}",
            found.period.of(lang),
            say(f"{len(found.worlds)} fresh worlds", f"{len(found.worlds)}个未参与选择的外部环境"),
            say(f"fingerprint {found.fingerprint[:12]}", f"指纹 {found.fingerprint[:12]}"),
        ),
        opens=True,
    )


def _answer(found: SearchResult, lang: str) -> tuple[Block, ...]:
    lead, *rest = words.answer(found, lang)
    more = [*rest, words.together(found, lang), *words.more_money(found, lang), *words.reaching(found, lang)]
    return Paragraph(lead, "lead"), Bullets(tuple(more))


def _front(found: SearchResult, lang: str) -> tuple[Block, ...]:
    if not found.front:
        return ()
    say = partial(pick, lang)
    caption = say(
        "the best plan of each budget; effects over all months against the base, from worlds that chose nothing",
        "各预算的最好方案；相对所依据情景的全期效果，来自未参与选择的外部环境",
    )
    alt = say("The numbers are in the table below.", "数据见下表。")
    return (
        Picture(
            "front", say("Effects against public cost", "效果与财政成本"), alt, partial(_draw_front, found, lang), 2
        ),
        *(_front_table(found, k, caption, lang) for k in range(len(found.wants))),
        Paragraph(
            say(
                "What more money brings is by the stand-in; neighbouring budgets differ by whole measures, so that it moves in steps, and one outcome may fall where "
                "money goes to measures that bring more of another.",
                "增加资金的效果按代理模型计算；相邻预算之间相差若干整项措施，因此呈阶梯变化；资金转向对其他目标更有利的措施时，某项效果可能下降。",
            ),
            "note",
        ),
    )


def _front_table(found: SearchResult, k: int, caption: str, lang: str) -> Table:
    """The best plan of each budget by one want."""
    say, want, span = partial(pick, lang), found.wants[k], interval_name(len(found.worlds), lang)
    unit = want.unit(lang)
    header = (
        say("Budget", "预算"),
        say("Plan", "方案"),
        say("Mean cost", "平均成本"),
        say(f"Effect ({span})", f"效果（{span}）"),
        *((of[:1].upper() + of[1:],) if (of := counts(want, lang)) else ()),
        say("Promised by the runs that chose it", "参与选择的运行给出的值"),
        say("100 million CNY more bring", "每增加1亿元带来"),
    )
    rows = []
    promises = _column([point.promised[k] for point in found.front], want, lang)
    slopes = [100 * point.slopes[k] * unit.factor for point in found.front]
    for point, promised, slope, more in zip(found.front, promises, slopes, alike(slopes, 2), strict=True):
        plan = found.plans[point.plan]
        cost = float(plan.cost.mean())
        rows.append(
            (
                Cell(money(point.budget, lang), point.budget),
                Cell(named_plan(plan.name, lang)),
                Cell(money(cost, lang), cost),
                _effect(plan, want, lang),
                *((_wanted(point.found[k], want, lang),) if want.of != "mean" else ()),
                promised,
                Cell(more, slope if np.isfinite(slope) else None),
            )
        )
    named = say(f"{want.title.en}, {unit.name}: ", f"{want.title.zh}（{unit.name}）：")
    return Table(named + caption, header, tuple(rows), words=frozenset({1}))


def _draw_front(found: SearchResult, lang: str, columns: int):
    return front(found, lang, columns)


def _draw_measures(found: SearchResult, lang: str, columns: int):
    return measures(found, lang, columns)


def _number(value: float, level: float = 0.0, digits: int = 3) -> Cell:
    return Cell(short(value, digits, level=level), value if np.isfinite(value) else None)


def _wanted(value: float, want: WantShown, lang: str) -> Cell:
    if want.of == "share_reaching":
        return Cell(percent(value, lang=lang), value)
    factor = want.unit(lang).factor
    return _number(value * factor, want.level * factor)


def _column(values: Sequence[float], want: WantShown, lang: str) -> list[Cell]:
    """What is wanted, down a column: amounts share their decimals."""
    if want.of == "share_reaching":
        return [_wanted(value, want, lang) for value in values]
    factor = want.unit(lang).factor
    sized = [value * factor for value in values]
    texts = alike(sized, level=want.level * factor)
    return [Cell(text, value if np.isfinite(value) else None) for text, value in zip(texts, sized, strict=True)]


def _effect(plan: PlanShown, want: WantShown, lang: str) -> Cell:
    effects = plan.effects[want.key]
    return Cell(ranged(effects, want, lang), float(effects.mean()) * want.unit(lang).factor)


def _plans(found: SearchResult, lang: str) -> tuple[Block, ...]:
    say = partial(pick, lang)
    shares = found.share_of_good()
    named = found.finalists[:3]
    header = (
        say("Measure", "措施"),
        say("Decided by", "决定主体"),
        say("In good plans", "较好方案中的比例"),
        *(named_plan(found.plans[place].name, lang) for place in named),
    )
    rows = []
    for choice, share in sorted(shares.items(), key=lambda one: -one[1]):
        places_of = [k for k, option in enumerate(found.options) if option.choice == choice]
        held = [next((found.options[k] for k in found.plans[place].options if k in places_of), None) for place in named]
        if share == 0 and not any(held):
            continue
        option = found.options[places_of[0]]
        cells = [Cell(_step(one, lang) if one else "–") for one in held]
        rows.append(
            (
                Cell(option.name.of(lang)),
                Cell(words.DECIDED.get(option.decided_by, option.decided_by) if lang == "zh" else option.decided_by),
                Cell(percent(share, lang=lang), share),
                *cells,
            )
        )
    caption = say(
        "Measures in good plans and in the finalists; of each finalist the date or step that it takes",
        "较好方案与入选方案中的措施；入选方案列出所取的起始时间或档次",
    )
    files = say(
        "Each plan is a scenario file in the folder plans: check it, simulate it, change it.",
        "每个方案都是 plans 文件夹中的一个情景文件，可以检查、模拟和修改。",
    )
    alt = say("The numbers are in the table below.", "数据见下表。")
    return (
        _all_plans(found, lang),
        Paragraph(files, "note"),
        Paragraph(words.together(found, lang)),
        Picture(
            "measures",
            say("Measures that good plans share", "较好方案共有的措施"),
            alt,
            partial(_draw_measures, found, lang),
            2,
        ),
        Table(caption, header, tuple(rows), words=frozenset({1, *range(3, 3 + len(named))}), long=True),
    )


def _all_plans(found: SearchResult, lang: str) -> Table:
    """Every plan that was run in the fresh worlds."""
    say = partial(pick, lang)
    header = [say("Plan", "方案"), say("Measures", "措施数"), say("Mean cost", "平均成本")]
    for want in found.wants:
        unit = want.unit(lang)
        header.append(say(f"{want.title.en}, {unit.name}", f"{want.title.zh}（{unit.name}）"))
        if want.of != "mean":
            header.append(counted(want, lang))
    rows = []
    for plan in found.plans:
        cost, cells = float(plan.cost.mean()), []
        for want, value in zip(found.wants, plan.wanted, strict=True):
            cells += [_effect(plan, want, lang), *([_wanted(value, want, lang)] if want.of != "mean" else [])]
        rows.append(
            (
                Cell(named_plan(plan.name, lang)),
                Cell(str(len(plan.options)), len(plan.options)),
                Cell(money(cost, lang), cost),
                *cells,
            )
        )
    caption = say("All plans that were run in the fresh worlds", "在未参与选择的外部环境中运行的全部方案")
    return Table(caption, tuple(header), tuple(rows))


def _step(option, lang: str) -> str:
    """The date of a task, or the step of a lever: what its key says after the choice."""
    _, _, step = option.key.partition("@")
    if step and not step.isdigit():
        return step
    return option.step.of(lang) or pick(lang, "yes", "是")


def _worlds(found: SearchResult, lang: str) -> tuple[Block, ...]:
    if not found.finalists:
        return ()
    tables = [_regret_table(found, want, lang) for want in found.wants]
    return Bullets(tuple(words.boxes(found, lang))), *tables, Bullets(tuple(words.finding_out(found, lang)))


def _regret_table(found: SearchResult, want: WantShown, lang: str) -> Table:
    say, unit, worlds = partial(pick, lang), want.unit(lang), len(found.worlds)
    header = (
        say("Plan", "方案"),
        say("Mean regret", "平均遗憾"),
        say("In nine of ten worlds at most", "十中有九不超过"),
        say("At most", "最大"),
        say("Worlds in which it is best", "最优的外部环境数"),
    )
    shown = [row for row in found.regrets if row.want == want.key]
    lacks = [value * unit.factor for row in shown for value in (row.mean, row.high, row.most)]
    cells = [
        Cell(text, value)
        for text, value in zip(alike(lacks, signed=False, level=want.level * unit.factor), lacks, strict=True)
    ]
    rows = [
        (
            Cell(named_plan(found.plans[row.plan].name, lang)),
            *cells[3 * k : 3 * k + 3],
            Cell(f"{round(row.best * worlds)}/{worlds}", row.best),
        )
        for k, row in enumerate(shown)
    ]
    caption = say(
        f"{want.title.en}, {unit.name}: regret, what a plan lacks in a world against the finalist that is best there",
        f"{want.title.zh}（{unit.name}）的遗憾：某一外部环境中，方案比该环境下最优的入选方案少得的数量",
    )
    return Table(caption, header, tuple(rows))


def _rights(found: SearchResult, lang: str) -> tuple[Block, ...]:
    told = words.rights(found, lang)
    if not told:
        return ()
    note = pick(
        lang,
        "Each is the best plan at the same budget that also takes the one measure, against the best plan without it, world by world; ± is a standard error.",
        "各为预算不变、另可采用该项措施时的最好方案，与不采用时的最好方案在同一外部环境中相比；±为标准误。",
    )
    return Bullets(tuple(told)), Paragraph(note, "note")


def _trust(found: SearchResult, lang: str) -> tuple[Block, ...]:
    method = pick(
        lang,
        f"{found.screened} plans, in which measures were taken at random but evenly, were run in {found.screen_members} members of each of two seeds, all on the "
        "same luck as the base. A stand-in with saturating channels was fitted to them; mixed-integer programmes gave the best plan of each "
        "budget, and different ones near it; those were run, the stand-in fitted again, and once more. The finalists stayed in rounds of "
        "fresh members. All effects that are shown come from further worlds that took no part in any choice.",
        f"先让措施随机而均衡地组成{found.screened}个方案，在两组随机种子各{found.screen_members}个样本中运行，与所依据的情景使用同一组随机数；据此拟合带饱和渠道的代理模型，"
        "用混合整数规划求各预算的最好方案及与之不同的近优方案，再实际运行并重新拟合，如此两轮；入选方案在新样本中逐轮淘汰产生。"
        "所列效果均来自未参与任何选择的外部环境。",
    )
    tails = ("", "") if all(want.of == "mean" for want in found.wants) else TAILS
    limits = pick(
        lang,
        tails[0]
        + "Limits on risks are straight lines in the stand-in and are checked by runs. Effects and cost are not converted into one another.",
        tails[1] + "风险约束在代理模型中取直线形式，并由实际运行核对。效果与成本不作换算。",
    )
    return (
        Paragraph(method),
        Bullets((*words.failed(found, lang), *words.trust(found, lang))),
        Paragraph(limits, "note"),
    )
