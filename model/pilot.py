"""The pilot: one run of Nanjing, month by month."""

from collections.abc import Sequence

import mesa
import numpy as np

from common.vocabulary import SUPPLIES
from model.arrays import Results
from model.chains.chains import Chains
from model.city.brakes import Brakes
from model.city.duty_free import DutyFree
from model.city.economy import Economy
from model.city.forces import Forces
from model.city.public_cost import PublicCost
from model.city.regulator import Regulator
from model.city.triggers import carried_on, set_off
from model.city.wider import wider_results
from model.city.zones import Zones
from model.clock import Clock
from model.consumption.consumption import Consumption
from model.digital.digital import Digital
from model.draws import Draws
from model.exhibitions.exhibitions import Exhibitions
from model.facts import districts, facts
from model.finance.finance import Finance
from model.firms.firms import Firms
from model.freight.freight import Freight
from model.home.home import Home
from model.institutions.institutions import Institutions
from model.interventions import Intervention, PathTimes, changed_policy, changed_wires
from model.levers import pilot_tasks, policies, rules_before_start
from model.levers.actions import Plan, Trigger
from model.month_results import MonthResults
from model.parameters import Parameters
from model.places.places import Places
from model.policy import Policy, under
from model.routes.carriers import Carriers
from model.science.science import Science
from model.setting import Setting
from model.talent.talent import Talent
from model.variables import VARIABLES
from model.visitors.baseline import baseline
from model.visitors.travellers import market
from model.visitors.visitors import Visitors
from model.world import World

BY_VISITORS = np.array(SUPPLIES) == "visitors"
"""Which mode of supply is what visitors spend, (supplies,)."""


