import re

import pytest

from common import vocabulary
from common.text import full_width
from model.city.forces import COMPONENTS
from model.facts.tables import rows
from model.levers.channels import CHANNELS
from model.parameters import declared
from model.variables import VARIABLES
from scenarios.explaining.explain import AXES, explain, names, nearest_name, not_modelled
from scenarios.explaining.listing import LISTS, listing
from scenarios.reading.json_schema import json_schema

BENCHMARKS = {
    "hub": ("Dubai", "迪拜"),
    "innovation": ("Boston", "波士顿"),
    "influence": ("Davos", "达沃斯"),
    "consumption": ("Kyoto", "京都"),
    "governance": ("Singapore", "新加坡"),
}


def test_everything_that_can_be_named_is_explained_in_both_languages():
    known = names()
    expected = {
        *vocabulary.LEVERS,
        *vocabulary.TASKS,
        *declared(),
        *VARIABLES,
        *CHANNELS,
        *vocabulary.WORLD_CASES,
        "ROW",
        "full-pilot",
    }
    expected |= {word.key for words in AXES.values() for word in words}
    assert expected <= set(known)
    for name in known:
        for lang in ("zh", "en"):
            for one in explain(name, lang):
                assert one.name == name
                assert one.title
                assert one.lines
                assert not re.search(r"\bnan\b|None|\{\}", one.text(lang)), name


def test_a_name_of_several_things_is_explained_for_each():
    assert [one.kind for one in explain("culture", "en")] == ["channel of tasks", "sector", "use of floor space"]


def test_a_parameter_is_told_with_unit_range_source_and_what_it_acts_on():
    name, parameter = next((n, p) for n, p in declared().items() if p.room == "visitors" and p.role == "uncertainty")
    text = explain(name, "en")[0].text("en")
    for part in (
        parameter.unit,
        f"{parameter.low:g} to {parameter.high:g}",
        parameter.source,
        "inbound visitors",
        parameter.en,
    ):
        assert part in text
    assert full_width(parameter.zh) in explain(name, "zh")[0].text("zh")


