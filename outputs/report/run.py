"""A run as a report needs it: the results, what the scenario says, where it came from, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import xarray as xr
from ruamel.yaml import YAML, YAMLError

from common.errors import UserError
from outputs.documents.document import clean
from outputs.observed.observation import Observed
from outputs.report.companion_files import LONGEST_TITLE, beside
from outputs.report.effects import Effect
from outputs.results.folder import read_provenance
from outputs.results.open import open_run
from outputs.results.outcomes import Outcome, monthly
from outputs.results.part_of_effect import shares_of_part
from outputs.results.reader_names import axis_names
from outputs.results.summary_rows import EXPORTED, is_stock, over_months
from outputs.validation.score_rows import GroupScore, Scored

_TITLES = ("title_en", "title_zh", "question_en", "question_zh", "counterfactual_title_en", "counterfactual_title_zh")
NEEDED = frozenset(
    [
        "fdi_actual_use",
        "fdi_by_origin",
        "fdi_pipeline",
        "new_foreign_firms",
        "jobs",
        "goods_exports",
        "goods_exports_by_kind",
        "goods_imports_by_kind",
        "services_exports_by_mode",
        "domestic_firms_founded",
        "goods_imports",
        "services_exports",
        "services_imports",
        "visitors",
        "visitor_nights",
        "visitor_spending",
        "visitors_by_way",
        "fdi_jiangsu",
        "fdi_china",
        "visitors_jiangsu",
        "visitors_china",
        "duty_free_sales",
        "weekly_flights",
        "talent",
        "talent_arrivals",
        "talent_departures",
        "rent",
        "fiscal_cost",
        "public_income",
        "public_income_local",
        "income_by_group",
        "jobs_by_education",
        "force_index",
        "task_strength",
        "task_cost",
        "zone_support",
        "risk",
        "warning",
    ]
)
"""Variables that a report shows."""


@dataclass(frozen=True)
class Run:
    """One run in one language.

    Attributes:
        dataset: the results, in memory; texts in it are fit to be shown.
        lang: ``"en"`` or ``"zh"``.
        provenance: what lies beside the results, empty where nothing does.
        attribution: rows of the attributions beside the results, by ``levers``, ``tables`` and ``decider``, where there
            are any.
        shared: the same as datasets, where they can be read.
        ranked: rankings beside the results, by ``tasks`` and ``fields``, where there are any.
        published: effects as they were published and measured, see :mod:`outputs.report.published`.
        city: rows of ``summary.csv`` beside the results on what the city itself decides, over the whole run.
        process: the same on what behaviour brings without elicited pushes.
        name: the name of the run's folder.
        observed: what was observed, where the report was given a file of it.
        validation: how the run did against observations, from ``validation-summary.csv`` beside the results.
        scored: the file of observations of ``validation``; None where an older version left no record of it.
        planned: where the run is what a ledger says, results of the plan as written, as far as an evaluation shows them.
        progress: rows of the file that sets each task beside the ledger.
        ranking: effects of single tasks, where they were computed.
        conditioning: what was found when members were chosen for agreeing with observations.
        history: headline results of the simulated months before the run, where it begins where history stands.
        damaged: names of files beside the results that cannot be read and are left out.
    """

    dataset: xr.Dataset
    lang: str
    provenance: Mapping
    attribution: Mapping[str, list[dict[str, str]]]
    name: str
    city: tuple[dict[str, str], ...] = ()
    process: tuple[dict[str, str], ...] = ()
    shared: Mapping[str, xr.Dataset] = field(default_factory=dict)
    ranked: Mapping[str, xr.Dataset] = field(default_factory=dict)
    published: tuple = ()
    observed: Observed | None = None
    validation: tuple[GroupScore, ...] = ()
    scored: Scored | None = None
    planned: xr.Dataset | None = None
    progress: tuple[dict[str, str], ...] = ()
    ranking: xr.Dataset | None = None
    damaged: tuple[str, ...] = ()
    history: xr.Dataset | None = None
    conditioning: dict | None = None

    def pick(self, en: str, zh: str) -> str:
        """The one of two texts that is in the reader's language."""
        return zh if self.lang == "zh" else en

    def text(self, name: str, longest: int = 4000) -> str:
        """An attribute of the results that has one text per language, such as ``title``."""
        return clean(self.dataset.attrs.get(f"{name}_{self.lang}", ""), longest)

    @property
    def title(self) -> str:
        """The scenario's title."""
        return self.text("title", LONGEST_TITLE) or self.name

    @property
    def counterfactual(self) -> str:
        """The title of what the scenario is compared with."""
        return self.text("counterfactual_title", LONGEST_TITLE) or self.pick("no levers", "不采取措施")

    @property
    def members(self) -> int:
        """Members of the ensemble."""
        return self.dataset.sizes["member"]

    @property
    def yaml(self) -> str:
        """The scenario as it was run, as text."""
        return clean(self.dataset.attrs.get("scenario_yaml", ""), 200_000)

    @cached_property
    def scenario(self) -> dict:
        """The scenario as plain data; empty where its text cannot be read."""
        try:
            found = YAML(typ="safe", pure=True).load(self.yaml)
        except (YAMLError, ValueError, TypeError, AttributeError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def over(self, outcome: Outcome, months: slice = slice(None)) -> xr.DataArray:
        """An outcome over some months as :func:`outputs.results.summary_rows.over` has it; each is added up over its axes once."""
        return over_months(self.monthly(outcome), is_stock(self.dataset, outcome), months)

    def monthly(self, outcome: Outcome) -> xr.DataArray:
        """An outcome as :func:`outputs.results.outcomes.monthly` has it."""
        if outcome not in self._by_month:
            self._by_month[outcome] = monthly(self.dataset, outcome)
        return self._by_month[outcome]

    @cached_property
    def calendar(self) -> np.ndarray:
        """The calendar year of each month."""
        return self.dataset["month"].dt.year.values

    @cached_property
    def present(self) -> tuple[Outcome, ...]:
        """Outcomes to show, as :func:`outputs.results.summary_rows.present` has them."""
        return tuple(one for one in EXPORTED if bool(self.monthly(one).any()))

    @cached_property
    def effects(self) -> dict[tuple, Effect]:
        """Effects that :func:`outputs.report.measures.whole` found before: many parts of a report tell the same ones."""
        return {}

    @cached_property
    def alone(self) -> dict[str, dict[str, float]]:
        """Share of each effect that the ``city``'s part and behaviour (``process``) bring alone, by outcome; empty where not run."""
        return {name: shares_of_part(rows) for name, rows in (("city", self.city), ("process", self.process))}

    @cached_property
    def _by_month(self) -> dict[Outcome, xr.DataArray]:
        return {}

    def table(self, key: str) -> dict:
        """A table of the scenario, empty where there is none."""
        found = self.scenario.get(key)
        return found if isinstance(found, dict) else {}

    def names(self, axis: str) -> list[str]:
        """The readers' names of the labels of an axis."""
        if axis not in self._names:
            self._names[axis] = [clean(name, 200) for name in axis_names(self.dataset, axis, self.lang)]
        return list(self._names[axis])

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        return {}

    def name_of(self, axis: str, key: object) -> str:
        """The reader's name of one label of an axis; the label itself where there is none."""
        coordinate = f"{axis}_key" if f"{axis}_key" in self.dataset else axis
        known = self.dataset.variables
        keys = [str(label) for label in known[coordinate].values] if coordinate in known else []
        return self.names(axis)[keys.index(str(key))] if str(key) in keys else clean(key, 200)


def read_run(folder: Path, lang: str) -> Run:
    """Everything a report takes from the folder of a run.

    Raises:
        UserError: the results are not ours, cut short or of another version.
    """
    with open_run(folder) as results:
        try:
            dataset = results.load()
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            where = folder / "results.nc"
            raise UserError(
                f"{where} was cut short or damaged ({error})", f"{where} 不完整或已损坏（{error}）"
            ) from error
    if lacking := sorted(NEEDED - set(dataset.data_vars)):
        raise UserError(
            f"{folder / 'results.nc'} lacks what a report shows: {', '.join(lacking)}; simulate again",
            f"{folder / 'results.nc'} 缺少报告所需的变量：{'、'.join(lacking)}；请重新模拟",
        )
    found = as_run(dataset, lang, read_provenance(folder) or {}, name=folder.resolve().name)
    return replace(found, **beside(folder)._asdict())


def as_run(
    dataset: xr.Dataset,
    lang: str,
    provenance: Mapping | None = None,
    attribution: Mapping[str, list[dict[str, str]]] | None = None,
    name: str = "",
    city: tuple[dict[str, str], ...] = (),
) -> Run:
    """A dataset in memory as a :class:`Run`."""
    fit = {key: clean(dataset.attrs[key], LONGEST_TITLE) for key in _TITLES if key in dataset.attrs}
    fit["scenario"] = clean(dataset.attrs.get("scenario", ""), 100)
    return Run(dataset.assign_attrs(fit), lang, provenance or {}, attribution or {}, name or fit["scenario"], city)
