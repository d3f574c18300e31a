"""One member of an ensemble: computed with its own random numbers, and checked.

A member is a pure function of its number and a :class:`Job`; where, when and beside which other members it is
computed changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from common.vocabulary import VARIANTS
from model.draws import Bend, Draws, name_key
from model.facts.months import month_label
from model.levers.actions import Plan
from model.parameters import Parameters
from model.posterior import Posterior
from model.setting import Setting

CITY = "city"
"""The part of a scenario that the city decides, run beside both variants in the first members (see scenarios.running.city_share)."""
PROCESS = "process"
"""The part of a scenario that acts through something somebody meets, without elicited pushes; run in the same members."""
OWN = "member"
"""What a member differs from others by, its drawn numbers and its world, the same in all variants."""
CITY_MEMBERS = 5
"""Members in which parts of a scenario are run at the most: enough for their mean and a rough interval."""
PLANNED = "planned"
"""The scenario as it was written, run beside what a ledger says was carried out of it, in every member."""
HISTORY = "history"
"""The months before the period of a scenario that begins where history stands, the same in all variants."""
BESIDE = (CITY, PROCESS, PLANNED)
"""What may be run beside the two variants."""
Pair = dict[str, dict[str, np.ndarray]]
"""Variant -> variable -> array of shape (months, *axes); parts of the scenario and what is the member's own may be
there beside the variants."""


def run_pair(setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> Pair:
    """Run counterfactual, scenario and maybe other plans, for one member, on the same parameters and the same luck.

    Args:
        setting: when, how finely and in which world.
        plans: what each of them does; equal plans are run once.
        parameters: the member's values.
        draws: the member's luck.

    Returns:
        For each of them its variables, each of shape (months, \\*axes), and what is the member's :data:`OWN`.
    """
    from model.side_by_side import SideBySide
    from scenarios.running import member_draws

    names = plan_names(len(plans))
    distinct = [plan for k, plan in enumerate(plans) if plan not in plans[:k]]
    place = [distinct.index(plan) for plan in plans]
    cities = SideBySide(setting, distinct, parameters, draws)
    try:
        cities.begin()
        # Month by month side by side: what luck and world alone settle is then drawn once for all.
        for _ in range(setting.months):
            cities.step()
        series = [cities.city(k).run() for k in range(len(distinct))]
        own = member_draws.of_member(setting, parameters, cities.city(0).world.paths)
    except Exception as error:
        month = cities.city(cities.at).month if cities.courses else None
        raise Fault(names[place.index(cities.at)], month) from error
    finally:
        cities.free()
    return {**{name: series[k] for name, k in zip(names, place, strict=True)}, OWN: own}


def plan_names(plans: int) -> tuple[str, ...]:
    """Return the names of plans that are run side by side: the variants, what runs beside them, then numbers."""
    return (*VARIANTS, *BESIDE, *(f"plan_{k}" for k in range(5, plans)))[:plans]


class Fault(Exception):
    """An error of the model, with the variant and the calendar month (None: at the start) in which it came."""

    def __init__(self, variant: str, month: int | None):
        super().__init__(f"{variant}, {'at the start' if month is None else month_label(month)}")
        self.variant, self.month = variant, month

    def __reduce__(self) -> tuple:
        """Keep both where it is sent from one process to another."""
        return Fault, (self.variant, self.month)


@dataclass(frozen=True)
class Luck:
    """Luck of a member that was chosen for agreeing with observations, in place of its own.

    ``candidate`` is the member whose numbers and luck it has before the calendar month ``fresh_from``; from then on its luck is
    its own; ``bends`` say where Nanjing's own courses went.
    """

    candidate: int
    bends: tuple[Bend, ...]
    fresh_from: int


@dataclass(frozen=True)
class Job:
    """All that the members of an ensemble share; small, so that it travels cheaply to other processes.

    ``overrides`` are parameter values set by the scenario; ``shapes`` gives for each variable its shape per month;
    ``may_be_missing`` names the variables that need not be finite (a load factor without seats). ``inputs`` is the
    fingerprint of everything that a member depends on, ``pair`` the function that runs one member, ``city`` what the
    city alone would do, ``process`` the scenario without elicited pushes and ``planned`` what was planned where the scenario is what a
    ledger says, where these are to be run too; ``posterior`` is what calibrated numbers are drawn from, None: the one that ships with the
    model; ``before`` counts the months of history with which the run begins and which are no part of its results; ``luck`` gives each member's
    luck where observations have chosen it.
    """

    setting: Setting
    counterfactual: Plan
    scenario: Plan
    seed: int
    overrides: tuple[tuple[str, float], ...]
    shapes: tuple[tuple[str, tuple[int, ...]], ...]
    inputs: str
    may_be_missing: frozenset[str] = frozenset()
    pair: Callable[[Setting, Sequence[Plan], Parameters, Draws], Pair] = run_pair
    city: Plan | None = None
    process: Plan | None = None
    planned: Plan | None = None
    posterior: Posterior | None = None
    before: int = 0
    luck: tuple[Luck, ...] = ()

    @property
    def first(self) -> int:
        """First calendar month of the results."""
        return self.setting.start + self.before

    @property
    def months(self) -> int:
        """Months of the results."""
        return self.setting.months - self.before


def draws_of(job: Job, member: int) -> Draws:
    """Return the random numbers of a member: its own, or those that observations have chosen for it."""
    if not job.luck:
        return Draws.of_member(job.seed, member)
    luck = job.luck[member]
    after = Draws.of_member(name_key("after", job.seed, bits=64), member)
    return Draws.of_member(job.seed, luck.candidate).bent(luck.bends).branched(luck.fresh_from, after)


def numbers_of(job: Job, member: int) -> tuple[Parameters, Draws]:
    """Return the values of all declared numbers in a member, and its luck."""
    draws = draws_of(job, member)
    return Parameters.drawn(draws, dict(job.overrides), posterior=job.posterior), draws


def beside(job: Job, member: int) -> dict[str, Plan]:
    """Return what is run in a member beside the two variants, by the names of :data:`BESIDE`."""
    parts = {CITY: job.city, PROCESS: job.process} if member < CITY_MEMBERS else {}
    return {name: plan for name, plan in {**parts, PLANNED: job.planned}.items() if plan is not None}


def compute(job: Job, member: int) -> Pair:
    """Return the results of one member.

    Raises:
        ValueError: a variable is missing, has another shape, or is not finite.
        Exception: whatever the model raises.
    """
    plans: tuple[Plan, ...] = (job.counterfactual, job.scenario)
    wanted = beside(job, member)
    if wanted:  # what is equal to the scenario is not run again
        plans += tuple(wanted.get(name, job.scenario) for name in BESIDE)
    pair = job.pair(job.setting, plans, *numbers_of(job, member))
    checked = {name: _checked(job, name, results) for name, results in pair.items() if name in (*VARIANTS, *wanted)}
    whole = checked | {OWN: pair[OWN]} if OWN in pair else checked
    return _without_history(job, whole) if job.before else whole


def _without_history(job: Job, whole: Pair) -> Pair:
    """The months of the results, and apart those of history, in which all variants are one city."""
    months, before = job.setting.months, job.before

    def later(array: np.ndarray) -> np.ndarray:
        return np.ascontiguousarray(array[before:]) if array.ndim and len(array) == months else array

    parts = {name: {key: later(array) for key, array in results.items()} for name, results in whole.items()}
    return parts | {HISTORY: {key: array[:before].copy() for key, array in whole[VARIANTS[1]].items()}}


def _checked(job: Job, variant: str, results: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The declared variables as float64 arrays, if they are all there, of the right shape, and numbers."""
    if undeclared := sorted(set(results) - {name for name, _ in job.shapes}):
        raise ValueError(f"{variant}: the model gave variables that are not declared: {', '.join(undeclared)}")
    checked = {}
    for name, axes in job.shapes:
        if name not in results:
            raise ValueError(f"{variant}: the model gave no {name}")
        array = np.ascontiguousarray(results[name], dtype=np.float64)
        if array.shape != (job.setting.months, *axes):
            raise ValueError(f"{variant}: {name} has shape {array.shape}, not {(job.setting.months, *axes)}")
        wrong = np.isinf(array) if name in job.may_be_missing else ~np.isfinite(array)
        if wrong.any():
            month = job.setting.start + int(np.argmax(wrong.reshape(len(array), -1).any(axis=1)))
            raise ValueError(f"{variant}: {name} is not a finite number in {month_label(month)}")
        checked[name] = array
    return checked
