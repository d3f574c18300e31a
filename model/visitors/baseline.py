"""Travel in 2019, in expectation: the reference against which appeal, seats and word of mouth are measured."""

from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from common.vocabulary import CITIES, WAYS
from model.arrays import Num
from model.facts import Facts
from model.facts.months import DAYS_A_MONTH, month_index
from model.parameters import Parameters, Room
from model.policy import Policy
from model.routes.connecting import mean_share, per_local
from model.routes.frequencies import Fares
from model.routes.residents import Residents
from model.routes.rights_of_2022 import rights_of_2022
from model.segments import CLASSES, Segments, class_shares, segments
from model.visitors.direct_visitors import DirectVisitors, direct_visitors
from model.visitors.getting_in import DIRECT, LAND, VIA_HUB, VIA_SHANGHAI, WaysIn, utility_per_usd
from model.visitors.second_stops import BASES, STOPS, Rail, SecondStops, dearer_home, rail
from model.visitors.second_stops import solve as solve_second_stops
from model.visitors.travellers import Market, purpose_mix
from model.visitors.visas import Entry, Terms, VisaFriction, in_transit, trip_days
from model.visitors.visitor_utilities import Appeal, Nests, Targets, expected_flows, solve

SHANGHAI = CITIES.index("shanghai")
MIDDLE_OF_2019 = float(month_index(2019, 7))


@dataclass(frozen=True)
class Baseline:
    """Travel in 2019 for one draw of parameters."""

    ways: WaysIn
    visas: VisaFriction
    nests: Nests
    appeal: Appeal
    per_usd: np.ndarray
    """Utility points per USD of cost, (segments,)."""
    land_cost: np.ndarray
    """What a trip costs in China itself, USD, (segments,)."""
    second_stops: SecondStops
    """Who adds another city of the region to the first."""
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
    connecting_per_local: np.ndarray
    """Connecting passengers for each passenger of the market itself in 2019, (origins,)."""
    fare_2019: np.ndarray
    """Direct fares of 2019 relative to the usual, (origins,)."""
    direct: np.ndarray
    """Visitors who flew direct, people a year, (origins,)."""
    first: np.ndarray
    """Visitors who came to Nanjing first, firms' travellers apart, people a year, (segments,)."""
    second: np.ndarray
    """Visitors to whom Nanjing is a second stop, people a year, (segments,)."""
    to_china: np.ndarray
    """Trips to China, people a year, (segments,)."""
    to_cities: np.ndarray
    """Of them, those whose first stop is a rival city, (7, segments)."""
    by_flights: DirectVisitors
    """Visitors who would fly direct with more or fewer flights."""
    residents: Residents
    """Outbound residents of the hinterland."""

    def terms(self, policy: Policy) -> Terms:
        """Terms of entry by way into Nanjing, as the month's mean over its stretches."""
        found: Terms = self.visas.latest_terms.of(policy.entry_said, lambda: self._terms(policy))
        return found

    def _terms(self, policy: Policy) -> Terms:
        entry, none = self.visas.entry, np.zeros(self.appeal.nanjing.size)
        lukou, shanghai, plain = [], [], []
        for rules in policy.entry:
            lukou.append(
                (rules.share, entry(rules.visa_free_days_nanjing, rules.transit_hours_nanjing, rules.visas_nanjing))
            )
            shanghai.append(
                (rules.share, entry(rules.visa_free_days_national, rules.transit_hours_shanghai, rules.visas_national))
            )
            plain.append((rules.share, entry(rules.visa_free_days_national, none, rules.visas_national)))
        at_lukou, national = Entry.mean(lukou), Entry.mean(plain)
        hub = by_hub(at_lukou, national, self.ways.p.hub_abroad_share)
        return Terms.of((at_lukou, Entry.mean(shanghai), hub, national), self.visas.p.visa_stay_nights)

    def trips_with(self, saved: np.ndarray, gained: np.ndarray | float = 0.0) -> np.ndarray:
        """Return trips to China over those of 2019 if nothing else differed from the middle of 2019, (origins,).

        What weighs on all Chinese cities alike leaves the choice among them: a segment's share of trips settles how it chooses
        between China and elsewhere. What single cities gain counts by their share, which is right to first order.

        Args:
            saved: what a trip to China costs less than in 2019, USD, (segments,).
            gained: what each rival city has gained, utility points, (7,), or one number for all.
        """
        share, origin = self.to_china / self.people, segments().origin
        gains = (np.broadcast_to(gained, len(CITIES)) @ self.to_cities) / self.to_china
        odds = np.exp(self.per_usd * saved + gains)
        trips = self.to_china * odds / (1 + share * (odds - 1))
        return np.bincount(origin, trips) / np.bincount(origin, self.to_china)


