"""A search as it lies in its folder: read again, and shown as a report or as a page to look into."""

from pathlib import Path

import xarray as xr

from common.text import LANGUAGES, Text
from outputs.documents.html import page as report_page
from outputs.documents.tabs import page as tabs_page
from outputs.results.record_file import read_record, record_text
from outputs.search.search_document import document
from outputs.search.search_figures import footer
from outputs.search.search_result import SearchResult

FILE, KIND = "search.json", "search"
TABS = {
    "answer": Text("Answer", "结论"),
    "front": Text("Budgets", "各预算"),
    "plans": Text("Plans and measures", "方案与措施"),
    "worlds": Text("Where plans fail", "何处不佳"),
    "others": Text("Rights", "授权"),
    "trust": Text("How sure", "把握程度"),
}
"""Short names of the sections of the report."""


def text(found: SearchResult) -> str:
    """Return what the folder keeps of a search."""
    return record_text(KIND, found)


def read(folder: Path) -> SearchResult:
    """Return the search of a folder.

    Raises:
        UserError: there is none that can be read.
    """
    return read_record(folder / FILE, KIND, SearchResult, SearchResult.whole)


def report(found: SearchResult, lang: str) -> str:
    """Return the report as a web page in one language."""
    return report_page(document(found, lang), _about(found))


def explored(found: SearchResult, lang: str) -> str:
    """Return the page to look into a search: both languages, a tab for each section, opening in ``lang``."""
    return tabs_page({one: document(found, one) for one in LANGUAGES}, _about(found), TABS, lang)


def _about(found: SearchResult) -> xr.Dataset:
    """What figures name as their source."""
    about = xr.Dataset(attrs={f"footer_{lang}": "\n".join(footer(found, lang)) for lang in LANGUAGES})
    about.attrs |= {"version": found.version, "fingerprint": found.fingerprint}
    return about
