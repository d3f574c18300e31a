"""Run the members of an ensemble on this machine's processors or on a Dask cluster; what is finished is never lost.

Each member is kept in its own file as soon as it is done, by the process that computed it. Which process that was,
and in which order members end, changes nothing: results are read back in the order of their numbers.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scenarios.running.member import Job, Pair, beside, compute
from scenarios.running.member_store import MemberStore, failure, packed_member
from scenarios.running.workers import run_all

Progress = Callable[[int, int, int], None]
"""Called with members done, members in all, members failed."""
FIRST = 8
"""Members that a first look is taken at, which are run before those that have more to run than both variants."""


@dataclass(frozen=True)
class Ensemble:
    """What an ensemble left in its folder: the members that finished and what is known of those that failed."""

    folder: Path
    inputs: str
    members: tuple[int, ...]
    failed: tuple[dict, ...]

    def load(self, member: int) -> Pair:
        """Return the results of one member.

        Raises:
            OSError: its file is no longer there, or was damaged since it was written.
        """
        store = MemberStore(self.folder, self.inputs)
        pair = store.get(member)
        if pair is None:
            raise OSError(f"{store.path(member)} is no longer there, or was damaged since it was written")
        return pair


def run(
    job: Job,
    members: int | Sequence[int],
    folder: Path,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
    arrived: Callable[[int], None] | None = None,
) -> Ensemble:
    """Run the members that ``folder`` does not hold yet.

    Args:
        job: what the members share.
        members: how many, or which.
        folder: where each member is kept; whole files of the same inputs are taken as they are.
        workers: processes on this machine, default one per core; 1 runs in this process.
        cluster: address of a Dask scheduler whose workers have this project's code; then ``workers`` is not used.
        progress: told after each member.
        arrived: called with each member that is in the folder, as soon as it is.

    Returns:
        What is in the folder when all members have been tried.

    Raises:
        KeyboardInterrupt: interrupted; members finished by then stay in the folder.
        UserError: no cluster at ``cluster``, or its workers have other code or data.
        ModuleNotFoundError: ``cluster`` is given and Dask is not installed.
    """
    wanted = list(range(members)) if isinstance(members, int) else list(members)
    store = MemberStore(folder, job.inputs)
    done: set[int] = set()
    failed: dict[int, dict] = {}

    def report() -> None:
        if progress is not None:
            progress(len(done) + len(failed), len(wanted), len(failed))

    def is_there(member: int) -> None:
        done.add(member)
        if arrived is not None:
            arrived(member)

    for member in wanted:
        if store.get(member) is not None:
            is_there(member)
    report()
    missing = _in_turn(job, [member for member in wanted if member not in done])
    for member in missing:
        store.forget_failure(member)
    with closing(_each(job, missing, folder, workers, cluster)) as outcomes:
        for member, content, record in outcomes:
            if content is not None:
                store.put_packed(member, content)
            if record is None:
                is_there(member)
            else:
                failed[member] = record
                store.fail(member, record)
            report()
    return Ensemble(folder, job.inputs, tuple(sorted(done)), tuple(failed[m] for m in sorted(failed)))


def _in_turn(job: Job, members: list[int]) -> list[int]:
    """The order in which members are run: some that take least time come first, so that there is soon something to see."""
    quick = [member for member in members if not beside(job, member)][:FIRST]
    return quick + [member for member in members if member not in quick]


Outcome = tuple[int, bytes | None, dict | None]
"""A member, its content where it is still to be written, and its failure record where it failed."""


def attempt(job: Job, folder: Path | None, member: int) -> Outcome:
    """Compute one member and keep it in ``folder`` (None: return its content, where there is no common disk)."""
    store = None if folder is None else MemberStore(folder, job.inputs)
    try:
        if store is not None and store.get(member) is not None:  # kept by a process that ended before it could say so
            return member, None, None
        pair = compute(job, member)
    except Exception as error:  # noqa: BLE001 a failing member is a result of its own, recorded with its reason
        return member, None, failure(job, member, error)
    if store is None:
        return member, packed_member(job.inputs, member, pair), None
    store.put(member, pair)
    return member, None, None


def _each(
    job: Job, members: list[int], folder: Path, workers: int | None, cluster: str | None
) -> Generator[Outcome, None, None]:
    """Yield outcomes in the order in which members end."""

    def lost(place: int, error: BaseException) -> Outcome:
        return members[place], None, failure(job, members[place], error)

    if cluster is not None:
        from scenarios.running.cluster import run_on_cluster
        from scenarios.running.remembered import without_store

        yield from run_on_cluster(partial(attempt, without_store(job), None), members, cluster, lost)
    else:
        yield from run_all(partial(attempt, job, folder), members, workers, lost)
