"""Science: what laboratories, rights, offices and money bring, by how much, and that nothing of it passes a cut wire."""

import functools

import numpy as np
import pytest

from common.vocabulary import SECTORS
from model.facts import facts
from model.interventions import WiresCut
from model.levers import science as levers
from model.levers.actions import Plan
from model.levers.science import (
    AlumniPark,
    Institute,
    Laboratory,
    ProofFund,
    RightsReform,
    TransferOffice,
    YoungScientists,
)
from model.parameters import Parameters
from model.rules.business import ScienceRules
from model.science import transfer
from model.science.science import Science
from model.wires import PeopleForScience
from tests.support.quiet_model import QuietModel, quiet_policy
from tests.support.whole_model import OPEN, START, run

FIRMS = ("research_spin_offs", "start_ups_from_abroad")


def lived(*actions, months: int = 72, **overrides) -> dict[str, np.ndarray]:
    """The room alone in a quiet city under the lever's actions, by month."""
    city = QuietModel(overrides=overrides)
    filled = np.full(2 * len(SECTORS), 0.9)
    city.wires.send("talent_to_science", PeopleForScience(filled, np.array([79_000.0])))
    room, policy = Science(city), quiet_policy()
    room.announce()
    found = []
    for month in range(months):
        city.tick()
        policy.science = levers.write(Plan(science=actions), facts(), city.parameters, START + month)["science"]
        room.work(policy)
        found.append(room.results())
    return {key: np.array([one[key] for one in found]) for key in found[0]}


@functools.cache
def nothing() -> dict[str, np.ndarray]:
    return lived()


def last_year(found: dict[str, np.ndarray], key: str) -> float:
    return float(found[key][-12:].sum())


def test_levels_of_2022_are_the_facts_and_nothing_drifts():
    for key, series in nothing().items():
        np.testing.assert_allclose(series, np.broadcast_to(series[0], series.shape), err_msg=key)
    assert nothing()["research_spending"][:12].sum() == pytest.approx(15_300), "million CNY a year"
    patents = last_year(nothing(), "research_patents")
    assert 5_000 < patents < 12_279, "of the invention patents granted in Nanjing in 2019 a large part"
    begun = last_year(nothing(), "research_spin_offs")
    assert begun == pytest.approx(40)
    assert 200 < 15_300 / begun < 700, "million CNY of research for a firm: 80 to 100 million dollars at the most"


MORE = {
    "laboratories": (lambda x: Laboratory(start=START, posts=500 * x, budget_cny_mn_a_year=500 * x), "inventions"),
    "institutes": (
        lambda x: Institute(start=START, origins=("GBR",), posts=100 * x, budget_cny_mn_a_year=100 * x),
        "researchers",
    ),
    "transfer_offices": (lambda x: TransferOffice(start=START, cases_a_year=1000 * x), "licence_income"),
    "proof_of_concept": (lambda x: ProofFund(start=START, budget_cny_mn_a_year=40 * x), "research_spin_offs"),
    "alumni_parks": (lambda x: AlumniPark(start=START, area_m2=40_000 * x, firms=200 * x), "start_ups_from_abroad"),
    "scientists": (lambda x: YoungScientists(start=START, posts=200 * x, grant_cny_mn=2.0), "researchers"),
}


@pytest.mark.parametrize("kind", MORE)
def test_more_brings_more_but_not_in_proportion_and_two_halves_are_the_whole(kind):
    make, key = MORE[kind]
    once, twice = lived(make(1.0)), lived(make(2.0))
    halves = lived(make(0.5), make(0.5))
    usual, some, more = (last_year(found, key) for found in (nothing(), once, twice))
    assert usual < some < more and more - usual <= 2.001 * (some - usual)
    assert last_year(halves, key) == pytest.approx(some)
    assert all(last_year(once, firms) >= last_year(nothing(), firms) - 1e-9 for firms in FIRMS)


