"""What Nanjing offers investors this month, in utility points gained since the start of the run.

All that firms hear from the rest of the city and from policy comes in here: market access, licences, rents, people to
hire, flights home, neighbours, ties and news. Each term is zero when nothing has changed. What a policy brings over the
years counts as far as it is promised for an investor's horizon; what must be open at entry, only once it is in force.
"""

import functools
from typing import NamedTuple

import numpy as np

from common.vocabulary import SECTORS, USES
from model.city_protocol import City
from model.facts import Facts
from model.facts.tables import Table, frozen
from model.firms import investment, licences
from model.firms.investment import DIRECT
from model.firms.investor_kinds import Kinds, kinds
from model.firms.projects import Projects
from model.firms.rival_cities import rival_cities
from model.firms.rules_met import Gates, RulesMet, gates
from model.policy import Policy


class Offer(NamedTuple):
    """How Nanjing looks from each source in each sector this month. Axis of ways: direct, through Hong Kong."""

    hear: np.ndarray
    """Chance that the mean investor hears of Nanjing, (sources,)."""
    scout: np.ndarray
    """Chance that one who heard goes to see it, (sources, sectors)."""
    city: np.ndarray
    """Utility points of the city as a whole that count the same for everybody, (ways, sectors)."""
    promise: np.ndarray
    """Points that rest on what is promised for years, times each investor's credence, (ways, sectors)."""
    for_some: np.ndarray
    """The same of tasks for investors from some origins only, (sources, sectors)."""
    contact: np.ndarray
    """Points of flights, ties and neighbours, times each investor's reliance and newness, (sources, sectors)."""
    quicker: np.ndarray
    """Points of a quicker licence, times each investor's newness, (ways, sectors)."""
    quicker_later: np.ndarray
    """The same of the licences of later years, times each investor's credence as well, (ways, sectors)."""
    zones: np.ndarray
    """Utility of each zone against the mean of its kind at the start, (zones, sectors)."""
    limits: investment.Ownership
    """Ownership limits, (ways, 1, sectors)."""
    rivals: np.ndarray
    """Utility of each rival city, (cities,)."""
    via: np.ndarray
    """Share of third countries' capital that goes through Hong Kong, (sectors,)."""
    worth: np.ndarray
    """Utility points gained by firms already here, (sources, sectors)."""
    place: np.ndarray
    """The same by zone, (zones, sectors)."""
    desk: licences.Desk
    """What an application meets."""
    refusal_days: np.ndarray
    """Mean days of the applications of all lines of business, those that are shut among them, (sectors,)."""
    granted: np.ndarray
    """Share of applications that end with a licence, (sectors,)."""
    gates: Gates
    """What is closed, now and in the months ahead."""
    rules: float
    """Utility points that rules which other cities could copy are worth to the mean project."""


