"""The hubverse table: quantiles and means of headline outcomes by month, as modelling hubs collect them.

The columns are those of hubverse's "Model output" (docs.hubverse.io, user guide): task columns of the hub's own choice, then
``output_type``, ``output_type_id`` and ``value``. A hub says in its configuration which targets and units it takes; ours
stand in a table beside.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import xarray as xr

from outputs.exchange.cells import written
from outputs.results.outcomes import monthly, quantiles
from outputs.results.summary_rows import EXPORTED, is_stock

COLUMNS = (
    *("origin_date", "scenario_id", "location", "target", "horizon", "target_end_date"),
    *("output_type", "output_type_id", "value"),
)
LEVELS = (0.01, 0.025, *(round(0.05 * k, 2) for k in range(1, 20)), 0.975, 0.99)
"""The 23 levels that hubs usually ask for."""
LOCATION = "Nanjing"
TEAM_MODEL = "nanjing-opening"
"""``team_abbr-model_abbr``, which names the file after its round."""
TARGETS = ("target", "name_en", "name_zh", "unit", "measure")


def round_id(dataset: xr.Dataset) -> str:
    """The first day of the run, which names the round."""
    return str(dataset["month"].values[0])[:10]


def hubverse(dataset: xr.Dataset) -> Iterator[Sequence[object]]:
    """The rows of the table, headings first. ``horizon`` counts months from 1; a month ends on its last day.

    Levels that so few members cannot give are left out: a quantile lies between the smallest and the largest member.
    """
    yield COLUMNS
    start, members = round_id(dataset), dataset.sizes["member"]
    levels = [level for level in LEVELS if 1 <= round(level * (members + 1), 9) <= members]
    ends = dataset["month"].values.astype("datetime64[M]") + 1
    last_days = [str(end.astype("datetime64[D]") - 1) for end in ends]
    for outcome in EXPORTED:
        values = monthly(dataset, outcome).transpose("variant", "member", "month").compute()
        for variant in map(str, values["variant"].values):
            numbers = values.sel(variant=variant).values
            told = quantiles(numbers, levels) if levels else np.empty((0, len(last_days)))
            for k, day in enumerate(last_days):
                task = (start, variant, LOCATION, outcome.key, k + 1, day)
                yield (*task, "mean", "NA", written(numbers[:, k].mean()))
                for level, number in zip(levels, told[:, k], strict=True):
                    yield (*task, "quantile", f"{level:g}", written(number))


def targets(dataset: xr.Dataset) -> Iterator[Sequence[object]]:
    """What each target is: names, unit, and whether it is a month's sum or a level at its end."""
    yield TARGETS
    for outcome in EXPORTED:
        unit = dataset[outcome.variables[0]].attrs["units"]
        yield outcome.key, outcome.en, outcome.zh, unit, "month end" if is_stock(dataset, outcome) else "monthly"
