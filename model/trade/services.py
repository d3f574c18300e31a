"""Trade in services by sector and partner: costs of rules, and firms that provide it.

Visitors' spending is left out: visitors do it themselves. Services take the season of goods trade (assumption: two months
of services trade, which is all that is at hand, tell no season). Spin-offs sell in proportion to their number, at prices of the day; their
sales do not respond to demand or partners.
"""

import numpy as np

from model.city_protocol import City
from model.firms.spin_offs import SpinOffs
from model.policy import Policy
from model.trade import currency, trading
from model.trade.meeting import Met


class ServicesTrade:
    """Services exports and imports of a month by sector.

    Args:
        model: the pilot model; the firms must have sent ``firms_to_trade``.
        spin_offs: domestic service firms that spun off.
    """

    def __init__(self, model: City, spin_offs: SpinOffs) -> None:
        self.model, self.spin_offs = model, spin_offs
        facts, trade = model.facts, model.parameters.room("trade")
        self.p, self.currency = trade.services, trade.currency
        rate = facts.exchange_rate(2022)
        level = np.array([facts.services_exports_musd_2022, facts.services_imports_musd_2022]) * rate / 12
        sectors = np.stack([facts.services_export_share, facts.services_import_share])
        self.level = level[:, None, None] * sectors[:, :, None] * facts.services_trade_share
        """Monthly services trade of 2022, million CNY, (flows, sectors, partners)."""
        self.open_partner = 1 - facts.digital_stri
        self.value = self.level.sum(axis=2)

    def trade(self, policy: Policy, met: Met, season: np.ndarray) -> None:
        """Pass one month, or one part of it.

        Args:
            policy: what is in force.
            met: how much easier than at the start it is to know and to meet partners.
            season: the month's factor, mean 1 over a year, (flows,).
        """
        facts, world, push, p = self.model.facts, self.model.world, policy.channels, self.p
        opened = np.minimum(push["market_access"], facts.restrictiveness)
        delivered = push["cross_border"][:, None] + push["digital_links"] * p.deliverable * self.open_partner
        per_point = np.array([p.rules_exports, p.rules_imports])
        saved = delivered + per_point[:, None, None] * opened[:, None]
        effect = trading.cost_effect(np.ones(()), np.minimum(saved, p.saved_most), p.cost_elasticity)
        meeting = trading.amount_change(met.ties, met.trip, p.tie_elasticity, p.trip_elasticity)
        effect = effect * world.price_level * world.trade_cycle * meeting
        exports, imports = np.exp(currency.rate_effects(currency.rate_since_2022(self.model), self.currency).value)
        at_home = world.domestic_growth**p.absorption_elasticity * imports
        demand = np.stack([world.income_index**p.income_elasticity * exports, np.full(met.trip.shape, at_home)])
        trend = (self.level * effect * demand[:, None, :]).sum(axis=2)
        trend[0] = trend[0] * self._providers() + self.spin_offs.count * p.spin_off_sales * world.price_level / 12
        self.value = trend * season[:, None] * self.model.clock.share

    def _providers(self) -> np.ndarray:
        """Return providers of services abroad relative to the start, (sectors,): foreign firms are a declared share."""
        now, start = (wire("firms_to_trade").sum(axis=0) for wire in (self.model.wires.hear, self.model.wires.start))
        return 1 + self.p.foreign_share * ((now + 1) / (start + 1) - 1)

    def results(self) -> dict[str, np.ndarray]:
        """Return services exports and imports by sector, million CNY in the month."""
        return {"services_exports": self.value[0], "services_imports": self.value[1]}
