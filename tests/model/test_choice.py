"""Choice as a race: it has the probabilities of the nested logit, and a better alternative only draws agents to it."""

import functools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.special import logsumexp

from model.choice import exponential, gumbel, log_positive_stable, logsum, shares
from model.visitors.tastes import HOME, NANJING, RIVALS
from model.visitors.visitor_utilities import expected_flows
from tests.support.worlds import STILL, pilot

QUICK = settings(max_examples=60)
N = 300_000


@functools.cache
def uniforms(streams: int, seed: int = 1) -> np.ndarray:
    """Uniform numbers as the keyed draws make them: float32, open interval, 23 bits."""
    bits = np.random.default_rng(seed).integers(0, 2**23, (streams, N))
    return ((bits + 0.5) / 2**23).astype(np.float32)


def close(counted: np.ndarray, expected: np.ndarray, n: int = N, sigmas: float = 4.5) -> bool:
    """Whether shares of ``n`` agree with probabilities within sampling error."""
    return bool(np.all(np.abs(counted - expected) <= sigmas * np.sqrt(expected * (1 - expected) / n) + 1e-9))


# Variates ------------------------------------------------------------------------------------------------------------


def test_exponential_and_gumbel_have_their_laws_and_stay_finite():
    e, g = exponential(uniforms(1)[0]), gumbel(uniforms(1)[0])
    for t in (0.1, 0.7, 2.0, 5.0):
        assert close(np.mean(e > t), np.exp(-t))
        assert close(np.mean(g < t - 2), np.exp(-np.exp(2 - t)))
    ends = np.array([2.0**-24, 1 - 2.0**-24], dtype=np.float32)
    assert np.isfinite(gumbel(ends)).all() and (exponential(ends) > 0).all()


@pytest.mark.parametrize("index", [0.25, 0.45, 0.7, 0.95])
def test_positive_stable_has_its_laplace_transform(index):
    u = uniforms(2)
    s = log_positive_stable(u[0], exponential(u[1]), index)
    assert np.isfinite(s).all()
    for at in (0.2, 1.0, 4.0):
        value = np.exp(-at * np.exp(s.astype(float)))
        assert abs(value.mean() - np.exp(-(at**index))) < 4.5 * value.std() / np.sqrt(N)


def test_positive_stable_of_index_one_is_one():
    u = uniforms(2)[:, :5]
    assert not log_positive_stable(u[0], exponential(u[1]), 1.0).any()


# Nests ---------------------------------------------------------------------------------------------------------------


def race(utility: np.ndarray, china: float, ways: float, u: np.ndarray) -> np.ndarray:
    """Choices between home (0), two cities (1, 2) and, in a nest of their own, two ways into a third (3, 4)."""
    shared = china * log_positive_stable(u[0], exponential(u[1]), china)
    own = shared + ways * log_positive_stable(u[2], exponential(u[3]), ways / china)
    tastes = np.stack([gumbel(u[4]), *(shared + china * gumbel(u[5:7])), *(own + ways * gumbel(u[7:9]))])
    return (np.asarray(utility, dtype=np.float32)[:, None] + tastes).argmax(axis=0)


def nested(utility: np.ndarray, china: float, ways: float) -> np.ndarray:
    """The textbook's nested logit for the same tree, level by level."""
    home, city, way = np.asarray(utility)[0], np.asarray(utility)[1:3], np.asarray(utility)[3:]
    third = ways * logsumexp(way / ways)
    in_china = np.append(city, third)
    nest = china * logsumexp(in_china / china)
    goes = 1 / (1 + np.exp(home - nest))
    among = np.exp((in_china - nest) / china)
    return np.concatenate([[1 - goes], goes * among[:2], goes * among[2] * np.exp((way - third) / ways)])


@pytest.mark.parametrize(("china", "ways"), [(0.7, 0.31), (0.5, 0.45), (0.95, 0.3), (1.0, 0.6), (1.0, 1.0)])
@pytest.mark.parametrize("utility", [(0.8, 0.3, -0.4, 0.0, 0.2), (0.0, -1.0, 0.5, 1.2, 0.1)])
def test_the_race_has_the_probabilities_of_the_nested_logit(china, ways, utility):
    chosen = np.bincount(race(utility, china, ways, uniforms(9)), minlength=5) / N
    assert close(chosen, nested(utility, china, ways))


@QUICK
@given(
    arrays.arrays(np.float32, 5, elements=st.floats(-3, 3, width=32)),
    st.integers(0, 4),
    st.floats(0, 4),
    st.sampled_from([(0.7, 0.31), (0.5, 0.5), (1.0, 1.0)]),
)
def test_a_better_alternative_only_draws_agents_to_itself(utility, which, gain, nests):
    u = uniforms(9)[:, :5000]
    better = utility.copy()
    better[which] += np.float32(gain)
    before, after = race(utility, *nests, u), race(better, *nests, u)
    assert np.all(after[after != before] == which)


# Sums and shares -----------------------------------------------------------------------------------------------------


@QUICK
@given(arrays.arrays(float, (4, 3), elements=st.floats(-40, 40)), st.floats(0.2, 3))
def test_logsum_and_shares_are_those_of_the_logit(utility, scale):
    np.testing.assert_allclose(logsum(utility, scale), scale * logsumexp(utility / scale, axis=0), atol=1e-9)
    np.testing.assert_allclose(shares(utility, scale).sum(axis=0), 1.0)
    np.testing.assert_allclose(shares(utility, scale, axis=1).T, shares(utility.T, scale))
    assert np.all(logsum(utility, scale) >= utility.max(axis=0) - 1e-9)


