"""What the command line asks of this machine, looked at before anything is begun."""

from common.errors import UserError


def check_workers(workers: int | None) -> None:
    """See that a number of processes can be had; None is one per core.

    Raises:
        UserError: fewer than one.
    """
    if workers is not None and workers < 1:
        raise UserError(f"--workers {workers}: at least 1", f"--workers {workers}：至少为 1")
