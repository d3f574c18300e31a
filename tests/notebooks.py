"""Notebooks as pairs: the ``.py`` is written and read by people, the ``.ipynb`` beside it is made from it.

Run as ``python -m tests.notebooks`` in the project's folder to make every ``.ipynb`` anew. They are kept without outputs:
what a notebook shows comes from running it, and a change shows as a change of text.

A notebook finds the project in its first cell and reads two variables of the environment, so that a test can run it on
little: ``NOTEBOOK_BUDGET`` (``small`` for a quick look at everything, ``full`` where not set) and ``NOTEBOOK_RUN`` (path
of the run that a notebook of ``outputs`` shows, ``full-pilot`` where not set).
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

import jupytext
import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("outputs/notebooks", "calibration/notebooks")
HEAD = """# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---
"""
"""How each ``.py`` begins: Jupyter then opens either file, and saves both."""
FIRST_CELL = """# %%
import os
import sys
from pathlib import Path

here = Path.cwd()  # wherever Jupyter was started, go to the project's folder
os.chdir(next(folder for folder in (here, *here.parents) if (folder / "run.py").is_file()))
sys.path.insert(0, os.getcwd())
"""
"""The first cell of code of each notebook."""
LONGEST_CELL_S = 1800


def sources(root: Path = ROOT) -> list[Path]:
    """The ``.py`` of every notebook."""
    return sorted(path for folder in FOLDERS for path in (root / folder).glob("*.py") if path.stem != "__init__")


def made(source: str) -> str:
    """The text of the ``.ipynb`` that belongs to the text of a ``.py``: numbered cells, no outputs, no machine named."""
    notebook = jupytext.reads(source, "py:percent")
    kept = {key: notebook.metadata[key] for key in ("jupytext", "kernelspec")}
    kept["jupytext"] = {"formats": kept["jupytext"]["formats"]}
    notebook.metadata = nbformat.from_dict(kept)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells):
        cell["id"], cell["metadata"] = f"cell-{number}", nbformat.from_dict({})
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def run(source: Path, settings: Mapping[str, str], cwd: Path = ROOT) -> nbformat.NotebookNode:
    """Run a notebook top to bottom in a process of its own; it comes back with its outputs.

    Args:
        source: its ``.py``.
        settings: what the environment says, see above.
        cwd: where Jupyter is said to have been started.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    notebook = nbformat.reads(made(source.read_text(encoding="utf-8")), as_version=4)
    client = NotebookClient(
        notebook, timeout=LONGEST_CELL_S, kernel_name="python3", resources={"metadata": {"path": str(cwd)}}
    )
    with patch.dict(os.environ, settings):
        return client.execute()


if __name__ == "__main__":
    for path in sources():
        text = made(path.read_text(encoding="utf-8"))
        path.with_suffix(".ipynb").write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT).with_suffix(".ipynb"), file=sys.stderr)
