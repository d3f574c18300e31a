"""Elasticities of wires and gains of loops: what is pushed, how answers become numbers, and the tables kept."""

import csv

import numpy as np
import pytest

from calibration import wire_strengths
from calibration.wire_strengths import LOOPS, OUTCOMES, PUSHES, Push, PushedRun
from model.draws import Draws
from model.facts.months import month_index
from model.interventions import changed_wires
from model.levers.actions import Plan
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from model.wires import WIRES


def kept(name: str) -> list[dict[str, str]]:
    """The rows of a table of measured gains."""
    with (wire_strengths.FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_wire_is_pushed_and_the_pushes_fit_the_signals():
    of_rivals = {"firms_to_rivals", "visitors_to_rivals"}  # nobody hears them in a still world
    assert {push.wire for push in PUSHES} == set(WIRES) - of_rivals
    setting = Setting(start=month_index(2023, 1), months=1, scale=0.005, world=wire_strengths.WORLD_STILL)
    model = PilotModel(setting, Plan(), Parameters(), Draws(3))
    for push in PUSHES:
        pushed = changed_wires([push.intervention])
        signal = model.wires.hear(push.wire)
        pushed.send(push.wire, signal)  # the initial signal is heard as it is
        pushed.send(push.wire, signal)
        heard = pushed.hear(push.wire)
        if not WIRES[push.wire].fields:
            np.testing.assert_allclose(heard, signal * (1 + push.by))
        for field in WIRES[push.wire].fields:
            by = push.by if field in (push.fields or WIRES[push.wire].fields) else 0.0
            np.testing.assert_allclose(getattr(heard, field), getattr(signal, field) * (1 + by))


def test_a_loop_is_pushed_from_outside_and_answers_with_an_outcome():
    for loop in LOOPS:
        assert loop.wires < set(WIRES)
        assert loop.push.wire not in loop.wires
        assert loop.outcome in OUTCOMES


def made_up(wanted: tuple[PushedRun, ...], members: int = 6) -> np.ndarray:
    """Outcomes in which every push of a member has an elasticity of 0.2 + noise whole, and of 0.1 + noise cut."""
    noise = np.linspace(-0.01, 0.01, members)
    logs = np.zeros((members, len(wanted), len(OUTCOMES)))
    for place, arm in enumerate(wanted):
        if arm.push:
            answer = (0.1 if arm.cut else 0.2) + noise
            logs[:, place] = (answer * np.log1p(arm.push.by))[:, None]
    return logs + np.arange(members)[:, None, None]  # members differ far more than arms


def test_elasticities_and_ratios_are_paired_within_members():
    wanted = wire_strengths.arms()
    wires, loops = wire_strengths.wire_rows(made_up(wanted), wanted), wire_strengths.loop_rows(made_up(wanted), wanted)
    noise = np.linspace(-0.01, 0.01, 6)
    assert {row["elasticity"] for row in wires} == {0.2}
    assert {row["standard_error"] for row in wires} == {round(float(noise.std(ddof=1) / np.sqrt(6)), 4)}
    assert {(row["closed"], row["cut"], row["ratio"]) for row in loops} == {(0.2, 0.1, 2.0)}


def test_jackknife_of_a_mean_is_its_standard_error():
    parts = np.array([1.0, 2.0, 4.0, 8.0])
    assert wire_strengths.jackknife(parts, lambda kept: float(kept.mean())) == pytest.approx(parts.std(ddof=1) / 2)


def test_tables_hold_every_push_and_loop_of_today():
    told = [(row["wire"], row["pushed"], float(row["by"]), row["outcome"]) for row in kept("wire_gains.csv")]
    assert told == [(push.wire, push.what, push.by, outcome) for push in PUSHES for outcome in OUTCOMES]
    loops = [(row["loop"], set(row["wires"].split()), row["outcome"]) for row in kept("loop_gains.csv")]
    assert loops == [(loop.name, set(loop.wires), loop.outcome) for loop in LOOPS]


def test_no_loop_of_the_table_runs_away():
    for row in kept("loop_gains.csv"):
        assert 0.5 < float(row["ratio"]) < 1.5, row["loop"]


@pytest.mark.long
@pytest.mark.parametrize("wire, outcome", [("firms_to_trade", "goods trade"), ("firms_to_talent", "talent")])
def test_the_table_is_that_of_todays_model(wire, outcome):
    push = next(push for push in PUSHES if push.wire == wire)
    row = next(row for row in kept("wire_gains.csv") if (row["wire"], row["outcome"]) == (wire, outcome))
    wanted = (PushedRun(), PushedRun(push=Push(*push)))
    logs = np.stack([wire_strengths.member(number, wanted) for number in range(3)])
    found = wire_strengths.elasticities(logs, wanted[1], wanted)[:, list(OUTCOMES).index(outcome)].mean()
    assert found == pytest.approx(float(row["elasticity"]), abs=0.02)
