"""Keyed luck: the published generator, and draws that depend on nothing but seed, decision, month and slot."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from model.draws import _BLOCK, Draws, member_seed, name_key, philox4x32, poisson_counts
from model.parameters import Parameters, declared

SLOTS = np.arange(20_000, dtype=np.uint32) * 7 + 3
KNOWN = [  # Random123, kat_vectors: counter, key, answer of philox4x32 with ten rounds
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_philox_gives_the_published_answers(counter, key, answer):
    assert tuple(int(word) for word in philox4x32(counter, key)) == answer


def test_philox_of_arrays_is_philox_of_each():
    counters = np.array([counter for counter, _, _ in KNOWN], dtype=np.uint64).T
    together = np.stack(philox4x32(tuple(counters), (5, 6)))
    for column, (counter, _, _) in enumerate(KNOWN):
        assert together[:, column].tolist() == [int(word) for word in philox4x32(counter, (5, 6))]


def test_uniforms_are_the_generator_keyed_by_seed_decision_month_and_slot():
    seed, month, slots = 0x0123456789ABCDEF, 126, np.array([0, 5, 2**32 - 1])
    u = Draws(seed).uniforms("visitors.where", month, slots, streams=6)
    word = int.from_bytes(hashlib.blake2b(b"visitors.where", digest_size=4).digest(), "little")
    for column, slot in enumerate(slots):
        for stream in range(6):
            words = philox4x32((int(slot), month + 1, word, stream // 4), (0x89ABCDEF, 0x01234567))
            assert u[stream, column] == ((int(words[stream % 4]) >> 9) + 0.5) / 2**23


def test_uniforms_stay_off_both_ends_and_fill_the_interval():
    u = Draws(1).uniforms("a", 0, np.arange(200_000), streams=4)
    assert u.dtype == np.float32
    assert 0 < u.min() < 2e-6 and 1 - 2e-6 < u.max() < 1
    assert np.float32((2**23 - 1) * 2.0**-23 + 2.0**-24) < 1, "the largest uniform there can be"
    for row in u:
        assert stats.kstest(row, "uniform").pvalue > 1e-3
    tens = np.histogramdd((u[:2].T * 10).astype(int), bins=(np.arange(11),) * 2)[0]
    assert stats.chisquare(tens.ravel()).pvalue > 1e-3


def test_slots_streams_months_and_decisions_are_independent():
    draws = Draws(2)
    u = draws.uniforms("a", 5, SLOTS, streams=3)
    others = [
        u[1], u[2], np.roll(u[0], 1), draws.uniform("b", 5, SLOTS), draws.uniform("a", 6, SLOTS),
        draws.uniform("a", -1, SLOTS), Draws(3).uniform("a", 5, SLOTS), Draws(2 + (1 << 32)).uniform("a", 5, SLOTS),
    ]  # fmt: skip
    bound = 4.5 / np.sqrt(SLOTS.size)
    for other in others:
        assert abs(np.corrcoef(u[0], other)[0, 1]) < bound


def test_a_draw_does_not_know_the_order_nor_who_else_draws():
    draws, order = Draws(4), np.random.default_rng(0).permutation(SLOTS.size)
    whole = draws.uniforms("a", 7, SLOTS, streams=5)
    np.testing.assert_array_equal(draws.uniforms("a", 7, SLOTS[order], streams=5), whole[:, order])
    np.testing.assert_array_equal(draws.uniforms("a", 7, SLOTS[11:12], streams=5), whole[:, 11:12])
    np.testing.assert_array_equal(draws.uniforms("a", 7, SLOTS, streams=2), whole[:2])
    np.testing.assert_array_equal(Draws(4).uniform("a", 7, SLOTS), whole[0])
    assert draws.uniform("a", 7, SLOTS[:0]).shape == (0,)


@pytest.mark.parametrize("size", [1, 2, _BLOCK - 1, _BLOCK, _BLOCK + 1, 2 * _BLOCK + 5])
def test_blocks_leave_no_seam(size):
    draws, slots = Draws(5), np.arange(2 * _BLOCK + 5)
    whole = draws.uniforms("a", 7, slots, streams=9)
    np.testing.assert_array_equal(draws.uniforms("a", 7, slots[:size], streams=9), whole[:, :size])
    np.testing.assert_array_equal(draws.uniforms("a", 7, slots[-size:], streams=9), whole[:, -size:])


def test_many_streams_of_one_agent_are_those_of_many_agents():
    draws = Draws(5)
    streams = 4 * _BLOCK + 3
    alone = draws.uniforms("a", 7, np.array([1]), streams=streams)
    np.testing.assert_array_equal(alone, draws.uniforms("a", 7, np.array([0, 1]), streams=streams)[:, 1:])


def test_a_name_has_one_key_everywhere():
    # Written down once: a run repeated in another process or year must meet the same luck.
    assert name_key("visitors.where") == 0x44110A89
    assert len({name_key("a", "b"), name_key("ab"), name_key("a b"), name_key("b", "a")}) == 4
    assert member_seed(2023, 0) == 0x20CCE9DD25B1D6BC


def test_a_member_does_not_know_how_many_there_are():
    few, many = ([member_seed(2023, k) for k in range(count)] for count in (8, 2000))
    assert many[:8] == few
    assert len(set(many)) == len(many)
    assert not set(many) & {member_seed(2024, k) for k in range(2000)}


def of_members(members, seed=2023, month=-1):
    return np.stack([Draws.of_member(seed, m).between_members("a", month, SLOTS[:2000])[0] for m in range(members)])


def test_every_block_of_members_meets_each_part_of_a_prior_once():
    numbers = of_members(32)
    assert ((numbers > 0) & (numbers < 1)).all()
    for size in (1, 2, 4, 8, 16, 32):
        for first in range(0, 32, size):
            strata = np.sort((numbers[first : first + size] * size).astype(int), axis=0)
            np.testing.assert_array_equal(strata, np.broadcast_to(np.arange(size)[:, None], strata.shape))


def test_numbers_by_which_members_differ_are_uniform_and_paired_at_random():
    numbers = of_members(32)
    bound = 4.5 / np.sqrt(numbers.shape[1])
    for member in (0, 1, 31):
        assert abs(numbers[member].mean() - 0.5) < bound / np.sqrt(12)
        assert np.histogram(numbers[member], 10, (0, 1))[0].min() > 0.7 * numbers.shape[1] / 10
    between = np.corrcoef(numbers[:, :300].T)[np.triu_indices(300, 1)]
    assert abs(between.mean()) < 0.02
    assert np.std(between) < 1.4 / np.sqrt(31)  # somewhat more than by independent numbers: neighbours are opposites
    for other in (of_members(32, seed=2024), of_members(32, month=5)):
        assert abs(np.corrcoef(numbers.ravel(), other.ravel())[0, 1]) < 4.5 / np.sqrt(numbers.size / 8)


def test_the_mean_of_few_members_is_that_of_many():
    """A sum of a hundred numbers: eight members know its mean better than a hundred independent ones would."""
    sums = [of_members(8, seed)[:, :100].sum(axis=1).mean() for seed in range(30)]
    assert np.std(sums) < np.sqrt(100 / 12 / 100)


def test_a_parameter_drawn_moves_no_other():
    free, held = Parameters.drawn(9), Parameters.drawn(9, {"visitors.nest_china": 0.5})
    changed = {name for name, value in free.values().items() if held.values()[name] != value}
    assert changed == {"visitors.nest_china"}
    assert any(value != declared()[name].default for name, value in free.values().items())


def test_once_makes_once_and_keeps_one_value_per_name():
    draws, made = Draws(6), []

    def make(value):
        return lambda: made.append(value) or value

    assert draws.cached("world", 1, make("first")) == "first"
    assert draws.cached("world", 1, make("again")) == "first"
    assert draws.cached("other", 1, make("beside")) == "beside"
    assert draws.cached("world", 1, make("again")) == "first"
    assert draws.cached("world", 2, make("second")) == "second"
    assert draws.cached("world", 1, make("third")) == "third"
    assert made == ["first", "beside", "second", "third"]


def test_once_keeps_none_as_well():
    draws, made = Draws(6), []
    for _ in range(2):
        assert draws.cached("nothing", 1, lambda: made.append(1)) is None
    assert made == [1]


def test_normal_numbers_are_monotone_in_the_luck():
    draws = Draws(7)
    u, z = draws.uniforms("a", 1, SLOTS, streams=2), draws.normal("a", 1, SLOTS, streams=2)
    np.testing.assert_array_equal(np.argsort(u[1], kind="stable"), np.argsort(z[1], kind="stable"))
    assert np.isfinite(z).all()
    assert stats.kstest(z.ravel(), "norm").pvalue > 1e-3


@pytest.mark.parametrize("mean", [0.01, 0.4, 3.0, 60.0, 5000.0])
def test_poisson_counts_are_the_quantiles_of_the_luck(mean):
    draws = Draws(8)
    u = draws.uniform("a", 1, SLOTS).astype(float)
    counts = draws.poisson("a", 1, SLOTS, np.full(SLOTS.size, mean))
    below = stats.poisson.cdf(counts - 1, mean)
    assert np.all((below < u + 1e-9) & (u <= stats.poisson.cdf(counts, mean) + 1e-9))


@pytest.mark.parametrize("mean", [1e-3, 0.3, 2.7, 40.0, 490.0])
def test_both_ways_to_poisson_counts_agree(mean):
    u = Draws(8).uniform("a", 1, SLOTS).astype(float)
    summed = poisson_counts(u, np.full(u.size, mean))
    inverse = poisson_counts(np.append(u, 0.5), np.append(np.full(u.size, mean), 1e4))[:-1]
    np.testing.assert_array_equal(summed, inverse)


def test_poisson_of_nothing_is_nothing():
    assert not Draws(8).poisson("a", 1, SLOTS, 0.0).any()


@settings(max_examples=25)
@given(st.floats(0, 1e5), st.floats(0, 1e4))
def test_poisson_never_falls_when_the_mean_rises(mean, more):
    draws, slots = Draws(9), SLOTS[:400]
    few, many = (draws.poisson("a", 1, slots, m) for m in (mean, mean + more))
    assert np.all(many >= few)
