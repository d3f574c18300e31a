"""What flying costs: the load at which a flight of each airline just pays, from block hours, fuel, cabin and freight."""

import numpy as np

from common.vocabulary import CARRIER_TYPES
from model.facts import Facts
from model.facts.months import EPOCH_YEAR
from model.parameters import Parameters
from model.world.paths import UNSEEN


def breakeven_loads(facts: Facts, p: Parameters, usual_fare: np.ndarray) -> np.ndarray:
    """Return the share of seats that has to be sold at the usual fare at costs of 2019, (origins, carrier types).

    A seat costs its block hours at the rate of the aircraft that the distance asks for; a sold seat earns the usual fare, and
    besides what the front cabin and the belly bring.

    Args:
        facts: the facts.
        p: the parameters (room ``carriers``).
        usual_fare: direct return fares, USD, (origins,).
    """
    carriers, km = p.room("carriers"), facts.distance_km
    far = km > carriers.low_cost_reach_km
    hours = 2 * (carriers.block_fixed_hours + km / carriers.block_speed_km_h)
    a_seat = hours * np.where(far, carriers.seat_hour_usd.wide, carriers.seat_hour_usd.narrow)
    earns = usual_fare * (1 + np.where(far, carriers.other_revenue.far, carriers.other_revenue.near))
    return np.outer(a_seat / earns, carriers.relative_cost.vector(CARRIER_TYPES))


def stop_cost(facts: Facts, p: Parameters) -> np.ndarray:
    """Return costs of a flight with a stop on the way over those of a direct one, (origins,): a longer way and one more landing.

    Args:
        facts: the facts.
        p: the parameters (room ``carriers``).
    """
    carriers = p.room("carriers")
    cruise = facts.distance_km / carriers.block_speed_km_h
    direct = carriers.block_fixed_hours + cruise
    return (2 * carriers.block_fixed_hours + (1 + carriers.stop_detour) * cruise) / direct


def support_of_2019(facts: Facts, p: Parameters, usual_fare: np.ndarray) -> np.ndarray:
    """Return the support that was on offer in 2019 for a seat over its usual fare, far markets alone, (origins,).

    Args:
        facts: the facts.
        p: the parameters (room ``carriers``).
        usual_fare: direct return fares, USD, (origins,).
    """
    carriers = p.room("carriers")
    usd_a_flight = carriers.support_2019 / facts.exchange_rate(2019)
    far: np.ndarray = facts.distance_km > carriers.low_cost_reach_km
    return far * usd_a_flight / (facts.seats_per_flight * usual_fare)


def as_2019_shows(breakeven: np.ndarray, facts: Facts, earned: np.ndarray, might_earn: np.ndarray) -> np.ndarray:
    """Correct break-even loads by what 2019 shows: who flew a market was paid for it, and one that nobody flew did not pay.

    Args:
        breakeven: loads as they follow from costs, (origins, carrier types).
        facts: the facts.
        earned: what a seat earned in 2019 over the usual fare, (origins, carrier types).
        might_earn: what a seat of a new route would have had to cost for nobody to open it, the support on offer included,
            (origins, carrier types).
    """
    unserved = facts.flights_2019_weekly[:, None] == 0
    paid = np.where(facts.airlines_2019_weekly > 0, np.minimum(breakeven, earned), breakeven)
    return np.where(unserved, np.maximum(paid, might_earn), paid)


def fuel_factor(facts: Facts, p: Parameters, month: int) -> float:
    """Return costs of a calendar month over those of 2019, net of what fares carry of the price of fuel."""
    carriers, year = p.room("carriers"), EPOCH_YEAR + month // 12
    known = month < UNSEEN
    price = facts.fuel_price_usd[year] / facts.fuel_price_usd[2019] if known else carriers.fuel_price_after_2022
    return float(1 + carriers.fuel_share * (1 - carriers.fuel_passed_on) * (price - 1))
