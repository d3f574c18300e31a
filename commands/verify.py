"""``verify``: whether the files of a run are as they were written."""

import time
from pathlib import Path

from commands.console import AT_FAULT, DONE, Console
from outputs.results.open import find_run

SILENT_S = 1.5
"""Seconds after which it is said which file is being read."""


def verify(run: str, fingerprint: str, out: Path, console: Console) -> int:
    """Read every file of a run again and say what was found, and what that does not establish. Needs no network.

    Returns:
        The exit code: 2 where something is not as it was recorded, else 0.

    Raises:
        UserError: no such run, or ``fingerprint`` is none.
    """
    from outputs.citing.verify import NOT_ESTABLISHED, verify

    said = time.monotonic()

    def reading(name: str) -> None:
        nonlocal said
        if time.monotonic() - said > SILENT_S:
            said = time.monotonic()
            console.note(f"reading {name} ...", f"正在读取 {name}……")

    found = verify(find_run(run, out), fingerprint, reading)
    count = len(found.sound)
    console.result(
        f"{count} file{'s are' if count != 1 else ' is'} as recorded (SHA-256).",
        f"{count} 个文件与记录一致（SHA-256）。",
    )
    for sentence in found.wrong:
        console.result(f"Not so: {sentence.en}.", f"不符：{sentence.zh}。")
    if found.unrecorded:
        names = ", ".join(found.unrecorded[:10]) + (" ..." if len(found.unrecorded) > 10 else "")
        console.result(f"Not recorded, such as reports made later: {names}", f"无记录（如之后生成的报告）：{names}")
    if found.fingerprint:
        console.result(f"Fingerprint: {found.fingerprint}", f"指纹：{found.fingerprint}")
    console.result("This does not establish:", "以上核对不能说明：")
    for text in NOT_ESTABLISHED:
        console.result(f"- {text.en}", f"- {text.zh}")
    return AT_FAULT if found.wrong else DONE
