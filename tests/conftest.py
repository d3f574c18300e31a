"""What holds for every test: no clocks, the same examples in each fast run, and imports that are compiled once."""

import contextlib
import hashlib
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

# Tests run in as many processes as there are cores: threads of linear algebra would only wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["VARIANT_STORE"] = "off"  # nothing is taken from what was run before, except where a test says where that is

import pytest
from hypothesis import settings

from common.garbage import look_for_cycles_seldom


def pytest_configure(config: pytest.Config) -> None:
    """Set up hypothesis, and let what is compiled be kept."""
    fast = config.getoption("markexpr") == "not long"
    settings.register_profile("project", deadline=None, database=None, derandomize=fast)
    settings.load_profile("project")
    look_for_cycles_seldom()  # all tests are one large heap
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        # Each process of tests, and each that a test starts, would compile all of the project that it imports, which
        # takes longer than most tests. What they keep lies beside what numba keeps there, and Git leaves it out.
        sys.dont_write_bytecode = False


def pytest_collection(session: pytest.Session) -> None:
    """Let the second process of tests import the files from the last: what each compiles first, the other finds kept.

    In a fresh copy both would compile every file, and all that numba compiles, at the same moment. ``outputs`` goes first
    since it imports nothing of the model. What cannot be imported is told where it is collected.
    """
    every = session.config.args == session.config.getini("testpaths")
    if not every or os.environ.get("PYTEST_XDIST_WORKER") != "gw1":
        return
    files = sorted((session.config.rootpath / "tests").rglob("test_*.py"), reverse=True)
    for file in sorted(files, key=lambda file: file.parent.name != "outputs"):
        if str(file.parent) not in sys.path:
            sys.path.insert(0, str(file.parent))
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(file.stem)


KEPT = 16
"""Files of results that are kept open in each process of tests."""


@pytest.fixture(scope="session", autouse=True)
def read_netcdf() -> Iterator[Callable]:
    """Read files of results once: opening one takes longer than most tests, and many hold the same bytes.

    What is given shares its arrays with what is kept, so that nothing can be written into them. Gives the function that
    reads them from disk.
    """
    import xarray as xr

    opened: dict[tuple[bytes, str], xr.Dataset] = {}
    read = xr.open_dataset

    def open_dataset(path: str | Path, **options: object) -> xr.Dataset:
        key = hashlib.sha256(Path(path).read_bytes()).digest(), repr(sorted(options.items()))
        if key not in opened:
            if len(opened) == KEPT:
                opened.pop(next(iter(opened)))
            with read(path, **options) as dataset:
                opened[key] = dataset.load()
            for name in set(dataset.variables) - set(dataset.indexes):
                dataset.variables[name].values.setflags(write=False)
        return opened[key].copy()

    xr.open_dataset = open_dataset
    yield read
    xr.open_dataset = read


@pytest.fixture(scope="module")
def from_disk(read_netcdf: Callable) -> Iterator[None]:
    """Read files of results from disk each time in a module of tests, as the program does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xarray.open_dataset", read_netcdf)
        yield
