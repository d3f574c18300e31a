"""The shape of any results, without a run: variables, axes, labels and units, to check a file of observations against."""

import functools

import numpy as np
import xarray as xr

from scenarios.running import results_layout


@functools.cache
def empty_results() -> xr.Dataset:
    """Return a dataset of one member and one month with every variable and label of the results, all numbers zero; the same each time, not to be changed."""
    labels = results_layout.coordinates()
    sizes = {"member": 1, "month": 1} | {axis: len(names["keys"]) for axis, names in labels.items()}
    month, member = np.array(["2023-01"], "datetime64[ns]"), [0]
    coords: dict[str, object] = {"month": month, "member": member}
    for axis, names in labels.items():
        coords[axis] = (axis, np.array(names["keys"], object))
        coords[f"{axis}_name"] = (axis, np.array(names["en"], object))
        coords[f"{axis}_name_zh"] = (axis, np.array(names["zh"], object))
    found = {}
    for variable in results_layout.variables():
        dims = ("variant", "member", "month", *variable["axes"])
        zeros = np.broadcast_to(np.float32(0), tuple(sizes[dim] for dim in dims))
        attributes = {"units": variable["unit"], "kind": variable["kind"]}
        attributes |= {"long_name": variable["en"], "long_name_zh": variable["zh"]}
        found[variable["key"]] = xr.Variable(dims, zeros, attributes)
    labels_alone = {name: values for name, values in coords.items() if name not in found}  # ``risk`` is a result too
    return xr.Dataset(found, labels_alone)  # at once: to add variables one by one takes far longer
