"""An option that several commands have is the same everywhere."""

from collections import defaultdict

import pytest
import typer

import run

OPTIONS = defaultdict(set)
for _name, _command in typer.main.get_command(run.app).commands.items():
    for _param in _command.params:
        for _word in getattr(_param, "opts", ()):
            if _word.startswith("--"):
                OPTIONS[_word].add((_param.help, _param.default, _param.metavar))


@pytest.mark.parametrize("word", ["--members", "--seed", "--scale", "--workers", "--resume", "--replace", "--lang"])
def test_a_shared_option_reads_and_means_the_same(word):
    assert len(OPTIONS[word]) == 1
