"""The house stands: arrows between rooms, pins, what files may mention, and how code looks."""

import ast
import functools
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAY_IMPORT = {
    "common": {"common"},
    "model": {"model", "common"},
    "scenarios": {"scenarios", "model", "common"},
    "calibration": {"calibration", "scenarios", "model", "common"},
    "outputs": {"outputs", "common"},
    "commands": {"commands", "calibration", "scenarios", "model", "outputs", "common"},
    "run": {"run", "commands", "scenarios", "common"},
    "notebooks": {"calibration", "scenarios", "model", "outputs", "common"},
}
"""Room → rooms that its code may import: each floor rests on those below it. Notebooks, wherever they lie, are readers of
the other rooms and no part of them."""
ROOMS = {*MAY_IMPORT, "tests"}
NOT_OF_THE_MODEL = {
    "matplotlib",
    "xarray",
    "pandas",
    "h5netcdf",
    "h5py",
    "ruamel",
    "pydantic",
    "typer",
    "rich",
    "joblib",
}
"""File formats, plots, terminals and processes: the model knows none."""
LINES = 500
"""A Python file is never longer."""
DISTRIBUTION = {
    "PIL": "pillow",
    "ruamel": "ruamel.yaml",
    "pydantic_core": "pydantic",
    "fontTools": "matplotlib",
    "dask": "distributed",
    "docx": "python-docx",
    "pptx": "python-pptx",
    "sklearn": "scikit-learn",
    "IPython": "ipykernel",
}
"""Import name → the declared distribution that brings it, where the names differ."""
OUTSIDE = {
    "a place on one machine": re.compile(r"(?<![\w.:/-])(/(root|home|work|tmp|opt|Users)/|~/|[A-Z]:\\\\?\w)"),
    "a registry of packages": re.compile(r"pypi\.(?:org|python)|pythonhosted|conda\.(?:io|anaconda)|/simple/", re.I),
    "a private address": re.compile(r"\b(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+\b"),
}
TEXT = {".py", ".md", ".csv", ".yaml", ".toml", ".json", ".ipynb", ".txt", ".cfg", ".sh", ".html", ".css", ".j2", ""}
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")


@functools.cache
def files() -> tuple[Path, ...]:
    """All files that a clone would hold, and new ones: everything but what ``.gitignore`` names."""
    found = []
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()} | {".git"}
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.name in ignored or path.relative_to(ROOT).as_posix() in ignored or path.suffix == ".pyc":
                continue
            if path.is_dir():
                folders.append(path)
            else:
                found.append(path)
    return tuple(found)


@functools.cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code(*rooms: str) -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and room(path) in (rooms or ROOMS)]


def room(path: Path) -> str:
    if path.parent.name == "notebooks":
        return "notebooks"
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@functools.cache
def modules(path: Path) -> frozenset[str]:
    """All modules that a file imports anywhere; a dot for one named from where the file lies."""
    found = set()
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." if node.level else str(node.module))
    return frozenset(found)


def imports(path: Path) -> set[str]:
    """First names of all modules that a file imports anywhere."""
    return {module.partition(".")[0] or "." for module in modules(path)}


def wrong(found: dict[Path, object]) -> dict[str, object]:
    return {path.relative_to(ROOT).as_posix(): what for path, what in found.items() if what}


def test_the_house_has_all_rooms():
    assert {room(path) for path in code()} == ROOMS


OUTPUTS_REST_ON = {
    "results": set(),
    "notebook": {"results"},
    "attribution": {"results"},
    "comparing": {"results"},
    "observed": {"results"},
    "figures": {"results", "attribution", "comparing", "observed"},
    "documents": {"results", "figures"},
    "tables": {"results", "figures", "documents"},
    "exchange": {"results"},
    "citing": {"results", "figures", "documents"},
    "validation": {"results", "observed", "figures", "documents"},
    "report": {"results", "attribution", "comparing", "observed", "figures", "documents", "citing", "validation"},
    "explore": {"results", "attribution", "comparing", "observed", "documents", "report"},
    "evaluation": {"results", "figures", "documents", "report"},
    "sweep": {"results", "figures", "documents"},
    "search": {"results", "figures", "documents"},
}
"""Part of ``outputs`` → parts that it may import: results are read, compared and drawn, then printed in documents."""


def parts_imported(path: Path) -> set[str]:
    """Parts of ``outputs`` that a file imports."""
    return {module.split(".")[1] for module in modules(path) if module.startswith("outputs.")}


def test_arrows_inside_outputs_run_one_way():
    parts = {path: path.relative_to(ROOT / "outputs").parts[0].removesuffix(".py") for path in code("outputs")}
    assert set(parts.values()) - {"__init__"} == set(OUTPUTS_REST_ON)
    assert not wrong(
        {path: parts_imported(path) - {part} - OUTPUTS_REST_ON.get(part, set()) for path, part in parts.items()}
    )
    floors = list(OUTPUTS_REST_ON)
    assert all(floors.index(below) < floors.index(part) for part, rest in OUTPUTS_REST_ON.items() for below in rest)


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_arrows_between_rooms_run_one_way(name):
    assert not wrong({path: imports(path) & (ROOMS | {"."}) - MAY_IMPORT[name] for path in code(name)})