def by_hub(at_lukou: Entry, plain: Entry, abroad: float) -> Entry:
    """Terms of entry of those who change planes: the share ``abroad`` of them lands at Lukou, the others enter at a hub of the
    mainland, without transit; all stay as long as the better of the two permits."""
    friction, without = (
        abroad * here + (1 - abroad) * there
        for here, there in ((at_lukou.friction, plain.friction), (at_lukou.without_visa, plain.without_visa))
    )
    better = at_lukou.without_visa > plain.without_visa
    return Entry(friction, np.where(better, at_lukou.permitted_nights, plain.permitted_nights), without)


def way_friction(national: np.ndarray, local: np.ndarray, shanghai: np.ndarray, hub: np.ndarray) -> np.ndarray:
    """Friction of entry by way into Nanjing, USD, (ways, segments).

    Args:
        national: friction of entry under national rules without transit, USD, (segments,).
        local: friction of entry at Lukou, USD, (segments,).
        shanghai: friction of entry at Shanghai, USD, (segments,).
        hub: friction of entry of those who change planes, see :func:`by_hub`, USD, (segments,).
    """
    friction = np.empty((len(WAYS), national.size))
    friction[DIRECT], friction[VIA_SHANGHAI], friction[VIA_HUB], friction[LAND] = local, shanghai, hub, national
    return friction


class Costs(NamedTuple):
    """What a trip costs each segment, apart from the way into Nanjing and entry."""

    land: np.ndarray
    """Cost of a trip in China itself, USD, (segments,)."""
    per_usd: np.ndarray
    """Utility points per USD of cost, (segments,)."""
    rail: Rail
    """Disutility of rail trips between near cities."""
    visas: VisaFriction


class Frictions(NamedTuple):
    """Friction of entry under the rules of the middle of 2019, USD."""

    ways: np.ndarray
    """By way into Nanjing, (ways, segments)."""
    shanghai: np.ndarray
    """At Shanghai, (segments,)."""


