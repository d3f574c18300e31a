"""Options that several commands share."""

from dataclasses import dataclass
from pathlib import Path

from scenarios.running.member_parts import MemberPart


@dataclass(frozen=True, kw_only=True)
class RunOptions:
    """Options of a command that runs members; None leaves the value to the scenario or the machine."""

    members: int | None = None
    seed: int | None = None
    scale: float | None = None
    precision: float | None = None
    posterior: str | None = None
    ledger: Path | None = None
    observed: Path | None = None
    candidates: int | None = None
    workers: int | None = None
    cluster: str | None = None
    part: MemberPart | None = None
    out: Path
    resume: bool = False
    replace: bool = False
    command: tuple[str, ...] = ()
