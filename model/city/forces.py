"""The five forces of the city's strategy as index numbers, Nanjing 2019 = 100.

A force is the weighted mean of a few components, each relative to 2019: 120 means that the components together are a
fifth above 2019. They report what the year's results and rules show; nothing in the model reacts to them.
Where no number of 2019 exists, 2022 or the start of the run replaces it: talent, firms, floor space and rules.
"""

from collections.abc import Iterable

import numpy as np

from common.vocabulary import PURPOSES, SECTORS, USES
from model.city_protocol import CityWithRooms
from model.facts.months import DAYS_A_YEAR
from model.policy import quickest_permit_days
from model.rolling import RollingYear

COMPONENTS: dict[str, tuple[str, ...]] = {
    "hub": ("flights", "seats", "markets"),
    "innovation": ("talent", "capital", "firms"),
    "influence": ("visitors", "events", "diversity"),
    "consumption": ("spending", "duty_free", "retail"),
    "governance": ("licensing", "access", "permits", "dispute"),
}
"""What each force is made of, in the order of ``vocabulary.FORCES``; weights: ``forces.weight.<force>.<component>``."""
TECHNOLOGY, EVENT, RETAIL = SECTORS.index("technology"), PURPOSES.index("event"), USES.index("retail")


def effective_number(amounts: np.ndarray) -> float:
    """Return how many equal parts would be as diverse: 1 over the sum of squared shares; 0 for a zero total."""
    total = amounts.sum()
    return float(total**2 / (amounts**2).sum()) if total > 0 else 0.0


_MOST = max(map(len, COMPONENTS.values()))


def _table(by_force: Iterable[Iterable[float]]) -> np.ndarray:
    """Return one row for each force, with zeros where it has fewer components than others."""
    return np.array([[*row, *[0.0] * _MOST][:_MOST] for row in by_force])


def index(ratios: dict[str, dict[str, float]], weights: dict[str, np.ndarray]) -> np.ndarray:
    """Return each force from its components relative to 2019, (forces,): their weighted mean times 100."""
    weight = _table(weights[force] for force in COMPONENTS)
    relative = _table(ratios[force].values() for force in COMPONENTS)
    return 100.0 * ((relative * weight).sum(axis=1) / weight.sum(axis=1))


class Forces:
    """The five forces, from the last twelve months of results and the rules in force.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: CityWithRooms) -> None:
        self.model, self.facts, facts = model, model.facts, model.facts
        self.p = p = model.parameters.room("forces")
        self._weights = {force: p.weight[force].vector(components) for force, components in COMPONENTS.items()}
        years, fdi = facts.panel("nanjing", "fdi_musd")
        same_scope = facts.fdi_musd_2021_same_scope / fdi[years == 2021][0]
        self._projects = facts.sector_projects_per_year / facts.sector_projects_per_year.sum()
        self._open_then = float(self._projects @ (1 - facts.restrictiveness))
        most = model.parameters.room("pilot_tasks").cap
        self._most_dispute, self._most_complaints = most.dispute, most.complaints
        self._permit_days_2022 = model.parameters.room("levers").permit_days_2022
        self._shortest_permit_days = model.parameters.room("talent").shortest_permit_days
        visitors = facts.nanjing_visitors_2019
        self._base = {
            "flights": facts.flights_2019_weekly.sum(),
            "seats": (facts.flights_2019_weekly * facts.seats_per_flight).sum() * DAYS_A_YEAR / 7,
            "markets": float((facts.flights_2019_weekly >= 1).sum()),
            "capital": float(fdi[years == 2019][0] * same_scope * facts.sector_fdi_share[TECHNOLOGY]),
            "firms": float(facts.foreign_firms_2022[TECHNOLOGY]) * p.firms_2019,
            "visitors": visitors.sum(),
            "events": visitors.sum() * p.event_share_2019,
            "diversity": effective_number(visitors),
            "spending": facts.nanjing_spending_2019_musd,
            "duty_free": p.duty_free_2019,
            "retail": facts.floor_space_m2[:, RETAIL].sum(),
        }
        self._year = RollingYear()

    def components(self) -> dict[str, dict[str, float]]:
        """Return each component of each force relative to 2019."""
        year, last = self._year, self.model.month_results
        talent_start = float(self.model.wires.start("talent_to_zones").sum())
        base = self._base | {"talent": talent_start * self.p.talent_2019}
        visitors, flights = year.total("visitors"), year.mean("flights")
        now = {
            "flights": flights.sum(),
            "seats": year.total("seats"),
            "markets": float(np.count_nonzero(flights >= 1)),
            "talent": last["talent"].sum(),
            "capital": year.total("capital"),
            "firms": last["foreign_firms"][TECHNOLOGY],
            "visitors": visitors.sum(),
            "events": visitors[:, EVENT].sum(),
            "diversity": effective_number(visitors.sum(axis=1)),
            "spending": year.total("spending"),
            "duty_free": year.total("duty_free"),
            "retail": last["floor_space"][:, RETAIL].sum(),
        }
        ratios = {name: float(value / base[name]) for name, value in now.items()} | self._rules()
        return {force: {name: ratios[name] for name in names} for force, names in COMPONENTS.items()}

    def _rules(self) -> dict[str, float]:
        """Return governance: 1 plus the share of procedures and risk removed, and of access gained, since 2022."""
        policy = self.model.regulator.policy
        channels, weight = policy.channels, self._projects
        days = self.facts.licensing_days
        opened = np.minimum(channels["market_access"], self.facts.restrictiveness)
        return {
            "licensing": 1 + float(weight @ np.minimum(channels["licensing"] / days, 1.0)),
            "access": 1 + float(weight @ opened) / self._open_then,
            "permits": 1
            + min(1 - quickest_permit_days(policy, self._shortest_permit_days) / self._permit_days_2022, 1.0),
            "dispute": 1
            + (float(channels["dispute"]) + float(self.model.wires.hear("institutions_to_firms"))) / self._most_dispute
            + float(channels["complaints"]) / self._most_complaints,
        }

    def results(self) -> dict[str, np.ndarray]:
        """Return the index of each force, (forces,), after the month's results are in ``model.month_results``."""
        last = self.model.month_results
        self._year.write(
            self.model.clock.month,
            {
                "flights": last["weekly_flights"],
                "seats": last["seats"].sum(),
                "capital": last["fdi_actual_use"][TECHNOLOGY].sum(),
                "visitors": last["visitors"],
                "spending": last["visitor_spending"].sum(),
                "duty_free": last["duty_free_sales"].sum(),
            },
        )
        return {"force_index": index(self.components(), self._weights)}
