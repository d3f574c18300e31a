"""Placebos: what must not move, when something else is done."""

import numpy as np

from calibration.experiments.intervention import SHORT, START, Arm
from calibration.experiments.record import Experiment, Runs, total
from calibration.experiments.visas import FREED, NATIONAL, visa_free
from model.facts import facts

ALREADY_FREE = Arm(plan=visa_free(("HKG", "MAC", "TWN"), "national"))
AFTERWARDS = Arm(plan=visa_free(FREED, "national", start=float(START + SHORT)))


def largest_change(runs: Runs) -> float:
    """Return the largest change of any kept number in any month, relative to the largest of its series, %."""
    changes = []
    for key, before in runs["without"].items():
        after = runs["with"][key]
        changes.append(float(np.abs(after - before).max() / max(float(np.abs(before).max()), 1e-30)))
    return 100 * max(changes)


def _of_others(runs: Runs) -> float:
    others = tuple(code for code in facts().origins if code not in FREED)
    before, after = (total(runs[arm], "visitors", origins=others) for arm in ("without", "with"))
    return 100 * abs(after / before - 1)


EXPERIMENTS = (
    Experiment(
        "visa-others", {"without": Arm(), "with": NATIONAL}, _of_others,
        "sixteen origins freed; visitors of all others", "对十六个客源地免签；其他客源地的游客",
    ),
    Experiment(
        "visa-already-free", {"without": Arm(), "with": ALREADY_FREE}, largest_change,
        "origins freed that need no visa", "对本已免签的客源地免签",
    ),
    Experiment(
        "after-the-end", {"without": Arm(), "with": AFTERWARDS}, largest_change,
        "sixteen origins freed after the last month", "末月之后才免签",
    ),
)  # fmt: skip
