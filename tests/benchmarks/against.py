"""A member here beside a member of another version of this project, which lies in a folder of its own.

    python -m tests.benchmarks.against ../older

Both versions run in turn, each time in a process of its own that is set up as their workers are, with this Python: what else the machine does then falls on
both alike. Told are the least processor seconds of each (building and months of both variants) and their ratio.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parents[2]
MEASURE = """
import contextlib
import sys
with contextlib.suppress(ImportError):
    import scenarios.running.worker_imports
from tests.benchmarks.member import member
member(0.005, 2)
cost = member(float(sys.argv[1]), int(sys.argv[2]))
print(cost.start + cost.months)
"""


def seconds(folder: Path, scale: float, months: int) -> float:
    """Processor seconds of one member of the version in a folder.

    Raises:
        CalledProcessError: that version does not run, or knows no such benchmark.
    """
    asked = [sys.executable, "-c", MEASURE, str(scale), str(months)]
    return float(subprocess.run(asked, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1])


def main(words: Sequence[str] | None = None) -> int:
    """Print the table."""
    ask = argparse.ArgumentParser(description="A member of this version beside that of another")
    ask.add_argument("other", type=Path, help="folder of the other version")
    ask.add_argument("--scales", type=float, nargs="+", default=[0.05, 1.0])
    ask.add_argument("--months", type=int, default=36)
    ask.add_argument("--times", type=int, default=5, help="how often each is run, in turn")
    asked = ask.parse_args(words)
    print(f"{'scale':>6} {'here':>8} {'other':>8} {'ratio':>7}")
    for scale in asked.scales:
        times = [
            [seconds(folder, scale, asked.months) for folder in (HERE, asked.other.resolve())]
            for _ in range(asked.times)
        ]
        here, other = map(min, zip(*times, strict=True))
        print(f"{scale:>6g} {here:>8.2f} {other:>8.2f} {here / other:>7.2f}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
