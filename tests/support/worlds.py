"""Help for the tests of travel: small pilot models, plans of a lever, and carriers whose demand a test sets by hand."""

from types import SimpleNamespace

import mesa
import numpy as np

from common.vocabulary import WORLD_DEFAULTS
from model.clock import Clock
from model.draws import Draws, member_seed
from model.facts import facts
from model.facts.months import month_index
from model.interventions import WiresCut
from model.levers import policies, rules_before_start
from model.levers.actions import Plan
from model.pilot import PilotModel
from model.routes.carriers import Carriers
from model.setting import Setting
from model.wires import SeatsWanted, Wires
from tests.support.shared_draws import SharedDraws, same_baseline, same_parameters
from tests.support.still_places import still_places

START = month_index(2023, 1)
STILL = {
    "reopening": "frozen_2019", "investment_climate": "frozen", "incomes": "frozen", "exchange_rate": "frozen",
    "rivals": "frozen", "own_course": "frozen", "national_visa_policy": "held_2022",
    "national_data_rules": "held_2022",
}  # fmt: skip

NO_LUCK = {
    "carriers.luck_lasting_sd": 0.0,
    "carriers.luck_passing_sd": 0.0,
    "carriers.patience.least": 2.0,
    "carriers.patience.most": 2.0,
}
"""Airlines that have no luck of their own and end a losing route after two seasons, a home airline after three."""


def setting(months: int = 12, start: int = START, scale: float = 0.01, **cases) -> Setting:
    """A run's setting; ``cases`` replace those of the default world."""
    return Setting(start=start, months=months, scale=scale, world=WORLD_DEFAULTS | cases)


def pilot(
    plan: Plan | None = None,
    member: int = 0,
    parameters: dict | None = None,
    cut: tuple[str, ...] = (),
    draws: Draws | None = None,
    **about,
) -> PilotModel:
    """The whole model, small and not yet run; ``about`` goes to :func:`setting`."""
    luck = draws or SharedDraws(member_seed(7, member))
    return PilotModel(setting(**about), plan or Plan(), same_parameters(parameters), luck, (WiresCut(cut),))


def months_of(plan: Plan, months: int = 36, parameters: dict | None = None, **about) -> list:
    """The policies of a plan, month by month."""
    return policies(setting(months, **about), plan, facts(), same_parameters(parameters))


def of(code: str) -> int:
    """Place of an origin on the origin axis."""
    return facts().origin_index[code]


class Skies(mesa.Model):
    """Stands where the pilot model stands: the carriers' room lives in it, and a test says who asks for seats.

    Args:
        plan: what is done.
        months: months there are policies for.
        parameters: values that replace the defaults.
    """

    def __init__(self, plan: Plan | None = None, months: int = 48, parameters: dict | None = None):
        super().__init__(rng=1)
        self.facts, self.parameters, self.wires = facts(), same_parameters(NO_LUCK | (parameters or {})), Wires()
        self.draws = Draws(member_seed(7, 0))
        self.setting = setting(months, **STILL)
        self.shared_key = (self.setting, self.parameters)
        n = len(self.facts.origins)
        self.world = SimpleNamespace(
            willingness=np.ones(n),
            seat_share=np.ones(n),
            seat_share_without_limits=np.ones(n),
            exchange_rate=self.facts.exchange_rate(2022),
            income_at_home=1.0,
            outbound_beside_income=np.ones(n),
            price_level=1.0,
            prices_since_2019=1.0,
        )
        self.baseline = same_baseline(self.parameters)
        self.policy_before_start = rules_before_start(self.setting, self.facts, self.parameters)
        self.policies = policies(self.setting, plan or Plan(), self.facts, self.parameters)
        self.clock = Clock(self.setting.start)
        self.asked, self.otherwise = self.baseline.direct / 12, np.zeros(n)
        for wire, signal in still_places().items():
            self.wires.send(wire, signal)
        self.carriers = Carriers(self)
        self.carriers.announce()
        self.wires.send("visitors_to_carriers", SeatsWanted(self.asked, self.otherwise, self.asked))

    def pass_months(self, months: int) -> list[SimpleNamespace]:
        """Let months pass in which ``asked`` people want a direct seat and ``otherwise`` came by another way.

        Returns what each month was like: plan and timetable (weekly flights, by origin), flights, seats, fifth.
        """
        seen = []
        for _ in range(months):
            self.clock.advance()
            self.carriers.schedule(self.policies[self.clock.t])
            flew = np.minimum(self.asked, self.carriers.passengers.seats_for_visitors(self.carriers.seats))
            self.wires.send("visitors_to_carriers", SeatsWanted(self.asked, self.otherwise, flew))
            self.carriers.fly()
            room = self.carriers
            seen.append(
                SimpleNamespace(
                    month=self.clock.month, plan=room.network.planned, timetable=room.timetable.copy(),
                    flights=room.flights.copy(), seats=room.seats.copy(), fifth=dict(room.fifth),
                    stop_share=room.stop_share.copy(), support=room.support_flown,
                )
            )  # fmt: skip
        return seen
