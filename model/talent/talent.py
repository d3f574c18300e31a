"""Foreign professionals and returnees: they come for jobs, wait for papers, stay or leave, and carry ties home."""

import numpy as np

from common.vocabulary import SECTORS
from model.city_protocol import City
from model.latest import Latest
from model.policy import Policy, permit_days
from model.population import Population
from model.talent import hiring, staying
from model.talent.communities import KINDS, communities
from model.talent.first_day import NEVER, first_people, first_waiting
from model.talent.looking import Looking
from model.talent.pools import Applicants, Applying, Pools
from model.talent.steady_state import ON_PERMIT, PROFESSIONALS, Rest, at_rest
from model.wires import PeopleForScience

COLUMNS = {
    "cell": np.int16,
    "permit_end": np.int16,
    "hurdle": np.float32,
    "budget": np.float32,
    "merit": np.float32,
    "age": np.int32,
}
"""Of a person: ``cell`` (kind, origin and field in one number), ``permit_end`` (steps since the start of the run),
``hurdle`` (recognition that the qualification needs, 0: none), ``budget`` (hazard still to be met before leaving),
``merit`` (rank among those who may qualify for permanent residence, 0 to 1, lowest first) and
``age`` (place in the table of hazards in step 0). Steps are months, or the parts in which
a run passes them."""
WAITING = {"cell": np.int16, "due": np.int16, "hurdle": np.float32, "budget": np.float32, "merit": np.float32}
"""Of someone hired who waits for papers: ``due`` is the step of arrival since the start of the run."""