class Attraction:
    """Levels at the start, against which :meth:`offer` measures how Nanjing looks now.

    Args:
        model: the pilot model.
        projects: the targets of a usual year.
    """

    def __init__(self, model: City, projects: Projects) -> None:
        self.model, self.facts, self.projects = model, model.facts, projects
        facts, self.p = model.facts, model.parameters.room("firms")
        p, news, small = self.p, self.p.news, self.p.small
        self.kinds: Kinds = kinds(p)
        self.news_weights = np.array([news.compatriots, news.ties, news.travel])
        self.news_small = np.array([small.firms, small.people, small.travellers])
        self.rivals = rival_cities(facts, p)
        self.zone_scale = p.region_dissimilarity * p.zone_dissimilarity
        """Scale of investors' tastes among zones, utility points."""
        self.rent_weight, self.rent_mix = rent_needs(facts)
        months = np.arange(12 * p.horizon_years)
        self.years = float(((1 + p.discount_rate) ** (-months / 12)).sum() / 12)
        """Years of full value that a lasting saving is worth."""
        self.rules = RulesMet(model, self.years, self.rent_weight)
        limits = self.rules.limits(self.rules.capped)
        away = self.rivals.away(self.rivals.utility)
        self.constant = model.draws.cached(
            "firms.constant", model.shared_key, lambda: investment.constant(p.share_here, away, limits)[:, 0, :]
        )
        """Utility of Nanjing at which its share at the start is the declared one, (ways, sectors)."""
        shares = np.maximum(facts.zone_sector_share, p.smallest_zone_share)
        self.zone_base = self.zone_scale * np.log(shares / shares.sum(axis=0))
        """Utility of each zone at the start, (zones, sectors)."""
        self.goods_traded = model.parameters.room("trade").foreign_weight.vector(SECTORS)
        """Goods that a foreign firm trades over those of a maker, (sectors,)."""
        of_sector = projects.total.sum(axis=0)
        self.of_projects = of_sector / of_sector.sum()
        """Share of each sector in new projects, (sectors,)."""
        self._steady = projects.stock + small.firms
        self._news_start: float | np.ndarray | None = None

    @property
    def trip_start(self) -> np.ndarray:
        """Return trip cost to Nanjing at the start, USD, (origins,)."""
        return self.model.wires.start("flights_to_firms")

    def at_start(self) -> Offer:
        """Return the offer before the run, for which the constants were solved."""
        sectors, sources = len(SECTORS), len(self.facts.origins) + 1
        rules = self.rules
        desk = rules.desk_of_2022
        return Offer(
            hear=np.full(sources, self.p.heard_at_start),
            scout=self._scout(self.trip_start),
            city=self.constant,
            promise=np.zeros((2, sectors)),
            for_some=np.zeros((sources, sectors)),
            contact=np.zeros((sources, sectors)),
            quicker=np.zeros((2, sectors)),
            quicker_later=np.zeros((2, sectors)),
            zones=self.zone_base,
            limits=rules.limits(rules.capped),
            rivals=self.rivals.utility,
            via=self.projects.via_share,
            worth=np.zeros((sources, sectors)),
            place=np.zeros_like(self.zone_base),
            desk=desk,
            refusal_days=desk.days,
            granted=rules.granted(desk, desk.days),
            gates=gates(rules.shut[None], rules.capped[None]),
            rules=0.0,
        )

    def offer(
        self, policy: Policy, firms: np.ndarray, space: np.ndarray, safer: float = 0.0, goods: float = 0.0
    ) -> Offer:
        """Return how Nanjing looks under ``policy``.

        Args:
            policy: what is in force.
            firms: foreign firms in operation by true source, (sources, sectors).
            space: floor space that firms ask for relative to the start, by zone, (zones,).
            safer: risk premium saved by complaints that are settled, as firms have lived it, percentage points.
            goods: what foreign firms' goods are saved on the way and at the border, as they have lived it, share of price.
        """
        hear, start, promised = self.model.wires.hear, self.model.wires.start, policy.promised
        trip, people, rules = hear("flights_to_firms"), hear("ties_to_firms"), self.rules.of(policy)
        p = self.p

        abroad = np.zeros(firms.shape)
        np.multiply(-np.log(trip / self.trip_start)[:, None] * self.facts.meetings, p.flight_weight, out=abroad[:-1])
        tied = np.log((people + p.small.people) / (start("ties_to_firms") + p.small.people)) * p.tie_weight
        hired = np.log((hear("talent_to_firms") + 1) / (start("talent_to_firms") + 1)) * p.talent_weight
        hired -= np.log(hear("talent_to_home") / start("talent_to_home")) * p.pay_weight
        cheaper = float((hear("finance_to_firms") - start("finance_to_firms")).item())
        saving = cheaper * p.borrowed_share + promised["dispute"] + safer
        delivery = promised["cross_border"] + hear("digital_to_firms")
        ease = self.years / 100 * saving + p.data_weight * delivery + p.goods_weight * goods * self.goods_traded
        lasting = (p.value_weight * ease + p.family_weight * promised["family_services"]) * rules.trust
        worth = lasting + hired + rules.homely + abroad

        contact = abroad + np.log((firms + p.small.firms) / self._steady) * p.neighbour_elasticity
        contact[:-1] += tied[:, None]
        rent = -self.rent_weight * np.log(self._rent())
        place = p.value_weight * (rent + p.density_elasticity * np.log(space)[:, None])
        settling = hear("places_to_firms")
        openness, by_chains = self.model.world.nanjing_openness, np.log(hear("chains_to_investors"))
        easier = (rules.opened + rules.quicker + rules.quicker_later)[DIRECT]
        return Offer(
            hear=self._hear(firms, people),
            scout=self._scout(trip),
            city=self.constant + hired + rules.homely + openness + by_chains,
            promise=lasting + rules.opened,
            for_some=rules.for_some,
            contact=contact,
            quicker=rules.quicker,
            quicker_later=rules.quicker_later,
            zones=self.zone_base + place + rules.support + settling.entry,
            limits=rules.limits,
            rivals=self.rivals.utility + self.model.world.rival_openness,
            via=investment.via_hong_kong(self.projects.via_share, rules.access, p.channel_treasury * cheaper),
            worth=worth,
            place=place + settling.stay,
            desk=rules.desk,
            refusal_days=rules.refusal_days,
            granted=rules.granted,
            gates=rules.gates,
            rules=float((p.value_weight * ease + easier) @ self.of_projects),
        )

    def expected_share(self, offer: Offer) -> np.ndarray:
        """Return the expected share of scouting investors who choose Nanjing, (ways, sources, sectors)."""
        zones = investment.nest(offer.zones, self.zone_scale)
        credence, reliance, newness = (of_kind[:, None, None, None] for of_kind in self.kinds)
        trusting, new = credence[:, 0], newness[:, 0]
        of_way = offer.city + trusting * offer.promise + new * (offer.quicker + trusting * offer.quicker_later)
        some = credence * offer.for_some
        city = of_way[:, :, None, :] + some + reliance * newness * offer.contact + zones
        return investment.share_here(city, self.rivals.away(offer.rivals), offer.limits).mean(axis=0)

    def joint_share(self) -> np.ndarray:
        """Return the share of joint ventures among those who enter at the start, (ways, sectors)."""
        whole, partner, capped = self.p.whole_ownership_share, self.p.partner_share, self.rules.capped
        return (capped * (1 - whole) + (1 - capped) * partner) / (1 - capped * whole)

    # -- terms ---------------------------------------------------------------------------------------------------------

    def _scout(self, trip: np.ndarray) -> np.ndarray:
        costs = trip[:, None] * self.facts.meetings
        scout = np.ones((len(costs) + 1, costs.shape[1]))
        scout[:-1] = investment.scouting(costs, self.p.scouting_reach, self.p.scouting_spread)
        return scout

    def _hear(self, firms: np.ndarray, people: np.ndarray) -> np.ndarray:
        wires, stock = self.model.wires, self.projects.stock[:-1].sum(axis=1)
        usual = np.array([stock, wires.start("ties_to_firms"), self.facts.nanjing_visitors_2019])
        now = np.array([firms[:-1].sum(axis=1), people, wires.hear("travel_to_firms")])
        if self._news_start is None:
            then = np.array([usual[0], usual[1], wires.start("travel_to_firms")])
            self._news_start = investment.news(then, usual, self.news_weights, self.news_small)
        news = investment.news(now, usual, self.news_weights, self.news_small)
        heard = np.full(news.size + 1, self.p.heard_at_start)  # the last source, the mainland, hears as at the start
        heard[:-1] = investment.hearing(self.p.heard_at_start, news / self._news_start)
        return heard

    def _rent(self) -> np.ndarray:
        """Return rents that each sector pays relative to the start, (zones, sectors)."""
        wires = self.model.wires
        ratio = wires.hear("zones_to_firms") / wires.start("zones_to_firms")
        return np.einsum("zu,zsu->zs", ratio, self.rent_mix)


@functools.cache
def rent_needs(facts: Facts) -> tuple[np.ndarray, np.ndarray]:
    """Return rent as a share of a project's value, (sectors,), and its division over uses, (zones, sectors, uses)."""
    bill = space_per_job()[None] * np.maximum(facts.rent, 1e-9)[:, None, :]
    return _sector_space().array("rent_weight"), frozen(bill / bill.sum(axis=2, keepdims=True))


@functools.cache
def space_per_job() -> np.ndarray:
    """Return floor space of one job by sector and use, m2, (sectors, uses)."""
    return frozen(np.stack([_sector_space().array(use) for use in USES], axis=1))


@functools.cache
def _sector_space() -> Table:
    return Table("sector_space", "sector", SECTORS)
