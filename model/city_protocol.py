"""What the rooms of the model may use of the model that they live in.

Rooms meet one another through wires. The city gives them what they all share: facts, parameters, luck, time, the
world outside, and the rules in force before the run.
"""

from typing import TYPE_CHECKING, Protocol

from model.clock import Clock
from model.draws import Draws
from model.facts import Facts
from model.parameters import Parameters
from model.policy import Policy
from model.setting import Setting
from model.wires import Wires

if TYPE_CHECKING:  # these rooms import this file
    from model.city.regulator import Regulator
    from model.city.zones import Zones
    from model.firms.firms import Firms
    from model.home.home import Home
    from model.levers.actions import Plan
    from model.month_results import MonthResults
    from model.places.places import Places
    from model.routes.carriers import Carriers
    from model.talent.talent import Talent
    from model.visitors.baseline import Baseline
    from model.visitors.travellers import Market
    from model.visitors.visitors import Visitors
    from model.world import World


class City(Protocol):
    """The model as every room sees it; :class:`model.pilot.PilotModel` is one, and so are the stand-ins of tests."""

    facts: Facts
    parameters: Parameters
    draws: Draws
    wires: Wires
    clock: Clock
    setting: Setting
    world: "World"
    policies: list[Policy]
    """Rules of each month of the run as planned; airlines read in them the contracts that are on offer."""
    policy_before_start: Policy
    """Rules in force in the month before the run; every room's initial steady state assumes them."""
    market: "Market"
    """Sizes of the origin markets."""
    baseline: "Baseline"
    """Travel as it was in 2019."""
    shared_key: object
    """Cache key for results that depend only on luck and the outside world; both variants use the same."""


class CityWithRooms(City, Protocol):
    """The model as those rooms see it that sum up others at the end of a month: shops, regulator, output, forces."""

    plan: "Plan"
    carriers: "Carriers"
    visitors: "Visitors"
    zones: "Zones"
    talent: "Talent"
    firms: "Firms"
    home: "Home"
    places: "Places"
    regulator: "Regulator"
    month_results: "MonthResults"
    """The month's figures so far, flows added up over its parts."""
