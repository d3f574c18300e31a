import itertools

import numpy as np
import pytest

from scenarios.attributing import shapley


def game(players, seed=1, shape=(2,)):
    random = np.random.default_rng(seed)
    return {coalition: random.normal(size=shape) for coalition in shapley.every(players)}


def of_parts(players, parts):
    """A game whose worth is the sum of parts, each there when all of its players are."""
    return {
        coalition: np.array(float(sum(amount for needed, amount in parts.items() if coalition & needed == needed)))
        for coalition in shapley.every(players)
    }


def test_gloves_in_pairs():
    worth = {c: np.array(float(bool(c & 1) and bool(c & 6))) for c in shapley.every(3)}
    shares = shapley.exact(worth, 3)
    assert shares.contributions == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert shares.interactions[1, 2] == pytest.approx(-1 / 2)
    assert shares.interactions[0, 1] == pytest.approx(1 / 2)


def test_parts_are_shared_alike_and_pairs_are_seen_as_they_are():
    shares = shapley.exact(of_parts(4, {0b0001: 3.0, 0b0011: 8.0, 0b1110: 9.0}), 4)
    assert shares.contributions == pytest.approx([3 + 4, 4 + 3, 3, 3])
    assert shares.interactions[0, 1] == pytest.approx(8.0)
    assert shares.interactions[1, 2] == pytest.approx(9 / 2)
    assert shares.interactions[0, 2] == pytest.approx(0.0)


@pytest.mark.parametrize("players", [1, 2, 5])
def test_contributions_are_the_mean_over_all_orders_and_add_up(players):
    worth = game(players)
    shares = shapley.exact(worth, players)
    assert shares.contributions.sum(0) == pytest.approx(worth[(1 << players) - 1] - worth[0])
    brute = np.zeros((players, 2))
    for order in itertools.permutations(range(players)):
        coalition = 0
        for player in order:
            brute[player] += worth[coalition | 1 << player] - worth[coalition]
            coalition |= 1 << player
    assert shares.contributions == pytest.approx(brute / len(list(itertools.permutations(range(players)))))


def test_a_sample_needs_few_coalitions_and_a_longer_one_begins_with_it():
    chosen = shapley.orders(9, 10, seed=4)
    assert len(chosen) == 12
    assert shapley.orders(9, 40, seed=4)[:12] == chosen
    assert all(sorted(order) == list(range(9)) for order in chosen)
    assert len(shapley.met(chosen)) <= 2 + 3 * (2 * 8 + 8)


@pytest.mark.parametrize("players", [2, 7, 8])
def test_a_sample_is_exact_where_players_meet_in_pairs(players):
    random = np.random.default_rng(2)
    parts = {1 << i | 1 << j: random.normal() for i in range(players) for j in range(i + 1)}
    worth = of_parts(players, parts)
    sample = shapley.sampled(worth, shapley.orders(players, 8, seed=1))
    full = shapley.exact(worth, players)
    assert sample.contributions == pytest.approx(full.contributions)
    seen = np.isfinite(sample.interactions)
    assert sample.interactions[seen] == pytest.approx(full.interactions[seen])
    assert (seen & ~np.eye(players, dtype=bool)).any()


def test_a_sample_comes_near_and_says_how_near():
    players = 5
    worth = game(players, shape=())
    sample, full = shapley.sampled(worth, shapley.orders(players, 400, seed=3)), shapley.exact(worth, players)
    error = sample.blocks.std(axis=0, ddof=1) / np.sqrt(len(sample.blocks))
    assert sample.contributions.sum() == pytest.approx(worth[31] - worth[0])
    assert (np.abs(sample.contributions - full.contributions) < 4 * error).all()
    assert (error > 0).all() and (error < 0.2).all()
    assert np.abs(sample.interactions - full.interactions).max() < 0.8
