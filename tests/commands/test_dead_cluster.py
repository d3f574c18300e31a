"""A cluster that does not answer is told before anything is touched."""

import pytest
from typer.testing import CliRunner

import run
from scenarios.running import cluster
from tests.support.optional import needs_dask

pytestmark = needs_dask
SCENARIO = """
name: short
title: {zh: 短, en: Short}
period: {start: 2023-01, months: 2}
"""


@pytest.mark.parametrize(("lang", "said"), [("en", "no Dask scheduler answers"), ("zh", "没有 Dask 调度器应答")])
def test_a_dead_cluster_loses_no_member(tmp_path, monkeypatch, lang, said):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.1)
    file, out = tmp_path / "short.yaml", tmp_path / "out"
    file.write_text(SCENARIO, encoding="utf-8")
    kept = out / ".short.partial" / "members" / "00000.npz"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"a finished member")
    words = ["simulate", str(file), "--out", str(out), "--cluster", "tcp://127.0.0.1:9", "--replace", "--lang", lang]
    result = CliRunner().invoke(run.app, words)
    assert result.exit_code == 2 and said in result.stderr
    assert [path for path in out.rglob("*") if path.is_file()] == [kept]
    assert kept.read_bytes() == b"a finished member"
