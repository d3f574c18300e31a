"""What the years came from: the world, the nation's own rules, Nanjing's luck and the pilot, each shared out fairly.

Before any of them stands what one had to expect at the end of 2022: central paths abroad, national rules as then, no course of
Nanjing's own and no pilot. Each cause is in or out, all sixteen combinations are run on the same numbers and the same other luck, and a
cause's part is what it adds when it comes in, averaged over all orders (Shapley). The parts and what was expected add up to what came.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from common.vocabulary import LEVERS, VARIANTS, WORLD_DEFAULTS
from model.levers.actions import Plan
from scenarios.attributing import shapley
from scenarios.attributing.coalition_runs import Totals
from scenarios.attributing.coalitions import unlabelled
from scenarios.running import ensemble
from scenarios.running.fingerprints import inputs_fingerprint
from scenarios.running.member import Job
from scenarios.running.remembered import not_kept

CAUSES = ("world", "nation", "luck", "pilot")
"""In the order in which they are shown: bits of a combination, the pilot the highest."""
PILOT = 1 << CAUSES.index("pilot")
RULES = ("national_visa_policy", "national_data_rules")
_FOLDER_LETTERS = 24


class Causes(NamedTuple):
    """The parts; arrays by variable, in the unit of the results.

    ``expected`` is what one had to expect, ``came`` what the model gives with all causes, (members, months);
    ``parts`` are (causes, members, months).
    """

    members: tuple[int, ...]
    failed: tuple[dict, ...]
    expected: Mapping[str, np.ndarray]
    parts: Mapping[str, np.ndarray]
    came: Mapping[str, np.ndarray]


def observed_parts(world: Mapping[str, str]) -> tuple[str, ...]:
    """Return the dimensions of a world that are as observed, national rules apart."""
    return tuple(name for name, case in world.items() if name not in RULES and case.startswith("observed"))


def job_of(job: Job, combination: int, variables: Sequence[str]) -> Job:
    """Return the task of running a combination without and with the pilot, as counterfactual and scenario.

    Args:
        job: the run with all causes; what its plan has from the nation beside pilot tasks counts as the nation's rules.
        combination: its lowest three bits, of the order of :data:`CAUSES`, say which causes are in.
        variables: results whose totals are kept.
    """
    inside = {cause: bool(combination >> k & 1) for k, cause in enumerate(CAUSES)}
    world = dict(job.setting.world)
    if not inside["world"]:
        world |= {name: WORLD_DEFAULTS[name] for name in observed_parts(world)}
    if not inside["nation"]:
        world |= dict.fromkeys(RULES, "held_2022")
    if not inside["luck"]:
        world["own_course"] = "frozen"
    plans = [_with_rules(plan, job.scenario, inside["nation"]) for plan in (job.counterfactual, job.scenario)]
    setting = dataclasses.replace(job.setting, world=world)
    return dataclasses.replace(
        job,
        setting=setting,
        counterfactual=plans[0],
        scenario=plans[1],
        city=None,
        process=None,
        planned=None,
        shapes=tuple((name, ()) for name in variables),
        inputs=inputs_fingerprint(
            "causes", setting, [unlabelled(plan) for plan in plans], job.seed, job.overrides, tuple(variables), job.luck
        ),
        may_be_missing=frozenset(),
        pair=Totals(not_kept(job.pair), tuple(variables)),
    )


def _with_rules(plan: Plan, scenario: Plan, inside: bool) -> Plan:
    """Return a plan with the scenario's national actions beside pilot tasks, or without any."""
    kept, rules = _of_nation(plan, False), _of_nation(scenario, True)
    if not inside:
        return kept
    both: dict[str, Any] = {name: getattr(kept, name) + getattr(rules, name) for name in (*LEVERS, "triggers")}
    return dataclasses.replace(kept, **both)


def _of_nation(plan: Plan, national: bool) -> Plan:
    """Return a plan's national actions beside pilot tasks, or all the others; what triggers set off is divided alike."""
    own: dict[str, Any] = {
        lever: tuple(one for one in getattr(plan, lever) if (one.decided_by == "national") is national)
        for lever in LEVERS
        if lever != "pilot_tasks"
    }
    own["pilot_tasks"] = () if national else plan.pilot_tasks
    return dataclasses.replace(plan, **own, triggers=plan.triggers_with(lambda then: _of_nation(then, national)))


def run(
    job: Job,
    members: Sequence[int],
    variables: Sequence[str],
    folder: Path,
    *,
    workers: int | None = None,
    progress: ensemble.Progress | None = None,
) -> Causes:
    """Run the combinations that ``folder`` does not hold yet, and share out.

    Args:
        job: the run with all causes.
        members: which members.
        variables: results whose totals are shared out.
        folder: where runs are kept, one folder for each combination.
        workers: processes on this machine, default one per core.
        progress: told after each member of each combination.

    Returns:
        The parts for the members that finished in every combination; without members where none did.

    Raises:
        KeyboardInterrupt: interrupted; what was finished stays in the folder.
    """
    done: dict[int, ensemble.Ensemble] = {}
    failed: list[dict] = []
    for combination in range(PILOT):
        task, before = job_of(job, combination, variables), len(done) * len(members)

        def told(ready: int, _: int, bad: int, before: int = before, failing: int = len(failed)) -> None:
            if progress is not None:
                progress(before + ready, PILOT * len(members), failing + bad)

        done[combination] = ensemble.run(
            task, members, folder / task.inputs[:_FOLDER_LETTERS], workers=workers, progress=told
        )
        failed += done[combination].failed
    whole = tuple(sorted(set.intersection(*(set(one.members) for one in done.values()))))
    if not whole:
        return Causes((), tuple(failed), {}, {}, {})
    worth: dict[int, np.ndarray] = {}
    for combination, one in done.items():
        loaded = [one.load(member) for member in whole]
        for variant, bit in zip(VARIANTS, (0, PILOT), strict=True):
            worth[combination | bit] = np.array([[pair[variant][name] for pair in loaded] for name in variables])
    shares = shapley.exact(worth, len(CAUSES)).contributions
    everyone = (1 << len(CAUSES)) - 1

    def each(array: np.ndarray) -> dict[str, np.ndarray]:
        return {name: array[..., k, :, :] for k, name in enumerate(variables)}

    return Causes(whole, tuple(failed), each(worth[0]), each(shares), each(worth[everyone]))
