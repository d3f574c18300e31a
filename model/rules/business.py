"""Rules that firms meet: data and computing, science, headquarters, freight, industrial chains, cross-border finance."""

from typing import NamedTuple

import numpy as np

from common.vocabulary import CHAINS, DIRECTIONS, FINANCIAL_INSTITUTIONS, HUBS, PROGRAMMES
from model.facts.digital import DataRule
from model.rules.nothing import none


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
    licences: np.ndarray = none(FINANCIAL_INSTITUTIONS)
    """Licences for foreign institutions, (financial institutions,)."""
    fund_quotas_usd_mn: np.ndarray = none(DIRECTIONS)
    """Quotas of funds, million USD, (directions,)."""
    credit_cny_mn: np.ndarray = none(PROGRAMMES)
    """Credit that lenders can place, million CNY a year, (programmes,)."""
    guaranteed: np.ndarray = none(PROGRAMMES)
    """Share of it that the city guarantees, 0-1, (programmes,)."""


NO_FINANCE = FinanceRules()
