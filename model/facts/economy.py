"""Facts about the city's economy and its rivals: capital, trade, sectors, zones and yearly series."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, kw_only=True, eq=False)
class EconomyFacts:
    """Capital, trade, sectors, zones; field docstrings give shape and unit. Arrays are read-only."""

    # Rival cities, in the order of vocabulary.CITIES -------------------------------------------------------------
    rival_visitors_2019: np.ndarray
    """(cities,) inbound visitors of 2019; the rest of China includes border towns and Guangdong."""
    rival_interior_visitors_2019: np.ndarray
    """(cities,) the same without trips that stay in border towns or Guangdong: matches ``china_trips_2019``."""
    rival_fdi_musd_2022: np.ndarray
    """(cities,) foreign investment in actual use in 2022, million USD."""
    rival_km_from_nanjing: np.ndarray
    """(cities,) distance from Nanjing, km."""

    # Capital -----------------------------------------------------------------------------------------------------
    fdi_musd_2022: float
    """Foreign investment in actual use in Nanjing in 2022, million USD."""
    fdi_musd_2021_same_scope: float
    """The same in 2021 on the scope of 2022, million USD."""
    fdi_hong_kong_musd_2022: float
    """Of which through Hong Kong, million USD."""
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
    national_fdi_musd_2022: float
    """Mainland China, million USD."""
    national_fdi_value_index: np.ndarray
    """(36,) value in CNY relative to the same month of 2022."""
    national_fdi_number_index: np.ndarray
    """(36,) number of new firms relative to the monthly mean of 2022."""

    fdi_season: np.ndarray
    """(12,) share of a year's actual use of foreign investment in China in each month, sum 1."""

    # Trade -------------------------------------------------------------------------------------------------------
    goods_trade_cny_mn_2022: float
    """Exports plus imports of goods, million CNY."""
    goods_export_share_of_trade: float
    """Share of exports in it."""
    goods_export_share: np.ndarray
    """(origins,) share of each partner in goods exports, sum 1."""
    goods_import_share: np.ndarray
    """(origins,) share of each partner in goods imports, sum 1."""
    goods_share: np.ndarray
    """(goods, flows, origins) share of each kind and partner in goods exports, and in imports; each flow sums to 1."""
    services_trade_share: np.ndarray
    """(origins,) share of each partner in services trade, sum 1."""
    services_exports_musd_2022: float
    """Million USD, visitors' spending left out."""
    services_imports_musd_2022: float
    """Million USD."""
    services_export_share: np.ndarray
    """(sectors,) share of each sector in services exports, sum 1; manufacturing: services sold by manufacturers."""
    services_import_share: np.ndarray
    """(sectors,) share of each sector in services imports, sum 1."""
    services_deliverable: np.ndarray
    """(sectors,) share of a sector's services that lines can carry, 0-1."""
    services_in_person: np.ndarray
    """(sectors,) share of a sector's services exports that people deliver abroad, 0-1."""
    digital_stri: np.ndarray
    """(origins,) OECD digital services trade restrictiveness of 2022, 0 open to 1 closed."""

    # Sectors -----------------------------------------------------------------------------------------------------
    sector_fdi_share: np.ndarray
    """(sectors,) share of FDI value in 2022, sum 1."""
    sector_projects_per_year: np.ndarray
    """(sectors,) new foreign projects a year, sum 344; the level of 2022 is a parameter."""
    restrictiveness: np.ndarray
    """(sectors,) restrictiveness to foreign investors in 2022, 0 open to 1 closed."""
    equity_cap: np.ndarray
    """(sectors,) share of the sector's business that foreigners may enter only as a joint venture, 0-1."""
    open_elsewhere: np.ndarray
    """(sectors,) share of restrictions and caps that free-trade zones and ports elsewhere had lifted by 2022."""
    meetings: np.ndarray
    """(sectors,) how much business of the sector lives on meeting people, mean 1 over new projects."""
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
    fuel_price_usd: dict[int, float]
    """Jet fuel, USD a barrel, by year to 2022."""
    yearly_exchange_rate: dict[int, float]
    """CNY per USD by year, 2010-2025."""
    city_panel: dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]
    """Series by (city, indicator); read with :meth:`panel`."""

    def exchange_rate(self, year: int) -> float:
        """Return the yearly mean, CNY per USD.

        Raises:
            KeyError: a year outside 2010-2025.
        """
        return self.yearly_exchange_rate[year]

    def panel(self, city: str, indicator: str) -> tuple[np.ndarray, np.ndarray]:
        """Return years and values of a yearly series of ``nanjing`` or a rival.

        Indicators: ``fdi_musd``, ``gdp_cny_mn``, ``population``, ``inbound_visitors``, ``inbound_receipts_musd``.
        Definitions change between years: see the notes in ``panel.csv``.

        Raises:
            KeyError: no such series.
        """
        return self.city_panel[city, indicator]
