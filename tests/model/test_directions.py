"""Each headline lever alone moves what it should, and the way it should; luck and world are the same without it."""

import functools

import numpy as np
import pytest

from common.vocabulary import LEVERS, USES, WAYS, ZONES
from model.facts.months import month_index
from model.levers.actions import (
    Conversion,
    LaunchSupport,
    Plan,
    RouteGrant,
    Shop,
    TaxRefund,
    TransitExemption,
    VisaFree,
    WorkPermits,
)
from model.visitors.second_stops import BASES, STOPS
from tests.support.whole_model import ALL_WIRES_CUT, OPEN, SEATS_FOR_ALL, START, origin, pilot, run
from tests.support.worlds import months_of

MONTHS = 15
NEEDING_VISAS = ("KOR", "USA", "DEU", "GBR")
DIRECT = WAYS.index("direct")
NO_LOOPS = {"interventions": (ALL_WIRES_CUT, SEATS_FOR_ALL), "scale": 0.03}
"""Travel alone, with seats for all: nobody comes or stays away but for what is offered to travellers."""


LONGEST = {False: 30, True: 8}
"""Months of the longest run, with loops and without."""


@functools.cache
def nothing_done(member: int, no_loops: bool) -> dict[str, np.ndarray]:
    about = NO_LOOPS if no_loops else {}
    return run(member=member, months=LONGEST[no_loops], **about, **OPEN)


def pairs(months: int = MONTHS, no_loops: bool = False, **levers):
    """For one member, two where travel alone is looked at, the series with the levers and without."""
    about = NO_LOOPS if no_loops else {}
    for member in (0, 1) if no_loops else (0,):
        done = run(Plan(**levers), member=member, months=months, **about, **OPEN)
        yield done, {key: values[:months] for key, values in nothing_done(member, no_loops).items()}


def expected(*rules, start=START) -> float:
    """Visitors that are expected of a month under rules of entry, people: few use transit, too few for a sample of travellers."""
    city = pilot(Plan(visa_facilitation=rules), months=1, start=start, **OPEN)
    options = city.visitors.options.of_month(city.policies[0])
    shares = city.visitors.options.expected_by_way(options, city.baseline.awareness)
    people = float(sum(shares) @ city.market.occasions)
    city.free()
    return people


# Routes -----------------------------------------------------------------------------------------------------------------


def test_rights_where_they_bind_bring_flights_seats_and_direct_visitors():
    """Airlines add a flight or two a season."""
    grant = RouteGrant(start=START, origins=("KOR",), weekly_frequencies=40.0)
    for done, usual in pairs(30, route_rights=(grant,)):
        korea = origin("KOR")
        for key, at_least in (("weekly_flights", 1.10), ("seats", 1.10), ("visitors", 1.01)):
            assert done[key][-6:, korea].sum() > at_least * usual[key][-6:, korea].sum(), key
        direct = [series["visitors_by_way"][-6:, korea, DIRECT].sum() for series in (done, usual)]
        assert direct[0] > 1.05 * direct[1]
        added = done["weekly_flights"][:, korea] - usual["weekly_flights"][:, korea]
        assert np.all(added >= -1e-9) and np.all(added <= 40 + 1e-9), "no more than was granted"


def test_rights_that_nobody_lacked_change_little():
    """Where flights are few for want of travellers, more rights open nothing."""
    grant = RouteGrant(start=START, origins=("NZL",), weekly_frequencies=40.0)
    for done, usual in pairs(route_rights=(grant,)):
        added = done["weekly_flights"] - usual["weekly_flights"]
        assert added[:, origin("NZL")].max() < 4


def test_support_opens_routes_that_demand_alone_does_not_and_they_die_when_it_ends():
    thin, support_ends = ("NZL", "SAU"), 14
    grant = RouteGrant(start=START, origins=thin, weekly_frequencies=14.0)
    support = LaunchSupport(start=START, end=START + support_ends, origins=thin, cny_per_seat=3000.0)
    places, cost = [origin(code) for code in thin], LEVERS.index("route_rights")
    (done, usual), *_ = pairs(30, route_rights=(grant, support))
    flights = done["weekly_flights"][:, places].sum(axis=1)
    talks = [policy.fiscal_cost[cost] for policy in months_of(Plan(route_rights=(grant,)), len(flights))]
    paid = (done["fiscal_cost"][:, cost] - talks).round(1)
    assert flights.max() > 4 and not usual["weekly_flights"][:, places].any()
    assert flights[-1] == 0
    assert paid.sum() > 0 and not usual["fiscal_cost"].any()
    assert not paid[support_ends:].any() and not paid[flights == 0].any(), "paid for seats that were not flown"


# Visas ------------------------------------------------------------------------------------------------------------------


