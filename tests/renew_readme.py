"""Renew what both READMEs show of real commands: the closing table of the full pilot, and what ``check`` says of mistakes.

Run as ``python tests/renew_readme.py`` in the project's folder. The full pilot is simulated if its inputs have changed.
"""

import contextlib
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from typer.testing import CliRunner  # noqa: E402

import run  # noqa: E402

PAGES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
BLOCK = re.compile(r"(<!-- made by tests/renew_readme\.py: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = "scenarios/my-plan.yaml"


def fences(page: str, language: str) -> list[str]:
    """What stands in the fenced blocks of one language."""
    return [text for name, text in FENCE.findall(page) if name == language]


def said(*words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(run.app, list(words))
    return result.exit_code, result.stdout, result.stderr


def table(lang: str, page: str, out: Path = ROOT / "outputs" / "runs") -> str:
    """The closing table of the full pilot as ``simulate`` prints it."""
    scenario = str(ROOT / "scenarios" / "full-pilot.yaml")
    code, shown, errors = said("simulate", scenario, "--out", str(out), "--replace", "--lang", lang)
    if code:
        raise RuntimeError(errors)
    return "\n".join(line.rstrip() for line in shown.splitlines()[:-1])  # the last line names the folder


def check(lang: str, page: str, out: Path | None = None) -> str:
    """What ``check`` says of the second scenario on the page, which has mistakes."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(ROOT / "scenarios", "scenarios", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        Path(FILE).write_text(fences(page, "yaml")[1], encoding="utf-8")
        return said("check", FILE, "--lang", lang)[2]


MADE: dict[str, Callable[..., str]] = {"table": table, "check": check}


def renewed(lang: str, page: str, names: tuple[str, ...] = tuple(MADE), **places: Path) -> str:
    """The page with its made blocks renewed."""

    def fill(block: re.Match[str]) -> str:
        start, name, old, end = block.groups()
        return start + (f"```text\n{MADE[name](lang, page, **places).strip()}\n```\n" if name in names else old) + end

    return BLOCK.sub(fill, page)


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(renewed(lang, path.read_text(encoding="utf-8")), encoding="utf-8")
