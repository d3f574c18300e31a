"""``python -m calibration.experiments FOLDER`` measures all effects anew and writes ``effects_measured.csv``."""

import argparse
from pathlib import Path

from calibration.experiments import run, write_measured


def main() -> None:
    """Run what the folder does not hold yet, write the table, and print the verdicts."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="where runs are kept")
    options.add_argument("--members", type=int, default=30)
    options.add_argument("--workers", type=int, default=2)
    asked = options.parse_args()
    tell = lambda ids, done, members: print(f"{members} members: {ids}", flush=True)  # noqa: E731
    results = run(asked.folder, asked.members, asked.workers, progress=tell)
    write_measured(results)
    for one in results:
        print(f"{one.row.id:20} {one.verdict:10}", *(f"{middle:.3g}" for middle in one.median))


if __name__ == "__main__":
    main()
