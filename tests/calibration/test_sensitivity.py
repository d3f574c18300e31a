"""Shares of an interval by source, room and number, on effects whose shares are known."""

import re
from pathlib import Path

import numpy as np
import pytest

from calibration import number_shares, sensitivity, standing_out
from calibration.headline_effects import OUTCOMES
from calibration.interval_shares import interval_shares, normal_scores, rows
from calibration.number_shares import groups, room_shares, standing
from calibration.swapped_members import SOURCES, TwoLucks, at, member, names, numbers
from common.evenly_spread import paired_anew
from model.draws import Draws
from model.parameters import Parameters, declared
from model.posterior import shipped
from model.world.paths import shocks

MEMBERS = 128


@pytest.fixture(scope="module")
def values():
    """Numbers of members as they would draw them, each independent of the others."""
    return np.random.default_rng(5).random((MEMBERS, len(names())))


def test_shares_of_a_sum_and_of_a_product_are_found():
    rng, count = np.random.default_rng(1), 600
    parts = rng.standard_normal((2 * count, 4))

    def effect(p):
        """Variances 4, 1, 1 of plain parts; the last two act in a product only."""
        return np.repeat((2 * p[:, 0] + p[:, 1] + p[:, 2] * p[:, 3])[:, None], len(OUTCOMES), axis=1)

    mixed = np.repeat(parts[None, :count], 4, axis=0)
    for source in range(4):
        mixed[source, :, source] = parts[count:, source]
    found = interval_shares(effect(parts), np.array([effect(one) for one in mixed]))
    wanted_first, wanted_total = np.array([4, 1, 0, 0]) / 6, np.array([4, 1, 1, 1]) / 6
    assert np.abs(found.first[:, 0] - wanted_first) == pytest.approx(0, abs=0.12)
    assert np.abs(found.total[:, 0] - wanted_total) == pytest.approx(0, abs=0.12)
    assert (np.abs(found.total[:, 0] - wanted_total) < 3.5 * found.total_error[:, 0]).all()
    assert (np.abs(found.first[:, 0] - wanted_first) < 3.5 * found.first_error[:, 0]).all()
    with pytest.raises(ValueError, match="1200 are needed"):
        interval_shares(effect(parts[:700]), np.array([effect(one) for one in mixed]))


def test_one_giant_project_moves_ranks_little():
    rng = np.random.default_rng(2)
    bank = rng.standard_normal((64, len(OUTCOMES)))
    scores = normal_scores(bank, bank)
    giant = bank.copy()
    giant[3] += 1e6
    assert np.abs(normal_scores(giant, giant) - scores).mean() < 0.1
    assert (np.argsort(scores[:, 0]) == np.argsort(bank[:, 0])).all()
    told = rows(giant, np.repeat(giant[None, :16], 4, axis=0))
    assert len(told) == 2 * len(SOURCES) * len(OUTCOMES) and {row["total"] for row in told} == {0.0}


def test_a_number_stands_out_where_it_matters_and_none_by_chance(values):
    rng = np.random.default_rng(7)
    effects = rng.standard_normal((MEMBERS, len(OUTCOMES)))
    assert not any(standing(values, effects).found)
    big, small = 17, 400
    # Shares 2/3 and 1/3 of what numbers make; the smaller one is seen when the bigger one is out.
    effects[:, 1] = 4 * values[:, big] + 2.8 * values[:, small] + 0.3 * effects[:, 1]
    found = standing(values, effects)
    assert found.found[1] == (big, small) and not any(found.found[k] for k in (0, 2, 3, 4, 5))
    assert found.share[[big, small], 1] == pytest.approx([0.63, 0.31], abs=0.12)
    assert found.share.sum() == pytest.approx(found.share[[big, small], 1].sum())
    told = number_shares.number_rows(found)
    assert [row["name"] for row in told if row["stands_out"]] == [names()[big], names()[small]]


def test_a_room_of_small_numbers_is_seen(values):
    rng = np.random.default_rng(9)
    room = "visitors"
    places = groups()[room]
    own = number_shares.scores(values)[:, places].sum(axis=1) / np.sqrt(len(places))
    noise = rng.standard_normal((MEMBERS, len(OUTCOMES))) / np.sqrt(MEMBERS)
    effects = noise.copy()
    effects[:, 0] = own + 0.5 * noise[:, 0]  # four fifths of the variance lie in the room
    assert not any(standing(values, effects).found)
    found = room_shares(values, effects, anew=200)
    at_room = list(groups()).index(room)
    assert abs(found.share[at_room, 0] - 0.8) < 3 * found.error[at_room, 0]
    assert found.chance[at_room, 0] == found.chance.min() < 0.01
    assert sum(map(len, groups().values())) == len(names())
    told = number_shares.room_rows(found)
    assert {row["room"] for row in told} == set(groups())
    assert all(re.search("[一-鿿]", row["zh"]) for row in told), told


