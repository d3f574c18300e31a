"""What stands beside a fit: power-scaling and predictive checks, on posteriors that are known."""

import numpy as np
import pytest

from calibration.drawn_numbers import correlations
from calibration.fit_points import coordinates, names, values
from calibration.page import PAGES, START, told
from calibration.power_scaling import NOTICED, distance, power_scaling
from calibration.predictive import CLASSES, chance, checks
from calibration.smc import Likelihood
from calibration.targets import fitted, observed

RNG = np.random.default_rng(5)


def test_what_data_move_is_told_from_what_the_prior_holds():
    """Three numbers: one that is counted sharply, one counted as loosely as its prior, far from it, and one not at all."""
    errors, counted = np.array([0.05, 1.0]), np.array([0.3, 3.0])
    worth = Likelihood(lambda points: points[:, :2], counted, np.diag(errors**2))
    precision = 1 / errors**2
    draws = RNG.standard_normal((2000, 3))
    draws[:, :2] = draws[:, :2] / np.sqrt(1 + precision) + counted * precision / (1 + precision)
    found = power_scaling(draws, worth)
    assert found.driven_by() == ["data", "both", "prior"]
    assert found.data[2] < NOTICED < found.prior[2]


def test_the_distance_of_a_sample_from_itself_is_nothing():
    draws = RNG.standard_normal(500)
    assert distance(draws, np.full(500, 1 / 500)) == pytest.approx(0, abs=1e-6)
    tilted = np.exp(0.1 * draws) / np.exp(0.1 * draws).sum()
    assert distance(draws, tilted) == pytest.approx(distance(-draws, tilted), rel=1e-9), "sides do not matter"


def test_a_model_that_could_not_have_made_the_data_is_seen():
    runs, errors = RNG.standard_normal((60, 3)), 0.1 * np.eye(3)
    assert chance(runs, errors, np.zeros(3), RNG) > 0.95
    assert chance(runs, errors, np.array([6.0, 0, 0]), RNG) < 0.01
    alike = runs[:, :1] + 0.1 * runs
    assert (
        chance(alike, errors, np.array([1.5, -1.5, 0.0]), RNG) < 0.01 < chance(alike, errors, np.full(3, 1.5), RNG)
    ), "what always moves together and was counted apart is far off"


def test_every_fitted_statistic_is_in_one_class():
    of = [statistic for _, _, found in CLASSES.values() for statistic in found]
    assert len(of) == len(set(of)) and {target.statistic for target in fitted()} <= set(of)
    moments = observed() + 0.1 * RNG.standard_normal((20, len(fitted())))
    found = checks(fitted(), moments, moments)
    assert found[-1].targets == len(fitted()) == sum(check.targets for check in found[:-1])


def test_a_surface_sees_trends_and_not_the_scores_that_make_them():
    point = np.zeros((3, len(names())))
    place, spread = (names().index(f"rivals.{name}") for name in ("trend_appeal.hefei", "trend_spread.appeal"))
    point[:, place], point[:, spread] = 1.0, (-1.0, 0.0, 1.0)
    seen, real = coordinates(point), values(point)
    trends = real[:, place] * real[:, spread]
    assert seen[:, place] / seen[1, place] == pytest.approx(trends / trends[1], rel=0.01)
    others = np.delete(np.arange(len(names())), place)
    assert (seen[:, others] == point[:, others]).all()


def test_a_drawn_number_that_moves_a_target_stands_out_and_no_other():
    drawn, left = RNG.standard_normal((200, 300)), RNG.standard_normal((200, 10))
    left[:, 3] += np.exp(drawn[:, 7])
    found, least = correlations(drawn, left)
    assert list(zip(*np.nonzero(np.abs(found) > least), strict=True)) == [(7, 3)]


def test_the_page_tells_what_the_tables_hold():
    target = {"use": "fit", "distance": "3", "en": "Missed", "zh": "未达"}
    number = {"name": "rivals.x", "learnt": "0.5", "driven_by": "data"}
    check = {"en": "all", "zh": "全部", "targets": "2", "prior": "0.5", "posterior": "0.25"}
    cities = [{"city": "0", "rank": "0.4"}, {"city": "1", "rank": "0.99"}]
    english, chinese = (
        told(lang, [target, target | {"distance": "1"}], [number], [check], cities) for lang in ("en", "zh")
    )
    assert "Of 2 targets 1 are met" in english and "missed: Missed" in english and "truth 50% of" in english
    assert "2 个目标中 1 个" in chinese and "| 全部 | 2 | 0.50 | 0.25 |" in chinese
    for path in PAGES.values():
        assert path.read_text(encoding="utf-8").count(START) == 1, "the place that a new fit writes to"
