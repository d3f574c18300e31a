"""Rates that clear Lukou's flights, Nanjing's trains and the parcel cars of fast trains.

Demand falls and room grows with the rate. Where goods would not fill the room to its usual load even at the lowest rate
that carriers take, space stays empty; where they would overfill it, the rate rises until some go another way.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from model.facts.goods import FLOWS
from model.freight import carriers, shippers
from model.freight.carriers import Running
from model.freight.services import LIMITED, Services
from model.freight.shippers import Fixed, Taken, Weights
from model.parameters import Room
from model.rules.business import FreightRules

QUICK, ROUNDS, TOLERANCE, LONGEST = 8, 25, 5e-4, 0.5
"""Rounds of a quick and of a sure search, nearness of its end, and its longest step."""
FLIES, FAST, RUNS = range(len(LIMITED))
"""Places of Lukou's flights, fast trains and Nanjing's trains among limited services."""
CARRIED = slice(FLIES, None, RUNS - FLIES)
"""Those with carriers who earn: flights and trains of Nanjing."""


class Belly(NamedTuple):
    """Passenger flights, (markets,) each."""

    flights: np.ndarray
    """Return flights a week."""
    tonnes: np.ndarray
    """Their room a week and direction, tonnes."""


class Base(NamedTuple):
    """What does not change from month to month in a run."""

    services: Services
    usual: np.ndarray
    """Usual rates of limited services, CNY a kg, infinite where none runs, (limited, flows, markets)."""
    loads: np.ndarray
    """Usual load of limited services, (limited, flows, 1)."""
    earned: np.ndarray
    """What a return flight and a train earned in 2022, CNY, (2, markets)."""
    drawing: np.ndarray
    """Goods that ask for limited services over Nanjing's own, (limited, 1, 1)."""
    day_cost: np.ndarray
    """What a day costs kinds of goods, share of worth, (goods,)."""
    ways: np.ndarray
    """Room of each direction over that of a return flight's hold, and of all trains counted, (2, flows, 1)."""
    parts: np.ndarray
    """Part of each direction in what a flight and a train earn, (2, flows, markets), 0 where none runs."""
    fast: np.ndarray
    """Part of Nanjing's air cargo of 2022 by direction and market, as fast trains' room is shared, (flows, markets)."""
    lowest: np.ndarray
    """The lowest log rates, (limited, 1, 1); fast trains give no discount."""


class Terms(NamedTuple):
    """What services offer in a month before rates are cleared."""

    saved: np.ndarray
    """What hubs save on handling at limited services, CNY a kg, (limited, goods)."""
    days: np.ndarray
    """Days of limited services without waits, (limited, goods, markets)."""
    others: Fixed
    """What the other services offer."""


class Supply(NamedTuple):
    """What flies and runs."""

    flights: Running
    trains: Running
    room: np.ndarray
    """Room of limited services a week, tonnes, (limited, flows, markets)."""
    rise: np.ndarray
    """Rise of the logarithm of room as a flight or a train earns more, (2, markets)."""


class Balance(NamedTuple):
    """Where a month's rates and earnings settle."""

    log_rate: np.ndarray
    """Log of rates over the usual ones, (limited, flows, markets)."""
    earned: np.ndarray
    """What a flight and a train earn over 2022, (2, markets)."""

    @classmethod
    def usual(cls, markets: int) -> "Balance":
        """Return the rates and earnings of 2022."""
        return cls(np.zeros((len(LIMITED), len(FLOWS), markets)), np.ones((2, markets)))


