"""How sure a run's answer is: what it depends on, the grades of its evidence, what rests on assumed pushes."""

from collections.abc import Iterable, Sequence

import numpy as np

from outputs.documents.document import Table
from outputs.explore.facts import TaskFact
from outputs.explore.rounded import number
from outputs.report.attribution_section import read_number
from outputs.report.published import MISSED, effect_blocks
from outputs.report.run import Run
from outputs.results.depends_on import FEWEST, candidates, drivers
from outputs.results.part_of_effect import SHARE
from outputs.results.summary_rows import present

MOST = 8
"""Numbers that are shown of those an effect depends on."""


def depends_on(run: Run) -> dict[str, list]:
    """Return by outcome the numbers that its effect depends on, the strongest first; empty where members are too few."""
    among = candidates(run.dataset) if run.members >= FEWEST else None
    if among is None:
        return {}
    return {
        outcome.key: [
            {"en": one.name_en, "zh": one.name_zh, "share": number(one.share, 3), "rises": one.rises}
            for one in drivers(run.dataset, outcome, among)[:MOST]
        ]
        for outcome in present(run.dataset)
    }


def parts(rows: Iterable[dict[str, str]]) -> dict[str, float | int | None]:
    """Return by outcome a part's share of the effect over the whole run, from lines of ``summary.csv``."""
    shares = {row["outcome"]: read_number(row["mean"]) for row in rows if row.get("measure") == SHARE}
    return {key: number(share, 4) for key, share in shares.items() if share is not None}


def tasks_used(run: Run, tasks: Sequence[TaskFact]) -> dict[str, dict]:
    """Return cost in all (million CNY) and highest strength (0-1) of each task that the scenario carries out.

    Both are means over members, cost beyond the counterfactual.
    """
    data = run.dataset
    keys = [str(key) for key in data["task"].values]
    strength = data["task_strength"].sel(variant="scenario").max("month").mean("member").values
    cost = data["task_cost"].sum("month").mean("member").transpose("variant", "task").values
    beyond = dict(zip(keys, np.stack([strength, cost[1] - cost[0]], axis=1), strict=True))
    known = [task.id for task in tasks] or keys
    return {
        key: {"strength": number(float(beyond[key][0]), 3), "cost": number(float(beyond[key][1]), 4)}
        for key in known
        if key in beyond and beyond[key][0] > 0
    }


def published(run: Run) -> dict[str, dict[str, int]]:
    """Return how many published effects the model meets, misses or leaves open, by what they ask of it."""
    counts: dict[str, dict[str, int]] = {}
    for effect in run.published:
        kind = counts.setdefault(effect.asks, {})
        kind[effect.verdict] = kind.get(effect.verdict, 0) + 1
    return counts


def missed(run: Run, lang: str) -> list[list[str]]:
    """Return each published effect that the model misses: what it is, its unit, what was published, what the model says, the verdict."""
    some = [effect for effect in run.published if effect.verdict in ("fail", MISSED)]
    tables = [block for block in effect_blocks(some, lang) if isinstance(block, Table)]
    return [[cell.text for cell in row] for table in tables for row in table.rows]
