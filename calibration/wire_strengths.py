"""How strongly the city answers to what its parts tell each other: elasticities of wires and gains of loops.

One signal is pushed at a time, in a world that stands still at 2019's travel and 2022's economy, and the headline
outcomes of months 25 to 36 are compared with those of the same member without the push. A loop's ratio compares such an
answer with the loop closed and with its wires cut: above 1 the loop amplifies, below 1 it dampens.

``python -m calibration.wire_strengths`` measures all again and writes ``wire_gains.csv`` and ``loop_gains.csv``.
"""

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from calibration.report import Row
from common.files import write_csv
from common.vocabulary import WORLD_STILL
from model.draws import Draws
from model.facts import facts
from model.facts.months import month_index
from model.interventions import Intervention, WiresCut, WireTimes
from model.levers.actions import Plan, RouteGrant
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from model.wires import WIRES
from scenarios.running.workers import run_all

FOLDER = Path(__file__).parent / "data"
SEED, MEMBERS, SCALE, MONTHS, MEASURED = 2023, 8, 0.02, 36, slice(24, 36)
"""Luck, size and length of the runs, and the months whose outcomes are compared."""


_OF_ALL = 200.0
"""Weekly flights granted to each origin where rights are to bind nowhere."""
FREE_RIGHTS = Plan(
    route_rights=tuple(
        RouteGrant(start=month_index(2023, 1), origins=(origin,), weekly_frequencies=_OF_ALL, announced=0.0)
        for origin in facts().origins
    )
)


class Push(NamedTuple):
    """A signal made larger by the share ``by``; of a record with several fields only ``fields`` (none: all)."""

    wire: str
    what: str
    fields: tuple[str, ...] = ()
    by: float = 0.10

    @property
    def intervention(self) -> WireTimes:
        """The push as the model takes it."""
        return WireTimes(self.wire, 1 + self.by, self.fields)


SEATS = Push("seats_to_visitors", "flights in the timetable and seats", ("flights", "seats"))
VIBRANCY = Push("zones_to_visitors", "vibrancy", ("vibrancy",))
TRIP_COST = Push("flights_to_firms", "trip cost")
TIES = Push("ties_to_firms", "people who carry ties")
HOUSING = Push("zones_to_talent", "housing rents")
NEIGHBOURS = Push("firms_to_investors", "foreign firms as neighbours and bearers of news")
HOMES = Push("talent_to_zones", "people who rent homes")
LOOPS_BY = 0.5
"""Loops are pushed harder, since a ratio of two small answers is mostly luck."""
PUSHES = (
    SEATS,
    Push("seats_to_visitors", "fares", ("fare",)),
    Push("visitors_to_carriers", "seats wanted, other ways, flown"),
    TRIP_COST,
    Push("firms_to_visitors", "travellers of foreign firms"),
    Push("trade_to_visitors", "travellers of trading partners"),
    Push("travel_to_firms", "visitors of a year"),
    Push("talent_to_visitors", "professionals by origin"),
    Push("firms_to_talent", "posts in foreign firms"),
    Push("talent_to_firms", "people to hire"),
    TIES,
    Push("ties_to_trade", "people who carry ties"),
    Push("firms_to_trade", "foreign firms"),
    NEIGHBOURS,
    Push("firms_to_zones", "floor space asked for"),
    Push("visitors_to_zones", "visitor nights"),
    HOMES,
    VIBRANCY,
    Push("zones_to_visitors", "crowding", ("crowding",)),
    Push("zones_to_firms", "rents"),
    HOUSING,
    Push("home_to_services", "firms founded here and makers who sell services"),
    Push("home_to_goods", "share of makers with services"),
    Push("home_to_talent", "posts in firms founded here"),
    Push("talent_to_home", "pay of professionals"),
    Push("finance_to_firms", "what facilities of finance save"),
    Push("finance_to_regulator", "capital with what pools draw in"),
    Push("home_to_finance", "credit that technology firms take"),
    Push("science_to_home", "firms that science founds"),
    Push("science_to_talent", "posts in laboratories and institutes"),
    Push("talent_to_science", "people from abroad, and posts held"),
    Push("firms_to_chains", "foreign firms by chain"),
    Push("chains_to_goods", "goods trade of chains"),
    Push("chains_to_services", "services exports of chains"),
    Push("chains_to_investors", "investors drawn by chains"),
    Push("headquarters_to_firms", "headquarters beyond the usual"),
    Push("headquarters_to_home", "rewards of headquarters"),
    Push("home_to_institutions", "headquarters of domestic groups"),
    Push("institutions_to_firms", "premium that institutions save"),
    Push("institutions_to_services", "cost that they save exporters of services"),
    Push("institutions_to_goods", "cost that they save exporters of goods"),
    Push("offshore_to_services", "margin on offshore trade"),
    Push("digital_to_services", "cost that lines and permits for data save exporters of services"),
    Push("digital_to_firms", "cost that they save foreign firms"),
    Push("flights_to_freight", "room for cargo in passenger flights"),
    Push("trade_to_freight", "goods to be carried"),
    Push("freight_to_trade", "cost of transport saved"),
    Push("places_to_firms", "what platforms offer firms", ("entry", "stay")),
    Push("places_to_travel", "rail hours saved to rival cities"),
    Push("places_to_trade", "saved by carriage and bond"),
    Push("parks_to_trade", "what parks abroad buy and replace"),
    Push("firms_to_enclaves", "plants that go to enclave parks"),
    Push("events_to_visitors", "added events"),
    Push("matches_to_visitors", "broadcasts of matches"),
    Push("visitors_to_exhibitions", "visitors who came for events"),
    Push("fairs_to_trade", "partners met at fairs"),
    Push("consumption_to_visitors", "shops new or renewed, net"),
    Push("consumption_to_trade", "new exports by e-commerce"),
    Push("shops_to_visitors", "savings of shoppers", by=9.0),  # from next to nothing to what large shops would save
)
"""What is pushed: every wire once, and apart the rows that pull in opposite directions."""


