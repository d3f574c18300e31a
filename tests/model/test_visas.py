"""Entry: what rules cost whom, who is served by them, and what a change of channel is not."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.vocabulary import PURPOSES
from model.clock import Clock
from model.facts import facts
from model.levers.actions import Plan, TransitExemption, VisaFree
from model.parameters import Parameters
from model.rules.travel import VisaOffer
from model.segments import segments
from model.visitors.getting_in import DIRECT, VIA_SHANGHAI
from model.visitors.rule_news import RuleNews
from model.visitors.visas import Entry, VisaFriction, trip_days
from tests.support.worlds import START, STILL, of, pilot

F, P, S = facts(), Parameters(), segments()
N = len(F.origins)
NONE = np.zeros(N)
QUICK = settings(max_examples=60)


def friction(**overrides) -> VisaFriction:
    """Entry costs of a trip of 1,000 USD."""
    p = Parameters(overrides)
    return VisaFriction(F, p, S, trip_days(F, p), np.full(S.origin.size, 1000.0))


VISAS = friction()


def everyone(value: float) -> np.ndarray:
    """The same rule for every origin."""
    return np.full(N, value)


# One moment ----------------------------------------------------------------------------------------------------------


def test_a_visa_costs_something_and_more_to_those_who_dislike_hassle():
    assert np.all(VISAS.visa > 0) and np.isfinite(VISAS.visa).all()
    cube = VISAS.visa.reshape(S.shape)
    assert np.all(np.diff(cube, axis=3) > 0), "hassle classes"
    np.testing.assert_array_equal(cube[..., 0], cube[..., 1], "an onward ticket does not change the price of a visa")
    dearer = friction(**{"visitors.visa_fee_usd": 120.0})
    assert np.all(dearer.visa > VISAS.visa)


def test_a_dearer_trip_has_more_to_lose_by_a_visa():
    days = trip_days(F, P)
    small, large = (VisaFriction(F, P, S, days, np.full(S.origin.size, usd)).visa for usd in (500.0, 3000.0))
    assert np.all(large > small)


def test_without_any_rule_everyone_needs_a_visa():
    entry = VISAS.entry(NONE, NONE)
    np.testing.assert_array_equal(entry.friction, VISAS.visa)
    assert not entry.without_visa.any()


@QUICK
@given(st.floats(0, 400), st.floats(0, 400), st.integers(0, 360), st.integers(0, 360))
def test_longer_stays_and_more_hours_never_cost_anyone(days, more_days, hours, more_hours):
    before = VISAS.entry(everyone(days), everyone(hours))
    after = VISAS.entry(everyone(days + more_days), everyone(hours + more_hours))
    assert np.all(after.friction <= before.friction + 1e-9)
    assert np.all(after.without_visa >= before.without_visa - 1e-12)
    for entry in (before, after):
        assert np.all((entry.without_visa >= 0) & (entry.without_visa <= 1)) and np.all(entry.permitted_nights >= 1)
        np.testing.assert_allclose(entry.friction, (1 - entry.without_visa) * VISAS.visa)


def test_a_stay_long_enough_for_all_trips_costs_nothing():
    free = VISAS.entry(everyone(365.0), NONE)
    assert np.all(free.friction < 0.02 * VISAS.visa) and np.all(free.without_visa > 0.98)


def test_an_exemption_serves_its_origin_alone():
    only = np.where(np.arange(N) == of("JPN"), 15.0, 0.0)
    entry = VISAS.entry(only, NONE)
    np.testing.assert_array_equal(entry.without_visa > 0, S.origin == of("JPN"))


def test_short_trips_fit_more_often_and_those_from_afar_are_longer():
    fits = VISAS.fits(everyone(5.0))
    assert fits[PURPOSES.index("business"), of("KOR")] > fits[PURPOSES.index("family"), of("KOR")]
    days, order = trip_days(F, P), np.argsort(F.distance_km)
    assert np.all(np.diff(days[:, order], axis=1) >= 0)
    # Half of all trips are no longer than the usual trip.
    exact = VisaFriction(F, P, S, np.full((len(PURPOSES), N), 5.0), np.ones(S.origin.size))
    np.testing.assert_allclose(exact.fits(everyone(5.0)), 0.5)


def test_transit_serves_only_holders_of_an_onward_ticket():
    entry = VISAS.entry(NONE, everyone(144.0))
    assert np.all(entry.without_visa[S.onward] > 0)
    assert not entry.without_visa[~S.onward].any()
    np.testing.assert_array_equal(entry.friction[~S.onward], VISAS.visa[~S.onward])
    some = np.where(np.arange(N) == of("DEU"), 144.0, 0.0)
    np.testing.assert_array_equal(VISAS.entry(NONE, some).without_visa > 0, S.onward & (S.origin == of("DEU")))


def test_transit_shortens_the_stay_of_those_it_serves():
    both = VISAS.entry(everyone(1.0), everyone(144.0))
    assert np.all(both.permitted_nights[S.onward] == 6)
    assert np.all(both.permitted_nights[~S.onward] == 1)
    long = VISAS.entry(everyone(30.0), everyone(24.0))
    assert np.all(long.permitted_nights == 30), "who may stay longer on an exemption uses it"


def test_easier_visas_cost_less_by_their_form_fee_and_days():
    usual, e_visa, port = (VISAS.visa_cost(VisaOffer((), form, None, None)) for form in range(3))
    free = VISAS.visa_cost(VisaOffer((), 2, 0.0, 0.0))
    assert np.all(usual > e_visa) and np.all(e_visa > port) and np.all(port > free) and np.all(free > 0)
    np.testing.assert_array_equal(usual, VISAS.visa)
    dear = VISAS.entry(NONE, NONE, (VisaOffer((of("DEU"),), 0, 300.0, 5.0),))
    np.testing.assert_array_equal(dear.friction, VISAS.visa, "nobody takes a visa that is worse than the usual one")
    cheap = VISAS.entry(NONE, NONE, (VisaOffer((of("DEU"),), 1, 10.0, None),))
    np.testing.assert_array_equal(cheap.friction < VISAS.visa, S.origin == of("DEU"))
    assert not cheap.without_visa.any()


def test_a_visa_on_arrival_keeps_away_about_half_of_those_whom_a_visa_keeps_away_rich_or_poor():
    usual, e_visa, port = (VISAS.visa_cost(VisaOffer((), form, None, None)) for form in range(3))
    for code in ("USA", "GBR", "THA", "VNM", "IND"):
        left_by_e_visa, left = (
            cost[S.origin == of(code)].mean() / usual[S.origin == of(code)].mean() for cost in (e_visa, port)
        )
        assert 0.4 < left < 0.65 and left + 0.05 < left_by_e_visa < 0.85, code


@pytest.mark.parametrize("effect", [0.05, 0.5, 1.95])
def test_all_frictions_of_visas_have_one_weight(effect):
    np.testing.assert_allclose(friction(**{"visitors.visa_effect": effect}).visa, effect * VISAS.visa)


# News ----------------------------------------------------------------------------------------------------------------


def reckoned(months: list[float], **overrides) -> np.ndarray:
    """What a traveller reckons with, USD, in months with these frictions after a time with 100 USD."""
    news = RuleNews(Parameters(overrides).room("visitors"), Clock(START), np.array([100.0]))
    found = []
    for usd in months:
        news.spread(np.array([usd]))
        found.append(float(news.reckoned()[0]))
    return np.array(found)


def test_news_of_an_easier_rule_spreads_and_part_of_its_effect_wears_off():
    eased = 100 - reckoned([20.0] * 96, **{"visitors.visa_wear_off": 0.3})
    best = eased.argmax()
    assert np.all(np.diff(eased[: best + 1]) > 0) and np.all(np.diff(eased[best:]) < 0)
    assert eased[0] < 0.5 * eased.max() and 6 < best < 24
    np.testing.assert_allclose(eased[-1], 0.7 * 80, rtol=0.03)
    half = 100 - reckoned([60.0] * 96, **{"visitors.visa_wear_off": 0.3})
    np.testing.assert_allclose(half, eased / 2)


def test_a_rule_that_ends_is_met_at_once_and_one_that_stands_is_no_news():
    ended = reckoned([20.0] * 24 + [100.0] * 12)
    np.testing.assert_allclose(ended[24:], 100.0)
    np.testing.assert_allclose(reckoned([100.0] * 12), 100.0)
    harder = reckoned([150.0] * 3)
    np.testing.assert_allclose(harder, 150.0)


# A month -------------------------------------------------------------------------------------------------------------


def test_a_month_of_two_rules_is_their_mean():
    visa, free = VISAS.entry(NONE, NONE), VISAS.entry(everyone(30.0), NONE)
    mean = Entry.mean([(0.25, visa), (0.75, free)])
    np.testing.assert_allclose(mean.friction, 0.25 * visa.friction + 0.75 * free.friction)
    np.testing.assert_allclose(mean.without_visa, 0.75 * free.without_visa)
    assert Entry.mean([(1.0, free)]) is free


def month_with(*actions, parameters=None, run=True):
    """A small still city in January 2023 under these actions."""
    city = pilot(Plan(visa_facilitation=actions), parameters=parameters, scale=0.02, **STILL)
    if run:
        city.step()
    return city


def offers(city):
    """The month's tables."""
    return city.visitors.options.of_month(city.policies[0])


