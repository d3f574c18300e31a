"""How time and memory grow with the scale, the months, the members, the origins, the zones and the variants of a run.

    python -m tests.benchmarks.growth --figure growth.png

Each point is run in a process of its own, both variants of the full pilot side by side; times are processor seconds.
Over origins a world in which nothing is done is run once, from tables with fewer of them; over zones (:mod:`tests.benchmarks.zones`) each is divided into several; over variants the full pilot and
the same without one lever after another are run side by side. A further variant is told as a share of a pair.
Besides the table, the slope of each curve on logarithmic axes is told: 1 is linear, less is better.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from common.vocabulary import LEVERS, WORLD_DEFAULTS, ZONES
from model.draws import Draws, member_seed
from model.facts import facts, reader, tables
from model.levers.actions import Plan
from model.parameters import Parameters
from model.setting import Setting
from scenarios.explaining.library import files
from scenarios.reading.reader import read
from scenarios.running import resolve, workers
from scenarios.running.member import run_pair
from tests.benchmarks.member import member
from tests.benchmarks.zones import divided
from tests.support.peak import peak_mib

SCALES = (0.01, 0.05, 0.2, 1.0)
MONTHS = (12, 36, 120)
MEMBERS = (1, 16, 64)
ORIGINS = (8, 16, 34)
PARTS_OF_ZONES = (1, 2, 4)
VARIANTS = (1, 2, 4, 6)
ALWAYS = ("HKG", "MAC", "TWN", "ROW")
"""Origins that the model names: they are in every world."""
USUAL, SMALL = (0.05, 36, 1), 0.01
"""Scale, months and members where a curve does not vary them; and the scale at which members are counted."""
MOST_SLOPE = 1.1
"""Slope of seconds over anything that still counts as linear."""


class Point(NamedTuple):
    """One run: what was asked, its processor seconds and the most memory its process held, MiB."""

    scale: float
    months: int
    members: int
    seconds: float
    memory: float
    origins: int = 34
    zones: int = len(ZONES)
    variants: int = 2


def point(scale: float, months: int, members: int) -> Point:
    """Run in this process; members one after the other, as a worker does."""
    costs = [member(scale, months) for _ in range(members)]
    return Point(scale, months, members, sum(cost.start + cost.months for cost in costs), peak_mib())


def of_origins(count: int) -> Point:
    """Run in this process, which is of no use afterwards: its tables know only so many origins."""
    read = tables.rows
    codes = [row["iso3"] for row in read("origins")]
    others = [code for code in codes if code not in ALWAYS]
    gone = set(others[count - len(ALWAYS) :])
    rooms = [room for name, room in sys.modules.items() if name.startswith("model.")]
    for room in (room for room in rooms if getattr(room, "rows", None) is read):
        room.rows = lambda *of: [
            {name: _without(gone, cell) for name, cell in row.items()}
            for row in read(*of)
            if not gone & {row.get("iso3"), row.get("who")}
        ]
    reader._shares = lambda values: tables.frozen(values / values.sum())
    for kept in [thing for room in rooms for thing in vars(room).values() if hasattr(thing, "cache_clear")]:
        kept.cache_clear()
    seed, setting = member_seed(1, 0), Setting(start=120, months=USUAL[1], scale=USUAL[0], world=WORLD_DEFAULTS)
    run_pair(replace(setting, months=1), (Plan(),), Parameters.drawn(seed), Draws(seed))  # first reads
    begun = time.process_time()
    run_pair(setting, (Plan(), Plan()), Parameters.drawn(seed), Draws(seed))
    return Point(*USUAL, time.process_time() - begun, peak_mib(), len(facts().origins))


def of_zones(parts: int) -> Point:
    """Run in a process of its own the full pilot in a city whose zones are in so many parts."""
    found = divided(parts, *USUAL[:2])
    return Point(*USUAL, found.seconds, found.memory, zones=found.zones)


def _without(gone: set[str], cell: str) -> str:
    """A cell of a table without these codes, where it lists codes."""
    words = cell.split() if isinstance(cell, str) else []
    return " ".join(word for word in words if word not in gone) if gone & set(words) else cell


def of_variants(count: int) -> Point:
    """Run in this process the full pilot, and the same without one lever after another, side by side in one member."""
    scenario = read(files()["full-pilot"])
    whole = resolve.plans(scenario)["scenario"]
    without = [replace(whole, **{lever: ()}) for lever in LEVERS if getattr(whole, lever)]
    plans = [whole, Plan(), *without][:count]
    if len(plans) < count:
        raise ValueError(f"the full pilot has levers for {len(plans)} variants, not for {count}")
    seed = member_seed(scenario.ensemble.seed, 0)
    parameters, draws = Parameters.drawn(seed, dict(resolve.overrides(scenario))), Draws(seed)
    begun = time.process_time()
    run_pair(resolve.setting(scenario), plans, parameters, draws)
    return Point(*USUAL, time.process_time() - begun, peak_mib(), variants=count)


def curves(
    scales: tuple, months: tuple, members: tuple, origins: tuple, zones: tuple, variants: tuple
) -> dict[str, list[Point]]:
    """The points of each curve, by what varies."""
    asked = {
        "scale": [(point, scale, *USUAL[1:]) for scale in scales],
        "months": [(point, USUAL[0], count, USUAL[2]) for count in months],
        "members": [(point, SMALL, 12, count) for count in members],
        "origins": [(of_origins, count) for count in origins],
        "zones": [(of_zones, parts) for parts in zones],
        "variants": [(of_variants, count) for count in variants],
    }
    found = {}
    for name, points in asked.items():
        found[name] = []
        for about in points:
            with workers.alone() as process:
                if name not in (
                    "origins",
                    "zones",
                ):  # imports and first reads, which of tables with fewer origins are others
                    process.submit(member, SMALL, 1).result()
                found[name].append(process.submit(*about).result())
    return found


def slope(points: list[Point], name: str) -> float:
    """Of the seconds over what varies, on logarithmic axes, by least squares."""
    x = np.log([getattr(one, name) for one in points])
    return float(np.polyfit(x, np.log([one.seconds for one in points]), 1)[0])


def further_variant(points: list[Point]) -> float:
    """Processor seconds of one more variant in a member, as a share of those of a pair."""
    seconds = {one.variants: one.seconds for one in points}
    most = max(seconds)
    return (seconds[most] - seconds[2]) / (most - 2) / seconds[2]


def drawn(found: dict[str, list[Point]]) -> Figure:
    """Over each of them: seconds on logarithmic axes, memory from 0 up; all on the same axes, so that slopes compare."""
    figure = Figure(figsize=(2.6 * len(found), 5), layout="constrained")
    axes = figure.subplots(2, len(found), sharex="col", sharey="row")
    for column, (name, points) in enumerate(found.items()):
        for row, measure in enumerate(("seconds", "memory")):
            ax = axes[row, column]
            ax.plot([getattr(one, name) for one in points], [getattr(one, measure) for one in points], "o-")
            ax.set(xscale="log")
            places = [getattr(one, name) for one in points]
            ax.set_xticks(places, [f"{place:g}" for place in places])
            ax.set_xticks([], minor=True)
        axes[1, column].set_xlabel(name)
    every = [one for points in found.values() for one in points]
    axes[0, 0].set(yscale="log", ylabel="processor seconds")
    axes[0, 0].yaxis.set_major_formatter("{x:g}")
    axes[1, 0].set(ylim=(0, 1.1 * max(one.memory for one in every)), ylabel="MiB")
    return figure


def main(words: Sequence[str] | None = None) -> int:
    """Print the tables; 0 if no curve of seconds is steeper than ``MOST_SLOPE``."""
    ask = argparse.ArgumentParser(description="How time and memory grow")
    ask.add_argument("--scales", type=float, nargs="+", default=SCALES)
    ask.add_argument("--months", type=int, nargs="+", default=MONTHS)
    ask.add_argument("--members", type=int, nargs="+", default=MEMBERS)
    ask.add_argument("--origins", type=int, nargs="+", default=ORIGINS)
    ask.add_argument("--zones", type=int, nargs="+", default=PARTS_OF_ZONES, help="parts of each zone")
    ask.add_argument("--variants", type=int, nargs="+", default=VARIANTS)
    ask.add_argument("--figure", type=Path, help="where to write the curves, PNG, SVG or PDF")
    asked = ask.parse_args(words)
    asked_for = (asked.scales, asked.months, asked.members, asked.origins, asked.zones, asked.variants)
    found, steepest = curves(*map(tuple, asked_for)), 0.0
    for name, points in found.items():
        print(f"\n{name:>10} {'seconds':>9} {'MiB':>7}")
        for one in points:
            print(f"{getattr(one, name):>10g} {one.seconds:>9.2f} {one.memory:>7.0f}")
        if len(points) > 1:
            steepest = max(steepest, slope(points, name))
            print(f"     slope {slope(points, name):>9.2f}")
    if {2} < set(asked.variants):
        print(f"\na further variant costs {further_variant(found['variants']):.2f} of a pair")
    if asked.figure:
        drawn(found).savefig(asked.figure)
    return 0 if steepest <= MOST_SLOPE else 1


if __name__ == "__main__":
    raise SystemExit(main())
