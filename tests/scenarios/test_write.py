"""Scenarios as text, the JSON Schema, and the catalogue of messages."""

import json
import re
import string
from pathlib import Path

import pytest

from common.problems import nearest, safe, shown
from common.vocabulary import USES, WORLD_CASES, ZONES
from scenarios.ledger import messages as ledger_messages
from scenarios.reading import entry_messages, field_texts, json_schema, reference
from scenarios.reading.messages import CATALOGUE, phrase
from scenarios.reading.reader import read
from scenarios.reading.schema import Scenario, World
from scenarios.reading.schema_parts import Part
from scenarios.reading.write import resolved_yaml
from scenarios.searching import search_schema
from scenarios.sweeping import sweep_schema
from tests.support.scenario_files import SOUND, spoiled, written

ROOM = Path(json_schema.__file__).parents[1]
ROOMS_OF = {"reading": {**CATALOGUE, **entry_messages.CATALOGUE}, "ledger": ledger_messages.CATALOGUE}
"""Where messages are said, and the catalogue that they come from."""


WITH_PARTS = search_schema, sweep_schema
"""Imported for their tables, which are looked at besides those of scenario files, whatever was imported before."""


def all_parts(kind=Part):
    for part in kind.__subclasses__():
        yield part
        yield from all_parts(part)


def test_resolved_text_holds_every_value_and_reads_back(tmp_path):
    scenario = read(written(tmp_path, SOUND))
    text = resolved_yaml(scenario)
    again = read(written(tmp_path, text, "b.yaml"))
    assert again == scenario
    assert resolved_yaml(again) == text
    assert "incomes: central" in text  # a default that holds
    assert "'1.16'" in text  # task ids stay in quotes
    assert "extends" not in text


def test_the_same_scenario_written_otherwise_gives_the_same_text(tmp_path):
    one = resolved_yaml(read(written(tmp_path, SOUND)))
    other = spoiled("plot_ratio: 2.0", "plot_ratio: 2").replace(
        "{from: 2023-07, hours: 240, ", "{hours: 240.0, from: 2023-07, "
    )
    assert resolved_yaml(read(written(tmp_path, other))) == one


def test_the_counterfactual_is_written_out(tmp_path):
    written(tmp_path, SOUND.replace("name: sound", "name: other"), "other.yaml")
    scenario = read(written(tmp_path, "name: a\ntitle: {zh: 甲, en: A}\ncounterfactual: other.yaml\n"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert read(written(elsewhere, resolved_yaml(scenario))) == scenario


def test_text_of_several_lines_is_kept(tmp_path):
    text = "name: a\ntitle: {zh: 甲, en: A}\nnotes: |\n  One.\n\n    Two: 'x' \"y\" # z\n"
    scenario = read(written(tmp_path, text))
    assert scenario.notes.en == "One.\n\n  Two: 'x' \"y\" # z"
    assert read(written(tmp_path, resolved_yaml(scenario), "b.yaml")) == scenario


def test_the_exported_schema_is_fresh():
    assert json_schema.FILE.read_text(encoding="utf-8") == json_schema.text()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_reference_page_is_fresh_and_tells_every_key(lang):
    page = reference.page(lang)
    assert reference.FILES[lang].read_text(encoding="utf-8") == page
    for part in (Scenario, *(part for part in all_parts() if part.__module__.startswith("scenarios.reading."))):
        for name, field in part.model_fields.items():
            assert f"| `{field.alias or name}` |" in page


def test_the_schema_forbids_what_the_reader_forbids():
    schema = json.loads(json_schema.text())
    tables = [schema, *schema["$defs"].values()]
    assert all(table["additionalProperties"] is False for table in tables)
    assert schema["required"] == ["name", "title"]
    grant = schema["$defs"]["Grant"]
    assert set(grant["required"]) == {"from", "origins", "weekly_frequencies"}
    assert grant["properties"]["weekly_frequencies"]["maximum"] == 500
    assert "null" not in json.dumps(grant)
    assert grant["properties"]["origins"]["items"]["enum"][-1] == "ROW"
    assert "ROW" not in grant["properties"]["via"]["enum"]
    assert {"type": "null"} in schema["properties"]["levers"]["anyOf"]
    shares = schema["$defs"]["Conversion"]["properties"]["mix"]
    assert shares["propertyNames"]["enum"] == list(USES)
    assert schema["$defs"]["Shop"]["properties"]["zone"]["enum"] == list(ZONES)


@pytest.mark.parametrize("part", sorted(all_parts(), key=lambda p: p.__name__), ids=lambda p: p.__name__)
def test_every_table_and_key_is_described_in_both_languages(part):
    field_texts.fill_in()
    texts = [part.__doc__, *(field.description for field in part.model_fields.values())]
    for text in texts:
        english, chinese = text.split("\n")
        assert re.search(r"[A-Za-z]{3}", english), text
        assert re.search(r"[\u4e00-\u9fff]", chinese), text


def test_the_world_has_the_models_dimensions():
    assert list(World.model_fields) == [*WORLD_CASES, "supply_shocks"]


@pytest.mark.parametrize("catalogue", ROOMS_OF.values(), ids=list(ROOMS_OF))
def test_every_message_is_there_in_both_languages(catalogue):
    for code, text in catalogue.items():
        assert text.en.strip(), code
        assert re.search(r"[\u4e00-\u9fff]", text.zh) or code == "lookalike", code  # made of a sentence in both
        braces = [{name for _, name, *_ in string.Formatter().parse(template) if name} for template in text]
        assert braces[0] == braces[1], code


@pytest.mark.parametrize("room", ROOMS_OF)
def test_every_message_is_said_somewhere_and_none_is_missing(room):
    catalogue, ledger = ROOMS_OF[room], ROOM / "ledger"
    files = [path for path in ROOM.rglob("*.py") if (ledger in path.parents) == (room == "ledger")]
    source = "".join(path.read_text(encoding="utf-8") for path in files if not path.name.endswith("messages.py"))
    unsaid = [code for code in catalogue if f'"{code.removeprefix("unit.").removeprefix("kind.")}"' not in source]
    assert unsaid == []
    assert set(re.findall(r'phrase\(\s*"([^"]+)"', source)) <= set(catalogue)


def test_units_in_messages_are_in_the_readers_language():
    told = phrase("range", low=1, high=2.5, unit=phrase("unit.days"))
    assert told.say("en") == "Allowed: 1 to 2.5, in days."
    assert told.say("zh") == "允许范围：1 至 2.5，单位：天。"


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("Jiang bei", ZONES, "jiangbei"), ("XINJIEKOU_FUZIMIAO", ZONES, "xinjiekou_fuzimiao"), ("lukuo", ZONES, "lukou"),
        ("zzzz", ZONES, None), (5, ZONES, None), ("", ZONES, None),
    ],
)  # fmt: skip
def test_nearest_names(word, known, near):
    assert nearest(word, known) == near


def test_what_is_shown_cannot_disturb_a_terminal():
    assert shown("a\x1b[31mb\n") == '"a\\x1b[31mb\\n"'
    assert safe("\u202eabc") == "\\u202eabc"
    assert len(shown("x" * 1000)) < 80
