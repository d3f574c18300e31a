"""Nanjing together with other cities: what its gains are worth to the province and to the nation.

A city can win by bringing capital and people to China or by drawing them from its neighbours. Jiangsu is Nanjing and Suzhou, the
only other city of the province that the model has.
"""

import numpy as np

from common.vocabulary import CITIES
from model.month_results import MonthResults

SUZHOU = CITIES.index("suzhou")


def wider_results(month: MonthResults) -> dict[str, np.ndarray]:
    """Return FDI of Jiangsu and China and visitors of Jiangsu, from the month's figures of Nanjing and its rivals."""
    fdi, visitors = month["fdi_actual_use"].sum(), month["visitors"].sum()
    return {
        "fdi_jiangsu": np.array(fdi + month["rival_fdi"][SUZHOU]),
        "fdi_china": np.array(fdi + month["rival_fdi"].sum()),
        "visitors_jiangsu": np.array(visitors + month["rival_visitors"][SUZHOU]),
    }
