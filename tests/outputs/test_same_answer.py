"""Commands that answer the same question about the same runs give the same answer."""

from pathlib import Path

import pytest

from outputs.comparing.compare import Run, Runs, against_first
from outputs.comparing.compare_table import luck_notes, outcome_label, texts, unmoved_notes
from outputs.documents.document import Paragraph, Table
from outputs.report.comparison import direct
from outputs.report.run import as_run, read_run
from outputs.results.outcomes import HEADLINES
from outputs.results.summary_rows import EXPORTED
from tests.support.reporting import results, write_run

HASHES = {"code": "c" * 64, "data": "d" * 64, "posterior": "q" * 64, "parameters": "p" * 64}
YAML = "world: {{reopening: {reopening}}}\nparameters: {parameters}\n"
CHANGES = {
    "same": {},
    "other levers": {"effect": 0.3},
    "other world": {"reopening": "slow"},
    "other parameters": {"parameters": "{trade.tie_elasticity: 0.2}"},
    "other parameter tables": {"hashes": HASHES | {"parameters": "r" * 64}},
    "other posterior": {"hashes": HASHES | {"posterior": "r" * 64}},
    "other code": {"hashes": HASHES | {"code": "r" * 64}},
    "hashes not known": {"hashes": None},
    "other seed": {"seed": 8},
    "other scale": {"scale": 0.1},
    "other first month": {"start": "2023-03"},
    "fewer months": {"months": 12},
    "fewer members": {"members": 3},
    "no members in common": {"first_member": 20},
}
PAIRED = {
    "same",
    "other levers",
    "other world",
    "other parameters",
    "other parameter tables",
    "fewer months",
    "fewer members",
}


def made(hashes=HASHES, reopening="central", parameters="{}", first_member=0, seed=7, scale=0.05, **sizes):
    """Return made-up results of 14 months and 5 members, and their provenance."""
    text = YAML.format(reopening=reopening, parameters=parameters)
    dataset = results(text, **{"months": 14, "members": 5, **sizes}).assign_attrs(seed=seed, scale=scale)
    dataset = dataset.assign_coords(member=dataset["member"] + first_member)
    return dataset, {"hashes": hashes} if hashes else {}


def section_of(pair, lang):
    """What the report of two runs says of one scenario against the other."""
    return direct([as_run(dataset, lang, provenance) for dataset, provenance in pair])


def check(found, section, lang):
    """Compare what the ``compare`` command prints with the section of the report."""
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    notes = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert notes == [*luck_notes(found, lang), *unmoved_notes(found, lang)]
    totals = {line.outcome.key: line for line in found.lines() if line.period == "total"}
    shown = {outcome.key: row for outcome, row in zip(EXPORTED, table.rows, strict=True)}
    for outcome in HEADLINES:
        line = totals[outcome.key]
        expected = (outcome_label(found, line, lang), *texts(found, line, lang))
        assert tuple(cell.text for cell in shown[outcome.key]) == expected


@pytest.mark.parametrize(
    "change", [name if name == "other levers" else pytest.param(name, marks=pytest.mark.long) for name in CHANGES]
)
def test_compare_and_report_agree_on_any_pair_of_runs(change):
    pair = [made(), made(**CHANGES[change])]
    (found,) = against_first([Run(name, Path(name), *run, {}) for name, run in zip("ab", pair, strict=True)])
    assert found.paired == (change in PAIRED)
    for lang in ("en", "zh"):
        titled = [run.text("title") for run in (as_run(*pair[0][:1], lang), as_run(*pair[1][:1], lang))]
        found.old, found.new = (run._replace(label=t) for run, t in zip((found.old, found.new), titled, strict=True))
        check(found, section_of(pair, lang), lang)


@pytest.mark.long
def test_compare_and_report_agree_on_runs_on_disk(tmp_path):
    pair = [made(), made(effect=0.3)]
    folders = [write_run(tmp_path / name, *run) for name, run in zip("ab", pair, strict=True)]
    section = direct([read_run(folder, "en") for folder in folders])
    with Runs(folders, tmp_path) as runs:
        check(runs.comparisons()[0], section, "en")


def test_months_that_runs_do_not_share_are_named_by_the_report():
    section = section_of([made(), made(start="2026-01")], "en")
    assert [block.text for block in section.blocks] == ["The runs have no month in common."]
