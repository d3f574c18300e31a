"""How investors enter: by sector and origin, alone or with a partner, through desks that are quick or slow."""

import numpy as np
import pytest

from common.vocabulary import MODES, SECTORS, ZONES
from model.draws import Draws
from model.facts.months import month_index
from model.firms.founding import PAST_SLOTS
from model.firms.investment import DIRECT
from model.firms.investors import STREAMS, appeared, slots
from model.firms.siting import goes_elsewhere, sited
from model.levers.channels import CHANNELS, COUNTED
from tests.support import worlds
from tests.support.quiet_city import StillCity


@pytest.fixture(scope="module")
def still():
    """A city at rest after its first month."""
    city = StillCity(3)
    city.step()
    return city


def offered(city, trip=1.0, **channels):
    """What the city offers, and the new firms a month expected of it, under pushes and with trips dearer by a factor."""
    policy, usual = city.policy, city.signals["flights_to_firms"]
    city.push(**channels)
    city.signals["flights_to_firms"] = usual * trip
    city._send()
    attraction = city.firms.attraction
    offer = attraction.offer(city.policy, city.firms.present, np.ones(len(ZONES)))
    city.policy, city.signals["flights_to_firms"] = policy, usual
    city._send()
    return offer, city.firms.investors.expected(offer, attraction.expected_share(offer))


def test_cheaper_trips_bring_firms_from_everywhere_and_most_where_business_lives_on_meetings(still):
    change = np.log(offered(still, trip=0.9)[1] / offered(still)[1])
    assert np.all(change[:-1] > 0) and np.abs(change[-1]).max() < 1e-12  # round trips feel no flights
    by_sector = dict(zip(SECTORS, change[:-1].mean(axis=0), strict=True))
    assert by_sector["legal"] > by_sector["business"] > by_sector["tourism_retail"] > by_sector["manufacturing"]
    assert by_sector["finance"] < 4 * by_sector["manufacturing"]


def test_everything_done_draws_investors_of_every_sector_and_origin_and_half_of_it_fewer(still):
    whole = {key: 0.5 * CHANNELS[key].cap for key in COUNTED} | {"market_access": 0.15}
    half = {key: 0.5 * push for key, push in whole.items()}
    none, some, all_done = (offered(still, **pushes)[1] for pushes in ({}, half, whole))
    assert np.all(none < some) and np.all(some < all_done)
    gain = all_done.sum() / none.sum() - 1
    assert 0.1 < gain < 0.6 and some.sum() / none.sum() - 1 > 0.4 * gain


@pytest.mark.parametrize("share", [0.5, 1.0, 2.0])
def test_dearer_trips_lose_as_cheaper_ones_win(still, share):
    cheaper, dearer = (offered(still, trip=1 + sign * 0.1 * share)[1].sum() for sign in (-1, 1))
    assert dearer < offered(still)[1].sum() < cheaper


def test_a_quick_desk_loses_fewer_applications_where_lines_are_open(still):
    usual, quick = offered(still)[0], offered(still, licensing=15.0)[0]
    saved = np.log(quick.granted / usual.granted)
    assert np.all(saved > 0) and saved[SECTORS.index("manufacturing")] > saved[SECTORS.index("legal")]
    assert np.argmin(usual.granted) == SECTORS.index("finance")  # the longest procedure


def test_caps_and_licences_can_each_weigh_more():
    def gain(parameters, **push):
        city = StillCity(3, parameters=parameters)
        return offered(city, **push)[1].sum() / offered(city)[1].sum() - 1

    heavy_caps = {
        "firms.whole_ownership_share": 0.45,
        "firms.joint_venture_cost": 1.2,
        "firms.licence_uncertainty": 0.1,
    }
    heavy_desks = {
        "firms.whole_ownership_share": 0.08,
        "firms.joint_venture_cost": 0.2,
        "firms.licence_uncertainty": 2.2,
    }
    assert gain(heavy_caps, equity_cap=1.0) > gain(heavy_caps, licensing=15.0)
    assert gain(heavy_desks, equity_cap=1.0) < gain(heavy_desks, licensing=15.0)


def test_partners_stay_when_caps_are_lifted_and_money_is_told_by_mode():
    capped, free = StillCity(4), StillCity(4)
    free.push(equity_cap=1.0)
    base, _ = capped.run(24), free.run(24)
    shares = []
    for city in (capped, free):
        firms = city.firms.firms
        shares.append(firms["joint"][firms["licence"] > city.clock.now - 18].mean())
    assert 0.1 < shares[1] < shares[0] < 0.4
    assert capped.firms.attraction.joint_share()[DIRECT, SECTORS.index("telecom")] > 0.5
    modes = dict(zip(MODES, base["fdi_by_mode"].sum(axis=0) / base["fdi_by_mode"].sum(), strict=True))
    assert 0.1 < modes["joint_venture"] < 0.3 and modes["reinvestment"] == pytest.approx(0.2, abs=0.08)
    hong_kong = capped.facts.origin_index["HKG"]
    behind = base["fdi_through_hong_kong"].sum(axis=0)
    assert behind.sum() == pytest.approx(base["fdi_by_origin"][:, hong_kong].sum())
    assert 0.15 < behind[-1] / behind.sum() < 0.5 and 0.1 < 1 - (behind[-1] + behind[hong_kong]) / behind.sum() < 0.35


# luck that becomes another's at a month


def test_identities_tell_the_month_in_which_an_investor_appeared():
    months, none = np.array([-12, 0, 119, PAST_SLOTS - 1]), np.zeros(4, dtype=np.int64)
    assert appeared(slots(none + 999, none + 15, months, none + 511)).tolist() == months.tolist()
    stock = np.array([PAST_SLOTS, PAST_SLOTS + 63])
    assert appeared(slots(none[:2] + 999, none[:2] + 15, stock, none[:2] + 511)).tolist() == [-1, -1]


def test_who_appears_after_luck_has_branched_has_nothing_of_the_luck_before():
    city, month = StillCity(3), 125
    investors, own, other = city.firms.investors, Draws(3), Draws(9)
    investors.draws = own.branched(month, other)
    for now, whose in ((month - 1, own), (month, other), (month + 30, other)):
        cohort = investors._cohort(now, np.ones(len(investors.rate)))
        slot, zone, sector = cohort["slot"], np.zeros(cohort["slot"].size, dtype=np.int64), cohort["sector"]
        assert slot.size > 50
        np.testing.assert_array_equal(cohort["luck"], whose.uniforms("firms.prospect", -1, slot, STREAMS + 1)[:-1])
        shares = np.full((2, len(ZONES), len(SECTORS)), 0.5)
        found, expected = (sited(one, slot, zone, sector, shares) for one in (investors.draws, whose))
        np.testing.assert_array_equal(found, expected)
        found, expected = (
            goes_elsewhere(one, slot, sector, np.full(len(SECTORS), 0.5)) for one in (investors.draws, whose)
        )
        np.testing.assert_array_equal(found, expected)


def test_a_run_that_starts_later_finds_fewer_firms_where_rivals_have_gained():
    """Who came since knowledge ends chose between cities as they were by then."""
    cities = [
        worlds.pilot(start=month_index(2026, 1), months=1, own_course="frozen", rivals=rivals)
        for rivals in ("frozen", "high")
    ]
    alone, among_others = ([city.firms.foreign.sum(), len(city.firms.investors.pool)] for city in cities)
    usual = cities[0].firms.projects.stock.sum()
    assert 0.95 * alone[0] < among_others[0] < alone[0] - 0.005 * usual, alone
    assert among_others[1] == alone[1], "as many look"
