"""Rules that travellers and airlines meet: traffic rights and support, entry, shops and refunds, events and campaigns."""

from typing import NamedTuple

import numpy as np


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

    @property
    def said(self) -> tuple[object, ...]:
        """All that the rules say, as what can be compared and looked up."""
        return tuple([part.tobytes() if isinstance(part, np.ndarray) else part for part in self])


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
