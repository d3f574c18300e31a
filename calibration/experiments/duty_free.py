"""Duty-free quotas: more may be bought, ever less of it is, and a quota above every basket changes nothing."""

from itertools import pairwise

from calibration.experiments.intervention import Arm
from calibration.experiments.record import Experiment, Runs, month, total
from model.levers.actions import Plan, Shop


def shop(quota: float) -> Arm:
    """Return a large downtown shop with a quota, CNY a buyer."""
    one = Shop(start=month(2023), zone="xinjiekou_fuzimiao", kind="downtown", area_m2=6000.0, quota_cny=quota)
    return Arm(plan=Plan(duty_free=(one,)))


HAINAN = 100 / 30
"""Factor by which Hainan's quota rose in July 2020."""
QUOTAS = (1000.0, 3000.0, 9000.0, 27000.0)
NEVER_MET = (1e7, 1e8)


def _sales(run) -> float:
    return total(run, "duty_free_sales")


def _raised(runs: Runs) -> float:
    return 100 * (_sales(runs["with"]) / _sales(runs["without"]) - 1)


def _ever_less(runs: Runs) -> list[float]:
    """What 1,000 yuan more of quota add, % of sales at the highest, between the quotas; then by how much less each time."""
    sales = [_sales(runs[f"{quota:.0f}"]) for quota in QUOTAS]
    steps = zip(pairwise(sales), pairwise(QUOTAS), strict=True)
    added = [100 * (after - before) / sales[-1] / ((high - low) / 1000) for (before, after), (low, high) in steps]
    return [*added, *(before - after for before, after in pairwise(added))]


def _nothing(runs: Runs) -> float:
    low, high = (_sales(runs[f"{quota:.0f}"]) for quota in NEVER_MET)
    return 100 * abs(high / low - 1)


def _arms(quotas: tuple[float, ...]) -> dict[str, Arm]:
    return {f"{quota:.0f}": shop(quota) for quota in quotas}


_EN, _ZH = "a downtown shop's quota from 3,000 to 10,000 yuan", "市内免税店限额由 3000 元提高到 1 万元"
_RAISED = {"without": shop(3000.0), "with": shop(3000.0 * HAINAN)}
EXPERIMENTS = (
    Experiment("D01", _RAISED, _raised, _EN, _ZH),
    Experiment("D02", _RAISED, _raised, _EN, _ZH),
    Experiment("quota-steps", _arms(QUOTAS), _ever_less, "quotas of 1,000 to 27,000 yuan", "限额 1000 元至 2.7 万元"),
    Experiment("quota-never-met", _arms(NEVER_MET), _nothing, "quotas above every basket", "高于任何客单价的限额"),
)  # fmt: skip
