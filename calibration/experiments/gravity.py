"""Gravity across origins: how flows fall with distance and rise with the size of the partner."""

import numpy as np

from model.facts import facts

ROUNDS = 100
KIN = ("HKG", "MAC", "TWN")
"""Partners of one nation, who trade and invest as such, whatever the distance: left out, as a constant for each would do."""


def ppml(flows: np.ndarray) -> tuple[float, float]:
    """Return elasticities of flows to distance and to the partner's output.

    Poisson pseudo maximum likelihood (Santos Silva & Tenreyro 2006, Review of Economics and Statistics 88:641-658), by
    Newton's method, over all origins but the rest of the world, Hong Kong, Macao and Taiwan. One constant for the three
    would make the slope that of Hong Kong against Taiwan.

    Args:
        flows: at least (origins,), in the order of the origin axis; further entries are not used.
    """
    f = facts()
    places = np.flatnonzero(~np.isin(np.array(f.origins[:-1]), KIN))
    x = np.stack([np.ones(places.size), np.log(f.distance_km[places]), np.log(f.gdp_usd_bn_2022[places])], axis=1)
    y = np.asarray(flows, dtype=float)[places]
    y = y / y.mean()
    beta = np.linalg.lstsq(x, np.log(np.maximum(y, 1e-4)), rcond=None)[0]
    for _ in range(ROUNDS):
        mean = np.exp(x @ beta)
        beta = beta + np.linalg.solve((x * mean[:, None]).T @ x, x.T @ (y - mean))
    return float(beta[1]), float(beta[2])
