"""What investors can be expected to bring, beside what they bring by chance: investment is a few large projects.

Drawn investment differs between two plans by which single projects happen to come. The model also knows how many firms are
to be expected under an offer; times the usual contract of their source and sector and the climate of the month that is a
measure without the luck of single projects, in its own unit, which a search scales to what is drawn.
"""

from collections.abc import Sequence

import numpy as np

from model.draws import Draws
from model.levers.actions import Plan
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from model.side_by_side import SideBySide
from scenarios.running.member import Fault, Pair, plan_names

EXPECTED = "expected_fdi"
"""Name of the measure among a plan's results, (months,)."""
OF = "fdi_actual_use"
"""The result that it stands for."""


def run_watched(setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> Pair:
    """Run plans for a member as :func:`scenarios.running.member.run_pair` does, with what is expected of investors beside.

    Args:
        setting: when, how finely and in which world.
        plans: what each of them does; all different.
        parameters: the member's values.
        draws: the member's luck.
    """
    names = plan_names(len(plans))
    cities = SideBySide(setting, plans, parameters, draws)
    try:
        cities.begin()
        watched = np.zeros((len(plans), setting.months))
        for month in range(setting.months):
            cities.step()
            for place in range(len(plans)):
                watched[place, month] = expected(cities.city(place))
        series = [cities.city(place).run() for place in range(len(plans))]
    except Exception as error:
        month_of = cities.city(cities.at).month if cities.courses else None
        raise Fault(names[cities.at], month_of) from error
    finally:
        cities.free()
    return {name: {**series[k], EXPECTED: watched[k]} for k, name in enumerate(names)}


def expected(city: PilotModel) -> float:
    """Return the contracts of new firms that are to be expected in the month, million USD."""
    firms = city.firms
    contract = firms.projects.contract
    usual = np.vstack([contract, contract[firms.hong_kong]]) * firms.p.paid_share
    return float((firms.expected * usual).sum() * city.world.fdi_count_index)
