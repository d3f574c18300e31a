"""Travel as it was in 2019, in expectation: the yardstick that appeals, seats and word of mouth are measured by."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from common.vocabulary import PURPOSES, WAYS
from model.facts import Facts
from model.facts.months import month_index
from model.parameters import Parameters
from model.policy import Policy
from model.routes.route_decisions import Fares
from model.segments import CLASSES, class_shares, segments
from model.visitors.getting_in import DIRECT, LAND, VIA_HUB, VIA_SHANGHAI, WaysIn
from model.visitors.travellers import Market, purpose_mix
from model.visitors.visas import Entry, VisaFriction, trip_days
from model.visitors.visitor_utilities import Appeal, Nests, Targets, expected_flows, solve

MIDDLE_OF_2019 = float(month_index(2019, 7))


@dataclass(frozen=True)
class Baseline:
    """What 2019 settles for one draw of parameters."""

    ways: WaysIn
    visas: VisaFriction
    nests: Nests
    appeal: Appeal
    per_usd: np.ndarray
    """Utility points per USD of cost, (segments,)."""
    land_cost: np.ndarray
    """What a trip costs in China itself, USD, (segments,)."""
    side_cost: np.ndarray
    """Disutility of the rail side trip from Shanghai, (segments,)."""
    people: np.ndarray
    """Occasions a year, people, (segments,)."""
    awareness: np.ndarray
    """Share of people who have heard of Nanjing, (origins,)."""
    repeat: np.ndarray
    """Share with a visit within memory among those who have heard of Nanjing, (origins,)."""
    rival_scale: np.ndarray
    """Reported over staying visitors of each rival: Shanghai's statistics count people who do not stay, (7,)."""
    load_wanted: np.ndarray
    """Seats asked over seats offered in 2019: above one where rights kept flights scarce, (origins,)."""
    fare_2019: np.ndarray
    """Direct fares of 2019 relative to the usual, (origins,)."""
    direct: np.ndarray
    """Visitors who flew direct, people a year, (origins,)."""
    first: np.ndarray
    """Visitors who came to Nanjing first, firms' travellers apart, people a year, (segments,)."""
    second: np.ndarray
    """Visitors on a side trip from Shanghai, people a year, (segments,)."""

    def terms(self, policy: Policy) -> tuple[Entry, Entry, Entry]:
        """Terms of entry at Lukou, at Shanghai, and without transit, as the month's mean over its stretches."""
        entry, none = self.visas.entry, np.zeros(self.appeal.nanjing.size)
        stretches = [
            (
                rules.share,
                entry(rules.visa_free_days_nanjing, rules.transit_hours_nanjing),
                entry(rules.visa_free_days_national, rules.transit_hours_shanghai),
                entry(rules.visa_free_days_national, none),
            )
            for rules in policy.entry
        ]
        return tuple(Entry.mean([(row[0], row[place]) for row in stretches]) for place in (1, 2, 3))

    def friction(self, policy: Policy) -> np.ndarray:
        """Friction of entry by way into Nanjing under a month's rules, USD, (ways, segments)."""
        at_lukou, at_shanghai, plain = self.terms(policy)
        return way_friction(plain.friction, at_lukou.friction, at_shanghai.friction)


def way_friction(national: np.ndarray, local: np.ndarray, shanghai: np.ndarray) -> np.ndarray:
    """Friction of entry by way into Nanjing, USD, (ways, segments).

    Args:
        national: friction of entry under national rules without transit, USD, (segments,).
        local: friction of entry at Lukou, USD, (segments,).
        shanghai: friction of entry at Shanghai, USD, (segments,).
    """
    friction = np.empty((len(WAYS), national.size))
    friction[DIRECT], friction[VIA_SHANGHAI], friction[VIA_HUB], friction[LAND] = local, shanghai, national, national
    return friction


