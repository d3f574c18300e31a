"""The wires between the parts of the city: which part tells which other part what.

Every influence of one part on another passes through a named wire. A part *sends* its signal each month; another
*hears* it in the same or the next month, in the order of the schedule. A signal is an array, or a record of several
arrays with a name and a unit each.

Two things are possible for tests and measurements. A *cut* wire always carries the signal of the starting month, so
that the parts behind it behave as if the sender had never changed. A *pushed* wire is heard multiplied by a factor
from the second signal on, so that the response of the city to each signal can be measured.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, NamedTuple, get_type_hints, overload

import numpy as np

from model.arrays import Num


class SeatsOffered(NamedTuple):
    """What carriers offer to visitors, each array (origins,)."""

    flights: Annotated[np.ndarray, "direct flights in the timetable (return flights a week)"]
    fare: Annotated[np.ndarray, "fare level (1 = the usual fare)"]
    stop_share: Annotated[np.ndarray, "flights with a stop on the way (share)"]
    seats: Annotated[np.ndarray, "direct seats left for visitors (seats a month)"]


class SeatsWanted(NamedTuple):
    """What visitors ask of carriers, each array (origins,)."""

    direct: Annotated[np.ndarray, "visitors who want a direct seat (people a month)"]
    first_stop: Annotated[np.ndarray, "visitors who come to Nanjing first by another way (people a month)"]
    flew: Annotated[np.ndarray, "visitors who flew direct (people a month)"]


class GainsOfNanjing(NamedTuple):
    """What rivals see of Nanjing's success with investors."""

    lost: Annotated[np.ndarray, "FDI that each rival loses to Nanjing, of its own, by city (share)"]
    rules: Annotated[np.ndarray, "what rules that other cities could copy are worth to investors (utility points)"]


class CityOnTheSpot(NamedTuple):
    """The city as visitors meet it, each one number, ()."""

    vibrancy: Annotated[np.ndarray, "vibrancy of the streets (index, 1 = start)"]
    crowding: Annotated[np.ndarray, "crowding of shops, hotels and sights (index, 1 = start)"]
    room_price: Annotated[np.ndarray, "price of a hotel room (index, 1 = 2019)"]


class Savings(NamedTuple):
    """What shops and refunds offer a visitor, each one number, ()."""

    saved: Annotated[np.ndarray, "saved in duty-free shops (CNY per visitor who flies direct)"]
    won: Annotated[
        np.ndarray, "spent in duty-free shops that would not be spent in the city (CNY per visitor who flies direct)"
    ]
    refunded: Annotated[np.ndarray, "tax refund (share of shopping)"]


class ScienceForTalent(NamedTuple):
    """What science offers people abroad."""

    posts: Annotated[np.ndarray, "posts of laboratories and institutes for foreigners and returnees, by market (posts)"]
    chance: Annotated[np.ndarray, "chance to found a firm of science relative to the start (logarithm)"]
    partners: Annotated[np.ndarray, "posts in cross-border institutes by origin of the partner, beyond 2022 (posts)"]


class PeopleForScience(NamedTuple):
    """What science sees of people from abroad."""

    filled: Annotated[np.ndarray, "posts for foreigners and returnees that are held, by market (share)"]
    people: Annotated[np.ndarray, "foreign professionals and returnees, some of whom found firms (people)"]


class PlacesToSettle(NamedTuple):
    """Where investors may settle, under which rules."""

    entry: Annotated[
        np.ndarray, "what platforms, corridors and parks add to each zone for one who enters (utility points)"
    ]
    stay: Annotated[np.ndarray, "the same for the mean firm that is there, by zone and sector (utility points)"]
    chosen: Annotated[np.ndarray, "entrants of a zone that settle on each platform, by zone and sector (share)"]
    days: Annotated[np.ndarray, "days to a licence saved on each platform since 2022 (days)"]
    taken_in: Annotated[
        np.ndarray, "other firms of the zone that each platform's boundary took in this month, by sector (share)"
    ]
    diverted: Annotated[
        np.ndarray, "of those who chose Nanjing, by sector, whose plant goes to an enclave park (share)"
    ]


class ByHeadquarters(NamedTuple):
    """What headquarters of foreign groups do beyond the usual, each one number, ()."""

    placed: Annotated[np.ndarray, "what they place in Nanjing that would not have come (million USD a year)"]
    jobs: Annotated[np.ndarray, "people who work in them (jobs)"]


