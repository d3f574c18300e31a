"""Foreign firms in Nanjing, one to one: they enter, pay in, hire, reinvest and leave."""

import numpy as np

from common.vocabulary import CITIES, PLATFORMS, SECTORS, ZONES
from model.city_protocol import City
from model.facts.districts import platforms
from model.facts.months import DAYS_A_MONTH
from model.firms import capital, licences
from model.firms import firm_figures as figures
from model.firms.complaints import Complaints
from model.firms.elsewhere import Elsewhere
from model.firms.founding import Climate, found_stock
from model.firms.investment import DIRECT, VIA_HONG_KONG
from model.firms.investor_offer import Attraction, Offer, space_per_job
from model.firms.investors import AT, OF_MONEY, Investors, by_source
from model.firms.money import Money
from model.firms.projects import licence_months, payment_law, usual_projects
from model.firms.rival_cities import rival_fdi
from model.firms.siting import goes_elsewhere, sited, taken_in
from model.policy import Policy
from model.population import Population
from model.trade.trade import Trade
from model.wires import GainsOfNanjing
from model.world.paths import UNSEEN
from model.world.rival_answers import they_look
from model.world.rivals import REST

BUSINESS = SECTORS.index("business")
LOOK_BACK = 18
"""Months before the start from which investors may still be looking or waiting for a licence."""


