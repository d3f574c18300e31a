import csv
import dataclasses
import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import commands.run_ensemble
import run
from common.vocabulary import LEVERS
from model.variables import VARIABLES
from outputs.results.open import open_run
from outputs.results.summary_rows import EXPORTED
from scenarios.reading.reader import read
from scenarios.running.prepare import prepare
from tests.support.stub_run import failing_model, quick_model

ROOT = Path(run.__file__).parent
SCENARIO = """
name: two-routes
title: {zh: 两条航线, en: Two routes}
period: {start: 2023-01, months: 4}
ensemble: {members: 4, seed: 5}
levers:
  route_rights:
    grants: [{from: 2023-02, origins: [SGP], weekly_frequencies: 14}]
  duty_free:
    tax_refund: [{from: 2023-02, rate: 0.11, minimum_cny: 500}]
"""


@pytest.fixture
def file(tmp_path):
    (tmp_path / "two-routes.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path / "two-routes.yaml"


@pytest.fixture(scope="module")
def model():
    """A quick model in place of the real one, and no figures: both have tests of their own."""
    with pytest.MonkeyPatch.context() as patch:

        def use(pair):
            def prepared(scenario, *beside):
                real = prepare(scenario, *beside)
                return real._replace(job=dataclasses.replace(real.job, pair=pair))

            patch.setattr(commands.run_ensemble, "prepare", prepared)

        patch.setattr(commands.run_ensemble, "_draw", lambda run, workers: [])
        use(quick_model)
        yield use


@pytest.fixture(scope="module")
def finished(tmp_path_factory, model):
    """A file, what simulating it said, and its run."""
    file = tmp_path_factory.mktemp("finished") / "two-routes.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    return file, simulate(file), file.parent / "runs" / "two-routes"


def simulate(file, *options, lang="en"):
    out = file.parent / "runs"
    return CliRunner().invoke(
        run.app, ["simulate", str(file), "--out", str(out), "--workers", "1", "--lang", lang, *options]
    )


def test_a_run_holds_all_that_it_should(finished):
    _, result, final = finished
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in final.iterdir()) == [
        "provenance.json",
        "results.nc",
        "ro-crate-metadata.json",
        "scenario.yaml",
        "summary.csv",
    ]
    assert [path.name for path in final.parent.iterdir()] == ["two-routes"]
    with open_run("two-routes", final.parent) as dataset:
        assert dataset.sizes["member"] == 4
        assert set(VARIABLES) <= set(dataset.data_vars)
        assert dataset.attrs["title_zh"] == "两条航线"
        gain = dataset["visitors"].sel(variant="scenario") - dataset["visitors"].sel(variant="counterfactual")
        assert float(gain.sel(month="2023-01").sum()) == 0
        assert float(gain.sel(month="2023-02").sum()) > 0
    provenance = json.loads((final / "provenance.json").read_text(encoding="utf-8"))
    assert provenance["fingerprint"] == dataset.attrs["fingerprint"]
    assert provenance["idle_levers"] == [{"lever": "duty_free", "action": None, "label": ""}]
    assert list(provenance["member_seeds"]) == ["0", "1", "2", "3"]
    with (final / "summary.csv").open(encoding="utf-8-sig") as rows:
        lines = list(csv.DictReader(rows))
    outcomes, levers, periods = len(EXPORTED), len(LEVERS), 2
    assert len(lines) == outcomes * periods * 3 + levers * periods
    assert {line["outcome"] for line in lines} >= {"fdi", "cost-route-rights", "cost-pilot-tasks"}


def test_the_table_and_the_idle_lever_are_told(finished):
    said = finished[1].stdout
    for part in ("Two routes", "Inbound overnight visitors", "Duty-free shops changed nothing", str(finished[2])):
        assert part in said


def test_a_run_that_stands_is_reused_also_from_its_resolved_scenario(finished):
    file, _, final = finished
    before = (final / "results.nc").stat().st_mtime_ns
    again = simulate(file, lang="zh")
    assert again.exit_code == 0
    assert "入境过夜游客" in again.stdout
    assert "免税购物没有改变任何结果" in again.stdout
    resolved = simulate(final / "scenario.yaml", "--out", str(final.parent))
    assert resolved.exit_code == 0, resolved.stderr
    assert "unchanged" in resolved.stderr
    assert (final / "results.nc").stat().st_mtime_ns == before


def test_changed_inputs_ask_for_replace(finished):
    file, _, final = finished
    before = (final / "results.nc").stat().st_mtime_ns
    refused = simulate(file, "--seed", "6")
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr
    assert (final / "results.nc").stat().st_mtime_ns == before


def test_replaced_interrupted_resumed_and_parallel_runs_give_the_same_bytes(file, finished, model):
    expected = (finished[2] / "results.nc").read_bytes()
    folder = file.parent / "runs" / "two-routes"
    assert simulate(file, "--members", "1").exit_code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands.run_ensemble, "look_for_idle_levers", interrupted)
        assert simulate(file, "--replace", "--workers", "2").exit_code == 130
    with open_run(folder) as dataset:
        assert dataset.sizes["member"] == 1
    assert len(list((folder.parent / ".two-routes.partial" / "members").glob("*.npz"))) == 4
    result = simulate(file, "--resume", "--replace")
    assert result.exit_code == 0
    assert result.stderr.startswith("two-routes: 4 of 4")
    assert (folder / "results.nc").read_bytes() == expected


