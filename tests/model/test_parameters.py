"""Every number of the model is declared once, in full, and read; what behaves by a number reads it there."""

import ast
from pathlib import Path

import pytest

import model
from common.vocabulary import WORLD_CASES, WORLD_DEFAULTS
from model import parameters
from model.draws import Draws, member_seed
from model.facts.months import month_index
from model.levers import policies
from model.parameters import Parameters, Room, declared
from model.pilot import PilotModel
from model.setting import Setting
from model.world import lay_out
from scenarios.explaining.library import library
from scenarios.reading.reader import read
from scenarios.running import resolve

FOLDER = Path(model.__file__).parent
COUNTING = {-1, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 24, 100, 1000, 1e6, 1e-6, 1e-9, 1e-12, 1e9}
"""Numbers that count, turn units or keep from dividing by zero."""
NOT_BEHAVIOUR = {
    "facts",
    "data",
    "vocabulary.py",
    "variables.py",
    "draws.py",
    "stratified.py",
    "numba_switch.py",
    "numba_loops.py",
    "parameters.py",
    "posterior.py",
    "clock.py",
}
NUMERICS = {
    ("routes/residents.py", 40): "rounds of a contraction",
    ("city/hotels.py", 30): "rounds of a contraction",
    ("finance/pools.py", 48): "strips of an integral",
    ("finance/pools.py", 0.05): "lower end of an integral, far below those whom a pool pays",
    ("visitors/shopping.py", 64): "strips of an integral",
    ("visitors/shopping.py", 256): "offers kept in memory",
    ("firms/licences.py", 32): "strips of an integral",
    ("firms/licences.py", 0.5): "middle of a strip",
    ("firms/licences.py", 4096.0): "bits of luck",
    ("routes/seating.py", 16.0): "end of a search",
    ("routes/seating.py", 26): "steps of a search",
    ("routes/seating.py", 1e-5): "nearness of a search",
    ("routes/seating.py", 1e-300): "keeps the logarithm of no seat finite",
    ("visitors/travel_choice.py", 1e-3): "points of utility beyond which rounding turns no choice",
    ("routes/passengers.py", 0.5): "middle of a month",
    ("visitors/direct_visitors.py", 0.5): "steps of a grid",
    ("visitors/direct_visitors.py", 5.5): "steps of a grid",
    ("world/observed_reopening.py", 0.5): "middle of a month",
    ("world/goods_trade.py", 0.5): "middle of a month",
    ("visitors/visitor_options.py", 0.01): "step of a derivative",
    ("firms/booking.py", 0.002): "every month has a place",
    ("firms/booking.py", 5.5): "middle of a year in months from 0",
    ("firms/booking.py", 13.0): "edges of twelve months",
    ("firms/capital.py", 1e-7): "bisection",
    ("firms/capital.py", 80): "bisection",
    ("firms/capital.py", 60): "bisection",
    ("firms/capital.py", 0.5): "middles of equal parts of a law",
    ("firms/investment.py", 20.0): "bisection",
    ("firms/investment.py", 60): "bisection",
    ("firms/investor_kinds.py", 0.5): "middles of equal parts of a law",
    ("levers/pilot_tasks.py", 256): "plans kept in memory",
    ("firms/rules_met.py", 30): "parameters are declared per thirty days",
    ("visitors/visitor_utilities.py", 60): "rounds of a contraction",
    ("visitors/budgets.py", 1e-4): "nearness of a case in which a formula is 0 over 0",
    ("visitors/second_stops.py", 60): "rounds of a contraction",
    ("choice.py", 0.9999): "as good as one",
    ("visitors/word_of_mouth.py", 60): "rounds of a contraction",
    ("world/payment.py", 0.5): "middle of a month",
    ("digital/computing.py", 0.001): "bisection",
    ("digital/computing.py", 60): "bisection",
    ("digital/lines.py", 60): "bisection",
    ("digital/data_flows.py", 0.5): "middles of equal parts of a law",
    ("levers/digital_trade.py", 0.5): "middle of a month",
    ("population.py", 256): "least size of an array",
    ("trade/currency.py", 60): "months looked back",
    ("firms/firms.py", 18): "months of warming up",
    ("firms/firms.py", 8192): "least size of an array",
    ("firms/founding.py", 0.5): "middles of equal parts of a law",
    ("firms/investors.py", 436): "slots",
    ("firms/founding.py", 512): "slots",
    ("firms/founding.py", 16384): "slots",
    ("firms/investors.py", 156): "ISO 3166 code of the mainland",
    ("firms/investors.py", 511): "slots",
    ("firms/money.py", 0.5): "middles of equal parts of a law",
    ("firms/money.py", 200): "quadrature",
    ("firms/projects.py", 0.430159709): "quasi-random sequence",
    ("firms/projects.py", 0.569840291): "quasi-random sequence",
    ("firms/projects.py", 0.7548776662): "quasi-random sequence",
    ("firms/projects.py", 4096): "quadrature",
    ("firms/projects.py", 0.5): "middles of equal parts of a law",
    ("home/founders.py", 4096): "least size of an array",
    ("trade/service_exporters.py", 0.02): "keeps the sums of few firms smooth",
    ("talent/talent.py", 0.5): "rounds fractions of a match evenly",
    ("talent/looking.py", 1.05): "keeps a chance that is cut at one from being reached",
    ("talent/talent.py", 1.2): "spare places of an array",
    ("talent/talent.py", 1024): "slots",
    ("talent/first_day.py", 32767): "a month that never comes",
    ("talent/pools.py", 16): "bits of a slot",
    ("visitors/travellers.py", 22): "bits of a slot",
    ("visitors/direct_visitors.py", 8): "grid of an interpolation",
    ("visitors/tastes.py", 8192): "travellers looked at together",
    ("visitors/tastes.py", 2e-5): "nearness of two utilities in single precision",
    ("visitors/visitors.py", 10000): "a month long before any",
    ("levers/mixed_land_use.py", 10000.0): "square metres of a hectare",
    ("world/commitments.py", 60): "months that a filter reaches back",
    ("world/commitments.py", 36): "months that a filter reaches ahead",
    ("world/commitments.py", 0.3): "smoothness of an inverse",
    ("world/commitments.py", 0.05): "floor of an inverse",
    ("world/incomes.py", 0.5): "middle of a month or year",
    ("world/incomes.py", 156): "ISO 3166 code of China",
    ("world/incomes.py", 2022.0): "a year",
    ("world/reopening.py", 0.5): "middle of a month",
    ("world/outbound.py", 0.5): "middle of a month",
    ("freight/carriers.py", 50.0): "keeps an exponential finite",
    ("freight/clearing.py", 5e-4): "nearness of a solution",
    ("freight/clearing.py", 8): "rounds of a search",
    ("freight/levels.py", 1e-5): "nearness of a solution",
    ("freight/shippers.py", 1e-300): "keeps nothing over nothing at nothing",
    ("freight/clearing.py", 0.5): "longest step of a search",
    ("freight/clearing.py", 25): "rounds of a search",
    ("freight/levels.py", 60): "rounds of a search",
    ("freight/levels.py", 365): "days of a year",
    ("pilot.py", 32): "bits of a seed",
    ("places/reach.py", 60): "minutes of an hour",
    ("places/platforms.py", 0.999): "as good as one",
    ("city/regulator.py", 365): "marks in the tables those whom no rule of entry concerns",
    ("city/regulator.py", 13): "a year and a month of memory",
}
"""Literals that are no behaviour: how an answer is computed, not what it is."""


