"""How fast travellers choose: as arrays, as the model does it, beside one Mesa agent for each of them.

    python -m tests.benchmarks.travel_choice

Both forms make the same decision with the same keyed luck: sixteen uniform numbers by Philox4x32-10, tastes in three
nested levels, the utility of twelve alternatives, the best of them. Times are processor seconds, the best of several
rounds in which all forms take turns, so that a busy machine hurts them little and alike; what counts are ratios within
one run. The yardstick, a textbook choice in plain NumPy, tells machines apart. Where numba is installed, the arrays are
measured with the compiled loops and without.
"""

import argparse
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import mesa
import numpy as np

from common.vocabulary import WORLD_DEFAULTS
from model import numba_switch
from model.choice import exponential
from model.draws import Draws, member_seed, name_key
from model.facts.months import month_index
from model.levers.actions import Plan
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from model.visitors.tastes import HOME, NANJING
from model.visitors.visitors import Visitors

MONTH = month_index(2023, 7)
DECISION = "visitors.where"
STREAMS = 7 + NANJING.stop - 1
WANTED = 100
"""How many times faster than one Mesa agent per traveller the arrays must be."""
MOST_OF_FLOOR = 3
"""How many times the bare cost of its random numbers and exponentials the choice may take."""

ARRAYS, MESA = "arrays, as in the model", "one Mesa agent each"
FLOOR, YARDSTICK = "floor: keyed exponentials", "yardstick: plain NumPy logit"


# The decision ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choosers:
    """Travellers with an occasion in one month, and what they choose among."""

    visitors: Visitors
    chooser: np.ndarray
    """Rows of the travellers, (agents,)."""
    utility: np.ndarray
    """Offers of the month, (alternatives, segments)."""
    aware: np.ndarray
    """Whether each has heard of Nanjing, (agents,)."""
    recent: np.ndarray
    """Whether each was there lately, (agents,)."""

    @property
    def slots(self) -> np.ndarray:
        """Identities for keyed draws, (agents,)."""
        return self.visitors.who.slot[self.chooser]


def choosers(agents: int) -> Choosers:
    """The first month's offers to ``agents`` travellers picked evenly from all markets, each with an occasion.

    Raises:
        ValueError: more agents than the city at full scale has travellers.
    """
    for scale in (0.005, 0.02, 0.05, 0.2, 1.0):
        setting = Setting(start=month_index(2023, 1), months=12, scale=scale, world=WORLD_DEFAULTS)
        city = PilotModel(setting, Plan(), Parameters(), Draws(member_seed(7, 0)))
        if (slots := city.visitors.who.slot.size) >= agents:
            break
    else:
        raise ValueError(f"there are only {slots} travellers")
    visitors = city.visitors
    chosen = np.linspace(0, slots - 1, agents).astype(np.int64)
    aware = visitors.who.awareness[chosen] < visitors.word.aware[visitors.who.origin[chosen]]
    recent = MONTH - visitors.last_visit[chosen] <= visitors.memory
    return Choosers(visitors, chosen, visitors.options.of_month(city.policy_before_start).utility, aware, recent)


def by_arrays(of: Choosers) -> np.ndarray:
    """Each traveller's alternative, as the model finds it, (agents,)."""
    choice = of.visitors.choice
    among = choice.choosers_at(MONTH, of.chooser)
    elsewhere = choice.elsewhere(among.segment, among.tastes, of.utility)
    may, chosen = choice.undecided(among, elsewhere, of.utility), elsewhere.best.copy()
    chosen[may] = choice.settle(among.some(may), elsewhere.some(may), of.utility, of.aware[may], of.recent[may])
    return chosen


class Crowd(mesa.Model):
    """The same travellers, one Mesa agent each.

    Args:
        of: the travellers.
        with_tastes: hand each agent its tastes, drawn for all at once, instead of letting it draw them.
    """

    def __init__(self, of: Choosers, with_tastes: bool = False):
        super().__init__(rng=1)
        draws, nests = of.visitors.draws, of.visitors.base.nests
        self.key = (draws.seed & 0xFFFFFFFF, draws.seed >> 32)
        self.words = (MONTH + 1, name_key(DECISION))
        self.nests = nests
        offers, segment = of.utility.T.tolist(), of.visitors.who.segment[of.chooser]
        loyalty = float(of.visitors.choice.loyalty)
        tastes = (
            of.visitors.choice.tastes.in_full(MONTH, of.chooser).T.tolist() if with_tastes else [None] * of.chooser.size
        )
        rows = zip(of.slots.tolist(), segment.tolist(), of.aware.tolist(), of.recent.tolist(), tastes, strict=True)
        own = nests.ways.tolist()
        for slot, kind, aware, recent, taste in rows:
            Traveller(self, slot, offers[kind], own[kind], aware or recent, loyalty if recent else 0.0, taste)

    def choose(self) -> None:
        """Everyone chooses."""
        self.agents.do("choose")

    def choices(self) -> np.ndarray:
        """Each traveller's alternative, (agents,)."""
        return np.array([agent.choice for agent in self.agents], dtype=np.int8)