class Look(NamedTuple):
    """What is seen at some rates and earnings; arrays (limited, flows, markets) but for what is said otherwise."""

    taken: Taken
    asked: np.ndarray
    """Goods that ask for limited services, others' among them, tonnes a week."""
    excess: np.ndarray
    """Log of goods over what room takes at the usual load."""
    steep: np.ndarray
    """Fall of the log of goods per log point of the rate."""
    missing: np.ndarray
    """What a flight and a train earn more than supposed, over 2022, (2, markets); 0 where none is."""
    at_lowest: np.ndarray
    """Whether the rate is the lowest, so that space stays empty."""

    @property
    def felt(self) -> np.ndarray:
        """The excess, but for space that stays empty at the lowest rate."""
        return np.where(self.at_lowest, np.maximum(self.excess, 0.0), self.excess)

    @property
    def rates_settled(self) -> bool:
        """Whether goods fill the room to its usual load, or rates are the lowest."""
        return bool(np.abs(self.felt).max() < TOLERANCE)

    @property
    def settled(self) -> bool:
        """Whether earnings are those supposed besides."""
        return self.rates_settled and bool(np.abs(self.missing).max() < TOLERANCE)


class Cleared(NamedTuple):
    """A month's rates and what was taken."""

    balance: Balance
    taken: Taken
    supply: Supply
    belly: Belly
    asked: np.ndarray
    """Goods on limited services a week, others' among them, tonnes, (limited, flows, markets)."""


def clear(
    terms: Terms,
    base: Base,
    weights: Weights,
    tonnes: np.ndarray,
    rules: FreightRules,
    belly: Belly,
    before: Balance,
    p: Room,
) -> Cleared:
    """Return the month's rates, what flies and runs, and what shippers take.

    What a flight and a train earn is found between bounds: the more they earn the more fly, and the more fly the less
    they earn.

    Args:
        terms: what services offer.
        base: what does not change.
        weights: what shippers make of services beside cost.
        tonnes: Nanjing's goods a week, (goods, classes, flows, markets).
        rules: the month's rules of freight.
        belly: passenger flights and their room.
        before: rates and earnings of the month before, from which the search begins.
        p: parameters, room ``freight``.
    """
    asking = tonnes * base.drawing[:, None, None]

    def look(balance: Balance, supply: Supply) -> Look:
        costs, freight = offered(terms, base, balance.log_rate, supply, belly, p)
        taken = shippers.choose(costs, freight, terms.others, weights, p)
        return _looked(taken, asking, supply, balance, base)

    def supply_at(balance: Balance) -> Supply:
        return supplied(balance.earned, base, rules, belly, p)

    balance = before
    for _ in range(QUICK):
        supply = supply_at(balance)
        seen = look(balance, supply)
        if seen.settled:
            break
        balance = _nearer(balance, seen, supply, base)
    else:
        balance, supply, seen = _between_bounds(Balance(balance.log_rate, before.earned), look, supply_at, base.lowest)
    return Cleared(balance, seen.taken, supply, belly, np.minimum(seen.asked, supply.room))


def _looked(taken: Taken, asking: np.ndarray, supply: Supply, balance: Balance, base: Base) -> Look:
    asked, fall = ((part * asking).sum(axis=(1, 2)) for part in (taken.limited, taken.answer))
    filled = supply.room * base.loads
    there = (filled > 0) & (asked > 0)
    over, steep = np.ones((2, *asked.shape))
    np.divide(asked, filled, out=over, where=there)
    np.divide(fall, asked, out=steep, where=there)
    load = np.minimum(over, 1.0) * np.exp(balance.log_rate)
    earns = (base.parts * load[CARRIED]).sum(axis=1)
    there = supply.room[CARRIED].sum(axis=1) > 0
    return Look(
        taken, asked, np.log(over), steep, np.where(there, earns - balance.earned, 0.0), base.lowest >= balance.log_rate
    )


def _nearer(balance: Balance, seen: Look, supply: Supply, base: Base) -> Balance:
    """Return rates and earnings a Newton step nearer: rates clear the room that comes of the earnings that come of them."""
    step, steep = _short(seen.felt / seen.steep), seen.steep[CARRIED]
    weight = base.parts * np.exp(balance.log_rate[CARRIED])
    answer = 1 + supply.rise * (weight / steep).sum(axis=1)
    more = _short((seen.missing + (weight * step[CARRIED]).sum(axis=1)) / answer)
    step[CARRIED] -= (supply.rise * more)[:, None] / steep
    return Balance(
        np.maximum(balance.log_rate + _short(step), base.lowest),
        np.maximum(balance.earned + more, 0.0),
    )


