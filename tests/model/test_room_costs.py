"""No room of the city takes a much larger part of a month than was announced: counted, not timed."""

from collections import Counter

import pytest

from tests.benchmarks import rooms

LEAST = 0.01
"""Share below which a room is free to grow."""


@pytest.fixture(scope="module")
def found() -> rooms.Work:
    return rooms.work()


def grown(found: rooms.Work, kind: str) -> list[str]:
    announced = rooms.recorded()[kind]
    shares = found.share(kind).items()
    return [room for room, share in shares if share > 2 * max(announced.get(room, 0.0), LEAST)]


@pytest.mark.parametrize("kind", rooms.KINDS)
def test_no_rooms_share_of_work_doubles_unannounced(found: rooms.Work, kind: str) -> None:
    assert not grown(found, kind), "if it has to be so: python -m tests.benchmarks.rooms --renew"


def test_every_room_is_announced(found: rooms.Work) -> None:
    assert set(rooms.recorded()["calls"]) == set(found.share("calls"))


def test_a_room_that_doubles_is_found(found: rooms.Work) -> None:
    more = Counter(found.calls)
    more["talent"] *= 3
    assert grown(found._replace(calls=more), "calls") == ["talent"]
