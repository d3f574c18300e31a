"""Carriers: seats that bind, rights that cap, seasons that lead, routes that end, support that is paid for new flights."""

import dataclasses

import numpy as np
import pytest

from common.vocabulary import CARRIER_TYPES
from model.facts.months import month_index
from model.levers.actions import LaunchSupport, Plan, RouteGrant
from model.routes.carriers import SEASON_STARTS, WEEKS_A_MONTH
from model.visitors.getting_in import DIRECT
from tests.support.worlds import START, Skies, of, pilot

APRIL, NOVEMBER = month_index(2023, 4), month_index(2023, 11)
KNOWN_LONG = START - 12.0
USA, KOR, DEU, SGP, GBR = (of(code) for code in ("USA", "KOR", "DEU", "SGP", "GBR"))


def grant(*origins, weekly=7.0, start=float(START), announced=KNOWN_LONG, **more):
    """Rights for these origins, known for long unless said otherwise."""
    return RouteGrant(start=start, origins=origins, weekly_frequencies=weekly, announced=announced, **more)


def sky(*actions, months=48, parameters=None, **demand):
    """Carriers under these actions; ``demand`` gives seats asked for by origin as a multiple of the seats of 2019."""
    skies = Skies(Plan(route_rights=actions), months, parameters)
    for code, load in demand.items():
        skies.asked[of(code)] = load * skies.carriers.seats[of(code)]
    return skies


def by_month(seen, what, origin):
    """One market's figure month by month."""
    return np.array([getattr(month, what)[origin] for month in seen])


# At rest -------------------------------------------------------------------------------------------------------------


def test_the_year_2019_is_at_rest():
    skies = sky()
    usual = skies.carriers.plan.sum(axis=1).copy()
    np.testing.assert_allclose(usual, skies.facts.flights_2019_weekly)
    np.testing.assert_allclose(skies.carriers.seats, usual * skies.facts.seats_per_flight * WEEKS_A_MONTH)
    filled = skies.asked + skies.carriers.wanting_residents
    flown = usual > 0
    np.testing.assert_allclose(
        (filled / np.maximum(skies.carriers.seats, 1))[flown], skies.baseline.load_wanted[flown], rtol=0.3
    )


def test_a_carrier_of_each_kind_for_each_market_and_budget_airlines_stay_near():
    skies = sky()
    assert len(skies.carriers.agents) == len(skies.facts.origins) * len(CARRIER_TYPES)
    budget = skies.carriers.plan[:, CARRIER_TYPES.index("low_cost")]
    far = skies.facts.distance_km > skies.parameters["carriers.low_cost_reach_km"]
    assert not budget[far].any() and budget[KOR] > 0


def test_carriers_know_the_seats_they_have_just_added():
    skies = sky(grant("KOR", weekly=200.0), months=60)
    seen = [month.plan[KOR] for month in skies.pass_months(48)]
    load = skies.carriers.results()["load_factor"][KOR]
    assert max(seen) > seen[0] + 3, "wide rights and full seats make carriers add"
    assert max(seen) == pytest.approx(seen[-1]), "and what they add is not taken out again"
    assert load > skies.parameters["carriers.target_load"] - 0.03, "since they stop before seats are empty"


# Seats ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("load", [0.2, 1.0, 6.0])
def test_nobody_flies_without_a_seat(load):
    skies = sky(USA=load, KOR=load, SGP=load)
    skies.world.seat_share[:] = 0.4
    for _ in range(14):
        skies.pass_months(1)
        room = skies.carriers
        assert np.all(room.flown_visitors + room.carried_residents <= room.seats + 1e-6)
        assert np.all(room.carried_residents >= 0) and np.all(room.flown_visitors >= 0)
        assert np.all((room.seats_for_visitors() >= 0) & (room.seats_for_visitors() <= room.seats + 1e-9))
        assert room.results()["load_factor"].max() <= 1 + 1e-9
        assert room.identities()["seats"] == pytest.approx(0, abs=1e-6)


@pytest.fixture(scope="module")
def crowded():
    """A year of the whole model in which fewer can be seated than want to fly."""
    rush = {"visitors.cost_sensitivity.business": 4.0, "visitors.cost_sensitivity.leisure": 4.0}
    return pilot(scale=0.02, parameters=rush, reopening="fast")


