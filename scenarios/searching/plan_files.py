"""Plans that a search found as scenario files that ``check`` accepts: whole, so that they may be moved anywhere."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from common.text import Text
from scenarios.reading.reader import OF_COUNTERFACTUAL
from scenarios.reading.schema import Scenario
from scenarios.reading.tasks import compact
from scenarios.reading.write import resolved_yaml
from scenarios.searching.search_reader import TRIGGERS, Search

LONGEST = 64


def scenario_of(search: Search, plan: np.ndarray, name: str, title: Text, notes: Text) -> Scenario:
    """Return the scenario of a plan: the base with what was chosen, compared with the base.

    Args:
        search: the search.
        plan: which options are taken, (options,).
        name: of the scenario.
        title: of the scenario.
        notes: what a reader should know.

    Raises:
        pydantic.ValidationError: options that exclude one another, such as land that is taken twice over.
    """
    base = search.base.model_dump(by_alias=True, exclude_none=True)
    levers: dict[str, Any] = base.get("levers", {})
    triggers = list(base.get(TRIGGERS, ()))
    tasks: dict[str, list[str]] = {}
    for option, taken in zip(search.asked.space.options, plan, strict=True):
        for path, entry in option.entries if taken else ():
            if path == "pilot_tasks" and isinstance(entry, Mapping) and set(entry) == {"from", "tasks"}:
                tasks.setdefault(entry["from"], []).extend(entry["tasks"])
            elif path == TRIGGERS:
                triggers.append(entry)
            else:
                _add(levers, path.split("."), entry)
    for date, listed in sorted(tasks.items()):
        _add(levers, ["pilot_tasks"], {"from": date, "tasks": compact(listed)})
    compared = search.base.model_dump(by_alias=True, exclude_none=True, include=set(OF_COUNTERFACTUAL))
    own = {
        **base,
        "name": name[:LONGEST],
        "title": title._asdict(),
        "notes": notes._asdict(),
        "levers": levers,
        TRIGGERS: tuple(triggers),
        "counterfactual": compared,
    }
    own.pop("question", None)
    return Scenario.model_validate(own)


def text_of(scenario: Scenario) -> str:
    """Return the text of the file of a plan."""
    return resolved_yaml(scenario)


def _add(levers: dict[str, Any], path: list[str], entry: object) -> None:
    """Add an entry to a list of levers; the list and the tables above it are made where they are missing."""
    here = levers
    for key in path[:-1]:
        here = here.setdefault(key, {})
    here[path[-1]] = (*here.get(path[-1], ()), entry)
