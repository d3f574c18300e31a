import json
import math
from itertools import pairwise

import numpy as np
import pytest
from typer.testing import CliRunner

import commands.run_ensemble
import run
from commands import precision
from commands.precision import BATCH, LEAST_MEMBERS, MOST_MEMBERS, NEAR_NOTHING, judge, members_for, share
from common.errors import UserError
from common.vocabulary import VARIANTS
from outputs.results.open import open_run
from outputs.results.outcomes import HEADLINES, effect, monthly
from tests.support import quick_commands
from tests.support.stub_run import failing_model, quick_model

SCENARIO = """
name: two-routes
title: {zh: 两条航线, en: Two routes}
period: {start: 2023-01, months: 3}
ensemble: {members: 9, seed: 5}
levers:
  route_rights:
    grants: [{from: 2023-02, origins: [SGP], weekly_frequencies: 14}]
"""
STEERED = ("fdi_actual_use", "goods_exports", "goods_imports", "services_exports", "services_imports")


def model(setting, plans, parameters, draws):
    """Every headline moves by a tenth; visitor spending moves by luck besides."""
    found = quick_model(setting, plans, parameters, draws)
    luck = np.random.default_rng(draws.seed).normal()
    for name in (*STEERED, "visitors", "visitor_spending"):
        base = found[VARIANTS[0]][name]
        found[VARIANTS[1]][name] = base * (1.1 + (0.04 * luck if name == "visitor_spending" else 0))
    return found


def unlucky_model(setting, plans, parameters, draws):
    failing_model(setting, plans, parameters, draws)
    return model(setting, plans, parameters, draws)


def use(patch, pair):
    quick_commands.use(patch, pair)
    patch.setattr(commands.run_ensemble, "look_for_idle_levers", lambda *asked: tuple)


@pytest.fixture(scope="module", autouse=True)
def stand_in():
    with pytest.MonkeyPatch.context() as patch:
        use(patch, model)
        yield


def written(folder):
    file = folder / "two-routes.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    return file


@pytest.fixture
def file(tmp_path):
    return written(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory, stand_in):
    """A file, what simulating it to 8 % said, and the number of members of the run."""
    file = written(tmp_path_factory.mktemp("finished"))
    result = simulate(file, "--precision", "8%")
    assert result.exit_code == 0, result.stderr
    with open_run("two-routes", file.parent / "runs") as dataset:
        return file, result, dataset.sizes["member"]


def simulate(file, *options, lang="en", out="runs"):
    words = ["simulate", str(file), "--out", str(file.parent / out), "--workers", "1", "--lang", lang]
    return CliRunner().invoke(run.app, [*words, *options])


def results(file, out="runs"):
    return (file.parent / out / "two-routes" / "results.nc").read_bytes()


