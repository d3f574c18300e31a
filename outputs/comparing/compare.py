"""Runs beside each other: who shares whose luck, and how far the outcomes differ, member by member where that can be.

The first run is the base; each other run is compared with it, scenario with scenario. Two runs of the same seed, scale,
first month, code and data have the same luck: member by member, only what differs in the inputs makes a difference.
Otherwise every member of one run is set against every member of the other.
"""

import functools
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np
import xarray as xr

from common.errors import UserError
from outputs.comparing.compare_inputs import Difference, differences
from outputs.results.folder import read_provenance
from outputs.results.open import find_run, open_run
from outputs.results.outcomes import HEADLINES, Outcome, monthly
from outputs.results.summary import TOTAL, is_stock, periods

FEWEST, MOST = 2, 6
"""How many runs can be compared at once."""
COSTS = ("fiscal_cost", "task_strength", "task_cost")
"""What a plan states by itself: no sign that it did anything."""
LUCK = {
    "seed": ("seeds", "随机种子"),
    "scale": ("scales", "模拟比例"),
    "start": ("first months", "起始月份"),
    "code": ("code", "代码"),
    "data": ("data", "数据"),
    "posterior": ("fit", "拟合结果"),
}
"""What two runs must share to have the same luck, with the readers' names."""


class Run(NamedTuple):
    """One run: its label for readers, its folder, its results and what is known of where it came from."""

    label: str
    folder: Path
    dataset: xr.Dataset
    provenance: dict
    levels: dict[str, xr.DataArray]
    """Outcomes of the scenario that have been read, by key."""

    def scenario(self, outcome: Outcome) -> xr.DataArray:
        """An outcome of the scenario, (member, month) in the unit of the file; read once.

        Raises:
            UserError: the file lacks it or is damaged where it should be.
        """
        if outcome.key not in self.levels:
            try:
                found = monthly(self.dataset.sel(variant=["scenario"]), outcome).isel(variant=0).load()
            except (OSError, ValueError, RuntimeError, KeyError) as error:
                where = self.folder / "results.nc"
                raise UserError(
                    f"{where} is incomplete or damaged ({error})", f"{where} 不完整或已损坏（{error}）"
                ) from error
            self.levels[outcome.key] = found
        return self.levels[outcome.key]

    @property
    def hashes(self) -> dict:
        """Hashes of what the run rests on; empty where they are not known."""
        return self.provenance.get("hashes") or {}

    def luck(self) -> dict[str, object]:
        """What the run's luck depends on, by the keys of :data:`LUCK`; None where it is not known."""
        attrs = self.dataset.attrs
        found: dict[str, object] = {key: attrs.get(key) for key in ("seed", "scale")}
        return found | {
            "start": str(self.dataset["month"].values[0])[:7],
            "code": self.hashes.get("code"),
            "data": self.hashes.get("data"),
            "posterior": self.hashes.get("posterior"),
        }


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
            self.months = set.intersection(*(set(run.dataset["month"].values) for run in self.all))
            if not self.months:
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
        months = np.array(sorted(self.months))
        cut = [run._replace(dataset=run.dataset.sel(month=months), levels={}) for run in self.all]
        whole = [run.dataset.sizes["month"] for run in self.all]
        return [
            Comparison(cut[0], run, self.base.luck(), other.luck(), max(whole) > len(months))
            for run, other in zip(cut[1:], self.all[1:], strict=True)
        ]


class Line(NamedTuple):
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
        old, new: the runs.
        old_luck, new_luck: what their luck depends on.
        cut: whether a run has months that are left out.
    """

    def __init__(self, old: Run, new: Run, old_luck: dict[str, object], new_luck: dict[str, object], cut: bool = False):
        self.old, self.new, self.cut = old, new, cut
        self.apart = [key for key in LUCK if old_luck[key] != new_luck[key] or old_luck[key] is None]
        members = [set(map(int, run.dataset["member"].values)) for run in (old, new)]
        self.members = sorted(set.intersection(*members))
        self.paired = not self.apart and bool(self.members)
        self.draws = len(self.members) if self.paired else len(members[0]) * len(members[1])
        """How many differences there are of each outcome: of pairs of members."""

    @functools.cached_property
    def inputs(self) -> list[Difference]:
        """What differs in the inputs."""
        texts = [str(run.dataset.attrs.get("scenario_yaml", "")) for run in (self.old, self.new)]
        return differences(*texts, self.old.hashes, self.new.hashes)

    def lines(self, outcomes: Sequence[Outcome] = HEADLINES) -> Iterator[Line]:
        """Each outcome in each calendar year that the runs share, and over all of it."""
        for outcome in outcomes:
            stock = is_stock(self.old.dataset, outcome)
            for period, months in self._periods().items():
                old, new = (self._scenario(run, outcome, months) for run in (self.old, self.new))
                differ = new - old if self.paired else (new[:, None] - old[None, :]).ravel()
                yield Line(outcome, period, stock, old, new, differ)

    def _periods(self) -> dict[str, slice]:
        """Calendar years, the first 36 months where the runs are longer, and all months."""
        found, whole = periods(self.old.dataset), self.old.dataset.sizes["month"]
        return {name: one for name, one in found.items() if name.isdigit() or name == TOTAL or one.stop < whole}

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
        kept = {"variant": "scenario", "member": self.members}
        old, new = (run.dataset.sel(kept) for run in (self.old, self.new))
        names = [name for name in old.data_vars if "kind" in old[name].attrs]
        if any(name not in new or old[name].shape != new[name].shape for name in names):
            return None
        moved = {name for name in names if not np.array_equal(old[name].values, new[name].values, equal_nan=True)}
        return None if moved - set(COSTS) else "costs" if moved else "all"
