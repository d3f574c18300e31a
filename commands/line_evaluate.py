"""The command that looks back: what a pilot brought in the years that were."""

from pathlib import Path
from typing import Annotated

import typer

from commands.line_options import Lang, Out, option


def add(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(evaluate)


def evaluate(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What was done: a scenario file. 实际情况情景文件。", show_default=False),
    ],
    ledger: Annotated[
        Path | None, option("--ledger", "What was carried out of the tasks. 任务台账。", "LEDGER.csv")
    ] = None,
    observed: Annotated[Path | None, option("--observed", "Figures that were observed. 实际数据。", "FILE.csv")] = None,
    candidates: Annotated[
        int | None, option("--candidates", "With --observed: how many to choose from. 候选样本数。", "N")
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="fields|tasks|none", help="What the effect is divided by. 效果按什么分解。")
    ] = "fields",
    form: Annotated[
        str, typer.Option("--format", metavar="html|docx", help="Web page or Word. 网页或 Word。")
    ] = "html",
    members: Annotated[int | None, option("--members", "Members of the ensemble. 模拟样本数。", "N")] = None,
    seed: Annotated[int | None, option("--seed", "Seed of all luck. 随机种子。", "S")] = None,
    scale: Annotated[float | None, option("--scale", "Share of travellers simulated. 模拟旅客的比例。", "X")] = None,
    workers: Annotated[int | None, option("--workers", "Processes, default one per core. 进程数。", "N")] = None,
    out: Out = Path("outputs/runs"),
    resume: Annotated[bool, option("--resume", "Go on from an interrupted run. 从中断处继续。")] = False,
    replace: Annotated[bool, option("--replace", "Overwrite a run of other inputs. 覆盖输入不同的结果。")] = False,
    lang: Lang = None,
) -> None:
    """Tell what the pilot brought in the years that were, in an evaluation report. 评估试点在已过去各年的成效。"""
    import sys

    from commands.console import RESUME, open_console

    with open_console(lang, RESUME) as console:
        from commands.evaluate import EvaluateOptions, evaluate
        from commands.options import RunOptions

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
        code = evaluate(file, EvaluateOptions(by, form), options, console)
    raise typer.Exit(code)
