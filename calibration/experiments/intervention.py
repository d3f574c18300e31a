"""One arm of an experiment: the differences of a run from a city without actions in a world that stands still.

An arm is plain data. Arms of equal content are simulated once, whichever experiments need them.
"""

import dataclasses

from common.vocabulary import WORLD_STILL
from model.draws import Draws
from model.facts.months import month_index
from model.interventions import Intervention, PathTimes
from model.levers.actions import Plan
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting

START, SHORT, LONG = month_index(2023, 1), 36, 120
"""First calendar month, and lengths in months of usual runs and of those in which stocks must build up."""

NOTHING = Plan()
TIMETABLE_HELD = (
    ("carriers.thicken_margin", 0.3), ("carriers.thin_margin", -0.5), ("carriers.end_margin", -0.8), ("carriers.open_margin", 0.4),
)  # fmt: skip
"""Nothing pays or loses so much that an airline would change its plan."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Arm:
    """One run of a member; by default there are no actions and no interventions."""

    plan: Plan = NOTHING
    interventions: tuple[Intervention, ...] = ()
    world: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, float], ...] = ()
    months: int = SHORT

    @property
    def companions(self) -> tuple:
        """Arms with equal companions meet the same world outside and share the results that depend only on it."""
        outside = tuple(change for change in self.interventions if isinstance(change, PathTimes))
        return self.months, self.world, outside, self.parameters

    def model(self, parameters: Parameters, draws: Draws, scale: float) -> PilotModel:
        """Return the city of this arm, not yet run.

        ``parameters`` (drawn with those of the arm fixed) and ``draws`` may be shared among companions.
        """
        setting = Setting(start=START, months=self.months, scale=scale, world=WORLD_STILL | dict(self.world))
        return PilotModel(setting, self.plan, parameters, draws, self.interventions)
