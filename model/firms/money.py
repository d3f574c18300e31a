"""The money of foreign firms: contracts, instalments, what lapses, reinvestment, and the jobs that capital carries."""

import numpy as np

from model.arrays import Num
from model.facts import Facts
from model.firms import capital
from model.firms.projects import Projects, payment_rules
from model.parameters import Room
from model.population import Population

MONEY_COLUMNS = {
    "contract": "f8",  # million USD
    "planned": "f8",  # part of it that will be paid unless the firm leaves, million USD
    "paid": "f8",  # paid in so far, million USD
    "first": "i8",  # parts of months from licence to first instalment
    "step": "f8",  # parts of months between instalments
    "number": "i8",  # instalments in all
    "done": "i8",  # instalments paid
    "level": "i8",  # profit level
    "phase": "i8",  # place in the cycle at which it reinvests, parts of months
    "desks": "f8",  # jobs when all is paid in
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
        self.location = capital.ticket_location(projects.contract, p.ticket_spread, p.ticket_cap)
        self.rules = (_, span, delay) = payment_rules(p)
        self.longest = (span[1] + delay) * parts
        """Parts of months after its licence in which a firm may still be paying in."""
        self.levels = capital.profit_levels(p.profit_spread)
        self.cycle = int(p.reinvestment_months) * parts
        """Time between a firm's reinvestments, parts of months."""
        usual = capital.tickets((np.arange(200) + 0.5) / 200, np.array(0.0), p.ticket_spread, np.inf)
        self.jobs = facts.employees_per_foreign_firm / (usual**p.jobs_power).mean()

    def contracts(
        self, luck: dict[str, np.ndarray], origin: np.ndarray, sector: np.ndarray, climate: Num, weight: Num = 1.0
    ) -> dict:
        """Return money columns of new firms.

        Args:
            luck: their draws by name, (firms,) each.
            origin: immediate origin, (firms,).
            sector: sector, (firms,).
            climate: contract of the mean firm relative to 2022.
            weight: substantive projects per project relative to 2022; the rest are entries in a register, which bring
                neither people nor business. Jobs follow the capital of the substantive ones.
        """
        location = self.location[origin, sector]
        contract = capital.tickets(luck["ticket"], location, self.p.ticket_spread, self.p.ticket_cap) * climate
        timing = np.stack([luck["number"], luck["span"], luck["delay"]]).astype(np.float64)
        first, step, number = capital.payment_plan(timing, *self.rules)
        size = contract / weight / np.exp(location)
        return {
            "contract": contract,
            "planned": contract * capital.paid_share(luck["paid"], self.p.paid_share),
            "paid": 0.0,
            "first": first * self.parts,
            "step": step * self.parts,
            "number": number,
            "done": 0,
            "level": np.minimum((luck["profit"] * capital.PROFIT_LEVELS).astype(np.int64), capital.PROFIT_LEVELS - 1),
            "phase": (luck["phase"] * self.cycle).astype(np.int64),
            "desks": self.jobs[sector] * size**self.p.jobs_power * weight,
            "weight": weight,
        }

    def settle_past(self, firms: Population, rows: slice, age: np.ndarray) -> None:
        """Enter the instalments paid before the run by firms licensed ``age`` parts of months before its start."""
        first, step, number = firms["first"][rows], firms["step"][rows], firms["number"][rows]
        done = sum((k < number) & (capital.due(first, step, k) <= age) for k in range(self.rules[0]))
        firms["done"][rows] = done
        firms["paid"][rows] = firms["planned"][rows] * done / number

    def pay(self, firms: Population, now: int) -> np.ndarray:
        """Enter the instalments that are due; return them, million USD per firm."""
        number, done = firms["number"], firms["done"]
        due = capital.due(firms["first"], firms["step"], done)
        paying = np.flatnonzero((done < number) & (firms["licence"] + due <= now))
        amount = np.zeros(len(firms))
        amount[paying] = firms["planned"][paying] / number[paying]
        firms["paid"][paying] += amount[paying]
        done[paying] += 1
        return amount

    def reinvest(self, firms: Population, now: int, climate: float, gain: np.ndarray) -> np.ndarray:
        """Return reinvested profits, million USD per firm: each firm decides once in a cycle.

        Args:
            firms: the population.
            now: where the clock stands.
            climate: value of foreign investment in China, 2022 = 1.
            gain: how much better the firm does here than at the start, as a factor on profit, (firms,).
        """
        turn = np.flatnonzero((firms["phase"] == now % self.cycle) & (firms["licence"] <= now))
        amount = np.zeros(len(firms))
        rate = self.projects.reinvested[firms["sector"][turn]] * self.cycle / (12 * self.parts)
        amount[turn] = rate * firms["paid"][turn] * self.levels[firms["level"][turn]] * gain[turn] * climate
        return amount
