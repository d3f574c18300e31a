"""Take what the model gives now for golden, and say what has changed.

Run as ``python -m tests.golden.refresh [SCENARIO...]`` in the project's folder; without names, all shipped scenarios.
With ``--look`` nothing is written. Read the differences before you commit them: each must have a reason.
"""

import sys

from tests.golden.results import FOLDER, computed, differences, keep, kept, names, path


def main(words: list[str]) -> int:
    """Refresh the golden results of the scenarios named; returns an exit code, 2 for a name that is no scenario."""
    look, wanted = "--look" in words, [word for word in words if word != "--look"]
    if unknown := [name for name in wanted if name not in names()]:
        print(f"no shipped scenario: {', '.join(unknown)}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    for name in wanted or names():
        now = computed(name)
        if path(name).exists():
            changes = differences(kept(name), now)
            print(f"{name}: {len(changes)} differences", *changes, sep="\n  ")
        else:
            print(f"{name}: new")
        if not look:
            keep(name, now)
    gone = [] if wanted else sorted({file.stem for file in FOLDER.glob("*.csv")} - set(names()))
    for name in gone:
        print(f"{name}: no longer shipped")
        if not look:
            path(name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
