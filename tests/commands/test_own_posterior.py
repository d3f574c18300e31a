"""``simulate --posterior``: drawn from, part of the run's identity, refused in a sentence when it does not fit."""

import dataclasses
import json

import pytest
from typer.testing import CliRunner

import commands.run_ensemble
import model.posterior
import run
import scenarios.running.posteriors
from common.errors import UserError
from model import parameters
from model.posterior import NOTHING_FITTED, posterior_text, shipped
from scenarios.explaining.explain import explain
from scenarios.running.posteriors import posterior_of
from scenarios.running.prepare import prepare
from tests.support.stub_run import quick_model

SCENARIO = """
name: quick
title: {zh: 快, en: Quick}
period: {start: 2023-01, months: 3}
ensemble: {members: 2, seed: 5}
levers:
  duty_free:
    tax_refund: [{from: 2023-02, rate: 0.11, minimum_cny: 500}]
"""
CHANGED = "visitors.income_elasticity"


@pytest.fixture
def simulate(tmp_path, monkeypatch):
    (tmp_path / "quick.yaml").write_text(SCENARIO, encoding="utf-8")
    drawn_from = []

    def quick(*asked):
        real = prepare(*asked)
        drawn_from.append(real.job.posterior)
        return real._replace(job=dataclasses.replace(real.job, pair=quick_model))

    monkeypatch.setattr(commands.run_ensemble, "prepare", quick)
    monkeypatch.setattr(commands.run_ensemble, "_draw", lambda run, workers: [])

    def simulated(*options, lang="en"):
        result = CliRunner().invoke(
            run.app,
            [
                "simulate",
                str(tmp_path / "quick.yaml"),
                "--out",
                str(tmp_path / "runs"),
                "--workers",
                "1",
                "--lang",
                lang,
            ]
            + [str(option) for option in options],
        )
        file = tmp_path / "runs" / "quick" / "provenance.json"
        return result, json.loads(file.read_text(encoding="utf-8")) if file.exists() else None, drawn_from

    return simulated


@pytest.fixture
def mine(tmp_path):
    """A posterior of the user's own."""
    (tmp_path / "mine.csv").write_text(posterior_text(shipped().names, shipped().draws[:50]), encoding="utf-8")
    return tmp_path / "mine.csv"


@pytest.fixture
def other_prior(monkeypatch):
    """The tables after a user has changed a prior."""
    declared = dict(parameters.declared())
    declared[CHANGED] = declared[CHANGED]._replace(prior="normal:0.05")
    assert declared[CHANGED].role == "calibrated"
    for module in (parameters, model.posterior):
        monkeypatch.setattr(module, "declared", lambda: declared)
    monkeypatch.setattr(scenarios.running.posteriors, "shipped", shipped.__wrapped__)
    monkeypatch.setattr("scenarios.explaining.explain.shipped", shipped.__wrapped__)


@pytest.mark.long
def test_members_draw_from_the_file_and_the_run_is_another_unless_it_is_the_file_that_ships(simulate, mine):
    result, usual, _ = simulate()
    assert result.exit_code == 0, result.output
    result, again, drawn_from = simulate("--posterior", model.posterior.FILE)
    assert result.exit_code == 0 and again == usual and drawn_from == [None, None]
    result, own, drawn_from = simulate("--posterior", mine, "--replace")
    assert result.exit_code == 0, result.output
    assert len(drawn_from[-1].draws) == 50
    assert own["fingerprint"] != usual["fingerprint"] and own["inputs"] != usual["inputs"]
    assert own["hashes"]["posterior"] == drawn_from[-1].digest != usual["hashes"]["posterior"]
    result, *_ = simulate()
    assert result.exit_code == 2 and "fit" in result.stderr, "a run of another posterior was taken for this one"


def test_priors_can_be_drawn_from_as_they_are(simulate):
    result, record, drawn_from = simulate("--posterior", "priors")
    assert result.exit_code == 0 and drawn_from == [NOTHING_FITTED] and record["hashes"]["posterior"] == "priors"


@pytest.mark.parametrize(("lang", "words"), [("en", ("cut short", "calibrate")), ("zh", ("不完整", "calibrate"))])
def test_a_file_that_cannot_be_drawn_from_is_refused_before_anything_is_run(simulate, mine, lang, words):
    mine.write_text("\n".join(mine.read_text(encoding="utf-8").splitlines()[:-1]), encoding="utf-8")
    result, record, _ = simulate("--posterior", mine, lang=lang)
    assert result.exit_code == 2 and record is None
    assert all(word in result.stderr for word in (*words, "mine.csv"))


def test_a_missing_file_is_said(simulate, tmp_path):
    result, *_ = simulate("--posterior", tmp_path / "none.csv")
    assert result.exit_code == 2 and "none.csv" in result.stderr and "priors" in result.stderr


def test_a_posterior_older_than_its_priors_is_never_drawn_from(simulate, mine, other_prior):
    for options in ((), ("--posterior", mine)):
        result, record, _ = simulate(*options)
        assert result.exit_code == 2 and record is None
        assert CHANGED in result.stderr and "--posterior priors" in result.stderr
    assert any("fit again" in str(explanation) for explanation in explain(CHANGED, "en"))


def test_a_posterior_fitted_under_the_new_priors_is_taken(other_prior, tmp_path):
    (tmp_path / "new.csv").write_text(posterior_text(shipped().names, shipped().draws), encoding="utf-8")
    assert posterior_of(tmp_path / "new.csv").names == shipped().names
    with pytest.raises(UserError, match=CHANGED):
        posterior_of(None)
