"""Transit without visa of the rival cities, each from its own date: what it cost a traveller to enter there, beside Shanghai.

The way to a rival is that to Shanghai (``visitor_options``), with Shanghai's terms of entry. Before 2019 other cities had
fewer hours, or none. The difference goes through the same friction of entry as at Lukou, so that the dates of seven cities
speak of one number. From 2019 on all are taken to move with Shanghai.
"""

import numpy as np

from common.vocabulary import CITIES
from model.city_protocol import City
from model.facts.months import month_index
from model.policy import Policy
from model.rules.travel import EntryRules
from model.visitors.visas import VisaFriction

UNTIL = month_index(2019, 1)
"""From here on Shanghai's terms hold for all."""
SHANGHAI = "shanghai"


class RivalTransit:
    """What entry costs at each rival more than at Shanghai, relative to 2019.

    Args:
        model: the pilot model; its facts and setting are read.
        visas: the friction of entry.
    """

    def __init__(self, model: City, visas: VisaFriction) -> None:
        self.facts, self.visas = model.facts, visas
        self.frozen = model.setting.world["rivals"] == "frozen"

    def dearer(self, policy: Policy, month: int) -> np.ndarray | None:
        """Return by how much entry at each rival is dearer, USD, (cities, segments); None where it is not.

        Args:
            policy: the month's rules.
            month: calendar month.
        """
        if self.frozen or month >= UNTIL:
            return None
        more = np.zeros((len(CITIES), self.visas.origin.size))
        for place, city in enumerate(CITIES):
            if city in ("rest_of_china", SHANGHAI):  # the rest of China has its own large ports, with Shanghai's terms
                continue
            for rules in policy.entry:
                now = self._beside_shanghai(rules, city, month)
                more[place] += rules.share * (now - self._beside_shanghai(rules, city, UNTIL))
        return more

    def _beside_shanghai(self, rules: EntryRules, city: str, month: int) -> np.ndarray:
        """Return friction of entry at a city less that at Shanghai, transit hours as they were in a month, USD, (segments,)."""
        there, shanghai = (
            self.visas.entry(
                rules.visa_free_days_national,
                np.where(self.facts.transit_eligible(month), self.facts.transit_hours(place, month), 0.0),
                rules.visas_national,
            ).friction
            for place in (city, SHANGHAI)
        )
        return there - shanghai
