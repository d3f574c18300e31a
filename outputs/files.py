"""Write figures to files: PNG, SVG and PDF that say what they are, the same bytes from run to run."""

import io
from pathlib import Path

import xarray as xr
from matplotlib.figure import Figure

from outputs.page import MODEL_NAME, source_lines
from outputs.style import look

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
    page = io.BytesIO()
    with look():
        settings = {} if dpi is None else {"dpi": dpi}
        figure.savefig(page, format=form, metadata=metadata(dataset, figure.get_label(), lang, form), **settings)
    return page.getvalue()


def save(figure: Figure, path: Path, dataset: xr.Dataset | tuple[str, str], lang: str) -> Path:
    """Write one figure in the format that the suffix of ``path`` says; the folder must exist, an old file is replaced."""
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_bytes(as_bytes(figure, dataset, lang, path.suffix.lstrip(".")))
    draft.replace(path)
    return path
