"""Which first: the effect of each of many players alone and left out, and what the first few bring together.

*Alone* is what a player brings where nobody else acts, *left out* what is lost where everybody but it acts. Both are
exact for a member, since all plans of a member run on the same luck; no order of joining is sampled. Their mean is the
player's Shapley share wherever players interact in pairs only: the share is then what it adds alone plus half of each
of its interactions. Only the number of members makes it uncertain.

Plans run side by side in batches, so that what luck and the world alone settle is drawn once for a batch. Each batch
of each member is kept: an interrupted ranking goes on, and more members are added to those that there are.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from common.vocabulary import VARIANTS
from model.draws import Draws
from model.levers.actions import Plan
from model.parameters import Parameters
from model.setting import Setting
from scenarios.attributing.coalition_runs import month_total
from scenarios.attributing.coalitions import Player, coalition, players, unlabelled
from scenarios.running import ensemble
from scenarios.running.fingerprints import fingerprint, inputs_fingerprint
from scenarios.running.member import Job, Pair, plan_names
from scenarios.running.remembered import not_kept

BATCH = 24
"""Plans that run side by side: more share more of the drawing but fill the memory and are lost when interrupted."""
MEMBERS = 6
"""Members unless others are asked for: enough for a standard error, few enough for minutes."""
FIRST = 10
"""How many of the first players are also run together."""
_FOLDER_LETTERS = 24


class RankingQuestion(NamedTuple):
    """Who is ranked, on which results; ``outcomes`` are the results, each a sum of variables, that have a first ten."""

    job: Job
    by: str
    players: tuple[Player, ...]
    variables: tuple[str, ...]
    outcomes: tuple[tuple[str, ...], ...]

    def plan(self, inside: Sequence[str]) -> Plan:
        """What is done when only some players act."""
        everyone = [player.key for player in self.players]
        return coalition(self.job.counterfactual, self.job.scenario, self.by, inside, everyone)

    @property
    def plans(self) -> list[Plan]:
        """Nobody, everybody, each alone, each left out."""
        keys = [player.key for player in self.players]
        alone = [self.plan([key]) for key in keys]
        left_out = [self.plan([other for other in keys if other != key]) for key in keys]
        return [self.plan([]), self.plan(keys), *alone, *left_out]

    def identity(self, members: int) -> str:
        """Fingerprint of all that the answer depends on."""
        return fingerprint(self.job.inputs, "ranking", self.by, self.players, self.variables, self.outcomes, members)


class Ranking(NamedTuple):
    """Effects by variable; arrays are in the unit of the results, months kept."""

    question: RankingQuestion
    members: tuple[int, ...]
    failed: tuple[dict, ...]
    counterfactual: Mapping[str, np.ndarray]
    """(members, months): what comes when nobody acts."""
    effect: Mapping[str, np.ndarray]
    """(members, months): what everybody together changes."""
    alone: Mapping[str, np.ndarray]
    """(players, members, months)"""
    left_out: Mapping[str, np.ndarray]
    """(players, members, months)"""
    together: Mapping[str, np.ndarray]
    """(outcomes, members, months): what the first players of each outcome bring together."""


@dataclasses.dataclass(frozen=True)
class SideBySide:
    """Runs a batch of plans for one member and keeps monthly totals of some variables, (months, plans) each."""

    pair: Callable[[Setting, Sequence[Plan], Parameters, Draws], Pair]
    plans: tuple[Plan, ...]
    variables: tuple[str, ...]

    def __call__(self, setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> Pair:
        whole = self.pair(setting, self.plans, parameters, draws)
        names = plan_names(len(self.plans))
        totals = {key: np.stack([month_total(whole[at][key]) for at in names], axis=1) for key in self.variables}
        return dict.fromkeys(VARIANTS, totals)


def question(job: Job, by: str, variables: Sequence[str], outcomes: Sequence[Sequence[str]]) -> RankingQuestion:
    """Who is ranked.

    Args:
        job: the run whose levers and tasks are ranked.
        by: one of :data:`scenarios.attributing.coalitions.RANKED`.
        variables: results that are kept.
        outcomes: sums of variables by which a first ten is chosen.
    """
    found = players(job.counterfactual, job.scenario, by)
    return RankingQuestion(job, by, found, tuple(variables), tuple(map(tuple, outcomes)))


def run(
    asked: RankingQuestion,
    members: int,
    folder: Path,
    *,
    workers: int | None = None,
    progress: ensemble.Progress | None = None,
) -> Ranking:
    """Run the batches that ``folder`` does not hold yet, then the first few of each outcome together.

    Args:
        asked: who is ranked.
        members: how many members of the ensemble.
        folder: where batches are kept, one folder each.
        workers: processes on this machine, default one per core; 1 runs in this process.
        progress: told after each member of each batch.

    Returns:
        The ranking over the members that finished in every batch; without members where none did.

    Raises:
        KeyboardInterrupt: interrupted; what was finished stays in the folder.
    """
    plans, count = asked.plans, len(asked.players)
    batches = [tuple(plans[k : k + BATCH]) for k in range(0, len(plans), BATCH)]
    total = (len(batches) + 1) * members
    done: list[ensemble.Ensemble] = []
    failed: list[dict] = []

    def played(batch: tuple[Plan, ...]) -> ensemble.Ensemble:
        job, before, failing = _job(asked, batch), len(done) * members, len(failed)

        def told(ready: int, _: int, bad: int) -> None:
            if progress is not None:
                progress(before + ready, total, failing + bad)

        return ensemble.run(job, members, folder / job.inputs[:_FOLDER_LETTERS], workers=workers, progress=told)

    for batch in batches:
        done.append(played(batch))
        failed += done[-1].failed
    whole = _whole(done)
    if not whole:
        return Ranking(asked, (), tuple(failed), {}, {}, {}, {}, {})
    worth = np.concatenate([_worth(one, whole, asked.variables) for one in done], axis=1)
    alone, left_out = worth[:, 2 : 2 + count] - worth[:, :1], worth[:, 1:2] - worth[:, 2 + count :]
    last = played(tuple(asked.plan(_first(asked, alone + left_out, outcome)) for outcome in asked.outcomes))
    failed += last.failed
    both = _whole([*done, last])
    if not both:
        return Ranking(asked, (), tuple(failed), {}, {}, {}, {}, {})
    kept = [whole.index(member) for member in both]
    together = _worth(last, both, asked.variables) - worth[:, :1, kept]

    def each(array: np.ndarray) -> dict[str, np.ndarray]:
        return dict(zip(asked.variables, array, strict=True))

    return Ranking(
        asked,
        both,
        tuple(failed),
        each(worth[:, 0, kept]),
        each(worth[:, 1, kept] - worth[:, 0, kept]),
        each(alone[:, :, kept]),
        each(left_out[:, :, kept]),
        each(together),
    )


def _job(asked: RankingQuestion, batch: tuple[Plan, ...]) -> Job:
    """Return the task of running a batch; equal plans give equal tasks, whatever names their actions have."""
    job = asked.job
    parts = (job.setting, [unlabelled(plan) for plan in batch], job.seed, job.overrides, asked.variables, job.luck)
    return dataclasses.replace(
        job,
        counterfactual=batch[0],
        scenario=batch[-1],
        planned=None,
        shapes=tuple((name, (len(batch),)) for name in asked.variables),
        inputs=inputs_fingerprint("batch", *parts),
        may_be_missing=frozenset(),
        pair=SideBySide(not_kept(job.pair), batch, asked.variables),
    )


def _whole(done: Sequence[ensemble.Ensemble]) -> tuple[int, ...]:
    return tuple(sorted(set.intersection(*(set(one.members) for one in done))))


def _worth(one: ensemble.Ensemble, members: Sequence[int], variables: Sequence[str]) -> np.ndarray:
    """Totals of a batch, shape (variables, plans, members, months)."""
    loaded = [one.load(member)[VARIANTS[1]] for member in members]
    return np.array([[results[name].T for results in loaded] for name in variables]).swapaxes(1, 2)


def _first(asked: RankingQuestion, effects: np.ndarray, outcome: Sequence[str]) -> list[str]:
    """Keys of the first players of an outcome, by their effects (variables, players, members, months)."""
    places = [asked.variables.index(name) for name in outcome]
    sizes = effects[places].sum(axis=(0, 3)).mean(axis=1)
    return [asked.players[k].key for k in np.argsort(-sizes, kind="stable")[:FIRST]]
