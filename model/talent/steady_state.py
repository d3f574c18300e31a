"""The steady state the talent starts from: arrivals and stays with which pay does not drift while nothing changes.

Given stocks, mean stays and the time it takes to fill a post, this solves the hazards of leaving, the flow of arrivals
that replaces those who leave (and lets returnees grow in number as posts for them do), and the applicants abroad whom
this flow needs. *Cells* are kind x origin x field, *markets* kind x field, *terms* the three ways of staying:
foreigners on permits, foreigners who need none, returnees.
"""

from dataclasses import dataclass

import numpy as np

from model.facts.months import DAYS_A_MONTH
from model.parameters import Room
from model.talent import hiring, staying
from model.talent.communities import KINDS, Communities

PROFESSIONALS, RETURNEES = range(len(KINDS))
ON_PERMIT, FREE, NATIONAL = range(3)
GONE = 1e3
"""A hazard so large that everyone leaves at once."""


@dataclass(frozen=True)
class Rest:
    """The steady state; times and flows by the steps of the run, which are months unless it is made in parts of them."""

    stock: np.ndarray
    """(cells,) persons in Nanjing."""
    terms: np.ndarray
    """(cells,) terms of stay."""
    market: np.ndarray
    """(cells,) market."""
    hazards: np.ndarray
    """(terms, horizon + steps of tenure) hazard a step without ends of permits, float32; the first ``horizon``
    columns are empty, so that who arrives in step t has a place in step 0 too."""
    newcomer: np.ndarray
    """(cells,) place of a newcomer's hazard in the flat table of hazards."""
    survivors: tuple[np.ndarray, ...]
    """Per terms: share of arrivals still here by steps of tenure."""
    mean_stay: np.ndarray
    """(cells,) steps."""
    arrivals: np.ndarray
    """(cells,) persons a step."""
    applicants: np.ndarray
    """(cells,) persons a step."""
    vacancies: np.ndarray
    """(markets,) posts to fill at the time of hiring."""
    posts: np.ndarray
    """(markets,) all posts."""


def whole_numbers(expected: np.ndarray) -> np.ndarray:
    """Return whole numbers whose running sum follows that of ``expected`` (1-d), so that totals are kept."""
    return np.diff(np.rint(np.concatenate([[0.0], np.cumsum(expected)]))).astype(np.int64)


def at_rest(
    community: Communities,
    scale: float,
    p: Room,
    days: float,
    permit: int,
    horizon: int,
    parts: int = 1,
    growth: float = 0.0,
) -> Rest:
    """Return the steady state.

    Args:
        community: stocks of 2022.
        scale: stock at the start relative to 2022.
        p: parameters, room ``talent``.
        days: processing of a permit, days.
        permit: validity of a permit, steps.
        horizon: steps the run may last.
        parts: steps in a month.
        growth: growth of posts for returnees, log points a step; graduates come in the number that these ask for.
    """
    kinds, _, fields = community.people.shape
    kind, origin, field = (axis.ravel() for axis in np.indices(community.people.shape))
    stock = whole_numbers((community.people * scale).ravel())
    terms = np.where(kind == RETURNEES, NATIONAL, np.where(community.needs_permit[kind, origin], ON_PERMIT, FREE))
    market = kind * fields + field

    hazards, survivors = _leaving(p, permit, horizon, parts)
    mean_stay = np.array([curve.sum() for curve in survivors])[terms]
    leavers = stock / mean_stay
    grown = np.where(kind == RETURNEES, growth, 0.0)
    arrivals = leavers + np.expm1(grown) * stock

    wait = np.where(terms == ON_PERMIT, days, 0.0)
    course = hiring.staying_course(wait, p.patience_days, p.refused)
    coming = arrivals * wait * parts / DAYS_A_MONTH
    hires = np.bincount(market, arrivals / course, kinds * fields)
    held = np.bincount(market, stock + coming, kinds * fields)
    vacancies = hires * np.repeat([p.months_to_fill[name] * parts for name in KINDS], fields)
    needed = hiring.applicants_for(hires, vacancies, parts)
    share = np.divide(arrivals / course, hires[market], out=np.zeros_like(arrivals), where=hires[market] > 0)
    return Rest(
        stock=stock,
        terms=terms,
        market=market,
        hazards=hazards,
        newcomer=terms * hazards.shape[1] + horizon,
        survivors=survivors,
        mean_stay=mean_stay,
        arrivals=arrivals,
        applicants=share * needed[market],
        vacancies=vacancies,
        # When employers hire, this step's leavers have gone, the last one's hires have come and posts have grown.
        posts=(held + vacancies - np.bincount(market, leavers, kinds * fields))
        * np.exp(-np.repeat([0.0, growth], fields)),
    )


def _leaving(p: Room, permit: int, horizon: int, parts: int) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Return hazards by terms and tenure, and survival by terms; without permits, foreigners leave as those on permits do."""
    life = int(p.working_life_months) * parts
    shape = staying.shape_of_leaving(life, p.settled_hazard, p.settling_months * parts)
    renewals = staying.lumps(life, permit, p.not_renewing)
    none = np.zeros(life)
    foreign = staying.level_of_leaving(shape, renewals, p.mean_stay.professionals * parts)
    national = staying.level_of_leaving(shape, none, p.mean_stay.returnees * parts)
    hazards = np.full((3, horizon + life + horizon + 1), GONE, np.float32)
    hazards[:, :horizon] = 0
    hazards[:, horizon : horizon + life] = np.stack([foreign * shape, foreign * shape, national * shape])
    survivors = tuple(
        staying.survival(level * shape + added)
        for level, added in ((foreign, renewals), (foreign, none), (national, none))
    )
    return hazards, survivors
