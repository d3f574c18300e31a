"""Rates that clear Lukou's flights, Nanjing's trains and the parcel cars of fast trains.

Demand falls and room grows with the rate. Where goods would not fill the room to its usual load even at the lowest rate
that carriers take, space stays empty; where they would overfill it, the rate rises until some go another way.
"""

from typing import NamedTuple

import numpy as np

from model.facts.goods import FLOWS
from model.freight import carriers, shippers
from model.freight.carriers import Running
from model.freight.services import LIMITED, Services
from model.freight.shippers import Fixed, Taken, Weights
from model.parameters import Room
from model.policy import FreightRules

ROUNDS, TOLERANCE = 25, 1e-5
FLIES, FAST, RUNS = range(len(LIMITED))
"""Places of Lukou's flights, fast trains and Nanjing's trains among limited services."""


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
    fast: np.ndarray
    """Part of fast trains' room that each market and direction gets, (flows, markets)."""


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
    asking, (log_rate, earned) = tonnes * base.drawing[:, None, None], before
    least, most = np.zeros(earned.shape), np.full(earned.shape, np.inf)
    for _ in range(ROUNDS):
        supply = supplied(earned, base, rules, belly, p)
        log_rate, taken, asked, steep = _settled(log_rate, terms, base, weights, asking, supply, belly, p)
        missing = _missing(_earnings(log_rate, asked, supply, base, p), earned, supply)
        if np.abs(missing).max() < TOLERANCE:
            break
        least, most = np.where(missing > 0, earned, least), np.where(missing < 0, earned, most)
        nearer = earned + missing / (1 + supply.rise / np.maximum(steep, 0.5))
        halfway = np.where(np.isfinite(most), (least + most) / 2, 2 * earned)
        earned = np.where((nearer > least) & (nearer < most), nearer, halfway)
    return Cleared(Balance(log_rate, earned), taken, supply, belly, np.minimum(asked, supply.room))


def _settled(
    log_rate: np.ndarray,
    terms: Terms,
    base: Base,
    weights: Weights,
    asking: np.ndarray,
    supply: Supply,
    belly: Belly,
    p: Room,
) -> tuple[np.ndarray, Taken, np.ndarray, np.ndarray]:
    """Return log rates at which goods fill the room to its usual load, what is taken and asked, and how steeply, (2, markets)."""
    lowest = np.log(np.array([p.lowest_rate, 1.0, p.lowest_rate]))[:, None, None]
    filled = supply.room * base.loads
    for _ in range(ROUNDS):
        taken = offered(terms, base, weights, log_rate, supply, belly, p)
        asked, fall = ((part * asking).sum(axis=(1, 2)) for part in (taken.limited, taken.answer))
        there = (filled > 0) & (asked > 0)
        excess = np.log(np.where(there, asked, 1.0) / np.where(there, filled, 1.0))
        steep = np.divide(fall, asked, out=np.ones_like(fall), where=there)
        found = np.maximum(log_rate + np.clip(excess / steep, -0.5, 0.5), lowest)
        if np.abs(found - log_rate).max() < TOLERANCE:
            break
        log_rate = found
    return log_rate, taken, asked, steep[[FLIES, RUNS]].mean(axis=1)


def _earnings(log_rate: np.ndarray, asked: np.ndarray, supply: Supply, base: Base, p: Room) -> np.ndarray:
    """Return what a flight and a train earn over 2022, (2, markets): less where space stays empty."""
    filled = supply.room * base.loads
    load = np.minimum(np.divide(asked, filled, out=np.ones_like(asked), where=filled > 0), 1.0)
    return (_parts(base, p) * (np.exp(log_rate) * load)[[FLIES, RUNS]]).sum(axis=1)


def _missing(earns: np.ndarray, supposed: np.ndarray, supply: Supply) -> np.ndarray:
    """Return by how much what they earn differs from what was supposed, 0 where nothing flies or runs."""
    there = np.stack([supply.room[FLIES], supply.room[RUNS]]).sum(axis=1) > 0
    return np.where(there, earns - supposed, 0.0)


def _parts(base: Base, p: Room) -> np.ndarray:
    """Return the part of each direction in what a flight and a train earn, (2, flows, markets), 0 where none runs."""
    both = [FLIES, RUNS]
    usual = _ways(p) * np.where(np.isfinite(base.usual[both]), base.usual[both], 0.0) * base.loads[both]
    return np.divide(usual, usual.sum(axis=1, keepdims=True), out=np.zeros_like(usual), where=usual > 0)


def _ways(p: Room) -> np.ndarray:
    """Return room of each direction over that of a return flight's hold or of all trains counted, (2, flows, 1)."""
    return np.array([[1.0, 1.0], [p.trains_out, 1 - p.trains_out]])[:, :, None]


def offered(
    terms: Terms, base: Base, weights: Weights, log_rate: np.ndarray, supply: Supply, belly: Belly, p: Room
) -> Taken:
    """Return what shippers take at rates ``exp(log_rate)`` times the usual ones, (limited, flows, markets)."""
    running = supply.trains.usual + supply.trains.offered
    weekly = np.stack(
        [belly.flights + supply.flights.usual + supply.flights.offered, np.full(running.shape, 100.0), running]
    )
    days = terms.days + shippers.departures_wait(weekly, p)[:, None]
    gate = np.where(supply.room > 0, base.usual * np.exp(log_rate), np.inf)[:, None]
    rate = np.maximum(gate - terms.saved[:, :, None, None], p.least_kept * gate)
    freight = rate[:, :, None] / base.services.worth[None, ..., None]
    time = (base.day_cost[:, None] * days)[:, :, None, None, :]
    return shippers.choose(freight + time, freight, terms.others, weights, p)


def supplied(earned: np.ndarray, base: Base, rules: FreightRules, belly: Belly, p: Room) -> Supply:
    """Return what flies and runs, and its room.

    Args:
        earned: what a flight and a train earn over 2022, (2, markets); the rest as of :func:`clear`.
    """
    s, slots = base.services, p.night_slots_2022 + rules.night_slots
    flights = carriers.running(s.flights, s.flight_tonnes, earned[0], base.earned[0], rules.turnround_cny, rules.freighters, p, slots)  # fmt: skip
    trains = carriers.running(s.trains, s.train_tonnes, earned[1], base.earned[1], 0.0, rules.trains, p)
    by_air = np.broadcast_to(belly.tonnes + flights.tonnes, base.fast.shape)
    room = np.stack([by_air, base.fast * rules.express_tonnes_a_day * 7.0, _ways(p)[1] * trains.tonnes])
    of_all = np.stack([by_air[0], trains.tonnes])
    rise = np.divide(np.stack([flights.slope, trains.slope]), of_all, out=np.zeros_like(of_all), where=of_all > 0)
    return Supply(flights, trains, room, rise)
