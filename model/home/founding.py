"""How many domestic firms are founded: a yearly choice of those who could, by pay, rents, people and what tasks give them.

A researcher or a technology firm turns a result into a firm, a maker sets its services up as a firm of their own, a
company from elsewhere places its headquarters. Each could, and few do: what it is worth to them is logistic.
"""

import numpy as np

from model.parameters import Room


def gain(pay: np.ndarray, people: np.ndarray, rent: float, p: Room) -> np.ndarray:
    """Return what founding has gained since the start, log points of a firm's yearly cost, same shape as ``pay``.

    Args:
        pay: pay of professionals relative to the start, by field.
        people: professionals who can be hired relative to the start, by field.
        rent: office rents relative to the start.
        p: parameters, room ``home``.
    """
    return p.worth_of_people * np.log(people) - p.pay_share * np.log(pay) - p.rent_share * np.log(rent)


def chance(usual: np.ndarray, gain: np.ndarray, slope: float) -> np.ndarray:
    """Return the share of those who could found a firm within a year and do.

    Args:
        usual: the share at the conditions of the start, what tasks add included.
        gain: what founding has gained since.
        slope: log odds per log point.
    """
    usual = np.minimum(np.maximum(usual, 0.0), 1.0)
    odds = usual / np.maximum(1 - usual, 1e-9) * np.exp(slope * gain)
    return odds / (1 + odds)


def held_back_by_credit(usual: float, constrained: float, relief: float) -> float:
    """Return what a firm that is short of credit founds more once it is not, in the unit of ``usual``.

    Args:
        usual: what the mean firm founds, those short of credit among them.
        constrained: share of firms that are short of credit.
        relief: how many times as much a firm founds that is not.
    """
    free = usual / (1 - constrained + constrained / relief)
    return free * (1 - 1 / relief)
