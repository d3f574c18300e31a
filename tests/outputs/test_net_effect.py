"""What a scenario brings to Nanjing is told in two parts: new to China, and moved from its other cities."""

import pytest

from outputs.results.net_effect import FDI, net_effect, net_sentences
from tests.support.made_up_results import dataset


def with_china(gain: float):
    """Results in which all China gains ``gain`` of what Nanjing gains in FDI."""
    made = dataset(months=13, members=12)
    here = made["fdi_actual_use"].sum(("sector", "zone"))
    usual = here.sel(variant="counterfactual", drop=True)
    china = 15_000.0 + gain * (here - usual)
    return made.assign(fdi_china=china.transpose(*made["fdi_china"].dims).assign_attrs(made["fdi_china"].attrs))


@pytest.mark.parametrize(
    ("gain", "english", "chinese"), [(0.3, "(30 %) is new to China", "全国净增"), (1.2, "same way", "同向")]
)
def test_new_and_moved_add_up_to_the_effect_on_nanjing(gain, english, chinese):
    results = with_china(gain)
    net = net_effect(results, FDI)
    assert net.china == pytest.approx(gain * net.here) and net.china + net.moved == pytest.approx(net.here)
    assert english in net_sentences(results, "en")[0] and chinese in net_sentences(results, "zh")[0]


def test_an_effect_that_is_not_clear_is_not_divided():
    assert net_sentences(dataset(months=13, members=12, effect=0.0), "en") == []
