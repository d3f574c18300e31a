"""A made-up attribution and a ranking: known shares of the headline outcomes, for tests of what is shown. No model is run."""

import numpy as np
import xarray as xr

from model.variables import VARIABLES
from outputs.attribution import ranking_file
from outputs.attribution.attribution_file import as_dataset
from outputs.results.outcomes import HEADLINES
from outputs.results.summary_rows import EXPORTED

PLAYERS = (
    ("route_rights", "Route rights", "航权"),
    ("duty_free", "Duty-free shops", "免税购物"),
    ("pilot_tasks", "Pilot tasks", "试点任务"),
)
SHARES = np.array([0.75, 0.0, 0.25])
WORTH = (0.0, 55.0, 0.0, 55.0, 5.0, 100.0, 5.0, 100.0)
"""What each combination of players brings, by its number: shares and the pair's 40 as above."""
NAMES = tuple(dict.fromkeys(name for outcome in EXPORTED for name in outcome.variables))


def attribution(
    members: int = 6, months: int = 14, blocks: int = 0, sign: float = 1.0, by: str = "levers"
) -> xr.Dataset:
    """Three quarters of an effect of 100 a month from routes, the rest from tasks, which reinforce each other by 40."""
    luck = np.linspace(0.8, 1.2, members)[:, None] * np.ones(months)
    effect = sign * 100.0 * luck
    pairs = np.zeros((3, 3, members, months))
    pairs[0, 2] = pairs[2, 0] = 40.0 * luck
    arrays = {
        "effect": effect,
        "counterfactual": 1000.0 * luck,
        "contributions": SHARES[:, None, None] * effect,
        "interactions": pairs,
        "blocks": np.array(
            [SHARES[:, None] * (100.0 + 10 * (-1) ** b) * np.ones(months) for b in range(blocks)]
        ).reshape(blocks, 3, months),
        "worth": 1000.0 * luck + np.array([WORTH[number] for number in range(8)])[:, None, None] * (effect / 100.0),
    }
    attrs = {
        "by": by,
        "coalitions": 8,
        "orders": 4 * blocks,
        "identity": "abc",
        "title_en": "Full pilot",
        "title_zh": "全面实施",
        "scenario": "full-pilot",
        "version": "0.1.0",
        "fingerprint": "5f2c9a1be07d4c3388aa",
    }
    variables = [variable._asdict() for variable in VARIABLES.values()]
    by_name = {what: dict.fromkeys(NAMES, array) for what, array in arrays.items()}
    return as_dataset(by_name, variables, PLAYERS, range(members), "2023-01", attrs, range(8))


TASKS = (("1.1", "1.1 Rights", "1.1 权利"), ("1.2", "1.2 Loans", "1.2 贷款"), ("1.3", "1.3 Insurance", "1.3 保险"))


def ranking() -> xr.Dataset:
    """Three tasks with effects of 10, 30 and 29 a month, the last by luck; they cost 1, 30 and nothing a month."""
    luck = np.array([0.5, 1.0, 1.5])[:, None] * np.ones(2)
    cost = np.array([1.0, 30.0, 0.0])[:, None, None] * np.ones((3, 3, 2))
    each = dict.fromkeys(NAMES, np.array([10 * luck, 30 * luck, 29 * luck[::-1]])) | {"fiscal_cost": cost}
    arrays = {
        "alone": each,
        "left_out": each,
        "effect": dict.fromkeys(NAMES, 70 * luck),
        "counterfactual": dict.fromkeys(NAMES, 1000 * luck),
        "together": dict.fromkeys(NAMES, np.array([60 * luck] * len(HEADLINES))),
    }
    names = {"title_en": "Plan", "title_zh": "方案", "scenario": "plan", "version": "0", "fingerprint": "a"}
    declared = [variable._asdict() for variable in VARIABLES.values()]
    attrs = {**names, "by": "tasks", "first": 1}
    return ranking_file.as_dataset(arrays, declared, TASKS, range(3), "2023-01", attrs)
