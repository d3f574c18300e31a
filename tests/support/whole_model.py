"""Small runs of the whole model, and what the tests of the whole model compare."""

import dataclasses
import functools
from collections.abc import Mapping

import numpy as np

from common.vocabulary import LEVERS, WORLD_DEFAULTS
from model.draws import Draws, member_seed
from model.facts import facts
from model.facts.months import month_index
from model.interventions import ChannelOnly, Intervention, WiresCut, WireTimes, changed_policy
from model.levers.actions import Plan, TaskRun
from model.levers.catalogue import catalogue
from model.parameters import Parameters
from model.pilot import PilotModel
from model.policy import Policy
from model.setting import Setting
from model.wires import WIRES
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import plans
from tests.support.shared_draws import SharedDraws, same_parameters

START = month_index(2023, 1)
ABROAD_STILL = {
    "investment_climate": "frozen", "incomes": "frozen", "exchange_rate": "frozen", "rivals": "frozen", "own_course": "frozen",
    "national_visa_policy": "held_2022",
    "national_data_rules": "held_2022",
}  # fmt: skip
OPEN = {**ABROAD_STILL, "reopening": "frozen_2019"}
"""A world that stands still, with travel as in 2019."""
CLOSED = {**ABROAD_STILL, "reopening": "frozen_2022"}
"""A world that stands still, with the border all but closed."""
ALL_WIRES_CUT = WiresCut(tuple(WIRES))
SEATS_FOR_ALL = WireTimes("seats_to_visitors", 1000.0, fields=("seats",))
"""This leaves visitors so many seats that nobody's seat is taken by another."""


def pilot(
    plan: Plan | None = None,
    *,
    member: int = 0,
    months: int = 12,
    start: int = START,
    scale: float = 0.005,
    steps: int = 1,
    drawn: bool = False,
    interventions: tuple[Intervention, ...] = (),
    draws: Draws | None = None,
    alike: bool = True,
    **world: str,
) -> PilotModel:
    """The whole model with a member's luck, not yet run.

    Args:
        plan: what is done, default nothing.
        member: whose luck.
        months, start, scale, steps: as in ``Setting``; the scale is that of travel, firms and talent are always whole.
        drawn: parameters drawn as for a member of an ensemble, else the defaults.
        interventions: as in ``PilotModel``.
        draws: luck shared with another model instead of the member's own.
        alike: luck and parameters shared with the other models of the member in this setting, as the variants of a run
            share them: what depends on these alone is worked out once, which is half of a short run. What depends on
            parameters alone is shared by all members and settings.
        world: cases other than the usual.
    """
    setting = Setting(start=start, months=months, scale=scale, world=WORLD_DEFAULTS | world, steps=steps)
    if alike and draws is None:
        draws = _luck(member, start, months, scale, steps, drawn, tuple(sorted(setting.world.items())))
        parameters = _parameters(member if drawn else None)
    else:
        usual = same_parameters() if isinstance(draws, SharedDraws) else Parameters()
        draws = draws or Draws(member_seed(7, member))
        parameters = Parameters.drawn(draws.seed) if drawn else usual
    return PilotModel(setting, plan or Plan(), parameters, draws, interventions)


@functools.lru_cache(maxsize=12)
def _luck(member: int, *setting: object) -> SharedDraws:
    """Luck, which keeps one result of each kind: one for each setting, so that none pushes out another's."""
    return SharedDraws(member_seed(7, member))


@functools.lru_cache(maxsize=12)
def _parameters(member: int | None) -> Parameters:
    return same_parameters() if member is None else Parameters.drawn(member_seed(7, member))


def run(plan: Plan | None = None, **about) -> dict[str, np.ndarray]:
    """The series of :func:`pilot`, run to its end."""
    model = pilot(plan, **about)
    series = model.run()
    model.free()
    return series


def full_plan() -> Plan:
    """What the shipped scenario of the whole plan does."""
    return plans(read(FOLDER / "full-pilot.yaml"))["scenario"]


def origin(code: str) -> int:
    """Place of an origin on the origin axis."""
    return facts().origin_index[code]


