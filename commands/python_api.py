"""A scenario run from Python, its results as a dataset: the same bits as ``simulate`` keeps, without its files.

from commands.python_api import run_scenario

dataset = run_scenario("scenarios/full-pilot.yaml", members=8, parameters={"visitors.cost_sensitivity.leisure": 2.0})
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import xarray as xr

from commands.options_check import check_workers
from commands.results_file import write_results
from common.errors import UserError
from outputs.results.open import open_run
from scenarios.reading.options import with_options
from scenarios.reading.reader import read
from scenarios.reading.schema import Scenario
from scenarios.reading.write import resolved_yaml
from scenarios.running import ensemble
from scenarios.running.prepare import prepare


def run_scenario(
    scenario: str | Path,
    *,
    members: int | None = None,
    seed: int | None = None,
    scale: float | None = None,
    parameters: Mapping[str, float] | None = None,
    workers: int = 1,
    members_folder: str | Path | None = None,
) -> xr.Dataset:
    """Run a scenario against its counterfactual and return the results of all members.

    Args:
        scenario: the scenario file.
        members: members of the ensemble; None as the file says, as for ``seed`` and ``scale``.
        seed: random seed.
        scale: share of potential travellers simulated, above 0 and at most 1.
        parameters: parameter values by name, in the parameter's unit, beside those that the file sets.
        workers: processes. A script that asks for more than one needs ``if __name__ == "__main__":`` around the call.
        members_folder: where finished members are kept, to go on from after an interruption; None keeps none.

    Returns:
        The dataset that ``outputs.open_run`` gives of the same run: dimensions ``variant``, ``member``, ``month`` and
        those of each variable, units in the attributes; in memory, nothing to close.

    Raises:
        InputError: problems in the file or the values; all of them are in the error.
        UserError: fewer than one worker, or a member failed; the message says why.
    """
    check_workers(workers)
    chosen = with_options(read(Path(scenario)), members, seed, scale)
    with tempfile.TemporaryDirectory() as temporary:
        prepared = prepare(_with_parameters(chosen, parameters or {}, Path(temporary)))
        folder = Path(temporary) / "members" if members_folder is None else Path(members_folder)
        done = ensemble.run(prepared.job, prepared.members, folder, workers=workers)
        if done.failed:
            first = done.failed[0]
            raise UserError(
                f"{len(done.failed)} of {prepared.members} members failed; the first, member {first['member']}: {first['why']}",
                f"{prepared.members} 个样本中有 {len(done.failed)} 个失败；首个为样本 {first['member']}：{first['why']}",
            )
        run = Path(temporary) / "run"
        run.mkdir()
        write_results(prepared, done, run / "results.nc")
        with open_run(run) as dataset:
            return dataset.load()


def _with_parameters(scenario: Scenario, parameters: Mapping[str, float], folder: Path) -> Scenario:
    """Return a scenario with further parameter values, checked by the rules of a scenario file."""
    if not parameters:
        return scenario
    changed = scenario.model_copy(update={"parameters": {**scenario.parameters, **parameters}})
    file = folder / "scenario.yaml"
    file.write_text(resolved_yaml(changed), encoding="utf-8")
    return read(file)
