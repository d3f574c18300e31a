"""What held numbers would do: each moved over its declared range, the effects looked at again.

``python -m calibration.held`` moves groups of held numbers first, a room at a time, to ends of their ranges drawn at random and then to
the opposite ones; a group that moves no effect is done, another is halved, down to single numbers (sequential bifurcation: Bettonvil &
Kleijnen 1997, European Journal of Operational Research 96:180-194; with random ends, since nobody knows which way a number acts, so that
numbers of a group cancel twice only by chance). Single numbers that move an effect are moved again in more members. All runs of
a member share its luck, its world and its drawn numbers. Runs are kept, so that the study goes on where it was interrupted.
"""

import argparse
import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from calibration.headline_effects import OUTCOMES, effects, job
from calibration.report import FOLDER, Row, write_rows
from calibration.result_cache import all_done
from model.draws import Draws, name_key
from model.parameters import Parameters, declared
from scenarios.running.fingerprints import fingerprint
from scenarios.running.member import Fault, run_pair

PLAN = "plan-104"
OWN = {
    "builders": "mixed-land-use",
    "carriers": "long-haul-support",
    "chains": "industrial-chains",
    "consumption": "consumption",
    "digital": "digital-trade",
    "duty_free": "duty-free",
    "exhibitions": "exhibitions",
    "finance": "cross-border-finance",
    "freight": "freight",
    "institutions": "institutions",
    "places": "places",
    "science": "science",
    "talent": "visa-facilitation",
    "travel": "visa-facilitation",
    "zones": "mixed-land-use",
}
"""Rooms whose numbers a scenario of their own lever shows better than the plan, which touches many things a little."""
LUMPY = ("fdi", "new_foreign_firms")
"""Outcomes that a single investor moves: with few members small moves of theirs are luck."""
LEAST = {outcome: 1.0 if outcome in LUMPY else 0.1 for outcome in OUTCOMES}
"""Effect in percent below which a scenario is no test of an outcome: moves are shares of it."""
NOTHING = {outcome: 5.0 if outcome in LUMPY else 1.0 for outcome in OUTCOMES}
"""Percent of an effect below which a group is done."""
MEMBERS = 3
"""Members in which single numbers that move something are moved; groups are in the first alone."""


CLEAR = 3.0
"""Standard errors that a move must have to be told apart from luck."""


class Move(NamedTuple):
    """A held number at an end of its range."""

    name: str
    high: bool

    @property
    def value(self) -> float:
        """The end."""
        return declared()[self.name].high if self.high else declared()[self.name].low


@dataclasses.dataclass(frozen=True)
class Moved:
    """A member of some scenarios with held numbers moved; gives effects, (scenarios, outcomes), NaN where the model refuses."""

    scenarios: tuple[str, ...]
    member: int
    moves: tuple[Move, ...] = ()

    def run(self) -> np.ndarray:
        """Return the effects, 100 log(scenario / counterfactual)."""
        plan = job(PLAN)
        draws = Draws.of_member(plan.seed, self.member)
        parameters = Parameters.drawn(draws, {move.name: move.value for move in self.moves})
        plans = (plan.counterfactual, *(job(name).scenario for name in self.scenarios))
        try:
            usual, *found = list(run_pair(plan.setting, plans, parameters, draws).values())[: len(plans)]
        except Fault:  # ends that exclude each other; alone each may be possible
            return np.full((len(self.scenarios), len(OUTCOMES)), np.nan)
        return np.array([effects(one, usual) for one in found])

    def key(self) -> str:
        """Return the fingerprint of all that the effects depend on."""
        inputs = [job(name).inputs for name in (PLAN, *self.scenarios)]
        return fingerprint("held", inputs, dataclasses.asdict(self), OUTCOMES)[:32]


def held() -> tuple[str, ...]:
    """Return the held numbers that have a range, in the order of the tables."""
    return tuple(name for name, p in declared().items() if p.role == "constant" and p.low < p.high)


def scenarios_of(room: str) -> tuple[str, ...]:
    """Return the scenarios in which the numbers of a room are moved."""
    return (PLAN, *([OWN[room]] if room in OWN else []))


class Found(NamedTuple):
    """What moving a group did: percent of the effect, low or drawn ends first, then high or opposite ones, (2, scenarios, outcomes).

    ``error`` is the standard error over members of a number that was moved in several, same shape, NaN elsewhere.
    """

    group: tuple[str, ...]
    moves: np.ndarray
    error: np.ndarray


