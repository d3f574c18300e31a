"""Options of ``calibrate``, which its parts share."""

from pathlib import Path
from typing import NamedTuple

PARTS = ("fit", "coverage", "backtests", "sensitivity")


class CalibrateOptions(NamedTuple):
    """Options of the command."""

    parts: tuple[str, ...] = PARTS
    budget: str = "full"
    workers: int | None = None
    """Processes; None is one per core."""
    out: Path = Path("outputs/calibration")
    adopt: bool = False
