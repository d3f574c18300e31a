"""The wires between the parts of the city: all in use, and cutting those that leave a part keeps its news inside."""

import functools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from common.vocabulary import WORLD_STILL
from model.draws import Draws
from model.facts.months import month_index
from model.interventions import WiresCut, WireTimes
from model.levers.actions import (
    Conversion,
    HeadquartersRule,
    Institution,
    OffshoreRule,
    Plan,
    RouteGrant,
    Shop,
    TaskRun,
    WorkPermits,
)
from model.levers.catalogue import catalogue
from model.levers.channels import CHANNELS
from model.levers.cross_border_finance import CashPools
from model.levers.digital_trade import DedicatedLines
from model.levers.places import Corridor, OverseasPark, PlatformRule
from model.levers.science import Laboratory, RightsReform
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from model.wires import WIRES, CityOnTheSpot, SeatsOffered, Wires
from tests.support.shared_draws import SharedDraws, same_parameters

START = month_index(2023, 1)


def still(months: int) -> Setting:
    """A setting in which the outside stands still at 2019's travel and 2022's economy."""
    return Setting(start=START, months=months, scale=0.01, world=WORLD_STILL)


TRAVEL = ("visitors", "visitor_nights", "visitor_spending", "visitors_by_way", "weekly_flights", "seats", "load_factor")
CAPITAL = ("fdi_actual_use", "fdi_by_origin", "fdi_contracted", "new_foreign_firms", "foreign_firms", "jobs")
TRADE = ("goods_exports", "goods_imports", "services_exports", "services_imports")
TALENT = ("talent", "talent_arrivals", "talent_departures")
SPACE = ("floor_space", "rent")

FROM_TRAVEL = frozenset({"flights_to_firms", "flights_to_freight", "travel_to_firms", "visitors_to_zones"})
FROM_FIRMS = frozenset(
    {
        "firms_to_visitors",
        "trade_to_visitors",
        "firms_to_talent",
        "home_to_talent",
        "firms_to_zones",
        "firms_to_enclaves",
    }
)
FROM_TALENT = frozenset(
    {
        "talent_to_visitors",
        "talent_to_firms",
        "talent_to_home",
        "ties_to_firms",
        "ties_to_trade",
        "talent_to_zones",
        "talent_to_science",
    }
)
FROM_ZONES = frozenset({"zones_to_visitors", "zones_to_firms", "zones_to_talent"})
FROM_SCIENCE = frozenset({"science_to_home", "science_to_talent"})
FROM_PLACES = frozenset({"places_to_firms", "places_to_travel", "places_to_trade", "parks_to_trade"})
FROM_FINANCE = frozenset({"finance_to_firms", "finance_to_regulator"})
FROM_EVENTS = frozenset({"events_to_visitors", "matches_to_visitors", "fairs_to_trade"})
FROM_CONSUMPTION = frozenset({"consumption_to_visitors", "consumption_to_trade"})
FROM_SHOPS = frozenset({"shops_to_visitors"})
FROM_DIGITAL = frozenset({"digital_to_services", "digital_to_firms"})
FROM_INSTITUTIONS = frozenset(
    {
        "headquarters_to_firms",
        "headquarters_to_home",
        "institutions_to_firms",
        "institutions_to_services",
        "institutions_to_goods",
        "offshore_to_services",
    }
)
TO_RIVALS = frozenset({"firms_to_rivals", "visitors_to_rivals"})
"""Heard where rivals answer, which they do not in a still world; see test_rival_answers."""
INSIDE = {
    "home_to_finance",
    "seats_to_visitors",
    "visitors_to_exhibitions",
    "visitors_to_carriers",
    "firms_to_trade",
    "firms_to_investors",
    "home_to_services",
    "home_to_goods",
    "home_to_institutions",
    "trade_to_freight",
    "freight_to_trade",
    "firms_to_chains",
    "chains_to_goods",
    "chains_to_services",
    "chains_to_investors",
}
"""Wires between two rooms of one part: carriers and visitors, firms, foreign and domestic, their chains and their trade."""


def _tasks_for_firms() -> tuple[str, ...]:
    """Tasks of the catalogue that push nothing but what firms meet."""
    return tuple(
        task.id
        for task in catalogue().values()
        if task.pushes and all(CHANNELS[push.channel].acts_on == "firms" for push in task.pushes)
    )


