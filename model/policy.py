"""Policy: all rules in force in one month, after every lever has set its part. Levers and agents share nothing else."""

import functools
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from common.vocabulary import (
    CHAINS,
    CORRIDORS,
    DIRECTIONS,
    FINANCIAL_INSTITUTIONS,
    HEADQUARTERS,
    HUBS,
    INSTITUTIONS,
    LEVERS,
    METRO_CITIES,
    PLATFORM_RULES,
    PLATFORMS,
    PROGRAMMES,
    SHOPS,
    ZONES,
)
from model.arrays import Num
from model.consumption.terms import ConsumptionTerms
from model.facts.digital import DataRule


class RightsPool(NamedTuple):
    """Weekly return flights that a group of origins may share, on top of each origin's own rights.

    ``origins`` is a boolean array (origins,); ``via`` is the index of the intermediate origin of a fifth-freedom
    pool, -1 for third and fourth freedom; ``known_from`` is the moment from which carriers may plan with it.
    """

    origins: np.ndarray
    weekly_flights: float
    via: int = -1
    known_from: float = 0.0


class SupportTerms(NamedTuple):
    """Launch support on offer during a share of the month, one row per offer."""

    share: float
    """Share of the month, 0 to 1; the shares of a month sum to 1."""
    cny_per_seat: np.ndarray
    """Support for each seat, CNY, (offers, origins); 0 where an offer is not for an origin."""
    minimum_flights: np.ndarray
    """Weekly return flights below which an offer pays nothing, (offers,)."""
    minimum_load: np.ndarray
    """Load factor below which an offer pays nothing, (offers,)."""


class VisaOffer(NamedTuple):
    """A visa on offer beside the usual one; who may have several takes the cheapest."""

    origins: tuple[int, ...]
    """Places on the origin axis of those who may have it."""
    form: int
    """Place in ``VISA_FORMS``."""
    fee_usd: float | None
    """Fee, USD; None: the usual one."""
    days_lost: float | None
    """Days that an applicant loses; None: those usual for the form."""


class EntryRules(NamedTuple):
    """Rules of entry in force during a share of the month; arrays by origin (origins,)."""

    share: float
    """Share of the month, 0 to 1; the shares of a month sum to 1."""
    visa_free_days_national: np.ndarray
    """Permitted visa-free stay anywhere in China, days, 0: a visa is needed."""
    visa_free_days_nanjing: np.ndarray
    """The same for those who enter at Nanjing, at least the national rule, days."""
    transit_hours_shanghai: np.ndarray
    """Visa-free transit for those who enter at Shanghai and the other ports, hours, 0: not eligible."""
    transit_hours_nanjing: np.ndarray
    """The same for those who enter at Lukou, hours."""
    visas_national: tuple[VisaOffer, ...] = ()
    """Visas on offer beside the usual one, anywhere in China."""
    visas_nanjing: tuple[VisaOffer, ...] = ()
    """The same for those who enter at Lukou, the national ones among them."""


class RefundRules(NamedTuple):
    """Rules of the departure tax refund in force during a share of the month; arrays by rule (rules,).

    Only rules that give some purchase more than the others are listed, by smallest purchase, so that rates rise too: a
    purchase gets the rate of the last rule that it qualifies for.
    """

    share: float
    """Share of the month, 0 to 1; the shares of a month sum to 1."""
    minimums_cny: np.ndarray
    """Smallest purchase, CNY."""
    rates: np.ndarray
    """Refund, share of the price."""


class ShopInForce(NamedTuple):
    """One duty-free shop: zone and kind as indices, sales area in m2 as the month's mean, quota per buyer in CNY."""

    zone: int
    kind: int
    area_m2: float
    quota_cny: float


class CampaignRunning(NamedTuple):
    """A campaign in force in a month: its origins as a boolean array (origins,), and its budget, million CNY a year."""

    origins: np.ndarray
    budget_cny_mn_a_year: float


class EventAsked(NamedTuple):
    """An event of the plan's own that asks for room in a month."""

    venue: str
    """Where: ``hall``, ``stadium`` or ``outdoors``."""
    attendance: float
    """Visits that it takes in the month, thousand."""
    visits: float
    """The same as those from abroad count them, thousand: by places for them, relative to a usual event."""


