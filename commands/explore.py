"""``explore``: one page to look into runs, as a file that needs no network, or served with a form that makes scenarios."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from commands.library_facts import EFFECTS, facts
from commands.pages import open_address, runs_in
from common.errors import UserError
from outputs.results.open import find_run


def explore(
    runs: Sequence[str],
    out: Path,
    console: Console,
    to: Path | None = None,
    observed: Path | None = None,
    open_it: bool = True,
) -> Path:
    """Write the page of some runs and say where it is.

    Args:
        runs: paths of runs or their names under ``out``, up to four; none: the newest there.
        out: the folder that holds runs.
        console: prints in the reader's language, in which the page opens as well.
        to: the file to write; where not given, ``explore.html`` in the folder of the first run.
        observed: a file of observations, for all runs.
        open_it: whether to open it in the browser.

    Raises:
        UserError: runs or a file that cannot be read, or no run at all.
    """
    from outputs.explore.write import FILE, write_page

    folders = [find_run(run, out) for run in runs] or [newest(out)]
    target = to or folders[0] / FILE
    if not target.parent.is_dir():
        raise UserError(
            f"--to {target}: there is no folder {target.parent}", f"--to {target}：没有文件夹 {target.parent}"
        )
    console.note("gathering what the page shows ...", "正在汇集页面内容……")
    written = write_page(folders, target, console.lang, facts(), EFFECTS if EFFECTS.is_file() else None, observed)
    console.result(f"Page: {written}", f"页面：{written}")
    if open_it:
        open_address(written.resolve().as_uri())
    return written


def newest(out: Path) -> Path:
    """Return the folder of the run under ``out`` that was made last.

    Raises:
        UserError: there is none.
    """
    found = runs_in(out)
    if not found:
        raise UserError(f"{out} holds no run: simulate one first", f"{out} 中没有结果：请先模拟")
    return found[0]
