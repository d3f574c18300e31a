import numpy as np
import pytest

from model.population import Population


def few(n=3):
    people = Population({"slot": "u4", "taste": ("f4", 2)}, capacity=2)
    people.add(slot=np.arange(n), taste=np.arange(2 * n).reshape(n, 2))
    return people


def test_it_grows_and_keeps_what_it_had():
    people = few()
    rows = people.add(slot=np.array([9, 8]), taste=0.5)
    assert (rows.start, rows.stop, len(people)) == (3, 5, 5)
    assert people["slot"].tolist() == [0, 1, 2, 9, 8]
    assert people["taste"][:3].tolist() == [[0, 1], [2, 3], [4, 5]]
    assert people["taste"].dtype == np.float32


def test_those_who_stay_keep_their_order():
    people = few()
    people.keep(np.array([True, False, True]))
    assert people["slot"].tolist() == [0, 2]
    assert people["taste"].tolist() == [[0, 1], [4, 5]]


def test_columns_are_views():
    people = few()
    people["slot"][1] = 77
    assert people["slot"].tolist() == [0, 77, 2]


def test_a_missing_or_unknown_column_is_refused():
    with pytest.raises(KeyError, match="taste"):
        few().add(slot=np.array([1]))
    with pytest.raises(KeyError, match="colour"):
        few().add(slot=np.array([1]), taste=0, colour=0)
