"""Who looks at Nanjing abroad: by how open borders are, by the season, and by who recommends it or calls graduates home.

More graduates come home every year: 353,500 in 2013 and 519,400 in 2018 (Ministry of Education), 8 % a year, while output grew by
7 %. Were their number to stand still, posts that grow with output would make them dearer from year to year.
"""

import numpy as np

from model.city_protocol import City
from model.facts.months import LONGEST_RUN, MONTHS
from model.talent.communities import KINDS
from model.talent.steady_state import PROFESSIONALS


class Looking:
    """Candidates who look at Nanjing, relative to the start.

    Foreigners look more as travel opens, and where compatriots who are here recommend the city; graduates could always
    come, their number keeps up with output at home as foreseen, and more look where the city calls its alumni home.

    Args:
        model: the pilot model.
        kind: kind of each cell, (cells,).
        origin: origin of each cell, (cells,).
    """

    def __init__(self, model: City, kind: np.ndarray, origin: np.ndarray) -> None:
        self.model, self.p = model, model.parameters.room("talent")
        self._foreign, self._origin = kind == PROFESSIONALS, origin
        self._open_start = self._open()
        self._graduates_start = float(model.world.graduates_abroad)
        season = np.stack([self.p.season[name].vector(MONTHS) for name in KINDS])
        self._season = (season / season.mean(axis=1, keepdims=True))[kind].T.copy()
        """Factor of each month of the year, mean 1 over a year, (12, cells)."""
        before, after = model.world.past("graduates_abroad", model.setting.start - np.array([1, 0]))
        # Pools are as large whatever a run's length, so that a shorter run has the luck of a longer one.
        graduates = max(after / before, 1.0) ** LONGEST_RUN
        self.most = np.where(self._foreign, 1.05 / self._open_start[origin], graduates)
        """Largest factor to expect: of foreigners by open borders, of graduates by growth at the pace of the start, (cells,)."""

    def _open(self) -> np.ndarray:
        """Return foreign candidates relative to open borders, (origins,); 2019's willingness to travel gives 1."""
        despite = self.p.closed_border_applicants
        return despite + (1 - despite) * np.asarray(self.model.world.willingness, dtype=float)

    def candidates(
        self, here: np.ndarray, recommended: float, called: float, partnered: np.ndarray | float = 0.0
    ) -> np.ndarray:
        """Return candidates of a usual month relative to the start, (cells,).

        Args:
            here: foreign professionals by origin relative to the start, (origins,).
            recommended: share of foreign candidates that recommendation adds where as many are here as at the start.
            called: share of graduates abroad that alumni work adds.
            partnered: share of foreign candidates that institutes with partners from their origin add, (origins,).
        """
        foreign = self._open() / self._open_start * (1 + recommended * here + partnered)
        return np.where(self._foreign, foreign[self._origin], 1 + called)

    @property
    def grown(self) -> np.ndarray:
        """Candidates relative to the start by the growth of their number alone, (cells,)."""
        return np.where(self._foreign, 1.0, self.model.world.graduates_abroad / self._graduates_start)

    @property
    def season(self) -> np.ndarray:
        """The month's factor, mean 1 over a year, (cells,)."""
        return self._season[self.model.clock.month % 12]