class Talent:
    """The international talent of Nanjing, one slot per person, renewed from pools abroad.

    Employers, foreign and domestic, hold posts; a vacancy and an applicant meet one to one. Foreigners wait for a
    permit, and some give up. People leave by wage gap, tenure, compatriots, schools and hospitals, rent, and at the
    end of permits. All is measured against the start of the run: the 2022 stock is taken as the steady state under
    three years of closed borders, and applicants rise with the world's willingness to travel and, among graduates, with
    their number.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.clock, self.p = model, model.clock, model.parameters.room("talent")
        levers = model.parameters.room("levers")
        community = communities(model.facts)
        self._shape = community.people.shape
        self._kind, self._origin, self._field = (axis.ravel() for axis in np.indices(self._shape))
        self._growth_start = float(model.world.domestic_growth)
        self._income_start = np.array(model.world.income_index, dtype=float)
        days, permit = levers.permit_days_2022, self._steps(levers.residence_years_2022)
        parts = self.clock.parts
        horizon = model.setting.months * parts
        self.rest: Rest = model.draws.cached(
            "talent.rest",
            (model.shared_key, self._growth_start),
            lambda: at_rest(community, self._growth_start, self.p, days, permit, horizon, parts, self._foreseen()),
        )
        self._on_permit = self.rest.terms == ON_PERMIT
        self._lump = staying.lump(self.p.not_renewing)
        self._lumps_start = self._on_permit * self._lump / permit
        self._latest_accepted = Latest()
        self._accepted_start = self._accepted(days)
        self._leaving = 1 / self.rest.mean_stay
        self._foreign_start = self._by_origin(self.rest.stock)[PROFESSIONALS] + 1
        self._applicants_start = self._by_market(self.rest.applicants)
        self._arrivals_start = self._by_market(self.rest.arrivals)
        self._foreign_posts = self.p.foreign_firms_posts.vector(KINDS)[:, None]
        self._looking = Looking(model, self._kind, self._origin)
        self._pools = Pools(self.rest, community.regulated[self._field], self.p, self._looking.most)

        self.stock = self.rest.stock.copy()
        """(cells,) persons in Nanjing by kind, origin and field in one axis."""
        self.vacancies = np.rint(self.rest.vacancies).astype(np.int64)
        """(markets,) posts open when employers last hired, by kind and field in one axis."""
        self.hires = np.zeros_like(self.vacancies)
        """(markets,) posts filled last."""
        self._matches = np.full(self.vacancies.size, 0.5)  # fractions of a match wait for the next step
        self.arrivals = self.departures = np.zeros_like(self.stock)
        self._stock_before = self.stock
        self._level, self._recognised = self._pools.level_start, np.full(len(SECTORS), self.p.recognised)
        """Share of regulated qualifications that are recognised, (cells,) and (sectors,)."""
        self._creation = np.ones(self.vacancies.size)
        self._pay = np.zeros(self.vacancies.size)
        """Log pay relative to the start by market."""
        self._posts = self.rest.posts
        self.people = Population(COLUMNS, int(1.2 * self.stock.sum()))
        key = model.shared_key, self.rest.stock.tobytes(), permit
        first = model.draws.cached(
            "talent.first", key, lambda: first_people(self.rest, self._pools, model.draws, permit)
        )
        self.people.add(**first)
        self._barred = self._count_barred(self.people["cell"], self.people["hurdle"])
        """Persons who may not practise what they learned, by field, (sectors,)."""
        self.waiting = Population(WAITING, 1024)
        self.waiting.add(**first_waiting(self.rest, self._pools, model.draws, days, parts))

    def announce(self) -> None:
        """Send the first signals: the people of the starting stock."""
        self._send()

    # The month -------------------------------------------------------------------------------------------------------

    def move(self, policy: Policy) -> None:
        """Pass one month, or a part of it: some leave, employers hire, and those whose papers are done arrive."""
        days = permit_days(policy, self.p.shortest_permit_days)
        permit = self._steps(policy.residence_years)
        recognised = np.minimum(1.0, self.p.recognised + policy.channels["recognition"])
        if (recognised != self._recognised).any():
            self._recognised, self._level = recognised, recognised[self._field]
            self._barred = self._count_barred(self.people["cell"], self.people["hurdle"])
        settlement = float(policy.channels["settlement"])
        gain = self._gain(float(policy.channels["family_services"]), settlement)
        applying = self._pools.applying(gain, self._level)

        self._stock_before = self.stock
        self.departures = self._leave(gain, permit, settlement)
        self.stock = self.stock - self.departures
        here = (self.professionals + 1) / self._foreign_start
        push = policy.channels
        eager = self._looking.candidates(here, float(push["recommendation"]), float(push["alumni"]), self._partnered())
        self._set_pay(applying, eager * self._looking.grown)
        self._open_posts(applying, eager, gain, days, permit, settlement)
        eager = eager * self._looking.grown * self._looking.season
        applicants = self._pools.apply(self.model.draws, self.clock.key, applying, self._level, eager)
        self._hire(applicants, days)
        self.arrivals = self._arrive(permit)
        self.stock = self.stock + self.arrivals
        self._send()

    def _partnered(self) -> np.ndarray:
        """Return the share of foreign candidates that institutes with partners from their origin add, (origins,)."""
        posts, p = self.model.wires.hear("science_to_talent").partners, self.p
        return p.partner_most * -np.expm1(-p.partner_reach * posts / self._foreign_start / p.partner_most)

    def _gain(self, family: float, settlement: float) -> np.ndarray:
        """Return what a post in Nanjing has gained since the start over one at home, log wage points, (cells,)."""
        p, world, wires = self.p, self.model.world, self.model.wires
        gain = np.zeros(self._shape)
        growth = np.log(world.domestic_growth / self._growth_start) - np.log(world.income_index / self._income_start)
        gain[PROFESSIONALS] += (
            p.wage_growth * growth
            + p.community_value * np.log((self.professionals + 1) / self._foreign_start)
            + p.family_value * family
        )[:, None]
        gain[1 - PROFESSIONALS] += p.founding_value * wires.hear("science_to_talent").chance
        rent = float(np.log(wires.hear("zones_to_talent") / wires.start("zones_to_talent")).item())
        gain += p.settlement_value * settlement * self._on_permit.reshape(self._shape)
        gain += self._pay.reshape(len(KINDS), 1, -1) - p.housing_share * rent
        return gain.ravel()

    def _leave(self, gain: np.ndarray, permit: int, settlement: float) -> np.ndarray:
        """Apply the step's hazard to everyone; those with no budget left leave. Return departures by cell.

        Of those whose permit ends, a share who qualify settle for good and never renew again.
        """
        people, now = self.people, self.clock.passed
        cell, budget, permit_end = people["cell"], people["budget"], people["permit_end"]
        factor = np.exp(-self.p.leave_slope * gain).astype(np.float32)
        staying.meet(budget, self.rest.hazards.ravel()[now:], people["age"], factor, cell)
        ending = (permit_end == now).nonzero()[0]
        settles = people["merit"][ending] < settlement
        permit_end[ending[settles]] = NEVER
        ending = ending[~settles]
        budget[ending] -= self._lump
        permit_end[ending] += permit
        leavers = (budget <= 0).nonzero()[0]
        who = cell[leavers]
        self._barred -= self._count_barred(who, people["hurdle"][leavers])
        people.drop(leavers)
        return np.bincount(who, minlength=self.stock.size)

    def _set_pay(self, applying: Applying, eager: np.ndarray) -> None:
        """Let pay follow, slowly, vacancies per applicant: the wage curve."""
        applicants = self._by_market(self.rest.applicants * eager * applying.mean / self._pools.start.mean)
        at_rest = self._applicants_start
        self._pay += hiring.pay_round(
            self._pay, (self.vacancies + 1) / (self.rest.vacancies + 1), (applicants + 1) / (at_rest + 1),
            self.p.wage_curve, self.p.pay_months * self.clock.parts,
        )  # fmt: skip

    def _open_posts(
        self, applying: Applying, eager: np.ndarray, gain: np.ndarray, days: float, permit: int, settlement: float
    ) -> None:
        """Adjust posts to foreign firms and domestic growth, and slowly to the people who can be hired and kept."""
        p, rest, wires = self.p, self.rest, self.model.wires
        firms, firms_start = wires.hear("firms_to_talent"), wires.start("firms_to_talent")
        firms = np.divide(firms, firms_start, out=np.ones(len(SECTORS)), where=firms_start > 0)
        foreign = self._foreign_posts
        growth = self.model.world.domestic_growth / self._growth_start
        young, young_start = wires.hear("home_to_talent"), wires.start("home_to_talent")
        young = p.young_firms_posts * np.divide(
            young - young_start, young_start, where=young_start > 0, out=np.zeros(young.size)
        )
        demand = (foreign * firms + (1 - foreign) * (growth + young)).ravel() * np.exp(-p.labour_demand * self._pay)

        leaving = self._leaving
        hazard = np.exp(-p.leave_slope * gain) * (leaving - self._lumps_start)
        stay = leaving / (hazard + self._on_permit * self._lump * (1 - settlement) / permit)
        come = applying.mean / self._pools.start.mean * eager * self._accepted(days) / self._accepted_start
        supply = self._by_market(rest.arrivals * come * stay) / np.maximum(self._arrivals_start, 1e-9)
        slowly = p.post_creation_months * self.clock.parts
        self._creation += (supply**p.post_creation - self._creation) / slowly

        held = self._by_market(self.stock) + np.bincount(rest.market[self.waiting["cell"]], minlength=supply.size)
        science = wires.hear("science_to_talent").posts - wires.start("science_to_talent").posts
        self._posts = rest.posts * demand * self._creation + science
        self.vacancies = np.maximum(np.rint(self._posts - held), 0).astype(np.int64)

    def _hire(self, applicants: Applicants, days: float) -> None:
        """Match applicants with vacancies one to one; the hired get their papers in time, or give up."""
        draws, markets = self.model.draws, self.vacancies.size
        market = self.rest.market[applicants.cell]
        applied = np.bincount(market, minlength=markets)
        self._matches += hiring.meetings(self.vacancies, applied, self.clock.parts)
        matches = np.minimum(np.floor(self._matches), self.vacancies).astype(np.int64)
        self._matches -= matches
        hired = hiring.hired(market, applicants.queue, matches)
        self.hires = np.bincount(market[hired], minlength=markets)

        cell = applicants.cell[hired]
        course, wait, budget, merit = draws.uniforms("talent.papers", self.clock.key, applicants.slot[hired], 4)
        through = (course < self._accepted(days)[cell]).nonzero()[0]
        papers = np.where(self._on_permit[cell], days, 0.0)
        due = self.clock.passed + hiring.months_of_wait(papers, wait, self.clock.parts)
        self.waiting.add(
            cell=cell[through],
            due=due[through],
            hurdle=applicants.hurdle[hired][through],
            budget=-np.log(budget[through]),
            merit=merit[through],
        )

    def _arrive(self, permit: int) -> np.ndarray:
        """Let those arrive whose papers are done. Return arrivals by cell."""
        now = self.clock.passed
        due = (self.waiting["due"] <= now).nonzero()[0]
        cell, hurdle = self.waiting["cell"][due], self.waiting["hurdle"][due]
        self._barred += self._count_barred(cell, hurdle)
        self.people.add(
            cell=cell,
            permit_end=np.where(self._on_permit[cell], now + permit, NEVER),
            hurdle=hurdle,
            budget=self.waiting["budget"][due],
            merit=self.waiting["merit"][due],
            age=self.rest.newcomer[cell] - now,
        )
        self.waiting.drop(due)
        return np.bincount(cell, minlength=self.stock.size)

    def _foreseen(self) -> float:
        """Return the growth of posts for graduates at the start, as it was foreseen, log points a step.

        Posts of domestic employers grow with output, those of foreign firms with these alone.
        """
        start = self.model.setting.start
        before, after = self.model.world.past("graduates_abroad", np.array([start - 1, start]))
        with_output = 1 - self.p.foreign_firms_posts.returnees
        return float(with_output * np.log(after / before)) / self.clock.parts

    # Parts -----------------------------------------------------------------------------------------------------------

    def _steps(self, years: float) -> int:
        """Return the number of steps in ``years``, at least 1."""
        return max(1, round(self.clock.year * years))

    def _accepted(self, days: float) -> np.ndarray:
        """Return the share of the hired who get through the procedure, (cells,)."""
        return self._latest_accepted.of(
            (days,), lambda: hiring.staying_course(self._on_permit * days, self.p.patience_days, self.p.refused)
        )

    def _by_origin(self, cells: np.ndarray) -> np.ndarray:
        return cells.reshape(self._shape).sum(axis=2)

    def _by_field(self, cells: np.ndarray) -> np.ndarray:
        return cells.reshape(self._shape).sum(axis=(0, 1))

    def _by_market(self, cells: np.ndarray) -> np.ndarray:
        return cells.reshape(self._shape).sum(axis=1).ravel()

    # What others see -------------------------------------------------------------------------------------------------

    @property
    def pay(self) -> np.ndarray:
        """Pay by field relative to the start, the mean over those who are here, (sectors,)."""
        return self._mean_pay(self._by_market(self.stock))

    def _mean_pay(self, people: np.ndarray) -> np.ndarray:
        """Return the same for the people of each market, (markets,)."""
        here = people.reshape(len(KINDS), -1) + 1
        return (here * np.exp(self._pay).reshape(len(KINDS), -1)).sum(axis=0) / here.sum(axis=0)

    @property
    def professionals(self) -> np.ndarray:
        """Foreign professionals by origin, persons, (origins,)."""
        return self._by_origin(self.stock)[PROFESSIONALS]

    @property
    def returnees(self) -> np.ndarray:
        """Returnees by country of study, persons, (origins,)."""
        return self._by_origin(self.stock)[1 - PROFESSIONALS]

    @property
    def practitioners(self) -> np.ndarray:
        """Persons who may practise what they learned, by field, (sectors,)."""
        return self._by_field(self.stock) - self._barred

    def _count_barred(self, cell: np.ndarray, hurdle: np.ndarray) -> np.ndarray:
        """Return by field those whose qualification needs more recognition than is in force, (sectors,)."""
        held_up = (hurdle > 0).nonzero()[0]  # few: most need none
        cell = cell[held_up]
        barred = hurdle[held_up] > self._level[cell]
        return np.bincount(self._field[cell[barred]], minlength=len(SECTORS))

    def _send(self) -> None:
        wires, by_origin, by_market = self.model.wires, self._by_origin(self.stock), self._by_market(self.stock)
        professionals, people = by_origin[PROFESSIONALS], np.array([self.stock.sum()])
        ties = professionals + self.p.returnee_tie * by_origin[1 - PROFESSIONALS]
        wires.send("talent_to_visitors", professionals)
        wires.send("talent_to_firms", self.practitioners)
        wires.send("ties_to_firms", ties)
        wires.send("ties_to_trade", ties)
        wires.send("talent_to_zones", people)
        wires.send("talent_to_home", self._mean_pay(by_market))
        filled = np.minimum(by_market / np.maximum(self._posts, 1), 1.0)
        wires.send("talent_to_science", PeopleForScience(filled, people))

    @property
    def permits(self) -> float:
        """People who arrived on a work permit in this month, or in this part of it."""
        return float(self.arrivals[self._on_permit].sum())

    def results(self) -> dict[str, np.ndarray]:
        """Return the stock at the end of the month, arrivals and departures in it, persons, (sectors,) each."""
        return {
            "talent": self._by_field(self.stock),
            "talent_arrivals": self._by_field(self.arrivals),
            "talent_departures": self._by_field(self.departures),
        }

    def identities(self) -> dict[str, float]:
        """Return residuals of the month's books, persons: all 0."""
        change = self.stock - self._stock_before - self.arrivals + self.departures
        found = np.bincount(self.people["cell"], minlength=self.stock.size)
        return {
            "stock = before + arrivals - departures": float(np.abs(change).max()),
            "one slot per person": float(np.abs(found - self.stock).max()),
            "posts filled beyond vacancies": float(np.maximum(self.hires - self.vacancies, 0).sum()),
        }
