"""``validate`` without observations: backtests on the yearly series of seven cities, and the model over Nanjing's past."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from matplotlib.figure import Figure

from calibration.validation import backtests, hindcast, past_series, published_benchmarks
from commands.console import Console
from commands.progress import members_done
from outputs.validation.backtest_figures import backtests as draw_backtests
from outputs.validation.backtest_figures import hindcast as draw_hindcast
from outputs.validation.backtest_page import Past, document, sentences
from outputs.validation.score_rows import as_csv
from outputs.validation.write_pages import write_past
from scenarios.running.fingerprints import version


def validate_past(folder: Path, members: int, scale: float | None, workers: int | None, console: Console) -> list[Path]:
    """Run the backtests and write ``backtests.csv``, figures and pages into ``folder``."""
    with members_done(console.pick("the model over 2013-2019", "模型2013—2019年"), console) as progress:
        paths = hindcast.paths(folder / ".history", members, scale, workers, progress)
    found = backtests.backtests(paths)
    past = _past(found, paths, members)

    def drawn(lang: str) -> dict[str, Figure]:
        return {
            "backtests": draw_backtests(past.nanjing, past.cities, past.about(), lang),
            "hindcast": draw_hindcast(past.known, past.modelled, past.about(), lang),
        }

    table = as_csv(found, backtests.Backtest)
    written = write_past("backtests", table, drawn, partial(document, past), past.about(), folder)
    console.tell(sentences(past, console.lang), written)
    return written


def _past(found: Sequence[backtests.Backtest], paths: backtests.Paths, members: int) -> Past:
    series = {name: known for name in paths if (known := past_series.series("nanjing", name)) is not None}
    return Past(
        cities=backtests.lines(found),
        nanjing=backtests.lines(found, "nanjing"),
        city_totals=backtests.totals(found),
        nanjing_totals=backtests.totals(found, "nanjing"),
        known={name: (one.years, one.values) for name, one in series.items()},
        modelled=paths,
        bars={key: bar._asdict() for key, bar in published_benchmarks.bars().items()},
        breaks=past_series.breaks(backtests.INDICATORS),
        members=members,
        version=version(),
    )
