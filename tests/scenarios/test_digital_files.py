"""Digital trade as a file states it: read strictly, told in both languages."""

import pytest

from model.levers.digital_trade import ComputingCentre, DataDesk, DataExchange, DedicatedLines, FreeList
from scenarios.explaining.explain import explain
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import plans
from tests.support.scenario_files import refusal


def test_the_example_becomes_actions_with_their_places_and_deciders():
    actions = plans(read(FOLDER / "digital-trade.yaml"))["scenario"].digital_trade
    assert [type(one) for one in actions] == [DataDesk, FreeList, ComputingCentre, DedicatedLines, DataExchange]
    assert [one.decided_by for one in actions] == ["city", "province", "city", "city", "city"]
    assert actions[2].label == "levers.digital_trade.computing[0]" and actions[2].build_months == 12


@pytest.mark.parametrize(
    ("right", "wrong", "hint"),
    [
        ("days: 75", "days: 5", "10 to 365"),
        ("share: 0.6", "share: 60", "0 to 1"),
        ("pflops: 400", "pflops: 400P", "400"),
        ("sectors: [technology,", "sectors: [software,", "technology"),
        ("gbps: 10", "gbits: 10", "gbps"),
    ],
)
def test_what_is_wrong_comes_with_what_is_allowed(right, wrong, hint, tmp_path):
    assert hint in refusal(tmp_path, "digital-trade", right, wrong)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lever_and_its_keys_are_explained(lang):
    told = explain("digital_trade", lang)[0].text(lang)
    assert all(key in told for key in ("cases_a_year", "share", "pflops", "gbps", "turnover_cny_mn_a_year"))
    assert explain("may_send_data", lang) and explain("data_cases", lang) and explain("national_data_rules", lang)
