"""Every notebook: its two files are in step, it is kept clean, and it runs from top to bottom."""

import ast
import json
import sys

import nbformat
import pytest

from tests.notebooks import FIRST_CELL, FOLDERS, HEAD, ROOT, made, run, sources
from tests.support.reporting import results, write_run

LONG = frozenset({"effects", "evaluation", "evidence", "fit", "search", "sensitivity", "three_figures", "validation"})
"""Notebooks, by name without suffix, that take more than 20 seconds on the small budget."""
NAMEDTUPLE = frozenset({"_asdict", "_fields", "_replace"})
"""Public for all the underscore, which keeps them apart from the names of fields."""
NOTEBOOKS = {path.stem: path for path in sources()}
EACH = pytest.mark.parametrize("name", NOTEBOOKS)
EACH_RUN = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] * (name in LONG)) for name in NOTEBOOKS]
)


def test_there_are_notebooks_and_each_has_a_name_of_its_own():
    assert NOTEBOOKS and len(NOTEBOOKS) == len(sources())
    assert set(NOTEBOOKS) >= LONG
    pairs = {path.with_suffix("") for folder in FOLDERS for path in (ROOT / folder).glob("*.ipynb")}
    assert pairs == {path.with_suffix("") for path in sources()}


@EACH
def test_the_two_files_of_a_notebook_are_in_step(name):
    path = NOTEBOOKS[name]
    text = path.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    assert FIRST_CELL in text
    assert path.with_suffix(".ipynb").read_text(encoding="utf-8") == made(text), "python -m tests.notebooks"


@EACH
def test_a_notebook_is_kept_without_outputs_and_says_nothing_of_a_machine(name):
    kept = json.loads(NOTEBOOKS[name].with_suffix(".ipynb").read_text(encoding="utf-8"))
    assert set(kept["metadata"]) == {"jupytext", "kernelspec"}
    for cell in kept["cells"]:
        assert not cell.get("outputs") and cell.get("execution_count") is None and not cell["metadata"]
    assert kept["cells"][0]["cell_type"] == "markdown" and kept["cells"][0]["source"][0].startswith("# ")


@EACH
def test_a_notebook_uses_nothing_that_is_private(name):
    for node in ast.walk(ast.parse(NOTEBOOKS[name].read_text(encoding="utf-8"))):
        modules = [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        names = [alias.name for alias in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
        reads = [node.attr] if isinstance(node, ast.Attribute) else []
        parts = [part for one in (*modules, *names, *reads) for part in one.split(".")]
        assert not [part for part in parts if part.startswith("_") and part not in NAMEDTUPLE], name


@EACH_RUN
def test_a_notebook_runs_from_top_to_bottom(name, tmp_path):
    shown = write_run(tmp_path / "full-pilot", results(members=6, months=36))
    done = run(NOTEBOOKS[name], {"NOTEBOOK_BUDGET": "small", "NOTEBOOK_RUN": str(shown)}, NOTEBOOKS[name].parent)
    code = [cell for cell in done.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    told = [output for cell in code for output in cell.outputs]
    assert told
    assert not [output.text for output in told if output.output_type == "stream" and output.name == "stderr"]


def test_a_cell_that_fails_is_told(tmp_path):
    from nbclient.exceptions import CellExecutionError

    source = tmp_path / "wrong.py"
    source.write_text(f"{HEAD}\n# %% [markdown]\n# # Wrong\n\n# %%\n1 / 0\n", encoding="utf-8")
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        run(source, {})


def test_what_is_made_is_the_same_each_time_and_can_be_read():
    text = f"{HEAD}\n# %% [markdown]\n# # Title\n\n{FIRST_CELL}"
    assert made(text) == made(text)
    kept = nbformat.reads(made(text), as_version=4)
    assert [cell.cell_type for cell in kept.cells] == ["markdown", "code"]
    assert sys.prefix not in made(text)
