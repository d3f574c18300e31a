"""Files are written whole or not at all, and nothing is left beside them."""

import errno
import os
from pathlib import Path

import pytest

from commands.console import refused
from common.files import (
    TargetRefused,
    csv_text,
    digest,
    drafted,
    file_digest,
    read_csv,
    write_bytes,
    write_csv,
    write_text,
)


def test_a_write_replaces_the_old_file_and_leaves_no_draft(tmp_path):
    path = tmp_path / "table.csv"
    write_bytes(path, b"old")
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new" and list(tmp_path.iterdir()) == [path]
    assert file_digest(path) == digest(b"new")


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), MemoryError(), KeyboardInterrupt()])
def test_whatever_stops_a_write_the_old_file_stays_and_the_draft_goes(tmp_path, monkeypatch, error):
    path = tmp_path / "report.docx"
    write_bytes(path, b"old")

    def stop(descriptor):
        raise error

    with monkeypatch.context() as patch, pytest.raises(type(error)) as caught:
        patch.setattr(os, "fsync", stop)
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
    if isinstance(error, OSError):
        assert caught.value.filename == str(path), "the file that was asked for, not its draft"


def test_a_file_that_another_program_holds_is_named_in_a_sentence(tmp_path, monkeypatch):
    path = tmp_path / "report.zh.docx"
    write_bytes(path, b"old")

    def deny(self, target):
        raise PermissionError(errno.EACCES, "Permission denied", str(self), None, str(target))

    with monkeypatch.context() as patch, pytest.raises(TargetRefused) as caught:
        patch.setattr(Path, "replace", deny)
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
    en, zh = refused(caught.value)
    assert str(path) in en and "open" in en and str(path) in zh and "关闭" in zh


def test_a_block_that_fails_leaves_no_draft(tmp_path):
    with pytest.raises(ValueError, match="no"), drafted(tmp_path / "results.nc") as path:
        path.write_bytes(b"half")
        raise ValueError("no")
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_that_a_disk_takes_can_be_written(tmp_path):
    path = tmp_path / ("长" * 83 + ".csv")
    write_text(path, "南京")
    assert path.read_text(encoding="utf-8") == "南京"


def test_tables_come_back_as_they_were_written(tmp_path):
    path = tmp_path / "table.csv"
    write_csv(path, ["id", "text"], [["1", 'a "b", c'], ["2", "两\n行"]])
    assert read_csv(path) == [{"id": "1", "text": 'a "b", c'}, {"id": "2", "text": "两\n行"}]
    assert csv_text([("a", 1), ("b", "")]) == "a,1\nb,\n"
    path.write_bytes(b"\xef\xbb\xbfid,text\r\n3\r\n")
    assert read_csv(path) == [{"id": "3", "text": ""}]