ROUTES = Plan(route_rights=(RouteGrant(start=START, origins=("SGP", "DEU", "KOR"), weekly_frequencies=60.0),))
LAND = Plan(
    mixed_land_use=(
        Conversion(
            start=START,
            zone="culture_belt",
            hectares=60.0,
            plot_ratio=2.0,
            use="industry",
            mix={"office": 0.3, "retail": 0.3, "housing": 0.4},
            build_months=6.0,
        ),
    )
)
PERMITS = Plan(visa_facilitation=(WorkPermits(start=START, processing_days=10.0, residence_years=5.0),))
SHOPS = Plan(
    duty_free=(Shop(start=START, zone="xinjiekou_fuzimiao", kind="downtown", area_m2=6000.0, quota_cny=8000.0),)
)
LINES = Plan(digital_trade=(DedicatedLines(start=START, gbps=20.0, subsidy_cny=30_000.0),))
SCIENCE = Plan(
    science=(
        Laboratory(start=START, posts=1000.0, budget_cny_mn_a_year=1000.0),
        RightsReform(start=START, share_assigned=0.9, universities_covered=1.0),
    )
)
FINANCE = Plan(cross_border_finance=(CashPools(start=START, quota=3.0, threshold_revenue_cny_mn=200.0),))
PLACES = Plan(
    places=(
        PlatformRule(start=START, platforms=("economic", "outside"), rule="shorter_list"),
        Corridor(start=START, corridor="huning", minutes_saved=20.0, carriage_saved=0.2),
        OverseasPark(start=START, origin="VNM", hectares=500.0),
    )
)
SEATS_OF_GROUPS = Plan(
    institutions=(
        HeadquartersRule(start=START, kind="regional", reward_cny_mn=50.0, number=100.0),
        HeadquartersRule(start=START, kind="private", reward_cny_mn=50.0, number=100.0),
        Institution(start=START, kind="arbitration", capacity_a_year=300.0),
        Institution(start=START, kind="testing", capacity_a_year=20000.0),
        Institution(start=START, kind="insurance", capacity_a_year=9000.0),
        OffshoreRule(start=START, listed_firms=100.0, settlement_days=1.0, stamp_duty_refund=1.0),
    )
)
OPENING = Plan(pilot_tasks=(TaskRun(start=START, tasks=_tasks_for_firms(), ramp_months=1.0),))

FENCES = {
    "route_rights": (ROUTES, FROM_TRAVEL, TRAVEL, (*CAPITAL, *TRADE, *TALENT, *SPACE)),
    "pilot_tasks": (OPENING, FROM_FIRMS, (*CAPITAL, *TRADE), (*TRAVEL, *TALENT, *SPACE)),
    "work_permits": (PERMITS, FROM_TALENT, TALENT, (*TRAVEL, *CAPITAL, *TRADE, *SPACE)),
    "mixed_land_use": (LAND, FROM_ZONES, SPACE, (*TRAVEL, *CAPITAL, *TRADE, *TALENT)),
    "digital_trade": (LINES, FROM_DIGITAL, ("dedicated_lines",), (*TRAVEL, *CAPITAL, *TRADE, *TALENT, *SPACE)),
    "science": (
        SCIENCE,
        FROM_SCIENCE,
        ("inventions", "research_spin_offs"),
        (*TRAVEL, *CAPITAL, *TRADE, *TALENT, *SPACE),
    ),
    "institutions": (
        SEATS_OF_GROUPS,
        FROM_INSTITUTIONS,
        ("institution_cases", "headquarters", "offshore_trade"),
        (*TRAVEL, *CAPITAL, *TRADE, *TALENT, *SPACE, "domestic_firms"),
    ),
    "cross_border_finance": (
        FINANCE,
        FROM_FINANCE,
        ("pooled_groups", "pool_balance"),
        (*TRAVEL, *CAPITAL, *TRADE, *TALENT, *SPACE),
    ),
    "duty_free": (SHOPS, FROM_SHOPS, ("duty_free_sales",), (*TRAVEL, *CAPITAL, *TRADE, *TALENT, *SPACE)),
    "places": (PLACES, FROM_PLACES, ("firms_in_parks_abroad",), (*TRAVEL, *CAPITAL, *TRADE, *TALENT, *SPACE)),
}
"""By lever: the plan, the wires that leave the part it acts in, what that part answers for, and what it does not."""
SPILLS = {
    "route_rights": ("fdi_actual_use", "goods_exports", "rent"),
    "pilot_tasks": ("visitors", "talent", "rent"),
    "work_permits": ("visitors", "fdi_actual_use", "goods_exports", "rent"),
    "mixed_land_use": ("visitors", "fdi_actual_use", "talent"),
    "digital_trade": ("services_exports", "services_imports"),
    "science": ("talent", "domestic_firms"),
    "institutions": ("fdi_actual_use", "jobs", "services_exports", "goods_exports", "domestic_firms"),
    "cross_border_finance": ("fdi_actual_use", "risk"),
    "duty_free": ("visitors", "rent"),
    "places": ("visitors", "fdi_actual_use", "goods_exports", "rent"),
}
"""What each lever moves elsewhere within the test's months when no wire is cut."""


