import dataclasses

import numpy as np
import pytest

from calibration import fit_points, result_cache
from calibration.coverage import Coverage
from calibration.fit_points import Candidate, names, spread, values
from calibration.response_surface import features, fit
from calibration.smc import Likelihood, sample
from model.parameters import declared

RNG = np.random.default_rng(7)


def test_scores_are_quantiles_of_the_priors():
    middle = values(np.zeros(len(names())))[0]
    for name, value in zip(names(), middle, strict=True):
        assert value == pytest.approx(declared()[name].draw(0.5))
    for name, column in zip(names(), values(spread(64)).T, strict=True):
        parameter = declared()[name]
        assert (column >= parameter.low).all() and (column <= parameter.high).all() and column.std() > 0
    assert np.abs(spread(256).mean(axis=0)).max() < 0.05


def test_scores_of_values_are_the_scores_they_came_from():
    points = np.clip(RNG.standard_normal((20, len(names()))), -3, 3)
    assert fit_points.scores(values(points)) == pytest.approx(points, abs=0.01)


def test_candidates_share_luck_and_differ_in_all_that_is_not_fitted():
    point = tuple(np.zeros(len(names())))
    one, two = (Candidate(point, others).parameters().values() for others in (1, 2))
    assert all(one[name] == two[name] for name in names())
    assert one["firms.scouting_reach"] != two["firms.scouting_reach"]
    keys = {
        Candidate(point, 1).key(),
        Candidate(point, 2).key(),
        Candidate(point, 1, 5).key(),
        Candidate(None, 1).key(),
    }
    assert len(keys) == 4


def test_a_fit_that_ships_does_not_make_finished_runs_void(monkeypatch):
    before = Candidate(None, 0).key()
    changed = fit_points.foundations() | {"posterior": "other"}
    monkeypatch.setattr(fit_points, "foundations", lambda: changed)
    assert Candidate(None, 0).key() == before
    monkeypatch.setattr(fit_points, "foundations", lambda: changed | {"code": "other"})
    assert Candidate(None, 0).key() != before


def test_the_surface_finds_a_quadratic_and_knows_its_error():
    scores = RNG.standard_normal((300, 6))

    def truth(points):
        return np.stack([points[:, 0] + 0.5 * points[:, 1] * points[:, 2], points[:, 3] ** 2], axis=1)

    noise = np.array([0.1, 0.3])
    surface = fit(scores, truth(scores) + noise * RNG.standard_normal((300, 2)))
    fresh = RNG.standard_normal((500, 6))
    gap = surface(fresh) - truth(fresh)
    assert np.sqrt((gap**2).mean(axis=0)) == pytest.approx([0, 0], abs=0.16)
    assert np.sqrt(np.diag(surface.error)) == pytest.approx(noise, rel=0.3)
    assert surface.explained[0] > 0.95
    assert features(scores).shape == (300, 6 + 21)


def test_the_surface_says_when_it_knows_nothing():
    surface = fit(RNG.standard_normal((80, 5)), RNG.standard_normal((80, 1)))
    assert surface.explained[0] < 0.1
    assert np.sqrt(surface.error.ravel()[0]) == pytest.approx(1, rel=0.25)


def linear_problem(rng, truth=None):
    """A linear normal problem: its map, errors, counted moments and exact posterior mean and covariance."""
    slopes = np.random.default_rng(1).standard_normal((4, 6))
    error = np.array([0.5, 1.0, 0.3, 2.0, 1.0, 0.7])
    truth = rng.standard_normal(4) if truth is None else truth
    counted = truth @ slopes + error * rng.standard_normal(6)
    covariance = np.linalg.inv(np.eye(4) + slopes @ np.diag(error**-2) @ slopes.T)
    mean = covariance @ slopes @ (counted / error**2)
    return Likelihood(lambda points: points @ slopes, counted, np.diag(error**2)), mean, covariance, truth


def test_the_sampler_finds_an_exact_posterior():
    likelihood, mean, covariance, _ = linear_problem(np.random.default_rng(3))
    draws = sample(likelihood, 4, np.random.default_rng(4))
    assert draws.mean(axis=0) == pytest.approx(mean, abs=0.06)
    assert np.cov(draws, rowvar=False) == pytest.approx(covariance, abs=0.06)


@pytest.mark.long
def test_intervals_of_the_sampler_hold_the_truth_as_often_as_they_say():
    rng, ranks, width, error = np.random.default_rng(11), [], [], []
    for _ in range(150):
        likelihood, _, _, truth = linear_problem(rng)
        draws = sample(likelihood, 4, rng, particles=200)
        ranks.append((draws < truth).mean(axis=0))
        width.append(draws.std(axis=0))
        error.append(draws.mean(axis=0) - truth)
    found = Coverage(*map(np.array, (ranks, width, error)))
    share, chance = found.held_all(0.8)
    assert 0.74 < share < 0.86 and chance > 0.01
    assert found.uniform().min() > 0.001
    assert found.sharpness() == pytest.approx(np.ones(4), abs=0.2)


def test_a_fit_that_is_too_sure_or_too_wide_is_seen():
    truth = np.random.default_rng(6).uniform(size=(400, 3))
    too_wide = 0.5 + (truth - 0.5) * 0.5
    held, chance = Coverage(too_wide, truth, truth).held_all(0.8)
    assert held > 0.95 and chance < 1e-6
    too_sure = np.where(truth < 0.5, truth / 3, 1 - (1 - truth) / 3)
    held, chance = Coverage(too_sure, truth, truth).held_all(0.8)
    assert held < 0.6 and chance < 1e-6


@dataclasses.dataclass(frozen=True)
class Square:
    number: int
    log: str

    def key(self) -> str:
        return f"square{self.number}"

    def run(self) -> np.ndarray:
        with open(self.log, "a", encoding="utf-8") as lines:
            lines.write(f"{self.number}\n")
        return np.array([self.number, self.number**2])


def test_the_shelf_runs_each_piece_once_and_damaged_ones_again(tmp_path):
    log, folder = tmp_path / "log", tmp_path / "shelf"
    work = [Square(k, str(log)) for k in range(5)]
    told = []
    first = result_cache.done(work[:3], folder, workers=1)
    whole = result_cache.done(work, folder, workers=1, progress=lambda *numbers: told.append(numbers))
    assert whole[:, 1].tolist() == [0, 1, 4, 9, 16] and (whole[:3] == first).all()
    assert sorted(log.read_text().split()) == ["0", "1", "2", "3", "4"] and told == [(4, 5, 0), (5, 5, 0)]
    path = folder / "square2.npz"
    path.write_bytes(path.read_bytes()[:-40])
    assert (result_cache.done(work, folder, workers=1) == whole).all()
    assert sorted(log.read_text().split()) == ["0", "1", "2", "2", "3", "4"]


def test_the_shelf_gives_the_same_in_parallel(tmp_path):
    work = [Square(k, str(tmp_path / "log")) for k in range(6)]
    one, two = (result_cache.done(work, tmp_path / str(n), workers=n) for n in (1, 2))
    assert (one == two).all()
