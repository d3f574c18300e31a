"""``explore``: one page to look into runs, as a file that needs no network, or served with a form that makes scenarios."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from commands.library_facts import EFFECTS, facts
from commands.pages import open_address, runs_in
from common.errors import UserError
from common.files import write_text
from outputs.results.open import find_run

OTHERS = {"search": "searches", "sweep": "sweeps"}
"""What else has a page, and the folder beside that of runs in which it lies; each leaves a file of its name that is read."""


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
        runs: paths of runs or their names under ``out``, up to four, or one search or sweep: its folder or its name; none: the
            newest run there.
        out: the folder that holds runs.
        console: prints in the reader's language, in which the page opens as well.
        to: the file to write; where not given, ``explore.html`` in the folder of the first run.
        observed: a file of observations, for all runs.
        open_it: whether to open it in the browser.

    Raises:
        UserError: runs or a file that cannot be read, or no run at all.
    """
    from outputs.explore.write import FILE, write_page

    if (other := _other_among(runs, out)) is not None:
        return _explore_other(*other, runs, console, to, observed, open_it)
    folders = [find_run(run, out) for run in runs] or [newest(out)]
    target = _target(to, folders[0] / FILE)
    console.note("gathering what the page shows ...", "正在汇集页面内容……")
    written = write_page(folders, target, console.lang, facts(), EFFECTS if EFFECTS.is_file() else None, observed)
    return _told(written, console, open_it)


def _target(to: Path | None, usual: Path) -> Path:
    target = to or usual
    if not target.parent.is_dir():
        raise UserError(
            f"--to {target}: there is no folder {target.parent}", f"--to {target}：没有文件夹 {target.parent}"
        )
    return target


def _told(written: Path, console: Console, open_it: bool) -> Path:
    console.result(f"Page: {written}", f"页面：{written}")
    if open_it:
        open_address(written.resolve().as_uri())
    return written


def _other_among(named: Sequence[str], out: Path) -> tuple[str, Path] | None:
    """Return the kind and the folder of a search or sweep among what is named, by path or by name; runs go first."""
    for name in named:
        places = [
            (None, Path(name)),
            (None, out / name),
            *((kind, out.parent / OTHERS[kind] / name) for kind in OTHERS),
        ]
        for only, folder in places:
            if (folder / "results.nc").is_file():
                break
            for kind in OTHERS:
                if only in (None, kind) and (folder / f"{kind}.json").is_file():
                    return kind, folder
    return None


def _explore_other(
    kind: str,
    folder: Path,
    named: Sequence[str],
    console: Console,
    to: Path | None,
    observed: Path | None,
    open_it: bool,
) -> Path:
    from outputs.explore.write import FILE
    from outputs.search import search_file
    from outputs.sweep import sweep_file

    if len(named) > 1 or observed is not None:
        raise UserError(
            f"{folder} is a {kind}, which has a page of its own: name it alone, without --observed; its plans can be simulated and explored together",
            f"{folder} 是 {kind} 的结果，单独成页：请只写它一个，且不加 --observed；其中的方案可以先模拟，再一并探索",
        )
    target = _target(to, folder / FILE)
    console.note("drawing the page ...", "正在绘制页面……")
    if kind == "search":
        page = search_file.explored(search_file.read(folder), console.lang)
    else:
        page = sweep_file.explored(sweep_file.read(folder), console.lang)
    write_text(target, page)
    return _told(target, console, open_it)


def newest(out: Path) -> Path:
    """Return the folder of the run under ``out`` that was made last.

    Raises:
        UserError: there is none.
    """
    found = runs_in(out)
    if not found:
        raise UserError(f"{out} holds no run: simulate one first", f"{out} 中没有结果：请先模拟")
    return found[0]
