"""Events and campaigns as a file states them: read strictly, told in both languages."""

import pytest

from model.levers.actions import Campaign, Event
from scenarios.explaining.explain import explain
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import plans
from tests.support.scenario_files import refusal


def test_the_example_becomes_actions_with_their_places():
    actions = plans(read(FOLDER / "events-and-campaigns.yaml"))["scenario"].events_and_campaigns
    assert [type(action) for action in actions] == [Event, Event, Event, Campaign]
    assert actions[1].held_in == (5, 11) and actions[1].visits_thousand_a_month == 40.0
    assert actions[3].label == "levers.events_and_campaigns.campaigns[0]"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("held_in: [8]", "held_in: [13]", "1 to 12"),
        ("abroad_share: 0.08", "abroad_share: 8", "0 to 1"),
        ("budget_cny_mn_a_year: 20", "budget: 20", "budget_cny_mn_a_year"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_allowed(right, wrong, told, tmp_path):
    assert told in refusal(tmp_path, "events-and-campaigns", right, wrong)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lever_and_its_keys_are_explained(lang):
    told = explain("events_and_campaigns", lang)[0].text(lang)
    for key in ("held_in", "abroad_share", "budget_cny_mn_a_year"):
        assert key in told
    assert explain("abroad_share", lang)
