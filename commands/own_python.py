"""The Python that runs the program: another than the environment's lacks the libraries, and ends with the right command.

It is asked before anything else is imported, so this file imports little itself, and any Python 3 can read it.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

OLDEST = (3, 11)
"""The first Python that can read the rest of the program."""
_LIBRARIES = ("typer", "pydantic", "mesa")
"""Libraries by which the environment is known: some Python of the system may have one or the other."""
_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def insist() -> None:
    """End the process with exit code 2 and the command to use where this Python cannot run the program."""
    if sys.version_info < OLDEST or any(find_spec(name) is None for name in _LIBRARIES):
        sys.stderr.write(message(sys.argv[1:]))
        sys.exit(2)


def message(words: list[str], folder: str = _FOLDER) -> str:
    """Return what to run in place of ``python run.py`` with these words, in both languages, as the reader's is not known yet.

    Args:
        words: of the command line, after ``run.py``.
        folder: of the program; uv is set up first where it is not in ``.uv`` there.
    """
    from shlex import quote

    python, programs = ("python", ".uv\\Scripts\\") if os.name == "nt" else ("python3", ".uv/bin/")
    there = os.path.isdir(os.path.join(folder, ".uv"))
    first = "" if there else f"{python} -m venv .uv && {programs}pip install -q uv && "
    command = " ".join((f"{first}{programs}uv run run.py", *map(quote, words)))
    this = f"Python {sys.version.split()[0]} ({sys.executable})"
    return (
        f"{this} 没有本项目所需的库，请在本项目文件夹中改用：{command}\n"
        f"{this} lacks the libraries of this project; in its folder use instead: {command}\n"
    )
