"""Write figures to files: PNG, SVG and PDF that say what they are, the same bytes from run to run."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from common.files import write_bytes
from outputs.figures.dots import png
from outputs.figures.figure_page import MODEL_NAME, source_lines
from outputs.figures.style import DPI, look

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
    about = metadata(dataset, str(figure.get_label()), lang, form)
    if form == "png":
        return png(dots_of(figure, dpi), dpi or DPI, {key: text or "" for key, text in about.items()})
    page = io.BytesIO()
    with _printed(figure, dpi):
        # Figures are laid out when they are made (see outputs.figures.style): ``savefig`` would draw each once more before it
        # prints it.
        canvas = _canvas(form)(figure)
        getattr(canvas, f"print_{form}")(page, metadata=about)
    return page.getvalue()


def dots_of(figure: Figure, dpi: float | None = None) -> np.ndarray:
    """One figure as dots, (height, width, 3) or where something shines through, (height, width, 4); ``dpi`` as in :func:`as_bytes`."""
    with _printed(figure, dpi):
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        dots = np.asarray(canvas.buffer_rgba())
    return dots[..., :3] if (dots[..., 3] == 255).all() else dots


@contextmanager
def _printed(figure: Figure, dpi: float | None) -> Iterator[None]:
    """Our settings and the density of print while a figure is printed; its own density and canvas after."""
    before = figure.dpi, figure.canvas
    with look():
        figure.dpi = dpi or DPI
        yield
    figure.dpi = before[0]
    figure.set_canvas(before[1])


def _canvas(form: str) -> type[FigureCanvasBase]:
    """What prints a format; imported where it is asked for, as each takes its time."""
    return import_module(f"matplotlib.backends.backend_{form}").FigureCanvas


def save(figure: Figure, path: Path, dataset: xr.Dataset | tuple[str, str], lang: str) -> Path:
    """Write one figure in the format that the suffix of ``path`` says; the folder must exist, an old file is replaced."""
    write_bytes(path, as_bytes(figure, dataset, lang, path.suffix.lstrip(".")))
    return path


def save_forms(figure: Figure, folder: Path, stem: str, dataset: xr.Dataset | tuple[str, str], lang: str) -> None:
    """Write one figure in every format of :data:`FORMATS`, as ``<stem>.<lang>.<form>`` in a folder that exists."""
    for form in FORMATS:
        save(figure, folder / f"{stem}.{lang}.{form}", dataset, lang)
