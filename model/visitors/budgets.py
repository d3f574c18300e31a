"""What a visitor buys on the spot as prices change: fewer nights, less a night, and shopping within one budget.

The price of a stay in USD is relative to 2019's, general inflation apart. What is bought falls with it by an elasticity,
part in nights, the rest in what a night costs at constant prices. Shopping and all else share the budget by a constant
elasticity of substitution: where shops become cheaper, more is shopped and less is bought of the rest than without the
budget.
"""

from typing import NamedTuple

from model.parameters import Parameters


class Budget(NamedTuple):
    """What a visitor spends, each relative to the usual of 2019."""

    nights: float
    """Nights stayed."""
    others: float
    """USD a night on all but shopping, as a share of all usual spending."""
    shopping: float
    """USD a night on shopping before refunds, as a share of all usual spending."""

    @property
    def a_night(self) -> float:
        """USD a night on everything, before refunds."""
        return self.others + self.shopping


class Budgets:
    """Budgets under one draw of parameters.

    Args:
        p: the parameters (room ``visitors``).
    """

    def __init__(self, p: Parameters) -> None:
        self.p = p.room("visitors")

    def at(self, price: float, saved: float) -> Budget:
        """Return the budget at a price of the stay and with savings on shopping.

        Args:
            price: USD that a stay of 2019 costs, relative to 2019, general inflation apart.
            saved: share of the price of shopping that refunds give back, beyond the start.
        """
        p, share, substitution = self.p, self.p.shopping_share, self.p.shopping_price_elasticity
        cheaper = 1 - saved
        # Near 1 the index goes over into the geometric mean, by which shares of the budget do not move.
        part = share * cheaper ** (1 - substitution)
        index = cheaper**share if abs(substitution - 1) < 1e-4 else (1 - share + part) ** (1 / (1 - substitution))
        nights = price ** -(p.spot_price_elasticity * p.nights_in_answer)
        paid = (price * index) ** (1 - p.spot_price_elasticity) / nights
        shopping = part / (1 - share + part)
        return Budget(nights=nights, others=paid * (1 - shopping), shopping=paid * shopping / cheaper)
