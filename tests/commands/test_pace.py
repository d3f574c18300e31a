"""``check`` says how long a run takes on this machine, from the first months of one member; more work takes longer."""

import pytest
from typer.testing import CliRunner

import run
from commands.pace import Pace
from scenarios.reading.options import with_options
from scenarios.reading.reader import read
from tests.commands.test_simulate import SCENARIO
from tests.support.scenario_files import written

TINY = SCENARIO.replace("ensemble:", "scale: 0.005\nensemble:")


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "on this machine if it does nothing else"), ("zh", "本机空闲时约需")]
)
def test_a_sound_file_is_told_how_long_it_runs(lang, said, tmp_path, monkeypatch):
    monkeypatch.setattr(Pace, "_pair", lambda pace, job, scale: (0.1, 0.2))  # measured in the other test
    done = CliRunner().invoke(run.app, ["check", str(written(tmp_path, TINY)), "--lang", lang])
    assert done.exit_code == 0, done.output
    assert said in " ".join(done.output.split())


def test_more_members_and_months_take_longer_and_more_processes_less(tmp_path):
    scenario, pace = read(written(tmp_path, TINY)), Pace()
    longer = scenario.model_copy(update={"period": scenario.period.model_copy(update={"months": 8})})
    least = pace.seconds(scenario, 1)
    assert 0 < least < pace.seconds(longer, 1)
    assert least < pace.seconds(with_options(scenario, 8), 1)
    assert pace.seconds(scenario, 2) == pytest.approx(least / 2)
