"""The command lines that would give what a run lacks: with the file and the options that made it, so that they fit it."""

import shlex
from collections.abc import Sequence
from itertools import pairwise

from outputs.documents.document import clean
from outputs.report.run import Run

KEPT = ("--seed", "--scale", "--ledger", "--out")
"""Options that say which run it is, beside the number of members."""
_LONGEST = 300


def again(run: Run) -> dict[str, str]:
    """Return the scenario file of a run as it was typed (``file``) and the options that belong to it (``options``).

    Where the run does not say how it was made, the file is one of its name among those that are shipped.
    """
    command = run.provenance.get("command")
    words = [clean(word, _LONGEST) for word in command] if isinstance(command, list) else []
    files = [word for word in words if word.endswith((".yaml", ".yml"))]
    own = [file for file in files if file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0] == run.name] or files
    options = ["--members", str(run.members)]
    for name in KEPT:
        if (value := _value(words, name)) is not None:
            options += [name, value]
    return {
        "file": shlex.quote(own[0] if len(own) == 1 else f"scenarios/{run.name}.yaml"),
        "options": shlex.join(options),
    }


def _value(words: Sequence[str], name: str) -> str | None:
    """The value of an option among the words of a command line, None where it is not there."""
    for word, following in pairwise([*words, ""]):
        if word == name and following:
            return following
        if word.startswith(name + "="):
            return word.removeprefix(name + "=")
    return None
