"""Fits of somebody who lived earlier: what targets that were known by a year teach, and nothing that came later.

A run over history reproduces levels of 2019 and 2022, which an earlier year did not know: a count of 2016 beside the level of
2019 would give away how much came between. So of such counts only the growth among the years known is learned; what they have
in common is an unknown of its own, as large as one likes. Growth has no scope either, so that counts that a later ratio
brought to one scope may be used. The spread of cities' own courses is that which the years known show.

What stays of hindsight: the form of the model, its priors, the facts of 2019 and 2022 that say who comes and who invests.
"""

from collections.abc import Sequence

import numpy as np

from calibration.fit import Learnt, learn
from calibration.own_departures import known_by as spreads_known_by
from calibration.smc import PARTICLES
from calibration.targets import OWN_STEP, Target, covariance, fitted
from calibration.waves import Wave

LEVELS = {
    "visitors": 2019,
    "visitors_from": 2019,
    "receipts_per_visitor": 2019,
    "nights_per_visitor": 2019,
    "fdi": 2022,
    "hong_kong_share": 2022,
    "new_firms": 2022,
    "goods_trade": 2022,
}
"""Statistic of a count → year whose level a run reproduces because constants are solved for it."""
FREE = 3.0
"""Spread of a level that is not known, log points: a factor of twenty either way, so that only growth counts."""
COUNTS = {"visitors": "inbound_visitors", "fdi": "fdi_musd"}
"""Count with a course of its own → indicator of the city panel whose departures tell its spread."""


def known_at(origin: int) -> tuple[Target, ...]:
    """Return the fitted targets from which somebody at the end of a year can learn."""
    past = [one for one in fitted() if one.last_year <= origin and (one.known <= origin or _free(one, origin))]
    level = [(one.statistic, one.what) for one in past]
    return tuple(
        one for one, key in zip(past, level, strict=True) if not _free(one, origin) or level.count(key) > 1
    )  # a lone count of unknown level says nothing


def errors_at(origin: int, chosen: Sequence[Target]) -> np.ndarray:
    """Covariance of the targets' errors as known at the end of a year, levels of later years left open, (targets, targets)."""
    told = spreads_known_by(origin)
    found = covariance(chosen, {count: step * told[COUNTS[count]] for count, step in OWN_STEP.items()})
    level = [f"{one.statistic} {one.what}" if _free(one, origin) else "" for one in chosen]
    open_levels = np.array([[bool(one) and one == other for other in level] for one in level])
    return found + FREE**2 * open_levels


def learn_by(
    origin: int,
    lucks: Wave,
    candidates: Wave,
    particles: int = PARTICLES,
    rng: np.random.Generator | None = None,
) -> Learnt:
    """Return what the years up to ``origin`` teach; for the others see :func:`calibration.fit.learn`. No run is made."""
    chosen = known_at(origin)
    return learn(lucks, candidates, chosen, particles, rng, errors=errors_at(origin, chosen))


def _free(target: Target, origin: int) -> bool:
    return LEVELS.get(target.statistic, origin) > origin
