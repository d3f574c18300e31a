"""Could the model have made these data at all? Predictive checks, by class of figures.

Real runs at draws of the prior, or of the posterior, are counted with the targets' errors: what came out is what the model
could have made. Where what was counted lies farther from the middle of that than nearly all of it, the model could
not: not before the fit (the prior or a mechanism is wrong), or not after (targets contradict each other, or the model). A
posterior has seen the figures, so its chances are larger than they would be on new ones (Gelman, Meng & Stern 1996,
Statistica Sinica 6:733-807).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from calibration.targets import Target, covariance, observed

REPLICATES = 4000
CLASSES = {
    "visitors": ("visitors of Nanjing", "南京入境游客", ("visitors", "visitors_from")),
    "stays": ("spending and nights of a visitor", "游客消费与停留", ("receipts_per_visitor", "nights_per_visitor")),
    "rival_visitors": (
        "visitors of the six cities and of China",
        "六市与全国入境游客",
        ("rival_visitor_growth", "china_visitor_growth"),
    ),
    "flights": ("flights of Lukou", "禄口机场航班", ("weekly_flights", "flights_growth", "far_markets", "load_of")),
    "fdi": ("foreign investment of Nanjing", "南京外资", ("fdi", "hong_kong_share", "new_firms")),
    "rival_fdi": ("foreign investment of the five cities", "五市外资", ("rival_fdi_growth",)),
    "trade": ("trade of Nanjing", "南京贸易", ("goods_trade", "services_exports", "services_imports")),
}
"""Classes of fitted targets: names, and their statistics."""


class Check(NamedTuple):
    """How often the model makes figures of a class as far from its middle as those counted."""

    key: str
    en: str
    zh: str
    targets: int
    prior: float
    """Chance under the prior, 0 to 1."""
    posterior: float
    """Chance under the posterior, 0 to 1."""


def checks(chosen: Sequence[Target], prior: np.ndarray, posterior: np.ndarray, seed: int = 0) -> list[Check]:
    """Return a check for each class that has targets, and one for all together.

    Args:
        chosen: the targets fitted.
        prior: moments of real runs at draws of the prior, log, (runs, targets).
        posterior: the same of the posterior.
        seed: of the errors of counting.
    """
    whole = [
        (key, en, zh, [k for k, t in enumerate(chosen) if t.statistic in of]) for key, (en, zh, of) in CLASSES.items()
    ]
    whole.append(("all", "all together", "全部", list(range(len(chosen)))))
    errors, counted, rng = covariance(chosen), observed(chosen), np.random.default_rng(seed)
    return [
        Check(
            key,
            en,
            zh,
            len(at),
            *(chance(m[:, at], errors[np.ix_(at, at)], counted[at], rng) for m in (prior, posterior)),
        )
        for key, en, zh, at in whole
        if at
    ]


def chance(runs: np.ndarray, errors: np.ndarray, counted: np.ndarray, rng: np.random.Generator) -> float:
    """Return the share of what the model could have made that lies as far from its middle as what was counted.

    Distance is Mahalanobis', in the spread of what the model could have made.

    Args:
        runs: moments of real runs, log, (runs, targets).
        errors: covariance of the errors of counting, (targets, targets).
        counted: (targets,).
        rng: luck of the errors.
    """
    spread = np.atleast_2d(np.cov(runs, rowvar=False)) + errors
    made = runs[rng.integers(len(runs), size=REPLICATES)] + rng.multivariate_normal(
        np.zeros(len(errors)), errors, REPLICATES
    )
    far = lambda points: np.einsum("rt,tr->r", points, np.linalg.solve(spread, points.T))  # noqa: E731
    middle = runs.mean(axis=0)
    return float((far(made - middle) >= far((counted - middle)[None, :])[0]).mean())
