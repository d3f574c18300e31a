"""The search itself: screen, fit, propose, verify, choose, and at last worlds that have chosen nothing.

Plans are compared member by member on the same luck. Each stage rests on runs that are kept by what they depend on, so
that the same question takes the same course however often it is interrupted and however many processes do the work.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from scenarios.searching.measured import alike, distinct, of_plans, with_members, with_plans
from scenarios.searching.programme import Limit, Programme, best, cheapest, different, near
from scenarios.searching.question import MEAN, P10, SHARE_REACHING, Measure, Measured, Question, Want
from scenarios.searching.space import allowed
from scenarios.searching.surrogate import Surrogate, combined, fit
from scenarios.searching.wanted import estimates, seen

ENOUGH = 0.8
"""Share of the variance between plans that the stand-in must explain for its programmes to be trusted."""
NEAR = 0.05
"""Share of the best value that a different plan may be short of it."""
SCREEN, VERIFY, CHOOSE, STRESS = "screen", "verify", "choose", "stress"
STAGES = (SCREEN, VERIFY, CHOOSE, STRESS)


@dataclass(frozen=True)
class FrontPoint:
    """The best plan of a budget.

    ``promised`` is its value by the runs that chose it, ``found`` by fresh ones, both by want: what is wanted of it, in the
    unit of the results file or as a share of worlds; ``budget`` in million CNY; ``plan`` its place among the final plans.
    """

    budget: float
    plan: int
    promised: tuple[float, ...]
    found: tuple[float, ...]


@dataclass(frozen=True)
class Answer:
    """What a search found.

    Attributes:
        question: what was asked.
        plans: final plans, (plans, options), all run in the same fresh worlds.
        final: what they bring there.
        front: the best plan of each budget, the least first.
        finalists: places of the plans at the full budget, the best first.
        rights: places of plans that also take what others must decide, with the choice that each adds and its value by
            the stand-in beyond the best without it.
        reaching: places of all final plans for the reverse question, the cheapest first; ``reached`` the share of worlds of each.
        surrogates: the stand-ins of mean effects by want, fitted to all members, and of the cost last.
        goals: the stand-ins of what is wanted, by want: those of the means where these are; else of what most worlds exceed.
        by_seed: the best plan at the full budget by each of two seeds alone, (2, options).
        agreement: what each of those two brings by the stand-in of the other seed, as a share of that seed's best.
        screened: plans that were run to fit the stand-in, (plans, options).
        measured: what they brought.
        good: the finalists, and plans that keep the budget within :data:`NEAR` of the best, run or by programme, (plans, options).
        trusted: whether the stand-ins explain enough for their programmes to be used.
        slopes: value of the mix per million CNY more at each front budget, by want, by the stand-in.
        same_luck: correlation over plans of effects between members, by want: how alike members rank plans.
    """

    question: Question
    plans: np.ndarray
    final: Measured
    front: tuple[FrontPoint, ...]
    finalists: tuple[int, ...]
    rights: tuple[tuple[int, str, float], ...]
    reaching: tuple[int, ...]
    reached: tuple[float, ...]
    surrogates: tuple[Surrogate, ...]
    goals: tuple[Surrogate, ...]
    by_seed: np.ndarray
    agreement: tuple[float, float]
    screened: np.ndarray
    measured: Measured
    good: np.ndarray
    trusted: bool
    slopes: tuple[tuple[float, ...], ...]
    same_luck: tuple[float, ...]


class Fitted(NamedTuple):
    """Stand-ins: of mean effects by want (:attr:`Question.measured`), of what is to be made large by want, of the cost, and of
    what the share of worlds exceeds that the reverse question names (None where it is not asked)."""

    means: tuple[Surrogate, ...]
    goals: tuple[Surrogate, ...]
    cost: Surrogate
    reach: Surrogate | None


def search(asked: Question, measure: Measure) -> Answer:
    """Search for the best plans.

    Args:
        asked: the question.
        measure: runs plans in members.

    Returns:
        The answer; its numbers are from worlds that chose nothing.
    """
    return _Search(asked, measure).answer()


class _Search:
    def __init__(self, asked: Question, measure: Measure) -> None:
        self.asked, self.measure, self.space = asked, measure, asked.space
        self.open = allowed(self.space, asked.deciders)
        self.plans = np.zeros((0, len(self.space.options)), dtype=bool)
        self._tops: dict[bytes, float] = {}
        self._scales: dict[str, float] = {}
        self.tops: list[float] = []
        self.trusted = True
        self.spare, self._limits = 1.0, tuple[Limit, ...]()
        self.runs: list[Measured] = []
        """By seed, what the plans so far brought in the members that screen and verify."""

    # -- runs that fit and verify --------------------------------------------------------------------------------------

    def add(self, plans: np.ndarray, stage: str) -> None:
        """Run plans that have not been run in the members of both seeds."""
        known = {plan.tobytes() for plan in self.plans}
        fresh = {plan.tobytes(): plan for plan in plans if plan.tobytes() not in known}
        if not fresh:
            return
        new = np.array(list(fresh.values()), dtype=bool)
        members = range(self.asked.sizes.screen_members)
        more = [self.measure(new, self.asked.seed + k, members, stage) for k in (0, 1)]
        self.runs = more if not self.runs else [with_plans(a, b) for a, b in zip(self.runs, more, strict=True)]
        self.plans = np.concatenate([self.plans, new])

    def mean(self, key: str, seeds: Sequence[int] = (0, 1)) -> np.ndarray:
        """Mean effect of each plan so far on a want, or its cost, over the members of some seeds."""
        if key == "cost":
            return np.concatenate([self.runs[k].cost for k in seeds], axis=1).mean(axis=1)
        return np.concatenate([self._compared(self.runs[k], key) for k in seeds], axis=1).mean(axis=1)

    def _compared(self, run: Measured, key: str) -> np.ndarray:
        """Return the effects by which plans are compared, (plans, members): without the luck of single agents where known.

        They are scaled to drawn effects by one number for all plans and members that screened.
        """
        if key not in run.steady:
            return run.effects[key]
        if key not in self._scales:
            steady = sum(float(one.steady[key].sum()) for one in self.runs)
            drawn = sum(float(one.effects[key].sum()) for one in self.runs)
            self._scales[key] = drawn / steady if steady else 1.0
        return self._scales[key] * run.steady[key]

    def wanted(self, want: Want, seeds: Sequence[int] = (0, 1)) -> np.ndarray:
        """What is wanted of each plan so far, estimated from the members of some seeds."""
        return self._wanted(with_members([self.runs[k] for k in seeds]), want)

    def _wanted(self, run: Measured, want: Want) -> np.ndarray:
        return estimates(want, self._compared(run, want.key), run.effects[want.key])

    def _goal(self, want: Want) -> Want:
        """Return what a programme makes large: a share of worlds is bent, what that share of worlds exceeds is not.

        The share is the largest that a plan within the budget has reached, at most nine tenths.
        """
        if want.of != SHARE_REACHING:
            return want
        inside = self.kept(self.asked.budget)
        share = float(self.wanted(want)[inside].max()) if inside.any() else 0.5
        return replace(want, of=P10, tail=1 - float(np.clip(share, 0.1, 0.9)))

    def fitted(self, seeds: Sequence[int] = (0, 1)) -> Fitted:
        """Fit the stand-ins."""
        means = tuple(fit(self.space, self.plans, self.mean(want.key, seeds)) for want in self.asked.measured)
        goals = tuple(
            mean if want.of == MEAN else fit(self.space, self.plans, self.wanted(self._goal(want), seeds))
            for want, mean in zip(self.asked.wants, means, strict=False)
        )
        known = np.array([option.known_cost for option in self.space.options])
        rest = fit(self.space, self.plans, self.mean("cost", seeds) - self.plans @ known, straight=True)
        reach = self.asked.reach
        low = None if reach is None else replace(reach.want, of=P10, tail=1 - reach.share)
        reached = None if low is None else fit(self.space, self.plans, self.wanted(low, seeds))
        return Fitted(means, goals, replace(rest, own=rest.own + known), reached)

    def limits(self) -> tuple[Limit, ...]:
        """Return linear limits on risks, fitted to the runs so far."""
        found = []
        for place, most in self.asked.risks:
            highest = np.concatenate([run.risks[:, :, place] for run in self.runs], axis=1).mean(axis=1)
            lowest = float(highest.min())
            line = fit(self.space, self.plans, highest - lowest, straight=True)
            found.append(Limit(line.own, line.linear, most - lowest))
        return tuple(found)

    # -- programmes ----------------------------------------------------------------------------------------------------

    def mixes(self, told: Fitted) -> list[Surrogate]:
        """Return the stand-ins to be made large: all wants together, and each alone where there are several."""
        tops = [self.top(mean, told.cost) for mean in told.means[: len(told.goals)]]
        weights = [want.weight / top for want, top in zip(self.asked.wants, tops, strict=True)]
        return [combined(told.goals, weights), *(told.goals if len(told.goals) > 1 else ())]

    def top(self, value: Surrogate, cost: Surrogate) -> float:
        """Return the most that the budget can bring of one outcome, by its stand-in."""
        key = value.own.tobytes() + value.concave.tobytes() + cost.own.tobytes()
        if key not in self._tops:
            plan = best(self.programme(value, cost, self.asked.budget))
            self._tops[key] = 1.0 if plan is None else max(float(value(plan)[0]), 1e-12)
        return self._tops[key]

    def programme(self, value: Surrogate, cost: Surrogate, budget: float) -> Programme:
        return Programme(self.space, value, cost, budget, self.open, self._limits)

    def budgets(self) -> np.ndarray:
        """Budgets of the front, the full one last, million CNY."""
        count = self.asked.sizes.budgets
        return self.asked.budget * (np.arange(1, count + 1) / count)

    def proposed(self, told: Fitted) -> np.ndarray:
        """Return plans to verify: the best of each budget and mix, and different ones at the full budget."""
        found = []
        mixes = self.mixes(told)
        for budget in self.budgets():
            found += [best(self.programme(mix, told.cost, budget * self.spare)) for mix in mixes]
        found += different(
            self.programme(mixes[0], told.cost, self.asked.budget * self.spare), self.asked.sizes.alternatives, NEAR
        )
        return np.array([plan for plan in found if plan is not None]).reshape(-1, len(self.space.options))

    # -- the course ----------------------------------------------------------------------------------------------------

    def _enough(self, told: Fitted) -> bool:
        """Return, and remember, whether the stand-ins explain enough of all that is wanted."""
        self.trusted = all(goal.explained >= ENOUGH for goal in told.goals)
        return self.trusted

    def answer(self) -> Answer:
        asked, sizes = self.asked, self.asked.sizes
        self.add(self.space.random(sizes.screened, asked.seed), SCREEN)
        self._limits = self.limits()
        screened = len(self.plans)
        told = self.fitted()
        trusted = self._enough(told)
        for _ in range(2):
            before = len(self.plans)
            self.add(self.proposed(told) if trusted else self._recombined(told, before), VERIFY)
            told = self.fitted()
            trusted = self._enough(told)  # more runs may make it good enough
            self._limits = self.limits()
            self.spare = self._spare(before, told.cost)
        value = self.value(told)
        chosen = self.chosen(value)
        fronts = self.front(value)
        rights = self.rights(told) if trusted and not self.open.all() else []  # else not found as the best was
        reaching = self.reaching(told)
        final, places = distinct([*fronts, *chosen, *(plan for plan, *_ in rights), *reaching], len(self.space.options))
        stressed = self.measure(final, asked.seed + 3, range(sizes.stressed), STRESS)
        at = iter(places)
        points = [(budget, next(at)) for budget, _ in zip(self.budgets()[-len(fronts) :], fronts, strict=True)]
        finalists = list(dict.fromkeys(next(at) for _ in chosen))
        right_places = [(next(at), choice, gain) for _, choice, gain in rights]
        score = self._sum([seen(want, stressed.effects[want.key]) for want in asked.wants])
        finalists.sort(key=lambda place: -float(score[place]))
        reach_places, reached = self._reached(stressed, range(len(final)))
        seeds, agreement = self.two_seeds()
        return Answer(
            asked,
            final,
            stressed,
            tuple(self._point(budget, place, final[place], stressed) for budget, place in points),
            tuple(finalists),
            tuple(right_places),
            tuple(reach_places),
            tuple(reached),
            (*told.means, told.cost),
            told.goals,
            seeds,
            agreement,
            self.plans[:screened],
            of_plans(with_members(self.runs), slice(screened)),
            distinct([*self.good(value, told), *chosen], len(self.space.options))[0],
            trusted,
            self.slopes(told),
            tuple(alike([self._compared(run, want.key)[:screened] for run in self.runs]) for want in asked.measured),
        )

    def value(self, told: Fitted) -> np.ndarray:
        """Return what is wanted of each plan so far, by its runs."""
        self.tops = [self.top(mean, told.cost) for mean in told.means[: len(self.asked.wants)]]
        return self._score(with_members(self.runs))

    def _score(self, run: Measured) -> np.ndarray:
        """Return what is wanted of plans in one number, (plans,), estimated from a run."""
        return self._sum([self._wanted(run, want) for want in self.asked.wants])

    def _sum(self, wanted: Sequence[np.ndarray]) -> np.ndarray:
        """Add up what is wanted, (plans,) each: in units of the most that the budget can bring of a mean, shares of worlds as
        they are."""
        units = [
            1.0 if want.of == SHARE_REACHING else top for want, top in zip(self.asked.wants, self.tops, strict=True)
        ]
        weights = [want.weight / unit for want, unit in zip(self.asked.wants, units, strict=True)]
        return np.sum([weight * values for weight, values in zip(weights, wanted, strict=True)], axis=0)

    def kept(self, budget: float) -> np.ndarray:
        """Return which plans so far keep a budget, the deciders and the limits, as measured."""
        cost = self.mean("cost")
        inside = (cost <= budget * (1 + 1e-9)) & ~self.plans[:, ~self.open].any(axis=1)
        for place, most in self.asked.risks:
            highest = np.concatenate([run.risks[:, :, place] for run in self.runs], axis=1).mean(axis=1)
            inside &= highest <= most
        return inside

    def good(self, value: np.ndarray, told: Fitted) -> np.ndarray:
        """Return plans at the full budget that are near the best: of those that were run, and by programmes.

        Near is by the stand-in, which has less noise than one plan's runs, where it is trusted, else as measured.
        """
        inside = self.kept(self.asked.budget)
        if not inside.any():
            return self.plans[:0]
        if not self.trusted:
            return self.plans[inside & (value >= near(float(value[inside].max()), NEAR))]
        mix = self.mixes(told)[0]
        by_mix = mix(self.plans)
        more = different(self.programme(mix, told.cost, self.asked.budget * self.spare), self.asked.sizes.near, NEAR)
        top = max(float(by_mix[inside].max()), *(float(mix(plan)[0]) for plan in more))
        close = self.plans[inside & (by_mix >= near(top, NEAR))]
        return distinct([*close, *more], len(self.space.options))[0]

    def front(self, value: np.ndarray) -> list[np.ndarray]:
        """Return the best measured plan of each budget, those budgets left out that no plan keeps."""
        found = []
        for budget in self.budgets():
            inside = self.kept(budget)
            if inside.any():
                found.append(self.plans[np.flatnonzero(inside)[value[inside].argmax()]])
        return found

    def chosen(self, value: np.ndarray) -> list[np.ndarray]:
        """Return the finalists at the full budget: rounds of fresh members, in each of which half of the plans stay.

        Those go first that keep the budget by all runs so far; the others were found by the luck of few.
        """
        inside = np.flatnonzero(self.kept(self.asked.budget))
        left = inside[np.argsort(-value[inside], kind="stable")][: self.asked.sizes.alternatives + 3]
        costs = np.concatenate([run.cost[left] for run in self.runs], axis=1)
        rounds, first = list[Measured](), 0
        for members in self.asked.sizes.chosen:
            if len(left) <= self.asked.sizes.finalists:
                break
            run = self.measure(self.plans[left], self.asked.seed + 2, range(first, first + members), CHOOSE)
            rounds, first, costs = [*rounds, run], first + members, np.concatenate([costs, run.cost], axis=1)
            over = costs.mean(axis=1) > self.asked.budget * (1 + 1e-9)
            order = np.lexsort((-self._score(with_members(rounds)), over))
            stay = order[: max(len(left) // 2, self.asked.sizes.finalists)]
            left, costs, rounds = left[stay], costs[stay], [of_plans(one, stay) for one in rounds]
        return list(self.plans[left[: self.asked.sizes.finalists]])

    def rights(self, told: Fitted) -> list[tuple[np.ndarray, str, float]]:
        """Return the best plans with one more choice that others must decide: plan, choice, and what it adds by the stand-in."""
        mix = self.mixes(told)[0]
        usual = best(self.programme(mix, told.cost, self.asked.budget * self.spare))
        if usual is None:
            return []
        worth = float(mix(usual)[0])
        found = []
        for choice, places in self.space.choices.items():
            closed = [place for place in places if not self.open[place]]
            if not closed:
                continue
            more = self.open.copy()
            more[closed] = True
            programme = replace(self.programme(mix, told.cost, self.asked.budget * self.spare), open=more)
            plan = best(programme)
            if plan is not None and plan[closed].any():
                found.append((plan, choice, float(mix(plan)[0]) - worth))
        found.sort(key=lambda one: -one[2])
        return found[: self.asked.sizes.rights]

    def reaching(self, told: Fitted) -> list[np.ndarray]:
        """Return the cheapest plans by the stand-in for what the share of worlds is to exceed, and for a third more."""
        reach, value = self.asked.reach, told.reach
        if reach is None or value is None:
            return []
        programme = self.programme(value, told.cost, np.inf)
        plans = [cheapest(replace(programme, least=more * reach.amount)) for more in (1.0, 1.35)]
        found = [plan for plan in plans if plan is not None]
        return found or [plan for plan in [best(programme)] if plan is not None]

    def slopes(self, told: Fitted) -> tuple[tuple[float, ...], ...]:
        """Return what one million CNY more brings of the mean of each want at each budget of the front, by the stand-in."""
        means = told.means[: len(self.asked.wants)]
        mix, step, found = self.mixes(told)[0], 0.05 * self.asked.budget, []
        for budget in self.budgets():
            low, high = (best(self.programme(mix, told.cost, at)) for at in (budget, budget + step))
            if low is None or high is None:
                found.append((float("nan"),) * len(means))
            else:
                found.append(tuple(float(mean(high)[0] - mean(low)[0]) / step for mean in means))
        return tuple(found)

    def two_seeds(self) -> tuple[np.ndarray, tuple[float, float]]:
        """Return the best plan by each seed alone, and what it brings by the other seed's stand-in, as a share of its best.

        The share is not a number where that best brings nothing.
        """
        found, mixes = [], []
        for seed in (0, 1):
            told = self.fitted((seed,))
            mix = self.mixes(told)[0]
            plan = best(self.programme(mix, told.cost, self.asked.budget))
            found.append(np.zeros(len(self.space.options), dtype=bool) if plan is None else plan)
            mixes.append(mix)
        shares = []
        for own, other in ((0, 1), (1, 0)):
            top = float(mixes[other](found[other])[0])
            shares.append(float(mixes[other](found[own])[0]) / top if top > 0 else float("nan"))
        return np.array(found), (shares[0], shares[1])

    # -- small parts ---------------------------------------------------------------------------------------------------

    def _spare(self, before: int, cost: Surrogate) -> float:
        """Return the factor on budgets by which proposals whose cost was taken too low, or too high, just keep them."""
        if before == len(self.plans):
            return 1.0
        measured, told = self.mean("cost")[before:], cost(self.plans[before:])
        dear = told >= np.median(told)
        over = float(measured[dear].sum() / max(float(told[dear].sum()), 1e-9))
        return float(np.clip(1 / max(over, 0.5), 0.9, 1.1))

    def _recombined(self, told: Fitted, seed: int) -> np.ndarray:
        """Return plans made of parts of the best that were run, cut to the budget: where the stand-in explains too little."""
        value = self.value(told)
        order = np.argsort(-value / np.maximum(self.mean("cost"), 1e-9), kind="stable")[:12]
        parents = self.plans[np.concatenate([order, np.argsort(-value, kind="stable")[:12]])]
        rng, budgets = np.random.default_rng([self.asked.seed, seed]), self.budgets()
        found = []
        for k in range(self.asked.sizes.budgets + self.asked.sizes.alternatives):
            budget = budgets[min(k, len(budgets) - 1)]
            one, other = parents[rng.permutation(len(parents))[:2]]
            plan = np.zeros(len(one), dtype=bool)
            for places in self.space.choices.values():
                plan[places] = (one if rng.random() < 0.5 else other)[places]
            plan &= self.open
            for place in rng.permutation(np.flatnonzero(plan)):
                if float(told.cost(plan)[0]) <= budget:
                    break
                plan[place] = False
            found.append(plan)
        return self.space.mended(np.array(found))

    def _point(self, budget: float, place: int, plan: np.ndarray, run: Measured) -> FrontPoint:
        at = next(k for k, other in enumerate(self.plans) if np.array_equal(other, plan))
        promised = tuple(float(self.wanted(want)[at]) for want in self.asked.wants)
        found = tuple(float(seen(want, run.effects[want.key])[place]) for want in self.asked.wants)
        return FrontPoint(float(budget), place, promised, found)

    def _reached(self, run: Measured, places: Sequence[int]) -> tuple[list[int], list[float]]:
        reach = self.asked.reach
        if reach is None:
            return [], []
        order = sorted(places, key=lambda place: float(run.cost[place].mean()))
        return order, [float((run.effects[reach.want.key][place] >= reach.amount).mean()) for place in order]
