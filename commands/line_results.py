"""The part of the command line that passes results on: tables to paste, files for other programs, how to cite and check."""

from pathlib import Path
from typing import Annotated

import typer

from commands.line_options import Lang, Out, RunName, folder_option, option

RUNS = Path("outputs/runs")


def add(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (table, draw, export, cite, verify):
        app.command()(command)


def table(
    run: RunName,
    variable: Annotated[
        str, typer.Option("--variable", metavar="NAME", help="Which result, by key or name. 结果变量或名称。")
    ],
    by: Annotated[
        str, typer.Option("--by", metavar="AXIS,...", help="E.g. origin,month or sector,year. 按何维度。")
    ] = "",
    top: Annotated[int | None, option("--top", "Only the largest N of the first axis. 只列最大的 N 个。", "N")] = None,
    to: Annotated[
        Path | None, option("--to", "Write it: .xlsx, .csv, .tex, .docx or .md. 写成文件，形式由后缀定。", "FILE")
    ] = None,
    out: Out = RUNS,
    lang: Lang = None,
) -> None:
    """Give one result of a run as a table: both variants, the effect, its interval. 按维度列出一项结果。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.table import TableOptions, table

        table(run, TableOptions(variable, by, top, to), out, console)


def draw(
    run: RunName,
    figure: Annotated[
        list[str] | None,
        option("--figure", "Which, or the word all; default: the headline figures. 哪些图，或 all。", "NAME"),
    ] = None,
    form: Annotated[
        list[str] | None, option("--format", "Which forms; default: pdf. 何种格式。", "png|svg|pdf")
    ] = None,
    to: Annotated[
        Path | None,
        folder_option("--to", "Folder for the files, default figures/ of the run. 文件存放处。"),
    ] = None,
    out: Out = RUNS,
    lang: Lang = None,
) -> None:
    """Draw figures of a run as PDF, SVG or PNG, in both languages or that of --lang. 把图绘成所需格式。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.draw import draw

        draw(run, figure or (), form or (), to, lang, out, console)


def export(
    run: RunName,
    form: Annotated[
        str, typer.Option("--format", metavar="tidy|iamc|hubverse", help="Which form. 何种格式。")
    ] = "tidy",
    variable: Annotated[
        list[str] | None, option("--variable", "Only these results, by key. 只导出这些结果。", "NAME")
    ] = None,
    each_member: Annotated[
        bool, option("--each-member", "Tidy: a row for each member. 逐个样本列出（tidy）。")
    ] = False,
    to: Annotated[
        Path | None,
        folder_option("--to", "Folder for the files, default export/ of the run. 文件存放处。"),
    ] = None,
    out: Out = RUNS,
    lang: Lang = None,
) -> None:
    """Write a run as a tidy, an IAMC or a hubverse table, for other programs. 导出供其他程序读取的表格。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.export import export

        export(run, form, variable or (), each_member, to, out, console)


def cite(run: RunName, out: Out = RUNS, lang: Lang = None) -> None:
    """Tell how to cite a run, with its fingerprint, and how to make it again. 给出引用方式、指纹与重现命令。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.cite import cite

        cite(run, out, console)


def verify(
    run: RunName,
    fingerprint: Annotated[
        str, option("--fingerprint", "What it should be, 8 letters at least. 应有的指纹，至少 8 位。", "HEX")
    ] = "",
    out: Out = RUNS,
    lang: Lang = None,
) -> None:
    """Read all files of a run again and compare them with their records; needs no network. 离线核对结果文件。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.verify import verify

        code = verify(run, fingerprint, out, console)
    raise typer.Exit(code)
