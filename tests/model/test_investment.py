import numpy as np
import pytest

from model.choice import exponential, gumbel, log_positive_stable
from model.facts import facts
from model.firms import investment
from model.firms.investment import Ownership
from model.firms.rival_cities import RivalCities, rival_cities, rival_fdi
from model.parameters import Parameters

N, CITIES, ZONES, INDEX, REGION = 60_000, 7, 6, 0.5, 0.8
RIVALS = np.log(np.array([0.4, 0.1, 0.2, 0.05, 0.15, 0.05, 0.7]))
NEAR = np.array([True] * 4 + [False] * 3)
AWAY = RivalCities(RIVALS, NEAR, 0.4, REGION).away(RIVALS)
ZONE_UTILITY = INDEX * np.log(np.array([0.3, 0.2, 0.2, 0.15, 0.05, 0.1]))[:, None] * np.ones(N)


@pytest.fixture(scope="module")
def tastes():
    u = np.random.default_rng(5).random((1 + CITIES + ZONES + 4, N))
    drawn = gumbel(u[:-4])
    region = REGION * log_positive_stable(u[-4], exponential(u[-3]), REGION)
    drawn[1:5] = REGION * drawn[1:5] + region
    own = INDEX * log_positive_stable(u[-2], exponential(u[-1]), INDEX / REGION)
    drawn[1 + CITIES :] = INDEX * drawn[1 + CITIES :] + own + region
    return drawn


def chosen(tastes, city, capped=0.0, lifted=0.0, whole=0.3, cost=0.5, zones=ZONE_UTILITY, elsewhere=0.0, partner=0.2):
    luck = np.random.default_rng(6).random((2, N))
    limits = (luck[0] < capped * (1 - elsewhere), luck[0] < capped * (1 - lifted))
    owners = luck[1] < whole, luck[1] >= 1 - partner
    return investment.choose(np.full(N, city), zones, RIVALS, tastes, limits, *owners, cost)


@pytest.mark.parametrize(
    ("capped", "lifted", "elsewhere"),
    [(0.0, 0.0, 0.0), (0.6, 0.0, 0.0), (0.6, 0.7, 0.0), (0.8, 0.0, 0.6), (0.8, 0.2, 0.6), (0.8, 0.9, 0.3)],
)
def test_choices_have_the_shares_the_formula_says(tastes, capped, lifted, elsewhere):
    limits = Ownership(np.array(capped * (1 - elsewhere)), np.array(capped * (1 - lifted)), 0.3, 0.2, 0.5)
    expected = investment.share_here(np.array(0.4), AWAY, limits)
    found = (chosen(tastes, 0.4, capped, lifted, elsewhere=elsewhere) >= 0).mean()
    assert found == pytest.approx(expected, abs=0.008)


def test_lifting_a_cap_wins_fewer_where_it_is_lifted_elsewhere():

    def won(elsewhere):
        before, after = (
            investment.share_here(np.array(0.4), AWAY, Ownership(np.array(0.6 * (1 - elsewhere)), here, 0.3, 0.2, 0.5))
            for here in (np.array(0.6), np.array(0.0))
        )
        return after - before

    assert 0 < won(0.9) < won(0.5) < won(0.0)


def test_zones_are_shared_out_by_their_utility(tastes):
    zone = chosen(tastes, 3.0)
    found = np.bincount(zone[zone >= 0], minlength=ZONES) / (zone >= 0).sum()
    assert found == pytest.approx([0.3, 0.2, 0.2, 0.15, 0.05, 0.1], abs=0.01)


def test_a_better_nanjing_only_draws_investors_in(tastes):
    before, after = chosen(tastes, 0.0), chosen(tastes, 0.3)
    assert (after >= 0).sum() > (before >= 0).sum()
    assert np.array_equal(after[before >= 0], before[before >= 0])


def test_a_better_zone_only_draws_investors_into_it(tastes):
    better = ZONE_UTILITY + np.array([0, 0, 0.2, 0, 0, 0])[:, None]
    before, after = chosen(tastes, 0.0), chosen(tastes, 0.0, zones=better)
    moved = before != after
    assert moved.any() and np.all(after[moved] == 2)


def test_who_needs_the_whole_firm_is_shut_out_by_a_cap(tastes):
    limits = (np.ones(N, bool), np.ones(N, bool))
    zone = investment.choose(
        np.full(N, 9.0), ZONE_UTILITY, RIVALS, tastes, limits, np.ones(N, bool), np.zeros(N, bool), 0.5
    )
    assert np.all(zone == -1)


