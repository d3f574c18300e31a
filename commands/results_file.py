"""The results file of a run, written from its members."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from outputs.results.store import assemble
from scenarios.running import fingerprints, results_layout
from scenarios.running.member import Pair
from scenarios.running.prepare import Prepared, attributes


class Members(Protocol):
    """Finished members that can be loaded one by one."""

    @property
    def members(self) -> Sequence[int]:
        """Return their numbers, in the order of the file."""
        ...

    def load(self, member: int) -> Pair:
        """Return the results of one of them."""
        ...


def write_results(prepared: Prepared, members: Members, path: Path) -> None:
    """Write the results of all members to ``path``, whole or not at all.

    Raises:
        OSError: the disk is full or refuses otherwise, or a member's file is damaged.
        MemoryError: too little memory is left.
    """
    setting = prepared.job.setting
    assemble(
        path,
        results_layout.variables(),
        results_layout.coordinates(),
        results_layout.first_month(setting.start),
        setting.months,
        members.members,
        members.load,
        attributes(prepared, fingerprints.version()),
    )
