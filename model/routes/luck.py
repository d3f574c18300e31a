"""Luck of each airline in each market: what only flying tells, what changes with the years, and how long it waits."""

import numpy as np

from common.vocabulary import CARRIER_TYPES
from model.city_protocol import City

HOME_BASE = CARRIER_TYPES.index("home_base")


class Luck:
    """Luck as margins, (origins, carrier types); the same for scenario and counterfactual.

    Args:
        model: the pilot model, whose draws, facts and parameters are read.
    """

    def __init__(self, model: City) -> None:
        self.draws, self.p = model.draws, model.parameters.room("carriers")
        self.shape = len(model.facts.origins), len(CARRIER_TYPES)
        slots = model.facts.iso_numeric.astype(np.uint64)[:, None] * len(CARRIER_TYPES) + np.arange(len(CARRIER_TYPES))
        self.slots = slots.ravel().astype(np.uint64)
        lasting = self.draws.normal("carriers.luck", -1, self.slots)[0]
        self.lasting = self.p.luck_lasting_sd * lasting.reshape(self.shape)
        """What a route brings beyond expectation, known once it is flown."""
        self.passing = np.zeros(self.shape)
        """What an airline's own business adds or takes for some seasons."""
        waits = self.draws.uniform("carriers.patience", -1, self.slots).reshape(self.shape)
        least, most = self.p.patience.least, self.p.patience.most
        self.patience = np.floor(least + waits * (most - least + 1)).astype(int)
        """Seasons of heavy loss in a row after which a route ends; a home airline waits one longer."""
        self.patience[:, HOME_BASE] += 1

    @property
    def known(self) -> np.ndarray:
        """What each airline knows of where it does not fly the market and where it does, (origins, carrier types, 2)."""
        return np.stack([self.passing, self.passing + self.lasting], axis=-1)

    def next_season(self, month: int) -> None:
        """Move on to the season that begins in a calendar month."""
        keep = self.p.luck_persistence
        shock = self.draws.normal("carriers.season", month, self.slots)[0].reshape(self.shape)
        self.passing = keep * self.passing + np.sqrt(1 - keep**2) * self.p.luck_passing_sd * shock