def test_a_task_is_told_with_its_channels_and_evidence():
    text = explain("1.1", "en")[0].text("en")
    assert "[research_rights]" in text
    assert "evidence B" in text
    assert "sets the lever route_rights" in explain("1.16", "en")[0].text("en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_the_catalogue_knows_of_a_task_is_told(lang):
    words = {
        "1.25": {"en": ["Finance", "9 months", "24 months later", "1 million CNY", "C, expert analogy", "The nation"],
                 "zh": ["金融服务", "9 个月", "再过 24 个月", "100 万元", "C（专家类比", "国家"]},
        "1.16": {"en": ["levers.route_rights.grants", "0 → 14 weekly return flights", "never adds", "third_fourth"],
                 "zh": ["levers.route_rights.grants", "0 → 14", "不与之叠加", "third_fourth"]},
        "5.12": {"en": ["Builds on: 5.9 ("], "zh": ["前提：5.9（假设"]},
        "3.7": {"en": ["Xinjiekou-Fuzimiao", "First stores [first_stores]: 80 more first stores a year", "Consumption [consumption]: 10 thousand m2 of new or renewed shops"],
                "zh": ["新街口-夫子庙", "首店引进 [first_stores]：每年多支持引进首店 80 家", "消费场景 [consumption]：新增或焕新商业面积 10 千平方米"]},
        "6.17": {"en": ["240 hectares of enclave parks"], "zh": ["建设飞地园区 240 公顷"]},
        "1.35": {"en": ["No effect in the model: It changes who pays"], "zh": ["模型中无作用：只改变"]},
    }  # fmt: skip
    for name, parts in words.items():
        text = explain(name, lang)[0].text(lang)
        assert [part for part in parts[lang] if part not in text] == [], name


@pytest.mark.parametrize(("force", "city"), BENCHMARKS.items())
def test_a_force_is_told_with_weights_rivals_and_the_strategys_benchmark(force, city):
    english, chinese = (explain(force, lang)[-1].text(lang) for lang in ("en", "zh"))
    assert city[0] in english
    assert city[1] in chinese
    for component in COMPONENTS[force]:
        share = declared()[f"forces.weight.{force}.{component}"].default
        assert f"{component} {share:.0%}  " in english
        assert f"{component} {share:.0%}  " in chinese
    compared = force in ("influence", "consumption")
    assert ("Nanjing = 100: Shanghai" in english) == compared == ("未找到可比数据" not in chinese)


@pytest.mark.parametrize("axis", ["zone", "sector", "risk", "stage", "shop", "force"])
def test_a_word_is_told_by_what_moves_it_and_what_it_moves(axis):
    for word in AXES[axis]:
        kind = {
            "zone": "zone",
            "sector": "sector",
            "risk": "risk",
            "stage": "stage of investment",
            "shop": "kind of shop",
            "force": "force",
        }
        text = next(one.text("en") for one in explain(word.key, "en") if one.kind == kind[axis])
        assert "Moved by: " in text and "Moves: " in text, word.key


def test_components_of_forces_are_told_for_each_that_the_model_has():
    told = [(row["force"], row["component"]) for row in rows("force_components")]
    assert told == [(force, name) for force, names in COMPONENTS.items() for name in names]


def test_an_unknown_name_is_answered_with_the_nearest():
    assert explain("visitor_spendin", "en") == []
    assert nearest_name("visitor_spendin") == "visitor_spending"
    assert nearest_name("market_acces") == "market_access"


@pytest.mark.parametrize("what", LISTS)
def test_lists_are_whole(what):
    rows = listing(what, "en")
    sizes = {
        "parameters": len(declared()),
        "tasks": 129,
        "variables": len(VARIABLES),
        "origins": 34,
        "levers": len(vocabulary.LEVERS),
    }
    assert len(rows) == sizes.get(what, len(rows)) > 0
    assert all(all(isinstance(cell, str) for cell in row) for row in rows)
    assert len({len(row) for row in rows}) == 1


def keys_of_the_schema():
    """Every key that the JSON Schema of a scenario file allows anywhere."""
    schema = json_schema()
    tables = [schema, *schema["$defs"].values()]
    return sorted({key for table in tables for key in table.get("properties", {})})


def words_of_the_schema():
    """Every word that the JSON Schema lists for a value, but codes of origins."""

    def walk(shape):
        if isinstance(shape, dict):
            yield from shape.get("enum", ())
            for part in shape.values():
                yield from walk(part)
        elif isinstance(shape, list):
            for part in shape:
                yield from walk(part)

    return sorted(set(walk(json_schema())))


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_every_key_and_word_of_a_scenario_file_is_explained(lang):
    keys, words = keys_of_the_schema(), words_of_the_schema()
    assert {"brakes", "launch_support", "grants", "via", "freedom", "announced", "decided_by", "from", "to"} <= set(
        keys
    )
    assert {"fifth", "downtown", "nanjing", "frozen_2019", "KOR", "crowding"} <= set(words)
    for name in (*keys, *words):
        explanations = explain(name, lang)
        assert explanations, name
        for explanation in explanations:
            assert explanation.title and explanation.lines, name


def test_a_key_is_explained_with_its_places_and_what_it_may_hold():
    (text,) = [explanation.text("en") for explanation in explain("via", "en")]
    assert "levers.route_rights.grants[].via" in text and "three letters" in text
    assert "0.5 to 500, return flights a week" in explain("weekly_frequencies", "en")[0].text("en")
    assert "0.5 至 500，每周往返班次" in explain("weekly_frequencies", "zh")[0].text("zh")
    brakes = explain("brakes", "en")[0].text("en")
    assert "risk, slows, to" in brakes and "What slows tasks" in brakes
    decided = explain("decided_by", "en")[0].text("en")
    assert "Default: national" in decided and "Default: city" in decided
    assert "Default: 32" in explain("members", "en")[0].text("en")
    zone = explain("zone", "en")[0].text("en")
    begins = explain("from", "en")[0].text("en")
    assert (
        "file: levers.route_rights.grants[].from, " in begins and "more of this kind" in begins and len(begins) < 2000
    )
    assert zone.count("Where in the file") == 2 and "jiangbei" in zone


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("江北新区", {"jiangbei"}),
        ("航权", {"route_rights", "freedom"}),
        ("德国", {"DEU"}),
        ("免税店", {"duty_free", "shops"}),
        ("韩国", {"KOR"}),
        ("South Korea", {"KOR"}),
        ("UK", {"GBR"}),
        ("英国", {"GBR"}),
        ("阿联酋", {"ARE"}),
        ("1．16", {"1.16"}),
        ("１.１６", {"1.16"}),
        ("任务1.16", {"1.16"}),
        ("1.39-1.41", {"1.39", "1.40", "1.41"}),
        ("入境游客", {"visitors"}),
        ("Task 1.16", {"1.16"}),
        ("ｊｉａｎｇｂｅｉ", {"jiangbei"}),
        ("市内", {"downtown"}),
        ("第五航权", {"fifth"}),
        ("制动", {"brakes"}),
        ("金融", {"finance"}),
        ("办公", {"office"}),
        ("探亲", {"family"}),
        ("苏州", {"suzhou"}),
        ("拥挤", {"crowding"}),
        ("汇率", {"exchange_rate"}),
        ("较快", {"fast"}),
        ("方案104项任务", {"plan-104"}),
        ("客源地", {"origins"}),
        ("补贴", {"launch_support"}),
        ("Route Rights", {"route_rights"}),
        ("weekly flights", {"weekly_frequencies", "weekly_flights"}),
        ("实际使用外资", {"fdi_actual_use"}),
    ],
)
def test_names_in_use_are_understood(typed, names):
    found = {explanation.name for explanation in explain(typed, "zh")}
    assert names <= found, found
    assert {explanation.name for explanation in explain(typed, "en")} == found


def test_names_that_lists_print_are_understood():
    for lang in ("zh", "en"):
        for what in ("levers", "variables", "channels", "origins", "parameters"):
            for key, title, *_ in listing(what, lang):
                assert key in {explanation.name for explanation in explain(title, lang)}, title
        for _, key, title in listing("words", lang):
            assert key in {explanation.name for explanation in explain(title, lang)}, title


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("江北新曲", "jiangbei"),
        ("Germny", "DEU"),
        ("launch_suport", "launch_support"),
        ("免税商店铺", "shops"),
        ("Austira", "ROW"),
        ("eu", "europe"),
        ("talents", "talent"),
        ("patents", "research_patents"),
        ("climate", "investment_climate"),
        ("banana", None),
        ("weather", None),
        ("幸福", None),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest_in_either_language(typed, name):
    assert explain(typed, "zh") == []
    assert nearest_name(typed) == name


@pytest.mark.parametrize("typed", ["nothing", "status quo", "什么都不做", "不实施"])
def test_doing_nothing_is_the_counterfactual_and_says_how_it_is_run(typed):
    told = "\n".join(one.text("en") for one in explain(typed, "en"))
    assert "end of 2022" in told and "no-pilot" in told


def test_countries_that_are_not_modelled_are_known_as_such():
    assert [not_modelled(name) for name in ("奥地利", "FIN", "China", "德国", "nonsense")] == [
        "AUT",
        "FIN",
        "CHN",
        None,
        None,
    ]