def study(folder: Path, workers: int | None = 2) -> list[Found]:
    """Return what was found of every held number, alone or in the group that moved nothing.

    Args:
        folder: where finished runs are kept.
        workers: processes; None is one per core.
    """
    rooms = dict.fromkeys(name.split(".")[0] for name in held())
    groups = [tuple(name for name in held() if name.split(".")[0] == room) for room in rooms]
    told: list[Found] = []
    alone: list[Found] = []
    while groups:
        print(f"{len(groups)} groups of {sum(map(len, groups))} numbers", flush=True)
        moved = _moved(groups, 0, folder, workers)
        found = [Found(group, moves, np.full_like(moves, np.nan)) for group, moves in zip(groups, moved, strict=True)]
        told += [one for one in found if not _loud(one)]
        alone += [one for one in found if _loud(one) and len(one.group) == 1]
        split = [one.group for one in found if _loud(one) and len(one.group) > 1]
        groups = [half for group in split for half in (group[: len(group) // 2], group[len(group) // 2 :])]
    if alone:
        print(f"{len(alone)} numbers in {MEMBERS - 1} more members", flush=True)
        more = [_moved([one.group for one in alone], member, folder, workers) for member in range(1, MEMBERS)]
        for one, *others in zip(alone, *more, strict=True):
            members = np.stack([one.moves, *others])
            with np.errstate(invalid="ignore"):  # where the model refuses an end
                error = members.std(axis=0, ddof=1) / np.sqrt(MEMBERS)
            told.append(Found(one.group, members.mean(axis=0), error))
    order = {name: place for place, name in enumerate(held())}
    return sorted(told, key=lambda one: order[one.group[0]])


def ends(group: Sequence[str]) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    """Return the ends that a group is moved to, and the opposite ones; a single number is low first, then high."""
    drawn = np.random.default_rng(name_key("held", *group)).random(len(group)) < 0.5
    first = drawn if len(group) > 1 else np.array([False])
    there, back = (tuple(Move(n, bool(h)) for n, h in zip(group, high, strict=True)) for high in (first, ~first))
    return there, back


def _moved(groups: Sequence[tuple[str, ...]], member: int, folder: Path, workers: int | None) -> list[np.ndarray]:
    """Percent of the member's own effects by which the ends of each group move them, (2, scenarios, outcomes) each.

    NaN where there is hardly an effect, infinite where the model refuses.
    """
    shown = [scenarios_of(group[0].split(".")[0]) for group in groups]
    bases = list(dict.fromkeys(shown))
    work = [Moved(scenarios, member) for scenarios in bases]
    for group, scenarios in zip(groups, shown, strict=True):
        work += [Moved(scenarios, member, moves) for moves in ends(group)]
    results = [arrays["row"] for arrays in all_done(work, folder, workers)]
    base, least = dict(zip(bases, results, strict=False)), np.array(list(LEAST.values()))
    moved = []
    for place, scenarios in enumerate(shown):
        usual = np.where(np.abs(base[scenarios]) >= least, base[scenarios], np.nan)
        pair = np.stack(results[len(bases) + 2 * place :][:2])
        refused = np.isnan(pair) & np.isfinite(usual)
        moved.append(np.where(refused, np.inf, 100 * (pair - usual) / np.abs(usual)))
    return moved


def _loud(found: Found) -> bool:
    moves = np.nan_to_num(np.abs(found.moves), nan=0.0).max(axis=(0, 1))
    return bool((moves > np.array(list(NOTHING.values()))).any())


def rows(found: Sequence[Found]) -> list[Row]:
    """Return one row per held number, in the order of the tables.

    ``outcome`` and ``scenario`` are where it moves most, of what lies beyond :data:`CLEAR` standard errors; ``at_low`` and ``at_high`` what
    its ends do there, in percent of the effect (``refused``: the model cannot be run so); ``together`` how many numbers were moved with it: where they are more than
    one, ``at_low`` and ``at_high`` are what the whole group did.
    """
    about: dict[str, Row] = {}
    for one in found:
        room = one.group[0].split(".")[0]
        size = np.nan_to_num(np.abs(one.moves), nan=0.0, posinf=np.inf)
        clear = np.where(np.isnan(one.error) | (size > CLEAR * one.error), size, 0.0).max(axis=0)
        scenario, outcome = np.unravel_index(int(clear.argmax()), clear.shape)
        some = bool(clear.max() > 0)
        there: Row = {"scenario": scenarios_of(room)[scenario], "outcome": list(OUTCOMES)[outcome]}
        there |= {end: _told(one.moves[k, scenario, outcome]) for k, end in enumerate(("at_low", "at_high"))}
        error = float(one.error[:, scenario, outcome].max())
        there["error"] = "" if np.isnan(error) else error
        nowhere: Row = {"scenario": "", "outcome": "", "at_low": 0.0, "at_high": 0.0, "error": ""}
        for name in one.group:
            number = declared()[name]
            row: Row = {"name": name, "en": number.en, "zh": number.zh, "unit": number.unit}
            row |= {"held_at": number.default, "low": number.low, "high": number.high}
            about[name] = row | (there if some else nowhere) | {"together": len(one.group)}
    return [about[name] for name in held()]


def _told(moves: float) -> object:
    return "refused" if np.isinf(moves) else float(moves)


def main() -> None:
    """Run the study and write its table."""
    words = argparse.ArgumentParser(prog="python -m calibration.held", description="Move every held number.")
    words.add_argument("--workers", type=int, default=None, help="processes, by default one per core")
    words.add_argument(
        "--runs", type=Path, default=Path("outputs/calibration/runs"), help="where finished runs are kept"
    )
    words.add_argument("--out", type=Path, default=FOLDER / "held.csv", help="the table")
    asked = words.parse_args()
    write_rows(asked.out, rows(study(asked.runs, asked.workers)))


if __name__ == "__main__":
    main()