class DigitalTerms(NamedTuple):
    """What firms that trade by line meet in a month; amounts are those of the plan's own actions, on top of 2022."""

    rule: DataRule
    """National rule for data that leave the country."""
    cases_a_year: float
    """Cases that the city's desks help through."""
    speed: float
    """The best desk's cases end after one over this number of days; 0: after the usual days."""
    freed: np.ndarray
    """Share of the data of firms in the free-trade zone that needs no mechanism, (sectors,)."""
    line_subsidy_cny: float
    """Support of a firm that takes a dedicated line, CNY a year."""
    pflops: float
    """Computing power, PFlops."""
    gbps: float
    """Dedicated lines, Gbit/s."""
    exchange_cny_mn: float
    """Turnover that exchanges of data can handle, million CNY a year."""


class InstituteOpen(NamedTuple):
    """A cross-border institute: its partners' origins as a boolean array (origins,), posts, and million CNY a year."""

    origins: np.ndarray
    posts: float
    money: float


class RightsInForce(NamedTuple):
    """Rights to results during a share of the month; the shares of a month sum to 1."""

    share: float
    reforms: tuple[tuple[float, float], ...]
    """Of each reform, share of rights assigned and share of universities covered, 0-1."""


class ScienceRules(NamedTuple):
    """What a month offers science beyond 2022 by the plan's own actions; see :mod:`model.levers.science`."""

    laboratory_posts: float = 0.0
    laboratory_money: float = 0.0
    """Million CNY a year."""
    institutes: tuple[InstituteOpen, ...] = ()
    rights: tuple[RightsInForce, ...] = ()
    """Rights assigned to researchers, one for each stretch of the month between changes."""
    transfer_cases: float = 0.0
    """Cases a year."""
    proof_money: float = 0.0
    """Million CNY a year."""
    places: float = 0.0
    """Firms for which alumni parks have room."""
    young_posts: float = 0.0
    young_money: float = 0.0
    """Pay and grants, million CNY a year."""


def _none(*words: tuple[str, ...]) -> np.ndarray:
    """Return zeros by words of the vocabulary, read-only."""
    zeros = np.zeros([len(axis) for axis in words])
    zeros.setflags(write=False)
    return zeros


class PlacesInForce(NamedTuple):
    """What the lever of places does in a month, each as the month's mean."""

    rules: np.ndarray = _none(PLATFORM_RULES, PLATFORMS)
    """Share of the gap to the platform where a rule gives most that is closed, 0-1, (rules, platforms)."""
    hectares: np.ndarray = _none(PLATFORMS[:-1])
    """Land that platforms take in, hectares, (platforms without the rest of the city,)."""
    enclave_hectares: np.ndarray = _none(METRO_CITIES)
    """Enclave parks, hectares, (cities of the metropolitan area,)."""
    enclave_tax_hectares: np.ndarray = _none(METRO_CITIES)
    """The same times Nanjing's share of their tax, (cities of the metropolitan area,)."""
    minutes_saved: np.ndarray = _none(CORRIDORS)
    """Minutes by which fast trains are quicker, (corridors,)."""
    trains_a_day: np.ndarray = _none(CORRIDORS)
    """Further fast trains a day, both ways, (corridors,)."""
    carriage_saved: np.ndarray = _none(CORRIDORS)
    """Share of the cost of carriage saved, (corridors,)."""
    shared_licences: float = 0.0
    """Share of licences of Nanjing that hold in the whole metropolitan area as well, 0-1."""
    commuting_minutes: float = 0.0
    """Minutes saved between Nanjing and the cities of the metropolitan area."""
    overseas_hectares: np.ndarray | float = 0.0
    """Parks abroad, hectares, (origins,)."""
    overseas_support_hectares: np.ndarray | float = 0.0
    """The same times support of each firm there, million CNY a year, (origins,)."""


NO_PLACES = PlacesInForce()


