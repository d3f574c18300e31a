"""Write the report of one run, or one that compares several, beside the results."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from common.errors import UserError
from common.files import write_bytes
from outputs.documents.document import Document
from outputs.observed import read_observed
from outputs.report.published import MEASURED, read_published
from outputs.report.run import Run, read_run

FORMATS = ("html", "docx")
_LONGEST_NAME = 80


def write_report(
    folders: Sequence[Path],
    lang: str = "zh",
    form: str = "html",
    effects: Path | None = None,
    observed: Path | None = None,
) -> Path:
    """Write the report of one run, or one report that compares several runs.

    Args:
        folders: folders of runs, as :func:`outputs.results.open.find_run` finds them; the report goes into the first.
        lang: ``"zh"`` or ``"en"``.
        form: ``"html"`` or ``"docx"``.
        effects: a table of effects that were measured in the model and published elsewhere; where not given, the
            report of one run shows the one beside the results, if there is one.
        observed: a file of observations, which the report of one run is compared with.

    Returns:
        The file: ``report.zh.html`` for one run, ``report-with-NAME.zh.html`` for several. An older one is replaced.

    Raises:
        UserError: a run or a table that cannot be read, no such format, or a file of observations at fault.
    """
    if form not in FORMATS:
        raise UserError(f"--format {form}: html or docx", f"--format {form}：只能是 html 或 docx")
    beside = Path(folders[0]) / MEASURED
    table = effects or (beside if beside.is_file() else None)
    measured = read_published(Path(table)) if table else ()
    runs = [replace(read_run(Path(folder), lang), published=measured) for folder in folders]
    if observed is not None:
        if len(runs) > 1:
            raise UserError(
                "--observed is for the report of one run: several are compared with each other",
                "--observed 只用于单个结果的报告：多个结果的报告是彼此比较",
            )
        runs = [replace(runs[0], observed=read_observed(observed, runs[0].dataset))]
    target = Path(folders[0]) / f"{file_name([run.name for run in runs])}.{lang}.{form}"
    write_bytes(target, rendered(document(runs), runs[0], form))
    return target


def document(runs: Sequence[Run]) -> Document:
    """What the report of these runs says."""
    from outputs.report.build import report
    from outputs.report.comparison import comparison

    return report(runs[0]) if len(runs) == 1 else comparison(runs)


def rendered(what: Document, run: Run, form: str) -> bytes:
    """A document as the bytes of a file; ``run`` is the one that figures name as their source."""
    if form == "docx":
        from outputs.documents.word import write

        return write(what, run.dataset)
    from outputs.documents.html import page

    return page(what, run.dataset).encode("utf-8")


def file_name(names: Sequence[str]) -> str:
    """The report's name without language and format; many or long names are replaced by their number."""
    if len(names) == 1:
        return "report"
    others = "-".join(names[1:])
    return f"report-with-{others if len(others) <= _LONGEST_NAME else f'{len(names) - 1}-runs'}"
