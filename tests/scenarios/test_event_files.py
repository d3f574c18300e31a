"""Events and campaigns as a file states them: read strictly, told in both languages."""

import pytest

from common.errors import UserError
from model.levers.actions import Campaign, Event
from scenarios.explaining.explain import explain
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import plans

TEXT = (FOLDER / "events-and-campaigns.yaml").read_text(encoding="utf-8")


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
    assert right in TEXT
    (tmp_path / "no-pilot.yaml").write_text((FOLDER / "no-pilot.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT.replace(right, wrong), encoding="utf-8")
    with pytest.raises(UserError) as error:
        read(path)
    assert told in str(error.value) or told in error.value.text("en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lever_and_its_keys_are_explained(lang):
    told = explain("events_and_campaigns", lang)[0].text(lang)
    for key in ("held_in", "abroad_share", "budget_cny_mn_a_year"):
        assert key in told
    assert explain("abroad_share", lang)
