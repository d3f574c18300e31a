"""The whole model: every book balances every month, whatever the luck, the parameters, the world and the plan."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.vocabulary import LEVERS, WORLD_CASES, ZONES
from model.facts.months import month_index
from model.interventions import WireTimes
from model.levers.actions import Plan
from model.month_results import MonthResults
from model.pilot import PilotModel
from model.variables import VARIABLES
from model.wires import WIRES
from scenarios.running.results_layout import shapes
from tests.support.whole_model import CLOSED, OPEN, add_up, are_possible, full_plan, pilot, run

WORLDS = st.fixed_dictionaries({key: st.sampled_from(cases) for key, cases in WORLD_CASES.items()})
STARTS = [month_index(*when) for when in ((2013, 1), (2019, 11), (2023, 1), (2024, 6), (2025, 1))]
"""Before and across the outbreak, at the usual start, and where conversions of the plan take land and give it back."""
EXAMPLES = settings(max_examples=4)


def begun_earlier(plan, months):
    """The plan with every date earlier by some months."""

    def moved(action):
        times = {"start": action.start - months, "end": action.end - months}
        told = None if action.announced is None else action.announced - months
        return dataclasses.replace(action, **times, announced=told)

    levers = (*LEVERS, "triggers")
    return dataclasses.replace(plan, **{lever: tuple(map(moved, getattr(plan, lever))) for lever in levers})


@EXAMPLES
@given(st.integers(0, 2**20), WORLDS, st.sampled_from(STARTS), st.booleans())
def test_every_book_balances_every_month(member, world, start, acting):
    plan = begun_earlier(full_plan(), month_index(2024, 6) - start) if acting else None
    model = pilot(plan, member=member, start=start, months=7, drawn=True, **world)
    for _ in range(model.setting.months):
        model.step()
        residuals = model.identities()
        assert len(residuals) > 10
        wrong = {name: residual for name, residual in residuals.items() if not abs(residual) < 1e-6}
        assert not wrong, f"month {model.t}: {wrong}"
    add_up(model.series)
    are_possible(model.series)
    model.free()


def test_a_run_gives_every_variable_in_its_shape():
    series = run(months=2)
    assert list(series) == list(VARIABLES)
    assert {key: values.shape for key, values in series.items()} == {key: (2, *axes) for key, axes in shapes()}


def test_a_month_in_which_nobody_of_the_sample_travels_is_counted_as_such():
    series = run(months=12, **CLOSED)
    by_party = series["visitors"][:, :, 0].sum(axis=1)
    assert (by_party == 0).any(), "somebody travels for leisure every month: this is no test"
    assert np.isfinite(series["visitor_spending"]).all()


def test_carriers_hear_of_all_who_asked_for_a_seat():
    """Firms' travellers book first; those of them who find no seat have asked for one as well."""
    asked = []
    for seats in (1.0, 1e-6):
        model = pilot(months=1, interventions=(WireTimes("seats_to_visitors", seats, fields=("seats",)),), **OPEN)
        model.step()
        asked.append(model.wires.hear("visitors_to_carriers").direct)
    np.testing.assert_allclose(asked[1], asked[0], rtol=1e-9)


@pytest.mark.long
def test_land_taken_and_given_back_is_all_that_the_plan_says():
    plan, last = Plan(mixed_land_use=full_plan().mixed_land_use), month_index(2025, 12)
    by_city = tuple(dataclasses.replace(site, built_by="city") for site in plan.mixed_land_use)
    assert all(site.start + site.build_months <= last for site in by_city)
    about = {"start": month_index(2023, 6), "months": 31}
    usual, at_once, by_builders = (
        run(each, **about)["floor_space"][-1]
        for each in (None, dataclasses.replace(plan, mixed_land_use=by_city), plan)
    )
    built = np.zeros(len(ZONES))
    for site in by_city:
        built[ZONES.index(site.zone)] += site.hectares * 1e4 * site.plot_ratio
    gained, less = (np.maximum(space - usual, 0).sum(axis=1) for space in (at_once, by_builders))
    assert gained == pytest.approx(built, rel=0.02)
    assert np.all(less <= 1.02 * built) and less.sum() > 0.5 * built.sum(), "builders take their time"


ROOMS = ("world", "zones", "talent", "carriers", "shops", "visitors", "firms", "regulator", "economy", "forces")


def test_no_room_gets_an_attribute_after_it_is_built(monkeypatch):
    built = {}
    monkeypatch.setattr(
        PilotModel, "announce", lambda model: built.update({room: set(vars(getattr(model, room))) for room in ROOMS})
    )
    pilot(months=2, alike=False)
    monkeypatch.undo()
    model = pilot(months=2, alike=False)
    model.run()
    assert {room: set(vars(getattr(model, room))) - names for room, names in built.items()} == {
        room: set() for room in ROOMS
    }


def test_a_room_hears_only_what_was_announced_before(monkeypatch):
    """The order of the first signals is the one that is listed: nobody hears a wire that has not been sent."""
    monkeypatch.setattr(PilotModel, "announce", lambda model: None)
    model = pilot(months=1, alike=False)
    monkeypatch.undo()
    with pytest.raises(KeyError, match="seats_to_visitors"):
        model.visitors.announce()
    with pytest.raises(KeyError, match="flights_to_firms"):
        model.firms.announce()
    model.announce()
    assert all(model.wires.start(wire) is not None for wire in WIRES)


def test_flows_add_up_over_the_parts_of_a_month_and_levels_do_not():
    results = MonthResults()
    for flow, level in ((1.0, 5.0), (2.0, 7.0)):
        results.add_part({"seats": np.array([flow]), "talent": np.array([level])})
    assert (results["seats"].tolist(), results["talent"].tolist()) == ([3.0], [7.0])
    results.write({"seats": np.array([9.0])})
    assert results["seats"].tolist() == [9.0] and "rent" not in results
    for wrong in (results.add_part, results.write):
        with pytest.raises(KeyError, match="nothing"):
            wrong({"nothing": np.zeros(1)})
