import re

from model.levers.other_names import typical_actions
from model.parameters import declared
from model.variables import VARIABLES
from scenarios.reading.unit_names import unit_name

ENGLISH = re.compile(r"(?<!log)[a-z]{4,}")


def test_every_unit_has_a_chinese_name():
    units = {one.unit for one in (*declared().values(), *VARIABLES.values())}
    units |= {one.unit for _, fields in typical_actions().values() for one in fields} - {
        "word",
        "iso3 code",
        "iso3 codes",
    }
    assert {unit for unit in units if ENGLISH.search(unit_name(unit, "zh").replace("logit", ""))} == set()
    assert unit_name("months", "en") == "months"