def baseline(facts: Facts, p: Parameters, sizes: Market) -> Baseline:
    """Solve 2019 for the given parameters: the constants that reproduce its visitors at its fares, flights and rules."""
    s, visitors = segments(), p.room("visitors")
    ways = WaysIn(facts, p, s)
    costs = _costs(facts, p, s, ways)
    nests = _nests(facts, p, ways.journey_share(costs.land))
    people = _occasions(facts, p, s, sizes)
    awareness, repeat = _familiarity(facts, p, sizes)
    load_wanted = _load_wanted(facts, p)
    fares = Fares(p).level(load_wanted)
    frictions = _frictions(facts, costs.visas, ways.p.hub_abroad_share)
    direct_cost = ways.cost(facts.flights_2019_weekly, fares, np.zeros(len(facts.origins)))
    way_cost = costs.per_usd * (direct_cost + frictions.ways)
    city_cost = costs.per_usd * (ways.shanghai + frictions.shanghai)
    targets = _targets(facts, p)
    appeal = solve(s, people, city_cost, way_cost, awareness[s.origin], targets, nests)
    by_city, by_way = expected_flows(
        people,
        appeal.elsewhere,
        appeal.rivals[:, None] - city_cost,
        appeal.nanjing[s.origin] - way_cost,
        awareness[s.origin],
        nests,
    )
    aware, _ = expected_flows(
        people * awareness[s.origin],
        appeal.elsewhere,
        appeal.rivals[:, None] - city_cost,
        appeal.nanjing[s.origin] - way_cost,
        np.ones(s.origin.size),
        nests,
    )
    home = dearer_home(costs.per_usd, direct_cost[DIRECT], ways.shanghai)
    bases = list(BASES)
    second_stops = solve_second_stops(
        s, costs.rail, home, by_city[bases], aware[bases], by_way.sum(axis=0), targets.second, targets.sides
    )
    direct = np.bincount(s.origin, by_way[DIRECT], minlength=len(facts.origins))
    return Baseline(
        ways=ways,
        visas=costs.visas,
        nests=nests,
        appeal=_without_loyalty(appeal, repeat, visitors.loyalty, nests),
        per_usd=costs.per_usd,
        land_cost=costs.land,
        second_stops=second_stops,
        people=people,
        awareness=awareness,
        repeat=repeat,
        rival_scale=_rival_scale(p),
        load_wanted=load_wanted,
        connecting_per_local=_connecting_per_local(facts),
        fare_2019=fares,
        direct=direct,
        first=by_way.sum(axis=0),
        to_china=by_city.sum(axis=0) + by_way.sum(axis=0),
        to_cities=by_city,
        second=(aware[bases] * second_stops.to_nanjing(s, np.zeros(s.origin.size), home)).sum(axis=0),
        by_flights=direct_visitors(
            s, people, appeal, city_cost, ways, fares, frictions.ways, costs.per_usd, awareness, nests
        ),
        residents=Residents(facts, p, fares, _filled_by_residents(facts, p, load_wanted, direct / 12)),
    )


def _nests(facts: Facts, p: Parameters, journey: np.ndarray) -> Nests:
    """Near rivals are those within the distance that counts as Nanjing's region for investors too.

    ``journey`` is the journey's share in the cost of a trip, see :meth:`WaysIn.journey_share`, (segments,).
    """
    visitors = p.room("visitors")
    near = facts.rival_km_from_nanjing <= p.room("firms").near_km
    region = visitors.nest_china
    ways = np.minimum(visitors.nest_ways * journey, region)
    return Nests(region**visitors.nest_beyond, region, ways, tuple(map(bool, near)))


def _filled_by_residents(facts: Facts, p: Parameters, load_wanted: np.ndarray, visitors: np.ndarray) -> np.ndarray:
    """Seats of 2019 that ``visitors`` and connecting passengers, people a month, left to residents, people a month, (origins,)."""
    seats = facts.flights_2019_weekly * facts.seats_per_flight * DAYS_A_MONTH / 7
    local = seats * load_wanted / (1 + _connecting_per_local(facts))
    return np.maximum(local - visitors, p.room("carriers").residents_floor * seats)


def _connecting_per_local(facts: Facts) -> np.ndarray:
    """Connecting passengers for each passenger of the market itself in 2019, (origins,)."""
    return per_local(mean_share(facts.airlines_2019_weekly, facts.connecting_share))


def _costs(facts: Facts, p: Parameters, s: Segments, ways: WaysIn) -> Costs:
    visitors, travel = p.room("visitors"), p.room("travel")
    money = travel.income_class.vector(map(str, range(CLASSES)))[s.income]
    days = trip_days(facts, p)
    land = days[s.purpose, s.origin] * visitors.daily_budget_usd * money
    reference = ways.geo.fare_shanghai[s.origin] + land
    per_usd = utility_per_usd(ways.shanghai + land, s.purpose, visitors)
    by_rail = rail(facts, p, per_usd, ways.value_of_time)
    return Costs(land, per_usd, by_rail, visas=VisaFriction(facts, p, s, days, reference))


def _occasions(facts: Facts, p: Parameters, s: Segments, sizes: Market) -> np.ndarray:
    """People a year with an occasion to travel, (segments,)."""
    share = class_shares(in_transit(p))
    return sizes.occasions[s.origin] * purpose_mix(facts, p)[s.purpose, s.origin] * share


