"""A command that is cut short says how to go on with it, and advises no option that it does not have."""

import errno
import os

import pytest
from typer.testing import CliRunner

import commands.attribute
import commands.benchmarks
import commands.calibrate
import commands.compare
import commands.report
import commands.simulate
import commands.validate
import run
from commands.console import refused
from common.system_errors import reason

COMMANDS = {
    "simulate": (commands.simulate, "any.yaml", "--resume"),
    "attribute": (commands.attribute, "any.yaml", "--resume"),
    "validate": (commands.validate, "", "the same command"),
    "calibrate": (commands.calibrate, "", "the same command"),
    "compare": (commands.compare, "one two", None),
    "benchmarks": (commands.benchmarks, "one", None),
    "report": (commands.report, "one", None),
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), 1, "the disk is full (No space left on device)"),
    ],
    ids=["interrupt", "full"],
)
def test_only_what_the_command_knows_is_advised(monkeypatch, name, error, code, said):
    module, words, advice = COMMANDS[name]

    def cut_short(*_):
        raise error

    monkeypatch.setattr(module, name, cut_short)
    result = CliRunner().invoke(run.app, [name, *words.split(), "--lang", "en"])
    assert result.exit_code == code
    assert result.stderr.strip() == said + (f"; what was finished is kept, {advice} goes on from it" if advice else "")
    help_ = CliRunner().invoke(run.app, [name, "--help"], env={"COLUMNS": "200"}).stdout
    assert ("--resume" in help_) is (advice == "--resume")


def test_why_the_system_refuses_is_told_in_chinese_too():
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a.csv")
    assert refused(full)[1] == "磁盘已满（磁盘空间不足：a.csv）"
    assert reason(OSError(errno.EACCES, "Permission denied"), "zh") == "权限不足"
    assert reason(ValueError("as it is"), "zh") == "as it is"
