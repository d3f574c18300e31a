"""Carriers: seats that bind, rights that cap, seasons that lead, routes that end, support that is paid for new flights."""

import copy
import dataclasses

import numpy as np
import pytest

from common.vocabulary import CARRIER_TYPES
from model.facts import facts
from model.facts.months import month_index
from model.levers.actions import LaunchSupport, Plan, RouteGrant
from model.parameters import Parameters
from model.routes.airlines import MarketStudy
from model.routes.carriers import SEASON_STARTS
from model.routes.passengers import WEEKS_A_MONTH
from model.routes.seating import Seating
from model.visitors.getting_in import DIRECT
from tests.support.worlds import START, Skies, of, pilot

APRIL, NOVEMBER = month_index(2023, 4), month_index(2023, 11)
KNOWN_LONG = START - 12.0
USA, KOR, DEU, SGP, GBR = (of(code) for code in ("USA", "KOR", "DEU", "SGP", "GBR"))


def grant(*origins, weekly=7.0, start=float(START), announced=KNOWN_LONG, **more):
    """Rights for these origins, known for long unless said otherwise."""
    return RouteGrant(start=start, origins=origins, weekly_frequencies=weekly, announced=announced, **more)


def sky(*actions, months=48, parameters=None, **demand):
    """Carriers under these actions; ``demand`` gives seats asked for by origin as a multiple of the seats of 2019, last year too."""
    skies = Skies(Plan(route_rights=actions), months, parameters)
    for code, load in demand.items():
        skies.asked[of(code)] = load * skies.carriers.seats[of(code)]
        skies.carriers.passengers.load_year[of(code)] = min(load, skies.parameters["carriers.fare_load_high"])
    return skies


def by_month(seen, what, origin):
    """One market's figure month by month."""
    return np.array([getattr(month, what)[origin] for month in seen])


# At rest -------------------------------------------------------------------------------------------------------------


def test_the_year_2019_is_at_rest():
    skies = sky()
    usual = skies.carriers.network.planned.copy()
    np.testing.assert_allclose(usual, skies.facts.flights_2019_weekly)
    np.testing.assert_allclose(skies.carriers.seats, usual * skies.facts.seats_per_flight * WEEKS_A_MONTH)
    filled = skies.asked + skies.carriers.passengers.wanting_residents
    flown = usual > 0
    load = filled / np.maximum(skies.carriers.seats, 1) * (1 + skies.baseline.connecting_per_local)
    np.testing.assert_allclose(load[flown], skies.baseline.load_wanted[flown], rtol=0.3)


def test_a_carrier_of_each_kind_for_each_market_and_budget_airlines_stay_near():
    skies = sky()
    assert len(skies.carriers.agents) == len(skies.facts.origins)
    assert all(of_market for of_market in skies.carriers.agents)
    np.testing.assert_allclose(skies.carriers.network.plan, skies.facts.airlines_2019_weekly)
    budget = skies.carriers.network.plan[:, CARRIER_TYPES.index("low_cost")]
    far = skies.facts.distance_km > skies.parameters["carriers.low_cost_reach_km"]
    assert not budget[far].any() and budget[KOR] > 0


def test_carriers_know_the_seats_they_have_just_added():
    skies = sky(grant("KOR", weekly=200.0), months=60, KOR=0.8)
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
        assert np.all(room.passengers.flown_visitors + room.passengers.carried_residents <= room.seats + 1e-6)
        assert np.all(room.passengers.carried_residents >= 0) and np.all(room.passengers.flown_visitors >= 0)
        assert np.all(
            (room.passengers.seats_for_visitors(room.seats) >= 0)
            & (room.passengers.seats_for_visitors(room.seats) <= room.seats + 1e-9)
        )
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
        assert np.all(room.passengers.flown_visitors + room.passengers.carried_residents <= room.seats + 1e-6)
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
    seen = sky(grant("USA", end=end), USA=5.0).pass_months(40)
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
    before, grown = skies.carriers.network.planned, set()
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
    skies.otherwise[GBR] = 9000.0
    opened = next(month for month in skies.pass_months(14) if month.plan[GBR] > 0)
    assert opened.month == first
    assert 1 <= opened.plan[GBR] == int(opened.plan[GBR]) <= skies.parameters["carriers.opening_flights"]


