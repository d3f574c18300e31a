"""The friction of entry: what a visa, an exemption or a transit rule costs each segment, in USD per trip.

A visa costs its fee, days of procedure times the traveller's dislike of them, plans that must wait, and the risk of a
refusal; an electronic one or one on arrival saves days and waiting, and is refused less often. An exemption costs nothing to those whose trip fits the permitted stay; the rest need a visa all the same. A transit exemption serves
only holders of an onward ticket who use it, and whose stay fits its hours or can be shortened to fit. Who would have got a visa anyway merely changes channel.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from common.vocabulary import PURPOSES, VISA_FORMS
from model.facts import Facts
from model.kept import Kept
from model.parameters import Parameters
from model.rules.travel import VisaOffer
from model.segments import CLASSES, Segments


def in_transit(p: Parameters) -> np.ndarray:
    """Return the share of trips on which people hold an onward ticket and would use a transit exemption, (purposes,).

    Most who might do not: of some 1.5 million who might have used one in 2018 border control counted 101,000.
    """
    visitors = p.room("visitors")
    return np.asarray(visitors.onward_ticket.vector(PURPOSES) * visitors.transit_taken)


class Entry(NamedTuple):
    """Friction (USD), permitted nights and share without a visa, each by segment, (segments,)."""

    friction: np.ndarray
    permitted_nights: np.ndarray
    without_visa: np.ndarray
    """Share of the segment that enters without a visa, on an exemption or in transit."""

    @classmethod
    def mean(cls, parts: list[tuple[float, "Entry"]]) -> "Entry":
        """The mean of several terms, each with its share of the time; the longest stay counts."""
        if len(parts) == 1:
            return parts[0][1]
        friction, without = (sum(share * getattr(e, f) for share, e in parts) for f in ("friction", "without_visa"))
        return cls(friction, np.max([e.permitted_nights for _, e in parts], axis=0), without)


class Terms(NamedTuple):
    """Terms of entry by way into Nanjing as tables, which stand as long as the rules do."""

    entries: tuple[Entry, ...]
    """By way into Nanjing."""
    exempt: np.ndarray
    """Share that enters without a visa, (ways, segments)."""
    nights: np.ndarray
    """Nights that an exemption permits, those of a visa where there is none, (ways, segments)."""
    visa_stay: float
    """Nights that a visa allows."""
    friction: np.ndarray
    """Friction of entry by way into Nanjing, USD, (ways, segments)."""

    @classmethod
    def of(cls, entries: tuple[Entry, ...], visa_stay: float) -> "Terms":
        """Return the tables of these terms."""
        nights = np.stack([np.where(entry.without_visa > 0, entry.permitted_nights, visa_stay) for entry in entries])
        exempt, friction = (np.stack([getattr(e, of) for e in entries]) for of in ("without_visa", "friction"))
        return cls(entries, exempt, nights, visa_stay, friction)


def trip_days(facts: Facts, p: Parameters) -> np.ndarray:
    """Usual length of a trip in China, days, (purposes, origins): longer for those who come from afar."""
    visitors = p.room("visitors")
    relative = facts.distance_km / facts.distance_km.mean()
    return visitors.trip_days.vector(PURPOSES)[:, None] * relative**visitors.trip_days_distance_power


class VisaFriction:
    """Entry costs of every segment under any rules.

    Args:
        facts: the facts.
        p: the parameters (room ``visitors``).
        s: the segments.
        days: length of a trip in China, days, (purposes, origins); see :func:`trip_days`.
        trip_cost: cost of a usual trip, USD, (segments,).
    """

    def __init__(self, facts: Facts, p: Parameters, s: Segments, days: np.ndarray, trip_cost: np.ndarray) -> None:
        self.p = visitors = p.room("visitors")
        income = facts.income_per_head_usd / p.room("travel").reference_income_usd
        least_most = visitors.visa_refusal_least, visitors.visa_refusal_most
        refusal = np.clip(visitors.visa_refusal * income**-visitors.visa_refusal_income_power, *least_most)
        hassle = visitors.hassle_class.vector(map(str, range(CLASSES)))[s.hassle]
        day = visitors.visa_day_usd * income**visitors.hassle_income_power
        # Plans cannot be fixed before the visa is there, and a refusal voids them: both grow with the trip's cost.
        self._day, self._waiting = day[s.origin] * hassle, visitors.visa_planning_share * hassle * trip_cost
        self._refused = refusal[s.origin] * trip_cost
        self._days_lost, self._waits = visitors.visa_days.vector(VISA_FORMS), visitors.visa_waiting.vector(VISA_FORMS)
        self._refusing = visitors.visa_refused.vector(VISA_FORMS)
        self._weight = visitors.visa_effect * visitors.visa_friction.vector(PURPOSES)[s.purpose]
        self.trip_days, self._log_days = days, np.log(days)
        self.origin, self.onward = s.origin, s.onward
        self._cell = s.purpose * np.intp(days.shape[1]) + s.origin
        """Place of each segment in a flat table of purposes and origins, (segments,)."""
        self.visa = self.visa_cost(VisaOffer((), 0, None, None))
        """Cost of the usual visa, USD, (segments,)."""
        self._entries: dict[tuple, Entry] = {}
        self.latest_terms = Kept(6)
        """Terms of entry under the rules of a month: these often stand, and several rooms and both variants ask."""

    def visa_cost(self, offer: VisaOffer) -> np.ndarray:
        """Return what a visa of this form costs in money, days, waiting and risk, USD, (segments,)."""
        fee = self.p.visa_fee_usd if offer.fee_usd is None else offer.fee_usd
        days = self._days_lost[offer.form] if offer.days_lost is None else offer.days_lost
        waiting, refused = self._waits[offer.form] * self._waiting, self._refusing[offer.form] * self._refused
        return self._weight * (fee + days * self._day + waiting + refused)

    def fits(self, days: np.ndarray) -> np.ndarray:
        """Share of trips of each purpose and origin no longer than ``days`` (origins,), shape (purposes, origins)."""
        days = np.asarray(days, dtype=float)
        with np.errstate(divide="ignore"):
            z = (np.log(days) - self._log_days) / self.p.trip_days_spread
        return np.where(days > 0, ndtr(z), 0.0)

    def entry(self, visa_free_days: np.ndarray, transit_hours: np.ndarray, visas: tuple[VisaOffer, ...] = ()) -> Entry:
        """The cheapest entry of each segment.

        Args:
            visa_free_days: permitted visa-free stay by origin, 0 where a visa is needed, (origins,).
            transit_hours: permitted transit by origin, 0 where not eligible, (origins,).
            visas: visas on offer beside the usual one.

        Returns:
            The terms; kept, as rules stand for many months, and so not to be written to.
        """
        rules = visa_free_days.tobytes(), transit_hours.tobytes(), visas
        if rules not in self._entries:
            self._entries[rules] = self._cheapest(visa_free_days, transit_hours, self._cheapest_visa(visas))
        return self._entries[rules]

    def _cheapest_visa(self, offers: tuple[VisaOffer, ...]) -> np.ndarray:
        visa = self.visa
        for offer in offers:
            may = np.isin(self.origin, offer.origins)
            visa = np.where(may, np.minimum(visa, self.visa_cost(offer)), visa)
        return visa

    def _cheapest(self, visa_free_days: np.ndarray, transit_hours: np.ndarray, visa: np.ndarray) -> Entry:
        origin, free = self.origin, self.fits(visa_free_days).ravel().take(self._cell)
        nights = np.where(free > 0, visa_free_days.take(origin), self.p.visa_stay_nights)
        served = free
        if transit_hours.any():
            fits = self.fits(transit_hours / 24.0 * self.p.transit_shortening)
            transit = np.where(self.onward, fits.ravel().take(self._cell), 0.0)
            nights = np.where(transit > free, transit_hours.take(origin) // 24, nights)
            served = np.maximum(free, transit)
        return Entry((1 - served) * visa, np.maximum(nights, 1.0), served)
