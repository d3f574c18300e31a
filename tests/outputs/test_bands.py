"""Every band that is shown follows one rule, the one that validation scores by."""

import io
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

import outputs
from calibration.validation.scores import band
from outputs.report.effects import measured
from outputs.report.run import as_run
from outputs.report.summary import caution
from outputs.results.closing_rows import as_table, headers
from outputs.results.outcomes import LEVELS, quantiles
from tests.support.made_up_results import dataset


@pytest.mark.parametrize("members", [2, 8, 9, 32])
def test_bands_shown_are_the_bands_scored(members):
    draws = np.random.default_rng(members).normal(size=members)
    for level, ends in LEVELS.items():
        assert tuple(quantiles(draws, ends)) == band(draws, int(level) / 100)
    effect = measured(np.zeros(members), draws)
    assert (effect.low, effect.high) == band(draws, 0.8)


def test_an_80_band_holds_one_more_draw_four_times_in_five():
    draws = np.random.default_rng(3).uniform(size=(9, 4000))
    low, high = quantiles(draws, LEVELS["80"])
    assert (high - low).mean() == pytest.approx(0.8, abs=0.01)


def test_no_other_rule_is_used_where_things_are_shown():
    files = Path(outputs.__file__).parent.rglob("*.py")
    other = [file.name for file in files if ".quantile(" in file.read_text(encoding="utf-8")]
    assert other == ["outcomes.py"]


@pytest.mark.parametrize(
    ("lang", "few", "many"),
    [pytest.param("en", "min–max range", "80 % interval", marks=pytest.mark.long), ("zh", "最小至最大", "80%")],
)
def test_few_members_show_their_range_and_the_table_says_so(lang, few, many):
    for members in (8, 9):
        found = dataset(months=13, members=members)
        console = Console(width=140, record=True, file=io.StringIO())
        console.print(as_table(found, lang))
        shown, told = console.export_text(), caution(as_run(found, lang))
        assert (few in headers(found, lang)[4]) is (members < 9) is not (many in headers(found, lang)[4])
        assert ({"en": "8 members are too few", "zh": "8个样本不足"}[lang] in shown) is (members < 9)
        assert (few in told) is (members < 9)
