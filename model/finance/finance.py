"""The room of cross-border finance, one month after the other.

What firms and the regulator hear is what facilities beyond those of 2022 do: beside the pools stands a twin under the rules
of 2022, which meets the same interest rates, so that without a lever or a task nothing moves.
"""

from typing import TYPE_CHECKING

import numpy as np

from common.vocabulary import FINANCIAL_INSTITUTIONS, PROGRAMMES
from model.city_protocol import City
from model.facts.months import month_index
from model.finance import rates
from model.finance.institutions import Institutions
from model.finance.pools import FOREIGN, PoolRules, Pools
from model.finance.programmes import GREEN, TASKS, Programmes
from model.policy import Policy, under

if TYPE_CHECKING:
    from model.month_results import MonthResults

PLEDGE = PROGRAMMES.index("pledge")
FUND = np.array([1.0 if kind != "bank" else 0.0 for kind in FINANCIAL_INSTITUTIONS]) / (len(FINANCIAL_INSTITUTIONS) - 1)
"""Kinds of institutions that tasks license: securities firms, funds and insurers alike."""


class Finance:
    """Cash pools, institutions, funds and credit of Nanjing.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.p = model, model.parameters.room("finance")
        p, year = self.p, model.clock.year
        usual = PoolRules(p.pool.quota_2022, p.pool.threshold_2022_cny_mn)
        self._cheaper_abroad = self._advantage()
        saving = rates.saving(self._cheaper_abroad, p)
        self.pools, self._twin = Pools(p, year, usual, saving), Pools(p, year, usual, saving)
        self.programmes = Programmes(p, year)
        self.institutions = Institutions(p, year, p.groups.foreign * p.companies.revenue_cny_bn**-p.groups.tail)
        self._borrowed = 1000 * p.foreign_capital_cny_bn * model.parameters.room("firms").borrowed_share
        """Capital of foreign firms that is borrowed, million CNY."""
        self._tickets = np.full(len(PROGRAMMES), model.parameters.room("home").credit.ticket_cny_mn)
        self._tickets[GREEN] = p.credit.green_ticket
        self._start = 100 * float(self._twin.saved[FOREIGN]) / self._borrowed
        self._usual_institutions = p.institutions.vector(FINANCIAL_INSTITUTIONS)
        self._guaranteed_by_tasks = np.full(len(PROGRAMMES), p.credit.guaranteed_by_tasks)
        self._count()

    def announce(self) -> None:
        """Send the first signals: the pools of 2022."""
        self._send()

    def deal(self, policy: Policy) -> None:
        """Pass a month, or a part of it: groups join pools, institutions come, loans are paid out."""
        rules, push, p = policy.finance, policy.channels, self.p
        self._cheaper_abroad = self._advantage()
        saving, usual = rates.saving(self._cheaper_abroad, p), self._twin.rules
        more = max(rules.pool_quota, float(push["pool_quota"]))  # one coefficient is in force: the larger
        self.pools.deal(PoolRules(usual.quota + more, usual.threshold - rules.threshold_cut_cny_mn), saving)
        self._twin.deal(usual, saving)
        self.institutions.deal(
            rules.companies + float(push["finance_companies"]),
            rules.accounts + 1000 * float(push["single_accounts"]),
            rules.licences + float(push["foreign_finance"]) * FUND,
            rules.fund_quotas_usd_mn,
        )
        offered = np.array([np.zeros(len(PROGRAMMES)), rules.credit_cny_mn])
        offered[TASKS, GREEN] = max(float(push["green_credit"]), 0.0)
        offered[TASKS, PLEDGE] = max(float(push["credit"]), 0.0)
        guaranteed = np.array([self._guaranteed_by_tasks, rules.guaranteed])
        self.programmes.lend(offered, guaranteed, float(self.model.wires.hear("home_to_finance").item()))
        self._count()
        self._send()

    def _count(self) -> None:
        """Add up what was dealt."""
        pools = float(self.pools.saved[FOREIGN]) - float(self._twin.saved[FOREIGN])
        self.saved = 100 * float(pools + self.institutions.saved() + self.programmes.saved()) / self._borrowed
        """What foreign firms save by facilities beyond those of 2022, percentage points of borrowed capital."""
        self.inward = rates.inward(self._cheaper_abroad, self.p)
        """Share of what pools move that comes in."""
        self.directed = float(self.pools.balance.sum()) * np.array([self.inward, 1 - self.inward])
        """What pools draw from abroad and lend there, million CNY, (directions,)."""
        self.losses = self.programmes.losses()
        """What loans lose in a year, million CNY: all together, and by the city's guarantees."""

    def _advantage(self) -> float:
        """Return by how much it is cheaper to borrow abroad this month, percentage points."""
        month = self.model.clock.month
        now, before = self.model.world.past("exchange_rate", month - np.array([0, 12]))
        return rates.advantage(month, 100 * float(np.log(now / before)), self.p)

    def _send(self) -> None:
        drawn = float((self.pools.balance - self._twin.balance).sum()) * self.inward
        send = self.model.wires.send
        send("finance_to_firms", np.array([self._start + self.saved]))
        send("finance_to_regulator", np.array([1.0 + drawn / (1000 * self.p.foreign_capital_cny_bn)]))

    def cost(self) -> np.ndarray:
        """Return what the city's guarantees of the lever lose in the month, or in this part of it, million CNY, (levers,)."""
        return under("cross_border_finance", self.losses[1] * self._month)

    @property
    def _month(self) -> float:
        return self.model.clock.share / 12

    def settled_in_yuan(self, month: "MonthResults") -> dict[str, np.ndarray]:
        """Return what crosses the border in yuan for goods, services and cash pools, from the figures of a complete month."""
        p, spans = self.p, (month_index(2022, 3), month_index(2023, 12))
        share = np.interp(self.model.clock.month, spans, (p.yuan_share_2022, p.yuan_share_2023))
        trade = np.array(
            [month[f"goods_{way}"].sum() + month[f"services_{way}"].sum() for way in ("exports", "imports")]
        )
        return {"cross_border_rmb": share * trade + self.directed * p.pool.turnover / 12}

    def results(self) -> dict[str, np.ndarray]:
        """Return the month's figures; money in million CNY but for funds."""
        here, outstanding = self.institutions, self.programmes.outstanding.sum(axis=0)
        return {
            "pooled_groups": np.array(float(self.pools.joined.sum())),
            "pool_balance": self.directed,
            "single_account_firms": np.array(float(here.accounts)),
            "group_finance_companies": np.array(float(here.companies)),
            "foreign_financial_institutions": self._usual_institutions + here.licensed,
            "fund_capital": here.fund_flows() * self._month,
            "credit_outstanding": outstanding,
            "credit_takers": outstanding / self._tickets,
            "credit_losses": np.array(self.losses[0] * self._month),
            "cost_of_capital_saved": np.array(self.saved),
        }
