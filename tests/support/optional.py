"""What only a fuller installation can test: seen without importing it, which every process of tests would do to know its tests."""

from importlib.util import find_spec

import pytest

needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is optional")
