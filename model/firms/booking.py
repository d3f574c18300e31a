"""When in the year capital is booked: a measured season that moves instalments and reinvestment within their year.

Actual use is booked early. What a firm may time (instalments after its first, profit put back) moves within its
calendar year, so that all booked money together has the season; a first instalment follows the licence. The map
from due dates to booked ones keeps the order of dates and the sum of every year, and it is the same whatever policy does.
"""

import numpy as np

MIDDLE_MONTH = 5.5
"""Middle of the year on the scale of months from 0 to 11."""
LEAST_SHARE = 0.002
"""Of a year's movable money, at least this share is booked in each month, so that every date has its place."""


def city_season(nation: np.ndarray, tilt: float) -> np.ndarray:
    """Return the share of the city's yearly actual use in each month, (12,), sum 1.

    Args:
        nation: the nation's shares, (12,).
        tilt: log points by which the city's season falls over a year beyond the nation's.
    """
    shares = nation * np.exp(-tilt * (np.arange(12) - MIDDLE_MONTH) / 12)
    return shares / shares.sum()


class Season:
    """Moves dates within their calendar year.

    Args:
        wanted: share of a year's actual use in each month, (12,), sum 1.
        movable: share of actual use whose date may move, the rest falls due evenly.
        parts: parts of a month, in which dates are counted.
    """

    def __init__(self, wanted: np.ndarray, movable: float, parts: int = 1) -> None:
        shares = np.maximum((wanted - (1 - movable) / 12) / movable, LEAST_SHARE)
        self.parts = parts
        self.shares = shares / shares.sum()
        """Share of the movable money in each month, (12,)."""
        self._reached = np.append(0.0, np.cumsum(self.shares))
        self._reached[-1] = 1.0

    def booked(self, due: np.ndarray, place: np.ndarray) -> np.ndarray:
        """Return when money that falls due is booked, parts of months since 2013-01, whole numbers.

        Args:
            due: when it falls due, parts of months since 2013-01.
            place: place of the date within the part, even between 0 and 1, kept for life by each firm.
        """
        year, passed = np.divmod((due + place) / (12 * self.parts), 1.0)
        month = np.interp(passed, self._reached, np.arange(13.0))
        last = 12 * self.parts - 1
        return ((12 * self.parts * year) + np.minimum(np.floor(month * self.parts), last)).astype(np.int64)