Signal = (
    np.ndarray
    | ByHeadquarters
    | GainsOfNanjing
    | SeatsOffered
    | SeatsWanted
    | CityOnTheSpot
    | Savings
    | ScienceForTalent
    | PeopleForScience
    | PlacesToSettle
)


class Wire(NamedTuple):
    """Declaration of a wire: what it carries, with the unit, and the record type of a signal of several arrays."""

    carries: str
    record: (
        type[ByHeadquarters]
        | type[GainsOfNanjing]
        | type[SeatsOffered]
        | type[SeatsWanted]
        | type[CityOnTheSpot]
        | type[Savings]
        | type[ScienceForTalent]
        | type[PeopleForScience]
        | type[PlacesToSettle]
        | None
    ) = None

    @property
    def fields(self) -> dict[str, str]:
        """Meaning and unit of each field of the record, by its name; empty where the signal is one array."""
        if self.record is None:
            return {}
        return {name: hint.__metadata__[0] for name, hint in get_type_hints(self.record, include_extras=True).items()}


WIRES: dict[str, Wire] = {
    "seats_to_visitors": Wire("by origin, the direct flights on offer", SeatsOffered),
    "visitors_to_carriers": Wire("by origin, demand of visitors for direct seats", SeatsWanted),
    "flights_to_firms": Wire("return trip cost between Nanjing and each origin as firms meet it, entry included (USD)"),
    "firms_to_visitors": Wire("business travellers sent by foreign firms and prospects, by origin (people a month)"),
    "trade_to_visitors": Wire("business travellers sent by trading partners, by origin (people a month)"),
    "travel_to_firms": Wire(
        "visitors of the last twelve months by origin per unit of willingness to travel, from whom investors hear (people a year)"
    ),
    "talent_to_visitors": Wire("foreign professionals by origin, whose friends and relatives visit (people)"),
    "firms_to_talent": Wire("jobs for foreign professionals and returnees by sector (jobs)"),
    "talent_to_firms": Wire("foreign professionals and returnees by sector, whom firms can hire (people)"),
    "ties_to_firms": Wire("foreign professionals by origin, whose ties bring investors (people)"),
    "ties_to_trade": Wire("foreign professionals by origin, whose ties open partners (people)"),
    "firms_to_trade": Wire("operating foreign firms by origin and sector, who trade (firms)"),
    "home_to_services": Wire(
        "domestic firms by sector that founders founded and makers with services, who sell abroad (firms)"
    ),
    "home_to_goods": Wire("makers who sell services with their products (share of makers)"),
    "home_to_talent": Wire("jobs in domestic firms that founders founded, by sector (jobs)"),
    "talent_to_home": Wire("pay of professionals by field, as founders and investors meet it (index, 1 = start)"),
    "finance_to_firms": Wire("what facilities of finance save foreign firms (percentage points of borrowed capital)"),
    "finance_to_regulator": Wire(
        "capital of foreign firms with what pools draw from abroad beyond 2022, over the capital alone (ratio)"
    ),
    "home_to_finance": Wire("credit that technology firms take (million CNY a year)"),
    "science_to_home": Wire("firms that researchers, returnees and foreigners found on science (firms a year)"),
    "science_to_talent": Wire("what science offers people abroad", ScienceForTalent),
    "talent_to_science": Wire("people from abroad as science sees them", PeopleForScience),
    "headquarters_to_firms": Wire("what headquarters of foreign groups do beyond the usual", ByHeadquarters),
    "headquarters_to_home": Wire(
        "what a headquarters gains from rewards, as domestic groups meet it (share of yearly cost)"
    ),
    "home_to_institutions": Wire("headquarters of domestic groups: founded in the month, and in all (firms)"),
    "institutions_to_firms": Wire("risk premium that institutions near by save foreign firms (percentage points)"),
    "institutions_to_services": Wire("cost that they save exporters of services, by sector (share of sales)"),
    "institutions_to_goods": Wire("cost that they save exporters of goods (share of sales)"),
    "offshore_to_services": Wire("margin on offshore trade beyond that of 2022 (million CNY of 2022 a month)"),
    "firms_to_investors": Wire(
        "foreign firms by true source, the mainland last, and sector, whom investors see as neighbours and hear from (firms)"
    ),
    "firms_to_zones": Wire("floor space that firms ask for, by zone and use (m2)"),
    "firms_to_rivals": Wire("what rivals see of Nanjing's success with investors", GainsOfNanjing),
    "visitors_to_rivals": Wire("visitors that each rival loses to Nanjing, of its own, by city (share)"),
    "visitors_to_zones": Wire("visitor nights in the month, who fill hotels, shops and streets (nights)"),
    "talent_to_zones": Wire("foreign professionals and returnees, who rent homes (people)"),
    "zones_to_visitors": Wire("the city as visitors meet it", CityOnTheSpot),
    "zones_to_firms": Wire(
        "rents by zone and use as firms meet them, less what mixed quarters near by are worth (CNY of 2022 per m2 and month)"
    ),
    "events_to_visitors": Wire("visits that added events take, as each origin counts them (thousand a month)"),
    "matches_to_visitors": Wire(
        "travellers who come to know Nanjing by broadcasts of matches, by origin (people a month)"
    ),
    "visitors_to_exhibitions": Wire("visitors who came for events, by origin (people a month)"),
    "fairs_to_trade": Wire("exports to partners met at added fairs, by partner (million CNY a year at prices of 2022)"),
    "consumption_to_visitors": Wire("new and renewed shops less those that they replace (thousand m2)"),
    "consumption_to_trade": Wire(
        "new exports by e-commerce, by kind and partner (million CNY a year at prices of 2022)"
    ),
    "zones_to_talent": Wire(
        "housing rents as professionals meet them, less what mixed quarters near by are worth (index, 1 = start)"
    ),
    "digital_to_services": Wire(
        "cost of what lines deliver that data rules, lines and computing save since 2022, by sector (share)"
    ),
    "digital_to_firms": Wire("the same as foreign firms here meet it, by sector (share)"),
    "flights_to_freight": Wire("passenger flights flown by origin, whose bellies carry goods (return flights a week)"),
    "trade_to_freight": Wire(
        "goods trade of a usual month at prices of 2022, by kind, direction and partner, that asks for freight (million CNY)"
    ),
    "freight_to_trade": Wire(
        "freight and time saved against the start, by kind, direction and partner (share of the goods' worth)"
    ),
    "firms_to_chains": Wire("foreign firms in operation, and those that opened in the month, by sector (firms)"),
    "chains_to_goods": Wire(
        "goods trade by kind, flow and partner as chains sell and buy, relative to what it would be without them (index, 1 = start)"
    ),
    "chains_to_services": Wire("services exports by sector, likewise (index, 1 = start)"),
    "chains_to_investors": Wire("investors of each sector as chains draw them (index, 1 = start)"),
    "shops_to_visitors": Wire("what duty-free shops and tax refunds save visitors", Savings),
    "places_to_firms": Wire("where investors may settle, under which rules", PlacesToSettle),
    "places_to_travel": Wire("hours saved by rail between Nanjing and each rival city, one way (hours)"),
    "places_to_trade": Wire(
        "saved on the way along corridors and by goods kept in bond, by flow (share of the price at the gate)"
    ),
    "parks_to_trade": Wire("exports of domestic firms with what firms in parks abroad buy and replace (1 = without)"),
    "firms_to_enclaves": Wire(
        "plants that went to enclave parks in the month: jobs planned (jobs), contracts (million USD)"
    ),
}


