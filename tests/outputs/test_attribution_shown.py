import csv
import errno
import io
import os

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure
from matplotlib.text import Text
from rich.console import Console

from common.errors import UserError
from outputs.attribution.attribution_file import (
    attribution_csv,
    file_name,
    open_attribution,
    outcome_part,
    standard_errors,
    write,
)
from outputs.attribution.attribution_table import as_table, heading, notes, strongest
from outputs.figures.figure_files import save
from outputs.figures.waterfall import waterfall
from outputs.results.outcomes import HEADLINES
from outputs.results.seal import seal
from outputs.results.summary_rows import EXPORTED
from tests.support.made_up_shares import attribution

TALENT = next(outcome for outcome in EXPORTED if outcome.key == "talent")


def shown(dataset: xr.Dataset, lang: str) -> str:
    console = Console(width=160)
    with console.capture() as text:
        console.print(as_table(dataset, lang))
    return text.get()


def test_flows_are_added_up_and_stocks_are_at_the_end():
    dataset = attribution()
    visitors = next(outcome for outcome in HEADLINES if outcome.key == "visitors")
    trade = next(outcome for outcome in HEADLINES if outcome.key == "goods-trade")
    luck = np.linspace(0.8, 1.2, 6)
    np.testing.assert_allclose(outcome_part(dataset, visitors).sel(player="route_rights"), 14 * 75 * luck)
    np.testing.assert_allclose(outcome_part(dataset, trade).sel(player="pilot_tasks"), 2 * 14 * 25 * luck)
    np.testing.assert_allclose(outcome_part(dataset, TALENT).sel(player="route_rights"), 75 * luck)
    np.testing.assert_allclose(outcome_part(dataset, visitors, "", slice(0, 12)).sum("player"), 12 * 100 * luck)


def test_a_file_is_written_and_read_as_it_was(tmp_path):
    for dataset in (attribution(), attribution(blocks=3, by="tables")):
        by = dataset.attrs["by"]
        write(dataset, tmp_path / f"{file_name(by)}.nc")
        xr.testing.assert_identical(open_attribution(tmp_path, by), dataset)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["attribution-tables.nc", "attribution.nc"]


def test_a_file_that_is_none_is_told(tmp_path):
    with pytest.raises(UserError, match="holds no attribution"):
        open_attribution(tmp_path)
    path = tmp_path / "attribution.nc"
    write(attribution(), path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    for spoiled in (b"not a file of ours", content):
        path.write_bytes(spoiled)
        with pytest.raises(UserError, match="damaged"):
            open_attribution(tmp_path)
    xr.Dataset({"a": 1}).to_netcdf(path, engine="h5netcdf")
    seal(path)
    with pytest.raises(UserError, match="not an attribution"):
        open_attribution(tmp_path)


def test_the_text_holds_every_part_of_every_outcome_and_period():
    rows = list(csv.DictReader(io.StringIO(attribution_csv(attribution(blocks=2)))))
    assert len(rows) == len(EXPORTED) * 3 * (3 + 3 + 2)
    year = [row for row in rows if (row["outcome"], row["period"]) == ("visitors", "2024")]
    parts = {row["player"]: float(row["mean"]) for row in year if row["part"] == "contribution"}
    effect = next(float(row["mean"]) for row in year if row["part"] == "effect")
    assert parts == pytest.approx({"route_rights": 150, "duty_free": 0, "pilot_tasks": 50})
    assert sum(parts.values()) == pytest.approx(effect)
    assert float(year[0]["standard_error"]) == pytest.approx(0.75 * 10 * 2)
    pair = next(row for row in year if (row["player"], row["partner"]) == ("route_rights", "pilot_tasks"))
    assert float(pair["mean"]) == pytest.approx(80)


def test_sampling_errors_are_those_of_the_mean_of_blocks():
    fdi = HEADLINES[0]
    assert (standard_errors(attribution(), fdi) == 0).all()
    assert np.isnan(standard_errors(attribution(blocks=1), fdi)).all()
    expected = 14 * np.array([7.5, 0, 2.5]) * np.std([1, -1, 1, -1], ddof=1) / 2
    np.testing.assert_allclose(standard_errors(attribution(blocks=4), fdi), expected)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", ("Route rights", "+1.05 ", "75 %", "Effect", "million USD")), ("zh", ("航权", "75%", "效果", "亿美元"))],
)
def test_the_table_tells_parts_and_shares(lang, said):
    text = shown(attribution(), lang)
    assert all(word in text for word in said), text
    assert ("Standard error" if lang == "en" else "标准误") not in text
    assert ("Standard error" if lang == "en" else "标准误") in shown(attribution(blocks=2), lang)


