"""Benchmarks: processor seconds of the model's parts, measured beside a yardstick on one thread."""

import os

for _library in (
    "OMP",
    "OPENBLAS",
    "MKL",
):  # as run.py does: a second thread would only wait, and its waiting be counted
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