class Loop(NamedTuple):
    """A loop, the push whose answer is measured with it closed and cut, and the outcome that answers."""

    name: str
    wires: frozenset[str]
    pushed: Push
    outcome: str
    rights_free: bool = False
    """Measured where rights bind nowhere; else under those of 2022."""

    @property
    def push(self) -> Push:
        """What is pushed, as hard as loops are."""
        return self.pushed._replace(by=LOOPS_BY)


_SEATS = frozenset({"seats_to_visitors", "visitors_to_carriers"})
_SCOUTING = frozenset({"travel_to_firms", "firms_to_visitors", "trade_to_visitors"})
_TRAVEL = _SEATS | _SCOUTING | {"flights_to_firms"}
_TALENT = frozenset({"firms_to_talent", "talent_to_firms", "ties_to_firms"})
_NEIGHBOURS = frozenset({"firms_to_investors"})
_STREETS = frozenset({"visitors_to_zones", "zones_to_visitors"})
LOOPS = (
    Loop("seats and visitors", _SEATS, VIBRANCY, "visitors"),
    Loop("seats and visitors, rights that bind nowhere", _SEATS, VIBRANCY, "visitors", rights_free=True),
    Loop("visitors, scouting, firms, business travel", _SCOUTING, VIBRANCY, "visitors"),
    Loop("seats, visitors, scouting, firms, business travel", _TRAVEL, VIBRANCY, "visitors"),
    Loop("seats, visitors, scouting, firms, business travel", _TRAVEL, TIES, "new foreign firms"),
    Loop("firms, talent, ties home", _TALENT, TRIP_COST, "new foreign firms"),
    Loop("firms, talent, ties home", _TALENT, HOUSING, "talent"),
    Loop("firms, neighbours, firms", _NEIGHBOURS, TRIP_COST, "new foreign firms"),
    Loop("mix of uses, visitors, rents", _STREETS, SEATS, "visitors"),
    Loop("mix of uses, visitors, rents", _STREETS, HOMES, "rents"),
)


def _total(results: dict[str, np.ndarray], *keys: str) -> float:
    return float(sum(results[key][MEASURED].sum() for key in keys))


def _mean_rent(results: dict[str, np.ndarray]) -> float:
    rent, space = results["rent"][MEASURED], results["floor_space"][MEASURED]
    return float((rent * space).sum() / space.sum())


OUTCOMES: dict[str, Callable[[dict[str, np.ndarray]], float]] = {
    "visitors": lambda results: _total(results, "visitors"),
    "FDI": lambda results: _total(results, "fdi_actual_use"),
    "new foreign firms": lambda results: _total(results, "new_foreign_firms"),
    "goods trade": lambda results: _total(results, "goods_exports", "goods_imports"),
    "services trade": lambda results: _total(results, "services_exports", "services_imports"),
    "talent": lambda results: _total(results, "talent"),
    "seats": lambda results: _total(results, "seats"),
    "rents": _mean_rent,
}


class PushedRun(NamedTuple):
    """One run of a member: the wires that are cut and the signal that is pushed (None: nothing)."""

    cut: frozenset[str] = frozenset()
    push: Push | None = None
    rights_free: bool = False

    @property
    def plan(self) -> Plan:
        """Rights that bind nowhere, or nothing."""
        return FREE_RIGHTS if self.rights_free else Plan()

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """The run as the model takes it."""
        cut = WiresCut(tuple(sorted(self.cut)))
        return (cut, self.push.intervention) if self.push else (cut,)


