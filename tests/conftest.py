"""What holds for every test: no clocks, the same examples in each fast run, and imports that are compiled once."""

import os
import shutil
import sys
import tempfile

import pytest
from hypothesis import settings

COMPILED = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Set up hypothesis, and a place for bytecode where the environment has none."""
    fast = config.getoption("markexpr") == "not long"
    settings.register_profile("project", deadline=None, database=None, derandomize=fast)
    settings.load_profile("project")
    if "PYTHONDONTWRITEBYTECODE" in os.environ:
        # Nothing is to be written beside the sources: each process that a test starts would compile all that it
        # imports, which takes longer than most tests. They share a folder that is gone with the tests.
        config.stash[COMPILED] = tempfile.mkdtemp(prefix="bytecode-")
        os.environ["PYTHONPYCACHEPREFIX"] = config.stash[COMPILED]
        del os.environ["PYTHONDONTWRITEBYTECODE"]
        sys.pycache_prefix, sys.dont_write_bytecode = config.stash[COMPILED], False


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if COMPILED in config.stash:
        shutil.rmtree(config.stash[COMPILED], ignore_errors=True)