def test_rights_renewed_without_notice_keep_what_is_flown():
    renewed = float(month_index(2025, 7))
    seen = sky(grant("USA", end=renewed), grant("USA", start=renewed, announced=renewed), USA=5.0).pass_months(40)
    plan = by_month(seen, "plan", USA)
    assert plan[month_index(2025, 6) - START] == pytest.approx(10.0)
    assert plan[month_index(2025, 7) - START :].tolist() == pytest.approx([10.0] * 10)


def test_a_route_opens_only_where_people_would_fly():
    for others in (0.0, 12000.0):
        skies = sky()
        skies.carriers.passengers.residents = nobody_bound_for(skies.carriers.passengers.residents, GBR)
        skies.otherwise[GBR] = others
        assert (skies.pass_months(12)[-1].plan[GBR] > 0) == (others > 0)


@pytest.mark.parametrize("place", range(3))
def test_who_expects_most_of_a_flight_decides_first(place):
    skies = sky()
    skies.otherwise[GBR] = 6000.0
    rivals = skies.carriers.agents[GBR]
    for airline in rivals:
        airline.breakeven_load = 0.8 - 0.1 * (airline is rivals[place])
    plan = skies.carriers.network.plan
    skies.pass_months(4)
    assert [airline.kind for airline in rivals if plan[GBR, airline.kind] > 0] == [rivals[place].kind]


# The end of a route --------------------------------------------------------------------------------------------------


def nobody_bound_for(residents, origin):
    """The same residents, but none travels to one market."""
    fewer = copy.copy(residents)
    fewer.occasions = np.where(residents.types.origin == origin, 0.0, residents.occasions)
    return fewer


def empty(skies, *codes):
    """Nobody asks for a seat on these routes any more."""
    for code in codes:
        skies.asked[of(code)] = 0.0
        skies.carriers.passengers.residents = nobody_bound_for(skies.carriers.passengers.residents, of(code))


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


def a_market(load, support=0.0, flights=3):
    """What airlines expect of a market in which ``flights`` weekly flights would fill ``load`` of their seats."""
    weekly = np.arange(2 * flights + 8)
    wanted = np.where(weekly > 0, load * flights * (np.maximum(weekly, 1) / flights) ** 0.4, 0.0)
    seasons = Parameters()["carriers.horizon_years"] * 2
    return MarketStudy(
        1000 * wanted, 1000.0 * weekly, np.ones(int(seasons)), np.full((int(seasons), weekly.size), support), 0.0
    )


def decide(airline, study, now=3):
    """One season's decision of an airline, taken over as the room does."""
    plan = airline.review(study, now, 0, 7)
    airline.bad_seasons, airline.bad_unsupported = plan.bad_seasons, plan.bad_unsupported
    return plan


def test_one_bad_season_is_forgiven():
    airline = next(airline for airline in sky().carriers.agents[DEU] if airline.patience == 2)
    assert decide(airline, a_market(0.2)).flights > 0
    assert decide(airline, a_market(0.9)).flights > 0 and airline.bad_seasons == 0
    assert decide(airline, a_market(0.2)).flights > 0
    assert decide(airline, a_market(0.2)).flights == 0


def test_support_carries_a_route_that_would_end_and_is_paid_for_all_of_it():
    airline = sky().carriers.agents[DEU][0]
    plans = [decide(airline, a_market(0.2, support=0.6)) for _ in range(5)]
    assert all(plan.flights > 0 for plan in plans)
    assert plans[0].unsupported > 0 and plans[-1].unsupported == 0


def test_support_is_not_paid_for_flights_that_pay_for_themselves():
    airline = sky().carriers.agents[DEU][0]
    plan = decide(airline, a_market(1.2, support=0.05))
    assert plan.flights >= plan.unsupported > 3


# Support -------------------------------------------------------------------------------------------------------------


def test_support_is_paid_for_flights_that_would_not_be_flown_without():
    support = LaunchSupport(start=float(START), origins=("USA", "KOR"), cny_per_seat=300.0)
    skies = sky(support, grant("USA"), USA=1.2, KOR=0.8)
    skies.world.seat_share[:] = skies.world.seat_share_without_limits[:] = 0.5
    paid, seen = 0.0, skies.pass_months(30)
    alone = sky(grant("USA"), USA=1.2, KOR=0.8)
    alone.world.seat_share[:] = alone.world.seat_share_without_limits[:] = 0.5
    for month, without in zip(seen, alone.pass_months(30), strict=True):
        more = (month.flights - without.flights)[[USA, KOR]] * skies.facts.seats_per_flight[[USA, KOR]]
        assert np.all(more >= -1e-9), "support never takes flights away"
        assert month.support <= 2 * 300 / 1e6 * WEEKS_A_MONTH * max(more.sum() + 2 * 260, 0.0)
        paid += month.support
    assert paid > 0


