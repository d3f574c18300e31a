"""One member of an ensemble: computed on its own luck, checked, and kept in a file that cannot be mistaken.

A member is a pure function of its number and a :class:`Job`; where, when and beside which other members it is
computed changes nothing. A kept member is a plain ``.npz`` archive (no pickle) followed by its SHA-256, so that a
file that was cut short, damaged or made from other inputs is seen before anything in it is read.
"""

import hashlib
import io
import json
import os
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from common.vocabulary import VARIANTS
from model.draws import Draws, member_seed
from model.facts.months import month_label
from model.levers.actions import Plan
from model.parameters import Parameters
from model.setting import Setting

CITY = "city"
"""The part of a scenario that the city decides, run beside both variants in the first members (see scenarios.running.city_share)."""
CITY_MEMBERS = 5
"""Members in which the city's part is run at the most: enough for its mean and a rough interval."""
Pair = dict[str, dict[str, np.ndarray]]
"""Variant -> variable -> array of shape (months, *axes); the city's part may be there as a third."""

_DIGEST = hashlib.sha256().digest_size
_LAST_LINES = 15


def run_pair(setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> Pair:
    """Run counterfactual, scenario and maybe the city's part of one member on the same parameters and the same luck.

    Args:
        setting: when, how finely and in which world.
        plans: what each of them does; equal plans are run once.
        parameters: the member's values.
        draws: the member's luck.

    Returns:
        For each of them its variables, each of shape (months, \\*axes).
    """
    from model.pilot import PilotModel

    names = (*VARIANTS, CITY)[: len(plans)]
    run_as = {name: names[plans.index(plan)] for name, plan in zip(names, plans, strict=True)}
    models, at = {}, names[0]
    try:
        for at, plan in zip(names, plans, strict=True):
            if run_as[at] == at:
                models[at] = PilotModel(setting, plan, parameters, draws)
        # Month by month side by side: what luck and world alone settle is then drawn once for all.
        for _ in range(setting.months):
            for at in models:
                models[at].step()
        series = {at: models[at].run() for at in models}
    except Exception as error:
        raise Fault(at, models[at].month if at in models else None) from error
    finally:
        for model in models.values():
            model.free()
    return {name: series[same] for name, same in run_as.items()}


class Fault(Exception):
    """An error of the model, with the variant and the calendar month (None: at the start) in which it came."""

    def __init__(self, variant: str, month: int | None):
        super().__init__(f"{variant}, {'at the start' if month is None else month_label(month)}")
        self.variant, self.month = variant, month


@dataclass(frozen=True)
class Job:
    """All that the members of an ensemble share; small, so that it travels cheaply to other processes.

    ``overrides`` are parameter values set by the scenario; ``shapes`` gives for each variable its shape per month;
    ``may_be_missing`` names the variables that need not be finite (a load factor without seats). ``inputs`` is the
    fingerprint of everything that a member depends on, ``pair`` the function that runs one member, ``city`` what the
    city alone would do, where that is to be run too.
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


def compute(job: Job, member: int) -> Pair:
    """The results of one member.

    Raises:
        ValueError: a variable is missing, has another shape, or is not finite.
        Exception: whatever the model raises.
    """
    seed = member_seed(job.seed, member)
    parameters = Parameters.drawn(seed, dict(job.overrides))
    plans = (job.counterfactual, job.scenario)
    if job.city is not None and member < CITY_MEMBERS:
        plans += (job.city,)
    pair = job.pair(job.setting, plans, parameters, Draws(seed))
    return {variant: _checked(job, variant, results) for variant, results in pair.items()}


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


def packed(inputs: str, member: int, pair: Pair) -> bytes:
    """The content of a kept member's file."""
    arrays = {f"{variant}/{name}": array for variant, results in pair.items() for name, array in results.items()}
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, inputs=np.array(inputs), member=np.array(member), **arrays)
    archive = stream.getvalue()
    return archive + hashlib.sha256(archive).digest()


def unpacked(inputs: str, member: int, content: bytes) -> Pair | None:
    """The results in a kept member's file, or None where it is not whole or not of this member and these inputs."""
    archive, digest = content[:-_DIGEST], content[-_DIGEST:]
    if hashlib.sha256(archive).digest() != digest:
        return None
    with np.load(io.BytesIO(archive), allow_pickle=False) as arrays:
        if str(arrays["inputs"]) != inputs or int(arrays["member"]) != member:
            return None
        pair: Pair = {}
        for key in arrays.files:
            variant, _, name = key.partition("/")
            if name:
                pair.setdefault(variant, {})[name] = arrays[key]
    return pair


def path_of(folder: Path, member: int) -> Path:
    """Where a finished member is kept; a failed one leaves a ``.json`` of the same name instead."""
    return folder / f"{member:05d}.npz"


def keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, safe against a kill or a power cut at any moment."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:  # a full disk needs the room
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def kept(folder: Path, inputs: str, member: int) -> Pair | None:
    """A member that was finished earlier, or None where there is none that can be trusted."""
    try:
        content = path_of(folder, member).read_bytes()
    except OSError:
        return None
    return unpacked(inputs, member, content)


def failure(job: Job, member: int, error: BaseException) -> dict:
    """What is known of a member that failed: which, where and why, as plain data."""
    fault = error if isinstance(error, Fault) else None
    cause = error.__cause__ if fault and error.__cause__ else error
    frames = traceback.extract_tb(cause.__traceback__)
    inside = [frame for frame in frames if f"{os.sep}model{os.sep}" in frame.filename] or list(frames)
    return {
        "member": member,
        "seed": member_seed(job.seed, member),
        "variant": fault.variant if fault else None,
        "month": month_label(fault.month) if fault and fault.month is not None else None,
        "room": f"{Path(inside[-1].filename).stem}.{inside[-1].name}" if inside else None,
        "why": f"{type(cause).__name__}: {cause}",
        "traceback": "".join(traceback.format_exception(cause)).splitlines()[-_LAST_LINES:],
    }


def as_json(record: dict) -> bytes:
    """A failure record as it is kept."""
    return json.dumps(record, ensure_ascii=False, indent=1).encode()
