"""The room of domestic firms: what founders and makers meet this month, and what their firms employ, sell and pay."""

import numpy as np

from common.vocabulary import FOUNDERS, PROGRAMMES, SECTORS, USES
from model.city_protocol import City
from model.home import founding
from model.home.credit import Credit
from model.home.founders import HEADQUARTERS, MAKERS, SCIENCE, Founders, Offer
from model.home.makers import Makers
from model.policy import Policy, push_on_each

MANUFACTURING = SECTORS.index("manufacturing")
TECHNOLOGY = [place for place, programme in enumerate(PROGRAMMES) if programme != "green"]
"""Programmes that lend technology firms."""


class Home:
    """Domestic firms of Nanjing where the plan needs them.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.p = model, model.parameters.room("home")
        self.founders, self.makers, self.credit = Founders(model), Makers(model), Credit(model)
        self.jobs_per_firm = self.p.jobs.vector(FOUNDERS)
        office, facts = USES.index("office"), model.facts
        self._offices = (facts.floor_space_m2 * facts.occupancy)[:, office]
        self._offices = self._offices / self._offices.sum()
        self._growth_start = float(model.world.domestic_growth)

    def announce(self) -> None:
        """Send the first signals: the firms and makers of the starting stock."""
        self._send()

    def found(self, policy: Policy) -> None:
        """Pass one month, or a part of it: firms close and are founded, makers begin or stop to sell services."""
        offer = self._offer(policy)
        self.founders.found(offer)
        self.makers.decide(float(offer.added[MAKERS]), float(offer.gain[MAKERS, MANUFACTURING]), self.p.slope)
        self._send()

    def _offer(self, policy: Policy) -> Offer:
        push, p = policy.channels, self.p
        added = np.zeros(len(FOUNDERS))
        by_credit = self.credit.lend(float(push["credit"]) + self._programmes(policy))
        added[[SCIENCE, MAKERS]] = self._by_science() + by_credit, float(push["integration"])
        gain = np.array([founding.gain(self._pay(), self._people(), self._rent(), p)] * len(FOUNDERS))
        gain[HEADQUARTERS] *= p.headquarters_slope
        gain[HEADQUARTERS] += p.headquarters_slope * float(self.model.wires.hear("headquarters_to_home"))
        gain[HEADQUARTERS] += (
            p.headquarters_slope * p.rent_share * (self._offices @ push_on_each(policy, "zone_attraction"))
        )
        return Offer(added=added, gain=gain, growth=float(self.model.world.domestic_growth) / self._growth_start)

    @staticmethod
    def _programmes(policy: Policy) -> float:
        """Return what the plan's own programmes lend technology firms, green loans apart, million CNY a year."""
        return float(policy.finance.credit_cny_mn[TECHNOLOGY].sum())

    def _by_science(self) -> float:
        """Return firms that science lets found more than at the start, a year per thousand technology firms."""
        now, start = self.model.wires.hear("science_to_home"), self.model.wires.start("science_to_home")
        return float((now - start).item()) / self.p.parents.science

    def _pay(self) -> np.ndarray:
        """Return pay of professionals relative to the start, (sectors,)."""
        return self.model.wires.hear("talent_to_home") / self.model.wires.start("talent_to_home")

    def _people(self) -> np.ndarray:
        """Return professionals who can be hired relative to the start, (sectors,)."""
        now, start = self.model.wires.hear("talent_to_firms"), self.model.wires.start("talent_to_firms")
        return (now + 1) / (start + 1)

    def _rent(self) -> float:
        """Return office rents relative to the start."""
        office = USES.index("office")
        now, start = (hear("zones_to_firms")[:, office] for hear in (self.model.wires.hear, self.model.wires.start))
        return float(self._offices @ now / (self._offices @ start))

    def _send(self) -> None:
        send, count = self.model.wires.send, self.founders.count
        sellers = count[[SCIENCE, MAKERS]].sum(axis=0)
        sellers[MANUFACTURING] += self.makers.number
        send("home_to_services", sellers)
        send("home_to_finance", np.array([self.credit.loans * self.p.credit.ticket_cny_mn * self.model.clock.year]))
        send("home_to_goods", np.array([self.makers.share]))
        send("home_to_talent", self._jobs())
        founded = self.founders.founded[HEADQUARTERS].sum()
        send("home_to_institutions", np.array([founded, count[HEADQUARTERS].sum()]))

    def supported_jobs(self) -> np.ndarray:
        """Return jobs in firms that take what a zone's programme offers, jobs, (zones, sectors); see ``Firms``."""
        clock, p = self.model.clock, self.model.parameters.room("firms")
        age = clock.now - self.founders.firms["since"]
        new = age < np.minimum(p.horizon_years * clock.year, clock.passed + 1)
        takers = self.founders.counted(np.where(new, 1.0, p.zone_support_incumbents))
        return np.outer(self._offices, self.jobs_per_firm @ takers)

    def _jobs(self) -> np.ndarray:
        """Return jobs in founded firms, (sectors,)."""
        return self.jobs_per_firm @ self.founders.count

    def results(self) -> dict[str, np.ndarray]:
        """Return the month's figures of domestic firms; money at prices of the day, million CNY."""
        p, world, share = self.p, self.model.world, self.model.clock.share
        level = world.price_level * world.domestic_growth / self._growth_start * share / 12
        jobs = self._jobs()
        sales = p.sales_per_job * jobs
        sales[MANUFACTURING] += p.makers.services * self.makers.number
        return {
            "domestic_firms_founded": self.founders.founded,
            "domestic_firms": self.founders.count,
            "domestic_jobs": jobs,
            "domestic_sales": sales * level,
            "domestic_pay": p.pay_per_job * jobs * self._pay() * level,
            "technology_loans": np.array(self.credit.loans),
            "servitised_makers": np.array(float(self.makers.number)),
        }
