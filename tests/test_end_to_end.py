"""The project as a planner meets it: real commands in processes of their own, the real model, real files."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import run
from model.draws import Draws
from model.parameters import Parameters
from outputs.results.open import open_run
from scenarios.reading.reader import read
from scenarios.running.member import OWN, run_pair
from scenarios.running.prepare import prepare

ROOT = Path(__file__).resolve().parent.parent
NAME, MONTHS, MEMBERS = "tiny", 4, 2
SCENARIO = f"""\
name: {NAME}
title: {{zh: 小样例, en: Tiny sample}}
period: {{start: 2023-02, months: {MONTHS}}}
ensemble: {{members: {MEMBERS}, seed: 11}}
scale: 0.005
world: {{reopening: frozen_2019}}
levers:
  visa_facilitation:
    visa_free: [{{from: 2023-04, origins: [KOR, USA], stay_days: 30, scope: national}}]
  pilot_tasks:
    - {{tasks: ["4.1-4.6"], from: 2023-02}}
"""
OUTCOMES = {
    "en": ("FDI in actual use", "Goods trade", "Services trade", "Inbound overnight visitors", "Visitor spending"),
    "zh": ("实际使用外资", "货物进出口", "服务进出口", "入境过夜游客", "入境游客消费"),
}
NO_FIGURES = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import commands.run_ensemble, run
commands.run_ensemble._draw = lambda *asked: []
run.app()
"""
"""The same command without the figures, which take longer than all the rest; they have tests of their own."""


def command(
    *words: str | Path, folder: Path, lang: str = "en", figures: bool = False
) -> subprocess.CompletedProcess[str]:
    """A command as a planner gives it, in a folder that is not the project's."""
    program = [str(ROOT / "run.py")] if figures else ["-c", NO_FIGURES]
    return subprocess.run(
        [sys.executable, *program, *map(str, words), "--lang", lang],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def here(*words: str, folder: Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    """The same in this process, for what a process of its own would say in the same words some seconds later."""
    with contextlib.chdir(folder):
        said = CliRunner().invoke(run.app, [*words, "--lang", lang])
    return subprocess.CompletedProcess(words, said.exit_code, said.stdout, said.stderr)


def contents(folder: Path) -> dict[str, int]:
    """Every file below a folder with the moment of its last change."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def simulated(folder: Path, figures: bool) -> subprocess.CompletedProcess[str]:
    """What simulating the scenario in Chinese said, in a folder where nothing was before."""
    (folder / f"{NAME}.yaml").write_text(SCENARIO, encoding="utf-8")
    asked = ("simulate", f"{NAME}.yaml", "--out", "runs", "--workers", "1")
    said = command(*asked, folder=folder, lang="zh", figures=figures)
    assert said.returncode == 0, said.stderr
    return said


@pytest.fixture(scope="module")
def planner(tmp_path_factory):
    """A planner's folder with a scenario that was simulated, and what that said."""
    folder = tmp_path_factory.mktemp("planner")
    return folder, simulated(folder, figures=False)


def test_a_simulation_leaves_all_its_files_and_nothing_half_finished(planner):
    folder, _ = planner
    final = folder / "runs" / NAME
    assert [path.name for path in final.parent.iterdir()] == [NAME]
    assert {"results.nc", "scenario.yaml", "provenance.json", "summary.csv"} <= {path.name for path in final.iterdir()}
    provenance = json.loads((final / "provenance.json").read_text(encoding="utf-8"))
    assert provenance["failed_members"] == []
    assert list(provenance["member_seeds"]) == [str(member) for member in range(MEMBERS)]


@pytest.mark.long
def test_a_simulation_draws_its_figures(tmp_path):
    simulated(tmp_path, figures=True)
    figures = [path for path in (tmp_path / "runs" / NAME / "figures").rglob("*") if path.is_file()]
    assert len(figures) > 10
    least = {".csv": 200}  # the numbers of a figure of four amounts fit into a few lines
    assert all(path.stat().st_size > least.get(path.suffix, 1000) for path in figures)


def ends_with_a_table(said: subprocess.CompletedProcess[str], lang: str) -> None:
    for part in (*OUTCOMES[lang], {"zh": "小样例", "en": "Tiny sample"}[lang], str(Path("runs") / NAME)):
        assert part in said.stdout, said.stdout
    assert "Traceback" not in said.stderr


def test_a_run_ends_with_a_table_and_one_of_the_same_inputs_is_reused(planner):
    folder, said = planner
    ends_with_a_table(said, "zh")
    before = contents(folder)
    again = here("simulate", f"{NAME}.yaml", "--out", "runs", folder=folder)
    assert again.returncode == 0
    assert "unchanged" in again.stderr
    assert contents(folder) == before
    ends_with_a_table(again, "en")


def test_the_file_holds_what_the_model_gives(planner):
    folder, _ = planner
    job = prepare(read(folder / f"{NAME}.yaml")).job
    with open_run(NAME, folder / "runs") as dataset:
        assert dict(dataset.sizes).items() >= {"variant": 2, "member": MEMBERS, "month": MONTHS}.items()
        assert str(dataset["month"].values[0])[:10] == "2023-02-01"
        for member in range(MEMBERS):
            draws = Draws.of_member(job.seed, member)
            pair = run_pair(job.setting, (job.counterfactual, job.scenario), Parameters.drawn(draws), draws)
            own = pair.pop(OWN)
            for variant, series in pair.items():
                for key, values in series.items():
                    kept = dataset[key].sel(variant=variant, member=member).values
                    np.testing.assert_allclose(kept, values, rtol=1e-6, err_msg=key)
            for key, values in own.items():
                np.testing.assert_array_equal(dataset[key].sel(member=member).values, values, err_msg=key)
        gain = dataset["visitors"].sel(variant="scenario") - dataset["visitors"].sel(variant="counterfactual")
        assert not gain.sel(month="2023-02").any(), "before anything is in force that visitors meet"
        assert float(gain.sel(month="2023-05", origin="KOR").sum()) > 0


def test_changed_inputs_are_refused_until_replacing_is_asked_for(planner):
    folder, _ = planner
    before = contents(folder)
    refused = here("simulate", f"{NAME}.yaml", "--seed", "12", "--out", "runs", folder=folder, lang="zh")
    assert refused.returncode == 2
    assert "--replace" in refused.stderr and refused.stdout == ""
    assert contents(folder) == before


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_files_at_fault_are_told_with_their_places_and_nothing_is_written(tmp_path, lang):
    text = SCENARIO.replace("visa_facilitation", "visa_facilitatoin").replace("scale: 0.005", "scale: 5")
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    (tmp_path / f"{NAME}.yaml").write_text(SCENARIO, encoding="utf-8")
    before = contents(tmp_path)
    files = f"{NAME}.yaml", "bad.yaml", "nowhere.yaml"
    asked = command if lang == "en" else here  # a process of its own says the same some seconds later
    refused = asked("simulate", *files, "--out", "runs", folder=tmp_path, lang=lang)
    assert refused.returncode == 2
    assert refused.stdout == ""
    for part in ("bad.yaml:5", "bad.yaml:8", "visa_facilitatoin", "visa_facilitation", "nowhere.yaml"):
        assert part in refused.stderr, refused.stderr
    assert "Traceback" not in refused.stderr
    assert contents(tmp_path) == before
