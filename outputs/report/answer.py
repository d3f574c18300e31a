"""The first page of a report: what happens in one line, then how much, by which way, who decides, at what cost, how sure.

Every number is the run's own. Words follow the direction of each effect, so that they stay true where it is unclear, nil
or a fall.
"""

import math
from collections.abc import Iterator

from outputs.documents.document import Block, Bullets, Paragraph, Section
from outputs.report.costs import cost_parts, cost_sentence, money, two_digits
from outputs.report.effects import FALL, NOTHING, RISE, SMALL, UNSETTLED, Effect
from outputs.report.evaluation import evaluation_sentence
from outputs.report.measures import period_words, readers, whole
from outputs.report.origins_of_effect import decided_sentence, pushed_sentence, way_sentence
from outputs.report.outcomes import outcome_sentence
from outputs.report.pictures import first_page_pictures
from outputs.report.risks import warning_sentence
from outputs.report.run import Run
from outputs.results.amounts import amount
from outputs.results.depends_on import candidates, drivers
from outputs.results.numbers import percent
from outputs.results.outcomes import HEADLINES, Outcome, few_note, unit

MOST = 3
"""Outcomes in the headline."""
_MAIN = ("fdi", "visitors")
"""Outcomes that the first sentence tells with level, effect and interval; the others as shares."""
_SHORT = {
    "fdi": ("FDI", "外资"),
    "goods-trade": ("goods trade", "货物进出口"),
    "services-trade": ("services trade", "服务进出口"),
    "visitors": ("overnight visitors from abroad", "入境过夜游客"),
    "spending": ("visitor spending", "入境游客消费"),
}


def answer(run: Run) -> Section:
    """The first page: headline, three to seven sentences, a strip of intervals, a bar of where the effect comes from."""
    effects = {outcome.key: whole(run, outcome) for outcome in HEADLINES}
    strip, *others = first_page_pictures(run)
    blocks: list[Block] = [
        Paragraph(headline(run, effects), "headline"),
        strip,  # before the sentences, so that it stands on the first page whatever their length
        Bullets(tuple(_sentences(run, effects))),
        *others,
    ]
    return Section("answer", run.pick("Main findings", "主要结论"), tuple(blocks))


def headline(run: Run, effects: dict[str, Effect]) -> str:
    """What happens, in one line: the clear effects, rounded to two digits, and the cost."""
    clear = [outcome for outcome in _by_size(effects) if effects[outcome.key].clear][:MOST]
    told = [_in_headline(run, outcome, effects[outcome.key]) for outcome in clear]
    when, cost = period_words(run), _cost_in_headline(run)
    if told:
        return run.pick(
            f"Over {when}, against the counterfactual: {', '.join(told)}{f'; {cost}' if cost else ''}",
            f"与对照情景相比，{when}累计{'、'.join(told)}{f'；{cost}' if cost else ''}",
        )
    ways = {one.direction for one in effects.values()}
    if ways == {NOTHING}:
        text = run.pick("none of the main outcomes differs from the counterfactual", "各项主要结果与对照情景均无差别")
    elif ways <= {NOTHING, SMALL}:
        text = run.pick("hardly any change in the main outcomes", "各项主要结果均无明显变化")
    else:
        text = run.pick("no main outcome clearly rises or falls", "各项主要结果增减尚难判断")
    return run.pick(f"Over {when}: {text}{f'; {cost}' if cost else ''}", f"{when}，{text}{f'；{cost}' if cost else ''}")


def _by_size(effects: dict[str, Effect]) -> list[Outcome]:
    """FDI and visitors first, which the plan is about, then the others by the size of their change."""
    others = [outcome for outcome in HEADLINES if outcome.key not in _MAIN]
    others.sort(
        key=lambda outcome: -abs(effects[outcome.key].change) if math.isfinite(effects[outcome.key].change) else 0
    )
    return [*(outcome for outcome in HEADLINES if outcome.key in _MAIN), *others]


def _in_headline(run: Run, outcome: Outcome, effect: Effect) -> str:
    decimals = min(effect.decimals, two_digits(effect.mean))
    size = amount(abs(effect.mean), decimals, unit(run.dataset, outcome, run.lang), run.lang)
    en, zh = _SHORT[outcome.key]
    if run.lang == "zh":
        return f"{zh}{'增加' if effect.direction == RISE else '减少'}约{size}"
    less = "fewer" if outcome.key == "visitors" else "less"
    return f"about {size} {'more' if effect.direction == RISE else less} {en}"


