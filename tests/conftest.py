"""What holds for every test: no clocks, the same examples in each fast run, and imports that are compiled once."""

import functools
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
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


@pytest.fixture(scope="session", autouse=True)
def one_command_line() -> Iterator[None]:
    """Put the command line together once for all commands that tests give it; help changes it, and gets one of its own."""
    from typer import testing

    make, invoke = testing._get_command, testing.CliRunner.invoke
    made = functools.cache(make)

    def with_one(runner: testing.CliRunner, app: object, args: Iterable[str] = (), **options: object) -> testing.Result:
        testing._get_command = make if not args or "--help" in args else made
        return invoke(runner, app, args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(testing, "_get_command", make)  # put back at the end
        patch.setattr(testing.CliRunner, "invoke", with_one)
        yield


@pytest.fixture(scope="module")
def from_disk(read_netcdf: Callable) -> Iterator[None]:
    """Read files of results from disk each time in a module of tests, as the program does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xarray.open_dataset", read_netcdf)
        yield
