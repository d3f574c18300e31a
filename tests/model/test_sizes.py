"""No effect is larger than the largest that was ever published, nor absurdly small. Rows of published effects by id.

These are short runs that catch what is out of all proportion; bands are for validation, with many members.
"""

import functools

import numpy as np
import pytest

from common.vocabulary import PURPOSES, ZONES
from model.levers.actions import LaunchSupport, Plan, RouteGrant, Shop, VisaFree
from model.pilot import PilotModel
from tests.support.whole_model import OPEN, START, full_plan, origin, pilot, run

NEEDING_VISAS = ("KOR", "USA", "DEU", "GBR", "CAN", "AUS", "IND", "IDN")
MONTHS = 24


@functools.cache
def undisturbed() -> PilotModel:
    """The city without any lever, run to its end."""
    model = pilot(months=MONTHS, scale=0.01, **OPEN)
    model.run()
    return model


def nothing_done() -> dict[str, np.ndarray]:
    return undisturbed().series


@pytest.fixture(scope="module")
def freed() -> dict[str, np.ndarray]:
    """All markets that need visas are freed of them everywhere in China."""
    free = VisaFree(start=START, origins=NEEDING_VISAS, stay_days=30.0, scope="national")
    return run(Plan(visa_facilitation=(free,)), months=MONTHS, scale=0.01, **OPEN)


def test_visas_hold_back_visitors_as_far_as_published(freed):
    """V02 (panel of 1995-2013): -20 % for a visa, removed +25 %; V01, an upper bound: -63 %, removed +170 %."""
    places = [origin(code) for code in NEEDING_VISAS]
    ratio = freed["visitors"][12:, places].sum() / nothing_done()["visitors"][12:, places].sum()
    assert 1 / (1 - 0.10) < ratio < 1 / (1 - 0.52), "between half of V02 and the nearest end of V01"


def test_those_who_come_once_visas_fall_come_for_leisure_most_of_all(freed):
    """Leisure is the purpose that visas hold back most; of the first visa-free arrivals some seven tenths came for it."""
    places = [origin(code) for code in NEEDING_VISAS]
    gained = (freed["visitors"] - nothing_done()["visitors"])[:, places].sum(axis=(0, 1))
    assert gained[PURPOSES.index("leisure")] == gained.max()
    assert gained[PURPOSES.index("leisure")] > 0.4 * gained.sum()


def test_visas_bear_on_trade_and_investment_less_than_published_upper_bounds(freed):
    """V20 and V21, upper bounds: visas cost up to 25 % of FDI and 28 % of trade, removed +33 % and +39 %."""
    places = [origin(code) for code in NEEDING_VISAS]
    for keys, most in ((("fdi_contracted",), 0.33), (("goods_exports", "goods_imports"), 0.39)):
        done, usual = (
            sum((s[key][..., places] if s[key].shape[-1] > 20 else s[key])[12:].sum() for key in keys)
            for s in (freed, nothing_done())
        )
        assert -0.05 < done / usual - 1 < most


@pytest.mark.parametrize("member", [0, pytest.param(1, marks=pytest.mark.long)])
def test_the_full_plan_brings_far_fewer_firms_than_the_largest_claim(member):
    """P04, not credible as an effect: +90 % new foreign firms a year where a free-trade zone was set up."""
    done, usual = (run(plan, member=member, months=22)["new_foreign_firms"][8:] for plan in (full_plan(), None))
    assert 1.0 < done.sum() / usual.sum() < 1.45


def test_a_larger_quota_sells_less_than_hainan_did():
    """D01, an upper bound since nobody could shop abroad: +204 % sales when the quota rose from 30,000 to 100,000."""
    zone = "xinjiekou_fuzimiao"

    def sales(quota: float) -> float:
        shop = Shop(start=START, zone=zone, kind="downtown", area_m2=6000.0, quota_cny=quota)
        return run(Plan(duty_free=(shop,)), months=4, **OPEN)["duty_free_sales"][:, ZONES.index(zone)].sum()

    assert 1.02 < sales(8000.0 * 10 / 3) / sales(8000.0) < 3.04


@pytest.mark.long
def test_a_new_route_brings_less_investment_than_published():
    """R07, an upper bound: +50 points of foreign investment in two years where a direct route was opened."""
    grant = RouteGrant(start=START, origins=("GBR", "FRA"), weekly_frequencies=14.0)
    support = LaunchSupport(start=START, origins=("GBR", "FRA"), cny_per_seat=3000.0)
    done, usual = pilot(Plan(route_rights=(grant, support)), months=MONTHS, scale=0.01, **OPEN), undisturbed()
    served = done.run()["weekly_flights"]
    for place in (origin("GBR"), origin("FRA")):
        assert served[-6:, place].min() >= 1, "the route is flown"
        ratio = done.firms.expected[place].sum() / usual.firms.expected[place].sum()
        assert 1.0 < ratio < 1.5
    others = [i for i in range(len(served[0])) if not (served[:, i] > usual.series["weekly_flights"][:, i]).any()]
    changed = done.firms.expected[others].sum() / usual.firms.expected[others].sum()
    assert changed == pytest.approx(1.0, abs=0.01)


@pytest.mark.long
def test_flights_bear_little_on_goods():
    """R17: 0.04 % more exports for 1 % more direct flights."""
    grant = RouteGrant(start=START, origins=("KOR",), weekly_frequencies=40.0)
    done, usual = run(Plan(route_rights=(grant,)), months=MONTHS, scale=0.01, **OPEN), nothing_done()
    korea = origin("KOR")
    flights, goods = (
        done[key][12:, korea].sum() / usual[key][12:, korea].sum() for key in ("weekly_flights", "goods_exports")
    )
    assert flights > 1.1
    assert -0.02 < np.log(goods) / np.log(flights) < 0.25
