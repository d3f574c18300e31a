"""What Nanjing offers investors this month, in utility points gained since the start of the run.

All that firms hear from the rest of the city and from policy comes in here: market access, licences, rents, people to
hire, flights home, neighbours, ties and news. Each term is zero when nothing has changed.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import SECTORS, USES
from model.city_protocol import City
from model.facts import Facts
from model.facts.months import DAYS_A_YEAR
from model.facts.tables import Table
from model.firms import investment
from model.firms.investment import DIRECT, VIA_HONG_KONG
from model.firms.projects import Projects
from model.policy import Policy, quickest_permit_days


class Offer(NamedTuple):
    """How Nanjing looks from each source in each sector this month. Axis of ways: direct, through Hong Kong."""

    hear: np.ndarray
    """Chance that an investor hears of Nanjing, (sources,)."""
    scout: np.ndarray
    """Chance that one who heard goes to see it, (sources,)."""
    city: np.ndarray
    """Utility points gained by the city as a whole, (ways, sources, sectors)."""
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
    licence_days: np.ndarray
    """Days from application to licence, (sectors,)."""


class Attraction:
    """Weights and starting levels; :meth:`offer` says how Nanjing looks.

    Args:
        model: the pilot model.
        projects: the targets of a usual year.
    """

    def __init__(self, model: City, projects: Projects) -> None:
        self.model, self.facts, self.projects = model, model.facts, projects
        facts, p = model.facts, model.parameters
        self.value = p["firms.value_weight"]
        self.access = p["firms.access_weight"]
        self.cepa_access, self.cepa_caps = p["firms.cepa_access"], p["firms.cepa_caps"]
        self.whole, self.joint_cost = p["firms.whole_ownership_share"], p["firms.joint_venture_cost"]
        self.waiting, self.horizon = p["firms.waiting_cost"], p["firms.horizon_years"]
        self.borrowed, self.data_weight = p["firms.borrowed_share"], p["firms.data_weight"]
        self.family, self.permit = p["firms.family_weight"], p["firms.permit_weight"]
        self.permit_days, self.shortest_permit = (
            model.policy_before_start.quickest_permit_days,
            p["talent.shortest_permit_days"],
        )
        self.hiring, self.flight, self.tie = p["firms.talent_weight"], p["firms.flight_weight"], p["firms.tie_weight"]
        self.neighbours, self.density = p["firms.neighbour_elasticity"], p["firms.density_elasticity"]
        self.channel_treasury = p["firms.channel_treasury"]
        self.shortest_licence = p["firms.shortest_licence_days"]
        self.index = p["firms.zone_dissimilarity"]
        self.heard, self.reach, self.reach_spread = (
            p["firms.heard_at_start"],
            p["firms.scouting_reach"],
            p["firms.scouting_spread"],
        )
        self.news_weights = np.array([p["firms.news.compatriots"], p["firms.news.ties"], p["firms.news.travel"]])
        self.news_small = np.array([p["firms.small.firms"], p["firms.small.people"], p["firms.small.travellers"]])
        self.small_people, self.small_firms = p["firms.small.people"], p["firms.small.firms"]

        here, out = p["firms.share_here"], p["firms.share_out"]
        self.share_here, self.share_out = here, out
        rival_fdi = facts.rival_fdi_musd_2022
        self.rival_utility = np.log((1 - here - out) / out * rival_fdi / rival_fdi.sum())
        self.capped = facts.equity_cap * np.array([1.0, 1 - self.cepa_caps])[:, None]
        limits = self._limits(np.zeros(len(SECTORS)))
        self.constant = investment.constant(here, np.exp(self.rival_utility).sum(), limits)
        shares = np.maximum(facts.zone_sector_share, p["firms.smallest_zone_share"])
        self.zone_base = self.index * np.log(shares / shares.sum(axis=0))
        self.rent_weight, self.rent_mix = rent_needs(facts)
        self.support_most = p["firms.zone_support_most"]

    @property
    def trip_start(self) -> np.ndarray:
        """Return trip cost to Nanjing at the start, USD, (origins,)."""
        return self.model.wires.start("flights_to_firms")

    def at_start(self) -> Offer:
        """The offer with nothing changed: what the constants were solved for."""
        sectors, sources = len(SECTORS), len(self.facts.origins) + 1
        scout = self._scout(self.trip_start)
        none = np.zeros((sources, sectors))
        return Offer(
            np.full(sources, self.heard),
            scout,
            np.zeros((2, sources, sectors)) + self.constant,
            self.zone_base,
            self._limits(np.zeros(sectors)),
            self.rival_utility,
            self.projects.via_share,
            none,
            np.zeros_like(self.zone_base),
            self.facts.licensing_days,
        )

    def offer(self, policy: Policy, firms: np.ndarray, space: np.ndarray) -> Offer:
        """How Nanjing looks under ``policy``.

        Args:
            policy: what is in force.
            firms: foreign firms in operation by true source, (sources, sectors).
            space: floor space that firms ask for relative to the start, by zone, (zones,).
        """
        hear, start, push = self.model.wires.hear, self.model.wires.start, policy.channels
        trip, people = hear("flights_to_firms"), hear("ties_to_firms")
        steady = self.projects.stock

        flown = -np.log(trip / self.trip_start) * self.flight
        tied = np.log((people + self.small_people) / (start("ties_to_firms") + self.small_people)) * self.tie
        hired = np.log((hear("talent_to_firms") + 1) / (start("talent_to_firms") + 1)) * self.hiring
        years = self.horizon / 100
        ease = years * (push["treasury"] * self.borrowed + push["dispute"]) + self.data_weight * push["cross_border"]
        saved = np.minimum(push["licensing"], np.maximum(self.facts.licensing_days - self.shortest_licence, 0.0))
        sooner = self.permit_days - quickest_permit_days(policy, self.shortest_permit)
        homely = self.family * push["family_services"] + self.permit * sooner / 30
        standing = self.value * ease + hired + homely
        abroad = np.append(flown, 0.0)[:, None]
        worth = standing + abroad

        near = np.log((firms + self.small_firms) / (steady + self.small_firms)) * self.neighbours
        asked = worth + near + np.append(tied, 0.0)[:, None]
        closed = self.facts.restrictiveness * self._closed()
        opened = np.minimum(push["market_access"], closed)
        # A quick desk serves the lines of business that are open: of those still shut it has nothing to license.
        quicker = self.value * self.waiting * saved / DAYS_A_YEAR * (1.0 - closed + opened)
        # Of those whom an opening would let in, a part has gone where the sector was open already.
        opened = opened * self.access * (1.0 - self.facts.open_elsewhere)
        limits = self._limits(push["equity_cap"])
        rent = self._rent()
        place = self.value * (-self.rent_weight * np.log(rent) + self.density * np.log(space)[:, None])
        support = (
            -self.value * self.rent_weight * np.log1p(-np.minimum(push["zone_attraction"], self.support_most))[:, None]
        )
        return Offer(
            hear=self._hear(firms, people),
            scout=self._scout(trip),
            city=self.constant + asked + (opened + quicker)[:, None, :],
            zones=self.zone_base + place + support,
            limits=limits,
            rivals=self.rival_utility + self.model.world.rival_openness,
            via=self._via(opened, limits, float(push["treasury"])),
            worth=worth,
            place=place,
            licence_days=self.facts.licensing_days - saved,
        )

    def expected_share(self, offer: Offer) -> np.ndarray:
        """Expected share of scouting investors who choose Nanjing, (ways, sources, sectors)."""
        city = offer.city + investment.nest(offer.zones, self.index)
        return investment.share_here(city, np.exp(offer.rivals).sum(), offer.limits)

    # -- terms ---------------------------------------------------------------------------------------------------------

    def _closed(self) -> np.ndarray:
        """Share of the restrictions that bind each way, (ways, 1): agreements with Hong Kong lift a part."""
        return np.array([1.0, 1 - self.cepa_access])[:, None]

    def _limits(self, lifted: np.ndarray) -> investment.Ownership:
        here = self.capped[:, None, :]
        rival = here * (1 - self.facts.open_elsewhere)
        return investment.Ownership(rival, here * (1 - np.clip(lifted, 0, 1)), self.whole, self.joint_cost)

    def _via(self, opened: np.ndarray, limits: investment.Ownership, treasury: float) -> np.ndarray:
        lifted = (self.capped - limits.here[:, 0, :]) * self.joint_cost
        gain = opened + lifted
        return investment.via_hong_kong(
            self.projects.via_share, gain[VIA_HONG_KONG] - gain[DIRECT], self.channel_treasury * treasury
        )

    def _scout(self, trip: np.ndarray) -> np.ndarray:
        return np.append(investment.scouting(trip, self.reach, self.reach_spread), 1.0)

    def _hear(self, firms: np.ndarray, people: np.ndarray) -> np.ndarray:
        wires, stock = self.model.wires, self.projects.stock[:-1].sum(axis=1)
        usual = np.stack([stock, wires.start("ties_to_firms"), self.facts.nanjing_visitors_2019])
        now = np.stack([firms[:-1].sum(axis=1), people, wires.hear("travel_to_firms")])
        then = np.stack([usual[0], usual[1], wires.start("travel_to_firms")])
        known = [investment.news(bearers, usual, self.news_weights, self.news_small) for bearers in (now, then)]
        return np.append(investment.hearing(self.heard, known[0] / known[1]), self.heard)

    def _rent(self) -> np.ndarray:
        """Rents that each sector meets relative to the start, (zones, sectors)."""
        wires = self.model.wires
        ratio = wires.hear("zones_to_firms") / wires.start("zones_to_firms")
        return np.einsum("zu,zsu->zs", ratio, self.rent_mix)


def rent_needs(facts: Facts) -> tuple[np.ndarray, np.ndarray]:
    """Rent as a share of a project's value, (sectors,), and its division over uses, (zones, sectors, uses)."""
    table = Table("sector_space", "sector", SECTORS)
    bill = space_per_job(table)[None] * np.maximum(facts.rent, 1e-9)[:, None, :]
    return table.array("rent_weight"), bill / bill.sum(axis=2, keepdims=True)


def space_per_job(table: Table | None = None) -> np.ndarray:
    """Floor space of one job by sector and use, m2, (sectors, uses)."""
    table = table or Table("sector_space", "sector", SECTORS)
    return np.stack([table.array(use) for use in USES], axis=1)
