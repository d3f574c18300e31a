"""How long a member takes: both variants of a scenario, month by month, beside the travel choice alone.

    python -m tests.benchmarks.member

Times are processor seconds of one process, set up as a worker is. The kernels of choice are who has an occasion, tastes and the choice of both
variants; the rest is everything else that happens in the city. Where numba is installed, both forms are measured.
"""

import argparse
import dataclasses
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from model import numba_switch as kernels
from model.draws import Draws, member_seed
from model.parameters import Parameters
from model.pilot import PilotModel
from model.visitors.travel_choice import NANJING, TravelChoice
from scenarios.explaining.library import files
from scenarios.reading.reader import read
from scenarios.running import resolve, worker_imports  # noqa: F401  (a worker looks for cycles of garbage seldom)
from tests.benchmarks.travel_choice import in_numpy

KERNELS = ("choosers", "elsewhere", "undecided", "settle")
YARDSTICK_CHOICES = 100_000


class Cost(NamedTuple):
    """What a member cost: processor seconds to set up, to run, and of that in the kernels of choice; and its choices."""

    start: float
    months: float
    kernels: float
    choices: int


def member(scale: float, months: int, name: str = "full-pilot") -> Cost:
    """Both variants of a shipped scenario, side by side on the same luck."""
    scenario = read(files()[name])
    setting = dataclasses.replace(resolve.setting(scenario), scale=scale, months=months)
    seed = member_seed(scenario.ensemble.seed, 0)
    parameters, draws = Parameters.drawn(seed, dict(resolve.overrides(scenario))), Draws(seed)
    with watched() as spent:
        begun = time.process_time()
        pair = [PilotModel(setting, plan, parameters, draws) for plan in resolve.plans(scenario).values()]
        ready = time.process_time()
        for _ in range(months):
            for model in pair:
                model.step()
        done = time.process_time()
    for model in pair:
        model.free()
    return Cost(ready - begun, done - ready, sum(seconds for seconds, _ in spent), sum(count for _, count in spent))


@contextmanager
def watched() -> Iterator[list[tuple[float, int]]]:
    """Seconds and choices of every call of a kernel, while this is open."""
    spent, kept = [], {name: getattr(TravelChoice, name) for name in KERNELS}

    def timed(name: str) -> Callable[..., object]:
        def call(*args: Any) -> object:
            begun = time.process_time()
            found = kept[name](*args)
            # Each variant asks once a month, of all choosers, who is undecided.
            spent.append((time.process_time() - begun, args[1].row.size if name == "undecided" else 0))
            return found

        return call

    try:
        for name in KERNELS:
            setattr(TravelChoice, name, timed(name))
        yield spent
    finally:
        for name, function in kept.items():
            setattr(TravelChoice, name, function)


def yardstick() -> float:
    """Processor seconds of a logit among as many alternatives in plain NumPy, per choice; the best of ten."""
    rng, best = np.random.default_rng(1), np.inf
    utility = rng.random((YARDSTICK_CHOICES, NANJING.stop))
    for _ in range(10):
        begun = time.process_time()
        (utility - np.log(-np.log(rng.random(utility.shape)))).argmax(axis=1)
        best = min(best, time.process_time() - begun)
    return best / YARDSTICK_CHOICES


def main(words: Sequence[str] | None = None) -> int:
    """Print the table."""
    ask = argparse.ArgumentParser(description="A whole member beside its travel choice")
    ask.add_argument("--scales", type=float, nargs="+", default=[0.05, 0.25])
    ask.add_argument("--months", type=int, default=36)
    ask.add_argument("--scenarios", nargs="+", default=["full-pilot", "plan-104"], help="shipped scenarios")
    asked = ask.parse_args(words)
    member(0.005, 2)
    measure = yardstick()
    forms = {"compiled": member, "NumPy": lambda *about: in_numpy(member, *about)}
    if kernels.compiled() is None:
        del forms["compiled"]
    print(f"One member, {asked.months} months, both variants; processor seconds")
    print(f"(the yardstick, one choice of a plain NumPy logit: {measure * 1e9:.0f} ns)\n")
    print(f"{'':29} {'start':>7} {'months':>8} {'choice':>8} {'ratio':>6} {'choices':>12} {'yardsticks a choice':>20}")
    for scenario, scale in itertools.product(asked.scenarios, asked.scales):
        for name, form in forms.items():
            cost = form(scale, asked.months, scenario)
            print(
                f"{scenario:10.10} scale {scale:<5} {name:>6.6} {cost.start:>7.2f} {cost.months:>8.2f} {cost.kernels:>8.2f}"
                f" {cost.months / cost.kernels:>6.1f} {cost.choices:>12,} {cost.months / cost.choices / measure:>20.2f}"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
