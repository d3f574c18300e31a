"""The answer of a search as the records that its tables, figures and report show."""

from collections.abc import Mapping

import numpy as np

from common.text import Text
from common.vocabulary import CASE_WORDS
from model.variables import VARIABLES
from outputs.search.search_result import (
    BoxShown,
    FailedShown,
    FitShown,
    FrontShown,
    LeadShown,
    LimitShown,
    OptionShown,
    PlanShown,
    ReachShown,
    RegretShown,
    RightShown,
    SearchResult,
    WantShown,
    WorthShown,
)
from scenarios.running import fingerprints
from scenarios.searching import boxes
from scenarios.searching.finding_out import worths
from scenarios.searching.measure import ByBatches
from scenarios.searching.question import MEAN, Want
from scenarios.searching.regret import regrets
from scenarios.searching.search_reader import Search
from scenarios.searching.stages import Answer
from scenarios.searching.wanted import seen
from scenarios.searching.world_facts import facts_of_worlds, title_of

WORST = 0.25
"""Share of the worlds that count as those in which a plan falls short, where no effect is to be reached."""
CHANCE = 0.05
"""Chance that the best of all numbers seems worth finding out where none is."""
DRAWN_AGAIN = 500
"""Samples of worlds behind the standard error of what one plan is ahead of another."""
WORTHS = 20
"""Numbers worth finding out that are listed for each want."""


def plan_name(search: str, name: str) -> str:
    """Return the name of a plan's scenario."""
    return f"{search}-{name}"[:64].rstrip("-")


def shown(found: Search, answer: Answer, measure: ByBatches, identity: str, period: Text) -> SearchResult:
    """Return everything that is shown of an answer.

    Args:
        found: the search as it was read.
        answer: what was found.
        measure: what ran the plans, which knows the worlds.
        identity: fingerprint of all that the answer depends on.
        period: the months in words.
    """
    asked, final = answer.question, answer.final
    wants = tuple(_want(want, measure.levels) for want in asked.wants)
    names = _names(answer)
    wanted = [seen(want, final.effects[want.key]) for want in asked.wants]
    plans = tuple(
        PlanShown(
            names[k],
            tuple(map(int, np.flatnonzero(plan))),
            {key: effects[k] for key, effects in final.effects.items()},
            final.cost[k],
            tuple(float(of_plans[k]) for of_plans in wanted),
        )
        for k, plan in enumerate(answer.plans)
    )
    seed = asked.seed + 3
    facts = facts_of_worlds(measure.job, seed, final.members, measure.worlds_of(seed))
    options = tuple(
        OptionShown(one.key, one.choice, one.title, one.decided_by, one.step) for one in asked.space.options
    )
    skipped = len(answer.slopes) - len(answer.front)
    return SearchResult(
        name=found.name,
        title=found.title,
        question=found.question,
        period=period,
        version=fingerprints.version(),
        fingerprint=identity,
        budget=asked.budget,
        deciders=asked.deciders,
        wants=wants,
        options=options,
        plans=plans,
        front=tuple(
            FrontShown(point.budget, point.plan, point.promised, point.found, answer.slopes[k + skipped])
            for k, point in enumerate(answer.front)
        ),
        finalists=answer.finalists,
        rights=tuple(
            RightShown(
                place,
                next(one.name for one in options if one.choice == choice),
                next(one.decided_by for one in options if one.choice == choice),
            )
            for place, choice, _ in answer.rights
        ),
        reach=_reach(answer, measure.levels),
        good=answer.good,
        fits=_fits(answer),
        same_luck=answer.same_luck,
        agreement=answer.agreement,
        trusted=answer.trusted,
        screened=len(answer.screened),
        screen_members=asked.sizes.screen_members,
        worlds=final.members,
        leads=_leads(answer),
        failed=tuple(
            FailedShown(stage, of_seed, member, why)
            for (of_seed, member), (stage, why) in sorted(measure.failed.items())
        ),
        boxes=_boxes(answer, facts) if answer.finalists else (),
        worths=_worths(answer, facts) if answer.finalists else (),
        regrets=_regrets(answer) if answer.finalists else (),
    )


def _want(want: Want, levels: Mapping[str, float]) -> WantShown:
    variable = VARIABLES[want.variables[0]]
    level = levels.get(want.key, 0.0)
    return WantShown(want.key, want.title, variable.key, variable.unit, want.of, want.amount, level)


