"""Places as in 2022, for stand-ins of the model that have no such room."""

import numpy as np

from common.vocabulary import CITIES, PLATFORMS, SECTORS, ZONES
from model.facts import facts
from model.wires import PlacesToSettle, Signal

EVERYWHERE = (len(ZONES), len(SECTORS))


def still_places() -> dict[str, Signal]:
    """The signals of the room of places when nothing is done; every firm sits outside the platforms."""
    chosen = np.zeros((len(PLATFORMS), *EVERYWHERE))
    chosen[-1] = 1.0
    return {
        "places_to_firms": PlacesToSettle(
            entry=np.zeros(EVERYWHERE),
            stay=np.zeros(EVERYWHERE),
            chosen=chosen,
            days=np.zeros(len(PLATFORMS)),
            taken_in=np.zeros((len(PLATFORMS), len(SECTORS))),
            diverted=np.zeros(len(SECTORS)),
        ),
        "places_to_travel": np.zeros(len(CITIES)),
        "places_to_trade": np.zeros(2),
        "parks_to_trade": np.ones(len(facts().origins)),
    }
