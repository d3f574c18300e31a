"""``simulate --observed``: members chosen for agreeing with figures, what is written of it, and what is refused."""

import dataclasses
import json

import numpy as np
import pytest
from typer.testing import CliRunner

import run
from outputs.documents.html import page
from outputs.report.conditioned import conditioned
from outputs.report.run import read_run
from outputs.results.conditioning import conditioning_of, conditioning_sentences
from outputs.results.open import open_run
from scenarios.conditioning.sampler import Piece
from scenarios.running.member import Luck, compute
from tests.support.fake_model import job
from tests.support.quick_commands import use
from tests.support.stub_run import quick_model

SCENARIO = """
name: two-routes
title: {zh: 两条航线, en: Two routes}
period: {start: 2023-01, months: 4}
ensemble: {members: 3, seed: 5}
world: {own_course: frozen}
levers:
  duty_free: {tax_refund: [{from: 2023-02, rate: 0.11, minimum_cny: 500}]}
"""
SEEN = "variable,from,to,value,error_pct,source\nfdi_actual_use,2023-01,2023-02,78,20,made up\ntalent,2023-02,,5,,made up\nvisitors,2030,,7,,later\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a scenario and figures, and a quick model in place of the real one."""
    folder = tmp_path_factory.mktemp("given")
    (folder / "two-routes.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "seen.csv").write_text(SEEN, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        use(patch, quick_model)
        yield folder


def simulate(place, *options, seen="seen.csv", lang="en"):
    words = ["simulate", str(place / "two-routes.yaml"), "--observed", str(place / seen), "--workers", "1"]
    return CliRunner().invoke(run.app, [*words, "--out", str(place / "runs"), "--lang", lang, *options])


@pytest.fixture(scope="module")
def finished(place):
    result = simulate(place, "--candidates", "6")
    return result, place / "runs" / "two-routes"


def test_members_are_chosen_and_what_was_found_is_written(finished):
    result, final = finished
    assert result.exit_code == 0, result.stderr
    assert "note: " in result.stderr and "of 6 candidates" in result.stderr
    record = conditioning_of(final)
    assert [one["error"] for one in record["figures"]] == pytest.approx([0.2, 0.1])
    assert [one["error_stated"] for one in record["figures"]] == [True, False]
    assert record["candidates"] == 6 and record["fresh_from"] == 122 and len(record["members"]) == 3
    assert (final / "observations.csv").read_text(encoding="utf-8") == SEEN
    assert "observed" in json.loads((final / "provenance.json").read_text(encoding="utf-8"))["hashes"]
    with open_run(final) as dataset:
        assert dataset.sizes["member"] == 3
    for lang in ("en", "zh"):
        assert all(conditioning_sentences(record, lang))


@pytest.mark.parametrize(("lang", "word"), [("en", "Given what was observed"), ("zh", "与实际数据相符的样本")])
def test_the_report_shows_it(finished, lang, word):
    found = read_run(finished[1], lang)
    (section,) = conditioned(found)
    assert section.title == word and len(section.blocks[-1].rows) == 2
    from outputs.documents.document import Document, numbered

    text = page(Document(lang, "t", "s", "a", numbered((section,)), ()), found.dataset)
    assert word in text and "*" in text


def test_the_same_figures_are_not_run_again_and_others_are_other_inputs(place, finished):
    assert "stand" in simulate(place, "--candidates", "6").stderr
    (place / "other.csv").write_text(SEEN.replace("78", "79"), encoding="utf-8")
    other = simulate(place, "--candidates", "6", seen="other.csv")
    assert other.exit_code == 2 and "observations" in other.stderr


@pytest.mark.parametrize(
    ("options", "text", "told"),
    [
        (("--precision", "0.1"), SEEN, "--precision"),
        (("--candidates", "1"), SEEN, "--candidates"),
        ((), "variable,from,value,error_pct\ntalent,2023-02,5,0\n", "standard deviation"),
        ((), "variable,from,value,error_pct\ntalent,2023-02,5,120\n", "at most 100"),
        ((), "variable,from,value\ntalent,2031-02,5\n", "2023-01"),
    ],
)
def test_what_cannot_be_is_told(place, options, text, told):
    (place / "wrong.csv").write_text(text, encoding="utf-8")
    result = simulate(place, *options, seen="wrong.csv", lang="en")
    assert result.exit_code == 2 and told in result.stderr
    assert simulate(place, *options, seen="wrong.csv", lang="zh").exit_code == 2


def test_an_interrupted_choice_goes_on_and_comes_to_the_same(place, finished, monkeypatch):
    import commands.condition

    real, out = commands.condition.sample, ("--candidates", "6", "--out", str(place / "again"))

    def interrupted(simulate, *others):
        simulate([Piece(0, k, None) for k in range(4)])
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.condition, "sample", interrupted)
    assert simulate(place, *out).exit_code == 130
    monkeypatch.setattr(commands.condition, "sample", real)
    assert "--resume" in simulate(place, *out).stderr
    assert simulate(place, *out, "--resume").exit_code == 0
    assert conditioning_of(place / "again" / "two-routes") == conditioning_of(finished[1])


def test_a_chosen_member_keeps_its_luck_to_the_last_figure_and_has_its_own_after():
    usual, month = job(), 123
    given = dataclasses.replace(usual, luck=tuple(Luck(4, (), month) for _ in range(2)))
    alike, one, other = compute(usual, 4), compute(given, 0), compute(given, 1)
    known = month - usual.setting.start
    arrivals = [pair["scenario"]["arrivals"] for pair in (alike, one, other)]
    np.testing.assert_array_equal(arrivals[0][:known], arrivals[1][:known])
    np.testing.assert_array_equal(arrivals[1][:known], arrivals[2][:known])
    assert not np.array_equal(arrivals[1][known:], arrivals[2][known:])
    assert not np.array_equal(arrivals[0][known:], arrivals[1][known:])
