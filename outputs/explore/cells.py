"""Parts of an outcome: by origin, sector, zone or lever, in each period, with the effect and its interval."""

from typing import NamedTuple

import numpy as np
import xarray as xr

from outputs.explore.rounded import difference, numbers
from outputs.results.outcomes import LEVELS, quantiles


class Breakdown(NamedTuple):
    """The sum of some variables along one axis; ``outcome`` is the one it is part of, ``only`` picks a label of another axis."""

    key: str
    outcome: str
    variables: tuple[str, ...]
    axis: str
    en: str
    zh: str
    only: tuple[str, str] | None = None


BREAKDOWNS = (
    Breakdown("fdi-origin", "fdi", ("fdi_by_origin",), "origin", "FDI in actual use", "实际使用外资"),
    Breakdown("goods-origin", "goods-trade", ("goods_exports", "goods_imports"), "origin", "Goods trade", "货物进出口"),
    Breakdown("visitors-origin", "visitors", ("visitors",), "origin", "Inbound overnight visitors", "入境过夜游客"),
    Breakdown("spending-origin", "spending", ("visitor_spending",), "origin", "Visitor spending", "入境游客消费"),
    Breakdown("flights-origin", "flights", ("weekly_flights",), "origin", "Weekly return flights", "每周往返航班"),
    Breakdown("fdi-sector", "fdi", ("fdi_actual_use",), "sector", "FDI in actual use", "实际使用外资"),
    Breakdown("services-sector", "services-trade", ("services_exports", "services_imports"), "sector", "Services trade", "服务进出口"),
    Breakdown("new-firms-sector", "new-firms", ("new_foreign_firms",), "sector", "New foreign firms", "新设外资企业"),
    Breakdown("jobs-sector", "jobs", ("jobs",), "sector", "Jobs in foreign firms", "外资企业就业"),
    Breakdown("talent-sector", "talent", ("talent",), "sector", "International talent", "国际人才"),
    Breakdown("fdi-zone", "fdi", ("fdi_actual_use",), "zone", "FDI in actual use", "实际使用外资"),
    Breakdown("jobs-zone", "jobs", ("jobs_by_zone",), "zone", "Jobs in foreign firms", "外资企业就业"),
    Breakdown("nights-zone", "visitors", ("visitor_nights_by_zone",), "zone", "Visitor nights", "入境游客停留夜数"),
    Breakdown("talent-zone", "talent", ("talent_by_zone",), "zone", "International talent", "国际人才"),
    Breakdown("duty-free-zone", "duty-free", ("duty_free_sales",), "zone", "Duty-free sales", "免税销售额"),
    Breakdown("rent-zone", "rent", ("rent",), "zone", "Rent of offices", "办公租金", ("use", "office")),
    Breakdown("cost-lever", "cost", ("fiscal_cost",), "lever", "Fiscal cost", "财政成本"),
)  # fmt: skip
"""What can be looked into, by axis and in the order in which it is offered."""


def present(dataset: xr.Dataset) -> tuple[Breakdown, ...]:
    """Return the breakdowns whose variables a results file has."""
    return tuple(one for one in BREAKDOWNS if all(name in dataset for name in one.variables))


def parts(dataset: xr.Dataset, asked: Breakdown, spans: dict[str, slice]) -> dict[str, list]:
    """Return for each period and label: mean counterfactual, scenario and effect, and the ends of its 80 % interval.

    Flows are added up over the period, stocks are those of its last month, indices are means.
    """
    kind = dataset[asked.variables[0]].attrs["kind"]
    values = np.sum([_along(dataset, name, asked) for name in asked.variables], axis=0)
    found = {}
    for name, months in spans.items():
        inside = values[:, :, months]
        both = inside[:, :, -1] if kind == "stock" else inside.mean(axis=2) if kind == "index" else inside.sum(axis=2)
        change = difference(both[1], both[0])
        columns = (*both.mean(axis=1), change.mean(axis=0), *quantiles(change, LEVELS["80"]))
        found[name] = numbers(np.stack(columns, axis=1))
    return found


def _along(dataset: xr.Dataset, name: str, asked: Breakdown) -> np.ndarray:
    """One variable added up over all but the asked axis, (variant, member, month, labels)."""
    array = dataset[name] if asked.only is None else dataset[name].sel({asked.only[0]: asked.only[1]})
    rest = [dim for dim in array.dims if dim not in ("variant", "member", "month", asked.axis)]
    return array.sum(rest).transpose("variant", "member", "month", asked.axis).values
