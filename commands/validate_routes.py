"""``validate --part routes``: the model over the history of Lukou's routes."""

from functools import partial
from pathlib import Path

from matplotlib.figure import Figure

from calibration.history import past_support
from calibration.targets import targets
from calibration.validation import airport_counts, route_histories
from calibration.validation.airports import airports
from commands.console import Console
from commands.progress import members_done
from common.files import write_text
from common.records import CountOfAirport, FarMarket
from common.text import Text
from model.facts import facts
from model.facts.route_history import past_routes
from outputs.validation.airport_figures import airport_counts as airport_figure
from outputs.validation.airport_page import AIRPORTS_FILE, OtherAirports
from outputs.validation.past_page import source
from outputs.validation.route_figures import route_history
from outputs.validation.route_page import Routes, document, sentences
from outputs.validation.score_rows import as_csv
from outputs.validation.write_pages import write_past
from scenarios.running.fingerprints import version


def validate_routes(
    folder: Path, members: int, scale: float | None, workers: int | None, console: Console
) -> list[Path]:
    """Run the history and other airports and write ``routes.csv``, ``routes-airports.csv``, figures and pages into ``folder``."""
    with members_done(console.pick("the routes of 2013-2019", "2013—2019年航线"), console) as progress:
        played = route_histories.play(folder / ".history", members, scale, workers, progress)
    with members_done(console.pick("other airports of 2013-2019", "2013—2019年其他机场"), console) as progress:
        elsewhere = airport_counts.play(folder / ".airports", members, scale, workers, progress)
    found = routes(played, other_airports(elsewhere, members), members)

    def drawn(lang: str) -> dict[str, Figure]:
        others = found.others
        return {
            "routes": route_history(found.years, found.markets, found.names, found.about(), lang),
            "routes-airports": airport_figure(others.counts, others.names, others.about, lang),
        }

    table = as_csv(found.markets, FarMarket)
    written = write_past("routes", table, drawn, partial(document, found), found.about(), folder)
    written.insert(1, folder / AIRPORTS_FILE)
    write_text(written[1], as_csv(found.others.counts, CountOfAirport))
    console.tell(sentences(found, console.lang), written)
    return written


def other_airports(played: airport_counts.PlayedAirports, members: int) -> OtherAirports:
    """Return what the page shows of other airports."""
    counts = airport_counts.counts(played)
    data = Text("Counts: calibration/data/airport_counts.csv", "统计：calibration/data/airport_counts.csv")
    return OtherAirports(
        counts=counts,
        names={one.code: Text(one.en, one.zh) for one in airports()},
        ranks_agree=airport_counts.rank_correlation(counts, "destinations_abroad", "2014-06"),
        passengers_agree=airport_counts.rank_correlation(counts, "passengers_m"),
        sources=[f"{one.en}: {one.source}" for one in airports()],
        about=source(data, Text("other airports", "其他机场检验"), members, version()),
    )


def routes(played: route_histories.RouteHistories, others: OtherAirports, members: int) -> Routes:
    """Return what the page shows of the histories of all members, and of ``others``."""
    f = facts()
    (counted,) = (target for target in targets() if target.id == "flights_2018")
    return Routes(
        years=route_histories.years(played),
        markets=route_histories.markets(played),
        loads=route_histories.loads(played),
        flights_counted=(counted.first_year, counted.value, counted.source),
        names={code: Text(en, zh) for code, en, zh in zip(f.origins, f.name_en, f.name_zh, strict=True)},
        not_told_apart=route_histories.routes_not_told_apart(),
        sources=[f"{route.destination}: {route.source}" for route in past_routes() if route.intercontinental],
        support=past_support(),
        others=others,
        members=members,
        version=version(),
    )