def spread(size, noise, members=64, base=100.0):
    """Totals whose first headline has this mean effect and standard deviation exactly, the others a sure effect."""
    luck = np.tile([1.0, -1.0], members // 2) * noise * math.sqrt((members - 1) / members)
    found = {}
    for member in range(members):
        counterfactual = np.full(len(HEADLINES), base)
        moved = np.full(len(HEADLINES), 50.0)
        moved[0] = size + luck[member]
        found[member] = np.stack([counterfactual, counterfactual + moved])
    return found


@pytest.mark.parametrize(("text", "value"), [("0.05", 0.05), ("5%", 0.05), (" 2.5 % ", 0.025), ("5％", 0.05), ("1", 1)])
def test_precision_is_a_share_or_percent(text, value):
    assert share(text) == value


@pytest.mark.parametrize("text", ["0", "-0.1", "5", "101%", "nan", "inf", "", "%", "5%%%x", "five", "1e-400"])
def test_other_precisions_are_refused(text):
    with pytest.raises(UserError) as refused:
        share(text)
    assert refused.value.render("en").startswith(f"--precision {text}: a share of the mean effect")
    assert refused.value.render("zh").startswith(f"--precision {text}：应为平均效果的比例")


@pytest.mark.parametrize(("lang", "said"), [("en", "a share of the mean effect"), ("zh", "平均效果的比例")])
def test_a_refused_precision_writes_nothing(file, lang, said):
    result = simulate(file, "--precision", "5", lang=lang)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (file.parent / "runs").exists()


def test_the_standard_error_is_that_of_the_mean_effect():
    known = judge(spread(size=20.0, noise=8.0))
    assert known.outcome == HEADLINES[0]
    assert not known.small
    assert known.error == pytest.approx(8.0 / math.sqrt(64) / 20.0)


def test_an_effect_near_nothing_is_held_against_a_share_of_the_counterfactual():
    known = judge(spread(size=0.0, noise=8.0))
    assert known.small
    assert known.error == pytest.approx(8.0 / math.sqrt(64) / (NEAR_NOTHING * 100.0))


def test_where_nothing_moves_nothing_is_uncertain():
    still = {member: np.zeros((2, len(HEADLINES))) for member in range(4)}
    assert judge(still).error == 0


def test_one_member_tells_nothing_of_the_error():
    assert judge(spread(20.0, 8.0, members=2) | {}).error < math.inf
    assert judge({0: spread(20.0, 8.0)[0]}).error == math.inf


def test_members_grow_in_batches_to_what_the_error_asks_for():
    rounds = []

    def found(members):
        rounds.append(members)
        return spread(10.0, 10.0, members)  # error 1 / sqrt(members)

    assert members_for(0.1, 10, found) == 104  # of 100 that would do, the next whole batch
    assert rounds[0] == 10
    assert all(later <= 2 * earlier + BATCH and later % BATCH == 0 for earlier, later in pairwise(rounds))


@pytest.mark.parametrize(("least", "first"), [(1, LEAST_MEMBERS), (40, 40), (3000, 3000)])
def test_the_members_of_the_file_are_the_least(least, first):
    assert members_for(1.0, least, lambda members: spread(10.0, 1.0, members)) == first


@pytest.mark.parametrize(("least", "most"), [(32, MOST_MEMBERS), (3000, 3000)])
def test_there_is_an_end_to_it(least, most):
    assert members_for(1e-9, least, lambda members: spread(10.0, 10.0, 64)) == most


@pytest.mark.long
def test_members_are_run_until_the_precision_is_met_and_no_more(finished):
    file, result, count = finished
    with open_run("two-routes", file.parent / "runs") as dataset:
        assert dataset.attrs["members"] == count
        assert f"members: {count}" in dataset.attrs["scenario_yaml"]
        for outcome in HEADLINES:
            gain = effect(monthly(dataset, outcome).sum("month")).values
            error = [gain[:n].std(ddof=1) / math.sqrt(n) / abs(gain[:n].mean()) for n in (9, count)]
            assert error[1] <= 0.08
            assert (error[0] > 0.08) == (outcome.key == "spending")
    assert 9 < count < 60
    assert count % BATCH == 0
    assert f"Precision 8 %: reached with {count} members; the last outcome was Visitor spending" in result.stdout
    assert f"going on to {count} members" in result.stderr


@pytest.mark.long
def test_the_run_is_that_of_as_many_members_asked_for_outright(finished):
    file, _, count = finished
    assert simulate(file, "--members", str(count), out="outright").exit_code == 0
    assert results(file) == results(file, "outright")
    assert "unchanged" in simulate(file, "--members", str(count)).stderr
    again = simulate(file, "--precision", "0.08", out="outright", lang="zh")
    assert "输入未变" in again.stderr
    assert f"{count} 个样本达到要求；最后达到的是入境游客消费" in again.stdout


@pytest.mark.long
@pytest.mark.parametrize("fewer", [True, False])
def test_a_run_of_fewer_or_more_members_than_it_takes_is_another_run(finished, file, fewer):
    assert simulate(file, "--members", "9" if fewer else str(finished[2] + 8)).exit_code == 0
    refused = simulate(file, "--precision", "8%")
    assert refused.exit_code == 2
    assert "changed: " in refused.stderr
    if fewer:
        assert "changed: members" in refused.stderr
        assert simulate(file, "--precision", "8%", "--replace").exit_code == 0
        assert results(file) == results(finished[0])


@pytest.mark.long
def test_interrupted_and_resumed_it_takes_the_same_members(finished, file, monkeypatch):
    real = precision.run_until

    def interrupted(prepared, asked, first, console):
        def once(members):
            if members > 9:
                first(range(members - 5, members + 20))  # more and other members than it takes are there
                raise KeyboardInterrupt
            return first(members)

        return real(prepared, asked, once, console)

    with monkeypatch.context() as patch:
        patch.setattr(precision, "run_until", interrupted)
        assert simulate(file, "--precision", "8%").exit_code == 130
    assert simulate(file, "--precision", "8%").exit_code == 2
    result = simulate(file, "--precision", "8%", "--resume")
    assert result.exit_code == 0, result.stderr
    assert results(file) == results(finished[0])
    assert not (file.parent / "runs" / ".two-routes.partial").exists()


@pytest.mark.long
def test_what_was_left_after_publishing_is_cleared_away(file, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("outputs.results.folder.shutil.rmtree", lambda *about, **how: None)
        assert simulate(file, "--precision", "20%").exit_code == 0
    assert (file.parent / "runs" / ".two-routes.partial").exists()
    assert simulate(file, "--precision", "20%").exit_code == 0
    assert not (file.parent / "runs" / ".two-routes.partial").exists()


@pytest.mark.long
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "not reached with 16 members, and no more"),
        pytest.param("zh", "16 个样本仍未达到", marks=pytest.mark.long),
    ],
)
def test_the_end_of_members_is_said_plainly(file, monkeypatch, lang, said):
    monkeypatch.setattr(precision, "MOST_MEMBERS", 16)
    result = simulate(file, "--precision", "0.1%", lang=lang)
    assert result.exit_code == 0, result.stderr
    assert said in result.stdout
    assert "unchanged" in simulate(file, "--precision", "0.1%").stderr


@pytest.mark.long
def test_failed_members_are_left_out_of_the_error(file, monkeypatch):
    use(monkeypatch, unlucky_model)
    result = simulate(file, "--precision", "12%")
    assert result.exit_code == 0, result.stderr
    folder = file.parent / "runs" / "two-routes"
    failed = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))["failed_members"]
    with open_run(folder) as dataset:
        count = dataset.sizes["member"]
        assert failed
        assert dataset.attrs["members"] == count + len(failed)
    assert f"reached with {count} members" in result.stdout
    assert "unchanged" in simulate(file, "--precision", "12%").stderr


def test_without_a_finished_member_there_is_no_run(file, monkeypatch):
    def never(*args):
        raise ZeroDivisionError("no member can run")

    use(monkeypatch, never)
    result = simulate(file, "--precision", "8%")
    assert result.exit_code == 1
    assert "9 of 9 members failed" in result.stderr


@pytest.mark.long
def test_the_same_members_whoever_runs_them(finished):
    """One process, two, and a cluster of two: the precision is met by the same members with the same bits."""
    from distributed import LocalCluster

    file, _, _ = finished
    assert simulate(file, "--precision", "8%", "--workers", "2", out="two").exit_code == 0
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        options = ("--precision", "8%", "--cluster", cluster.scheduler_address)
        assert simulate(file, *options, out="cluster").exit_code == 0
    assert results(file, "two") == results(file, "cluster") == results(file)
