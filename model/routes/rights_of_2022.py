"""The rights in force in 2022: what each market may fly, as one draw of parameters has it."""

import numpy as np

from model.facts import Facts
from model.parameters import Parameters


def rights_of_2022(facts: Facts, p: Parameters) -> np.ndarray:
    """Weekly return flights that each origin's airlines may fly under the rights of 2022, whole, (origins,).

    Nobody publishes them. The assumption of ``origin_access.csv`` is multiplied by a factor of all markets and one of
    each; what was flown in 2019 was allowed.
    """
    factors = p["rights.all"] * p.vector("rights.of", facts.origins)
    return np.fmax(np.rint(facts.rights_2022_weekly * factors), facts.flights_2019_weekly)
