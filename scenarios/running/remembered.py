"""Members whose variants are taken from the store where they are there, and run where they are not."""

import dataclasses
import functools
import importlib.metadata
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.draws import Draws
from model.levers.actions import Plan
from model.numba_switch import PLAIN_NUMPY
from model.parameters import Parameters
from model.setting import Setting
from scenarios.attributing.coalitions import unlabelled
from scenarios.running.fingerprints import fingerprint, foundations
from scenarios.running.member import OWN, Fault, Job, Pair, plan_names, run_pair
from scenarios.running.variant_store import Variant, VariantStore, store_here

PairFunction = Callable[[Setting, Sequence[Plan], Parameters, Draws], Pair]
_LIBRARIES = ("mesa", "numpy", "scipy", "numba")
"""Libraries that a member is computed with."""


@dataclass(frozen=True)
class Remembered:
    """Runs plans for one member as :func:`scenarios.running.member.run_pair` does, with the same bits, but none that the store has.

    Args:
        store: the store.
        here: fingerprint of code, data, libraries and processor.
        keeps: whether what is run is kept; False for plans that hardly anybody will ask for again.
        pair: runs what is missing.
    """

    store: VariantStore
    here: str
    keeps: bool = True
    pair: PairFunction = run_pair

    def __call__(self, setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> Pair:
        own = fingerprint(self.here, setting, parameters.values(), draws.identity)
        names = [fingerprint(own, unlabelled(plan)) for plan in plans]
        there = {name: variant for name in dict.fromkeys(names) if (variant := self.store.get(name)) is not None}
        missing = {name: plan for name, plan in zip(names, plans, strict=True) if name not in there}
        if missing:
            there |= self._run(setting, missing, plan_names(len(plans)), names, parameters, draws)
        series: Pair = {at: there[name].results for at, name in zip(plan_names(len(plans)), names, strict=True)}
        return series | {OWN: there[names[0]].own}

    def _run(
        self,
        setting: Setting,
        missing: dict[str, Plan],
        at: Sequence[str],
        names: Sequence[str],
        parameters: Parameters,
        draws: Draws,
    ) -> dict[str, Variant]:
        """Run the plans that are missing, side by side; ``at`` are the variants' names, ``names`` those in the store."""
        run_as = plan_names(len(missing))
        try:
            pair = self.pair(setting, tuple(missing.values()), parameters, draws)
        except Fault as fault:  # name the variant that failed as if all had been run
            name = list(missing)[run_as.index(fault.variant)]
            raise Fault(at[names.index(name)], fault.month) from fault.__cause__
        found = {name: Variant(pair[place], pair[OWN]) for name, place in zip(missing, run_as, strict=True)}
        if self.keeps:
            for name, variant in found.items():
                self.store.put(name, variant)
        return found


def remembered() -> PairFunction:
    """Return what runs the members of a scenario: with the store, or without where it is switched off.

    Raises:
        UserError: the environment names a limit that is none.
    """
    store = store_here()
    return run_pair if store is None else Remembered(store, _here())


def not_kept(pair: PairFunction) -> PairFunction:
    """Return the same, but what it runs is not kept: for many plans of which each is asked for once."""
    return dataclasses.replace(pair, keeps=False) if isinstance(pair, Remembered) else pair


def without_store(job: Job) -> Job:
    """Return the job for machines that do not have this one's store."""
    return dataclasses.replace(job, pair=job.pair.pair) if isinstance(job.pair, Remembered) else job


@functools.cache
def _here() -> str:
    """Fingerprint of all that the bits of a variant may depend on beside the member and the plan."""
    versions: dict[str, Any] = {}
    for library in _LIBRARIES:
        try:
            versions[library] = importlib.metadata.version(library)
        except importlib.metadata.PackageNotFoundError:
            continue
    vectors = np.show_config(mode="dicts").get("SIMD Extensions", {})
    plain = bool(os.environ.get(PLAIN_NUMPY))
    return fingerprint(foundations(), versions, platform.python_version(), platform.machine(), vectors, plain)
