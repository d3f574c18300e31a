"""Parts of an ensemble that are run apart from one another, on whichever machines, and joined afterwards."""

from typing import NamedTuple

from common.errors import UserError

MOST = 10_000
"""Most parts that a run may be split into."""


class MemberPart(NamedTuple):
    """One of several equal parts of an ensemble's members: part ``number``, from 1, of ``of``."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @property
    def folder(self) -> str:
        """Return the name of the folder that holds the part."""
        return f"{self.number}-of-{self.of}"

    def members(self, members: int) -> list[int]:
        """Return its members: every ``of``-th, so that the first, in which more is run, fall to different parts."""
        return list(range(self.number - 1, members, self.of))


def part_of(member: int, of: int) -> MemberPart:
    """Return the part that a member falls to."""
    return MemberPart(member % of + 1, of)


def read_part(text: str) -> MemberPart:
    """Return the part that was asked for, such as ``3/16``.

    Raises:
        UserError: not two whole numbers, or the first is not between 1 and the second.
    """
    number, slash, of = text.strip().partition("/")
    if slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= MOST:
        return MemberPart(int(number), int(of))
    raise UserError(
        f"--part {text}: which of how many, such as 3/16, at most {MOST} parts",
        f"--part {text}：应写成“第几部分/共几部分”，如 3/16，最多 {MOST} 部分",
    )
