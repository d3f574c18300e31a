"""Where runs with some of a scenario's levers are kept, and what both questions asked of them share."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from common.errors import UserError
from outputs.results.folder import RunFolder, read_provenance
from outputs.results.open import open_run
from scenarios.running import fingerprints

_FOLDER_LETTERS = 12


def kept(folder: Path) -> Path:
    """Where runs of coalitions are kept for the code and data that are here.

    Runs of other code or data can never be used again and are cleared away; those of other levers may be.
    """
    here = folder / fingerprints.fingerprint(fingerprints.foundations())[:_FOLDER_LETTERS]
    for old in folder.iterdir() if folder.is_dir() else ():
        if old != here:
            shutil.rmtree(old, ignore_errors=True)
    return here


def stands(folder: RunFolder) -> bool:
    """Whether a run of the same inputs is there; more or fewer members are no matter."""
    if (read_provenance(folder.final) or {}).get("inputs") != folder.inputs:
        return False
    try:
        open_run(folder.final).close()
    except UserError:
        return False
    return True


def tell_failures(failed: Sequence[dict], whole: int, members: int, place: Path, console: Console) -> None:
    """Say how many members failed in some coalition, and why the first did; nothing where none failed."""
    if not failed:
        return
    first = failed[0]
    console.note(
        f"{members - whole} of {members} members failed in some coalition and are left out; the first, member "
        f"{first['member']}: {first['why']} (records under {place})",
        f"{members} 个样本中有 {members - whole} 个在某些组合中失败，未计入；首个为样本 {first['member']}："
        f"{first['why']}（记录见 {place}）",
    )
