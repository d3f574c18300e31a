import json
import pickle
from types import SimpleNamespace

import numpy as np
import pytest

from common.vocabulary import RISKS
from model import side_by_side
from model.draws import member_seed
from model.levers.actions import Brake, Plan
from scenarios.running import ensemble, member_draws
from scenarios.running.member import Fault, compute, run_pair
from scenarios.running.member_store import MemberStore, unpacked_member
from tests.support.fake_model import dying_pair, failing_pair, fake_pair, job

MEMBERS = 6


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def serial(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serial")
    ensemble.run(job(), MEMBERS, folder, workers=1)
    return contents(folder)


def test_parallel_gives_the_same_bytes_as_serial(tmp_path, serial):
    found = ensemble.run(job(), MEMBERS, tmp_path, workers=2)
    assert found.members == tuple(range(MEMBERS))
    assert contents(tmp_path) == serial


def test_a_member_does_not_depend_on_how_many_there_are(tmp_path, serial):
    ensemble.run(job(), [4], tmp_path, workers=1)
    assert contents(tmp_path) == {"00004.npz": serial["00004.npz"]}


def test_members_differ(serial):
    assert len(set(serial.values())) == MEMBERS


def test_resuming_computes_only_what_is_missing_and_gives_the_same_bytes(tmp_path, serial):
    ensemble.run(job(), [1, 3], tmp_path, workers=1)
    dates = {m: MemberStore(tmp_path, "abc").path(m).stat().st_mtime_ns for m in (1, 3)}
    seen = []
    ensemble.run(job(), MEMBERS, tmp_path, workers=2, progress=lambda *told: seen.append(told))
    assert contents(tmp_path) == serial
    assert dates == {m: MemberStore(tmp_path, "abc").path(m).stat().st_mtime_ns for m in (1, 3)}
    assert seen == [(done, MEMBERS, 0) for done in range(2, MEMBERS + 1)]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:100] + bytes([content[100] ^ 1]) + content[101:],
        lambda content: b"",
        lambda content: content + b"more",
    ],
)
def test_a_damaged_member_is_computed_again(tmp_path, serial, damage):
    for member in range(MEMBERS):
        MemberStore(tmp_path, "abc").path(member).write_bytes(serial[f"{member:05d}.npz"])
    MemberStore(tmp_path, "abc").path(2).write_bytes(damage(serial["00002.npz"]))
    ensemble.run(job(), MEMBERS, tmp_path, workers=1)
    assert contents(tmp_path) == serial


def test_a_member_of_other_inputs_or_another_number_is_not_taken(tmp_path, serial):
    assert unpacked_member("abc", 1, serial["00001.npz"]) is not None
    assert unpacked_member("other", 1, serial["00001.npz"]) is None
    assert unpacked_member("abc", 2, serial["00001.npz"]) is None
    MemberStore(tmp_path, "abc").path(2).write_bytes(serial["00001.npz"])
    assert MemberStore(tmp_path, "abc").get(2) is None
    ensemble.run(job(), [2], tmp_path, workers=1)
    assert contents(tmp_path) == {"00002.npz": serial["00002.npz"]}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failing_member_is_data_and_the_others_go_on(tmp_path, serial, workers):
    found = ensemble.run(job(failing_pair), MEMBERS, tmp_path, workers=workers)
    odd = [m for m in range(MEMBERS) if member_seed(2023, m) % 2]
    assert 0 < len(odd) < MEMBERS
    assert [record["member"] for record in found.failed] == odd
    assert found.members == tuple(m for m in range(MEMBERS) if m not in odd)
    for member in found.members:
        assert MemberStore(tmp_path, "abc").path(member).read_bytes() == serial[f"{member:05d}.npz"]
    record = json.loads((tmp_path / f"{odd[0]:05d}.json").read_text())
    assert record == found.failed[0]
    assert record["why"] == "ArithmeticError: books do not balance"
    assert record["room"] == "fake_model.do_not_balance"
    assert "books do not balance" in record["traceback"][-1]


def test_a_failed_member_is_tried_again_when_resumed(tmp_path, serial):
    ensemble.run(job(failing_pair), MEMBERS, tmp_path, workers=1)
    ensemble.run(job(fake_pair), MEMBERS, tmp_path, workers=1)
    assert contents(tmp_path) == serial


