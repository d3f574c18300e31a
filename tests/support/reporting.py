"""Synthetic runs for tests of reports, with small figures in place of the real ones, which have tests of their own."""

import functools
import json
from pathlib import Path

import pytest
import xarray as xr
from matplotlib.figure import Figure

from outputs.documents.document import Document, Section
from outputs.report import pictures
from outputs.report.build import report
from outputs.report.run import Run, as_run
from outputs.results.netcdf_writer import write_dataset
from outputs.results.seal import seal
from outputs.results.store import FORMAT
from tests.support.made_up_results import dataset

SCENARIO = Path(__file__).parents[2] / "scenarios"


def small_figures(patch: pytest.MonkeyPatch) -> None:
    """Draw a line in place of each figure."""

    def draw(run: Run, name: str, columns: int) -> Figure:
        figure = Figure(figsize=(columns, 0.5), label=name)
        figure.text(0.1, 0.1, "–")
        return figure

    patch.setattr(pictures, "_draw", draw)
    patch.setattr(pictures, "_draw_own_sources", lambda run, columns: draw(run, "sources", columns))


_made = functools.cache(dataset)
_files: dict[int, tuple[xr.Dataset, bytes]] = {}
"""What was written of a dataset, by its identity; the dataset is kept, so that no other takes its place."""


@functools.cache
def results(scenario_yaml: str = "", **sizes) -> xr.Dataset:
    """A synthetic dataset with what the results file adds to it, not to be changed; the same for the same words."""
    found = _made(**{"months": 26, "members": 12, **sizes})
    extra = {"results_format": FORMAT, "question_en": "What comes of it?", "question_zh": "结果如何？"}
    extra |= {"counterfactual_title_en": "No pilot", "counterfactual_title_zh": "不开展试点", "seed": 7, "scale": 0.05}
    return found.assign_attrs(extra, scenario_yaml=scenario_yaml)


@functools.lru_cache(maxsize=12)  # each holds what it worked out, and a process of tests goes through many
def run_of(lang: str, scenario_yaml: str = "", **sizes) -> Run:
    """The same as a :class:`Run`, without a folder; the same one for the same words, not to be changed."""
    return as_run(results(scenario_yaml, **sizes), lang)


def write_run(folder: Path, found: xr.Dataset, provenance: dict | None = None) -> Path:
    """Put a dataset into the folder of a run; the same one is written once and copied then, which is much quicker."""
    folder.mkdir(parents=True)
    path = folder / "results.nc"
    if id(found) not in _files:
        write_dataset(found, path)
        seal(path)
        _files[id(found)] = found, path.read_bytes()
    path.write_bytes(_files[id(found)][1])
    if provenance is not None:
        (folder / "provenance.json").write_text(json.dumps(provenance), encoding="utf-8")
    return folder


def sections(document: Document) -> list[Section]:
    """All sections and their parts, in order."""

    def walk(section: Section) -> list[Section]:
        return [section, *(inner for part in section.parts for inner in walk(part))]

    return [one for section in document.sections for one in walk(section)]


def blocks(document: Document, kind: type) -> list:
    """All blocks of a kind, in order."""
    return [block for section in sections(document) for block in section.blocks if isinstance(block, kind)]


@functools.lru_cache(maxsize=6)
def document_of(lang: str, scenario_yaml: str = "", **sizes) -> Document:
    """The report of a synthetic run, built once."""
    return report(run_of(lang, scenario_yaml, **sizes))
