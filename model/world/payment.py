"""Paying in China: the share of visitors from abroad who cannot pay as people here do, by month.

Cash and foreign cards gave way to payment by phone, the more so while the border was closed; from the summer of 2023 foreign
cards could be linked to the phone, limits were raised and card machines came back, and the share fell. It is the nation's
course, known to nobody in Nanjing to decide; what the city does on top passes the channel ``payment``.
"""

import numpy as np

from model.facts.months import month_index
from model.parameters import Room
from model.world.paths import UNSEEN
from model.world.reopening import OUTBREAK

CARDS_LINKED = month_index(2023, 7)
"""Foreign cards could be linked to the two large phone wallets."""


def unserved(case: str, months: np.ndarray, p: Room) -> np.ndarray:
    """Return the share of visitors who cannot pay by phone, card or cash where they would, (months,).

    Args:
        case: a case of ``reopening``; a world that is frozen keeps its share.
        months: calendar months.
        p: parameters, room ``world``.
    """
    before, closed, least = p.payment_unserved_2019, p.payment_unserved_2022, p.payment_unserved_least
    if case.startswith("frozen"):
        return np.full(months.size, before if case == "frozen_2019" else closed)
    fading = np.exp(-np.maximum(months + 0.5 - CARDS_LINKED, 0.0) / p.payment_fade_months)
    after = least + (closed - least) * fading
    return np.select([months < OUTBREAK, months < UNSEEN], [before, closed], after)
