"""The universe of travellers: fixed slots that know nothing of each other, and weights that add up to the markets."""

import dataclasses

import numpy as np
import pytest

from common.vocabulary import PURPOSES
from model.draws import Draws
from model.facts import facts
from model.parameters import Parameters
from model.segments import CLASSES, segments
from model.visitors.travellers import SLOT_BITS, market, purpose_mix, purposes_shifted, travellers
from model.visitors.visas import in_transit
from tests.support.worlds import of, pilot

F, P, S = facts(), Parameters(), segments()
DRAWS = Draws(11)
PERSONAL = ("segment", "origin", "purpose", "awareness", "first_visit")


@pytest.fixture(scope="module")
def sizes():
    """The markets of a small city."""
    return market(F, P, 0.005)


@pytest.fixture(scope="module")
def everyone(sizes):
    """Its travellers."""
    return travellers(F, P, sizes, DRAWS)


@pytest.mark.parametrize("scale", [0.001, 0.02, 0.05, 1.0])
def test_weights_add_up_to_the_market_at_any_scale(scale):
    m = market(F, P, scale)
    np.testing.assert_allclose(m.slots * m.weight * m.rate, m.occasions)
    np.testing.assert_allclose(m.occasions * (1 - P["visitors.stay_home_share"]), F.china_trips_2019)
    assert m.slots.min() >= P["visitors.slot_floor"]
    free = m.slots > P["visitors.slot_floor"]
    np.testing.assert_allclose(m.weight[free], P["visitors.people_per_slot"] / scale, rtol=0.01)
    assert np.all(m.weight[~free] <= P["visitors.people_per_slot"] / scale * 1.01), "a floor only makes parties smaller"


def test_small_markets_keep_their_floor(sizes):
    floored = sizes.slots == P["visitors.slot_floor"]
    assert floored.any() and not floored.all()
    fewer = market(F, Parameters({"visitors.slot_floor": 20.0}), 0.005)
    assert np.all(fewer.slots[floored] < sizes.slots[floored])
    np.testing.assert_allclose(fewer.slots * fewer.weight, sizes.slots * sizes.weight)


def test_a_slot_number_has_room_for_every_market():
    assert market(F, P, 1.0).slots.max() < 2**SLOT_BITS, "at scale 1 no market runs into the next"
    assert int(F.iso_numeric.max()) < 2 ** (32 - SLOT_BITS)


def test_slots_are_distinct_and_keep_their_market(everyone):
    assert everyone.slot.dtype == np.uint32
    assert np.unique(everyone.slot).size == everyone.slot.size
    np.testing.assert_array_equal(everyone.slot >> SLOT_BITS, F.iso_numeric[everyone.origin])


def test_a_traveller_is_of_the_segment_of_its_origin_and_purpose(everyone):
    np.testing.assert_array_equal(S.origin[everyone.segment], everyone.origin)
    np.testing.assert_array_equal(S.purpose[everyone.segment], everyone.purpose)


@pytest.mark.parametrize("code", ["KOR", "ROW", "HKG"])
def test_one_more_traveller_in_a_market_changes_nobody_else(sizes, everyone, code):
    slots = sizes.slots + (np.arange(sizes.slots.size) == of(code))
    more = travellers(F, P, dataclasses.replace(sizes, slots=slots), DRAWS)
    stayed = np.isin(more.slot, everyone.slot)
    assert stayed.sum() == everyone.slot.size == more.slot.size - 1
    new = np.flatnonzero(~stayed)
    assert more.origin[new].tolist() == [of(code)]
    np.testing.assert_array_equal(more.slot[stayed], everyone.slot)
    for attribute in PERSONAL:
        np.testing.assert_array_equal(getattr(more, attribute)[stayed], getattr(everyone, attribute), attribute)
    for decision in ("visitors.occasion", "visitors.where"):
        before, after = (DRAWS.uniforms(decision, 126, who.slot, 3) for who in (everyone, more))
        np.testing.assert_array_equal(after[:, stayed], before)


def test_a_larger_sample_holds_the_smaller_one(everyone):
    larger = travellers(F, P, market(F, P, 0.01), DRAWS)
    both = np.isin(larger.slot, everyone.slot)
    assert both.sum() == everyone.slot.size
    for attribute in PERSONAL:
        np.testing.assert_array_equal(getattr(larger, attribute)[both], getattr(everyone, attribute))


def test_attributes_have_their_shares(everyone):
    n = everyone.slot.size
    mix = purpose_mix(F, P)[:, everyone.origin]
    counted = np.bincount(everyone.purpose, minlength=len(PURPOSES))
    assert np.all(np.abs(counted - mix.sum(axis=1)) < 4.5 * np.sqrt((mix * (1 - mix)).sum(axis=1)))
    for classes in (S.income, S.hassle):
        shares = np.bincount(classes[everyone.segment], minlength=CLASSES) / n
        np.testing.assert_allclose(shares, 1 / CLASSES, atol=4.5 * np.sqrt(2 / 9 / n))
    onward = S.onward[everyone.segment]
    for k, purpose in enumerate(PURPOSES):
        share, of_them = in_transit(P)[k], everyone.purpose == k
        assert 0 < share < P[f"visitors.onward_ticket.{purpose}"]
        assert abs(onward[of_them].mean() - share) < 4.5 * np.sqrt(share * (1 - share) / of_them.sum())


