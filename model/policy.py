"""Policy: all rules in force in one month, after every lever has set its part. Levers and agents share nothing else."""

import functools
from dataclasses import dataclass, field

import numpy as np

from common.vocabulary import HEADQUARTERS, INSTITUTIONS, LEVERS, SHOPS, ZONES
from model.arrays import Num
from model.consumption.terms import ConsumptionTerms
from model.rules.business import (
    NO_FINANCE,
    ChainSupport,
    DigitalTerms,
    FinanceRules,
    FreightRules,
    HeadquartersReward,
    OffshoreTerms,
    ScienceRules,
)
from model.rules.places import NO_PLACES, PlacesInForce, Site
from model.rules.travel import (
    CampaignRunning,
    EntryRules,
    EventAsked,
    RefundRules,
    RightsPool,
    ShopInForce,
    SupportTerms,
)


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


_PLACES = {lever: place for place, lever in enumerate(LEVERS)}


def under(lever: str, amount: float) -> np.ndarray:
    """Return an amount in the place of its lever, and 0 under all others, (levers,)."""
    found = np.zeros(len(LEVERS))
    found[_PLACES[lever]] = amount
    return found


def push_on_each(policy: "Policy", channel: str) -> np.ndarray:
    """Return the push on a channel for each word of its second axis, which comes last.

    Args:
        policy: the month's rules.
        channel: one of :data:`model.levers.channels.CHANNELS` with a second axis.
    """
    return policy.channels[channel][..., None] + policy.narrow.get(channel, 0.0)


def support_paid(
    offered: tuple[SupportTerms, ...], weekly_flights: Num, load: Num, origins: int | slice = slice(None)
) -> np.ndarray:
    """Return the launch support that a market gets for each seat, CNY: of the offers whose terms it meets, the best.

    Args:
        offered: what is on offer, one for each stretch of a month between changes.
        weekly_flights: weekly return flights of the market, one number per origin or, for one origin, per candidate.
        load: its load factor, of the same shape.
        origins: place of that one origin; left out: all.
    """
    paid = np.zeros(np.broadcast_shapes(np.shape(weekly_flights), np.shape(load)))
    for terms in offered:
        if not terms.minimum_flights.size:
            continue  # nothing is on offer
        enough = np.greater_equal.outer(weekly_flights, terms.minimum_flights)
        full = np.greater_equal.outer(load, terms.minimum_load)
        best = np.where(enough & full, terms.cny_per_seat[:, origins].T, 0.0).max(axis=-1, initial=0.0)
        paid = paid + terms.share * best
    return paid


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
    """What the plan takes off the fee of a visa for those who enter anywhere, USD, mean of the month, (origins,)."""
    fee_cut_at_lukou_usd: np.ndarray
    """What it takes off beyond that for those who enter at Lukou."""
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
    """Share of all strength of tasks ever reached that has ended, 0-1; that all else holds counts as one task."""
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
    support_ahead: tuple[tuple[SupportTerms, ...], ...] = ()
    """Launch support as in ``launch_support`` in this month and in those one, two, ... seasons on, by what is announced so far;
    none where no offer that is known lasts."""

    def support_cny_per_seat(self, weekly_flights: Num, load: Num, origins: int | slice = slice(None)) -> np.ndarray:
        """Launch support that a market gets for each seat, CNY; for arguments see :func:`support_paid`."""
        return support_paid(self.launch_support, weekly_flights, load, origins)

    @property
    def event_visits(self) -> float:
        """Visits that events of the plan's own would take if all find room, thousand, as those from abroad count them."""
        return sum(event.visits for event in self.events_asked)

    @functools.cached_property
    def entry_said(self) -> tuple[object, ...]:
        """All that the rules of entry say, as what can be compared and looked up."""
        return tuple([rules.said for rules in self.entry])

    @functools.cached_property
    def launch_support_cny_per_seat(self) -> np.ndarray:
        """Support per seat of a market that meets all terms, CNY, (origins,)."""
        return self._at_best(self.launch_support)

    @functools.cached_property
    def support_ahead_cny_per_seat(self) -> np.ndarray:
        """The same of :attr:`support_ahead`, (seasons, origins)."""
        seasons = [self._at_best(terms) for terms in self.support_ahead]
        return np.array(seasons).reshape(len(seasons), self.own_rights.size)

    def _at_best(self, offered: tuple[SupportTerms, ...]) -> np.ndarray:
        without_end = np.full(self.own_rights.size, np.inf)
        return support_paid(offered, without_end, without_end)

    @functools.cached_property
    def shop_area_m2(self) -> np.ndarray:
        """Duty-free sales area, m2, (zones, kinds of shop)."""
        area = np.zeros((len(ZONES), len(SHOPS)))
        for floor in self.shop_floors:
            area[floor.zone, floor.kind] += floor.area_m2
        return area
