"""What a search found, in sentences: the answer, how sure it is, where it fails, what would change it."""

import numpy as np

from common.text import pick
from outputs.figures.findings import inside
from outputs.results.numbers import fitting, negligible, number, percent, places
from outputs.results.outcomes import interval_name, quantiles
from outputs.search.search_numbers import amount, counted, in_words, money, named_plan, scaled, short
from outputs.search.search_result import BoxShown, LimitShown, SearchResult, WantShown
from outputs.search.search_tables import added

NOISE = 0.1
"""A box counts as one only where fewer shuffled searches than this share find one as good."""
SAME = 1e-3
"""Share of an effect within which two plans bring the same."""
SURE, CHANCE = 2.0, 0.05
"""Standard errors beyond which a gain counts as one, and the chance under which a count of worlds does."""
OVER = 0.005
"""Share of the budget by which a mean cost may pass it without a word."""


def answer(found: SearchResult, lang: str) -> list[str]:
    """What to do, what it brings, and how far it is ahead of the next."""
    if not found.finalists:
        return [pick(lang, "No plan that was run keeps the limits.", "运行过的方案都不满足约束。")]
    best = found.plans[found.finalists[0]]
    span = interval_name(len(found.worlds), lang)
    brought = [
        f"{inside(want.title.of(lang), lang)} {amount(best.effects[want.key], want, lang)}" for want in found.wants
    ]
    told = [
        pick(
            lang,
            f"For {money(found.budget, 'en')} the best plan that was found ({best.name}) takes {len(best.options)} measures and costs "
            f"{money(float(best.cost.mean()), 'en')}; it brings {'; '.join(brought)} (mean and {span} of {len(found.worlds)} worlds that chose nothing).",
            f"预算为{money(found.budget, 'zh')}时，找到的最好方案（{best.name}）采用{len(best.options)}项措施，成本{money(float(best.cost.mean()), 'zh')}，"
            f"带来{'；'.join(brought)}（{len(found.worlds)}个未参与选择的外部环境中的均值与{span}）。",
        )
    ]
    over = float(best.cost.mean()) - found.budget
    if over > OVER * found.budget:
        error = float(best.cost.std(ddof=1) / np.sqrt(len(best.cost))) if len(best.cost) > 1 else float("nan")
        told.append(
            pick(
                lang,
                f"Its cost kept the budget in the runs that chose it; in the fresh worlds its mean is {money(over, 'en')} above it (standard error {money(error, 'en')}).",
                f"在参与选择的运行中成本未超预算；在未参与选择的外部环境中，平均超出{money(over, 'zh')}（标准误{money(error, 'zh')}）。",
            )
        )
    for want, value in zip(found.wants, best.wanted, strict=True):
        if want.of != "mean":
            size = in_words(value, want, lang)
            told.append(pick(lang, f"{counted(want, 'en')}: {size}.", f"{counted(want, 'zh')}：{size}。"))
    return told + ahead(found, lang)


def ahead(found: SearchResult, lang: str) -> list[str]:
    """In how many worlds the best plan is ahead of the next one."""
    told: list[str] = []
    if len(found.finalists) < 2:
        return told
    first, second = (found.plans[place] for place in found.finalists[:2])
    for want in found.wants:
        apart = first.effects[want.key] - second.effects[want.key]
        lead = next((one for one in found.leads if one.want == want.key), None)
        ends = (*map(float, quantiles(apart, (0.1, 0.9))), float(apart.mean()))
        if np.abs(apart).max() <= SAME * np.abs(first.effects[want.key]).max() or negligible(want.level, *ends):
            told.append(
                pick(
                    lang,
                    f"{want.title.en}: the next plan ({second.name}) brings the same.",
                    f"{want.title.zh}：次优方案（{second.name}）效果相同。",
                )
            )
            continue
        error = apart.std(ddof=1) / np.sqrt(len(apart)) if len(apart) > 1 else np.inf
        difference, error = (float(apart.mean()), error) if lead is None else (lead.difference, lead.error)
        factor, unit = scaled(want, lang, difference)
        mean = difference * factor
        sized = number(mean, places(0, 2 * error * factor, mean) if error else 0, signed=True)
        seldom = lead is None and _seldom(int((apart > 0).sum()), len(apart))  # worlds ahead say nothing of a tail
        clear = abs(difference) > SURE * error or seldom
        told.append(
            pick(
                lang,
                f"{counted(want, 'en')}: {sized} {unit} against the next plan ({second.name}), ahead in {int((apart > 0).sum())} of {len(found.worlds)} worlds"
                + ("." if clear else "; the two cannot be told apart."),
                f"{counted(want, 'zh')}：与次优方案（{second.name}）相差{sized}{unit}，在{len(found.worlds)}个外部环境中的{int((apart > 0).sum())}个领先"
                + ("。" if clear else "；两者难分高下。"),
            )
        )
    return told


