"""Observed numbers, where a file of them was given, as marks on the fans of the page."""

from outputs.explore.rounded import number
from outputs.observed.observation import SUMS, Observed
from outputs.results.summary_rows import EXPORTED


def observed_months(observed: Observed | None) -> dict[str, list[dict]]:
    """Return by outcome its observed totals: first and last month, value in the unit of the file, the kind and the source.

    Where a file tells the parts of a sum and not the sum, nothing is added up.
    """
    found: dict[str, list[dict]] = {}
    series = observed.by_series() if observed is not None else {}
    for outcome in EXPORTED:
        names = (
            outcome.variables
            if len(outcome.variables) == 1
            else tuple(k for k, v in SUMS.items() if v == outcome.variables)
        )
        for item in (one for name in names for one in series.get((name, ()), [])):
            found.setdefault(outcome.key, []).append(
                {
                    "from": str(item.first.astype("datetime64[M]")),
                    "to": str(item.last.astype("datetime64[M]")),
                    "value": number(item.value, 8),
                    "flow": item.kind == "flow",
                    "source": item.source[:200],
                }
            )
    return found