def test_no_share_of_an_effect_that_may_be_none():
    dataset = attribution()
    for outcome in EXPORTED:
        for name in outcome.variables:
            dataset[f"{name}_effect"] = dataset[f"{name}_effect"] - 100.0
    assert "75 %" not in shown(dataset, "en") and "not clear" in shown(dataset, "en")
    for lang, word in (("en", "not clear"), ("zh", "不明确")):
        assert word in notes(dataset, lang)[0].lower()
        texts = {text.get_text() for text in waterfall(dataset, lang).findobj(Text)}
        assert sum(word in text for text in texts) >= len(HEADLINES)
    assert "chance" not in "".join(notes(attribution(), "en"))


def test_luck_beside_the_level_has_no_digits():
    dataset = attribution()
    for outcome in EXPORTED:
        for name in outcome.variables:
            dataset[f"{name}_effect"] = 1e-6 * (dataset[f"{name}_effect"] - 100.0)
            dataset[name] = 1e-6 * (dataset[name] - dataset[name].mean("member"))
    numbers = [word for word in shown(dataset, "en").split() if word[:1] in "+\N{MINUS SIGN}0123456789"]
    assert set(numbers) == {"0"}
    dataset = attribution()
    for outcome in HEADLINES:
        for name in outcome.variables:
            dataset[f"{name}_effect"] = 1e-4 * dataset[f"{name}_effect"]
            dataset[name] = 1e-4 * dataset[name]
    assert "million CNY" in shown(dataset, "en") and "万美元" in shown(dataset, "zh")


def test_notes_tell_of_idle_levers_and_of_what_works_together():
    for lang, idle, together in (
        ("en", "Duty-free shops contributes nothing", "bring more together than apart"),
        ("zh", "免税购物对任何结果都没有贡献", "相互增强"),
    ):
        told = "\n".join(notes(attribution(), lang))
        assert idle in told and together in told
        assert told.count(together) == len(HEADLINES)
    opposed = attribution()
    for name in [name for name in opposed.data_vars if name.endswith("_interaction")]:
        opposed[name] = -opposed[name]
    assert "bring less together" in "\n".join(notes(opposed, "en"))
    assert [pair[:2] for pair in strongest(attribution(), TALENT, "en")] == [(0, 2)]
    assert "--permutations" in notes(attribution(blocks=1), "en")[-1]


def test_the_heading_says_how_it_was_found():
    assert "all 8 coalitions" in heading(attribution(), "en")
    assert "8种加入顺序" in heading(attribution(blocks=2), "zh")


@pytest.mark.parametrize(
    ("lang", "columns", "made"),
    [
        ("en", 2, {}),
        ("zh", 1, {"members": 1, "sign": -1.0}),
        pytest.param("zh", 2, {"blocks": 2, "by": "decider"}, marks=pytest.mark.long),
    ],
)
def test_the_waterfall_ends_at_the_whole_effect(lang, columns, made):
    figure = waterfall(attribution(**made), lang, columns)
    assert len(figure.axes) == len(HEADLINES)
    texts = {text.get_text() for text in figure.findobj(Text)}
    assert ("航权" if lang == "zh" else "Route rights") in texts
    for ax in figure.axes:
        *steps, whole = ax.patches
        assert steps[-1].get_x() + steps[-1].get_width() == pytest.approx(whole.get_width())
        assert whole.get_x() == 0
        assert ax.get_xlim()[0] <= 0 <= ax.get_xlim()[1]


def test_a_full_disk_is_told_and_leaves_no_draft(tmp_path, monkeypatch):
    path, picture = tmp_path / "attribution.nc", tmp_path / "waterfall.svg"
    write(attribution(), path)
    before = path.read_bytes()

    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for written in (lambda: write(attribution(), path), lambda: save(Figure(), picture, ("", ""), "en")):
            with pytest.raises(OSError, match="No space"):
                written()
    assert list(tmp_path.iterdir()) == [path] and path.read_bytes() == before
