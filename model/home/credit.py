"""Loans on patents and seed money for technology firms: who applies, who gets some, and what it lets them found.

A part of the firms that could found another cannot for want of credit. Lenders and funds cannot tell them from the rest,
so that a part of the money goes to firms that would have had it anyway. Takers are limited by the money and by those who apply.
"""

from model.city_protocol import City
from model.home.founding import held_back_by_credit


class Credit:
    """Technology firms that were short of credit and hold a loan or seed money, as a number.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        home = model.parameters.room("home")
        self.p, self.year = home.credit, model.clock.year
        self.firms = 1000 * home.parents.science
        """Technology firms that could found another."""
        self.relaxed = 0.0
        """Of those short of credit, how many hold some money of the programmes."""
        self.loans = 0.0
        """Loans and seed money paid out in this month, or in this part of it, number."""
        self._gain = held_back_by_credit(home.founding.science, self.p.constrained, self.p.relief)

    def lend(self, money_a_year: float) -> float:
        """Pay out loans for a month, or for a part of it; return what is founded more, firms a year per thousand.

        Args:
            money_a_year: what lenders and funds have on offer, million CNY a year at prices of 2022.
        """
        p = self.p
        short = max(p.constrained * self.firms - self.relaxed, 0.0)
        applying = p.applying * short / self.year / p.to_the_constrained
        self.loans = min(applying, max(money_a_year, 0.0) / p.ticket_cny_mn / self.year)
        self.relaxed += self.loans * p.to_the_constrained - self.relaxed / (p.term_years * self.year)
        return self._gain * self.relaxed / self.firms
