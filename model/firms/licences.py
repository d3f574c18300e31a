"""Licences: how long an application waits, how unlike waits are, and how many are refused or given up on the way.

The days of an application are lognormal about the mean of its sector: a desk that works by rules has a narrow law, one
that works case by case a wide one (Hallward-Driemeier & Pritchett 2015, Journal of Economic Perspectives 29(3):
firms of one country wait from days to half a year for the same licence).
"""

from typing import NamedTuple

import numpy as np

from model import waiting
from model.facts.months import DAYS_A_MONTH
from model.parameters import Room
from model.policy import Policy

PLACES = (np.arange(32) + 0.5) / 32
"""Places among all applications over which expectations are taken."""
PARTS_OF_LUCK = 4096.0
"""An application's luck is used twice: its first twelve bits for the days, the rest for the day of the month."""


class Desk(NamedTuple):
    """What an applicant meets this month, (sectors,) each."""

    wait: waiting.Wait
    """Days from application to licence."""
    saved: np.ndarray
    """Mean days saved against 2022."""
    saved_later: np.ndarray
    """The same as promised for the licences of later years."""

    @property
    def days(self) -> np.ndarray:
        """Mean days from application to licence, (sectors,)."""
        return np.asarray(self.wait.mean)

    def reserve(self, p: Room) -> np.ndarray:
        """Return days that applicants keep in reserve for a late licence, times what such a day costs, (sectors,)."""
        return np.asarray(self.wait.worth(p.licence_planned_for, p.licence_reserve)) - self.days


def desk_of_2022(days: np.ndarray, p: Room) -> Desk:
    """Return the desk before any reform; ``days`` from application to licence, (sectors,); ``p``: parameters, room ``firms``."""
    none = np.zeros(days.size)
    return Desk(waiting.about(days, np.full(days.size, p.licence_spread)), none, none)


def desk(policy: Policy, days: np.ndarray, p: Room) -> Desk:
    """Return the desk that one who applies now meets: that of this month and of those that the procedure takes.

    Args:
        policy: the month's rules.
        days: from application to licence in 2022, (sectors,).
        p: parameters, room ``firms``.
    """
    most = np.maximum(days - p.shortest_licence_days, 0.0)
    course = np.concatenate([policy.channels["licensing"][None], policy.coming["licensing"]])
    last = np.minimum(np.ceil(days / DAYS_A_MONTH).astype(int), len(course) - 1)
    met = np.cumsum(course, axis=0)[last, np.arange(days.size)] / (last + 1)
    spread = np.full(days.size, p.licence_spread)
    wait = waiting.about(days - np.minimum(met, most), spread, policy.channels["licensing_certainty"])
    return Desk(wait, days - wait.mean, np.minimum(policy.promised["licensing"], most))


def kept(own: np.ndarray, usual: np.ndarray, p: Room) -> np.ndarray:
    """Return the chance that an application is neither refused nor given up, which falls faster the longer it drags on.

    Args:
        own: days of each application.
        usual: mean days of its sector in 2022, of a shape that broadcasts.
        p: parameters, room ``firms``; ``licence_refusals`` are log points lost for 100 days in a usual sector of 2022.
    """
    dragging = own / (usual * np.exp(p.licence_spread**2))
    return np.exp(-p.licence_refusals * own * dragging / 100)


def granted(desk: Desk, days: np.ndarray, usual: np.ndarray, p: Room) -> np.ndarray:
    """Return the expected share of applications that end with a licence, (sectors,).

    Args:
        desk: what applicants meet.
        days: mean days that count for giving up, (sectors,).
        usual: mean days of 2022, (sectors,).
        p: parameters, room ``firms``.
    """
    own = waiting.drawn(desk.wait.of(np.s_[:, None]), PLACES)
    return kept(own * (days / desk.days)[:, None], usual[:, None], p).mean(axis=1)


def own_days(desk: Desk, sector: np.ndarray, luck: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the days each application takes, and what is left of its luck, 0-1, (applications,) each."""
    rest, place = np.modf(luck.astype(np.float64) * PARTS_OF_LUCK)
    return waiting.drawn(desk.wait.of(sector), (place + 0.5) / PARTS_OF_LUCK), rest
