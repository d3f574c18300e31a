"""Institutions that serve firms: arbitration, joint law firms, rating, insurance, testing, disputes abroad.

Each kind has cases that firms of the city bring somewhere every year, and a number that it can take. Some clients
prefer an institution near by; the others go to Shanghai or abroad, fewer of them where support pays a part of the fee.
Cases come unevenly, so that an institution is never quite full: of ``wanted`` cases a capacity serves
``capacity * (1 - exp(-wanted / capacity))``. It becomes known over some two years. What a case saves its client is
what it would have cost elsewhere.
"""

import numpy as np
from scipy.special import expit, logit

from common.vocabulary import INSTITUTIONS, SECTORS
from model.city_protocol import City
from model.levers.channels import INSTITUTION_CHANNELS
from model.policy import Policy

FIELDS: dict[str, tuple[str, ...]] = {
    "arbitration": ("business", "logistics", "professional"),
    "law": ("legal", "business", "professional"),
    "rating": ("finance",),
    "insurance": ("technology", "health"),
    "testing": ("technology", "professional"),
    "ip_centre": ("technology",),
}
"""Fields whose exporters of services are clients, by kind of institution."""


class ServingInstitutions:
    """Institutions by kind: what they can take, what they serve, what they save.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.p, facts, clock = model.parameters.room("institutions"), model.facts, model.clock
        kinds = self.p.kinds
        self.cases, self.capacity_2022 = kinds.cases.vector(INSTITUTIONS), kinds.capacity_2022.vector(INSTITUTIONS)
        self.saved_a_case, self.fee = kinds.saved.vector(INSTITUTIONS), kinds.fee.vector(INSTITUTIONS)
        self.size = kinds.size.vector(INSTITUTIONS)
        self._memory = clock.speed(1 / self.p.known_months)
        self._share_of_year = 1 / clock.year
        self.capacity = self.capacity_2022
        """Cases a year that can be taken, (kinds,)."""
        self.served = self._wanted(self.capacity_2022, np.zeros(len(INSTITUTIONS)))
        """Cases a year that are served, (kinds,)."""
        self.served_start = self.served
        rate = facts.exchange_rate(2022)
        exports = facts.services_export_share * facts.services_exports_musd_2022 * rate
        clients = np.array([[sector in FIELDS[kind] for sector in SECTORS] for kind in INSTITUTIONS])
        self._of_services = self.p.for_services.vector(INSTITUTIONS)[:, None] * clients / (clients @ exports)[:, None]
        self._of_goods = self.p.for_goods.vector(INSTITUTIONS) / (
            facts.goods_trade_cny_mn_2022 * facts.goods_export_share_of_trade
        )
        capital = 1000 * model.parameters.room("finance").foreign_capital_cny_bn
        self._of_foreign = self.p.for_foreign.vector(INSTITUTIONS) / capital
        self._count()

    def serve(self, policy: Policy) -> None:
        """Pass a month, or a part of it: clients choose, institutions become known."""
        tasks = np.array([float(policy.channels[channel]) for channel in INSTITUTION_CHANNELS])
        self.capacity = np.maximum(self.capacity_2022 + policy.institution_capacity + tasks, 0.0)
        wanted = self._wanted(self.capacity, policy.institution_support)
        self.served = self.served + self._memory * (wanted - self.served)
        self._count()

    def _wanted(self, capacity: np.ndarray, support: np.ndarray) -> np.ndarray:
        """Return cases a year once everybody knows what is on offer, (kinds,).

        Args:
            capacity: cases a year that can be taken.
            support: million CNY a year paid towards clients' fees.
        """
        paid = np.minimum(support / (self.cases * self.fee), 1.0)
        prefer = expit(logit(self.p.near_share) + self.p.fee_slope * paid)
        most = np.maximum(capacity, 1e-9)
        return most * -np.expm1(-self.cases * prefer / most)

    def _count(self) -> None:
        """Add up what clients are saved since the start."""
        self.saved_more = more = (self.served - self.served_start) * self.saved_a_case
        """Million CNY of 2022 a year, (kinds,)."""
        self.premium = 100 * float(more @ self._of_foreign)
        """Saved by foreign firms, percentage points of their capital a year."""
        self.of_services: np.ndarray = more @ self._of_services
        """Saved by exporters of services, share of their sales, (sectors,)."""
        self.of_goods = float(more @ self._of_goods)
        """Saved by exporters of goods, share of their sales."""

    def results(self, prices: float) -> dict[str, np.ndarray]:
        """Return the month's figures; money at prices of the day (``prices``: 2022 = 1)."""
        share = self._share_of_year
        return {
            "functional_institutions": self.capacity / self.size,
            "institution_cases": self.served * share,
            "institution_saving": self.served * self.saved_a_case * share * prices,
        }
