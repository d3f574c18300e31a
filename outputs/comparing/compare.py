"""Compare runs: how far the outcomes of each run differ from those of the first, scenario with scenario.

Runs with the same luck (:mod:`outputs.comparing.luck`) are compared member by member. Otherwise every member of one run
is compared with every member of the other, so that the differences hold the luck of both.
"""

import functools
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np
import xarray as xr

from common.errors import UserError
from common.results_names import COSTS
from outputs.comparing.compare_inputs import Difference, differences
from outputs.comparing.luck import DifferentLuck, SharedLuck, luck_of, shared_luck
from outputs.results.folder import read_provenance
from outputs.results.open import find_run, open_run
from outputs.results.outcomes import HEADLINES, Outcome, monthly
from outputs.results.summary_rows import TOTAL, is_stock, periods

FEWEST, MOST = 2, 6
"""How many runs can be compared at once."""


class Run(NamedTuple):
    """One run: its label for readers, its folder, its results and its provenance (empty where there is none)."""

    label: str
    folder: Path
    dataset: xr.Dataset
    provenance: Mapping
    levels: dict[str, xr.DataArray]
    """Outcomes of the scenario that have been read, by key."""

    def scenario(self, outcome: Outcome) -> xr.DataArray:
        """An outcome of the scenario, (member, month) in the unit of the file; read once.

        Raises:
            UserError: the file lacks it or is damaged where it should be.
        """
        if outcome.key not in self.levels:
            try:
                parts: dict[Hashable, xr.DataArray] = {
                    name: self.dataset[name].sel(variant=["scenario"]) for name in outcome.variables
                }
                level = monthly(parts, outcome).isel(variant=0).load()
            except (OSError, ValueError, RuntimeError, KeyError) as error:
                where = self.folder / "results.nc"
                raise UserError(
                    f"{where} is incomplete or damaged ({error})", f"{where} 不完整或已损坏（{error}）"
                ) from error
            self.levels[outcome.key] = level
        return self.levels[outcome.key]

    @property
    def hashes(self) -> Mapping:
        """Hashes of what the run rests on; empty where they are not known."""
        hashes = self.provenance.get("hashes")
        return hashes if isinstance(hashes, Mapping) else {}


class Runs:
    """The runs that are compared, open until the end of a ``with`` statement.

    Raises:
        UserError: too few or too many runs, one given twice, one that cannot be opened, or no month in common.
    """

    def __init__(self, names: Sequence[str | Path], out: Path):
        if not FEWEST <= len(names) <= MOST:
            raise UserError(
                f"{len(names)} run{'s' * (len(names) != 1)} given: compare takes {FEWEST} to {MOST}",
                f"给出了 {len(names)} 个结果：compare 需要 {FEWEST} 至 {MOST} 个",
            )
        self._open = ExitStack()
        folders = [find_run(name, out) for name in names]
        for k, folder in enumerate(folders):
            if folder.resolve() in [other.resolve() for other in folders[:k]]:
                raise UserError(f"{folder} is given twice", f"{folder} 给出了两次")
        with self._open:
            opened = [self._open.enter_context(open_run(folder)) for folder in folders]
            names_in = [
                str(dataset.attrs.get("scenario", folder.name)) for dataset, folder in zip(opened, folders, strict=True)
            ]
            labels = [
                name if names_in.count(name) == 1 else f"{folder.parent.name}/{folder.name}"
                for name, folder in zip(names_in, folders, strict=True)
            ]
            self.all = [
                Run(label, folder, dataset, read_provenance(folder) or {}, {})
                for label, folder, dataset in zip(labels, folders, opened, strict=True)
            ]
            if not shared_months(self.all):
                raise UserError("the runs have no month in common", "这些结果没有共同的月份")
            self._open = self._open.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def base(self) -> Run:
        """The run that the others are compared with."""
        return self.all[0]

    def comparisons(self) -> "list[Comparison]":
        """Each other run against the first, over the months that all have."""
        return against_first(self.all)


def shared_months(runs: Sequence[Run]) -> list[np.datetime64]:
    """The months that all runs have, in order."""
    return sorted(set.intersection(*(set(run.dataset["month"].values) for run in runs)))