class Traveller(mesa.Agent):
    """One traveller, as lean as a Mesa agent can be: its offers are a list shared by all of its segment."""

    def __init__(
        self,
        model: Crowd,
        slot: int,
        offers: list[float],
        own: float,
        knows: bool,
        bonus: float,
        tastes: list | None,
    ):
        super().__init__(model)
        self.own = own
        """Scale of tastes among ways, utility points."""
        self.slot, self.offers, self.knows, self.bonus, self.tastes = slot, offers, knows, bonus, tastes
        self.choice = -1

    def choose(self) -> None:
        """Take the best alternative."""
        tastes = self.draw_tastes() if self.tastes is None else self.tastes
        offers, last = self.offers, NANJING.start
        best, choice = offers[HOME] + tastes[HOME], HOME
        for j in range(1, last):
            worth = offers[j] + tastes[j]
            if worth > best:
                best, choice = worth, j
        if self.knows:
            best -= self.bonus  # all ways into Nanjing gain it alike
            for j in range(last, NANJING.stop):
                worth = offers[j] + tastes[j]
                if worth > best:
                    best, choice = worth, j
        self.choice = choice

    def draw_tastes(self) -> list[float]:
        """The agent's own keyed luck, turned into nested tastes."""
        log, model = math.log, self.model
        month, decision = model.words
        u = []
        for four in range(-(-STREAMS // 4)):
            u += [((word >> 9) + 0.5) / 8388608.0 for word in philox(self.slot, month, decision, four, *model.key)]
        nests, first_way = model.nests, 4 + NANJING.start
        region, own = nests.region, self.own
        shared = nests.china * log_stable(u[0], u[1], nests.china)
        nearby = shared + region * log_stable(u[STREAMS - 2], u[STREAMS - 1], region / nests.china)
        among_ways = nearby + own * log_stable(u[2], u[3], own / region)
        tastes = [-log(-log(u[4]))]
        for near, scale, v in zip(nests.near, nests.scales, u[5:first_way], strict=True):
            tastes.append((nearby if near else shared) - float(scale) * log(-log(v)))
        tastes += [among_ways - own * log(-log(v)) for v in u[first_way : STREAMS - 2]]
        return tastes


def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Ten rounds of Philox4x32 on plain integers."""
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & 0xFFFFFFFF, (p0 >> 32) ^ c3 ^ k1, p0 & 0xFFFFFFFF
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0, c1, c2, c3


def log_stable(u: float, v: float, index: float) -> float:
    """Logarithm of a positive-stable variate of ``index`` below 1 from two uniforms."""
    log, sin, theta = math.log, math.sin, math.pi * u
    rest = (1 - index) / index
    return log(sin(index * theta)) - log(sin(theta)) / index + rest * (log(sin((1 - index) * theta)) - log(-log(v)))


# Beside it ------------------------------------------------------------------------------------------------------------


def luck_alone(of: Choosers) -> np.ndarray:
    """The keyed numbers the decision rests on and nothing else: the floor under any form of it."""
    return of.visitors.draws.uniforms(DECISION, MONTH, of.slots, streams=STREAMS)


def luck_and_exponentials(of: Choosers) -> np.ndarray:
    """The same numbers as standard exponentials, the raw material of tastes."""
    return exponential(luck_alone(of))


def yardstick(of: Choosers, rng: np.random.Generator) -> np.ndarray:
    """A choice among as many alternatives in plain NumPy: one generator, no nests, double precision, one pass."""
    utility = of.utility.T.astype(np.float64)[of.visitors.who.segment[of.chooser]]
    return (utility - np.log(-np.log(rng.random(utility.shape)))).argmax(axis=1)


def in_numpy(form: Callable[..., object], *args: object) -> object:
    """Call ``form`` with NumPy doing everything."""
    kept, numba_switch.compiled = numba_switch.compiled, lambda: None
    try:
        return form(*args)
    finally:
        numba_switch.compiled = kept


# The clock ------------------------------------------------------------------------------------------------------------


def best_times(forms: dict[str, Callable[[], object]], repeats: dict[str, int]) -> dict[str, float]:
    """Seconds of each form, the best of its repeats; the forms take turns."""
    best = dict.fromkeys(forms, math.inf)
    for turn in range(max(repeats.values())):
        for name, form in forms.items():
            if turn < repeats[name]:
                begun = time.process_time()
                form()
                best[name] = min(best[name], time.process_time() - begun)
    return best


def table(rows: list[tuple[str, float]], lead: str, measure: str) -> str:
    """Rows of (form, seconds per decision) as text, with ratios to the forms named ``lead`` and ``measure``."""
    cost = dict(rows)
    width = max(len(name) for name, _ in rows)
    lines = [
        f"{'':{width}}  {'ns a decision':>14}  {'decisions a second':>18}  {'of arrays':>10}  {'of yardstick':>12}"
    ]
    for name, seconds in rows:
        ratios = f"{seconds / cost[lead]:>10.2f}  {seconds / cost[measure]:>12.2f}"
        lines.append(f"{name:{width}}  {seconds * 1e9:>14,.0f}  {1 / seconds:>18,.0f}  {ratios}")
    return "\n".join(lines)


def main(words: Sequence[str] | None = None) -> int:
    """Print the table; 0 if the arrays are as fast as ``WANTED`` and ``MOST_OF_FLOOR`` ask."""
    ask = argparse.ArgumentParser(description="Travel choice: arrays beside one Mesa agent per traveller")
    ask.add_argument("--agents", type=int, default=100_000)
    ask.add_argument("--mesa-agents", type=int, default=100_000, help="agents of the Mesa form; its cost is linear")
    ask.add_argument("--repeats", type=int, default=3, help="of the Mesa form; the others have ten times as many")
    asked = ask.parse_args(words)

    of, some = choosers(asked.agents), choosers(asked.mesa_agents)
    alone, given = Crowd(some), Crowd(some, with_tastes=True)
    alone.choose()
    given.choose()
    same = by_arrays(some)
    differ = [int((crowd.choices() != same).sum()) for crowd in (alone, given)]
    rng = np.random.default_rng(1)
    arrays, compiled = ARRAYS, numba_switch.compiled() is not None
    forms = {arrays: (lambda: by_arrays(of), asked.agents)}
    if compiled:
        forms[f"{arrays}, NumPy alone"] = (lambda: in_numpy(by_arrays, of), asked.agents)
    forms |= {
        MESA: (alone.choose, asked.mesa_agents),
        f"{MESA}, tastes given for nothing": (given.choose, asked.mesa_agents),
        "floor: keyed uniforms alone": (lambda: luck_alone(of), asked.agents),
        FLOOR: (lambda: luck_and_exponentials(of), asked.agents),
    }
    if compiled:
        forms[f"{FLOOR}, NumPy alone"] = (lambda: in_numpy(luck_and_exponentials, of), asked.agents)
    forms[YARDSTICK] = (lambda: yardstick(of, rng), asked.agents)
    often = {name: asked.repeats * (1 if "Mesa" in name else 10) for name in forms}
    seconds = best_times({name: form for name, (form, _) in forms.items()}, often)
    cost = {name: seconds[name] / count for name, (_, count) in forms.items()}
    print(f"{asked.agents:,} travellers, {NANJING.stop} alternatives, {STREAMS} keyed numbers each")
    print(f"(Mesa: {asked.mesa_agents:,} agents; choices that differ from the arrays': {differ[0]} and {differ[1]})\n")
    print(table(list(cost.items()), ARRAYS, YARDSTICK))
    faster, of_floor = cost[MESA] / cost[ARRAYS], cost[ARRAYS] / cost[FLOOR]
    print(f"\nArrays are {faster:.0f} times faster than one Mesa agent each (wanted: {WANTED} or more)")
    print(f"and take {of_floor:.1f} times their bare luck and exponentials (wanted: {MOST_OF_FLOOR} or less).")
    return 0 if faster >= WANTED and of_floor <= MOST_OF_FLOOR else 1


if __name__ == "__main__":
    raise SystemExit(main())
