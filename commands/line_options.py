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


Lang = Annotated[str | None, option("--lang", "Language; default: the system's. 语言，默认随系统。", "zh|en")]
Out = Annotated[
    Path, typer.Option("--out", metavar="DIR", parser=folder, help="Folder that holds runs. 存放结果的文件夹。")
]
RunName = Annotated[
    str,
    typer.Argument(metavar="RUN", help="A run: path, or name under --out. 结果的路径或名称。", show_default=False),
]
