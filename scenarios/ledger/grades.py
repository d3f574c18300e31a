"""How well each task's effect is known: the grade of its evidence, and whether it acts by a process or by an assumed push."""

from model.levers.catalogue import catalogue
from scenarios.ledger.progress import basis_of


def task_grades() -> dict[str, list[str]]:
    """Return for each task its grade, ``A`` to ``D``, and its basis as :func:`scenarios.ledger.progress.basis_of` has it."""
    return {name: [task.evidence, basis_of(task)] for name, task in catalogue().items()}