def _short(step: np.ndarray) -> np.ndarray:
    """Return a step that is not too long, same shape."""
    return np.minimum(np.maximum(step, -LONGEST), LONGEST)


def _between_bounds(
    balance: Balance,
    look: Callable[[Balance, Supply], Look],
    supply_at: Callable[[Balance], Supply],
    lowest: np.ndarray,
) -> tuple[Balance, Supply, Look]:
    """Return rates, supply and what is taken where long steps overshoot: earnings are searched between bounds.

    The more a flight earns the more fly, and the more fly the less it earns, so that what is missing changes its sign once.
    """
    (log_rate, earned), least = balance, np.zeros(balance.earned.shape)
    most = np.full(earned.shape, np.inf)
    for _ in range(ROUNDS):
        supply = supply_at(Balance(log_rate, earned))
        for _ in range(ROUNDS):
            seen = look(Balance(log_rate, earned), supply)
            if seen.rates_settled:
                break
            log_rate = np.maximum(log_rate + _short(seen.excess / seen.steep), lowest)
        if np.abs(seen.missing).max() < TOLERANCE:
            break
        least, most = np.where(seen.missing > 0, earned, least), np.where(seen.missing < 0, earned, most)
        nearer = earned + seen.missing / (1 + supply.rise / np.maximum(seen.steep[CARRIED].mean(axis=1), LONGEST))
        halfway = np.where(np.isfinite(most), (least + most) / 2, 2 * earned)
        earned = np.where((nearer > least) & (nearer < most), nearer, halfway)
    return Balance(log_rate, earned), supply, seen


def offered(
    terms: Terms, base: Base, log_rate: np.ndarray, supply: Supply, belly: Belly, p: Room
) -> tuple[np.ndarray, np.ndarray]:
    """Return what limited services cost at rates ``exp(log_rate)`` times the usual ones, (limited, flows, markets), and the
    part of it that is freight, (limited, goods, classes, flows, markets) each.
    """
    weekly = np.full((len(LIMITED), belly.flights.size), 100.0)
    weekly[FLIES] = belly.flights + supply.flights.usual + supply.flights.offered
    weekly[RUNS] = supply.trains.usual + supply.trains.offered
    days = terms.days + shippers.departures_wait(weekly, p)[:, None]
    gate = np.where(supply.room > 0, base.usual * np.exp(log_rate), np.inf)[:, None]
    rate = np.maximum(gate - terms.saved[:, :, None, None], p.least_kept * gate)
    freight = rate[:, :, None] / base.services.worth[None, ..., None]
    time = (base.day_cost[:, None] * days)[:, :, None, None, :]
    return freight + time, freight


def supplied(earned: np.ndarray, base: Base, rules: FreightRules, belly: Belly, p: Room) -> Supply:
    """Return what flies and runs, and its room.

    Args:
        earned: what a flight and a train earn over 2022, (2, markets); the rest as of :func:`clear`.
    """
    s, slots = base.services, p.night_slots_2022 + rules.night_slots
    flights = carriers.running(s.flights, s.flight_tonnes, earned[0], base.earned[0], rules.turnround_cny, rules.freighters, p, slots)  # fmt: skip
    trains = carriers.running(s.trains, s.train_tonnes, earned[1], base.earned[1], 0.0, rules.trains, p)
    of_all = np.array([belly.tonnes + flights.tonnes, trains.tonnes])
    room = np.empty((len(LIMITED), *base.fast.shape))
    room[FLIES], room[RUNS] = of_all[0], base.ways[1] * of_all[1]
    room[FAST] = base.fast * rules.express_tonnes_a_day * 7.0
    slope = np.array([flights.slope, trains.slope])
    rise = np.divide(slope, of_all, out=np.zeros(of_all.shape), where=of_all > 0)
    return Supply(flights, trains, room, rise)