def test_rights_at_most_double_researchers_firms_and_take_years():
    full = lived(RightsReform(start=START, share_assigned=1.0, universities_covered=1.0))
    gain = full["research_spin_offs"] / nothing()["research_spin_offs"] - 1
    assert gain[5] < 0.35 and 0.8 < gain[-1] < 1.0, "(1 / 0.35) ** 0.63 less 1"
    half = lived(RightsReform(start=START, share_assigned=1.0, universities_covered=0.5))
    assert half["research_spin_offs"][-1] / nothing()["research_spin_offs"][-1] - 1 == pytest.approx(
        gain[-1] / 2, rel=0.01
    )
    assert np.array_equal(full["inventions"], nothing()["inventions"])
    earned = full["licence_income"] / nothing()["licence_income"] - 1
    assert earned[5] < 0.25 * earned[-1] and earned[-1] == pytest.approx((1 / 0.35) ** 0.45 - 1, rel=0.1)


def test_rights_as_researchers_had_them_or_covering_nobody_change_nothing():
    assert transfer.drawn_by_rights([(0.3, 1.0), (0.9, 0.0)], 0.35, 0.63) == 1
    apart = transfer.drawn_by_rights([(0.8, 0.5), (0.6, 1.0)], 0.35, 0.63)
    assert (
        transfer.drawn_by_rights([(0.8, 0.5)], 0.35, 0.63) < apart < transfer.drawn_by_rights([(0.8, 1.0)], 0.35, 0.63)
    )


def test_research_becomes_inventions_only_after_years_and_a_laboratory_that_ends_leaves_nothing_for_good():
    build = Laboratory(start=START, posts=1000, budget_cny_mn_a_year=1000)
    more = lived(build)["inventions"] / nothing()["inventions"] - 1
    assert more[5] < 0.2 * more[-1] and 0 < more[-1] < 1000 / 15_300
    gone = Laboratory(start=START, end=START + 12, posts=1000, budget_cny_mn_a_year=1000)
    left = lived(gone, months=144)["inventions"] / lived(months=144)["inventions"] - 1
    assert left.max() > 0.005 and left[-1] < 0.001


def test_offices_handle_the_best_first_and_no_more_than_there_is():
    ten = [transfer.promise(1000, cases, 0.5) for cases in (0, 100, 400, 1000, 2000)]
    assert ten == pytest.approx([0, 1000 * 0.1**0.5, 1000 * 0.4**0.5, 1000, 1000])


def test_money_for_proofs_never_founds_more_than_those_who_lack_it():
    begun = [transfer.founded(60.0, proofs, 0.5, 2.5) for proofs in (0, 20, 1e9)]
    assert begun[0] == pytest.approx(42) and begun[0] < begun[1] < begun[2] == pytest.approx(60)
    assert transfer.willing_at_start(42, 0.5, 2.5) == pytest.approx(60)


def test_the_public_pays_for_what_is_offered():
    p = Parameters()
    plan = Plan(science=(MORE["laboratories"][0](1.0), MORE["transfer_offices"][0](1.0), MORE["scientists"][0](1.0)))
    yearly = sum(levers.cost(plan, p, START + month) for month in range(12))
    assert yearly == pytest.approx(500 + 1000 * 0.03 + 200 * (0.3 + 2 / 5))
    assert levers.cost(Plan(), p, START) == 0 and levers.write(Plan(), facts(), p, START) == {"science": ScienceRules()}


@functools.cache
def whole(done: bool, *cut: str) -> dict[str, np.ndarray]:
    """Two years of the whole city, with large laboratories and rights or without."""
    plan = Plan(
        science=(
            Laboratory(start=START, posts=5000, budget_cny_mn_a_year=5000),
            Institute(start=START, origins=("GBR",), posts=500, budget_cny_mn_a_year=500),
            RightsReform(start=START, share_assigned=1.0, universities_covered=1.0),
        )
    )
    return run(plan if done else Plan(), months=18, interventions=(WiresCut(cut),) if cut else (), **OPEN)


@pytest.mark.parametrize(
    ("wire", "key"), [("science_to_home", "domestic_firms_founded"), ("science_to_talent", "talent_arrivals")]
)
def test_with_its_wire_cut_science_founds_nothing_and_calls_nobody(wire, key):
    assert whole(True)[key].sum() > whole(False)[key].sum()
    both = "science_to_home", "science_to_talent"
    assert np.array_equal(whole(True, *both)[key], whole(False, *both)[key])


def test_three_years_show_next_to_nothing_in_foreign_investment_and_trade():
    for key in ("fdi_actual_use", "goods_exports", "services_exports"):
        assert whole(True)[key].sum() == pytest.approx(whole(False)[key].sum(), rel=0.02), key