def _seldom(ahead_in: int, worlds: int) -> bool:
    """Whether two equal plans would seldom differ in this many of them: a sign test, one in twenty."""
    from scipy.stats import binomtest

    return float(binomtest(ahead_in, worlds).pvalue) < CHANCE


def trust(found: SearchResult, lang: str) -> list[str]:
    """How well the stand-in tells plans that it has not seen, how alike members and seeds are, and what chance promised."""
    told = []
    for fit in found.fits:
        told.append(
            pick(
                lang,
                f"{fit.title.en}: the stand-in explains {_explained(fit.explained, 'en')} of the differences between plans that it had not seen.",
                f"{fit.title.zh}：对未用于拟合的方案，代理模型解释了方案间差异的{_explained(fit.explained, 'zh')}。",
            )
        )
    if not found.trusted:
        told.append(
            pick(
                lang,
                "That is less than 80 % for a wanted outcome: plans were not taken from the stand-in but put together from the best that were run.",
                "某项目标低于80%：方案不是由代理模型给出，而是由运行过的较好方案重新组合而成。",
            )
        )
    known = [share for share in found.same_luck if np.isfinite(share)]
    if known:
        told.append(
            pick(
                lang,
                f"Two members rank plans alike with a correlation of {', '.join(number(one, 2) for one in known)} (in the order of the wants).",
                f"两个样本对方案的排序相关系数为{'、'.join(number(one, 2) for one in known)}（依次对应各项目标）。",
            )
        )
    if np.isfinite(found.agreement).all():
        least = min(found.agreement)
        told.append(
            pick(
                lang,
                f"Two seeds: the best plan by one of them keeps at least {percent(least)} of what the other's best plan brings there.",
                f"两组随机种子：按其中一组选出的最好方案，在另一组中至少能达到该组最好方案的{percent(least, lang='zh')}。",
            )
        )
    for k, want in enumerate(found.wants):
        if found.front and found.front[-1].promised[k]:
            point = found.front[-1]
            promised, real = (in_words(one, want, lang) for one in (point.promised[k], point.found[k]))
            name = found.plans[point.plan].name
            told.append(
                pick(
                    lang,
                    f"{counted(want, 'en')}: the runs that chose the plan of the full budget ({name}) promised {promised}, fresh runs found {real}.",
                    f"{counted(want, 'zh')}：对全部预算的方案（{name}），参与选择的运行给出{promised}，未参与选择的运行为{real}。",
                )
            )
    return told


def _explained(share: float, lang: str) -> str:
    """A share as a percentage; no stand-in explains all, and rounding does not say so."""
    told = percent(max(share, 0.0), lang=lang)
    whole = percent(1.0, lang=lang)
    return pick(lang, f"more than {percent(0.99)}", f"{percent(0.99, lang='zh')}以上") if told == whole else told


def failed(found: SearchResult, lang: str) -> list[str]:
    """How many members failed and are left out, and why the first did; nothing where none failed."""
    if not found.failed:
        return []
    first, many = found.failed[0], len(found.failed)
    return [
        pick(
            lang,
            f"{many} member{'s' * (many > 1)} failed and {'are' if many > 1 else 'is'} left out for all plans; the first, seed {first.seed}, "
            f"member {first.member}: {first.why}. All are in failed.csv.",
            f"{many}个样本失败，对所有方案均不计入；首个为种子{first.seed}的样本{first.member}：{first.why}。全部列于 failed.csv。",
        )
    ]


