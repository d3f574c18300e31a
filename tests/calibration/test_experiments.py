"""Published effects: the table is whole, verdicts are what they should be, and experiments run, share and resume."""

import re

import numpy as np
import pytest

from calibration.experiments import EXPERIMENTS, run_experiments, runner, write_measured
from calibration.experiments.intervention import Arm
from calibration.experiments.placebos import AFTERWARDS
from calibration.experiments.table import effects
from calibration.experiments.verdict import judge, sharp
from common.vocabulary import WORLD_STILL
from model.interventions import WireTimes
from model.parameters import declared

SMALL = 0.005


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def few(folder):
    """Two members of a placebo, of what needs one arm, and of a row that no experiment measures."""
    return run_experiments.run(folder, members=2, workers=1, only=["after-the-end", "G01", "T08", "R22"], scale=SMALL)


# -- the table ---------------------------------------------------------------------------------------------------------


def test_every_row_has_an_experiment_or_says_why_not():
    for row in effects().values():
        if row.id in EXPERIMENTS:
            assert row.use in ("test", "set"), row.id
        else:
            assert row.use != "test", row.id
            assert row.note_en and row.note_zh, row.id


def test_every_experiment_has_a_row():
    assert set(EXPERIMENTS) <= set(effects())


def test_a_row_that_set_parameters_names_declared_ones_and_says_how():
    for row in effects().values():
        assert set(row.parameters) <= set(declared()), row.id
        assert row.use != "set" or (row.note_en and row.note_zh), row.id


MENTIONS = {
    ("carriers.expected_capture", "R01"): "says that the row gives far more",
    ("duty_free.basket_cny.visitor", "D02"): "says why shoppers of another place do not serve",
    ("rivals.pilot_openness", "P04"): "says how far published effects lie apart",
    ("rivals.zone_openness", "P04"): "says how far published effects lie apart",
    ("trade.trips_per_100_million_cny", "T07"): "the number is of travellers counted; the row says that they matter",
    ("trade.services.trip_elasticity", "R18"): "the row is of goods; services have no number",
    ("visitors.visa_friction", "V01"): "says how far published effects lie apart",
    ("visitors.visa_friction", "V02"): "says how far published effects lie apart",
}
"""Rows that the source of a parameter, or of a group of them, names without its value coming from there."""


def test_a_parameter_set_by_a_row_that_is_no_test_of_it():
    """Whatever row of published effects a parameter's source names has set it, and is told so, or is told to be a mention."""
    told = set()
    for name, parameter in declared().items():
        for row in re.findall(r"\b[A-Z]\d\d\b", parameter.source):
            if row not in effects():
                continue
            mention = {(name, row), (name.rpartition(".")[0], row)} & set(MENTIONS)
            told |= mention
            assert mention or name in effects()[row].parameters or effects()[row].use != "test", (name, row)
    assert told == set(MENTIONS)


def test_rows_that_are_one_measurement_are_all_set_or_all_tests():
    rows = list(EXPERIMENTS.items())
    pairs = [
        (one, other)
        for place, (one, mine) in enumerate(rows)
        for other, yours in rows[:place]
        if mine.measure is yours.measure and mine.arms == yours.arms
    ]
    assert ("V02", "V01") in pairs
    assert all(effects()[one].use == effects()[other].use for one, other in pairs), pairs


def test_every_test_accepts_something_and_not_everything():
    for row in effects().values():
        if row.use == "test":
            assert row.accept_low is not None, row.id
            if row.accept_high is not None:
                assert row.accept_low <= row.accept_high, row.id


def test_texts_come_in_both_languages():
    for row in effects().values():
        assert row.title_zh != row.title_en
        assert bool(row.note_en) == bool(row.note_zh)
    for one in EXPERIMENTS.values():
        assert one.switch_en != one.switch_zh


# -- verdicts ----------------------------------------------------------------------------------------------------------


def row(**changes):
    return effects()["F10"]._replace(**changes)


def members(mean: float, spread: float, count: int = 16) -> np.ndarray:
    return (mean + spread * np.linspace(-1, 1, count))[:, None]


@pytest.mark.parametrize(
    "mean, verdict", [(-0.9, "pass"), (-1.25, "pass"), (-0.5, "fail"), (-1.5, "fail"), (0.9, "fail")]
)
def test_a_median_inside_the_band_passes(mean, verdict):
    assert judge(row(), members(mean, 0.1)) == verdict


def test_a_band_is_not_judged_on_blurred_means():
    assert not sharp(row(), members(-0.9, 3.0))
    assert judge(row(), members(-0.9, 3.0)) == "unsure"
    assert judge(row(), members(-0.9, 3.0, 1600)) == "pass"


def test_what_lies_far_outside_fails_however_blurred():
    assert judge(row(), members(-9.0, 3.0)) == "fail"


@pytest.mark.parametrize("mean, verdict", [(1.0, "pass"), (-1.0, "fail"), (0.05, "unsure"), (-0.05, "unsure")])
def test_a_side_is_judged_by_standard_errors(mean, verdict):
    one_sided = row(kind="sign", accept_low=0.0, accept_high=None)
    assert judge(one_sided, members(mean, 0.5)) == verdict


