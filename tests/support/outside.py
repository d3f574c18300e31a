"""Stands where the pilot model stands, for the rooms that look at the outside or at the results of the others."""

import dataclasses
import functools
from types import SimpleNamespace

import mesa
import numpy as np

from common.vocabulary import PURPOSES, SECTORS, USES, WORLD_DEFAULTS, ZONES
from model.clock import Clock
from model.draws import Draws, member_seed
from model.facts import facts
from model.facts.months import month_index
from model.levers import policies, rules_before_start
from model.levers.actions import Brake, Plan, TaskRun
from model.parameters import Parameters
from model.policy import Policy
from model.setting import Setting
from model.visitors.baseline import Baseline, baseline
from model.visitors.travellers import market
from model.wires import Wires
from model.world import World

START = month_index(2023, 1)
FROZEN = {
    "reopening": "frozen_2019", "investment_climate": "frozen", "incomes": "frozen", "exchange_rate": "frozen",
    "rivals": "frozen", "own_course": "frozen", "national_visa_policy": "held_2022",
    "national_data_rules": "held_2022",
}  # fmt: skip

NO_ROOM_TELLS = {"rivals": "passive"}
"""Rivals answer to what rooms tell them, and here are no rooms."""


class Outside(mesa.Model):
    """Setting, facts, parameters and luck of one member, and nothing that moves by itself."""

    def __init__(
        self, member: int = 0, start: int = START, months: int = 36, parameters=None, plan: Plan | None = None, **cases
    ):
        seed = member_seed(7, member)
        super().__init__(rng=seed % 2**32)
        self.setting = Setting(start=start, months=months, scale=0.05, world=WORLD_DEFAULTS | NO_ROOM_TELLS | cases)
        self.facts, self.draws, self.wires = facts(), Draws(seed), Wires()
        self.parameters = Parameters(parameters)
        self.shared_key = (self.setting, self.parameters)
        self.plan = plan or Plan()
        self.clock, self.month_results = Clock(start), {}

    @functools.cached_property
    def baseline(self) -> Baseline:
        """Travel of 2019; only what was observed of travel asks for it."""
        return baseline(self.facts, self.parameters, market(self.facts, self.parameters, self.setting.scale))

    @functools.cached_property
    def policy_before_start(self) -> Policy:
        """The rules in force in the month before the run; a world alone asks for none."""
        return rules_before_start(self.setting, self.facts, self.parameters)


def world(member: int = 0, start: int = START, months: int = 36, parameters=None, **cases) -> World:
    """The world of one member."""
    return World(Outside(member, start, months, parameters, **cases))


def path(of: World, name: str, start: int, months: int) -> np.ndarray:
    """One attribute of a world over some months of its run, (months, ...)."""
    from model.world.paths import FIRST

    return of.paths.by_month[name][start - FIRST : start - FIRST + months]


class StillCity(Outside):
    """A city whose results repeat 2022's (visits: 2019's) every month, until a test changes ``usual``."""

    def __init__(
        self,
        tasks: tuple[TaskRun, ...] = (),
        brakes: tuple[Brake, ...] = (),
        visas=(),
        shops=(),
        parameters=None,
        **cases,
    ):
        cases = FROZEN | cases
        plan = Plan(pilot_tasks=tasks, brakes=brakes, visa_facilitation=visas, duty_free=shops)
        super().__init__(plan=plan, parameters=parameters, **cases)
        self.policies = policies(self.setting, self.plan, self.facts, self.parameters)
        f = self.facts
        streets, let = SimpleNamespace(crowding=np.ones(len(ZONES))), f.floor_space_m2 * f.occupancy
        self.world, self.zones = World(self), SimpleNamespace(streets=streets, let=let)
        self.firms = SimpleNamespace(foreign=np.array(f.foreign_firms_2022))
        self.wires.send("zones_to_firms", f.rent)
        self.wires.send("institutions_to_firms", np.zeros(()))
        self.wires.send("finance_to_regulator", np.ones(1))
        self.wires.send("talent_to_zones", np.array([76500.0]))
        purpose = np.where(np.array(PURPOSES) == "event", 0.045, 0.955 / (len(PURPOSES) - 1))
        flights = f.flights_2019_weekly
        goods = f.goods_trade_cny_mn_2022 * f.goods_export_share_of_trade
        self.usual = {
            "fdi_actual_use": np.outer(f.sector_fdi_share, np.full(len(ZONES), 1 / len(ZONES))) * f.fdi_musd_2022 / 12,
            "fdi_by_origin": f.fdi_share_2022 * f.fdi_musd_2022 / 12,
            "new_foreign_firms": f.sector_projects_per_year / 12,
            "foreign_firms": np.array(f.foreign_firms_2022),
            "jobs": f.foreign_firms_2022 * f.employees_per_foreign_firm,
            "visitors": np.outer(f.nanjing_visitors_2019, purpose) / 12,
            "visitor_spending": f.nanjing_visitors_2019 / f.nanjing_visitors_2019.sum() * 942.04 / 12,
            "weekly_flights": np.array(flights),
            "seats": flights * f.seats_per_flight * 365.25 / 7 / 12,
            "talent": np.full(len(SECTORS), 76500 / len(SECTORS)),
            "duty_free_sales": np.full(len(ZONES), self.parameters["forces.duty_free_2019"] / 12 / len(ZONES)),
            "floor_space": np.array(f.floor_space_m2),
            "rent": np.array(f.rent),
            "goods_exports": goods * f.goods_export_share / 12,
            "goods_imports": (f.goods_trade_cny_mn_2022 - goods) * f.goods_import_share / 12,
            "services_exports": f.services_export_share * f.services_exports_musd_2022 * f.exchange_rate(2022) / 12,
        }
        assert self.usual["floor_space"].shape == (len(ZONES), len(USES))

    def pass_months(self, months: int, *rooms, each=None) -> None:
        """Let months pass: the policy is applied, results stand as usual, rooms report, the regulator reviews.

        Args:
            months: how many.
            rooms: whose ``results`` are asked for, after ``usual`` is in ``last``.
            each: called with this city before each month's results stand.
        """
        for _ in range(months):
            self.clock.advance()
            if hasattr(self, "regulator"):
                self.regulator.applied(self.policies[self.clock.t])
            self.world.advance()
            if each:
                each(self)
            self.month_results = dict(self.usual)
            for room in rooms:
                self.month_results.update(room.results())
            if hasattr(self, "regulator"):
                self.regulator.review()


def with_channel(city: StillCity, key: str, push) -> None:
    """Give every month's policy the push on one channel."""
    city.policies = [
        dataclasses.replace(policy, channels=policy.channels | {key: np.full_like(policy.channels[key], push)})
        for policy in city.policies
    ]
