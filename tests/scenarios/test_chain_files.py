"""Industrial chains and supply shocks as a file states them: read strictly, told in both languages."""

import pytest

from model.levers.industrial_chains import BackupStock, FirstUse, LeadingFirms, LocalSupply, Platform
from outputs.report.assumptions import world_rows
from outputs.report.levers import lever_table
from scenarios.explaining.explain import explain
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import plans, setting
from tests.support.reporting import run_of
from tests.support.scenario_files import refusal

FILE = FOLDER / "industrial-chains.yaml"
TEXT = FILE.read_text(encoding="utf-8")


def test_the_example_becomes_actions_and_a_shock():
    actions = plans(read(FILE))["scenario"].industrial_chains
    assert [type(action) for action in actions] == [
        *(2 * [Platform]), *(2 * [LeadingFirms]), LocalSupply, BackupStock, FirstUse,
    ]  # fmt: skip
    assert actions[1].label == "levers.industrial_chains.shared_platforms[1]"
    (shock,) = setting(read(FILE)).supply_shocks
    assert shock.origins == ("TWN", "KOR") and shock.end - shock.start == 6 and shock.share_lost == 0.8


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("chain: smart_grid, from: 2023-04, purchases", "chain: grid, from: 2023-04, purchases", "smart_grid"),
        ("weeks: 6", "weeks: 600", "0.1 to 52"),
        ("from: 2024-07, until: 2024-12", "from: 2024-07, until: 2024-01", "2024-07"),
        ("share_lost: 0.8", "share_lost: 80", "0 to 1"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_allowed(right, wrong, told, tmp_path):
    assert told in refusal(tmp_path, "industrial-chains", right, wrong)


@pytest.mark.parametrize(("lang", "words"), [("zh", "断供冲击：集成电路"), ("en", "Supply shock: Integrated circuits")])
def test_reports_tell_actions_and_shocks(lang, words):
    run = run_of(lang, TEXT)
    table = lever_table(run, read(FILE).model_dump(by_alias=True, mode="json")["levers"], "")
    assert table is not None and len(table.rows) == 7
    assert any(key.startswith(words) for key in world_rows(run))
    for key in ("industrial_chains", "supply_shocks", "backup_stocks"):
        assert explain(key, lang)
