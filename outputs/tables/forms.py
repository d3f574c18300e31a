"""A table as text for other programs: CSV, Markdown and LaTeX."""

import math
from collections.abc import Sequence

from common.files import csv_text
from outputs.results.numbers import MINUS, MISSING
from outputs.tables.answer import Answer

_KEYS = ("counterfactual_mean", "scenario_mean", "effect_mean", "effect_p10", "effect_p90", "change", "effect_median")
"""Columns of numbers of the CSV, whatever the language; with few members p10 and p90 are the smallest and the largest."""
_LONG = 40
"""Rows from which a LaTeX table may be broken across pages."""
_TEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", MINUS: "$-$", MISSING: "--", "²": r"\textsuperscript{2}",
}  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet would take a text for a formula."""


def safe(text: str) -> str:
    """A text that a spreadsheet takes for text: a name that begins as a formula does gets an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_form(found: Answer) -> str:
    """One row a label and period, numbers with ten significant digits in the reader's unit; empty where there is none."""
    rows: list[Sequence[object]] = [[*(axis for axis in found.question.by), *_KEYS, "unit"]]
    for row in found.rows:
        numbers = (row.counterfactual, row.scenario, row.effect, row.low, row.high, row.change, row.median)
        told = [format(n, ".10g") if math.isfinite(n) else "" for n in numbers]
        rows.append([*map(safe, row.labels), *told, found.unit.name or "1"])
    return csv_text(rows)


def markdown(title: str, heads: Sequence[str], cells: Sequence[Sequence[str]], words: int, notes: Sequence[str]) -> str:
    """A table in Markdown under its title in bold; the first ``words`` columns are flush left."""
    lines = [f"**{_pipe(title)}**", "", _row(heads), _row(["---" if k < words else "---:" for k in range(len(heads))])]
    lines += map(_row, cells)
    return "\n".join([*lines, "", *(_pipe(note) for note in notes)]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_pipe, cells)) + " |"


def _pipe(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())


def latex(title: str, heads: Sequence[str], cells: Sequence[Sequence[str]], words: int, notes: Sequence[str]) -> str:
    """A table in LaTeX with the rules of ``booktabs``; a long one breaks across pages with ``longtable``."""
    columns = "l" * words + "r" * (len(heads) - words)
    head = " & ".join(map(tex, heads)) + r" \\"
    body = [" & ".join(map(tex, row)) + r" \\" for row in cells]
    below = [rf"\par\smallskip{{\footnotesize {tex(' '.join(notes))}}}"] if notes else []
    needs = r"% \usepackage{booktabs}" + (r", \usepackage{longtable}" if len(cells) > _LONG else "")
    chinese = (
        [r"% Chinese: \usepackage{ctex}"] if any(ord(c) > 0x2E80 for c in "".join([title, *heads, *notes])) else []
    )
    if len(cells) > _LONG:
        top = [rf"\begin{{longtable}}{{{columns}}}", rf"\caption{{{tex(title)}}}\\", r"\toprule", head, r"\midrule"]
        lines = [*top, r"\endfirsthead", r"\toprule", head, r"\midrule", r"\endhead", *body, r"\bottomrule"]
        return "\n".join([needs, *chinese, *lines, r"\end{longtable}", *below]) + "\n"
    lines = [
        *(r"\begin{table}[htbp]", r"\centering", rf"\caption{{{tex(title)}}}", rf"\begin{{tabular}}{{{columns}}}"),
        *(r"\toprule", head, r"\midrule", *body, r"\bottomrule", r"\end{tabular}", *below, r"\end{table}"),
    ]
    return "\n".join([needs, *chinese, *lines]) + "\n"


def tex(text: str) -> str:
    """A text as LaTeX prints it: none of its characters is a command."""
    return "".join(_TEX.get(c, c) for c in " ".join(text.split()))
