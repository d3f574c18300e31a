"""Plans of a search run in the model: effects against the base on the same luck, in worlds that are spread over cases."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from common.vocabulary import LEVERS
from model.levers.actions import Plan, TaskRun
from scenarios.running import batches
from scenarios.running.ensemble import Progress
from scenarios.running.member import Job, run_pair
from scenarios.running.remembered import Remembered
from scenarios.searching.expected import EXPECTED, OF, run_watched
from scenarios.searching.question import Measured, NoMember, Question
from scenarios.searching.space import Space
from scenarios.searching.worlds import spread

COST = "fiscal_cost"
NOTHING = 1e-9
"""Share of the base's level within which a difference is rounding, or too small to be an effect."""


def joined(base: Plan, space: Space, plan: np.ndarray) -> Plan:
    """Return all that is done: what the base does, and the options that a plan takes, tasks of one date together."""
    taken = [option for option, there in zip(space.options, plan, strict=True) if there]
    parts: dict[str, tuple] = {lever: getattr(base, lever) for lever in LEVERS}
    runs: dict[TaskRun, list[str]] = {}
    for option in taken:
        for lever in LEVERS:
            if lever != "pilot_tasks":
                parts[lever] += getattr(option.plan, lever)
        for run in option.plan.pilot_tasks:
            runs.setdefault(dataclasses.replace(run, tasks=(), label=""), []).extend(run.tasks)
    together = tuple(dataclasses.replace(run, tasks=tuple(tasks)) for run, tasks in runs.items())
    parts["pilot_tasks"] += together
    parts["triggers"] = base.triggers + tuple(trigger for option in taken for trigger in option.plan.triggers)
    return dataclasses.replace(base, **parts)  # the names are those of levers


def beyond(totals: np.ndarray) -> np.ndarray:
    """Return what each plan but the first, the base, brings beyond it, (plans, members) to (plans - 1, members)."""
    change = totals[1:] - totals[:1]
    return np.where(np.abs(change) <= NOTHING * np.abs(totals[:1]), 0.0, change)


class ByBatches:
    """Runs plans for a search, see :data:`scenarios.searching.question.Measure`; what was run is kept in a folder.

    Args:
        job: of the base: its setting, values and posterior.
        base: what the base does.
        asked: the question.
        worlds: cases of the world that members are spread over, by dimension.
        folder: where batches are kept.
        workers: processes.
        progress: gives the function to call while a stage is run.
        cluster: address of a Dask scheduler, in place of processes of this machine.
    """

    def __init__(
        self,
        job: Job,
        base: Plan,
        asked: Question,
        worlds: Mapping[str, Sequence[str]],
        folder: Path,
        workers: int | None = None,
        progress: Callable[[str], Progress] | None = None,
        cluster: str | None = None,
    ) -> None:
        self.job, self.base, self.asked, self.worlds = job, base, asked, worlds
        self.folder, self.workers, self.progress, self.cluster = folder, workers, progress, cluster
        self.failed: dict[tuple[int, int], tuple[str, str]] = {}
        """Members that failed, by seed and number: in which stage first, and why."""
        self.levels: dict[str, float] = {}
        """What the base has of each want, mean over the members of the stage that ran last."""
        self.variables = tuple(dict.fromkeys([*(name for want in asked.measured for name in want.variables), COST]))
        self.steady = [want for want in asked.measured if want.variables == (OF,)]
        if self.steady and (job.pair is run_pair or isinstance(job.pair, Remembered)):
            self.job, self.variables = dataclasses.replace(job, pair=run_watched), (*self.variables, EXPECTED)

    def __call__(self, plans: np.ndarray, seed: int, members: Sequence[int], stage: str) -> Measured:
        """Run plans with a seed in some members; those that fail under any plan are left out for all and remembered.

        Raises:
            NoMember: none finished.
        """
        done = batches.run(
            dataclasses.replace(self.job, seed=seed),
            [self.base, *(joined(self.base, self.asked.space, plan) for plan in plans)],
            members,
            self.variables,
            self.folder,
            worlds=self.worlds_of(seed),
            workers=self.workers,
            cluster=self.cluster,
            progress=None if self.progress is None else self.progress(stage),
        )
        for record in done.failed:
            self.failed.setdefault((seed, record["member"]), (stage, record["why"]))
        if not done.members:
            raise NoMember
        totals = {name: values.sum(axis=-1) for name, values in done.values.items()}
        wanted = {want.key: sum(totals[name] for name in want.variables) for want in self.asked.measured}
        self.levels = {key: float(np.mean(values[0])) for key, values in wanted.items()}
        effects = {key: beyond(values) for key, values in wanted.items()}
        steady = {want.key: beyond(totals[EXPECTED]) for want in self.steady if EXPECTED in totals}
        return Measured(effects, totals[COST][1:] - totals[COST][:1], done.risk[1:].max(axis=2), done.members, steady)

    def worlds_of(self, seed: int) -> tuple[dict[str, str], ...]:
        """Return the worlds that members of a seed meet in turn; none where no dimension varies."""
        if not self.worlds:
            return ()
        sizes, stage = self.asked.sizes, seed - self.asked.seed
        if stage in (0, 1):  # both seeds of the screen together are spread over the cases
            both = spread(self.worlds, 2 * sizes.screen_members, self.asked.seed)
            return both[stage * sizes.screen_members :][: sizes.screen_members]
        return spread(self.worlds, sum(sizes.chosen) if stage == 2 else sizes.stressed, seed)
