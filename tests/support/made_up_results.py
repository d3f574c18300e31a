"""A made-up results dataset of realistic size and shape, for tests of what is shown. No model is run."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from common import vocabulary
from model.variables import VARIABLES

WORDS = {
    "sector": vocabulary.SECTOR_WORDS,
    "goods": vocabulary.GOODS_WORDS,
    "headquarters_kind": vocabulary.HEADQUARTERS_WORDS,
    "institution": vocabulary.INSTITUTION_WORDS,
    "freight_mode": vocabulary.FREIGHT_MODE_WORDS,
    "freight_market": vocabulary.FREIGHT_MARKET_WORDS,
    "train": vocabulary.TRAIN_WORDS,
    "cargo_source": vocabulary.CARGO_SOURCE_WORDS,
    "chain": vocabulary.CHAIN_WORDS,
    "founder": vocabulary.FOUNDER_WORDS,
    "organisation": vocabulary.ORGANISATION_WORDS,
    "programme": vocabulary.PROGRAMME_WORDS,
    "financial_institution": vocabulary.FINANCIAL_INSTITUTION_WORDS,
    "direction": vocabulary.DIRECTION_WORDS,
    "supply": vocabulary.SUPPLY_WORDS,
    "zone": vocabulary.ZONE_WORDS,
    "purpose": vocabulary.PURPOSE_WORDS,
    "use": vocabulary.USE_WORDS,
    "risk": vocabulary.RISK_WORDS,
    "force": vocabulary.FORCE_WORDS,
    "lever": vocabulary.LEVER_WORDS,
    "city": vocabulary.CITY_WORDS,
    "way": vocabulary.WAY_WORDS,
    "stage": vocabulary.STAGE_WORDS,
    "district": vocabulary.DISTRICT_WORDS,
    "platform": vocabulary.PLATFORM_WORDS,
    "mode": vocabulary.MODE_WORDS,
    "tax": vocabulary.TAX_WORDS,
    "education": vocabulary.EDUCATION_WORDS,
    "group": vocabulary.GROUP_WORDS,
    "variant": vocabulary.VARIANT_WORDS,
}
TOTALS = {
    "fdi_actual_use": 400.0,
    "fdi_by_origin": 400.0,
    "fdi_contracted": 700.0,
    "new_foreign_firms": 29.0,
    "foreign_firms": 4_000.0,
    "fdi_pipeline": 5_600.0,
    "jobs": 420_000.0,
    "goods_exports": 31_000.0,
    "goods_imports": 21_000.0,
    "services_exports": 3_400.0,
    "services_imports": 2_900.0,
    "duty_free_sales": 11.0,
    "weekly_flights": 60.0,
    "seats": 44_000.0,
    "talent": 70_000.0,
    "talent_arrivals": 900.0,
    "talent_departures": 820.0,
    "floor_space": 1.9e8,
    "fiscal_cost": 40.0,
    "task_cost": 25.0,
    "zone_support": 5.0,
    "gdp": 141_000.0,
    "population": 9.5e6,
    "rival_visitors": 900_000.0,
    "public_income": 900.0,
    "public_income_local": 400.0,
    "income_by_group": 9_000.0,
    "jobs_by_education": 285_000.0,
    "rival_fdi": 6_000.0,
    "fdi_jiangsu": 1_000.0,
    "fdi_china": 15_000.0,
    "visitors_jiangsu": 200_000.0,
    "visitors_china": 2_000_000.0,
}
"""What a whole city has in one month of 2022-23, summed over the axes."""
LEVELS = {"load_factor": 0.8, "rent": 90.0, "force_index": 101.0, "exchange_rate": 7.0, "risk": 0.7}
"""What a cell has, where a sum would mean nothing."""


def _origins() -> list[tuple[str, str, str]]:
    path = Path(__file__).parents[2] / "model" / "data" / "origins.csv"
    with path.open(encoding="utf-8") as file:
        rows = [(row["iso3"], row["name_en"], row["name_zh"]) for row in csv.DictReader(file) if row["iso3"] != "ROW"]
    return [*rows, ("ROW", "Rest of the world", "世界其他地区")]


def dataset(
    months: int = 36, members: int = 24, effect: float = 0.12, seed: int = 7, start: str = "2023-01"
) -> xr.Dataset:
    """Results in the form of the results file: visitors 3 to 75 thousand a month, FDI about 400 million USD.

    Args:
        months, members: sizes.
        effect: share by which most scenario outcomes end up above the counterfactual; 0 makes both the same bits.
        seed: for the noise.
        start: first month.
    """
    rng = np.random.default_rng(seed)
    words = {axis: [(w.key, w.en, w.zh) for w in rows] for axis, rows in WORDS.items()}
    words["origin"], words["task"] = _origins(), [(f"1.{k}", f"Task 1.{k}", f"任务 1.{k}") for k in range(1, 9)]
    words["ultimate_origin"] = [*_origins(), tuple(vocabulary.MAINLAND)]
    ramp = np.linspace(0, 1, months) ** 0.7
    calendar = pd.date_range(f"{start}-01", periods=months, freq="MS")
    season = 1 + 0.25 * np.sin((calendar.month.to_numpy() - 3) / 12 * 2 * np.pi)
    pull = effect * (1 + 0.5 * rng.standard_normal((members, 1)))
    lift = np.stack([np.zeros((members, months)), pull * ramp])
    level = np.exp(0.12 * rng.standard_normal((members, 1)) + 0.02 * rng.standard_normal((members, months)).cumsum(1))

    def cells(shape: tuple[int, ...]) -> np.ndarray:
        shares = rng.pareto(1.3, shape) + 0.05
        return shares / shares.sum()

    def spread(path: np.ndarray, axes: tuple[str, ...], each: bool = False) -> np.ndarray:
        shape = tuple(len(words[axis]) for axis in axes)
        share = np.exp(0.3 * rng.standard_normal(shape)) if each else cells(shape)
        return path.reshape(path.shape + (1,) * len(shape)) * share

    arrays = {}
    for key, variable in VARIABLES.items():
        if key in ("visitors", "visitor_nights", "visitor_spending", "visitors_by_way"):
            arrival = 3_000 + 72_000 / (1 + np.exp(-(np.arange(months) - 12) / 4.0))
            path = (
                arrival * season * level * (1 + lift) * {"visitor_nights": 2.6, "visitor_spending": 1.1e-3}.get(key, 1)
            )
        elif key in ("fdi_actual_use", "fdi_by_origin", "fdi_contracted"):
            noise = np.exp(0.6 * rng.standard_normal((members, months)) - 0.18)
            path = TOTALS[key] * level * noise * (1 + 0.6 * lift)
        elif key == "warning":
            path = (rng.uniform(size=(members, months)) < 0.1) * np.ones((2, 1, 1))
        elif key == "task_strength":
            path = np.stack([np.zeros((members, months)), np.broadcast_to(0.8 * ramp, (members, months))])
        else:
            path = TOTALS.get(key, LEVELS.get(key, 1.0)) * level**0.3 * (1 + 0.3 * lift)
        values = spread(path, variable.axes, each=key in LEVELS or key in ("warning", "task_strength"))
        if key == "warning":
            values = (values > 0).astype(float)
        attrs = {"units": variable.unit, "long_name": variable.en, "long_name_zh": variable.zh, "kind": variable.kind}
        arrays[key] = (("variant", "member", "month", *variable.axes), values, attrs)
    coordinates = {"member": np.arange(members), "month": calendar.to_numpy()}
    for axis, rows in words.items():
        for name, column in ((axis, 0), (f"{axis}_name", 1), (f"{axis}_name_zh", 2)):
            if name not in VARIABLES:  # "risk" is a variable and an axis; its words are in risk_name
                coordinates[name] = (axis, np.array([row[column] for row in rows], dtype=object))
    attrs = {
        "title_en": "Full pilot",
        "title_zh": "全面实施",
        "scenario": "full-pilot",
        "version": "0.1.0",
        "fingerprint": "5f2c9a1be07d4c3388aa",
    }
    return xr.Dataset(arrays, coordinates, attrs)