def test_numbers_that_members_spread_evenly_are_not_taken_for_others():
    """An effect that one number makes goes with many others by chance, since members spread all of them evenly."""
    values = numbers([member("plan-104", k) for k in range(64)])
    driver = names().index("trade.services.cost_elasticity")
    noise = np.random.default_rng(9).standard_normal((64, 1))
    effects = number_shares.scores(values)[:, [driver]] + 0.02 * noise
    found = standing(values, effects, anew=200)
    assert found.found == ((driver,),)
    orders = paired_anew(64, 100, np.random.default_rng(1))
    assert (np.sort(orders, axis=1) == np.arange(64)).all()
    assert (
        np.sort(orders.reshape(100, 8, 8) // 8, axis=1) == np.arange(8)[None, :, None]
    ).all()  # blocks stay together
    rooms = room_shares(values, effects, anew=200)
    others = np.delete(rooms.share[:, 0], list(groups()).index("trade"))
    # Independent pairs would leave some m / 64 more in a room of m numbers, 0.4 on average.
    assert abs(others.mean()) < 0.12
    assert (np.delete(rooms.chance[:, 0], list(groups()).index("trade")) < 0.01).sum() <= 2


def test_candidates_are_those_that_stand_out_then_the_strongest():
    size = np.zeros((len(names()), len(OUTCOMES)))
    size[[4, 9, 30], [0, 0, 2]] = 0.9, -0.8, 0.3
    share = np.zeros_like(size)
    share[[4, 9], 0] = 0.5, 0.4
    found = number_shares.Standing(size, ((4, 9), (), (), (), (), ()), share, np.full(len(OUTCOMES), 0.5))
    chosen = standing_out.candidates(found, 24)
    assert [(one.place, one.beyond_chance) for one in chosen] == [(4, True), (9, True), (30, False)]
    members = [member("plan-104", k) for k in range(8)]
    runs = standing_out.runs(chosen, members, 24)
    assert len(runs) == 24 and runs[0].moved == (names()[4], 0.1) and runs[1].moved == (names()[4], 0.9)
    effects = np.zeros((24, len(OUTCOMES)))
    effects[1:8:2, 0] = [1.0, 1.1, 0.9, 1.0]
    effects[17::2, 2] = [5, -5, 5, -5]
    told = {(row["name"], row["outcome"]): row for row in standing_out.rows(found, chosen, effects)}
    outcomes = list(OUTCOMES)
    sure = told[names()[4], outcomes[0]]
    assert sure["verified"] and sure["moves"] == pytest.approx(1) and sure["members"] == 4
    assert sure["low"] < sure["high"]
    assert not told[names()[30], outcomes[2]]["verified"] and not told[names()[9], outcomes[0]]["verified"]


def test_the_world_is_swapped_alone():
    ours, others = Draws.of_member(2023, 0), Draws.of_member(2023, 5)
    both, slots = TwoLucks(ours, others), np.arange(3)
    months = np.arange(120, 132)
    assert (shocks(both, "world.climate", slots, months) == shocks(others, "world.climate", slots, months)).all()
    assert (both.uniform("world.rival_answer", 3, slots) == others.uniform("world.rival_answer", 3, slots)).all()
    for decision in ("firms.prospects", "visitors.where"):
        assert (both.uniforms(decision, 7, slots, 2) == ours.uniforms(decision, 7, slots, 2)).all()
    assert (both.between_members("firms.stock", -1, slots) == ours.between_members("firms.stock", -1, slots)).all()


def test_what_the_world_draws_is_told_by_its_name():
    """The names of decisions in the code of the world begin with ``world.``, and no others do."""
    call = re.compile(
        r"(?:uniforms?|normal|poisson|between_members|normal_between_members)\(\s*f?\"([\w.{}]+)\"|shocks\(draws, f?\"([\w.{}]+)\""
    )
    root, found = Path(__file__).parents[2] / "model", {True: set(), False: set()}
    for path in root.rglob("*.py"):
        decisions = {a or b for a, b in call.findall(path.read_text(encoding="utf-8"))}
        found[path.parent.name == "world"] |= decisions
    assert len(found[True]) > 10 and all(name.startswith("world.") for name in found[True])
    assert len(found[False]) > 20 and not any(name.startswith("world.") for name in found[False])


def test_a_member_has_the_numbers_that_an_ensemble_gives_it():
    ours, other = member("plan-104", 3), member("plan-104", 4)
    drawn = Parameters.drawn(Draws.of_member(2023, 3)).values()
    assert ours.values() == {name: drawn[name] for name in names()}
    mixed = ours.swapped("fitted", 4).values()
    fitted = set(shipped().names)
    assert all(mixed[name] == (other if name in fitted else ours).values()[name] for name in names())
    assert ours.swapped("luck", 4).values() == ours.values() and ours.swapped("luck", 4).key() != ours.key()
    moved = next(name for name in names() if name not in fitted)
    end = standing_out.runs([standing_out.Candidate(names().index(moved), 0, True)], [ours], 2)[1]
    assert end.values()[moved] == at(moved, 0.9) == declared()[moved].draw(0.9) and end.key() != ours.key()
    assert numbers([ours, other]).shape == (2, len(names()))


def test_a_study_runs_once_and_goes_on_from_there(tmp_path, monkeypatch):
    """Effects of a made-up member that luck and one number move."""
    asked = []
    number = names()[60]

    def run(one):
        asked.append(one)
        middle = declared()[number].draw(0.5)
        return np.full(len(OUTCOMES), one.luck % 5 + one.values()[number] / middle) + np.arange(len(OUTCOMES))

    monkeypatch.setattr("calibration.swapped_members.Member.run", run)
    budget = sensitivity.Budget(bank=10, swaps=3, verify=8)
    stages = []
    found = sensitivity.study(tmp_path, budget, 1, lambda stage, *counts: stages.append(stage))
    assert set(found.tables) == set(sensitivity.TABLES) and list(dict.fromkeys(stages)) == ["bank", "swaps", "verify"]
    assert len(asked) == 10 + 4 * 3 + 8
    assert np.ptp(found.swapped[list(SOURCES).index("world")] - found.bank[:3]) == 0.0  # the world does nothing here
    again = sensitivity.study(tmp_path, budget, 1)
    assert len(asked) == 30 and (again.swapped == found.swapped).all()
    with pytest.raises(ValueError, match="are needed"):
        sensitivity.study(tmp_path, sensitivity.Budget(bank=5, swaps=3, verify=2), 1)
