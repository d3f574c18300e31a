"""What all workbooks of the project share: their formats, how they print, and a date of their own, the same in each."""

import datetime
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

DAY = datetime.datetime(2023, 1, 1)
"""The date inside every workbook: the same bytes from the same results."""
A4 = 9
"""A4 by its number in workbooks."""


def stamped(content: io.BytesIO) -> "Workbook":
    """A new workbook, to be used in a ``with`` statement; texts are never read as formulas or links.

    Raises:
        ModuleNotFoundError: XlsxWriter is not installed.
    """
    from xlsxwriter import Workbook

    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    book = Workbook(content, plain)
    book.set_properties({"created": DAY})
    return book


def print_wide(sheet: "Worksheet", head: int = 0) -> None:
    """Printed, the sheet is one A4 page wide, lying, with its headings (rows up to ``head``) on every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, head)


class Looks:
    """Formats of cells, each made once: ``title``, ``head``, ``head_right``, ``share``, ``plain_share``, ``wrapped``, and those of numbers."""

    def __init__(self, book: "Workbook"):
        bold: dict[str, Any] = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        self._book = book
        self._numbers: dict[str, Format] = {}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.head, self.head_right = book.add_format(bold), book.add_format({**bold, "align": "right"})
        self.share = book.add_format({"num_format": "+0.0%;-0.0%;0%"})
        self.plain_share = book.add_format({"num_format": "0%"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def number(self, decimals: int) -> "Format":
        """A number with thousands commas and fixed decimals."""
        return self._form(_digits(decimals))

    def signed(self, decimals: int) -> "Format":
        """The same with its sign."""
        digits = _digits(decimals)
        return self._form(f"+{digits};-{digits};0")

    def _form(self, form: str) -> "Format":
        if form not in self._numbers:
            self._numbers[form] = self._book.add_format({"num_format": form})
        return self._numbers[form]


def _digits(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals) * (decimals > 0)
