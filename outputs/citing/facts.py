"""What identifies a run, from its results and the record beside them."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import xarray as xr

from common.files import file_digest
from outputs.documents.document import clean
from outputs.results.open import open_run, read_provenance
from outputs.results.reader_names import period

MODEL = "Nanjing opening model"
MODEL_ZH = "南京开放模型"
_LONGEST = 300
CARRIED_OVER = ("--posterior", "--ledger")
"""Options of a command that change results and are not in the scenario itself."""


class Facts(NamedTuple):
    """One run. Texts are fit to be shown; what is not known is empty or 0."""

    name: str
    title_en: str
    title_zh: str
    months_en: str
    months_zh: str
    members: int
    seed: str
    scale: str
    version: str
    commit: str
    fingerprint: str
    finished: str
    started: str
    author: str
    results_sha256: str
    options: tuple[str, ...]
    """Options of its command beyond the scenario, of :data:`CARRIED_OVER`, with their values."""

    @property
    def year(self) -> str:
        """The year in which it was simulated; empty where it is not known."""
        return self.finished[:4]


def facts(folder: Path) -> Facts:
    """Return what identifies the run in a folder.

    Raises:
        UserError: it cannot be read, or is damaged.
    """
    with open_run(folder) as dataset:
        return facts_of(dataset, read_provenance(folder) or {}, folder)


def facts_of(dataset: xr.Dataset, record: Mapping, folder: Path | None) -> Facts:
    """The same for results that are open already; ``record`` is the provenance beside them.

    Without a folder the digest of the results file is empty.
    """
    months = dataset["month"].values

    def attribute(name: str) -> str:
        return clean(dataset.attrs.get(name, ""), _LONGEST)

    def told(name: str) -> str:
        value = record.get(name)
        return clean(value, _LONGEST) if isinstance(value, str) else ""

    return Facts(
        name=attribute("scenario") or (clean(folder.resolve().name, 100) if folder else ""),
        title_en=attribute("title_en"),
        title_zh=attribute("title_zh"),
        months_en=period(months, "en"),
        months_zh=period(months, "zh"),
        members=dataset.sizes["member"],
        seed=attribute("seed"),
        scale=attribute("scale"),
        version=attribute("version"),
        commit=told("commit"),
        fingerprint=attribute("fingerprint"),
        finished=told("finished"),
        started=told("started"),
        author=_author(attribute("scenario_yaml") and str(dataset.attrs["scenario_yaml"])),
        results_sha256=file_digest(folder / "results.nc") if folder else "",
        options=_options(record.get("command")),
    )


def _author(yaml: str) -> str:
    """The author that the scenario names, from its line; a scenario is only a text here."""
    line = next((line for line in yaml.splitlines() if line.startswith("author:")), "")
    return clean(line.partition(":")[2].strip().strip("\"'"), 200)


def _options(command: object) -> tuple[str, ...]:
    words = [str(word) for word in command] if isinstance(command, list) else []
    found: list[str] = []
    for name in CARRIED_OVER:
        for k, word in enumerate(words):
            if word == name and k + 1 < len(words):
                found += [name, words[k + 1]]
            elif word.startswith(f"{name}="):
                found += [name, word.partition("=")[2]]
    return tuple(found)
