"""What is written of a run from its members: the results file, and the record of where it came from."""

import datetime
import functools
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from common.files import write_text
from common.vocabulary import VARIANTS
from outputs.results.store import OfMembers, assemble
from scenarios.running import fingerprints, member_draws, results_layout
from scenarios.running.ensemble import Ensemble
from scenarios.running.member import HISTORY, OWN, Pair
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
    job = prepared.job
    load = functools.lru_cache(1)(members.load)  # what a member differs by is asked of it right after
    _assemble(prepared, members, path, job.first, job.months, load, _of_members(members.members, load))


def write_history(prepared: Prepared, members: Members, path: Path) -> None:
    """Write the months before the period, in which the variants are one city, as :func:`write_results` does the period."""
    job = prepared.job

    def load(member: int) -> Pair:
        return dict.fromkeys(VARIANTS, members.load(member)[HISTORY])

    _assemble(prepared, members, path, job.setting.start, job.before, load, None)


def _assemble(
    prepared: Prepared,
    members: Members,
    path: Path,
    start: int,
    months: int,
    load: Callable[[int], Pair],
    own: OfMembers | None,
) -> None:
    assemble(
        path,
        results_layout.variables(),
        results_layout.coordinates(),
        results_layout.first_month(start),
        months,
        members.members,
        load,
        attributes(prepared, fingerprints.version()),
        own,
    )


def _of_members(members: Sequence[int], load: Callable[[int], Pair]) -> OfMembers | None:
    """What members differ by; nothing for a part of the scenario, whose members are those of the whole."""
    if not members or OWN not in load(members[0]):
        return None
    parameters = member_draws.drawn_parameters()
    return OfMembers(member_draws.declarations(), {"parameter": parameters}, lambda member: load(member)[OWN])


def provenance(prepared: Prepared, done: Ensemble, command: Sequence[str], started: datetime.datetime) -> dict:
    """Return where a run came from, as :func:`scenarios.running.fingerprints.provenance` says."""
    return fingerprints.provenance(
        identity=prepared.identity,
        inputs=prepared.job.inputs,
        hashes=prepared.hashes,
        seed=prepared.job.seed,
        members=done.members,
        failed=done.failed,
        command=command,
        started=started,
    )


def write_provenance(record: Mapping, run: Path) -> None:
    """Write the record into the folder of its run, whole or not at all."""
    write_text(run / "provenance.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n")
