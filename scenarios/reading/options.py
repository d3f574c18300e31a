"""Changes to a scenario that are asked for beside its file: members, seed, scale; by the rules of the file."""

from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from common.problems import InputError, Problem, shown
from scenarios.reading.rules import Rule
from scenarios.reading.schema import Ensemble, Scenario


def with_options(
    scenario: Scenario, members: int | None = None, seed: int | None = None, scale: float | None = None
) -> Scenario:
    """Return the scenario with some of its values replaced; None keeps what the file says.

    Raises:
        InputError: a value that the file could not hold either; all of them are in the error.
    """
    asked = {"members": members, "seed": seed, "scale": scale}
    fields = {
        **{name: Ensemble.model_fields[name] for name in ("members", "seed")},
        "scale": Scenario.model_fields["scale"],
    }
    problems = [
        problem for name, value in asked.items() if value is not None for problem in _faults(name, value, fields[name])
    ]
    if problems:
        raise InputError(problems)
    given: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    ensemble: dict[str, Any] = {name: given.pop(name) for name in ("members", "seed") if name in given}
    if ensemble:
        given["ensemble"] = scenario.ensemble.model_copy(update=ensemble)
    return scenario.model_copy(update=given)


def _faults(name: str, value: object, field: FieldInfo) -> list[Problem]:
    """What the rules of a field have against a value."""
    found = []
    for rule in field.metadata:
        if isinstance(rule, Rule):
            try:
                rule.check(value)
            except PydanticCustomError as error:
                said = error.context or {}
                found.append(
                    Problem(f"--{name}", 0, 0, "", said["message"], shown(value), said["allowed"], said["near"])
                )
    return found
