"""A scenario that was written in a form: as the text of a file, checked as the command line checks it, and saved."""

import os
import shutil
import tempfile
from pathlib import Path

from common.errors import UserError
from common.files import write_text
from common.problems import InputError
from scenarios.reading.reader import read_with_notes
from scenarios.reading.rules import NAME
from scenarios.reading.unit_names import unit_name
from scenarios.reading.write import as_yaml

MARK = "# Written in the form of explore. 由 explore 的表单写成。"
"""First line of a file that the form may write again."""


def file_text(scenario: dict) -> str:
    """Return a scenario as the text of its file."""
    return f"{MARK}\n{as_yaml(scenario)}"


def check(scenario: dict, folder: Path, lang: str) -> tuple[str, list[str], list[str]]:
    """Return the text of the file, every problem of it, and the notes on it, as ``check`` tells them.

    It is read beside copies of the files of ``folder``, which it may build on; nothing is written there.
    """
    text, name = file_text(scenario), _file_name(scenario)
    with tempfile.TemporaryDirectory() as place:
        for file in (one for one in folder.glob("*.y*ml") if one.is_file() and not one.is_symlink()):
            shutil.copy(file, place)
        path = Path(place) / name
        path.write_text(text, encoding="utf-8")
        try:
            _, notes = read_with_notes(path)
        except InputError as error:
            return text, [_without(place, problem.render(lang)) for problem in error.problems], []
        return text, [], [_without(place, note.render(lang)) for note in notes]


def unit_words(schema: object) -> dict[str, str]:
    """Return the Chinese name of each unit that a schema of scenario files names."""
    if isinstance(schema, list):
        return {unit: word for one in schema for unit, word in unit_words(one).items()}
    if not isinstance(schema, dict):
        return {}
    inside = {unit: word for one in schema.values() for unit, word in unit_words(one).items()}
    own = schema.get("unit")
    return inside | ({own: unit_name(own, "zh")} if isinstance(own, str) else {})


def _without(place: str, told: str) -> str:
    """A text on files, without the folder that was made for reading them."""
    return told.replace(place + os.sep, "")


def save(scenario: dict, folder: Path) -> Path:
    """Write the file of a sound scenario into ``folder`` and return it.

    Raises:
        UserError: there is a file of that name which the form has not written.
    """
    path = folder / _file_name(scenario)
    if path.exists() and not path.read_text(encoding="utf-8", errors="replace").startswith(MARK):
        raise UserError(
            f"{path} is there already and was not written in this form: choose another name",
            f"{path} 已存在，且不是由本表单写成：请换一个名称",
        )
    write_text(path, file_text(scenario))
    return path


def _file_name(scenario: dict) -> str:
    """The name of the file; of a scenario whose name is none, one that the problems can point to."""
    name = scenario.get("name")
    return f"{name}.yaml" if isinstance(name, str) and NAME.fullmatch(name) else "scenario.yaml"
