import atexit
import errno
import functools
import io
import json
import pickle
import tempfile
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from common.errors import UserError
from common.files import file_digest
from outputs.results.netcdf_engine import ResultsEngine
from outputs.results.netcdf_writer import write_dataset
from outputs.results.open import find_run, open_run
from outputs.results.seal import LENGTH, seal
from outputs.results.store import assemble
from tests.support.bounded import proven

pytestmark = pytest.mark.usefixtures("from_disk")

VARIABLES = (
    {"key": "visitors", "axes": ("origin",), "unit": "1", "kind": "flow", "en": "Visitors", "zh": "游客"},
    {"key": "risk", "axes": ("risk",), "unit": "1", "kind": "index", "en": "Risk", "zh": "风险"},
    {"key": "gdp", "axes": (), "unit": "million CNY", "kind": "flow", "en": "GDP", "zh": "地区生产总值"},
)
COORDINATES = {
    "variant": {
        "keys": ("counterfactual", "scenario"),
        "en": ("Counterfactual", "Scenario"),
        "zh": ("对照情景", "情景"),
    },
    "origin": {"keys": ("KOR", "ROW"), "en": ("Korea", "Rest"), "zh": ("韩国", "其他")},
    "risk": {"keys": ("overstay", "data"), "en": ("Overstay", "Data"), "zh": ("逾期", "数据")},
}
MONTHS = 5


def load(member):
    rng = np.random.default_rng(member)
    return {
        variant: {
            "visitors": rng.normal(size=(MONTHS, 2)),
            "risk": np.full((MONTHS, 2), np.nan),
            "gdp": rng.normal(size=MONTHS),
        }
        for variant in ("counterfactual", "scenario")
    }


def write(path, members=(0, 2), **changes):
    attributes = {"scenario": "full-pilot", "title_zh": "全面实施", "seed": 2**63 - 1, **changes}
    assemble(path, VARIABLES, COORDINATES, "2023-11", MONTHS, members, load, attributes)
    return path


@pytest.fixture
def run(tmp_path):
    (tmp_path / "full-pilot").mkdir()
    write(tmp_path / "full-pilot" / "results.nc")
    return tmp_path / "full-pilot"


def test_what_is_written_is_read_back(run):
    with open_run(run) as dataset:
        for position, member in enumerate((0, 2)):
            for variant, results in load(member).items():
                for name, array in results.items():
                    read = dataset[name].sel(variant=variant).isel(member=position)
                    np.testing.assert_array_equal(read.values, array)
        assert dataset["visitors"].dims == ("variant", "member", "month", "origin")
        assert list(dataset["member"].values) == [0, 2]
        first_days = ["2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01"]
        np.testing.assert_array_equal(dataset["month"].values, np.array(first_days, dtype="datetime64[ns]"))
        assert dataset["visitors"].sel(origin="KOR", month="2024-01").size == 4
        assert dataset["visitors"].attrs == {
            "units": "1",
            "long_name": "Visitors",
            "long_name_zh": "游客",
            "kind": "flow",
        }
        assert list(dataset["origin_name_zh"].values) == ["韩国", "其他"]
        assert list(dataset["risk_key"].values) == ["overstay", "data"]
        assert {"origin_name", "risk_name", "variant_name_zh"} <= set(dataset.coords)
        assert set(dataset.data_vars) == {"visitors", "risk", "gdp"}
        assert dataset.attrs["seed"] == 2**63 - 1
        assert dataset.attrs["title_zh"] == "全面实施"


def test_the_same_results_give_the_same_bytes(tmp_path):
    first, second = (write(tmp_path / name).read_bytes() for name in ("a.nc", "b.nc"))
    assert first == second
    assert write(tmp_path / "c.nc", title_zh="别的").read_bytes() != first


def test_runs_are_found_by_name_path_or_file(run):
    out = run.parent
    assert find_run("full-pilot", out) == find_run(run) == find_run(run / "results.nc") == run
    with pytest.raises(UserError, match="runs there: full-pilot") as caught:
        find_run("half-pilot", out)
    assert "full-pilot" in caught.value.render("zh")


