"""Services: who exports them, by which mode, and what moves each."""

import numpy as np
import pytest

from common.vocabulary import SECTORS, SUPPLIES
from tests.support.quiet_city import StillCity

LINE, VISITORS, AFFILIATES, PEOPLE = range(len(SUPPLIES))


def paired(change, months: int = 24) -> tuple[dict, dict, StillCity, StillCity]:
    """The last year of an unchanged city and of a changed one; the change comes after a month."""
    base, city = StillCity(80), StillCity(80)
    base.step(), city.step()
    change(city)
    before, after = base.run(months), city.run(months)
    return ({k: v[-12:].sum(axis=0) for k, v in one.items()} for one in (before, after)), base, city


def test_modes_and_partners_are_one_trade_and_lines_carry_most():
    year = StillCity(81).run(12)
    by_mode, total = year["services_exports_by_mode"].sum(axis=0), year["services_exports"].sum()
    assert by_mode[[LINE, PEOPLE]].sum() == pytest.approx(total)
    assert year["services_exports_by_origin"].sum() == pytest.approx(total)
    assert by_mode[VISITORS] == 0, "visitors' spending is added by the city"
    assert 0.03 < by_mode[PEOPLE] / total < 0.1
    assert 0.6 < year["digital_services_exports"].sum() / total < 0.8
    assert np.all(year["digital_services_exports"] <= year["services_exports"] + 1e-9)


def test_lines_open_what_lines_carry_and_cheap_trips_what_people_bring():
    def lines(city):
        city.signals["digital_to_services"] = np.full(len(SECTORS), 0.03)

    def trips(city):
        city.signals["flights_to_firms"] = city.signals["flights_to_firms"] * 0.9

    gain = {}
    for change in (lines, trips):
        (before, after), *_ = paired(change)
        gain[change] = after["services_exports_by_mode"] / np.maximum(before["services_exports_by_mode"], 1e-9)
        assert np.all(after["services_exports_by_mode"] >= before["services_exports_by_mode"])
    assert gain[lines][LINE] > gain[lines][PEOPLE] >= 1
    assert gain[trips][PEOPLE] > gain[trips][LINE] > 1


def test_exports_grow_with_the_citys_output_but_less_than_imports():
    def richer(city):
        city.world.domestic_growth = 1.1

    (before, after), *_ = paired(richer)
    sold, bought = (
        np.log(after[key].sum() / before[key].sum()) / np.log(1.1) for key in ("services_exports", "services_imports")
    )
    assert 0.15 < sold < 0.5 < bought < 1.2


def test_exporters_begin_and_end_partners_by_what_they_are_worth():
    (before, after), base, city = paired(lambda city: city.push(cross_border=0.03))
    links, more = (one.firms.trading.services.exporters.links.sum() for one in (base, city))
    assert more > links
    assert np.all(after["services_exports"] > before["services_exports"])

    def dearer(city):
        city.signals["flights_to_firms"] = city.signals["flights_to_firms"] * 1.2

    _, base, city = paired(dearer)
    assert city.firms.trading.services.exporters.links.sum() < base.firms.trading.services.exporters.links.sum()


def test_foreign_firms_of_a_field_export_its_services_alone():
    base, city = StillCity(82), StillCity(82)
    base.step(), city.step()
    now = base.wires.hear("firms_to_trade").copy()
    base.wires.send("firms_to_trade", now)
    now[:, SECTORS.index("finance")] *= 1.5
    city.wires.send("firms_to_trade", now)
    base.firms.trade(base.policy), city.firms.trade(city.policy)
    ratio = city.firms.results()["services_exports"] / base.firms.results()["services_exports"]
    assert 1.05 < ratio[SECTORS.index("finance")] < 1.35
    assert np.array_equal(np.delete(ratio, SECTORS.index("finance")), np.ones(len(SECTORS) - 1))
