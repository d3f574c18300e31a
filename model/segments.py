"""Segments of travellers: every combination of origin, purpose, income class, hassle class and onward ticket.

Utilities are computed once a month per segment, not per traveller; a traveller is a member of one segment for life
and differs from the others in it by its tastes. Income and hassle classes are thirds of each market. A Graeco-Latin square
over them gives each segment a wanted hour and a value of time: of the four any two are independent.
"""

import functools
from typing import NamedTuple

import numpy as np

from common.vocabulary import PURPOSES
from model.facts import facts

CLASSES = 3


class Segments(NamedTuple):
    """Index arrays (segments,) of each segment's origin, purpose, income class, hassle class and onward ticket."""

    origin: np.ndarray
    purpose: np.ndarray
    income: np.ndarray
    hassle: np.ndarray
    onward: np.ndarray
    """Whether the traveller holds a ticket on to a third country and would use a transit exemption (bool)."""
    shape: tuple[int, int, int, int, int]

    @property
    def wait(self) -> np.ndarray:
        """Hours between the wanted and the flown departure over their mean, (segments,): thirds of the headway, even over it."""
        return (2 * ((self.income + self.hassle + 2) % CLASSES) + 1) / CLASSES

    @property
    def time_class(self) -> np.ndarray:
        """Class of the value of time among people of like purpose and income, thirds, (segments,)."""
        return (self.income + 2 * self.hassle + 1) % CLASSES

    def number_of(
        self, origin: np.ndarray, purpose: np.ndarray, income: np.ndarray, hassle: np.ndarray, onward: np.ndarray
    ) -> np.ndarray:
        """Return the segment of each traveller with these attributes, (travellers,)."""
        number = np.asarray(origin, dtype=np.int32)
        for attribute, size in zip((purpose, income, hassle, onward), self.shape[1:], strict=True):
            number = number * np.int32(size) + attribute
        return np.asarray(number, dtype=np.int32)


@functools.cache
def segments() -> Segments:
    """Return all segments, in the order origin, purpose, income, hassle, onward (last fastest)."""
    shape = (len(facts().origins), len(PURPOSES), CLASSES, CLASSES, 2)
    origin, purpose, income, hassle, onward = (axis.ravel() for axis in np.indices(shape))
    return Segments(
        origin=origin, purpose=purpose, income=income, hassle=hassle, onward=onward.astype(bool), shape=shape
    )


def class_shares(onward_share: np.ndarray) -> np.ndarray:
    """Return the share of each segment among the travellers of its origin and purpose, shape (segments,).

    Args:
        onward_share: chance of holding an onward ticket by purpose, (purposes,).
    """
    s = segments()
    onward = onward_share[s.purpose]
    return np.where(s.onward, onward, 1 - onward) / CLASSES**2


def middle_businessman() -> np.ndarray:
    """Return the segments of the business travellers by whom firms measure a trip, one per origin, (origins,).

    They are of the middle class of income, hassle, hour and value of time, and hold no ticket on to a third country.
    """
    s, middle = segments(), CLASSES // 2
    of_firms = (s.purpose == PURPOSES.index("business")) & ~s.onward
    return np.flatnonzero(of_firms & (s.income == middle) & (s.hassle == middle))
