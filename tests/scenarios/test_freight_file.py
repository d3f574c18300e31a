"""Freight as a file states it: read strictly, told in both languages."""

import pytest

from model.levers.actions import CargoBase, ExpressRail, Freighters, LogisticsHub, Sailings, Trains
from scenarios.explaining.explain import explain
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import plans
from tests.support.scenario_files import refusal


def test_the_example_becomes_actions_with_their_places():
    actions = plans(read(FOLDER / "freight.yaml"))["scenario"].freight
    assert {type(action) for action in actions} == {
        Freighters, Trains, Sailings, CargoBase, LogisticsHub, ExpressRail,
    }  # fmt: skip
    assert actions[0].label == "levers.freight.freighters[0]" and actions[0].support_cny_per_flight == 600000
    assert len({action.kind for action in actions if isinstance(action, LogisticsHub)}) == 5


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("market: europe", "market: eurpe", "europe"),
        ("weekly_flights: 6", "weekly_flights: 600", "0 to 100"),
        ("hours_saved: 12", "hours: 12", "hours_saved"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_allowed(right, wrong, told, tmp_path):
    assert told in refusal(tmp_path, "freight", right, wrong)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lever_and_its_keys_are_explained(lang):
    told = "".join(each.text(lang) for each in explain("freight", lang))
    for key in ("weekly_flights", "support_cny_per_train", "cny_saved_per_tonne", "tonnes_a_day"):
        assert key in told
