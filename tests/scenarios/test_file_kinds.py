"""A file that is given to the command of another kind is answered with that, in place of a list of keys unknown there."""

import itertools

import pytest

from common.problems import InputError
from scenarios.reading import reader
from scenarios.reading.file_names import SHIPPED
from scenarios.searching import search_reader
from scenarios.sweeping import sweep_reader

FILES = {"scenario": "plan-104.yaml", "sweep": "sweeps/downtown-shop.yaml", "search": "searches/best-for-3bn.yaml"}
READERS = {"scenario": reader.read, "sweep": sweep_reader.read, "search": search_reader.read}
OTHERS = [(kind, by) for kind, by in itertools.product(FILES, READERS) if kind != by]


@pytest.mark.parametrize(("kind", "by"), OTHERS)
def test_the_kind_is_told_in_place_of_unknown_keys(kind, by):
    with pytest.raises(InputError) as caught:
        READERS[by](SHIPPED / FILES[kind])
    assert [problem.code for problem in caught.value.problems] == [f"is_{kind}"]


def test_keys_of_no_kind_are_still_listed(tmp_path):
    file = tmp_path / "odd.yaml"
    file.write_text("name: odd\ntitle: {zh: 甲, en: Odd}\nlevrs: {}\n", encoding="utf-8")
    for read in READERS.values():
        with pytest.raises(InputError) as caught:
            read(file)
        assert "unknown_key" in {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(("by", "typed"), [("search", "best-for-3bn"), ("sweep", "downtown-shop")])
def test_a_name_as_lists_give_it_is_answered_with_the_file(by, typed, tmp_path):
    with pytest.raises(InputError) as caught:
        READERS[by](tmp_path / typed)
    assert caught.value.problems[0].nearest.replace("\\", "/").endswith(FILES[by])
