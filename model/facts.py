"""The facts the model starts from: one frozen record of read-only arrays, read once from ``model/data/``.

Axes: origins (34: 33 markets and ROW last), cities (7, ``vocabulary.CITIES``), sectors (13), zones (6), uses (7).
Every number's source stands beside it in its table. Behaviour does not live here; what a planner may vary is a
parameter, not a fact.
"""

import functools
from dataclasses import dataclass

import numpy as np

from model import rules


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """All facts; field docstrings give shape and unit. Arrays cannot be written to."""

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
    gdp_usd_bn_2023: np.ndarray
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
    nanjing_spending_2019_musd: float
    """Receipts from inbound visitors in 2019, million USD."""
    stay_days_2013: float
    """Days per inbound visitor in 2013."""
    spending_per_visitor_2013_usd: float
    """Receipts per inbound visitor in 2013, USD."""
    domestic_tourist_arrivals_2019: float
    """Domestic visits to Nanjing in 2019."""
    flights_2019_weekly: np.ndarray
    """(origins,) weekly return flights with Lukou, mean of 2019."""
    flights_2022_weekly: np.ndarray
    """(origins,) the same in December 2022, under the closed border."""
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
    visa_free_days_2022: np.ndarray
    """(origins,) visa-free stay at the end of 2022, days, 0: a visa is needed, 365: none ever."""
    visa_events: tuple[rules.VisaEvent, ...]
    """National rules by date as (origin index, month, days); replay with :meth:`visa_free_days`."""
    transit_events: tuple[rules.TransitEvent, ...]
    """Transit without visa by date as (place, month, hours); place is ``shanghai`` or ``nanjing``."""
    transit_eligible_from: np.ndarray
    """(origins,) month from which nationals may use transit without visa, infinity: never."""
    transit_hours_shanghai_2022: float
    """Hours."""
    transit_hours_nanjing_2022: float
    """Hours."""

    # Rival cities, in the order of vocabulary.CITIES -------------------------------------------------------------
    rival_visitors_2019: np.ndarray
    """(cities,) inbound visitors of 2019; the rest of China includes border towns and Guangdong."""
    rival_interior_visitors_2019: np.ndarray
    """(cities,) the same without trips that stay in border towns or Guangdong: matches ``china_trips_2019``."""
    rival_receipts_musd_2019: np.ndarray
    """(cities,) receipts from inbound visitors in 2019, million USD."""
    rival_fdi_musd_2022: np.ndarray
    """(cities,) foreign investment in actual use in 2022, million USD."""

    # Capital -----------------------------------------------------------------------------------------------------
    fdi_musd_2022: float
    """Foreign investment in actual use in Nanjing in 2022, million USD."""
    fdi_musd_2021_same_scope: float
    """The same in 2021 on the scope of 2022, million USD."""
    fdi_hong_kong_musd_2022: float
    """Of which through Hong Kong, million USD."""
    fdi_2018q1_musd: float
    """First quarter of 2018 (year inferred), million USD."""
    fdi_share_2022: np.ndarray
    """(origins,) share of value by immediate origin, sum 1."""
    fdi_project_share_2022: np.ndarray
    """(origins,) share of the number of new projects by immediate origin, sum 1."""
    new_projects_per_year: float
    """New foreign projects in Nanjing a year."""
    hk_services_projects_2020_22: float
    """Services projects from Hong Kong in three years."""
    hk_services_fdi_musd_2020_22: float
    """Their actual use in three years, million USD."""
    hk_projects_cumulative: float
    """Projects from Hong Kong to the end of 2022."""
    hk_contracted_cumulative_musd: float
    """Contracted by them, million USD."""
    hk_actual_cumulative_musd: float
    """Of which in actual use, million USD."""
    national_fdi_musd_2022: float
    """Mainland China, million USD."""
    national_fdi_cny_bn_2022: float
    """Mainland China, billion CNY."""
    national_fdi_start: int
    """Calendar month of the first number of the two indices below (2023-01)."""
    national_fdi_value_index: np.ndarray
    """(36,) value in CNY relative to the same month of 2022."""
    national_fdi_number_index: np.ndarray
    """(36,) number of new firms relative to the monthly mean of 2022."""

    # Trade -------------------------------------------------------------------------------------------------------
    goods_trade_cny_mn_2022: float
    """Exports plus imports of goods, million CNY."""
    goods_export_share_of_trade: float
    """Share of exports in it."""
    goods_export_share: np.ndarray
    """(origins,) share of each partner in goods exports, sum 1."""
    goods_import_share: np.ndarray
    """(origins,) share of each partner in goods imports, sum 1."""
    services_trade_share: np.ndarray
    """(origins,) share of each partner in services trade, sum 1."""
    services_exports_musd_2016: float
    """Million USD, visitors' spending included."""
    services_imports_musd_2016: float
    """Million USD, residents' spending abroad included."""
    services_exports_musd_2022: float
    """Million USD, visitors' spending left out."""
    services_imports_musd_2022: float
    """Million USD."""
    services_export_share: np.ndarray
    """(sectors,) share of each sector in services exports, sum 1; manufacturing: services sold by manufacturers."""
    services_import_share: np.ndarray
    """(sectors,) share of each sector in services imports, sum 1."""
    digital_stri: np.ndarray
    """(origins,) OECD digital services trade restrictiveness of 2022, 0 open to 1 closed."""

    # Sectors -----------------------------------------------------------------------------------------------------
    sector_fdi_share: np.ndarray
    """(sectors,) share of FDI value in 2022, sum 1."""
    sector_projects_per_year: np.ndarray
    """(sectors,) new foreign projects a year, sum 344."""
    restrictiveness: np.ndarray
    """(sectors,) restrictiveness to foreign investors in 2022, 0 open to 1 closed."""
    equity_cap: np.ndarray
    """(sectors,) share of the sector's business that foreigners may enter only as a joint venture, 0-1."""
    foreign_firms_2022: np.ndarray
    """(sectors,) foreign firms in operation."""
    employees_per_foreign_firm: np.ndarray
    """(sectors,) persons."""
    licensing_days: np.ndarray
    """(sectors,) days from application to licence in 2022."""

    # Zones -------------------------------------------------------------------------------------------------------
    floor_space_m2: np.ndarray
    """(zones, uses) m2 in 2022."""
    rent: np.ndarray
    """(zones, uses) CNY per m2 and month in 2022."""
    occupancy: np.ndarray
    """(zones, uses) share of floor space let or used."""
    plot_ratio: np.ndarray
    """(zones, uses) floor space per land of the existing stock: what a hectare of the old use held."""
    zone_sector_share: np.ndarray
    """(zones, sectors) share of a sector's foreign firms by zone; each sector sums to 1."""
    zone_land_km2: np.ndarray
    """(zones,) land, km2."""
    zone_residents: np.ndarray
    """(zones,) resident population, persons."""

    # City --------------------------------------------------------------------------------------------------------
    gdp_cny_mn_2022: float
    """GDP of Nanjing, million CNY."""
    population_2022: float
    """Resident population of Nanjing, persons."""
    returnees_stock: float
    """Returned overseas students in Nanjing, persons."""
    foreign_professionals_2022: float
    """Foreign professionals in Nanjing, persons."""
    yearly_exchange_rate: dict[int, float]
    """CNY per USD by year, 2010-2025."""
    city_panel: dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]
    """Series by (city, indicator); read with :meth:`panel`."""

    def exchange_rate(self, year: int) -> float:
        """Yearly mean, CNY per USD. Raises KeyError outside 2010-2025."""
        return self.yearly_exchange_rate[year]

    def panel(self, city: str, indicator: str) -> tuple[np.ndarray, np.ndarray]:
        """Years and values of a yearly series of ``nanjing`` or a rival.

        Indicators: ``fdi_musd``, ``gdp_cny_mn``, ``population``, ``inbound_visitors``, ``inbound_receipts_musd``,
        ``tertiary_share``. Definitions break: see the notes in ``panel.csv``.

        Raises:
            KeyError: no such series.
        """
        return self.city_panel[city, indicator]

    def visa_free_days(self, month: float) -> np.ndarray:
        """Visa-free stay under the national rules at a moment (months since 2013-01), days, (origins,)."""
        return rules.stay_in_force(self.visa_events, len(self.origins), month)

    def transit_hours(self, place: str, month: float) -> float:
        """Transit without visa at ``shanghai`` or ``nanjing`` at a moment, hours."""
        return rules.transit_in_force(self.transit_events, place, month)

    def transit_eligible(self, month: float) -> np.ndarray:
        """Whether nationals may use transit without visa at a moment, boolean (origins,)."""
        return self.transit_eligible_from <= month


@functools.cache
def facts() -> Facts:
    """The facts, read and checked once per process.

    Raises:
        ValueError: a table that is incomplete or has a row without source.
    """
    from model.facts_reader import read_facts

    return read_facts()
