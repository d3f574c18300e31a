"""Domestic firms: what founds them, what they sell, and what the rest of the city hears of them."""

import numpy as np
import pytest

from common.vocabulary import FOUNDERS, SECTORS
from model.home import founding
from model.home.founders import HEADQUARTERS, MAKERS, SCIENCE
from model.home.home import Home
from model.parameters import Parameters
from tests.support.quiet_city import StillCity

MANUFACTURING = SECTORS.index("manufacturing")


def years(city: StillCity, number: int = 3, **signals: float) -> tuple[Home, dict[str, np.ndarray]]:
    """The room after some years in a still city, with wires changed after the start, and its results by month."""
    home = Home(city)
    home.announce()
    for wire, factor in signals.items():
        city.wires.send(wire, city.wires.start(wire) * factor)
    months = []
    for _ in range(12 * number):
        city.clock.advance()
        home.found(city.policy)
        months.append(home.results())
    return home, {key: np.array([month[key] for month in months]) for key in months[0]}


def pushed(**channels) -> dict[str, np.ndarray]:
    city = StillCity(70)
    city.push(**channels)
    return years(city)[1]


@pytest.fixture(scope="module")
def usual() -> dict[str, np.ndarray]:
    return pushed()


def test_the_stock_is_steady_while_nothing_changes(usual):
    stock = usual["domestic_firms"].sum(axis=(1, 2))
    assert stock[-12:].mean() == pytest.approx(stock[:3].mean(), rel=0.06)
    assert usual["servitised_makers"][-12:].mean() == pytest.approx(usual["servitised_makers"][0], rel=0.06)
    science = Parameters().room("home").parents.science * Parameters().room("home").founding.science
    assert usual["domestic_firms_founded"][:, SCIENCE].sum() / 3 == pytest.approx(science, rel=0.25)


def by_science(firms_a_year: float) -> dict[str, np.ndarray]:
    """Results where science lets so many firms a year more be founded than at the start."""
    return years(StillCity(70), science_to_home=1 + firms_a_year / 50)[1]


def by_tasks(per_thousand: float) -> dict[str, np.ndarray]:
    return pushed(integration=per_thousand)


@pytest.mark.parametrize(("more", "size", "kind"), [(by_science, 40.0, SCIENCE), (by_tasks, 5.0, MAKERS)])
def test_science_and_tasks_found_firms_of_their_kind_alone_and_twice_as_many_bring_twice(usual, more, size, kind):
    once, twice = more(size), more(2 * size)
    few, many = (
        done["domestic_firms_founded"].sum(axis=0) - usual["domestic_firms_founded"].sum(axis=0)
        for done in (once, twice)
    )
    assert np.all(few >= 0) and np.all(many >= few)
    assert many[kind].sum() == pytest.approx(2 * few[kind].sum(), rel=0.25)
    assert not np.delete(many, kind, axis=0).any()
    for key in ("domestic_jobs", "domestic_sales", "domestic_pay"):
        assert twice[key].sum() > once[key].sum() > usual[key].sum(), key
    assert (twice["servitised_makers"][-1] > usual["servitised_makers"][-1]) == (kind == MAKERS)


def test_support_of_zones_brings_headquarters(usual):
    more = pushed(zone_attraction=1.0)["domestic_firms_founded"] - usual["domestic_firms_founded"]
    assert more[:, HEADQUARTERS].sum() > 0 and not np.delete(more, HEADQUARTERS, axis=1).any()


@pytest.mark.parametrize(
    ("wire", "factor", "sign"), [("talent_to_home", 1.2, -1), ("zones_to_firms", 2.0, -1), ("talent_to_firms", 1.5, 1)]
)
def test_pay_rents_and_people_move_founding(usual, wire, factor, sign):
    moved = years(StillCity(70), **{wire: factor})[1]
    assert sign * (moved["domestic_firms_founded"].sum() - usual["domestic_firms_founded"].sum()) > 0
    cut = years(StillCity(70, cut=(wire,)), **{wire: factor})[1]
    assert np.array_equal(cut["domestic_firms_founded"], usual["domestic_firms_founded"])


def test_a_larger_city_founds_more_firms(usual):
    city = StillCity(70)
    home = Home(city)
    home.announce()
    city.world.domestic_growth *= 1.2
    founded = []
    for _ in range(36):
        city.clock.advance()
        home.found(city.policy)
        founded.append(home.results()["domestic_firms_founded"].sum())
    assert np.sum(founded) / usual["domestic_firms_founded"].sum() == pytest.approx(1.2, rel=0.05)


def test_founding_is_a_share_that_grows_with_what_it_gains():
    share = founding.chance(np.array(0.1), np.array([-1.0, 0.0, 1.0]), 1.5)
    assert np.all(np.diff(share) > 0) and share[1] == pytest.approx(0.1) and 0 < share[0] < share[2] < 1
    p = Parameters().room("home")
    assert founding.gain(np.ones(2), np.ones(2), 1.0, p).tolist() == [0, 0]


def test_young_firms_sell_abroad_in_their_fields_and_makers_with_services_sell_more_goods():
    base, city = StillCity(71), StillCity(71)
    city.signals["home_to_services"] = base.signals["home_to_services"] * np.where(
        np.arange(len(SECTORS)) == 0, 2.0, 1.0
    )
    city.signals["home_to_goods"] = np.array([0.4])
    for one in (base, city):
        one.wires.send("home_to_services", base.signals["home_to_services"])
        one.wires.send("home_to_goods", base.signals["home_to_goods"])
    before, after = base.step(), city.step()
    more = after["services_exports"] - before["services_exports"]
    assert more[0] > 0 and not more[1:].any()
    ratio = after["goods_exports"].sum() / before["goods_exports"].sum()
    assert 1.001 < ratio < 1.005
    inputs = Parameters()["trade.inputs_share"]
    imported = after["goods_imports"].sum() / before["goods_imports"].sum()
    assert imported - 1 == pytest.approx(inputs * (ratio - 1), rel=0.05), (
        "only what goes into exports is imported beside"
    )


@pytest.mark.parametrize(
    ("wire", "trade"), [("home_to_services", "services_exports"), ("home_to_goods", "goods_exports")]
)
def test_a_cut_wire_keeps_domestic_firms_from_trade(wire, trade):
    steps = {}
    for factor in (1.0, 1.3):
        for cut in ((), (wire,)):
            city = StillCity(72, cut=cut)
            city.signals[wire] = city.signals[wire] * factor
            steps[factor, cut] = city.step()[trade]
    assert steps[1.3, ()].sum() > steps[1.0, ()].sum()
    assert np.array_equal(steps[1.3, (wire,)], steps[1.0, (wire,)])


def test_founders_are_those_of_the_vocabulary():
    assert (FOUNDERS[SCIENCE], FOUNDERS[MAKERS], FOUNDERS[HEADQUARTERS]) == ("science", "makers", "headquarters")
