"""The pilot: one run of Nanjing, month by month."""

from collections.abc import Iterable, Mapping

import mesa
import numpy as np

from common.vocabulary import LEVERS
from model.city.duty_free import DutyFree
from model.city.economy import Economy
from model.city.forces import Forces
from model.city.regulator import Regulator
from model.city.zones import Zones
from model.clock import Clock
from model.draws import Draws
from model.facts import facts
from model.firms.firms import Firms
from model.levers import in_force, policies
from model.levers.actions import Plan, Setting
from model.parameters import Parameters
from model.routes.carriers import Carriers
from model.talent.talent import Talent
from model.variables import VARIABLES
from model.visitors.baseline import baseline
from model.visitors.travellers import market
from model.visitors.visitors import Visitors
from model.wires import Loops
from model.world import World


class PilotModel(mesa.Model):
    """Nanjing under one plan, in one world, with one draw of parameters and luck.

    Args:
        setting: when, how finely and in which world.
        plan: what is done.
        parameters: the values of all declared numbers.
        draws: the luck; shared by the variants of a member, so that they meet the same world.
        cut: wires of ``loops.WIRES`` that carry their first signal for ever.
        push: factors on what is heard on wires; see :class:`model.wires.Loops`.

    Raises:
        KeyError: a wire that does not exist.
    """

    def __init__(
        self,
        setting: Setting,
        plan: Plan,
        parameters: Parameters,
        draws: Draws,
        cut: Iterable[str] = (),
        push: Mapping[str, float | np.ndarray] | None = None,
    ) -> None:
        super().__init__(rng=draws.seed % 2**32)
        self.setting, self.plan, self.parameters, self.draws = setting, plan, parameters, draws
        self.shared = (setting, parameters)
        """What both variants have in common: the key under which they share what luck and world alone settle."""
        self.facts, self.loops = facts(), Loops(cut, push)
        self.clock = Clock(setting.start, setting.steps)
        self.eve = in_force(setting, self.facts, parameters)
        self.policies = policies(setting, plan, self.facts, parameters)
        self.market = market(self.facts, parameters, setting.scale)
        self.baseline = draws.once("baseline", self.shared, lambda: baseline(self.facts, parameters, self.market))
        self.world = World(self)
        self.zones = Zones(self)
        self.talent = Talent(self)
        self.carriers = Carriers(self)
        self.shops = DutyFree(self)
        self.visitors = Visitors(self)
        self.firms = Firms(self)
        self.regulator = Regulator(self)
        self.economy = Economy(self)
        self.forces = Forces(self)
        self.last: dict[str, np.ndarray] = {}
        self.series: dict[str, np.ndarray] = {}

    @property
    def month(self) -> int:
        """The calendar month in which the model stands."""
        return self.clock.month

    @property
    def t(self) -> int:
        """Months since the start of the run, -1 before its first month."""
        return self.clock.t

    def step(self) -> None:
        """One month, in as many parts as the setting says."""
        policy = self.regulator.applied(self.policies[self.t + 1])  # what the levers have set, less what is braked
        self.world.advance()  # incomes abroad, exchange rate, investment climate, reopening
        self.last = {}
        for _ in range(self.clock.parts):
            self.clock.advance()
            self.carriers.schedule(policy)  # open, thicken, thin and end routes within the rights held
            self.shops.open(policy)  # what duty-free shops and refunds offer
            self.visitors.travel(policy)  # who comes, how, for how long, what they spend
            self.carriers.fly()  # who got a seat, how full the flights were, what fares do next
            self.shops.sell(policy)  # what was bought duty free, what was refunded
            self.firms.invest(policy)  # prospects look, decide and pay in; incumbents reinvest or leave
            self.firms.trade(policy)  # who sells and buys abroad, goods and services, how much
            self.talent.move(policy)  # who arrives, is hired, stays, leaves
            self.zones.build(policy)  # conversions finish, space is let, rents move
            self.gather()
        self.sum_up(policy)
        self.regulator.review()  # risks, warnings, brakes
        self.record()

    def gather(self) -> None:
        """Collect the figures of every room: flows add up over the parts of a month, the others stand as at its end."""
        support = np.where(np.array(LEVERS) == "route_rights", self.carriers.support_flown, 0.0)
        found = {"fiscal_cost": support + self.shops.cost()}
        for room in (self.carriers, self.shops, self.visitors, self.firms, self.talent, self.zones):
            found |= room.results()
        for key, value in found.items():
            adds_up = VARIABLES[key].kind == "flow" and key in self.last
            self.last[key] = self.last[key] + value if adds_up else value

    def sum_up(self, policy) -> None:
        """Add what the month's policy states by itself, and what rests on the whole month: output and forces."""
        prices = self.world.price_level
        self.last |= {
            "fiscal_cost": policy.fiscal_cost * prices + self.last["fiscal_cost"],
            "task_strength": policy.task_strength,
            "task_cost": policy.task_cost * prices,
            "exchange_rate": np.float64(self.world.exchange_rate),
        }
        for room in (self.economy, self.forces):
            self.last |= room.results()

    def record(self) -> None:
        """Write the month into the series."""
        self.last.update(self.regulator.results())
        if not self.series:
            self.series = {key: np.empty((self.setting.months, *np.shape(self.last[key]))) for key in VARIABLES}
        for key, series in self.series.items():
            series[self.t] = self.last[key]

    def run(self) -> dict[str, np.ndarray]:
        """All months; arrays (months, *axes) by the keys of ``variables.VARIABLES``."""
        while self.t + 1 < self.setting.months:
            self.step()
        return self.series

    def identities(self) -> dict[str, float]:
        """Residuals of every identity of the month's books; each is zero but for rounding."""
        rooms = {"carriers": self.carriers, "visitors": self.visitors, "firms": self.firms}
        rooms |= {"talent": self.talent, "zones": self.zones}
        return {f"{name}: {key}": value for name, room in rooms.items() for key, value in room.identities().items()}

    def free(self) -> None:
        """Let go of all agents and arrays; Mesa keeps every model it ever made."""
        self.remove_all_agents()
        self.__dict__.clear()