LUCK, USUAL, NO_PERMITS = SharedDraws(7), same_parameters(), same_parameters({"firms.permit_weight": 0.0})
"""Of one member, for all runs: what depends on these alone is worked out once."""


MONTHS = dict.fromkeys(FENCES, 6) | {"route_rights": 12, "mixed_land_use": 12, "pilot_tasks": 9}
"""By lever: months within which news reaches the other parts, half of them for most, and over which none may where wires are
cut. Airlines fly what they are granted in the season after next, space is built before it is let, tasks take effect slowly."""


def model(months: int, lever: str = "", cut: frozenset[str] = frozenset()) -> PilotModel:
    """One member in a still world under one lever's plan, or none.

    The permits of executives, which firms meet themselves, count nothing, so that work permits act on talent alone.
    """
    plan = FENCES[lever][0] if lever else Plan()
    return PilotModel(still(months), plan, NO_PERMITS, LUCK, (WiresCut(tuple(cut)),))


@functools.cache
def quiet_and_whole() -> dict[str, np.ndarray]:
    """The member without any lever, and no wire cut."""
    return model(max(MONTHS.values())).run()


@functools.cache
def four_months(plan: Plan) -> dict[str, np.ndarray]:
    """The first season of a member."""
    return PilotModel(still(months=4), plan, USUAL, LUCK).run()


def months_of(city: PilotModel) -> Iterator[int]:
    """Run month by month as long as somebody looks: the place of each month, after it."""
    while city.t + 1 < city.setting.months:
        city.step()
        yield city.t


def moved_by(done: PilotModel, usual: dict[str, np.ndarray], keys: tuple[str, ...]) -> set[str]:
    """Run month by month until all results have moved, or to the end; return those that have: they never come back."""
    moved: set[str] = set()
    for t in months_of(done):
        moved |= {key for key in keys if not np.array_equal(done.series[key][t], usual[key][t])}
        if moved == set(keys):
            break
    return moved


def same(one: dict, other: dict, keys: tuple[str, ...]) -> dict[str, bool]:
    """Whether each result is the same bit for bit."""
    return {key: np.array_equal(one[key], other[key]) for key in keys}


def test_every_wire_is_inside_a_part_or_leaves_one():
    leaving = [
        FROM_TRAVEL,
        FROM_FIRMS,
        FROM_TALENT,
        FROM_EVENTS,
        FROM_CONSUMPTION,
        FROM_ZONES,
        FROM_SHOPS,
        FROM_DIGITAL,
        FROM_FINANCE,
        FROM_SCIENCE,
        FROM_PLACES,
        FROM_INSTITUTIONS,
        TO_RIVALS,
    ]
    assert sorted([*INSIDE, *(wire for wires in leaving for wire in wires)]) == sorted(WIRES)


@pytest.mark.parametrize("lever", FENCES)
def test_cut_wires_keep_a_lever_inside_its_part(lever):
    _, wires, own, others = FENCES[lever]
    quiet, done = (model(MONTHS[lever], acting, wires).run() for acting in ("", lever))
    assert not all(same(quiet, done, own).values()), f"{lever} changes nothing even where it acts"
    assert all(same(quiet, done, others).values()), same(quiet, done, others)


@pytest.mark.parametrize("lever", FENCES)
def test_whole_wires_carry_a_lever_to_the_other_parts(lever):
    moved = moved_by(model(MONTHS[lever], lever), quiet_and_whole(), SPILLS[lever])
    assert moved == set(SPILLS[lever]), set(SPILLS[lever]) - moved


