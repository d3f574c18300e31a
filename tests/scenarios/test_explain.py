import re

import pytest

from model import vocabulary
from model.levers.channels import CHANNELS
from model.parameters import declared
from model.variables import VARIABLES
from scenarios.explain import AXES, explain, names, nearest_name
from scenarios.listing import LISTS, listing


def test_everything_that_can_be_named_is_explained_in_both_languages():
    known = names()
    assert len(known) == len(set(known))
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
    assert parameter.zh in explain(name, "zh")[0].text("zh")


def test_a_task_is_told_with_its_channels_and_evidence():
    text = explain("1.1", "en")[0].text("en")
    assert "[ip_finance]" in text
    assert "A, causal estimate" in text
    assert "sets the lever route_rights" in explain("1.16", "en")[0].text("en")


def test_an_unknown_name_is_answered_with_the_nearest():
    assert explain("visitor_spendin", "en") == []
    assert nearest_name("visitor_spendin") == "visitor_spending"
    assert nearest_name("market_acces") == "market_access"


@pytest.mark.parametrize("what", LISTS)
def test_lists_are_whole(what):
    rows = listing(what, "en")
    sizes = {"parameters": len(declared()), "tasks": 129, "variables": len(VARIABLES), "origins": 34, "levers": 5}
    assert len(rows) == sizes.get(what, len(rows)) > 0
    assert all(all(isinstance(cell, str) for cell in row) for row in rows)
    assert len({len(row) for row in rows}) == 1
