"""A backtest of members that agree with figures: given Nanjing's own counts of 2017 and 2018, 2019 is foreseen better."""

import dataclasses

import numpy as np
import pytest

from calibration import history
from calibration.validation.scores import crps
from model.draws import Draws
from model.facts import facts
from model.facts.months import month_index
from model.parameters import Parameters
from scenarios.conditioning.candidates import Candidates, bends
from scenarios.conditioning.sampler import chosen, sample
from scenarios.running.fingerprints import inputs_fingerprint
from scenarios.running.member import Job, Luck, draws_of, run_pair
from scenarios.running.results_layout import shapes

COUNTED = {"inbound_visitors": "visitors", "fdi_musd": "fdi_actual_use"}
FIRST, GIVEN, AHEAD, CANDIDATES, ERROR = 2016, (2017, 2018), 2019, 12, 0.05


def job() -> Job:
    """Years from 2016 on over history, unseen from 2017 on."""
    seen = history.setting(AHEAD - FIRST + 1, 0.005, FIRST)
    world = seen.world | {"own_course": "central"}
    setting = dataclasses.replace(seen, world=world, unseen=month_index(GIVEN[0], 1))
    plan = history.past_plan()
    return Job(setting, plan, plan, 1948, (), shapes(), inputs_fingerprint("given the past", setting), pair=run_pair)


def counted(year: int) -> np.ndarray:
    """What the city counted in a year, (series,)."""
    found = [facts().panel("nanjing", indicator) for indicator in COUNTED]
    return np.array([values[years == year][0] for years, values in found])


def yearly(series: dict[str, np.ndarray]) -> np.ndarray:
    """Yearly totals of the counted series, (years, series)."""
    totals = [series[key].reshape(len(series[key]), -1).sum(axis=1) for key in COUNTED.values()]
    return np.stack([total.reshape(-1, 12).sum(axis=1) for total in totals], axis=1)


def measure(series: dict[str, np.ndarray]) -> np.ndarray:
    return yearly(series)[[year - FIRST for year in GIVEN]].ravel()


def foreseen(of: Job, member: int) -> np.ndarray:
    """What a member has in the year ahead, (series,)."""
    draws = draws_of(of, member)
    pair = run_pair(of.setting, (of.scenario, of.scenario), Parameters.drawn(draws), draws)
    return yearly(pair["scenario"])[AHEAD - FIRST]


@pytest.mark.long
def test_a_year_ahead_is_foreseen_better_given_the_years_before(tmp_path):
    usual, stop = job(), month_index(AHEAD, 1)
    candidates = Candidates(usual, stop, measure, tmp_path)
    seen = np.concatenate([counted(year) for year in GIVEN])
    last = np.repeat([month_index(year, 12) for year in GIVEN], len(COUNTED))
    may = np.array([first <= last for _, first, _ in candidates.blocks])
    error = np.full(seen.size, ERROR)
    found = sample(candidates, seen, error, may, CANDIDATES, CANDIDATES, Draws(5), most_rounds=2)
    luck = tuple(
        Luck(int(found.candidate[k]), bends(candidates.blocks, found.scores[k]), stop)
        for k in chosen(found, CANDIDATES, Draws(5))
    )
    came = counted(AHEAD)
    scores = []
    for one in (usual, dataclasses.replace(usual, luck=luck)):
        members = np.array([foreseen(one, k) for k in range(CANDIDATES)])
        scores.append(sum(crps(members[:, k], came[k]) / came[k] for k in range(came.size)))
    assert scores[1] < scores[0]