def _fits(answer: Answer) -> tuple[FitShown, ...]:
    """The stand-ins of means, of what else is wanted, and of the cost."""
    *means, cost = answer.surrogates
    found = [
        FitShown(want.title, mean.explained, mean.error, VARIABLES[want.variables[0]].unit)
        for want, mean in zip(answer.question.measured, means, strict=True)
    ]
    for want, goal in zip(answer.question.wants, answer.goals, strict=True):
        if want.of != MEAN:
            title = Text(f"{want.title.en}, what most worlds exceed", f"{want.title.zh}（多数外部环境超过的值）")
            found.append(FitShown(title, goal.explained, goal.error, VARIABLES[want.variables[0]].unit))
    unit = VARIABLES["fiscal_cost"].unit
    return (*found, FitShown(Text("Public cost", "财政成本"), cost.explained, cost.error, unit))


def _leads(answer: Answer) -> tuple[LeadShown, ...]:
    """How far the best plan is ahead in each want that is no mean: drawn again from the same worlds for its error."""
    if len(answer.finalists) < 2:
        return ()
    found, rng = [], np.random.default_rng([answer.question.seed, len(answer.final.members)])
    for want in answer.question.wants:
        effects = answer.final.effects[want.key][list(answer.finalists[:2])]
        worlds = effects.shape[1]
        again = rng.integers(worlds, size=(DRAWN_AGAIN, worlds))
        if want.of == MEAN:
            continue
        apart = [-float(np.diff(seen(want, one))[0]) for one in (effects, *(effects[:, at] for at in again))]
        found.append(LeadShown(want.key, apart[0], float(np.std(apart[1:], ddof=1))))
    return tuple(found)


def _names(answer: Answer) -> list[str]:
    """Return a name for each final plan: finalists first, then the front by its budget, rights, the reverse question."""
    names: dict[int, str] = {}
    for rank, place in enumerate(answer.finalists, 1):
        names.setdefault(place, "best" if rank == 1 else f"next-{rank - 1}")
    for point in answer.front:
        names.setdefault(point.plan, f"budget-{round(point.budget)}")
    for rank, (place, _, _) in enumerate(answer.rights, 1):
        names.setdefault(place, f"right-{rank}")
    rest = [place for place in answer.reaching if place not in names]
    names |= {place: f"reach-{rank}" for rank, place in enumerate(rest, 1)}
    return [names.get(k, f"plan-{k}") for k in range(len(answer.plans))]


def _reach(answer: Answer, levels: Mapping[str, float]) -> ReachShown | None:
    reach = answer.question.reach
    if reach is None:
        return None
    return ReachShown(_want(reach.want, levels), reach.amount, reach.share, answer.reaching, answer.reached)


def _boxes(answer: Answer, facts: dict[str, np.ndarray]) -> tuple[BoxShown, ...]:
    found, reach = [], answer.question.reach
    for want in answer.question.wants:
        effects = answer.final.effects[want.key][answer.finalists[0]]
        same = reach is not None and reach.want.key == want.key and 0 < (effects < reach.amount).mean() < 1
        threshold = reach.amount if same and reach is not None else float(np.quantile(effects, WORST))
        box = boxes.find(facts, effects < threshold, answer.question.seed)
        if box is not None:
            limits = tuple(
                LimitShown(title_of(one.name), one.low, one.high, tuple(_case(case) for case in one.cases), one.p)
                for one in box.limits
            )
            found.append(BoxShown(want.key, threshold, limits, box.coverage, box.density, box.usual, box.p))
    return tuple(found)


def _case(key: str) -> Text:
    word = next(word for word in CASE_WORDS if word.key == key)
    return Text(word.en, word.zh)


def _worths(answer: Answer, facts: dict[str, np.ndarray]) -> tuple[WorthShown, ...]:
    from scipy.stats import norm

    found = []
    for want in answer.question.wants:
        values = answer.final.effects[want.key][list(answer.finalists)]
        listed = worths(facts, values, answer.question.seed)
        least = float(norm.isf(CHANCE / max(len(listed), 1)))  # the best of many numbers is held to more
        for one in listed[:WORTHS]:
            sure = one.gain > least * one.error > 0
            found.append(WorthShown(want.key, one.name, title_of(one.name), one.gain, one.error, sure))
    return tuple(found)


def _regrets(answer: Answer) -> tuple[RegretShown, ...]:
    found = []
    for want in answer.question.wants:
        values = answer.final.effects[want.key][list(answer.finalists)]
        for place, one in zip(answer.finalists, regrets(values), strict=True):
            found.append(RegretShown(place, want.key, one.mean, one.high, one.most, one.best))
    return tuple(found)