HALF = START + 15 / 31


def test_part_of_a_month_counts_by_its_part():
    origins = F.origins[:5]
    rule = VisaFree(start=START, origins=origins, stay_days=15.0, scope="nanjing")
    full, none = offers(month_with(rule, run=False)), offers(month_with(run=False))
    part = offers(month_with(dataclasses.replace(rule, start=HALF), run=False))
    for what in ("friction", "without_visa"):
        by_month = [getattr(month.entries[DIRECT], what) for month in (none, full, part)]
        np.testing.assert_allclose(by_month[2], by_month[0] * 15 / 31 + by_month[1] * 16 / 31)
        assert np.any(by_month[0] != by_month[1])


def test_a_local_rule_moves_only_the_ways_through_lukou():
    none = offers(month_with(run=False))
    local = offers(month_with(VisaFree(start=START, origins=F.origins, stay_days=15.0, scope="nanjing"), run=False))
    nation = offers(month_with(VisaFree(start=START, origins=F.origins, stay_days=15.0, scope="national"), run=False))
    moved = [np.any(local.utility[row] != none.utility[row]) for row in range(len(none.utility))]
    assert moved == [False] * 8 + [True, False, True, False], "direct, and by a hub abroad"
    assert np.all(nation.utility[1:8] >= none.utility[1:8]) and np.any(nation.utility[1:8] > none.utility[1:8])
    np.testing.assert_array_equal(nation.utility[0], none.utility[0])
    np.testing.assert_array_equal(nation.entries[DIRECT].friction, local.entries[DIRECT].friction)


