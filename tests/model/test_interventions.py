"""Interventions change what they name, from the first month on, and refuse names that nobody knows."""

import numpy as np
import pytest

from common.vocabulary import SECTORS, ZONES
from model.facts import facts
from model.interventions import (
    ChannelOnly,
    ChannelPlus,
    EntrySet,
    FaresTimes,
    FlightsTimes,
    PathTimes,
    WiresCut,
    WireTimes,
    changed_policy,
    times_by_origin,
)
from model.levers.actions import Plan, TaskRun
from model.levers.catalogue import catalogue
from model.pilot import PilotModel
from model.visitors.getting_in import DIRECT
from model.wires import WIRES
from model.world.paths import FIRST
from tests.support.whole_model import OPEN, START, differing, pilot, run

ONE_OF_EACH = (
    WireTimes("firms_to_trade", 1.2),
    WiresCut(("zones_to_firms",)),
    PathTimes("income_index", 1.1),
    FaresTimes(1.1, "nation"),
    FlightsTimes(1.2),
    ChannelPlus("goods_cost", 0.01),
    ChannelOnly("goods_cost"),
    EntrySet("visa_free_days_national", 30.0),
)


def still(*interventions, months: int = 4) -> dict[str, np.ndarray]:
    """Some months of a city in a world that stands still, in which nothing is done."""
    return run(months=months, interventions=interventions, **OPEN)


@pytest.fixture(scope="module")
def usual() -> dict[str, np.ndarray]:
    return still()


@pytest.fixture(scope="module")
def before() -> PilotModel:
    """A city before its first month, for which nothing is declared."""
    return pilot(**OPEN)


@pytest.mark.parametrize("change", ONE_OF_EACH, ids=lambda change: type(change).__name__)
def test_what_is_declared_leaves_the_start_as_it_is(change, before):
    changed = pilot(interventions=(change,), **OPEN)
    for wire in WIRES:
        now, then = (model.wires.hear(wire) for model in (changed, before))
        for one, other in zip(now, then, strict=True) if isinstance(now, tuple) else [(now, then)]:
            np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(changed.world.income_index, before.world.income_index)
    np.testing.assert_array_equal(changed.visitors.last_visit, before.visitors.last_visit)


@pytest.mark.parametrize(
    "change",
    [
        c for c in ONE_OF_EACH if not isinstance(c, WiresCut | ChannelOnly)
    ],  # nothing to cut or hold where nothing is done
    ids=lambda change: type(change).__name__,
)
def test_what_is_declared_moves_something(change, usual):
    assert differing(usual, still(change))


def test_dearer_fares_keep_visitors_and_residents_on_the_ground(usual):
    dear = still(FaresTimes(1.5, "route"))
    assert dear["visitors_by_way"][..., DIRECT].sum() < 0.95 * usual["visitors_by_way"][..., DIRECT].sum()
    assert dear["load_factor"].sum() < usual["load_factor"].sum()


def test_a_path_is_changed_in_the_months_run_and_never_before():
    plain, changed = (
        pilot(interventions=c, months=6, **OPEN) for c in ((), (PathTimes("willingness", 0.5, ("USA",)),))
    )
    ratio = changed.world.paths.by_month["willingness"] / plain.world.paths.by_month["willingness"]
    usa = facts().origin_index["USA"]
    first = START - FIRST
    assert np.all(ratio[first:, usa] == 0.5)
    ratio[first:, usa] = 1.0
    assert np.all(ratio == 1.0)


def test_luck_is_shared_only_between_cities_of_one_outside():
    keys = [
        pilot(interventions=c).shared_key[2]
        for c in ((), (ChannelPlus("goods_cost", 0.01),), (PathTimes("trade_cycle", 1.1),))
    ]
    assert keys[0] == keys[1] != keys[2]


def test_channels_are_pushed_on_the_words_named():
    rules = pilot().policies[0]
    more = changed_policy(rules, [ChannelPlus("zone_attraction", 0.3, (ZONES[1],))]).channels["zone_attraction"]
    assert more.tolist() == [0.3 if zone == ZONES[1] else 0.0 for zone in ZONES]
    share = changed_policy(rules, [ChannelPlus("market_access", 0.1, relative=True)]).channels["market_access"]
    np.testing.assert_allclose(share, 0.1 * facts().restrictiveness)


def test_one_channel_is_left_alone_and_the_others_are_silent():
    plan = Plan(pilot_tasks=(TaskRun(start=START - 120, tasks=tuple(catalogue()), ramp_months=0.0),))
    rules = pilot(plan).policies[0]
    alone = changed_policy(rules, [ChannelOnly("market_access", (SECTORS[0],))]).channels
    assert alone["market_access"][0] == rules.channels["market_access"][0] > 0
    assert not alone["market_access"][1:].any()
    assert not any(np.any(push) for key, push in alone.items() if key != "market_access")


def test_rules_of_entry_are_set_in_every_stretch_of_the_month():
    rules = changed_policy(pilot().policies[0], [EntrySet("transit_hours_nanjing", 0.0)])
    assert not any(stretch.transit_hours_nanjing.any() for stretch in rules.entry)


def test_a_factor_meets_the_origins_named():
    codes = facts().origins
    assert times_by_origin(2.0, ()).tolist() == [2.0] * len(codes)
    assert times_by_origin(2.0, ("KOR",)).tolist() == [2.0 if code == "KOR" else 1.0 for code in codes]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (WireTimes("nowhere", 1.1), KeyError),
        (WireTimes("seats_to_visitors", 1.1, fields=("nowhere",)), KeyError),
        (WireTimes("flights_to_firms", 1.1, origins=("nowhere",)), KeyError),
        (WiresCut(("nowhere",)), KeyError),
        (PathTimes("nowhere", 1.1), KeyError),
        (PathTimes("willingness", 1.1, ("nowhere",)), KeyError),
        (FlightsTimes(1.1, ("nowhere",)), KeyError),
        (FaresTimes(1.1, "nowhere"), ValueError),
        (ChannelPlus("nowhere", 1.0), KeyError),
        (ChannelPlus("zone_attraction", 1.0, ("nowhere",)), KeyError),
        (ChannelOnly("nowhere"), KeyError),
        (EntrySet("nowhere", 1.0), ValueError),
    ],
    ids=str,
)
def test_what_nobody_knows_is_refused(change, error):
    with pytest.raises(error, match="nowhere"):
        pilot(interventions=(change,))
