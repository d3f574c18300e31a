"""What the command line asks of this machine, looked at before anything is begun."""

from pathlib import Path

from common.errors import UserError


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
