"""What the members of an ensemble differ by: their drawn numbers and the world that each of them meets.

Both are the same in all variants, so that the results hold them once.
"""

import functools
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from model.parameters import Parameters, declared
from model.setting import Setting
from model.world import Paths
from model.world.paths import FIRST

NUMBERS = "parameter_value"
"""Name of the drawn numbers in the results."""


class WorldVariable(NamedTuple):
    """A path of the world in the results: its attribute in the model, axes, unit and names."""

    path: str
    axes: tuple[str, ...]
    unit: str
    en: str
    zh: str


WORLD = {
    "world_income": WorldVariable("income_index", ("month", "origin"), "1, 2022 = 1", "Income abroad", "境外收入水平"),
    "world_domestic_growth": WorldVariable(
        "domestic_growth", ("month",), "1, 2022 = 1", "Output of Nanjing by the world's path", "外部路径下的南京产出"
    ),
    "world_prices": WorldVariable("price_level", ("month",), "1, 2022 = 1", "Prices in China", "中国物价水平"),
    "world_exchange_rate": WorldVariable(
        "exchange_rate", ("month",), "CNY per USD", "Exchange rate", "人民币对美元汇率"
    ),
    "world_trade": WorldVariable(
        "trade_cycle", ("month",), "1, 2022 = 1", "World trade beside incomes", "收入因素以外的世界贸易"
    ),
    "world_investment": WorldVariable(
        "fdi_commitment_index",
        ("month",),
        "1, 2022 = 1",
        "Commitments of foreign investors in China",
        "外资在华承诺投资",
    ),
    "world_willingness": WorldVariable(
        "willingness", ("month", "origin"), "share of 2019", "Willingness to travel to China", "来华旅行意愿"
    ),
    "world_seats": WorldVariable(
        "seat_share", ("month", "origin"), "share of 2019", "Seats that carriers can offer", "航空公司可投放座位"
    ),
}


def drawn_parameters() -> Mapping[str, tuple[str, ...]]:
    """Return the labels of the numbers that members may draw: ``keys``, names ``en`` and ``zh``, and units ``unit``."""
    rows = [parameter for parameter in declared().values() if parameter.role != "constant"]
    return {
        "keys": tuple(row.name for row in rows),
        "en": tuple(row.en for row in rows),
        "zh": tuple(row.zh for row in rows),
        "unit": tuple(row.unit for row in rows),
    }


def declarations() -> tuple[dict, ...]:
    """Return what :func:`of_member` gives, declared as the results file asks for it."""
    values = {
        "key": NUMBERS,
        "axes": ("parameter",),
        "unit": "",
        "en": "Number drawn by the member, in its parameter's unit",
        "zh": "该样本抽取的参数值，单位见各参数",
    }
    paths = ({"key": key, "axes": p.axes, "unit": p.unit, "en": p.en, "zh": p.zh} for key, p in WORLD.items())
    return (values, *paths)


def of_member(setting: Setting, parameters: Parameters, world: Paths) -> dict[str, np.ndarray]:
    """Return one member's numbers, (parameters,), and world, (months,) or (months, origins), by result variable."""
    months, values = slice(setting.start - FIRST, setting.start - FIRST + setting.months), parameters.values()
    paths = {key: np.array(world.by_month[variable.path][months]) for key, variable in WORLD.items()}
    return {NUMBERS: np.array([values[name] for name in _names()]), **paths}


@functools.cache
def _names() -> tuple[str, ...]:
    return drawn_parameters()["keys"]