def more_money(found: SearchResult, lang: str) -> list[str]:
    """What one million more brings at the least and at the full budget."""
    told = []
    for k, want in enumerate(found.wants):
        unit = want.unit(lang)
        ends = [point for point in (found.front[:1] + found.front[-1:]) if np.isfinite(point.slopes[k])]
        if len(ends) == 2 and ends[0].budget < ends[1].budget:
            sized = []
            for point in ends:
                brought = 100 * point.slopes[k]
                of = unit if want.of == "share_reaching" else fitting(unit, brought * unit.factor, least=1)
                sized.append(f"{short(brought * of.factor, 2)}{pick(lang, ' ', '')}{of.name}")
            told.append(
                pick(
                    lang,
                    f"{want.title.en}: 100 million CNY more bring about {sized[0]} at {money(ends[0].budget, 'en')} and {sized[1]} at {money(ends[1].budget, 'en')} (by the stand-in).",
                    f"{want.title.zh}：每增加1亿元，在{money(ends[0].budget, 'zh')}处约带来{sized[0]}，在{money(ends[1].budget, 'zh')}处约{sized[1]}（按代理模型）。",
                )
            )
    return told


def rights(found: SearchResult, lang: str) -> list[str]:
    """What the rights would add that others must grant, at the same budget, world by world."""
    told = []
    for right in found.rights:
        parts = []
        for want in found.wants:
            more = added(found, right.plan, want.key)
            unit = fitting(want.unit(lang), float(more.mean()) * want.unit(lang).factor, least=1)
            error = more.std(ddof=1) / np.sqrt(len(more)) * unit.factor if len(more) > 1 else float("nan")
            mean = float(more.mean()) * unit.factor
            decimals = places(0, 2 * error, mean) if np.isfinite(error) and error else 0
            parts.append(
                f"{inside(want.title.of(lang), lang)} {number(mean, decimals, signed=True)} ± {number(error, decimals)}{pick(lang, ' ', '')}{unit.name}"
            )
        best = found.plans[found.finalists[0]].cost if found.finalists else 0.0
        more_cost = float((found.plans[right.plan].cost - best).mean())
        dearer = pick(
            lang,
            f"costs {money(abs(more_cost), 'en')} {'more' if more_cost >= 0 else 'less'}",
            f"成本{'多' if more_cost >= 0 else '少'}{money(abs(more_cost), 'zh')}",
        )
        told.append(
            pick(
                lang,
                f"{right.title.en} (decided by: {right.decided_by}), at the same budget: {'; '.join(parts)}; {dearer}.",
                f"{right.title.zh}（{DECIDED.get(right.decided_by, right.decided_by)}决定），预算不变：{'；'.join(parts)}；{dearer}。",
            )
        )
    return told


DECIDED = {"city": "市", "province": "省", "national": "国家"}


def reaching(found: SearchResult, lang: str) -> list[str]:
    """The cheapest plan that reaches what was asked, or how near the best one comes."""
    reach = found.reach
    if reach is None or not reach.plans:
        return []
    unit = reach.want.unit(lang)
    wanted = short(reach.amount * unit.factor)
    enough = [k for k, share in enumerate(reach.reached) if share >= reach.share]
    k = enough[0] if enough else int(np.argmax(reach.reached))
    plan = found.plans[reach.plans[k]]
    cost, share = money(float(plan.cost.mean()), lang), percent(reach.reached[k], lang=lang)
    if enough:
        return [
            pick(
                lang,
                f"{reach.want.title.en}, {wanted} {unit.name} in {percent(reach.share)} of worlds: the cheapest plan that was found ({plan.name}) costs {cost} and reaches it in {share} of the fresh worlds.",
                f"{reach.want.title.zh}{wanted}{unit.name}，在{percent(reach.share, lang='zh')}的外部环境中达到：找到的最省方案（{plan.name}）成本{cost}，在未参与选择的外部环境中有{share}达到。",
            )
        ]
    return [
        pick(
            lang,
            f"No plan that was run reaches {wanted} {unit.name} ({inside(reach.want.title.en, 'en')}) in {percent(reach.share)} of worlds; {plan.name} ({cost}) comes nearest with {share}.",
            f"运行过的方案都未能在{percent(reach.share, lang='zh')}的外部环境中达到{reach.want.title.zh}{wanted}{unit.name}；最接近的{named_plan(plan.name, 'zh')}成本{cost}，为{share}。",
        )
    ]