def _cost_in_headline(run: Run) -> str:
    _, total = cost_parts(run)
    if total <= 0:
        return ""
    text = money(total, readers(run, "fiscal_cost"), run.lang)
    return run.pick(f"public cost about {text}", f"财政成本约{text}")


def _sentences(run: Run, effects: dict[str, Effect]) -> Iterator[str]:
    """Five sentences or so: how much, by which way, who decides, at what cost and risk, how sure."""
    between = run.pick(" ", "")
    yield from evaluation_sentence(run)
    yield how_much(run, effects)
    yield from way_sentence(run, effects)
    yield from decided_sentence(run, effects)
    yield run.pick("Cost and risk: ", "代价与风险：") + cost_sentence(run) + between + warning_sentence(run)
    yield _how_sure(run, effects) + between + pushed_sentence(run, effects)


def how_much(run: Run, effects: dict[str, Effect]) -> str:
    """The two outcomes that the plan is about in full, the others as shares."""
    main = [outcome_sentence(run, outcome) for outcome in HEADLINES if outcome.key in _MAIN]
    others = [_in_short(run, outcome, effects[outcome.key]) for outcome in HEADLINES if outcome.key not in _MAIN]
    told = run.pick("Of the others: " + "; ".join(others) + ".", "其他结果：" + "，".join(others) + "。")
    return run.pick("How much: ", "效果：") + run.pick(" ", "").join([*main, told])


def _in_short(run: Run, outcome: Outcome, effect: Effect) -> str:
    name = run.pick(*_SHORT[outcome.key])
    words = {
        NOTHING: ("no difference", "无差别"),
        SMALL: ("hardly any change", "无明显变化"),
        UNSETTLED: ("direction not settled", "增减尚难判断"),
    }
    if effect.direction in words:
        return f"{name}{run.pick(' ', '')}{run.pick(*words[effect.direction])}"
    share = percent(abs(effect.change), lang=run.lang) if math.isfinite(effect.change) else ""
    way = run.pick(*{RISE: ("up", "增加"), FALL: ("down", "减少")}[effect.direction])
    return f"{name}{run.pick(' ', '')}{way}{run.pick(' ', '')}{share}".rstrip()


def _how_sure(run: Run, effects: dict[str, Effect]) -> str:
    """How many members agree on the sign, what the effects depend on most, and a word where members are few."""
    signs = []
    for key in _MAIN:
        one = effects[key]
        if one.direction not in (NOTHING, SMALL) and not one.alone:  # of hardly any change the sign says nothing
            share = max(one.above, 1 - one.above)
            agree = percent(share, lang=run.lang) + run.pick("", "的") if share < 1 else run.pick("all", "所有")
            gain = one.above >= 0.5
            signs.append(
                run.pick(
                    f"{_SHORT[key][0]} {'rise' if gain else 'fall'}{'s' * (key != 'visitors')} in {agree} of them",
                    f"{agree}模拟中{_SHORT[key][1]}{'增加' if gain else '减少'}",
                )
            )  # fmt: skip
    text = run.pick(
        f"How sure: {run.members} runs with different assumptions and luck{'; ' if signs else ''}{' and '.join(signs)}.",
        f"把握程度：共模拟{run.members}次，各次的参数与随机因素不同{'；' if signs else ''}{'，'.join(signs)}。",
    )
    if few := few_note(run.members, run.lang):
        return text + run.pick(" ", "") + few
    return text + _strongest(run)


def _strongest(run: Run) -> str:
    """The one number that the effects on FDI and on visitors depend on most, where one stands out."""
    among = candidates(run.dataset)
    if among is None:
        return ""
    told = []
    for outcome in HEADLINES:
        if outcome.key in _MAIN and (found := drivers(run.dataset, outcome, among)):
            en, zh = _SHORT[outcome.key]
            told.append(
                run.pick(
                    f"{en} on {found[0].name_en[0].lower() + found[0].name_en[1:]}", f"{zh}取决于{found[0].name_zh}"
                )
            )
    if not told:
        return run.pick(
            " No single assumption among those drawn stands out.", "所抽取的各项参数中没有单独起决定作用的。"
        )
    return run.pick(f" They depend most: {'; '.join(told)}.", f"影响最大的因素：{'，'.join(told)}。")
