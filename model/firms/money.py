"""The money of foreign firms: contracts, instalments, what lapses, reinvestment, and the jobs that capital carries.

Some projects are micro entries, little more than a name in the register; the others, the substantive ones, carry nearly
all money and jobs.
"""

import numpy as np
from scipy.special import ndtri

from model.arrays import Num
from model.facts import Facts
from model.firms import capital
from model.firms.booking import Season, city_season
from model.firms.projects import Projects, first_instalment_share, payment_rules
from model.parameters import Room
from model.population import Population

NEVER = np.iinfo(np.int32).max
"""A date later than any other."""
MONEY_COLUMNS = {
    "contract": "f8",  # million USD
    "planned": "f8",  # part of it that will be paid unless the firm leaves, million USD
    "paid": "f8",  # paid in so far, million USD
    "first": "i8",  # parts of months from licence to first instalment
    "step": "f8",  # parts of months between instalments
    "number": "i8",  # instalments in all
    "done": "i8",  # instalments paid
    "place": "f8",  # place of its dates within a part of a month, 0 to 1
    "next": "i8",  # when the next instalment is booked, parts of months on the clock; NEVER when all are paid
    "level": "i8",  # profit level
    "phase": "i8",  # place in the cycle at which its reinvestment is booked, parts of months
    "substantive": "?",  # more than a micro entry
    "desks": "f8",  # jobs when all is paid in
    "jobs": "f8",  # jobs by what is paid in so far
    "weight": "f8",  # ordinary projects of 2022 that it counts for with those who meet firms: neighbours, partners, talent
}
"""What each firm carries for its money."""


