"""Density: more people and firms on the same floor raise rents, and firms do better among more firms."""

import numpy as np

from calibration.experiments.intervention import Arm
from calibration.experiments.record import THIRD_YEAR, Experiment, Runs, growth
from common.vocabulary import ZONES
from model.interventions import ChannelPlus, WiresCut, WireTimes

BY, DENSER = 1.5, "software_valley"
RENTS_UNHEARD = WiresCut(("zones_to_firms",))
DENSE = Arm(interventions=(WireTimes("firms_to_zones", BY),))


def mean_rent(run) -> float:
    """Return the rent of the city in the third year, weighted by floor space, CNY per m2 and month."""
    rent, space = run["rent"][THIRD_YEAR].astype(float), run["floor_space"][THIRD_YEAR].astype(float)
    return float((rent * space).sum() / space.sum())


def _rents(runs: Runs) -> float:
    return 100 * (mean_rent(runs["with"]) / mean_rent(runs["without"]) - 1)


def _rents_keep_firms_out(runs: Runs) -> float:
    return -growth(runs, "entry_by_sector")


def _firms_do_better(runs: Runs) -> list[float]:
    """What place gains for firms where more of them come, utility points, and how much more than in all other zones."""
    before, after = (runs[arm]["worth_by_zone"][THIRD_YEAR].astype(float).mean(axis=0) for arm in ("without", "with"))
    gain, place = after - before, ZONES.index(DENSER)
    return [gain[place], gain[place] - np.delete(gain, place).max()]


_ARMS = {"without": Arm(), "with": DENSE}
_EN, _ZH = "foreign firms ask for half as much floor space again", "外资企业所需楼面增加一半"
EXPERIMENTS = (
    Experiment("density-rents", _ARMS, _rents, _EN, _ZH),
    Experiment("rents-entry", {"without": Arm(), "with": Arm(interventions=(WireTimes("zones_to_firms", 1.1),))},
               _rents_keep_firms_out, "rents a tenth higher", "租金上涨一成"),
    Experiment(
        "density-productivity",
        {"without": Arm(interventions=(RENTS_UNHEARD,)),
         "with": Arm(interventions=(ChannelPlus("zone_attraction", 0.9, (DENSER,)), RENTS_UNHEARD))},
        _firms_do_better, "rent support brings firms to one zone; rents held", "以租金补助引企业入一个片区；租金不变",
    ),
)  # fmt: skip