def differing(one: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray], months: int | None = None) -> list[str]:
    """The variables that are not the same bits in the first ``months`` months, of runs perhaps of unlike length."""
    months = min(len(one["visitors"]), len(other["visitors"])) if months is None else months
    assert set(one) == set(other)
    return [key for key in one if not np.array_equal(one[key][:months], other[key][:months])]


def tasks_of(channel: str) -> tuple[str, ...]:
    """The tasks of the catalogue that push a channel."""
    return tuple(task.id for task in catalogue().values() if any(push.channel == channel for push in task.pushes))


def run_channel(
    channel: str, only: str | None = None, interventions: tuple[Intervention, ...] = (), **about
) -> dict[str, np.ndarray]:
    """A run in which all tasks that push a channel are long in force, and nothing else that they push is.

    Args:
        channel: a key of ``channels.CHANNELS``.
        only: the one sector or zone for which the push is kept, default all.
        interventions: others besides.
        about: goes to :func:`pilot`.
    """
    plan = Plan(pilot_tasks=(TaskRun(start=START - 120, tasks=tasks_of(channel), ramp_months=0.0),))
    alone = ChannelOnly(channel, (only,) if only else ())
    model = pilot(plan, interventions=(alone, *interventions), **about)
    for policy in model.policies:
        narrow = policy.narrow.get(channel, np.zeros(1))
        assert np.any(policy.channels[channel] > 0) or np.any(narrow > 0), f"no task pushes {channel}"
    series = model.run()
    model.free()
    return series


def run_channels(channels: tuple[str, ...], **about) -> dict[str, np.ndarray]:
    """A run with all wires cut in which the tasks that push any of the channels are long in force, as :func:`run_channel` has
    each of them alone: where no two act on the same room, no room tells it from that.
    """
    tasks = tuple({task: None for channel in channels for task in tasks_of(channel)})
    plan = Plan(pilot_tasks=(TaskRun(start=START - 120, tasks=tasks, ramp_months=0.0),))
    model = pilot(plan, interventions=(ALL_WIRES_CUT,), **about)
    model.policies = [_with_channels(policy, channels) for policy in model.policies]
    series = model.run()
    model.free()
    return series


def _with_channels(policy: Policy, channels: tuple[str, ...]) -> Policy:
    """The policy with all channels at zero but these."""
    alone = {channel: changed_policy(policy, (ChannelOnly(channel),)) for channel in channels}
    merged = {}
    for field in ("channels", "promised", "coming", "narrow", "promised_narrow"):
        of_each = {channel: getattr(one, field) for channel, one in alone.items()}
        own = {channel: pushes[channel] for channel, pushes in of_each.items() if channel in pushes}
        merged[field] = of_each[channels[0]] | own
    return dataclasses.replace(policy, **merged)


def add_up(series):
    """What one variable says must be what another says."""
    moved = series["talent_arrivals"] - series["talent_departures"]
    for one, other in (
        (series["visitors"].sum(axis=2), series["visitors_by_way"].sum(axis=2)),
        (series["fdi_actual_use"].sum(axis=(1, 2)), series["fdi_by_origin"].sum(axis=1)),
        (np.diff(series["talent"], axis=0), moved[1:]),
        (series["task_cost"].sum(axis=1), series["fiscal_cost"][:, LEVERS.index("pilot_tasks")]),
    ):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-6)
    left = series["new_foreign_firms"][1:] - np.diff(series["foreign_firms"], axis=0)
    assert np.all(left >= 0) and np.all(left <= series["foreign_firms"][:-1])


def are_possible(series):
    """Nothing is missing, negative, or more than there can be."""
    for key, values in series.items():
        assert np.isfinite(values).all(), key
        assert key == "freight_saved" or np.all(values >= 0), key  # freight costs more while borders are closed
    assert np.all(series["load_factor"] <= 1 + 1e-9)
    assert np.all(series["task_strength"] <= 1)
    assert np.all(series["visitor_nights"] >= series["visitors"] * (1 - 1e-9))
    no_seats = series["seats"] == 0
    assert not series["visitors_by_way"][..., 0][no_seats].any(), "somebody flew direct without a seat"
    assert set(np.unique(series["warning"])) <= {0.0, 1.0}