def _familiarity(facts: Facts, p: Parameters, sizes: Market) -> tuple[np.ndarray, np.ndarray]:
    """Shares of people who have heard of Nanjing, and of those with a visit within memory, (origins,) each."""
    visitors = p.room("visitors")
    awareness = np.full(len(facts.origins), visitors.awareness)
    visits = facts.nanjing_visitors_2019 * visitors.stay_memory_months / 12
    return awareness, 1 - np.exp(-visits / sizes.occasions * sizes.rate / awareness)


def _load_wanted(facts: Facts, p: Parameters) -> np.ndarray:
    """Seats asked over seats offered in 2019, higher where traffic rights kept flights scarce, (origins,)."""
    carriers = p.room("carriers")
    scarce = rights_of_2022(facts, p) <= facts.flights_2019_weekly
    return np.where(scarce, carriers.load_where_rights_bind, carriers.target_load)


def on_the_spot(rate: Num, rate_2019: float, p: Room) -> Num:
    """Return what a stay costs in USD over what it cost at the rate of 2019, prices in China apart.

    Args:
        rate: CNY per USD.
        rate_2019: the rate of 2019, whose trips the constants give back.
        p: parameters, room ``visitors``.
    """
    return 1 + p.local_price_share * (rate_2019 / rate - 1)


def friction_of_china(facts: Facts, visas: VisaFriction, month: float) -> np.ndarray:
    """Return the friction of entry at Shanghai, by which all Chinese cities but Nanjing are reached, under the national rules.

    Args:
        facts: the national rules by date.
        visas: entry costs under any rules.
        month: a moment, months since 2013-01.

    Returns:
        USD, (segments,).
    """
    hours = np.where(facts.transit_eligible(month), facts.transit_hours("shanghai", month), 0.0)
    return visas.entry(facts.visa_free_days(month), hours).friction


def _frictions(facts: Facts, visas: VisaFriction, hub_abroad: float) -> Frictions:
    none, eligible = np.zeros(len(facts.origins)), facts.transit_eligible(MIDDLE_OF_2019)
    entry = partial(visas.entry, facts.visa_free_days(MIDDLE_OF_2019))
    national, shanghai = entry(none), friction_of_china(facts, visas, MIDDLE_OF_2019)
    local = entry(np.where(eligible, facts.transit_hours("nanjing", MIDDLE_OF_2019), 0.0))
    hub = by_hub(local, national, hub_abroad).friction
    return Frictions(way_friction(national.friction, local.friction, shanghai, hub), shanghai)


def _targets(facts: Facts, p: Parameters) -> Targets:
    """The levels of 2019 without travellers of firms; far markets add Nanjing to another stop more often."""
    visitors = p.room("visitors")
    far = facts.distance_km > visitors.far_km
    side_share = np.where(far, visitors.second_stop_share.far, visitors.second_stop_share.near)
    residents = facts.nanjing_visitors_2019 * (1 - visitors.firm_traveller_share)
    rivals = facts.rival_interior_visitors_2019[:-1].copy()
    rivals[SHANGHAI] *= visitors.shanghai_overnight_share
    stops = list(STOPS)
    sides = rivals[stops] * visitors.second_stop_share.vector(CITIES[stop] for stop in STOPS)
    rivals[stops] -= sides
    return Targets(
        trips=facts.china_trips_2019,
        first=residents * (1 - side_share),
        second=residents * side_share,
        rivals=rivals,
        sides=sides,
    )


def _without_loyalty(appeal: Appeal, repeat: np.ndarray, loyalty: float, nests: Nests) -> Appeal:
    """The appeal of Nanjing to those who were never there: less the mean bonus of those who were."""
    bonus = nests.region * np.log(1 - repeat + repeat * np.exp(loyalty / nests.region))
    return replace(appeal, nanjing=appeal.nanjing - bonus)


def _rival_scale(p: Parameters) -> np.ndarray:
    reported = np.ones(len(CITIES))
    reported[SHANGHAI] = 1 / p.room("visitors").shanghai_overnight_share
    return reported
