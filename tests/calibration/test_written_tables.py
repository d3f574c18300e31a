"""What ships is replaced whole or stays as it was."""

import errno
import os
from types import SimpleNamespace

import numpy as np
import pytest

from calibration.experiments.run_experiments import write_measured
from calibration.fit_points import names
from calibration.report import write_posterior, write_rows
from common.files import write_csv

FIT = SimpleNamespace(scores=np.zeros((500, len(names()))))
RESULT = SimpleNamespace(
    row=SimpleNamespace(id="V01"),
    members=8,
    verdict="agrees",
    **{key: [1.0] for key in ("median", "low", "high", "mean", "error")},
)


@pytest.mark.parametrize(
    "written",
    [
        lambda path: write_csv(path, ["a"], [[1], [2]]),
        lambda path: write_rows(path, [{"a": 1.0}]),
        lambda path: write_posterior(FIT, path),
        lambda path: write_measured([RESULT], path),
    ],
    ids=["table", "rows", "posterior", "measured"],
)
def test_a_full_disk_leaves_the_old_table_and_nothing_else(tmp_path, monkeypatch, written):
    path = tmp_path / "table.csv"
    path.write_text("old\n", encoding="utf-8")

    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            written(path)
    assert path.read_text(encoding="utf-8") == "old\n" and list(tmp_path.iterdir()) == [path]
    written(path)
    assert path.read_text(encoding="utf-8") != "old\n" and list(tmp_path.iterdir()) == [path]