def test_visitors_never_pass_the_seats_they_were_offered(crowded):
    short = 0
    while crowded.t + 1 < crowded.setting.months:
        crowded.step()
        offered = crowded.wires.hear("seats_to_visitors").seats
        flew, wanted = crowded.visitors.by_way[:, DIRECT], crowded.wires.hear("visitors_to_carriers").direct
        # To the person: a party of many people that only partly finds seats is divided.
        np.testing.assert_allclose(flew, np.minimum(wanted, offered), atol=1e-3)
        short += int((wanted > offered + 1).sum())
        room = crowded.carriers
        assert np.all(room.flown_visitors + room.carried_residents <= room.seats + 1e-6)
        assert max(crowded.visitors.identities().values()) == pytest.approx(0, abs=1e-2)
    assert short > 10, "seats bound somewhere, or this shows nothing"


def test_who_gets_no_seat_goes_another_way(crowded):
    visitors = crowded.visitors
    asked = crowded.wires.hear("visitors_to_carriers")
    left_out = asked.direct - visitors.by_way[:, DIRECT]
    assert left_out.max() > 1 and np.all(left_out > -1e-3)
    np.testing.assert_allclose(visitors.by_way.sum(axis=1), visitors.visitors.sum(axis=1), rtol=1e-5, atol=1e-3)


# Rights --------------------------------------------------------------------------------------------------------------


def test_without_a_grant_no_market_passes_its_rights():
    skies = sky(**dict.fromkeys(("USA", "KOR", "SGP", "DEU", "THA"), 3.0))
    rights = skies.facts.rights_2022_weekly
    for month in skies.pass_months(40):
        assert np.all(month.plan <= rights + 1e-9)
    assert month.plan[KOR] == pytest.approx(rights[KOR]), "where seats are short the rights are used up"


def test_a_grant_lets_a_market_grow_and_its_end_cuts_the_plan_at_once():
    end = float(month_index(2025, 7))
    seen = sky(grant("USA", end=end), USA=3.0).pass_months(40)
    plan = by_month(seen, "plan", USA)
    last = month_index(2025, 6) - START
    assert plan[last] == pytest.approx(10.0) and plan[last + 1] == pytest.approx(3.0)
    assert (month_index(2025, 7) % 12) not in SEASON_STARTS, "it did not wait for a season"
    assert by_month(seen, "seats", USA)[last + 1] == pytest.approx(0.3 * by_month(seen, "seats", USA)[last])


def test_the_end_of_one_grant_leaves_others_alone():
    end = float(month_index(2025, 7))
    seen = sky(grant("USA", end=end), grant("DEU"), USA=3.0, DEU=3.0).pass_months(34)
    last = month_index(2025, 6) - START
    plan = by_month(seen, "plan", DEU)
    assert plan[last] > 3.0 and plan[last + 1] == pytest.approx(plan[last])


def test_a_pool_is_shared_and_never_passed():
    skies = sky(grant("USA", "DEU", weekly=4.0), USA=3.0, DEU=3.0)
    own = skies.facts.rights_2022_weekly
    for month in skies.pass_months(40):
        assert (month.plan - own)[[USA, DEU]].clip(0).sum() <= 4.0 + 1e-6
        assert np.all(np.delete(month.plan - own, [USA, DEU]) <= 1e-9), "the pool is for its members"
    assert (month.plan - own)[USA] > 0 and (month.plan - own)[DEU] > 0


def test_the_order_in_which_grants_are_listed_does_not_matter():
    both, one = grant("USA", "DEU", weekly=3.0), grant("USA", weekly=3.0)
    ends = [sky(*order, USA=3.0, DEU=3.0).pass_months(36)[-1].plan for order in ((both, one), (one, both))]
    np.testing.assert_allclose(ends[0], ends[1])


# Seasons -------------------------------------------------------------------------------------------------------------


def test_plans_only_grow_where_a_season_begins():
    skies = sky(grant("USA", "DEU", "GBR", weekly=20.0), USA=3.0, DEU=3.0, KOR=3.0)
    skies.otherwise[GBR] = 4000.0
    before, grown = skies.carriers.plan.sum(axis=1), set()
    for month in skies.pass_months(30):
        if np.any(month.plan > before + 1e-9):
            grown.add(month.month % 12)
        before = month.plan
    assert grown == set(SEASON_STARTS)


@pytest.mark.parametrize(
    ("known_from", "first"),
    [(KNOWN_LONG, APRIL), (float(START), APRIL), (START + 0.1, NOVEMBER), (float(APRIL), NOVEMBER)],
)
def test_new_rights_are_flown_from_the_first_season_they_could_be_planned_for(known_from, first):
    seen = sky(grant("USA", start=float(APRIL), announced=known_from), USA=3.0).pass_months(14)
    grew = next(month.month for month in seen if month.plan[USA] > 3.0 + 1e-9)
    assert grew == first