def test_a_national_exemption_brings_visitors_here_and_to_the_rivals():
    free = VisaFree(start=START, origins=NEEDING_VISAS, stay_days=30.0, scope="national")
    places = [origin(code) for code in NEEDING_VISAS]
    for done, usual in pairs(visa_facilitation=(free,)):
        here = done["visitors"][:, places].sum(axis=(0, 2)) / usual["visitors"][:, places].sum(axis=(0, 2))
        assert np.all(here > 1.0)
        assert np.all(done["rival_visitors"].sum(axis=0) > usual["rival_visitors"].sum(axis=0))


def test_an_exemption_at_nanjing_alone_takes_visitors_from_far_rivals_and_sends_some_on_to_near_ones():
    free = VisaFree(start=START, origins=NEEDING_VISAS, stay_days=30.0, scope="nanjing")
    places = [origin(code) for code in NEEDING_VISAS]
    for done, usual in pairs(visa_facilitation=(free,), no_loops=True, months=7):
        gained = (done["visitors"] - usual["visitors"])[:, places]
        lost = usual["rival_visitors"] - done["rival_visitors"]
        assert np.all(gained >= -1e-6) and gained.sum() > 0
        far, stops = lost[:, len(BASES) :], lost[:, list(STOPS)]
        assert np.all(far >= -1e-6) and far.sum() > 0
        assert stops.sum() < 0, "of those who now enter at Nanjing more go on than would have come there first"
        assert lost.sum() < gained.sum(), "some would not have come to China at all"


def test_longer_transit_brings_visitors():
    longer = TransitExemption(start=START, hours=240.0, scope="nanjing")
    assert expected(longer) > expected()
    for done, usual in pairs(visa_facilitation=(longer,), no_loops=True, months=8):
        assert np.all(done["visitors"] >= usual["visitors"] - 1e-6)
        far = slice(len(BASES), None)
        assert np.all(done["rival_visitors"][:, far] <= usual["rival_visitors"][:, far] + 1e-6)


def test_the_first_hours_of_transit_bring_people_in_transit():
    """Before 2015 Nanjing had none. Whom it serves: ``test_visas``."""
    start = month_index(2013, 1)
    none, short, longer = (
        expected(*rules, start=start)
        for rules in ((), *[(TransitExemption(start=start, hours=hours, scope="nanjing"),) for hours in (24.0, 72.0)])
    )
    assert none < 1.00005 * none < short < longer


def test_quicker_work_permits_bring_talent():
    permits = WorkPermits(start=START, processing_days=5.0, residence_years=5.0)
    for done, usual in pairs(visa_facilitation=(permits,)):
        for key in ("talent", "talent_arrivals"):
            assert done[key].sum() > 1.001 * usual[key].sum()


# Shopping ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "kind"), [("xinjiekou_fuzimiao", "downtown"), ("lukou", "departure"), ("lukou", "arrival")]
)
def test_a_shop_sells_where_it_stands(zone, kind):
    shop = Shop(start=START, zone=zone, kind=kind, area_m2=9000.0, quota_cny=50_000.0)
    place = ZONES.index(zone)
    for done, usual in pairs(duty_free=(shop,), months=6):
        more = (done["duty_free_sales"] - usual["duty_free_sales"]).sum(axis=0)
        assert more[place] > 0.05 * usual["duty_free_sales"].sum()
        assert np.all(more[np.arange(len(ZONES)) != place] > -0.02 * usual["duty_free_sales"].sum())


def test_a_refund_makes_visitors_spend_more_and_costs_what_it_gives():
    refund = TaxRefund(start=START, rate=0.11, minimum_cny=200.0)
    for done, usual in pairs(duty_free=(refund,), months=7):
        spent = [series["visitor_spending"].sum() for series in (done, usual)]
        assert spent[0] > 1.001 * spent[1]
        cost = done["fiscal_cost"][:, LEVERS.index("duty_free")].sum()
        rate = float(np.mean(usual["exchange_rate"]))
        assert 0 < cost < 0.11 * spent[0] * rate, "more was refunded than tax was paid"


# Land -------------------------------------------------------------------------------------------------------------------


def test_a_conversion_delivers_its_mix_after_its_build_time_and_lowers_those_rents():
    site = {"hectares": 60.0, "plot_ratio": 2.0, "use": "industry", "build_months": 6.0}
    mix = {"office": 0.5, "retail": 0.5}
    conversion = Conversion(start=START, zone="culture_belt", mix=mix, built_by="city", **site)
    place, new = ZONES.index("culture_belt"), [USES.index(use) for use in mix]
    for done, usual in pairs(11, mixed_land_use=(conversion,)):
        space = (done["floor_space"] - usual["floor_space"])[:, place]
        assert not space[:6, new].any()
        assert space[6:, new] == pytest.approx(600_000.0, rel=1e-3)
        assert np.all(space[:, USES.index("industry")] < 0), "land leaves its old use at once"
        rent = (done["rent"] / usual["rent"])[:, place]
        assert np.all(rent[7:, new] < 0.999) and np.all(np.diff(rent[6:, new], axis=0) < 0)
        assert np.all(rent[1:, USES.index("industry")] > 1.0)
