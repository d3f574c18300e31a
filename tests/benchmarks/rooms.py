"""What each room of the city takes of a month: seconds, calls and numbers drawn.

    python -m tests.benchmarks.rooms
    python -m tests.benchmarks.rooms --renew

Seconds tell what a month costs on this machine. Calls (of Python's functions and of compiled ones, which are mostly
passes over arrays) and numbers drawn are the same on every machine: a test compares each room's share of them with
``rooms.csv``, so that no room grows unannounced. ``--renew`` announces: it writes the shares of today.
"""

import argparse
import csv
import dataclasses
import inspect
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from model.draws import Draws
from model.parameters import Parameters
from model.pilot import PilotModel
from scenarios.explaining.library import files
from scenarios.reading.reader import read
from scenarios.running import resolve

RECORD = Path(__file__).parent / "rooms.csv"
SCENARIO, SCALE, MONTHS = "full-pilot", 0.005, 4
"""What is counted: January to April, with the review of the summer's flights."""
KINDS = ("calls", "draws")


class Work(NamedTuple):
    """What each room took in all months, by its name in the model; ``pilot`` is the rest of the month."""

    seconds: defaultdict[str, float]
    calls: Counter[str]
    draws: Counter[str]
    """Random numbers."""

    def share(self, kind: str) -> dict[str, float]:
        """Return each room's share of one kind of work, by name."""
        spent = dict(getattr(self, kind))
        return {room: spent.get(room, 0.0) / sum(spent.values()) for room in sorted({*self.seconds, *self.calls})}


def work(scale: float = SCALE, months: int = MONTHS, name: str = SCENARIO, counted: bool = True) -> Work:
    """Run the scenario of one member and return what each room took.

    Args:
        scale: share of travellers simulated.
        months: how many are run.
        name: a shipped scenario.
        counted: whether calls are counted, which makes the seconds long; without, there are seconds and draws alone.
    """
    scenario = read(files()[name])
    setting = dataclasses.replace(resolve.setting(scenario), scale=scale, months=months)
    draws = Draws.of_member(scenario.ensemble.seed, 0)
    parameters = Parameters.drawn(draws, dict(resolve.overrides(scenario)))
    _, plan = list(resolve.plans(scenario).values())[:2]
    model, spent, inside = (
        PilotModel(setting, plan, parameters, draws),
        Work(defaultdict(float), Counter(), Counter()),
        ["pilot"],
    )
    for room, method in month_of():
        _watch(getattr(model, room), method, room, inside, spent.seconds)
    with _drawing(inside, spent.draws), _counting(inside, spent.calls, counted):
        begun = time.process_time()
        for _ in range(months):
            model.step()
        spent.seconds["pilot"] = time.process_time() - begun - sum(spent.seconds.values())
    model.free()
    return spent


def month_of() -> list[tuple[str, str]]:
    """Return the rooms and their methods that make up a month, as :meth:`PilotModel.step` names them, and their results."""
    step, gather = (inspect.getsource(method) for method in (PilotModel.step, PilotModel.gather))
    called = re.findall(r"self\.(\w+)\.(\w+)\(", step)
    reported = re.findall(r"^ +self\.(\w+),$", gather, re.MULTILINE)
    return [pair for pair in called if pair[0] != "clock"] + [(room, "results") for room in reported]


def _watch(room: object, method: str, name: str, inside: list[str], seconds: defaultdict[str, float]) -> None:
    kept: Callable = getattr(room, method)

    def call(*args: object) -> object:
        inside.append(name)
        begun = time.process_time()
        try:
            return kept(*args)
        finally:
            seconds[name] += time.process_time() - begun
            inside.pop()

    setattr(room, method, call)


@contextmanager
def _drawing(inside: list[str], draws: Counter[str]) -> Iterator[None]:
    """Count random numbers; how a form draws them, compiled or in NumPy, is not counted as calls."""
    kept = Draws.uniforms

    def uniforms(self: Draws, *args: Any, **named: Any) -> np.ndarray:
        watching = sys.getprofile()
        sys.setprofile(None)
        try:
            found = kept(self, *args, **named)
        finally:
            sys.setprofile(watching)
        draws[inside[-1]] += found.size
        return found

    Draws.uniforms = uniforms
    try:
        yield
    finally:
        Draws.uniforms = kept


@contextmanager
def _counting(inside: list[str], calls: Counter[str], counted: bool) -> Iterator[None]:
    def count(_: object, event: str, __: object) -> None:
        if event in ("call", "c_call"):
            calls[inside[-1]] += 1

    before = sys.getprofile()
    if counted:
        sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)


def recorded() -> dict[str, dict[str, float]]:
    """Return the shares that were announced, by kind of work and room."""
    with RECORD.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {kind: {row["room"]: float(row[kind]) for row in rows} for kind in KINDS}


def renew() -> None:
    """Write the shares of today as those announced."""
    found = work()
    shares = [found.share(kind) for kind in KINDS]
    with RECORD.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["room", *KINDS])
        writer.writerows([room, *(f"{share[room]:.4f}" for share in shares)] for room in sorted(shares[0]))


def main(words: Sequence[str] | None = None) -> int:
    """Print the table, the dearest room first."""
    ask = argparse.ArgumentParser(description="What each room takes of a month")
    ask.add_argument("--scale", type=float, default=0.05)
    ask.add_argument("--months", type=int, default=36)
    ask.add_argument("--scenario", default=SCENARIO, help="a shipped scenario")
    ask.add_argument("--renew", action="store_true", help="write the shares that the test compares with")
    asked = ask.parse_args(words)
    if asked.renew:
        renew()
        return 0
    about = asked.scale, asked.months, asked.scenario
    work(0.005, 2)
    timed, counted = work(*about, counted=False), work(*about)
    seconds, calls, draws = timed.share("seconds"), counted.share("calls"), counted.share("draws")
    print(f"{asked.scenario}, scale {asked.scale:g}: each room's share of {asked.months} months")
    print(
        f"({sum(timed.seconds.values()):.2f} processor seconds, {counted.calls.total():,} calls, {timed.draws.total():,} numbers drawn)\n"
    )
    print(f"{'':14} {'seconds':>8} {'calls':>8} {'draws':>8}")
    for room in sorted(seconds, key=lambda room: -seconds[room]):
        print(f"{room:14} {seconds[room]:>8.1%} {calls[room]:>8.1%} {draws[room]:>8.1%}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
