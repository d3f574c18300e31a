"""The five forces: 100 at what 2019 was, and each moves with its own components."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from common.vocabulary import FORCES, SECTORS, ZONES
from model.city.forces import COMPONENTS, Forces, effective_number, index
from model.levers.channels import CHANNELS
from tests.support.outside import StillCity, with_channel


class Measured(StillCity):
    """A still city at the level of 2019, with its forces."""

    def __init__(self):
        super().__init__()
        f = self.facts
        years, fdi = f.panel("nanjing", "fdi_musd")
        scope = f.fdi_musd_2021_same_scope / fdi[years == 2021][0]
        technology = SECTORS.index("technology")
        self.usual["fdi_actual_use"] = np.zeros((len(SECTORS), len(ZONES)))
        self.usual["fdi_actual_use"][technology, 0] = (
            fdi[years == 2019][0] * scope * f.sector_fdi_share[technology] / 12
        )
        self.usual["foreign_firms"] = f.foreign_firms_2022 * self.parameters["forces.firms_2019"]
        self.forces = Forces(self)

    def measure(self, months: int = 1) -> np.ndarray:
        def rules(city):
            city.regulator = SimpleNamespace(
                policy=city.policies[city.clock.t], applied=lambda p: p, review=lambda: None
            )

        self.pass_months(months, self.forces, each=rules)
        return self.month_results["force_index"]


def test_every_force_is_100_at_2019():
    city = Measured()
    np.testing.assert_allclose(city.measure(), 100.0)
    np.testing.assert_allclose(city.measure(14), 100.0)
    assert tuple(COMPONENTS) == FORCES


@pytest.mark.parametrize(
    ("figure", "force"),
    [("weekly_flights", "hub"), ("seats", "hub"), ("talent", "innovation"), ("fdi_actual_use", "innovation"),
     ("foreign_firms", "innovation"), ("visitors", "influence"), ("visitor_spending", "consumption"),
     ("duty_free_sales", "consumption"), ("floor_space", "consumption")],
)  # fmt: skip
def test_a_figure_moves_its_own_force_and_no_other(figure, force):
    city = Measured()
    city.measure()
    city.usual[figure] = city.usual[figure] * 1.5
    moved = city.measure(12)
    place = FORCES.index(force)
    assert moved[place] > 104
    np.testing.assert_allclose(np.delete(moved, place), 100.0)


def test_weight_says_how_much_a_component_moves_its_force():
    city = Measured()
    city.usual["visitor_spending"] = 2 * city.usual["visitor_spending"]
    weights = city.parameters.vector("forces.weight.consumption", COMPONENTS["consumption"])
    share = city.parameters["forces.weight.consumption.spending"] / weights.sum()
    assert city.measure(12)[FORCES.index("consumption")] == pytest.approx(100 * (1 + share))


@pytest.mark.parametrize("channel", ["licensing", "market_access", "talent_entry", "dispute"])
def test_reforms_raise_governance_alone(channel):
    city = Measured()
    with_channel(city, channel, CHANNELS[channel].cap)
    moved = city.measure()
    place = FORCES.index("governance")
    assert moved[place] > 105
    np.testing.assert_allclose(np.delete(moved, place), 100.0)


def test_quicker_permits_raise_governance():
    city = Measured()
    city.policies = [
        dataclasses.replace(policy, permit_days=10.0, quickest_permit_days=10.0) for policy in city.policies
    ]
    assert city.measure()[FORCES.index("governance")] == pytest.approx(110.0)


def test_tasks_make_no_permit_quicker_than_the_shortest():
    governance = []
    for saved in (17.0, 60.0):  # of the twenty days of 2022, three remain at least
        city = Measured()
        with_channel(city, "talent_entry", saved)
        governance.append(city.measure()[FORCES.index("governance")])
    assert governance[0] == pytest.approx(governance[1]) and governance[0] > 110


def test_diversity_counts_equal_parts():
    assert effective_number(np.ones(5)) == pytest.approx(5) and effective_number(np.array([1.0, 0.0])) == 1
    assert effective_number(np.zeros(3)) == 0
    city = Measured()
    one = np.zeros_like(city.usual["visitors"])
    one[0] = city.usual["visitors"].sum(axis=0)
    city.usual["visitors"] = one  # as many people, all from one market
    assert city.measure()[FORCES.index("influence")] < 80


def test_index_is_a_weighted_mean():
    ratios = {force: dict.fromkeys(names, 1.0) for force, names in COMPONENTS.items()}
    ratios["hub"]["flights"] = 2.0
    weights = {force: np.ones(len(names)) for force, names in COMPONENTS.items()}
    assert index(ratios, weights).tolist() == pytest.approx([100 * 4 / 3, 100, 100, 100, 100])
