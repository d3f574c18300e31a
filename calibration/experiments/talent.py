"""Ties of professionals: trade and investment with their country of origin, and none with others."""

import numpy as np

from calibration.experiments.intervention import Arm
from calibration.experiments.record import Experiment, Runs, elasticity, total
from model.facts import facts
from model.interventions import WireTimes

FROM = ("DEU", "KOR", "USA", "JPN")
"""Origins whose professionals grow in number."""
BY = 1.5
MORE = Arm(interventions=(WireTimes("ties_to_firms", BY, origins=FROM), WireTimes("ties_to_trade", BY, origins=FROM)))


def others() -> tuple[str, ...]:
    """Return all other origins."""
    return tuple(code for code in facts().origins if code not in FROM)


def _exports(runs: Runs) -> float:
    return elasticity(runs, BY, "goods_exports", origins=FROM)


def _investment(runs: Runs) -> float:
    return elasticity(runs, BY, "entry_by_source", origins=FROM)


def _of_others(runs: Runs) -> float:
    changes = []
    for key in ("entry_by_source", "goods_exports", "goods_imports"):
        before, after = (total(runs[arm], key, origins=others()) for arm in ("without", "with"))
        changes.append(100 * abs(after / before - 1))
    return float(np.max(changes))


_ARMS = {"without": Arm(), "with": MORE}
_EN, _ZH = "half as many more professionals of four origins", "四个国家的专业人才增加一半"
EXPERIMENTS = (
    Experiment("T01", _ARMS, _exports, _EN, _ZH),
    Experiment("T03", _ARMS, _exports, _EN, _ZH),
    Experiment("T05", _ARMS, _investment, _EN, _ZH),
    Experiment("ties-others", _ARMS, _of_others, _EN, _ZH),
)  # fmt: skip
