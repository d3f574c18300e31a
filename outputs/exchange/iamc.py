"""The IAMC table: model, scenario, region, variable, unit, then a column a year, as pyam and scenario databases read it.

The form is that of the Integrated Assessment Modeling Consortium; see pyam's documentation, "The IAMC format". Parts of a
variable follow a bar (``Visitors|Origin|South Korea``), and so do percentiles, as in the database of the IPCC's Sixth
Assessment Report. A difference of scenarios is a scenario of its own, so that its percentiles are those of paired members.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import xarray as xr

from common.errors import UserError
from outputs.exchange.cells import asked, own_axes, with_effect, written
from outputs.results.outcomes import by_year, quantiles
from outputs.results.reader_names import axis_names

MODEL, REGION = "Nanjing opening model", "China|Nanjing"
PERCENTILES = (10, 50, 90)
HEAD = ("Model", "Scenario", "Region", "Variable", "Unit")


def iamc(dataset: xr.Dataset, names: Sequence[str] = ()) -> Iterator[Sequence[object]]:
    """The rows of the table, headings first: the mean of each variable, and its percentiles over members.

    A result is given in all and along each of its axes; an index along its axes only, as it cannot be added up. Flows
    are a year's sums, stocks those of December, an index the year's mean. Only whole calendar years are given.

    Raises:
        UserError: no such result, or the run covers no whole calendar year.
    """
    chosen = asked(dataset, names)
    months = dataset["month"].dt.year.values
    years = [int(year) for year in np.unique(months) if (months == year).sum() == 12]
    if not years:
        raise UserError(
            "the IAMC table has a column a year, and the run covers no whole calendar year",
            "IAMC 表按年份列出，而该结果不含完整的自然年",
        )
    return _rows(dataset, chosen, years)


def _rows(dataset: xr.Dataset, names: Sequence[str], years: Sequence[int]) -> Iterator[Sequence[object]]:
    version, scenario = str(dataset.attrs.get("version", "")), plain(str(dataset.attrs.get("scenario", "run")))
    called = {
        "scenario": scenario,
        "counterfactual": f"{scenario} - counterfactual",
        "effect": f"{scenario} - effect",
    }
    yield (*HEAD, *years)
    for name in names:
        array = dataset[name].load()
        unit = str(array.attrs["units"]) + ("/yr" if array.attrs["kind"] == "flow" else "")
        for variable, values in _parts(dataset, array):
            yearly = by_year(values, str(array.attrs["kind"])).sel(year=list(years))
            for variant, one in with_effect(yearly):
                start = (f"{MODEL} {version}".strip(), called[variant], REGION)
                members = one.transpose("member", "year").values
                yield (*start, variable, unit, *map(written, members.mean(axis=0)))
                for percent, numbers in zip(
                    PERCENTILES, quantiles(members, [p / 100 for p in PERCENTILES]), strict=True
                ):
                    yield (*start, f"{variable}|{percent}th Percentile", unit, *map(written, numbers))


def _parts(dataset: xr.Dataset, array: xr.DataArray) -> Iterator[tuple[str, xr.DataArray]]:
    """A result in all and along each of its axes, with the names of these variables, (variant, member, month)."""
    name, axes, index = plain(str(array.attrs["long_name"])), own_axes(array), array.attrs["kind"] == "index"
    if not index or not axes:
        yield name, array.sum(axes) if axes else array
    if index and len(axes) > 1:
        yield from _cells(dataset, array, name, axes)
        return
    for axis in axes:
        along = array.sum([other for other in axes if other != axis])
        for k, label in enumerate(axis_names(dataset, axis, "en")):
            yield f"{name}|{axis.replace('_', ' ').capitalize()}|{plain(str(label))}", along.isel({axis: k})


def _cells(
    dataset: xr.Dataset, array: xr.DataArray, name: str, axes: Sequence[str]
) -> Iterator[tuple[str, xr.DataArray]]:
    """Each cell of an index over several axes."""
    names = [axis_names(dataset, axis, "en") for axis in axes]
    for place in np.ndindex(*(len(one) for one in names)):
        called = "|".join(plain(str(one[k])) for one, k in zip(names, place, strict=True))
        yield f"{name}|{called}", array.isel(dict(zip(axes, place, strict=True)))


def plain(text: str) -> str:
    """A name in one line that brings no bar of its own into the hierarchy."""
    return " ".join(text.replace("|", "/").split())