def test_a_file_cut_short_is_refused(run):
    content = (run / "results.nc").read_bytes()
    (run / "results.nc").write_bytes(content[: len(content) // 2])
    with pytest.raises(UserError, match="cut short"):
        open_run(run)


def test_a_file_of_other_making_is_refused(run):
    path = run / "results.nc"
    path.write_text("not netCDF at all")
    with pytest.raises(UserError, match="not a result of this version"):
        open_run(run)
    seal(path)
    with pytest.raises(UserError, match="not a netCDF file"):
        open_run(run)
    xr.Dataset({"x": ("y", [1.0])}).to_netcdf(path, engine="h5netcdf")
    with pytest.raises(UserError, match="not a result of this version"):
        open_run(run)
    seal(path)
    with pytest.raises(UserError, match="not a result of this model"):
        open_run(run)


def test_a_system_that_refuses_is_no_damage_and_a_fault_in_the_code_shows_itself(run, monkeypatch):
    def raises(error):
        def opened(*_, **__):
            raise error

        return opened

    monkeypatch.setattr(h5py, "File", raises(OSError(errno.EMFILE, "Too many open files")))
    with pytest.raises(UserError, match=r"cannot be read .*Too many open files"):
        open_run(run)
    monkeypatch.setattr(h5py, "File", raises(AttributeError("a slip")))
    with pytest.raises(AttributeError, match="a slip"):
        open_run(run)


@pytest.mark.parametrize("form", [99, "next"])
def test_a_file_of_another_version_is_refused(run, form):
    with xr.open_dataset(run / "results.nc") as dataset:
        newer = dataset.load().assign_attrs(results_format=form)
    newer.drop_vars("risk").to_netcdf(run / "results.nc", engine="h5netcdf")
    seal(run / "results.nc")
    with pytest.raises(UserError, match=f"form {form} of another version"):
        open_run(run)


@pytest.mark.parametrize(("name", "labels"), [("visitors", "origin"), ("risk", "risk_key"), ("gdp", "month")])
def test_only_what_is_wanted_is_read_with_the_labels_of_its_dimensions(run, name, labels):
    with open_run(run, only=[name, *([labels] if labels.endswith("_key") else [])]) as found, open_run(run) as whole:
        assert list(found.data_vars) == [name]
        assert set(found.coords) == {"variant", "member", "month", labels}
        xr.testing.assert_identical(
            found[name].drop_vars(labels),
            whole[name].drop_vars(set(whole[name].coords) - {"variant", "member", "month"} | {labels}),
        )


def test_what_is_read_is_what_the_engine_of_h5netcdf_reads(run):
    path = run / "results.nc"
    with xr.open_dataset(path, engine="h5netcdf") as known, xr.open_dataset(path, engine=ResultsEngine) as found:
        assert list(found.variables) == list(known.variables) and list(found.attrs) == list(known.attrs)
        for name, variable in found.variables.items():
            assert variable.dtype == known[name].dtype
            kept = known[name].encoding
            assert {key: repr(kept[key]) for key in variable.encoding} == {
                key: repr(how) for key, how in variable.encoding.items()
            }
        backwards = {"month": slice(None, None, -2), "member": [1, 0]}
        xr.testing.assert_identical(found.isel(backwards), known.isel(backwards))
        xr.testing.assert_identical(pickle.loads(pickle.dumps(found)), known)
        xr.testing.assert_identical(found.copy(deep=True), known)


def test_a_dataset_is_written_as_its_own_method_writes_it(tmp_path):
    dataset = xr.Dataset(
        {
            "a": (("member", "month", "bare"), np.array([[[1.5, np.nan]]] * 2), {"units": "1", "long_name_zh": "甲"}),
            "risk": (("member", "risk"), np.eye(2), {"kind": "index"}),
            "count": (("member",), np.array([3, 4])),
            "alone": ((), 2.0),
        },
        {
            "member": np.array([0, 2], dtype=np.int32),
            "month": np.array(["2023-01-01"], dtype="datetime64[ns]"),
            "player": np.array(["é", "乙"], dtype=object),
            "player_name": ("player", np.array(["one", "two"], dtype=object), {"long_name": "Name"}),
        },
        {"title_zh": "标题", "seed": 2**40, "share": 0.25, "empty": ""},
    )
    write_dataset(dataset, tmp_path / "ours.nc")
    dataset.to_netcdf(tmp_path / "theirs.nc", engine="h5netcdf")
    with xr.open_dataset(tmp_path / "theirs.nc", engine="h5netcdf") as expected:
        for engine in ("h5netcdf", ResultsEngine):
            with xr.open_dataset(tmp_path / "ours.nc", engine=engine) as found:
                xr.testing.assert_identical(found.load(), expected.load())
                assert all(found[name].dtype == variable.dtype for name, variable in expected.variables.items())


def test_other_programs_read_the_file_as_if_it_had_no_seal(run):
    content = (run / "results.nc").read_bytes()
    (run / "bare.nc").write_bytes(content[:-LENGTH])
    with xr.open_dataset(run / "results.nc") as found, xr.open_dataset(run / "bare.nc") as bare:
        xr.testing.assert_identical(found.load(), bare.load())


def test_numbers_that_change_while_a_file_is_open_do_not_pass_for_results(run):
    content = bytearray((run / "results.nc").read_bytes())
    with h5py.File(run / "results.nc") as file:
        content[file["visitors"].id.get_chunk_info(0).byte_offset + 20] ^= 0xFF
    with open_run(run) as dataset:
        (run / "results.nc").write_bytes(content)
        with pytest.raises(OSError):
            dataset["visitors"].load()


def test_a_disk_that_refuses_at_any_write_is_told_and_leaves_no_file(tmp_path, monkeypatch):
    """Counted in writes of the file, of which HDF5 makes most only when it lets go."""
    whole = write(tmp_path / "whole.nc").read_bytes()
    for allowed in (0, 1, 2, 5, 10, 20, 40):
        left = [allowed]

        class Full(io.FileIO):
            def write(self, content, left=left):
                left[0] -= 1
                if left[0] < 0:
                    raise OSError(errno.ENOSPC, "No space left on device")
                return super().write(content)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", lambda path, mode, buffering=-1, kind=Full: kind(path, "w+"))
            with pytest.raises(OSError, match="No space left"):
                write(tmp_path / "full.nc")
        assert [path.name for path in tmp_path.iterdir()] == ["whole.nc"]
    assert write(tmp_path / "full.nc").read_bytes() == whole


def test_a_file_cut_anywhere_is_refused(run):
    content = (run / "results.nc").read_bytes()
    for size in (*range(0, 100), *range(100, len(content), 997), len(content) - 1):
        (run / "results.nc").write_bytes(content[:size])
        with pytest.raises(UserError) as caught:
            open_run(run)
        assert caught.value.en != caught.value.zh


@pytest.mark.long
def test_a_file_cut_at_every_byte_is_refused(run):
    content = (run / "results.nc").read_bytes()
    for size in range(len(content)):
        (run / "results.nc").write_bytes(content[:size])
        with pytest.raises(UserError):
            open_run(run)


@functools.cache
def known():
    """The folder of a run with provenance and one without, and the bytes that both have."""
    held = tempfile.TemporaryDirectory(prefix="known-")
    atexit.register(held.cleanup)
    folder = Path(held.name)
    for name in ("recorded", "bare"):
        (folder / name).mkdir()
        write(folder / name / "results.nc")
    files = {"results.nc": file_digest(folder / "bare" / "results.nc")}
    (folder / "recorded" / "provenance.json").write_text(json.dumps({"files": files}))
    return folder, (folder / "bare" / "results.nc").read_bytes()


def damaged(case):
    """Whether a file is refused once bytes of it were flipped, changed, cut out or put in; with its record or alone."""
    (name, changes), (folder, whole) = case, known()
    content = bytearray(whole)
    for place, length, piece in changes:
        at = place % (len(content) + 1)
        content[at : at + length] = piece
    (folder / name / "results.nc").write_bytes(content)
    if content == whole:
        open_run(folder / name).close()
        return
    with pytest.raises(UserError, match="cut short, damaged or changed") as caught:
        open_run(folder / name)
    assert "损坏" in caught.value.zh


CHANGE = st.tuples(st.integers(0, 2**31), st.integers(0, 40), st.binary(max_size=40))
DAMAGED = (st.tuples(st.sampled_from(["recorded", "bare"]), st.lists(CHANGE, max_size=5)), damaged)


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(case=DAMAGED[0])
def test_any_damage_is_seen_before_the_file_is_opened(case):
    damaged(case)


@pytest.mark.long
def test_any_damage_for_long_in_bounded_memory():
    assert proven("tests.outputs.test_store:DAMAGED", 30_000) >= 30_000


@pytest.mark.long
def test_a_flipped_bit_anywhere_is_seen_in_a_file_without_a_record():
    folder, whole = known()
    for at in range(len(whole)):
        content = bytearray(whole)
        content[at] ^= 1 << at % 8
        (folder / "bare" / "results.nc").write_bytes(content)
        with pytest.raises(UserError, match="damaged or changed"):
            open_run(folder / "bare")


@pytest.mark.parametrize("content", ["[" * 100_000, '{"files": 3}', '{"files": {"results.nc": 3}}', "\x00", "[]"])
def test_a_provenance_of_any_content_is_no_traceback(run, content):
    (run / "provenance.json").write_text(content)
    try:
        open_run(run).close()
    except UserError as error:
        assert error.zh
