"""The search itself: screen, fit, propose, verify, choose, and at last worlds that have chosen nothing.

Plans are compared member by member on the same luck. Each stage rests on runs that are kept by what they depend on, so
that the same question takes the same course however often it is interrupted and however many processes do the work.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from scenarios.searching.programme import Limit, Programme, best, cheapest, different
from scenarios.searching.question import Measure, Measured, Question
from scenarios.searching.space import allowed
from scenarios.searching.surrogate import Surrogate, combined, fit

ENOUGH = 0.8
"""Share of the variance between plans that the stand-in must explain for its programmes to be trusted."""
NEAR = 0.05
"""Share of the best value that a different plan may be short of it."""
SCREEN, VERIFY, CHOOSE, STRESS = "screen", "verify", "choose", "stress"
STAGES = (SCREEN, VERIFY, CHOOSE, STRESS)


@dataclass(frozen=True)
class FrontPoint:
    """The best plan of a budget.

    ``promised`` is its value by the runs that chose it, ``found`` by fresh ones, both by want (numbers in the unit of
    the results file); ``budget`` in million CNY; ``plan`` its place among the final plans.
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
        surrogates: the stand-ins by want, fitted to all members, and of the cost last.
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
    by_seed: np.ndarray
    agreement: tuple[float, float]
    screened: np.ndarray
    measured: Measured
    good: np.ndarray
    trusted: bool
    slopes: tuple[tuple[float, ...], ...]
    same_luck: tuple[float, ...]


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
        self.runs = more if not self.runs else [_joined(a, b) for a, b in zip(self.runs, more, strict=True)]
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

    def fitted(self, seeds: Sequence[int] = (0, 1)) -> tuple[list[Surrogate], Surrogate]:
        """Fit the stand-ins of all wants, and of the cost."""
        values = [fit(self.space, self.plans, self.mean(want.key, seeds)) for want in self.asked.measured]
        known = np.array([option.known_cost for option in self.space.options])
        rest = fit(self.space, self.plans, self.mean("cost", seeds) - self.plans @ known, straight=True)
        return values, replace(rest, own=rest.own + known)

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

    def mixes(self, values: Sequence[Surrogate], cost: Surrogate) -> list[Surrogate]:
        """Return the stand-ins to be made large: all wants together, and each alone where there are several."""
        wants = len(self.asked.wants)
        tops = [self.top(value, cost) for value in values[:wants]]
        weights = [want.weight / top for want, top in zip(self.asked.wants, tops, strict=True)]
        return [combined(values[:wants], weights), *(values[:wants] if wants > 1 else ())]

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

    def proposed(self, values: Sequence[Surrogate], cost: Surrogate) -> np.ndarray:
        """Return plans to verify: the best of each budget and mix, and different ones at the full budget."""
        found = []
        mixes = self.mixes(values, cost)
        for budget in self.budgets():
            found += [best(self.programme(mix, cost, budget * self.spare)) for mix in mixes]
        found += different(
            self.programme(mixes[0], cost, self.asked.budget * self.spare), self.asked.sizes.alternatives, NEAR
        )
        return np.array([plan for plan in found if plan is not None]).reshape(-1, len(self.space.options))

    # -- the course ----------------------------------------------------------------------------------------------------

    def _enough(self, values: Sequence[Surrogate]) -> bool:
        """Return, and remember, whether the stand-ins explain enough of every wanted outcome."""
        self.trusted = all(value.explained >= ENOUGH for value in values[: len(self.asked.wants)])
        return self.trusted

    def answer(self) -> Answer:
        asked, sizes = self.asked, self.asked.sizes
        self.add(self.space.random(sizes.screened, asked.seed), SCREEN)
        self._limits = self.limits()
        screened = len(self.plans)
        values, cost = self.fitted()
        trusted = self._enough(values)
        for _ in range(2):
            before = len(self.plans)
            self.add(self.proposed(values, cost) if trusted else self._recombined(values, cost, before), VERIFY)
            values, cost = self.fitted()
            trusted = self._enough(values)  # more runs may make it good enough
            self._limits = self.limits()
            self.spare = self._spare(before, cost)
        value = self.value(values, cost)
        chosen = self.chosen(value)
        fronts = self.front(value)
        rights = self.rights(values, cost) if trusted and not self.open.all() else []  # else not found as the best was
        reaching = self.reaching(values, cost)
        final, places = _distinct(
            [*fronts, *chosen, *(plan for plan, *_ in rights), *reaching], len(self.space.options)
        )
        stressed = self.measure(final, asked.seed + 3, range(sizes.stressed), STRESS)
        at = iter(places)
        points = [(budget, next(at)) for budget, _ in zip(self.budgets()[-len(fronts) :], fronts, strict=True)]
        finalists = list(dict.fromkeys(next(at) for _ in chosen))
        right_places = [(next(at), choice, gain) for _, choice, gain in rights]
        finalists.sort(key=lambda place: -self._score(stressed, place))
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
            (*values, cost),
            seeds,
            agreement,
            self.plans[:screened],
            _joined_members(self.runs, screened),
            _distinct([*self.good(value, values, cost), *chosen], len(self.space.options))[0],
            trusted,
            self.slopes(values, cost),
            tuple(_alike([self._compared(run, want.key)[:screened] for run in self.runs]) for want in asked.measured),
        )

    def value(self, values: Sequence[Surrogate], cost: Surrogate) -> np.ndarray:
        """Return the measured value of each plan so far: its wants in units of the most that the budget can bring."""
        tops = [self.top(value, cost) for value in values]
        self.tops = tops[: len(self.asked.wants)]
        return sum(
            (want.weight / top * self.mean(want.key) for want, top in zip(self.asked.wants, tops, strict=False)),
            np.zeros(len(self.plans)),
        )

    def kept(self, budget: float) -> np.ndarray:
        """Return which plans so far keep a budget, the deciders and the limits, as measured."""
        cost = self.mean("cost")
        inside = (cost <= budget * (1 + 1e-9)) & ~self.plans[:, ~self.open].any(axis=1)
        for place, most in self.asked.risks:
            highest = np.concatenate([run.risks[:, :, place] for run in self.runs], axis=1).mean(axis=1)
            inside &= highest <= most
        return inside

    def good(self, value: np.ndarray, values: Sequence[Surrogate], cost: Surrogate) -> np.ndarray:
        """Return plans at the full budget that are near the best: of those that were run, and by programmes.

        Near is by the stand-in, which has less noise than one plan's runs, where it is trusted, else as measured.
        """
        inside = self.kept(self.asked.budget)
        if not inside.any():
            return self.plans[:0]
        if not self.trusted:
            return self.plans[inside & (value >= (1 - NEAR) * value[inside].max())]
        mix = self.mixes(values, cost)[0]
        told = mix(self.plans)
        more = different(self.programme(mix, cost, self.asked.budget * self.spare), self.asked.sizes.near, NEAR)
        top = max(float(told[inside].max()), *(float(mix(plan)[0]) for plan in more))
        near = self.plans[inside & (told >= (1 - NEAR) * top)]
        return _distinct([*near, *more], len(self.space.options))[0]

    def front(self, value: np.ndarray) -> list[np.ndarray]:
        """Return the best measured plan of each budget, those budgets left out that no plan keeps."""
        found = []
        for budget in self.budgets():
            inside = self.kept(budget)
            if inside.any():
                found.append(self.plans[np.flatnonzero(inside)[value[inside].argmax()]])
        return found

    def chosen(self, value: np.ndarray) -> list[np.ndarray]:
        """Return the finalists at the full budget: rounds of fresh members, in each of which half of the plans stay."""
        inside = np.flatnonzero(self.kept(self.asked.budget))
        order = inside[np.argsort(-value[inside], kind="stable")]
        left = self.plans[order[: self.asked.sizes.alternatives + 3]]
        first, score = 0, np.zeros(len(left))
        for members in self.asked.sizes.chosen:
            if len(left) <= self.asked.sizes.finalists:
                break
            run = self.measure(left, self.asked.seed + 2, range(first, first + members), CHOOSE)
            fresh = sum(
                (
                    want.weight / top * self._compared(run, want.key).sum(axis=1)
                    for want, top in zip(self.asked.wants, self.tops, strict=True)
                ),
                np.zeros(len(left)),
            )
            score = score + fresh
            stay = np.sort(np.argsort(-score, kind="stable")[: max(len(left) // 2, self.asked.sizes.finalists)])
            left, score, first = left[stay], score[stay], first + members
        return list(left[np.argsort(-score, kind="stable")][: self.asked.sizes.finalists])

    def rights(self, values: Sequence[Surrogate], cost: Surrogate) -> list[tuple[np.ndarray, str, float]]:
        """Return the best plans with one more choice that others must decide: plan, choice, and what it adds by the stand-in."""
        mix = self.mixes(values, cost)[0]
        usual = best(self.programme(mix, cost, self.asked.budget * self.spare))
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
            programme = replace(self.programme(mix, cost, self.asked.budget * self.spare), open=more)
            plan = best(programme)
            if plan is not None and plan[closed].any():
                found.append((plan, choice, float(mix(plan)[0]) - worth))
        found.sort(key=lambda one: -one[2])
        return found[: self.asked.sizes.rights]

    def reaching(self, values: Sequence[Surrogate], cost: Surrogate) -> list[np.ndarray]:
        """Return the cheapest plans by the stand-in for the effect to be reached, and for a fifth more."""
        reach = self.asked.reach
        if reach is None:
            return []
        keys = [want.key for want in self.asked.measured]
        value = values[keys.index(reach.want.key)]
        ratio = self._low_ratio(reach.want.key, reach.share)
        found = []
        for more in (1.0, 1.35):
            programme = replace(self.programme(value, cost, np.inf), least=more * reach.amount / max(ratio, 0.05))
            plan = cheapest(programme)
            if plan is not None:
                found.append(plan)
        return found or [plan for plan in [best(self.programme(value, cost, np.inf))] if plan is not None]

    def slopes(self, values: Sequence[Surrogate], cost: Surrogate) -> tuple[tuple[float, ...], ...]:
        """Return what one million CNY more brings of each want at each budget of the front, by the stand-in."""
        wants = len(self.asked.wants)
        mix, step, found = self.mixes(values, cost)[0], 0.05 * self.asked.budget, []
        for budget in self.budgets():
            low, high = (best(self.programme(mix, cost, at)) for at in (budget, budget + step))
            if low is None or high is None:
                found.append((float("nan"),) * wants)
            else:
                found.append(tuple(float(value(high)[0] - value(low)[0]) / step for value in values[:wants]))
        return tuple(found)

    def two_seeds(self) -> tuple[np.ndarray, tuple[float, float]]:
        """Return the best plan by each seed alone, and what it brings by the other seed's stand-in, as a share of its best."""
        found, mixes = [], []
        for seed in (0, 1):
            values, cost = self.fitted((seed,))
            mix = self.mixes(values, cost)[0]
            plan = best(self.programme(mix, cost, self.asked.budget))
            found.append(np.zeros(len(self.space.options), dtype=bool) if plan is None else plan)
            mixes.append(mix)
        shares = [
            float(mixes[other](found[own])[0] / max(float(mixes[other](found[other])[0]), 1e-12))
            for own, other in ((0, 1), (1, 0))
        ]
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

    def _recombined(self, values: Sequence[Surrogate], cost: Surrogate, seed: int) -> np.ndarray:
        """Return plans made of parts of the best that were run, cut to the budget: where the stand-in explains too little."""
        value = self.value(values, cost)
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
                if float(cost(plan)[0]) <= budget:
                    break
                plan[place] = False
            found.append(plan)
        return self.space.mended(np.array(found))

    def _low_ratio(self, key: str, share: float) -> float:
        """Return how much of its mean an effect keeps in all but a share of the members, over all plans that were run."""
        effects = np.concatenate([run.effects[key] for run in self.runs], axis=1)
        by_member = effects.sum(axis=0) / max(abs(float(effects.mean(axis=1).sum())), 1e-12)
        if len(by_member) < 3:
            return float(by_member.min())
        return float(np.quantile(by_member, 1 - share))

    def _score(self, run: Measured, place: int) -> float:
        """Return what is wanted of a plan, as the wants ask for it."""
        return float(
            sum(
                want.weight
                / (1.0 if want.of == "share_reaching" else top)
                * want.statistic(run.effects[want.key][place])
                for want, top in zip(self.asked.wants, self.tops, strict=True)
            )
        )

    def _point(self, budget: float, place: int, plan: np.ndarray, run: Measured) -> FrontPoint:
        at = next(k for k, other in enumerate(self.plans) if np.array_equal(other, plan))
        promised = tuple(float(self.mean(want.key)[at]) for want in self.asked.wants)
        found = tuple(float(run.effects[want.key][place].mean()) for want in self.asked.wants)
        return FrontPoint(float(budget), place, promised, found)

    def _reached(self, run: Measured, places: Sequence[int]) -> tuple[list[int], list[float]]:
        reach = self.asked.reach
        if reach is None:
            return [], []
        order = sorted(places, key=lambda place: float(run.cost[place].mean()))
        return order, [float((run.effects[reach.want.key][place] >= reach.amount).mean()) for place in order]


def _joined(one: Measured, other: Measured) -> Measured:
    """Plans of two runs in the same members, one after the other."""
    effects = {key: np.concatenate([one.effects[key], other.effects[key]]) for key in one.effects}
    steady = {key: np.concatenate([one.steady[key], other.steady[key]]) for key in one.steady}
    cost, risks = np.concatenate([one.cost, other.cost]), np.concatenate([one.risks, other.risks])
    return Measured(effects, cost, risks, one.members, steady)


def _joined_members(runs: Sequence[Measured], plans: int) -> Measured:
    """The first plans of runs with several seeds, members one after the other."""
    effects = {key: np.concatenate([run.effects[key][:plans] for run in runs], axis=1) for key in runs[0].effects}
    cost = np.concatenate([run.cost[:plans] for run in runs], axis=1)
    risks = np.concatenate([run.risks[:plans] for run in runs], axis=1)
    return Measured(effects, cost, risks, tuple(range(cost.shape[1])))


def _alike(runs: Sequence[np.ndarray]) -> float:
    """Return the mean correlation over plans between the effects of two members, (plans, members) by run."""
    effects = np.concatenate(runs, axis=1)
    if effects.shape[1] < 2 or (effects.std(axis=0) == 0).any():
        return float("nan")
    pairs = np.corrcoef(effects.T)[np.triu_indices(effects.shape[1], 1)]
    return float(pairs.mean())


def _distinct(plans: Sequence[np.ndarray], options: int) -> tuple[np.ndarray, list[int]]:
    """Return plans each once, and the place of each that was given."""
    order = list(dict.fromkeys(plan.tobytes() for plan in plans))
    found = np.array([np.frombuffer(plan, dtype=bool) for plan in order]).reshape(len(order), options)
    return found, [order.index(plan.tobytes()) for plan in plans]
