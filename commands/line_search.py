"""The part of the command line that compares many plans: sweeps over variants, and the search for the best plan."""

from pathlib import Path
from typing import Annotated

import typer

from commands.line_options import Cluster, Lang, Members, Scale, Seed, Workers, folder, option


def add(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (sweep, search):
        app.command()(command)


def sweep(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A sweep file. 多方案文件。", show_default=False)],
    members: Members = None,
    seed: Seed = None,
    scale: Scale = None,
    workers: Workers = None,
    cluster: Cluster = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", parser=folder, help="Folder for the results. 结果文件夹。")
    ] = Path("outputs/sweeps"),
    lang: Lang = None,
) -> None:
    """Run all variants of a sweep file as one and compare them. 一次运行同一情景的多个方案并比较。"""
    from commands.console import AGAIN, open_console

    with open_console(lang, AGAIN) as console:
        from scenarios.running.workers import prepare

        prepare(1 if cluster else workers)
        from commands.sweep import SweepOptions, sweep

        options = SweepOptions(members=members, seed=seed, scale=scale, workers=workers, cluster=cluster, out=out)
        code = sweep(file, options, console)
    raise typer.Exit(code)


def search(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A search file. 寻优文件。", show_default=False)],
    runs: Annotated[int | None, option("--runs", "About how many runs it may take. 约用多少次运行。", "N")] = None,
    seed: Seed = None,
    scale: Scale = None,
    workers: Workers = None,
    cluster: Cluster = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", parser=folder, help="Folder for the results. 结果文件夹。")
    ] = Path("outputs/searches"),
    lang: Lang = None,
) -> None:
    """Find the best plan for a budget, and how far to trust it. 在预算内寻找最好的方案，并说明可信程度。"""
    from commands.console import AGAIN, open_console

    with open_console(lang, AGAIN) as console:
        from scenarios.running.workers import prepare

        prepare(1 if cluster else workers)
        from commands.search import SearchOptions, search

        options = SearchOptions(runs=runs, seed=seed, scale=scale, workers=workers, cluster=cluster, out=out)
        code = search(file, options, console)
    raise typer.Exit(code)
