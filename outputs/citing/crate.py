"""RO-Crate metadata beside a run: what each file is, its digest, and which act of simulation made it, as linked data.

RO-Crate 1.2 (https://w3id.org/ro/crate/1.2): the descriptor, the folder as root dataset, its files, the program and the
act that made them. The same files give the same text.
"""

import json
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from common.files import file_digest
from outputs.citing.facts import MODEL, Facts

NAME = "ro-crate-metadata.json"
CONTEXT, FORM = "https://w3id.org/ro/crate/1.2/context", "https://w3id.org/ro/crate/1.2"
RECORDED = ("results.nc", "summary.csv", "scenario.yaml", "provenance.json", "tasks-carried-out.csv", "ledger.csv")
"""Files of a run that the crate lists, with those of the folders ``city``, ``process``, ``planned`` and ``figures``."""
_FOLDERS = ("city", "process", "planned", "figures")
_TYPES = {".nc": "application/netcdf", ".yaml": "application/yaml", ".svg": "image/svg+xml", ".csv": "text/csv"}
_WHAT = {
    "results.nc": "Every result month by month and member by member, counterfactual and scenario",
    "summary.csv": "Headline outcomes by year: means and quantiles",
    "scenario.yaml": "The scenario as it was read, with every default written out",
    "provenance.json": "Versions, hashes of code, data and parameters, seeds, command",
    "city/results.nc": "The same for only what the city itself decides, in some members",
    "process/results.nc": "The same without elicited pushes of tasks, in some members",
    "planned/results.nc": "The same for the plan as written, where the run is what a ledger says",
}


def crate(folder: Path, run: Facts) -> str:
    """The text of the metadata file for the finished run in a folder."""
    files = list(_files(folder))
    parts = [{"@id": path.relative_to(folder).as_posix()} for path in files]
    title = run.title_en or run.name
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "alternateName": run.title_zh,
        "description": f"Results of a scenario simulation with the {MODEL}: {title}, {run.months_en}, {run.members} members.",
        "identifier": run.fingerprint,
        "datePublished": run.finished[:10],
        "temporalCoverage": run.months_en,
        "spatialCoverage": {"@id": "#nanjing"},
        "license": "Not stated by those who ran the model; the model itself is under the Apache License 2.0.",
        "hasPart": parts,
        "mentions": {"@id": "#simulation"},
    }
    graph: list[dict[str, Any]] = [
        {"@id": NAME, "@type": "CreativeWork", "conformsTo": {"@id": FORM}, "about": {"@id": "./"}},
        root,
        *(_file(folder, path) for path in files),
        {
            "@id": "#simulation",
            "@type": "CreateAction",
            "name": f"Simulation of {run.name}",
            "startTime": run.started,
            "endTime": run.finished,
            "instrument": {"@id": "#model"},
            "object": {"@id": "scenario.yaml"},
            "result": [part for part in parts if part["@id"] not in ("scenario.yaml", "provenance.json")],
        },
        {
            "@id": "#model",
            "@type": "SoftwareApplication",
            "name": MODEL,
            "softwareVersion": run.version,
            "version": run.commit,
            "license": "https://spdx.org/licenses/Apache-2.0",
        },
        {"@id": "#nanjing", "@type": "Place", "name": "Nanjing, China"},
    ]
    if run.author:
        root["author"] = {"@id": "#author"}
        graph.append({"@id": "#author", "@type": "Organization", "name": run.author})
    known = [{key: value for key, value in entity.items() if value not in ("", None)} for entity in graph]
    return json.dumps({"@context": CONTEXT, "@graph": known}, ensure_ascii=False, indent=1) + "\n"


def _files(folder: Path) -> Iterator[Path]:
    for name in RECORDED:
        if (folder / name).is_file():
            yield folder / name
    for name in _FOLDERS:
        yield from sorted(path for path in (folder / name).glob("*") if path.is_file())


def _file(folder: Path, path: Path) -> dict[str, Any]:
    name = path.relative_to(folder).as_posix()
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return {
        "@id": name,
        "@type": "File",
        "name": path.name,
        "description": _WHAT.get(name, ""),
        "encodingFormat": kind,
        "contentSize": str(path.stat().st_size),
        "sha256": file_digest(path),
    }
