"""The streets of the zones: who is there, how lively they are, how crowded.

Residents' outings and visitors are flows that go where shops, hotels and culture are and where it is lively; people at
work and at home are where the floor space is.
"""

import numpy as np

from common.vocabulary import USES, ZONES
from model.city.vibrancy import evenness, vibrancy
from model.parameters import Room

ON_THE_STREET = np.array(USES) != "industry"
"""Uses whose mix makes streets lively; works and sheds do not."""
HOTEL, RETAIL, CULTURE, HOUSING = (USES.index(use) for use in ("hotel", "retail", "culture", "housing"))


class Streets:
    """People, vibrancy and crowding of the zones.

    Args:
        p: parameters, room ``zones``.
        floor_space: at the start, m2, (zones, uses).
        let: occupied floor space at the start, m2, (zones, uses).
    """

    def __init__(self, p: Room, floor_space: np.ndarray, let: np.ndarray) -> None:
        self.p = p
        density, out = p.people_per_m2.vector(USES), [RETAIL, CULTURE]
        self._out_start = let[:, out] @ density[out]
        """Residents out for shops, food and culture on a mean day of the start, people, (zones,)."""
        self._all_out_start = self._out_start.sum()
        self._density = np.where(np.isin(np.arange(len(USES)), out), 0.0, density)
        visitors = p.visitors.vector(ZONES)
        self.usual_share = visitors / visitors.sum()
        """Share of visitors' time by zone at the start, (zones,)."""
        self._street_start, self._mix_start = street_space(floor_space), evenness(let[:, ON_THE_STREET])
        self._homes_start = let[:, HOUSING].sum()
        self._people_start = np.ones(len(ZONES))
        self.vibrancy, self.crowding = np.ones(len(ZONES)), np.ones(len(ZONES))
        """Usual = 1, (zones,); crowding is people per m2 of shops, hotels and culture."""
        self._find_where()

    def _find_where(self) -> None:
        drawn = self.usual_share * self.vibrancy
        self.where: np.ndarray = drawn / drawn.sum()
        """Share of visitors' time by zone: lively zones draw more, (zones,)."""

    def outings(self, streets: np.ndarray, let: np.ndarray) -> np.ndarray:
        """Return residents who are out on a mean day: more as the city grows and is livelier, where it is, (zones,).

        Args:
            streets: as of :func:`street_space`.
            let: occupied, m2, (zones, uses).
        """
        pull = self._out_start * streets / self._street_start * self.vibrancy
        livelier = float(self._out_start @ self.vibrancy) / self._all_out_start
        total = self._all_out_start * let[:, HOUSING].sum() / self._homes_start
        return np.asarray(total * livelier**self.p.outings_vibrancy * pull / pull.sum())

    def people(self, streets: np.ndarray, let: np.ndarray, visiting: float) -> np.ndarray:
        """Return people present on a mean day: at work, at home, out, and visitors from near and far, (zones,)."""
        return np.asarray(let @ self._density + self.outings(streets, let) + self.where * visiting)

    def settle(self, floor_space: np.ndarray, let: np.ndarray, visiting: float) -> None:
        """Take the people of a usual day as the measure of all later ones."""
        self._people_start = self.people(street_space(floor_space), let, visiting)

    def fill(self, floor_space: np.ndarray, let: np.ndarray, visiting: float, growth: float) -> np.ndarray:
        """Let a month's people make streets lively and crowded; return who is present, (zones,).

        Args:
            floor_space: m2, (zones, uses).
            let: occupied, m2, (zones, uses).
            visiting: visitors from near and far on a mean day, people.
            growth: what domestic growth alone has added to people since the start; other cities grow at home as well.
        """
        streets = street_space(floor_space)
        present = self.people(streets, let, visiting)
        people = present / self._people_start
        self.crowding = people / (streets / self._street_start)
        mix, powers = evenness(let[:, ON_THE_STREET]) / self._mix_start, (self.p.mix_power, self.p.people_power)
        self.vibrancy = vibrancy(mix, people / growth, self.crowding, powers, self.p.crowding_repels, self.p.comfort)
        self._find_where()
        return present


def street_space(floor_space: np.ndarray) -> np.ndarray:
    """Return shops, hotels and culture, m2, (zones,)."""
    return np.asarray(floor_space[:, RETAIL] + floor_space[:, HOTEL] + floor_space[:, CULTURE])
