"""The room of digital trade: data, computing, lines and trade in data, and what each saves firms that deal by line."""

import numpy as np

from common.vocabulary import LEVERS, SECTORS, ZONES
from model.city_protocol import City
from model.digital import computing, lines
from model.digital.data_flows import DataFlows, senders
from model.facts.digital import digital_needs, rule_in_force
from model.levers.digital_trade import END_OF_2022
from model.policy import Policy

PLACE = LEVERS.index("digital_trade")
USERS = [SECTORS.index(sector) for sector in ("technology", "telecom")]
"""Sectors whose number of firms moves demand for computing."""
BUYERS = [SECTORS.index(sector) for sector in ("technology", "finance")]
"""Sectors that buy data."""


class Digital:
    """Digital trade of one variant.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.p, facts = model, model.parameters.room("digital"), model.facts
        self.needs = digital_needs()
        flows = facts.services_exports_musd_2022 * facts.services_export_share
        flows = flows + facts.services_imports_musd_2022 * facts.services_import_share
        self.trade_cny_mn = flows * facts.services_deliverable * facts.exchange_rate(2022)
        """Yearly trade by line of 2022, exports and imports, million CNY, (sectors,)."""
        self.mean_trade_cny = 1e6 * self.trade_cny_mn / self.needs.traders
        draws, key = model.draws, model.shared_key
        who = draws.cached("digital.senders", key, lambda: senders(self.needs, self.trade_cny_mn, self.p.data))
        before = model.policy_before_start.digital.rule
        self.data = DataFlows(who, self.p.data, before, model.clock.year)
        of_2022 = DataFlows(who, self.p.data, rule_in_force(END_OF_2022), model.clock.year)
        self.data_cost_2022 = of_2022.cost
        self._asked: tuple[float, float] | None = None
        self._firms_start: dict[str, float] = {}
        """Firms on a wire at the start, and one, in the sectors that compute most."""
        self.lines_2022 = self.lines = self._lines(0.0, 0.0)
        self.users, self.price, self.turnover, self.subsidy = 1.0, 1.0, 0.0, 0.0
        self._send()  # nothing that other rooms announce comes in here

    def serve(self, policy: Policy) -> None:
        """Pass a month, or a part of it: cases pass, lines are taken, computing and data find their price."""
        terms, push, p = policy.digital, policy.channels, self.p
        zone = p.data.zone_reach * self._in_zone() * terms.freed
        days = 1 / max(terms.speed, 1 / p.data.case_days)
        freed = 1 - (1 - zone) * (1 - np.clip(push["data_scope"], 0.0, 1.0))
        self.data.work(terms.rule, terms.cases_a_year + float(push["data_cases"]), days, freed)
        self.subsidy = min(terms.line_subsidy_cny, p.lines.price_cny)
        self.lines = self._lines(terms.gbps + float(push["digital_links"]), self.subsidy)
        added = (terms.pflops + float(push["computing"])) / p.computing.pflops_2022
        self.users = self._users()
        self.price = computing.price(self.users, added, p.computing)
        on_offer = terms.exchange_cny_mn + float(push["data_exchange"])
        self.turnover = p.exchange.market_cny_mn * -np.expm1(-max(on_offer, 0.0) / p.exchange.market_cny_mn)
        self._send()

    def saved(self) -> np.ndarray:
        """Return the cost of what lines deliver that is saved since 2022, share, (sectors,)."""
        bought = np.zeros(len(SECTORS))
        bought[BUYERS] = self.p.exchange.surplus * self.turnover / self.p.exchange.buyers_sales_cny_mn
        data = self.data_cost_2022 - self.data.cost
        line = self.lines.saved - self.lines_2022.saved
        return data + line + self.needs.computing_share * (1 - self.price) + bought

    def cost(self) -> np.ndarray:
        """Return support paid to those who take a line, million CNY in this part of the month, (levers,)."""
        paid = np.zeros(len(LEVERS))
        prices = self.model.world.price_level
        paid[PLACE] = self.subsidy * self.lines.takers / 1e6 * self.model.clock.share / 12 * prices
        return paid

    def _lines(self, gbps: float, subsidy_cny: float) -> lines.Taken:
        """Return who takes a line of a channel wider by ``gbps``; looked up where nothing has changed."""
        if self._asked != (gbps, subsidy_cny):
            p, self._asked = self.p.lines, (gbps, subsidy_cny)
            self.lines = lines.taken(self.mean_trade_cny, self.needs.traders, p.gbps_2022 + gbps, subsidy_cny, p)
        return self.lines

    def _in_zone(self) -> np.ndarray:
        """Return the share of each sector's firms in Jiangbei, whose part is the free-trade zone, (sectors,)."""
        return self.model.facts.zone_sector_share[ZONES.index("jiangbei")]

    def _users(self) -> float:
        """Return demand for computing by the number of firms, relative to the start."""
        p = self.p.computing
        return float(
            1 + p.foreign_share * self._more("firms_to_trade") + p.young_share * self._more("home_to_services")
        )

    def _more(self, wire: str) -> float:
        """Return by what share there are more firms on a wire in the sectors that compute most than at the start."""
        if wire not in self._firms_start:
            self._firms_start[wire] = self.model.wires.start(wire)[..., USERS].sum() + 1
        return float((self.model.wires.hear(wire)[..., USERS].sum() + 1) / self._firms_start[wire] - 1)

    def _send(self) -> None:
        saved = self.saved()
        self.model.wires.send("digital_to_services", saved)
        self.model.wires.send("digital_to_firms", saved)

    def results(self) -> dict[str, np.ndarray]:
        """Return the month's variables of digital trade."""
        p = self.p.computing
        return {
            "data_cases_waiting": np.array(self.data.waiting),
            "data_case_days": np.array(self.data.days),
            "may_send_data": self.data.may_send(),
            "computing_power": np.array(p.pflops_2022 * computing.used(self.users, self.price, p)),
            "computing_price": np.array(p.price_2022 * self.price * self.model.world.price_level),
            "dedicated_lines": np.array(self.lines.takers),
            "data_exchange_turnover": np.array(self.turnover / 12 * self.model.clock.share),
        }
