"""Rivals that answer: a city that loses investors or visitors to Nanjing may open as well, and tasks spread to all.

Each January every rival, with some chance, looks at what it loses to Nanjing. Of that it sets out to win back a part, within
a budget a year; what it decides takes effect after a lag. What Nanjing's tasks are worth to investors is in part copied
by all cities, as the nation extends what a pilot has tried out. Answers depend on what Nanjing does, so they differ
between the variants of a member; chances and luck are shared.
"""

import numpy as np

from common.vocabulary import CITIES
from model.draws import Draws
from model.parameters import Room
from model.wires import Wires
from model.world.city_offers import ramp

APPEAL, OPENNESS = 0, 1
"""Rows of what a rival gains: with travellers, with investors."""


def they_look(month: int) -> bool:
    """Return whether this is a calendar month at whose beginning rivals look at what they lose."""
    return month % 12 == 0


class RivalAnswers:
    """What rivals gained in answer to Nanjing and by copying it.

    Args:
        wires: what rivals hear of their losses and of Nanjing's rules.
        draws: the member's luck.
        p: parameters, room ``rivals``.
    """

    def __init__(self, wires: Wires, draws: Draws, p: Room) -> None:
        self.wires, self.draws, self.p = wires, draws, p
        self.decided: list[tuple[int, np.ndarray]] = []
        """Month of each decision and the utility points it will bring, (2, cities)."""
        self.rules: list[float] = []
        """The most that Nanjing's rules have been worth to investors by each month of the run, utility points."""

    def gained(self, month: int) -> np.ndarray:
        """Pass one calendar month; return utility points gained by then with travellers and investors, (2, cities)."""
        self.rules.append(max(float(self.wires.hear("firms_to_rivals").rules), *self.rules[-1:], 0.0))
        if they_look(month):
            self._decide(month)
        now, lag, length = np.array(month), round(self.p.answer_lag_months), self.p.step_months
        total = np.zeros((2, len(CITIES)))
        for decided, points in self.decided:
            total += points * ramp(now, decided + lag, length)
        copied_from = len(self.rules) - 1 - round(self.p.spread_lag_months)
        if copied_from >= 0:
            total[OPENNESS] += self.p.spread_share * self.rules[copied_from]
        return total

    def _decide(self, month: int) -> None:
        """Let each rival decide how much more it opens: what it sets out to win back, less what it has decided before."""
        lost = np.stack([self.wires.hear("visitors_to_rivals"), self.wires.hear("firms_to_rivals").lost])
        before = np.sum([points for _, points in self.decided], axis=0)
        wanted = np.clip(self.p.answer * lost - before, 0.0, self.p.answer_budget)
        acts = self.draws.uniform("world.rival_answer", month, np.arange(len(CITIES))) < self.p.answer_chance
        if (wanted * acts).any():
            self.decided.append((month, wanted * acts))
