"""Write figures to files: PNG, SVG and PDF that say what they are, the same bytes from run to run."""

import io
from collections.abc import Collection, Generator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from common.files import write_bytes
from outputs.figures.dots import png
from outputs.figures.figure_page import MODEL_NAME, source_lines
from outputs.figures.printing import printed
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
    return as_forms(figure, dataset, lang, (form,), dpi)[form]


def as_forms(
    figure: Figure,
    dataset: xr.Dataset | tuple[str, str],
    lang: str,
    forms: Collection[str],
    dpi: float | None = None,
) -> dict[str, bytes]:
    """One figure in some formats of :data:`FORMATS`, drawn once for PNG and SVG; ``dpi`` is that of print where not given."""
    about, found = {form: metadata(dataset, str(figure.get_label()), lang, form) for form in forms}, {}
    with _ready(figure, dpi):
        if not about.keys().isdisjoint(("png", "svg")):
            dots, paths = printed(figure, "png" in about, about.get("svg"))
            if dots is not None:
                found["png"] = png(_opaque(dots), figure.dpi, {key: text or "" for key, text in about["png"].items()})
            if paths is not None:
                found["svg"] = paths
        if "pdf" in about:
            from matplotlib.backends.backend_pdf import FigureCanvasPdf  # takes its time

            file = io.BytesIO()
            # ``savefig`` would draw the figure, which has been laid out, once more before it prints it
            FigureCanvasPdf(figure).print_pdf(file, metadata=about["pdf"])
            found["pdf"] = file.getvalue()
    return found


def dots_of(figure: Figure, dpi: float | None = None) -> np.ndarray:
    """One figure as dots, (height, width, 3) or where something shines through, (height, width, 4); ``dpi`` as in :func:`as_bytes`."""
    with _ready(figure, dpi):
        dots, _ = printed(figure, True, None)
    assert dots is not None  # asked for
    return _opaque(dots)


def _opaque(dots: np.ndarray) -> np.ndarray:
    return dots[..., :3] if (dots[..., 3] == 255).all() else dots


@contextmanager
def _ready(figure: Figure, dpi: float | None) -> Generator[None]:
    """Our settings and the density of print while a figure is printed; its own density and canvas after."""
    before = figure.dpi, figure.canvas
    with look():
        figure.dpi = dpi or DPI
        yield
    figure.dpi = before[0]
    figure.set_canvas(before[1])


def save(figure: Figure, path: Path, dataset: xr.Dataset | tuple[str, str], lang: str) -> Path:
    """Write one figure in the format that the suffix of ``path`` says; the folder must exist, an old file is replaced."""
    write_bytes(path, as_bytes(figure, dataset, lang, path.suffix.lstrip(".")))
    return path


def save_forms(
    figure: Figure,
    folder: Path,
    stem: str,
    dataset: xr.Dataset | tuple[str, str],
    lang: str,
    forms: Collection[str] | None = None,
) -> list[Path]:
    """Write one figure in some of :data:`FORMATS`, by default in all, as ``<stem>.<lang>.<form>`` in a folder that exists; return the files."""
    return save_as(figure, folder / f"{stem}.{lang}", dataset, lang, FORMATS if forms is None else forms)


def save_as(
    figure: Figure, stem: Path, dataset: xr.Dataset | tuple[str, str], lang: str, forms: Collection[str]
) -> list[Path]:
    """Write one figure as ``<stem>.<form>`` for each of ``forms``, drawn once for PNG and SVG; return the files."""
    made = as_forms(figure, dataset, lang, forms)
    paths = {form: stem.with_name(f"{stem.name}.{form}") for form in forms}
    for form, path in paths.items():
        write_bytes(path, made[form])
    return list(paths.values())
