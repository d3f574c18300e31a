"""Posteriors: drawn from as a whole, refused when cut short, when foreign, and when older than the priors of today."""

import dataclasses

import numpy as np
import pytest

from model import posterior
from model.parameters import Parameters, declared
from model.posterior import (
    NOTHING_FITTED,
    Posterior,
    PosteriorError,
    posterior_text,
    prior_hash,
    read_posterior,
    shipped,
)

NAMES, DRAWS = shipped().names, shipped().draws


def test_calibrated_numbers_are_drawn_together_from_the_posterior():
    assert set(NAMES) == {name for name, p in declared().items() if p.role == "calibrated"}
    assert not DRAWS.flags.writeable and len(DRAWS) >= 200
    rows = {tuple(row) for row in DRAWS.tolist()}
    drawn = [Parameters.drawn(seed) for seed in range(40)]
    taken = [tuple(one[name] for name in NAMES) for one in drawn]
    assert set(taken) <= rows and len(set(taken)) > 20
    fixed = Parameters.drawn(3, {NAMES[0]: DRAWS[0, 0], "firms.share_out": 0.2})
    assert fixed[NAMES[0]] == DRAWS[0, 0] and fixed["firms.share_out"] == 0.2
    assert fixed[NAMES[1]] == Parameters.drawn(3)[NAMES[1]]


def test_a_drawn_number_can_be_held_at_its_default():
    for role in ("calibrated", "uncertainty"):
        name = next(name for name, p in declared().items() if p.role == role)
        default = declared()[name].default
        assert any(Parameters.drawn(seed)[name] != default for seed in range(5))
        assert all(Parameters.drawn(seed, {name: default})[name] == default for seed in range(5))


@pytest.mark.long
def test_without_the_fit_all_numbers_come_from_their_priors():
    drawn = [Parameters.drawn(seed, fitted=False) for seed in range(200)]
    prior = np.array([[one[name] for name in NAMES] for one in drawn])
    wider = prior.std(axis=0) / DRAWS.std(axis=0)
    assert wider.max() > 1.5 and np.median(wider) > 0.9
    one, two = Parameters.drawn(5), Parameters.drawn(5, fitted=False)
    assert all(one[name] == two[name] for name in declared() if name not in NAMES)
    assert Parameters.drawn(5, posterior=NOTHING_FITTED).values() == two.values()


def test_another_posterior_is_drawn_from_and_nothing_else_moves():
    middle = np.median(DRAWS, axis=0, keepdims=True)
    other = Posterior(NAMES, "other", middle)
    drawn, usual = Parameters.drawn(5, posterior=other), Parameters.drawn(5)
    assert [drawn[name] for name in NAMES] == middle[0].tolist()
    assert all(drawn[name] == usual[name] for name in declared() if name not in NAMES)


def test_what_is_written_is_read(tmp_path):
    (tmp_path / "mine.csv").write_text(posterior_text(NAMES, DRAWS), encoding="utf-8")
    mine = read_posterior(tmp_path / "mine.csv")
    assert mine == shipped() and (mine.draws == DRAWS).all()
    (tmp_path / "few.csv").write_text(posterior_text(NAMES, DRAWS[:7]), encoding="utf-8")
    few = read_posterior(tmp_path / "few.csv")
    assert few != shipped() and [few.draw(u)[NAMES[0]] for u in (0, 0.99)] == [DRAWS[0, 0], DRAWS[6, 0]]


def lines():
    return posterior_text(NAMES, DRAWS[:20]).splitlines()


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("form", lambda text: text[1:]),
        ("form", lambda text: [text[0].rpartition(" ")[0], *text[1:]]),
        ("form", lambda text: [*text[:-1], text[-1].replace(text[-1].split(",")[0], "much", 1)]),
        ("form", lambda text: []),
        ("form", lambda text: [text[0]]),
        ("columns", lambda text: [text[0], text[1].replace("rivals.trend_china", "rivals.trend_chain"), *text[2:]]),
        ("columns", lambda text: [text[0], text[1].replace(NAMES[0], NAMES[1]), *text[2:]]),
        ("rows", lambda text: text[:-1]),
        ("rows", lambda text: text[:2]),
        ("rows", lambda text: [*text[:-1], text[-1].rpartition(",")[0]]),
        ("range", lambda text: [*text[:-1], text[-1].replace(text[-1].split(",")[0], "1e9", 1)]),
        ("range", lambda text: [*text[:-1], text[-1].replace(text[-1].split(",")[0], "nan", 1)]),
        ("priors", lambda text: [text[0].replace(prior_hash(declared()[NAMES[0]]), "00000000"), *text[1:]]),
    ],
)
def test_a_file_that_cannot_be_drawn_from_is_refused(tmp_path, reason, change):
    (tmp_path / "draws.csv").write_text("\n".join(change(lines())) + "\n", encoding="utf-8")
    with pytest.raises(PosteriorError, match=r"draws\.csv") as refused:
        read_posterior(tmp_path / "draws.csv")
    assert refused.value.reason == reason
    assert refused.value.names == ((NAMES[0],) if reason in ("priors", "range") else refused.value.names)


def test_the_posterior_that_ships_has_all_its_draws(tmp_path, monkeypatch):
    monkeypatch.setattr(posterior, "FILE", tmp_path / "draws.csv")
    (tmp_path / "draws.csv").write_text(posterior_text(NAMES, DRAWS[:-1]), encoding="utf-8")
    with pytest.raises(PosteriorError, match="rows"):
        posterior.shipped.__wrapped__()


@pytest.mark.parametrize(
    "change", [{"default": 0.11}, {"low": 0.001}, {"high": 7.0}, {"prior": "uniform"}, {"unit": "share of 1"}]
)
def test_every_part_of_a_prior_counts(change):
    parameter = next(p for p in declared().values() if p.role == "calibrated" and p.prior != "uniform")
    assert prior_hash(parameter._replace(**change)) != prior_hash(parameter)
    assert prior_hash(parameter._replace(source="another", en="x")) == prior_hash(parameter)


def test_a_posterior_is_told_by_its_file():
    assert dataclasses.replace(shipped(), draws=np.zeros((1, 1))) == shipped()
    assert dataclasses.replace(shipped(), digest="other") != shipped()
