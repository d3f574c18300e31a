"""Variants that were run before are taken from the store with the same bits, and the store keeps within its limit."""

import dataclasses
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from common.errors import UserError
from model.levers.actions import Plan, RouteGrant
from scenarios.reading.reader import read
from scenarios.running import ensemble, remembered, variant_store
from scenarios.running.member import OWN, Fault, compute, plan_names
from scenarios.running.prepare import prepare
from scenarios.running.remembered import Remembered, not_kept, without_store
from scenarios.running.variant_store import Variant, VariantStore, store_here
from tests.support.fake_model import fake_pair, job

ROOT = Path(__file__).parents[2]
FLIGHTS = Plan(route_rights=(RouteGrant(start=121.0, origins=("SGP",), weekly_frequencies=7.0, label="first"),))
SCENARIO = """
name: small
title: {zh: 小, en: Small}
period: {start: 2023-01, months: 2}
scale: 0.005
levers:
  route_rights:
    grants: [{from: 2023-01, origins: [SGP], weekly_frequencies: 14}]
"""


def equal(one, other):
    assert one.keys() == other.keys()
    for variant, results in one.items():
        assert results.keys() == other[variant].keys()
        for name, array in results.items():
            assert np.array_equal(array, other[variant][name], equal_nan=True), (variant, name)


class Counted:
    """The fake model, with what is the member's own; notes which plans it was asked to run."""

    def __init__(self):
        self.asked = []

    def __call__(self, setting, plans, parameters, draws):
        self.asked.append(list(plans))
        pair = {at: fake_pair(setting, (plan, plan), None, draws)["scenario"] for at, plan in self.named(plans)}
        return {**pair, OWN: {"drawn": np.array([draws.seed % 1000])}}

    @staticmethod
    def named(plans):
        return zip(plan_names(len(plans)), plans, strict=True)


@pytest.fixture
def store(tmp_path):
    return VariantStore(tmp_path / "store", 2**20)


def asked(store, pair, scenario=FLIGHTS, keeps=True):
    return job(Remembered(store, "here", keeps, pair), scenario)


def test_the_model_gives_the_same_bits_with_and_without_the_store(tmp_path, monkeypatch):
    file = tmp_path / "small.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    plain = compute(prepare(read(file)).job, 0)
    monkeypatch.setenv(variant_store.PLACE, str(tmp_path / "store"))
    with_store = prepare(read(file)).job
    equal(compute(with_store, 0), plain)
    both = with_store.pair.store.size()[0]
    next((tmp_path / "store").glob("*.npz")).unlink()
    equal(compute(with_store, 0), plain)  # one of the two is run, alone
    nothing_runs = dataclasses.replace(with_store.pair, pair=lambda *_: pytest.fail("run again"))
    equal(compute(dataclasses.replace(with_store, pair=nothing_runs), 0), plain)
    assert both == with_store.pair.store.size()[0] == 2


def test_a_counterfactual_is_run_once_for_all_scenarios(store):
    pair = Counted()
    for scenario in (FLIGHTS, Plan(), FLIGHTS):
        equal(compute(asked(store, pair, scenario), 3), compute(job(Counted(), scenario), 3))
    assert pair.asked == [[Plan(), FLIGHTS]]
    relabelled = Plan(route_rights=(dataclasses.replace(FLIGHTS.route_rights[0], label="other"),))
    compute(asked(store, pair, relabelled), 3)
    assert len(pair.asked) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda one: (dataclasses.replace(one, seed=2024), 3),
        lambda one: (dataclasses.replace(one, overrides=(("trade.tie_elasticity", 0.123),)), 3),
        lambda one: (dataclasses.replace(one, setting=dataclasses.replace(one.setting, months=5)), 3),
        lambda one: (dataclasses.replace(one, setting=dataclasses.replace(one.setting, scale=0.06)), 3),
        lambda one: (dataclasses.replace(one, pair=dataclasses.replace(one.pair, here="other code")), 3),
        lambda one: (one, 4),
    ],
    ids=["seed", "parameter", "months", "scale", "code", "member"],
)
def test_whatever_a_variant_depends_on_makes_another(store, change):
    pair = Counted()
    first = asked(store, pair)
    compute(first, 3)
    compute(*change(first))
    assert len(pair.asked) == 2


def test_damaged_variants_are_run_again(store):
    pair = Counted()
    plain = compute(asked(store, pair), 3)
    for path, damage in zip(store.folder.glob("*.npz"), (b"", path_half), strict=True):
        path.write_bytes(damage if isinstance(damage, bytes) else damage(path))
    equal(compute(asked(store, pair), 3), plain)
    equal(compute(asked(store, pair), 3), plain)
    assert [len(plans) for plans in pair.asked] == [2, 2]


def path_half(path):
    return path.read_bytes()[:200]


def test_plans_that_are_asked_for_once_are_read_but_not_kept(store):
    once = asked(store, Counted())
    compute(dataclasses.replace(once, pair=not_kept(once.pair)), 3)
    assert store.size() == (0, 0)
    assert without_store(once).pair is once.pair.pair
    assert not_kept(fake_pair) is fake_pair


