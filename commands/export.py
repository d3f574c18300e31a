"""``export``: a run in the form that other programs and other projects read."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from common.errors import UserError
from outputs.results.open import find_run, open_run


def export(
    run: str, form: str, names: Sequence[str], each_member: bool, to: Path | None, out: Path, console: Console
) -> None:
    """Write the export into ``to``, the folder ``export`` of the run where it is not given, and say where it is.

    Raises:
        UserError: no such run, format or result, or ``to`` is a file.
    """
    from outputs.exchange import write_exports

    place = find_run(run, out)
    folder = to or place / "export"
    if folder.exists() and not folder.is_dir():
        raise UserError(f"--to {folder}: not a folder", f"--to {folder}：不是文件夹")
    with open_run(place) as dataset:
        console.note(f"{place.name}: writing {form} ...", f"{place.name}：正在写出 {form}……")
        written = write_exports.export(dataset, form, folder, names, each_member)
    files = ", ".join(f"{path} ({_size(path)})" for path in written)
    console.result(f"Files: {files}", f"文件：{files}")


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{max(size / 1e3, 0.1):.1f} kB"
