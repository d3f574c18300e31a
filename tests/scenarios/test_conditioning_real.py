"""The model itself, given figures of a run whose truth is known: it comes nearer to them, and to what was not counted."""

import dataclasses

import numpy as np
import pytest

from model.draws import Draws
from scenarios.conditioning.candidates import Candidates
from scenarios.conditioning.sampler import sample
from scenarios.reading.reader import read
from scenarios.running.member import compute, run_pair
from scenarios.running.prepare import prepare
from tests.support.scenario_files import written

SCENARIO = """
name: was
title: {zh: 实际, en: As it was}
period: {start: 2023-01, months: 12}
scale: 0.005
world: {reopening: observed, investment_climate: observed, incomes: observed, exchange_rate: observed}
"""
COUNTED, CANDIDATES, ROUNDS = 2, 12, 2


def measure(series):
    """Visitors and goods trade, which are counted, and what visitors spend, which is not."""
    goods = series["goods_exports"].sum() + series["goods_imports"].sum()
    return np.array([series["visitors"].sum(), goods, series["visitor_spending"].sum()])


@pytest.mark.long
def test_a_city_of_the_model_is_found_again(tmp_path):
    job = dataclasses.replace(prepare(read(written(tmp_path, SCENARIO))).job, pair=run_pair)
    truths = [measure(compute(dataclasses.replace(job, seed=99), k)["scenario"]) for k in range(2)]
    candidates = Candidates(job, job.setting.start + 12, measure, tmp_path / "kept")
    of: dict[tuple, np.ndarray] = {}

    def simulate(pieces):
        found = candidates(pieces)
        of.update({(piece.candidate, tuple(one[0])): one[1] for piece, one in zip(pieces, found, strict=True) if one})
        return [None if one is None else (one[0], one[1][:COUNTED]) for one in found]

    may = np.ones((len(candidates.blocks), COUNTED), bool)
    for truth in truths:
        error = np.full(COUNTED, 0.05)
        found = sample(simulate, truth[:COUNTED], error, may, CANDIDATES, CANDIDATES, Draws(3), most_rounds=ROUNDS)
        drawn = np.array([of[k, tuple(scores)] for k, scores in zip(found.candidate, found.scores, strict=True)])
        before = np.array([of[k, tuple(scores)] for k, scores in list(of)[:CANDIDATES]])
        after = np.exp(found.weights @ np.log(drawn))
        off_before = np.abs(np.log(before) - np.log(truth)).mean(axis=0)
        off_after = np.abs(np.log(after) - np.log(truth))
        assert (off_after[:COUNTED] < 0.1).all(), (truth, after)
        assert off_after[0] + off_after[2] < off_before[0] + off_before[2], "visitors tell what they spend"
        assert found.effective > 1.5