def test_all_parts_of_a_rank_must_hold():
    rank = row(kind="rank", accept_low=0.0, accept_high=None)
    good = np.hstack([members(1.0, 0.1), members(2.0, 0.1)])
    assert judge(rank, good) == "pass"
    assert judge(rank, good * [1, -1]) == "fail"


def test_nothing_at_all_is_not_above_zero():
    assert judge(row(kind="sign", accept_low=0.0, accept_high=None), np.zeros((4, 1))) == "fail"


def test_a_placebo_must_be_nothing():
    placebo = effects()["after-the-end"]
    assert judge(placebo, np.zeros((4, 1))) == "pass"
    assert judge(placebo, np.full((4, 1), 1e-6)) == "fail"


def test_what_has_set_a_parameter_is_told_where_it_is_missed():
    assert judge(row(use="set"), members(-0.9, 3.0)) == "set"
    assert judge(row(use="set"), members(-0.5, 3.0)) == "missed"


@pytest.mark.parametrize("use", ["untested", "elsewhere"])
def test_what_is_no_test_neither_passes_nor_fails(use):
    assert judge(row(use=use), members(-0.9, 0.1)) == use


# -- arms and runs -----------------------------------------------------------------------------------------------------


def test_equal_arms_are_one_run(folder):
    push = WireTimes("flights_to_firms", 1.1)
    one, other = Arm(interventions=(push,)), Arm(interventions=(WireTimes("flights_to_firms", 1.1),))
    assert runner.arm_key(one, SMALL) == runner.arm_key(other, SMALL)
    assert runner.arm_key(one, SMALL) != runner.arm_key(Arm(), SMALL)


def test_what_differs_outside_is_not_run_side_by_side():
    arms = [
        Arm(),
        Arm(months=6),
        Arm(interventions=(WireTimes("flights_to_firms", 1.1),)),
        Arm(parameters=(("trade.sunk_cost", 1),)),
    ]
    assert [len(batch) for batch in runner.batches(arms)] == [2, 1, 1]


def test_batches_are_no_larger_than_allowed():
    arms = [Arm(interventions=(WireTimes("flights_to_firms", 1 + by),)) for by in range(2 * runner.TOGETHER + 1)]
    assert [len(batch) for batch in runner.batches(arms)] == [runner.TOGETHER, runner.TOGETHER, 1]


def test_company_changes_nothing():
    arms = [Arm(months=4), Arm(months=4, interventions=(WireTimes("flights_to_firms", 2.0),))]
    alone, beside = runner.play(arms[1:], 0, SMALL)[0], runner.play(arms, 0, SMALL)[1]
    assert all(np.array_equal(alone[key], beside[key]) for key in alone)


def test_what_is_kept_is_not_run_again(folder, few, monkeypatch):
    monkeypatch.setattr(runner, "play", lambda *_: pytest.fail("run again"))
    again = run_experiments.run(folder, members=2, workers=1, only=["after-the-end", "R22"], scale=SMALL)
    assert [one.verdict for one in again] == [few[0].verdict, few[3].verdict]


def test_a_measure_after_the_end_does_nothing(few):
    assert few[0].verdict == "pass"
    assert few[0].median.tolist() == [0.0]


def test_results_come_in_the_order_asked_for_and_say_what_was_not_measured(few):
    assert [one.row.id for one in few] == ["after-the-end", "G01", "T08", "R22"]
    assert few[2].verdict == "untested" and not few[2].members
    assert few[3].verdict in ("set", "missed") and few[3].members == 2


def test_unknown_rows_and_single_members_are_refused(folder):
    with pytest.raises(KeyError):
        run_experiments.run(folder, members=2, only=["nothing"])
    with pytest.raises(ValueError):
        run_experiments.run(folder, members=1, only=["R22"])


def test_members_are_added_until_the_answer_is_sharp(folder, monkeypatch):
    asked = []

    def made_up(_folder, experiments, members, *_):
        asked.append(len(list(members)))
        values = np.linspace(-2.5, 0.7, len(list(members)))[:, None]
        return {one.id: values for one in experiments}

    monkeypatch.setattr(run_experiments, "measure", made_up)
    (one,) = run_experiments.run(folder, members=10, only=["F10"])
    assert asked == [10] * run_experiments.AT_MOST
    assert one.members == 10 * run_experiments.AT_MOST


def test_worlds_stand_still():
    assert Arm().world == () and WORLD_STILL["reopening"] == "frozen_2019"
    assert AFTERWARDS.plan.visa_facilitation[0].start >= 120 + AFTERWARDS.months


# -- what is shown -----------------------------------------------------------------------------------------------------


def test_the_measured_table_has_a_line_for_each_part(few, tmp_path):
    write_measured(few, tmp_path / "measured.csv")
    lines = (tmp_path / "measured.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + sum(len(one.median) for one in few)
