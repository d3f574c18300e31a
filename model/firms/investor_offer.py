"""What Nanjing offers investors this month, in utility points gained since the start of the run.

All that firms hear from the rest of the city and from policy comes in here: market access, licences, rents, people to
hire, flights home, neighbours, ties and news. Each term is zero when nothing has changed. What a policy brings over the
years counts as far as it is promised for an investor's horizon; what must be open at entry, only once it is in force.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import SECTORS, USES
from model.city_protocol import City
from model.facts import Facts
from model.facts.months import DAYS_A_YEAR
from model.facts.tables import Table
from model.firms import investment, licences
from model.firms.investment import DIRECT, VIA_HONG_KONG
from model.firms.investor_kinds import Kinds, kinds
from model.firms.projects import Projects
from model.firms.rival_cities import rival_cities
from model.levers.promises import GATES
from model.policy import Policy, quickest_permit_days


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
    gates: "Gates"
    """What is closed, now and in the months ahead."""
    rules: float
    """Utility points that rules which other cities could copy are worth to the mean project."""


class Gates(NamedTuple):
    """What an investor has to pass at entry: this month and in the months ahead, (1 + months ahead, ways, sectors) each."""

    closed: np.ndarray
    """Share of lines of business that are closed or hedged about."""
    capped: np.ndarray
    """Share of projects that meet an ownership cap."""


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
        self.permit_days_start = model.policy_before_start.permit_days
        self.shortest_permit_days = model.parameters.room("talent").shortest_permit_days
        self.news_weights = np.array([news.compatriots, news.ties, news.travel])
        self.news_small = np.array([small.firms, small.people, small.travellers])
        self.rivals = rival_cities(facts, p)
        self.zone_scale = p.region_dissimilarity * p.zone_dissimilarity
        """Scale of investors' tastes among zones, utility points."""
        self.desk_of_2022 = licences.desk_of_2022(facts.licensing_days, p)
        self.capped = facts.equity_cap * np.array([1.0, 1 - p.cepa_caps])[:, None]
        """Share of projects that meet an ownership cap at the start, (ways, sectors)."""
        limits = self._limits(self.capped)
        away = self.rivals.away(self.rivals.utility)
        self.constant = model.draws.cached(
            "firms.constant", model.shared_key, lambda: investment.constant(p.share_here, away, limits)[:, 0, :]
        )
        """Utility of Nanjing at which its share at the start is the declared one, (ways, sectors)."""
        shares = np.maximum(facts.zone_sector_share, p.smallest_zone_share)
        self.zone_base = self.zone_scale * np.log(shares / shares.sum(axis=0))
        """Utility of each zone at the start, (zones, sectors)."""
        self.rent_weight, self.rent_mix = rent_needs(facts)
        months = np.arange(12 * p.horizon_years)
        self.years = float(((1 + p.discount_rate) ** (-months / 12)).sum() / 12)
        """Years of full value that a lasting saving is worth."""
        of_sector = projects.total.sum(axis=0)
        self.of_projects = of_sector / of_sector.sum()
        """Share of each sector in new projects, (sectors,)."""

    @property
    def trip_start(self) -> np.ndarray:
        """Return trip cost to Nanjing at the start, USD, (origins,)."""
        return self.model.wires.start("flights_to_firms")

    def at_start(self) -> Offer:
        """Return the offer before the run, for which the constants were solved."""
        sectors, sources = len(SECTORS), len(self.facts.origins) + 1
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
            limits=self._limits(self.capped),
            rivals=self.rivals.utility,
            via=self.projects.via_share,
            worth=np.zeros((sources, sectors)),
            place=np.zeros_like(self.zone_base),
            desk=self.desk_of_2022,
            refusal_days=self.desk_of_2022.days,
            granted=self._granted(self.desk_of_2022, self.desk_of_2022.days),
            gates=Gates(*(start[None] for start in (self.facts.restrictiveness * self._closed(), self.capped))),
            rules=0.0,
        )

    def offer(self, policy: Policy, firms: np.ndarray, space: np.ndarray, safer: float = 0.0) -> Offer:
        """Return how Nanjing looks under ``policy``.

        Args:
            policy: what is in force.
            firms: foreign firms in operation by true source, (sources, sectors).
            space: floor space that firms ask for relative to the start, by zone, (zones,).
            safer: risk premium saved by complaints that are settled, as firms have lived it, percentage points.
        """
        hear, start, promised = self.model.wires.hear, self.model.wires.start, policy.promised
        trip, people = hear("flights_to_firms"), hear("ties_to_firms")
        p, facts, steady = self.p, self.facts, self.projects.stock

        flown = -np.log(trip / self.trip_start)[:, None] * facts.meetings * p.flight_weight
        tied = np.log((people + p.small.people) / (start("ties_to_firms") + p.small.people)) * p.tie_weight
        hired = np.log((hear("talent_to_firms") + 1) / (start("talent_to_firms") + 1)) * p.talent_weight
        trust = 1 - p.trust_lost * policy.lapsed
        cheaper = float((hear("finance_to_firms") - start("finance_to_firms")).item())
        saving = cheaper * p.borrowed_share + promised["dispute"] + safer
        delivery = promised["cross_border"] + hear("digital_to_firms")
        ease = self.years / 100 * saving + p.data_weight * delivery
        lasting = (p.value_weight * ease + p.family_weight * promised["family_services"]) * trust
        desk = licences.desk(policy, facts.licensing_days, p)
        sooner = self.permit_days_start - quickest_permit_days(policy, self.shortest_permit_days)
        homely = p.permit_weight * sooner / 30
        abroad = np.vstack([flown, np.zeros(len(SECTORS))])
        worth = lasting + hired + homely + abroad

        near = np.log((firms + p.small.firms) / (steady + p.small.firms)) * p.neighbour_elasticity
        gates = self._gates(policy)
        shut = facts.restrictiveness * self._closed()
        # A quick desk serves the lines of business that are open: of those still shut it has nothing to license.
        opening = p.value_weight * p.waiting_cost * (1.0 - gates.closed[0]) / DAYS_A_YEAR
        quicker = opening * (desk.saved + licences.reserve_saved(desk, self.desk_of_2022, p))
        surer = opening * p.licence_uncertainty * desk.saved_later * trust
        # Of those whom an opening would let in, a part has gone where the sector was open already.
        opened = (shut - gates.closed[0]) * p.access_weight * (1.0 - facts.open_elsewhere) * trust
        limits = self._limits(gates.capped[0])
        refusal_days = facts.licensing_days - desk.saved * (1.0 - gates.closed[0, DIRECT])
        rent = self._rent()
        place = p.value_weight * (-self.rent_weight * np.log(rent) + p.density_elasticity * np.log(space)[:, None])
        settling = hear("places_to_firms")
        supported = promised["zone_attraction"][:, None] + policy.promised_narrow.get("zone_attraction", 0.0)
        support = -p.value_weight * self.rent_weight * np.log1p(-np.minimum(supported, p.zone_support_most))
        return Offer(
            hear=self._hear(firms, people),
            scout=self._scout(trip),
            city=self.constant
            + hired
            + homely
            + self.model.world.nanjing_openness
            + np.log(hear("chains_to_investors")),
            promise=lasting + opened,
            for_some=self._for_some(policy, gates.closed[0, DIRECT]) * trust,
            contact=abroad + near + np.append(tied, 0.0)[:, None],
            quicker=quicker,
            quicker_later=surer,
            zones=self.zone_base + place + support + settling.entry,
            limits=limits,
            rivals=self.rivals.utility + self.model.world.rival_openness,
            via=self._via(opened, limits, cheaper),
            worth=worth,
            place=place + settling.stay,
            desk=desk,
            refusal_days=refusal_days,
            granted=self._granted(desk, refusal_days),
            gates=gates,
            rules=float((p.value_weight * ease + (opened + quicker + surer)[DIRECT]) @ self.of_projects),
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
        whole, partner = self.p.whole_ownership_share, self.p.partner_share
        return (self.capped * (1 - whole) + (1 - self.capped) * partner) / (1 - self.capped * whole)

    # -- terms ---------------------------------------------------------------------------------------------------------

    def _closed(self) -> np.ndarray:
        """Return the share of restrictions that bind each way, (ways, 1); agreements with Hong Kong lift a part."""
        return np.array([1.0, 1 - self.p.cepa_access])[:, None]

    def _for_some(self, policy: Policy, closed: np.ndarray) -> np.ndarray:
        """Return what tasks for some origins only are worth to investors from there, utility points, (sources, sectors)."""
        p, narrow, none = self.p, policy.promised_narrow, np.zeros((len(self.facts.origins), 1))
        safer = self.years / 100 * narrow.get("dispute", none[:, 0])[:, None]
        cheaper = p.data_weight * narrow.get("cross_border", none.T).T
        opened = np.minimum(narrow.get("market_access", none.T).T, closed) * p.access_weight
        worth = p.value_weight * (safer + cheaper) + opened * (1.0 - self.facts.open_elsewhere)
        return np.vstack([worth, np.zeros(len(SECTORS))])  # the last source is no origin

    def _gates(self, policy: Policy) -> Gates:
        """Return what is closed now and in the months ahead: a gate opens when it is in force, as far as it will last."""
        now = {key: np.minimum(policy.channels[key], policy.promised[key])[None] for key in GATES}
        access, lifted = (np.concatenate([now[key], policy.coming[key]])[:, None] for key in GATES)
        shut = self.facts.restrictiveness * self._closed()
        return Gates(closed=np.maximum(shut - access, 0.0), capped=self.capped * (1 - np.clip(lifted, 0, 1)))

    def _granted(self, desk: licences.Desk, days: np.ndarray) -> np.ndarray:
        """Return the share of applications that end with a licence: the longer each takes, the more are refused or given up."""
        return licences.granted(desk, days, self.facts.licensing_days, self.p)

    def _limits(self, capped: np.ndarray) -> investment.Ownership:
        return investment.Ownership(
            rival=self.capped[:, None, :] * (1 - self.facts.open_elsewhere),
            here=capped[:, None, :],
            whole=self.p.whole_ownership_share,
            partner=self.p.partner_share,
            cost=self.p.joint_venture_cost,
        )

    def _via(self, opened: np.ndarray, limits: investment.Ownership, treasury: float) -> np.ndarray:
        lifted = (self.capped - limits.here[:, 0, :]) * self.p.joint_venture_cost * (1 - self.p.partner_share)
        gain = opened + lifted
        return investment.via_hong_kong(
            self.projects.via_share, gain[VIA_HONG_KONG] - gain[DIRECT], self.p.channel_treasury * treasury
        )

    def _scout(self, trip: np.ndarray) -> np.ndarray:
        costs = trip[:, None] * self.facts.meetings
        scout = investment.scouting(costs, self.p.scouting_reach, self.p.scouting_spread)
        return np.vstack([scout, np.ones(len(SECTORS))])

    def _hear(self, firms: np.ndarray, people: np.ndarray) -> np.ndarray:
        wires, stock = self.model.wires, self.projects.stock[:-1].sum(axis=1)
        usual = np.stack([stock, wires.start("ties_to_firms"), self.facts.nanjing_visitors_2019])
        now = np.stack([firms[:-1].sum(axis=1), people, wires.hear("travel_to_firms")])
        then = np.stack([usual[0], usual[1], wires.start("travel_to_firms")])
        news, news_start = (
            investment.news(bearers, usual, self.news_weights, self.news_small) for bearers in (now, then)
        )
        heard = self.p.heard_at_start
        return np.append(investment.hearing(heard, news / news_start), heard)

    def _rent(self) -> np.ndarray:
        """Return rents that each sector pays relative to the start, (zones, sectors)."""
        wires = self.model.wires
        ratio = wires.hear("zones_to_firms") / wires.start("zones_to_firms")
        return np.einsum("zu,zsu->zs", ratio, self.rent_mix)


def rent_needs(facts: Facts) -> tuple[np.ndarray, np.ndarray]:
    """Return rent as a share of a project's value, (sectors,), and its division over uses, (zones, sectors, uses)."""
    table = Table("sector_space", "sector", SECTORS)
    bill = space_per_job(table)[None] * np.maximum(facts.rent, 1e-9)[:, None, :]
    return table.array("rent_weight"), bill / bill.sum(axis=2, keepdims=True)


def space_per_job(table: Table | None = None) -> np.ndarray:
    """Return floor space of one job by sector and use, m2, (sectors, uses)."""
    table = table or Table("sector_space", "sector", SECTORS)
    return np.stack([table.array(use) for use in USES], axis=1)