class HeadquartersReward(NamedTuple):
    """A reward on offer for new headquarters: kind and place in the plan as indices, million CNY each, how many in all, and
    the share of the month in which it is on offer."""

    kind: int
    place: int
    reward_cny_mn: float
    number: float
    share: float


class OffshoreTerms(NamedTuple):
    """Terms of offshore trade: days to settle, share of stamp duty refunded, and firms on the white list."""

    settlement_days: float = float("inf")
    stamp_duty_refund: float = 0.0
    listed_firms: float = 0.0


class CarrierOffer(NamedTuple):
    """Support of freighters or trains on offer in a month: market as an index, weekly flights or trains, tonnes, CNY each."""

    market: int
    weekly: float
    tonnes: float
    support_cny: float
    counted: bool = True
    """Whether the support is a cost of the lever; that of tasks is counted with the task."""


class FreightRules(NamedTuple):
    """What the plan does for freight in a month; the default does nothing. Goods, services: in the order of their lists."""

    freighters: tuple[CarrierOffer, ...] = ()
    trains: tuple[CarrierOffer, ...] = ()
    sailings: tuple[float, float] = (0.0, 0.0)
    """Weekly sailings added, by kind of sailing."""
    hours: tuple[float, float] = (0.0, 0.0)
    """Hours saved between Nanjing's quay and the ship, by kind of sailing."""
    turnround_cny: float = 0.0
    """Cost of a freighter's turn-round saved by a home base, CNY a flight."""
    night_slots: float = 0.0
    """Return flights a week added to the slots of freighters."""
    hub_cny_kg: tuple[float, ...] = (0.0,) * len(HUBS)
    """Cost of handling saved by kind of hub, CNY a kg."""
    hub_hours: tuple[float, ...] = (0.0,) * len(HUBS)
    """Hours of transfer saved by kind of hub."""
    express_tonnes_a_day: float = 0.0
    """Room in parcel cars of fast trains to the airports of Shanghai, both directions."""


class LeadersSought(NamedTuple):
    """Leading foreign firms sought for a chain: its place, investment sought, million USD a year, and support, share of it."""

    chain: int
    usd_mn_a_year: float
    support_share: float


class ChainSupport(NamedTuple):
    """What is done for industrial chains in a month, (chains,) each, at prices of 2022."""

    platforms: np.ndarray = np.zeros(len(CHAINS))
    """Public money for shared platforms, million CNY a year."""
    purchases: np.ndarray = np.zeros(len(CHAINS))
    """Purchases matched with suppliers in Nanjing, million CNY a year."""
    first_sets: np.ndarray = np.zeros(len(CHAINS))
    """Insured sales of first sets, million CNY a year."""
    backup_weeks: np.ndarray = np.zeros(len(CHAINS))
    """Imported inputs held beside firms' own stocks, weeks of use."""
    leaders: tuple[LeadersSought, ...] = ()


class FinanceRules(NamedTuple):
    """What the lever of cross-border finance allows in a month beyond the rules of 2022, each as the month's mean."""

    pool_quota: float = 0.0
    """Added quota of cash pools, share of members' own funds."""
    threshold_cut_cny_mn: float = 0.0
    """By how much the revenue from which groups may pool is lower, million CNY a year."""
    accounts: float = 0.0
    """Firms whose bank may offer them a single account for all currencies."""
    companies: float = 0.0
    """Licences for finance companies of foreign groups."""
    licences: np.ndarray = _none(FINANCIAL_INSTITUTIONS)
    """Licences for foreign institutions, (financial institutions,)."""
    fund_quotas_usd_mn: np.ndarray = _none(DIRECTIONS)
    """Quotas of funds, million USD, (directions,)."""
    credit_cny_mn: np.ndarray = _none(PROGRAMMES)
    """Credit that lenders can place, million CNY a year, (programmes,)."""
    guaranteed: np.ndarray = _none(PROGRAMMES)
    """Share of it that the city guarantees, 0-1, (programmes,)."""


NO_FINANCE = FinanceRules()