def literals(path: Path) -> set[float]:
    """Numbers written anywhere in a file, in functions, classes or constants of the module, calendar years left out."""
    return of_tree(ast.parse(path.read_text(encoding="utf-8")))


def of_tree(tree: ast.AST) -> set[float]:
    """The same of a syntax tree."""
    found = set()
    for part in ast.walk(tree):
        if isinstance(part, ast.Constant) and type(part.value) in (int, float):
            found.add(part.value)
    return {
        value for value in found if value not in COUNTING and not (isinstance(value, int) and 2010 <= value <= 2025)
    }


def test_what_behaves_by_a_number_reads_it_from_the_tables():
    written = {
        (path.relative_to(FOLDER).as_posix(), value)
        for path in FOLDER.rglob("*.py")
        if not NOT_BEHAVIOUR & {*path.relative_to(FOLDER).parts}
        for value in literals(path)
    }
    assert not sorted(written - set(NUMERICS))


def test_a_number_written_anywhere_in_a_file_is_seen():
    written = (
        "MOST = 0.35\n\nclass Room:\n    least = 0.65\n\n    def act(self, x=0.15):\n        return min(x / 365, 0.5)\n"
    )
    assert of_tree(ast.parse(written)) == {0.35, 0.65, 0.15, 365, 0.5}
    assert not of_tree(ast.parse("START, TWICE = 2019, 2"))


