"""Whether two runs share their luck, so that their members can be compared one by one: the one rule for all commands.

Random numbers depend on the seed, the share of travellers simulated, the first month, the code, the data and the fitted
draws, and where members were chosen for agreeing with figures, on those. Where all of these are the same, member k of both runs meets the same random events, and only what differs in the
inputs (levers, world, parameters) makes a difference. Where one of them differs or is not known, it is luck as well.
"""

from collections.abc import Mapping
from typing import NamedTuple

import xarray as xr

NAMES = {
    "seed": ("seeds", "随机种子"),
    "scale": ("scales", "模拟比例"),
    "start": ("first months", "起始月份"),
    "code": ("code", "代码"),
    "data": ("data", "数据"),
    "posterior": ("fit", "拟合结果"),
    "given": ("observations that members agree with", "选取样本所依据的实际数据"),
    "members": ("members", "模拟样本"),
}
"""What two runs must share to have the same luck, with the readers' names in English and Chinese."""


class Luck(NamedTuple):
    """What the luck of a run depends on; None where it is not known."""

    seed: object
    scale: object
    start: str
    code: object
    data: object
    posterior: object
    given: object
    members: frozenset[int]


class SharedLuck(NamedTuple):
    """Both runs have the same luck in these members, in ascending order."""

    members: tuple[int, ...]


class DifferentLuck(NamedTuple):
    """Why two runs cannot be compared member by member: keys of :data:`NAMES`."""

    reasons: tuple[str, ...]

    def names(self, lang: str) -> list[str]:
        """The reasons for readers of ``"en"`` or ``"zh"``."""
        return [NAMES[reason][lang == "zh"] for reason in self.reasons]


def luck_of(dataset: xr.Dataset, provenance: Mapping) -> Luck:
    """What the luck of a run depends on.

    Args:
        dataset: the results with all their months.
        provenance: what lies beside the results; empty where nothing does.
    """
    hashes = provenance.get("hashes")
    known = hashes if isinstance(hashes, Mapping) else {}
    return Luck(
        seed=dataset.attrs.get("seed"),
        scale=dataset.attrs.get("scale"),
        start=str(dataset["month"].values[0])[:7],
        code=known.get("code"),
        data=known.get("data"),
        posterior=known.get("posterior"),
        given=known.get("luck", ""),
        members=frozenset(map(int, dataset["member"].values)),
    )


def shared_luck(old: Luck, new: Luck) -> SharedLuck | DifferentLuck:
    """The members in which two runs have the same luck, or all reasons why there are none."""
    reasons = [
        key
        for key, before, after in zip(Luck._fields, old, new, strict=True)
        if key != "members" and (before is None or before != after)
    ]
    members = tuple(sorted(old.members & new.members))
    if not members:
        reasons.append("members")
    return DifferentLuck(tuple(reasons)) if reasons else SharedLuck(members)
