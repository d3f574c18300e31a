"""The benchmarks that start processes of their own still run, on a small city."""

import os

import pytest

from common.vocabulary import ZONES
from tests.benchmarks.zones import divided
from tests.test_end_to_end import SCENARIO


@pytest.mark.long
def test_a_city_with_more_zones_runs():
    found = divided(2, scale=0.002, months=2)
    assert found.zones == 2 * len(ZONES) and found.seconds > 0


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="there is no terminal to give to the command")
def test_the_first_command_is_watched(tmp_path):
    from tests.benchmarks.first_command import first_command

    file = tmp_path / "small.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    waited = first_command(str(file))
    assert 0 < waited.longest_silence < waited.end and waited.processor > 0 and waited.memory > 100
