"""What a scenario brings to Nanjing is told in two parts: new to China, and moved from its other cities."""

import re

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


@pytest.mark.parametrize(
    ("lang", "part"), [("en", r"of which (.*?) \((.*?) %\) is new"), ("zh", r"净增(.*?)（(.*?)%）")]
)
@pytest.mark.parametrize("gain", [k / 50 for k in range(2, 50)])
def test_amounts_stand_beside_a_share_only_where_they_give_it_as_printed(gain, lang, part):
    """66 of 154 is 43 %, but printed as 70 of 150 it would read as 47 %."""
    told = net_sentences(with_china(gain), lang)[0]
    whole, found = re.search(r"[\d.,]+", told.replace("FDI", "")), re.search(part, told)
    if found is None:
        assert " and " in told or "由国内其他城市转移" in told
        return
    new = float(re.search(r"[\d.,]+", found[1])[0].replace(",", ""))
    of = float(whole[0].replace(",", "")) * (
        1000 if "billion" in told.partition(" in ")[0] and "million" in found[1] else 1
    )
    assert new / of == pytest.approx(float(found[2]) / 100, abs=0.036)


def test_a_share_is_told_only_where_the_effect_on_all_china_is_clear_of_zero():
    """Beside a table that shows no effect on all China, a share of it that is new to China would contradict that."""
    results = with_china(0.3)
    china = results["fdi_china"].astype(float)
    scenario = china.sel(variant="scenario").copy()
    scenario[{"member": slice(0, 4)}] = (2 * china.sel(variant="counterfactual") - scenario)[{"member": slice(0, 4)}]
    china.loc[{"variant": "scenario"}] = scenario
    unclear = results.assign(fdi_china=china.assign_attrs(results["fdi_china"].attrs))
    english, chinese = (net_sentences(unclear, lang)[0] for lang in ("en", "zh"))
    assert "cannot be told" in english and "%" not in english and "不能分辨" in chinese and "%" not in chinese


def test_an_effect_that_is_not_clear_is_not_divided():
    assert net_sentences(dataset(months=13, members=12, effect=0.0), "en") == []
