"""Where the members of an ensemble are kept: each finished member in a file, each failed one as a record of why."""

import json
import os
import traceback
from pathlib import Path

from common.files import write_bytes
from common.kept import Kept, packed, unpacked
from model.draws import member_seed
from model.facts.months import month_label
from scenarios.running.member import Fault, Job, Pair

_LAST_LINES = 15
"""Lines of a traceback that a record holds."""


class MemberStore:
    """The members of one run in a folder.

    Args:
        folder: the folder; made where it is missing.
        inputs: fingerprint of all that a member depends on; members of other inputs count as not there.
    """

    def __init__(self, folder: Path, inputs: str) -> None:
        self.folder, self.inputs = folder, inputs
        self._kept = Kept(folder)

    def path(self, member: int) -> Path:
        """Return where a finished member is kept; a failed one leaves a ``.json`` of the same name instead."""
        return self._kept.path(f"{member:05d}")

    def get(self, member: int) -> Pair | None:
        """Return a member that was finished earlier; None where there is none that can be trusted."""
        arrays = self._kept.get(f"{member:05d}", _key(self.inputs, member))
        return None if arrays is None else _as_pair(arrays)

    def put(self, member: int, pair: Pair) -> None:
        """Keep a finished member.

        Raises:
            OSError: the disk or the folder refuses.
        """
        self.put_packed(member, packed_member(self.inputs, member, pair))

    def put_packed(self, member: int, content: bytes) -> None:
        """Keep a finished member whose file's content is at hand.

        Raises:
            OSError: the disk or the folder refuses.
        """
        write_bytes(self.path(member), content)

    def fail(self, member: int, record: dict) -> None:
        """Keep the record of a member that failed."""
        content = json.dumps(record, ensure_ascii=False, indent=1).encode()
        write_bytes(self.path(member).with_suffix(".json"), content)

    def forget_failure(self, member: int) -> None:
        """Remove the record of a failed member, which is about to be tried again."""
        self.path(member).with_suffix(".json").unlink(missing_ok=True)


def packed_member(inputs: str, member: int, pair: Pair) -> bytes:
    """Return the content of a finished member's file, to write here or to send to where the folder is."""
    arrays = {f"{variant}/{name}": array for variant, results in pair.items() for name, array in results.items()}
    return packed(_key(inputs, member), arrays)


def unpacked_member(inputs: str, member: int, content: bytes) -> Pair | None:
    """Return the results in the content of a member's file; None where it is not whole or not of these inputs."""
    arrays = unpacked(_key(inputs, member), content)
    return None if arrays is None else _as_pair(arrays)


def _key(inputs: str, member: int) -> str:
    return f"{inputs}/{member}"


def _as_pair(arrays: dict) -> Pair:
    pair: Pair = {}
    for key, array in arrays.items():
        variant, _, name = key.partition("/")
        pair.setdefault(variant, {})[name] = array
    return pair


def failure(job: Job, member: int, error: BaseException) -> dict:
    """Return what is known of a member that failed: which, where and why, as plain data."""
    fault = error if isinstance(error, Fault) else None
    cause = error.__cause__ if fault and error.__cause__ else error
    frames = traceback.extract_tb(cause.__traceback__)
    inside = [frame for frame in frames if f"{os.sep}model{os.sep}" in frame.filename] or list(frames)
    return {
        "member": member,
        "seed": member_seed(job.seed, member),
        "variant": fault.variant if fault else None,
        "month": month_label(fault.month) if fault and fault.month is not None else None,
        "room": f"{Path(inside[-1].filename).stem}.{inside[-1].name}" if inside else None,
        "why": f"{type(cause).__name__}: {cause}",
        "traceback": "".join(traceback.format_exception(cause)).splitlines()[-_LAST_LINES:],
    }