class Firms:
    """The room of foreign firms.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.clock, facts, self.p = model, model.clock, model.facts, model.parameters.room("firms")
        cached, key, parts = model.draws.cached, model.shared_key, self.clock.parts
        self.projects = cached("firms.projects", key, lambda: usual_projects(facts, self.p, parts))
        self.attraction = Attraction(model, self.projects)
        self.investors = Investors(model, self.attraction)
        self.money = cached("firms.money", key, lambda: Money(facts, self.p, self.projects, parts))
        self.young = capital.Youth(more=self.p.exit_young, months=self.p.young_months)
        self._childhood = int(self.young.months * parts)
        self.international_posts = self.p.international_posts.vector(SECTORS)
        self.space_per_job = space_per_job()
        self.hong_kong, self.mainland = facts.origin_index["HKG"], len(facts.origins)
        self.platform_zones = np.array([ZONES.index(one.zone) for one in platforms()])
        self.firms = Population(figures.COLUMNS, 8192)
        self.foreign = np.zeros((self.mainland + 1, len(SECTORS)), dtype=np.int64)
        """Foreign firms in operation, (sources, sectors)."""
        self.present = np.zeros(self.foreign.shape)
        """The same by weight: entries in a register, which bring neither people nor business, count for nothing."""
        self.start_expected = np.zeros(self.foreign.shape)
        """New firms a month to be expected of the offer before the run, (sources, sectors)."""
        self.books = 0.0
        """What should be contracted and neither paid in nor lapsed, by the flows since the start, million USD."""
        self.before = np.zeros(len(SECTORS))
        """Foreign firms before this month, (sectors,)."""
        self.jobs_in_firms, self.jobs_by_zone = np.zeros((2, len(ZONES), len(SECTORS)))
        """Jobs in single firms, and these with those in headquarters, (zones, sectors) each."""
        self.space_start = np.ones(len(ZONES))
        """Floor space that foreign firms ask for before the run, m2, (zones,)."""
        self.flows = figures.Flows.none(self.mainland)
        self.complaints = Complaints(self.p, self.clock, 0.0)
        self.elsewhere = Elsewhere(payment_law(self.p, parts))
        contract = self.projects.contract
        self._usual_paid = np.vstack([contract, contract[self.hong_kong]]) * self.p.paid_share
        """What the mean project pays in, million USD, (sources, sectors); the mainland's as Hong Kong's."""
        self._offered: Offer | None = None
        self._taken = np.zeros(len(CITIES))
        """Part of a small gain of Nanjing that each rival loses under this month's offer, (cities,)."""
        self._lost = np.zeros(len(CITIES))
        """Share of its own investment that each rival loses to Nanjing, as when they last looked, (cities,)."""
        self.waiting = np.zeros(0, dtype=np.intp)
        """Places of the firms that wait for their licence, see :func:`model.firms.firm_figures.away`."""
        self.trading = Trade(model)

    @property
    def offered(self) -> Offer:
        """How Nanjing looks to investors this month.

        Raises:
            RuntimeError: before :meth:`announce`.
        """
        if self._offered is None:
            raise RuntimeError("firms must announce themselves before their offer is read")
        return self._offered

    def announce(self) -> None:
        """Settle the firms of a steady stock under what the other rooms announced, and send their first signals."""
        offer = self.attraction.at_start()
        self.investors.settle(offer)
        # Both variants start with the same firms and the same investors on their way.
        key = self.model.shared_key, self.attraction.trip_start.tobytes()
        settled = self.model.draws.cached("firms.settled", key, lambda: self._settled(offer))
        self.firms, self.investors.pool = (population.copy() for population in settled)
        self.start_expected = self._expected(offer)
        self._count()
        self.complaints = Complaints(self.p, self.clock, float(self.present.sum()))
        self.jobs_by_zone = figures.jobs(self.firms)
        self.before, self.books, self._offered = self.foreign.sum(axis=0), self._owed_in_operation(), offer
        self.space_start = self._space().sum(axis=1)
        self.flows = figures.Flows.none(self.mainland)
        self._send()
        self.trading.announce()

    # -- the start -----------------------------------------------------------------------------------------------------

    def _settled(self, offer: Offer) -> tuple[Population, Population]:
        """Return the firms of a steady stock with those who wait for their licence, and investors who are scouting."""
        start, world = self.clock.now, self.model.world
        last = start // self.clock.parts
        months = last - np.arange(max(int(self.money.longest) // self.clock.parts, last - UNSEEN) + 1)
        known = np.count_nonzero(months >= UNSEEN)  # firms that came since the facts end
        months[:known] -= licence_months(self.model.facts)  # they decided before they had their licence
        as_usual = self._expected(offer).sum()
        drawn = [
            float(self._expected(self._offered_in(int(month), offer)).sum()) / as_usual for month in months[:known]
        ]
        count = world.past("fdi_count_index", months)
        contract, weight = (world.past(f"fdi_{what}_index", months) / count for what in ("commitment", "substantive"))
        began = months[:known] - round(self.investors.mean_look)  # and looked before they decided
        climate = Climate(contract, world.past("fdi_count_index", began) * np.array(drawn), weight[:known])
        joint = self.attraction.joint_share()
        sites = self.model.wires.start("places_to_firms").chosen
        found_stock(
            self.firms, self.money, self.model.facts, self.model.draws, self.young, self.clock, climate, joint, sites
        )
        for now in range(start + 1 - LOOK_BACK * self.clock.parts, start + 1):
            month = now // self.clock.parts
            met = self._offered_in(month, offer)
            names = "fdi_count_index", "investors_by_source"
            then = by_source(*(world.past(name, np.array([month]))[0] for name in names))
            self.investors.meet(now, then, met)
            self._enter(now, met, after=start)
        return self.firms, self.investors.pool

    def _offered_in(self, month: int, offer: Offer) -> Offer:
        """Return the ``offer`` of the start as it was in a month before the run: since knowledge ends cities go their own ways."""
        if month < self.model.setting.unseen:
            return offer
        own, rivals = self.model.world.past_openness(month)
        return offer._replace(city=offer.city + own, rivals=offer.rivals + rivals)

    # -- the month -----------------------------------------------------------------------------------------------------

    def invest(self, policy: Policy) -> None:
        """Pass one month: firms leave, prospects look and choose, licences are given, money is paid in and put back."""
        now = self.clock.now
        self.flows = figures.Flows.none(self.mainland)
        self.before = self.foreign.sum(axis=0)
        self.complaints.work(float(self.present.sum()), float(policy.channels["complaints"]))
        offer = self.attraction.offer(
            policy,
            self.model.wires.hear("firms_to_investors"),
            self._space().sum(axis=1) / self.space_start,
            safer=self.complaints.saved + float(self.model.wires.hear("institutions_to_firms")),
            goods=self.trading.saved,
        )
        self._redraw_boundaries()
        self._leave(offer)
        world = self.model.world
        self.investors.meet(now, by_source(world.fdi_count_index, world.investors_by_source), offer)
        self._enter(now, offer)
        self._license()
        self._pay(offer)
        self.books += self.flows.promised - self.flows.paid_in - self.flows.lapsed
        self._count()
        self._offered = offer
        self._send()

    def trade(self, policy: Policy) -> None:
        """Pass one month of trade; see :class:`model.trade.trade.Trade`."""
        self.trading.trade(policy)

    def _better(self, offer: Offer, response: float, some: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Return the factor on profit or exit by how much better each firm, or some, does here than at the start, (firms,)."""
        worth, place = np.exp(response * offer.worth), np.exp(response * offer.place)
        return worth.ravel().take(self.firms["cell"][some]) * place.ravel().take(self.firms["spot"][some])

    def _leave(self, offer: Offer) -> None:
        """Remove firms whose endurance is used up by the hazards met; a firm has the same endurance in both variants."""
        firms, now = self.firms, self.clock.now
        licence, endurance = firms["licence"], firms["endurance"]
        hazard = firms["hazard"] * self._better(offer, -self.p.exit_response)
        hazard *= 1 + self.young.more * (licence >= now - self._childhood)
        np.copyto(hazard, 0.0, where=licence >= now)
        endurance -= hazard
        gone = np.flatnonzero(endurance <= 0)
        self.flows.left = np.bincount(firms["sector"][gone], minlength=len(SECTORS)).astype(float)
        self.flows.lapsed += self._owed(gone)
        firms.drop(gone)

    def _enter(self, now: int, offer: Offer, after: int | None = None) -> None:
        """Let investors who chose Nanjing apply for a licence; ``after`` keeps only those licensed later than that.

        A project is as large as it would have been the way it would have come at the start: rules move the way, not
        the project.
        """
        chosen = self.investors.decide(now, offer)
        luck, sector, world = chosen.pop("luck").T, chosen["sector"], self.model.world
        days = DAYS_A_MONTH * self.clock.share
        own, rest = licences.own_days(offer.desk, sector, luck[AT["licence"]])
        chosen["platform"], own = self._settled_on(chosen, own)
        chosen["licence"] = now + np.floor(own / days + rest).astype(np.int64)
        waited = own * (offer.refusal_days / offer.desk.days)[sector]
        licensed = luck[AT["refusal"]] < licences.kept(waited, self.model.facts.licensing_days[sector], self.p)
        if after is not None:
            licensed &= chosen["licence"] > after
        kept = np.flatnonzero(licensed)
        if not kept.size:
            return
        chosen, luck = {name: value[kept] for name, value in chosen.items()}, luck[:, kept]
        chosen["origin"], sized = (
            np.where(chosen.pop(way) == VIA_HONG_KONG, self.hong_kong, chosen["source"]) for way in ("way", "usual_way")
        )
        ticket, weight = (
            index / world.fdi_count_index for index in (world.fdi_commitment_index, world.fdi_substantive_index)
        )
        of_money = {name: luck[AT[name]] for name in OF_MONEY}
        columns = chosen | self.money.contracts(of_money, sized, chosen["sector"], ticket, weight)
        columns = self._divert(columns | {"endurance": -np.log(luck[AT["endurance"]])})
        added = figures.enter(self.firms, self.projects, **columns)
        self.money.schedule(self.firms, np.arange(added.start, added.stop))

    def _settled_on(self, chosen: dict, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the platform of each entrant, and the days that its application takes there, (entrants,) each."""
        places = self.model.wires.hear("places_to_firms")
        platform = sited(self.model.draws, chosen["slot"], chosen["zone"], chosen["sector"], places.chosen)
        saved = places.days[platform]
        return platform, np.where(
            saved > 0, np.maximum(own - saved, np.minimum(own, self.p.shortest_licence_days)), own
        )

    def _divert(self, columns: dict) -> dict:
        """Let entrants whose plant goes to an enclave park go there; return the others."""
        share = self.model.wires.hear("places_to_firms").diverted
        if not share.any():
            return columns
        away = goes_elsewhere(self.model.draws, columns["slot"], columns["sector"], share)
        self.flows.to_enclaves += columns["desks"][away].sum(), columns["contract"][away].sum()
        self.elsewhere.promise(columns["planned"][away], columns["licence"][away] - self.clock.now)
        return {name: value[~away] if np.ndim(value) else value for name, value in columns.items()}

    def _redraw_boundaries(self) -> None:
        """Let firms within the wider boundaries of platforms belong to these."""
        grown, firms = self.model.wires.hear("places_to_firms").taken_in, self.firms
        if grown.any():
            where = firms["slot"], firms["platform"], firms["zone"], firms["sector"]
            firms["platform"][:] = taken_in(self.model.draws, self.clock.key, *where, grown, self.platform_zones)

    def _license(self) -> None:
        firms = self.firms
        fresh = np.flatnonzero(firms["licence"] == self.clock.now)
        sector, contract = firms["sector"][fresh], firms["contract"][fresh]
        self.flows.new = np.bincount(sector, minlength=len(SECTORS)).astype(float)
        self.flows.substantive = np.bincount(sector, firms["substantive"][fresh], minlength=len(SECTORS))
        self.flows.contracted += np.bincount(sector, weights=contract, minlength=len(SECTORS))
        self.flows.promised = float(contract.sum())

    def _pay(self, offer: Offer) -> None:
        """Let instalments be paid in and profits be put back, and book both."""
        firms, now, flows = self.firms, self.clock.now, self.flows
        payers, paid = self.money.pay(firms, now)
        flows.elsewhere = self.elsewhere.pay()
        finished = payers[firms["done"][payers] == firms["number"][payers]]
        flows.lapsed += float((firms["contract"][finished] - firms["planned"][finished]).sum())
        deciding = self.money.decide_again(firms, now)
        better = self._better(offer, self.p.profit_response, deciding) * (1 + self._placed_by_headquarters())
        again = np.zeros(len(firms))
        again[deciding] = self.money.reinvested(firms, deciding, self.model.world.fdi_value_index, better)
        flows.paid_in, flows.by_mode = float(paid.sum()), figures.by_mode(firms, paid, again)
        some = np.flatnonzero(paid + again)
        amount, reinvested = (paid + again)[some], again[some]
        sector, zone, source, origin = (firms[name][some] for name in ("sector", "zone", "source", "origin"))
        sectors, zones = len(SECTORS), len(ZONES)
        use = np.bincount(sector * zones + zone, weights=amount, minlength=sectors * zones)
        flows.use = use.reshape(sectors, zones)
        flows.by_platform = np.bincount(firms["platform"][some], weights=amount, minlength=len(PLATFORMS))
        flows.by_origin = np.bincount(origin, weights=amount, minlength=self.mainland)
        through = np.where(origin == self.hong_kong, amount, 0.0)
        flows.through_hong_kong = np.bincount(source, weights=through, minlength=self.mainland + 1)
        flows.contracted += np.bincount(sector, weights=reinvested, minlength=sectors)

    def _placed_by_headquarters(self) -> float:
        """Return what headquarters place beyond the usual, relative to all that foreign firms here put back in 2022."""
        put_back = self.p.reinvested_share * self.model.facts.fdi_musd_2022
        return float(self.model.wires.hear("headquarters_to_firms").placed) / put_back

    # -- what others hear ----------------------------------------------------------------------------------------------

    @property
    def expected(self) -> np.ndarray:
        """New firms a month to be expected of this month's offer, (sources, sectors)."""
        return self._expected(self.offered)

    def _expected(self, offer: Offer) -> np.ndarray:
        """Return new firms a month expected under an offer at the climate of 2022, (sources, sectors)."""
        return self.investors.expected(offer, self.attraction.expected_share(offer))

    def _jobs_in_headquarters(self) -> np.ndarray:
        """Return jobs in headquarters beyond the usual, where business services are, (zones,)."""
        where = self.jobs_by_zone[:, BUSINESS]
        return float(self.model.wires.hear("headquarters_to_firms").jobs) * where / max(where.sum(), 1.0)

    def _space(self) -> np.ndarray:
        """Return floor space that foreign firms ask for, m2, (zones, uses)."""
        return self.jobs_by_zone @ self.space_per_job

    def _travellers(self) -> np.ndarray:
        """Return people whom scouting investors and foreign firms send to Nanjing in a month, (origins,)."""
        n, trip = self.mainland, self.model.wires.hear("flights_to_firms")
        world = self.model.world
        earnest = world.fdi_substantive_index / world.fdi_count_index  # of those who look, relative to 2022
        scouts = np.bincount(self.investors.pool["source"], minlength=n + 1)[:n] * (self.p.scouting_party * earnest)
        firms = self.present[:n].sum(axis=1) * (self.p.trips_per_firm / 12)
        return scouts + firms * (trip / self.attraction.trip_start) ** self.p.trip_cost_elasticity

    def _send(self) -> None:
        send, n = self.model.wires.send, self.mainland
        self._taken = self.attraction.rivals.taken_from(self.offered.rivals)
        self.jobs_in_firms = figures.jobs(self.firms)
        self.jobs_by_zone = self.jobs_in_firms.copy()
        self.jobs_by_zone[:, BUSINESS] += self._jobs_in_headquarters()
        send("firms_to_visitors", self._travellers())
        send("firms_to_talent", self.jobs_by_zone.sum(axis=0) * self.international_posts)
        send("firms_to_trade", self.present[:n])
        send("firms_to_investors", self.present)
        send("firms_to_chains", np.array([self.foreign.sum(axis=0), self.flows.new]))
        send("firms_to_zones", self._space())
        send("firms_to_rivals", self._gains())
        send("firms_to_enclaves", self.flows.to_enclaves)

    def supported_jobs(self) -> np.ndarray:
        """Return jobs in firms that take what a zone's programme offers, jobs, (zones, sectors).

        Who came since the run began takes it for as long as an investor counts on it; of those older a share does.
        """
        age, p = self.clock.now - self.firms["licence"], self.p
        new = age < np.minimum(p.horizon_years * self.clock.year, self.clock.passed + 1)
        return figures.jobs(self.firms, np.where(new, 1.0, p.zone_support_incumbents))

    # -- the books -----------------------------------------------------------------------------------------------------

    def _owed(self, some: np.ndarray | slice = slice(None)) -> float:
        """Return contracts of all firms, or of some, neither paid in nor lapsed, million USD."""
        firms = self.firms
        left = firms["contract"][some] - firms["paid"][some]
        return float(np.where(firms["done"][some] < firms["number"][some], left, 0.0).sum())

    def _owed_in_operation(self) -> float:
        return self._owed(self.firms["licence"] <= self.clock.now)

    def _count(self) -> None:
        self.waiting, sources = figures.away(self.firms, self.clock.now), self.mainland + 1
        self.foreign = figures.count(self.firms, self.waiting, sources)
        self.present = figures.presence(self.firms, self.waiting, sources)

    def _rival_fdi(self) -> np.ndarray:
        """Return FDI of the rival cities at this month's rate, million USD a month, (cities,).

        What Nanjing wins counts when it is paid in, as Nanjing's own does. So does what its enclave parks win, which lie in
        the rest of China: a plant that goes there is no gain of the other rivals.
        """
        facts, value = self.model.facts, self.model.world.fdi_value_index / 12
        elsewhere = self.flows.elsewhere / self.clock.share
        won = self.flows.use.sum() / self.clock.share + elsewhere - facts.fdi_musd_2022 * value
        opened = self.offered.rivals - self.attraction.rivals.utility
        found = rival_fdi(facts.rival_fdi_musd_2022 * value, opened, won, self._taken, self.p.share_out)
        found[REST] += elsewhere
        return found

    def _gains(self) -> GainsOfNanjing:
        """Return what rivals see of Nanjing's success: what they will lose to the investors it can now expect, and its rules."""
        if they_look(self.clock.month + 1):
            won = ((self.expected - self.start_expected) * self._usual_paid).sum() * 12
            self._lost = won * self._taken / self.model.facts.rival_fdi_musd_2022
        return GainsOfNanjing(self._lost, np.array(self.offered.rules))

    def results(self) -> dict[str, np.ndarray]:
        """Return the month's variables of foreign firms and trade."""
        stages = figures.stages(self.firms, self.investors.pool, self.investors.arrived, self.clock.now)
        return {
            "fdi_actual_use": self.flows.use,
            "fdi_by_origin": self.flows.by_origin,
            "fdi_by_mode": self.flows.by_mode,
            "fdi_through_hong_kong": self.flows.through_hong_kong,
            "fdi_contracted": self.flows.contracted,
            "new_foreign_firms": self.flows.new,
            "new_substantive_firms": self.flows.substantive,
            "foreign_firms": self.foreign.sum(axis=0),
            "fdi_pipeline": stages,
            "closed_to_foreigners": self.offered.gates.closed[0, DIRECT],
            "licences_awaited": figures.awaited(self.firms, self.waiting),
            "licence_days": self.offered.desk.days,
            "complaints_filed": np.array(self.complaints.filed),
            "complaints_settled": np.array(self.complaints.settled),
            "complaint_days": np.array(self.complaints.days),
            "jobs": self.jobs_by_zone.sum(axis=0),
            "jobs_by_zone": self.jobs_by_zone.sum(axis=1),
            "foreign_firms_by_zone": figures.count_by_zone(self.firms, self.waiting),
            "rival_fdi": self._rival_fdi() * self.clock.share,
            **self.trading.results(),
        }

    def identities(self) -> dict[str, float]:
        """Return residuals, all 0: firms in and out, money promised, paid, lapsed and owed, money by its two axes."""
        firms = self.foreign.sum(axis=0) - (self.before + self.flows.new - self.flows.left)
        owed = self._owed_in_operation()
        return {
            "foreign_firms": float(np.abs(firms).max()),
            "fdi_owed": (owed - self.books) / max(owed, 1.0),
            "fdi_by_axis": float(self.flows.use.sum() - self.flows.by_origin.sum()),
            "fdi_by_mode": float(self.flows.use.sum() - self.flows.by_mode.sum()),
            "fdi_by_platform": float(self.flows.use.sum() - self.flows.by_platform.sum()),
            "fdi_through_hong_kong": float(self.flows.by_origin[self.hong_kong] - self.flows.through_hong_kong.sum()),
            **self.trading.identities(),
        }