def test_every_exception_is_still_needed():
    there = {(path, value) for path, value in NUMERICS if value in literals(FOLDER / path)}
    assert there == set(NUMERICS)


def test_every_declared_number_is_read():
    read_names: set[str] = set()
    scenarios = {name: read(library()[name].path) for name in ("full-pilot", "observed", "all-129")}
    for name, scenario in scenarios.items():
        months = 26 if name == "full-pilot" else 12  # rules spread to rivals after two years
        about = {"scale": 0.005, "world": resolve.setting(scenario).world}
        setting = Setting(start=month_index(2023, 1), months=months, **about)
        values = Parameters()
        pilot = PilotModel(setting, resolve.plans(scenario)["scenario"], values, Draws(member_seed(1, 0)))
        pilot.run()
        facts = pilot.facts
        pilot.free()
        read_names |= values.read
    for name in (
        "science",
        "industrial-chains",
        "cross-border-finance",
        "places",
    ):  # their actions take what no scenario above takes
        values, alone = Parameters(), read(library()[name].path)
        policies(resolve.setting(alone), resolve.plans(alone)["scenario"], facts, values)
        read_names |= values.read
    for case in ("low", "high", "fast", "slow"):
        cases = {key: case if case in WORLD_CASES[key] else value for key, value in WORLD_DEFAULTS.items()}
        values = Parameters()
        lay_out(Setting(start=month_index(2023, 1), months=1, scale=0.005, world=cases), facts, Draws(1), values)
        read_names |= values.read
    assert not sorted(set(declared()) - read_names)


def test_a_room_gives_its_numbers_under_the_words_of_the_tables():
    values = Parameters({"trade.tie_elasticity": 0.3})
    p = values.room("trade")
    assert p is values.room("trade") and not values.read
    assert p.tie_elasticity == p.tie_elasticity == 0.3
    assert values.read == {"trade.tie_elasticity"}
    assert p.services.saved_most == declared()["trade.services.saved_most"].default
    nights = values.room("visitors").nights
    assert nights["leisure"] == nights.leisure == values["visitors.nights.leisure"]
    assert nights.vector(("leisure", "family")).tolist() == [nights.leisure, nights.family]
    assert "visitors.nights.transit" not in values.read


def test_a_room_refuses_unknown_names_and_new_values():
    values = Parameters()
    p = values.room("trade")
    with pytest.raises(AttributeError, match=r"no parameter trade\.tie_elastic; nearest: trade\.tie_elasticity"):
        _ = p.tie_elastic
    with pytest.raises(AttributeError, match=r"nearest: visitors\.nights\.leisure"):
        _ = values.room("visitors").nights["leisur"]
    with pytest.raises(AttributeError, match="read-only"):
        p.tie_elasticity = 2.0
    with pytest.raises(KeyError):
        values.room("trad")
    assert p.tie_elasticity == declared()["trade.tie_elasticity"].default and not hasattr(p, "_private")


def test_no_declared_word_hides_a_method_or_another_name():
    words = {word for name in declared() for word in name.split(".")}
    assert not words & set(dir(Room))
    assert not set(declared()) & {name.rpartition(".")[0] for name in declared()}


@pytest.mark.parametrize(
    "row",
    [
        {"unit": ""},
        {"source": " "},
        {"zh": ""},
        {"default": "3"},
        {"role": "guess"},
        {"prior": "normal"},
        {"prior": "fixed"},
        {"name": "other.x"},
    ],
)
def test_a_row_that_is_incomplete_or_out_of_range_is_refused(row, tmp_path):
    whole = {"name": "room.x", "unit": "1", "default": "1", "low": "0", "high": "2", "prior": "uniform"}
    whole |= {"role": "uncertainty", "source": "assumption", "en": "x", "zh": "x"}
    assert parameters._parse(tmp_path / "room.csv", whole).default == 1
    with pytest.raises(ValueError, match=r"room\.csv"):
        parameters._parse(tmp_path / "room.csv", whole | row)