def test_every_wire_is_sent_and_heard_after_the_start(monkeypatch):
    answering = replace(still(months=1), world={**WORLD_STILL, "rivals": "central"})
    city = PilotModel(answering, Plan(), USUAL, Draws(7))
    sent, heard = set(), set()
    send, hear = city.wires.send, city.wires.hear
    monkeypatch.setattr(city.wires, "send", lambda wire, signal: (sent.add(wire), send(wire, signal)))
    monkeypatch.setattr(city.wires, "hear", lambda wire: (heard.add(wire), hear(wire))[1])
    city.step()
    assert sent == set(WIRES), f"never sent: {set(WIRES) - sent}"
    assert heard == set(WIRES), f"never heard: {set(WIRES) - heard}"


QUIET = frozenset({"places_to_travel", "places_to_trade", "firms_to_enclaves", "home_to_finance"})
"""Wires that carry nothing as long as nothing is done, beside those of added events and of consumption."""


@pytest.mark.parametrize(
    "wire", [wire for wire in WIRES if wire not in TO_RIVALS | QUIET | FROM_EVENTS | FROM_CONSUMPTION]
)
def test_what_is_heard_on_a_wire_moves_something(wire):
    plan = SEATS_OF_GROUPS if wire in FROM_INSTITUTIONS else Plan()  # institutions of the start save nothing more
    pushed, usual = PilotModel(still(months=4), plan, USUAL, LUCK, (WireTimes(wire, 1.5),)), four_months(plan)
    assert any(not np.array_equal(pushed.series[key][t], usual[key][t]) for t in months_of(pushed) for key in usual)


def test_names_that_are_no_wire_are_refused():
    for wrong in (
        {"cut": ("seats_to_nobody",)},
        {"push": {"seats_to_nobody": 1.1}},
        {"push": {"seats_to_visitors.seats_to_nobody": 1.1}},
    ):
        with pytest.raises(KeyError, match="seats_to_nobody"):
            Wires(**wrong)
    wires = Wires()
    with pytest.raises(KeyError, match="seats_to_nobody"):
        wires.send("seats_to_nobody", np.zeros(1))
    with pytest.raises(KeyError, match="seats_to_nobody"):
        PilotModel(still(months=1), Plan(), Parameters(), Draws(7), (WiresCut(("seats_to_nobody",)),))


def test_a_cut_wire_carries_its_first_signal_and_a_pushed_one_a_multiple_from_the_second_on():
    whole, cut, pushed = Wires(), Wires(["talent_to_zones"]), Wires(push={"talent_to_zones": np.array([2.0, 1.0])})
    both = Wires(["talent_to_zones"], {"talent_to_zones": 2.0})
    for signal, expected in (
        ([1.0, 5.0], ([1, 5], [1, 5], [1, 5], [1, 5])),
        ([3, 7], ([3, 7], [1, 5], [6, 7], [2, 10])),
    ):
        for wires, heard in zip((whole, cut, pushed, both), expected, strict=True):
            wires.send("talent_to_zones", np.array(signal))
            np.testing.assert_array_equal(wires.hear("talent_to_zones"), heard)
            np.testing.assert_array_equal(wires.start("talent_to_zones"), [1, 5])


def test_a_field_of_a_record_is_pushed_alone():
    wires = Wires(push={"seats_to_visitors.seats": 3.0, "seats_to_visitors": 2.0})
    for _ in range(2):
        wires.send("seats_to_visitors", SeatsOffered(*(np.full(2, amount) for amount in (1.0, 2.0, 3.0, 4.0))))
    heard = wires.hear("seats_to_visitors")
    assert [field.tolist() for field in heard] == [[2, 2], [4, 4], [6, 6], [24, 24]]


def test_a_signal_of_another_kind_is_refused():
    with pytest.raises(TypeError, match="seats_to_visitors carries SeatsOffered, not ndarray"):
        Wires().send("seats_to_visitors", np.zeros((4, 3)))
    with pytest.raises(TypeError, match="zones_to_firms carries ndarray, not CityOnTheSpot"):
        Wires().send("zones_to_firms", CityOnTheSpot(np.ones(1), np.ones(1), np.ones(1)))


def test_every_field_of_a_record_has_a_meaning_with_a_unit():
    for wire in WIRES.values():
        for meaning in (*wire.fields.values(), *([] if wire.fields else [wire.carries])):
            assert meaning.endswith(")") and "(" in meaning