def test_kin_across_the_straits_travel_to_see_family():
    mix = purpose_mix(F, P)
    np.testing.assert_allclose(mix.sum(axis=0), 1)
    family = mix[PURPOSES.index("family")]
    assert all(family[of(code)] > family[of("KOR")] for code in ("HKG", "MAC", "TWN"))


def test_far_markets_travel_for_leisure_and_neighbours_more_on_business():
    leisure, business = (purpose_mix(F, P)[PURPOSES.index(purpose)] for purpose in ("leisure", "business"))
    assert all(leisure[of(far)] > leisure[of(near)] for far in ("DEU", "FRA", "AUS") for near in ("KOR", "JPN", "TWN"))
    assert all(
        business[of(far)] < business[of(near)] for far in ("DEU", "FRA", "AUS") for near in ("KOR", "JPN", "TWN")
    )


def test_how_far_leisure_was_counted_right_differs_between_members():
    mixes = [purpose_mix(F, Parameters.drawn(seed))[PURPOSES.index("leisure"), of("DEU")] for seed in range(40)]
    assert 0.03 < np.std(mixes) < 0.12 and 0.5 < np.mean(mixes) < 0.75


def test_a_closed_border_keeps_leisure_out_and_moves_no_total():
    n, mix = len(F.origins), purpose_mix(F, P)
    for willingness in (0.06, 0.3, 0.7, 1.0, 1.1):
        shifted = purposes_shifted(F, P, np.full(n, willingness))
        np.testing.assert_allclose((shifted.T * mix).sum(axis=0), 1.0)
        leisure, business = (shifted[:, PURPOSES.index(purpose)] for purpose in ("leisure", "business"))
        assert np.all(leisure < business) if willingness < 1 else np.all(shifted == 1)
    assert np.all(purposes_shifted(F, P, np.full(n, 0.06))[:, PURPOSES.index("leisure")] < 0.25)


def test_a_closed_border_is_forgotten_by_and_an_open_one_is_not():
    still, closed = (pilot(scale=0.005, **{"reopening": case}).visitors.word for case in ("frozen_2019", "central"))
    np.testing.assert_allclose(still.aware, still.usual)
    assert np.all(closed.aware < closed.usual - 0.02) and np.all(closed.aware > 0.7 * closed.usual)


def test_a_year_brings_the_occasions_that_are_declared():
    still = {"reopening": "frozen_2019", "incomes": "frozen"}
    city = pilot(scale=0.005, parameters={"visitors.income_elasticity": 0.0}, **still)
    visitors, n = city.visitors, len(F.origins)
    weight = visitors.who.weight
    people, parties = np.zeros(n), np.zeros(n)
    for month in range(12):
        chooser = visitors.choice.occasions(city.setting.start + month)
        tastes = visitors.choice.tastes.in_full(city.setting.start + month, chooser)
        assert tastes.shape[1] == chooser.size and np.isfinite(tastes).all()
        people += np.bincount(visitors.who.origin[chooser], weight[chooser], minlength=n)
        parties += np.bincount(visitors.who.origin[chooser], minlength=n)
    error = (people - city.market.occasions) / (city.market.weight * np.sqrt(parties))
    assert np.all(np.abs(error) < 4.5), error


def test_who_comes_does_not_change_who_has_an_occasion():
    a, b = pilot(scale=0.005, member=3), pilot(scale=0.005, member=3)
    a.visitors.last_visit[:] = a.setting.start
    a.visitors.word.aware[:] = 0.9
    for month in (120, 125):
        np.testing.assert_array_equal(a.visitors.choice.occasions(month), b.visitors.choice.occasions(month))


def test_occasions_are_those_of_the_luck_that_the_month_has_also_within_a_third_of_a_year():
    choice, own, other = pilot(scale=0.005, member=3).visitors.choice, Draws(3), Draws(9)

    def occasions(draws: Draws, month: int) -> np.ndarray:
        choice.draws = draws
        return choice.occasions(month)

    both, month = own.branched(122, other), 122
    for now, whose in ((month - 1, own), (month, other), (month + 1, other), (month + 6, other), (month - 1, own)):
        np.testing.assert_array_equal(occasions(both, now), occasions(whose, now))
    assert occasions(own, month).size > 100 and not np.array_equal(occasions(own, month), occasions(other, month))


def test_cities_of_two_sizes_can_share_their_luck():
    alone = pilot(scale=0.01, member=3).visitors
    small = pilot(scale=0.005, member=3).visitors
    large = pilot(scale=0.01, draws=small.draws).visitors
    for month in (120, 121, 125):
        small.choice.occasions(month)
        mine, other = large.choice.occasions(month), alone.choice.occasions(month)
        np.testing.assert_array_equal(mine, other)
        np.testing.assert_array_equal(
            large.choice.tastes.in_full(month, mine), alone.choice.tastes.in_full(month, other)
        )
