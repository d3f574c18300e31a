"""Projects of a usual year, by source, number and size: the targets that the firms' constants are solved for.

A *source* is where capital truly comes from: each origin of the facts, and last the mainland itself, whose capital on a
round trip through Hong Kong feels neither visas nor flights. What is published is by immediate origin; what lies
behind Hong Kong is split by declared shares.
"""

from dataclasses import dataclass

import numpy as np

from common.vocabulary import SECTORS
from model.facts import Facts
from model.facts.months import DAYS_A_MONTH
from model.firms import capital
from model.parameters import Room


@dataclass(frozen=True)
class Projects:
    """Yearly targets at the level of 2022; sources are origins and then the mainland."""

    direct: np.ndarray
    """New firms a year that come straight from their origin, (sources, sectors)."""
    through: np.ndarray
    """New firms a year that come through Hong Kong, by true source, (sources, sectors)."""
    via_share: np.ndarray
    """Share of third countries' capital that goes through Hong Kong, (sectors,)."""
    contract: np.ndarray
    """Mean contract by immediate origin, million USD, (origins, sectors)."""
    reinvested: np.ndarray
    """Reinvestment a year per capital paid in by the mean firm, (sectors,)."""
    hazard: np.ndarray
    """Base hazard of exit in a step of the run, a month or a part of one, (sectors,)."""
    multiples: np.ndarray
    """Hazard of each profit level relative to the base, (levels,)."""
    stock: np.ndarray
    """Expected firms in operation by true source, (sources, sectors)."""

    @property
    def total(self) -> np.ndarray:
        """New firms a year by true source, (sources, sectors)."""
        return self.direct + self.through


def behind_hong_kong(facts: Facts, p: Room) -> np.ndarray:
    """Return the true sources of projects through Hong Kong, shares by source, (sources,), sum 1; ``p``: room ``firms``."""
    hong_kong, n = facts.origin_index["HKG"], len(facts.origins)
    found = np.append(facts.fdi_project_share_2022, 0.0)
    found[hong_kong] = 0.0
    found *= p.third_country_share / found.sum()
    found[hong_kong], found[n] = 1 - p.third_country_share - p.round_trip_share, p.round_trip_share
    return found


def true_shares(facts: Facts, p: Room) -> np.ndarray:
    """Return the true sources of all projects in China in 2022, shares by source, (sources,), sum 1; ``p``: room ``firms``."""
    hong_kong = facts.origin_index["HKG"]
    direct = np.append(facts.fdi_project_share_2022, 0.0)
    through, direct[hong_kong] = direct[hong_kong], 0.0
    return np.asarray(direct + through * behind_hong_kong(facts, p))


def usual_projects(facts: Facts, p: Room, parts: int = 1) -> Projects:
    """Return the targets of one draw of parameters (room ``firms``), for a run with ``parts`` steps a month."""
    hong_kong, n = facts.origin_index["HKG"], len(facts.origins)
    others = np.arange(n) != hong_kong
    number = facts.sector_projects_per_year / facts.sector_projects_per_year.sum() * p.new_projects_2022
    value = facts.sector_fdi_share * facts.fdi_musd_2022

    number_hk = number * facts.fdi_project_share_2022[hong_kong]
    behind = behind_hong_kong(facts, p)
    most = p.most_through_hong_kong.makers, p.most_through_hong_kong.services
    value_hk = _value_through_hong_kong(facts, value, p.hk_services_share, most)
    spread = np.where(others, facts.fdi_project_share_2022, 0.0) / facts.fdi_project_share_2022[others].sum()
    worth = np.where(others, facts.fdi_share_2022, 0.0) / facts.fdi_share_2022[others].sum()

    direct, through = np.zeros((n + 1, len(SECTORS))), np.zeros((n + 1, len(SECTORS)))
    direct[:n] = spread[:, None] * (number - number_hk)
    through[:] = behind[:, None] * number_hk
    third = p.third_country_share
    via_share = third * number_hk / (number - number_hk + third * number_hk)

    levels = capital.profit_levels(p.profit_spread)
    multiples = levels**-p.exit_profit_power
    young = capital.Youth(more=p.exit_young, months=p.young_months)
    hazard = capital.base_hazard(facts.foreign_firms_2022 / number * (12 * parts), multiples, young, parts)
    paid, held = _lasting(p, hazard, levels, multiples, young, parts)

    ploughed = p.reinvested_share
    new_money = np.full((n, len(SECTORS)), 1.0)
    new_money[hong_kong] = value_hk / number_hk
    new_money[others] = (worth / np.maximum(spread, 1e-12))[others, None] * (value - value_hk) / (number - number_hk)
    contract = new_money * (1 - ploughed) / (p.paid_share * paid)
    reinvested = 12 * parts * ploughed / (1 - ploughed) * paid / held
    stock = (direct + through) / number * facts.foreign_firms_2022
    return Projects(
        direct=direct,
        through=through,
        via_share=via_share,
        contract=contract,
        reinvested=reinvested,
        hazard=hazard,
        multiples=multiples,
        stock=stock,
    )


