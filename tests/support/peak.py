"""The most memory that a process has held."""

import sys
from pathlib import Path


def peak_mib() -> float:
    """The most that this process has held since its program began, MiB.

    Linux counts into ``ru_maxrss`` what the process held that started this one, so that a child of a large one begins
    with its parent's peak; what it tells of the program's own memory does not.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 2**10
    import resource  # which Windows does not have

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