@pytest.mark.parametrize(("known_from", "first"), [(float(START), APRIL), (START + 0.1, NOVEMBER)])
def test_a_route_opens_in_the_first_season_it_could_be_planned_for(known_from, first):
    skies = sky(grant("GBR", start=float(APRIL), announced=known_from))
    no_own = np.where(np.arange(len(skies.facts.origins)) == GBR, 0.0, skies.facts.rights_2022_weekly)
    skies.policies = [dataclasses.replace(policy, own_rights=no_own) for policy in skies.policies]
    skies.otherwise[GBR] = 6000.0
    opened = next(month for month in skies.pass_months(14) if month.plan[GBR] > 0)
    assert opened.month == first
    assert opened.plan[GBR] == pytest.approx(skies.parameters["carriers.opening_flights"])


def test_rights_renewed_without_notice_keep_what_is_flown():
    renewed = float(month_index(2025, 7))
    seen = sky(grant("USA", end=renewed), grant("USA", start=renewed, announced=renewed), USA=3.0).pass_months(40)
    plan = by_month(seen, "plan", USA)
    assert plan[month_index(2025, 6) - START] == pytest.approx(10.0)
    assert plan[month_index(2025, 7) - START :].tolist() == pytest.approx([10.0] * 10)


def test_a_route_opens_only_where_people_come_another_way():
    skies = sky(parameters={"carriers.residents_per_trip": 0.01})
    assert skies.pass_months(12)[-1].plan[GBR] == 0
    skies = sky(parameters={"carriers.residents_per_trip": 0.01})
    skies.otherwise[GBR] = 6000.0
    assert skies.pass_months(12)[-1].plan[GBR] > 0


# The end of a route --------------------------------------------------------------------------------------------------


def empty(skies, *codes):
    """Nobody asks for a seat on these routes any more."""
    for code in codes:
        skies.asked[of(code)] = 0.0
        skies.carriers.residents_2019[of(code)] = 0.0


def test_a_route_ends_after_two_bad_seasons():
    skies = sky(parameters={"carriers.open_margin": 0.4})
    empty(skies, "DEU")
    plan = by_month(skies.pass_months(30), "plan", DEU)
    ended = int(np.flatnonzero(plan == 0)[0])
    assert (START + ended) % 12 in SEASON_STARTS
    bad = skies.carriers.rules.end_margin
    assert bad < 0 and not plan[ended:].any()
    reviews = [t for t in range(ended) if (START + t) % 12 in SEASON_STARTS]
    assert plan[reviews[-1]] > 0, "it lived through its first bad season"


def test_one_bad_season_is_forgiven():
    skies = sky()
    carrier = skies.carriers.agents[DEU * len(CARRIER_TYPES)]
    assert carrier.review(0.2, 1.0, 0.0) > 0
    assert carrier.review(0.9, 1.0, 0.0) > 0 and carrier.bad_seasons == 0
    assert carrier.review(0.2, 1.0, 0.0) > 0
    assert carrier.review(0.2, 1.0, 0.0) == 0


def test_support_carries_a_route_that_would_end():
    skies = sky()
    carrier = skies.carriers.agents[DEU * len(CARRIER_TYPES)]
    assert [carrier.review(0.4, 1.0, 0.5) > 0 for _ in range(4)] == [True] * 4


# Support -------------------------------------------------------------------------------------------------------------


def test_support_is_paid_on_new_flights_only():
    support = LaunchSupport(start=float(START), origins=("USA", "KOR"), cny_per_seat=300.0)
    skies = sky(support, grant("USA"), USA=3.0, KOR=0.8)
    skies.world.seat_share[:] = 0.5
    paid = 0.0
    for month in skies.pass_months(30):
        new = max(month.plan[USA] - 3.0, 0.0) + max(month.plan[KOR] - skies.facts.flights_2019_weekly[KOR], 0.0)
        if new == 0:
            assert month.support == 0
        # Both ways, weekly, for the part of the plan that is flown.
        usa, kor = ((month.plan - skies.carriers.usual.sum(axis=1)).clip(0) * skies.facts.seats_per_flight)[[USA, KOR]]
        assert month.support == pytest.approx(2 * (usa + kor) * 0.5 * WEEKS_A_MONTH * 300.0 / 1e6)
        paid += month.support
    assert paid > 0


def test_support_for_one_market_is_not_paid_to_another():
    support = LaunchSupport(start=float(START), origins=("DEU",), cny_per_seat=300.0)
    seen = sky(support, grant("USA"), USA=3.0).pass_months(20)
    assert seen[-1].plan[USA] > 3.0 and all(month.support == 0 for month in seen)