def arms() -> tuple[PushedRun, ...]:
    """Return every run that the two tables need, each once."""
    wanted = [PushedRun(), *(PushedRun(push=push) for push in PUSHES)]
    wanted += [
        PushedRun(cut, push, loop.rights_free)
        for loop in LOOPS
        for cut in (frozenset(), loop.wires)
        for push in (None, loop.push)
    ]
    return tuple(dict.fromkeys(wanted))


def member(number: int, wanted: Iterable[PushedRun], months: int = MONTHS, scale: float = SCALE) -> np.ndarray:
    """Logarithms of the outcomes of each run of one member at default parameters, (arms, outcomes)."""
    setting = Setting(start=month_index(2023, 1), months=months, scale=scale, world=WORLD_STILL)
    draws, parameters = Draws.of_member(SEED, number), Parameters()
    rows = []
    for run in wanted:
        model = PilotModel(setting, run.plan, parameters, draws, run.interventions)
        results = model.run()
        rows.append([outcome(results) for outcome in OUTCOMES.values()])
        model.free()
    return np.log(rows)


def elasticities(logs: np.ndarray, pushed: PushedRun, wanted: tuple[PushedRun, ...]) -> np.ndarray:
    """Return the elasticity of each outcome to an arm's push, (members, outcomes); base: the same wires cut."""
    assert pushed.push is not None, "a run without push has no elasticity"
    quiet = wanted.index(pushed._replace(push=None))
    return (logs[:, wanted.index(pushed)] - logs[:, quiet]) / np.log1p(pushed.push.by)


def jackknife(parts: np.ndarray, statistic: Callable[[np.ndarray], float]) -> float:
    """Standard error of a statistic of members, leaving out one at a time; ``parts`` has members first."""
    without = np.array([statistic(np.delete(parts, left_out, axis=0)) for left_out in range(len(parts))])
    return float(np.sqrt((len(parts) - 1) * without.var()))


def wire_rows(logs: np.ndarray, wanted: tuple[PushedRun, ...]) -> list[Row]:
    """Return the table of wires: one row per push and outcome; ``logs`` is (members, arms, outcomes)."""
    rows: list[Row] = []
    for push in PUSHES:
        found = elasticities(logs, PushedRun(push=push), wanted)
        error = found.std(axis=0, ddof=1) / np.sqrt(len(found))
        for place, outcome in enumerate(OUTCOMES):
            rows.append(
                {
                    "wire": push.wire,
                    "pushed": push.what,
                    "by": push.by,
                    "outcome": outcome,
                    "elasticity": round(float(found[:, place].mean()), 4),
                    "standard_error": round(float(error[place]), 4),
                    "members": len(found),
                }
            )
    return rows


def loop_rows(logs: np.ndarray, wanted: tuple[PushedRun, ...]) -> list[Row]:
    """Return the table of loops: the answer closed and cut, and their ratio."""
    rows: list[Row] = []
    for loop in LOOPS:
        place = list(OUTCOMES).index(loop.outcome)
        cuts: tuple[frozenset[str], ...] = (frozenset(), loop.wires)
        runs = [PushedRun(cut, loop.push, loop.rights_free) for cut in cuts]
        both = [elasticities(logs, run, wanted)[:, place] for run in runs]
        parts = np.stack(both, axis=1)
        rows.append(
            {
                "loop": loop.name,
                "wires": " ".join(wire for wire in WIRES if wire in loop.wires),
                "pushed": f"{loop.push.wire}: {loop.push.what}",
                "by": loop.push.by,
                "outcome": loop.outcome,
                "closed": round(float(parts[:, 0].mean()), 4),
                "cut": round(float(parts[:, 1].mean()), 4),
                "ratio": round(_ratio(parts), 3),
                "standard_error": round(jackknife(parts, _ratio), 3),
                "members": len(parts),
            }
        )
    return rows


def _ratio(parts: np.ndarray) -> float:
    closed, cut = parts.mean(axis=0)
    return float(closed / cut)


def write(path: Path, rows: list[dict[str, object]]) -> None:
    """Write a table as CSV."""
    write_csv(path, list(rows[0]), (list(row.values()) for row in rows))


def _numbered(wanted: tuple[PushedRun, ...], number: int) -> tuple[int, np.ndarray]:
    return number, member(number, wanted)


def main() -> None:
    """Measure all wires and loops and write both tables."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--members", type=int, default=MEMBERS, help="paired members (default %(default)s)")
    options.add_argument("--workers", type=int, default=2, help="processes (default %(default)s)")
    asked = options.parse_args()
    wanted = arms()
    by_member = dict(run_all(partial(_numbered, wanted), range(asked.members), asked.workers))
    logs = np.stack([by_member[number] for number in range(asked.members)])
    write(FOLDER / "wire_gains.csv", wire_rows(logs, wanted))
    write(FOLDER / "loop_gains.csv", loop_rows(logs, wanted))


if __name__ == "__main__":
    main()
