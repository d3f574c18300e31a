"""``gather``: join the parts that ``simulate --part`` left into the run, the same to the last bit as one command gives."""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from commands.console import Console
from commands.member_parts import PartFolder, check_inputs, parts_folder, parts_there
from commands.options import RunOptions
from commands.options_check import check_out, check_workers
from commands.run_ensemble import read_all, run_ensembles
from common.errors import UserError
from outputs.results.folder import RunFolder, read_provenance
from scenarios.running.ensemble import Ensemble
from scenarios.running.member_parts import part_of
from scenarios.running.member_store import MemberStore
from scenarios.running.prepare import Prepared

_NAMED = 12
"""Parts that a message names; of more, the number."""


class Gathered(NamedTuple):
    """The files of members that are in parts: of finished ones, and the records of failed ones."""

    finished: dict[int, Path]
    failed: dict[int, Path]


def gather(files: Sequence[Path], run_options: RunOptions, console: Console) -> int:
    """Join the parts of each scenario, then write its results as ``simulate`` does.

    Returns:
        The exit code: 1 where a scenario lost all its members, else 0.

    Raises:
        InputError: problems in the files or the options; all of them are in the error.
        UserError: a part is missing, unfinished or of other inputs, or results would be in the way.
        KeyboardInterrupt: interrupted; the parts are as they were.
    """
    check_workers(run_options.workers)
    check_out(run_options.out)
    found, scenarios = {}, read_all(files, run_options, console)
    for prepared in scenarios:
        if not _stands(prepared, run_options):
            found[prepared.job.inputs] = collect(prepared, run_options.out)

    def joined(
        prepared: Prepared, folder: RunFolder, run_options: RunOptions, console: Console
    ) -> tuple[Prepared, Ensemble]:
        return prepared, _join(found[prepared.job.inputs], prepared, folder)

    return run_ensembles(files, run_options, console, joined, scenarios)


def _stands(prepared: Prepared, run_options: RunOptions) -> bool:
    """Whether the run is there already, so that no part is needed."""
    record = read_provenance(run_options.out / prepared.scenario.name) or {}
    return record.get("fingerprint") == prepared.identity and not run_options.replace


def collect(prepared: Prepared, out: Path) -> Gathered:
    """Return the members of all parts.

    Raises:
        UserError: there is no part, one is of other inputs, or members are missing.
    """
    name = prepared.scenario.name
    there = parts_there(out, name)
    if not there:
        raise UserError(
            f"no parts of {name} in {parts_folder(out, name)}: simulate FILE --part 1/4, then 2/4 and so on, makes them",
            f"{parts_folder(out, name)} 中没有 {name} 的任何部分：先用 simulate FILE --part 1/4、2/4 等逐一运行",
        )
    found = Gathered({}, {})
    for one in there:
        check_inputs(one, prepared)
        store = MemberStore(one.path, prepared.job.inputs)
        for member in one.part.members(prepared.members):
            record = store.path(member).with_suffix(".json")
            if store.get(member) is not None:
                found.finished[member] = store.path(member)
            elif record.is_file():
                found.failed[member] = record
    missing = [m for m in range(prepared.members) if m not in found.finished and m not in found.failed]
    if missing:
        raise _missing(missing, there, prepared)
    return found


def _missing(missing: Sequence[int], there: Sequence[PartFolder], prepared: Prepared) -> UserError:
    """The error that members are missing: which parts are not there, and which are not finished."""
    splits = {one.part.of for one in there}
    if len(splits) > 1:  # parts of different splits overlap
        en, zh = f"members {_listed(missing, 'en')}", f"样本 {_listed(missing, 'zh')}"
    else:
        of, known = splits.pop(), {one.part.number for one in there}
        parts = sorted({part_of(member, of) for member in missing})
        absent = [str(part) for part in parts if part.number not in known]
        begun = [str(part) for part in parts if part.number in known]
        en = "; ".join(
            f"{what} {_listed(some, 'en')}" for what, some in (("not there:", absent), ("not finished:", begun)) if some
        )
        zh = "；".join(
            f"{what}{_listed(some, 'zh')}" for what, some in (("缺少：", absent), ("未完成：", begun)) if some
        )
    name, of_all = prepared.scenario.name, f"{len(missing)} / {prepared.members}"
    return UserError(
        f"{name} cannot be gathered, {of_all} members are missing: {en}. Run these parts (again), each goes on from what it has",
        f"{name} 无法合并，缺 {of_all} 个样本：{zh}。请（重新）运行这些部分，各部分会从已完成处继续",
    )


def _listed(items: Sequence[object], lang: str) -> str:
    named = (", " if lang == "en" else "、").join(map(str, items[:_NAMED]))
    if len(items) <= _NAMED:
        return named
    return named + (f" and {len(items) - _NAMED} more" if lang == "en" else f" 等共 {len(items)} 个")


def _join(found: Gathered, prepared: Prepared, folder: RunFolder) -> Ensemble:
    """Put the members of all parts into the folder of the run, where they take no second room if the disk allows it."""
    for path in (*found.finished.values(), *found.failed.values()):
        target = folder.members / path.name
        target.unlink(missing_ok=True)
        try:
            os.link(path, target)
        except OSError:  # another disk, or one that knows no links
            shutil.copyfile(path, target)
    failed = tuple(json.loads(found.failed[member].read_text(encoding="utf-8")) for member in sorted(found.failed))
    return Ensemble(folder.members, prepared.job.inputs, tuple(sorted(found.finished)), failed)
