"""What may be chosen: choices, the options of each, and what each pushes on; plans are rows of zeros and ones over options.

At most one option of a choice is taken. Tasks act through channels that saturate, so that two tasks on one channel bring
less together than alone; each other option has an effect of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from common.text import Text
from model.levers.actions import Plan

NO_STEP = Text("", "")


@dataclass(frozen=True)
class Option:
    """One way to take a choice.

    Attributes:
        key: unique among all options.
        choice: the choice that it belongs to.
        title: what readers call it, with its step in brackets at the end.
        step: the step alone; empty where the choice has none.
        decided_by: ``city``, ``province`` or ``national``: the highest of those who must decide its parts.
        plan: what is done, beside what the base does.
        entries: the same as the file says it: paths under the scenario and entries of lists to be added there.
        pushes: mean push over the months by channel, in the channel's unit.
        own: whether it has an effect of its own, beside pushes on channels.
        known_cost: public cost that is known beforehand, million CNY over the months.
        start: when it begins, calendar months.
        needs: keys of choices that must be under way when it begins.
    """

    key: str
    choice: str
    title: Text
    decided_by: str = "city"
    plan: Plan = field(default_factory=Plan)
    entries: tuple[tuple[str, object], ...] = ()
    pushes: Mapping[str, float] = field(default_factory=dict)
    own: bool = True
    known_cost: float = 0.0
    start: float = 0.0
    needs: tuple[str, ...] = ()
    step: Text = NO_STEP


@dataclass(frozen=True)
class Space:
    """All options, with the caps of the channels that they push.

    Attributes:
        options: in the order of the file.
        caps: by channel what no number of pushes passes; infinity where a channel does not saturate.
    """

    options: tuple[Option, ...]
    caps: Mapping[str, float]

    @property
    def choices(self) -> dict[str, list[int]]:
        """Places of the options of each choice."""
        found: dict[str, list[int]] = {}
        for place, option in enumerate(self.options):
            found.setdefault(option.choice, []).append(place)
        return found

    @property
    def channels(self) -> tuple[str, ...]:
        """Channels that some option pushes."""
        return tuple(dict.fromkeys(channel for option in self.options for channel in option.pushes))

    def amounts(self) -> np.ndarray:
        """Return what each option pushes on each channel, (options, channels)."""
        return np.array(
            [[option.pushes.get(channel, 0.0) for channel in self.channels] for option in self.options]
        ).reshape(len(self.options), len(self.channels))

    def needed(self) -> list[tuple[int, tuple[int, ...]]]:
        """Return each option that builds on others: its place, and those of which one must be there (one pair a need)."""
        found = []
        for place, option in enumerate(self.options):
            for need in option.needs:
                there = tuple(
                    k for k, other in enumerate(self.options) if other.choice == need and other.start <= option.start
                )
                found.append((place, there))
        return found

    def sound(self, plan: np.ndarray) -> bool:
        """Whether a plan takes at most one option of each choice, and nothing without what it needs."""
        once = all(plan[places].sum() <= 1 for places in self.choices.values())
        return once and all(not plan[place] or plan[list(there)].any() for place, there in self.needed())

    def random(self, count: int, seed: int) -> np.ndarray:
        """Return sound plans, (plans, options), in which choices are taken evenly: a quarter, half or three quarters of them.

        Over the plans each choice is taken equally often, up to one, and each of its options too.
        """
        rng = np.random.default_rng([seed, len(self.options)])
        plans = np.zeros((count, len(self.options)), dtype=bool)
        shares = np.resize([0.5, 0.25, 0.75], count)
        for places in self.choices.values():
            taken = (rng.permutation(count) + 0.5) / count < rng.permutation(shares)
            which = np.resize(rng.permutation(places), int(taken.sum()))
            plans[np.flatnonzero(taken), rng.permutation(which)] = True
        return self.mended(plans)

    def mended(self, plans: np.ndarray) -> np.ndarray:
        """Return the plans without what lacks what it needs."""
        plans = plans.copy()
        for _ in range(len(self.options)):
            before = plans.sum()
            for place, there in self.needed():
                plans[:, place] &= plans[:, list(there)].any(axis=1)
            if plans.sum() == before:
                break
        return plans


def names(space: Space, plan: np.ndarray) -> tuple[str, ...]:
    """Return the keys of the options that a plan takes."""
    return tuple(option.key for option, taken in zip(space.options, plan, strict=True) if taken)


def allowed(space: Space, deciders: Sequence[str]) -> np.ndarray:
    """Return which options those who decide can take, (options,) of truth values."""
    return np.array([option.decided_by in deciders for option in space.options], dtype=bool)
