import numpy as np
import pytest

from calibration.sensitivity import OUTCOMES, Probe, Screening, indices, names, tables, values
from model.parameters import declared
from model.posterior import shipped


def test_every_number_that_members_draw_is_moved_within_its_range():
    low, high = (values(np.full(len(names()), u)) for u in (0.1, 0.9))
    assert set(low) == {name for name, p in declared().items() if p.role != "constant"}
    for name in low:
        assert declared()[name].low <= low[name] < high[name] <= declared()[name].high, name
    columns, draws = shipped().names, shipped().draws
    assert low[columns[0]] == pytest.approx(np.quantile(draws[:, 0], 0.1))


def test_indices_of_a_known_function_are_found():
    rng, n = np.random.default_rng(2), len(names())
    scores = rng.standard_normal((400, n))
    # Variances 4, 1 and 0.25 of 5.25; everything else is noise.
    effects = (2 * scores[:, 3] + scores[:, 10] + 0.5 * scores[:, 20])[:, None] + np.zeros(len(OUTCOMES))
    effects = effects + 0.05 * rng.standard_normal(effects.shape)
    size = np.zeros((n, len(OUTCOMES)))
    size[[3, 10, 20]] = [[2.0], [1.0], [0.5]]
    size += 0.001
    found = indices(Screening(size, size, size), scores, effects, most=5, samples=256)
    total = dict(zip(found.numbers, found.total[:, 0], strict=True))
    for place, share in ((3, 4 / 5.25), (10, 1 / 5.25), (20, 0.25 / 5.25)):
        assert total[names()[place]] == pytest.approx(share, abs=0.06)
    assert found.explained.min() > 0.9
    rows = tables(Screening(size, size, size), found)
    assert len(rows["morris"]) == n * len(OUTCOMES) and len(rows["sobol"]) == 5 * len(OUTCOMES)


def test_a_probe_runs_a_pair_and_its_key_knows_everything():
    middle = tuple([0.5] * len(names()))
    probe = Probe("duty-free", middle, 0.005)
    effects = probe.run()
    assert effects.shape == (len(OUTCOMES),) and np.isfinite(effects).all()
    assert probe.key() != Probe("duty-free", middle, 0.01).key() != Probe("duty-free", (0.4, *middle[1:]), 0.01).key()
