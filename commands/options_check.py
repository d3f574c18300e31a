"""What the command line asks of this machine, looked at before anything is begun."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

from common.errors import UserError


def several(words: Sequence[str] | None, usual: Sequence[str]) -> list[str]:
    """Return what an option was given, each word once: it may be given again, and hold several with commas.

    Args:
        words: as the command line has them.
        usual: what counts where there are none.
    """
    return list(dict.fromkeys(part for word in words or () for part in word.split(",") if part)) or list(usual)


def check_workers(workers: int | None) -> None:
    """Check the ``--workers`` option; None is one per core.

    Raises:
        UserError: fewer than one.
    """
    if workers is not None and workers < 1:
        raise UserError(f"--workers {workers}: at least 1", f"--workers {workers}：至少为 1")


def check_out(out: Path) -> None:
    """Check that ``--out`` is a folder, or nothing yet.

    Raises:
        UserError: it is something else.
    """
    if out.exists() and not out.is_dir():
        raise UserError(f"--out {out}: not a folder", f"--out {out}：不是文件夹")


def check_cluster_option(address: str | None) -> None:
    """Check that a cluster answers at the address of ``--cluster``; None is no cluster.

    Raises:
        UserError: Dask is not installed, or the scheduler does not answer or has other code than this machine.
    """
    if address is None:
        return
    if importlib.util.find_spec("distributed") is None:
        raise UserError(
            "--cluster needs Dask, which is not installed: uv run --group cluster run.py ... brings it",
            "--cluster 需要 Dask，尚未安装：用 uv run --group cluster run.py ... 即可",
        )
    from scenarios.running.cluster import check_cluster

    check_cluster(address)
