"""Which files a scenario may read: regular files of one folder, of bounded size."""

import os
import stat
from pathlib import Path

from common.problems import Phrase, nearest
from scenarios.reading.messages import phrase
from scenarios.reading.yaml_text import MAX_BYTES

SHIPPED = Path(__file__).parent.parent
"""The folder of the scenarios that come with the project."""


def content(file: str) -> bytes | Phrase:
    """Return the bytes of a file, one more than allowed at most, or why it cannot be read."""
    try:
        # Not blocking: a named pipe without a writer would otherwise wait without end.
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        return phrase("no_such_file")
    except (OSError, ValueError):  # ValueError: a name with a null character
        return phrase("cannot_read")
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return phrase("not_a_file")
        with open(handle, "rb", closefd=False) as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError:
        return phrase("cannot_read")
    finally:
        os.close(handle)


def beside(file: str) -> list[str]:
    """Return the names of scenario files in the folder of a file, none where it cannot be listed."""
    try:
        return sorted(path.name for path in Path(file).parent.glob("*.yaml"))
    except OSError:
        return []


def meant(file: str, shipped: Path = SHIPPED) -> str | None:
    """Return the file that was probably meant by a path where there is none: one beside it, or one of a folder that is shipped.

    A name is often typed as lists give it, without folder and ending.
    """
    typed = Path(file)
    name = typed.name if typed.suffix else f"{typed.name}.yaml"
    known = [(folder, beside(str(folder / name))) for folder in (typed.parent, shipped)]
    for same in (lambda names: name if name in names else None, lambda names: nearest(name, names)):
        for folder, names in known:
            if found := same(names):
                path = folder / found
                return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
    return None


def identity(file: str) -> Path:
    """Return one path for one file, whatever links lead to it."""
    return Path(os.path.realpath(file))


def sibling(file: str, name: str) -> str | Phrase:
    """Return the path of ``name`` in the folder of ``file``, or why it may not be read (links must stay inside)."""
    path = Path(file).parent / name
    if identity(str(path)).parent != identity(str(path.parent)):
        return phrase("outside_folder")
    return str(path)
