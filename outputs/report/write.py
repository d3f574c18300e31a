"""Write the report of one run, or one that compares several, beside the results."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from common.errors import UserError
from common.files import write_bytes
from outputs.documents.document import Document
from outputs.observed import read_observed
from outputs.report.published import MEASURED, read_published
from outputs.report.run import Run, read_run

FORMATS = ("html", "docx", "xlsx", "brief", "pptx")
ALONE = ("brief", "pptx")
"""Formats for one run."""
WORD = ("docx", "brief")
"""Formats that are, or have beside them, a Word file."""
_LONGEST_NAME = 80
Progress = Callable[[int, int], None]
"""Is called with the figures drawn and all that there are."""
Lacking = Callable[[list[str]], None]
"""Is called with the names of styles that a template lacks."""
Noted = Callable[[Sequence[Mapping[str, str]]], None]
"""Is called with what a reader should know of the file of observations, by language."""


def write_report(
    folders: Sequence[Path],
    lang: str = "zh",
    form: str = "html",
    effects: Path | None = None,
    observed: Path | None = None,
    template: Path | None = None,
    progress: Progress = lambda done, total: None,
    lacking: Lacking = lambda names: None,
) -> Path:
    """Write the report of one run, or one report that compares several runs.

    Args:
        folders: folders of runs, as :func:`outputs.results.open.find_run` finds them; the report goes into the first.
        lang: ``"zh"`` or ``"en"``.
        form: ``"html"``, ``"docx"``, ``"xlsx"`` (the numbers), ``"brief"`` (one page, as web page and Word file) or
            ``"pptx"`` (ten slides).
        effects: a table of effects that were measured in the model and published elsewhere; where not given, the
            report of one run shows the one beside the results, if there is one.
        observed: a file of observations, which the report of one run is compared with.
        template: an office's own Word file, whose styles and page the Word file takes.
        progress: is called before each figure.
        lacking: called with the styles that the template lacks.

    Returns:
        The file: ``report.zh.html`` for one run, ``report-with-NAME.zh.html`` for several, ``brief.zh.html``. An older one
        is replaced.

    Raises:
        UserError: a run, a table or a template that cannot be read, no such format, options that do not go together, or a
            file of observations at fault.
    """
    return write_files(folders, lang, form, effects, observed, template, progress, lacking)[0]


def write_files(
    folders: Sequence[Path],
    lang: str,
    form: str,
    effects: Path | None = None,
    observed: Path | None = None,
    template: Path | None = None,
    progress: Progress = lambda done, total: None,
    lacking: Lacking = lambda names: None,
    noted: Noted = lambda notes: None,
) -> list[Path]:
    """The same, with all files that were written: a brief is two."""
    check((form,), len(folders), template, observed)
    beside = Path(folders[0]) / MEASURED
    table = effects or (beside if beside.is_file() else None)
    measured = read_published(Path(table)) if table else ()
    runs = [replace(read_run(Path(folder), lang), published=measured) for folder in folders]
    if observed is not None:
        seen = read_observed(observed, runs[0].dataset)
        runs = [replace(runs[0], observed=seen)]
        noted(seen.notes)
    what = watched(document(runs, form), progress) if form not in ("xlsx", "pptx") else None
    stem = "brief" if form == "brief" else file_name([run.name for run in runs])
    made = {}
    for kind in ("html", "docx") if form == "brief" else (form,):
        made[Path(folders[0]) / f"{stem}.{lang}.{kind}"] = (
            rendered(what, runs[0], kind, template, form != "brief", lacking)
            if what is not None
            else _numbers_or_slides(runs, form, progress)
        )
    for target, content in made.items():
        write_bytes(target, content)
    return list(made)


def shows_observed(form: str) -> bool:
    """Whether a format sets a run beside observations."""
    return form not in ("brief", "xlsx")


def check(forms: Sequence[str], runs: int, template: Path | None, observed: Path | None = None) -> None:
    """See that formats are some, and that options go with one of them; the others do without.

    Raises:
        UserError: they do not, or the template cannot be read.
    """
    form = next((form for form in forms if form not in FORMATS), None)
    if form is not None:
        raise UserError(
            f"--format {form}: {', '.join(FORMATS[:-1])} or {FORMATS[-1]}",
            f"--format {form}：只能是 {'、'.join(FORMATS[:-1])} 或 {FORMATS[-1]}",
        )
    form = next((form for form in forms if form in ALONE), None)
    if form is not None and runs > 1:
        raise UserError(f"--format {form} is for one run", f"--format {form} 只用于单个结果")
    joined = ", ".join(forms)
    if template is not None and not set(forms) & set(WORD):
        raise UserError(
            f"--template is for Word files (docx, brief), not for {joined}",
            f"--template 只用于 Word 文件（docx、brief），不用于 {'、'.join(forms)}",
        )
    if observed is not None and runs > 1:
        raise UserError(
            "--observed is for the report of one run: several are compared with each other",
            "--observed 只用于单个结果的报告：多个结果的报告是彼此比较",
        )
    if observed is not None and not any(map(shows_observed, forms)):
        raise UserError(
            f"--format {joined} shows no observations: use --observed with html, docx or pptx",
            f"--format {'、'.join(forms)} 不含观测数据对照：--observed 请与 html、docx 或 pptx 一起使用",
        )
    if template is not None:  # before a report is made for nothing
        from outputs.documents.word_template import read_template

        read_template(template)


def document(runs: Sequence[Run], form: str = "html") -> Document:
    """What the report of these runs says; ``form`` is ``"brief"`` for one page."""
    from outputs.report.brief import brief
    from outputs.report.build import report
    from outputs.report.comparison import comparison

    if form == "brief":
        return brief(runs[0])
    return report(runs[0]) if len(runs) == 1 else comparison(runs)


def watched(what: Document, progress: Progress) -> Document:
    """The same document, which tells how many of its figures have been begun."""
    from outputs.documents.watching import watch

    return watch(what, progress)


def rendered(
    what: Document,
    run: Run,
    form: str,
    template: Path | None = None,
    contents: bool = True,
    lacking: Lacking = lambda names: None,
) -> bytes:
    """A document as the bytes of a file; ``run`` is the one that figures of a page name as their source."""
    if form == "docx":
        from outputs.documents.word import write

        return write(what, template, contents, lacking)
    from outputs.documents.html import page

    return page(what, run.dataset).encode("utf-8")


def _numbers_or_slides(runs: Sequence[Run], form: str, progress: Progress) -> bytes:
    if form == "xlsx":
        from outputs.report.workbook import workbook

        return workbook(runs, progress)
    from outputs.report.slides import slides

    return slides(runs[0], progress)


def file_name(names: Sequence[str]) -> str:
    """The report's name without language and format; many or long names are replaced by their number."""
    if len(names) == 1:
        return "report"
    others = "-".join(names[1:])
    return f"report-with-{others if len(others) <= _LONGEST_NAME else f'{len(names) - 1}-runs'}"
