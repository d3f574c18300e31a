"""Sweep files: what variants they stand for, and what is said of those that stand for none."""

import pytest

from common.problems import InputError
from scenarios.explaining.library import FOLDER
from scenarios.sweeping.sweep_reader import read
from tests.support.scenario_files import written

BASE = """\
name: base
title: {zh: 甲, en: Base}
levers:
  route_rights:
    grants: [{from: 2023-07, origins: [SGP], weekly_frequencies: 7}]
"""
HEAD = "name: sizes\ntitle: {zh: 大小, en: Sizes}\nbase: base.yaml\nmembers: 2\n"
GRANT = "levers.route_rights.grants[0].weekly_frequencies"


def sweep(folder, text, table=None):
    written(folder, BASE, "base.yaml")
    if table is not None:
        written(folder, table, "design.csv")
    return read(written(folder, HEAD + text, "sweep.yaml"))


def wrong(folder, text, table=None):
    with pytest.raises(InputError) as caught:
        sweep(folder, text, table)
    for lang in ("en", "zh"):
        assert caught.value.render(lang)
    return [(p.file.rpartition("/")[2], p.line, p.column, p.code, p.nearest) for p in caught.value.problems]


def flights(variant):
    return variant.scenario.levers.route_rights.grants[0].weekly_frequencies


def test_a_grid_gives_every_combination(tmp_path):
    found = sweep(tmp_path, f"grid:\n  {GRANT}: [3, 14]\n  world.reopening: [slow, fast, central]\n")
    assert [(flights(one), one.scenario.world.reopening) for one in found.variants] == [
        (3, "slow"), (3, "fast"), (3, "central"), (14, "slow"), (14, "fast"), (14, "central"),
    ]  # fmt: skip
    assert (found.variants[1].title.en, found.variants[1].title.zh) == ("3 / fast", "3 / 较快")
    assert {one.scenario.ensemble.members for one in found.variants} == {2}


def test_variants_are_laid_over_the_base(tmp_path):
    text = """variants:
  none: {levers: {route_rights: null}}
  dear: {title: {zh: 贵, en: Dear}, parameters: {visitors.visa_friction.leisure: 1.2}}
"""
    found = sweep(tmp_path, text)
    assert not found.variants[0].scenario.levers.route_rights.grants
    assert found.variants[1].title.zh == "贵" and flights(found.variants[1]) == 7
    assert found.variants[1].scenario.parameters == {"visitors.visa_friction.leisure": 1.2}


def test_a_table_has_a_row_for_each_variant_and_leaves_blanks_as_they_are(tmp_path):
    table = f"name,{GRANT},parameters.visitors.visa_friction.leisure\nfew,2,\n,,1.2\n"
    few, other = sweep(tmp_path, "table: design.csv\n", table).variants
    assert (few.name, flights(few), few.scenario.parameters) == ("few", 2, {})
    assert (other.name, flights(other)) == ("2", 7)
    assert other.scenario.parameters == {"visitors.visa_friction.leisure": 1.2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"grid:\n  {GRANT}: [3, 0.1]\n", ("sweep.yaml", 6, 57, "out_of_range", None)),
        ("grid:\n  world.reopening: [slow, fastt]\n", ("sweep.yaml", 6, 27, "unknown_word", "fast")),
        ("grid:\n  levers.route_rights.grants[4].until: [2024-01]\n", ("sweep.yaml", 6, 41, "no_such_entry", None)),
        ("grid:\n  ensemble.members: [2, 4]\n", ("sweep.yaml", 6, 3, "key_not_varied", None)),
        ("grid:\n  wrld.reopening: [slow]\n", ("sweep.yaml", 6, 3, "key_not_varied", "world")),
        ("variants:\n  a: {world: {reopenning: slow}}\n", ("sweep.yaml", 6, 15, "unknown_key", "reopening")),
        ("variants: {a: 3}\n", ("sweep.yaml", 5, 15, "not_a_table", None)),
        ("variants: {a: {}}\ngrid: {scale: [0.1]}\n", ("sweep.yaml", 6, 7, "one_kind_of_variants", None)),
        ("", ("sweep.yaml", 1, 1, "one_kind_of_variants", None)),
        ("tabel: design.csv\nvariants: {a: {}}\n", ("sweep.yaml", 5, 1, "unknown_key", "table")),
        ("table: ../design.csv\n", ("sweep.yaml", 5, 8, "bad_table_name", None)),
    ],
)
def test_faults_are_told_where_they_are(tmp_path, text, expected):
    assert expected in wrong(tmp_path, text)


def test_faults_of_a_table_have_its_lines_and_columns(tmp_path):
    table = f"name,{GRANT},wrld.reopening\na,x,\na,5,,9\n"
    found = wrong(tmp_path, "table: design.csv\n", table)
    assert ("design.csv", 1, 3, "key_not_varied", "world") in found
    assert ("design.csv", 3, 4, "cell_without_key", None) in found
    assert ("design.csv", 2, 2, "not_number", None) in found


def test_a_base_that_is_not_sound_says_so(tmp_path):
    written(tmp_path, BASE.replace("SGP", "SPG"), "broken.yaml")
    with pytest.raises(InputError) as caught:
        read(written(tmp_path, HEAD.replace("base.yaml", "broken.yaml") + "variants: {a: {}}\n", "sweep.yaml"))
    assert [(p.file.rpartition("/")[2], p.line) for p in caught.value.problems] == [("broken.yaml", 5)]


@pytest.mark.parametrize("path", sorted((FOLDER / "sweeps").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_sweeps_are_sound(path):
    assert len(read(path).variants) > 1