def test_support_is_counted_on_the_new_part_of_a_route():
    # Support for every seat of this empty route would keep its margin above that of a bad season; it is paid for few.
    support = LaunchSupport(start=float(START), origins=("KOR",), cny_per_seat=350.0)
    skies = sky(support)
    empty(skies, "KOR")
    skies.carriers.plan[KOR, 0] *= 1.05
    skies.carriers.load_year[KOR] = 0.0
    seen = skies.pass_months(NOVEMBER - START + 1)
    assert seen[-2].plan[KOR] > 0 and seen[-1].plan[KOR] == 0


def test_support_opens_what_would_not_open():
    few = {"carriers.residents_per_trip": 0.01}
    support = LaunchSupport(start=float(START), origins=("GBR",), cny_per_seat=1500.0)
    skies = [sky(parameters=few), sky(support, parameters=few)]
    for one in skies:
        one.otherwise[GBR] = 900.0
    plans = [one.pass_months(6)[-1].plan[GBR] for one in skies]
    assert plans[0] == 0 and plans[1] > 0


# Fifth freedom -------------------------------------------------------------------------------------------------------


def fifth(*origins, via="SGP", weekly=7.0, **more):
    """A fifth-freedom pool."""
    return grant(*origins, weekly=weekly, freedom="fifth", via=via, **more)


@pytest.fixture
def stopover():
    """Skies in which a rotation from Britain by way of Singapore pays."""
    skies = sky(fifth("GBR"))
    skies.otherwise[GBR] = 6000.0
    return skies


def test_a_fifth_freedom_rotation_is_one_cabin_for_two_markets(stopover):
    without = sky()
    without.otherwise[GBR] = 6000.0
    before, after = without.pass_months(4)[-1], stopover.pass_months(4)[-1]
    assert list(after.fifth) == [(GBR, SGP)]
    rotations = after.fifth[GBR, SGP]
    cabin = rotations * stopover.facts.seats_per_flight[GBR] * WEEKS_A_MONTH
    own = after.plan * stopover.facts.seats_per_flight * WEEKS_A_MONTH
    added = after.seats - own
    # Seats sold between Britain and Singapore never reach Nanjing.
    assert added.sum() == pytest.approx(cabin * (1 - stopover.carriers.rules.local_share))
    assert np.flatnonzero(added > 1e-9).tolist() == sorted([SGP, GBR])
    assert after.flights.sum() - after.plan.sum() == pytest.approx(rotations), "one flight, however many markets"
    assert not np.any(np.delete(after.timetable - before.timetable, [GBR, SGP]))
    assert after.timetable[SGP] - after.plan[SGP] == pytest.approx(rotations), "both markets can board it"
    assert after.stop_share[GBR] > 0 and after.stop_share[SGP] == 0


def test_the_end_of_fifth_freedom_rights_ends_the_rotation_at_once():
    end = float(month_index(2023, 9))
    skies = sky(fifth("GBR", end=end))
    skies.otherwise[GBR] = 6000.0
    seen = skies.pass_months(12)
    last = month_index(2023, 8) - START
    assert seen[last].fifth and not seen[last + 1].fifth
    assert seen[last + 1].seats[SGP] < seen[last].seats[SGP]


def test_homes_that_share_a_stop_share_its_rights():
    skies = sky(fifth("GBR", "FRA", weekly=5.0))
    skies.otherwise[[GBR, of("FRA")]], skies.asked[[GBR, of("FRA")]] = 6000.0, 4000.0
    for month in skies.pass_months(30):
        assert sum(month.fifth.values()) <= 5.0 + 1e-9
    assert len(month.fifth) == 2


def test_fewer_fifth_freedom_rights_cut_rotations_to_what_is_left():
    end = float(month_index(2024, 7))
    skies = sky(fifth("GBR", "FRA", weekly=3.0), fifth("GBR", "FRA", weekly=3.0, end=end))
    skies.otherwise[[GBR, of("FRA")]] = 6000.0
    seen = skies.pass_months(24)
    last = month_index(2024, 6) - START
    assert sum(seen[last].fifth.values()) == pytest.approx(6.0)
    assert sum(seen[last + 1].fifth.values()) == pytest.approx(3.0), "cut to the rights that remain, not to nothing"


def test_a_fifth_freedom_rotation_ends_after_two_bad_seasons(stopover):
    stopover.pass_months(4)
    assert stopover.carriers.fifth
    stopover.otherwise[GBR] = 0.0
    empty(stopover, "GBR", "SGP")
    flown = [bool(month.fifth) for month in stopover.pass_months(30)]
    ended = flown.index(False)
    assert (APRIL + 1 + ended) % 12 in SEASON_STARTS
    seasons = sum((APRIL + 1 + t) % 12 in SEASON_STARTS for t in range(ended))
    assert seasons >= 1, "it lived through its first bad season"
