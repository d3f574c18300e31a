"""``calibrate --only backtests``: the model fitted anew without the years it forecasts, and scored against references."""

from pathlib import Path
from typing import TYPE_CHECKING

from commands.console import Console
from commands.progress import stages_done
from common.errors import UserError

if TYPE_CHECKING:
    from calibration.report import Row

STAGES = {
    "luck": ("luck of history", "历史随机性"),
    "prior": ("candidates of the prior", "先验候选点"),
    "near": ("candidates near the posterior", "后验附近候选点"),
    "ahead": ("runs ahead of two origins", "两个起点之后的运行"),
}
RUNS = ("runs", "次运行")
TABLES = ("backtests", "backtest_scores")


def check_libraries() -> None:
    """Refuse to begin without the libraries that score.

    Raises:
        UserError: one is missing.
    """
    try:
        import scores  # noqa: F401
        import statsmodels  # noqa: F401
    except ImportError:
        command = "uv run --group calibration run.py calibrate"
        raise UserError(
            f"backtests need the libraries of the group calibration: {command}",
            f"回测需要 calibration 组的软件库：{command}",
        ) from None


def run_backtests(out: Path, full: bool, workers: int | None, adopt: bool, console: Console) -> None:
    """Learn from the years to each origin, run what was learned ahead, and write tables, figure and what they say.

    Args:
        out: folder for runs, tables and the figure.
        full: whether the whole budget is run, or only enough to see how it goes.
        workers: processes; None is one per core.
        adopt: whether the tables become those that ship.
        console: where results are said.
    """
    from calibration import report
    from calibration.backtest_words import sentences
    from calibration.fit import SMALL, Budget, both_waves
    from calibration.validation import refitted
    from calibration.validation.refitted_scores import all_scored, forecast_rows, score_rows

    budget, folder = (Budget() if full else SMALL), out / "runs"
    with stages_done(STAGES, console, RUNS) as progress:
        lucks, candidates = both_waves(folder, budget, workers, progress)
        runs = refitted.runs_ahead(folder, lucks, candidates, budget, workers, progress)
    forecasts = {refitted.MODEL: refitted.of_model(runs), **refitted.of_references()}
    found = all_scored(forecasts, refitted.counted())
    tables = dict(zip(TABLES, (forecast_rows(found), score_rows(found)), strict=True))
    for name, rows in tables.items():
        report.write_rows(out / f"{name}.csv", rows)
        if adopt:
            report.write_rows(report.FOLDER / f"{name}.csv", rows)
    _draw(out, tables["backtests"], console)
    for line in sentences(tables["backtest_scores"], tables["backtests"], console.lang):
        console.result(line, line)


def _draw(out: Path, rows: "list[Row]", console: Console) -> None:
    from calibration.validation.refitted import MODEL, series
    from outputs.figures.figure_files import save_as
    from outputs.figures.fit import footer
    from outputs.validation.refitted_figures import refitted
    from scenarios.running.fingerprints import version

    note = console.pick(
        "Yearly series of seven cities, 2013-2022 (model/data/panel.csv)",
        "七城市2013—2022年年度序列（model/data/panel.csv）",
    )
    source = footer(console.lang, version(), note)
    figure = refitted([row for row in rows if row["forecast"] == MODEL], series(), source, console.lang)
    save_as(figure, out / "backtests", source, console.lang, ("png", "svg"))
