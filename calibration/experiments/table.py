"""The table of effects: what was published or is expected, what counts as agreement, and what a row is used for."""

import functools
from pathlib import Path
from typing import NamedTuple

from common.files import read_csv

TABLE = Path(__file__).parents[1] / "data" / "effects.csv"
KINDS = (
    "band",
    "range",
    "upper_bound",
    "exclude",
    "sign",
    "rank",
    "shape",
    "placebo",
    "threshold",
    "context",
    "method",
)
USES = ("test", "set", "untested", "elsewhere")


class Row(NamedTuple):
    """One effect.

    ``low``, ``central`` and ``high`` were published (None: not). A simulated median from ``accept_low`` to
    ``accept_high`` agrees with it; with ``accept_high`` left open, every part of what is measured must lie above
    ``accept_low``. ``use`` says whether the row is a test, has set ``parameters`` (and then is none), cannot be tested
    here, or is dealt with elsewhere; ``note`` says why, and what the numbers mean.
    """

    id: str
    title_en: str
    title_zh: str
    lever: str
    response: str
    unit_en: str
    unit_zh: str
    low: float | None
    central: float | None
    high: float | None
    kind: str
    accept_low: float | None
    accept_high: float | None
    use: str
    parameters: tuple[str, ...]
    citation: str
    source: str
    note_en: str
    note_zh: str

    def text(self, field: str, lang: str) -> str:
        """Title, unit or note in the reader's language."""
        return getattr(self, f"{field}_{'zh' if lang == 'zh' else 'en'}")


_NUMBERS = ("low", "central", "high", "accept_low", "accept_high")


def _parse(cells: dict[str, str]) -> Row:
    low, central, high, accept_low, accept_high = (float(cells[name]) if cells[name] else None for name in _NUMBERS)
    return Row(
        low=low,
        central=central,
        high=high,
        accept_low=accept_low,
        accept_high=accept_high,
        parameters=tuple(cells["parameters"].split()),
        **{name: text for name, text in cells.items() if name not in (*_NUMBERS, "parameters")},
    )


@functools.cache
def effects() -> dict[str, Row]:
    """Return all rows by id, in the order of the table.

    Raises:
        ValueError: a row that is doubled, incomplete, or of an unknown kind or use.
    """
    table: dict[str, Row] = {}
    for cells in read_csv(TABLE):
        row = _parse(cells)
        sound = row.kind in KINDS and row.use in USES and row.id not in table
        complete = all((row.title_en, row.title_zh, row.unit_en, row.unit_zh, row.citation, row.source))
        if not (sound and complete) or (row.use == "set") != bool(row.parameters):
            raise ValueError(f"{TABLE.name}: the row of {row.id!r} is doubled, incomplete or of an unknown kind")
        table[row.id] = row
    return table