KINDS = {name: wire.record or np.ndarray for name, wire in WIRES.items()}
"""Type of the signals of each wire."""


REAL = np.dtype(np.float64)
"""Of what stands in every signal."""


def fields_pushed(target: str) -> tuple[str, tuple[str, ...]]:
    """Wire and fields that a push named ``wire`` or ``wire.field`` acts on; ``("",)`` where the signal is one array.

    Raises:
        KeyError: a name that is not a wire, or not a field of the wire's record.
    """
    wire, _, field = target.partition(".")
    fields = tuple(WIRES[wire].fields) or ("",)
    if field and field not in fields:
        raise KeyError(target)
    return wire, (field,) if field else fields


class Wires:
    """The wires of one model.

    Args:
        cut: names of wires that always carry their initial signal.
        push: factors by ``wire`` or ``wire.field``, numbers or arrays that broadcast with the signal or field. A
            listener hears the signal times the factor from the second signal on; the initial signal is heard
            unchanged. On a wire that is also cut, the initial signal is pushed.

    Raises:
        KeyError: a name that is not a wire, or not a field of its signal.
    """

    def __init__(self, cut: Iterable[str] = (), push: Mapping[str, Num] | None = None) -> None:
        self._cut = frozenset(cut)
        for name in self._cut:
            WIRES[name]
        self._changed = set(self._cut)
        """Names of wires on which not just what was sent is heard: cut or pushed."""
        self._factors: dict[str, dict[str, Num]] = {}
        self._first: dict[str, Signal] = {}
        self._now: dict[str, Signal] = {}
        for target, factor in (push or {}).items():
            self.push(target, factor)

    def push(self, target: str, factor: Num) -> None:
        """Multiply what is heard on a ``wire`` or a ``wire.field`` by ``factor``; further pushes multiply it again.

        Raises:
            KeyError: a name that is not a wire, or not a field of its signal.
        """
        wire, fields = fields_pushed(target)
        self._changed.add(wire)
        factors = self._factors.setdefault(wire, {})
        for field in fields:
            factors[field] = factors[field] * factor if field in factors else factor

    def send(self, wire: str, signal: Signal) -> None:
        """Put a signal on a wire; the first one is the initial signal that a cut wire keeps.

        Raises:
            KeyError: a name that is not a wire.
            TypeError: a signal that is not of the wire's record type.
        """
        kind = KINDS[wire]
        if type(signal) is not kind:
            raise TypeError(f"{wire} carries {kind.__name__}, not {type(signal).__name__}")
        if isinstance(signal, np.ndarray):
            sent: Signal = signal.astype(REAL)
        else:
            sent = type(signal)(*[np.asarray(field).astype(REAL) for field in signal])
        if wire not in self._first:
            self._first[wire] = sent
        self._now[wire] = sent

    @overload
    def hear(self, wire: Literal["seats_to_visitors"]) -> SeatsOffered: ...
    @overload
    def hear(self, wire: Literal["visitors_to_carriers"]) -> SeatsWanted: ...
    @overload
    def hear(self, wire: Literal["zones_to_visitors"]) -> CityOnTheSpot: ...
    @overload
    def hear(self, wire: Literal["shops_to_visitors"]) -> Savings: ...
    @overload
    def hear(self, wire: Literal["places_to_firms"]) -> PlacesToSettle: ...
    @overload
    def hear(self, wire: Literal["headquarters_to_firms"]) -> ByHeadquarters: ...
    @overload
    def hear(self, wire: Literal["firms_to_rivals"]) -> GainsOfNanjing: ...
    @overload
    def hear(self, wire: Literal["science_to_talent"]) -> ScienceForTalent: ...
    @overload
    def hear(self, wire: Literal["talent_to_science"]) -> PeopleForScience: ...
    @overload
    def hear(self, wire: str) -> np.ndarray: ...
    def hear(self, wire: str) -> Signal:
        """Return the signal on a wire, or its initial one where the wire is cut, times its push. Do not write to it."""
        if wire not in self._changed:
            return self._now[wire]
        signal = self._first[wire] if wire in self._cut else self._now[wire]
        if wire not in self._factors or self._now[wire] is self._first[wire]:
            return signal
        factors = self._factors[wire]
        if isinstance(signal, np.ndarray):
            return signal * factors[""]
        return signal._replace(**{field: getattr(signal, field) * factor for field, factor in factors.items()})

    @overload
    def start(self, wire: Literal["seats_to_visitors"]) -> SeatsOffered: ...
    @overload
    def start(self, wire: Literal["visitors_to_carriers"]) -> SeatsWanted: ...
    @overload
    def start(self, wire: Literal["zones_to_visitors"]) -> CityOnTheSpot: ...
    @overload
    def start(self, wire: Literal["shops_to_visitors"]) -> Savings: ...
    @overload
    def start(self, wire: Literal["places_to_firms"]) -> PlacesToSettle: ...
    @overload
    def start(self, wire: Literal["firms_to_rivals"]) -> GainsOfNanjing: ...
    @overload
    def start(self, wire: Literal["science_to_talent"]) -> ScienceForTalent: ...
    @overload
    def start(self, wire: Literal["talent_to_science"]) -> PeopleForScience: ...
    @overload
    def start(self, wire: str) -> np.ndarray: ...
    def start(self, wire: str) -> Signal:
        """Return the initial signal of a wire, against which changes are measured."""
        return self._first[wire]
