"""Which origin markets a table or figure names: those that change most, of flights also those with new rights and the largest."""

import numpy as np
import xarray as xr

from outputs.results.dated_measures import measures

CHANGED = 5
"""Markets that are named because their flights change most, whatever their size."""


def most_changed(usual: np.ndarray, scenario: np.ndarray) -> np.ndarray:
    """Positions of labels by how much their means change, whichever way; those that change alike, the largest first.

    Who reads what a plan does to its markets looks for those that it moves, which need not be large ones.

    Args:
        usual, scenario: (labels,) means of the counterfactual and the scenario.
    """
    return np.lexsort((-np.maximum(usual, scenario), -np.abs(scenario - usual)))


def named_markets(dataset: xr.Dataset, usual: np.ndarray, scenario: np.ndarray, most: int) -> np.ndarray:
    """Positions of the origins to name, that with most flights in the scenario first.

    Every origin that a measure on routes names is one, flown to or not; then those with the largest change, and the
    largest until there are enough. The list is longer than ``most`` where the first two ask for it.

    Args:
        dataset: results, which hold their scenario.
        usual, scenario: (origins,) mean weekly flights of the counterfactual and the scenario.
        most: origins to be named, where there are as many with flights.
    """
    measured = [one for one in measures(dataset) if one.lever == "route_rights"]
    asked = {origin for one in measured for origin in one.origins}
    named = [k for k, origin in enumerate(dataset["origin"].values) if str(origin) in asked]
    change = np.abs(scenario - usual)
    others = most_changed(usual, scenario)
    named += [k for k in others[change[others] > 0] if k not in named][:CHANGED]
    largest = np.argsort(-np.maximum(usual, scenario), kind="stable")
    flown = [k for k in largest if max(usual[k], scenario[k]) > 0 and k not in named]
    named += flown[: max(most - len(named), 0)]
    return np.array(sorted(named, key=lambda k: -scenario[k]), int)
