"""What an effect depends on is found where it is planted, is seldom listed where nothing is, and is said in both languages."""

import numpy as np
import pytest
import xarray as xr
from scipy.stats import rankdata

from common.evenly_spread import paired_anew
from outputs.report.depends_on import depends_on
from outputs.report.run import as_run
from outputs.results.depends_on import FEWEST, candidates, chance_level, drivers
from outputs.results.outcomes import HEADLINES
from tests.support.made_up_results import dataset

FDI = HEADLINES[0]
MEMBERS, NUMBERS = 60, 80


def with_numbers(members: int = MEMBERS, weight: float = 0.0, seed: int = 1) -> xr.Dataset:
    """Results whose members drew 80 numbers, the eighth of which adds ``weight`` of its standard score to the effect on FDI."""
    made, rng = dataset(months=13, members=members, effect=0.02), np.random.default_rng(seed)
    drawn = rng.lognormal(size=(members, NUMBERS))
    score = (np.log(drawn[:, 7]) - np.log(drawn[:, 7]).mean()) / np.log(drawn[:, 7]).std()
    noise = 100 + 10 * rng.standard_normal(members)
    usual = made["fdi_actual_use"].sel(variant="counterfactual")
    added = xr.DataArray((noise + 10 * weight * score), dims="member") * xr.ones_like(usual) / usual.size * members
    fdi = xr.concat([usual, usual + added], "variant").transpose(*made["fdi_actual_use"].dims)
    labels = {"parameter": "key", "parameter_name": "en", "parameter_name_zh": "zh"}
    names = {name: ("parameter", [f"{what} {k}" for k in range(NUMBERS)]) for name, what in labels.items()}
    made = made.assign(fdi_actual_use=(fdi.dims, fdi.values, made["fdi_actual_use"].attrs))
    return made.assign(parameter_value=(("member", "parameter"), drawn)).assign_coords(names)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_number_that_moves_the_effect_is_told_with_its_share_and_direction(sign):
    results = with_numbers(weight=sign)
    found = drivers(results, FDI, candidates(results))
    assert [driver.key for driver in found] == ["key 7"]
    assert found[0].share == pytest.approx(0.5, abs=0.2) and found[0].rises == (sign > 0)


def test_chance_alone_is_seldom_told():
    results, rng = with_numbers(), np.random.default_rng(3)
    among = candidates(results)
    shuffled = (among._replace(ranks=rng.permuted(among.ranks, axis=1)) for _ in range(40))
    told = sum(bool(drivers(results, FDI, chance)) for chance in shuffled)
    assert told <= 10  # one in ten is meant: of forty, more than ten have a chance below 0.001


def test_few_members_tell_nothing():
    few = with_numbers(members=FEWEST - 1, weight=3.0)
    assert not drivers(few, FDI, candidates(few))


def test_a_number_that_rose_and_fell_with_the_one_that_matters_is_not_told_too():
    results, rng = with_numbers(weight=1.5), np.random.default_rng(5)
    among = candidates(results)
    twin = among.ranks[7] + rng.normal(scale=0.5, size=MEMBERS)  # goes with the number, and so with the effect, by 0.99
    ranks = among.ranks.copy()
    ranks[20] = rankdata(twin)
    shares = [driver.share for driver in drivers(results, FDI, among._replace(ranks=ranks))]
    assert len(shares) == 1 and shares[0] < 1


def test_numbers_that_are_spread_evenly_take_a_stronger_link_than_independent_ones():
    """Of two neighbours one has every number high: two such numbers have half as many pairs to tell them apart by."""
    rng, pairs = np.random.default_rng(2), 16
    signs = np.where(rng.random((300, pairs)) < 0.5, 1.0, -1.0)
    even = np.stack([signs, -signs], axis=2).reshape(300, 2 * pairs) / np.sqrt(2 * pairs)
    free = rng.permuted(even, axis=1)
    assert chance_level(even, even[0]) > 1.1 * chance_level(free, free[0])
    assert (np.sort(paired_anew(21, 5, rng), axis=1) == np.arange(21)).all()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_says_what_the_answer_depends_on(lang):
    (section,) = depends_on(as_run(with_numbers(weight=1.5), lang))
    table = next(block for block in section.blocks if hasattr(block, "rows"))
    assert table.rows[0][1].text == f"{lang} 7" and table.rows[0][3].text in ("rises", "增大")
    assert depends_on(as_run(dataset(months=13, members=12), lang)) == ()
    (short,) = depends_on(as_run(with_numbers(members=10), lang))
    assert str(FEWEST) in short.blocks[0].text