def test_a_member_that_takes_its_process_down_is_recorded(tmp_path, serial):
    found = ensemble.run(job(dying_pair), MEMBERS, tmp_path, workers=2)
    dying = [m for m in range(MEMBERS) if member_seed(2023, m) % 3 == 0]
    assert 0 < len(dying) < MEMBERS
    assert [record["member"] for record in found.failed] == dying
    assert found.members == tuple(m for m in range(MEMBERS) if m not in dying)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_keeps_what_was_finished(tmp_path, serial, workers):
    def interrupt(done, total, failed):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensemble.run(job(), MEMBERS, tmp_path, workers=workers, progress=interrupt)
    left = {name: content for name, content in contents(tmp_path).items() if name.endswith(".npz")}
    assert len(left) >= 3
    assert left.items() <= serial.items()
    ensemble.run(job(), MEMBERS, tmp_path, workers=workers)
    assert {n: c for n, c in contents(tmp_path).items() if n.endswith(".npz")} == serial


def broken_pair(setting, plans, parameters, draws):
    return {
        variant: {**results, "stock": results["stock"][:-1]}
        for variant, results in fake_pair(setting, plans, parameters, draws).items()
    }


def infinite_pair(setting, plans, parameters, draws):
    pair = fake_pair(setting, plans, parameters, draws)
    pair["scenario"]["arrivals"][2, 1] = np.nan
    return pair


def surplus_pair(setting, plans, parameters, draws):
    return {
        variant: {**results, "extra": 1} for variant, results in fake_pair(setting, plans, parameters, draws).items()
    }


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (broken_pair, "stock has shape"),
        (infinite_pair, "arrivals is not a finite number in 2023-03"),
        (surplus_pair, "not declared: extra"),
    ],
)
def test_results_that_are_not_what_was_declared_fail_the_member(pair, why):
    with pytest.raises(ValueError, match=why):
        compute(job(pair), 0)


def test_results_of_members_are_read_back(tmp_path):
    found = ensemble.run(job(), 2, tmp_path, workers=1)
    for member in (0, 1):
        direct, read = compute(job(), member), found.load(member)
        for variant in direct:
            for name, array in direct[variant].items():
                np.testing.assert_array_equal(read[variant][name], array)
    MemberStore(tmp_path, "abc").path(1).unlink()
    with pytest.raises(OSError, match=r"00001\.npz"):
        found.load(1)


class Counted:
    """Stands for the real model: says how often it was made and let go of, and fails in its third month."""

    made = freed = 0
    world = SimpleNamespace(paths=None)
    set_off = ()
    regulator = SimpleNamespace(risk=np.full(len(RISKS), 2.0))
    """So that plans with and without brakes part at once."""

    def __init__(self, setting, plan, parameters, draws):
        type(self).made += 1
        self.setting, self.month, self.start = setting, setting.start - 1, setting.start
        self.plan, self.policies = plan, self.rules_of(plan)

    @property
    def t(self):
        return self.month - self.start

    def rules_of(self, plan):
        return [SimpleNamespace(launch_support_cny_per_seat=np.zeros(1))] * 99

    def step(self):
        self.month += 1
        if self.plan.brakes and self.month == self.start + 2:
            raise ArithmeticError("books do not balance")

    def run(self):
        return {"x": 1}

    def free(self):
        type(self).freed += 1
        del self.month


@pytest.fixture
def counted(monkeypatch):
    class Fresh(Counted):
        pass

    monkeypatch.setattr(side_by_side, "PilotModel", Fresh)
    monkeypatch.setattr(side_by_side, "twin", lambda city, plan, policies: Fresh(job().setting, plan, None, None))
    monkeypatch.setattr(member_draws, "of_member", lambda *_: {})
    return Fresh


def test_equal_plans_are_run_once(counted):
    asked = job()
    pair = run_pair(asked.setting, (Plan(), Plan()), None, None)
    assert pair["counterfactual"] is pair["scenario"]
    assert (counted.made, counted.freed) == (1, 1)


def test_a_failure_tells_variant_and_month_and_lets_go_of_the_model(counted, tmp_path):
    braked = Plan(brakes=(Brake(risk="data", slows=("1.1",), to=0.5),))
    found = ensemble.run(job(run_pair, scenario=braked), 1, tmp_path, workers=1)
    (record,) = found.failed
    assert (record["variant"], record["month"]) == ("scenario", "2023-03")
    assert record["why"] == "ArithmeticError: books do not balance"
    assert (counted.made, counted.freed) == (2, 2)


def test_an_error_of_the_model_goes_from_one_process_to_another():
    sent = pickle.loads(pickle.dumps(Fault("scenario", 121)))
    assert (sent.variant, sent.month, str(sent)) == ("scenario", 121, str(Fault("scenario", 121)))
