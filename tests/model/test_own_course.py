"""Nanjing's own course: shared luck that spreads levels, leaves effects their sign, and is learned from seven cities."""

import numpy as np
import pytest

from calibration.own_departures import common_steps, departures, steps_of_nation
from model import world
from model.draws import Draws, member_seed
from model.facts.months import month_index
from model.parameters import Parameters, declared
from model.world.observed_reopening import last_month
from model.world.own_course import COURSES, course_of_china, lift, own_course
from model.world.paths import UNSEEN, WITHIN_A_YEAR, calendar, months_of_steps
from model.world.trends import LEVELS_OF_2019, trend_years
from tests.support.outside import START, Outside
from tests.support.shared_draws import SharedDraws
from tests.support.whole_model import pilot

END = month_index(2026, 1)


def course(member: int, end: int = END, case: str = "central", unseen: int = UNSEEN) -> np.ndarray:
    months = calendar(end)
    paths = own_course(case, months, unseen, Draws.of_member(7, member), Parameters().room("world"))
    return np.stack([paths[name] for name in COURSES])


def test_nothing_departs_before_it_is_unknown_and_a_longer_run_keeps_the_luck_of_a_shorter_one():
    short, long = course(0, month_index(2024, 1)), course(0)
    assert np.array_equal(long[:, : short.shape[1]], short)
    known = calendar(END) < UNSEEN
    assert not long[:, known].any() and long[:, ~known].all()
    assert not course(0, case="frozen").any()


def test_what_nobody_had_seen_may_begin_earlier():
    early = month_index(2017, 1)
    path = course(0, unseen=early)
    known = calendar(END) < early
    assert not path[:, known].any() and path[:, ~known].all()
    assert np.array_equal(course(0, month_index(2025, 1), unseen=early), path[:, :-12])
    months = calendar(END)
    late, soon = (trend_years(months, month_index(2019, 12), 0.8, first) for first in (UNSEEN, early))
    pace = 12 * np.diff(soon)
    since = (months[1:] - early + 0.5)[months[1:] >= early] / 12
    assert pace[months[1:] < early] == pytest.approx(1.0) and pace[months[1:] >= early] == pytest.approx(
        0.8**since, rel=1e-4
    )
    assert late[months < UNSEEN][-1] == late[months == month_index(2019, 12)][0] == soon[months == early - 1][0] == 0


def test_departures_add_up_as_far_as_declared():
    """Three years ahead, and before: a third of a year in the last year counted, and three more years with travellers and what they spend."""
    ends = np.stack([course(member)[:, -1] for member in range(400)])
    yearly = np.array([declared()[f"world.own_course.{name}"].default for name in COURSES])
    years = np.where(np.isin(COURSES, ("travellers", "spenders")), 6, 3) + 1 / 3
    assert ends.std(axis=0) == pytest.approx(yearly * np.sqrt(years), rel=0.12)
    assert np.abs(np.corrcoef(ends.T) - np.eye(len(COURSES))).max() < 0.2


def test_luck_spreads_the_citys_trade_and_leaves_its_mean_where_the_nations_goes():
    """What the cities of a nation trade adds up to the nation's: a course that grows by luck alone would not."""
    about, p = (calendar(END), UNSEEN), Parameters()
    power = p["trade.with_new_links"]
    above = lift("central", "exporters", *about, p.room("world"), power)
    traded = np.exp(power * (np.array([course(member)[COURSES.index("exporters")] for member in range(400)]) - above))
    assert traded[:, -1].mean() == pytest.approx(1.0, abs=0.02) and traded[:, -1].std() > 0.1
    assert above[-1] > 0.01 and not above[about[0] < UNSEEN].any()
    assert not lift("frozen", "exporters", *about, p.room("world"), power).any()


def test_the_world_takes_the_lift_off_both_ways_of_trade():
    spread, none = (
        Outside(parameters={"world.own_course.exporters": size, "world.own_course.importers": size})
        for size in (0.08, 0.0)
    )
    own = own_course("central", (months := calendar(START + 36)), UNSEEN, spread.draws, spread.parameters.room("world"))
    about = months, UNSEEN, spread.parameters.room("world"), spread.parameters["trade.with_new_links"]
    for flow, who in enumerate(("exporters", "importers")):
        found = np.log(world.World(spread).paths.by_month["goods_beside_incomes"][:, flow])
        usual = np.log(world.World(none).paths.by_month["goods_beside_incomes"][:, flow])
        np.testing.assert_allclose((found - usual)[: months.size], own[who] - lift("central", who, *about), atol=1e-12)


def test_luck_with_what_visitors_spend_leaves_its_mean():
    spent = np.array([Outside(member).draws for member in range(300)], dtype=object)
    months, world_room = calendar(END), Parameters().room("world")
    above = lift("central", "spenders", months, UNSEEN, world_room, 1.0)
    walks = [own_course("central", months, UNSEEN, draws, world_room)["spenders"] for draws in spent]
    factor = np.exp(np.array(walks) - above)
    assert factor[:, -1].mean() == pytest.approx(1.0, abs=0.03) and factor[:, -1].std() > 0.15
    found = world.World(one := Outside(1)).paths.by_month["spent_by_luck"]
    expected = own_course("central", (seen := calendar(START + 36)), UNSEEN, one.draws, one.parameters.room("world"))
    assert not (found[seen < UNSEEN] != 1).any()
    rise = lift("central", "spenders", seen, UNSEEN, one.parameters.room("world"), 1.0)
    np.testing.assert_allclose(found[: seen.size], np.exp(expected["spenders"] - rise))


