"""What channels do to each other: they saturate, need each other, and bring less where others have opened already."""

import functools
from dataclasses import replace

import numpy as np
import pytest

from common.vocabulary import CITIES, SECTORS, TASKS
from model.firms.investment import DIRECT, VIA_HONG_KONG
from model.firms.investor_offer import Attraction
from model.firms.investors import AT
from model.levers import pilot_tasks
from tests.support.quiet_city import StillCity

CLOSED = [SECTORS.index(word) for word in ("education", "telecom", "legal")]
OPEN = [SECTORS.index(word) for word in ("technology", "business", "manufacturing")]


def offered(rivals: float = 0.0, **channels) -> np.ndarray:
    """Expected new firms a month by sector under a push, before anything else in the city answers."""
    city = StillCity()
    city.world.rival_openness = np.full(len(CITIES), rivals)
    city.push(**channels)
    attraction, investors = city.firms.attraction, city.firms.investors
    offer = attraction.offer(city.policy, city.firms.foreign, np.ones(6))
    return investors.expected(offer, attraction.expected_share(offer)).sum(axis=0)


def gain(**channels) -> np.ndarray:
    return offered(**channels) / offered() - 1


# -- licensing and access ----------------------------------------------------------------------------------------------


def test_licensing_without_access_brings_little_to_a_closed_sector():
    quick, opened = gain(licensing=15.0), gain(market_access=0.3, equity_cap=1.0)
    assert np.all(quick[CLOSED] > 0)
    assert np.all(quick[CLOSED] < 0.05 * opened[CLOSED])
    assert quick[CLOSED].max() < 0.7 * quick[OPEN].min()  # as many days saved in each


def test_licensing_brings_more_once_a_sector_is_open():
    access = {"market_access": 0.3, "equity_cap": 1.0}
    alone = offered(licensing=15.0) - offered()
    on_top = offered(licensing=15.0, **access) - offered(**access)
    assert np.all(on_top[CLOSED] > 1.5 * alone[CLOSED])
    assert np.all(on_top[OPEN] < 1.4 * alone[OPEN])


# -- saturation --------------------------------------------------------------------------------------------------------


def test_the_tenth_task_on_a_channel_brings_fewer_firms_than_the_first():
    tasks = [task for task in TASKS if pilot_tasks.push(only(task))["licensing"].min() > 0]
    assert len(tasks) >= 7
    first, but_one, every = (offered_by(tasks[:1]), offered_by(tasks[:-1]), offered_by(tasks))
    last_alone = offered_by(tasks[-1:])
    start = offered().sum()
    assert every - but_one < 0.9 * (last_alone - start)
    assert every - start < sum(offered_by([task]) - start for task in tasks)
    assert first > start


def only(*tasks: str) -> np.ndarray:
    return np.isin(TASKS, tasks).astype(float)


def offered_by(tasks: list[str]) -> float:
    return offered(licensing=pilot_tasks.push(only(*tasks))["licensing"]).sum()


# -- open elsewhere ----------------------------------------------------------------------------------------------------


def test_opening_brings_less_where_a_sector_is_open_already():
    brought = gain(market_access=0.3)
    order = np.argsort(StillCity().facts.restrictiveness)
    most, least = order[-6:], order[:4]
    assert brought[most].min() > brought[least].max()


@pytest.mark.parametrize("channel", [{"market_access": 0.05}, {"equity_cap": 1.0}])
def test_opening_brings_less_where_free_trade_zones_or_ports_have_opened_before(channel):
    def with_elsewhere(share: float) -> np.ndarray:
        city = StillCity()
        city.facts = city.firms.attraction.facts = replace(city.facts, open_elsewhere=np.full(len(SECTORS), share))
        attraction = Attraction(city, city.firms.projects)
        usual = attraction.offer(city.policy, city.firms.foreign, np.ones(6))
        city.push(**channel)
        offer = attraction.offer(city.policy, city.firms.foreign, np.ones(6))
        return (attraction.expected_share(offer) / attraction.expected_share(usual) - 1)[DIRECT, 0]

    nowhere, somewhere, everywhere = (with_elsewhere(share) for share in (0.0, 0.5, 1.0))
    assert np.all(nowhere > somewhere)
    assert np.all(somewhere > everywhere)
    assert np.all(everywhere > -1e-9)


