"""The room of places: what platforms, parks, corridors and the metropolitan area offer this month, and what comes of it."""

import numpy as np

from common.vocabulary import CITIES, SECTORS
from model.city_protocol import CityWithRooms
from model.facts.goods import FLOWS
from model.facts.months import DAYS_A_YEAR
from model.firms import firm_figures
from model.firms.investor_offer import space_per_job
from model.places.parks import MANUFACTURING, Enclaves, Overseas
from model.places.platforms import Platforms
from model.places.reach import Reach
from model.policy import Policy, push_on_each, under
from model.wires import PlacesToSettle


class Places:
    """Places under the city and around it.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: CityWithRooms) -> None:
        self.model, self.clock, self.p = model, model.clock, model.parameters.room("places")
        self.platforms, self.reach = Platforms(model), Reach(model)
        self.enclaves, self.overseas = Enclaves(model), Overseas(model)
        self.space_per_job = space_per_job()
        self.paid_abroad = 0.0
        """Support of firms in parks abroad in this month, or this part of it, million CNY of 2022."""

    def announce(self) -> None:
        """Send the first signals: platforms as in 2022, and nothing elsewhere."""
        send = self.model.wires.send
        send("places_to_firms", PlacesToSettle(*self.platforms.settling_2022, diverted=np.zeros(len(SECTORS))))
        send("places_to_travel", np.zeros(len(CITIES)))
        send("places_to_trade", np.zeros(len(FLOWS)))
        send("parks_to_trade", np.ones(self.overseas.exports.size))
        send("firms_to_enclaves", np.zeros(2))

    def open(self, policy: Policy) -> None:
        """Pass one month, or a part of it: what is on offer under the month's rules."""
        places, send = policy.places, self.model.wires.send
        settling, everywhere = self.platforms.settle(policy), self.reach.worth(places)
        by_tasks = float(policy.channels["enclave_land"])
        weight = self.enclaves.weight(places, by_tasks)
        diverted = np.zeros(len(SECTORS))
        diverted[MANUFACTURING] = weight / (1 + weight)
        entry = settling.entry + everywhere
        entry[:, MANUFACTURING] += self.enclaves.gain(weight)
        abroad = push_on_each(policy, "overseas_land") + np.zeros(self.overseas.firms.size)
        self.enclaves.receive(float(self.model.wires.hear("firms_to_enclaves")[0]), places, by_tasks)
        self.overseas.fill(places, abroad)
        self.paid_abroad = float(self.overseas.firms @ self.overseas.support(places, abroad)) / self.clock.year
        send(
            "places_to_firms",
            PlacesToSettle(*settling._replace(entry=entry, stay=settling.stay + everywhere), diverted=diverted),
        )
        send("places_to_travel", self.reach.rail_saved(places))
        send("places_to_trade", self._goods_saved(policy))
        send("parks_to_trade", self.overseas.exports_times())

    @property
    def bonded_share(self) -> float:
        """Share of goods trade that is kept in bond."""
        return min(self.p.bonded_share * self.platforms.bonded_times(), self.p.bonded_most)

    def _goods_saved(self, policy: Policy) -> np.ndarray:
        """Return what goods save on the way and in bond against 2022, share of their value, (flows,).

        Who buys in bond does not pay duty and tax while goods lie in stock; exporters gain on their imported inputs.
        """
        p = self.p
        in_bond = p.duty_and_tax * p.bonded_days / DAYS_A_YEAR * p.interest * (self.bonded_share - p.bonded_share)
        return self.reach.carriage_saved(policy.places) + in_bond * np.array([p.imported_inputs, 1.0])

    def cost(self) -> np.ndarray:
        """Return support that firms take beyond that of 2022, on platforms and abroad, million CNY of the day, (levers,)."""
        more, city = self.platforms.support(), self.model
        paid = self.paid_abroad
        if more.any():
            rents = city.zones.rent @ self.space_per_job.T  # CNY of 2022 a job and month, (zones, sectors)
            jobs = city.firms.supported_jobs() + city.home.supported_jobs()
            paid += float((more * rents * jobs).sum()) / 1e6 * self.clock.share
        return under("places", paid * city.world.price_level)

    def _jobs(self) -> np.ndarray:
        """Return jobs in foreign firms by platform; those of no single firm, in headquarters, by the firms of the zone, (platforms,)."""
        firms = self.model.firms
        shared = firms.jobs_by_zone - firms.jobs_in_firms
        return firm_figures.jobs_by_platform(firms.firms) + np.einsum("pzs,zs->p", self.platforms.held, shared)

    def results(self) -> dict[str, np.ndarray]:
        """Return the month's figures of platforms and parks."""
        firms, p, zones = self.model.firms, self.p, self.model.zones
        posts = self.enclaves.jobs * p.enclave.headquarters + self.overseas.firms.sum() * p.overseas.headquarters
        return {
            "foreign_firms_by_platform": firm_figures.count_by_platform(firms.firms, firms.waiting),
            "fdi_by_platform": firms.flows.by_platform,
            "jobs_by_platform": self._jobs(),
            "platform_space_let": np.append(self.platforms.let, zones.let.sum() / zones.floor_space.sum()),
            "goods_trade_in_bond": np.array(self.bonded_share * firms.trading.value.sum()),
            "enclave_investment": np.array(firms.flows.to_enclaves[1]),
            "enclave_jobs": np.array(self.enclaves.jobs),
            "enclave_tax": np.array(self.enclaves.tax / 12 * self.clock.share * self.model.world.price_level),
            "firms_in_parks_abroad": self.overseas.firms,
            "headquarters_posts_of_parks": np.array(posts),
        }
