"""Streams, terminals, memory and temporary folders as machines have them: a sentence, and no number changed."""

import io
import os
import subprocess
import sys
import tempfile
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table
from typer.testing import CliRunner

import commands.screen
import run
from commands.console import RESUME, open_console
from commands.screen import print_table
from commands.streams import ERRORS, PLAIN, prepare_streams
from common.errors import UserError
from outputs.documents import word
from outputs.results import store
from scenarios.running import workers

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "ascii"])
def test_a_minus_sign_stays_one_in_every_encoding(encoding):
    content = io.BytesIO()
    stream = io.TextIOWrapper(content, encoding=encoding, errors=ERRORS, newline="\n")
    stream.write("−8.56（−9.07 至 −8.05）")
    stream.flush()
    text = content.getvalue().decode(encoding)
    assert text.startswith("-8.56") and "-9.07" in text and "-8.05" in text


def test_plain_forms_are_plain():
    assert all(text.isascii() for text in PLAIN.values())


@pytest.mark.parametrize(
    "words",
    [["--help"], *(pytest.param(words, marks=pytest.mark.long) for words in (["simulate", "--help"], ["nonsense"]))],
)
def test_help_prints_in_an_encoding_without_chinese(words):
    about = os.environ | {"PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, ROOT / "run.py", *words], env=about, capture_output=True)
    assert done.returncode == (0 if "--help" in words else 2)
    assert b"Traceback" not in done.stderr and b"Usage" in done.stdout + done.stderr


def test_a_closed_stream_takes_everything(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    prepare_streams()
    print("−", file=sys.stdout)
    sys.stdout.close()


def test_figures_do_not_use_the_backend_of_a_notebook():
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nimport run, matplotlib\nprint(matplotlib.get_backend())"
    about = os.environ | {"MPLBACKEND": "module://there_is_no_such_module"}
    done = subprocess.run([sys.executable, "-c", code], env=about, capture_output=True, text=True)
    assert done.stdout.strip().lower() == "agg", done.stderr


@pytest.mark.parametrize("name", ["", " "])
@pytest.mark.parametrize(("lang", "why"), [("en", "it is empty"), ("zh", "为空")])
def test_an_empty_name_of_a_folder_is_refused(name, lang, why, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line = ["simulate", "any.yaml", "--out", name, "--lang", lang]
    result = CliRunner().invoke(run.app, line, env={"COLUMNS": "200"})
    assert result.exit_code == 2 and "--out" in result.stderr and why in result.stderr
    assert list(tmp_path.iterdir()) == []


def table() -> Table:
    shown = Table()
    for column, heading in enumerate(("Outcome", "Unit", "Counterfactual", "Scenario", "Effect")):
        shown.add_column(heading, no_wrap=column > 1, justify="left" if column < 2 else "right")
    shown.add_row("Inbound overnight visitors", "thousand visitors", "1,234,567", "2,345,678", "+1 (0 to 2)")
    return shown


@pytest.mark.parametrize(("columns", "levels"), [(140, True), (80, False), (40, False)])
def test_names_stay_where_a_terminal_is_narrow(monkeypatch, capsys, columns, levels):
    narrow = lambda width=0: Console(width=columns, force_terminal=True, color_system=None)  # noqa: E731
    monkeypatch.setattr(commands.screen, "terminal", narrow)
    print_table(table(), spare=(2, 3))
    printed = capsys.readouterr().out
    shown = " ".join(printed.split())
    assert max(map(len, printed.splitlines())) <= columns
    for text in ("Inbound overnight visitors", "thousand visitors", "+1 (0 to 2)"):
        assert text in shown
    assert ("1,234,567" in shown) is levels


@pytest.mark.parametrize(
    ("error", "en", "zh"), [(MemoryError(), "out of memory", "内存不足"), (BrokenExecutor(), "a worker", "工作进程")]
)
def test_too_little_memory_is_a_sentence(capsys, error, en, zh):
    for lang, text in (("en", en), ("zh", zh)):
        with pytest.raises(SystemExit) as ended, open_console(lang, RESUME):
            raise error
        said = capsys.readouterr().err
        assert ended.value.code == 1 and text in said and "--resume" in said


def test_a_file_of_results_is_not_begun_without_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "RESERVE_BYTES", sys.maxsize)
    with pytest.raises(MemoryError):
        store.assemble(tmp_path / "results.nc", [], {}, "2023-01", 1, [], lambda member: {}, {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="sockets have no paths")
def test_a_long_path_for_temporary_files_is_no_matter(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with workers._short_socket_names():
        assert tempfile.gettempdir() == "/tmp"
    assert tempfile.gettempdir() == str(long)


def test_what_the_machine_refuses_names_the_way_out():
    with pytest.raises(UserError) as caught, workers._cannot_start():
        raise PermissionError(13, "Permission denied", "/dev/shm")
    for lang in ("en", "zh"):
        assert "--workers 1" in caught.value.render(lang) and "/dev/shm" in caught.value.render(lang)


def test_a_clock_before_word_files_began_is_named(monkeypatch):
    class Past:
        class date:
            @staticmethod
            def today():
                return word_date(1970, 1, 1)

    from datetime import date as word_date

    monkeypatch.setattr(word, "datetime", Past)
    with pytest.raises(UserError) as caught:
        word.write(None, None)
    assert "1970" in caught.value.en and "1970" in caught.value.zh
