"""Run work on a Dask cluster: asked first whether it can do it, and never waited for without end."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, TypeVar

from common.errors import UserError
from scenarios.running.fingerprints import foundations

if TYPE_CHECKING:
    from distributed import Client, Future

P = TypeVar("P")
R = TypeVar("R")
CONNECT_SECONDS = 10
"""How long a scheduler may take to answer, and its first worker to come."""
RETRIES = 3
"""How often a piece of work whose worker was lost is tried elsewhere."""
LOOK_SECONDS = 5
"""How often it is looked whether there are workers, while no piece of work ends."""
PATIENCE_SECONDS = 60
"""How long a cluster may have no worker before a run ends; a worker that is started again takes less."""
NODE = "scenarios/running/cluster_node.py"


def check_cluster(address: str) -> None:
    """Check that a Dask scheduler answers, that it has workers, and that all know the same code and data as here.

    Raises:
        UserError: one of these is not so; the message says which, and how to start a cluster.
    """
    with connected(address):
        pass


@contextmanager
def connected(address: str) -> Generator["Client"]:
    """Connect to a scheduler and check the cluster, as :func:`check_cluster`."""
    from distributed import Client

    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UserError(
            f"no Dask scheduler answers at {address}: {error}", f"{address} 处没有 Dask 调度器应答：{error}"
        ) from error
    with client:
        _check_scheduler(client, address)
        _check_workers(client, address)
        yield client


def _check_scheduler(client: "Client", address: str) -> None:
    try:
        known = client.run_on_scheduler(foundations)
    except Exception as error:
        raise _without_project("scheduler", "调度器", address, error) from error
    if known != foundations():
        raise _other_version([address])


def _check_workers(client: "Client", address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        raise UserError(
            f"the scheduler at {address} has no workers; start one: python {NODE} worker {address}",
            f"{address} 处的调度器没有工作节点；请启动：python {NODE} worker {address}",
        ) from error
    try:
        known = client.run(foundations)
    except Exception as error:
        raise _without_project("a worker", "工作节点", address, error) from error
    others = [worker for worker, found in known.items() if found != foundations()]
    if others:
        raise _other_version(others)


def _without_project(en: str, zh: str, address: str, error: Exception) -> UserError:
    role = "worker" if en == "a worker" else "scheduler"
    return UserError(
        f"{en} of the cluster at {address} does not find this project ({error}); start it with: python {NODE} {role}",
        f"{address} 处集群的{zh}找不到本项目（{error}）；请用以下命令启动：python {NODE} {role}",
    )


def _other_version(addresses: Sequence[str]) -> UserError:
    return UserError(
        f"other code, parameters or data than here: {', '.join(sorted(addresses))}; copy this folder there again",
        f"以下节点的代码、参数或数据与本机不同：{'、'.join(sorted(addresses))}；请重新复制本文件夹",
    )


def run_on_cluster(
    function: Callable[[P], R], pieces: Sequence[P], address: str, lost: Callable[[int, BaseException], R]
) -> Generator[R]:
    """Call a function on every piece of work on a cluster and yield what it returns, as pieces end.

    The function, with the job that it holds, goes to the scheduler once; workers have it from there and from each other.

    A worker that is lost costs the pieces that it held, which others take over; a piece that is lost again and again
    (it takes its workers down) becomes what ``lost`` makes of its place and the error.

    Raises:
        UserError: as :func:`check_cluster`.
    """
    with connected(address) as client:
        shared = client.submit(_given, function, pure=False, retries=RETRIES)  # sent once; made again where it is lost
        futures = client.map(_called, pieces, function=shared, pure=False, retries=RETRIES)
        places = {future.key: place for place, future in enumerate(futures)}
        try:
            for future in _as_they_end(client, futures, address):
                yield _result(future, places[future.key], lost)
                future.release()
        finally:
            with suppress(Exception):  # the scheduler may be the one that has gone
                client.cancel(futures)


def _given(function: Callable[[P], R]) -> Callable[[P], R]:
    return function


def _called(piece: P, function: Callable[[P], R]) -> R:
    return function(piece)


def _result(future: "Future", place: int, lost: Callable[[int, BaseException], R]) -> R:
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        return lost(place, error)


def _as_they_end(client: "Client", futures: Sequence["Future"], address: str) -> Generator["Future"]:
    """Yield futures as they end; look from time to time whether anybody is left who works on the others.

    Raises:
        UserError: the scheduler has gone, or there has been no worker for :data:`PATIENCE_SECONDS`.
    """
    ended: Queue[Future] = Queue()
    for future in futures:
        future.add_done_callback(ended.put)
    left, last_seen = len(futures), time.monotonic()
    while left:
        try:
            future = ended.get(timeout=LOOK_SECONDS)
        except Empty:
            if _workers_there(client, address):
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > PATIENCE_SECONDS:
                raise UserError(
                    f"the cluster at {address} has lost all its workers; what was finished is kept: start workers again, "
                    "then the same command with --resume",
                    f"{address} 处集群的工作节点已全部失去；已完成的部分都已保存：请重新启动工作节点，再用同一命令加 --resume 继续",
                ) from None
            continue
        if future.cancelled():  # by a client that has lost its scheduler
            raise _scheduler_gone(address)
        left -= 1
        yield future


def _workers_there(client: "Client", address: str) -> bool:
    """Return whether the scheduler has workers.

    Raises:
        UserError: the scheduler does not answer.
    """
    try:
        scheduler: Any = client.scheduler
        return bool(client.sync(scheduler.identity, n_workers=1, callback_timeout=CONNECT_SECONDS)["workers"])
    except (OSError, TimeoutError, AttributeError) as error:  # AttributeError: the client has closed its connection
        raise _scheduler_gone(address) from error


def _scheduler_gone(address: str) -> UserError:
    return UserError(
        f"the Dask scheduler at {address} has gone; what was finished is kept: start the cluster again, then the same "
        "command with --resume",
        f"{address} 处的 Dask 调度器已失去联系；已完成的部分都已保存：请重新启动集群，再用同一命令加 --resume 继续",
    )