def test_support_brings_back_flights_that_the_closure_stopped():
    def flown(cny):
        skies = sky(*([LaunchSupport(start=float(START), origins=("DEU",), cny_per_seat=cny)] if cny else []))
        skies.world.seat_share[:] = skies.world.seat_share_without_limits[:] = 0.2
        return skies.pass_months(6)[-1]

    seen = {cny: flown(cny) for cny in (0.0, 10.0, 1500.0, 5000.0)}
    flights = [month.flights[DEU] for month in seen.values()]
    assert flights == sorted(flights) and flights[0] == pytest.approx(0.2 * 3) and flights[2] > 1.5
    assert seen[0.0].support == 0 and seen[10.0].support == 0 and seen[1500.0].support > 0


LONG = pytest.mark.long


@pytest.mark.parametrize("load", [pytest.param(0.5, marks=LONG), 0.85, pytest.param(1.3, marks=LONG)])
def test_more_support_never_gives_fewer_seats_to_any_origin(load):
    names = tuple(facts().origins)
    before = None
    for cny in (0.0, 120.0, 500.0, 5000.0):
        offer = [LaunchSupport(start=float(START), origins=names, cny_per_seat=cny)] if cny else []
        skies = sky(*[grant(name) for name in names], *offer)
        skies.asked[:] = load * skies.baseline.direct / 12
        seats = np.sum([month.seats for month in skies.pass_months(20)], axis=0)
        if before is not None:
            assert np.all(seats >= 0.98 * before - 1e-6), (cny, np.array(names)[seats < 0.98 * before])
        before = seats
    assert before.sum() > 0


@pytest.mark.parametrize(
    ("load", "share"),
    [(0.85, 1.0), (0.85, 0.4), *(pytest.param(load, share, marks=LONG) for load in (0.5, 1.3) for share in (1.0, 0.4))],
)
def test_more_rights_never_give_fewer_seats_to_any_origin(load, share):
    names, before = tuple(facts().origins), None
    for weekly in (0.0, 1.0, 7.0, 14.0):
        skies = sky(*([grant(name, weekly=weekly) for name in names] if weekly else []))
        skies.world.seat_share[:] = share
        skies.asked[:] = load * skies.baseline.direct / 12
        seats = np.sum([month.seats for month in skies.pass_months(20)], axis=0)
        if before is not None:
            assert np.all(seats >= 0.98 * before - 1e-6), (weekly, np.array(names)[seats < 0.98 * before])
        before = seats


def test_a_larger_pool_gives_none_of_its_members_fewer_seats():
    members, before = ("DEU", "GBR", "FRA", "NLD", "USA"), None
    for weekly in (0.0, 1.0, 4.0, 12.0):
        skies = sky(*([grant(*members, weekly=weekly)] if weekly else []), DEU=1.1, USA=1.3)
        skies.otherwise[[GBR, of("FRA")]] = 5000.0, 3000.0
        seats = np.sum([month.seats for month in skies.pass_months(30)], axis=0)
        if before is not None:
            assert np.all(seats >= 0.98 * before - 1e-6), weekly
        before = seats


def test_a_grant_lifts_the_limits_that_the_closure_left():
    plain, lifted = sky(USA=1.0), sky(grant("USA"), USA=1.0)
    for skies in (plain, lifted):
        skies.world.seat_share[USA] = 0.3
    assert plain.pass_months(6)[-1].flights[USA] == pytest.approx(0.9)
    assert lifted.pass_months(6)[-1].flights[USA] > 1.1


def test_support_for_one_market_is_not_paid_to_another():
    support = LaunchSupport(start=float(START), origins=("DEU",), cny_per_seat=300.0)
    seen = sky(support, grant("USA"), USA=3.0).pass_months(20)
    assert seen[-1].plan[USA] > 3.0 and all(month.support == 0 for month in seen)