def test_opening_brings_less_to_capital_that_agreements_with_hong_kong_let_in_already():
    city = StillCity()
    city.push(market_access=0.9, equity_cap=1.0)
    offer, start = (
        city.firms.attraction.offer(city.policy, city.firms.foreign, np.ones(6)),
        city.firms.attraction.at_start(),
    )
    share = city.firms.attraction.expected_share(offer) / city.firms.attraction.expected_share(start)
    assert np.all(share[VIA_HONG_KONG, 0] < share[DIRECT, 0])


@pytest.mark.parametrize("channel", [{"market_access": 0.3}, {"equity_cap": 1.0}, {"licensing": 30.0}])
def test_opening_brings_fewer_firms_when_rivals_have_opened_too(channel):
    alone = offered(**channel) - offered()
    after_rivals = offered(rivals=0.8, **channel) - offered(rivals=0.8)
    assert 0 < after_rivals.sum() < 0.97 * alone.sum()


def test_opening_nanjing_alone_draws_from_every_neighbour_and_opening_all_does_not():
    usual, alone, everybody = StillCity(3), StillCity(3), StillCity(3)
    for city in (alone, everybody):
        city.push(market_access=0.3, equity_cap=1.0)
    everybody.world.rival_openness = np.full(len(CITIES), 0.2)
    rivals, here = [], []
    for city in (usual, alone, everybody):
        results = city.run(24)
        rivals.append(results["rival_fdi"].sum(axis=0))
        here.append(results["fdi_actual_use"].sum())
    assert np.all(rivals[1] < rivals[0])
    assert np.all(rivals[2] > rivals[0])
    assert here[0] < here[2] < here[1]


# -- behaviour that the channels need ----------------------------------------------------------------------------------


def test_joint_ventures_give_way_to_wholly_foreign_firms_when_caps_fall():
    kept, lifted = entrants(), entrants(equity_cap=1.0)
    assert kept["joint"] > 10
    assert lifted["joint"] == 0
    assert lifted["whole"] > kept["whole"] + kept["joint"]


def test_those_who_will_not_share_a_firm_come_only_when_caps_fall():
    assert entrants()["unwilling"] == 0
    assert entrants(equity_cap=1.0)["unwilling"] > 0


@functools.cache
def entrants(**channels) -> dict[str, int]:
    """Investors who chose Nanjing in four years, in fields with ownership caps: with a partner, alone, and of those who
    would not have taken one.
    """
    city = StillCity(9)
    city.push(**channels)
    investors, counted = city.firms.investors, {"joint": 0, "whole": 0, "unwilling": 0}
    decide = investors.decide

    def watched(month, offer):
        found = decide(month, offer)
        luck, cell = found["luck"].T, (found["way"], 0, found["sector"])
        joint = luck[AT["cap"]] < offer.limits.here[cell]
        would_not = (luck[AT["cap"]] < offer.limits.rival[cell]) & (luck[AT["whole"]] < offer.limits.whole)
        counted["joint"] += int(joint.sum())
        counted["whole"] += int((~joint).sum())
        counted["unwilling"] += int(would_not.sum())
        return found

    investors.decide = watched
    city.run(48)
    return counted


def test_services_are_delivered_across_the_border_without_any_firm_coming():
    usual, eased = StillCity(5), StillCity(5)
    push = np.zeros(len(SECTORS))
    push[SECTORS.index("education")] = 0.05
    eased.push(cross_border=push)
    base, more = usual.step(), eased.step()
    assert np.array_equal(base["foreign_firms"], more["foreign_firms"])
    for flow in ("services_exports", "services_imports"):
        change = more[flow] / base[flow] - 1
        assert 0.01 < change[SECTORS.index("education")] < 0.5
        assert not np.delete(change, SECTORS.index("education")).any()
