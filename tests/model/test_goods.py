"""Kinds of goods: their levels, who trades them, and how they differ in what moves them."""

import numpy as np
import pytest

from common.vocabulary import GOODS
from model.facts import facts
from tests.support.quiet_city import StillCity

CIRCUITS, MACHINES, VEHICLES, CHEMICALS, MEDICINES, OTHER = range(len(GOODS))


def gain(change) -> dict[str, np.ndarray]:
    """The first month's trade by kind over that of an unchanged city; links are nearly the same in both."""
    base, city = StillCity(60), StillCity(60)
    base.step(), city.step()
    change(city)
    before, after = base.step(), city.step()
    return {key: after[key] / before[key] for key in ("goods_exports_by_kind", "goods_imports_by_kind")}


def test_kinds_and_partners_sum_to_the_known_shares():
    known = facts()
    share = known.goods_share
    assert share.sum(axis=(0, 2)) == pytest.approx([1, 1])
    np.testing.assert_allclose(share[:, 0].sum(axis=0), known.goods_export_share, rtol=1e-6)
    np.testing.assert_allclose(share[:, 1].sum(axis=0), known.goods_import_share, rtol=1e-6)
    electronics = share[[CIRCUITS, MACHINES, VEHICLES], 0].sum()
    assert electronics == pytest.approx(0.66, abs=0.01), "of Jiangsu's exports in 2022"
    from_taiwan = share[CIRCUITS, 1] / share[CIRCUITS, 1].sum()
    assert known.origins[int(from_taiwan.argmax())] in ("TWN", "KOR")


def test_by_kind_and_by_partner_are_one_trade():
    month = StillCity(61).step()
    for flow in ("goods_exports", "goods_imports"):
        assert month[f"{flow}_by_kind"].sum() == pytest.approx(month[flow].sum())


def test_quick_clearance_helps_hurried_goods_most():
    ratio = gain(lambda city: city.push(customs=0.3))
    for flow in ratio.values():
        assert np.all(flow > 1)
    imports, exports = ratio["goods_imports_by_kind"], ratio["goods_exports_by_kind"]
    assert imports[CIRCUITS] > imports[MACHINES] > imports[CHEMICALS] > exports.max()


def test_incomes_move_durables_and_contact_moves_differentiated_goods():
    def richer(city):
        city.world.income_index = city.world.income_index * 1.1

    def nearer(city):
        city.signals["flights_to_firms"] = city.signals["flights_to_firms"] * 0.9

    incomes, trips = gain(richer)["goods_exports_by_kind"], gain(nearer)["goods_exports_by_kind"]
    assert incomes.argmax() == VEHICLES and incomes.argmin() == MEDICINES
    assert trips[MACHINES] > trips[CHEMICALS] > 1


def test_foreign_firms_bring_circuits_rather_than_textiles():
    base, city = StillCity(62), StillCity(62)
    base.step(), city.step()
    city.wires.send("firms_to_trade", city.wires.start("firms_to_trade") * 1.1)
    base.wires.send("firms_to_trade", base.wires.start("firms_to_trade"))
    city.firms.trade(city.policy), base.firms.trade(base.policy)
    ratio = city.firms.results()["goods_exports_by_kind"] / base.firms.results()["goods_exports_by_kind"]
    assert ratio[CIRCUITS] > ratio[MACHINES] > ratio[OTHER] > 1
