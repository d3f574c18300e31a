"""``report``: a document from the results of one run, or one that compares several."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from common.errors import UserError
from outputs.results.open import find_run

EFFECTS = Path(__file__).parents[1] / "calibration" / "data" / "effects_measured.csv"
"""Effects as they were measured in the model that is here, beside those that were published."""


def report(
    runs: Sequence[str],
    out: Path,
    form: str,
    console: Console,
    effects: Path | None = None,
    observed: Path | None = None,
) -> Path:
    """Write the report in the reader's language and say where it is.

    Args:
        runs: paths of runs or their names under ``out``; several give one report, in the folder of the first.
        out: the folder that holds runs.
        form: ``"html"`` or ``"docx"``.
        console: prints in the reader's language.
        effects: a table of measured effects; where not given, the one beside the results, else the one that is shipped.
        observed: a file of observations to compare one run with.

    Raises:
        UserError: a run or a file that cannot be read, or a run that is named twice.
    """
    from outputs.report import write_report

    folders = [find_run(run, out) for run in runs]
    if effects is None and not (folders[0] / EFFECTS.name).is_file() and EFFECTS.is_file():
        effects = EFFECTS
    if len({folder.resolve() for folder in folders}) < len(folders):
        raise UserError("a run is named twice", "同一结果写了两次")
    console.note("drawing the figures and writing the report ...", "正在绘图并撰写报告……")
    written = write_report(folders, console.lang, form, effects, observed)
    console.result(f"Report: {written}", f"报告：{written}")
    return written
