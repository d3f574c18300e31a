"""Renew what the READMEs and pages show of real commands and tables: the closing table of the plan, what ``check``
says of mistakes, how many numbers are drawn, which published effects are met, and what backtests found.

Run as ``python tests/renew_readme.py`` in the project's folder. The plan is simulated if its inputs have changed.
"""

import contextlib
import csv
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from typer.testing import CliRunner  # noqa: E402

import calibration.page  # noqa: E402
import run  # noqa: E402
from calibration import backtest_words  # noqa: E402
from calibration.experiments.table import Row, effects  # noqa: E402
from model.parameters import declared  # noqa: E402

NAMES = (
    "README",
    *sorted(f"docs/{path.stem}" for path in (ROOT / "docs").glob("*.md") if not path.stem.endswith(".zh")),
)
"""Pages for users, each in two languages: ``NAME.md`` and ``NAME.zh.md``."""
BLOCK = re.compile(r"(<!-- made by tests/renew_readme\.py: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = "scenarios/my-plan.yaml"


def page(name: str, lang: str) -> Path:
    """Where a page is in a language, ``"en"`` or ``"zh"``."""
    return ROOT / f"{name}.zh.md" if lang == "zh" else ROOT / f"{name}.md"


def fences(page: str, language: str) -> list[str]:
    """What stands in the fenced blocks of one language."""
    return [text for name, text in FENCE.findall(page) if name == language]


def said(*words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(run.app, list(words))
    return result.exit_code, result.stdout, result.stderr


def table(lang: str, page: str, out: Path = ROOT / "outputs" / "runs") -> str:
    """The closing table of the plan as ``simulate`` prints it."""
    scenario = str(ROOT / "scenarios" / "plan-104.yaml")
    code, shown, errors = said("simulate", scenario, "--out", str(out), "--replace", "--lang", lang)
    if code:
        raise RuntimeError(errors)
    return fenced("\n".join(line.rstrip() for line in shown.splitlines()[:-1]))  # the last line names the folder


def check(lang: str, page: str, out: Path | None = None) -> str:
    """What ``check`` says of the second scenario on the page, which has mistakes."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(ROOT / "scenarios", "scenarios", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        Path(FILE).write_text(fences(page, "yaml")[1], encoding="utf-8")
        return fenced(said("check", FILE, "--lang", lang)[2])


def numbers(lang: str, page: str, out: Path | None = None) -> str:
    """How many numbers are drawn and how many held."""
    roles = [(one.role, "assumption" in one.source) for one in declared().values()]
    fitted = sum(role == "calibrated" for role, _ in roles)
    drawn = fitted + sum(role == "uncertainty" for role, _ in roles)
    held, guessed = len(roles) - drawn, sum(assumed for role, assumed in roles if role == "constant")
    if lang == "zh":
        return (
            f"- 共 {len(roles)} 个参数，其中 {drawn} 个在每个样本中各抽一次（{fitted} 个按历史校准后的分布抽取），区间已包含其不确定性。\n"
            f"  其余 {held} 个取固定值，其中 {guessed} 个为假定值：它们的不确定性未计入区间，区间因而偏窄。"
        )
    return (
        f"- Of {len(roles)} numbers {drawn} are drawn anew in each member, {fitted} of them from what the past leaves of them;"
        f" the interval carries these.\n  The other {held} are held, {guessed} of them on an assumption: what they would add is"
        " missing, and intervals are too narrow by it."
    )


def published(lang: str, page: str, out: Path | None = None) -> str:
    """Which published effects the model meets that have set none of its numbers."""
    with (ROOT / "calibration" / "data" / "effects_measured.csv").open(encoding="utf-8", newline="") as lines:
        measured = list(csv.DictReader(lines))
    all_verdicts = {line["id"]: line["verdict"] for line in measured}
    verdicts = {name: verdict for name, verdict in all_verdicts.items() if verdict in ("pass", "fail", "unsure")}
    used = [row for row in effects().values() if all_verdicts.get(row.id) in ("set", "missed")]
    sizes = [row for row in effects().values() if row.id in verdicts and row.kind == "band"]
    others = [row for row in effects().values() if row.id in verdicts and row.kind != "band"]
    own = [row for row in others if row.citation.startswith("expectation")]
    others = [row for row in others if row not in own]
    met = lambda rows: sum(verdicts[row.id] == "pass" for row in rows)  # noqa: E731

    def told(row: Row) -> str:
        found = "/".join(f"{float(line['median']):.2g}" for line in measured if line["id"] == row.id)
        low, high = ("" if bound is None else f"{bound:g}" for bound in (row.accept_low, row.accept_high))
        if lang == "zh":
            unit = row.unit_zh if row.unit_zh == "%" else ""
            wanted = f"可接受范围 {low}{unit} 至 {high}{unit}" if high else f"应大于 {low}{unit}"
            span = f"模型 {found}{unit}，{wanted}"
            return f"{row.title_zh}（{span}）" if unit else f"{row.title_zh}（{span}，{row.unit_zh}）"
        wanted = f"accepted {low} to {high}" if high else f"to be above {low}"
        return f"{row.title_en} ({found}, {wanted}, {row.unit_en})"

    missed = [told(row) for row in (*sizes, *others, *own) if verdicts[row.id] != "pass"]
    set_missed = [told(row) for row in used if all_verdicts[row.id] == "missed"]
    if lang == "zh":
        return (
            f"- 已发表的效应在模型中作为实验重做（`calibration/data/effects_measured.csv`）。没有用来设定参数的各项中，检验大小的 {len(sizes)} 项，\n"
            f"  {met(sizes)} 项相符；检验已发表方向或上限的 {len(others)} 项，{met(others)} 项相符；由机制可预期（未发表）的 {len(own)} 项，{met(own)} 项成立。不符或尚难判断的：\n  {'；'.join(missed) or '无'}。\n"
            f"- 另有 {len(used)} 项已用于设定参数，不作检验；其中仍不符的：{'；'.join(set_missed) or '无'}。"
        )
    return (
        "- Published effects are tried as experiments (`calibration/data/effects_measured.csv`). Of those that set none of the model's\n"
        f"  numbers, {met(sizes)} of {len(sizes)} sizes are met and {met(others)} of {len(others)} published signs and ceilings; of what is to be expected without a"
        f" publication,\n  {met(own)} of {len(own)}. Not met, or not sharp:\n  {'; '.join(missed) or 'none'}.\n"
        f"- {len(used)} more have set a number and are no test. Of these the model misses all the same:"
        f" {'; '.join(set_missed) or 'none'}."
    )


def backtested(lang: str, page: str, out: Path | None = None) -> str:
    """Which classes of figures the bands held in years that the fit had not seen, and which not and why."""
    told = (
        [f"- {sentence}" for sentence in calibration.page.backtest_sentences(lang)]
        if calibration.page.backtested()
        else []
    )
    return "\n".join((backtest_words.INTRO[lang], *(told or [backtest_words.NONE[lang]])))


def fenced(text: str) -> str:
    """Text as a terminal shows it."""
    return f"```text\n{text.strip()}\n```"


MADE: dict[str, Callable[..., str]] = {
    "table": table,
    "check": check,
    "numbers": numbers,
    "published": published,
    "backtests": backtested,
}


def renewed(lang: str, page: str, names: tuple[str, ...] = tuple(MADE), **places: Path) -> str:
    """The page with its made blocks renewed."""

    def fill(block: re.Match[str]) -> str:
        start, name, old, end = block.groups()
        return start + (MADE[name](lang, page, **places) + "\n" if name in names else old) + end

    return BLOCK.sub(fill, page)


if __name__ == "__main__":
    for lang in ("en", "zh"):
        for path in (page(name, lang) for name in NAMES):
            path.write_text(renewed(lang, path.read_text(encoding="utf-8")), encoding="utf-8")
