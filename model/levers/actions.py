"""What a planner may do, as plain facts: one small frozen record per kind of action.

Times are *calendar months* counted from 2013-01 as real numbers: 2023-07 is 126.0, the 16th of a 30-day month adds
0.5. ``start`` is when the action takes force, ``end`` when it ceases (infinity: never), ``announced`` when people may
begin to act on it (``announced <= start``). A file reader makes these records; the model knows no file format.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a module that imports this one
    from model.levers.places import PlaceAction


@dataclass(frozen=True, kw_only=True)
class Action:
    """When an action is in force, who decides it, and where it stands in the scenario (for messages)."""

    start: float
    end: float = math.inf
    announced: float | None = None
    decided_by: str = "city"
    label: str = ""

    @property
    def known_from(self) -> float:
        """The moment from which people may act on it."""
        return self.start if self.announced is None else self.announced

    def share_of(self, month: int) -> float:
        """The share of a calendar month in which the action is in force, 0 to 1."""
        return max(0.0, min(self.end, month + 1) - max(self.start, month))

    def holds_at(self, moment: float) -> bool:
        """Whether the action is in force at a moment."""
        return self.start <= moment < self.end


def stretches(actions: Iterable[Action], month: int, moments: Iterable[float] = ()) -> list[tuple[float, float]]:
    """Middle and length of each stretch of a calendar month in which nothing starts or ends; the lengths sum to 1.

    Args:
        actions: what may start or end.
        month: the calendar month.
        moments: further times at which something changes.
    """
    times = {*moments, *(time for action in actions for time in (action.start, action.end))}
    edges = [float(month), *sorted(time for time in times if month < time < month + 1), month + 1.0]
    return [((a + b) / 2, b - a) for a, b in pairwise(edges)]


@dataclass(frozen=True, kw_only=True)
class RouteGrant(Action):
    """Weekly return flights added to the rights in force: one pool for the listed origins."""

    origins: tuple[str, ...]
    weekly_frequencies: float
    freedom: str = "third_fourth"
    via: str | None = None


@dataclass(frozen=True, kw_only=True)
class RightsWithdrawal(Action):
    """Weekly return flights taken from each listed origin's own rights, then from grants that it shares with nobody."""

    origins: tuple[str, ...]
    weekly_frequencies: float


