"""The travel choice as arrays is the travel choice of single agents: same luck, same choices."""

import numpy as np
import pytest

from model.draws import philox4x32
from model.visitors.tastes import NANJING
from tests.benchmarks.travel_choice import Crowd, by_arrays, choosers, philox


@pytest.fixture(scope="module")
def travellers():
    """Two thousand travellers of all markets."""
    return choosers(2000)


@pytest.mark.parametrize("with_tastes", [False, True])
def test_one_agent_each_chooses_as_the_arrays_do(travellers, with_tastes):
    crowd = Crowd(travellers, with_tastes)
    crowd.choose()
    choices = by_arrays(travellers)
    np.testing.assert_array_equal(crowd.choices(), choices)
    assert len(np.unique(choices)) > 6 and np.any(choices >= NANJING.start)


def test_the_agents_generator_is_the_arrays_generator():
    for counter, key in (((1, 2, 3, 4), (5, 6)), ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2)):
        assert philox(*counter, *key) == tuple(int(word) for word in philox4x32(counter, key))
