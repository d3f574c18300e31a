"""A schematic map without borders: the zones of the city, and the routes of Lukou by direction and distance."""

from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import page
from outputs.figures.findings import CLEAR, largest_finding
from outputs.figures.laid_out import lay_out
from outputs.figures.main_cities import PLACES, bearing_and_distance
from outputs.figures.room_for_words import Words
from outputs.figures.style import BLUE, FOOTER_PT, GREY, INK, ORANGE, PALE, SKY, SMALL_PT, styled
from outputs.results.direction import FALL, direction
from outputs.results.numbers import fitting, negligible, number, places, reader_unit
from outputs.results.outcomes import LEVELS, effect, quantiles
from outputs.results.reader_names import axis_names, wrapped

ZONES = {
    "jiangbei": (-0.85, 0.75),
    "xinjiekou_fuzimiao": (-0.05, 0.25),
    "culture_belt": (0.8, 0.62),
    "software_valley": (-0.75, -0.45),
    "lukou": (0.25, -0.95),
    "rest_of_city": (0.95, -0.35),
}
"""Where zones stand to one another, north up, in no scale: Jiangbei beyond the river, Lukou in the south."""
RIVER = ((-1.35, -0.35), (-0.75, 0.1), (-0.3, 0.75), (0.2, 1.2))
"""The Yangtze, roughly."""
LEAST = 0.05
"""Flights a week that a route must gain or lose to be drawn as an arc."""
WIDEST_PT, THINNEST_PT, LARGEST_PT2 = 6.0, 0.5, 420.0
RINGS = (2_000, 8_000)
RING_WORDS = np.radians([-90, -35, -20, -60, 200, 160, 30])
"""Where on a ring its distance may be written, the best first: in the south, then over the sea."""
EARTH_KM = 6_371.0
LOOKS: dict[str, dict[str, Any]] = {
    "more": {"color": BLUE},
    "less": {"color": ORANGE, "linestyle": (0, (1.5, 0.6))},
    "unclear": {"color": GREY},
}
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "things": "Lukou's weekly flights by market",
        "subtitle": "Schematic, no borders. Routes by direction and distance (square root), width: flights gained, last {} months; "
        "zones: FDI gained, whole run",
        "routes": "Routes of Lukou: return flights a week, scenario minus counterfactual",
        "zones": "Zones of the city: FDI gained, {}",
        "more": "More",
        "less": "Fewer or less",
        "unclear": "Not clear",
        "river": "Yangtze",
        "km": "{:,} km",
        "header": ("Kind", "Place", *(f"Effect, {name.lower()}" for name in INTERVAL_HEADER["en"]), "Unit"),
        "kinds": ("Route", "Zone"),
        "wrap": 16,
    },
    "zh": {
        "things": "禄口机场各市场每周航班",
        "subtitle": "示意图，不含边界。航线按方位与距离（平方根）绘制，线宽为增加的航班（最后{}个月）；片区为全期外资增量",
        "routes": "禄口机场航线：每周往返航班增减（情景减对照情景）",
        "zones": "各片区外资增量（{}）",
        "more": "增加",
        "less": "减少",
        "unclear": "不明确",
        "river": "长江",
        "km": "{:,}公里",
        "header": ("类别", "地点", *(f"效果{name}" for name in INTERVAL_HEADER["zh"]), "单位"),
        "kinds": ("航线", "片区"),
        "wrap": 11,
    },
}


class _Place(NamedTuple):
    key: str
    name: str
    members: np.ndarray
    level: float = 0.0
    """Of what the members are effects, in their unit: beside it they may be luck."""

    @property
    def mean(self) -> float:
        return float(self.members.mean())

    @property
    def luck(self) -> bool:
        return negligible(self.level, *map(float, quantiles(self.members, LEVELS["80"])), self.mean)

    @property
    def colour(self) -> str:
        way = direction(self.members)
        return GREY if way not in CLEAR else ORANGE if way == FALL else BLUE


