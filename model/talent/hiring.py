"""How candidates abroad and vacancies in Nanjing meet, as pure functions of arrays.

A *market* is one kind of person (foreign professional, returnee) in one field. Within it every applicant is as good
as any other and one person fills one post.
"""

import numpy as np

from model.facts.months import DAYS_A_MONTH


def applying(start_share: float, slope: float, gain: np.ndarray) -> np.ndarray:
    """Return the share of candidates whose reservation wage Nanjing meets, same shape as ``gain``.

    Reservation wages (logarithm) are logistic across candidates with scale ``1 / slope``, placed so that
    ``start_share`` of them apply where nothing has changed.

    Args:
        start_share: share that applies at the start, in (0, 1).
        slope: steepness, per log point of wage.
        gain: what a post in Nanjing has gained since the start, log wage points.
    """
    odds = start_share / (1 - start_share) * np.exp(slope * gain)
    return odds / (1 + odds)


def pay_round(
    pay: np.ndarray, vacancies: np.ndarray, applicants: np.ndarray, curve: float, months: float
) -> np.ndarray:
    """Return the change of log pay in a step, same shape as ``pay``: it closes on what the wage curve says.

    Args:
        pay: log pay relative to the start.
        vacancies: relative to the start.
        applicants: relative to the start.
        curve: elasticity of pay to vacancies per applicant.
        months: time in which pay follows, steps.
    """
    return (curve * np.log(vacancies / applicants) - pay) / np.maximum(months, 1)


def meetings(vacancies: np.ndarray, applicants: np.ndarray, parts: int = 1) -> np.ndarray:
    """Return expected matches when each applicant applies to one vacancy and each vacancy takes one applicant.

    The urn-ball matching function in whole numbers (Petrongolo & Pissarides 2001, Journal of Economic Literature
    39(2):390-431): never above the vacancies nor the applicants. People, same shape as the inputs. The applicants of a
    month compete with each other; those of one of its ``parts`` as if they kept coming for a month, or the shorter the
    step the fewer would meet a post that is taken.
    """
    vacancies = np.asarray(vacancies, dtype=float)
    missed = 1 - np.divide(1.0, vacancies, out=np.ones_like(vacancies), where=vacancies >= 1)
    return vacancies * (1 - missed ** (applicants * parts)) / parts


def applicants_for(matches: np.ndarray, vacancies: np.ndarray, parts: int = 1) -> np.ndarray:
    """Return the mean of Poisson applicants that gives the expected ``matches``, which must be fewer than the vacancies.

    The inverse of :func:`meetings` in the mean. People, same shape as the inputs.
    """
    filled = np.divide(matches * parts, vacancies, out=np.zeros_like(vacancies), where=vacancies > 0)
    missed = 1 - np.divide(1.0, vacancies, out=np.ones_like(vacancies), where=vacancies >= 1)
    # An applicant lowers the chance of a post to stay free by 1 - missed^parts, the sum of this series over vacancies.
    series = sum(missed**k for k in range(parts))
    return -vacancies * np.log1p(-filled) / series


def hired(market: np.ndarray, queue: np.ndarray, matches: np.ndarray) -> np.ndarray:
    """Return which applicants get a post: the first ``matches`` of each market in the order of their luck.

    Args:
        market: market of each applicant, (applicants,).
        queue: place in the queue, lowest first, in (0, 1), (applicants,).
        matches: posts filled in each market, (markets,).

    Returns:
        Indices of the hired. One match more in a market adds one person and moves nobody else.
    """
    order = np.argsort(market + queue.astype(np.float64))
    sizes = np.bincount(market, minlength=len(matches))
    of = market[order]
    rank = np.arange(len(market)) - (np.cumsum(sizes) - sizes)[of]
    return order[rank < matches[of]]


def staying_course(days: np.ndarray, patience_days: float, refused: float) -> np.ndarray:
    """Return the share of the hired who get through the procedure: not refused, and still willing after the wait.

    Patience is exponential with mean ``patience_days``; 0 ``days`` (no permit needed) loses nobody.
    """
    days = np.asarray(days, dtype=float)
    return np.where(days > 0, (1 - refused) * np.exp(-days / patience_days), 1.0)


def months_of_wait(days: np.ndarray, u: np.ndarray, parts: int = 1) -> np.ndarray:
    """Return whole months (or equal parts of one) until arrival, integers, with mean ``days``; ``u``: uniforms, same shape."""
    return np.floor(np.asarray(days) * parts / DAYS_A_MONTH + u).astype(np.int64)


def still_coming(days: float, month: int, parts: int = 1) -> float:
    """Return the share of a month's matches who are still to arrive ``month`` months from now (0: this month), over all the past.

    With ``parts``, the same of a part of a month, some parts from now.
    """
    return min(max(days * parts / DAYS_A_MONTH - month, 0.0), 1.0)
