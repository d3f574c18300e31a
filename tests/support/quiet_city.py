"""A still city around the firms: the wires and the world that they hear, held at the start unless a test moves them."""

from types import SimpleNamespace

import numpy as np

from common.vocabulary import CHAINS, CITIES, GOODS, RISKS, SECTORS, ZONES
from model.clock import Clock
from model.draws import Draws
from model.facts import facts
from model.facts.months import UNSEEN, month_index
from model.firms.firms import Firms
from model.levers.channels import CHANNELS
from model.levers.promises import GATES
from model.rules.business import NO_FINANCE
from model.wires import ByHeadquarters, Wires
from model.world.clearance import hours_of_2022
from tests.support.shared_draws import same_parameters
from tests.support.still_places import still_places

AXES = {"": (), "sector": (len(SECTORS),), "zone": (len(ZONES),), "risk": (len(RISKS),), "chain": (len(CHAINS),)}


_STARTS: dict[tuple, dict] = {}
"""What luck has kept of a city's start, by seed, start and parameters: all cities of these begin the same, and go on alone."""


def still_world() -> SimpleNamespace:
    """A world that stays in 2022."""
    n = len(facts().origins)
    world = SimpleNamespace(
        income_index=np.ones(n),
        exchange_rate=facts().exchange_rate(2022),
        domestic_growth=1.0,
        rents_bid=0.0,
        nanjing_openness=0.0,
        price_level=1.0,
        goods_prices=1.0,
        trade_cycle=1.0,
        clearance_hours=hours_of_2022(),
        goods_beside_incomes=np.ones(2),
        fdi_value_index=1.0,
        fdi_count_index=1.0,
        fdi_commitment_index=1.0,
        fdi_substantive_index=1.0,
        rival_openness=np.zeros(len(CITIES)),
        investors_by_source=np.ones(n + 1),
    )
    world.past = lambda name, months: np.array([getattr(world, name)] * len(months))
    world.past_openness = lambda month: (world.nanjing_openness, world.rival_openness)
    return world


class StillCity:
    """Stands where the pilot model stands: the firms' room lives in it, nothing else changes.

    Args:
        seed: the member's luck.
        start: calendar month of the first month.
        parameters: values that replace the defaults.
        cut: wires to cut.
    """

    def __init__(self, seed: int = 1, start: int = month_index(2023, 1), parameters: dict | None = None, cut=()):
        self.facts, self.wires, self.parameters = facts(), Wires(cut), same_parameters(parameters)
        self.draws, self.world = Draws(seed), still_world()
        self.draws._kept |= _STARTS.get((seed, start, self.parameters), {})
        self.setting = SimpleNamespace(start=start, months=120, unseen=UNSEEN)
        self.shared_key = (start, self.parameters)
        self.clock = Clock(start)
        self.policy_before_start = self.policy = SimpleNamespace(
            finance=NO_FINANCE,
            permit_days=20.0,
            quickest_permit_days=20.0,
            channels={c.key: np.zeros(AXES[c.axis]) for c in CHANNELS.values()},
            promised={c.key: np.zeros(AXES[c.axis]) for c in CHANNELS.values()},
            coming={key: np.zeros((0, len(SECTORS))) for key in (*GATES, "licensing")},
            lapsed=0.0,
            narrow={},
            promised_narrow={},
        )
        usual = self.facts
        self.signals = {
            "flights_to_firms": 900 + 0.25 * usual.distance_km,
            "travel_to_firms": usual.nanjing_visitors_2019 * 0.5,
            "talent_to_firms": np.full(len(SECTORS), 4000.0),
            "ties_to_firms": 9000 * usual.nanjing_visitors_2019 / usual.nanjing_visitors_2019_total,
            "ties_to_trade": 9000 * usual.nanjing_visitors_2019 / usual.nanjing_visitors_2019_total,
            "zones_to_firms": usual.rent.copy(),
            "home_to_services": np.full(len(SECTORS), 100.0),
            "talent_to_home": np.ones(len(SECTORS)),
            "home_to_goods": np.array([0.3]),
            "events_to_visitors": np.zeros(len(facts().origins)),
            "matches_to_visitors": np.zeros(len(facts().origins)),
            "fairs_to_trade": np.zeros(len(facts().origins)),
            "consumption_to_visitors": np.zeros(1),
            "consumption_to_trade": np.zeros((len(GOODS), len(facts().origins))),
            "digital_to_services": np.zeros(len(SECTORS)),
            "digital_to_firms": np.zeros(len(SECTORS)),
            "science_to_home": np.array([50.0]),
            "finance_to_firms": np.array([0.1]),
            "finance_to_regulator": np.array([1.0]),
            "home_to_finance": np.zeros(1),
            **still_places(),
            "headquarters_to_firms": ByHeadquarters(np.zeros(()), np.zeros(())),
            "headquarters_to_home": np.zeros(()),
            "institutions_to_firms": np.zeros(()),
            "institutions_to_services": np.zeros(len(SECTORS)),
            "institutions_to_goods": np.zeros(()),
            "offshore_to_services": np.zeros(()),
            "freight_to_trade": np.zeros(usual.goods_share.shape),
            "chains_to_goods": np.ones((len(GOODS), 2, len(usual.origins))),
            "chains_to_services": np.ones(len(SECTORS)),
            "chains_to_investors": np.ones(len(SECTORS)),
        }
        self._send()
        self.firms = Firms(self)
        self.firms.announce()
        _STARTS.setdefault((seed, start, self.parameters), dict(self.draws._kept))

    def _send(self) -> None:
        for wire, signal in self.signals.items():
            self.wires.send(wire, signal)

    def push(self, **channels) -> None:
        """Hold channels at these values from the next month on, for good; numbers fill the whole axis."""
        filled = {key: np.full_like(self.policy.channels[key], value) for key, value in channels.items()}
        pushes = {name: {**getattr(self.policy, name), **filled} for name in ("channels", "promised")}
        self.policy = SimpleNamespace(**{**vars(self.policy), **pushes})

    def foresee(self, lapsed: float = 0.0, coming: dict | None = None, **promised) -> None:
        """Let investors count on these pushes, whatever is in force; numbers fill the whole axis."""
        filled = {key: np.full_like(self.policy.channels[key], value) for key, value in promised.items()}
        ahead = {"promised": {**self.policy.promised, **filled}, "coming": {**self.policy.coming, **(coming or {})}}
        self.policy = SimpleNamespace(**{**vars(self.policy), **ahead, "lapsed": lapsed})

    def step(self) -> dict[str, np.ndarray]:
        """One month; returns the month's results."""
        self.clock.advance()
        self._send()
        self.firms.invest(self.policy)
        self.firms.trade(self.policy)
        return self.firms.results()

    def run(self, months: int) -> dict[str, np.ndarray]:
        """Results of the next ``months`` months, months first."""
        found = [self.step() for _ in range(months)]
        return {key: np.stack([month[key] for month in found]) for key in found[0]}