@styled
def network_map(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Zones with what they gain in investment, and arcs from Lukou to its markets, as wide as the flights gained.

    Args:
        dataset: results with ``weekly_flights`` by origin and ``fdi_actual_use`` by sector and zone.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (below one another) or 2 (abreast) columns of a printed page.
    """
    words = WORDS[lang]
    flights, zones = _routes(dataset, lang), _zones(dataset, lang)
    shown = dataset["month"].isel(month=slice(-12, None)).size
    flown = reader_unit("weekly_flights", dataset["weekly_flights"].attrs["units"], lang).name
    money = reader_unit("fdi_actual_use", dataset["fdi_actual_use"].attrs["units"], lang)
    fit = fitting(money, *(place.mean for place in zones if not place.luck))
    times, invested = fit.factor / money.factor, fit.name
    zones = [place._replace(members=place.members * times, level=place.level * times) for place in zones]
    moved = np.array([place.members for place in flights]).T
    title = largest_finding(
        words["things"], [place.name for place in flights], np.zeros_like(moved), moved, flown, lang
    )
    height = {1: 150.0, 2: 82.0}[columns]
    figure = page(dataset, lang, title, words["subtitle"].format(shown), columns, height, _legend(flights, zones, lang))
    shape: dict[str, Any] = {"width_ratios": [1.75, 1]} if columns == 2 else {"height_ratios": [1.25, 1]}
    routes, city = figure.subplots(3 - columns, columns, squeeze=False, **shape).ravel()
    for ax, text in ((routes, words["routes"]), (city, words["zones"].format(invested))):
        ax.set_title(text)
        ax.set_aspect("equal")
        ax.set_xticks([])
        ax.set_yticks([])
        ax.spines[:].set_visible(False)
    _draw_city(city, zones, lang)
    _draw_routes(figure, routes, flights, lang)
    rows: list[tuple[Value, ...]] = [
        (kind, place.name, *interval_cells(place.members), unit)
        for kind, unit, listed in zip(words["kinds"], (flown, invested), (flights, zones), strict=True)
        for place in listed
    ]
    return keep(figure, words["header"], rows, dataset.sizes["member"])


def _routes(dataset: xr.Dataset, lang: str) -> list[_Place]:
    """Flights gained by market over the last twelve months, the largest change first."""
    last = dataset["weekly_flights"].isel(month=slice(-12, None)).mean("month")
    names, gained = axis_names(dataset, "origin", lang), effect(last).transpose("origin", "member").values
    keys = [str(key) for key in dataset["origin"].values]
    listed = [_Place(key, str(name), members) for key, name, members in zip(keys, names, gained, strict=True)]
    return sorted((place for place in listed if place.key in PLACES), key=lambda place: -abs(place.mean))


def _zones(dataset: xr.Dataset, lang: str) -> list[_Place]:
    """Investment gained by zone over the whole run, in the reader's unit."""
    money = dataset["fdi_actual_use"]
    factor = reader_unit("fdi_actual_use", money.attrs["units"], lang).factor
    whole = money.sum(("month", "sector"))
    gained = effect(whole).transpose("zone", "member").values * factor
    levels = whole.sel(variant="counterfactual").mean("member").transpose("zone").values * factor
    keys = [str(key) for key in dataset["zone"].values]
    names = axis_names(dataset, "zone", lang)
    listed = [
        _Place(key, str(name), members, float(level))
        for key, name, members, level in zip(keys, names, gained, levels, strict=True)
    ]
    return [place for place in listed if place.key in ZONES]


def _draw_city(ax: Axes, zones: list[_Place], lang: str) -> None:
    """A bubble for each zone, its area as large as what it gains or loses."""
    words = WORDS[lang]
    ax.plot(*zip(*RIVER, strict=True), color=SKY, alpha=0.35, linewidth=7, solid_capstyle="round", zorder=1)
    ax.text(RIVER[2][0] + 0.12, RIVER[2][1] + 0.28, words["river"], color=GREY, fontsize=FOOTER_PT, rotation=50)
    largest = max((abs(place.mean) for place in zones if not place.luck), default=0.0) or 1.0
    decimals = places(0, 0, largest) - 2
    for place in zones:
        x, y = ZONES[place.key]
        size = 4.0 if place.luck else max(LARGEST_PT2 * abs(place.mean) / largest, 4.0)
        ax.scatter([x], [y], s=size, color=place.colour, alpha=0.75, linewidth=0, zorder=2)
        text = (
            f"{wrapped(place.name, words['wrap'])}\n{'0' if place.luck else number(place.mean, decimals, signed=True)}"
        )
        down = 2.0 + np.sqrt(size / np.pi)
        look: dict[str, Any] = {"ha": "center", "va": "top", "fontsize": FOOTER_PT, "color": INK, "linespacing": 1.1}
        ax.annotate(text, (x, y), (0, -down), "data", "offset points", **look)
    ax.set_xlim(-1.5, 1.6)
    ax.set_ylim(-1.6, 1.35)


def _draw_routes(figure: Figure, ax: Axes, flights: list[_Place], lang: str) -> None:
    """Arcs from Lukou in the middle to each market whose flights change; words for those that have room."""
    words = WORDS[lang]
    ax.set_xlim(-1.0, 1.0)
    ax.set_ylim(-0.78, 0.95)
    for km in RINGS:
        radius = np.sqrt(km / (np.pi * EARTH_KM))
        ax.add_artist(_ring(radius))
    ax.plot(0, 0, "*", color=INK, markersize=6, zorder=5)
    widest = max((abs(place.mean) for place in flights), default=0.0) or 1.0
    ends = {place.key: _end(place.key) for place in flights}
    for place in flights:
        x, y = ends[place.key]
        if abs(place.mean) < LEAST:
            ax.plot(x, y, ".", color=PALE, markersize=2.5, zorder=1)
            continue
        look: dict[str, Any] = {"color": place.colour, "alpha": 0.8, "zorder": 3, "capstyle": "round"}
        width = max(WIDEST_PT * abs(place.mean) / widest, THINNEST_PT)
        dashes = "--" if direction(place.members) == FALL else "-"
        arc = FancyArrowPatch(
            (0, 0), (x, y), connectionstyle="arc3,rad=0.18", arrowstyle="-", linewidth=width, linestyle=dashes, **look
        )
        ax.add_patch(arc)
        ax.plot(x, y, "o", color=place.colour, markersize=2.5, zorder=4)
    lay_out(figure)
    changed = {place.key for place in flights if abs(place.mean) >= LEAST}
    faint = [
        end for key, end in ends.items() if key not in changed
    ]  # a market that changes is named before one that does not
    named = Words(ax, [(0.0, 0.0), *(ends[key] for key in changed)], faint)
    for place in flights:
        if abs(place.mean) >= LEAST:
            text = f"{place.name} {number(place.mean, 1, signed=True)}"
            outward = 1 if ends[place.key][0] >= 0 else -1
            named.put(ends[place.key], text, outward, fontsize=SMALL_PT - 0.5, color=INK)
    for km in RINGS:
        radius = np.sqrt(km / (np.pi * EARTH_KM))
        for angle in RING_WORDS:
            where = (float(radius * np.cos(angle)), float(radius * np.sin(angle)))
            if named.put(where, words["km"].format(km), fontsize=FOOTER_PT - 0.5, color=GREY) is not None:
                break


def _ring(radius: float) -> Artist:
    angles = np.linspace(0, 2 * np.pi, 90)
    return Line2D(radius * np.cos(angles), radius * np.sin(angles), color=PALE, linewidth=0.5, zorder=0)


def _end(key: str) -> tuple[float, float]:
    """Where a market stands, north up, Nanjing in the middle, the square root of its distance away from it."""
    bearing, distance = bearing_and_distance(*PLACES[key])
    radius = np.sqrt(distance / np.pi)
    return float(radius * np.sin(bearing)), float(radius * np.cos(bearing))


def _legend(flights: list[_Place], zones: list[_Place], lang: str) -> list[Artist]:
    words = WORDS[lang]
    colours = {place.colour for place in flights if abs(place.mean) >= LEAST} | {place.colour for place in zones}
    return [
        Line2D([], [], linewidth=3, label=words[key], **look) for key, look in LOOKS.items() if look["color"] in colours
    ]
