import numpy as np
import pytest
import xarray as xr

import outputs
from common.errors import UserError
from outputs import by_year, effect, interval, mean, median, summary
from tests.support.made_up_results import dataset


@pytest.fixture(scope="module")
def run():
    return dataset(months=20, members=5, start="2023-09")


def test_flows_are_added_up_stocks_are_those_of_the_last_month_and_indices_means(run):
    flow, stock, index = by_year(run, "visitors"), by_year(run, "talent"), by_year(run, "rent")
    assert flow.dims == stock.dims == ("variant", "member", "year")
    assert flow["months"].values.tolist() == [4, 12, 4] and flow["year"].values.tolist() == [2023, 2024, 2025]
    visitors = run["visitors"].sum(("origin", "purpose"))
    np.testing.assert_allclose(flow.sel(year=2024), visitors.sel(month="2024").sum("month"))
    np.testing.assert_allclose(stock.sel(year=2024), run["talent"].sum("sector").sel(month="2024-12").squeeze("month"))
    assert index.dims == ("variant", "member", "year", "zone", "use")
    np.testing.assert_allclose(index.sel(year=2023), run["rent"].sel(month="2023").mean("month"))
    assert flow.attrs["units"] == run["visitors"].attrs["units"]


def test_dimensions_are_kept_on_request(run):
    kept = by_year(run, "visitors", keep=["origin"])
    assert kept.dims == ("variant", "member", "year", "origin")
    np.testing.assert_allclose(kept.sum("origin"), by_year(run, "visitors"))


def test_effect_and_interval(run):
    change = effect(by_year(run, "visitors"))
    found = interval(change, 50)
    assert found.dims == ("bound", "year") and found["bound"].values.tolist() == ["low", "middle", "high"]
    np.testing.assert_allclose(
        found.sel(bound="low"), np.quantile(change, 0.25, axis=change.get_axis_num("member"), method="weibull")
    )
    assert (interval(change).sel(bound="low") <= found.sel(bound="low")).all()
    assert found.attrs["units"] == "1"
    assert int(interval(change.sel(year=2024))["year"]) == 2024


def test_wrong_names_and_levels_are_refused(run):
    with pytest.raises(UserError, match="no variable 'visitor'"):
        by_year(run, "visitor")
    with pytest.raises(UserError, match="visitors has no zone"):
        by_year(run, "visitors", keep=["zone"])
    for level in (0, 100, -5):
        with pytest.raises(ValueError, match="between 0 and 100"):
            interval(run["gdp"], level)


def test_the_package_offers_what_it_names():
    assert all(callable(getattr(outputs, name)) for name in outputs.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        outputs.nothing  # noqa: B018


def test_mean_median_and_interval_are_given_by_name():
    values = xr.DataArray([[1.0, 2.0, 9.0], [0.0, 1.0, 1.0]], dims=("year", "member"), attrs={"units": "1"})
    found = summary(values)
    assert found.sel(statistic="mean").values == pytest.approx([4.0, 2 / 3])
    assert mean(values).values == pytest.approx([4.0, 2 / 3])
    assert list(found.sel(statistic="median").values) == [2.0, 1.0] == list(median(values).values)
    assert list(found.sel(statistic="low").values) == [1.0, 0.0] and found.attrs == {"units": "1"}