def test_support_opens_what_would_not_open():
    support = LaunchSupport(start=float(START), origins=("GBR",), cny_per_seat=2500.0)
    plans = []
    for skies in (sky(), sky(support)):
        skies.carriers.passengers.residents = nobody_bound_for(skies.carriers.passengers.residents, GBR)
        skies.otherwise[GBR] = 900.0
        plans.append(skies.pass_months(6)[-1].plan[GBR])
    assert plans[0] == 0 and plans[1] > 0


# Residents -----------------------------------------------------------------------------------------------------------


def test_a_full_cabin_goes_to_those_who_would_pay_more():
    seating, seats = Seating(Parameters()), np.array([1000.0])
    on_sale = seating.sold_at_most(seats)[0]
    half = seating.for_visitors(seats, np.array([300.0]), np.array([400.0]))
    assert half == pytest.approx(on_sale - 400.0), "where all find a seat, visitors may book what residents leave"
    full = seating.for_visitors(seats, np.array([1000.0]), np.array([1000.0]))
    assert on_sale / 2 < full[0] < on_sale, "visitors give way less than residents"
    more = seating.for_visitors(seats, np.array([1500.0]), np.array([1000.0]))
    assert more[0] > full[0], "more who want a seat win more of them"
    assert seating.for_visitors(np.zeros(1), np.ones(1), np.ones(1))[0] == 0


# Fifth freedom -------------------------------------------------------------------------------------------------------


def fifth(*origins, via="SGP", weekly=7.0, **more):
    """A fifth-freedom pool."""
    return grant(*origins, weekly=weekly, freedom="fifth", via=via, **more)


@pytest.fixture
def stopover():
    """Skies in which a rotation from Britain by way of Singapore pays."""
    skies = sky(fifth("GBR"))
    skies.otherwise[GBR] = 12000.0
    return skies


def test_a_fifth_freedom_right_rarely_pays_alone():
    homes, opened = ("GBR", "FRA", "NLD", "ESP", "CHE"), []
    for cny in (0.0, 1000.0, 3000.0):
        support = [LaunchSupport(start=float(START), origins=homes, cny_per_seat=cny)] if cny else []
        skies = sky(*(fifth(home, via="ARE") for home in homes), *support)
        skies.otherwise[:] = skies.baseline.by_flights.first_stop[0]
        opened.append(len(skies.pass_months(12)[-1].fifth))
    assert opened == sorted(opened) and opened[0] <= 1 and opened[-1] >= 4, opened


def test_a_fifth_freedom_rotation_is_one_cabin_for_two_markets(stopover):
    without = sky()
    without.otherwise[GBR] = 12000.0
    before, after = without.pass_months(4)[-1], stopover.pass_months(4)[-1]
    assert list(after.fifth) == [(GBR, SGP)]
    rotations = after.fifth[GBR, SGP].flights
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
    skies.otherwise[GBR] = 12000.0
    seen = skies.pass_months(12)
    last = month_index(2023, 8) - START
    assert seen[last].fifth and not seen[last + 1].fifth
    assert seen[last + 1].seats[SGP] < seen[last].seats[SGP]


def test_homes_that_share_a_stop_share_its_rights():
    skies = sky(fifth("GBR", "NLD", weekly=5.0))
    skies.otherwise[[GBR, of("NLD")]], skies.asked[[GBR, of("NLD")]] = 12000.0, 12000.0
    for month in skies.pass_months(30):
        assert sum(flown.flights for flown in month.fifth.values()) <= 5.0 + 1e-9
    assert len(month.fifth) == 2


def test_fewer_fifth_freedom_rights_cut_rotations_to_what_is_left():
    end = float(month_index(2024, 7))
    skies = sky(fifth("GBR", "NLD", weekly=3.0), fifth("GBR", "NLD", weekly=3.0, end=end))
    skies.otherwise[[GBR, of("NLD")]], skies.asked[[GBR, of("NLD")]] = 15000.0, 15000.0
    seen = skies.pass_months(24)
    last = month_index(2024, 6) - START
    assert sum(flown.flights for flown in seen[last].fifth.values()) == pytest.approx(6.0)
    assert sum(flown.flights for flown in seen[last + 1].fifth.values()) == pytest.approx(3.0), (
        "cut to the rights that remain, not to nothing"
    )


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
