"""What a plan offers shops, brands and sellers in a month."""

from typing import NamedTuple


class StoresSupported(NamedTuple):
    """First stores that are supported: how many a year, and with how much each, million CNY."""

    stores_a_year: float
    support_cny_mn: float


class ConsumptionTerms(NamedTuple):
    """What shops and sellers meet in a month through the plan's own actions, on top of 2022."""

    stores: tuple[StoresSupported, ...] = ()
    """First stores supported."""
    brands_a_year: float = 0.0
    """Time-honoured brands renewed."""
    sellers_a_year: float = 0.0
    """Firms taught and served to sell abroad by e-commerce."""
    warehouse_m2: float = 0.0
    """Warehouses abroad, m2."""
    live_m2: float = 0.0
    """Livestream bases, m2."""