@QUICK
@given(arrays.arrays(float, 4, elements=st.floats(-3, 3)), st.floats(0.3, 2), st.integers(0, 3))
def test_shares_are_the_slopes_of_the_logsum(utility, scale, which):
    step = np.eye(4)[which] * 1e-5
    slope = (logsum(utility + step, scale) - logsum(utility - step, scale)) / 2e-5
    assert slope == pytest.approx(shares(utility, scale)[which], abs=1e-6)


def test_closed_alternatives_get_nothing():
    utility = np.array([[1.0, -np.inf], [-np.inf, -np.inf]])
    assert logsum(utility, 0.5).tolist() == [1.0, -np.inf]
    assert shares(utility, 0.5).tolist() == [[1.0, 0.0], [0.0, 0.0]]


# The travellers' own choice ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def choosing():
    """A month's choosers in a small city with their tastes, offers, and whether they know Nanjing or were there."""
    visitors = pilot(scale=0.02, **STILL).visitors
    month = visitors.model.setting.start
    chooser = visitors.choice.occasions(month)
    tastes = visitors.choice.tastes.in_full(month, chooser)
    utility = visitors.options.of_month(visitors.model.policy_before_start).utility
    aware = visitors.who.awareness[chooser] < visitors.word.aware[visitors.who.origin[chooser]]
    recent = visitors.last_visit[chooser] > 0
    return visitors, chooser, tastes, utility, aware, recent


def test_travellers_choose_with_the_probabilities_of_their_nests(choosing):
    visitors, chooser, tastes, utility, aware, recent = choosing
    # Forget who was there, so that the few who go to Nanjing are counted among those who only heard of it.
    chosen = visitors.choice.choose(chooser, tastes, utility, aware, np.zeros_like(recent))
    of_each = utility[:, visitors.who.segment[chooser]].astype(float)
    cities, ways = expected_flows(
        np.ones(chooser.size),
        of_each[HOME],
        of_each[RIVALS],
        of_each[NANJING],
        aware.astype(float),
        replace(visitors.base.nests, ways=visitors.base.nests.ways[visitors.who.segment[chooser]]),
    )
    p = np.vstack([1 - cities.sum(axis=0) - ways.sum(axis=0), cities, ways])
    assert np.all(p >= -1e-9)
    counted, spread = np.bincount(chosen, minlength=len(p)), np.sqrt((p * (1 - p)).sum(axis=1))
    assert np.all(np.abs(counted - p.sum(axis=1)) <= 4.5 * spread + 1e-9), (counted, p.sum(axis=1))
    assert counted[NANJING.start] > 30, "enough fly to Nanjing to tell"


def test_who_never_heard_of_nanjing_does_not_go_and_who_was_there_may(choosing):
    visitors, chooser, tastes, utility, aware, recent = choosing
    chosen = visitors.choice.choose(chooser, tastes, utility, aware, recent)
    assert np.all((aware | recent)[chosen >= NANJING.start])
    assert recent.any() and np.all(aware[recent]), "only those who had heard of it were there"
    forgot = visitors.choice.choose(chooser, tastes, utility, aware, np.zeros_like(recent))
    moved = chosen != forgot
    assert np.all(recent[moved]) and np.all(chosen[moved] >= NANJING.start)


@QUICK
@given(st.integers(0, NANJING.stop - 1), st.floats(0.01, 3))
def test_travellers_only_move_to_what_got_better(choosing, which, gain):
    visitors, chooser, tastes, utility, aware, recent = choosing
    some = slice(0, 4000)
    better = utility.copy()
    better[which] += np.float32(gain)
    before, after = (
        visitors.choice.choose(chooser[some], tastes[:, some], table, aware[some], recent[some])
        for table in (utility, better)
    )
    assert np.all(after[after != before] == which)
    assert np.all(before[before == which] == after[before == which])


@pytest.mark.parametrize("gain", [0.0, 0.7, -0.7, np.inf])
def test_those_who_are_decided_go_where_they_find_the_best_elsewhere(choosing, gain):
    visitors, chooser, _, utility, aware, recent = choosing
    choice, month = visitors.choice, visitors.model.setting.start
    among, offers = choice.choosers_at(month, chooser), utility.copy()
    offers[NANJING.start] = utility[NANJING.start] + gain if np.isfinite(gain) else -np.inf
    # Looked at under one offer, and settled under another: a route is opened or closed, or gets better or worse.
    for before, now in ((offers, utility), (utility, offers)):
        elsewhere = choice.elsewhere(among.segment, among.tastes, before)
        may, expected = choice.undecided(among, elsewhere, now), choice.settle(among, elsewhere, now, aware, recent)
        decided = np.delete(np.arange(chooser.size), may)
        np.testing.assert_array_equal(expected[decided], elsewhere.best[decided])
        some = choice.settle(among.some(may), elsewhere.some(may), now, aware[may], recent[may])
        np.testing.assert_array_equal(some, expected[may])
        assert may.size < chooser.size / (8 if gain == 0 else 1) and (some >= NANJING.start).any()