class PilotModel(mesa.Model):
    """Nanjing under one plan, in one world, with one draw of parameters and luck.

    Args:
        setting: when, how finely and in which world.
        plan: the actions of the variant.
        parameters: the values of all declared numbers.
        draws: random numbers; both variants of a member share them, so that they meet the same world.
        interventions: declared changes of an experiment or a test, which act from the first month on.

    Raises:
        KeyError: an intervention on a wire, path, channel or origin that does not exist.
    """

    def __init__(
        self,
        setting: Setting,
        plan: Plan,
        parameters: Parameters,
        draws: Draws,
        interventions: Sequence[Intervention] = (),
    ) -> None:
        super().__init__(rng=draws.seed % 2**32)
        self.setting, self.plan, self.parameters, self.draws = setting, plan, parameters, draws
        self.shared_key: object = (setting, parameters, tuple(c for c in interventions if isinstance(c, PathTimes)))
        """Cache key for results that depend only on luck and the outside world; both variants use the same."""
        self.facts, self.wires = facts(), changed_wires(interventions)
        self.clock = Clock(setting.start, setting.steps)
        self.policy_before_start = draws.cached(
            "rules before the start", self.shared_key, lambda: rules_before_start(setting, self.facts, parameters)
        )
        self.interventions = tuple(interventions)
        self.policies = self.rules_of(plan, interventions)
        self.set_off: tuple[Trigger, ...] = ()
        """Triggers that have set something off in the month that was simulated last."""
        self.market = market(self.facts, parameters, setting.scale)
        self.baseline = draws.cached("baseline", self.shared_key, lambda: baseline(self.facts, parameters, self.market))
        self.world = World(self)
        self.zones = Zones(self)
        self.places = Places(self)
        self.talent = Talent(self)
        self.carriers = Carriers(self)
        self.shops = DutyFree(self)
        self.exhibitions = Exhibitions(self)
        self.consumption = Consumption(self)
        self.visitors = Visitors(self)
        self.science = Science(self)
        self.home = Home(self)
        self.digital = Digital(self)
        self.institutions = Institutions(self)
        self.chains = Chains(self)
        self.finance = Finance(self)
        self.firms = Firms(self)
        self.freight = Freight(self)
        self.regulator = Regulator(self)
        self.public_cost = PublicCost(self)
        self.economy = Economy(self)
        self.forces = Forces(self)
        self.month_results = MonthResults()
        self.series: dict[str, np.ndarray] = {}
        self.announce()
        for room in (self.world, self.carriers, self.visitors):
            room.intervene(interventions)

    def rules_of(self, plan: Plan, interventions: Sequence[Intervention] = ()) -> list[Policy]:
        """Return the policy of every month of the run under a plan, with what an experiment changes in it."""
        luck = pilot_tasks.cost_luck(self.draws, self.parameters)
        rules = policies(self.setting, plan, self.facts, self.parameters, task_cost=luck)
        return [changed_policy(month, interventions) for month in rules]

    def announce(self) -> None:
        """Send every room's first signals. The order matters: each room may hear only those announced before it."""
        self.zones.announce()  # rents, streets and homes as in 2022
        self.places.announce()  # platforms, corridors and parks as in 2022
        self.talent.announce()  # the people of the starting stock
        self.carriers.announce()  # flights, fares and seats before the run
        self.shops.announce()  # what shops and refunds save a visitor
        self.visitors.announce()  # a usual month, given seats, streets, friends and shops
        self.science.announce()  # research, posts and spin-offs as in 2022
        self.institutions.announce()  # headquarters and institutions of the starting stock
        self.home.announce()  # domestic firms and makers of the starting stock
        self.chains.announce()  # chains that sell, buy and draw as in 2022
        self.finance.announce()  # cash pools of 2022
        self.firms.announce()  # a steady stock, given flights, visitors, people and rents
        self.freight.announce()  # flights, trains and ships before the run, given trade and passenger flights
        self.chains.settle()  # foreign firms divide among chains
        self.zones.settle()  # domestic tenants hold the space that nobody else asks for

    @property
    def month(self) -> int:
        """The calendar month of the last part that was simulated."""
        return self.clock.month

    @property
    def t(self) -> int:
        """Months since the start of the run, -1 before its first month."""
        return self.clock.t

    def step(self) -> None:
        """Simulate one month, in the number of parts of the setting."""
        policy = self.regulator.applied(self.policies[self.t + 1])  # the levers' policy, less the tasks that are braked
        self.world.advance()  # incomes abroad, exchange rate, investment climate, reopening
        self.month_results = MonthResults()
        for _ in range(self.clock.parts):
            self.clock.advance()
            self.places.open(policy)  # what platforms, corridors, parks and the metropolitan area offer
            self.carriers.schedule(policy)  # open, thicken, thin and end routes within the rights held
            self.shops.open(policy)  # what shops and refunds save a visitor
            self.exhibitions.hold(policy)  # which fairs and matches find room
            self.consumption.serve(policy)  # stores open, firms learn to sell abroad online
            self.visitors.travel(policy)  # who comes, how, for how long, what they spend
            self.exhibitions.meet()  # who came to fairs, what exporters sell to partners met there
            self.carriers.fly()  # who got a seat, how full the flights were, what fares do next
            self.shops.sell(policy)  # what was bought duty free, what was refunded
            self.finance.deal(policy)  # groups pool cash, institutions come, loans are paid out
            self.institutions.serve(policy)  # groups found headquarters, clients choose institutions, deals are booked
            self.firms.invest(policy)  # prospects look, decide and pay in; incumbents reinvest or leave
            self.science.work(policy)  # posts, research, inventions taken up, who would found a firm on them
            self.home.found(policy)  # domestic firms are founded and close, makers begin to sell services
            self.institutions.reward_private()  # domestic groups are paid for the headquarters that they have founded
            self.digital.serve(policy)  # data cases pass, lines are taken, computing finds its price
            self.freight.move(policy)  # goods choose a way, freighters and trains what pays, rates clear
            self.chains.make(policy)  # inputs arrive or fail, platforms and suppliers grow
            self.firms.trade(policy)  # who sells and buys abroad, goods and services, how much
            self.talent.move(policy)  # who arrives, is hired, stays, leaves
            self.zones.build(policy)  # conversions finish, space is let, rents move
            self.gather(policy)
        self.sum_up(policy)
        self.regulator.review()  # risks, warnings, brakes
        self.record()
        self.react()

    def react(self) -> None:
        """Go on with what triggers set off at the end of the month."""
        self.set_off = set_off(self.plan, self.series, self.setting.start, self.month) if self.plan.triggers else ()
        for trigger in self.set_off:
            self.go_on_with(carried_on(self.plan, trigger))

    def go_on_with(self, plan: Plan) -> None:
        """Follow another plan from the next month on; what was done until now is as in the plan so far."""
        rules = self.rules_of(plan, self.interventions)
        self.plan, self.policies = plan, [*self.policies[: self.t + 1], *rules[self.t + 1 :]]
        self.regulator.brakes = Brakes(self)

    def gather(self, policy: Policy) -> None:
        """Collect the figures of every room: flows add up over the parts of a month, all others are as at its end."""
        support = under("route_rights", self.carriers.support_flown)
        cost = self.public_cost.of_part(policy)
        of_rooms = (
            self.chains.cost()
            + self.shops.cost()
            + self.zones.cost()
            + self.digital.cost()
            + self.places.cost()
            + self.institutions.cost()
            + self.freight.cost()
            + self.finance.cost()
        )
        cost["fiscal_cost"] += support + of_rooms
        figures: Results = cost
        for room in (
            self.carriers,
            self.exhibitions,
            self.consumption,
            self.shops,
            self.visitors,
            self.home,
            self.digital,
            self.science,
            self.institutions,
            self.finance,
            self.firms,
            self.freight,
            self.chains,
            self.talent,
            self.zones,
            self.places,
        ):
            figures.update(room.results())
        self.month_results.add_part(figures)

    def sum_up(self, policy: Policy) -> None:
        """Add the figures that the policy itself states, and those of the complete month: output and forces."""
        prices = self.world.price_level
        self.month_results.write(
            {
                "fiscal_cost": policy.fiscal_cost * prices + self.month_results["fiscal_cost"],
                "task_strength": policy.task_strength,
                "task_cost": policy.task_cost * prices + self.month_results["task_cost"],
                "exchange_rate": np.array(self.world.exchange_rate),
            }
        )
        by_visitors = np.where(BY_VISITORS, self.month_results["visitor_spending"].sum(), 0.0)
        by_mode = self.month_results["services_exports_by_mode"] + by_visitors * self.world.exchange_rate
        self.month_results.write({"services_exports_by_mode": by_mode})
        self.month_results.write(self.finance.settled_in_yuan(self.month_results))
        self.month_results.write(wider_results(self.month_results))
        self.month_results.write(self.by_district())
        self.month_results.write(self.economy.results())
        self.month_results.write(self.forces.results())

    def by_district(self) -> dict[str, np.ndarray]:
        """Return what the zones report, divided among the districts."""
        last = self.month_results
        return {
            "fdi_by_district": districts.by_district(last["fdi_actual_use"].sum(axis=0), "firms"),
            "jobs_by_district": districts.by_district(last["jobs_by_zone"], "firms"),
            "visitor_nights_by_district": districts.by_district(last["visitor_nights_by_zone"], "visits"),
        }

    def record(self) -> None:
        """Write the month's figures into the series."""
        self.month_results.write(self.regulator.results())
        if not self.series:
            self.series = {
                key: np.empty((self.setting.months, *np.shape(self.month_results[key]))) for key in VARIABLES
            }
        self.month_results.into(self.series, self.t)

    def run(self) -> dict[str, np.ndarray]:
        """Simulate all months; return arrays (months, *axes) by the keys of ``variables.VARIABLES``."""
        while self.t + 1 < self.setting.months:
            self.step()
        return self.series

    def identities(self) -> dict[str, float]:
        """Return the residuals of all accounting identities of the month; each is zero but for rounding."""
        by_room = {
            "carriers": self.carriers.identities(),
            "visitors": self.visitors.identities(),
            "firms": self.firms.identities(),
            "talent": self.talent.identities(),
            "zones": self.zones.identities(),
        }
        return {f"{room}: {key}": value for room, residuals in by_room.items() for key, value in residuals.items()}

    def free(self) -> None:
        """Release all agents and arrays: Mesa 3.3 keeps a reference to every model ever made."""
        self.remove_all_agents()
        self.__dict__.clear()