class Site(NamedTuple):
    """Land that may be rebuilt or used otherwise: zone and use as indices, floor space in m2, times in calendar months.

    ``plot_ratio`` is floor space over land of what is built. Nobody takes land up from ``end`` on. ``term_months`` is
    how long a temporary use lasts after it was taken up, infinity where land is rebuilt for good; ``by_city`` says that
    the city builds itself, at once, instead of leaving it to builders.
    """

    zone: int
    use: int
    taken_m2: float
    delivered_m2: np.ndarray
    start: float
    build_months: float
    plot_ratio: float
    end: float = np.inf
    term_months: float = np.inf
    by_city: bool = False

    @property
    def land_m2(self) -> float:
        """Land of the whole site, m2."""
        return float(np.sum(self.delivered_m2) / self.plot_ratio)


def permit_days(policy: "Policy", shortest: float) -> float:
    """Days that the work permit which most people choose takes under a month's rules, less what tasks save.

    Args:
        policy: the month's rules.
        shortest: no channel makes a permit quicker than this, days.
    """
    return _less_saved(policy.permit_days, policy, shortest)


def quickest_permit_days(policy: "Policy", shortest: float) -> float:
    """As :func:`permit_days`, for the quickest of the permits on offer: what counts for those who are in a hurry."""
    return _less_saved(policy.quickest_permit_days, policy, shortest)


def _less_saved(days: float, policy: "Policy", shortest: float) -> float:
    return max(days - float(policy.channels["talent_entry"]), min(days, shortest))


_PLACES = {lever: np.array(LEVERS) == lever for lever in LEVERS}


def under(lever: str, amount: Num) -> np.ndarray:
    """Return an amount, one number or (levers,), in the place of its lever, and 0 under all others, (levers,)."""
    return np.where(_PLACES[lever], amount, 0.0)


def push_on_each(policy: "Policy", channel: str) -> np.ndarray:
    """Return the push on a channel for each word of its second axis, which comes last.

    Args:
        policy: the month's rules.
        channel: one of :data:`model.levers.channels.CHANNELS` with a second axis.
    """
    return policy.channels[channel][..., None] + policy.narrow.get(channel, 0.0)


