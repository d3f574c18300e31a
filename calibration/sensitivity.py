"""What the answer rests on: Morris screening of every uncertain number, Sobol indices of those that matter.

Morris runs the model itself along trajectories in which one number after the other moves (Morris 1991, Technometrics
33:161-174; Campolongo, Cariboni & Saltelli 2007). Sobol indices of the numbers that stand out are taken on a response
surface fitted to a bank of runs, whose error is stated beside them (Saltelli et al. 2010, Computer Physics
Communications 181:259-270). Calibrated numbers range over their posterior's margins, all others over their priors; that
the posterior ties some of them together is left out.
"""

import dataclasses
import functools
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from calibration.response_surface import Surface
from calibration.response_surface import fit as fit_surface
from calibration.result_cache import done
from model.draws import Draws, member_seed
from model.parameters import Parameters, declared
from model.posterior import shipped
from scenarios.explaining.library import library
from scenarios.reading.reader import read
from scenarios.running.ensemble import Progress
from scenarios.running.fingerprints import fingerprint, foundations
from scenarios.running.member import Job, run_pair
from scenarios.running.prepare import prepare

FOLDER = Path(__file__).parent / "data"
SEED = 2022
LEVELS = 4
"""Levels of the Morris grid."""
OUTCOMES = {
    "fdi": ("fdi_actual_use",),
    "goods_trade": ("goods_exports", "goods_imports"),
    "services_trade": ("services_exports", "services_imports"),
    "visitors": ("visitors",),
    "visitor_spending": ("visitor_spending",),
    "new_foreign_firms": ("new_foreign_firms",),
}
"""Headline outcomes: their variables, summed over the run."""


def names() -> tuple[str, ...]:
    """Return every number that members draw, in the order of the tables."""
    return tuple(name for name, parameter in declared().items() if parameter.role != "constant")


def values(chances: np.ndarray) -> dict[str, float]:
    """Return values at quantiles in (0, 1), one per name: of the posterior's margin or of the prior."""
    margins = dict(zip(shipped().names, shipped().draws.T, strict=True))
    found = {}
    for name, u in zip(names(), np.clip(chances, 1e-6, 1 - 1e-6), strict=True):
        found[name] = float(np.quantile(margins[name], u)) if name in margins else declared()[name].draw(float(u))
    return found


@functools.cache
def _job(scenario: str) -> Job:
    return prepare(read(library()[scenario].path)).job


@dataclasses.dataclass(frozen=True)
class Probe:
    """One pair of runs of a shipped scenario at given quantiles of all numbers, on the luck of one member."""

    scenario: str
    chances: tuple[float, ...]
    scale: float
    luck: int = 0

    def run(self) -> np.ndarray:
        """Return effects on the headline outcomes, log of scenario over counterfactual in percent, (outcomes,)."""
        job = _job(self.scenario)
        setting = dataclasses.replace(job.setting, scale=self.scale)
        parameters = Parameters(values(np.array(self.chances)) | dict(job.overrides))
        draws = Draws(member_seed(SEED, self.luck))
        pair = run_pair(setting, (job.counterfactual, job.scenario), parameters, draws)
        total = {
            variant: np.array([sum(pair[variant][key].sum() for key in keys) for keys in OUTCOMES.values()])
            for variant in ("counterfactual", "scenario")
        }
        return 100 * np.log(total["scenario"] / total["counterfactual"])

    def key(self) -> str:
        """Return the fingerprint of all that the effects depend on."""
        return fingerprint(foundations(), "probe", dataclasses.asdict(self), names(), OUTCOMES)[:32]


class Screening(NamedTuple):
    """Morris measures by number and outcome, (numbers, outcomes), percent per whole range of a number.

    ``mu_star`` is the mean size of elementary effects, ``error`` its 95 % half-width, ``sigma`` their spread: how far
    the effect of one number depends on the others.
    """

    mu_star: np.ndarray
    error: np.ndarray
    sigma: np.ndarray


class Indices(NamedTuple):
    """Sobol indices of some numbers, (numbers, outcomes), with 95 % half-widths.

    ``explained`` is the surface's share of variance explained out of sample, (outcomes,): what no index can exceed.
    """

    numbers: tuple[str, ...]
    first: np.ndarray
    first_error: np.ndarray
    total: np.ndarray
    total_error: np.ndarray
    explained: np.ndarray


@dataclasses.dataclass(frozen=True)
class Budget:
    """How much is run: trajectories of the screening, runs of the bank, and the share of potential travellers."""

    trajectories: int = 4
    runs: int = 256
    scale: float = 0.01


