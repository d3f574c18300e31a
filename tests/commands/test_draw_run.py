"""Figures of a run are shared out among processes, none twice and none left out."""

import pytest

from commands.draw_run import MOST_SHARES, shares


@pytest.mark.parametrize("processes", [1, 2, 3, 4, 64])
def test_pieces_are_the_whole(processes):
    pieces = shares(processes)
    for lang in ("zh", "en"):
        own = [(k, many) for one, k, many in pieces if one == lang]
        assert [k for k, _ in own] == list(range(own[0][1])) and len(own) <= MOST_SHARES
    assert len(pieces) <= max(2, processes), "a piece more than there are processes is waited for"