def baseline(facts: Facts, p: Parameters, sizes: Market) -> Baseline:
    """Solve 2019 for the given parameters."""
    s = segments()
    ways = WaysIn(facts, p, s)
    n = len(facts.origins)
    nests = Nests(p["visitors.nest_china"], p["visitors.nest_china"] * p["visitors.nest_ways"])
    money = p.vector("travel.income_class", map(str, range(CLASSES)))[s.income]
    days = trip_days(facts, p)
    land_cost = days[s.purpose, s.origin] * p["visitors.daily_budget_usd"] * money
    reference = ways.geo.fare_shanghai[s.origin] + land_cost
    visas = VisaFriction(facts, p, s, days, reference)
    usual, power = p["visitors.cost_reference_usd"], p["visitors.cost_reference_power"]
    per_usd = p.vector("visitors.cost_sensitivity", PURPOSES)[s.purpose] / (usual * (reference / usual) ** power)
    share = class_shares(p.vector("visitors.onward_ticket", PURPOSES))
    people = sizes.occasions[s.origin] * purpose_mix(facts, p)[s.purpose, s.origin] * share
    rail = p["travel.rail_fare_usd"] + ways.value_of_time * 2 * p["travel.side_trip_hours"]
    side_cost = per_usd * rail

    far = facts.distance_km > p["visitors.far_km"]
    side_share = np.where(far, p["visitors.second_stop_share.far"], p["visitors.second_stop_share.near"])
    residents = facts.nanjing_visitors_2019 * (1 - p["visitors.firm_traveller_share"])
    rivals = facts.rival_interior_visitors_2019[:-1].copy()
    sides = rivals[1:3] * p["visitors.second_stop_share.near"]
    rivals[1:3] -= sides
    rivals[0] *= p["visitors.shanghai_overnight_share"]
    targets = Targets(facts.china_trips_2019, residents * (1 - side_share), residents * side_share, rivals, sides)

    awareness = np.full(n, p["visitors.awareness"])
    visits = facts.nanjing_visitors_2019 * p["visitors.stay_memory_months"] / 12
    repeat = 1 - np.exp(-visits / sizes.occasions * sizes.rate / awareness)
    none = np.zeros(n)
    eligible = facts.transit_eligible(MIDDLE_OF_2019)
    entry = partial(visas.entry, facts.visa_free_days(MIDDLE_OF_2019))
    national = entry(none).friction
    shanghai = entry(np.where(eligible, facts.transit_hours("shanghai", MIDDLE_OF_2019), 0.0)).friction
    local = entry(np.where(eligible, facts.transit_hours("nanjing", MIDDLE_OF_2019), 0.0)).friction
    scarce = facts.rights_2022_weekly <= facts.flights_2019_weekly
    load_wanted = np.where(scarce, p["carriers.load_where_rights_bind"], p["carriers.target_load"])
    fares = Fares(p).level(load_wanted)
    cost = ways.cost(facts.flights_2019_weekly, fares, none)
    way_cost = per_usd * (cost + way_friction(national, local, shanghai))
    city_cost = per_usd * (ways.shanghai + shanghai)
    appeal = solve(s, people, city_cost, way_cost, awareness[s.origin], side_cost, targets, nests)
    by_city, by_way = expected_flows(
        people,
        appeal.elsewhere[s.origin],
        appeal.rivals[:, None] - city_cost,
        appeal.nanjing[s.origin] - way_cost,
        awareness[s.origin],
        nests,
    )
    direct = np.bincount(s.origin, by_way[DIRECT], minlength=n)
    # Of a market's visitors of Shanghai, those go on for whom the way is cheap; how many they are is a target.
    nanjing, rest = (
        np.exp(worth - side_cost) for worth in (appeal.side_nanjing[s.origin], appeal.side_rivals[:, None])
    )
    second = by_city[0] * nanjing / (1 + nanjing + rest.sum(axis=0))
    second *= (targets.second / np.bincount(s.origin, second, minlength=n))[s.origin]
    loyal = nests.china * np.log(1 - repeat + repeat * np.exp(p["visitors.loyalty"] / nests.china))
    appeal = Appeal(appeal.elsewhere, appeal.rivals, appeal.nanjing - loyal, appeal.side_nanjing, appeal.side_rivals)
    reported = np.ones(rivals.size + 1)
    reported[0] = 1 / p["visitors.shanghai_overnight_share"]
    return Baseline(
        ways,
        visas,
        nests,
        appeal,
        per_usd,
        land_cost,
        side_cost,
        people,
        awareness,
        repeat,
        reported,
        load_wanted,
        fares,
        direct,
        by_way.sum(axis=0),
        second,
    )
