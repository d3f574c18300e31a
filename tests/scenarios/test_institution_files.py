"""Headquarters, institutions and offshore trade as a file states them: read strictly, told in both languages."""

import pytest

from model.levers.actions import HeadquartersRule, Institution, OffshoreRule
from scenarios.explaining.explain import explain
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import plans
from tests.support.scenario_files import refusal


def test_the_example_becomes_actions_with_their_places():
    actions = plans(read(FOLDER / "institutions.yaml"))["scenario"].institutions
    assert [type(action) for action in actions] == [HeadquartersRule] * 3 + [Institution] * 6 + [OffshoreRule]
    assert actions[0].assets_usd_mn == 200 and actions[1].reward_cny_mn == 6 and actions[1].number == 30
    assert actions[9].label == "levers.institutions.offshore_trade[0]" and actions[9].stamp_duty_refund == 0.5


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("kind: arbitration", "kind: arbitraton", "arbitration"),
        ("assets_usd_mn: 200", "assets_usd_mn: 20", "50 to 1000"),
        ("stamp_duty_refund: 0.5", "stamp_duty_refund: 5", "0 to 1"),
        ("listed_firms: 50", "whitelist: 50", "listed_firms"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_allowed(right, wrong, told, tmp_path):
    assert told in refusal(tmp_path, "institutions", right, wrong).replace(",", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lever_and_its_keys_are_explained(lang):
    told = explain("institutions", lang)[-1].text(lang)
    for key in ("reward_cny_mn", "capacity_a_year", "listed_firms"):
        assert key in told
    assert explain("stamp_duty_refund", lang)
