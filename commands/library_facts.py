"""What the project knows beside results, handed to a page that reads results only: tasks, the past, where origins lie."""

import csv
from pathlib import Path

from model.levers.catalogue import catalogue
from outputs.explore.facts import Facts, TaskFact

ROOT = Path(__file__).parents[1]
EFFECTS = ROOT / "calibration" / "data" / "effects_measured.csv"
"""Effects as they were measured in the model that is here, beside those that were published."""
_PANEL = ROOT / "model" / "data" / "panel.csv"
_PLACES = ROOT / "calibration" / "data" / "origin_places.csv"
PAST = {"fdi": ("fdi_musd", 1.0), "visitors": ("inbound_visitors", 1.0), "spending": ("inbound_receipts_musd", 1.0)}
"""Outcomes whose past was counted: the indicator of the panel, and what turns it into the unit of the results file."""
FIRST_YEAR = 2013


def facts() -> Facts:
    """Return the catalogue of tasks, the counted past of Nanjing and the places of origins."""
    return Facts(tuple(_tasks()), _history(), _places())


def _tasks() -> list[TaskFact]:
    return [
        TaskFact(
            task.id,
            task.field_en,
            task.field_zh,
            task.summary_en,
            task.summary_zh,
            task.zones,
            task.decided_by,
            task.evidence,
            task.cost_cny_mn_a_year,
        )
        for task in catalogue().values()
    ]


def _history() -> dict[str, list[tuple[int, float]]]:
    rows = [row for row in _rows(_PANEL) if row["city"] == "nanjing" and int(row["year"]) >= FIRST_YEAR]
    return {
        key: [(int(row["year"]), float(row["value"]) * factor) for row in rows if row["indicator"] == indicator]
        for key, (indicator, factor) in PAST.items()
    }


def _places() -> dict[str, tuple[float, float]]:
    return {row["iso3"]: (float(row["latitude"]), float(row["longitude"])) for row in _rows(_PLACES)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
