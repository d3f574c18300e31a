"""Many plans on the same members: batches of them side by side, of which only monthly totals are kept.

What luck and the world alone settle is drawn once for a batch, and a member's counterfactual is taken from the store
where an earlier batch has left it. Each batch of each member is kept as it is finished: interrupted work goes on, and
neither the number of processes nor the order of the pieces changes a bit.
"""

import dataclasses
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from common.vocabulary import RISKS, VARIANTS
from model.draws import Draws
from model.levers.actions import Plan
from model.parameters import Parameters
from model.setting import Setting
from scenarios.attributing.coalition_runs import month_total
from scenarios.attributing.coalitions import unlabelled
from scenarios.running.ensemble import Outcome, Progress, attempt
from scenarios.running.fingerprints import fingerprint, inputs_fingerprint
from scenarios.running.member import Job, Pair, plan_names
from scenarios.running.member_store import MemberStore, failure
from scenarios.running.remembered import PairFunction, Remembered, not_kept
from scenarios.running.workers import run_all

BATCH = 12
"""Plans that run side by side: more share more of the drawing but fill the memory and are lost when interrupted."""
RISK = "risk"
_FOLDER_LETTERS = 24


@dataclasses.dataclass(frozen=True)
class Batch:
    """Runs plans for one member; keeps monthly totals of some variables, (months, plans), and risks, (months, plans, risks).

    ``worlds`` are cases of the world's dimensions that members meet in turn, in place of the setting's own; none: all
    members meet the setting's.
    """

    pair: PairFunction
    plans: tuple[Plan, ...]
    variables: tuple[str, ...]
    worlds: tuple[Mapping[str, str], ...] = ()

    def __call__(self, setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> Pair:
        if self.worlds and draws.ensemble is not None:
            cases = self.worlds[draws.ensemble[1] % len(self.worlds)]
            setting = dataclasses.replace(setting, world={**setting.world, **cases})
        whole = self.pair(setting, self.plans, parameters, draws)
        names = plan_names(len(self.plans))
        totals = {key: np.stack([month_total(whole[at][key]) for at in names], axis=1) for key in self.variables}
        totals[RISK] = np.stack([np.asarray(whole[at][RISK], dtype=np.float64) for at in names], axis=1)
        return dict.fromkeys(VARIANTS, totals)


class Totals(NamedTuple):
    """What plans gave: ``values`` by variable are (plans, members, months), ``risk`` is (plans, members, months, risks).

    ``members`` are those that finished in every batch; ``failed`` records of the others.
    """

    values: Mapping[str, np.ndarray]
    risk: np.ndarray
    members: tuple[int, ...]
    failed: tuple[dict, ...]


Runner = Callable[[Job, Sequence[Plan], Sequence[int]], Totals]
"""Runs plans in some members of a job; see :func:`run`, whose other arguments are then settled."""


def run(
    job: Job,
    plans: Sequence[Plan],
    members: Sequence[int],
    variables: Sequence[str],
    folder: Path,
    *,
    worlds: Sequence[Mapping[str, str]] = (),
    batch: int = BATCH,
    keeps: bool = False,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
) -> Totals:
    """Run the batches that ``folder`` does not hold yet.

    Args:
        job: setting, seed and values that all plans share.
        plans: what is done under each, at least one; equal plans are run once.
        members: which members.
        variables: results whose monthly totals are kept.
        folder: where batches are kept, one folder each.
        worlds: cases of the world that members meet in turn; none: the setting's own.
        batch: plans that run side by side.
        keeps: whether whole results also go to the store, for plans that somebody may simulate.
        workers: processes on this machine, default one per core; 1 runs in this process.
        cluster: address of a Dask scheduler whose workers have this project's code; then ``workers`` is not used.
        progress: told after each member of each batch.

    Returns:
        The totals of the members that finished in every batch; without members where none did.

    Raises:
        KeyboardInterrupt: interrupted; what was finished stays in the folder.
        UserError: no cluster at ``cluster``, or its workers have other code or data.
    """
    names = [fingerprint(unlabelled(plan)) for plan in plans]
    distinct = dict(zip(names, plans, strict=True))
    different = list(distinct.values())
    jobs = [
        _job(job, tuple(different[k : k + batch]), tuple(variables), tuple(worlds), keeps)
        for k in range(0, len(different), batch)
    ]
    stores = [MemberStore(folder / one.inputs[:_FOLDER_LETTERS], one.inputs) for one in jobs]
    pieces = [(k, member) for member in members for k in range(len(jobs))]
    missing = [(k, member) for k, member in pieces if stores[k].get(member) is None]
    done, failed = len(pieces) - len(missing), list[dict]()
    if progress is not None:
        progress(done, len(pieces), 0)
    with closing(_each(jobs, stores, missing, workers, cluster)) as outcomes:
        for _, _, record in outcomes:
            failed += [record] if record is not None else []
            done += record is None
            if progress is not None:
                progress(done + len(failed), len(pieces), len(failed))
    lost = {record["member"] for record in failed}
    whole = tuple(member for member in members if member not in lost)
    order = [list(distinct).index(name) for name in names]
    return _gathered(stores, whole, tuple(variables), order, tuple(sorted(failed, key=lambda one: one["member"])))


def _each(
    jobs: Sequence[Job],
    stores: Sequence[MemberStore],
    missing: Sequence[tuple[int, int]],
    workers: int | None,
    cluster: str | None,
) -> Generator[Outcome, None, None]:
    """Yield outcomes as pieces end. Pieces of one job go out together, as each piece is sent with its job."""

    def lost(at: int, error: BaseException) -> Outcome:
        k, member = missing[at]
        return member, None, failure(jobs[k], member, error)

    if cluster is None:
        yield from run_all(partial(_attempt, tuple(jobs), tuple(one.folder for one in stores)), missing, workers, lost)
        return
    from scenarios.running.cluster import run_on_cluster

    def lost_there(at: int, error: BaseException) -> tuple[int, Outcome]:
        return missing[at][0], lost(at, error)

    sent = partial(_attempt_there, tuple(_without_store(job) for job in jobs))
    for k, (member, content, record) in run_on_cluster(sent, missing, cluster, lost_there):
        if content is not None:
            stores[k].put_packed(member, content)
        yield member, None, record


def _attempt(jobs: Sequence[Job], folders: Sequence[Path], piece: tuple[int, int]) -> Outcome:
    k, member = piece
    return attempt(jobs[k], folders[k], member)


def _attempt_there(jobs: Sequence[Job], piece: tuple[int, int]) -> tuple[int, Outcome]:
    """The same on a machine that shares no disk with this one: content comes back with the place of its job."""
    k, member = piece
    return k, attempt(jobs[k], None, member)


def _without_store(job: Job) -> Job:
    """Return the job of a batch for machines that do not have this one's store."""
    batch = job.pair
    if not isinstance(batch, Batch) or not isinstance(batch.pair, Remembered):
        return job
    return dataclasses.replace(job, pair=dataclasses.replace(batch, pair=batch.pair.pair))


def _gathered(
    stores: Sequence[MemberStore], members: Sequence[int], variables: Sequence[str], order: Sequence[int], failed: tuple
) -> Totals:
    loaded = [[store.get(member) for store in stores] for member in members]

    def of(name: str) -> np.ndarray:
        """Months, plans, ... of each member, with members first."""
        by_member = [np.concatenate([one[VARIANTS[1]][name] for one in batches if one], axis=1) for batches in loaded]
        return np.array(by_member)

    if not members:
        return Totals(
            {name: np.zeros((len(order), 0, 0)) for name in variables}, np.zeros((len(order), 0, 0, 0)), (), failed
        )
    values = {name: np.moveaxis(of(name), 2, 0)[order] for name in variables}
    return Totals(values, np.moveaxis(of(RISK), 2, 0)[order], tuple(members), failed)


def _job(job: Job, batch: tuple[Plan, ...], variables: tuple[str, ...], worlds: tuple, keeps: bool) -> Job:
    """Return the task of running a batch; equal plans give equal tasks, whatever names their actions have."""
    posterior = () if job.posterior is None else (job.posterior.digest,)
    parts = (job.setting, [unlabelled(plan) for plan in batch], job.seed, job.overrides, variables, list(worlds))
    return dataclasses.replace(
        job,
        counterfactual=batch[0],
        scenario=batch[-1],
        city=None,
        process=None,
        planned=None,
        shapes=(*((name, (len(batch),)) for name in variables), (RISK, (len(batch), len(RISKS)))),
        inputs=inputs_fingerprint("totals", *parts, *posterior),
        may_be_missing=frozenset(),
        pair=Batch(job.pair if keeps else not_kept(job.pair), batch, variables, worlds),
    )
