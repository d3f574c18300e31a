"""``simulate``: check the options, then run the scenarios."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from commands.member_parts import run_part
from commands.options import RunOptions
from commands.options_check import check_cluster_option, check_out, check_workers
from commands.run_ensemble import run_ensembles


def simulate(files: Sequence[Path], run_options: RunOptions, console: Console) -> int:
    """Run the scenarios one after the other, as :func:`commands.run_ensemble.run_ensembles` does.

    Returns:
        The exit code: 1 where a scenario lost all its members, else 0.

    Raises:
        InputError: problems in the files or the options; all of them are in the error.
        UserError: an option that this machine cannot follow, or results that would be in the way.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    _check_machine(run_options)
    if run_options.part is not None:
        return run_part(files, run_options.part, run_options, console)
    return run_ensembles(files, run_options, console)


def _check_machine(run_options: RunOptions) -> None:
    check_workers(run_options.workers)
    check_out(run_options.out)
    check_cluster_option(run_options.cluster)