def test_a_fault_names_the_variant_that_failed(store):
    def fails(setting, plans, parameters, draws):
        raise Fault("counterfactual", 121) from ArithmeticError("books do not balance")

    compute(asked(store, Counted(), Plan()), 3)  # the counterfactual is there, so that the scenario is run alone
    with pytest.raises(Fault, match="scenario, 2023-02") as caught:
        compute(asked(store, fails), 3)
    assert isinstance(caught.value.__cause__, ArithmeticError)


def variant(number, size=1000):
    return Variant({"x": np.full(size, float(number))}, {"y": np.arange(3.0)})


def test_what_was_used_longest_ago_goes_first_and_the_limit_holds(tmp_path):
    store = VariantStore(tmp_path / "store", 100_000)  # some ten of them
    for number in range(30):
        store.put(f"v{number}", variant(number))
        path = store.folder / f"v{number}.npz"
        os.utime(path, (number, number))
        assert store.get("v0") is not None  # used again and again
    count, size = store.size()
    assert 5 <= count < 30 and size <= store.limit
    assert store.get("v1") is None and store.get("v29").results["x"][0] == 29
    store.put("too large", variant(0, 20_000))
    assert store.get("too large") is None
    store.clear()
    assert store.size() == (0, 0)


def test_drafts_that_nobody_finishes_go_and_other_files_stay(store):
    store.put("v", variant(1))
    old, new, note = (store.folder / name for name in (".a.npz.1.tmp", ".b.npz.2.tmp", "note.txt"))
    for path in (old, new, note):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    store.prune()
    assert not old.exists() and new.exists()
    store.clear()
    assert [path.name for path in store.folder.iterdir()] == ["note.txt"]


def test_a_store_that_cannot_be_used_fails_no_run(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    plain = compute(job(Counted(), FLIGHTS), 3)
    equal(compute(asked(VariantStore(tmp_path / "file", 2**20), Counted()), 3), plain)
    monkeypatch.setattr(variant_store, "_FREE", 2**62)  # the disk is nearly full
    full = VariantStore(tmp_path / "store", 2**20)
    equal(compute(asked(full, Counted()), 3), plain)
    assert full.size() == (0, 0)


WRITER = """
import sys
sys.path.insert(0, {root!r})
import numpy as np
from pathlib import Path
from scenarios.running.variant_store import Variant, VariantStore
store = VariantStore(Path({folder!r}), 60_000)
for turn in range(60):
    name = f"v{{turn % 12}}"
    found = store.get(name)
    assert found is None or (found.results["x"] == turn % 12).all()
    store.put(name, Variant({{"x": np.full(1000, float(turn % 12))}}, {{}}))
"""


def test_several_processes_share_a_store(tmp_path):
    folder = tmp_path / "store"
    code = WRITER.format(root=str(ROOT), folder=str(folder))
    others = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for other in others:
        assert other.communicate(timeout=60)[1] == "" and other.returncode == 0
    store = VariantStore(folder, 60_000)
    store.prune()
    assert 0 < store.size()[1] <= 60_000
    assert all(store.get(path.stem) is not None for path in folder.glob("*.npz"))
    assert not list(folder.glob(".*"))


def test_the_environment_says_where_and_how_much(tmp_path, monkeypatch):
    for off in ({"VARIANT_STORE": "off"}, {"VARIANT_STORE": "OFF"}, {"VARIANT_STORE_GIB": "0"}):
        with monkeypatch.context() as patch:
            patch.delenv("VARIANT_STORE")
            for name, value in off.items():
                patch.setenv(name, value)
            assert store_here() is None
            assert remembered.remembered() is remembered.run_pair
    monkeypatch.setenv("VARIANT_STORE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert store_here() == VariantStore(tmp_path / "nanjing-opening-model" / "variants", 2 * 2**30)
    monkeypatch.setenv("VARIANT_STORE", str(tmp_path / "mine"))
    monkeypatch.setenv("VARIANT_STORE_GIB", "0.5")
    assert store_here() == VariantStore(tmp_path / "mine", 2**29)
    for wrong in ("many", "-1", "inf", "nan"):
        monkeypatch.setenv("VARIANT_STORE_GIB", wrong)
        with pytest.raises(UserError, match="GiB") as caught:
            store_here()
        assert wrong in caught.value.zh


def test_members_from_the_store_have_the_same_files(store, tmp_path):
    for folder, pair in (("plain", Counted()), ("first", None), ("again", None)):
        one = job(pair, FLIGHTS) if pair else asked(store, Counted())
        ensemble.run(one, 3, tmp_path / folder, workers=1)
    plain, first, again = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()}
        for folder in ("plain", "first", "again")
    )
    assert plain == first == again and len(plain) == 3


def test_reading_counts_as_use(store):
    store.put("v", variant(1))
    os.utime(store.folder / "v.npz", (0, 0))
    before = time.time() - 5
    store.get("v")
    assert (store.folder / "v.npz").stat().st_mtime > before
