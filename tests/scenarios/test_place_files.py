"""Parks and the metropolitan area as a file states them: read strictly, told in both languages."""

from pathlib import Path

import pytest

from common.problems import InputError
from model.levers.places import Corridor, EnclavePark, Metropolitan, OverseasPark, PlatformArea, PlatformRule
from scenarios.explaining.explain import explain
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import plans

TEXT = (FOLDER / "places.yaml").read_text(encoding="utf-8")


def test_the_shipped_scenario_states_every_kind_of_action():
    actions = plans(read(FOLDER / "places.yaml"))["scenario"].places
    kinds = [PlatformRule, PlatformArea, EnclavePark, Corridor, Metropolitan, OverseasPark]
    assert list(dict.fromkeys(type(action) for action in actions)) == kinds
    assert actions[0].platforms == ("economic", "high_tech") and actions[0].decided_by == "province"
    assert actions[3].label == "levers.places.platform_area[0]" and actions[3].decided_by == "national"


@pytest.mark.parametrize(
    ("old", "new", "code", "near"),
    [
        ("platform: jiangsu_ftz_nanjing", "platform: 自贸区", "unknown_word", "jiangsu_ftz_nanjing"),
        ("rule: bonded_goods", "rule: bonded_good", "unknown_word", "bonded_goods"),
        ("city: chuzhou", "city: 滁州", "unknown_word", "chuzhou"),
        ("corridor: north_west", "corridor: 西北", "unknown_word", "north_west"),
        ("tax_share: 0.5", "tax_share: 1.5", "out_of_range", "0.015"),
        ("hectares: 400", "hectares: 6000亩", "number_as_text", "400"),
        ("trains_a_day: 20", "trains: 20", "unknown_key", "trains_a_day"),
    ],
)
def test_what_is_wrong_is_told_with_the_nearest_name(tmp_path: Path, old, new, code, near):
    assert old in TEXT
    (tmp_path / "no-pilot.yaml").write_text((FOLDER / "no-pilot.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    path = tmp_path / "a.yaml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read(path)
    assert [(problem.code, problem.nearest) for problem in error.value.problems][:1] == [(code, near)]


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("enclave parks", "platform_rules")), ("zh", ("飞地园区", "发展走廊"))]
)
def test_the_lever_is_explained_in_both_languages(lang, words):
    told = " ".join(explanation.text(lang) for explanation in explain("places", lang))
    assert all(word in told for word in words)
