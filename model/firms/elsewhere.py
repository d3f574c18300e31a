"""What plants that went to enclave parks pay in there, by the law by which all projects are paid."""

import numpy as np


class Elsewhere:
    """Money that falls due in enclave parks; nobody follows these plants one by one, so that none leaves or reinvests.

    Args:
        law: share of planned capital that falls due in each step after the licence, (steps,), sum 1.
    """

    def __init__(self, law: np.ndarray) -> None:
        self.law = law
        self.due = np.zeros(law.size)
        """Million USD by steps from the present one on."""

    def promise(self, planned: np.ndarray, wait: np.ndarray) -> None:
        """Add plants: what each plans to pay in, million USD, and steps until its licence, (plants,) each."""
        last = int(wait.max(initial=0)) + self.law.size
        self.due = np.append(self.due, np.zeros(max(last - self.due.size, 0)))
        for money, start in zip(planned, wait, strict=True):
            self.due[start : start + self.law.size] += money * self.law

    def pay(self) -> float:
        """Pass a step; return what is paid in, million USD."""
        paid, self.due = float(self.due[0]), np.append(self.due[1:], 0.0)
        return paid
