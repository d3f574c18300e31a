"""Plans side by side on the same luck: as long as two of them ask the same of the city, one run serves both.

Until a lever acts, or is announced, the variants of a member are the same city to the last bit. They are run as one, and
part before the first month in which what is in force differs, or in which somebody looks at what differs later.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from common.vocabulary import RISKS
from model.city.brakes import Brakes
from model.city.triggers import carried_on
from model.draws import Draws
from model.levers.actions import Plan
from model.parameters import Parameters
from model.pilot import PilotModel
from model.policy import Policy
from model.setting import Setting


@dataclass
class Course:
    """A city, and the places of the plans that have asked the same of it so far."""

    model: PilotModel
    places: list[int]


class SideBySide:
    """Cities under several plans, month by month. Call :meth:`begin` first, and :meth:`free` at the end.

    Args:
        setting: when, how finely and in which world.
        plans: what each of them does.
        parameters: the values of all declared numbers.
        draws: random numbers, the same for all.
    """

    def __init__(self, setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> None:
        self.about, self.plans = (setting, parameters, draws), list(plans)
        self.courses: list[Course] = []
        self.policies: list[list[Policy]] = []
        """Rules of every month of the run, by plan."""
        self.at = 0
        """Place of the plan that is under way: of those that share a city, the first."""

    def begin(self) -> None:
        """Build the city that all plans find."""
        setting, parameters, draws = self.about
        city = PilotModel(setting, self.plans[0], parameters, draws)
        self.courses = [Course(city, list(range(len(self.plans))))]
        self.policies = [city.policies]
        for place, plan in enumerate(self.plans[1:], 1):
            self.at = place
            self.policies.append(city.rules_of(plan))

    def step(self) -> None:
        """Part the plans that differ from now on, and simulate one month of each city."""
        self.courses = [part for course in self.courses for part in self._parted(course)]
        for course in self.courses:
            self.at = course.places[0]
            course.model.step()
            self._follow(course)

    def _follow(self, course: Course) -> None:
        """Let all plans that share a city go on with what their triggers, which are the same, have set off in it."""
        city, (first, *others) = course.model, course.places
        for trigger in city.set_off:
            for place in course.places:
                self.plans[place] = carried_on(self.plans[place], trigger)
        if city.set_off:
            self.policies[first] = city.policies
            for place in others:
                past, rules = self.policies[place][: city.t + 1], city.rules_of(self.plans[place])
                self.policies[place] = [*past, *rules[city.t + 1 :]]

    def city(self, place: int) -> PilotModel:
        """Return the city of the plan at a place; others may share it."""
        return next(course.model for course in self.courses if place in course.places)

    def free(self) -> None:
        """Release all cities."""
        for course in self.courses:
            course.model.free()

    def _parted(self, course: Course) -> Iterator[Course]:
        """Yield the courses of those that have shared one: that of the first, and those of the others that leave it."""
        first, *others = course.places
        away = [place for place in others if self._differ(course.model, first, place)]
        if away:
            self.at = away[0]
            parted = Course(twin(course.model, self.plans[self.at], self.policies[self.at]), away)
            course.places = [place for place in course.places if place not in away]
            yield course
            yield from self._parted(parted)
        else:
            yield course

    def _differ(self, city: PilotModel, one: int, other: int) -> bool:
        """Return whether the city may go on in two ways from now on under the plans at two places."""
        rules, others = (self.policies[place][city.t + 1] for place in (one, other))
        month = city.setting.start + city.t + 1
        mine, theirs = self.plans[one].triggers, self.plans[other].triggers
        watched = [trigger for trigger in (*mine, *theirs) if (trigger in mine) != (trigger in theirs)]
        if any(trigger.by <= month for trigger in watched):
            return True  # what the month ends with may set off one and not the other
        over = {risk for risk, level in zip(RISKS, city.regulator.risk, strict=True) if level > 1}
        brakes = (*self.plans[one].brakes_at(month), *self.plans[other].brakes_at(month))
        supported = any(each.launch_support_cny_per_seat.any() for each in (rules, others))
        if any(brake.risk in over for brake in brakes):
            return True  # a brake acts under one of the plans
        if not supported:  # offers of nothing may be listed, and nobody asks for what is offered later
            rules, others = (replace(each, launch_support=(), support_ahead=()) for each in (rules, others))
        return not same(rules, others)


def twin(city: PilotModel, plan: Plan, policies: list[Policy]) -> PilotModel:
    """Return the same city, to go on by itself under another plan, which has asked the same of it so far.

    Args:
        city: a city between two months.
        plan: what the other plan does.
        policies: its rules of every month of the run, see :meth:`model.pilot.PilotModel.rules_of`.
    """
    own_of_none = (
        city.facts,
        city.parameters,
        city.draws,
        city.setting,
        city.plan,
        city.market,
        city.baseline,
        city.shared_key,
        city.policy_before_start,
        city.policies,
        *city.policies,
        *city.draws.kept(),
    )
    other = copy.deepcopy(city, {id(thing): thing for thing in own_of_none})
    other.plan, other.policies = plan, policies
    other.regulator.brakes = Brakes(other)
    return other


def same(one: Any, other: Any) -> bool:
    """Return whether two policies, or two of their parts, are the same to the last bit."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Policy):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return repr(one) == repr(other)
