"""Golden results: what the shipped scenarios give, small and by year, so that no change of results goes unseen.

One member of each scenario is run as its file says, but with few travellers; two of those that do everything or
nothing. Every headline outcome, and what lies behind it, is added up by year for both variants and kept beside this file
as ``<scenario>.csv``.
"""

import csv
import dataclasses
import functools
import math
from pathlib import Path

import numpy as np

from model.levers.actions import Plan
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from model.side_by_side import SideBySide
from model.variables import VARIABLES
from outputs.results.outcomes import HEADLINES
from scenarios.explaining.library import files
from scenarios.reading.reader import read
from scenarios.running import resolve
from tests.support.shared_draws import SharedDraws

FOLDER = Path(__file__).parent
TWO_MEMBERS = ("no-pilot", "full-pilot", "observed")
"""Scenarios of which two members are run: levers that a scenario has to itself act in each member by the same code."""
SCALE = 0.005
TOLERANCE = 1e-6
"""Relative: the bits are the same on one processor type and set of libraries, elsewhere sums are rounded otherwise."""
OUTCOMES: dict[str, tuple[str, ...]] = {
    **{outcome.key: outcome.variables for outcome in HEADLINES},
    **{
        key: (key,)
        for key in (
            "new_foreign_firms", "foreign_firms", "jobs", "talent", "visitor_nights", "duty_free_sales",
            "weekly_flights", "floor_space", "rent", "fiscal_cost", "force_index", "gdp", "risk",
            "rival_visitors", "rival_fdi",
        )
    },
}  # fmt: skip
"""Column → the variables of which it is the sum; flows are added up over a year, stocks and indices averaged."""
PLACE = ("variant", "member", "year")
Rows = dict[tuple[str, str, str], dict[str, float]]
"""(variant, member, year) → value by outcome."""


def names() -> tuple[str, ...]:
    """The shipped scenarios."""
    return tuple(files())


def path(name: str) -> Path:
    """Where the golden results of a scenario are kept."""
    return FOLDER / f"{name}.csv"


def computed(name: str, months: int | None = None, members: int | None = None) -> Rows:
    """The results of a shipped scenario as the model gives them now; of its first ``months`` and ``members`` alone, if told."""
    scenario = read(files()[name])
    setting = dataclasses.replace(resolve.setting(scenario), scale=SCALE)
    setting = dataclasses.replace(setting, months=months or setting.months)
    luck = scenario.ensemble.seed, tuple(sorted(resolve.overrides(scenario).items()))
    plans, rows = resolve.plans(scenario), {}
    for member in range(members or (2 if name in TWO_MEMBERS else 1)):
        if Plan() in plans.values():  # what does nothing is the same for many scenarios
            yearly = {
                variant: (_run if plan == Plan() else _run.__wrapped__)(_Inputs(setting, plan, *luck, member))
                for variant, plan in plans.items()
            }
        else:
            yearly = _side_by_side(setting, plans, *luck, member)
        rows |= {(variant, str(member), year): row for variant in plans for year, row in yearly[variant].items()}
    return rows


class _Inputs:
    """All that a run rests on, equal to another of the same content."""

    def __init__(self, setting: Setting, plan: Plan, seed: int, overrides: tuple, member: int):
        self.setting, self.plan, self.seed, self.overrides, self.member = setting, plan, seed, overrides, member

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Inputs) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.setting.start, self.setting.months, self.seed, self.overrides, self.member))


@functools.cache
def _run(inputs: _Inputs) -> dict[str, dict[str, float]]:
    """Outcomes of one variant of one member, by year."""
    draws, parameters = _of_member(inputs.seed, inputs.member, inputs.overrides)
    model = PilotModel(inputs.setting, inputs.plan, parameters, draws)
    series = model.run()
    model.free()
    return _by_year(series, inputs.setting)


def _side_by_side(
    setting: Setting, plans: dict[str, Plan], seed: int, overrides: tuple, member: int
) -> dict[str, dict[str, dict[str, float]]]:
    """Outcomes of plans that both do something, by variant and year: one city as long as they ask the same of it."""
    draws, parameters = _of_member(seed, member, overrides)
    cities = SideBySide(setting, list(plans.values()), parameters, draws)
    cities.begin()
    for _ in range(setting.months):
        cities.step()
    found = {variant: _by_year(cities.city(place).series, setting) for place, variant in enumerate(plans)}
    cities.free()
    return found


def _by_year(series: dict[str, np.ndarray], setting: Setting) -> dict[str, dict[str, float]]:
    years = 2013 + np.arange(setting.start, setting.start + setting.months) // 12
    return {
        str(year): {outcome: _of_year(series, keys, years == year) for outcome, keys in OUTCOMES.items()}
        for year in np.unique(years)
    }


@functools.lru_cache(maxsize=4)
def _of_member(seed: int, member: int, overrides: tuple) -> tuple[SharedDraws, Parameters]:
    """Luck and parameters, shared by all runs of a member as its variants share them."""
    draws = SharedDraws.of_member(seed, member)
    return draws, Parameters.drawn(draws, dict(overrides))


def _of_year(series: dict[str, np.ndarray], keys: tuple[str, ...], months: np.ndarray) -> float:
    monthly = sum(series[key].reshape(len(months), -1).sum(axis=1) for key in keys)[months]
    return float(monthly.sum() if VARIABLES[keys[0]].kind == "flow" else monthly.mean())


def kept(name: str) -> Rows:
    """The golden results of a scenario.

    Raises:
        FileNotFoundError: it has none.
    """
    with path(name).open(encoding="utf-8", newline="") as lines:
        return {
            tuple(row.pop(key) for key in PLACE): {outcome: float(value) for outcome, value in row.items()}
            for row in csv.DictReader(lines)
        }


def keep(name: str, rows: Rows) -> None:
    """Write the golden results of a scenario."""
    with path(name).open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow([*PLACE, *OUTCOMES])
        for place, values in rows.items():
            table.writerow([*place, *(f"{values[outcome]:.10g}" for outcome in OUTCOMES)])


def differences(before: Rows, now: Rows) -> list[str]:
    """What is not the same within the tolerance, in words, one line for each number, row or column."""
    found = [
        f"{' '.join(place)}: only {'before' if place in before else 'now'}" for place in before.keys() ^ now.keys()
    ]
    for place in [place for place in before if place in now]:
        old, new = before[place], now[place]
        for outcome in dict.fromkeys([*old, *new]):
            a, b = old.get(outcome), new.get(outcome)
            if a is None or b is None:
                found.append(f"{' '.join(place)} {outcome}: only {'now' if a is None else 'before'}")
            elif not math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=1e-9):
                change = f"{100 * (b / a - 1):+.3g} %" if a else "from nothing"
                found.append(f"{' '.join(place)} {outcome}: {a:.10g} → {b:.10g} ({change})")
    return sorted(found)