@dataclass(frozen=True, kw_only=True)
class LaunchSupport(Action):
    """Support for new and added flights: CNY per seat flown (arriving and leaving seats both count) or per return flight.

    ``by_year`` are shares of the rate in the first, second, ... year from ``start`` on; after the last the support ends.
    Nothing is paid to a market with fewer weekly flights in its timetable or a lower load than the minimum.
    """

    origins: tuple[str, ...]
    cny_per_seat: float = 0.0
    cny_per_flight: float = 0.0
    by_year: tuple[float, ...] = ()
    minimum_weekly_flights: float = 0.0
    minimum_load: float = 0.0

    def share_at(self, moment: float) -> float:
        """Share of the rate that is paid at a moment."""
        if not self.holds_at(moment):
            return 0.0
        year = int((moment - self.start) // 12)
        return 1.0 if not self.by_year else self.by_year[year] if year < len(self.by_year) else 0.0

    @property
    def steps(self) -> tuple[float, ...]:
        """Moments at which the rate may change."""
        return tuple(self.start + 12 * year for year in range(1, len(self.by_year) + 1))


@dataclass(frozen=True, kw_only=True)
class VisaFree(Action):
    """Visa-free stays for nationals of the listed origins; ``scope`` is ``national`` or ``nanjing``."""

    origins: tuple[str, ...]
    stay_days: float
    scope: str


@dataclass(frozen=True, kw_only=True)
class EasierVisa(Action):
    """A visa that is easier to get: its form, fee (USD) and the days that an applicant loses; None: as usual for the form."""

    origins: tuple[str, ...]
    scope: str
    form: str = "consular"
    fee_usd: float | None = None
    days_lost: float | None = None


@dataclass(frozen=True, kw_only=True)
class TransitExemption(Action):
    """Visa-free transit for those with an onward ticket to a third country, hours."""

    hours: float
    scope: str


@dataclass(frozen=True, kw_only=True)
class WorkPermits(Action):
    """Days to process a work permit and years of residence it gives."""

    processing_days: float
    residence_years: float


@dataclass(frozen=True, kw_only=True)
class Shop(Action):
    """A duty-free shop: zone, kind, sales area (m2) and quota per buyer (CNY)."""

    zone: str
    kind: str
    area_m2: float
    quota_cny: float


@dataclass(frozen=True, kw_only=True)
class TaxRefund(Action):
    """Departure tax refund: rate on the price and minimum purchase (CNY)."""

    rate: float
    minimum_cny: float


@dataclass(frozen=True, kw_only=True)
class Conversion(Action):
    """Land that leaves ``use`` and is rebuilt with ``mix`` (shares of floor space by use) in ``build_months``.

    ``built_by`` is ``market``: builders take the land up when it pays, or ``city``: the city builds all of it at once.
    """

    zone: str
    hectares: float
    plot_ratio: float
    use: str
    mix: dict[str, float]
    build_months: float
    built_by: str = "market"


@dataclass(frozen=True, kw_only=True)
class TemporaryUse(Action):
    """Land whose buildings may serve the uses of ``mix`` for ``years``, while old use and title are kept."""

    zone: str
    hectares: float
    use: str
    mix: dict[str, float]
    years: float = 5.0


@dataclass(frozen=True, kw_only=True)
class Event(Action):
    """An event held every year in the months ``held_in`` (1-12): visits it takes (thousand a month), the share of them from
    abroad, and its public cost (million CNY a year)."""

    held_in: tuple[int, ...]
    visits_thousand_a_month: float
    abroad_share: float
    cost_cny_mn_a_year: float = 0.0
    venue: str = "outdoors"
    """``hall``, ``stadium`` or ``outdoors``."""


@dataclass(frozen=True, kw_only=True)
class Fair(Action):
    """A trade fair held every year in the months ``held_in`` (1-12): m2 each month, the share of exhibitors and buyers from
    abroad, and its public cost (million CNY a year)."""

    held_in: tuple[int, ...]
    m2: float
    abroad_share: float
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Venue(Action):
    """A hall (m2) or stadium (seats) built in a zone in ``build_months`` with public money, million CNY."""

    zone: str
    kind: str
    size: float
    build_months: float
    public_cny_mn: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Campaign(Action):
    """A campaign in markets abroad, budget in million CNY a year for all of them together."""

    origins: tuple[str, ...]
    budget_cny_mn_a_year: float


@dataclass(frozen=True, kw_only=True)
class HeadquartersRule(Action):
    """What a kind of headquarters is asked and given: total assets of the parent (million USD; None: as in 2022), and a
    reward (million CNY) for each of the first ``number`` that are founded."""

    kind: str
    assets_usd_mn: float | None = None
    reward_cny_mn: float = 0.0
    number: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Institution(Action):
    """An institution of a kind: cases it can take in a year, and support towards its clients' fees, million CNY a year."""

    kind: str
    capacity_a_year: float
    support_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class OffshoreRule(Action):
    """Terms of offshore trade for ``listed_firms`` firms: days to settle (None: as in 2022), share of stamp duty refunded."""

    listed_firms: float
    settlement_days: float | None = None
    stamp_duty_refund: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Freighters(Action):
    """Support on offer for weekly return flights of freighters to a market, CNY a return flight flown."""

    market: str
    weekly_flights: float
    tonnes: float
    support_cny_per_flight: float


@dataclass(frozen=True, kw_only=True)
class Trains(Action):
    """Support on offer for weekly trains of a corridor, both directions counted, CNY a train run."""

    corridor: str
    weekly_trains: float
    support_cny_per_train: float


@dataclass(frozen=True, kw_only=True)
class Sailings(Action):
    """More sailings of near-sea ships or of feeders to Shanghai, and hours saved by papers and berths at one port."""

    service: str
    weekly_sailings: float = 0.0
    hours_saved: float = 0.0
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class CargoBase(Action):
    """A base of a cargo airline: what it saves on a freighter's turn-round, and return flights a week added to slots at night."""

    cny_saved_per_flight: float = 0.0
    night_slots: float = 0.0
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class LogisticsHub(Action):
    """A national logistics hub: cost of handling (CNY a tonne) and hours of transfer saved at its gate."""

    kind: str
    cny_saved_per_tonne: float = 0.0
    hours_saved: float = 0.0
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class ExpressRail(Action):
    """Room in parcel cars of fast trains to the airports of Shanghai, tonnes a day, both directions."""

    tonnes_a_day: float
    cost_cny_mn_a_year: float = 0.0


FreightAction = Freighters | Trains | Sailings | CargoBase | LogisticsHub | ExpressRail


@dataclass(frozen=True, kw_only=True)
class TaskRun(Action):
    """Pilot tasks carried out with ``strength`` (0-1), reached over ``ramp_months`` (None: the catalogue's)."""

    tasks: tuple[str, ...]
    ramp_months: float | None = None
    strength: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Brake:
    """While a risk is over its threshold, hold the named tasks to a share of their strength."""

    risk: str
    slows: tuple[str, ...]
    to: float


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything that one variant does."""

    route_rights: tuple[RouteGrant | RightsWithdrawal | LaunchSupport, ...] = ()
    visa_facilitation: tuple[VisaFree | EasierVisa | TransitExemption | WorkPermits, ...] = ()
    duty_free: tuple[Shop | TaxRefund, ...] = ()
    mixed_land_use: tuple[Conversion | TemporaryUse, ...] = ()
    events_and_campaigns: tuple[Event | Fair | Venue | Campaign, ...] = ()
    consumption: tuple[Action, ...] = ()
    digital_trade: tuple[Action, ...] = ()
    science: tuple[Action, ...] = ()
    """Actions of :mod:`model.levers.science`."""
    places: "tuple[PlaceAction, ...]" = ()
    institutions: tuple[HeadquartersRule | Institution | OffshoreRule, ...] = ()
    freight: tuple[FreightAction, ...] = ()
    industrial_chains: tuple[Action, ...] = ()
    cross_border_finance: tuple[Action, ...] = ()
    """Actions of :mod:`model.levers.cross_border_finance`."""
    pilot_tasks: tuple[TaskRun, ...] = ()
    brakes: tuple[Brake, ...] = field(default=())
    triggers: "tuple[Trigger, ...]" = ()
    elicited: bool = True
    """Whether tasks push channels by elicited amounts; without them tasks act by days, rules, money and land alone."""
    history: "Plan | None" = None
    """What is in force before calendar month ``since`` in place of the rest, as it was known then: nobody foresaw what of it
    would end."""
    since: int = 0

    def brakes_at(self, month: int) -> "tuple[Brake, ...]":
        """Return the brakes that may act in a calendar month: before ``since`` those of history, which come first."""
        return self.brakes if self.history is None or month >= self.since else self.history.brakes

    @property
    def own_brakes(self) -> "tuple[Brake, ...]":
        """The brakes without those of history."""
        return self.brakes if self.history is None else self.brakes[len(self.history.brakes) :]

    def triggers_with(self, part: "Callable[[Plan], Plan]") -> "tuple[Trigger, ...]":
        """Return the triggers with a part of what each sets off, without those of which the part is empty."""
        parts = (replace(trigger, then=part(trigger.then)) for trigger in self.triggers)
        return tuple(trigger for trigger in parts if trigger.then != Plan())


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """What is done besides where ``outcomes`` together stay ``below`` a level at the end of calendar month ``by``.

    ``then`` has actions that begin after that month, and no triggers of its own. Flows count from the start of the run, or
    where history comes first, from the plan's own first month.
    """

    outcomes: tuple[str, ...]
    below: float
    by: int
    then: Plan
