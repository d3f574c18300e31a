"""Rules that had no occasion to act in a finished run: brakes whose risk never ran high, support where nobody flew."""

from typing import NamedTuple

import numpy as np

from common.vocabulary import RISKS, VARIANTS
from model.facts import facts
from model.levers.actions import LaunchSupport
from scenarios.reading.tasks import compact
from scenarios.running.ensemble import Ensemble
from scenarios.running.member import HISTORY, Job, Pair

_SCENARIO = VARIANTS[1]
_RISK, _FLIGHTS = "risk", "weekly_flights"


class IdleBrake(NamedTuple):
    """A brake of the scenario that acted in no month of any member: its risk, tasks (ids and ranges) and number in the file, from 0.

    ``highest`` is the highest level of the risk in any member, 1 = threshold.
    """

    risk: str
    tasks: tuple[str, ...]
    number: int
    highest: float


class UnflownSupport(NamedTuple):
    """Launch support, by its place in the scenario, and its origins that had no flights while it held, in any member."""

    label: str
    origins: tuple[str, ...]


class Brief(NamedTuple):
    """Of finished members only what rules are judged by."""

    members: tuple[int, ...]
    known: dict[int, Pair]

    def load(self, member: int) -> Pair:
        """Return that of one of them, which has been read."""
        return self.known[member]


class Noted:
    """The members of an ensemble; when one is read, what rules are judged by is noted, as to read it again takes longer than to judge.

    Args:
        whole: the ensemble.
    """

    def __init__(self, whole: Ensemble) -> None:
        self._whole, self.members = whole, whole.members
        self.brief = Brief(whole.members, {})

    def load(self, member: int) -> Pair:
        """Return the results of one member.

        Raises:
            OSError: the member's file has gone or was damaged since it was written.
        """
        pair = self._whole.load(member)
        self.brief.known[member] = {
            part: {name: pair[part][name] for name in (_RISK, _FLIGHTS) if name in pair[part]}
            for part in (_SCENARIO, HISTORY)
            if part in pair
        }
        return pair


def idle_brakes(job: Job, ensemble: Ensemble | Brief) -> tuple[IdleBrake, ...]:
    """Return the brakes of the scenario that acted in no month of any member; those of history are not looked at.

    A brake acts in a month if its risk was over 1, its threshold, at the end of the month before: in the first month of the
    period at the end of history.
    """
    brakes = job.scenario.own_brakes
    if not brakes:
        return ()
    highest = np.max([_before_last(ensemble.load(member)) for member in ensemble.members], axis=0)
    return tuple(
        IdleBrake(brake.risk, compact(brake.slows), number, float(highest[RISKS.index(brake.risk)]))
        for number, brake in enumerate(brakes)
        if not highest[RISKS.index(brake.risk)] > 1
    )


def unflown_support(job: Job, ensemble: Ensemble | Brief) -> tuple[UnflownSupport, ...]:
    """Return the launch support whose origins, some or all, had no flights while it held, in any member.

    Of support for all origins only that is returned with which nobody flew at all; of support that held in no month of the
    results, such as history's, nothing can be said.
    """
    offers = [action for action in job.scenario.route_rights if isinstance(action, LaunchSupport)]
    if not offers:
        return ()
    flown = np.max([ensemble.load(member)[_SCENARIO][_FLIGHTS] for member in ensemble.members], axis=0)
    origins, unflown = facts().origins, []
    for offer in offers:
        held = np.array([offer.share_of(job.first + month) for month in range(job.months)]) > 0
        if not held.any():
            continue
        ever = flown[held].max(axis=0)
        without = tuple(code for code in offer.origins if ever[origins.index(code)] <= 0)
        if without and (len(offer.origins) < len(origins) or len(without) == len(origins)):
            unflown.append(UnflownSupport(offer.label, without))
    return tuple(unflown)


def _before_last(pair: Pair) -> np.ndarray:
    """Highest level of each risk, (risks,), at the end of each month after which the scenario's brakes may act.

    No month is left to brake after the last; where there is a history, what its last month ends with brakes the first.
    """
    risk = pair[_SCENARIO][_RISK][:-1]
    if HISTORY in pair:
        risk = np.concatenate([pair[HISTORY][_RISK][-1:], risk])
    highest: np.ndarray = risk.max(axis=0, initial=0.0)
    return highest
