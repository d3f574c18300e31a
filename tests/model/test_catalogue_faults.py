"""A catalogue of tasks at fault is refused, with a sentence that says where."""

import csv
import shutil

import pytest

from model.facts import tables
from model.levers.catalogue import catalogue, read_catalogue


def _broken(folder, table, change):
    for name in ("tasks", "task_channels"):
        shutil.copy(tables.FOLDER / f"{name}.csv", folder)
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    change(rows)
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return folder


def _row(rows, task, channel):
    return next(row for row in rows if (row["task"], row["channel"]) == (task, channel))


def test_the_copied_catalogue_reads_when_nothing_is_changed(tmp_path):
    assert read_catalogue(_broken(tmp_path, "tasks", lambda rows: None)) == catalogue()


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("tasks", lambda rows: rows.pop(7), "order of the plan"),
        ("tasks", lambda rows: rows.insert(3, dict(rows[3])), "order of the plan"),
        ("tasks", lambda rows: rows[0].update(summary_zh=" "), "summary_zh is empty"),
        ("tasks", lambda rows: rows[0].update(sectors="technologie"), "unknown"),
        ("tasks", lambda rows: rows[0].update(lever="route_rights"), "or says why"),
        ("tasks", lambda rows: rows[15].update(ramp_months="6"), "no ramp"),
        ("tasks", lambda rows: rows[34].update(no_effect_reason_zh=""), "both languages"),
        ("tasks", lambda rows: rows[0].update(decided_by="mayor"), "not of its list"),
        ("tasks", lambda rows: rows[0].update(cost_cny_mn_a_year="-1"), "negative"),
        ("tasks", lambda rows: rows[0].update(source=""), "source"),
        ("tasks", lambda rows: rows[0].update(needs="1.2"), "reason given in both languages"),
        ("tasks", lambda rows: rows[0].update(needs="1.51"), "unknown"),
        ("task_channels", lambda rows: rows[0].update(task="1.51"), "no task 1.51"),
        ("task_channels", lambda rows: rows[0].update(channel="tax"), "no such channel"),
        ("task_channels", lambda rows: rows[0].update(zones="lukou"), "cannot be told apart"),
        ("task_channels", lambda rows: rows[0].update(unit="per cent"), "amount must be in"),
        ("task_channels", lambda rows: rows[0].update(amount="21"), "amount must be in"),
        ("task_channels", lambda rows: rows[0].update(source=""), "source"),
        ("task_channels", lambda rows: rows[0].update(basis="guess"), "basis must be one of"),
        ("task_channels", lambda rows: rows[0].update(evidence="E"), "evidence must"),
        ("task_channels", lambda rows: rows[0].update(origins="atlantis"), "told apart|unknown"),
        ("task_channels", lambda rows: rows[0].update(risks="data"), "cannot be told apart"),
        ("task_channels", lambda rows: rows[0].update(items="hidden"), "items must name"),
        ("task_channels", lambda rows: _row(rows, "1.12", "market_access").update(items="sea_view"), "items must name"),
        (
            "task_channels",
            lambda rows: _row(rows, "1.12", "market_access").update(sectors="legal"),
            "do not stand in legal",
        ),
        (
            "task_channels",
            lambda rows: _row(rows, "1.12", "market_access").update(items="operation"),
            "cannot lift operation",
        ),
        ("tasks", lambda rows: rows[0].update(evidence="A"), "best grade of its pushes"),
        ("tasks", lambda rows: rows[0].update(not_modelled_zh=""), "both languages"),
    ],
)
def test_a_catalogue_at_fault_is_refused(tmp_path, table, change, message):
    with pytest.raises(ValueError, match=message):
        read_catalogue(_broken(tmp_path, table, change))
