"""Run work on a Dask cluster: asked first whether it can do it, and never waited for without end."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from common.errors import UserError
from scenarios.running.fingerprints import foundations

if TYPE_CHECKING:
    from distributed import Client

P = TypeVar("P")
R = TypeVar("R")
CONNECT_SECONDS = 10
"""How long a scheduler may take to answer, and its first worker to come."""
RETRIES = 3
"""How often a piece of work whose worker was lost is tried elsewhere."""
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

    A worker that is lost costs the pieces that it held, which others take over; a piece that is lost again and again
    (it takes its workers down) becomes what ``lost`` makes of its place and the error.

    Raises:
        UserError: as :func:`check_cluster`.
    """
    from distributed import KilledWorker, as_completed

    with connected(address) as client:
        futures = client.map(function, pieces, pure=False, retries=RETRIES)
        places = {future.key: place for place, future in enumerate(futures)}
        try:
            for future in as_completed(futures):
                try:
                    result = future.result()
                except KilledWorker as error:
                    result = lost(places[future.key], error)
                yield result
                future.release()
        finally:
            with suppress(Exception):  # the scheduler may be the one that has gone
                client.cancel(futures)
