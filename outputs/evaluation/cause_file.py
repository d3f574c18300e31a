"""What an evaluation found, as it lies beside the results of a run."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

FILE = "evaluation.json"
FORM = 1
CAUSES = ("world", "nation", "luck", "pilot")
"""What years came from, beside what was expected, in the order in which it is shown."""
Period = Mapping[str, np.ndarray]
"""``expected``, each of :data:`CAUSES`, and ``came``, in the unit of the results, (members,) each."""


def as_record(
    identity: str,
    members: Sequence[int],
    periods: Mapping[str, Mapping[str, Period]],
    parts: Sequence[Mapping[str, Any]],
    by: str,
) -> dict[str, Any]:
    """Return the record as plain data.

    Args:
        identity: fingerprint of all that it depends on.
        members: the members that it is over.
        periods: by outcome and period (years, ``total``) what was expected, the parts and what came.
        parts: fields or tasks: ``key``, ``en``, ``zh`` and ``effect`` by outcome over the whole run, (members,) each.
        by: ``fields``, ``tasks`` or ``none``.
    """
    return {
        "form": FORM,
        "identity": identity,
        "members": [int(member) for member in members],
        "by": by,
        "causes": {
            outcome: {
                name: {key: [float(x) for x in values] for key, values in period.items()}
                for name, period in found.items()
            }
            for outcome, found in periods.items()
        },
        "parts": [
            {**part, "effect": {key: [float(x) for x in values] for key, values in part["effect"].items()}}
            for part in parts
        ],
    }


def read_evaluation(run: Path) -> dict[str, Any] | None:
    """Return the record in the folder of a run; None where there is none that can be read."""
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads((run / FILE).read_text(encoding="utf-8"))
        if isinstance(found, dict) and found.get("form") == FORM:
            return found
    return None
