"""Lists say what is counted in a variable, in the words of tables and reports."""

import pytest

from model.variables import VARIABLES
from outputs.results.numbers import BY_VARIABLE
from scenarios.explaining.counted import unit_of
from scenarios.explaining.explain import explain
from scenarios.explaining.listing import listing


def test_a_variable_of_persons_firms_flights_or_nights_says_so():
    for lang, said in (("en", "visitors jobs firms nights"), ("zh", "人次 个岗位 家 人夜")):
        named = ("visitors", "jobs", "new_foreign_firms", "visitor_nights")
        assert [unit_of(name, lang) for name in named] == said.split()
    assert unit_of("weekly_flights", "zh") == "班/周"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_lists_and_explanations_agree(lang):
    units = {name: unit for name, _, unit, _ in listing("variables", lang)}
    assert units.keys() == VARIABLES.keys()
    for name, unit in units.items():
        assert unit != {"en": "1", "zh": "无量纲"}[lang] and unit in explain(name, lang)[0].text(lang)


def test_tables_count_the_same():
    for name in (name for name, variable in VARIABLES.items() if variable.unit == "1" and name in BY_VARIABLE):
        told = BY_VARIABLE[name]["en"].name.removeprefix("thousand ").removeprefix("million ")
        assert unit_of(name, "en") == ("share" if told == "%" else told), name
