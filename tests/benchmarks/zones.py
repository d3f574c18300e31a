"""A city like Nanjing with each zone divided into several, to see what zones cost: a copy of the project with other tables.

    python -m tests.benchmarks.zones 4

The parts of a zone have equal land, people, space, firms and visitors. Zones are words and rows of tables, which are
read when the model is imported: the copy is run in a process of its own.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from common.vocabulary import ZONES

ROOT = Path(__file__).parents[2]
ROOMS = ("common", "model", "scenarios", "tests")
AMOUNTS = {
    "zones": ("land_km2", "residents"),
    "zone_sectors": ("share",),
    "zone_space": ("floor_space_m2",),
    "district_zones": (),
}
"""Tables with a row for each zone and something else, and the columns that its parts share out."""
OF_A_ZONE = "zones.visitors."
"""Begins the names of numbers that are declared for each zone, and that its parts share out."""
MEASURE = """
import sys
from common.vocabulary import ZONES
from tests.benchmarks.member import member
from tests.support.peak import peak_mib
scale, months = float(sys.argv[1]), int(sys.argv[2])
member(0.005, 1)
cost = member(scale, months)
print(len(ZONES), cost.start + cost.months, peak_mib())
"""


class Divided(NamedTuple):
    """What a member cost with so many zones: processor seconds and the most memory its process held, MiB."""

    zones: int
    seconds: float
    memory: float


def divided(parts: int, scale: float = 0.05, months: int = 36) -> Divided:
    """Run a member, both variants of the full pilot, with each zone in so many parts.

    Raises:
        CalledProcessError: the model does not run with these zones.
    """
    with tempfile.TemporaryDirectory() as folder:
        for room in ROOMS:
            shutil.copytree(ROOT / room, Path(folder) / room)
        _divide_words(Path(folder) / "common" / "vocabulary.py", parts)
        data = Path(folder) / "model" / "data"
        for name, amounts in AMOUNTS.items():
            _divide_rows(data / f"{name}.csv", "zone", "", amounts, parts)
        _divide_rows(data / "parameters" / "zones.csv", "name", OF_A_ZONE, ("default", "low", "high"), parts)
        words = [sys.executable, "-c", MEASURE, str(scale), str(months)]
        told = subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True).stdout.split()
    zones, seconds, most = map(float, told[-3:])
    return Divided(int(zones), seconds, most)


def _part(zone: str, part: int) -> str:
    """The first part keeps the name of the zone, so that whatever names it finds a place."""
    return f"{zone}_{part + 1}" if part else zone


def _divide_words(path: Path, parts: int) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    begun = lines.index("ZONE_WORDS = _words(\n")
    end = begun + lines[begun:].index(")\n")
    parted = [
        line.replace(f'("{zone}"', f'("{_part(zone, part)}"')
        for zone, line in zip(ZONES, lines[begun + 1 : end], strict=True)
        for part in range(parts)
    ]
    path.write_text("".join([*lines[: begun + 1], *parted, *lines[end:]]), encoding="utf-8")


def _divide_rows(path: Path, column: str, before: str, amounts: tuple[str, ...], parts: int) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    parted = []
    for row in rows:
        zone = row[column].removeprefix(before)
        if zone not in ZONES:
            parted.append(row)
            continue
        shared = {amount: str(float(row[amount]) / parts) for amount in amounts}
        parted += [{**row, **shared, column: before + _part(zone, part)} for part in range(parts)]
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(parted)


if __name__ == "__main__":
    for count in map(int, sys.argv[1:] or ("1", "4")):
        found = divided(count)
        print(f"{found.zones} zones: {found.seconds:.2f} processor seconds, {found.memory:.0f} MiB")
