"""What holds for every test: no clocks, the same examples in each fast run, and imports that are compiled once."""

import os
import sys

# Tests run in as many processes as there are cores: threads of linear algebra would only wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import settings


def pytest_configure(config: pytest.Config) -> None:
    """Set up hypothesis, and a place for bytecode where the environment has none."""
    fast = config.getoption("markexpr") == "not long"
    settings.register_profile("project", deadline=None, database=None, derandomize=fast)
    settings.load_profile("project")
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        # Nothing is to be written beside the sources: each process that a test starts would compile all that it
        # imports, which takes longer than most tests. They share it beside what pytest itself keeps.
        sys.pycache_prefix, sys.dont_write_bytecode = str(config.rootpath / ".pytest_cache" / "bytecode"), False
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
