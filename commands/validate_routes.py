"""``validate --part routes``: the model over the history of Lukou's routes."""

from functools import partial
from pathlib import Path

from matplotlib.figure import Figure

from calibration.history import past_support
from calibration.targets import targets
from calibration.validation import route_histories
from commands.console import Console
from commands.progress import members_done
from common.records import FarMarket
from common.text import Text
from model.facts import facts
from model.facts.route_history import past_routes
from outputs.validation.route_figures import route_history
from outputs.validation.route_page import Routes, document, sentences
from outputs.validation.score_rows import as_csv
from outputs.validation.write_pages import write_past
from scenarios.running.fingerprints import version


def validate_routes(
    folder: Path, members: int, scale: float | None, workers: int | None, console: Console
) -> list[Path]:
    """Run the history and write ``routes.csv``, figures and pages into ``folder``."""
    with members_done(console.pick("the routes of 2013-2019", "2013—2019年航线"), console) as progress:
        played = route_histories.play(folder / ".history", members, scale, workers, progress)
    found = routes(played, members)

    def drawn(lang: str) -> dict[str, Figure]:
        return {"routes": route_history(found.years, found.markets, found.names, found.about(), lang)}

    table = as_csv(found.markets, FarMarket)
    written = write_past("routes", table, drawn, partial(document, found), found.about(), folder)
    console.tell(sentences(found, console.lang), written)
    return written


def routes(played: route_histories.RouteHistories, members: int) -> Routes:
    """Return what the page shows of the histories of all members."""
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
        members=members,
        version=version(),
    )
