"""A sweep as it lies in its folder: read again, and shown as a page to look into."""

from pathlib import Path

import xarray as xr

from common.text import LANGUAGES, Text
from outputs.documents.tabs import page
from outputs.results.record_file import read_record, record_text
from outputs.results.summary_rows import EXPORTED
from outputs.sweep.sweep_document import document
from outputs.sweep.sweep_figure import footer
from outputs.sweep.sweep_result import SweepResult

FILE, KIND = "sweep.json", "sweep"
TABS = {"effects": Text("Effects", "效果"), "ahead": Text("Against the first", "与首个方案相比")}
"""Short names of the sections."""


def text(found: SweepResult) -> str:
    """Return what the folder keeps of a sweep."""
    return record_text(KIND, found)


def read(folder: Path) -> SweepResult:
    """Return the sweep of a folder.

    Raises:
        UserError: there is none that can be read.
    """
    return read_record(folder / FILE, KIND, SweepResult, _whole)


def _whole(found: SweepResult) -> bool:
    shape, keys = (len(found.names), len(found.members)), {outcome.key for outcome in EXPORTED}
    return (
        0 not in shape
        and shape[0] == len(found.titles) == len(found.values)
        and keys <= set(found.units)
        and keys <= set(found.effects)
        and all(values.shape == shape for values in found.effects.values())
    )


def explored(found: SweepResult, lang: str) -> str:
    """Return the page to look into a sweep: both languages, opening in ``lang``."""
    about = xr.Dataset(attrs={f"footer_{one}": "\n".join(footer(found, one)) for one in LANGUAGES})
    about.attrs |= {"version": found.version, "fingerprint": found.fingerprint}
    return page({one: document(found, one) for one in LANGUAGES}, about, TABS, lang)
