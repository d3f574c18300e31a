"""The compiled loops give what NumPy gives, to the last bit, and nobody needs them."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import numba_switch
from model.draws import Draws, poisson_counts
from model.visitors import travel_choice
from model.visitors.tastes import CLOSE
from tests.benchmarks.travel_choice import MONTH, by_arrays, choosers
from tests.model.test_draws import KNOWN
from tests.support.whole_model import differing, full_plan, run
from tests.support.worlds import pilot

compiled = pytest.importorskip("model.numba_loops")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def in_numpy(monkeypatch):
    """A function that calls another with NumPy doing everything."""

    def alone(function, *args):
        with monkeypatch.context() as patch:
            patch.setattr(numba_switch, "compiled", lambda: None)
            return function(*args)

    return alone


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_the_compiled_generator_gives_the_published_answers(counter, key, answer):
    rows = np.empty((4, 1), dtype=np.float32)
    compiled._four_rows(rows, np.array(counter[:1], dtype=np.uint32), *counter[1:], *key)
    assert (rows[:, 0].astype(float) * 2**23 - 0.5).tolist() == [word >> 9 for word in answer]


@settings(max_examples=40)
@given(st.integers(0, 20_000), st.integers(1, 23), st.integers(0, 2**64 - 1), st.integers(-1, 400))
def test_uniforms_have_the_same_bits(agents, streams, seed, month):
    slots = (np.arange(agents, dtype=np.uint64) * 2_654_435_761 + seed) & 0xFFFFFFFF
    with pytest.MonkeyPatch.context() as patch:
        forms = []
        for loops in (compiled, None):
            patch.setattr(numba_switch, "compiled", lambda loops=loops: loops)
            forms.append(Draws(seed).uniforms("a", month, slots, streams))
    np.testing.assert_array_equal(*forms)


@pytest.mark.parametrize("mean", [0.0, 1e-3, 0.3, 2.7, 40.0, 490.0])
@pytest.mark.parametrize("agents", [0, 1, 3000])
def test_counts_are_the_same(mean, agents, in_numpy):
    u = Draws(9).uniform("a", 1, np.arange(agents, dtype=np.uint64))
    means = mean * np.linspace(0.5, 1.0, agents)
    np.testing.assert_array_equal(poisson_counts(u, means), in_numpy(poisson_counts, u, means))


@pytest.mark.parametrize("size", [0, 1, 7, 8192, 8193, 30_000])
def test_choices_are_the_same(size, in_numpy):
    if size:
        of = choosers(size)
    else:
        of = choosers(1)
        of = type(of)(of.visitors, of.chooser[:0], of.utility, of.aware[:0], of.recent[:0])
    choices = by_arrays(of)
    np.testing.assert_array_equal(choices, in_numpy(by_arrays, of))
    assert size < 30_000 or len(np.unique(choices)) == len(of.utility)


@pytest.mark.parametrize("nests", [{}, {"china": 0.45, "ways": 0.15}, {"china": 0.95, "beyond": 0.3}])
def test_near_tastes_err_by_less_than_what_a_choice_must_lead_by(nests):
    visitors = pilot(scale=0.01, parameters={f"visitors.nest_{name}": value for name, value in nests.items()}).visitors
    row = np.arange(visitors.who.slot.size)
    near, full = visitors.choice.tastes.nearly(MONTH, row), visitors.choice.tastes.in_full(MONTH, row)
    assert 0 < np.abs(near - full).max() < CLOSE / 4


def test_near_tastes_settle_what_tastes_in_full_do(monkeypatch):
    of = choosers(20_000)
    choice, asked = of.visitors.choice, (of.utility, of.aware, of.recent)
    full = choice.tastes.in_full(MONTH, of.chooser)
    expected, counted = choice.choose(of.chooser, full, *asked), []
    monkeypatch.setattr(
        type(choice.tastes), "in_full", lambda self, month, row: counted.append(row.size) or full[:, row_of(of, row)]
    )
    astray = full + np.linspace(-0.01, 0.01, full.size, dtype=np.float32).reshape(full.shape)
    assert (choice.choose(of.chooser, astray, *asked) != expected).any(), "far enough to mislead"
    monkeypatch.setattr(type(choice.tastes), "nearly", lambda *_: astray)
    monkeypatch.setattr(travel_choice, "CLOSE", np.float32(0.02))
    np.testing.assert_array_equal(by_arrays(of), expected)
    assert 0 < sum(counted) < of.chooser.size / 20


def row_of(of, row):
    return np.searchsorted(of.chooser, row)


def test_ties_go_to_the_first_in_both_forms(in_numpy):
    of = choosers(3000)
    flat, none = np.round(of.utility), np.zeros((len(of.utility), of.chooser.size), dtype=np.float32)
    closed = np.where(np.arange(len(flat))[:, None] % 3 == 1, np.float32(-np.inf), flat)
    for utility in (flat, closed, np.zeros_like(flat)):
        for form in (none, np.round(of.visitors.choice.tastes.in_full(MONTH, of.chooser)), none.T.copy().T):
            asked = (of.chooser, form, utility, of.aware, of.recent)
            np.testing.assert_array_equal(
                of.visitors.choice.choose(*asked), in_numpy(of.visitors.choice.choose, *asked)
            )


def test_a_whole_run_has_the_same_bits(in_numpy):
    with_loops = run(full_plan(), months=24)
    assert differing(with_loops, in_numpy(lambda: run(full_plan(), months=24))) == []


def test_the_environment_can_ask_for_numpy(monkeypatch):
    monkeypatch.delenv(numba_switch.PLAIN_NUMPY, raising=False)
    assert numba_switch.compiled.__wrapped__() is compiled
    monkeypatch.setenv(numba_switch.PLAIN_NUMPY, "1")
    assert numba_switch.compiled.__wrapped__() is None


def test_without_numba_numpy_does_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "model.numba_loops", None)
    monkeypatch.delattr("model.numba_loops")
    assert numba_switch.compiled.__wrapped__() is None


@pytest.mark.long
def test_nothing_need_be_written(tmp_path):
    # Files where the caches' folders would be: not even the super-user can write into those.
    (tmp_path / "model").mkdir()
    for name in ("__init__", "draws", "numba_loops", "numba_switch", "stratified"):
        (tmp_path / f"model/{name}.py").write_bytes((ROOT / f"model/{name}.py").read_bytes())
    for barred in ("model/__pycache__", "cache"):
        (tmp_path / barred).touch()
    code = (
        "import numpy as np; from model.draws import Draws; print(*Draws(7).uniforms('a', 3, np.arange(3), 2).ravel())"
    )
    code += "; from model.numba_switch import compiled; assert compiled() is not None"
    about = {key: value for key, value in os.environ.items() if not key.startswith(("NUMBA", "PYTHON", "PLAIN"))}
    about |= {
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "HOME": str(tmp_path / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=about, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    expected = Draws(7).uniforms("a", 3, np.arange(3), 2).ravel()
    assert np.array(done.stdout.split(), dtype=np.float32).tolist() == expected.tolist()
    assert {file.name for file in tmp_path.rglob("*") if file.is_file()} == {
        "__init__.py", "draws.py", "numba_loops.py", "numba_switch.py", "stratified.py", "__pycache__", "cache",
    }  # fmt: skip
