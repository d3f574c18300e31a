"""Members put together from several: one's luck, another's world, a third's numbers; and single numbers moved in them.

What members of an ensemble differ by has four sources: their luck (whatever agents draw), the paths of the world, the fitted numbers,
which come together from the posterior, and the drawn ones, each from its prior.
"""

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any

import numpy as np

from calibration.headline_effects import OUTCOMES, effects, job
from model.draws import Draws
from model.parameters import Parameters, declared
from model.posterior import shipped
from scenarios.running.fingerprints import fingerprint
from scenarios.running.member import run_pair

SOURCES = {
    "luck": ("luck", "随机因素"),
    "world": ("the world's paths", "外部路径"),
    "fitted": ("fitted numbers", "校准参数"),
    "drawn": ("drawn numbers", "抽取参数"),
}
"""What members differ by, in both languages."""
WORLD = "world."
"""How the names of all decisions begin that the world draws."""


class TwoLucks(Draws):
    """The luck of one member in the world of another.

    Args:
        luck: whose luck agents meet.
        world: whose world.
    """

    def __init__(self, luck: Draws, world: Draws) -> None:
        super().__init__(luck.seed, luck.ensemble)
        self.world = world

    def uniforms(self, decision: str, month: int, slots: np.ndarray, streams: int = 1) -> np.ndarray:
        """Return uniform numbers as :meth:`model.draws.Draws.uniforms` does, those of the world from its own member."""
        if decision.startswith(WORLD):
            return self.world.uniforms(decision, month, slots, streams)
        return super().uniforms(decision, month, slots, streams)

    def between_members(self, decision: str, month: int, slots: np.ndarray, streams: int = 1) -> np.ndarray:
        """Return numbers by which members differ, those of the world from its own member."""
        if decision.startswith(WORLD):
            return self.world.between_members(decision, month, slots, streams)
        return super().between_members(decision, month, slots, streams)


@dataclasses.dataclass(frozen=True)
class Member:
    """A pair of runs of a shipped scenario, each source from the member of its ensemble that is named.

    ``moved`` is a number and the quantile of its margin at which it is put; ``scale`` the share of potential travellers simulated, None: as
    the scenario has it.
    """

    scenario: str
    luck: int
    world: int
    fitted: int
    drawn: int
    moved: tuple[str, float] | None = None
    scale: float | None = None

    def swapped(self, source: str, other: int) -> "Member":
        """Return the same with one source of another member."""
        changed: dict[str, Any] = {source: other}
        return dataclasses.replace(self, **changed)

    def values(self) -> dict[str, float]:
        """Return the value of every number that members draw, by name."""
        values = dict(_values(self.scenario, self.drawn))
        fitted = _values(self.scenario, self.fitted)
        values |= {name: fitted[name] for name in shipped().names if name in values}
        if self.moved is not None:
            values[self.moved[0]] = at(*self.moved)
        return values

    def run(self) -> np.ndarray:
        """Return effects in percent, 100 log(scenario / counterfactual), (outcomes,)."""
        ours = job(self.scenario)
        setting = ours.setting if self.scale is None else dataclasses.replace(ours.setting, scale=self.scale)
        luck, world = (Draws.of_member(ours.seed, member) for member in (self.luck, self.world))
        draws = luck if self.luck == self.world else TwoLucks(luck, world)
        parameters = Parameters(self.values() | dict(ours.overrides))
        pair = run_pair(setting, (ours.counterfactual, ours.scenario), parameters, draws)
        return effects(pair["scenario"], pair["counterfactual"])

    def key(self) -> str:
        """Return the fingerprint of all that the effects depend on."""
        return fingerprint(job(self.scenario).inputs, "member", dataclasses.asdict(self), OUTCOMES)[:32]


def member(scenario: str, number: int, scale: float | None = None) -> Member:
    """Return a member as an ensemble of the scenario has it."""
    return Member(scenario, number, number, number, number, scale=scale)


def names() -> tuple[str, ...]:
    """Return every number that members draw, fitted or not, in the order of the tables."""
    return tuple(name for name, parameter in declared().items() if parameter.role != "constant")


def numbers(members: Sequence[Member]) -> np.ndarray:
    """Return the values of all numbers, (members, numbers)."""
    return np.array([[values[name] for name in names()] for values in (one.values() for one in members)])


def at(name: str, quantile: float) -> float:
    """Return a number's value at a quantile in (0, 1): of the posterior's margin where it is fitted, else of its prior."""
    posterior = shipped()
    if name in posterior.names:
        return float(np.quantile(posterior.draws[:, posterior.names.index(name)], quantile))
    return declared()[name].draw(quantile)


@functools.lru_cache(maxsize=1024)
def _values(scenario: str, number: int) -> dict[str, float]:
    drawn = Parameters.drawn(Draws.of_member(job(scenario).seed, number)).values()
    return {name: drawn[name] for name in names()}
