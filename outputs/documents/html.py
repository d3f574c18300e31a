"""A report as one HTML file: nothing is fetched, everything from files is escaped, figures are inside."""

import base64
import functools
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import xarray as xr
from matplotlib.figure import Figure

from outputs.documents.document import Bullets, Document, Paragraph, Picture, Table, Verbatim, halves
from outputs.documents.images import address, size_px
from outputs.documents.page_words import labels
from outputs.figures.figure_numbers import as_csv, numbers_of

if TYPE_CHECKING:
    from jinja2 import Template

FOLDER = Path(__file__).parent
KINDS = {Paragraph: "paragraph", Bullets: "bullets", Table: "table", Picture: "picture", Verbatim: "verbatim"}


class Image(NamedTuple):
    """A figure on the page: its address, size in pixels and the screens it is for (``any``, ``narrow``, ``wide``)."""

    address: str
    width: int
    height: int
    screens: str
    finding: str
    """What the figure says of itself in its title."""
    numbers: str
    """Address of its numbers as CSV; empty where it keeps none."""


def page(document: Document, dataset: xr.Dataset) -> str:
    """The whole page.

    Args:
        document: what it says.
        dataset: the results that figures name as their source.
    """
    return template(FOLDER / "report.html.jinja").render(
        **_tools(document, dataset), prefix="", style=text("style.css"), script=text("sort.js")
    )


def section(document: Document, anchor: str, dataset: xr.Dataset, prefix: str) -> str:
    """One section for a page that is put together by others.

    Args:
        document: where it stands.
        anchor: which.
        dataset: the results that figures name as their source.
        prefix: stands before each name inside the page, so that two documents on one page share none.
    """
    form = template(FOLDER / "sections.html.jinja")
    return form.render(**_tools(document, dataset), anchor=anchor, prefix=prefix)


def text(file: str) -> str:
    """The style or the script of reports."""
    return (FOLDER / file).read_text(encoding="utf-8")


def _tools(document: Document, dataset: xr.Dataset) -> dict:
    return {
        "document": document,
        "halves": halves,
        "kind": lambda block: KINDS[type(block)],
        "images": lambda picture: images(picture, dataset, document.lang),
        "labels": labels(document.lang),
    }


@functools.cache
def template(file: Path) -> "Template":
    """Return the form of a page, read once; what is put into it is escaped, and what is missing is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(file.parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(file.name)


def images(picture: Picture, dataset: xr.Dataset, lang: str) -> list[Image]:
    """A figure once, or once for narrow and once for wide screens where one column is too narrow for print."""
    found = []
    for columns in (1,) if picture.columns == 1 else (1, 2):
        figure = picture.draw(columns)
        screens = "any" if picture.columns == 1 else "narrow" if columns == 1 else "wide"
        where = address(figure, dataset, lang, columns == picture.columns)
        found.append(Image(where, *size_px(figure), screens, str(figure.get_label()), numbers_address(figure)))
    return found


def numbers_address(figure: Figure) -> str:
    """The numbers of a figure as an address that holds them whole, for a link; empty where it keeps none."""
    numbers = numbers_of(figure)
    return "" if numbers is None else "data:text/csv;base64," + base64.b64encode(as_csv(numbers)).decode("ascii")
