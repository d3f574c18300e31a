"""``--precision``: as many members as it takes until the mean effect on every headline outcome is known so well.

Members differ in uncertain numbers, world and luck; the mean over N of them has the Monte-Carlo standard error
sd / sqrt(N). How many are run depends on the file, the seed and the precision alone: not on the machine, not on what an
interrupted run left. The run that comes out is, to the last bit, the one that ``--members N`` gives.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from commands.console import Console
from common.errors import UserError
from outputs.results.folder import read_provenance
from outputs.results.open import open_run
from outputs.results.outcomes import HEADLINES, Outcome
from scenarios.running.ensemble import Ensemble
from scenarios.running.member import Pair
from scenarios.running.prepare import Prepared

if TYPE_CHECKING:
    import xarray as xr

LEAST_MEMBERS, MOST_MEMBERS = 8, 2000
"""Members from which a standard error is first taken, and after which no more are run, unless the file asks for more."""
BATCH, MOST_GROWTH = 8, 2
"""Members are run in multiples of the first; the second is how many times as many a round may ask for."""
NEAR_NOTHING = 0.01
"""An effect below this share of the counterfactual is held against that share: of nothing, no share can be met."""

Totals = Mapping[int, np.ndarray]
"""Member -> headline outcomes over the whole run, shape (variants, outcomes): counterfactual, then scenario."""


class Verdict(NamedTuple):
    """How well the least known of the headline effects is known.

    ``error`` is the standard error of its mean effect as a share of that effect or, where ``small``, of
    ``NEAR_NOTHING`` of its counterfactual; ``members`` those that it is taken over.
    """

    members: int
    outcome: Outcome
    error: float
    small: bool


def share(text: str) -> float:
    """Return the precision that was asked for: a share, or percent.

    Raises:
        UserError: no number, or not above 0 and at most 1.
    """
    number = text.strip().rstrip("%％")
    try:
        value = float(number) / (1 if number == text.strip() else 100)
    except ValueError:
        value = math.nan
    if 0 < value <= 1:
        return value
    raise UserError(
        f"--precision {text}: a share of the mean effect, above 0 and at most 1, such as 0.05 or 5%",
        f"--precision {text}：应为平均效果的比例，大于 0 且不超过 1，如 0.05 或 5%",
    )


def judge(found: Totals) -> Verdict:
    """Return the headline outcome whose mean effect is least known; from one member nothing is known."""
    members = np.stack([found[member] for member in sorted(found)])
    effect, base = members[:, 1] - members[:, 0], np.abs(members[:, 0].mean(axis=0))
    size, floor = np.abs(effect.mean(axis=0)), NEAR_NOTHING * base
    error = np.full(len(HEADLINES), np.inf)
    if len(effect) > 1:
        error = effect.std(axis=0, ddof=1) / math.sqrt(len(effect))
    against = np.maximum(size, floor)
    shares = np.where(error > 0, np.inf, 0.0)
    np.divide(error, against, out=shares, where=against > 0)
    worst = int(shares.argmax())
    return Verdict(len(effect), HEADLINES[worst], float(shares[worst]), bool(size[worst] < floor[worst]))


def members_for(asked: float, least: int, found: Callable[[int], Totals]) -> int:
    """How many members it takes, or the most that are run.

    Args:
        asked: standard error over mean effect that is good enough.
        least: members to begin with.
        found: the totals of the first members, without those that failed.

    Returns:
        A number at which the precision is met, the most that are run, or one of whose members none finished.
    """
    members = max(least, LEAST_MEMBERS)
    most = max(members, MOST_MEMBERS)
    while True:
        totals = found(members)
        if not totals or members == most:
            return members
        error = judge(totals).error
        if error <= asked:
            return members
        # The error falls with the square root of the members; a first guess from few is not trusted far.
        times = min(error / asked, MOST_GROWTH) ** 2
        wanted = max(members + 1, math.ceil(members * min(times, MOST_GROWTH)))
        members = min(most, BATCH * math.ceil(wanted / BATCH))


def run_until(prepared: Prepared, asked: float, run: Callable[[int], Ensemble], console: Console) -> Ensemble:
    """Run members until the precision is met or the most are run.

    Args:
        prepared: the scenario; its number of members is the least.
        asked: the precision.
        run: runs the first members, those that are not there yet.
        console: prints after each round how far it has come.
    """
    found: dict[int, np.ndarray] = {}
    done: list[Ensemble] = []

    def grown(members: int) -> Totals:
        if found:
            known = judge(found)
            console.note(
                f"{prepared.scenario.name}: {known.outcome.en} is known to {_said(known.error)},"
                f" {_said(asked)} is asked for; going on to {members} members",
                f"{prepared.scenario.name}：{known.outcome.zh}的精度为 {_said(known.error)}，"
                f"要求 {_said(asked)}；继续运行至 {members} 个样本",
            )
        done.append(run(members))
        found.update({member: totals(done[-1].load(member)) for member in done[-1].members if member not in found})
        return found

    members_for(asked, prepared.members, grown)
    return done[-1]


def as_it_stands(prepared: Prepared, final: Path, asked: float) -> Prepared:
    """Return the scenario with the members of the finished run, where these are what the precision takes.

    Elsewhere how many it will be is not known yet, and its identity is none that a finished run can have.
    """
    record = read_provenance(final) or {}
    if record.get("inputs") == prepared.job.inputs:
        tried = len(record.get("member_seeds", ())) + len(record.get("failed_members", ()))
        try:
            with open_run(final) as dataset:
                there = totals_of_run(dataset)
        except (UserError, OSError, KeyError):
            there = {}

        def found(members: int) -> Totals:
            return {member: there[member] for member in there if member < members} if members <= tried else {}

        if there and members_for(asked, prepared.members, found) == tried:
            return prepared.with_members(tried)
    return prepared._replace(identity=f"{prepared.identity} to {asked!r}")


def totals(pair: Pair) -> np.ndarray:
    """Return the headline outcomes of one member over the whole run, shape (variants, outcomes)."""
    return np.array(
        [
            [sum(float(pair[variant][name].sum()) for name in outcome.variables) for outcome in HEADLINES]
            for variant in ("counterfactual", "scenario")
        ]
    )


def totals_of_run(dataset: xr.Dataset) -> dict[int, np.ndarray]:
    """Return the totals of every member of a finished run, bit for bit; only one member is in memory at a time."""
    names = [name for outcome in HEADLINES for name in outcome.variables]
    found = {}
    for position, member in enumerate(dataset["member"].values):
        arrays = {name: dataset[name].isel(member=position).transpose("variant", "month", ...).values for name in names}
        pair = {
            variant: {name: np.ascontiguousarray(array[at]) for name, array in arrays.items()}
            for at, variant in enumerate(dataset["variant"].values)
        }
        found[int(member)] = totals(pair)
    return found


def show_reached(final: Path, asked: float, console: Console) -> None:
    """Say of a finished run how many members it took, which outcome was the last, or that the most were not enough."""
    with open_run(final) as dataset:
        known = judge(totals_of_run(dataset))
    of = ("its mean effect", "其平均效果")
    if known.small:
        of = f"{_said(NEAR_NOTHING)} of its counterfactual", f"其对照情景数值的 {_said(NEAR_NOTHING)} "
    if known.error <= asked:
        told = (
            f"reached with {known.members} members; the last outcome was",
            f"{known.members} 个样本达到要求；最后达到的是",
        )
    else:
        told = (
            f"not reached with {known.members} members, and no more are run; the farthest off is",
            f"{known.members} 个样本仍未达到，已到样本数上限；差得最远的是",
        )
    console.result(
        f"Precision {_said(asked)}: {told[0]} {known.outcome.en} (standard error {_said(known.error)} of {of[0]})",
        f"精度 {_said(asked)}：{told[1]}{known.outcome.zh}（标准误为{of[1]}的 {_said(known.error)}）",
    )


def _said(value: float) -> str:
    """In percent, with three digits: enough to tell what falls just short."""
    return f"{np.format_float_positional(100 * value, precision=3, fractional=False, trim='-')} %"
