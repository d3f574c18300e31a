"""The universe of potential travellers: fixed slots, drawn once, the same whatever policy does.

A slot is a party of people who decide together; its weight is the number of people it stands for. A market's slots
are numbered by themselves, so that one more traveller in one market changes nobody else's luck.
"""

from dataclasses import dataclass

import numpy as np

from common.vocabulary import PURPOSES
from model.draws import Draws
from model.facts import Facts
from model.parameters import Parameters
from model.segments import CLASSES, segments
from model.visitors.visas import in_transit

SLOT_BITS = 22
"""Bits of a slot's number within its market; the bits above hold the market's numeric ISO 3166 code."""


@dataclass(frozen=True)
class Market:
    """Size of each origin market in 2019, (origins,): what the universe of travellers stands for."""

    occasions: np.ndarray
    """People a year with an occasion to go to China or elsewhere."""
    rate: float
    """Occasions a year of one slot."""
    slots: np.ndarray
    """Number of slots at the run's scale."""
    weight: np.ndarray
    """People whom one slot stands for."""


def market(facts: Facts, p: Parameters, scale: float) -> Market:
    """The size of every market and its sample at ``scale``; small markets keep a floor of slots."""
    visitors = p.room("visitors")
    occasions = facts.china_trips_2019 / (1.0 - visitors.stay_home_share)
    rate = visitors.occasions_a_year
    whole = occasions / (rate * visitors.people_per_slot)
    slots = np.maximum(np.round(whole * scale), visitors.slot_floor).astype(np.int64)
    return Market(occasions, rate, slots, occasions / (rate * slots))


@dataclass(frozen=True)
class Travellers:
    """All slots of one member, arrays (slots,); shared by both variants and never written to."""

    slot: np.ndarray
    """Identity for keyed draws, unsigned 32-bit."""
    segment: np.ndarray
    origin: np.ndarray
    purpose: np.ndarray
    cell: np.ndarray
    """Origin and purpose as one index, ``origin * purposes + purpose``."""
    weight: np.ndarray
    """People per slot."""
    awareness: np.ndarray
    """Quantile in (0, 1): who is below the market's share of people aware of Nanjing has heard of it."""
    first_visit: np.ndarray
    """Quantile in (0, 1) that settles a visit before the start."""


def travellers(facts: Facts, p: Parameters, sizes: Market, draws: Draws) -> Travellers:
    """Draw the persistent attributes of every slot."""
    n, slots = sizes.slots.size, sizes.slots
    origin, first = np.repeat(np.arange(n, dtype=np.int32), slots), np.cumsum(slots) - slots
    number = np.arange(origin.size) - np.repeat(first, slots)
    slot = np.repeat(facts.iso_numeric.astype(np.uint32) << np.uint32(SLOT_BITS), slots) + number.astype(np.uint32)
    u = draws.uniforms("visitors.who", -1, slot, streams=6)
    purpose = np.zeros(slot.size, dtype=np.int8)
    for share in np.cumsum(purpose_mix(facts, p), axis=0)[:-1]:
        purpose += u[0] > np.repeat(share, slots)
    income, hassle = (np.minimum(row * CLASSES, CLASSES - 1).astype(np.int8) for row in u[1:3])
    onward = u[3] < in_transit(p)[purpose]
    return Travellers(
        slot=slot,
        segment=segments().number_of(origin, purpose, income, hassle, onward),
        origin=origin.astype(np.int16),
        purpose=purpose,
        cell=origin * np.intp(len(PURPOSES)) + purpose,
        weight=np.repeat(sizes.weight.astype(np.float32), slots),
        awareness=u[4],
        first_visit=u[5],
    )


def purpose_mix(facts: Facts, p: Parameters) -> np.ndarray:
    """Share of each purpose in an origin's occasions, shape (purposes, origins).

    It is the mix counted among visitors less the travellers of firms, who come on top; how far leisure was counted
    right is uncertain.
    """
    visitors = p.room("visitors")
    mix = facts.purpose_mix_2019.T.copy()
    business = PURPOSES.index("business")
    mix[business] = np.maximum(mix[business] - visitors.firm_traveller_share, visitors.business_least)
    mix[PURPOSES.index("leisure")] *= visitors.leisure_odds.vector(facts.market)
    return mix / mix.sum(axis=0)


def purposes_shifted(facts: Facts, p: Parameters, willingness: np.ndarray) -> np.ndarray:
    """Occasions of each purpose over those if all had come back alike, (origins, purposes); their mean over the mix is 1.

    While the border was closed tourist visas were not given and quarantine took weeks: who came had to.

    Args:
        facts: the facts.
        p: the parameters (rooms ``visitors`` and ``world``).
        willingness: share of 2019's willingness to travel, (origins,).
    """
    closed = p["world.reopening_closed"]
    shut = np.clip((1 - willingness) / (1 - closed), 0.0, 1.0)[:, None] ** p["visitors.closed_border_fades"]
    weight = p.vector("visitors.closed_border", PURPOSES)
    return 1 - shut + shut * weight / (weight @ purpose_mix(facts, p))[:, None]
