"""``report``: a document from the results of one run, or one that compares several."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from commands.console import Console
from commands.notes import show_texts
from commands.options_check import several
from commands.progress import members_done
from common.errors import UserError
from outputs.results.open import find_run

EFFECTS = Path(__file__).parents[1] / "calibration" / "data" / "effects_measured.csv"
"""Effects as they were measured in the model that is here, beside those that were published."""
USUAL_S = {"html": (20, 60), "docx": (15, 40), "xlsx": (15, 40), "brief": (10, 25), "pptx": (10, 25)}
"""Seconds that a report takes on a usual computer, from and to, for one run; it is said beforehand."""


class ReportOptions(NamedTuple):
    """Files that a report is given beside its runs."""

    effects: Path | None = None
    observed: Path | None = None
    template: Path | None = None


NOTHING_MORE = ReportOptions()
"""No files beside the runs."""


def report(
    runs: Sequence[str], out: Path, forms: Sequence[str], console: Console, options: ReportOptions = NOTHING_MORE
) -> Path:
    """Write the report in the reader's language, in each form that is asked for, and say where it is.

    Args:
        runs: paths of runs or their names under ``out``; several give one report, in the folder of the first.
        out: the folder that holds runs.
        forms: of :data:`outputs.report.write.FORMATS`, commas between several; none: a web page.
        console: prints in the reader's language.
        options: ``effects``, a table of measured effects (where not given, the one beside the results, else the one that is
            shipped); ``observed``, observations to compare one run with; ``template``, an office's Word file.

    Raises:
        UserError: a run or a file that cannot be read, options that do not go together, or a run that is named twice.
    """
    from outputs.report.write import WORD, check, shows_observed, write_files

    asked = several(forms, ("html",))
    check(asked, len(runs), options.template, options.observed)
    folders = [find_run(run, out) for run in runs]
    effects = options.effects
    if effects is None and not (folders[0] / EFFECTS.name).is_file() and EFFECTS.is_file():
        effects = EFFECTS
    if len({folder.resolve() for folder in folders}) < len(folders):
        raise UserError("a run is named twice", "同一结果写了两次")
    low, high = (sum(USUAL_S[form][end] for form in asked) * len(folders) for end in (0, 1))
    console.note(
        f"reading the results and writing the report, which takes {low} to {high} seconds ...",
        f"正在读取结果并撰写报告，约需 {low} 至 {high} 秒……",
    )
    written, told = list[Path](), list[object]()
    for form in asked:
        with members_done(folders[0].name, console, ("figures", "幅图")) as progress:
            written += write_files(
                folders,
                console.lang,
                form,
                effects,
                options.observed if shows_observed(form) else None,
                options.template if form in WORD else None,
                lambda done, total: progress(done, total, 0),
                lambda names: _once(told, names, lambda: _lacking(names, console)),
                lambda notes: _once(told, notes, lambda: show_texts(notes, console)),
            )
    files = ", ".join(map(str, written))
    console.result(f"Report: {files}", f"报告：{files}")
    return written[0]


def _once(told: list[object], what: object, tell: Callable[[], None]) -> None:
    """Tell what no form before has told."""
    if what not in told:
        told.append(what)
        tell()


def _lacking(names: list[str], console: Console) -> None:
    console.note(
        f"the template has no style {', '.join(names)}: made in its own fonts",
        f"模板中没有以下样式，已按其字体补上：{'、'.join(names)}",
    )
