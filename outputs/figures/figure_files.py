"""Write figures to files: PNG, SVG and PDF that say what they are, the same bytes from run to run."""

import io
from importlib import import_module
from pathlib import Path

import matplotlib as mpl
import xarray as xr
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure

from common.files import write_bytes
from outputs.figures.figure_page import MODEL_NAME, source_lines
from outputs.figures.style import look

FORMATS = ("png", "svg", "pdf")


def metadata(dataset: xr.Dataset | tuple[str, str], title: str, lang: str, form: str) -> dict[str, str | None]:
    """Title, author and description of one figure in the terms of its file format; no dates.

    Args:
        dataset: the results that the figure shows; or its footer's two lines where no single run is shown.
        title: the title of the figure.
        lang: ``"en"`` or ``"zh"``.
        form: ``"png"``, ``"svg"`` or ``"pdf"``.
    """
    author = MODEL_NAME[lang]
    if isinstance(dataset, tuple):
        attrs, description = {}, " ".join(dataset)
    else:
        attrs = dataset.attrs
        description = " ".join(source_lines(dataset, lang)) + f" [fingerprint {attrs.get('fingerprint', '')}]"
    if form == "png":
        return {"Title": title, "Author": author, "Description": description, "Source": str(attrs.get("scenario", ""))}
    if form == "svg":
        return {"Title": title, "Creator": author, "Description": description, "Language": lang, "Date": None}
    if form == "pdf":
        return {"Title": title, "Author": author, "Subject": description, "CreationDate": None}
    raise ValueError(f"{form!r} is none of {', '.join(FORMATS)}")


def as_bytes(
    figure: Figure, dataset: xr.Dataset | tuple[str, str], lang: str, form: str, dpi: float | None = None
) -> bytes:
    """One figure in a format of :data:`FORMATS`; ``dpi`` is that of print where not given."""
    page, about = io.BytesIO(), metadata(dataset, str(figure.get_label()), lang, form)
    before = figure.dpi, figure.canvas
    with look():
        figure.dpi = mpl.rcParams["savefig.dpi"] if dpi is None else dpi
        # Figures are laid out when they are made (see outputs.figures.style): ``savefig`` would draw each once more before it
        # prints it.
        canvas = _canvas(form)(figure)
        getattr(canvas, f"print_{form}")(page, metadata=about)
    figure.dpi = before[0]
    figure.set_canvas(before[1])
    return page.getvalue()


def _canvas(form: str) -> type[FigureCanvasBase]:
    """What prints a format; imported where it is asked for, as each takes its time."""
    backend = {"png": "agg", "svg": "svg", "pdf": "pdf"}[form]
    return import_module(f"matplotlib.backends.backend_{backend}").FigureCanvas


def save(figure: Figure, path: Path, dataset: xr.Dataset | tuple[str, str], lang: str) -> Path:
    """Write one figure in the format that the suffix of ``path`` says; the folder must exist, an old file is replaced."""
    write_bytes(path, as_bytes(figure, dataset, lang, path.suffix.lstrip(".")))
    return path


def save_forms(figure: Figure, folder: Path, stem: str, dataset: xr.Dataset | tuple[str, str], lang: str) -> None:
    """Write one figure in every format of :data:`FORMATS`, as ``<stem>.<lang>.<form>`` in a folder that exists."""
    for form in FORMATS:
        save(figure, folder / f"{stem}.{lang}.{form}", dataset, lang)
