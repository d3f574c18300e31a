"""What a search found, as plain records: everything that its tables, figures and report show."""

from collections.abc import Mapping
from dataclasses import dataclass

from common.text import Text
from outputs.results.numbers import Unit, reader_unit
from outputs.results.record_file import Flags, Floats


@dataclass(frozen=True)
class WantShown:
    """A wanted outcome: its key, name, first variable and unit in the results file, and what of it counts over the worlds.

    ``of`` is ``mean``, ``p10``, ``worst_tenth`` or ``share_reaching`` (of ``amount``). ``level`` is what the base has of
    it on average, beside which an effect may be negligible; 0 where it is not known.
    """

    key: str
    title: Text
    variable: str
    units: str
    of: str
    amount: float
    level: float = 0.0

    def unit(self, lang: str) -> Unit:
        """The reader's unit."""
        return reader_unit(self.variable, self.units, lang)


@dataclass(frozen=True)
class OptionShown:
    """One option: its key, the choice that it belongs to, its name with its step, who decides it, and the step alone."""

    key: str
    choice: str
    title: Text
    decided_by: str
    step: Text

    @property
    def name(self) -> Text:
        """What readers call the choice: the name without the step in brackets."""
        en, zh = self.title
        return Text(en.removesuffix(f" ({self.step.en})"), zh.removesuffix(f"（{self.step.zh}）"))


@dataclass(frozen=True)
class PlanShown:
    """A final plan: file name without suffix, places of its options, effects by want and cost in each fresh world, and what is
    wanted of it, by want."""

    name: str
    options: tuple[int, ...]
    effects: Mapping[str, Floats]
    cost: Floats
    wanted: tuple[float, ...]


@dataclass(frozen=True)
class FrontShown:
    """A budget and its best plan: by want what the runs promised that chose it and what fresh runs found, both of what is wanted,
    and what one million more brings on average."""

    budget: float
    plan: int
    promised: tuple[float, ...]
    found: tuple[float, ...]
    slopes: tuple[float, ...]


@dataclass(frozen=True)
class LeadShown:
    """How far the best plan is ahead of the next in what is wanted, with a standard error over the worlds (bootstrap)."""

    want: str
    difference: float
    error: float


@dataclass(frozen=True)
class FailedShown:
    """A member that failed and is left out: its stage, seed, number, and why."""

    stage: str
    seed: int
    member: int
    why: str


@dataclass(frozen=True)
class LimitShown:
    """One limit of a box: what is limited, between which numbers or to which cases, and its quasi-p."""

    title: Text
    low: float
    high: float
    cases: tuple[Text, ...]
    p: float


@dataclass(frozen=True)
class BoxShown:
    """Worlds in which the best plan falls short of a want: see :class:`scenarios.searching.boxes.Box`."""

    want: str
    threshold: float
    limits: tuple[LimitShown, ...]
    coverage: float
    density: float
    usual: float
    p: float


@dataclass(frozen=True)
class WorthShown:
    """What it is worth to find out a number before deciding, by want, in the unit of the results file, with its standard error.

    ``sure``: whether chance would give as much to the best of all numbers in fewer than one of twenty searches.
    """

    want: str
    name: str
    title: Text
    gain: float
    error: float
    sure: bool


@dataclass(frozen=True)
class RegretShown:
    """Regret of a finalist on a want: mean, nine-tenths quantile and most of what it lacks, and the share of worlds it leads."""

    plan: int
    want: str
    mean: float
    high: float
    most: float
    best: float


@dataclass(frozen=True)
class RightShown:
    """A choice that only others can grant: its place among plans, what it is called, who decides it."""

    plan: int
    title: Text
    decided_by: str


@dataclass(frozen=True)
class FitShown:
    """How well the stand-in tells an outcome of plans that it has not seen: share of variance explained, root mean square error."""

    title: Text
    explained: float
    error: float
    units: str


@dataclass(frozen=True)
class ReachShown:
    """The reverse question: which outcome, how much, in which share of worlds; plans with the share of worlds that each reaches."""

    want: WantShown
    amount: float
    share: float
    plans: tuple[int, ...]
    reached: tuple[float, ...]


@dataclass(frozen=True)
class SearchResult:
    """A search, as :class:`scenarios.searching.stages.Answer` tells it, in words and numbers for readers.

    ``finalists`` are places of plans at the full budget, the best first; ``good`` are rows of options of all plans near
    the best, (plans, options); ``same_luck`` the correlation over plans of effects between members, by want; ``worlds``
    are the numbers of the fresh members that finished.
    """

    name: str
    title: Text
    question: Text | None
    period: Text
    version: str
    fingerprint: str
    budget: float
    deciders: tuple[str, ...]
    wants: tuple[WantShown, ...]
    options: tuple[OptionShown, ...]
    plans: tuple[PlanShown, ...]
    front: tuple[FrontShown, ...]
    finalists: tuple[int, ...]
    rights: tuple[RightShown, ...]
    reach: ReachShown | None
    good: Flags
    fits: tuple[FitShown, ...]
    same_luck: tuple[float, ...]
    agreement: tuple[float, float]
    trusted: bool
    screened: int
    screen_members: int
    worlds: tuple[int, ...]
    leads: tuple[LeadShown, ...]
    failed: tuple[FailedShown, ...]
    boxes: tuple[BoxShown, ...]
    worths: tuple[WorthShown, ...]
    regrets: tuple[RegretShown, ...]

    def share_of_good(self) -> dict[str, float]:
        """Share of the good plans in which each choice is taken, by choice."""
        found: dict[str, float] = {}
        for choice in dict.fromkeys(option.choice for option in self.options):
            places = [k for k, option in enumerate(self.options) if option.choice == choice]
            found[choice] = float(self.good[:, places].any(axis=1).mean()) if len(self.good) else 0.0
        return found

    def title_of(self, choice: str) -> Text:
        """What readers call a choice."""
        return next(option.name for option in self.options if option.choice == choice)

    def whole(self) -> bool:
        """Whether all parts fit together: what is read from a file may not."""
        plans, options, wants, worlds = (len(part) for part in (self.plans, self.options, self.wants, self.worlds))
        named = [*self.finalists, *(one.plan for one in self.front), *(one.plan for one in self.rights)]
        named += [*(one.plan for one in self.regrets), *(() if self.reach is None else self.reach.plans)]
        told = [*(one.want for one in self.boxes), *(one.want for one in self.worths)]
        told += [*(one.want for one in self.regrets), *(one.want for one in self.leads)]
        keys = {want.key for want in self.wants}
        return (
            worlds > 0
            and wants > 0
            and all(0 <= place < plans for place in named)
            and all(
                keys <= set(plan.effects)
                and all(0 <= place < options for place in plan.options)
                and all(values.shape == (worlds,) for values in (*plan.effects.values(), plan.cost))
                and len(plan.wanted) == wants
                for plan in self.plans
            )
            and all(len(point.promised) == len(point.found) == len(point.slopes) == wants for point in self.front)
            and set(told) <= keys
            and self.good.shape[1:] == (options,)
        )