def test_transit_at_lukou_needs_an_onward_ticket_and_an_eligible_passport():
    none = offers(month_with(run=False))
    transit = offers(month_with(TransitExemption(start=START, hours=240.0, scope="nanjing"), run=False))
    better = transit.entries[DIRECT].friction < none.entries[DIRECT].friction - 1e-9
    may = S.onward & F.transit_eligible_2022[S.origin]
    assert better.any() and not np.any(better & ~may)
    np.testing.assert_array_equal(transit.entries[VIA_SHANGHAI].friction, none.entries[VIA_SHANGHAI].friction)


def test_who_would_have_got_a_visa_anyway_merely_switches_channel():
    # Where a visa is no trouble at all, an exemption changes how people enter and nothing else.
    free = {f"visitors.visa_friction.{purpose}": 0.0 for purpose in PURPOSES}
    rule = VisaFree(start=START, origins=F.origins, stay_days=3650.0, scope="nanjing")
    before, after = month_with(parameters=free), month_with(rule, parameters=free)
    np.testing.assert_array_equal(after.visitors.visitors, before.visitors.visitors)
    np.testing.assert_array_equal(after.visitors.nights, before.visitors.nights)
    assert after.visitors.visa_free.sum() > before.visitors.visa_free.sum() + 1000


def test_most_of_those_exempted_would_have_come_anyway():
    before = month_with()
    after = month_with(VisaFree(start=START, origins=F.origins, stay_days=30.0, scope="nanjing"))
    more = after.visitors.visitors.sum() - before.visitors.visitors.sum()
    assert 0 < more < 0.5 * (after.visitors.visa_free.sum() - before.visitors.visa_free.sum())


def test_nobody_stays_longer_than_permitted():
    p = {"visitors.nights.transit": 20.0}
    transit = TransitExemption(start=START, hours=240.0, scope="national")
    city = month_with(transit, parameters=p)
    visitors, entries = city.visitors, offers(city).entries
    way, segment = np.full(4000, DIRECT), np.tile(np.flatnonzero(S.onward & (S.origin == of("DEU"))), 100)[:4000]
    u = (np.arange(4000) + 0.5) / 4000
    permitted = offers(city).permitted(way, segment, u)
    exempt = u < entries[DIRECT].without_visa[segment]
    assert np.all(permitted[exempt] == 10) and np.all(permitted[~exempt] > 10)
    nights = visitors.stays.nights(u[::-1], S.purpose[segment], np.zeros(4000, bool), permitted)
    assert np.all((nights >= 1) & (nights <= permitted)) and np.any(nights[exempt] == 10)


def test_terms_that_stand_are_worked_out_once():
    days, hours = everyone(15.0), everyone(144.0)
    assert VISAS.entry(days, hours) is VISAS.entry(days.copy(), hours.copy())
    assert VISAS.entry(days, hours) is not VISAS.entry(hours, days)