def _value_through_hong_kong(facts: Facts, value: np.ndarray, services: float, most: tuple[float, float]) -> np.ndarray:
    """Return million USD through Hong Kong by sector; what is not services there is manufacturing.

    ``most`` are the largest shares of a sector's value that can, of manufacturing and of the others.
    """
    makers = SECTORS.index("manufacturing")
    through = np.empty_like(value)
    through[makers] = min((1 - services) * facts.fdi_hong_kong_musd_2022, most[0] * value[makers])
    rest = np.arange(value.size) != makers
    total = facts.fdi_share_2022[facts.origin_index["HKG"]] * facts.fdi_musd_2022 - through[makers]
    through[rest] = value[rest] * min(total / value[rest].sum(), most[1])
    return through


def _lasting(
    p: Room, hazard: np.ndarray, levels: np.ndarray, multiples: np.ndarray, young: capital.Youth, parts: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return what remains of planned payments after firms' exits, per sector.

    Returns:
        The share of planned instalments that is paid before exit, (sectors,), and the expected steps times capital
        held, weighted with profit, per unit of planned capital, (sectors,).
    """
    when = payment_law(p, parts)
    at = np.arange(when.size)
    rate = hazard[:, None, None] * multiples[:, None]
    paid = capital.survival(at, rate, young, parts).mean(axis=1) @ when
    held = (levels[:, None] * capital.lifetime(rate, young, at, parts)).mean(axis=1) @ when
    return paid, held


def payment_law(p: Room, parts: int = 1) -> np.ndarray:
    """Return the share of planned capital that falls due in each step after the licence, (steps,), sum 1."""
    grid = (np.arange(4096)[None, :] * np.array([[0.7548776662], [0.5698402910], [0.4301597090]]) + 0.5) % 1.0
    first, step, number = capital.payment_plan(grid, *payment_rules(p))
    done = np.arange(number.max())[:, None]
    weight = np.where(done < number, 1 / number, 0.0) / grid.shape[1]
    return np.bincount(capital.due(first * parts, step * parts, done).astype(np.int64).ravel(), weights=weight.ravel())


def licence_months(facts: Facts) -> int:
    """Return the whole months for which a unit of investment waits for its licence under the rules of 2022."""
    return round(float(facts.sector_fdi_share @ facts.licensing_days) / DAYS_A_MONTH)


def first_instalment_share(p: Room) -> float:
    """Return the share of planned capital that comes with the first instalment."""
    return float((1 / np.arange(1, int(p.most_instalments) + 1)).mean())


def payment_rules(p: Room) -> tuple[int, tuple[float, float], int]:
    """Return most instalments, shortest and longest span in months, and longest delay of the first in months."""
    span = (p.payment_span.shortest, p.payment_span.longest)
    return int(p.most_instalments), span, int(p.first_payment_delay)
