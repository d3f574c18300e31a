"""Options and arguments of the command line that several commands share. Imports nothing that starts slowly."""

from pathlib import Path
from typing import Annotated

import typer


def option(name: str, what: str, metavar: str | None = None) -> typer.models.OptionInfo:
    """An option that says what it is in English and Chinese and shows no default."""
    return typer.Option(name, metavar=metavar, help=what, show_default=False)


def folder(text: str | Path) -> Path:
    """Return the folder that is named; an empty name, as of a variable that is not set, would be the current folder.

    Raises:
        BadParameter: the name is empty.
    """
    if not str(text).strip():
        raise typer.BadParameter(
            "it is empty: name a folder, or leave the option out. 为空：请给出文件夹，或不加此选项。"
        )
    return Path(text)


def folder_option(name: str, what: str) -> typer.models.OptionInfo:
    """An option that names a folder, says what it is in English and Chinese and shows no default."""
    return typer.Option(name, metavar="DIR", parser=folder, help=what, show_default=False)


Lang = Annotated[str | None, option("--lang", "Language; default: the system's. 语言，默认随系统。", "zh|en")]
Out = Annotated[
    Path, typer.Option("--out", metavar="DIR", parser=folder, help="Folder that holds runs. 存放结果的文件夹。")
]
RunName = Annotated[
    str,
    typer.Argument(metavar="RUN", help="A run: path, or name under --out. 结果的路径或名称。", show_default=False),
]
Members = Annotated[int | None, option("--members", "Members of the ensemble. 模拟样本数。", "N")]
Seed = Annotated[int | None, option("--seed", "Seed of all luck. 随机种子。", "S")]
Scale = Annotated[float | None, option("--scale", "Share of travellers simulated. 模拟旅客的比例。", "X")]
Workers = Annotated[int | None, option("--workers", "Processes, default one per core. 进程数。", "N")]
Posterior = Annotated[
    str | None,
    option("--posterior", "A posterior.csv of calibrate, or the word priors. 后验文件，或 priors。", "FILE"),
]
Ledger = Annotated[
    Path | None,
    option("--ledger", "What was carried out of the tasks: simulate that. 任务台账：按实际落实模拟。", "LEDGER.csv"),
]
Resume = Annotated[bool, option("--resume", "Go on from an interrupted run. 从中断处继续。")]
Replace = Annotated[bool, option("--replace", "Overwrite a run of other inputs. 覆盖输入不同的结果。")]
Cluster = Annotated[str | None, option("--cluster", "A Dask scheduler to run on. Dask 调度器。", "ADDRESS")]
Candidates = Annotated[
    int | None, option("--candidates", "With --observed: how many to choose from. 候选样本数。", "N")
]