def test_a_year_counted_before_tells_its_mean_only():
    """A walk of which the mean of a year is known: by the year's end it departs as far as in the third of a year."""
    monthly = np.random.default_rng(1).normal(size=(2000, 600)).cumsum(axis=1)
    end_less_mean = monthly[:, -1] - monthly.mean(axis=1)
    assert end_less_mean.var() * 12 / 600 == pytest.approx(WITHIN_A_YEAR, rel=0.1)
    months = calendar(END)
    lengths = months_of_steps(months, UNSEEN, LEVELS_OF_2019)
    assert lengths.sum() == pytest.approx(months.size + WITHIN_A_YEAR + 36)
    assert np.flatnonzero(lengths != 1).tolist() == np.flatnonzero(months == UNSEEN).tolist()
    assert months_of_steps(months, month_index(2017, 1), LEVELS_OF_2019).max() == 1 + WITHIN_A_YEAR


def test_seven_cities_depart_like_a_random_walk():
    by = {}
    for told in departures():
        by.setdefault(told.indicator, []).append(told.yearly)
    assert all(max(yearly) < 1.25 * min(yearly) for yearly in by.values())
    assert by["inbound_visitors"] == pytest.approx([0.057] * 3, abs=0.005)
    assert by["fdi_musd"] == pytest.approx([0.175] * 3, abs=0.02)
    assert by["receipts_per_visitor"] == pytest.approx([0.09] * 3, abs=0.01)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("travellers", "visitors"),
        ("investors", "new_foreign_firms"),
        ("exporters", "goods_exports"),
        ("importers", "goods_imports"),
        ("spenders", "visitor_spending"),
    ],
)
def test_each_course_moves_what_it_stands_before(name, outcome, monkeypatch):
    low, usual, high = (float(shifted(monkeypatch, name, shift)[outcome].sum()) for shift in (-0.2, 0.0, 0.2))
    assert low < usual < high


def shifted(monkeypatch, name: str, shift: float) -> dict[str, np.ndarray]:
    """The city where one course stands at a shift and all others at nothing."""
    if (name if shift else "none", shift) not in _shifted:
        paths = {key: np.full(calendar(END).size, shift if key == name else 0.0) for key in COURSES}
        monkeypatch.setattr(world, "own_course", lambda *_: paths)
        _shifted[name if shift else "none", shift] = pilot(months=8, draws=SharedDraws(member_seed(7, 0))).run()
    return _shifted[name if shift else "none", shift]


_shifted: dict[tuple[str, float], dict[str, np.ndarray]] = {}


@pytest.mark.long
def test_tenants_who_bid_more_come_to_pay_it(monkeypatch):
    def rent(bid: float) -> float:
        paths = {key: np.full(calendar(END).size, bid if key == "tenants" else 0.0) for key in COURSES}
        monkeypatch.setattr(world, "own_course", lambda *_: paths)
        model = pilot(months=24, draws=SharedDraws(member_seed(7, 0)))
        model.run()
        return float(np.log(model.zones.rent / model.zones.rent_start).mean())

    low, usual, high = rent(-0.1), rent(0.0), rent(0.1)
    assert 0.02 < high - usual < 0.1  # leases run on: two years in, not half of it is paid
    assert usual - low == pytest.approx(high - usual, rel=0.2)


def test_both_variants_meet_the_same_course():
    draws = Draws(member_seed(5, 1))
    with_it, without = (pilot(months=1, draws=draws) for _ in range(2))
    assert np.array_equal(with_it.world.paths.by_month["rents_bid"], without.world.paths.by_month["rents_bid"])
    assert with_it.world.paths.by_month["rents_bid"].any()


def test_all_of_china_has_a_course_that_begins_where_nobody_has_counted():
    months = calendar(END)
    paths = np.stack(
        [
            course_of_china("central", months, UNSEEN, Draws.of_member(7, k), Parameters().room("world"))
            for k in range(400)
        ]
    )
    assert not paths[:, months < UNSEEN].any() and paths[:, months >= UNSEEN].all()
    declared_spread = declared()["world.own_course.china"].default
    assert paths[:, -1].std() == pytest.approx(declared_spread * np.sqrt(3), rel=0.12)
    assert not course_of_china("frozen", months, UNSEEN, Draws.of_member(7, 0), Parameters().room("world")).any()
    alone, with_own = (
        pilot(months=36, reopening="observed", own_course=case).world.paths.by_month["china_appeal"]
        for case in ("frozen", "central")
    )
    counted = calendar(month_index(2026, 1)) < last_month("travel")
    assert np.array_equal(with_own[counted], alone[counted]), "what crossings were counted hold the nation's course"
    assert common_steps("inbound_visitors") == pytest.approx(0.038, abs=0.002)
    assert steps_of_nation() == pytest.approx(0.048, abs=0.001)
