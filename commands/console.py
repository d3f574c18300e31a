"""The console: results and notes in the reader's language, errors as messages and exit codes."""

import errno
import locale
import os
import sys
from collections.abc import Generator, Iterable
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commands.streams import prepare_streams
from commands.wrapping import fit
from common import interrupts
from common.errors import UserError
from common.files import TargetRefused
from common.system_errors import reason
from common.text import LANGUAGES, pick

DONE, FAILED, AT_FAULT, INTERRUPTED = 0, 1, 2, interrupts.CODE
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
RESUME = ("what was finished is kept, --resume goes on from it", "已完成的部分都已保存，--resume 可从此处继续")
AGAIN = (
    "what was finished is kept, the same command goes on from it",
    "已完成的部分都已保存，再次运行同一命令即可继续",
)
"""What a command that was cut short says of what it has done, in English and Chinese."""
OUT_OF_MEMORY = (
    "out of memory; fewer --workers or a smaller --scale need less",
    "内存不足；减少 --workers 或调小 --scale 可少用内存",
)
WORKER_LOST = (
    "a worker process ended before its work was done, most likely for lack of memory; try fewer --workers",
    "一个工作进程在完成前结束，很可能是内存不足；请减少 --workers",
)


@dataclass(frozen=True)
class Console:
    """Print in one language: results on standard output, everything else on standard error."""

    lang: str

    def pick(self, en: str, zh: str) -> str:
        """Return the text that is in the reader's language."""
        return pick(self.lang, en, zh)

    def result(self, en: str, zh: str) -> None:
        """Print a result."""
        self.say(self.pick(en, zh))

    def say(self, text: str) -> None:
        """Print a text that is in the reader's language already, broken to the width of a terminal at words."""
        print(fit(text))

    def tell(self, sentences: Iterable[str], written: Iterable[Path]) -> None:
        """Print what was found, a sentence a line, and the files that were written."""
        for sentence in sentences:
            self.say(sentence)
        files = ", ".join(map(str, written))
        self.result(f"Files: {files}", f"文件：{files}")

    def note(self, en: str, zh: str) -> None:
        """Print progress, a note or an error."""
        print(fit(self.pick(en, zh), sys.stderr), file=sys.stderr, flush=True)


@contextmanager
def open_console(lang: str | None, kept: tuple[str, str] | None = None) -> Generator[Console]:
    """Give the console for ``lang`` (None: the system's language) and end the command with the right exit code.

    Inputs at fault end with 2, an interrupt with 130, a disk or folder that refuses or too little memory with 1; any
    other error is left to show itself, which ends with 1. ``kept`` says what of the work is kept in that case, such as
    :data:`RESUME`; None where nothing is kept.
    """
    prepare_streams()
    if lang is not None and lang not in LANGUAGES:
        print(f"--lang {lang}: zh | en", file=sys.stderr)
        sys.exit(AT_FAULT)
    console = Console(lang or system_language())
    try:
        with interrupts.raised():
            yield console
    except UserError as error:
        print(fit(error.render(console.lang), sys.stderr, 2), file=sys.stderr)
        sys.exit(AT_FAULT)
    except BrokenPipeError:  # the reader of the output has gone
        raise
    except OSError as error:
        console.note(*_with(refused(error), kept))
        sys.exit(FAILED)
    except (MemoryError, BrokenExecutor) as error:
        console.note(*_with(OUT_OF_MEMORY if isinstance(error, MemoryError) else WORKER_LOST, kept))
        sys.exit(FAILED)
    except KeyboardInterrupt:
        console.note(*_with(("interrupted", "已中断"), kept))
        from scenarios.running.workers import stop

        stop(at_once=True)  # what they are at would hold up the end of this process
        sys.exit(INTERRUPTED)


def _with(told: tuple[str, str], kept: tuple[str, str] | None) -> tuple[str, str]:
    return told if kept is None else (f"{told[0]}; {kept[0]}", f"{told[1]}；{kept[1]}")


def refused(error: OSError) -> tuple[str, str]:
    """What to say where the disk or a folder refuses, in English and Chinese."""
    en, zh = reason(error, "en"), reason(error, "zh")
    if isinstance(error, TargetRefused):
        return (
            f"{error.filename} cannot be replaced: close it where another program has it open, or free it from write "
            f"protection ({en})",
            f"{error.filename} 无法替换：请在打开它的程序（如 Word）中关闭它，或解除写保护（{zh}）",
        )
    if error.filename:
        en, zh = f"{en}: {error.filename}", f"{zh}：{error.filename}"
    if error.errno in FULL:
        return f"the disk is full ({en})", f"磁盘已满（{zh}）"
    if error.errno in FORBIDDEN:
        return f"the folder cannot be written to ({en})", f"文件夹不可写入（{zh}）"
    return f"a file could not be read or written ({en})", f"文件读写失败（{zh}）"


def system_language() -> str:
    """``"zh"`` where the system speaks Chinese, else ``"en"``."""
    named = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), None)
    if named is None:
        named = locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"