def against_first(runs: Sequence[Run]) -> "list[Comparison]":
    """Each further run against the first, over the months that all have; none where they have no month in common."""
    months = shared_months(runs)
    if not months:
        return []
    lucks = [luck_of(run.dataset, run.provenance) for run in runs]
    shortened = any(run.dataset.sizes["month"] > len(months) for run in runs)
    first, *others = (run._replace(dataset=run.dataset.sel(month=months), levels={}) for run in runs)
    return [
        Comparison(first, run, shared_luck(lucks[0], luck), shortened)
        for run, luck in zip(others, lucks[1:], strict=True)
    ]


class OutcomeDifference(NamedTuple):
    """One outcome in one period: the members of either scenario, and their differences, in the unit of the file."""

    outcome: Outcome
    period: str
    stock: bool
    old: np.ndarray
    new: np.ndarray
    differences: np.ndarray

    @property
    def more(self) -> float:
        """Probability that the new run has more: the share of differences above zero, ties counted half."""
        return float((self.differences > 0).mean() + 0.5 * (self.differences == 0).mean())

    @property
    def same(self) -> bool:
        """Whether all differences are exactly zero."""
        return not self.differences.any()


class Comparison:
    """One run (``new``) against another (``old``), over the same months.

    Args:
        old, new: the runs, with the months that are compared.
        luck: whether they share their luck.
        shortened: whether a run has months that are left out.
    """

    def __init__(self, old: Run, new: Run, luck: SharedLuck | DifferentLuck, shortened: bool = False):
        self.old, self.new, self.luck, self.shortened = old, new, luck, shortened
        self.members = list(luck.members) if isinstance(luck, SharedLuck) else []
        """Members that are compared one by one; empty where luck is not shared."""
        sizes = [run.dataset.sizes["member"] for run in (old, new)]
        self.draws = len(self.members) or sizes[0] * sizes[1]
        """Number of pairs of members, and so of differences of each outcome."""

    @property
    def paired(self) -> bool:
        """Whether members are compared one by one."""
        return bool(self.members)

    @functools.cached_property
    def inputs(self) -> list[Difference]:
        """What differs in the inputs."""
        old, new = (str(run.dataset.attrs.get("scenario_yaml", "")) for run in (self.old, self.new))
        return differences(old, new, self.old.hashes, self.new.hashes)

    def lines(self, outcomes: Sequence[Outcome] = HEADLINES) -> Iterator[OutcomeDifference]:
        """Each outcome in each calendar year that the runs share, and over all shared months."""
        for outcome in outcomes:
            for period, months in periods(self.old.dataset).items():
                yield self.difference(outcome, period, months)

    def difference(self, outcome: Outcome, period: str = TOTAL, months: slice = slice(None)) -> OutcomeDifference:
        """One outcome over some of the shared months, all where not given."""
        old, new = (self._scenario(run, outcome, months) for run in (self.old, self.new))
        differences = new - old if self.paired else (new[:, None] - old[None, :]).ravel()
        return OutcomeDifference(outcome, period, is_stock(self.old.dataset, outcome), old, new, differences)

    def months_of(self, name: str) -> slice:
        """The months of a period that :meth:`lines` gives."""
        return periods(self.old.dataset)[name]

    def _scenario(self, run: Run, outcome: Outcome, months: slice) -> np.ndarray:
        levels, members = run.scenario(outcome).values, run.dataset["member"].values
        if self.paired:
            levels = levels[[int(np.flatnonzero(members == member)[0]) for member in self.members]]
        levels = levels[:, months]
        return levels[:, -1] if is_stock(run.dataset, outcome) else levels.sum(axis=1)

    @functools.cached_property
    def unmoved(self) -> str | None:
        """``"all"`` where every result of the scenarios is the same to the last bit, ``"costs"`` where only costs differ.

        None where anything else differs, or where the runs have not the same luck.
        """
        if not self.paired:
            return None
        paired = {"variant": "scenario", "member": self.members}
        old, new = (run.dataset.sel(paired) for run in (self.old, self.new))
        names = [name for name in old.data_vars if "kind" in old[name].attrs]
        if any(name not in new or old[name].shape != new[name].shape for name in names):
            return None
        moved = {name for name in names if not np.array_equal(old[name].values, new[name].values, equal_nan=True)}
        return None if moved - set(COSTS) else "costs" if moved else "all"
