"""What is known of the worlds in which final plans were run: the cases that were met, and the numbers that members drew."""

from collections.abc import Mapping, Sequence

import numpy as np

from common.text import Text
from common.vocabulary import WORLD_WORDS
from model.draws import Draws
from model.parameters import Parameters, declared
from scenarios.running.member import Job

WORLD = "case:"
"""Before the name of a dimension of the world, which is no parameter."""


def facts_of_worlds(
    job: Job, seed: int, members: Sequence[int], worlds: Sequence[Mapping[str, str]]
) -> dict[str, np.ndarray]:
    """Return facts by name, (members,): words for dimensions of the world, numbers for what members draw.

    Args:
        job: what members share; its fixed values are no facts.
        seed: of the members.
        members: which.
        worlds: the cases that members meet in turn; none: the same for all.
    """
    found: dict[str, np.ndarray] = {}
    for dimension in worlds[0] if worlds else ():
        found[WORLD + dimension] = np.array([worlds[member % len(worlds)][dimension] for member in members])
    drawn = [
        Parameters.drawn(Draws.of_member(seed, member), dict(job.overrides), posterior=job.posterior).values()
        for member in members
    ]
    for name, parameter in declared().items():
        if parameter.role != "constant":
            found[name] = np.array([values[name] for values in drawn])
    return found


def title_of(name: str) -> Text:
    """Return what readers call a fact."""
    if name.startswith(WORLD):
        word = next(word for word in WORLD_WORDS if word.key == name.removeprefix(WORLD))
        return Text(word.en, word.zh)
    return Text(declared()[name].en, declared()[name].zh)
