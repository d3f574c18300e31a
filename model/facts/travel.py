"""Facts about the origin markets: people and incomes, travel, and rules of entry."""

from dataclasses import dataclass

import numpy as np

from model.facts import rules
from model.facts.route_history import PastRoute


@dataclass(frozen=True, kw_only=True, eq=False)
class TravelFacts:
    """Origins and travel; field docstrings give shape and unit. Arrays are read-only."""

    # Origins -----------------------------------------------------------------------------------------------------
    origins: tuple[str, ...]
    """ISO 3166 alpha-3 codes, ``ROW`` (rest of the world) last; the order of every origin axis."""
    origin_index: dict[str, int]
    """Place of each code on the origin axis."""
    iso_numeric: np.ndarray
    """(origins,) uint32, ISO 3166 numeric codes, 999 for ROW: stable identities for keyed draws."""
    name_en: tuple[str, ...]
    """(origins,) English names."""
    name_zh: tuple[str, ...]
    """(origins,) Chinese names."""
    region: tuple[str, ...]
    """(origins,) region keys: greater_china, northeast_asia, southeast_asia, south_asia, central_asia, middle_east,
    europe, north_america, latin_america, oceania, rest_of_world."""
    distance_km: np.ndarray
    """(origins,) great circle from the main city to Nanjing, km."""
    gdp_usd_bn_2019: np.ndarray
    """(origins,) billion USD."""
    gdp_usd_bn_2022: np.ndarray
    """(origins,) billion USD."""
    population_m: np.ndarray
    """(origins,) million persons, 2022."""
    income_per_head_usd: np.ndarray
    """(origins,) GDP per head of 2022, USD."""

    # Travel ------------------------------------------------------------------------------------------------------
    china_overnight_2019: np.ndarray
    """(origins,) persons who slept in mainland China in 2019, border towns and Guangdong included."""
    china_trips_2019: np.ndarray
    """(origins,) those of them whose trip could include an interior city."""
    nanjing_visitors_2019: np.ndarray
    """(origins,) overnight visitors of Nanjing in 2019, persons, sum 853,110."""
    nanjing_visitors_2019_total: float
    """Persons."""
    purpose_mix_2019: np.ndarray
    """(origins, purposes) share of each purpose among an origin's visitors of 2019, travellers of firms included."""
    market: tuple[str, ...]
    """(origins,) ``kin`` (across the straits and the border), ``near`` or ``far``: whose purposes were counted alike."""
    season: np.ndarray
    """(12, purposes) travel of each calendar month relative to the mean month, each purpose has mean 1."""
    nanjing_spending_2019_musd: float
    """Receipts from inbound visitors in 2019, million USD."""
    domestic_tourist_arrivals_2019: float
    """Domestic visits to Nanjing in 2019."""
    outbound_by_air_2019: np.ndarray
    """(origins,) arrivals of Chinese travellers in 2019 who came by air from beyond the border region, persons."""
    past_routes: tuple[PastRoute, ...]
    """The routes of Lukou since 2013; of another airport, whose routes are not known, none."""
    flights_2019_weekly: np.ndarray
    """(origins,) weekly return flights with Lukou, mean of 2019; of another airport nan: nothing is concluded from them."""
    flights_2022_weekly: np.ndarray
    """(origins,) the same in December 2022, under the closed border."""
    airlines_2019_weekly: np.ndarray
    """(origins, carrier types) the flights of 2019 by airline."""
    may_fly: np.ndarray
    """(origins, carrier types) whether an airline of this type might fly the market."""
    connecting_share: np.ndarray
    """(origins, carrier types) share of an airline's passengers who connect at either end; 0 for those who may not fly."""
    rights_2022_weekly: np.ndarray
    """(origins,) weekly return flights that the rights of 2022 allow, never below the flights of 2019."""
    seats_per_flight: np.ndarray
    """(origins,) seats of one flight, one way (mean of the routes; by distance where none is flown)."""
    residents_share: np.ndarray
    """(origins,) share of the passengers of 2019 who were not inbound visitors of Nanjing."""
    intl_passengers_2019: float
    """International and regional passengers of Lukou in 2019, both directions."""
    residents_outbound_trips_2019: float
    """Trips abroad by air that residents of the hinterland began at Lukou in 2019."""
    land_hours: np.ndarray
    """(origins,) hours over land to Nanjing, nan where there is no land way."""
    rail_hours: np.ndarray
    """(5, 5) hours by train one way between Shanghai, Suzhou, Hangzhou, Hefei and Nanjing."""
    rail_fare_cny: np.ndarray
    """(5, 5) second-class fares of 2019, CNY one way, the same cities."""
    shanghai_weekly_2019: np.ndarray
    """Nonstop return flights a week at Shanghai's airports in 2019, 0 where there are none, (origins,)."""
    visa_free_days_2022: np.ndarray
    """(origins,) visa-free stay at the end of 2022, days, 0: a visa is needed, 365: none ever."""
    visa_events: tuple[rules.VisaEvent, ...]
    """National rules by date as (origin index, month, days); replay with :meth:`visa_free_days`."""
    abroad_events: tuple[rules.AbroadEvent, ...]
    """Destinations' rules for Chinese travellers by date; replay with :meth:`entry_abroad`."""
    transit_events: tuple[rules.TransitEvent, ...]
    """Transit without visa by date as (place, month, hours); place is ``shanghai`` or ``nanjing``."""
    transit_eligible_from: np.ndarray
    """(origins,) month from which nationals may use transit without visa, infinity: never."""
    transit_eligible_2022: np.ndarray
    """(origins,) whether nationals could use transit without visa at the end of 2022, bool."""
    transit_hours_shanghai_2022: float
    """Hours."""
    transit_hours_nanjing_2022: float
    """Hours."""

    def visa_free_days(self, month: float) -> np.ndarray:
        """Return visa-free stay under the national rules at a moment (months since 2013-01), days, (origins,)."""
        return rules.stay_in_force(self.visa_events, len(self.origins), month)

    def entry_abroad(self, month: float) -> np.ndarray:
        """Number of each destination's rule for Chinese travellers in ``rules.ENTRY_ABROAD`` at a moment, (origins,)."""
        return rules.entry_abroad_in_force(self.abroad_events, len(self.origins), month)

    def transit_hours(self, place: str, month: float) -> float:
        """Return transit without visa at ``nanjing`` or a rival city at a moment, hours."""
        return rules.transit_in_force(self.transit_events, place, month)

    def transit_eligible(self, month: float) -> np.ndarray:
        """Return whether nationals may use transit without visa at a moment, boolean (origins,)."""
        return self.transit_eligible_from <= month
