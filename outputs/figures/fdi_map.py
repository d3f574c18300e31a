"""Where foreign capital goes: FDI by sector and zone with the scenario, and what the scenario changes of it."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, PowerNorm, TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.image import AxesImage

from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import page
from outputs.figures.findings import largest_finding
from outputs.figures.style import FOOTER_PT, INK, styled
from outputs.results.direction import LEAST, SMALL, seen
from outputs.results.numbers import number, reader_unit
from outputs.results.outcomes import LEVELS, effect, interval_name, quantiles
from outputs.results.reader_names import axis_names, wrapped

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "things": "FDI by sector and zone",
        "hardly": "FDI by sector and zone: hardly any change",
        "name": "{sector} in {zone}",
        "subtitle": "FDI in actual use by sector and zone, whole run, {unit}, means; in brackets: {span} holds zero",
        "header": (
            "Sector",
            "Zone",
            "Scenario, mean",
            *(f"Effect, {name.lower()}" for name in INTERVAL_HEADER["en"]),
            "Unit",
        ),
        "panels": ("Scenario", "Effect (scenario minus counterfactual)"),
        "wrap": {1: 22, 2: 12},
    },
    "zh": {
        "things": "分行业、分片区外资",
        "hardly": "分行业、分片区外资：无明显变化",
        "name": "{zone}的{sector}",
        "subtitle": "分行业、分片区实际使用外资，全期合计，{unit}，均值；方括号：{span}包含零",
        "header": ("行业", "片区", "情景均值", *(f"效果{name}" for name in INTERVAL_HEADER["zh"]), "单位"),
        "panels": ("情景", "效果（情景减对照情景）"),
        "wrap": {1: 6, 2: 6},
    },
}


@styled
def fdi_map(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Two maps of cells, sectors down and zones across: FDI over the run and the effect on it.

    Args:
        dataset: results with ``fdi_actual_use`` by variant, member, month, sector and zone.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (maps below one another) or 2 (abreast) columns of a printed page.
    """
    words = WORDS[lang]
    readers = reader_unit("fdi_actual_use", dataset["fdi_actual_use"].attrs["units"], lang)
    money = (dataset["fdi_actual_use"].sum("month") * readers.factor).transpose("variant", "member", "sector", "zone")
    level, change = money.sel(variant="scenario").mean("member").values, effect(money).values
    low, high = quantiles(change, LEVELS["80"])
    usual = money.sel(variant="counterfactual").mean("member").values
    coloured = change.copy()
    for sector, zone in np.ndindex(usual.shape):  # no cell is coloured for what nobody would see
        ends = np.array([low[sector, zone], high[sector, zone]])
        if seen(change[:, sector, zone], usual[sector, zone], ends) == SMALL:
            coloured[:, sector, zone] = 0.0
    names = {axis: list(map(str, axis_names(dataset, axis, lang))) for axis in ("sector", "zone")}
    figure = page(
        dataset,
        lang,
        _finding(coloured, names, readers.name, lang) if coloured.any() or not change.any() else words["hardly"],
        words["subtitle"].format(unit=readers.name, span=interval_name(len(change), lang)),
        columns,
        {1: 170.0, 2: 85.0}[columns],
    )
    axes = figure.subplots(3 - columns, columns, sharey=True, squeeze=False).ravel()
    most = max(level.max(), 1e-9)
    maps = [_cells(axes[0], level, "Blues", PowerNorm(0.5, 0, most), np.zeros(level.shape, bool), False)]
    widest = max(np.abs(coloured.mean(0)).max(), LEAST * most)
    norm = TwoSlopeNorm(0, -widest, widest)
    maps.append(_cells(axes[1], coloured.mean(0), "PuOr_r", norm, (low <= 0) & (high >= 0), True))
    sectors = axis_names(dataset, "sector", lang)
    zones = [wrapped(str(zone), words["wrap"][columns]) for zone in axis_names(dataset, "zone", lang)]
    for ax, drawn, panel in zip(axes, maps, words["panels"], strict=True):
        scale = figure.colorbar(drawn, ax=ax, location="bottom", fraction=0.035, pad=0.02, aspect=40)
        scale.outline.set_visible(False)
        ticks = (
            np.array([0, 0.1, 0.4, 1.0]) * most if drawn is maps[0] else np.array([-1.0, -0.5, 0, 0.5, 1.0]) * widest
        )
        step = 1 - int(np.floor(np.log10(abs(ticks).max())))
        signed = drawn is maps[1]
        scale.set_ticks(list(ticks), labels=[number(tick, max(step, 0), signed) for tick in ticks])
        scale.minorticks_off()
        scale.ax.tick_params(labelsize=FOOTER_PT, length=2)
        scale.set_label(readers.name, fontsize=FOOTER_PT)
        ax.set_title(panel)
        turned = {"rotation": 90} if columns == 1 and lang == "en" else {}
        ax.set_xticks(range(len(zones)), zones, fontsize=FOOTER_PT, **turned)
        ax.set_yticks(range(len(sectors)), sectors)
        ax.tick_params(which="both", length=0)
        ax.spines[:].set_visible(False)
    rows: list[tuple[Value, ...]] = [
        (sector, zone, float(level[i, j]), *interval_cells(change[:, i, j]), readers.name)
        for i, sector in enumerate(names["sector"])
        for j, zone in enumerate(names["zone"])
    ]
    return keep(figure, words["header"], rows, dataset.sizes["member"])


def _finding(change: np.ndarray, names: dict[str, list[str]], unit_name: str, lang: str) -> str:
    """Return which cell changes most; ``change`` is (members, sectors, zones)."""
    words = WORDS[lang]
    cells = [words["name"].format(sector=sector, zone=zone) for sector in names["sector"] for zone in names["zone"]]
    moved = change.reshape(len(change), -1)
    return largest_finding(words["things"], cells, np.zeros_like(moved), moved, unit_name, lang)


def _cells(ax: Axes, values: np.ndarray, colours: str, norm: Normalize, unsure: np.ndarray, signed: bool) -> AxesImage:
    """Coloured cells with their numbers to three digits of the largest level or two of the largest change; ``unsure`` cells have theirs in brackets."""
    drawn = ax.imshow(values, cmap=colours, norm=norm, aspect="auto")
    largest = np.abs(values).max()
    decimals = (1 if signed else 2) - int(np.floor(np.log10(largest))) if largest > 0 else 0
    for (row, column), value in np.ndenumerate(values):
        red, green, blue, _ = drawn.cmap(norm(value))
        dark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.5
        text = number(value, max(decimals, 0), signed)
        ax.text(
            column,
            row,
            f"[{text}]" if unsure[row, column] and text.strip("0.") else text if text.strip("0.") else "0",
            ha="center",
            va="center",
            color="white" if dark else INK,
            fontsize=FOOTER_PT,
        )
    ax.set_xticks(np.arange(values.shape[1] + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(values.shape[0] + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="white", linewidth=1)
    return drawn