class Money:
    """Contracts drawn, instalments paid and profits reinvested.

    Args:
        facts: the facts.
        p: parameters, room ``firms``.
        projects: targets of a usual year.
        parts: parts of a month, in which firms count time.
    """

    def __init__(self, facts: Facts, p: Room, projects: Projects, parts: int = 1) -> None:
        self.p, self.parts, self.projects = p, parts, projects
        self.spread = float(np.sqrt(p.ticket_spread**2 + np.log(p.substantive_share)))
        """Spread of the substantive tickets: together with the micro ones they vary as all tickets are declared to."""
        self.location = capital.ticket_location(self._substantive_mean(), self.spread, p.ticket_cap)
        self.rules = (_, span, delay) = payment_rules(p)
        self.longest = (span[1] + delay) * parts
        """Parts of months after its licence in which a firm may still be paying in."""
        self.levels = capital.profit_levels(p.profit_spread)
        self.cycle = int(p.reinvestment_months) * parts
        """Time between a firm's reinvestments, parts of months."""
        usual = capital.tickets((np.arange(200) + 0.5) / 200, np.array(0.0), self.spread, np.inf)
        real = p.substantive_share
        micro = np.minimum(p.micro_jobs, facts.employees_per_foreign_firm)
        self.micro_jobs = micro
        """Jobs of a micro entry, (sectors,)."""
        self.jobs = (facts.employees_per_foreign_firm - (1 - real) * micro) / real / (usual**p.jobs_power).mean()
        """Jobs of a substantive project of median size, (sectors,)."""
        # All money but the first instalments of new firms may be booked at another date of its year.
        movable = 1 - (1 - p.reinvested_share) * first_instalment_share(p)
        self.season = Season(city_season(facts.fdi_season, p.season_tilt), movable, parts)

    def _substantive_mean(self) -> np.ndarray:
        """Return the mean contract of substantive projects, million USD, (origins, sectors)."""
        p = self.p
        return self.projects.contract * (1 - (1 - p.substantive_share) * p.micro_contract) / p.substantive_share

    def contracts(
        self, luck: dict[str, np.ndarray], origin: np.ndarray, sector: np.ndarray, climate: Num, weight: Num = 1.0
    ) -> dict:
        """Return money columns of new firms; :meth:`schedule` enters their dates when the licence is known.

        Args:
            luck: their draws by name, (firms,) each.
            origin: immediate origin, (firms,).
            sector: sector, (firms,).
            climate: contract of the mean firm relative to 2022.
            weight: substantive projects per project relative to 2022. A larger share of the projects is then
                substantive, each of them with less of the money.
        """
        p, location = self.p, self.location[origin, sector]
        share = np.minimum(p.substantive_share * weight, 1.0)
        substantive = luck["substance"] < share
        scale = climate * p.substantive_share / share
        score = self.spread * ndtri(np.asarray(luck["ticket"], dtype=float))
        real = np.minimum(np.exp(location + score), p.ticket_cap) * scale
        # A micro entry varies as the others do, about a small share of the usual contract.
        usual = np.exp(-(self.spread**2) / 2 + score)
        contract = np.where(substantive, real, p.micro_contract * self.projects.contract[origin, sector] * usual)
        timing = np.array([luck["number"], luck["span"], luck["delay"]], dtype=float)
        first, step, number = capital.payment_plan(timing, *self.rules)
        place = np.modf(timing[0] * self.rules[0])[0]  # what the number of instalments leaves of its luck
        desks = self.jobs[sector] * (real / np.exp(location)) ** p.jobs_power
        return {
            "contract": contract,
            "planned": contract * capital.paid_share(luck["paid"], self.p.paid_share),
            "paid": 0.0,
            "first": first * self.parts,
            "step": step * self.parts,
            "number": number,
            "done": 0,
            "place": place,
            "next": 0,
            "level": np.minimum((luck["profit"] * capital.PROFIT_LEVELS).astype(np.int64), capital.PROFIT_LEVELS - 1),
            "phase": self.season.booked((luck["phase"] * self.cycle).astype(np.int64), place) % self.cycle,
            "substantive": substantive,
            "desks": np.where(substantive, desks, self.micro_jobs[sector]),
            "jobs": 0.0,
            "weight": weight,
        }

    def settle_past(self, firms: Population, rows: slice, age: np.ndarray) -> None:
        """Enter the instalments paid before the run by firms licensed ``age`` parts of months before its start."""
        place = np.arange(len(firms))[rows]
        start, number = firms["licence"][rows] + age, firms["number"][rows]
        done = sum((k < number) & (self._booked(firms, place, k) <= start) for k in range(self.rules[0]))
        firms["done"][rows] = done
        firms["paid"][rows] = firms["planned"][rows] * done / number
        firms["jobs"][rows] = firms["desks"][rows] * done / number
        self.schedule(firms, place)

    def schedule(self, firms: Population, place: np.ndarray) -> None:
        """Enter when the next instalment of some firms is booked, ``place`` in the population."""
        done = firms["done"][place]
        firms["next"][place] = np.where(done < firms["number"][place], self._booked(firms, place, done), NEVER)

    def _booked(self, firms: Population, place: np.ndarray, done: np.ndarray | int) -> np.ndarray:
        """Return when the instalment after ``done`` others is booked: the first when it is due, the others by the season."""
        licence, first = firms["licence"][place], firms["first"][place]
        due = licence + capital.due(first, firms["step"][place], done)
        moved = self.season.booked(due, firms["place"][place])
        return np.where(np.asarray(done) == 0, due, np.maximum(moved, licence + first))

    def pay(self, firms: Population, now: int) -> tuple[np.ndarray, np.ndarray]:
        """Enter the instalments that are booked now.

        Returns:
            Which firms pay, by their places in the population, and instalments of all firms, million USD, (firms,).
        """
        number, done, amount = firms["number"], firms["done"], np.zeros(len(firms))
        payers = paying = np.flatnonzero(firms["next"] <= now)
        while paying.size:
            one = firms["planned"][paying] / number[paying]
            amount[paying] += one
            firms["paid"][paying] += one
            done[paying] += 1
            firms["jobs"][paying] = firms["desks"][paying] * done[paying] / number[paying]
            self.schedule(firms, paying)
            paying = paying[firms["next"][paying] <= now]
        return payers, amount

    def decide_again(self, firms: Population, now: int) -> np.ndarray:
        """Return which firms decide now on putting profits back, once in a cycle, by their places in the population."""
        return np.flatnonzero((firms["phase"] == now % self.cycle) & (firms["licence"] <= now))

    def reinvested(self, firms: Population, deciding: np.ndarray, climate: float, gain: np.ndarray) -> np.ndarray:
        """Return the profits that some firms put back, million USD, (deciding,).

        Args:
            firms: the population.
            deciding: their places in it.
            climate: value of foreign investment in China, 2022 = 1.
            gain: how much better each does here than at the start, as a factor on profit, (deciding,).
        """
        rate = self.projects.reinvested[firms["sector"][deciding]] * self.cycle / (12 * self.parts)
        return rate * firms["paid"][deciding] * self.levels[firms["level"][deciding]] * gain * climate