def test_the_constant_gives_the_share_it_was_solved_for():
    limits = Ownership(np.array([0.0, 0.5, 0.8]), np.array([0.0, 0.5, 0.8]), 0.3, 0.2, 0.5)
    found = investment.share_here(investment.constant(0.35, AWAY, limits), AWAY, limits)
    assert found == pytest.approx([0.35] * 3)


def test_a_share_that_limits_rule_out_is_refused():
    limits = Ownership(np.array([1.0]), np.array([1.0]), 0.9, 0.05, 0.5)
    with pytest.raises(ValueError, match="shut out"):
        investment.constant(0.35, AWAY, limits)


def test_news_is_one_in_a_usual_year_and_counts_by_weight():
    usual = np.array([[10.0, 0.0], [50.0, 5.0]])
    weights, small = np.array([0.2, 0.3]), np.array([2.0, 20.0])
    assert investment.news(usual, usual, weights, small) == pytest.approx([1, 1])
    more = investment.news(usual + np.array([[12.0], [0.0]]), usual, weights, small)
    assert more[0] == pytest.approx(1 + 0.2 * 12 / 12)


def test_dearer_trips_keep_scouts_at_home():
    chance = investment.scouting(np.array([500.0, 2000.0, 7000.0, 20000.0]), 7000.0, 1.0)
    assert np.all(np.diff(chance) < 0) and chance[2] == pytest.approx(0.5)


def test_hong_kong_loses_where_the_straight_way_gains():
    share = np.array([0.2])
    assert investment.via_hong_kong(share, np.zeros(1), 0.0) == pytest.approx(share)
    assert investment.via_hong_kong(share, np.array([-0.1]), 0.0)[0] < 0.2
    assert investment.via_hong_kong(share, np.zeros(1), 0.3)[0] < 0.2


def test_rivals_lose_less_than_nanjing_gains():
    usual, still = np.full(CITIES, 100.0), np.zeros(CITIES)
    taken = RivalCities(RIVALS, NEAR, 0.4, REGION).taken_from(RIVALS)
    left = rival_fdi(usual, still, 10.0, taken, 0.25)
    assert 0 < (usual - left).sum() < 10 and np.all(left < usual)
    assert np.array_equal(rival_fdi(usual, still, 0.0, taken, 0.25), usual)


def test_a_rival_gains_whole_what_other_cities_give_in_part():
    usual, opened = np.array([100.0, 50.0, 800.0]), np.array([0.1, 0.0, 0.0])
    gained = rival_fdi(usual, opened, 0.0, np.zeros(3), 0.25) - usual
    brought = 100 * np.expm1(0.1)
    assert gained.sum() == pytest.approx(0.25 * brought)
    assert 0.85 * brought < gained[0] < brought
    assert gained[1] / gained[2] == pytest.approx(50 / 800) and gained[1] < 0
    alone = rival_fdi(usual, np.array([4.0, 0.0, 0.0]), 0.0, np.zeros(3), 0.25)
    assert np.all(alone > 0) and alone.sum() > usual.sum(), "however far one opens, the others keep something"
    apart = rival_fdi(usual, np.array([-0.3, 0.2, 0.1]), 0.0, np.zeros(3), 0.25)
    assert apart / apart.sum() == pytest.approx(
        usual * np.exp([-0.3, 0.2, 0.1]) / (usual * np.exp([-0.3, 0.2, 0.1])).sum()
    )


def test_what_nanjing_takes_from_each_rival_is_the_slope_of_the_shares():
    """Choices of many investors before and after a small step agree with the formula."""
    cities = rival_cities(facts(), Parameters().room("firms"))
    ours, step, mu = cities.here, 1e-5, cities.dissimilarity

    def shares(here: float) -> np.ndarray:
        near = np.append(np.exp(cities.utility[cities.near] / mu), np.exp(here / mu))
        far, region = np.exp(cities.utility[~cities.near]), near.sum() ** mu
        return np.append(near / near.sum() * region, far) / (1 + region + far.sum())

    change = shares(ours + step) - shares(ours)
    own = cities.near.sum()
    expected = -np.delete(change, own) / change[own]
    assert cities.taken_from(cities.utility) == pytest.approx(expected, rel=1e-3)
    assert shares(ours)[own] == pytest.approx(Parameters().room("firms").share_here)


def test_near_cities_lose_more_than_their_part_and_inland_cities_hardly():
    f, p = facts(), Parameters().room("firms")
    cities = rival_cities(f, p)
    lost = cities.taken_from(cities.utility)
    relative = lost / f.rival_fdi_musd_2022
    assert relative[cities.near].min() > 5 * relative[~cities.near].max()
    assert 0.5 < lost[cities.near].sum() / lost.sum() < 0.9, "and yet the rest of China, far larger, is not spared"
