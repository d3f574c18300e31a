"""The command that looks back: what a pilot brought in the years that were."""

from pathlib import Path
from typing import Annotated

import typer

from commands.line_options import Candidates, Lang, Ledger, Members, Out, Replace, Resume, Scale, Seed, Workers, option


def add(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(evaluate)


def evaluate(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What was done: a scenario file. 实际情况情景文件。", show_default=False),
    ],
    ledger: Ledger = None,
    observed: Annotated[Path | None, option("--observed", "Figures that were observed. 实际数据。", "FILE.csv")] = None,
    candidates: Candidates = None,
    by: Annotated[
        str, typer.Option("--by", metavar="fields|tasks|none", help="What the effect is divided by. 效果按什么分解。")
    ] = "fields",
    form: Annotated[
        list[str] | None,
        option(
            "--format", "Web page (default) or Word, or both with a comma. 网页（默认）或 Word，可两种。", "html|docx"
        ),
    ] = None,
    members: Members = None,
    seed: Seed = None,
    scale: Scale = None,
    workers: Workers = None,
    out: Out = Path("outputs/runs"),
    resume: Resume = False,
    replace: Replace = False,
    lang: Lang = None,
) -> None:
    """Tell what the pilot brought in the years that were, in an evaluation report. 评估试点在已过去各年的成效。"""
    import sys

    from commands.console import RESUME, open_console

    with open_console(lang, RESUME) as console:
        from commands.evaluate import EvaluateOptions, evaluate
        from commands.options import RunOptions
        from commands.options_check import several

        options = RunOptions(
            members=members,
            seed=seed,
            scale=scale,
            workers=workers,
            ledger=ledger,
            observed=observed,
            candidates=candidates,
            out=out,
            resume=resume,
            replace=replace,
            command=("run.py", *sys.argv[1:]),
        )
        code = evaluate(file, EvaluateOptions(by, several(form, ("html",))), options, console)
    raise typer.Exit(code)
