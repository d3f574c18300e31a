"""``simulate --part``: a part of the members of each scenario, kept in a folder of its own until all parts are gathered."""

import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from commands.console import DONE, Console
from commands.options import RunOptions
from commands.progress import members_done
from commands.run_ensemble import read_all, with_parts
from common.errors import UserError
from common.files import write_text
from outputs.results.folder import changed
from scenarios.running import ensemble, fingerprints
from scenarios.running.member_parts import MemberPart
from scenarios.running.prepare import Prepared

RECORD = "part.json"
"""What the members of a part rest on; its other files are members as in any run."""


class PartFolder(NamedTuple):
    """A part that is there: its folder, which part it is, and what it rests on."""

    path: Path
    part: MemberPart
    record: dict


def parts_folder(out: Path, name: str) -> Path:
    """Return the folder that holds the parts of a run."""
    return out / f"{name}.parts"


def parts_there(out: Path, name: str) -> list[PartFolder]:
    """Return the parts of a run that are there, finished or not, in their order; other folders are left out."""
    found = []
    for path in parts_folder(out, name).glob("*-of-*"):
        number, _, of = path.name.partition("-of-")
        record = _record(path)
        if record is not None and number.isdecimal() and of.isdecimal():
            found.append(PartFolder(path, MemberPart(int(number), int(of)), record))
    return sorted(found, key=lambda one: (one.part.of, one.part.number))


def check_inputs(there: PartFolder, prepared: Prepared) -> None:
    """Check that a part was made from what the scenario is now; the number of members may differ.

    Raises:
        UserError: it was made from other inputs; the message says what has changed.
    """
    if there.record.get("inputs") == prepared.job.inputs:
        return
    hashes = there.record.get("hashes")
    en, zh = changed(hashes if isinstance(hashes, dict) else {}, prepared.hashes)
    raise UserError(
        f"part {there.part} in {there.path} is of other inputs (changed: {en}): run it again with "
        f"--part {there.part} --replace, or use the file, options and version that made it",
        f"{there.path} 中的第 {there.part} 部分来自不同的输入（有变：{zh}）：请用 --part {there.part} --replace 重新运行，"
        "或改用当时的文件、选项和版本",
    )


def run_part(files: Sequence[Path], part: MemberPart, run_options: RunOptions, console: Console) -> int:
    """Run a part of the members of each scenario; what an interrupted command left of it is taken as it is.

    Returns:
        The exit code, always 0: failed members are named when the parts are gathered.

    Raises:
        InputError: problems in the files or the options; all of them are in the error.
        UserError: a precision is asked for, or the part is there from other inputs.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    if run_options.precision is not None:
        raise UserError(
            "--part and --precision do not go together: how many members a precision takes is known only when all have been run",
            "--part 不能与 --precision 同用：达到精度所需的样本数，要全部运行后才知道",
        )
    asked = [with_parts(prepared) for prepared in read_all(files, run_options, console)]
    for prepared in asked:
        _begin(prepared, part, run_options)
    for prepared in asked:
        folder = parts_folder(run_options.out, prepared.scenario.name) / part.folder
        with members_done(f"{prepared.scenario.name} {part}", console) as progress:
            done = ensemble.run(
                prepared.job,
                part.members(prepared.members),
                folder,
                workers=run_options.workers,
                cluster=run_options.cluster,
                progress=progress,
            )
        _tell(done, prepared, part, console)
    return DONE


def _begin(prepared: Prepared, part: MemberPart, run_options: RunOptions) -> None:
    """Make the folder of a part ready, with the record of what it rests on."""
    path = parts_folder(run_options.out, prepared.scenario.name) / part.folder
    record = _record(path)
    if run_options.replace:
        shutil.rmtree(path, ignore_errors=True)
    elif record is not None:
        check_inputs(PartFolder(path, part, record), prepared)
    path.mkdir(parents=True, exist_ok=True)
    content = {
        "part": str(part),
        "members": prepared.members,
        "inputs": prepared.job.inputs,
        "hashes": prepared.hashes,
        "version": fingerprints.version(),
        "command": list(run_options.command),
    }
    write_text(path / RECORD, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _tell(done: ensemble.Ensemble, prepared: Prepared, part: MemberPart, console: Console) -> None:
    name, failed = prepared.scenario.name, len(done.failed)
    bad = (f", {failed} failed", f"，{failed} 个失败") if failed else ("", "")
    console.result(
        f"{name}: part {part} of {prepared.members} members is done ({len(done.members)} members{bad[0]}) in {done.folder}; "
        "gather, with the same file and options, joins all parts",
        f"{name}：{prepared.members} 个样本的第 {part} 部分已完成（{len(done.members)} 个样本{bad[1]}），存于 {done.folder}；"
        "各部分都完成后，用同一文件和选项运行 gather 合并",
    )


def _record(path: Path) -> dict | None:
    with suppress(OSError, ValueError):
        found = json.loads((path / RECORD).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else None
    return None
