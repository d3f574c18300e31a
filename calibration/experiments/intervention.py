"""One arm of an experiment: all in which a run differs from a quiet city in a world that stands still.

An arm is plain data. Arms of equal content are one run, whichever experiments ask for them.
"""

import dataclasses
from typing import NamedTuple

import numpy as np

from common.vocabulary import SECTORS, WORLD_STILL, ZONES
from model.arrays import Num
from model.draws import Draws
from model.facts import facts
from model.facts.months import month_index
from model.levers.actions import Plan
from model.levers.channels import CHANNELS
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting

START, SHORT, LONG = month_index(2023, 1), 36, 120
"""First calendar month, and lengths in months of usual runs and of those in which stocks must build up."""


class Push(NamedTuple):
    """The signal of a wire multiplied by ``by``: all fields or ``fields``, all origins or ``origins``."""

    wire: str
    by: float
    fields: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()

    def factors(self) -> dict[str, Num]:
        """Factor by wire or field, as :class:`model.wires.Wires` takes it."""
        by = one_or(self.by, self.origins) if self.origins else self.by
        return dict.fromkeys([f"{self.wire}.{field}" for field in self.fields] or [self.wire], by)


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
        city = PilotModel(setting, self.plan, parameters, draws, self.cut)
        for push in self.pushes:
            for target, factor in push.factors().items():
                city.wires.push(target, factor)
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
    by, seats = one_or(flights.by, flights.origins), city.wires.start("seats_to_visitors")
    trip, friction = city.baseline.ways.business_trip, city.baseline.friction(city.policy_before_start)
    before = trip(seats.flights, seats.fare, seats.stop_share, friction)
    city.wires.push("flights_to_firms", trip(seats.flights * by, seats.fare, seats.stop_share, friction) / before)
    city.wires.push("seats_to_visitors.flights", by)
    city.wires.push("seats_to_visitors.seats", by)
