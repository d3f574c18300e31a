"""``calibrate`` on the command line, with a quick city in place of the real one."""

import csv
import shutil
from unittest.mock import create_autospec

import numpy as np
import pytest
from typer.testing import CliRunner

import calibration.coverage
import calibration.fit
import calibration.report
import calibration.validation.refitted_scores
import commands.calibrate
import commands.calibrate_sensitivity
import model.posterior
import outputs.figures.fit
import run
from calibration.fit import Budget
from calibration.fit_points import Candidate, names
from calibration.targets import fitted, observed, targets
from calibration.validation import refitted
from calibration.validation.refitted import INDICATORS
from calibration.validation.runs_ahead import PLACES, Ahead
from calibration.waves import Wave
from model.parameters import Parameters
from tests.support.quick_commands import tiny_figure

TINY = Budget(first=160, second=16, lucks=5, checks=4, cities=2, ahead=9, particles=320, scale=0.005)
TAUGHT = "rivals.trend_china"


def quick_city(candidate: Candidate) -> dict[str, np.ndarray]:
    """A history of all targets' moments, which only one calibrated number moves, around what was counted, with luck."""
    scores = np.zeros(len(names())) if candidate.scores is None else np.array(candidate.scores)
    luck = 0.01 * np.random.default_rng(candidate.luck).standard_normal(len(targets()))
    return {"moments": observed(targets()) - 0.5 + 0.5 * scores[names().index(TAUGHT)] + luck}


def quick_moments(wave: Wave, chosen=None) -> np.ndarray:
    places = [targets().index(target) for target in (fitted() if chosen is None else chosen)]
    return np.array([history["moments"] for history in wave.histories])[:, places]


@pytest.fixture(scope="module", autouse=True)
def quick():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Candidate, "run", quick_city)
        patch.setattr(Wave, "moments", quick_moments)
        patch.setattr(calibration.report, "moving", lambda *args: [])
        patch.setattr(calibration.fit, "SMALL", TINY)
        yield


def calibrate(*options, lang="en"):
    return CliRunner().invoke(run.app, ["calibrate", "--workers", "1", "--lang", lang, *map(str, options)])


def rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def ships(folder, patch):
    """What ships, as copies that may be written: the posterior and the folder of tables."""
    draws, tables = folder / "draws.csv", folder / "tables"
    draws.write_bytes(model.posterior.FILE.read_bytes())
    tables.mkdir()
    patch.setattr(model.posterior, "FILE", draws)
    patch.setattr(calibration.report, "FOLDER", tables)
    return draws, tables


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    return ships(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What making a fit said, and its folder."""
    folder = tmp_path_factory.mktemp("fit")
    with pytest.MonkeyPatch.context() as patch:
        draws, tables = ships(folder, patch)
        for name in ("fitted_targets", "fitted_parameters"):  # have tests of their own; what they take is seen to here
            real = getattr(outputs.figures.fit, name)
            patch.setattr(outputs.figures.fit, name, create_autospec(real, side_effect=tiny_figure))
        before = draws.read_bytes()
        result = calibrate("--only", "fit,coverage", "--budget", "small", "--out", folder / "out")
        assert draws.read_bytes() == before and not list(tables.iterdir()), "adopted without --adopt"
    return result, folder / "out"


def test_a_fit_is_made_and_told(made):
    result, folder = made
    assert result.exit_code == 0, result.output
    assert (
        f"{len(observed())} of {len(observed())} targets are met" in result.stdout
        and "synthetic cities" in result.stdout
    )
    taught = {row["name"]: row for row in rows(folder / "fit_parameters.csv")}
    assert float(taught[TAUGHT]["learnt"]) > 0.6  # what moves the city is learnt
    assert float(taught[TAUGHT]["posterior_median"]) > float(taught[TAUGHT]["prior_high"]) * 0.5
    assert np.median([float(row["learnt"]) for row in taught.values()]) < 0.35  # what moves nothing is not
    assert len(rows(folder / "fit_targets.csv")) == len(targets())
    draws = rows(folder / "posterior.csv")
    assert list(draws[0]) == list(names()) and len(draws) == TINY.particles
    assert taught[TAUGHT]["driven_by"] in ("data", "both") and float(taught[TAUGHT]["data_sensitivity"]) > 0.05
    assert [row["key"] for row in rows(folder / "fit_checks.csv")][-1] == "all" and "Power-scaling" in result.stdout
    assert len(rows(folder / "coverage.csv")) == TINY.cities * len(names())
    assert {path.name for path in folder.glob("fit_*.*g")} == {
        f"fit_{what}.{form}" for what in ("targets", "parameters") for form in ("png", "svg")
    }


def test_a_fit_is_gone_on_with_and_what_is_adopted_is_what_members_draw_from(tmp_path, monkeypatch, made, shipped):
    (draws, tables), before = shipped, shipped[0].read_bytes()
    done, out = [], shutil.copytree(made[1], tmp_path / "out")
    (out / "posterior.csv").unlink()
    monkeypatch.setattr(Candidate, "run", lambda self: pytest.fail("what was run is on the shelf"))
    monkeypatch.setattr(commands.calibrate, "_draw_fit", lambda *args: None)
    monkeypatch.setattr(commands.calibrate_sensitivity, "sensitivity", lambda asked, console: done.append(asked.adopt))
    monkeypatch.setattr(
        commands.calibrate, "run_backtests", lambda out, full, workers, adopt, console: done.append(adopt)
    )
    monkeypatch.setattr(calibration.coverage, "coverage", lambda *args: None)
    monkeypatch.setattr(calibration.fit, "Budget", lambda: TINY)
    again = calibrate("--out", out, "--adopt", lang="zh")
    assert again.exit_code == 0 and f"{len(observed())}个目标中有{len(observed())}个" in again.stdout
    assert (out / "posterior.csv").read_bytes() == (made[1] / "posterior.csv").read_bytes()
    assert draws.read_bytes() == (out / "posterior.csv").read_bytes() != before
    assert {path.name for path in tables.iterdir()} == {
        f"fit_{what}.csv" for what in ("targets", "parameters", "checks", "drawn")
    }
    assert done == [True, True]
    monkeypatch.setattr(model.posterior, "DRAWS", TINY.particles)
    monkeypatch.setattr(model.posterior, "shipped", model.posterior.shipped.__wrapped__)
    drawn = [Parameters.drawn(seed)[TAUGHT] for seed in range(20)]
    assert np.mean(drawn) > 0.01  # members draw from what was adopted


def quick_totals(ahead: Ahead) -> dict[str, np.ndarray]:
    """Cities that grow by a twentieth a year, with luck."""
    luck = np.random.default_rng(ahead.number).standard_normal((10, len(PLACES)))
    totals = 1000 * np.exp(0.05 * np.arange(10)[:, None] + 0.05 * luck)
    return dict.fromkeys(INDICATORS, totals)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        pytest.param("en", "FDI: 80 % bands held", marks=pytest.mark.long),  # what differs are the words alone
        ("zh", "80%区间包含 38 个统计值中的"),
    ],
)
def test_backtests_use_the_runs_of_the_fit_and_are_told(tmp_path, monkeypatch, made, shipped, lang, said):
    monkeypatch.setattr(Ahead, "run", quick_totals)
    monkeypatch.setattr(calibration.validation.refitted_scores, "ITERATIONS", 20)
    monkeypatch.setattr(calibration.validation.refitted_scores, "pit_alpha", lambda pits: 0.1)
    drift = refitted.METHODS["drift"]
    monkeypatch.setattr(refitted, "METHODS", dict.fromkeys(refitted.METHODS, drift))
    monkeypatch.setattr(Candidate, "run", lambda self: pytest.fail("what the fit has run is on the shelf"))
    shutil.copytree(made[1] / "runs", tmp_path / "runs")
    result = calibrate("--only", "backtests", "--budget", "small", "--out", tmp_path, lang=lang)
    assert result.exit_code == 0, result.output
    assert said in result.stdout
    forecasts, told = rows(tmp_path / "backtests.csv"), rows(tmp_path / "backtest_scores.csv")
    assert len([row for row in forecasts if row["forecast"] == "model"]) == 38 + 20 + 3
    assert {(row["indicator"], row["years"]) for row in told} == {
        *(("fdi_musd", years) for years in ("2017-2019", "2020-2022", "all")),
        ("inbound_visitors", "2017-2019"),
        ("inbound_receipts_musd", "2017-2019"),
    }
    assert (tmp_path / "backtests.png").stat().st_size > 10_000
    assert not list(shipped[1].iterdir()), "adopted without --adopt"


@pytest.mark.parametrize(
    "words", [("--budget", "small"), ("--only", "coverage"), ("--only", "sensitivity", "--budget", "small")]
)
@pytest.mark.parametrize(
    ("lang", "said"), [("en", "only with --budget full and one of these parts"), ("zh", "只能用于 --budget full")]
)
def test_a_rough_fit_or_none_is_not_adopted(tmp_path, shipped, words, lang, said):
    before = shipped[0].read_bytes()
    result = calibrate(*words, "--adopt", "--out", tmp_path / "out", lang=lang)
    assert result.exit_code == 2 and said in result.stderr
    assert shipped[0].read_bytes() == before and not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "lang", "said"),
    [
        (("--only", "fitt"), "en", "fit, coverage, backtests, sensitivity"),
        (("--only", "fitt"), "zh", "可选 fit、coverage、backtests、sensitivity"),
        (("--only", ","), "en", "fit, coverage, backtests, sensitivity"),
        (("--budget", "huge"), "en", "full or small"),
        (("--workers", "0"), "en", "--workers 0: at least 1"),
        (("--workers", "0"), "zh", "--workers 0：至少为 1"),
    ],
)
def test_what_cannot_be_asked_for_is_told(options, lang, said, tmp_path):
    result = calibrate(*options, "--out", tmp_path / "out", lang=lang)
    assert result.exit_code == 2 and said in result.stderr
    assert not (tmp_path / "out").exists()