@dataclass(frozen=True)
class Policy:
    """One month's rules. Arrays are read-only; origins, sectors, zones and tasks are in the order of their lists.

    Units are given per field. Values are those in force in 2022 unless a lever or the world has set better ones.
    """

    month: int
    """Calendar month, months since 2013-01."""
    own_rights: np.ndarray
    """Weekly return flights each origin's carriers may fly under the rights of 2022, (origins,)."""
    pools: tuple[RightsPool, ...]
    """Rights granted since."""
    launch_support: tuple[SupportTerms, ...]
    """Support of new flights, one for each stretch of the month between changes."""
    entry: tuple[EntryRules, ...]
    """Rules of entry, one for each stretch of the month between changes."""
    freed: np.ndarray
    """Share of the month in which the plan, and nothing else, frees nationals from a visa, (origins,)."""
    fee_cut_usd: np.ndarray
    """What the plan takes off the fee of a visa, USD, mean of the month, (origins,)."""
    permit_days: float
    """Processing of the work permit that most people choose, days."""
    residence_years: float
    """Validity of residence that this permit gives, years."""
    quickest_permit_days: float
    """Processing of the quickest work permit on offer, days."""
    shop_floors: tuple[ShopInForce, ...]
    """Duty-free shops."""
    refunds: tuple[RefundRules, ...]
    """Departure tax refund, one for each stretch of the month between changes."""
    sites: tuple[Site, ...]
    """Land conversions and temporary uses permitted so far, in the order in which they begin."""
    events_asked: tuple[EventAsked, ...]
    """Events of the plan's own that ask for room."""
    venues_added: np.ndarray
    """Halls, thousand m2, and stadiums, thousand seats, of the plan's own that are ready, (houses, zones)."""
    campaigns: tuple[CampaignRunning, ...]
    """Campaigns of the plan's own."""
    consumption: ConsumptionTerms
    """What the plan's own actions offer shops, brands and sellers abroad."""
    digital: DigitalTerms
    """Rules for data, and computing, lines and trade in data of the plan's own."""
    channels: dict[str, np.ndarray]
    """Push on each channel of ``levers.channels``, in its unit: (), (sectors,), (zones,) or (risks,)."""
    promised: dict[str, np.ndarray]
    """Of channels on which investors count ahead, the push over their horizon, by what is announced so far."""
    coming: dict[str, np.ndarray]
    """Of the channels met at entry, what investors will meet in the months ahead, (months ahead, sectors)."""
    lapsed: float
    """Share of all strength of tasks ever reached that has ended, 0-1."""
    task_strength: np.ndarray
    """Strength of each task of the catalogue this month, 0-1, (tasks,)."""
    fiscal_cost: np.ndarray
    """Planned public cost of the month by lever, million CNY at prices of 2022, (levers,); launch support, a stated
    amount of the day, is added as it is flown."""
    task_cost: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """Public cost of the month by task, million CNY at prices of 2022, (tasks,)."""
    headquarters_assets_usd_mn: np.ndarray = field(default_factory=lambda: np.full(len(HEADQUARTERS) - 1, np.inf))
    """Total assets that the plan asks of a parent, million USD, (foreign kinds,); infinity: as in 2022."""
    headquarters_rewards: tuple[HeadquartersReward, ...] = ()
    """Rewards on offer for new headquarters."""
    institution_capacity: np.ndarray = field(default_factory=lambda: np.zeros(len(INSTITUTIONS)))
    """Cases a year that the plan's own institutions can take, (institutions,)."""
    institution_support: np.ndarray = field(default_factory=lambda: np.zeros(len(INSTITUTIONS)))
    """Support towards their clients' fees, million CNY a year, (institutions,)."""
    offshore: OffshoreTerms = field(default_factory=OffshoreTerms)
    """Terms of offshore trade."""
    chains: ChainSupport = field(default_factory=ChainSupport)
    """What is done for industrial chains."""
    narrow: dict[str, np.ndarray] = field(default_factory=dict)
    """What tasks for some partners or sectors only add to ``channels``, the second axis last; see
    :func:`push_on_each`."""
    freight: FreightRules = field(default_factory=FreightRules)
    """What the plan does for freight."""
    promised_narrow: dict[str, np.ndarray] = field(default_factory=dict)
    """The same as investors may count on it over their horizon."""
    science: ScienceRules = field(default_factory=ScienceRules)
    """What the plan's own actions offer science."""
    finance: FinanceRules = NO_FINANCE
    """Rules and money of cross-border finance."""
    places: PlacesInForce = NO_PLACES
    """Rules and land of platforms, parks elsewhere, corridors and the metropolitan area."""

    def support_cny_per_seat(self, weekly_flights: Num, load: Num, origins: int | slice = slice(None)) -> np.ndarray:
        """Launch support that a market gets for each seat, CNY: of the offers whose terms it meets, the best.

        Args:
            weekly_flights: weekly return flights of the market, one number per origin or, for one origin, per candidate.
            load: its load factor, of the same shape.
            origins: place of that one origin; left out: all.
        """
        paid = np.zeros(np.broadcast_shapes(np.shape(weekly_flights), np.shape(load)))
        for terms in self.launch_support:
            enough = np.greater_equal.outer(weekly_flights, terms.minimum_flights)
            full = np.greater_equal.outer(load, terms.minimum_load)
            offered = np.where(enough & full, terms.cny_per_seat[:, origins].T, 0.0)
            paid = paid + terms.share * offered.max(axis=-1, initial=0.0)
        return paid

    @property
    def event_visits(self) -> float:
        """Visits that events of the plan's own would take if all find room, thousand, as those from abroad count them."""
        return sum(event.visits for event in self.events_asked)

    @functools.cached_property
    def launch_support_cny_per_seat(self) -> np.ndarray:
        """Support per seat of a market that meets all terms, CNY, (origins,)."""
        without_end = np.full(self.own_rights.size, np.inf)
        return self.support_cny_per_seat(without_end, without_end)

    @functools.cached_property
    def shop_area_m2(self) -> np.ndarray:
        """Duty-free sales area, m2, (zones, kinds of shop)."""
        area = np.zeros((len(ZONES), len(SHOPS)))
        for floor in self.shop_floors:
            area[floor.zone, floor.kind] += floor.area_m2
        return area
