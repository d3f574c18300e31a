"""Levers: what a plan writes into each month's policy, by date, by part of a month, and never for the worse."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.vocabulary import SHOPS, USES, ZONES
from model.facts import facts
from model.facts.months import month_index, month_label
from model.levers import rules_before_start
from model.levers.actions import (
    Action,
    Conversion,
    LaunchSupport,
    Plan,
    RightsWithdrawal,
    RouteGrant,
    Shop,
    TaxRefund,
    TemporaryUse,
    TransitExemption,
    VisaFree,
    WorkPermits,
    stretches,
)
from model.parameters import Parameters
from model.rules.business import ScienceRules
from tests.support.worlds import START, months_of, of, setting

F, P = facts(), Parameters()
N = len(F.origins)
APRIL = month_index(2023, 4)
MIDDLE = APRIL + 0.5
"""The 16th of April: half of the month is left."""
AT = APRIL - START
QUICK = settings(max_examples=40)
EVERYONE = F.origins


def rights(*actions, months=12):
    """Policies by month of these route actions."""
    return months_of(Plan(route_rights=actions), months)


def visas(*actions, months=12, **cases):
    """Policies by month of these entry rules."""
    return months_of(Plan(visa_facilitation=actions), months, **cases)


def shops(*actions, months=12):
    """Policies by month of these shops and refunds."""
    return months_of(Plan(duty_free=actions), months)


def land(*actions, months=36):
    """Policies by month of these conversions."""
    return months_of(Plan(mixed_land_use=actions), months)


def days(policy, scope="nanjing"):
    """Mean visa-free stay of a month by origin."""
    return sum(rules.share * getattr(rules, f"visa_free_days_{scope}") for rules in policy.entry)


def hours(policy, place="nanjing"):
    """Mean transit hours of a month by origin."""
    return sum(rules.share * getattr(rules, f"transit_hours_{place}") for rules in policy.entry)


def refund(policy, purchase_cny):
    """Rate of the refund of a purchase, mean of a month."""
    return sum(
        rules.share * max((rate for least, rate in zip(*rules[1:], strict=True) if purchase_cny >= least), default=0.0)
        for rules in policy.refunds
    )


# Time ----------------------------------------------------------------------------------------------------------------


def test_months_count_from_2013():
    assert month_index(2013, 1) == 0 and month_index(2023, 7) == 126
    assert month_label(126) == "2023-07" and month_label(month_index(2025, 12)) == "2025-12"


@QUICK
@given(st.floats(100, 140), st.floats(0, 40))
def test_the_parts_of_an_action_add_up_to_it(start, length):
    action = Action(start=start, end=start + length)
    parts = [action.share_of(month) for month in range(90, 200)]
    assert all(0 <= part <= 1 for part in parts)
    assert sum(parts) == pytest.approx(length, abs=1e-9)


def test_an_action_without_an_end_goes_on_and_is_known_when_it_starts_unless_announced():
    action = Action(start=120.25)
    assert [action.share_of(month) for month in (119, 120, 121, 9999)] == [0, 0.75, 1, 1]
    assert action.known_from == 120.25 and Action(start=120.25, announced=115.0).known_from == 115.0
    assert not action.holds_at(120.2) and action.holds_at(120.25) and not Action(start=1, end=2).holds_at(2)


@QUICK
@given(st.lists(st.tuples(st.floats(118, 124), st.floats(118, 124)), max_size=5))
def test_stretches_cover_a_month_and_nothing_changes_within_one(dates):
    actions = [Action(start=a, end=b) for a, b in dates]
    spans = stretches(actions, 120)
    assert sum(length for _, length in spans) == pytest.approx(1)
    for middle, length in spans:
        for action in actions:
            for moment in (middle - length * 0.49, middle + length * 0.49):
                assert action.holds_at(moment) == action.holds_at(middle)


def test_nothing_done_leaves_every_month_as_the_eve():
    still = {"national_visa_policy": "held_2022", "national_data_rules": "held_2022"}
    eve = rules_before_start(setting(**still), F, P)
    for policy in months_of(Plan(), 24, **still):
        for field in dataclasses.fields(policy):
            mine, other = getattr(policy, field.name), getattr(eve, field.name)
            if field.name in ("entry", "refunds"):
                assert sum(rules.share for rules in mine) == pytest.approx(1)
                for rules in mine:
                    for a, b in zip(rules[1:], other[0][1:], strict=True):
                        np.testing.assert_array_equal(a, b)
            elif field.name in ("channels", "promised", "coming", "narrow", "promised_narrow"):
                assert all(not np.any(push) for push in mine.values())
            elif field.name == "consumption":
                assert not any(np.any(part) for part in mine)
            elif field.name == "digital":
                assert mine.rule == other.rule and not any(np.any(part) for part in (*mine[1:], *other[1:]))
            elif field.name == "science":
                assert mine == other == ScienceRules()
            elif field.name in ("chains", "finance", "freight", "places"):
                assert all(np.array_equal(a, b) for a, b in zip(mine, other, strict=True))
            elif field.name != "month":
                np.testing.assert_array_equal(mine, other, field.name)


# Route rights --------------------------------------------------------------------------------------------------------


def test_a_grant_holds_by_parts_of_months():
    grant = RouteGrant(start=MIDDLE, end=APRIL + 3.25, origins=("USA", "DEU"), weekly_frequencies=8.0)
    weekly = [sum(pool.weekly_flights for pool in policy.pools) for policy in rights(grant)]
    assert weekly[AT - 1 : AT + 5] == pytest.approx([0, 4, 8, 8, 2, 0])
    pool = rights(grant)[AT + 1].pools[0]
    assert np.flatnonzero(pool.origins).tolist() == sorted([of("USA"), of("DEU")])
    assert pool.via == -1 and pool.known_from == MIDDLE


def test_grants_add_up_and_leave_the_rights_of_2022():
    grant = RouteGrant(start=float(START), origins=("USA",), weekly_frequencies=8.0)
    policy = rights(grant, grant)[0]
    assert sum(pool.weekly_flights for pool in policy.pools) == 16
    np.testing.assert_array_equal(policy.own_rights, F.rights_2022_weekly)


def test_a_fifth_freedom_pool_knows_its_stop_and_announcement():
    grant = RouteGrant(
        start=float(APRIL),
        announced=float(START),
        origins=("GBR", "FRA"),
        weekly_frequencies=5.0,
        freedom="fifth",
        via="SGP",
    )
    pool = rights(grant)[AT].pools[0]
    assert pool.via == of("SGP") and pool.known_from == START and pool.origins.sum() == 2


def test_pools_of_few_come_first_in_whatever_order_they_are_listed():
    narrow = RouteGrant(start=float(START), origins=("USA",), weekly_frequencies=1.0)
    wide = RouteGrant(start=float(START), origins=("USA", "DEU"), weekly_frequencies=2.0)
    for order in ((narrow, wide), (wide, narrow)):
        assert [pool.weekly_flights for pool in rights(*order)[0].pools] == [1, 2]


def test_the_best_support_counts_and_by_parts_of_months():
    small = LaunchSupport(start=float(START), origins=("USA", "DEU"), cny_per_seat=100.0)
    large = LaunchSupport(start=MIDDLE, origins=("USA",), cny_per_seat=300.0)
    policies = rights(small, large)
    usa, deu = ([policy.launch_support_cny_per_seat[of(code)] for policy in policies] for code in ("USA", "DEU"))
    assert usa[AT - 1 : AT + 2] == pytest.approx([100, 200, 300]) and deu == [100] * 12
    after = LaunchSupport(start=MIDDLE, origins=("USA",), cny_per_seat=100.0)
    first = dataclasses.replace(after, start=float(START), end=MIDDLE)
    assert [p.launch_support_cny_per_seat[of("USA")] for p in rights(first, after)] == pytest.approx([100] * 12)


def test_support_by_flight_steps_down_and_asks_for_flights_and_load():
    seats = 2 * F.seats_per_flight[of("DEU")]
    offer = LaunchSupport(
        start=MIDDLE, origins=("DEU",), cny_per_flight=100_000.0, by_year=(1.0, 0.5), minimum_weekly_flights=2.0,
        minimum_load=0.4,
    )  # fmt: skip
    policies = rights(offer, months=40)
    paid = [float(policy.support_cny_per_seat(3.0, 0.5, of("DEU"))) * seats for policy in policies]
    assert paid[AT - 1 : AT + 2] == pytest.approx([0, 50_000, 100_000])
    assert paid[AT + 11 : AT + 14] == pytest.approx([100_000, 75_000, 50_000])
    assert paid[AT + 24 : AT + 26] == pytest.approx([25_000, 0])
    full = policies[AT + 1]
    assert full.support_cny_per_seat(np.array([1.0, 3.0, 3.0]), np.array([0.5, 0.3, 0.4]), of("DEU")) * seats == (
        pytest.approx([0, 0, 100_000])
    )
    assert full.launch_support_cny_per_seat[of("FRA")] == 0


def test_what_is_withdrawn_comes_off_own_rights_and_then_off_grants_of_its_own():
    grant = RouteGrant(start=float(START), origins=("KOR",), weekly_frequencies=4.0)
    shared = RouteGrant(start=float(START), origins=("KOR", "JPN"), weekly_frequencies=3.0)
    own = F.rights_2022_weekly[of("KOR")]
    for cut, left, granted in ((5.0, own - 5, 4.0), (own + 1, 0.0, 3.0), (own + 9, 0.0, 0.0)):
        taken = RightsWithdrawal(start=float(APRIL), origins=("KOR",), weekly_frequencies=cut)
        for actions in ((grant, shared, taken), (taken, shared, grant)):
            policy = rights(*actions)[AT]
            assert (
                policy.own_rights[of("KOR")] == left and policy.own_rights[of("JPN")] == F.rights_2022_weekly[of("JPN")]
            )
            pools = {pool.weekly_flights for pool in policy.pools if pool.origins.sum() == 1}
            assert pools == ({granted} if granted else set())
            assert [pool.weekly_flights for pool in policy.pools if pool.origins.sum() == 2] == [3.0]


def test_rights_of_2022_are_drawn_and_never_fewer_than_were_flown():
    names = {"rights.all": 0.6, "rights.of.SGP": 2.0}
    policy = months_of(Plan(), 1, parameters=names)[0]
    assert policy.own_rights[of("KOR")] == F.flights_2019_weekly[of("KOR")] == F.rights_2022_weekly[of("KOR")]
    assert policy.own_rights[of("SGP")] == round(18 * 1.2) and policy.own_rights[of("GBR")] == 1


# Visas ---------------------------------------------------------------------------------------------------------------


@QUICK
@given(
    st.lists(
        st.builds(
            VisaFree,
            start=st.floats(START, START + 10),
            end=st.floats(START + 2, START + 14),
            origins=st.sets(st.sampled_from(F.origins), min_size=1).map(tuple),
            stay_days=st.floats(1, 90),
            scope=st.sampled_from(["national", "nanjing"]),
        ),
        max_size=4,
    ),
    st.lists(
        st.builds(
            TransitExemption,
            start=st.floats(START, START + 10),
            hours=st.floats(1, 300),
            scope=st.sampled_from(["national", "nanjing"]),
        ),
        max_size=2,
    ),
)
def test_no_rule_is_ever_worse_than_without_the_plan(stays, transits):
    for with_plan, without in zip(visas(*stays, *transits), visas(), strict=True):
        assert sum(rules.share for rules in with_plan.entry) == pytest.approx(1)
        for scope in ("national", "nanjing"):
            assert np.all(days(with_plan, scope) >= days(without, scope) - 1e-9)
        for place in ("shanghai", "nanjing"):
            assert np.all(hours(with_plan, place) >= hours(without, place) - 1e-9)
        for rules in with_plan.entry:
            assert np.all(rules.visa_free_days_nanjing >= rules.visa_free_days_national)


def test_the_longer_stay_counts():
    short = VisaFree(start=float(START), origins=("MNG", "DEU"), stay_days=15.0, scope="national")
    policy = visas(short, national_visa_policy="held_2022")[0]
    assert F.visa_free_days_2022[of("MNG")] == 30
    assert days(policy)[of("MNG")] == 30 and days(policy)[of("DEU")] == 15
    long = dataclasses.replace(short, stay_days=60.0)
    assert days(visas(short, long)[0])[of("DEU")] == 60 == days(visas(long, short)[0])[of("DEU")]


def test_a_rule_holds_by_parts_of_months():
    rule = VisaFree(start=MIDDLE, origins=("DEU",), stay_days=20.0, scope="nanjing", end=APRIL + 2.25)
    stay = [days(policy)[of("DEU")] for policy in visas(rule, national_visa_policy="held_2022")]
    assert stay[AT - 1 : AT + 4] == pytest.approx([0, 10, 20, 5, 0])


def test_a_local_rule_is_local_and_a_national_one_is_everywhere():
    local, nation = (
        visas(
            VisaFree(start=float(START), origins=("DEU",), stay_days=15.0, scope=scope),
            national_visa_policy="held_2022",
        )[0]
        for scope in ("nanjing", "national")
    )
    assert days(local)[of("DEU")] == 15 and days(local, "national")[of("DEU")] == 0
    assert days(nation)[of("DEU")] == 15 and days(nation, "national")[of("DEU")] == 15
    assert days(local)[of("FRA")] == 0


def test_transit_has_its_scope_and_only_serves_who_is_eligible():
    local, nation = (
        visas(TransitExemption(start=float(START), hours=240.0, scope=scope), national_visa_policy="held_2022")[0]
        for scope in ("nanjing", "national")
    )
    may = F.transit_eligible_2022
    assert np.all(hours(local)[may] == 240) and not hours(local)[~may].any()
    assert np.all(hours(local, "shanghai")[may] == F.transit_hours_shanghai_2022)
    assert np.all(hours(nation, "shanghai")[may] == 240) and np.all(hours(nation)[may] == 240)
    shorter = visas(
        TransitExemption(start=float(START), hours=24.0, scope="national"), national_visa_policy="held_2022"
    )[0]
    assert np.all(hours(shorter)[may] == F.transit_hours_nanjing_2022), "a worse rule changes nothing"


def test_the_nation_moves_on_unless_it_is_held_at_2022():
    observed, held = visas(months=36), visas(months=36, national_visa_policy="held_2022")
    for policy in held:
        np.testing.assert_array_equal(days(policy), F.visa_free_days_2022)
        np.testing.assert_array_equal(hours(policy), np.where(F.transit_eligible_2022, F.transit_hours_nanjing_2022, 0))
    changed = [month for month in range(36) if np.any(days(observed[month]) != days(held[month]))]
    events = [event.month for event in F.visa_events if START <= event.month < START + 36]
    assert events and changed[0] == math.floor(min(events)) - START
    for policy in observed:
        assert np.all(days(policy) >= F.visa_free_days_2022)
    np.testing.assert_array_equal(days(observed[-1]), np.maximum(F.visa_free_days(START + 35.5), F.visa_free_days_2022))


def test_a_national_rule_that_comes_within_a_month_counts_from_its_day():
    within = [
        event for event in F.transit_events if event.place == "nanjing" and event.month > START and event.month % 1
    ]
    assert within, "the events hold such a day"
    event = within[0]
    month = math.floor(event.month)
    policy = visas(months=36)[month - START]
    may = F.transit_eligible(month + 0.0) & (F.transit_eligible_from < month)
    before = F.transit_hours("nanjing", month)
    part = event.month - month
    np.testing.assert_allclose(hours(policy)[may], before * part + event.hours * (1 - part))


def test_who_becomes_eligible_within_a_month_is_so_from_that_day():
    joins = np.where(np.isfinite(F.transit_eligible_from), F.transit_eligible_from, 0.0)
    inside = np.flatnonzero((joins > START) & (joins < START + 36) & (joins % 1 > 0))
    assert inside.size, "the facts hold such a day"
    for origin in inside:
        month = math.floor(joins[origin])
        assert not any(event.month // 1 == month for event in F.transit_events)
        expected = (month + 1 - joins[origin]) * F.transit_hours("nanjing", month)
        assert hours(visas(months=36)[month - START])[origin] == pytest.approx(expected)


def test_permits_are_the_better_of_the_plan_and_2022_by_parts_of_months():
    better = WorkPermits(start=MIDDLE, processing_days=10.0, residence_years=5.0)
    policies = visas(better)
    usual_days, usual_years = P["levers.permit_days_2022"], P["levers.residence_years_2022"]
    assert [p.permit_days for p in policies[AT - 1 : AT + 2]] == pytest.approx([usual_days, (usual_days + 10) / 2, 10])
    assert [p.residence_years for p in policies[AT - 1 : AT + 2]] == pytest.approx(
        [usual_years, (usual_years + 5) / 2, 5]
    )
    worse = visas(WorkPermits(start=float(START), processing_days=90.0, residence_years=0.5))[0]
    assert (worse.permit_days, worse.residence_years) == (usual_days, usual_years)


def test_a_permit_is_a_rule_as_a_whole():
    long = visas(WorkPermits(start=float(START), processing_days=60.0, residence_years=10.0))[0]
    assert (long.permit_days, long.residence_years) == (60, 10), "the rule of 2022 lent its days"
    assert long.quickest_permit_days == P["levers.permit_days_2022"], "who is in a hurry takes the usual one"
    slow = visas(WorkPermits(start=float(START), processing_days=60.0, residence_years=2.0))[0]
    assert (slow.permit_days, slow.residence_years) == (P["levers.permit_days_2022"], P["levers.residence_years_2022"])


def test_permit_rules_that_follow_each_other_leave_no_gap():
    later = WorkPermits(start=MIDDLE, processing_days=10.0, residence_years=5.0)
    earlier = dataclasses.replace(later, start=float(START), end=MIDDLE)
    for order in ((earlier, later), (later, earlier)):
        assert [policy.permit_days for policy in visas(*order)] == pytest.approx([10] * 12)
        assert [policy.residence_years for policy in visas(*order)] == pytest.approx([5] * 12)


# Duty free -----------------------------------------------------------------------------------------------------------


def shop(**changes):
    """A downtown shop."""
    usual = {
        "start": float(START),
        "zone": "xinjiekou_fuzimiao",
        "kind": "downtown",
        "area_m2": 4000.0,
        "quota_cny": 9000.0,
    }
    return Shop(**usual | changes)


def test_shops_add_area_by_parts_of_months():
    policies = shops(shop(start=MIDDLE), shop(area_m2=1000.0))
    area = [policy.shop_area_m2[ZONES.index("xinjiekou_fuzimiao"), SHOPS.index("downtown")] for policy in policies]
    assert area[AT - 1 : AT + 2] == pytest.approx([1000, 3000, 5000])
    before = shops()[0].shop_area_m2
    assert before.sum() == P["duty_free.departure_area_2022_m2"] == policies[0].shop_area_m2.sum() - 1000


def test_each_shop_keeps_its_quota_and_none_falls_under_that_of_2022():
    quotas = [floor.quota_cny for floor in shops(shop(), shop(quota_cny=100.0))[0].shop_floors]
    assert quotas == [P["duty_free.departure_quota_2022_cny"], 9000, 100]
    assert [floor.quota_cny for floor in shops()[0].shop_floors] == quotas[:1]
    small = shops(shop(kind="departure", zone="lukou", quota_cny=1.0))[0].shop_floors[-1]
    assert small.quota_cny == P["duty_free.departure_quota_2022_cny"]


def test_refunds_are_the_better_of_the_plan_and_2022_by_parts_of_months():
    policies = shops(TaxRefund(start=MIDDLE, rate=0.11, minimum_cny=200.0))
    assert [refund(policy, 200) for policy in policies[AT - 1 : AT + 2]] == pytest.approx([0, 0.055, 0.11])
    assert refund(policies[AT + 1], 199) == 0
    worse = shops(TaxRefund(start=float(START), rate=0.0, minimum_cny=9000.0))[0]
    assert [refund(worse, purchase) for purchase in (200, 1e6)] == [0, 0]


def test_a_refund_keeps_its_own_smallest_purchase():
    start = float(START)
    rules = [
        TaxRefund(start=start, rate=rate, minimum_cny=least)
        for rate, least in ((0.11, 5000.0), (0.05, 200.0), (0.04, 900.0))
    ]
    for order in (rules, rules[::-1]):
        policy = shops(*order)[0]
        assert [refund(policy, purchase) for purchase in (199, 200, 600, 4999, 5000)] == [0, 0.05, 0.05, 0.05, 0.11]
    assert refund(shops(rules[0])[0], 4999) == 0, "the rule of 2022 lent its smallest purchase"


def test_refunds_that_follow_each_other_leave_no_gap():
    later = TaxRefund(start=MIDDLE, rate=0.11, minimum_cny=200.0)
    policies = shops(dataclasses.replace(later, start=float(START), end=MIDDLE), later)
    assert [refund(policy, 200) for policy in policies] == pytest.approx([0.11] * 12)
    assert [refund(policy, 199) for policy in policies] == [0] * 12


# Land ----------------------------------------------------------------------------------------------------------------


def conversion(**changes):
    """Ten hectares of industry in Jiangbei rebuilt as offices and shops."""
    usual = {
        "start": MIDDLE, "zone": "jiangbei", "hectares": 10.0, "plot_ratio": 2.0, "use": "industry",
        "mix": {"office": 0.6, "retail": 0.4}, "build_months": 18.0,
    }  # fmt: skip
    return Conversion(**usual | changes)


def test_a_conversion_begins_on_its_day_and_says_what_it_takes_and_brings():
    policies = land(conversion())
    assert [len(policy.sites) for policy in policies[AT - 1 : AT + 2]] == [0, 1, 1]
    site = policies[-1].sites[0]
    assert (ZONES[site.zone], USES[site.use], site.start, site.build_months) == ("jiangbei", "industry", MIDDLE, 18.0)
    zone, use = ZONES.index("jiangbei"), USES.index("industry")
    assert site.taken_m2 == pytest.approx(100_000 * F.plot_ratio[zone, use])
    brought = dict(zip(USES, site.delivered_m2, strict=True))
    assert brought["office"] == pytest.approx(120_000) and brought["retail"] == pytest.approx(80_000)
    assert site.delivered_m2.sum() == pytest.approx(200_000)


def test_conversions_build_on_the_land_they_take_and_on_no_other():
    """A zone's land of a use goes to those who begin first; what is built and paid for is pro rata to it."""
    zone, use = ZONES.index("jiangbei"), USES.index("industry")
    there = (1 - P["zones.never_taken"]) * F.floor_space_m2[zone, use] / F.plot_ratio[zone, use] / 1e4
    late, early = (conversion(start=APRIL + when, hectares=there * 0.7, build_months=2.0) for when in (2.0, 0.0))
    policies = land(late, early)
    first, second = policies[-1].sites
    assert (first.start, second.start) == (early.start, late.start)
    for site, hectares in ((first, there * 0.7), (second, there * 0.3)):
        assert site.taken_m2 / F.plot_ratio[zone, use] == pytest.approx(hectares * 1e4)
        assert site.delivered_m2.sum() / site.plot_ratio == pytest.approx(hectares * 1e4)
    vast = land(conversion(hectares=1e6))[-1].sites[0]
    assert vast.taken_m2 == pytest.approx(0.95 * F.floor_space_m2[zone, use])
    assert vast.delivered_m2.sum() == pytest.approx(2 * there * 1e4)


def test_a_conversion_cannot_be_undone_but_an_end_before_its_start_stops_it():
    assert len(land(conversion(end=APRIL + 3.0))[-1].sites) == 1
    assert not land(conversion(end=MIDDLE))[-1].sites


def test_a_temporary_use_keeps_the_buildings_and_ends_after_its_years():
    use = TemporaryUse(
        start=MIDDLE, end=APRIL + 5.0, zone="jiangbei", hectares=10.0, use="industry", mix={"office": 1.0}
    )
    (site,) = land(use)[-1].sites
    old = F.plot_ratio[ZONES.index("jiangbei"), USES.index("industry")]
    assert site.taken_m2 == pytest.approx(100_000 * old) and site.land_m2 == pytest.approx(100_000)
    assert site.delivered_m2.sum() == pytest.approx(P["builders.refit_floor"] * site.taken_m2)
    assert (site.term_months, site.end, site.by_city) == (60, APRIL + 5.0, False)


def test_the_city_builds_where_the_plan_says_so():
    assert [site.by_city for site in land(conversion(), conversion(built_by="city"))[-1].sites] == [False, True]


def test_levers_cost_nothing_where_nothing_is_done():
    assert not any(policy.fiscal_cost.any() for policy in months_of(Plan(), 12))
