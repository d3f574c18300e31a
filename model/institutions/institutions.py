"""The room of headquarters and functional institutions: what each month brings, and what the rest of the city hears of it."""

import numpy as np

from model.city_protocol import City
from model.firms.projects import true_shares
from model.institutions.headquarters import FOREIGN, PRIVATE, Headquarters, Rewards
from model.institutions.offshore import OffshoreTrade
from model.institutions.services import ServingInstitutions
from model.policy import Policy, under
from model.rules.business import HeadquartersReward
from model.wires import ByHeadquarters

REGIONAL, INVESTMENT_COMPANY = range(len(FOREIGN))


class Institutions:
    """Headquarters, serving institutions and offshore trade of Nanjing.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.p = model, model.parameters.room("institutions")
        self.headquarters, self.rewards = Headquarters(model), Rewards()
        self.serving, self.offshore = ServingInstitutions(model), OffshoreTrade(self.p.offshore)
        self._paid = 0.0
        """Rewards paid in this part of the month, million CNY."""
        self._offers: tuple[HeadquartersReward, ...] = ()
        home = model.parameters.room("home")
        p = self.p.headquarters
        self.jobs = p.jobs.vector(FOREIGN)
        self._cash, self._placed_by_each = p.cash.vector(FOREIGN), p.placed.vector(FOREIGN)
        self.yearly_cost = p.pay_cny_mn * np.append(self.jobs, home.jobs.headquarters)
        """Cost of a headquarters in a year, million CNY, (kinds,)."""
        abroad = true_shares(model.facts, model.parameters.room("firms"))[:-1]
        self._groups_from = abroad / abroad.sum()
        """Where groups are from, shares by origin, (origins,): as foreign projects are."""

    def announce(self) -> None:
        """Send the first signals: nothing has changed since the start."""
        self._send(np.zeros(len(FOREIGN) + 1))

    def serve(self, policy: Policy) -> None:
        """Pass one month, or a part of it: groups decide, institutions serve, offshore deals are booked."""
        gain = self._gain(policy)
        self.headquarters.decide(self._assets(policy), gain[:PRIVATE])
        self._offers, founded = policy.headquarters_rewards, self.headquarters.founded
        self._paid = sum(self.rewards.pay(self._offers, kind, float(number)) for kind, number in enumerate(founded))
        self.serving.serve(policy)
        self.offshore.book(policy, float(self.headquarters.more[REGIONAL]))
        self._send(gain)

    def _assets(self, policy: Policy) -> np.ndarray:
        """Return total assets asked of a parent, million USD, (foreign kinds,): the lower of what plan and tasks ask."""
        by_tasks = self.headquarters.assets_2022.copy()
        by_tasks[INVESTMENT_COMPANY] -= float(policy.channels["headquarters_assets"])
        return np.minimum(policy.headquarters_assets_usd_mn, by_tasks)

    def _gain(self, policy: Policy) -> np.ndarray:
        """Return what a headquarters has gained since the start, share of its yearly cost, (kinds,)."""
        offers, kinds = policy.headquarters_rewards, range(len(FOREIGN) + 1)
        a_year = np.array([self.rewards.offered(offers, kind) for kind in kinds]) / self.p.headquarters.horizon_years
        a_year[:PRIVATE] += self._cash * self._capital_saved() / 100
        gain = np.log1p(a_year / self.yearly_cost)
        gain[:PRIVATE] += self.p.headquarters.trip_share * self._nearer()
        return gain

    def _nearer(self) -> float:
        """Return by how much trips between Nanjing and where groups are from cost less than at the start, log points."""
        wires = self.model.wires
        return -float(self._groups_from @ np.log(wires.hear("flights_to_firms") / wires.start("flights_to_firms")))

    def _capital_saved(self) -> float:
        """Return by how much capital costs less than at the start, percentage points, on the balances that headquarters manage."""
        wires = self.model.wires
        return float((wires.hear("finance_to_firms") - wires.start("finance_to_firms")).item())

    def _send(self, gain: np.ndarray) -> None:
        send, more = self.model.wires.send, self.headquarters.more
        send(
            "headquarters_to_firms",
            ByHeadquarters(self._placed(more) * self.p.headquarters.in_city, np.array(more @ self.jobs)),
        )
        send("headquarters_to_home", np.array(gain[PRIVATE]))
        send("institutions_to_firms", np.array(self.serving.premium))
        send("institutions_to_services", self.serving.of_services)
        send("institutions_to_goods", np.array(self.serving.of_goods))
        send("offshore_to_services", np.array(self.offshore.margin_more / 12))

    def _placed(self, number: np.ndarray) -> np.ndarray:
        """Return what headquarters place in China that would not have come, million USD a year."""
        return self.p.headquarters.new_money * (number @ self._placed_by_each)

    def reward_private(self) -> None:
        """Pay the headquarters that domestic groups have founded in this month, or in this part of it."""
        founded = float(self.model.wires.hear("home_to_institutions")[0])
        self._paid += self.rewards.pay(self._offers, PRIVATE, founded)

    def cost(self) -> np.ndarray:
        """Return rewards paid and duty refunded in this part of the month, million CNY of the day, (levers,)."""
        refunded = self.offshore.refunded / self.model.clock.year * self.model.world.price_level
        return under("institutions", self._paid + refunded)

    def results(self) -> dict[str, np.ndarray]:
        """Return the month's figures."""
        private_founded, private = self.model.wires.hear("home_to_institutions")
        share, prices = 1 / self.model.clock.year, self.model.world.price_level
        placed, p = self._placed(self.headquarters.count) * share, self.p.headquarters
        return {
            "headquarters": np.array([*self.headquarters.count, private]),
            "headquarters_founded": np.array([*self.headquarters.founded, private_founded]),
            "headquarters_investment_city": np.array(placed * p.in_city),
            "headquarters_investment_province": np.array(placed * p.in_province),
            "offshore_trade": np.array(self.offshore.turnover * share * prices),
            "offshore_margin": np.array(self.offshore.margin * share * prices),
            **self.serving.results(prices),
        }