COMMANDS = {
    "attribute",
    "benchmarks",
    "calibrate",
    "check",
    "cite",
    "compare",
    "evaluate",
    "explain",
    "export",
    "explore",
    "gather",
    "report",
    "search",
    "simulate",
    "store",
    "sweep",
    "table",
    "validate",
    "verify",
}
"""Files of ``commands`` that are commands; the others are what commands share, or parts of one command."""


def test_no_command_imports_another():
    texts = {
        path: text(path)
        for path in code("commands")
        if path.stem not in ("line_evaluate", "line_results", "line_search")
    }  # part of the door
    assert {path.stem for path in texts} >= COMMANDS
    imported = {
        path: {
            name for name in COMMANDS if re.search(rf"^\s*(?:from|import) commands(?:\.| import ){name}\b", one, re.M)
        }
        for path, one in texts.items()
    }
    assert not wrong(imported)


def test_the_model_knows_no_file_format_and_no_plot():
    assert not wrong({path: imports(path) & NOT_OF_THE_MODEL for path in code("model")})


def test_no_file_of_code_is_long():
    assert not wrong({path: n for path in code() if (n := len(text(path).splitlines())) > LINES})


def test_what_is_imported_is_declared_and_what_is_declared_is_imported():
    used = set.union(*(imports(path) for path in code(*MAY_IMPORT)))
    used = {DISTRIBUTION.get(name, name) for name in used - set(sys.stdlib_module_names) - ROOMS}
    groups = PROJECT["dependency-groups"].items()
    optional = {item for name, items in groups if name != "test" for item in items if isinstance(item, str)}
    assert used - optional == {asked.partition(";")[0] for asked in PROJECT["project"]["dependencies"]}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    """Distribution → its one allowed version."""
    return dict(pin.split("==") for pin in PROJECT["tool"]["uv"]["constraint-dependencies"])


def needed() -> set[str]:
    """Every installed distribution that the project and its tests need, near or far."""
    from packaging.requirements import Requirement

    groups = PROJECT["dependency-groups"].values()
    todo = [*PROJECT["project"]["dependencies"], *(item for group in groups for item in group if isinstance(item, str))]
    found = set()
    while todo:
        asked = Requirement(todo.pop())
        if (name := normal(asked.name)) in found or (asked.marker and not asked.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        todo += importlib.metadata.requires(name) or ()
    return found


def test_every_package_is_pinned_to_what_is_installed():
    installed = {name: importlib.metadata.version(name) for name in needed()}
    assert installed.items() <= pins().items()


def test_pins_stand_in_order_and_hold_nothing_else():
    assert list(pins()) == sorted(pins())
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", f"{name}=={version}") for name, version in pins().items())


@pytest.mark.parametrize("what", OUTSIDE)
def test_no_file_mentions(what):
    shown = [path for path in files() if path.suffix in TEXT and path != Path(__file__)]
    assert len(shown) > 100
    assert not wrong({path: [found.group() for found in OUTSIDE[what].finditer(text(path))] for path in shown})


@pytest.mark.parametrize("place", ["see /root/x", "cd /work/main", "'/tmp/a'", "C:\\Users", "~/x", "(/home/me)"])
def test_a_place_on_one_machine_is_found(place):
    assert OUTSIDE["a place on one machine"].search(place)


@pytest.mark.parametrize("other", ["https://a.example/home/", "../work/", "and/or", "a/tmp/b", "1 / 2", "Note: x"])
def test_other_slashes_are_not_places(other):
    assert not OUTSIDE["a place on one machine"].search(other)


def test_only_tests_and_links_between_pages_climb_out_of_folders():
    pages = {path for path in files() if path.suffix == ".md" and path.parent.name == "docs"}
    shown = [path for path in files() if path.suffix in TEXT and room(path) != "tests" and path not in pages]
    assert not wrong({path: "../" in text(path) for path in shown})


def test_links_between_pages_lead_somewhere_in_the_project():
    for page in files():
        if page.suffix == ".md":
            for link in LINK.findall(text(page)):
                target = (page.parent / link).resolve()
                assert target.exists() and target.is_relative_to(ROOT), f"{page.name}: {link}"


def type_errors() -> list[str]:
    """Errors that ty finds in the whole project under the settings of ``pyproject.toml``, one line each."""
    told = ["--output-format", "concise", "--error-on-warning", "--no-progress"]
    words = [sys.executable, "-m", "ty", "check", "--python", sys.prefix, *told]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if ": error[" in line or ": warning[" in line]


def test_types_hold_in_the_whole_project():
    assert not type_errors()


@pytest.mark.parametrize("words", [["check"], ["format", "--check"]], ids=" ".join)
def test_code_is_clean(words):
    told = subprocess.run(
        [sys.executable, "-m", "ruff", *words, "--no-cache", "-q", "."], cwd=ROOT, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_version_is_the_same_wherever_it_is_named():
    version = PROJECT["project"]["version"]
    assert f"\nversion: {version}\n" in text(ROOT / "CITATION.cff")
    newest = re.search(r"^## (\S+?),? ", text(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert newest and newest.group(1) == version
