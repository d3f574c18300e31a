"""The room of industrial chains: what they can make with the inputs at hand, and what they are worth to firms and trade."""

import numpy as np

from common.vocabulary import CHAINS, SECTORS
from model.chains.inputs import Inputs
from model.chains.investors import ChainInvestors
from model.chains.platforms import Platforms
from model.chains.suppliers import Suppliers
from model.city_protocol import CityWithRooms
from model.facts.chains import chain_facts
from model.facts.goods import FLOWS
from model.policy import Policy, under
from model.setting import SupplyShock
from model.trade.trading import cost_effect

EXPORTS, IMPORTS = range(len(FLOWS))


class Chains:
    """Seven chains of Nanjing.

    Each has its level of 2022 and grows with the city; what the plan does and what the world withholds moves it from
    there. While neither happens, the room changes nothing that others meet.

    Args:
        model: the pilot model.

    Raises:
        ValueError: chains of makers that make more than the city's industry, or sell more abroad than they make.
    """

    def __init__(self, model: CityWithRooms) -> None:
        self.model, self.clock, self.facts = model, model.clock, chain_facts()
        self.p = model.parameters.room("chains")
        share, facts = model.clock.share, self.facts
        self.inputs = Inputs(facts, self.p, share)
        self.suppliers, self.platforms = Suppliers(facts, self.p, share), Platforms(facts, self.p, share)
        usual = model.facts.fdi_musd_2022 * model.facts.sector_fdi_share
        self.investors = ChainInvestors(facts, usual, self.p, model.parameters.room("firms"))
        self.elasticity = float(model.parameters["trade.cost_elasticity"]), float(self.p.home_elasticity)
        self.output, self.workforce = np.ones((2, len(CHAINS)))
        """Output that inputs allow, and people kept for it, relative to what is wanted, (chains,)."""
        self.sold, self.activity = np.ones((2, len(CHAINS))), np.ones(len(CHAINS))
        """Sales abroad and at home by cost, (2, chains), and all that is wanted, (chains,), relative to no policy."""
        self.exported_2022 = self._exported_2022()
        made = facts.output[np.array(CHAINS) != "software"].sum()
        if made > 1000 * self.p.industry_output_cny_bn or np.any(self.exported_2022 >= facts.output):
            raise ValueError("chains.csv: chains make more than industry does, or sell more abroad than they make")
        self._growth_start = float(model.world.domestic_growth)
        self._nothing = np.zeros(facts.origins.shape)
        self._abroad = self.exported_2022 / facts.output
        """Share of output sold abroad in 2022, (chains,)."""

    def _exported_2022(self) -> np.ndarray:
        """Return exports of goods and services of 2022, million CNY a year, (chains,)."""
        known = self.model.facts
        goods = known.goods_trade_cny_mn_2022 * known.goods_export_share_of_trade * known.goods_share[:, EXPORTS]
        services = known.services_exports_musd_2022 * known.exchange_rate(2022) * known.services_export_share
        level = self.model.parameters["trade.services.level_exports"]
        return self.facts.goods[..., EXPORTS] @ goods.sum(axis=1) + self.facts.services @ services * level

    def announce(self) -> None:
        """Send the first signals: nothing has moved."""
        self._send(np.ones(len(SECTORS)))

    def settle(self) -> None:
        """Divide the foreign firms of the start among chains."""
        self.investors.settle(self.model.wires.hear("firms_to_chains")[0])

    # -- the month -----------------------------------------------------------------------------------------------------

    def make(self, policy: Policy) -> None:
        """Pass one month, or part of it: inputs arrive, platforms and suppliers grow, investors are drawn."""
        done, push = policy.chains, policy.channels
        self.inputs.arrive(self._lost(), done.backup_weeks + push["chain_reserves"])
        self.platforms.build(done.platforms + push["chain_platforms"])
        operating, opened = self.model.wires.hear("firms_to_chains")
        self.investors.divide(operating, opened, self.clock.share)
        self._want(done.first_sets)
        self.suppliers.build(self.activity, done.purchases + push["chain_purchases"])
        self._produce()
        self._send(self.investors.attract(self.platforms.saved, self.suppliers.depth, done.leaders))

    def _lost(self) -> np.ndarray:
        """Return the share of what each partner delivers to each chain that is lost this month, (chains, origins)."""
        shocks = self.model.setting.supply_shocks
        if not shocks:
            return self._nothing
        kept = np.ones(self.facts.origins.shape)
        for shock in shocks:
            kept[CHAINS.index(shock.chain), self._hit(shock)] *= 1 - shock.share_lost * shock.share_of(self.clock.month)
        return 1 - kept

    def _hit(self, shock: SupplyShock) -> np.ndarray:
        return np.isin(self.model.facts.origins, shock.origins)

    def _want(self, first_sets: np.ndarray) -> None:
        """Work out sales by cost, and all that is asked of each chain."""
        facts, p = self.facts, self.p
        saved = self.platforms.saved - self.inputs.dearer()
        self.sold = np.array([cost_effect(1.0, saved, elasticity) for elasticity in self.elasticity])
        abroad = self._abroad
        wanted = abroad * self.sold[0] + (1 - abroad) * self.sold[1]
        owners = 1 + facts.foreign_share * (self.investors.shift - 1)
        added = p.first_sets_added * first_sets + self.suppliers.matched
        self.activity = wanted * owners + added / facts.output

    def _produce(self) -> None:
        """Work out what the inputs at hand allow, and the people kept for it."""
        own = self.inputs.output()
        local = self.suppliers.shortfall(own)
        self.output = own * (1 - self.facts.purchased * (1 - local))
        kept = 1 - self.p.labour_response * (1 - self.output)
        self.workforce += (kept - self.workforce) * -np.expm1(-self.clock.share / self.p.labour_months)

    def _send(self, drawn: np.ndarray) -> None:
        send, facts = self.model.wires.send, self.facts
        abroad = self.sold[0] * self.output - 1
        bought = self.inputs.bought * (self.activity * self.suppliers.imports_left())[:, None] - 1
        exports = np.einsum("cg,c->g", facts.goods[..., EXPORTS], abroad)
        imports = np.einsum("cg,co->go", facts.goods[..., IMPORTS], bought)
        goods = np.ones((len(imports), len(FLOWS), imports.shape[1]))
        goods[:, EXPORTS] += exports[:, None]
        goods[:, IMPORTS] += imports
        send("chains_to_goods", goods)
        send("chains_to_services", 1 + abroad @ facts.services)
        send("chains_to_investors", drawn)

    # -- the books -----------------------------------------------------------------------------------------------------

    def cost(self) -> np.ndarray:
        """Return support that leading firms took this month, million CNY of the day, (levers,)."""
        paid = self.investors.supported_usd_mn * self.model.world.exchange_rate / 12 * self.clock.share
        return under("industrial_chains", paid)

    def exports(self) -> np.ndarray:
        """Return exports of goods and services of the month, million CNY of the day, (chains,)."""
        trading, hear = self.model.firms.trading, self.model.wires.hear
        goods = (trading.value[:, EXPORTS] / hear("chains_to_goods")[:, EXPORTS]).sum(axis=1)
        services = trading.services.ways.sum(axis=(0, 2)) / hear("chains_to_services")
        return (self.facts.goods[..., EXPORTS] @ goods + self.facts.services @ services) * self.sold[0] * self.output

    def results(self) -> dict[str, np.ndarray]:
        """Return the month's figures by chain, (chains,) each; money at prices of the day, million CNY."""
        world, share, facts = self.model.world, self.clock.share, self.facts
        abroad = self.exports()
        grown = world.domestic_growth / self._growth_start * world.goods_prices * share / 12
        wanted = self.activity - self._abroad * self.sold[0]
        return {
            "chain_output": abroad + facts.output * np.maximum(wanted, 0.0) * self.output * grown,
            "chain_exports": abroad,
            "chain_foreign_firms": self.investors.firms.sum(axis=1),
            "chain_jobs": facts.jobs * self.activity * self.workforce,
            "chain_missing_inputs": facts.imported * facts.output * (1 - self.inputs.used) * grown,
            "chain_input_weeks": self.inputs.stock,
            "chain_local_share": self.suppliers.local_share,
            "chain_platform_users": self.platforms.users,
        }
