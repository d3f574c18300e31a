"""Run the members of an ensemble on this machine's cores or on a Dask cluster; what is finished is never lost.

Each member is kept in its own file as soon as it is done, by the process that computed it. Which process that was,
and in which order members end, changes nothing: results are read back in the order of their numbers.
"""

import warnings
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from common.errors import UserError
from scenarios.running import workers as processes
from scenarios.running.fingerprints import foundations
from scenarios.running.member import Job, Pair, as_json, compute, failure, keep, kept, packed, path_of

CONNECT_SECONDS = 10
"""How long a Dask scheduler may take to answer."""
Progress = Callable[[int, int, int], None]
"""Called with members done, members in all, members failed."""


@dataclass(frozen=True)
class Ensemble:
    """What an ensemble left in its folder: the members that finished and what is known of those that failed."""

    folder: Path
    inputs: str
    members: tuple[int, ...]
    failed: tuple[dict, ...]

    def load(self, member: int) -> Pair:
        """The results of one member.

        Raises:
            OSError: its file has gone or was damaged since it was written.
        """
        pair = kept(self.folder, self.inputs, member)
        if pair is None:
            raise OSError(f"{path_of(self.folder, member)} has gone or was damaged since it was written")
        return pair


def run(
    job: Job,
    members: int | Sequence[int],
    folder: Path,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Run the members that ``folder`` does not hold yet.

    Args:
        job: what the members share.
        members: how many, or which.
        folder: where each member is kept; whole files of the same inputs are taken as they are.
        workers: processes on this machine, default one per core; 1 runs in this process.
        cluster: address of a Dask scheduler whose workers have this project's code; then ``workers`` is not used.
        progress: told after each member.

    Returns:
        What is in the folder when all members have been tried.

    Raises:
        KeyboardInterrupt: interrupted; members finished by then stay in the folder.
        UserError: no cluster at ``cluster``, or its workers have other code or data.
        ModuleNotFoundError: ``cluster`` is given and Dask is not installed.
    """
    wanted = list(range(members)) if isinstance(members, int) else list(members)
    folder.mkdir(parents=True, exist_ok=True)
    done = {member for member in wanted if kept(folder, job.inputs, member) is not None}
    failed: dict[int, dict] = {}

    def tell() -> None:
        if progress is not None:
            progress(len(done) + len(failed), len(wanted), len(failed))

    tell()
    missing = [member for member in wanted if member not in done]
    for member in missing:
        path_of(folder, member).with_suffix(".json").unlink(missing_ok=True)
    with closing(_each(job, missing, folder, workers, cluster)) as outcomes:
        for member, content, record in outcomes:
            if content is not None:
                keep(path_of(folder, member), content)
            if record is None:
                done.add(member)
            else:
                failed[member] = record
                keep(path_of(folder, member).with_suffix(".json"), as_json(record))
            tell()
    return Ensemble(folder, job.inputs, tuple(sorted(done)), tuple(failed[m] for m in sorted(failed)))


Outcome = tuple[int, bytes | None, dict | None]
"""A member, its content where it is still to be written, and its failure record where it failed."""


def _try(job: Job, member: int, folder: Path | None) -> Outcome:
    """Compute one member and keep it in ``folder`` (None: hand its content back, for want of a common disk)."""
    try:
        content = packed(job.inputs, member, compute(job, member))
    except Exception as error:  # noqa: BLE001 a failing member is a result of its own, recorded with its reason
        return member, None, failure(job, member, error)
    if folder is None:
        return member, content, None
    keep(path_of(folder, member), content)
    return member, None, None


def _each(
    job: Job, members: list[int], folder: Path, workers: int | None, cluster: str | None
) -> Generator[Outcome, None, None]:
    """Outcomes in the order in which members end."""
    if not members:
        return
    if cluster is not None:
        yield from _on_dask(job, members, cluster)
    elif min(processes.number(workers), len(members)) == 1:
        yield from (_try(job, member, folder) for member in members)
    else:
        yield from _in_processes(job, members, folder, processes.number(workers))


def _in_processes(job: Job, members: list[int], folder: Path, workers: int) -> Generator[Outcome, None, None]:
    """Members on local processes; where a process dies (out of memory), the rest go on one by one.

    A member that kills its process even when it runs alone is recorded as failed.
    """
    left = list(members)
    try:
        futures = [processes.pool(workers).submit(_try, job, member, folder) for member in members]
        with closing(processes.in_turn(futures)) as done:
            for future in done:
                outcome = future.result()
                left.remove(outcome[0])
                yield outcome
    except processes.BrokenProcessPool:
        processes.stop()
        for member in left:
            if kept(folder, job.inputs, member) is not None:
                yield member, None, None
                continue
            try:
                with processes.alone() as process:
                    outcome = process.submit(_try, job, member, folder).result()
                yield outcome
            except processes.BrokenProcessPool as error:
                yield member, None, failure(job, member, error)


def check_cluster(address: str) -> None:
    """See that a Dask scheduler answers, and that the workers it has know what is known here.

    Raises:
        UserError: no cluster at ``address``, or its workers have other code or data.
    """
    with _connected(address):
        pass


@contextmanager
def _connected(address: str) -> Generator[None]:
    """A client of a Dask scheduler, which joblib finds by itself."""
    from dask.distributed import Client

    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UserError(
            f"no Dask scheduler answers at {address}: {error}", f"{address} 处没有 Dask 调度器应答：{error}"
        ) from error
    with client:
        others = [worker for worker, found in client.run(foundations).items() if found != foundations()]
        if others:
            raise UserError(
                f"workers with other code, parameters or data than here: {', '.join(sorted(others))}",
                f"以下工作节点的代码、参数或数据与本机不同：{'、'.join(sorted(others))}",
            )
        yield


def _on_dask(job: Job, members: list[int], address: str) -> Generator[Outcome, None, None]:
    """Members on a cluster; their content comes back over the network, so that no common disk is needed."""
    with _connected(address):
        yield from _in_parallel(job, members)


def _in_parallel(job: Job, members: list[int]) -> Generator[Outcome, None, None]:
    """Members on the Dask client that there is."""
    from joblib import Parallel, delayed, parallel_config

    with parallel_config("dask"):
        outcomes = Parallel(return_as="generator_unordered", batch_size=1)(
            delayed(_try)(job, member, None) for member in members
        )
    try:
        for outcome in outcomes:  # noqa: UP028 "yield from" would close joblib's generator outside of what follows
            yield outcome
    finally:
        with warnings.catch_warnings():  # after an interrupt joblib tells of work it drops: that work is kept on disk
            warnings.simplefilter("ignore", UserWarning)
            outcomes.close()
