"""A city in which nothing changes but what a test changes: stands in for the whole model around one room."""

from types import SimpleNamespace

import mesa
import numpy as np

from common.vocabulary import CHAINS, RISKS, SECTORS, USES, ZONES
from model.clock import Clock
from model.draws import Draws
from model.facts import facts
from model.levers.channels import CHANNELS
from model.parameters import Parameters
from model.rules.business import NO_FINANCE
from model.wires import ScienceForTalent, Wires

NO_SCIENCE = ScienceForTalent(np.full(2 * len(SECTORS), 50.0), np.zeros(1), np.zeros(len(facts().origins)))
AXES = {"": (), "sector": (len(SECTORS),), "zone": (len(ZONES),), "risk": (len(RISKS),), "chain": (len(CHAINS),)}


class QuietModel(mesa.Model):
    """Facts, parameters, luck, wires and a still world; rooms are added by the test."""

    def __init__(self, seed=1, months=120, overrides=None, cut=()):
        super().__init__(rng=1)
        self.facts, self.parameters = facts(), Parameters(overrides)
        self.draws, self.wires = Draws(seed), Wires(cut)
        self.setting = SimpleNamespace(start=120, months=months)
        self.shared_key = self.parameters
        origins = len(self.facts.origins)
        self.world = SimpleNamespace(
            willingness=np.full(origins, 0.06),
            income_index=np.ones(origins),
            domestic_growth=1.0,
            graduates_abroad=1.0,
            past=lambda name, months: np.ones(len(months)),
            rents_bid=0.0,
            nanjing_openness=0.0,
            price_level=1.0,
            income_at_home=1.0,
            domestic_travel=1.0,
        )
        self.clock = Clock(self.setting.start)
        self.policy_before_start = quiet_policy()
        self.wires.send("firms_to_talent", np.full(len(SECTORS), 900.0))
        self.wires.send("home_to_talent", np.full(len(SECTORS), 900.0))
        self.wires.send("science_to_talent", NO_SCIENCE)
        self.wires.send("firms_to_zones", np.full((len(ZONES), len(USES)), 20_000.0))
        self.wires.send("visitors_to_zones", np.array([30_000.0]))
        self.wires.send("talent_to_zones", np.array([79_000.0]))
        self.wires.send("zones_to_talent", np.ones(1))

    def tick(self):
        self.clock.advance()


def quiet_policy(days=20.0, years=1.5, sites=(), **channels):
    """What the two rooms read of a policy; ``channels`` by name, numbers or arrays."""
    push = {key: np.zeros(AXES[channel.axis]) for key, channel in CHANNELS.items()}
    push.update({key: push[key] + value for key, value in channels.items()})
    return SimpleNamespace(
        permit_days=days,
        quickest_permit_days=days,
        residence_years=years,
        sites=sites,
        channels=push,
        narrow={},
        finance=NO_FINANCE,
    )
