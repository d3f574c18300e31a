"""Consumption and brands in the scenario file: first stores, time-honoured brands, e-commerce across the border, live bases."""

from typing import Annotated

from scenarios.reading.rules import Range
from scenarios.reading.schema_parts import Action, Part

PublicCost = Annotated[float, Range(0, 5000, "cny_mn")]


class FirstStores(Action):
    """Support of first stores. Brands come where it covers what they would lose at first; those who come anyway take it as well.
    支持引进首店：支持可弥补前期亏损时品牌方落户；本会落户者同样领取。"""

    stores_a_year: Annotated[float, Range(1, 2000, "stores_a_year")]
    """Stores supported a year.
    每年支持的首店数。"""
    support_cny_mn: Annotated[float, Range(0, 50, "cny_mn")]
    """Support of a store when it opens, million CNY.
    单店一次性支持，百万元。"""


class Brands(Action):
    """Time-honoured brands that renew their houses and shops.
    老字号门店焕新。"""

    brands_a_year: Annotated[float, Range(1, 200, "brands_a_year")]
    """Brands renewed a year.
    每年焕新的老字号数。"""
    cost_cny_mn_a_year: PublicCost = 0
    """Public cost, million CNY a year.
    公共支出，百万元/年。"""


class Ecommerce(Action):
    """Cross-border e-commerce: firms that learn to sell abroad online, and warehouses abroad.
    跨境电商：培训服务企业开展跨境销售，支持建设海外仓。"""

    sellers_a_year: Annotated[float, Range(0, 10_000, "firms_a_year")] = 0
    """Firms taught and served a year; they sell where their margin covers the cost.
    每年培训服务的企业数；利润可覆盖成本者开展销售。"""
    warehouse_m2: Annotated[float, Range(0, 5_000_000, "m2")] = 0
    """Warehouses abroad, m2.
    海外仓面积，平方米。"""
    cost_cny_mn_a_year: PublicCost = 0
    """Public cost, million CNY a year.
    公共支出，百万元/年。"""


class LiveBase(Action):
    """A base for livestream sales, nearly all of them at home.
    直播电商基地，销售以国内为主。"""

    m2: Annotated[float, Range(1, 5_000_000, "m2")]
    """Floor space, m2.
    面积，平方米。"""
    cost_cny_mn_a_year: PublicCost = 0
    """Public cost, million CNY a year.
    公共支出，百万元/年。"""


class ConsumptionAndBrands(Part):
    """Consumption and brands, beside those of the tasks.
    在试点任务之外的消费与品牌举措。"""

    first_stores: tuple[FirstStores, ...] = ()
    """First stores.
    首店。"""
    brands: tuple[Brands, ...] = ()
    """Time-honoured brands.
    老字号。"""
    ecommerce: tuple[Ecommerce, ...] = ()
    """Cross-border e-commerce.
    跨境电商。"""
    live_bases: tuple[LiveBase, ...] = ()
    """Livestream bases.
    直播电商基地。"""