def boxes(found: SearchResult, lang: str) -> list[str]:
    """In which worlds the best plan falls short, one sentence a want; that it is not known where it may be noise."""
    told = []
    for want in found.wants:
        box = next((one for one in found.boxes if one.want == want.key), None)
        if box is None or box.p > NOISE:
            told.append(
                pick(
                    lang,
                    f"{want.title.en}: no limits tell the worlds in which the plan falls short better than chance does.",
                    f"{want.title.zh}：哪些外部环境下方案效果偏低，找不到优于随机划分的识别条件。",
                )
            )
        else:
            told.append(_box(box, want, lang))
    return told


def _box(box: BoxShown, want: WantShown, lang: str) -> str:
    unit = want.unit(lang)
    least = short(box.threshold * unit.factor)
    limits = [_limit(limit, lang) for limit in box.limits]
    inside_share, cover, usual = (percent(one, lang=lang) for one in (box.density, box.coverage, box.usual))
    return pick(
        lang,
        f"{want.title.en}: the plan brings less than {least} {unit.name} in {inside_share} of the worlds with {' and '.join(limits)} (in {usual} of all worlds); {cover} of all such worlds lie there.",
        f"{want.title.zh}：在{'、且'.join(limits)}的外部环境中，有{inside_share}效果低于{least}{unit.name}（全部外部环境中为{usual}）；效果偏低的外部环境有{cover}在其中。",
    )


def _limit(limit: LimitShown, lang: str) -> str:
    name = inside(limit.title.of(lang), lang)
    if limit.cases:
        cases = [case.of(lang).lower() if lang == "en" else case.zh for case in limit.cases]
        return pick(lang, f"“{name}: {' or '.join(cases)}”", f"“{name}：{'或'.join(cases)}”")
    low, high = (format(one, ".3g") for one in (limit.low, limit.high))
    if np.isfinite(limit.low) and np.isfinite(limit.high):
        return pick(lang, f"“{name}” between {low} and {high}", f"“{name}”在{low}至{high}之间")
    if np.isfinite(limit.low):
        return pick(lang, f"“{name}” of {low} or more", f"“{name}”不低于{low}")
    return pick(lang, f"“{name}” of {high} or less", f"“{name}”不高于{high}")


def finding_out(found: SearchResult, lang: str) -> list[str]:
    """Whether any number is worth finding out before deciding among the finalists."""
    told = []
    for want in found.wants:
        rows = [row for row in found.worths if row.want == want.key]
        sure = [row for row in rows if row.sure]
        unit = want.unit(lang)
        if sure:
            row = sure[0]
            size = short(row.gain * unit.factor, 2)
            told.append(
                pick(
                    lang,
                    f"{want.title.en}: knowing “{row.title.en}” before deciding among the finalists would be worth {size} {unit.name}.",
                    f"{want.title.zh}：决定前若能知道“{row.title.zh}”，在入选方案之间选择可多得{size}{unit.name}。",
                )
            )
        else:
            told.append(
                pick(
                    lang,
                    f"{want.title.en}: among the finalists, no single number would be worth finding out before deciding, beyond what chance gives to the best of all numbers.",
                    f"{want.title.zh}：在入选方案之间，没有哪个数值得在决定前先弄清（均未超出偶然所及）。",
                )
            )
    return told


def together(found: SearchResult, lang: str) -> str:
    """How many measures are in every good plan, in some, in none."""
    shares = list(found.share_of_good().values())
    every, none = sum(share == 1 for share in shares), sum(share == 0 for share in shares)
    return pick(
        lang,
        f"Of {len(shares)} measures that may be chosen, {every} are in every one of {len(found.good)} good plans (within 5 % of the best), {len(shares) - every - none} in some, {none} in none.",
        f"可选的{len(shares)}项措施中，{every}项在全部{len(found.good)}个较好方案（与最好方案相差5%以内）中都有，{len(shares) - every - none}项只在部分方案中，{none}项都没有。",
    )