def interrupted(*args):
    raise KeyboardInterrupt


def test_more_members_and_other_titles_leave_finished_members_of_use(file):
    first = prepare(read(file))
    file.write_text(SCENARIO.replace("members: 4", "members: 6").replace("Two routes", "2 routes"), encoding="utf-8")
    second = prepare(read(file))
    assert (first.job.inputs == second.job.inputs) and (first.identity != second.identity)
    for change in (
        ("14", "15"),
        ("seed: 5", "seed: 6"),
        ("months: 4", "months: 5"),
        ("from: 2023-02", "from: 2023-03"),
    ):
        file.write_text(SCENARIO.replace(*change), encoding="utf-8")
        assert prepare(read(file)).job.inputs != first.job.inputs


@pytest.mark.parametrize("fault", ["figures", "pipe"])
def test_the_table_waits_for_no_figure_and_files_for_no_reader(file, model, fault):
    def fails(*asked):
        raise OSError(errno.ENOSPC, "No space left on device") if fault == "figures" else BrokenPipeError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands.run_ensemble, "_draw" if fault == "figures" else "show", fails)
        result = simulate(file)
    published = (file.parent / "runs" / "two-routes").exists()
    if fault == "figures":
        assert result.exit_code == 1 and "Inbound overnight visitors" in result.stdout and not published
        assert "Duty-free shops changed nothing" in result.stdout and "Files:" not in result.stdout
    else:
        assert result.exit_code == 0 and published


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--members", "0"], "--members"),
        (["--scale", "2"], "--scale"),
        (["--seed", "-1"], "--seed"),
        (["--workers", "0"], "--workers"),
        (["--lang", "fr"], "zh | en"),
    ],
)
def test_wishes_that_cannot_be_met_write_nothing(file, model, options, said):
    result = simulate(file, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (file.parent / "runs").exists()


def test_every_problem_of_every_file_is_told_and_nothing_is_written(file, model):
    bad = file.with_name("bad.yaml")
    bad.write_text(SCENARIO.replace("SGP", "XXX").replace("months: 4", "months: 400"), encoding="utf-8")
    for lang in ("en", "zh"):
        result = CliRunner().invoke(
            run.app, ["simulate", str(file), str(bad), "--out", str(file.parent / "runs"), "--lang", lang]
        )
        assert result.exit_code == 2
        assert set(re.findall(r"bad\.yaml:(\d+):\d+", result.stderr)) == {"4", "8"}
        assert not (file.parent / "runs").exists()


def test_two_files_of_one_name_are_refused(file, model):
    other = file.with_name("other.yaml")
    other.write_text(SCENARIO.replace("14", "7"), encoding="utf-8")
    result = simulate(file, str(other))
    assert result.exit_code == 2
    assert "several files have the name two-routes" in result.stderr


def test_some_failed_members_are_told_and_named(file, model):
    model(failing_model)
    result = simulate(file, "--members", "6")
    model(quick_model)
    assert result.exit_code == 0
    assert "books do not balance" in result.stderr
    final = file.parent / "runs" / "two-routes"
    failed = [record["member"] for record in json.loads((final / "provenance.json").read_text())["failed_members"]]
    with open_run(final) as dataset:
        assert sorted([*failed, *dataset["member"].values]) == list(range(6))
    assert 0 < len(failed) < 6


def test_only_when_all_members_fail_the_command_fails(file, model):
    model(never)
    result = simulate(file)
    assert result.exit_code == 1
    assert "4 of 4 members failed" in result.stderr
    assert not (file.parent / "runs" / "two-routes").exists()
    model(quick_model)


def never(*args):
    raise ZeroDivisionError("no member can run")


HALTING = """
import dataclasses, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a parent that runs in the background may have it ignored
sys.path[:0] = [{root!r}, {here!r}]
import commands.run_ensemble, run
from tests.support import stub_run
from scenarios.running.prepare import prepare
def prepared(scenario, *beside):
    real = prepare(scenario, *beside)
    return real._replace(job=dataclasses.replace(real.job, pair=stub_run.halting_model))
commands.run_ensemble.prepare = prepared
commands.run_ensemble._draw = lambda run, workers: []
run.app()
"""


@pytest.mark.long  # three processes import everything; that it is kept and said is what the next test asks in this one
@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_control_c_keeps_finished_members(file):
    out = file.parent / "runs"
    code = HALTING.format(root=str(ROOT), here=str(Path(__file__).parent))
    words = ["simulate", str(file), "--out", str(out), "--workers", "2", "--members", "40", "--lang", "en"]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    members = out / ".two-routes.partial" / "members"
    while len(list(members.glob("*.npz"))) < 3 and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "--resume" in said
    assert "Traceback" not in said
    kept = len(list(members.glob("*.npz")))
    assert 3 <= kept < 40


def test_an_interrupt_among_members_keeps_those_that_are_finished(file, model):
    begun = []

    def until(*asked):
        begun.append(asked)
        if len(begun) > 3:
            raise KeyboardInterrupt
        return quick_model(*asked)

    model(until)
    result = simulate(file, "--members", "6")
    model(quick_model)
    assert result.exit_code == 130
    assert "--resume" in result.stderr and "Traceback" not in result.stderr
    assert len(list((file.parent / "runs" / ".two-routes.partial" / "members").glob("*.npz"))) == 3
    assert not (file.parent / "runs" / "two-routes").exists()
