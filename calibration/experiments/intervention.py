"""One arm of an experiment: all in which a run differs from a quiet city in a world that stands still.

An arm is plain data. Arms of equal content are one run, whichever experiments ask for them.
"""

import dataclasses
from typing import NamedTuple

import numpy as np

from common.vocabulary import SECTORS, WORLD_STILL, ZONES
from model.draws import Draws
from model.facts import facts
from model.levers.actions import Plan, Setting, month_index
from model.levers.channels import CHANNELS
from model.parameters import Parameters
from model.pilot import PilotModel

START, SHORT, LONG = month_index(2023, 1), 36, 120
"""First calendar month, and lengths in months of usual runs and of those in which stocks must build up."""
SIGNAL_ROWS = {"seats_to_visitors": 4, "visitors_to_carriers": 3, "zones_to_visitors": 2}
"""Wires whose signals have rows, and how many."""
FLIGHTS, FARE, STOPS, SEATS = range(4)
"""Rows of ``seats_to_visitors``."""


class Push(NamedTuple):
    """What a wire carries, multiplied by ``by``: of all rows or ``rows``, of all origins or ``origins``."""

    wire: str
    by: float
    rows: tuple[int, ...] = ()
    origins: tuple[str, ...] = ()

    def factor(self) -> float | np.ndarray:
        """What :class:`model.wires.Loops` takes."""
        by_origin = one_or(self.by, self.origins)
        if self.wire not in SIGNAL_ROWS:
            return by_origin if self.origins else self.by
        rows = np.isin(np.arange(SIGNAL_ROWS[self.wire]), self.rows or np.arange(SIGNAL_ROWS[self.wire]))
        if self.wire == "zones_to_visitors":
            return np.where(rows, self.by, 1.0)
        return np.where(rows[:, None], by_origin, 1.0)


class Outside(NamedTuple):
    """A path of the world (an attribute of :class:`model.world.World`), multiplied by ``by`` in every month run."""

    path: str
    by: float
    origins: tuple[str, ...] = ()


class Channel(NamedTuple):
    """A channel of policy pushed by ``amount`` in its unit, on all words of its axis or on ``words``."""

    channel: str
    amount: float
    words: tuple[str, ...] = ()
    relative: bool = False
    """Whether ``amount`` is a share of the sector's restrictiveness instead of the channel's own unit."""


class Rule(NamedTuple):
    """A field of :class:`model.policy.EntryRules` set to ``value`` for every origin."""

    field: str
    value: float


class Flights(NamedTuple):
    """Weekly flights and seats of the timetable multiplied by ``by``, as travellers and firms meet them."""

    by: float
    origins: tuple[str, ...] = ()


class Fares(NamedTuple):
    """Air fares multiplied by ``by``, for visitors, and for residents who fly direct.

    ``breadth`` says which: those of direct flights (``route``), of all ways into Nanjing (``city``) or of all ways into
    China (``nation``).
    """

    by: float
    breadth: str


NOTHING = Plan()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Arm:
    """One run of a member; left out: nothing is done, nothing pushed."""

    plan: Plan = NOTHING
    pushes: tuple[Push, ...] = ()
    cut: tuple[str, ...] = ()
    outside: tuple[Outside, ...] = ()
    channels: tuple[Channel, ...] = ()
    rules: tuple[Rule, ...] = ()
    fares: Fares | None = None
    flights: Flights | None = None
    world: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, float], ...] = ()
    months: int = SHORT

    @property
    def companions(self) -> tuple:
        """Arms with equal companions meet the same outside and may share what rests on it."""
        return self.months, self.world, self.outside, self.parameters

    def model(self, parameters: Parameters, draws: Draws, scale: float) -> PilotModel:
        """The city of this arm, not yet run.

        ``parameters`` (drawn with those of the arm fixed) and ``draws`` may be shared among companions.
        """
        setting = Setting(start=START, months=self.months, scale=scale, world=WORLD_STILL | dict(self.world))
        push: dict[str, float | np.ndarray] = {}
        for one in self.pushes:
            push[one.wire] = push.get(one.wire, 1.0) * one.factor()
        city = PilotModel(setting, self.plan, parameters, draws, self.cut, push)
        if self.outside:
            _move(city, self.outside)
        if self.channels or self.rules:
            city.policies = [_changed(policy, self.channels, self.rules) for policy in city.policies]
        if self.fares:
            _raise_fares(city, self.fares)
        if self.flights:
            _thicken(city, self.flights)
        return city


def one_or(by: float, origins: tuple[str, ...]) -> np.ndarray:
    """``by`` for the origins named (none: all) and 1 for the rest, (origins,)."""
    codes = facts().origins
    return np.where(np.isin(codes, origins or codes), by, 1.0)


def _move(city: PilotModel, outside: tuple[Outside, ...]) -> None:
    paths = dict(city.world.paths.by_month)
    runs = np.arange(len(paths["willingness"])) >= len(paths["willingness"]) - city.setting.months
    for one in outside:
        path = paths[one.path]
        by = np.broadcast_to(one_or(one.by, one.origins) if path.ndim > 1 else one.by, path.shape[1:])
        paths[one.path] = np.where(runs.reshape(-1, *[1] * (path.ndim - 1)), path * by, path)
    city.world.paths = city.world.paths._replace(by_month=paths)


def _changed(policy, channels: tuple[Channel, ...], rules: tuple[Rule, ...]):
    pushed = dict(policy.channels)
    for one in channels:
        words = {"sector": SECTORS, "zone": ZONES, "": ()}[CHANNELS[one.channel].axis]
        amount = one.amount * facts().restrictiveness if one.relative else one.amount
        met = np.isin(words, one.words or words) if words else True
        pushed[one.channel] = pushed[one.channel] + np.where(met, amount, 0.0)
    values = {rule.field: np.full(len(facts().origins), rule.value) for rule in rules}
    entry = tuple(stretch._replace(**values) for stretch in policy.entry)
    return dataclasses.replace(policy, channels=pushed, entry=entry)


def _raise_fares(city: PilotModel, fares: Fares) -> None:
    outlook, carriers = city.visitors.outlook, city.carriers
    outlook.base = dataclasses.replace(outlook.base, ways=outlook.base.ways.with_fares(fares.by, fares.breadth))
    carriers.residents_2019 = carriers.residents_2019 * fares.by**carriers.resident_fare


def _thicken(city: PilotModel, flights: Flights) -> None:
    by, loops = one_or(flights.by, flights.origins), city.loops
    timetable, fare, stops, _ = loops.start("seats_to_visitors")
    trip, friction = city.baseline.ways.business_trip, city.baseline.friction(city.eve)
    loops.push["flights_to_firms"] = trip(timetable * by, fare, stops, friction) / trip(
        timetable, fare, stops, friction
    )
    rows = np.isin(np.arange(SIGNAL_ROWS["seats_to_visitors"]), (FLIGHTS, SEATS))
    loops.push["seats_to_visitors"] = np.where(rows[:, None], by, 1.0)
