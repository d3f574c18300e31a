"""Who brings how much: scenarios run again with only some of their levers, each coalition once, and shared out.

The worth of a coalition is what the model gives for it, member by member on the same luck. Of each run only monthly
totals of some variables are kept, in a folder named by the fingerprint of all that the run depends on: the same
coalition is never run twice, whichever question it was first needed for, and an interrupted attribution goes on.
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
from scenarios.attributing import shapley
from scenarios.attributing.coalitions import Player, coalition, players, unlabelled
from scenarios.running import ensemble
from scenarios.running.fingerprints import fingerprint, inputs_fingerprint
from scenarios.running.member import OWN, Job, Pair
from scenarios.running.remembered import not_kept

EXACT_PLAYERS = 6
"""Up to this number of players, every coalition is run; beyond, those that a sample of orders meets."""
PERMUTATIONS = 24
"""Orders of joining in a sample, unless more or fewer are asked for."""
_FOLDER_LETTERS = 24


@dataclasses.dataclass(frozen=True)
class Totals:
    """Runs a pair and keeps only monthly totals of some variables, which take little room."""

    pair: Callable[[Setting, Sequence[Plan], Parameters, Draws], Pair]
    variables: tuple[str, ...]

    def __call__(self, setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> Pair:
        whole = self.pair(setting, plans, parameters, draws)
        return {
            variant: {name: month_total(results[name]) for name in self.variables}
            for variant, results in whole.items()
            if variant != OWN
        }


def month_total(array: np.ndarray) -> np.ndarray:
    """Return a result added up over all but the months, (months,)."""
    return np.asarray(array, dtype=np.float64).reshape(len(array), -1).sum(axis=1)


class Question(NamedTuple):
    """What is to be shared out among whom; ``orders`` is empty where every coalition is run."""

    job: Job
    by: str
    players: tuple[Player, ...]
    variables: tuple[str, ...]
    orders: tuple[tuple[int, ...], ...]

    @property
    def coalitions(self) -> list[int]:
        """The coalitions that must be run, as numbers whose bits are players."""
        return shapley.met(self.orders) if self.orders else shapley.every(len(self.players))

    def plan(self, number: int) -> Plan:
        """What a coalition does."""
        everyone = [player.key for player in self.players]
        inside = [key for k, key in enumerate(everyone) if number >> k & 1]
        return coalition(self.job.counterfactual, self.job.scenario, self.by, inside, everyone)

    def task(self, number: int) -> Job:
        """Return the task of running a coalition; equal plans give equal tasks, whatever names their actions have."""
        plan, job = self.plan(number), self.job
        parts = (job.setting, unlabelled(plan), job.seed, job.overrides, self.variables, job.luck)
        return dataclasses.replace(
            job,
            counterfactual=plan,
            scenario=plan,
            planned=None,
            shapes=tuple((name, ()) for name in self.variables),
            inputs=inputs_fingerprint("coalition", *parts),
            may_be_missing=frozenset(),
            pair=Totals(not_kept(job.pair), self.variables),
        )

    def identity(self, members: int) -> str:
        """Fingerprint of all that the answer depends on."""
        return fingerprint(self.job.inputs, self.by, self.players, self.variables, self.orders, members)


def question(job: Job, by: str, variables: Sequence[str], permutations: int | None = None) -> Question:
    """Who the players are, and which coalitions will tell what each brings.

    Args:
        job: the run that is shared out.
        by: one of :data:`scenarios.attributing.coalitions.BY`.
        variables: results whose totals are shared out.
        permutations: orders of joining in a sample; used with more than :data:`EXACT_PLAYERS` players only.
    """
    found = players(job.counterfactual, job.scenario, by)
    chosen: list[tuple[int, ...]] = []
    if len(found) > EXACT_PLAYERS:
        chosen = shapley.orders(len(found), permutations or PERMUTATIONS, job.seed)
    return Question(job, by, found, tuple(variables), tuple(chosen))


class Attribution(NamedTuple):
    """The shares of each player; arrays are by variable, and players in the order of ``players``."""

    question: Question
    members: tuple[int, ...]
    failed: tuple[dict, ...]
    counterfactual: Mapping[str, np.ndarray]
    """(members, months): what comes when nobody acts."""
    effect: Mapping[str, np.ndarray]
    """(members, months): what everybody together changes."""
    contributions: Mapping[str, np.ndarray]
    """(players, members, months), which add up to the effect."""
    interactions: Mapping[str, np.ndarray]
    """(players, players, members, months)"""
    blocks: Mapping[str, np.ndarray]
    """(blocks, players, months): independent estimates of the mean contribution; none where shares are exact."""
    worth: Mapping[str, np.ndarray]
    """(coalitions, members, months): the level itself under each coalition, in the order of ``question.coalitions``."""


def run(
    asked: Question,
    members: int,
    folder: Path,
    *,
    workers: int | None = None,
    progress: ensemble.Progress | None = None,
) -> Attribution:
    """Run the coalitions that ``folder`` does not hold yet, and share out.

    Args:
        asked: what is to be shared out.
        members: how many members of the ensemble.
        folder: where runs of coalitions are kept, one folder each.
        workers: processes on this machine, default one per core; 1 runs in this process.
        progress: told after each member of each coalition.

    Returns:
        The shares for the members that finished in every coalition; without members where none did.

    Raises:
        KeyboardInterrupt: interrupted; what was finished stays in the folder.
    """
    numbers = asked.coalitions
    done: dict[int, ensemble.Ensemble] = {}
    failed: list[dict] = []
    for count, number in enumerate(numbers):
        job = asked.task(number)
        told = None if progress is None else _counting(progress, count * members, len(numbers) * members, len(failed))
        done[number] = ensemble.run(job, members, folder / job.inputs[:_FOLDER_LETTERS], workers=workers, progress=told)
        failed += done[number].failed
    whole = tuple(sorted(set.intersection(*(set(one.members) for one in done.values()))))
    if not whole:
        return Attribution(asked, (), tuple(failed), {}, {}, {}, {}, {}, {})
    worth = {number: _worth(one, whole, asked.variables) for number, one in done.items()}
    shares = shapley.sampled(worth, asked.orders) if asked.orders else shapley.exact(worth, len(asked.players))
    everyone = (1 << len(asked.players)) - 1

    def each(array: np.ndarray) -> dict[str, np.ndarray]:
        return {name: array[..., k, :, :] for k, name in enumerate(asked.variables)}

    return Attribution(
        asked,
        whole,
        tuple(failed),
        each(worth[0]),
        each(worth[everyone] - worth[0]),
        each(shares.contributions),
        each(shares.interactions),
        {name: array.mean(axis=-2) for name, array in each(shares.blocks).items()},
        each(np.array([worth[number] for number in numbers])),
    )


def _worth(one: ensemble.Ensemble, members: Sequence[int], variables: Sequence[str]) -> np.ndarray:
    """Totals of a coalition, shape (variables, members, months)."""
    loaded = [one.load(member)[VARIANTS[1]] for member in members]
    return np.array([[results[name] for results in loaded] for name in variables])


def _counting(progress: ensemble.Progress, before: int, total: int, failed: int) -> ensemble.Progress:
    return lambda done, _, failing: progress(before + done, total, failed + failing)