SMALL = Budget(trajectories=2, runs=24, scale=0.005)
"""Enough to see that all works; its results mean nothing."""


def screen(
    scenario: str,
    folder: Path,
    trajectories: int = Budget.trajectories,
    scale: float = Budget.scale,
    workers: int | None = 2,
    progress: Progress | None = None,
) -> Screening:
    """Morris screening of every number that members draw.

    Args:
        scenario: name of a shipped scenario.
        folder: where finished runs are kept.
        trajectories: how many times each number is moved.
        scale: share of potential travellers simulated.
        workers: processes; None is one per core.
        progress: called with runs done, in all and failed.
    """
    from SALib.analyze import morris as analysis
    from SALib.sample import morris as sampling

    problem = {"num_vars": len(names()), "names": list(names()), "bounds": [[0.1, 0.9]] * len(names())}
    sample = sampling.sample(problem, trajectories, num_levels=LEVELS, seed=SEED)
    effects = done([Probe(scenario, tuple(map(float, row)), scale) for row in sample], folder, workers, progress)
    found = [analysis.analyze(problem, sample, column, num_levels=LEVELS, seed=SEED) for column in effects.T]
    return Screening(
        *(
            np.stack([np.asarray(one[key], dtype=float) for one in found], axis=1)
            for key in ("mu_star", "mu_star_conf", "sigma")
        )
    )


def bank(
    scenario: str,
    folder: Path,
    runs: int = Budget.runs,
    scale: float = Budget.scale,
    workers: int | None = 2,
    progress: Progress | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return scores (runs, numbers) and effects (runs, outcomes) of runs spread by a Latin hypercube."""
    chances = np.clip(qmc.LatinHypercube(len(names()), seed=SEED).random(runs), 1e-6, 1 - 1e-6)
    effects = done([Probe(scenario, tuple(map(float, row)), scale) for row in chances], folder, workers, progress)
    return ndtri(chances), effects


def indices(
    screening: Screening, scores: np.ndarray, effects: np.ndarray, most: int = 20, samples: int = 1024
) -> Indices:
    """Return Sobol indices of the numbers that the screening names, on a surface fitted to the bank.

    Args:
        screening: of all numbers.
        scores: of the bank, (runs, numbers).
        effects: of the bank, (runs, outcomes).
        most: how many numbers, those with the largest share of any outcome's screening.
        samples: base sample of the indices, a power of two.
    """
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    share = (screening.mu_star / screening.mu_star.sum(axis=0)).max(axis=1)
    chosen = np.sort(np.argsort(share)[::-1][:most])
    surface: Surface = fit_surface(scores[:, chosen], effects)
    kept = tuple(names()[place] for place in chosen)
    problem = {"num_vars": len(kept), "names": list(kept), "bounds": [[1e-6, 1 - 1e-6]] * len(kept)}
    sample = sampling.sample(problem, samples, calc_second_order=False, seed=SEED)
    answers = surface(ndtri(sample))
    found = [analysis.analyze(problem, column, calc_second_order=False, seed=SEED) for column in answers.T]
    first, first_error, total, total_error = (
        np.stack([np.asarray(one[key]) for one in found], axis=1) for key in ("S1", "S1_conf", "ST", "ST_conf")
    )
    return Indices(kept, first, first_error, total, total_error, surface.explained)


def _named(name: str, outcome: str) -> dict[str, object]:
    return {"name": name, "en": declared()[name].en, "zh": declared()[name].zh, "outcome": outcome}


def tables(screening: Screening, indices: Indices) -> dict[str, list[dict[str, object]]]:
    """Both studies as rows: ``morris`` by number and outcome, ``sobol`` for the numbers that stand out."""
    share = screening.mu_star / screening.mu_star.sum(axis=0)
    morris: list[dict[str, object]] = []
    sobol: list[dict[str, object]] = []
    for place, name in enumerate(names()):
        for column, outcome in enumerate(OUTCOMES):
            row = _named(name, outcome)
            numbers = (screening.mu_star, screening.error, screening.sigma, share)
            found = (float(array[place, column]) for array in numbers)
            morris.append(row | dict(zip(("mu_star", "error", "sigma", "share"), found, strict=True)))
    for place, name in enumerate(indices.numbers):
        for column, outcome in enumerate(OUTCOMES):
            row = _named(name, outcome)
            for field in ("first", "first_error", "total", "total_error"):
                row[field] = float(getattr(indices, field)[place, column])
            sobol.append(row | {"explained": float(indices.explained[column])})
    return {"morris": morris, "sobol": sobol}
