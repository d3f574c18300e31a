"""Long proofs of properties, each in a process of its own with a bound on its memory and a guard against hangs.

``python -m tests.support.bounded tests.scenarios.test_fuzz:READING 1000`` gives a thousand cases to the pair of a strategy and a
check that has this name, and prints as JSON how many were checked and the most memory that the process held.
"""

import argparse
import faulthandler
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from tests.support.peak import peak_mib

ROOT = Path(__file__).parents[2]
ADDRESSES_GIB = 6
"""What the process may reserve; a file that swells beyond that ends as a MemoryError, which no check expects."""
PEAK_MIB = 600
"""What the process may ever hold; with all that the project imports it begins at some 200."""
HANG_S = 300
"""A case that takes so long has no end: most take milliseconds, the largest seconds."""
ROUND = 2_500
"""Cases after which hypothesis forgets which it has tried, and takes no more memory for that."""

Property = tuple[SearchStrategy, Callable[[object], None]]


def proven(name: str, cases: int) -> int:
    """Check a property in a process of its own and give how many cases passed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.support.bounded", name, str(cases)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-20_000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["peak_mib"] < PEAK_MIB, told
    return told["cases"]


def checked(prop: Property, cases: int) -> int:
    """Give so many cases to a property, in rounds, and count them."""
    strategy, check = prop
    count = 0

    def each(case: object) -> None:
        nonlocal count
        faulthandler.dump_traceback_later(HANG_S, exit=True)
        check(case)
        count += 1

    while count < cases:
        some = settings(
            max_examples=min(ROUND, cases - count),
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.target, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        some(given(strategy)(each))()
        print(f"{count} cases, peak {peak_mib():.0f} MiB", file=sys.stderr, flush=True)
    faulthandler.cancel_dump_traceback_later()
    return count


def main() -> None:
    """Read the command's words, do as they say, print what came of it."""
    words = argparse.ArgumentParser()
    words.add_argument("name", help="module:property")
    words.add_argument("cases", type=int)
    asked = words.parse_args()
    module, _, name = asked.name.partition(":")
    prop = getattr(importlib.import_module(module), name)
    if os.name != "nt":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES_GIB << 30, resource.getrlimit(resource.RLIMIT_AS)[1]))
    count = checked(prop, asked.cases)
    print(json.dumps({"cases": count, "peak_mib": peak_mib()}))


if __name__ == "__main__":
    main()
